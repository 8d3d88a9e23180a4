"""Days off of Vietnam: weekends, Tết, swapped days, days set by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.checklists.workdays import Calendar, write_day

PLAIN = Calendar()

#: A day, why it is a day off (empty: worked), why it is worked though a weekend day (empty: any other).
DAYS = [
    # an ordinary week
    ("06/03/2026", "", ""),
    ("07/03/2026", "Thứ bảy", ""),
    ("08/03/2026", "Chủ nhật", ""),
    ("09/03/2026", "", ""),
    # Tết 2025: off from Saturday 25/01 to Sunday 02/02
    ("24/01/2025", "", ""),
    ("25/01/2025", "Thứ bảy", ""),
    ("27/01/2025", "Nghỉ bù Tết Nguyên Đán", ""),
    ("28/01/2025", "Giao thừa Tết Nguyên Đán", ""),
    ("29/01/2025", "Tết Nguyên Đán", ""),
    ("31/01/2025", "Mùng ba Tết Nguyên Đán", ""),
    ("01/02/2025", "Mùng bốn Tết Nguyên Đán", ""),
    ("03/02/2025", "", ""),
    # Tết 2026: off from Saturday 14/02 to Sunday 22/02
    ("13/02/2026", "", ""),
    ("16/02/2026", "Giao thừa Tết Nguyên Đán", ""),
    ("20/02/2026", "Mùng bốn Tết Nguyên Đán", ""),
    ("22/02/2026", "Chủ nhật", ""),
    ("23/02/2026", "", ""),
    # the commemoration of the Hùng kings on a Sunday, made up for on Monday
    ("26/04/2026", "Ngày Giỗ Tổ Hùng Vương", ""),
    ("27/04/2026", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)", ""),
    # swapped days: of 2025, of New Year 2026 (not in the package), of the National Day 2026, across the end of a year
    ("26/04/2025", "", "Thứ bảy làm bù"),
    ("02/05/2025", "Ngày nghỉ (thay cho ngày 26/04/2025)", ""),
    ("02/01/2026", "Ngày nghỉ (thay cho ngày 10/01/2026)", ""),
    ("10/01/2026", "", "Thứ bảy làm bù"),
    ("22/08/2026", "", "Thứ bảy làm bù"),
    ("31/12/2018", "Ngày nghỉ (thay cho ngày 05/01/2019)", ""),
    ("05/01/2019", "", "Thứ bảy làm bù"),
    ("27/12/2014", "", "Thứ bảy làm bù"),
    # the ends of the calendar
    ("01/01/2000", "Tết Dương lịch", ""),
    ("31/12/2100", "", ""),
]


def day(text: str) -> date:
    d, m, y = map(int, text.split("/"))
    return date(y, m, d)


@pytest.mark.parametrize(("text", "off", "working"), DAYS)
def test_a_day_is_off_or_worked_for_a_reason(text: str, off: str, working: str) -> None:
    assert PLAIN.why_off(day(text)) == off
    assert PLAIN.is_off(day(text)) == bool(off)
    assert PLAIN.why_working(day(text)) == working


def test_days_set_by_hand_win() -> None:
    by_hand = Calendar(
        off={day("09/03/2026"): "Nghỉ do bão", day("22/08/2026"): "", day("07/03/2026"): "Nghỉ phép chung"},
        working={day("17/02/2026"): "Trực Tết", day("08/03/2026"): ""},
    )
    assert by_hand.why_off(day("09/03/2026")) == "Nghỉ do bão"
    assert by_hand.why_off(day("07/03/2026")) == "Nghỉ phép chung"
    assert by_hand.why_off(day("22/08/2026")) == "Ngày nghỉ đặt thêm"  # over a swapped working Saturday
    assert not by_hand.is_off(day("17/02/2026"))
    assert by_hand.why_working(day("17/02/2026")) == "Trực Tết"
    assert by_hand.why_working(day("08/03/2026")) == "Ngày làm việc đặt thêm"
    assert by_hand.why_working(day("09/03/2026")) == ""


def test_a_day_cannot_be_both() -> None:
    with pytest.raises(ValueError, match="09/03/2026 vừa đặt là ngày nghỉ vừa đặt là ngày làm việc"):
        Calendar(off={day("09/03/2026"): "Bão"}, working={day("09/03/2026"): "Trực"})


@pytest.mark.parametrize("text", ["31/12/1999", "01/01/2101"])
def test_other_years_are_not_known(text: str) -> None:
    with pytest.raises(ValueError, match="chỉ có các năm 2000–2100, không có ngày " + text):
        PLAIN.is_off(day(text))


@pytest.mark.parametrize(
    ("start", "following", "preceding"),
    [
        ("05/03/2026", "05/03/2026", "05/03/2026"),
        ("07/03/2026", "09/03/2026", "06/03/2026"),
        ("17/02/2026", "23/02/2026", "13/02/2026"),
        ("26/01/2025", "03/02/2025", "24/01/2025"),
        ("30/04/2025", "05/05/2025", "29/04/2025"),
        ("01/01/2026", "05/01/2026", "31/12/2025"),
    ],
)
def test_the_nearest_working_days(start: str, following: str, preceding: str) -> None:
    assert PLAIN.next_working(day(start)) == day(following)
    assert PLAIN.previous_working(day(start)) == day(preceding)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("05/03/2026", 0, "05/03/2026"),
        ("05/03/2026", 1, "06/03/2026"),
        ("06/03/2026", 1, "09/03/2026"),
        ("07/03/2026", 1, "09/03/2026"),
        ("13/02/2026", 2, "24/02/2026"),  # over Tết
        ("25/04/2025", 2, "28/04/2025"),  # Saturday 26/04 is worked
        ("09/03/2026", -1, "06/03/2026"),
        ("23/02/2026", -2, "12/02/2026"),
        ("12/01/2026", -1, "10/01/2026"),
    ],
)
def test_working_days_are_added_and_taken_back(start: str, n: int, end: str) -> None:
    assert PLAIN.add_working_days(day(start), n) == day(end)


@settings(deadline=None, max_examples=100)
@given(start=st.dates(date(2001, 1, 1), date(2099, 1, 1)), n=st.integers(1, 40))
def test_as_many_working_days_lie_between(start: date, n: int) -> None:
    end = PLAIN.add_working_days(start, n)
    between = [start + timedelta(i) for i in range(1, (end - start).days + 1)]
    assert sum(not PLAIN.is_off(each) for each in between) == n
    assert not PLAIN.is_off(end)


def test_a_day_is_written_with_its_weekday() -> None:
    assert write_day(day("09/03/2026")) == "09/03/2026 (Thứ hai)"
    assert write_day(day("08/03/2026")) == "08/03/2026 (Chủ nhật)"
