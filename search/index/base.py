"""The index's contract: what a point is, what a search asks and gives, and how two rankings become one.

An index is derived from the library and disposable. It stores the library's revision it was built from; when that differs from the
library's own, it is brought up to date (``upsert``/``delete``) or rebuilt.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from search.encoding import SparseVector

#: Names of the two vectors of a point, the same in both engines.
DENSE, SPARSE = "dense", "sparse"
#: Payload fields that a filter can name.
FILTER_FIELDS = ("document", "kind", "issuers")


class IndexUnusableError(RuntimeError):
    """The index cannot be used; the message says what is wrong and how to mend it, in Vietnamese."""


@dataclass(frozen=True)
class IndexPoint:
    """One unit of the library as the index holds it. ``id`` is the library's row id of the unit, ``unit`` its canonical id."""

    id: int
    document: str
    kind: str
    issuers: tuple[str, ...]
    unit: str
    dense: NDArray[np.float32]
    sparse: SparseVector

    def payload(self) -> dict[str, object]:
        return {"document": self.document, "kind": self.kind, "issuers": list(self.issuers), "unit": self.unit}


@dataclass(frozen=True)
class IndexFilter:
    """Narrowing; an empty tuple means any. ``ids``: only these points (None: any; an empty set: none)."""

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    ids: frozenset[int] | None = None

    def fields(self) -> Iterator[tuple[str, list[str]]]:
        """Payload fields that are narrowed, with the values allowed."""
        for name, values in zip(FILTER_FIELDS, (self.documents, self.kinds, self.issuers), strict=True):
            if values:
                yield name, list(values)


@dataclass(frozen=True)
class Scored:
    """A point found. A score is None where that search did not bring the point among its candidates."""

    id: int
    score: float
    dense_score: float | None
    sparse_score: float | None


@dataclass(frozen=True)
class Fusion:
    """How the two rankings become one.

    ``weighted``: each search's scores are divided by its best one, then weighted and added. A point that one search did not bring can
    be at most as good as that search's last candidate, so each search counts only what lies above that (above 0 where it brought all
    it had). A question on which one search finds everything about alike is thus left to the other.
    ``rrf``: reciprocal rank fusion, weight / (60 + rank) (Cormack, Clarke & Büttcher, SIGIR 2009).
    """

    method: str = "weighted"
    dense_weight: float = 0.2
    candidates: int = 200  # how many each search brings, at least

    def fuse(self, dense: list[tuple[int, float]], sparse: list[tuple[int, float]], limit: int) -> list[Scored]:
        """Both lists are (id, score), best first. Equal scores are ordered by id, so that every engine gives one order.

        >>> [s.id for s in Fusion().fuse([(1, 0.9), (2, 0.1)], [(2, 8.0), (3, 1.0)], 2)]
        [2, 1]
        """
        d, s = dict(dense), dict(sparse)
        if self.method == "rrf":
            dense_part, sparse_part = _reciprocal_ranks(dense), _reciprocal_ranks(sparse)
        elif self.method == "weighted":
            dense_part, sparse_part = self._scaled(d), self._scaled(s)
        else:
            raise ValueError(f"cách trộn kết quả {self.method!r} không có; hãy chọn 'weighted' hoặc 'rrf'")
        scores = {
            point: self.dense_weight * dense_part.get(point, 0.0)
            + (1 - self.dense_weight) * sparse_part.get(point, 0.0)
            for point in d.keys() | s.keys()
        }
        best = sorted(scores, key=lambda point: (-scores[point], point))[:limit]
        return [Scored(point, scores[point], d.get(point), s.get(point)) for point in best]

    def _scaled(self, scores: dict[int, float]) -> dict[int, float]:
        floor = min(scores.values()) if len(scores) >= self.candidates else 0.0
        top = max(scores.values(), default=0.0)
        return {point: (score - floor) / top if top > 0 else 0.0 for point, score in scores.items()}


DEFAULT_FUSION = Fusion()


def _reciprocal_ranks(ranking: list[tuple[int, float]]) -> dict[int, float]:
    ordered = sorted(ranking, key=lambda pair: (-pair[1], pair[0]))
    return {point: 1 / (60 + rank) for rank, (point, _) in enumerate(ordered, start=1)}


class Index(ABC):
    """One interface, two engines. Searching is safe from several threads; writing belongs to one thread."""

    fusion: Fusion

    def hybrid(
        self, dense: NDArray[np.float32], sparse: SparseVector, limit: int, only: IndexFilter | None = None
    ) -> list[Scored]:
        """The best points for a question's two vectors, best first. An empty sparse or zero dense vector brings no candidates."""
        wanted = max(limit, self.fusion.candidates)
        if limit < 1 or (only is not None and only.ids is not None and not only.ids):
            return []
        by_dense, by_sparse = self._search(
            dense if np.any(dense) else None, sparse if len(sparse) else None, wanted, only
        )
        return self.fusion.fuse(by_dense, by_sparse, limit)

    @abstractmethod
    def _search(
        self, dense: NDArray[np.float32] | None, sparse: SparseVector | None, limit: int, only: IndexFilter | None
    ) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        """The candidates of the dense and of the sparse search, (id, score), best first; no candidates where the vector is None."""

    @abstractmethod
    def revision(self) -> str | None:
        """The library revision the index was built from; None where there is no index yet."""

    @abstractmethod
    def count(self) -> int:
        """How many points the index holds."""

    @abstractmethod
    def ids(self) -> set[int]:
        """The ids of all points: what ``kholuat check`` compares with the library."""

    @abstractmethod
    def writing(self, revision: str, rebuild: bool = False) -> AbstractContextManager[IndexWriter]:
        """Opens a change. What is written shows to searches, with the new revision, when the block ends without an error; after an
        error the index is as before (the server engine: as far as points went, with no revision, so that it is rebuilt).
        ``rebuild``: begin from nothing, which a new dense model needs."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of files and connections."""

    def upsert(self, points: Iterable[IndexPoint], revision: str) -> None:
        """One change of its own: adds points, or replaces those with the same id."""
        with self.writing(revision) as writer:
            writer.upsert(points)

    def delete(self, ids: Collection[int], revision: str) -> None:
        """One change of its own: takes points away; ids not there are no error."""
        with self.writing(revision) as writer:
            writer.delete(ids)


class IndexWriter(ABC):
    """An open change of an index."""

    @abstractmethod
    def upsert(self, points: Iterable[IndexPoint]) -> None:
        """Adds points, or replaces those with the same id; takes them in batches, so a generator may make them as it goes."""

    @abstractmethod
    def delete(self, ids: Collection[int]) -> None:
        """Takes points away; ids not there are no error."""


_T = TypeVar("_T")


def batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Lists of at most ``size`` items."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
