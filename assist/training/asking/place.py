"""Questions on where a rule stands. Only who works with the texts every day is asked that."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from assist.conflicts.words import likeness, lower, words_in
from assist.training.asking.altered import sentence
from assist.training.asking.known import Known, document_name
from assist.training.asking.model import Draft, Point
from assist.training.asking.stems import because, sources_of, stem, wording
from assist.training.model import Audience, QuizKind

_NAMES_PLACE = re.compile(
    r"\b(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|Mục|Chương) (?:\d|[IVX]|[a-zđ]\b)|Bộ luật|Luật |Thông tư|Nghị|Kế hoạch|Quyết định"
)
_ALIKE = 0.25
_HELD = 0.75


def article(known: Known) -> str:
    """Where the line stands, as people say it: "Điều 5 Thông tư 43/2021"; "" where it rests on more than one article, or on none."""
    articles = {(pid.document, pid.article) for pid in known.ids}
    if len(articles) != 1 or not known.ids[0].article:
        return ""
    ((document, number),) = articles
    return f"Điều {number} {document_name(document)}"


def _holds(other: Known, text: str) -> bool:
    """Whether most words of a sentence stand in another line or its sources: it may be laid down there too."""
    words, theirs = lower(text).split(), set(lower(f"{other.line.text} {other.quotes}").split())
    return sum(word in theirs for word in words) > _HELD * len(words)


def questions(known: Known, every: Sequence[Known], audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """In which article the line's sentence stands; the wrong options are articles of lines that say nothing like it."""
    text, right = sentence(known, audience), article(known)
    if audience is not Audience.INVESTIGATORS or not text or not right or _NAMES_PLACE.search(text):
        return
    unlike = {
        where
        for other in every
        if (where := article(other)) and likeness(words_in(other.line.text), words_in(known.line.text)) < _ALIKE
    }
    # an article of which any line says something like it may be right too
    alike = {
        f"Điều {pid.article} {document_name(pid.document)}"
        for other in every
        for pid in other.ids
        if likeness(words_in(other.line.text), words_in(known.line.text)) >= _ALIKE or _holds(other, text)
    }
    options = sorted(unlike - alike - {right})
    same = [where for where in options if where.split(" ", 2)[2] == right.split(" ", 2)[2]]
    # articles of its own document first: that it stands in this one is no secret
    chosen = rng.sample(same, min(3, len(same)))
    rest = [where for where in options if where not in chosen and abs(len(where) - len(right)) <= 0.3 * len(right)]
    chosen += rng.sample(rest, min(3 - len(chosen), len(rest)))
    lengths = [len(where) for where in chosen]
    if len(chosen) < 3 or not min(lengths) / 1.3 <= len(right) <= 1.3 * max(lengths):
        return
    words = wording()["place"]
    yield Draft(
        "place",
        Point.PLACE,
        QuizKind.CHOICE,
        1,
        stem(words["ask"], said=text),
        right,
        tuple((option, words["wrong"].format(option=option, right=right)) for option in chosen),
        because(known),
        sources_of(known),
        (known.line.key,),
        truths=(known.line.key,),
    )
