"""The search index: one interface (``Index``), an embedded and a server engine."""

from __future__ import annotations

from corpus.settings import Settings
from search.index.base import (
    DEFAULT_FUSION,
    Fusion,
    Index,
    IndexFilter,
    IndexPoint,
    IndexUnusableError,
    IndexWriter,
    Scored,
)

__all__ = [
    "DEFAULT_FUSION",
    "Fusion",
    "Index",
    "IndexFilter",
    "IndexPoint",
    "IndexUnusableError",
    "IndexWriter",
    "Scored",
    "open_index",
]


def open_index(settings: Settings, dim: int, signature: str, fusion: Fusion = DEFAULT_FUSION) -> Index:
    """The index the settings ask for: a Qdrant server if ``QDRANT_URL`` is set, else the embedded engine in ``var/index``.

    ``dim`` and ``signature`` are the dense encoder's (``DenseEncoder.dim``, ``DenseEncoder.signature``); the version of the sparse
    encoder is added here. An index made by other encoders has no revision and is rebuilt.
    """
    from search.encoding import VERSION

    signature = f"{signature}+{VERSION}"
    # Engines are imported when asked for: each takes a good part of a second that a command line would wait for.
    if settings.qdrant_url:
        from qdrant_client import QdrantClient

        from search.index.server import ServerIndex

        key = settings.qdrant_api_key.get_secret_value() or None
        return ServerIndex(QdrantClient(url=settings.qdrant_url, api_key=key, timeout=60), dim, signature, fusion)
    from search.index.edge import EdgeIndex

    return EdgeIndex(settings.var / "index", dim, signature, fusion)
