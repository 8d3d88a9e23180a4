"""Which clause or point of an article answers a question."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from search.encoding import AVERAGE_LENGTH
from search.reading import Floats, Reading, saturated

#: A point is shown alone only if it is worth nearly as much to the question as its clause.
POINT_SHARE = 0.9
#: A clause is shown alone only if it is worth at least this share of what the whole article is.
CLAUSE_SHARE = 0.45
#: What a portion gains that states an amount of the kind asked for.
AMOUNT = 1.25
#: What the note's clause adds to the official one; the likeness of a phrasing that a portion answers and the cosine of its clause, as
#: shares of the question's worth.
NOTE, ASKED, NEAR = 0.3, 1.5, 1.0


def best_path(
    reading: Reading, verbatim: int, note: int | None, asked: Mapping[str, float], near: Mapping[str, float]
) -> str:
    """The path below the unit of the clause or point that answers, "" for the whole unit if none stands out.

    ``verbatim``, ``note``: which of the places read hold the text shown and the note on it; ``asked``: path -> likeness of the likest
    phrasing that it answers; ``near``: path of a clause -> cosine of its dense vector with the question's.
    """
    worth = _worth(reading, verbatim)
    noted = _worth(reading, note) if note is not None else {}
    total = float(reading.terms.worth.sum())
    paths = [path for path in worth if path]
    if not paths:
        return ""

    def told(path: str) -> float:
        likeness = max((like for other, like in asked.items() if path in above(other)), default=0.0)
        return worth[path] + NOTE * noted.get(path, 0.0) + ASKED * likeness * total

    def value(path: str) -> float:
        return told(path) + NEAR * total * max((near[other] for other in above(path) if other in near), default=0.0)

    known = set(paths)
    clauses = [path for path in paths if not any(other in known for other in above(path) if other != path)]
    clause = max(clauses, key=value)
    # every clause of an article about the question is near it: only words and phrasings make one stand out
    if value(clause) <= 0 or told(clause) < CLAUSE_SHARE * worth[""]:
        return ""
    points = [path for path in paths if path != clause and clause in above(path)]
    if points:
        point = max(points, key=value)
        if value(point) >= POINT_SHARE * value(clause):
            return point
    return clause


def inside(path: str, other: str) -> bool:
    """Whether a path is another one or stands below it.

    >>> inside("khoản 1 điểm a", "khoản 1"), inside("khoản 12", "khoản 1")
    (True, False)
    """
    return path == other or not other or path.startswith((f"{other} ", f"{other}."))


@lru_cache(maxsize=1 << 14)
def above(path: str) -> tuple[str, ...]:
    """Every path that one is inside of, itself last.

    >>> above("khoản 1 điểm a")
    ('', 'khoản', 'khoản 1', 'khoản 1 điểm', 'khoản 1 điểm a')
    """
    return ("", *(path[:n] for n, mark in enumerate(path) if n and mark in " ."), *([path] if path else []))


def _worth(reading: Reading, place: int) -> dict[str, float]:
    """What each portion of a unit is worth to the question: BM25 without the heading, raised if it states an amount asked for; "" for
    the whole unit."""
    first, last = np.searchsorted(reading.extract.unit, [place, place + 1])
    rows = first + np.flatnonzero(reading.is_text[first:last])
    paths, holds = _portions(tuple(reading.words.paths[n] for n in reading.extract.path[rows].tolist()))
    scores = saturated(holds @ reading.table[rows], holds @ reading.length[rows], AVERAGE_LENGTH) @ reading.terms.worth
    states = holds @ reading.states[rows].astype(np.float32) > 0
    return {
        path: float(score) * (AMOUNT if path and stated else 1.0)
        for path, score, stated in zip(paths, scores, states, strict=True)
    }


@lru_cache(maxsize=2048)
def _portions(names: tuple[str, ...]) -> tuple[tuple[str, ...], Floats]:
    """The paths of a unit whose segments have these (S,), and which of them holds which segment: (paths, S)."""
    paths = tuple(dict.fromkeys(["", *names, *(name.rsplit(" điểm ", 1)[0] for name in names)]))
    number = {path: n for n, path in enumerate(paths)}
    holds = np.zeros((len(paths), len(names)), np.float32)
    held = [(number[path], n) for n, name in enumerate(names) for path in above(name) if path in number]
    if held:
        holds[tuple(np.array(held).T)] = 1
    return paths, holds
