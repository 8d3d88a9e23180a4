"""The official words of chosen documents, read from a folder of sources with the readers of the product."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from corpus.provisions import Provision
from ingest.batch import find_files
from ingest.pipeline import parse_file
from ingest.source import IngestError

Units = dict[str, Provision]  # by id: "43/2021/TT-BCA điều 5"


def read_official(sources: Path, numbers: Collection[str]) -> dict[str, Units]:
    """For each document number, its articles and items as the sources tell them; a document no file holds has none.

    The codification, which merges amendments, outranks the files of single documents: those only fill its gaps with whole documents.
    """
    found: dict[str, Units] = {number: {} for number in numbers}
    for path in _markdown(sources, numbers):
        _collect(path, found)
    lacking = {number: units for number, units in found.items() if not units}
    for path in find_files([sources])[0] if lacking else []:
        if path.suffix in {".docx", ".txt"}:
            _collect(path, lacking)
    return found


def _markdown(sources: Path, numbers: Collection[str]) -> Iterator[Path]:
    """The Markdown files that name one of the documents as the codification does; the one that names it most comes first."""
    counts: list[tuple[int, Path]] = []
    for path in [sources] if sources.is_file() else sorted(sources.rglob("*.md")):
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8", errors="replace"))
        if count := max((text.count(f"số {number}") for number in numbers), default=0):
            counts.append((count, path))
    for _, path in sorted(counts, key=lambda pair: -pair[0]):
        yield path


def _collect(path: Path, found: dict[str, Units]) -> None:
    try:
        documents = parse_file(path)
    except IngestError:
        return  # said where files are put in; here a file that cannot be read is a file without the text
    for parsed in documents:
        units = found.get(parsed.document.number)
        if units is None:
            continue
        for provision in parsed.provisions:
            before = units.get(str(provision.id))
            if before is None or len(provision.text) > len(before.text):
                units[str(provision.id)] = provision
