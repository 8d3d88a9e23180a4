"""What people type into the checklist's form: moments, birth dates known in part, days off; read, and written back."""

from __future__ import annotations

import re
from datetime import date

from ui.web.dates import DayError, read_day, write_day

_DAY = r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}"
# minutes are never the first figures of the day: "10h 15/3/2026" has none
_CLOCK = r"(\d{1,2})\s*(?:[:hg]|giờ)(?:\s*(\d{1,2})(?!\d|\s*[/.\-]))?\s*(?:phút|')?"
_MOMENT = re.compile(rf"(?:(?:lúc\s*)?{_CLOCK}[\s,]*)?(?:ngày\s*)?({_DAY})", re.IGNORECASE)
_CLOCK_LAST = re.compile(rf"(?:ngày\s*)?({_DAY})[\s,]+(?:lúc\s*)?{_CLOCK}", re.IGNORECASE)
_WORDY_DAY = re.compile(r"(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_YEAR = r"((?:19|20)\d{2})"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY_LINE = re.compile(rf"\s*({_DAY})\s*[:,]?\s*(.*)")
_WORKED = re.compile(r"\b(?:nghỉ|không làm|(làm))\b", re.IGNORECASE)


def read_typed_moment(text: str) -> str:
    """``10:30 05/3/2026``, ``05/3/2026 10h30`` or ``5/3/2026`` as the case keeps it. DayError if it is none.

    >>> read_typed_moment("05/3/2026 10h30")
    '2026-03-05T10:30'
    """
    words = _WORDY_DAY.sub(r"\1/\2/\3", text.strip())
    if last := _CLOCK_LAST.fullmatch(words):
        day, hour, minute = last.groups()
    elif found := _MOMENT.fullmatch(words):
        hour, minute, day = found.groups()
    else:
        raise DayError(
            f"Không đọc được thời điểm “{text.strip()}”. Hãy ghi giờ và ngày, ví dụ 10:30 05/3/2026, hoặc chỉ ghi ngày."
        )
    on = read_day(day).isoformat()
    if hour is None:
        return on
    clock = int(hour), int(minute or 0)
    if not (clock[0] < 24 and clock[1] < 60) and clock != (24, 0):
        raise DayError(f"Giờ trong “{text.strip()}” không có thật; hãy ghi từ 0:00 đến 24:00.")
    return f"{on}T{clock[0]:02d}:{clock[1]:02d}"


def read_typed_birth(text: str) -> str:
    """A birth date as typed (11/2/2014, 2/2014, 2014, quý I/2014, nửa đầu 2014) as the case keeps it. DayError if it is none."""
    words = _WORDY_DAY.sub(r"\1/\2/\3", " ".join(text.lower().split()))
    if not words:
        return ""
    if found := re.fullmatch(rf"(?:tháng )?(\d{{1,2}})(?:\s*[/.\-]\s*| năm ){_YEAR}", words):
        return f"{found[2]}-{int(found[1]):02d}"
    if found := re.fullmatch(rf"(?:năm )?{_YEAR}", words):
        return found[1]
    if found := re.fullmatch(rf"quý ([1-4]|i{{1,3}}|iv)(?:\s*[/,]\s*| )(?:năm )?{_YEAR}", words):
        return f"{found[2]}-Q{_QUARTERS.get(found[1], found[1])}"
    if found := re.fullmatch(rf"nửa (đầu|cuối)(?: năm)? {_YEAR}", words):
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
        said = _WORKED.search(why)  # the first word decides: "nghỉ, làm bù hôm khác" is a day off
        days[day] = (day, not (said and said[1]), why or "ngày nghỉ đặt tay")
    return list(days.values())
