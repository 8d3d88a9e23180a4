"""The embedded engine: ``qdrant-edge-py``, in this process, files in ``var/index``.

Dense search reads every vector, as bytes: over 50,000 of the shipped size that takes about 1 ms, a third of what floats take, and
brings the same two hundred but for some at the end. Building a graph takes 15 times as long as the whole rest of the index and would
make results depend on the order of insertion.
"""

from __future__ import annotations

import atexit
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import qdrant_edge as qe
from numpy.typing import NDArray

from search.encoding import SparseVector
from search.index.base import (
    DEFAULT_FUSION,
    DENSE,
    FILTER_FIELDS,
    SPARSE,
    Fusion,
    Index,
    IndexFilter,
    IndexPoint,
    IndexUnusableError,
    IndexWriter,
    batches,
)
from search.index.generations import Generations, Meta, Snapshot, copy, damaged

_BATCH = 500
#: Candidates are found by bytes alone; what they are worth, ranking measures again.
_AS_BYTES = qe.SearchParams(quantization=qe.QuantizationSearchParams(rescore=False))


class EdgeIndex(Index):
    """Opens the index in ``folder``, which need not exist yet.

    :param folder: Where generations are kept.
    :param dim: Size of dense vectors.
    :param signature: What made the vectors (dense model, encoder version). An index of another signature counts as not built.
    :param fusion: How the two rankings become one.
    """

    def __init__(self, folder: Path, dim: int, signature: str = "", fusion: Fusion = DEFAULT_FUSION) -> None:
        self.fusion = fusion
        self._generations = Generations(Path(folder))
        self._dim = dim
        self._signature = signature
        self._lock = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._shard: qe.EdgeShard | None = None
        atexit.register(self.close)

    def revision(self) -> str | None:
        meta = self._generations.meta(self._generations.current())
        return meta.revision if meta and self._usable(meta) else None

    def _usable(self, meta: Meta) -> bool:
        return meta.signature == self._signature and meta.dim == self._dim

    def _current(self) -> qe.EdgeShard | None:
        """The shard of the current generation, opened anew if a writer published another; None if there is no usable one.
        The caller holds the lock."""
        if self._snapshot is None or self._generations.current() != self._snapshot.generation:
            self._let_go()
            self._snapshot = self._generations.snapshot()
            if self._snapshot is not None and self._usable(self._snapshot.meta):
                self._shard = _load(self._snapshot.shard, self._generations.folder)
        return self._shard

    def _search(
        self, dense: NDArray[np.float32] | None, sparse: SparseVector | None, limit: int, only: IndexFilter | None
    ) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        if dense is not None and dense.shape != (self._dim,):
            raise ValueError(f"dense vector of shape {dense.shape}, the index holds ({self._dim},)")
        narrowing = _filter(only)
        with self._lock:
            shard = self._current()
            if shard is None:
                return [], []
            found: list[list[tuple[int, float]]] = []
            for vector, name in ((dense, DENSE), (sparse, SPARSE)):
                if vector is None:
                    found.append([])
                    continue
                query = qe.Query.Nearest(_vector(vector), using=name)
                points = shard.query(qe.QueryRequest(limit=limit, query=query, filter=narrowing, params=_AS_BYTES))
                found.append([(int(p.id), float(p.score)) for p in points])
        return found[0], found[1]

    def count(self) -> int:
        with self._lock:
            shard = self._current()
            return int(shard.count(qe.CountRequest(exact=True))) if shard is not None else 0

    def ids(self) -> set[int]:
        found: set[int] = set()
        with self._lock:
            shard = self._current()
            offset = None
            while shard is not None:
                records, offset = shard.scroll(qe.ScrollRequest(offset=offset, limit=10_000, with_payload=False))
                found.update(int(r.id) for r in records)
                if offset is None:
                    break
        return found

    @contextmanager
    def writing(self, revision: str, rebuild: bool = False) -> Iterator[EdgeWriter]:
        with self._generations.writing() as target:
            current = self._generations.current()
            meta = self._generations.meta(current) if not rebuild else None
            if current is not None and meta is not None and self._usable(meta):
                # A true copy: the engine changes files in place, and readers hold links to the old ones.
                shutil.copytree(self._generations.folder / current / "shard", target / "shard", copy_function=copy)
                shard = _load(target / "shard", self._generations.folder)
            else:
                shard = _create(target / "shard", self._dim)
            try:
                yield EdgeWriter(shard)
                shard.optimize()
                shard.flush()
            finally:
                shard.close()
            self._generations.publish(target, Meta(revision, self._signature, self._dim))

    def close(self) -> None:
        with self._lock:
            self._let_go()
        atexit.unregister(self.close)

    def _let_go(self) -> None:
        if self._shard is not None:
            self._shard.close()
            self._shard = None
        if self._snapshot is not None:
            self._snapshot.release()
            self._snapshot = None


class EdgeWriter(IndexWriter):
    """An open change: writes to a generation nobody reads yet."""

    def __init__(self, shard: qe.EdgeShard) -> None:
        self._shard = shard

    def upsert(self, points: Iterable[IndexPoint]) -> None:
        for batch in batches(points, _BATCH):
            records = [qe.Point(p.id, {DENSE: _vector(p.dense), SPARSE: _vector(p.sparse)}, p.payload()) for p in batch]
            self._shard.update(qe.UpdateOperation.upsert_points(records))

    def delete(self, ids: Collection[int]) -> None:
        for batch in batches(ids, 10_000):
            self._shard.update(qe.UpdateOperation.delete_points(list(batch)))


def _vector(vector: NDArray[np.float32] | SparseVector) -> list[float] | qe.SparseVector:
    if isinstance(vector, SparseVector):
        return qe.SparseVector(vector.indices.tolist(), vector.values.tolist())
    return vector.tolist()


def _filter(only: IndexFilter | None) -> qe.Filter | None:
    if only is None:
        return None
    must: list[qe.FieldCondition | qe.HasIdCondition] = [
        qe.FieldCondition(name, match=qe.MatchAny(values)) for name, values in only.fields()
    ]
    if only.ids is not None:
        must.append(qe.HasIdCondition(set(only.ids)))
    return qe.Filter(must=must) if must else None  # type: ignore[arg-type]


def _create(folder: Path, dim: int) -> qe.EdgeShard:
    config = qe.EdgeConfig(
        vectors={
            DENSE: qe.EdgeVectorParams(
                size=dim,
                distance=qe.Distance.Cosine,
                hnsw_config=qe.HnswIndexConfig(m=0, ef_construct=16, full_scan_threshold=10_000),  # m = 0: no graph
                quantization_config=qe.ScalarQuantizationConfig(qe.ScalarType.Int8, always_ram=True),
            )
        },
        sparse_vectors={SPARSE: qe.EdgeSparseVectorParams(modifier=qe.Modifier.Idf)},
        # A generation is published whole or not at all, so a log of single updates has nothing to recover.
        wal_enabled=False,
    )
    folder.mkdir(parents=True)
    shard = qe.EdgeShard.create(str(folder), config)
    for name in FILTER_FIELDS:
        shard.update(qe.UpdateOperation.create_field_index(name, qe.PayloadSchemaType.Keyword))
    return shard


def _load(folder: Path, index_folder: Path) -> qe.EdgeShard:
    try:
        return qe.EdgeShard.load(str(folder))
    except Exception as error:  # the engine raises bare Exception
        raise IndexUnusableError(damaged(index_folder, error)) from error
