"""A checklist as a calendar (RFC 5545): an event at each deadline of an item that is not done, with a reminder. No names, no notes."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vText

from assist.checklists.exports import CaseSheet, rows
from assist.checklists.model import Deadline, Line, write_instant
from assist.office.text import clean

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://kholuat.invalid/checklists")
_HOURS_BEFORE, _DAYS_BEFORE = timedelta(hours=2), timedelta(days=1)


def checklist_ics(sheet: CaseSheet, stamped: datetime) -> bytes:
    """The deadlines of a saved case as a calendar file.

    ``stamped``: when the file is made; without a zone it is Vietnam time. The same item of the same case keeps its UID, so that
    importing anew moves its event instead of doubling it. A limit that ends at 24:00 stands at 23:59 of that day and says so.
    """
    stamp = (stamped if stamped.tzinfo else stamped.replace(tzinfo=ZONE)).astimezone(UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//Kho Luat//Checklists//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(clean(f"Hạn thủ tục – hồ sơ {sheet.code}")))  # escaped only as a vText
    for line in sheet.result.lines:
        if line.first.deadline and not sheet.done.get(line.code):
            calendar.add_component(_event(sheet, line, line.first.deadline, stamp))
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made


def _event(sheet: CaseSheet, line: Line, deadline: Deadline, stamp: datetime) -> Event:
    """An event of no length. It has no DTEND: without one an event ends when it starts, and the standard wants a DTEND later."""
    event = Event()
    summary = clean(f"{line.item.act} – {sheet.code}")
    event.add("uid", f"{uuid.uuid5(_SPACE, clean(f'{sheet.code}/{line.code}'))}@kholuat")
    event.add("dtstamp", stamp)
    event.add("dtstart", rows.same_day(deadline.due).replace(tzinfo=ZONE))
    event.add("summary", summary)
    event.add("description", clean(_description(line, deadline)))
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody's day busy
    limit = line.first.demand.limit
    early = _HOURS_BEFORE if limit and limit.unit in {"phút", "giờ"} else _DAYS_BEFORE
    event.add_component(Alarm.new_display(summary, -early))
    return event


def _description(line: Line, deadline: Deadline) -> str:
    """Demand, deadline, arithmetic, other reading, basis and what other provisions say, a line each."""
    reading = line.first
    other = rows.other_words(reading)
    return "\n".join(
        [
            rows.demand_words(reading.demand),
            f"Người thực hiện: {line.item.who}",
            f"Hạn: {write_instant(deadline.due)}",
            *(f"Cách tính: {step}" for step in deadline.steps),
            *([other[:1].upper() + other[1:]] if other else []),
            f"Căn cứ: {'; '.join(rows.bases_words(reading))}",
            *rows.differing_words(line),
        ]
    )
