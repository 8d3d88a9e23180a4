"""The engine alone at sizes, for ``eval.speed``: an index of so many clauses, each a point of its own with its heading and title.

The library's clauses again and again, with seeded noise on the dense part; building, bytes on disk (holes not counted), hybrid queries
for 200 candidates, beside an exact scan of the dense vectors alone with numpy. A size foreseen, by the line through the two before it,
to take more than ``MOST_SECONDS`` or ``MOST_MEMORY`` is skipped and said to be; one that does so unforeseen is stopped.
"""

from __future__ import annotations

import json
import resource
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from eval.measuring import (
    MIB,
    MOST_MEMORY,
    MOST_SECONDS,
    chart,
    disk_used,
    high,
    middle,
    milliseconds,
    peak_memory,
    table,
    work,
)
from search.encoding import SparseVector, encode_document
from search.index.base import IndexPoint
from search.words import clause_texts

if TYPE_CHECKING:
    from search.service import Searcher

WARM_UP, CANDIDATES = 10, 200
SEED, NOISE = 20261121, 0.1  # the noise's length beside a vector of length 1
_CHUNK = 5000
SIZES = "1000,10000,50000,150000,1000000"

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Vectors:
    """Points or questions: dense vectors (N, dim), and sparse ones laid end to end, ``starts`` (N + 1,) into them."""

    dense: Floats
    starts: NDArray[np.int64]
    indices: NDArray[np.uint32]
    values: Floats

    @classmethod
    def of(cls, pairs: Sequence[tuple[Floats, SparseVector]]) -> Vectors:
        return cls(
            np.array([dense for dense, _ in pairs], np.float32),
            np.cumsum([0, *(len(sparse) for _, sparse in pairs)]),
            np.concatenate([sparse.indices for _, sparse in pairs]),
            np.concatenate([sparse.values for _, sparse in pairs]),
        )

    def sparse(self, n: int) -> SparseVector:
        part = slice(self.starts[n], self.starts[n + 1])
        return SparseVector(self.indices[part], self.values[part])

    def save(self, folder: Path, name: str) -> None:
        for part in self.__dataclass_fields__:
            np.save(folder / f"{name}-{part}.npy", getattr(self, part))

    @classmethod
    def load(cls, folder: Path, name: str) -> Vectors:
        """Left on disk, so that a small index is not charged with the whole library."""
        return cls(*(np.load(folder / f"{name}-{part}.npy", mmap_mode="r") for part in cls.__dataclass_fields__))


def clause_points(searcher: Searcher) -> tuple[Vectors, list[dict[str, Any]], NDArray[np.int64]]:
    """A point for each clause of the library (of what has none, for the whole), shuffled: vectors, what filters look at, and the
    row of the unit it stands in."""
    stored = searcher.tables().vectors
    start = dict(zip(stored.rows.tolist(), stored.start[:-1].tolist(), strict=True))
    pairs: list[tuple[Floats, SparseVector]] = []
    payloads: list[dict[str, Any]] = []
    rows: list[int] = []
    for row in searcher.library.index_rows(0):
        if not row.alive:
            continue
        for n, text in enumerate(clause_texts(row.text, row.portions), start[row.row] + 1):
            pairs.append((stored.numbers[n] * stored.scale[n], encode_document(row.heading, text, row.title)))
            payloads.append({"unit": row.pid, "document": row.document, "kind": row.kind, "issuers": list(row.issuers)})
            rows.append(row.row)
    order = np.random.default_rng(SEED).permutation(len(pairs))
    shuffled = order.tolist()
    return Vectors.of([pairs[n] for n in shuffled]), [payloads[n] for n in shuffled], np.array(rows)[order]


def points_of(source: Vectors, payloads: Sequence[dict[str, Any]], ids: Iterable[int]) -> Iterator[IndexPoint]:
    """Points of the source's first vectors and payloads, with these ids."""
    for n, point in enumerate(ids):
        yield IndexPoint(id=point, dense=source.dense[n], sparse=source.sparse(n), **_facts(payloads[n]))


def _facts(payload: dict[str, Any]) -> dict[str, Any]:
    """Of a point, read from JSON or not."""
    return {**payload, "issuers": tuple(payload["issuers"])}


def tiled(source: Vectors, payloads: Sequence[dict[str, Any]], size: int) -> Iterator[IndexPoint]:
    """``size`` points: the source's again and again, with noise on the dense part and ids of their own."""
    random = np.random.default_rng(SEED)
    for start in range(0, size, _CHUNK):
        which = np.arange(start, min(start + _CHUNK, size)) % len(payloads)
        dense = source.dense[which]
        dense = dense + random.standard_normal(dense.shape, np.float32) * np.float32(NOISE / np.sqrt(dense.shape[1]))
        dense /= np.linalg.norm(dense, axis=1, keepdims=True)
        for n, (place, vector) in enumerate(zip(which.tolist(), dense, strict=True), start + 1):
            yield IndexPoint(id=n, dense=vector, sparse=source.sparse(place), **_facts(payloads[place]))


@dataclass(frozen=True)
class AtSize:
    """Seconds to build, bytes on disk, bytes of memory after the queries; milliseconds of the engine and of a scan with numpy."""

    points: int
    build: float
    disk: int
    memory: int
    p50: float
    p95: float
    scan: float


def at_size(folder: Path, index_folder: Path, size: int) -> AtSize:
    """Builds and asks an index of one size. Runs in a process of its own."""
    from search.index.edge import EdgeIndex

    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    source, asked = Vectors.load(folder, "points"), Vectors.load(folder, "asked")
    with (folder / "payloads.jsonl").open(encoding="utf-8") as lines:
        payloads = [json.loads(line) for line in islice(lines, size)]
    index = EdgeIndex(index_folder, source.dense.shape[1])
    start = time.perf_counter()
    with index.writing("1", rebuild=True) as writer:
        writer.upsert(tiled(source, payloads, size))
    build, disk = time.perf_counter() - start, disk_used(index_folder)
    requests = [(np.array(asked.dense[n]), asked.sparse(n)) for n in range(len(asked.dense))]
    for dense, sparse in requests[:WARM_UP]:
        index.hybrid(dense, sparse, CANDIDATES)
    took = [milliseconds(index.hybrid, dense, sparse, CANDIDATES) for dense, sparse in requests]
    memory = peak_memory()
    index.close()
    return AtSize(size, build, disk, memory, middle(took), high(took), _scan(source, payloads, size, requests))


def _scan(source: Vectors, payloads: Any, size: int, requests: Sequence[tuple[Floats, SparseVector]]) -> float:
    """Median milliseconds of the nearest ``CANDIDATES`` of all dense vectors, with numpy."""
    matrix = np.empty((size, source.dense.shape[1]), np.float32)
    for n, point in enumerate(tiled(source, payloads, size)):
        matrix[n] = point.dense

    def nearest(dense: Floats) -> NDArray[np.intp]:
        scores = matrix @ dense
        best = np.argpartition(-scores, min(CANDIDATES, size - 1))[:CANDIDATES]
        return best[np.argsort(-scores[best])]

    return middle([milliseconds(nearest, dense) for dense, _ in requests])


def foreseen(size: int, before: Sequence[tuple[int, float]]) -> float:
    """What a size will take by the straight line through the last two (size, taken); 0 from fewer.

    >>> foreseen(100, [(10, 2.0), (20, 3.0)]), foreseen(100, [(10, 2.0)])
    (11.0, 0.0)
    """
    if len(before) < 2:
        return 0.0
    (a, first), (b, second) = before[-2:]
    return second + (size - b) * max(second - first, 0.0) / (b - a)


def sizes_measured(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[int, AtSize | str]]:
    """For each size, smallest first, what was found or why it was skipped."""
    seconds: list[tuple[int, float]] = []
    memory: list[tuple[int, float]] = []
    for size in sorted(set(sizes)):
        needs_s, needs_b = foreseen(size, seconds), foreseen(size, memory)
        if needs_s > MOST_SECONDS or needs_b > MOST_MEMORY:
            yield size, f"would take some {needs_s / 60:.1f} minutes and {needs_b / (1 << 30):.1f} GiB"
            continue
        index_folder = folder / f"index-{size}"
        start = time.perf_counter()
        found = work("size", str(folder), str(index_folder), str(size))
        shutil.rmtree(index_folder, ignore_errors=True)
        if isinstance(found, str):
            yield size, found
            continue
        measured = AtSize(**found)  # type: ignore[arg-type]
        seconds.append((size, time.perf_counter() - start))
        memory.append((size, measured.memory))
        yield size, measured


def print_sizes(searcher: Searcher, asked: Sequence[tuple[Floats, SparseVector]], sizes: Sequence[int]) -> list[AtSize]:
    """Prints a row a size; gives those measured."""
    print(f"\n## The engine at sizes, {len(asked)} questions\n")
    head = ["points", "build s", "points a second", "disk MiB", "peak MiB", "p50 ms", "p95 ms", "scan p50 ms", "× scan"]
    print(table(head, []), flush=True)
    measured = []
    with TemporaryDirectory(prefix="kholuat-speed-") as name:
        folder = Path(name)
        source, payloads, _ = clause_points(searcher)
        source.save(folder, "points")
        Vectors.of(asked).save(folder, "asked")
        lines = (json.dumps(payload) for payload in payloads)
        (folder / "payloads.jsonl").write_text("\n".join(lines), encoding="utf-8")
        del source, payloads
        for size, found in sizes_measured(folder, sizes):
            if isinstance(found, str):
                print(f"| {size} | skipped: {found} |{' |' * (len(head) - 2)}", flush=True)
                continue
            measured.append(found)
            row = [size, found.build, size / found.build, found.disk / MIB, found.memory / MIB,
                   found.p50, found.p95, found.scan, found.p50 / found.scan]  # fmt: skip
            print(table(head, [row]).splitlines()[-1], flush=True)
    return measured


def chart_of(measured: Sequence[AtSize]) -> str:
    """Time and memory against points."""
    times = {
        "engine, p50": [(float(m.points), m.p50) for m in measured],
        "scan of dense vectors, p50": [(float(m.points), m.scan) for m in measured],
    }
    memory = {
        "greatest resident size": [(float(m.points), m.memory / MIB) for m in measured],
        "on disk": [(float(m.points), m.disk / MIB) for m in measured],
    }
    return chart([("milliseconds a query, by points", times), ("MiB, by points", memory)])
