"""Questions on what a term means: the gloss is told, and the terms of the lesson's other definitions are the wrong options."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from assist.conflicts.words import likeness, lower, words_in
from assist.training.asking.known import Known
from assist.training.asking.model import Draft, Point
from assist.training.asking.stems import because, opening, sources_of, stem, wording
from assist.training.model import Audience, QuizKind

#: How a definition is told (``corpus.notes.Definition.sentence``).
_DEFINES = re.compile(r"^“(?P<term>[^”]+)” nghĩa là (?P<gloss>.+?)\.?$", re.DOTALL)
#: Where the term stands is no part of what it means; a gloss that sends the reader to other points explains nothing by itself.
_PLACE = re.compile(r"^\([^()]*(?:điểm|khoản|Điều)[^()]*\)\s*")
_SENDS = re.compile(r"\b(?:điểm [a-zđ]|khoản (?:này|\d)|Điều \d)\b")
_LONGEST = 330
_ALIKE = 0.5


def definition(known: Known) -> tuple[str, str] | None:
    """The term and its gloss, where the line is a definition."""
    match = _DEFINES.match(known.line.text.strip())
    return (match["term"], _PLACE.sub("", match["gloss"])) if match else None


def questions(known: Known, every: Sequence[Known], audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """Which term is so explained. Terms whose gloss is nearly the same, or that hold one another, are no wrong options."""
    own = definition(known)
    if own is None or len(own[1]) > _LONGEST or lower(own[0]) in lower(own[1]) or _SENDS.search(own[1]):
        return
    term, gloss = own
    others = [
        (theirs, other)
        for other in every
        if (theirs := definition(other))
        and lower(theirs[0]) not in lower(term)
        and lower(term) not in lower(theirs[0])
        and likeness(words_in(theirs[1]), words_in(gloss)) < _ALIKE
    ]
    wanted = 2 if audience is Audience.PUPILS else 3
    if len(others) < wanted:
        return
    words = wording()["term"]
    yield Draft(
        "term",
        Point.TERM,
        QuizKind.CHOICE,
        1,
        stem(words["ask"], theo=opening(known, audience), gloss=gloss),
        term,
        tuple(
            (theirs[0], words["wrong"].format(option=theirs[0], place=other.line.sources[0].pinpoint))
            for theirs, other in rng.sample(others, wanted)
        ),
        f"“{term}” nghĩa là {gloss}. {because(known)}",
        sources_of(known),
        (known.line.key,),
    )
