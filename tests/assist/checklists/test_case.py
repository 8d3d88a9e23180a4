"""A case as people describe it: read, checked for contradictions, written back."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from assist.checklists.case import Case, CaseError, make_case, read_case, read_moment, write_case
from assist.checklists.model import Moment
from corpus.circumstances import AgeBand, Event


def case(**changes: object) -> Case:
    return make_case({"code": "VA-01", **changes})


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-05T10:30", Moment(date(2026, 3, 5), time(10, 30))),
        ("2026-03-05 7:05", Moment(date(2026, 3, 5), time(7, 5))),
        ("2026-03-05", Moment(date(2026, 3, 5))),
        ("2026-03-05T24:00", Moment(date(2026, 3, 6), time(0))),
    ],
)
def test_moments(text: str, moment: Moment) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize("text", ["05/3/2026", "2026-02-30", "2026-03-05T25:00", "2026-03-05T10:61", "hôm qua"])
def test_what_is_no_moment_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="không đọc được"):
        read_moment(text)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"born": "2026-03-06", "events": {"tiếp nhận tin": "2026-03-05"}},
            "Ngày sinh 06/03/2026 sau thời điểm “tiếp nhận tin”",
        ),
        ({"born": "2027", "on": "2026-03-05"}, "sau ngày áp dụng (05/03/2026)"),
        ({"born": "2008-03-05", "on": "2026-03-05"}, "đã đủ 18 tuổi"),
        (
            {"born": "2014-02-11", "on": "2026-03-05", "circumstances": {"age": "từ đủ 16 đến dưới 18"}},
            "Độ tuổi đã chọn là từ đủ 16 đến dưới 18 nhưng theo ngày sinh 11/02/2014 thì 12 tuổi",
        ),
        ({"circumstances": {"role": "người bị buộc tội", "age": "dưới 13"}}, "chưa đến tuổi chịu trách nhiệm hình sự"),
        (
            {"born": "2012-06-01", "on": "2026-05-31", "circumstances": {"role": "người bị buộc tội"}},
            "Người 13 tuổi chưa đến tuổi chịu trách nhiệm hình sự",
        ),
        (
            {"circumstances": {"role": "bị hại", "activities": ["hỏi cung"]}},
            "Việc hỏi cung chỉ làm với người bị buộc tội",
        ),
        ({"circumstances": {"role": "người bị tố giác", "activities": ["hỏi cung"]}}, "không làm với người bị tố giác"),
        ({"circumstances": {"stage": "điều tra", "activities": ["phiên tòa"]}}, "Phiên tòa chỉ có ở giai đoạn xét xử"),
        (
            {"events": {"khởi tố vụ án": "2026-03-04", "tiếp nhận tin": "2026-03-05"}},
            "“khởi tố vụ án” (04/03/2026) đứng trước “tiếp nhận tin” (05/03/2026)",
        ),
        (
            {"events": {"giữ, bắt hoặc nhận người": "2026-03-05T10:00", "ra quyết định tạm giữ": "2026-03-05T09:59"}},
            "“ra quyết định tạm giữ” (05/03/2026) đứng trước",
        ),
        ({"events": {"tiếp nhận tin": "5/3/2026"}}, "tiếp nhận tin: thời điểm '5/3/2026' không đọc được"),
        ({"born": "hè 2014"}, "ngày sinh 'hè 2014' không đọc được"),
    ],
)
def test_contradictions_are_told_with_the_mend(changes: dict[str, object], told: str) -> None:
    with pytest.raises(CaseError) as error:
        case(**changes)
    assert told in str(error.value)


def test_somebody_reported_may_be_held_and_one_of_fourteen_may_be_accused() -> None:
    case(circumstances={"role": "người bị tố giác", "activities": ["bắt, tạm giữ, tạm giam"]})
    case(born="2012-06-01", on="2026-06-01", circumstances={"role": "người bị buộc tội", "activities": ["hỏi cung"]})


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2013-03-06", AgeBand.UNDER_13),
        ("2013-03-05", AgeBand.FROM_13),
        ("2010-03-06", AgeBand.FROM_13),
        ("2010-03-05", AgeBand.FROM_16),
        ("", None),
    ],
)
def test_the_age_band_follows_from_the_birth_date(born: str, band: AgeBand | None) -> None:
    assert case(born=born, on="2026-03-05").facts().age == band


def test_the_day_of_the_case_is_the_latest_event_else_today() -> None:
    events = {"tiếp nhận tin": "2026-03-05T10:30", "khởi tố vụ án": "2026-03-20"}
    assert case(events=events).day() == date(2026, 3, 20)
    assert case(events=events, on="2026-03-07").day() == date(2026, 3, 7)
    assert case().day(today=date(2026, 1, 2)) == date(2026, 1, 2)


def test_a_case_is_written_and_read_back(tmp_path: Path) -> None:
    made = case(
        born="2014",
        on="2026-03-05",
        circumstances={"role": "bị hại", "remote": True},
        events={"tiếp nhận tin": "2026-03-05"},
    )
    path = tmp_path / "vu-viec.yaml"
    path.write_text(write_case(made), encoding="utf-8")
    assert read_case(path) == made
    assert read_case(path).moments() == {Event.RECEIVED: Moment(date(2026, 3, 5))}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code: VA-01\nbirthday: 2014-02-11\n", "birthday"),
        ("code: VA-01\ncircumstances: {role: nạn nhân}\n", "chọn một trong"),
        ("- a\n- b\n", "tệp rỗng hoặc không phải"),
        ("code: [\n", "YAML hỏng"),
        ("born: 2014\n", "thiếu khóa bắt buộc"),
    ],
)
def test_a_file_that_does_not_fit_is_told_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "vu-viec.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match=r"vu-viec\.yaml") as error:
        read_case(path)
    assert told in str(error.value)


def test_on_is_a_key_and_not_a_truth_value(tmp_path: Path) -> None:
    path = tmp_path / "vu-viec.yaml"
    path.write_text("code: VA-01\non: 2026-03-05\n", encoding="utf-8")
    assert read_case(path).on == date(2026, 3, 5)
