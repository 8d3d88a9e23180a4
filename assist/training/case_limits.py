"""How the answer to a situation says from when a limit was counted and when it ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from assist.checklists.model import Deadline, Moment, write_instant
from assist.checklists.workdays import WEEKDAYS, Calendar
from corpus.checklists import Demand
from corpus.circumstances import Event

#: A limit no longer than this, in days, names each day off, a longer one its holidays.
_WEEK = 7


def counted(demand: Demand, end: Deadline, moments: Mapping[Event, Moment]) -> str:
    """From when a limit was counted and when it ends, with the later reading where the text leaves the first day open.

    ``Hạn: 5 ngày, tính cả ngày 22/11/2026, hết 24 giờ ngày 26/11/2026 (không tính ngày đầu thì 24 giờ ngày 27/11/2026).``
    """
    limit = demand.limit
    assert limit is not None  # a deadline has a limit
    since = moments.get(limit.event) or (moments.get(limit.or_since) if limit.or_since else None)
    size = f"{limit.number} {limit.unit}"
    if since is None or limit.before or limit.custody or limit.two_thirds:
        return f"Hạn trong tình huống: {write_instant(end.due)}."
    if limit.unit in {"giờ", "phút"}:
        return f"Hạn: {size} kể từ {write_instant(since.earliest())}, hết lúc {write_instant(end.due)}."
    if limit.unit not in {"ngày", "ngày làm việc", "tuần"}:
        return f"Hạn: {size} kể từ ngày {since.day:%d/%m/%Y}, hết {write_instant(end.due)}."
    first = since.day
    off = ""
    if limit.unit == "ngày làm việc":
        first = Calendar().next_working(since.day)
        off = _days_off(since.day, (end.due - timedelta(seconds=1)).date())
    later = ""
    if end.other:
        moved = end.other - end.due > timedelta(days=1)
        why = " và dời qua ngày nghỉ" if moved else ""
        later = f" Nếu không tính ngày đầu{why} thì hết {write_instant(end.other)}; văn bản không nói rõ, nên làm theo hạn sớm hơn."
    return f"Hạn: {size}, tính cả ngày {first:%d/%m/%Y}{off}, hết {write_instant(end.due)}.{later}"


def _days_off(first: date, last: date) -> str:
    """Which days between two were not counted: each of a short limit, the holidays of a long one."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    free = [(day, Calendar().why_off(day)) for day in days]
    free = [(day, why) for day, why in free if why and (why not in WEEKDAYS or len(days) <= _WEEK)]
    told = [f"{day:%d/%m/%Y} là {why if why not in WEEKDAYS else why.lower()}" for day, why in free]
    return f" (không tính ngày {', ngày '.join(told)})" if told else ""
