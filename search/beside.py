"""What is kept beside the index, made with it and of its revision: how often terms occur, words and dense vectors of units; and the
phrasings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import names, phrasings
from corpus.library import IndexRow
from corpus.names import NameEntry, Names
from corpus.provisions import ProvisionId
from search.accents import Accents
from search.asked import AskedBefore
from search.dense import DenseEncoder
from search.encoding import SparseVector
from search.features import token_idf
from search.frequencies import Frequencies
from search.reading import Floats
from search.terms import FILE as TERMS
from search.terms import spoken
from search.vectors import Vectors, VectorsBuilder
from search.words import UnitText, Words, WordsBuilder, segments_of


@dataclass(frozen=True)
class Tables:
    """The numbers of one revision."""

    frequencies: Frequencies
    words: Words
    vectors: Vectors

    @classmethod
    def empty(cls) -> Tables:
        """Those of nothing, of revision 0."""
        return cls(Frequencies.empty(), Words.empty(), Vectors.empty())

    @property
    def revision(self) -> int:
        return self.frequencies.revision

    @cached_property
    def token_idf(self) -> Floats:
        return token_idf(self.words, self.frequencies)


@dataclass
class Change:
    """What one refresh of the index takes in and out, for the tables."""

    tables: Tables
    held: set[int]  # ids the index holds before
    added: list[NDArray[np.uint32]] = field(default_factory=list)
    removed: list[NDArray[np.uint32]] = field(default_factory=list)
    dead: set[int] = field(default_factory=set)
    written: int = 0

    def __post_init__(self) -> None:
        self._builder = WordsBuilder(self.tables.words)
        self._vectors = VectorsBuilder(self.tables.vectors)

    def add(self, row: IndexRow, sparse: SparseVector, vectors: Floats) -> None:
        """A unit that the index takes in; ``vectors``: its own and those of its clauses."""
        self.added.append(sparse.indices)
        self._vectors.add(row.row, vectors)
        segments = segments_of(row.title, row.heading, row.text, row.portions)
        self._builder.add(UnitText(row.row, row.pid, row.document, segments))
        self.written += 1

    def finished(self, revision: int) -> Tables:
        return Tables(
            self.tables.frequencies.updated(self.added, self.removed, revision),
            self._builder.finished(revision, self.dead),
            self._vectors.finished(revision, self.dead),
        )


class Beside:
    """The files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._frequencies = folder / "frequencies.npz"
        self._words = folder / "words.npz"
        self._vectors = folder / "vectors.npz"
        self._asked = folder / "asked.npz"
        self._names = folder / "names.json"
        self._accents = folder / "accents.npz"

    def load(self, revision: int) -> Tables:
        """The tables of a revision; empty ones, of revision 0, if there are none of it."""
        frequencies, words = Frequencies.load(self._frequencies), Words.load(self._words)
        vectors = Vectors.load(self._vectors)
        if frequencies is None or words is None or vectors is None:
            return Tables.empty()
        kept = Tables(frequencies, words, vectors)
        return kept if {frequencies.revision, words.revision, vectors.revision} == {revision} else Tables.empty()

    def save(self, tables: Tables) -> None:
        tables.frequencies.save(self._frequencies)
        tables.words.save(self._words)
        tables.vectors.save(self._vectors)

    def names(self, revision: int, entries: Callable[[], Iterable[NameEntry]]) -> Names:
        """Names of the documents of a revision of the library, read anew only where they are not kept."""
        made_from = f"{names.VERSION}:{revision}:{_fingerprint([names.ABBREVIATIONS])}"
        try:
            kept = json.loads(self._names.read_text(encoding="utf-8"))
            if kept["made_from"] == made_from:
                return Names.from_tables(kept["tables"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # none kept, or not to be read: made anew
        found = Names(entries())
        self._names.parent.mkdir(parents=True, exist_ok=True)
        partial = self._names.with_suffix(".part.json")
        partial.write_text(json.dumps({"made_from": made_from, "tables": found.tables()}), encoding="utf-8")
        partial.replace(self._names)
        return found

    def accents(self, words: Words) -> Accents:
        """What gives accents back, learned anew (some seconds) only when the words of the library or the phrasings have changed."""
        made_from = f"{words.revision}:{_fingerprint([*phrasings.FOLDER.glob('*.yaml'), TERMS])}"
        kept = Accents.load(self._accents, made_from)
        if kept is None:
            records, _ = phrasings.load_phrasings(phrasings.FOLDER)
            kept = Accents.of(
                words, [*(question for record in records for _, question in record.questions()), *spoken()]
            )
            kept.save(self._accents, made_from)
        return kept

    def asked(self, dense: DenseEncoder) -> AskedBefore:
        """The shipped phrasings, read anew (some seconds) only when they or the dense model have changed."""
        made_from = f"{dense.signature}:{_fingerprint(phrasings.FOLDER.glob('*.yaml'))}"
        kept = AskedBefore.load(self._asked, made_from)
        if kept is None:
            records, _ = phrasings.load_phrasings(phrasings.FOLDER)
            asked = ((*_split(pid), question) for record in records for pid, question in record.questions())
            kept = AskedBefore.of(asked, dense.encode)
            kept.save(self._asked, made_from)
        return kept


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _split(pid: ProvisionId) -> tuple[str, str]:
    unit = str(pid.unit())
    return unit, str(pid)[len(unit) :].strip()
