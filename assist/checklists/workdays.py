"""Days off and working days of Vietnam: weekends, public holidays, swapped days, and days set by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import holidays

#: The years for which days off are known.
FIRST_YEAR, LAST_YEAR = 2000, 2100
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_DAY = timedelta(days=1)

#: The package names the day two before Tết so even in years when it is the 28th of the last lunar month (27/01/2025).
_PACKAGE_NAME, _NAME = "29 Tết", "Nghỉ bù Tết Nguyên Đán"
#: Swapped days that the package does not have yet. 2026: Government Office letter 12729/VPCP-KGVX of 25/12/2025.
_SWAPPED_OFF = {date(2026, 1, 2): "Ngày nghỉ (thay cho ngày 10/01/2026)"}
_SWAPPED_WORKING = frozenset({date(2026, 1, 10)})


def write_day(day: date) -> str:
    """``09/03/2026 (Thứ hai)``."""
    return f"{day:%d/%m/%Y} ({WEEKDAYS[day.weekday()]})"


@cache
def _national() -> tuple[Mapping[date, str], frozenset[date]]:
    """Public holidays with their Vietnamese names, and the weekend days that are worked in exchange.

    All years are read at once, since the day worked for a day off can lie in another year (05/01/2019 for 31/12/2018).
    """
    days = holidays.country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 1), language="vi")
    named = {day: "; ".join(days.get_list(day)).replace(_PACKAGE_NAME, _NAME) for day in days}
    return named | _SWAPPED_OFF, frozenset(days.weekend_workdays) | _SWAPPED_WORKING


@dataclass(frozen=True)
class Calendar:
    """Which days are days off, for the years 2000–2100; a day of another year is a ``ValueError``.

    Weekends, public holidays and the swapped days announced so far are known. The Government decides each year anew which working
    days are swapped for a Saturday and where the days off beside Tết fall; decisions on years not yet announced must be set by hand.
    ``off`` and ``working`` hold such days, each with its reason; what is set by hand wins.

    >>> Calendar().why_off(date(2026, 2, 17))
    'Tết Nguyên Đán'
    >>> Calendar(off={date(2026, 2, 23): "Nghỉ do bão"}).add_working_days(date(2026, 2, 13), 1)
    datetime.date(2026, 2, 24)
    """

    off: Mapping[date, str] = field(default_factory=dict)
    working: Mapping[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        both = sorted(self.off.keys() & self.working.keys())
        if both:
            raise ValueError(f"Ngày {both[0]:%d/%m/%Y} vừa đặt là ngày nghỉ vừa đặt là ngày làm việc; bỏ một.")

    def is_off(self, day: date) -> bool:
        """Whether nobody works that day."""
        return bool(self.why_off(day))

    def why_off(self, day: date) -> str:
        """Why it is a day off: ``Chủ nhật``, ``Tết Nguyên Đán``, the reason set by hand; empty for a working day."""
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"Lịch ngày nghỉ chỉ có các năm {FIRST_YEAR}–{LAST_YEAR}, không có ngày {day:%d/%m/%Y}.")
        if day in self.off:
            return self.off[day] or "Ngày nghỉ đặt thêm"
        named, worked = _national()
        if day in self.working or day in worked:
            return ""
        weekend = WEEKDAYS[day.weekday()] if day.weekday() >= 5 else ""
        return named.get(day, weekend)

    def why_working(self, day: date) -> str:
        """Why a day is worked that would be a day off: ``Thứ bảy làm bù``, the reason set by hand; empty for any other day."""
        if self.is_off(day):
            return ""
        if day in self.working:
            return self.working[day] or "Ngày làm việc đặt thêm"
        return f"{WEEKDAYS[day.weekday()]} làm bù" if day.weekday() >= 5 else ""

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, otherwise the first working day after it."""
        while self.is_off(day):
            day += _DAY
        return day

    def previous_working(self, day: date) -> date:
        """The day itself if it is worked, otherwise the last working day before it."""
        while self.is_off(day):
            day -= _DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``, before it for a negative ``n``; ``day`` itself is not counted, and 0 gives it."""
        step = _DAY if n > 0 else -_DAY
        for _ in range(abs(n)):
            day = self.next_working(day + step) if n > 0 else self.previous_working(day + step)
        return day
