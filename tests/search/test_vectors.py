"""Vectors of units and of their clauses: what a question's vector is measured by."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from search.vectors import Vectors, VectorsBuilder

ASKED = np.array([1, 0, 0, 0], np.float32)


def pointing(*cosines: float) -> np.ndarray:
    """Unit vectors at these cosines from ASKED."""
    return np.array([(c, np.sqrt(1 - c * c), 0, 0) for c in cosines], np.float32)


def store(revision: int = 1, **units: np.ndarray) -> Vectors:
    """Units called by their row: r7=…"""
    builder = VectorsBuilder()
    for name, vectors in units.items():
        builder.add(int(name[1:]), vectors)
    return builder.finished(revision)


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


KEPT = store(r7=pointing(0.5, 0.1, 0.9, 0.3), r3=pointing(0.8, 0.2), r9=pointing(-0.4, -0.6))


@pytest.mark.parametrize(
    ("asked", "whole", "clause"),
    [
        ((7,), [0.5], [0.9]),
        ((3, 7, 9), [0.8, 0.5, -0.4], [0.2, 0.9, -0.6]),
        ((9, 3), [-0.4, 0.8], [-0.6, 0.2]),
        ((), [], []),
    ],
)
def test_a_unit_is_measured_by_its_own_vector_and_by_its_likest_clause(
    asked: tuple[int, ...], whole: list[float], clause: list[float]
) -> None:
    of_unit, of_clause = KEPT.cosines(rows(*asked), ASKED)
    assert of_unit.tolist() == pytest.approx(whole, abs=0.005)
    assert of_clause.tolist() == pytest.approx(clause, abs=0.005)


@pytest.mark.parametrize(("row", "cosines"), [(7, [0.1, 0.9, 0.3]), (3, [0.2])])
def test_clauses_are_measured_in_the_order_of_the_text(row: int, cosines: list[float]) -> None:
    assert KEPT.of_clauses(row, ASKED).tolist() == pytest.approx(cosines, abs=0.005)


@given(arrays(np.float32, (3, 8), elements=st.floats(-1, 1, width=32)), st.integers(0, 7))
def test_bytes_keep_a_cosine_to_within_a_two_hundredth(vectors: np.ndarray, axis: int) -> None:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    asked = np.eye(8, dtype=np.float32)[axis]
    (whole,), (clause,) = store(r1=vectors).cosines(rows(1), asked)
    assert whole == pytest.approx(float(vectors[0] @ asked), abs=0.005)
    assert clause == pytest.approx(float((vectors[1:] @ asked).max()), abs=0.005)


def test_a_change_keeps_what_it_does_not_touch() -> None:
    builder = VectorsBuilder(KEPT)
    builder.add(7, pointing(0.6, 0.7))  # written anew
    builder.add(5, pointing(0.1, 0.0))
    after = builder.finished(2, removed=[9])
    assert (after.revision, after.rows.tolist()) == (2, [3, 5, 7])
    whole, clause = after.cosines(after.rows, ASKED)
    assert whole.tolist() == pytest.approx([0.8, 0.1, 0.6], abs=0.005)
    assert clause.tolist() == pytest.approx([0.2, 0.0, 0.7], abs=0.005)
    assert VectorsBuilder(KEPT).finished(3, removed=[3, 7, 9]).rows.tolist() == []


def test_stored_and_loaded(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    KEPT.save(path)
    newer = store(2, r1=pointing(0.3, 0.4))
    newer.save(path)
    loaded = Vectors.load(path)
    assert loaded is not None
    assert (loaded.revision, loaded.rows.tolist()) == (2, [1])
    assert [v.tolist() for v in loaded.cosines(rows(1), ASKED)] == [v.tolist() for v in newer.cosines(rows(1), ASKED)]


@pytest.mark.parametrize("kind", ["*.npz", "*.npy"])
@pytest.mark.parametrize("content", [None, b"", b"broken"])
def test_lost_or_broken_there_is_none(tmp_path: Path, kind: str, content: bytes | None) -> None:
    path = tmp_path / "vectors.npz"
    assert Vectors.load(path) is None
    KEPT.save(path)
    (file,) = tmp_path.glob(kind)
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert Vectors.load(path) is None


def test_of_nothing() -> None:
    assert (Vectors.empty().revision, len(Vectors.empty().rows)) == (0, 0)
