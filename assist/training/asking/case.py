"""Short cases: when a limit in hours ends, and what to think of somebody who leaves a duty undone or breaks a ban."""

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
from assist.training.asking.figure import in_quotes, typed
from assist.training.asking.known import Known, said
from assist.training.asking.modality import BY_LEAVE, ON_REQUEST, settled
from assist.training.asking.model import Draft, Point
from assist.training.asking.situation import situation
from assist.training.asking.stems import PLAIN, because, sources_of, stem, wording
from assist.training.asking.who import bare_act
from assist.training.model import Audience, QuizKind
from corpus.checklists import TimeLimit

_CLOCK = {"phút": 1, "giờ": 60}
#: A week without days off; its days are told by their names, so that a case fits any year.
_MONDAY = date(2026, 3, 9)
_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_BOUND = re.compile(
    r",?\s*(?:chậm nhất|trước ít nhất|ít nhất|trong|trước)?\s*(?:trong )?\d+ (?:giờ|phút|ngày làm việc|ngày)(?: trước)?(?=$|[ ,(])"
)


def questions(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """The cases of a line whose item's conditions can be told; none for pupils."""
    if known.item is None or audience in PLAIN:
        return
    told = situation(known.conditions, rng)
    act = bare_act(known)
    if told is None or not act:
        return
    yield from _clock(known, told, act, rng)
    yield from _verdict(known, told, act)


# A limit in hours ------------------------------------------------------------------------------------------------------


def _clock(known: Known, told: str, act: str, rng: random.Random) -> Iterator[Draft]:
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
    act = " ".join(_BOUND.sub("", act).split())
    if re.search(r"\d+ giờ", act):
        return
    values = distractors.figures(Fraction(limit.number), limit.unit, known.forbidden, 3, rng)
    values = [v for v in values if v.denominator == 1 and v * _CLOCK[limit.unit] <= 72 * 60]
    if len(values) < 2:
        return
    start = datetime.combine(
        _MONDAY + timedelta(days=3 if limit.before else rng.randint(0, 2)),
        time(rng.randint(8, 16), rng.choice((0, 15, 30, 45))),
    )
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
    )


def _end(limit: TimeLimit, start: datetime) -> datetime | None:
    """Where the limit ends by the count of the checklists; None where the text leaves it open."""
    found = deadline(limit, Moment(start.date(), start.time()), Calendar())
    return found.due if found.other is None else None


def write_hour(at: datetime) -> str:
    """``9 giờ 30 thứ Ba``."""
    minutes = f" {at.minute:02d}" if at.minute else ""
    return f"{at.hour} giờ{minutes} {_DAYS[at.weekday()]}"


def one_of(who: str) -> str:
    """One of several who have the duty, for in a case one acts: "Điều tra viên" of "Điều tra viên, Cán bộ điều tra".

    A first part of two syllables is no whole name: "Thủ trưởng, Phó Thủ trưởng Cơ quan điều tra".
    """
    first = re.split(r", (?!Cơ quan$)", who)[0]
    return first if len(first.split()) > 2 else who


# Somebody who does not do it, or does it all the same ---------------------------------------------------------------------


def _verdict(known: Known, told: str, act: str) -> Iterator[Draft]:
    modality, item = settled(known), known.item
    if not modality or item is None or len(item.who) > 70:
        return
    form, names = {
        "phải": ("neglect", ("bắt buộc", "xin ý kiến", "tùy chọn", "yêu cầu")),
        "có thể": ("leave", ("tùy chọn", "bắt buộc", "xin ý kiến", "yêu cầu")),
        "không được": ("breach", ("cấm", "báo trước", "không cấm", "không phản đối")),
    }[modality]
    context = lower(f"{known.line.text} {known.quotes}")
    drop = set()
    if ON_REQUEST.search(context):
        drop.add("yêu cầu")
    if BY_LEAVE.search(context):
        drop |= {"xin ý kiến", "báo trước", "không phản đối"}
    words = wording()["case"]
    wrong = tuple((words["verdicts"][n], words["why"][n]) for n in names[1:] if n not in drop)
    if len(wrong) < 2:
        return
    yield Draft(
        "case-verdict",
        Point.MODALITY,
        QuizKind.CASE,
        3,
        stem(words[form], situation=told, who=one_of(item.who), act=act, cite=known.cite()),
        words["verdicts"][names[0]],
        wrong,
        f"Việc này {wording()['modality']['is'][modality]}. {said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
    )
