"""Which clauses are compared with which, and what comes of it: each clause with its nearest and with those the codification links.

A clause is held against the clause of another document that speaks most of its matter, not against every one that shares its words;
what a whole article says over again is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

import numpy as np

from assist.conflicts.candidates import Candidates
from assist.conflicts.compare import compare, same_matter
from assist.conflicts.model import Clause, Difference, DifferenceType, Severity, Statement
from assist.conflicts.words import likeness, words_in
from corpus.documents import legal_force
from corpus.provisions import ProvisionId

Progress = Callable[[int, int], None]
Pair = tuple[Clause, Clause]

#: The nearest of other documents that are compared, of the clause's own, and how many are looked at to find them.
_OTHERS, _OWN, _LOOKED_AT = 10, 4, 30
_LINKED = 3  # of the articles that the codification links, so many clauses
_STEP = 25
#: So alike, or nearly as alike as the document's likest clause, and two clauses answer each other.
_CLOSE, _NEARLY_BEST = 0.75, 0.9
#: What one document may lay down otherwise for two procedures, or two ages, side by side.
_BY_PROCEDURE = frozenset(
    {
        DifferenceType.LIMIT,
        DifferenceType.PENALTY,
        DifferenceType.COMPETENCE,
        DifferenceType.CONDITION,
        DifferenceType.MODALITY,
        DifferenceType.DEFINITION,
        DifferenceType.REFERENCE,
    }
)
_TOLD = 6  # places of a repeated article that are named one by one


@dataclass(frozen=True)
class Compared:
    """Two clauses in their roles, how alike their matter is, and on which points they differ, the gravest first."""

    under_review: Clause
    basis: Clause
    likeness: float
    differences: tuple[Difference, ...]


class Pairs:
    """The pairs among ``pool``, whose first ``subjects`` clauses are under review; ``among``: the documents they are held against.

    ``read``: gives a clause's statement. ``related``: articles that the codification links with each other.
    """

    def __init__(
        self,
        pool: Sequence[Clause],
        subjects: int,
        read: Callable[[Clause], Statement],
        among: Collection[str] | None = None,
        related: Mapping[ProvisionId, Collection[ProvisionId]] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._pool, self._subjects, self._read = pool, subjects, read
        self._related = related or {}
        self._candidates = Candidates(pool, progress)
        self._among = None
        if among is not None:
            self._among = np.fromiter((c.id.document in among for c in pool), np.bool_, len(pool))
        self._of_unit: defaultdict[ProvisionId, list[int]] = defaultdict(list)  # places in the pool
        for place, clause in enumerate(pool):
            self._of_unit[clause.id.unit()].append(place)
        self._best: dict[tuple[ProvisionId, str], float] = {}

    def chunks(self, start: int) -> Iterator[tuple[int, list[Pair]]]:
        """Pairs to compare, each once, by chunks of the clauses under review from ``start`` on, with how many are then behind."""
        seen: set[tuple[int, int]] = set()
        chunk: list[Pair] = []
        for place in range(self._subjects):
            # also for the clauses before the start: a pair that they have had is not had again
            for there in (*self._nearest(place), *self._linked(place)):
                pair = (min(place, there), max(place, there))
                if pair not in seen and place >= start:
                    chunk.append((self._pool[pair[0]], self._pool[pair[1]]))
                seen.add(pair)
            behind = place + 1
            if behind > start and (not behind % _STEP or behind == self._subjects):
                yield behind, chunk
                chunk = []

    def _nearest(self, place: int) -> Iterator[int]:
        clause = self._pool[place]
        own = other = 0
        for near in self._candidates.near(clause, _LOOKED_AT, self._among):
            same = self._pool[near.place].id.document == clause.id.document
            if (own if same else other) < (_OWN if same else _OTHERS):
                own, other = own + same, other + (not same)
                yield near.place

    def _linked(self, place: int) -> list[int]:
        """The likest clauses of the articles linked with the clause's own."""
        words = words_in(self._pool[place].text)
        places = [
            there
            for unit in self._related.get(self._pool[place].id.unit(), ())
            for there in self._of_unit.get(unit, ())
            if self._among is None or self._among[there]
        ]
        return nlargest(_LINKED, places, key=lambda there: likeness(words, words_in(self._pool[there].text)))

    def compare(self, left: Clause, right: Clause, wanted: Collection[DifferenceType]) -> Compared | None:
        """What a reviewer should know of two clauses; None where there is nothing of the wanted types."""
        under_review, basis = sides(left, right)
        mine, theirs = self._read(under_review), self._read(basis)
        found = [d for d in compare(mine, theirs) if d.type in wanted]
        if not found:
            return None
        alike = same_matter(mine, theirs)
        if not self._answer(under_review, basis, alike):
            return None
        if found[0].type is DifferenceType.DUPLICATE:
            told = self._repeated(under_review, basis)
            return Compared(under_review, basis, alike, (told,)) if told else None
        if under_review.id.document == basis.id.document:
            found = [replace(d, severity=Severity.LOW) if d.type in _BY_PROCEDURE else d for d in found]
        return Compared(under_review, basis, alike, tuple(found))

    def _answer(self, under_review: Clause, basis: Clause, alike: float) -> bool:
        """Whether the basis is, in its document, what answers the clause under review."""
        if alike >= _CLOSE:
            return True
        key = (under_review.id, basis.id.document)
        if key not in self._best:
            near = (self._pool[n.place] for n in self._candidates.near(under_review, _LOOKED_AT))
            there = [c for c in near if c.id.document == basis.id.document]
            mine = self._read(under_review)
            self._best[key] = max((same_matter(mine, self._read(c)) for c in there), default=0.0)
        return alike >= _NEARLY_BEST * self._best[key]

    def _repeated(self, under_review: Clause, basis: Clause) -> Difference | None:
        """One word for all that two articles say alike, at the first place; None at the others."""
        alike = [
            (mine, theirs, first)
            for mine in self._clauses_of(under_review.id.unit())
            for theirs in self._clauses_of(basis.id.unit())
            if mine.id != theirs.id
            and (first := next(iter(compare(self._read(mine), self._read(theirs))), None)) is not None
            and first.type is DifferenceType.DUPLICATE
        ]
        if not alike or (alike[0][0].id, alike[0][1].id) != (under_review.id, basis.id):
            return None
        if len(alike) == 1:
            return alike[0][2]
        named = [f"{a.id.pinpoint()} – {b.id.pinpoint()}" for a, b, _ in alike[1:]]
        more = f" và {len(named) - _TOLD} chỗ khác" if len(named) > _TOLD else ""
        words = f"{alike[0][2].what.removesuffix('.')}; cùng hai điều này còn lặp ở: {'; '.join(named[:_TOLD])}{more}."
        return replace(alike[0][2], what=words)

    def _clauses_of(self, unit: ProvisionId) -> list[Clause]:
        return [self._pool[place] for place in self._of_unit.get(unit, ())]


def sides(left: Clause, right: Clause) -> Pair:
    """The provision under review (quy phạm được kiểm tra) and its basis (quy phạm là căn cứ rà soát) of two.

    The basis is of higher legal force, else the later one; of one document, or where that cannot be told, the given order stays.
    """
    mine, theirs = (legal_force(c.kind, c.id.document) for c in (left, right))
    if mine != theirs:
        return (left, right) if mine > theirs else (right, left)
    if left.issued and right.issued and left.issued > right.issued:
        return right, left
    return left, right
