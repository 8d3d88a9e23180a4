"""Which units are looked at for a question: those the two vectors bring, those whose phrasings are like it, those it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Validity
from corpus.library import Standing
from search.asked import AskedBefore, Likeness
from search.branches import branches
from search.encoding import SparseVector
from search.features import Candidate
from search.index import Index, IndexFilter
from search.query import SYNONYM, Understood
from search.vectors import Vectors
from search.words import Ints, Words, clauses_of

#: Candidates taken from the index, and from what people put in; the likest phrasings looked at, and the units these may add.
FROM_INDEX, FROM_OWN, LIKEST, FROM_ASKED = 120, 30, 60, 25
#: Of a document that the library has given up since the index was built.
NO_STANDING = Standing("", Validity())


@dataclass(frozen=True)
class Gathered:
    """Candidates with where their words stand: ``places`` (P,) of ``Words`` and the candidate of each, ``unit`` (P,)."""

    candidates: tuple[Candidate, ...]
    places: Ints
    unit: Ints
    asked: AskedBefore
    likeness: Likeness
    vectors: Vectors
    dense: NDArray[np.float32]  # of the question

    def clause_cosines(self, row: int, portions: Iterable[tuple[str, int, int]]) -> dict[str, float]:
        """Path of each clause of a row's unit -> its cosine with the question; ``portions``: (path, start, end). Nothing if the unit
        has been divided anew since its vectors were made."""
        paths = [path for path, _, _ in clauses_of(portions)]
        cosines = self.vectors.of_clauses(row, self.dense).tolist()
        return dict(zip(paths, cosines, strict=True)) if len(paths) == len(cosines) else {}

    def asked_paths(self, candidate: int) -> dict[str, float]:
        """Path below the candidate's unit -> likeness, by both measures, of the likest phrasing it answers."""
        return self.asked.paths_of(self.candidates[candidate].pid, self.likeness)


@dataclass(frozen=True)
class FieldDocuments:
    """Numbers of documents. ``field``: those the product is about, of the shipped catalogue and put in by people; ``core``: those that
    have notes; ``own``: those that people put in and no catalogue knows, of which nobody phrased questions and which all the law's
    words would hide."""

    field: frozenset[str]
    core: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True)
class Sources:
    """What candidates are gathered from. ``standings``: when documents apply."""

    index: Index
    words: Words
    vectors: Vectors
    asked: AskedBefore
    standings: Mapping[str, Standing]
    of_field: FieldDocuments


def gather(
    sources: Sources,
    understood: Understood,
    dense: NDArray[np.float32],
    sparse: SparseVector,
    only: IndexFilter,
    limit: int,
) -> Gathered:
    """The candidates of a question, ``limit`` or more if the library has them."""
    words, asked = sources.words, sources.asked
    passed = {scored.id for scored in sources.index.hybrid(dense, sparse, max(FROM_INDEX, 2 * limit), only)}
    if sources.of_field.own and not only.documents:
        within = replace(only, documents=tuple(sorted(sources.of_field.own)))
        passed |= _by_meaning(sources.index, dense, sparse, FROM_OWN, within)
    units = dict.fromkeys(words.pids[place] for place in words.places_of(list(passed)))
    likeness = asked.likeness(dense, understood.text, understood.added, SYNONYM / 2)
    likest = [unit for unit in asked.best(likeness, LIKEST) if unit in words.places]
    named = [str(pid.unit()) for pid in understood.named]
    added = [*likest[:FROM_ASKED], *(pid for pid in named if pid in words.places)]
    wanted = [*units, *(pid for pid in dict.fromkeys(added) if pid not in units)]
    # a note beside its text, a phrasing's unit: what the index did not bring
    others = frozenset(int(words.rows[place]) for pid in wanted for place in words.places[pid]) - passed
    passed |= _within(sources.index, only, others, dense, sparse)
    kept = [
        (pid, words.places[pid])
        for pid in wanted
        if pid in named or any(int(words.rows[place]) in passed for place in words.places[pid])
    ]
    places = np.array([place for _, at in kept for place in at], np.int32)
    unit = np.array([n for n, (_, at) in enumerate(kept) for _ in at], np.int32)
    candidates = _measured(sources, understood, kept, places, unit, dense, likeness)
    return Gathered(candidates, places, unit, asked, likeness, sources.vectors, dense)


def _within(
    index: Index, only: IndexFilter, rows: frozenset[int], dense: NDArray[np.float32], sparse: SparseVector
) -> frozenset[int]:
    """Those of some rows that a filter lets through."""
    if not any(only.fields()):
        return rows
    # the dense search alone brings them all
    return _by_meaning(index, dense, sparse, len(rows), IndexFilter(only.documents, only.kinds, only.issuers, rows))


def _by_meaning(
    index: Index, dense: NDArray[np.float32], sparse: SparseVector, limit: int, only: IndexFilter
) -> frozenset[int]:
    """The likest by vectors; by terms, whose filtered search takes five times as long, only if the question has no vector."""
    terms = SparseVector(sparse.indices[:0], sparse.values[:0]) if np.any(dense) else sparse
    return frozenset(scored.id for scored in index.hybrid(dense, terms, limit, only))


def _measured(
    sources: Sources,
    understood: Understood,
    kept: Sequence[tuple[str, Sequence[int]]],
    places: Ints,
    unit: Ints,
    dense: NDArray[np.float32],
    likeness: Likeness,
) -> tuple[Candidate, ...]:
    """What is known of units before they are read: (pid, places) each, all ``places`` with the ``unit`` of each."""
    words, of_field = sources.words, sources.of_field
    whole, parts = sources.vectors.cosines(words.rows[places], dense)
    of_unit, of_clause = np.zeros(len(kept), np.float32), np.zeros(len(kept), np.float32)
    np.maximum.at(of_unit, unit, whole)
    np.maximum.at(of_clause, unit, parts)
    asked = sources.asked.likest_of([pid for pid, _ in kept], likeness)
    branches_asked = branches(understood.text)
    candidates = []
    for n, ((pid, at), (by_terms, by_vectors)) in enumerate(zip(kept, asked, strict=True)):
        number = words.documents[words.document_of[at[0]]]
        standing = sources.standings.get(number, NO_STANDING)
        branches_here = branches(standing.title) if branches_asked else frozenset()
        candidates.append(
            Candidate(
                pid=pid,
                document=number,
                kind=standing.kind,
                status=standing.status(pid, understood.on),
                dense=float(of_unit[n]),
                dense_clause=float(of_clause[n]),
                field=number in of_field.field,
                core=number in of_field.core,
                own=number in of_field.own,
                number_named=pid.rpartition("điều ")[2] in understood.articles,
                document_named=number in understood.documents,
                branch=bool(branches_here & branches_asked),
                other_branch=bool(branches_here) and not branches_here & branches_asked,
                article=" điều " in pid,
                asked=by_terms,
                asked_near=by_vectors,
            )
        )
    return tuple(candidates)
