"""When the step a record is about began and ended, each session of it, and how often that day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assist.records.clock import Sighting, find_clocks, find_days
from assist.records.phrases import BLANK
from assist.records.text import Passage, RecordText, Sentence
from corpus.spelt_numbers import NUMBER, number

#: Folded so that a scan's lost accents do no harm; the last of these before a clock time says what the time is.
_MARK = re.compile(
    r"(?P<end>kết thúc|ket thuc|\bxong\b|\bKT\b|\bđến\b|\btới\b|làm việc dừng|\bnghỉ\b)"
    r"|(?P<start>bắt đầu|bat dau|\bBĐ\b|\btừ\b|tiếp tục)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:tiếp nhận|nhận được|chuyển|bàn giao|điện báo|gọi điện|báo ngay|thông báo|hẹn|dự kiến|xảy ra|mời)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^[\s\d.)+*-]*(?:hôm nay|hồi|vào hồi|vào lúc|lúc|vào|thời gian|thời điểm|giờ|ngày|buổi)\b", re.IGNORECASE
)
_DASH = re.compile(r"^\s*(?:-|–|->|→)\s*$")
_ORDINAL = re.compile(
    rf"(?:lần|buổi)\s+(?:(?:làm việc|lấy lời khai|hỏi cung|hỏi|khai)\s*:?\s+)?(?:thứ\s+)?(?P<n>nhất|nhì|{NUMBER})\s*"
    r"(?:,\s*)?(?:trong|của|cùng)\s+(?:cùng\s+)?(?:một\s+)?ngày",
    re.IGNORECASE,
)
_MIDNIGHT = timedelta(days=1)


@dataclass(frozen=True)
class Session:
    """One sitting. ``start`` and ``end`` are None where the record does not say; ``passage`` and ``end_passage`` show them."""

    start: datetime | None
    end: datetime | None
    passage: Passage
    end_passage: Passage | None = None
    dated: bool = True  # False: no day is known, the dates of ``start`` and ``end`` mean nothing but their distance

    @property
    def length(self) -> timedelta | None:
        """End less start; None without both or if the end stands before the start."""
        if self.start is None or self.end is None or self.end <= self.start:
            return None
        return self.end - self.start


@dataclass(frozen=True)
class Ordinal:
    """ "lần thứ hai trong ngày"."""

    number: int
    passage: Passage


def record_day(record: RecordText) -> date | None:
    """The day of the record: the first that is written beside a clock time or opens a line of its head, not a birth date."""
    fallback: date | None = None
    for sentence in record.sentences:
        if sentence.testimony:
            continue
        text = record.text[sentence.start : sentence.end]
        days = [
            d for d in find_days(text) if d.value and not re.search(r"sinh\D{0,20}$", text[: d.start], re.IGNORECASE)
        ]
        if days and find_clocks(record, sentence):
            return days[0].value
        fallback = fallback or (days[0].value if days else None)
    return fallback


def find_sessions(record: RecordText) -> tuple[Session, ...]:
    """The sessions in order; an end without a start, and a start without an end, are sessions too."""
    day = record_day(record)
    found: list[Session] = []
    for sentence in record.sentences:
        if sentence.testimony:
            continue
        previous: Sighting | None = None
        for sighting in find_clocks(record, sentence):
            role = _role(record, sentence, sighting, previous, started=bool(found))
            previous = sighting
            _enter(found, role, sighting, day, record.passage(sentence.start, sentence.end))
    return tuple(found)


def _enter(found: list[Session], role: str, sighting: Sighting, day: date | None, passage: Passage) -> None:
    """Begin a session with this time, or end the last one."""
    dated = sighting.day is not None or day is not None
    if role == "start":
        found.append(Session(sighting.at(day or date.min), None, passage, dated=dated))
    elif role == "end":
        last = found[-1] if found else None
        if last is not None and last.end is None:
            begun = last.start.date() if last.start else day
            end = sighting.at(begun or date.min)
            # nobody writes the day when a sitting runs past midnight, but "cùng ngày" would deny it
            if (
                end
                and last.start
                and end < last.start
                and sighting.day is None
                and sighting.shift is None
                and end.hour < 6
            ):
                end += _MIDNIGHT
            found[-1] = replace(last, end=end, end_passage=passage)
        else:
            found.append(Session(None, sighting.at(day or date.min), passage, passage, dated=dated))


def _role(
    record: RecordText, sentence: Sentence, sighting: Sighting, previous: Sighting | None, *, started: bool
) -> str:
    """ "start", "end" or "" for a time of something else."""
    since = previous.end if previous else sentence.start
    before = record.text[since : sighting.start]
    if previous and _DASH.match(before):
        return "end" if started else ""
    marks = list(_MARK.finditer(before))
    other = list(_OTHER.finditer(before))
    if marks and (not other or other[-1].start() < marks[-1].start()):
        mark = marks[-1]
        if mark["end"] and mark[0].lower() in {"đến", "tới"} and not started:
            return ""
        if mark[0].lower() == "nghỉ":
            return ""
        if mark[0].lower() == "tiếp tục":
            return ""
        return "end" if mark["end"] else "start"
    opening = _OPENING.match(record.text[sentence.start : sentence.end])
    if other or started or previous or not opening:
        return ""
    return "start"


def find_ordinals(record: RecordText) -> tuple[Ordinal, ...]:
    """Each place that says which session of its day this is."""
    out = []
    for sentence in record.sentences:
        text = record.text[sentence.start : sentence.end]
        found = None if sentence.testimony or BLANK.search(text) else _ORDINAL.search(text)
        if found:
            value = {"nhất": 1, "nhì": 2}.get(found["n"].lower()) or number(found["n"])
            out.append(Ordinal(value, record.passage(sentence.start, sentence.end)))
    return tuple(out)
