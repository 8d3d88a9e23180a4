"""Birth dates as far as they are known, and the age that follows (procedure code, Article 417, clause 2)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_KNOWN = re.compile(
    r"(\d{4})(?:-(?:(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?|[Qq](?P<quarter>[1-4])|[Hh](?P<half>[12])))?"
)


class BirthError(ValueError):
    """The text is no birth date; the message is Vietnamese and says how to write one."""


@dataclass(frozen=True)
class Birth:
    """The day taken as birth date, and, where only a stretch is known, how it was taken (Vietnamese; "" for a full date)."""

    day: date
    taken: str = ""

    def age(self, on: date) -> int:
        """Full years on a day. Somebody born on 29 February is a year older on 1 March of a common year."""
        return on.year - self.day.year - ((on.month, on.day) < (self.day.month, self.day.day))


def read_birth(text: str) -> Birth:
    """``2014-02-11``, ``2014-02``, ``2014-Q1``, ``2014-H1`` or ``2014``; of a stretch the last day is taken. BirthError otherwise.

    >>> read_birth("2014-Q1").day
    datetime.date(2014, 3, 31)
    """
    found = _KNOWN.fullmatch(text.strip())
    if found is None:
        raise BirthError(
            f"ngày sinh {text!r} không đọc được; viết 2014-02-11, hoặc 2014-02 nếu chỉ biết tháng, 2014-Q1 nếu chỉ biết quý, "
            "2014-H1 nếu chỉ biết nửa năm, 2014 nếu chỉ biết năm."
        )
    year = int(found[1])
    if not year:
        raise BirthError(f"năm sinh {text!r} không có; kiểm tra lại.")
    try:
        if found["day"]:
            return Birth(date(year, int(found["month"]), int(found["day"])))
        if found["month"]:
            return _last(year, int(found["month"]), f"chỉ biết tháng {int(found['month'])}/{year}", "a")
    except ValueError as error:
        raise BirthError(f"ngày sinh {text!r} không có trên lịch; kiểm tra ngày và tháng.") from error
    if found["quarter"]:
        return _last(year, 3 * int(found["quarter"]), f"chỉ biết quý {found['quarter']}/{year}", "b")
    if found["half"]:
        return _last(
            year, 6 * int(found["half"]), f"chỉ biết nửa {'đầu' if found['half'] == '1' else 'cuối'} năm {year}", "c"
        )
    return _last(year, 12, f"chỉ biết năm {year}", "d")


def _last(year: int, month: int, known: str, point: str) -> Birth:
    day = date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else date(year, month, 1)
    return Birth(day, f"{known} nên lấy ngày cuối cùng là {day:%d/%m/%Y} (điểm {point} khoản 2 Điều 417 BLTTHS)")
