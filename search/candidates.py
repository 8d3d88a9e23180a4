"""Which units are looked at for a question: those the two vectors bring, those whose phrasings are like it, those it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Validity
from corpus.library import Standing
from search.asked import AskedBefore, Likeness
from search.encoding import SparseVector
from search.features import Candidate
from search.index import Index, IndexFilter
from search.query import SYNONYM, Understood
from search.words import Ints, Words

#: Candidates taken from the index, the likest phrasings looked at, and the units these may add.
FROM_INDEX, LIKEST, FROM_ASKED = 120, 60, 25
#: Of a document that the library has given up since the index was built.
NO_STANDING = Standing("", Validity())


@dataclass(frozen=True)
class Gathered:
    """Candidates with where their words stand: ``places`` (P,) of ``Words`` and the candidate of each, ``unit`` (P,). ``asked``: for
    each, path below the unit -> likeness, by both measures, of the likest phrasing it answers."""

    candidates: tuple[Candidate, ...]
    places: Ints
    unit: Ints
    asked: tuple[dict[str, float], ...]


@dataclass(frozen=True)
class Sources:
    """What candidates are gathered from. ``standings``: when documents apply; ``field`` and ``core``: numbers of documents."""

    index: Index
    words: Words
    asked: AskedBefore
    standings: Mapping[str, Standing]
    field: Collection[str]
    core: Collection[str]


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
    cosine: dict[int, float | None] = {}
    for scored in sources.index.hybrid(dense, sparse, max(FROM_INDEX, 2 * limit), only):
        cosine[scored.id] = scored.dense_score
    units = dict.fromkeys(words.pids[place] for place in words.places_of(list(cosine)))
    likeness = asked.likeness(dense, understood.text, understood.added, SYNONYM / 2)
    likest = [unit for unit in asked.best(likeness, LIKEST) if unit in words.places]
    named = [str(pid.unit()) for pid in understood.named]
    added = [*likest[:FROM_ASKED], *(pid for pid in named if pid in words.places)]
    wanted = [*units, *(pid for pid in dict.fromkeys(added) if pid not in units)]
    rows = [int(words.rows[place]) for pid in wanted for place in words.places[pid]]
    # a text found by one vector alone, a note beside its text, a phrasing's unit: their cosine is still to be asked for
    unknown = frozenset(row for row in rows if cosine.get(row) is None)
    narrowed = IndexFilter(only.documents, only.kinds, only.issuers, unknown)
    passed = set(cosine)
    # the dense search alone brings them all, unless the question has no vector
    terms = SparseVector(sparse.indices[:0], sparse.values[:0]) if np.any(dense) else sparse
    for scored in sources.index.hybrid(dense, terms, len(unknown), narrowed):
        passed.add(scored.id)
        cosine[scored.id] = scored.dense_score
    return _gathered(sources, understood, wanted, passed, cosine, likeness)


def _gathered(
    sources: Sources,
    understood: Understood,
    wanted: list[str],
    passed: set[int],
    cosine: dict[int, float | None],
    likeness: Likeness,
) -> Gathered:
    words = sources.words
    named = {str(pid.unit()) for pid in understood.named}
    kept = [
        (pid, words.places[pid])
        for pid in wanted
        if pid in named or any(int(words.rows[place]) in passed for place in words.places[pid])
    ]
    documents = {pid: words.documents[words.document_of[places[0]]] for pid, places in kept}
    candidates, by_path = [], []
    for pid, places in kept:
        number = documents[pid]
        standing = sources.standings.get(number, NO_STANDING)
        phrasings = sources.asked.of_unit(pid, likeness)
        by_path.append(phrasings.best)
        candidates.append(
            Candidate(
                pid=pid,
                document=number,
                kind=standing.kind,
                status=standing.status(pid, understood.on),
                dense=max(cosine.get(int(words.rows[place])) or 0.0 for place in places),
                field=number in sources.field,
                core=number in sources.core,
                number_named=pid.rpartition("điều ")[2] in understood.articles,
                document_named=number in understood.documents,
                article=" điều " in pid,
                asked=phrasings.by_terms,
                asked_near=phrasings.by_vectors,
            )
        )
    return Gathered(
        tuple(candidates),
        np.array([place for _, places in kept for place in places], np.int32),
        np.array([n for n, (_, places) in enumerate(kept) for _ in places], np.int32),
        tuple(by_path),
    )
