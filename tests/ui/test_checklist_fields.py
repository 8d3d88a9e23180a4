"""What people type into the checklist's form, read as they mean it, or refused with the mend."""

from __future__ import annotations

from datetime import date

import pytest

from ui.web.checklist_fields import read_days, read_typed_birth, read_typed_moment, write_birth
from ui.web.dates import DayError


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("10:30 05/3/2026", "2026-03-05T10:30"),
        ("05/3/2026 10h30", "2026-03-05T10:30"),
        ("5/3/2026", "2026-03-05"),
        (" 10h30' ngày 5/3/2026 ", "2026-03-05T10:30"),
        ("10 giờ 30 phút ngày 5/3/2026", "2026-03-05T10:30"),
        ("Lúc 10 giờ 30 phút, ngày 05 tháng 3 năm 2026", "2026-03-05T10:30"),
        ("ngày 5-3-2026", "2026-03-05"),
        ("05.03.2026, 7g", "2026-03-05T07:00"),
        ("5/3/2026 lúc 10h", "2026-03-05T10:00"),
        # an hour without minutes does not take them from the day
        ("10h 15/3/2026", "2026-03-15T10:00"),
        ("10 giờ 15/12/2026", "2026-12-15T10:00"),
        ("15/3/2026 8h", "2026-03-15T08:00"),
        ("8h5 15/3/2026", "2026-03-15T08:05"),
        ("0h 5/3/2026", "2026-03-05T00:00"),
        ("24:00 5/3/2026", "2026-03-05T24:00"),
    ],
)
def test_moments_are_read_as_people_write_them(text, kept):
    assert read_typed_moment(text) == kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hôm qua", "Không đọc được thời điểm “hôm qua”"),
        ("10:30", "Hãy ghi giờ và ngày"),
        ("2026-03-05T10:30", "ví dụ 10:30 05/3/2026"),
        ("25:00 5/3/2026", "không có thật"),
        ("24:01 5/3/2026", "không có thật"),
        ("10:75 5/3/2026", "không có thật"),
        ("10:30 31/2/2026", "không có trong lịch"),
        ("10:3015/3/2026", "Không đọc được"),
    ],
)
def test_a_moment_that_is_none_is_refused_with_its_mend(text, said):
    with pytest.raises(DayError, match=said):
        read_typed_moment(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("11/2/2014", "2014-02-11"),
        ("11 tháng 2 năm 2014", "2014-02-11"),
        ("2/2014", "2014-02"),
        ("Tháng 12/2014", "2014-12"),
        ("tháng 2 năm 2014", "2014-02"),
        ("2014", "2014"),
        ("năm 2014", "2014"),
        ("quý 1/2014", "2014-Q1"),
        ("Quý IV năm 2014", "2014-Q4"),
        ("nửa đầu 2014", "2014-H1"),
        ("nửa cuối năm 2014", "2014-H2"),
    ],
)
def test_births_are_read_as_far_as_they_are_known_and_written_back(text, kept):
    assert read_typed_birth(text) == kept
    assert read_typed_birth(write_birth(kept)) == kept


@pytest.mark.parametrize("text", ["31/2/2014", "hồi bé", "14", "0000", "quý 5/2014", "nửa giữa 2014", "2014-02-11"])
def test_a_birth_that_is_none_is_refused(text):
    with pytest.raises(DayError, match=r"Hãy"):
        read_typed_birth(text)


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ("02/01/2026 nghỉ hoán đổi", True),
        ("2/1/2026: nghỉ bão", True),
        ("02/01/2026", True),
        ("10/01/2026 làm bù", False),
        ("10/01/2026, Làm việc bình thường", False),
        # the first word decides
        ("02/01/2026 nghỉ làm", True),
        ("02/01/2026 không làm việc", True),
        ("02/01/2026 nghỉ, làm bù ngày 10/01", True),
        ("10/01/2026 làm bù cho ngày nghỉ 02/01", False),
    ],
)
def test_a_day_set_by_hand_is_off_or_worked(line, off):
    [(_, kept, why)] = read_days(line)
    assert kept is off
    assert why


def test_days_keep_their_reason_and_the_last_line_about_a_day_counts():
    days = read_days("02/01/2026 nghỉ\n\n 02/01/2026 làm bù \n03/01/2026\n")
    assert days == [(date(2026, 1, 2), False, "làm bù"), (date(2026, 1, 3), True, "ngày nghỉ đặt tay")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("02/01/2026 nghỉ\nTết", "Dòng 2: không đọc được “Tết”"),
        ("31/02/2026 nghỉ", "Dòng 1: .*không có trong lịch"),
    ],
)
def test_a_line_that_is_no_day_is_named(text, said):
    with pytest.raises(DayError, match=said):
        read_days(text)
