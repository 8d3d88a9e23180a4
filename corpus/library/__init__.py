"""The system of record: files, documents, versions, provisions, relations, conversations. SQLite by default, PostgreSQL by URL."""

from corpus.library.connection import LibraryError
from corpus.library.records import (
    Amendment,
    DocumentSummary,
    FileSummary,
    IndexRow,
    Link,
    Standing,
    StoredProvision,
    TocEntry,
    Version,
)
from corpus.library.store import FileFacts, Library, StoreResult, Text

__all__ = [
    "Amendment",
    "DocumentSummary",
    "FileFacts",
    "FileSummary",
    "IndexRow",
    "Library",
    "LibraryError",
    "Link",
    "Standing",
    "StoreResult",
    "StoredProvision",
    "Text",
    "TocEntry",
    "Version",
]
