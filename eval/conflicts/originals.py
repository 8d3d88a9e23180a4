"""The clauses a benchmark of differing provisions is made from, read out of a folder of sources with the readers of the product."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assist.conflicts.clauses import pieces
from assist.conflicts.model import Clause
from corpus.provisions import Level
from ingest.pipeline import parse_file
from ingest.source import IngestError, ParsedDocument

#: The codification's subjects that touch the field, and the folders with texts it lacks.
SUBJECTS = (
    "hinh-su",
    "to-tung-va-cac-phuong-thuc-giai-quyet-tranh-chap",
    "thi-hanh-an",
    "bo-tro-tu-phap",
    "dan-so-gia-dinh-tre-em-binh-dang-gioi",
    "chinh-sach-xa-hoi",
    "trat-tu-an-toan-xa-hoi",
    "an-ninh-quoc-gia",
)
SINGLE = ("van-ban-2026", "docx")
_LEAST_ARTICLES = 10  # a text with fewer amends other texts: its clauses are instructions to change words


@lru_cache(maxsize=1)
def read_clauses(sources: Path) -> tuple[Clause, ...]:
    """Every clause of the chosen documents, each document once, in a fixed order; ValueError if the folder holds none.

    The codification outranks single files: it merges amendments. Takes half a minute on the project's sources.
    """
    documents: dict[str, ParsedDocument] = {}
    files = [f for name in SUBJECTS for f in sorted((sources / "phap-dien" / name).rglob("*.md"))]
    files += [f for name in SINGLE for f in sorted((sources / name).glob("*")) if f.suffix in {".md", ".docx"}]
    for path in files:
        try:
            parsed = parse_file(path)
        except IngestError:
            continue
        for document in parsed:
            # a subject may quote a few articles of a document that lies in another: the fullest reading counts
            before = documents.get(document.document.number)
            if before is None or len(document.provisions) > len(before.provisions):
                documents[document.document.number] = document
    clauses = []
    for _, read in sorted(documents.items()):
        articles = [p for p in read.provisions if p.level is Level.ARTICLE]
        if len(articles) >= _LEAST_ARTICLES:
            facts = read.document
            clauses += [c for p in articles for c in pieces(p, kind=facts.kind, title=facts.title, issued=facts.issued)]
    if not clauses:
        raise ValueError(f"{sources}: không có văn bản nào đọc được trong phap-dien, van-ban-2026 hay docx.")
    return tuple({str(c.id): c for c in clauses}.values())
