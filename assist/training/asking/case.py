"""Short cases: which limit holds in a situation, and what to think of somebody who leaves a duty undone or breaks a ban."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from assist.conflicts.words import likeness, lower, words_in
from assist.office.text import capital
from assist.training import distractors
from assist.training.asking import clock
from assist.training.asking.altered import BY_LEAVE, ON_REQUEST
from assist.training.asking.figure import figure_key
from assist.training.asking.known import Known, said
from assist.training.asking.limits import bounded
from assist.training.asking.model import Draft, Point
from assist.training.asking.settled import settled
from assist.training.asking.situation import excludes, situation
from assist.training.asking.stems import PLAIN, because, sources_of, stem, wording
from assist.training.asking.who import bare_act, one_of, others_than
from assist.training.model import Audience, QuizKind

#: Two acts so much alike are one act; options this near in length give nothing away.
_ALIKE, _NEAR = 0.5, 0.3
#: What is done with several people asks for a story of several; the stories have one child.
_SEVERAL = re.compile(
    r"\b(?:từng người|từng em|riêng từng|nhiều (?:người|em|bị hại|bị can)|với nhau|lẫn nhau|các em|những người khai)\b"
)


def questions(known: Known, every: Sequence[Known], audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """The cases of a line: its clocks, and for adults those of its item, if a story of one child can tell its conditions."""
    several = bool(known.item and _SEVERAL.search(lower(f"{known.item.act} {known.item.says}")))
    told = None if known.item is None or several or audience in PLAIN else situation(known.conditions, rng)
    yield from clock.questions(known, told, audience, rng)
    act = bare_act(known)
    if told is None or not act:
        return
    yield from _which_limit(known, told, rng)
    yield from _verdict(known, told, act)
    yield from _who(known, told, act, rng)
    yield from _which_act(known, every, told, act, rng)


# Whose work it is, and what is to be done -----------------------------------------------------------------------------


def _who(known: Known, told: str, act: str, rng: random.Random) -> Iterator[Draft]:
    """Who must do it in the situation, where the situation does not say so."""
    found = others_than(known, 3, rng) or others_than(known, 2, rng)
    if known.item is None or known.item.modality != "phải" or found is None or _names_one(told, found[0]):
        return
    right, others = found
    words = wording()
    yield Draft(
        "case-who",
        Point.WHO,
        QuizKind.CASE,
        3,
        stem(words["case"]["who"], situation=told, cite=known.cite(), act=act),
        right,
        tuple((option, words["who"]["wrong"].format(option=option, right=right)) for option in others),
        f"{said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
    )


def _names_one(told: str, right: str) -> bool:
    """Whether the situation names one of those who must do it."""
    return any(lower(part.strip()) in lower(told) for part in right.split(","))


def _which_act(known: Known, every: Sequence[Known], told: str, act: str, rng: random.Random) -> Iterator[Draft]:
    """Which of four acts is to be done in the situation: the others are for situations that this one shuts out."""
    if settled(known) != "phải" or known.item is None:
        return
    procedures = {each.procedure.code: each.procedure for each in every if each.procedure is not None}
    applying = [
        item
        for procedure in procedures.values()
        for item in procedure.items
        if not excludes(known.conditions, procedure.when) and not excludes(known.conditions, item.when)
    ]
    usable = {}
    for other in every:
        theirs = bare_act(other)
        if not theirs or settled(other) != "phải" or abs(len(theirs) - len(act)) > _NEAR * max(len(theirs), len(act)):
            continue
        # what is to be done here too under another item is no wrong option
        if any(excludes(known.conditions, when) for when in other.conditions) and not any(
            likeness(words_in(theirs), words_in(item.act)) >= _ALIKE for item in applying
        ):
            usable[capital(theirs)] = other
    if len(usable) < 2:
        return
    chosen = rng.sample(sorted(usable.items()), min(3, len(usable)))
    words = wording()["case"]
    yield Draft(
        "case-act",
        Point.MODALITY,
        QuizKind.CASE,
        3,
        stem(words["act"], situation=told, who=one_of(known.item.who)),
        capital(act),
        tuple((text, words["act_wrong"].format(place=other.line.sources[0].pinpoint)) for text, other in chosen),
        f"{said(known)} {because(known)}",
        tuple(dict.fromkeys(s for each in (known, *(other for _, other in chosen)) for s in sources_of(each))),
        (known.line.key, *(other.line.key for _, other in chosen)),
    )


# Which of several limits holds ----------------------------------------------------------------------------------------


def _which_limit(known: Known, told: str, rng: random.Random) -> Iterator[Draft]:
    """How long the body has in the situation, where in another it has another limit: that one is a wrong option.

    Only where the situation shuts out every other item on the act.
    """
    own = bounded(known)
    limit = known.item.limit if known.item else None
    if own is None or known.item is None or limit is None or not known.rivals:
        return
    if not all(excludes(known.conditions, rival.when) for rival in known.rivals):
        return
    words = wording()["case"]
    right = f"{limit.number} {limit.unit}"
    wrong: dict[str, str] = {}
    for rival in known.rivals:
        if rival.limit is not None and rival.limit.unit == limit.unit and rival.limit.number != limit.number:
            option = f"{rival.limit.number} {rival.limit.unit}"
            wrong.setdefault(option, words["which_rival"].format(option=option, act=rival.act))
    for value in distractors.figures(own.length / distractors.MINUTES[limit.unit], limit.unit, known.forbidden, 3, rng):
        if len(wrong) < 3 and value.denominator == 1:
            option = f"{int(value)} {limit.unit}"
            wrong.setdefault(option, words["which_wrong"].format(option=option, right=right))
    if not known.rivals or len(wrong) < 2:
        return
    yield Draft(
        "case-limit",
        Point.FIGURE,
        QuizKind.CASE,
        3,
        stem(
            words["which"],
            situation=told,
            cite=known.cite(),
            who=one_of(known.item.who),
            act=own.act,
            since=limit.event.value,
        ),
        right,
        tuple(list(wrong.items())[:3]),
        f"{said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
        figure_key(right),
    )


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
