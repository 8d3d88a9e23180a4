"""The server engine: a Qdrant server or cluster through ``qdrant-client`` (``QDRANT_URL``), version 1.16 or later.

The name of the index is an alias. A rebuild fills a new collection and then moves the alias, so searches see the old index or the
new one, never half of one. Revision and signature are kept in the collection's metadata.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException

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

_BATCH = 200


class ServerIndex(Index):
    """An index on a Qdrant server.

    :param client: The connection; ``QdrantClient(":memory:")`` serves tests.
    :param dim: Size of dense vectors.
    :param signature: What made the vectors. An index of another signature counts as not built.
    :param fusion: How the two rankings become one.
    :param name: The alias of the index on the server.
    """

    def __init__(
        self,
        client: QdrantClient,
        dim: int,
        signature: str = "",
        fusion: Fusion = DEFAULT_FUSION,
        name: str = "kholuat",
    ) -> None:
        self.fusion = fusion
        self._client = client
        self._dim = dim
        self._signature = signature
        self._name = name

    def revision(self) -> str | None:
        with _clear_errors():
            meta = self._meta()
        return str(meta["revision"]) if meta and meta.get("revision") else None

    def _meta(self) -> dict[str, object] | None:
        """The metadata of an index that can be searched; None if there is none or another model made it."""
        if not self._client.collection_exists(self._name):
            return None
        meta = dict(self._client.get_collection(self._name).config.metadata or {})
        return meta if meta.get("signature") == self._signature and meta.get("dim") == self._dim else None

    def _search(
        self, dense: NDArray[np.float32] | None, sparse: SparseVector | None, limit: int, only: IndexFilter | None
    ) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        if dense is not None and dense.shape != (self._dim,):
            raise ValueError(f"dense vector of shape {dense.shape}, the index holds ({self._dim},)")
        found: list[list[tuple[int, float]]] = []
        with _clear_errors():
            usable = self._meta() is not None
            for vector, name in ((dense, DENSE), (sparse, SPARSE)):
                if vector is None or not usable:
                    found.append([])
                    continue
                points = self._client.query_points(
                    self._name,
                    query=_vector(vector),
                    using=name,
                    query_filter=_filter(only),
                    limit=limit,
                    with_payload=False,
                ).points
                found.append([(int(p.id), float(p.score)) for p in points])
        return found[0], found[1]

    def count(self) -> int:
        with _clear_errors():
            return self._client.count(self._name, exact=True).count if self._meta() is not None else 0

    def ids(self) -> set[int]:
        found: set[int] = set()
        offset: models.ExtendedPointId | None = None
        with _clear_errors():
            while self._meta() is not None:
                records, offset = self._client.scroll(
                    self._name, limit=10_000, offset=offset, with_payload=False, with_vectors=False
                )
                found.update(int(r.id) for r in records)
                if offset is None:
                    break
        return found

    @contextmanager
    def writing(self, revision: str, rebuild: bool = False) -> Iterator[ServerWriter]:
        with _clear_errors():
            fresh = rebuild or self._meta() is None
            collection = self._create() if fresh else self._collection()
            if not fresh:
                self._describe(collection, "")  # until the end it matches no revision
        try:
            yield ServerWriter(self._client, collection)
        except BaseException:
            if fresh:
                self._client.delete_collection(collection)
            raise
        with _clear_errors():
            self._describe(collection, revision)
            if fresh:
                self._switch_to(collection)

    def _collection(self) -> str:
        aliases = self._client.get_aliases().aliases
        return next((a.collection_name for a in aliases if a.alias_name == self._name), self._name)

    def _create(self) -> str:
        collection = f"{self._name}-{uuid.uuid4().hex[:12]}"
        self._client.create_collection(
            collection,
            vectors_config={DENSE: models.VectorParams(size=self._dim, distance=models.Distance.COSINE)},
            sparse_vectors_config={SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)},
            metadata=self._metadata(""),
        )
        for name in FILTER_FIELDS:
            self._client.create_payload_index(collection, name, models.PayloadSchemaType.KEYWORD)
        return collection

    def _metadata(self, revision: str) -> dict[str, object]:
        return {"revision": revision, "signature": self._signature, "dim": self._dim}

    def _describe(self, collection: str, revision: str) -> None:
        self._client.update_collection(collection, metadata=self._metadata(revision))

    def _switch_to(self, collection: str) -> None:
        old = [a.collection_name for a in self._client.get_aliases().aliases if a.alias_name == self._name]
        operations: list[models.AliasOperations] = [
            models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=self._name)) for _ in old
        ]
        operations.append(
            models.CreateAliasOperation(
                create_alias=models.CreateAlias(collection_name=collection, alias_name=self._name)
            )
        )
        self._client.update_collection_aliases(operations)
        for name in old:
            self._client.delete_collection(name)

    def close(self) -> None:
        self._client.close()


class ServerWriter(IndexWriter):
    """An open change: batches go straight to the server."""

    def __init__(self, client: QdrantClient, collection: str) -> None:
        self._client = client
        self._collection = collection

    def upsert(self, points: Iterable[IndexPoint]) -> None:
        for batch in batches(points, _BATCH):
            records = [
                models.PointStruct(
                    id=p.id, vector={DENSE: _vector(p.dense), SPARSE: _vector(p.sparse)}, payload=p.payload()
                )
                for p in batch
            ]
            with _clear_errors():
                self._client.upsert(self._collection, records, wait=True)

    def delete(self, ids: Collection[int]) -> None:
        for batch in batches(ids, 10_000):
            with _clear_errors():
                self._client.delete(self._collection, models.PointIdsList(points=list(batch)), wait=True)


def _vector(vector: NDArray[np.float32] | SparseVector) -> list[float] | models.SparseVector:
    if isinstance(vector, SparseVector):
        return models.SparseVector(indices=vector.indices.tolist(), values=vector.values.tolist())
    return [float(v) for v in vector]


def _filter(only: IndexFilter | None) -> models.Filter | None:
    if only is None:
        return None
    must: list[models.Condition] = [
        models.FieldCondition(key=name, match=models.MatchAny(any=values)) for name, values in only.fields()
    ]
    if only.ids is not None:
        must.append(models.HasIdCondition(has_id=sorted(only.ids)))
    return models.Filter(must=must) if must else None


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except (ApiException, ResponseHandlingException, ConnectionError) as error:
        raise IndexUnusableError(
            f"Không dùng được máy chủ Qdrant: {error}. Hãy kiểm tra QDRANT_URL và QDRANT_API_KEY, hoặc bỏ QDRANT_URL để dùng "
            "chỉ mục nhúng."
        ) from error
