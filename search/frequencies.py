"""In how many units each term stands: the weight of a term in a question, and how much of a question a text covers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from search.encoding import STOP_SYLLABLES, SparseVector, clauses, encode_query


class Frequencies:
    """Document frequencies of hashed terms (see ``search.encoding``): ids ascending, counts beside them."""

    def __init__(self, ids: NDArray[np.uint32], counts: NDArray[np.int64], total: int, revision: int) -> None:
        self.ids = ids
        self.counts = counts
        self.total = total
        self.revision = revision

    @classmethod
    def empty(cls) -> Frequencies:
        return cls(np.empty(0, np.uint32), np.empty(0, np.int64), 0, 0)

    @classmethod
    def load(cls, path: Path) -> Frequencies | None:
        """The table kept at ``path``; None if there is none or it cannot be read (it is then made anew)."""
        try:
            with np.load(path) as data:
                return cls(data["ids"], data["counts"], int(data["total"]), int(data["revision"]))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None

    def save(self, path: Path) -> None:
        """Write the table, replacing the old one at once."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part.npz")
        np.savez(partial, ids=self.ids, counts=self.counts, total=self.total, revision=self.revision)
        partial.replace(path)

    def updated(
        self, added: Iterable[NDArray[np.uint32]], removed: Iterable[NDArray[np.uint32]], revision: int
    ) -> Frequencies:
        """A new table with some units' terms counted in and others' out."""
        plus, minus = list(added), list(removed)
        parts = [(self.ids, self.counts)]
        for vectors, sign in ((plus, 1), (minus, -1)):
            if vectors:
                ids, counts = np.unique(np.concatenate(vectors), return_counts=True)
                parts.append((ids, sign * counts))
        ids, inverse = np.unique(np.concatenate([p[0] for p in parts]), return_inverse=True)
        counts = np.bincount(inverse, np.concatenate([p[1] for p in parts]), minlength=len(ids)).astype(np.int64)
        alive = counts > 0
        return Frequencies(ids[alive].astype(np.uint32), counts[alive], self.total + len(plus) - len(minus), revision)

    def count(self, terms: NDArray[np.uint32]) -> NDArray[np.int64]:
        """In how many units each term stands."""
        if not len(self.ids):
            return np.zeros(len(terms), np.int64)
        place = np.minimum(np.searchsorted(self.ids, terms), len(self.ids) - 1)
        return np.where(self.ids[place] == terms, self.counts[place], 0)

    def idf(self, terms: NDArray[np.uint32]) -> NDArray[np.float32]:
        """ln((N - n + 0.5) / (n + 0.5) + 1) for each term, as the index weighs them; unknown terms weigh most."""
        n = self.count(terms)
        return np.log((self.total - n + 0.5) / (n + 0.5) + 1).astype(np.float32)

    def weighted(self, question: SparseVector) -> SparseVector:
        """The question's vector with IDF applied."""
        return SparseVector(question.indices, question.values * self.idf(question.indices))


def coverage(question: SparseVector, text: SparseVector) -> float:
    """Share of a (weighted) question's terms that a text holds, 0 to 1, by weight."""
    whole = float(question.values.sum())
    if whole <= 0:
        return 0.0
    _, here, _ = np.intersect1d(question.indices, text.indices, assume_unique=True, return_indices=True)
    return float(question.values[here].sum()) / whole


def content(question: str) -> SparseVector:
    """The content syllables of a question as a vector without pairs: pairs say how words stand together, not what is asked about."""
    syllables = [s for clause in clauses(question) for s in clause if s not in STOP_SYLLABLES]
    return encode_query(", ".join(syllables))  # between commas syllables form no pairs
