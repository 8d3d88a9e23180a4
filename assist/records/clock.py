"""Clock times and days as minutes write them: "08 giờ 30 phút ngày 05/3/2026", "8g30’", "14 giờ 05, ngày 21 tháng 4", words too."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from assist.records.text import RecordText, Sentence
from corpus.spelt_numbers import NUMBER, YEAR, number

# accents of "giờ" and "phút" are the first a scan loses
_CLOCK = re.compile(
    rf"(?<![\w/.,:-])(?:(?P<hour>{NUMBER})\s*(?:gi[oơờởỡớ]|gi[oòỏ]|h|g)(?![^\W\d_])"
    rf"(?:\s*k[ée]m\s+(?P<less>{NUMBER})(?:\s*ph[uúùũủ]t)?|\s*(?P<half>rưỡi)"
    rf"|\s*(?P<minute>{NUMBER})(?![\d]|[/.-]\d|\s*(?:giờ|h\d|tháng))\s*(?:ph[uúùũủ]t|p(?!\w)|['’′`])?)?"
    r"|(?P<hour2>[0-2]?\d)\s?:\s?(?P<minute2>[0-5]\d)(?!\d))"
    r"(?:\s*(?:giờ\s+)?(?P<part>sáng|trưa|chiều|tối|đêm))?",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?:ngày\s*)?(?<!\d)(?:(?P<d>\d{{1,2}})\s*(?:tháng|thang|[/.-])\s*(?P<m>\d{{1,2}})\s*(?:(?:năm|nam|[/.-])\s*(?P<y>(?:19|20)\d{{2}}(?!\d)|\d{{2}}(?!\d)))"
    rf"|(?<=ngày )(?P<dw>{NUMBER})\s+tháng\s+(?P<mw>{NUMBER}|giêng|chạp)\s+năm\s+(?P<yw>{YEAR}))",
    re.IGNORECASE,
)
_SAME = re.compile(r"^[\s,.(]*(?:cùng ngày|cung ngay|trong ngày|hôm nay|ngày hôm nay)", re.IGNORECASE)
_NEXT = re.compile(r"^[\s,.(]*(?:ngày hôm sau|hôm sau|ngày kế tiếp|sáng hôm sau)", re.IGNORECASE)
_BETWEEN = re.compile(r"^[\s,.(]*(?:của\s+)?(?:cùng\s+)?$", re.IGNORECASE)
#: A length of time or a rough one, not a moment.
_NO_MOMENT = re.compile(
    r"(?:quá|trong|hạn|khoảng|tầm|chừng|kéo dài|mất|gần|hơn|độ|thêm)\s+(?:vòng\s+)?(?:thời gian\s+)?$", re.IGNORECASE
)
_LENGTH_AFTER = re.compile(r"^\s*(?:đồng hồ|kể từ|liền|sau đó|trước khi|trước)\b", re.IGNORECASE)
_SHIFT = {"trưa": range(1, 3), "chiều": range(1, 12), "tối": range(1, 12), "đêm": range(7, 12)}


@dataclass(frozen=True)
class DayMention:
    """A day as written and where; ``value`` is None if there is no such day."""

    value: date | None
    start: int
    end: int


@dataclass(frozen=True)
class Sighting:
    """A clock time in a record. ``day``: as written beside it; ``shift``: 0 for "cùng ngày", 1 for the day after, None unsaid."""

    clock: time
    start: int
    end: int
    day: date | None = None
    shift: int | None = None

    def at(self, day: date | None) -> datetime | None:
        """The instant, on ``day`` (the one last named) where none stands beside the clock time; None without any."""
        base = self.day or (day + timedelta(days=self.shift or 0) if day else None)
        return datetime.combine(base, self.clock) if base else None


def find_days(text: str, offset: int = 0) -> list[DayMention]:
    """All days a text names with their years, in order; ``offset`` is added to their places."""
    out = []
    for found in _DAY.finditer(text):
        year = number(found["y"] or found["yw"])
        month = {"giêng": 1, "chạp": 12}.get((found["mw"] or "").lower()) or number(found["m"] or found["mw"])
        try:
            value: date | None = date(year + 2000 if year < 100 else year, month, number(found["d"] or found["dw"]))
        except ValueError:
            value = None
        out.append(DayMention(value, offset + found.start(), offset + found.end()))
    return out


def find_clocks(record: RecordText, sentence: Sentence) -> list[Sighting]:
    """All moments of a sentence that have a clock time, in order, each with the day written beside it."""
    text = record.text[sentence.start : sentence.end]
    days = find_days(text)
    out: list[Sighting] = []
    for found in _CLOCK.finditer(text):
        if any(day.start < found.end() and found.start() < day.end for day in days):
            continue
        if _NO_MOMENT.search(text[: found.start()]) or _LENGTH_AFTER.match(text[found.end() :]):
            continue
        clock = _time(found)
        if clock is not None:
            out.append(Sighting(clock, sentence.start + found.start(), sentence.start + found.end()))
    return [_with_day(text, sentence.start, sighting, days, out) for sighting in out]


def _time(found: re.Match[str]) -> time | None:
    hour = number(found["hour"] or found["hour2"])
    minute = 30 if found["half"] else number(found["minute"] or found["minute2"] or "0")
    if found["less"]:
        hour, minute = hour - 1, 60 - number(found["less"])
    if hour in _SHIFT.get((found["part"] or "").lower(), ()):
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _with_day(text: str, offset: int, sighting: Sighting, days: list[DayMention], all_: list[Sighting]) -> Sighting:
    """The sighting with the day right after it, or else the last one named before it in the sentence and no clock between."""
    end = sighting.end - offset
    rest = text[end:]
    if _SAME.match(rest):
        return replace(sighting, shift=0)
    if _NEXT.match(rest):
        return replace(sighting, shift=1)
    after = next((day for day in days if day.start >= end and _BETWEEN.match(text[end : day.start])), None)
    if after:
        return replace(sighting, day=after.value)
    before = [day for day in days if day.end <= sighting.start - offset]
    owned = [
        d
        for d in before
        if not any(s.end - offset <= d.start and _BETWEEN.match(text[s.end - offset : d.start]) for s in all_)
    ]
    return replace(sighting, day=owned[-1].value) if owned else sighting
