from pathlib import Path

import numpy as np
import pytest

from eval.speed_clauses import ClauseIndex
from search.encoding import SparseVector
from search.index.base import IndexFilter, IndexPoint

#: Clauses of two articles, rows 7 and 9 of the library: the article of each point.
ROWS = np.array([7, 7, 9])


@pytest.fixture
def index(tmp_path: Path) -> ClauseIndex:
    found = ClauseIndex(tmp_path, 3, ROWS)
    with found.writing("1", rebuild=True) as writer:
        for n, row in enumerate(ROWS.tolist()):
            sparse = SparseVector(np.array([n + 1], np.uint32), np.array([1.0], np.float32))
            dense = np.eye(3, dtype=np.float32)[n]
            writer.upsert([IndexPoint(n, "1/2020/QH14", "Luật", (), f"1/2020/QH14 điều {row}", dense, sparse)])
    return found


def test_an_article_comes_once_by_its_best_clause(index: ClauseIndex) -> None:
    nothing = SparseVector(np.empty(0, np.uint32), np.empty(0, np.float32))
    found = index.hybrid(np.array([0.5, 0.8, 0.1], np.float32), nothing, 10)
    assert [scored.id for scored in found] == [7, 9]
    index.close()


def test_rows_of_the_library_narrow_the_search(index: ClauseIndex) -> None:
    nothing = SparseVector(np.empty(0, np.uint32), np.empty(0, np.float32))
    asked = np.array([0.5, 0.8, 0.1], np.float32)
    assert [scored.id for scored in index.hybrid(asked, nothing, 10, IndexFilter(ids=frozenset({9})))] == [9]
    assert index.hybrid(asked, nothing, 10, IndexFilter(ids=frozenset({8}))) == []
    index.close()
