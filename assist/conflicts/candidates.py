"""Clauses about the same matter: the nearest of many to one, by the weighted words they share.

Texts are not compared word for word with a whole library: each clause is a row of weights (syllables and syllable pairs, the
heading's too), and one product of a sparse matrix with a row finds its nearest in milliseconds.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from assist.conflicts.model import Clause
from search.encoding import clauses as syllables_of

#: A word of the heading or of the opening words tells the matter, but less than one of the clause itself.
_AROUND = 0.5
#: More alike than this and two clauses may be about one matter.
LEAST = 0.08
_STEP = 5000


@dataclass(frozen=True)
class Near:
    """A clause near another one: its place among the clauses, and how alike they are, 0 to 1 (cosine of the weighted words)."""

    place: int
    likeness: float


class Candidates:
    """The nearest of ``clauses`` to a clause."""

    def __init__(self, clauses: Sequence[Clause], progress: Callable[[int, int], None] | None = None) -> None:
        self.clauses = clauses
        self._column: dict[str, int] = {}
        columns_of, values_of, starts = array("i"), array("f"), [0]
        for done, clause in enumerate(clauses, 1):
            counts = self._counts(clause, grow=True)
            columns_of.extend(counts)
            values_of.extend(counts.values())
            starts.append(len(columns_of))
            if progress and not done % _STEP:
                progress(done, len(clauses))
        columns, values = np.frombuffer(columns_of, np.int32), np.frombuffer(values_of, np.float32)
        occurs = np.bincount(columns, minlength=max(len(self._column), 1))
        # what stands in nearly every clause says nothing of the matter
        self._idf: NDArray[np.float32] = np.log((len(clauses) + 1) / (occurs + 0.5)).clip(0).astype(np.float32)
        weights = values * self._idf[columns]
        rows = np.repeat(np.arange(len(clauses)), np.diff(starts))
        norms = np.sqrt(np.bincount(rows, weights**2, minlength=len(clauses)))
        weights /= np.maximum(norms, 1e-9)[rows].astype(np.float32)
        self._matrix = csr_matrix((weights, columns, starts), shape=(len(clauses), len(self._idf)))

    def near(self, clause: Clause, limit: int = 10, among: NDArray[np.bool_] | None = None) -> list[Near]:
        """The nearest, best first, without the clause itself. ``among``: a mask of the clauses that count; None: all."""
        counts = self._counts(clause, grow=False)
        if not counts:
            return []
        columns = np.fromiter(counts, np.int32, len(counts))
        weights = np.fromiter(counts.values(), np.float32, len(counts)) * self._idf[columns]
        norm = float(np.sqrt((weights**2).sum()))
        if not norm:
            return []
        query = np.zeros(len(self._idf), np.float32)
        query[columns] = weights / norm
        scores = self._matrix @ query
        if among is not None:
            scores = np.where(among, scores, 0)
        best = np.argpartition(-scores, min(limit + 1, len(scores) - 1))[: limit + 1]
        ordered = sorted(best, key=lambda place: -scores[place])
        found = [
            Near(int(p), float(scores[p])) for p in ordered if scores[p] >= LEAST and self.clauses[p].id != clause.id
        ]
        return found[:limit]

    def _counts(self, clause: Clause, *, grow: bool) -> dict[int, float]:
        """Weight of each term, by column: a term that comes again counts less each time."""
        found: dict[str, float] = {}
        for words, weight in ((clause.text, 1.0), (clause.lead, _AROUND), (clause.heading, _AROUND)):
            for term in _terms(words):
                found[term] = found.get(term, 0.0) + weight
        if grow:
            places = ((self._column.setdefault(term, len(self._column)), count) for term, count in found.items())
        else:
            places = ((self._column[term], count) for term, count in found.items() if term in self._column)
        return {place: 1 + log(count) if count > 1 else count for place, count in places}


def _terms(text: str) -> Iterable[str]:
    for run in syllables_of(text):
        yield from run
        for left, right in pairwise(run):
            yield f"{left} {right}"
