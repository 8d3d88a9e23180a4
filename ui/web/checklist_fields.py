"""What people type into the checklist's form: moments, birth dates known in part, days off; read, and written back."""

from __future__ import annotations

import re
from datetime import date

from ui.web.dates import DayError, read_day, write_day

_MOMENT = re.compile(
    r"(?:(\d{1,2})\s*(?:[:hg]|giờ)\s*(\d{1,2})?\s*(?:phút|')?[\s,]*(?:ngày\s*)?)?(\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4})"
)
_DAY_LINE = re.compile(r"\s*(\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4})\s*[:,]?\s*(.*)")
_CLOCK_LAST = re.compile(r"(.+\d{4})[\s,]+(?:lúc\s*)?(\d{1,2}\s*(?:[:hg]|giờ)\s*\d{0,2})\s*(?:phút|')?\s*")


def read_typed_moment(text: str) -> str:
    """``10:30 05/3/2026``, ``05/3/2026 10h30`` or ``5/3/2026`` as the case keeps it. DayError if it is none.

    >>> read_typed_moment("05/3/2026 10h30")
    '2026-03-05T10:30'
    """
    words = text.strip()
    if last := _CLOCK_LAST.fullmatch(words):
        words = f"{last[2]} {last[1]}"
    found = _MOMENT.fullmatch(words)
    if found is None:
        raise DayError(
            f"Không đọc được thời điểm “{text.strip()}”. Hãy ghi giờ và ngày, ví dụ 10:30 05/3/2026, hoặc chỉ ghi ngày."
        )
    day = read_day(found[3])
    if found[1] is None:
        return day.isoformat()
    hour, minute = int(found[1]), int(found[2] or 0)
    if not (hour < 24 and minute < 60) and (hour, minute) != (24, 0):
        raise DayError(f"Giờ trong “{text.strip()}” không có thật; hãy ghi từ 0:00 đến 24:00.")
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}"


def read_typed_birth(text: str) -> str:
    """A birth date as typed (11/2/2014, 2/2014, 2014, quý 1/2014, nửa đầu 2014) as the case keeps it."""
    words = " ".join(text.lower().split())
    if not words:
        return ""
    if found := re.fullmatch(r"(?:tháng )?(\d{1,2})\s*[/.\-]\s*(\d{4})", words):
        return f"{found[2]}-{int(found[1]):02d}"
    if re.fullmatch(r"\d{4}", words):
        return words
    if found := re.fullmatch(r"quý ([1-4])\s*[/, ]\s*(?:năm )?(\d{4})", words):
        return f"{found[2]}-Q{found[1]}"
    if found := re.fullmatch(r"nửa (đầu|cuối)(?: năm)? (\d{4})", words):
        return f"{found[2]}-H{1 if found[1] == 'đầu' else 2}"
    return read_day(words).isoformat()


def write_birth(born: str) -> str:
    """The inverse of ``read_typed_birth``."""
    if found := re.fullmatch(r"(\d{4})-Q(\d)", born):
        return f"quý {found[2]}/{found[1]}"
    if found := re.fullmatch(r"(\d{4})-H(\d)", born):
        return f"nửa {'đầu' if found[2] == '1' else 'cuối'} năm {found[1]}"
    if found := re.fullmatch(r"(\d{4})-(\d{2})", born):
        return f"{found[2]}/{found[1]}"
    return write_day(date.fromisoformat(born)) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", born) else born


def read_days(text: str) -> list[tuple[date, bool, str]]:
    """Days set by hand, one a line: (day, whether it is off, why). DayError names the line that cannot be read."""
    days: dict[date, tuple[date, bool, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _DAY_LINE.fullmatch(line)
        if found is None:
            raise DayError(
                f"Dòng {number}: không đọc được “{line.strip()}”; viết như “02/01/2026 nghỉ hoán đổi” hoặc “10/01/2026 làm bù”."
            )
        try:
            day = read_day(found[1])
        except DayError as error:
            raise DayError(f"Dòng {number}: {error}") from error
        why = found[2].strip()
        days[day] = (day, not re.search(r"\blàm\b", why.lower()), why or "ngày nghỉ đặt tay")
    return list(days.values())
