"""The words of every unit as numbers, kept beside the index: what ranking reads instead of the library's texts.

A unit is cut at the bounds of its clauses and points into segments that do not overlap; each segment is a run of token numbers, a
zero where punctuation parts two words. From a run follow, without reading a text again, the terms of ``search.encoding`` (syllables as
written and without accents, pairs) and the amounts stated. Some 75 MB for the whole codification, in memory while searching.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.numbers import fold
from search.encoding import clauses
from search.lists import packed, unpacked

Ints = NDArray[np.int32]

#: Segments that are no portion of the text: its document's title, its heading. Words before the first clause have path "".
TITLE, HEADING = "@", "#"
#: Raise it with any change to what is stored: older files are made anew.
VERSION = 2


@dataclass(frozen=True)
class UnitText:
    """A unit to be stored. ``segments``: (path below the unit, words) in order; TITLE, HEADING, "" for what is in no clause."""

    row: int
    pid: str
    document: str
    segments: tuple[tuple[str, str], ...]


_SPELT = frozenset("một hai ba bốn sáu bảy tám chín mười mươi lăm".split())
#: The first step of a path: "khoản 1" of "khoản 1 điểm a".
_FIRST = re.compile(r"\S+ \S+")


def segments_of(
    title: str, heading: str, text: str, portions: Iterable[tuple[str, int, int]]
) -> tuple[tuple[str, str], ...]:
    """A unit's text cut at the bounds of its portions (path, start, end); what is inside a point belongs to it alone.

    >>> portions = [("khoản 1", 12, 28), ("khoản 1 điểm a", 20, 28), ("khoản 2", 28, 36)]
    >>> segments_of("Luật X", "Hạn", "Điều 1. Hạn 1. Báo: a) ngay; 2. Ghi.", portions)[2:]
    (('', 'Điều 1. Hạn '), ('khoản 1', '1. Báo: '), ('khoản 1 điểm a', 'a) ngay;'), ('khoản 2', ' 2. Ghi.'))
    """
    spans = sorted(portions, key=lambda p: (p[1], -p[2]))
    cuts = sorted({0, len(text), *(p[1] for p in spans), *(p[2] for p in spans)})
    found = [(path, words) for path, words in ((TITLE, title), (HEADING, heading)) if words]
    open_: list[tuple[str, int, int]] = []
    upcoming = 0
    for start, end in pairwise(cuts):
        while upcoming < len(spans) and spans[upcoming][1] <= start:
            open_.append(spans[upcoming])
            upcoming += 1
        open_ = [p for p in open_ if p[2] > start]
        found.append((open_[-1][0] if open_ else "", text[start:end]))
    return tuple(found)


def clauses_of(portions: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """A unit's clauses in the order of its text: its portions (path, start, end) that stand in no other one.

    >>> clauses_of([("khoản 1 điểm a", 13, 21), ("khoản 1", 5, 21), ("khoản 2", 22, 29)])
    [('khoản 1', 5, 21), ('khoản 2', 22, 29)]
    """
    found: list[tuple[str, int, int]] = []
    for path, start, end in sorted(portions, key=lambda p: (p[1], -p[2])):
        if not found or start >= found[-1][2]:
            found.append((path, start, end))
    return found


def clause_texts(text: str, portions: Iterable[tuple[str, int, int]]) -> list[str]:
    """The texts of a unit's clauses with their points; its text if it has none.

    >>> clause_texts("Hạn. 1. Báo: a) ngay; 2. Ghi.", [("khoản 1", 5, 21), ("khoản 1 điểm a", 13, 21), ("khoản 2", 22, 29)])
    ['1. Báo: a) ngay;', '2. Ghi.']
    """
    return [text[start:end] for _, start, end in clauses_of(portions)] or [text]


class Words:
    """The stored words of a library's units.

    Arrays: ``tokens`` (T,), ``segment_start`` (S + 1,) into tokens, ``segment_path`` (S,) into ``paths``, ``unit_start`` (U + 1,) into
    segments, ``rows`` (U,) ascending, ``pids`` (U,), ``document_of`` (U,) into ``documents``. Token 0 parts clauses of text; token n
    is ``vocabulary[n]``, without its accents ``bares[bare_of[n]]``.
    """

    def __init__(
        self, revision: int, vocabulary: list[str], arrays: dict[str, Ints], names: dict[str, list[str]]
    ) -> None:
        self.revision = revision
        self.vocabulary = vocabulary
        self.tokens = arrays["tokens"]
        self.segment_start = arrays["segment_start"]
        self.segment_path = arrays["segment_path"]
        self.unit_start = arrays["unit_start"]
        self.rows = arrays["rows"]
        self.document_of = arrays["document_of"]
        self.bare_of = arrays["bare_of"]
        self.paths = names["paths"]
        self.bares = names["bares"]
        self.pids = names["pids"]
        self.documents = names["documents"]

    @classmethod
    def empty(cls) -> Words:
        return WordsBuilder().finished(0)

    @classmethod
    def load(cls, path: Path) -> Words | None:
        """What was kept at ``path``; None if there is nothing or it cannot be read (it is then made anew)."""
        try:
            with np.load(path) as data:
                if int(data["version"]) != VERSION:
                    return None
                names = {name: unpacked(data[name]) for name in _NAMES}
                arrays = {name: data[name] for name in _ARRAYS}
                return cls(int(data["revision"]), unpacked(data["vocabulary"]), arrays, names)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None

    def save(self, path: Path) -> None:
        """Write the store, replacing the old one at once."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part.npz")
        arrays: dict[str, Any] = {n: getattr(self, n) for n in _ARRAYS}
        for name in (*_NAMES, "vocabulary"):
            arrays[name] = packed(getattr(self, name))
        np.savez(partial, version=np.array(VERSION), revision=np.array(self.revision), **arrays)
        partial.replace(path)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Token of a normalised syllable."""
        return {syllable: n for n, syllable in enumerate(self.vocabulary) if n}

    @cached_property
    def bare_number(self) -> dict[str, int]:
        """Number of a syllable without accents."""
        return {bare: n for n, bare in enumerate(self.bares) if n}

    @cached_property
    def number_tokens(self) -> NDArray[np.bool_]:
        """Whether a token is a number, in figures or spelt."""
        return np.array([syllable.isdigit() or syllable in _SPELT for syllable in self.vocabulary])

    @cached_property
    def clause_of(self) -> Ints:
        """For each path, the path of its first-level portion."""
        known = {path: n for n, path in enumerate(self.paths)}
        first = [_FIRST.match(path) for path in self.paths]
        pairs = enumerate(zip(self.paths, first, strict=True))
        return np.array([known.get(m[0] if m else path, n) for n, (path, m) in pairs], np.int32)

    def path_number(self, path: str) -> int:
        """Index of a path; -1 if no unit has it."""
        return self._path_numbers.get(path, -1)

    @cached_property
    def _path_numbers(self) -> dict[str, int]:
        return {path: n for n, path in enumerate(self.paths)}

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where the units of a canonical id stand: a text and its note share one."""
        found: dict[str, list[int]] = {}
        for place, pid in enumerate(self.pids):
            found.setdefault(pid, []).append(place)
        return found

    def places_of(self, rows: Sequence[int] | NDArray[np.int64]) -> Ints:
        """Places of rows of the library, in their order; rows that are not stored are left out."""
        wanted = np.asarray(rows, np.int32)
        if not len(self.rows) or not len(wanted):
            return np.empty(0, np.int32)
        found = np.minimum(np.searchsorted(self.rows, wanted), len(self.rows) - 1).astype(np.int32)
        return found[self.rows[found] == wanted]

    def read(self, places: Ints) -> Extract:
        """The words of some units, laid end to end."""
        segments = _ranges(self.unit_start[places], self.unit_start[places + 1])
        starts, ends = self.segment_start[segments], self.segment_start[segments + 1]
        lengths = ends - starts
        return Extract(
            tokens=self.tokens[_ranges(starts, ends)],
            segment=np.repeat(np.arange(len(segments), dtype=np.int32), lengths),
            path=self.segment_path[segments],
            unit=np.repeat(
                np.arange(len(places), dtype=np.int32), self.unit_start[places + 1] - self.unit_start[places]
            ),
        )


@dataclass(frozen=True)
class Extract:
    """Words of chosen units. ``tokens`` (T,) with ``segment`` (T,) each; ``path`` and ``unit`` (S,) of each segment, as indexes."""

    tokens: Ints
    segment: Ints
    path: Ints
    unit: Ints


_NAMES = ("paths", "bares", "pids", "documents")
_ARRAYS = ("tokens", "segment_start", "segment_path", "unit_start", "rows", "document_of", "bare_of")


def _ranges(starts: NDArray[np.int32], ends: NDArray[np.int32]) -> NDArray[np.int64]:
    """The numbers of all ranges [start, end), one after the other."""
    lengths = (ends - starts).astype(np.int64)
    total = int(lengths.sum())
    offsets = np.repeat(starts.astype(np.int64) - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    return np.arange(total) + offsets


class WordsBuilder:
    """Gathers units over those of an older store; numbers tokens, paths and documents as they come."""

    def __init__(self, old: Words | None = None) -> None:
        self._old = old
        self._number = {syllable: n for n, syllable in enumerate(old.vocabulary[1:] if old else (), 1)}
        self._paths: dict[str, int] = {"": 0}
        self._documents: dict[str, int] = {}
        self._units: list[tuple[int, str, int, Ints, Ints, Ints]] = []

    def add(self, unit: UnitText) -> None:
        """One more unit; a row of the older store is written anew."""
        paths: list[int] = []
        lengths: list[int] = []
        tokens: list[int] = []
        number = self._number
        for path, words in unit.segments:
            before = len(tokens)
            for clause in clauses(words):
                tokens.extend(number.setdefault(syllable, len(number) + 1) for syllable in clause)
                tokens.append(0)
            paths.append(self._path(path))
            lengths.append(len(tokens) - before)
        parts = [np.array(part, np.int32) for part in (tokens, lengths, paths)]
        self._units.append((unit.row, unit.pid, self._document(unit.document), parts[0], parts[1], parts[2]))

    def finished(self, revision: int, removed: Collection[int] = ()) -> Words:
        """The new store: what was added, and what the older one holds besides, without the rows removed."""
        gone = {*removed, *(unit[0] for unit in self._units)}
        if self._old is not None:
            self._take(self._old, np.flatnonzero(~np.isin(self._old.rows, np.array(sorted(gone), np.int32))))
        units = sorted(self._units, key=lambda unit: unit[0])
        vocabulary = ["", *self._number]
        bare: dict[str, int] = {}
        bare_of = np.array([bare.setdefault(fold(s), len(bare)) for s in vocabulary], np.int32)

        def joined(parts: list[Ints]) -> Ints:
            return np.concatenate([np.empty(0, np.int32), *parts]).astype(np.int32)

        lengths = joined([u[4] for u in units])
        return Words(
            revision,
            vocabulary,
            {
                "tokens": joined([u[3] for u in units]),
                "segment_start": np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
                "segment_path": joined([u[5] for u in units]),
                "unit_start": np.concatenate([[0], np.cumsum([len(u[4]) for u in units])]).astype(np.int32),
                "rows": np.array([u[0] for u in units], np.int32),
                "document_of": np.array([u[2] for u in units], np.int32),
                "bare_of": bare_of,
            },
            {
                "paths": list(self._paths),
                "bares": list(bare),
                "pids": [u[1] for u in units],
                "documents": list(self._documents),
            },
        )

    def _take(self, words: Words, places: NDArray[np.intp]) -> None:
        """Units of a store that has the same numbers for its tokens."""
        path_of = np.array([self._path(path) for path in words.paths], np.int32)
        document_of = [self._document(number) for number in words.documents]
        for place in places:
            first, last = words.unit_start[place], words.unit_start[place + 1]
            bounds = words.segment_start[first : last + 1]
            self._units.append(
                (
                    int(words.rows[place]),
                    words.pids[place],
                    document_of[words.document_of[place]],
                    words.tokens[bounds[0] : bounds[-1]],
                    np.diff(bounds).astype(np.int32),
                    path_of[words.segment_path[first:last]],
                )
            )

    def _path(self, path: str) -> int:
        return self._paths.setdefault(path, len(self._paths))

    def _document(self, number: str) -> int:
        return self._documents.setdefault(number, len(self._documents))
