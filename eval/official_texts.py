"""The official words of chosen documents, read from a folder of sources with the readers of the product."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.documents import Document
from corpus.numbers import normalize_number
from corpus.provisions import Path as ProvisionPath
from corpus.provisions import Provision, ProvisionId
from ingest.batch import find_files
from ingest.pipeline import parse_file
from ingest.source import IngestError

Units = dict[str, Provision]  # by id: "43/2021/TT-BCA điều 5"

#: The source line under a codified article; its first number is the article's own document, those after it amend it.
_SOURCE_LINE = re.compile(r"^\((?:Điều|Khoản) [^\n]*?số (\d+[^\s,)]*)", re.MULTILINE)
_READ = frozenset({".docx", ".doc", ".txt", ".md"})
_LEAST_ARTICLES = 3  # a document that lies in a subject has more articles there than a quotation or two


@dataclass
class Official:
    """One document as the sources tell it: its articles and items, and what each file says of the document."""

    units: Units = field(default_factory=dict)
    facts: list[Document] = field(default_factory=list)


def read_official(sources: Path, numbers: Collection[str]) -> dict[str, Official]:
    """For each document number, what the sources hold; a document no file holds has no units.

    The codification, which merges amendments, outranks the files of single documents: those give facts, and the words it lacks.
    PDF and scans are left out: each of those at hand stands beside a text of the same document.
    """
    found = {number: Official() for number in numbers}
    subjects = sorted(_subjects(sources, numbers))
    for path in subjects:
        _collect(path, found)
    codified = {pid for official in found.values() for pid in official.units}
    for path in find_files([sources])[0]:
        if path.suffix in _READ and "phap-dien" not in path.parts and path not in subjects:
            _collect(path, found, codified)
    return found


def unit_of(pid: ProvisionId, units: Units) -> tuple[Provision, ProvisionPath] | None:
    """The unit a place stands in, the innermost there is, and the path from the unit to the place; None if no unit holds it."""
    for length in range(len(pid.path), 0, -1):
        unit = units.get(str(ProvisionId(pid.document, pid.path[:length])))
        if unit is not None:
            return unit, pid.path[length:]
    return None


def words_of(pid: ProvisionId, units: Units) -> str | None:
    """The words of a place: a unit, or a portion of the unit it stands in; None if there is no such place."""
    found = unit_of(pid, units)
    return found[0].portion_text(found[1]) if found else None


def _subjects(sources: Path, numbers: Collection[str]) -> Iterator[Path]:
    """The codification's files in which articles of the documents lie."""
    for path in [sources] if sources.is_file() else sorted(sources.rglob("*.md")):
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8", errors="replace"))
        own = Counter(normalize_number(number) for number in _SOURCE_LINE.findall(text))
        if any(own[number] >= _LEAST_ARTICLES for number in numbers) or (sources.is_file() and own):
            yield path


def _fullness(provision: Provision) -> tuple[int, int]:
    return len(provision.portions), len(provision.text)


def _collect(path: Path, found: dict[str, Official], codified: Collection[str] = ()) -> None:
    try:
        documents = parse_file(path)
    except IngestError:
        return  # said where files are put in; here a file that cannot be read is a file without the text
    for parsed in documents:
        official = found.get(parsed.document.number)
        if official is None:
            continue
        official.facts.append(parsed.document)
        for provision in parsed.provisions:
            pid = str(provision.id)
            before = official.units.get(pid)
            # a subject may hold an article twice, once without its body; one file may run two clauses together
            if pid not in codified and (before is None or _fullness(provision) > _fullness(before)):
                official.units[pid] = provision
