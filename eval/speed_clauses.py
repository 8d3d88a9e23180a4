"""A whole search where each clause is a point, for ``eval.speed``: what the library's index would cost if it held clauses.

The index that ships holds a point for each article and beside it a vector of each clause. Here a temporary index holds each clause as
a point of its own with its heading and title, some 165,000 for the codification; a clause found stands for its article, and all that
comes after the engine is as it ships.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from eval.speed_sizes import clause_points, points_of
from search.encoding import SparseVector
from search.index.base import IndexFilter, Scored
from search.index.edge import EdgeIndex

if TYPE_CHECKING:
    from search.service import Searcher

#: Clauses asked for, for each article wanted: several clauses of one article may be found.
CLAUSES_AN_ARTICLE = 2


class ClauseIndex(EdgeIndex):
    """An index of clauses that tells the articles they stand in. ``rows`` (N,): the library's row of each point, in order of ids."""

    def __init__(self, folder: Path, dim: int, rows: NDArray[np.int64]) -> None:
        super().__init__(folder, dim)
        self.rows = rows.tolist()

    def hybrid(
        self, dense: NDArray[np.float32], sparse: SparseVector, limit: int, only: IndexFilter | None = None
    ) -> list[Scored]:
        wanted = CLAUSES_AN_ARTICLE * max(limit, self.fusion.candidates)
        if only is not None and only.ids is not None:
            only = replace(only, ids=frozenset(n for n, row in enumerate(self.rows) if row in only.ids))
        found = self._search(dense if np.any(dense) else None, sparse if len(sparse) else None, wanted, only)
        by_dense, by_sparse = (self._articles(scored) for scored in found)
        return self.fusion.fuse(by_dense, by_sparse, limit)

    def _articles(self, found: list[tuple[int, float]]) -> list[tuple[int, float]]:
        """The row and score of each article's best clause, best first."""
        best: dict[int, float] = {}
        for point, score in found:
            best.setdefault(self.rows[point], score)
        return list(best.items())


@contextmanager
def over_clauses(searcher: Searcher) -> Iterator[int]:
    """The searcher asks an index of clauses while the block runs; gives how many points it holds."""
    source, payloads, rows = clause_points(searcher)
    with TemporaryDirectory(prefix="kholuat-speed-") as folder:
        index = ClauseIndex(Path(folder), source.dense.shape[1], rows)
        with index.writing(searcher.index.revision() or "", rebuild=True) as writer:
            writer.upsert(points_of(source, payloads, range(len(rows))))
        shipped, searcher.index = searcher.index, index
        try:
            yield len(rows)
        finally:
            searcher.index = shipped
            index.close()
