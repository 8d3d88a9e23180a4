"""Questions that set acts of one procedure side by side: which of them must be done, which is left to choice."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from assist.conflicts.words import likeness, lower, words_in
from assist.office.text import capital
from assist.training.asking.figure import points_away
from assist.training.asking.known import Known, said
from assist.training.asking.model import Draft, Point
from assist.training.asking.settled import EXCEPT, settled
from assist.training.asking.stems import PLAIN, because, sources_of, stem, wording
from assist.training.asking.who import bare_act
from assist.training.model import Audience, QuizKind

#: Options this near in length give nothing away (share of the longer).
NEAR = 0.25
_NEAR_BAN = 0.3
_ALIKE = 0.5
_LONGEST = 110


def questions(known: Known, every: Sequence[Known], rng: random.Random) -> Iterator[Draft]:
    """Which act of the line's procedure is of its modality; the wrong options are acts of the other modality, as long as its own."""
    act, modality = bare_act(known), settled(known)
    if not act or known.procedure is None or modality not in {"phải", "có thể"}:
        return
    opposite = "có thể" if modality == "phải" else "phải"
    others = [
        (other, theirs)
        for other in every
        if other.procedure == known.procedure and settled(other) == opposite and (theirs := bare_act(other))
    ]
    near = sorted({theirs: other for other, theirs in others if _near(act, theirs)}.items())
    if len(near) < 2:
        return
    chosen = rng.sample(near, min(3, len(near)))
    if not all(_near(a, b) for a, _ in chosen for b, _ in chosen):
        chosen = [chosen[0], *[c for c in chosen[1:] if _near(chosen[0][0], c[0])]]
    if len(chosen) < 2:
        return
    words = wording()["which"]
    yield Draft(
        "which",
        Point.MODALITY,
        QuizKind.CHOICE,
        2,
        stem(words[modality], procedure=known.procedure.title),
        capital(act),
        tuple(
            (capital(theirs), words["wrong"][modality].format(place=other.line.sources[0].pinpoint))
            for theirs, other in chosen
        ),
        f"{words['right'].format(act=capital(act), kind=wording()['modality']['is'][modality])} {said(known)} {because(known)}",
        tuple(dict.fromkeys(s for each in (known, *(other for _, other in chosen)) for s in sources_of(each))),
        (known.line.key, *(other.line.key for _, other in chosen)),
    )


def banned(known: Known, every: Sequence[Known], audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """Which of four acts is not allowed: the line's, beside duties and what is left to choice."""
    act = _what(known)
    if not act or _holds(known) != "không được":
        return
    others = [
        (theirs, other)
        for other in every
        if _holds(other) in {"phải", "có thể", "được"}
        and (theirs := _what(other))
        and _near(act, theirs, _NEAR_BAN)
        and likeness(words_in(theirs), words_in(act)) < _ALIKE
    ]
    mine = [each for each in others if each[1].line.group == known.line.group]
    others = mine if len(mine) >= 3 else others
    by_act = sorted(dict(others).items())
    wanted = 2 if audience in PLAIN else 3
    if len(by_act) < wanted:
        return
    chosen = rng.sample(by_act, wanted)
    words = wording()["ban"]
    procedure = known.line.group if all(other.line.group == known.line.group for _, other in chosen) else ""
    yield Draft(
        "ban",
        Point.MODALITY,
        QuizKind.CHOICE,
        2,
        stem(words["ask_in" if procedure and audience not in PLAIN else "ask"], procedure=procedure),
        capital(act),
        tuple(
            (capital(theirs), words["wrong"][_holds(other)].format(place=other.line.sources[0].pinpoint))
            for theirs, other in chosen
        ),
        f"{words['right'].format(act=capital(act))} {said(known)} {because(known)}",
        tuple(dict.fromkeys(s for each in (known, *(other for _, other in chosen)) for s in sources_of(each))),
        (known.line.key, *(other.line.key for _, other in chosen)),
    )


def _holds(known: Known) -> str:
    """Whether the line's act must, may or must not be done: of an item where that is settled, of a note as it says."""
    if known.item is not None:
        return settled(known)
    line = known.line
    return "" if line.modality is None or not _what(known) or EXCEPT.search(lower(line.text)) else line.modality


def _what(known: Known) -> str:
    """The act as an option says it, "" where it is too long or a list."""
    if known.item is not None:
        return bare_act(known)
    act = known.line.act.rstrip(".") or _after_the_word(known.line.text, known.line.modality or "")
    return "" if len(act) > _LONGEST or ";" in act else act


def _after_the_word(text: str, modality: str) -> str:
    """What must or may not be done, of a plain sentence: "Cấm kỳ thị nạn nhân." has "kỳ thị nạn nhân"."""
    first = re.split(r"(?<=\.) (?=[A-ZĐ])", text, maxsplit=1)[0].rstrip(".")
    words = {"phải": r"\bphải ", "không được": r"^Cấm |\bkhông được |^Không ai được "}.get(modality, "")
    found = list(re.finditer(words, first)) if words else []
    return first[found[0].end() :] if len(found) == 1 and not points_away(first) else ""


def _near(one: str, other: str, share: float = NEAR) -> bool:
    return abs(len(one) - len(other)) <= share * max(len(one), len(other))
