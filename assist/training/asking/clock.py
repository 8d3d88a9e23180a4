"""Questions with a clock: something happens on Tuesday at a quarter past nine; when does the limit end, when must the talk stop?"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from assist.checklists.deadlines import deadline
from assist.checklists.model import Moment
from assist.checklists.workdays import Calendar
from assist.conflicts.words import lower
from assist.training import distractors
from assist.training.asking.figure import asked_of, figure_key, in_quotes, typed
from assist.training.asking.known import Known, said
from assist.training.asking.limits import unbounded
from assist.training.asking.model import Draft, Point
from assist.training.asking.stems import because, opening, sources_of, stem, wording
from assist.training.asking.who import bare_act, one_of
from assist.training.model import Audience, QuizKind
from corpus.checklists import TimeLimit

_CLOCK = {"phút": 1, "giờ": 60}
#: A week without days off; its days are told by their names, so that a case fits any year.
_MONDAY = date(2026, 3, 9)
_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SINCE = re.compile(r"kể từ (lúc [^.;()]{4,70})$")
_TOO_LONG = re.compile(r"^(?P<act>.+?) quá \d+ giờ(?: mỗi lần)?$")
_MOST_HOURS = 72


def questions(known: Known, told: str | None, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """The clocks of a line. ``told``: a situation in which its item applies, None where it cannot be told."""
    act = bare_act(known)
    made = list(of_item(known, told, act, rng)) if told is not None and act else []
    yield from made or of_text(known, audience, rng)
    if told is not None:  # without it nobody knows whose statement, and of what age
        yield from of_ceiling(known, told, act, rng)


def of_item(known: Known, told: str, act: str, rng: random.Random) -> Iterator[Draft]:
    """When the limit of the line's item ends, in the situation told."""
    item = known.item
    limit = item.limit if item else None
    wanted = typed(known)
    if item is None or limit is None or wanted is None or limit.unit not in _CLOCK or limit.custody or limit.or_since:
        return
    opening = wording()["case"]["event"].get(limit.event.value)
    # "24 giờ trước ngày làm việc" does not say from which hour of that day
    if (
        opening is None
        or "trước ngày" in lower(known.line.text)
        or (known.quotes and not in_quotes(wanted, known.quotes))
    ):
        return
    act = unbounded(act)
    if not act:
        return
    values = distractors.figures(Fraction(limit.number), limit.unit, known.forbidden, 3, rng)
    values = [v for v in values if v.denominator == 1 and v * _CLOCK[limit.unit] <= 72 * 60]
    if len(values) < 2:
        return
    start = _some_hour(rng, 3 if limit.before else rng.randint(0, 2))
    end = _end(limit, start)
    if end is None:
        return
    words = wording()["case"]
    right = write_hour(end)
    wrong = []
    for value in values:
        at = _end(limit.model_copy(update={"number": int(value)}), start)
        if at is not None and write_hour(at) != right:
            option = f"{int(value)} {limit.unit}"
            wrong.append(
                (
                    write_hour(at),
                    words["clock_wrong"].format(option=f"hạn {option}", right=f"{limit.number} {limit.unit}"),
                )
            )
    yield Draft(
        "case-clock",
        Point.FIGURE,
        QuizKind.CASE,
        3,
        stem(
            words["clock_before" if limit.before else "clock"],
            situation=told,
            event=opening,
            start=write_hour(start),
            who=one_of(item.who),
            act=act,
        ),
        right,
        tuple(wrong),
        f"{words['clock_why'].format(limit=limit.words())} {said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
        figure_key(f"{limit.number} {limit.unit}"),
    )


def _end(limit: TimeLimit, start: datetime) -> datetime | None:
    """Where the limit ends by the count of the checklists; None where the text leaves it open."""
    found = deadline(limit, Moment(start.date(), start.time()), Calendar())
    return found.due if found.other is None else None


def write_hour(at: datetime, *, day: bool = True) -> str:
    """``9 giờ 30 thứ Ba``; ``day``: with the name of the day."""
    minutes = f" {at.minute:02d}" if at.minute else ""
    return f"{at.hour} giờ{minutes}" + (f" {_DAYS[at.weekday()]}" if day else "")


def of_text(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """When the limit ends that the line's sentence has, its figure left out; ``Line.limit`` says from when it runs."""
    since = _SINCE.search(known.line.limit)
    wanted = typed(known)
    asked = asked_of(known, 3, rng)
    # with two limits of one act nobody knows which of them the case is about
    if since is None or wanted is None or asked is None or wanted.unit not in _CLOCK or known.rivals:
        return
    if figure_key(asked.right) != f"{wanted.value} {wanted.unit}" or not in_quotes(wanted, known.quotes):
        return
    start = _some_hour(rng, rng.randint(0, 2))
    ends = {}
    for words in (asked.right, *asked.wrong):
        hours = re.match(r"(\d+) ", words)
        if hours is None or int(hours[1]) * _CLOCK[wanted.unit] > _MOST_HOURS * 60:
            continue
        ends[words] = write_hour(start + timedelta(minutes=int(hours[1]) * _CLOCK[wanted.unit]))
    right = ends.pop(asked.right, "")
    wrong = list(ends.items())[: 2 if audience is Audience.PUPILS else 3]
    if not right or len(wrong) < 2:
        return
    ways = wording()["case"]
    yield Draft(
        "text-clock",
        Point.FIGURE,
        QuizKind.CASE,
        3,
        stem(
            ways["text_clock"],
            theo=opening(known, audience),
            said=asked.with_words(wording()["blank"]),
            since=since[1],
            start=write_hour(start),
        ),
        right,
        tuple((end, ways["clock_wrong"].format(option=f"hạn {words}", right=asked.right)) for words, end in wrong),
        f"{said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
        figure_key(asked.right),
    )


def of_ceiling(known: Known, told: str, act: str, rng: random.Random) -> Iterator[Draft]:
    """When something must stop that may last only so many hours."""
    item = known.item
    ceiling = item.ceiling if item else None
    match = _TOO_LONG.match(act)
    wanted = typed(known)
    if (
        item is None
        or ceiling is None
        or match is None
        or wanted is None
        or ceiling.unit != "giờ"
        or ceiling.per != "lần"
    ):
        return
    if item.modality != "không được" or not in_quotes(wanted, known.quotes):
        return
    values = distractors.figures(wanted.value, wanted.unit, known.forbidden, 3, rng)
    start = datetime.combine(_MONDAY, time(rng.randint(8, 9), rng.choice((0, 15, 30, 45))))
    ways = wording()["case"]

    def end(hours: Fraction) -> str:
        return write_hour(start + timedelta(hours=int(hours)), day=False)

    usable = [v for v in values if v.denominator == 1 and v <= 6]
    if len(usable) < 2:
        return
    right = f"{ceiling.number} {ceiling.unit}"
    yield Draft(
        "case-ceiling",
        Point.FIGURE,
        QuizKind.CASE,
        3,
        stem(
            ways["ceiling"],
            situation=told,
            who=one_of(item.who),
            act=match["act"],
            start=write_hour(start, day=False),
            cite=known.cite(),
        ),
        end(wanted.value),
        tuple((end(v), ways["clock_wrong"].format(option=f"{int(v)} giờ", right=right)) for v in usable),
        f"{said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
        figure_key(right),
    )


def _some_hour(rng: random.Random, day: int) -> datetime:
    return datetime.combine(_MONDAY + timedelta(days=day), time(rng.randint(8, 16), rng.choice((0, 15, 30, 45))))
