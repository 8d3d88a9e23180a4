"""Days as documents write them; a day that does not exist is reported, never mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

#: "ngày 26 tháng 5 năm 2021", "ngày 26/5/2021", "26-05-2021".
DAY = re.compile(
    r"(?:ngày\s*)?(?<!\d)(?P<d>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<m>\d{1,2})\s*(?:năm|[/.-])\s*(?P<y>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<y>(?:19|20)\d{2})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")


@dataclass(frozen=True)
class Day:
    """A day as written and the date it is, or None if there is no such day."""

    raw: str
    value: date | None
    start: int = 0
    end: int = 0


def find_days(text: str) -> list[Day]:
    """All days a text names, in order."""
    return [Day(m[0], _date(m), m.start(), m.end()) for m in DAY.finditer(text)]


def read_day(value: Any) -> Day | None:
    """The day of a metadata value: a date, an ISO string, or words; None if it names none."""
    if isinstance(value, datetime):
        return Day(str(value), value.date())
    if isinstance(value, date):
        return Day(str(value), value)
    text = str(value or "")
    found = _ISO.search(text) or DAY.search(text)
    return Day(found[0], _date(found)) if found else None


def missing_day(raw: str, where: str) -> str:
    """The remark on a day that does not exist."""
    return f"ngày không tồn tại {where}: “{raw.strip()}”; để trống ngày này, hãy đối chiếu bản gốc"


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
