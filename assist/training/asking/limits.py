"""Questions that set limits side by side: which is the shortest or the longest, which frame the heaviest, who has which."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assist.office.text import capital
from assist.training import distractors
from assist.training.asking.figure import figure_key, frame_in, in_quotes, typed
from assist.training.asking.known import Known, said
from assist.training.asking.model import Draft, Point
from assist.training.asking.stems import PLAIN, because, opening, sources_of, stem, wording
from assist.training.asking.who import bare_act, one_of, others_than, small
from assist.training.model import Audience, QuizKind
from corpus.checklists import Point as Differing

_BOUND = re.compile(
    r",?\s*(?:chậm nhất|không quá|trước ít nhất|ít nhất|trong|trước|hạn)?\s*(?:trong )?\d+ (?:giờ|phút|ngày làm việc|ngày|tháng|năm)"
    r"(?: trước)?(?=$|[ ,;(])"
)
_FIGURE = re.compile(r"\d+ ?(?:giờ|phút|ngày|tuần|tháng|năm|lần|%)|định kỳ|hằng năm")
#: Two limits nearer than this are not set beside each other: a working day is not quite a day.
_APART = Fraction(3, 2)
#: Options this near in length give nothing away (share of the longer).
NEAR = 0.3
_LONGEST = 110


@dataclass(frozen=True)
class Bounded:
    """An act and its limit. ``act``: without the figure; ``length``: in minutes."""

    known: Known
    act: str
    words: str
    length: Fraction

    @property
    def label(self) -> str:
        """Who does what, as an option says it; a note's line that names nobody has the act alone."""
        who = one_of(self.known.item.who if self.known.item else self.known.line.who)
        return capital(f"{who} {self.act}".strip())


def unbounded(act: str) -> str:
    """An act without the figure of its limit: "chuyển tin cho Cơ quan điều tra"; "" where another figure stays in it."""
    bare = " ".join(_BOUND.sub("", act).split())
    return "" if _FIGURE.search(bare) else bare


def bounded(known: Known) -> Bounded | None:
    """The line's limit with its act, where the act can be told without it and a source holds the figure."""
    item = known.item
    wanted = typed(known)
    if wanted is None or wanted.unit not in distractors.MINUTES:
        return None
    if item is not None:
        limit = item.limit
        if limit is None or limit.custody or limit.or_since or limit.two_thirds or limit.before:
            return None
        act = bare_act(known)
    else:
        act = known.line.act.rstrip(".") if known.line.who and ";" not in known.line.act else ""
    act = unbounded(small(act))
    if not act or (known.quotes and not in_quotes(wanted, known.quotes)):
        return None
    words = f"{wanted.value} {wanted.unit}"
    return Bounded(known, act, words, wanted.value * distractors.MINUTES[wanted.unit])


# Which is the shortest, which the longest -----------------------------------------------------------------------------------


def in_order(own: Bounded | None, every: Sequence[Bounded], rng: random.Random) -> Iterator[Draft]:
    """Whether the line's limit is the shortest or the longest of three or four."""
    if own is None or len(own.label) > _LONGEST or not _undisputed(own):
        return
    ways = wording()["order"]
    for name, further in (("shortest", 1), ("longest", -1)):
        usable = [
            other
            for other in every
            if other.known is not own.known
            and _undisputed(other)
            and _near(own.label, other.label)
            and other.label != own.label
            and (other.length / own.length if further > 0 else own.length / other.length) >= _APART
        ]
        if len(usable) < 2:
            continue
        chosen = rng.sample(usable, min(3, len(usable)))
        if len({other.label for other in chosen}) < len(chosen):
            continue
        yield Draft(
            "order",
            Point.FIGURE,
            QuizKind.CHOICE,
            2,
            ways[name],
            own.label,
            tuple(
                (other.label, ways["wrong"].format(limit=other.words, place=other.known.line.sources[0].pinpoint))
                for other in chosen
            ),
            f"{ways['right'].format(limit=own.words)} {said(own.known)} {because(own.known)}",
            tuple(dict.fromkeys(s for each in (own, *chosen) for s in sources_of(each.known))),
            (own.known.line.key, *(other.known.line.key for other in chosen)),
        )


def _undisputed(each: Bounded) -> bool:
    """Whether no other text and no other case has another limit for the act, for the options name no provision."""
    return not each.known.rivals and Differing.LIMIT not in each.known.disputed


def _near(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= NEAR * max(len(one), len(other))


def heaviest(known: Known, every: Sequence[Known], rng: random.Random) -> Iterator[Draft]:
    """Whether the line's frame of punishment is the heaviest of three or four; each is told by the words before "phạt tù"."""
    own = _head(known)
    if own is None:
        return
    name, (low, high) = own
    others = [
        (theirs[0], theirs[1], other)
        for other in every
        if other is not known
        and (theirs := _head(other))
        and theirs[0] != name
        and theirs[1][1] < high
        and theirs[1][0] < low
        and _near(name, theirs[0])
    ]
    if len(others) < 2:
        return
    chosen = rng.sample(others, min(3, len(others)))
    # of one article the last clause is the heaviest, which nobody need know to answer
    if len({head.split(", khoản")[0] for head in (name, *(theirs for theirs, _, _ in chosen))}) < 2:
        return
    ways = wording()["heaviest"]
    yield Draft(
        "heaviest",
        Point.FIGURE,
        QuizKind.CHOICE,
        2,
        ways["ask"],
        name,
        tuple((theirs, ways["wrong"].format(frame=_years(frame))) for theirs, frame, _ in chosen),
        f"{ways['right'].format(frame=_years((low, high)))} {because(known)}",
        tuple(dict.fromkeys(s for each in (known, *(other for _, _, other in chosen)) for s in sources_of(each))),
        (known.line.key, *(other.line.key for _, _, other in chosen)),
    )


def _head(known: Known) -> tuple[str, tuple[Fraction, Fraction]] | None:
    match = re.match(r"(?P<name>[^:.]{8,90}): phạt tù ", known.line.text)
    frame = frame_in(known.line.text, known)
    return (match["name"], frame) if match and frame else None


def _years(frame: tuple[Fraction, Fraction]) -> str:
    return f"từ {int(frame[0] / 12)} năm đến {int(frame[1] / 12)} năm"


# Who, and by when ------------------------------------------------------------------------------------------------------


def matched(own: Bounded | None, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """Who does it and by when, matched: two bodies and two figures, so that no part of an option stands out."""
    if own is None or own.known.item is None or own.known.rivals or audience in PLAIN or len(own.act) > _LONGEST:
        return
    found = others_than(own.known, 1, rng)
    limit = own.known.item.limit
    if found is None or limit is None:
        return
    who, (other, *_) = found
    values = distractors.figures(Fraction(limit.number), limit.unit, own.known.forbidden, 1, rng)
    if not values or values[0].denominator != 1:
        return
    wrong = f"{int(values[0])} {limit.unit}"
    ways = wording()["matched"]
    options = [(w, f) for w in (who, other) for f in (own.words, wrong)]
    told = {each: ways["option"].format(who=each[0], limit=each[1]) for each in options}
    yield Draft(
        "matched",
        Point.FIGURE,
        QuizKind.CHOICE,
        2,
        stem(ways["ask"], theo=opening(own.known, audience), act=own.act),
        told[options[0]],
        tuple((told[each], ways["wrong"].format(right=told[options[0]])) for each in options[1:]),
        f"{said(own.known)} {because(own.known)}",
        sources_of(own.known),
        (own.known.line.key,),
        figure_key(own.words),
    )
