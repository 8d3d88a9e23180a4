"""When a report was received and when it was passed on, as the record tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assist.checklists.model import Moment
from assist.records.clock import Sighting, find_clocks, find_days
from assist.records.phrases import BLANK
from assist.records.sessions import record_day
from assist.records.text import Passage, RecordText, Sentence

Step = Literal["received", "passed"]

_STEPS: dict[str, Step] = {"received": "received", "passed": "passed"}
_MARK = re.compile(
    r"(?P<received>tiếp nhận|nhận được|nhận tin|\btiếp (?:ông|bà|anh|chị|công dân|em|cháu)\b|đến báo|trình báo"
    r"|báo tin|tố giác|nguồn tin đến)"
    r"|(?P<passed>\bchuyển\b|bàn giao|\bgửi\b)"
    r"|(?P<other>điện báo|gọi điện|báo ngay|thông báo|hiện trường|lấy lời khai|xảy ra|bắt đầu|kết thúc|lập xong|\bhẹn\b)",
    re.IGNORECASE,
)
#: A plan or a denial: "sẽ chuyển", "chưa bàn giao".
_NOT_DONE = re.compile(r"\b(?:sẽ|chưa|không|dự kiến|hẹn|phải|cần|để|chờ|trước khi)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_DEPARTED = re.compile(r"^chuyển (?:viện|trường|nhà|tuyến|biến|lời|động|khoản)", re.IGNORECASE)


@dataclass(frozen=True)
class StepMoment:
    """When a report was ``received`` or ``passed`` on. ``moment`` is None where the place for it was left blank."""

    step: Step
    moment: Moment | None
    passage: Passage


def find_moments(record: RecordText, *, opens_with_receipt: bool) -> tuple[StepMoment, ...]:
    """All receipts and passings on, in order.

    ``opens_with_receipt``: the first clock time of the record is the receipt unless something else claims it (a reception record).
    """
    day = record_day(record)
    out: list[StepMoment] = []
    first = True
    for sentence in record.sentences:
        if sentence.testimony:
            continue
        text = record.text[sentence.start : sentence.end]
        passage = record.passage(sentence.start, sentence.end)
        sightings = find_clocks(record, sentence)
        for i, sighting in enumerate(sightings):
            step = _step(text, sentence, sightings, i)
            if not step and first and opens_with_receipt:
                step = "received"
            first = False
            at = sighting.at(day)
            if at and step in _STEPS:
                out.append(StepMoment(_STEPS[step], Moment(at.date(), at.time()), passage))
        if not sightings:
            out += _without_clock(text, passage)
    return tuple(out)


def _step(text: str, sentence: Sentence, sightings: list[Sighting], i: int) -> str:
    """What the i-th time of a sentence is of: the last mark before it and after the time before, else the first that follows."""
    here = sightings[i]
    since = sightings[i - 1].end - sentence.start if i else 0
    until = sightings[i + 1].start - sentence.start if i + 1 < len(sightings) else len(text)
    before = _marks(text, since, here.start - sentence.start)
    after = _marks(text, here.end - sentence.start, until)
    return before[-1] if before else after[0] if after else ""


def _marks(text: str, start: int, end: int) -> list[str]:
    return [
        str(found.lastgroup)
        for found in _MARK.finditer(text, start, end)
        if not _NOT_DONE.search(text[: found.start()]) and not _DEPARTED.match(text[found.start() :])
    ]


def _without_clock(text: str, passage: Passage) -> list[StepMoment]:
    """A form's label with its time left blank, or with the day alone."""
    label = re.match(r"^[\s\d.)-]*(?:thời (?:điểm|gian)|giờ|ngày giờ|ngày|lúc)\b([^:|]{0,60})[:|]", text, re.IGNORECASE)
    if not label:
        return []
    marks = _marks(text, 0, label.end())
    if not marks or marks[-1] == "other":
        return []
    step = _STEPS[marks[-1]]
    days = [day for day in find_days(text) if day.value]
    if days and days[0].value:
        return [StepMoment(step, Moment(days[0].value), passage)]
    return [StepMoment(step, None, passage)] if BLANK.search(text) or not text[label.end() :].strip() else []
