"""The calendar of a checklist: an event a deadline still open, in Vietnam time, with a reminder and no private words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from assist.checklists.exports import CaseSheet
from assist.checklists.exports.ics import ZONE, checklist_ics
from tests.assist.checklists.exports_sample import SHEET

STAMPED = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def _open(sheet: CaseSheet = SHEET, stamped: datetime = STAMPED) -> Any:
    return Calendar.from_ical(checklist_ics(sheet, stamped))


def test_an_event_a_deadline_with_its_zone() -> None:
    calendar = _open()
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    events = calendar.walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        "Chuyển tin và tài liệu kèm theo – HS-2026-007",
        "Phân công người giải quyết – HS-2026-007",
    ]
    assert [event.start for event in events] == [
        datetime(2026, 3, 4, 10, 30, tzinfo=ZONE),
        datetime(2026, 3, 5, 23, 59, tzinfo=ZONE),  # 24:00 of 5 March would show under 6 March
    ]
    assert all(event.start == event.end for event in events)
    assert events[0].start.utcoffset() == timedelta(hours=7)
    assert all(event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh" for event in events)


def test_description_tells_demand_arithmetic_basis_and_other_readings() -> None:
    first, second = (str(event["DESCRIPTION"]) for event in _open().walk("VEVENT"))
    assert first.split("\n")[:6] == [
        "Phải: Gửi tin báo cùng đồ vật, tài liệu đã thu cho Cơ quan điều tra có thẩm quyền trong một ngày đêm.",
        "Người thực hiện: Công an xã",
        "Hạn: 10 giờ 30 ngày 04/03/2026",
        "Cách tính: Tiếp nhận tin lúc 10 giờ 30 ngày 03/03/2026.",
        "Cách tính: Cộng 24 giờ.",
        "Căn cứ: Khoản 1 Điều 5 Thông tư số 43/2021/TT-BCA",
    ]
    assert "Quy định khác: Phải: Chuyển tin trong 48 giờ" in first
    assert "Hạn: 24 giờ ngày 05/03/2026" in second
    assert "Cách đọc khác: 24 giờ ngày 06/03/2026" in second
    assert "[chưa xác minh]" in second


def test_reminders_two_hours_before_a_limit_in_hours_a_day_before_one_in_days() -> None:
    alarms = [event.walk("VALARM") for event in _open().walk("VEVENT")]
    assert [[alarm["TRIGGER"].dt for alarm in each] for each in alarms] == [[-timedelta(hours=2)], [-timedelta(days=1)]]
    assert all(alarm["ACTION"] == "DISPLAY" for each in alarms for alarm in each)


def test_uid_is_stable_and_tells_cases_apart() -> None:
    def uids(calendar: Any) -> list[str]:
        return [str(event["UID"]) for event in calendar.walk("VEVENT")]

    first, later, other = _open(), _open(stamped=STAMPED + timedelta(days=9)), _open(replace(SHEET, code="HS-2026-008"))
    assert uids(first) == uids(later)
    assert len({*uids(first), *uids(other)}) == 4


@pytest.mark.parametrize(
    ("stamped", "written"),
    [(STAMPED, "20260303T120000Z"), (datetime(2026, 3, 3, 12, 0), "20260303T050000Z")],  # without a zone: Vietnam time
)
def test_stamp_is_the_argument(stamped: datetime, written: str) -> None:
    assert f"DTSTAMP:{written}".encode() in checklist_ics(SHEET, stamped)


def test_what_is_done_is_left_out_and_all_done_is_still_a_calendar() -> None:
    one = replace(SHEET, done={"tiep-nhan.chuyen-tin": True})
    assert len(_open(one).walk("VEVENT")) == 1
    every = replace(SHEET, done={line.code: True for line in SHEET.result.lines})
    assert not _open(every).walk("VEVENT")


def test_titles_notes_and_deciders_stay_out() -> None:
    file = checklist_ics(SHEET, STAMPED).decode()
    unfolded = file.replace("\r\n ", "")
    for private in ("HYPERLINK", "máy đọc", "xã A", "Công an tỉnh B"):
        assert private not in unfolded


def test_a_line_end_in_the_case_code_adds_no_property() -> None:
    file = checklist_ics(replace(SHEET, code="HS\r\nATTENDEE:mailto:a@b\rX"), STAMPED)
    assert b"\nATTENDEE" not in file
    assert b"\rX" not in file
