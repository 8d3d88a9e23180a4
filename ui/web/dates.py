"""The day a question is about, as people type it: ``05/4/2022``."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*")


class DayError(ValueError):
    """The text is no day; the message is Vietnamese and says how to write one."""


def read_day(text: str | None) -> date:
    """The day in ``text``, today if it is empty. DayError if it cannot be read or does not exist.

    >>> read_day("5/4/2022")
    datetime.date(2022, 4, 5)
    """
    if not text or not text.strip():
        return date.today()
    found = _DAY.fullmatch(text)
    if not found:
        raise DayError(f"Không đọc được ngày “{text.strip()}”. Hãy ghi theo dạng ngày/tháng/năm, ví dụ 01/7/2025.")
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DayError(f"Ngày “{text.strip()}” không có trong lịch. Hãy kiểm tra lại ngày và tháng.") from error


def write_day(day: date | None) -> str:
    """``05/04/2022``; empty for None."""
    return f"{day:%d/%m/%Y}" if day else ""
