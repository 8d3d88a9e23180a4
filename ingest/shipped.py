"""The corpus that ships, loaded into a library: catalogue facts and notes in our own words. Idempotent by hash."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from corpus import catalogue, notes
from corpus.documents import Relation, RelationKind
from corpus.library import FileFacts, Library, Text


def load_shipped(library: Library) -> list[str]:
    """Bring the catalogue and the notes of this release into the library. Returns what could not be loaded, in Vietnamese."""
    of_catalogue = _facts("danh mục đi kèm", catalogue.FOLDER, "catalogue")
    of_notes = _facts("tóm lược đi kèm", notes.FOLDER, "note")
    known = [library.file_by_hash(facts.sha256) for facts in (of_catalogue, of_notes)]
    if all(file is not None and file.current for file in known):
        # what a library holds of this release need not be read again, which every command would wait for
        return [problem for file in known if file is not None for problem in file.warnings]
    documents, problems = catalogue.load_catalogue()
    library.store(
        replace(of_catalogue, warnings=tuple(problems)),
        [Text(d, validities={str(pid): validity for pid, validity in d.exceptions}) for d in documents],
    )
    facts = {d.number: d for d in documents}
    records, more = notes.load_notes()
    more += [
        f"Tóm lược của {n.document} không có mục tương ứng trong danh mục." for n in records if n.document not in facts
    ]
    library.store(
        replace(of_notes, warnings=tuple(more)),
        [
            # relations were stored with the catalogue; a note adds only its own words and what they have merged
            Text(replace(facts[n.document], relations=_merged(n)), tuple(n.provisions()))
            for n in records
            if n.document in facts
        ],
    )
    return [*problems, *more]


def _merged(noted: notes.Notes) -> tuple[Relation, ...]:
    return tuple(Relation(source, RelationKind.AMENDS, noted.document) for source in noted.merged)


def _facts(name: str, folder: Path, reader: str) -> FileFacts:
    digest = hashlib.sha256()
    size = 0
    for path in sorted(folder.glob("*.yaml")):
        data = path.read_bytes()
        size += len(data)
        digest.update(path.name.encode() + b"\0" + data)
    return FileFacts(sha256=digest.hexdigest(), name=name, source=f"kholuat:{reader}", size=size, reader=reader)
