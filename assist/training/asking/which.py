"""Questions that set acts of one procedure side by side: which of them must be done, which is left to choice."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from assist.office.text import capital
from assist.training.asking.known import Known, said
from assist.training.asking.modality import settled
from assist.training.asking.model import Draft, Point
from assist.training.asking.stems import because, sources_of, stem, wording
from assist.training.asking.who import bare_act
from assist.training.model import QuizKind

#: Options this near in length give nothing away (share of the longer).
NEAR = 0.25


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


def _near(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= NEAR * max(len(one), len(other))
