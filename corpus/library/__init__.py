"""The system of record: files, documents, provisions, relations and what people do over them; SQLite or PostgreSQL."""

from corpus.library.cases import SavedCase
from corpus.library.connection import LibraryError
from corpus.library.items import SavedItem
from corpus.library.kept import Kept
from corpus.library.lessons import LessonName, SavedLesson
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
from corpus.library.reviews import SavedFinding, SavedReview, SavedVerdict
from corpus.library.store import FileFacts, Library, StoreResult, Text

__all__ = [
    "Amendment",
    "DocumentSummary",
    "FileFacts",
    "FileSummary",
    "IndexRow",
    "Kept",
    "LessonName",
    "Library",
    "LibraryError",
    "Link",
    "SavedCase",
    "SavedFinding",
    "SavedItem",
    "SavedLesson",
    "SavedReview",
    "SavedVerdict",
    "Standing",
    "StoreResult",
    "StoredProvision",
    "Text",
    "TocEntry",
    "Version",
]
