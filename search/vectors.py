"""Dense vectors of units and of each of their clauses, kept beside the index: what candidates are measured by.

The vector of a long article says what its clauses have in common; what one of them alone is about shows only in its own. The engine
finds candidates by the whole article, these numbers measure them. Bytes instead of floats: a cosine is off by less than 0.005, and
the whole codification takes 55 MB, of which a question touches some thousand rows.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from search import mapped

Floats = NDArray[np.float32]
Bytes = NDArray[np.int8]
#: Raise it with any change to what is stored: older files are made anew.
VERSION = 2
_MOST = 127


@dataclass(frozen=True)
class Vectors:
    """Of U units, in the order of their rows: ``start`` (U + 1,) into ``numbers`` (N, dim) and ``scale`` (N,); a unit's first vector
    is its own, those after it are its clauses'. A vector is ``numbers * scale``."""

    revision: int
    rows: NDArray[np.int32]
    start: NDArray[np.int64]
    scale: Floats
    numbers: Bytes

    @classmethod
    def empty(cls) -> Vectors:
        return VectorsBuilder().finished(0)

    @classmethod
    def load(cls, path: Path) -> Vectors | None:
        """What was kept at ``path``; None if there is nothing or it cannot be read (it is then made anew)."""
        try:
            with np.load(path) as data:
                if int(data["version"]) != VERSION:
                    return None
                revision = int(data["revision"])
                rows, start, scale = data["rows"], data["start"], data["scale"]
            numbers: Bytes = mapped.numbers_of(path, str(revision))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        return cls(revision, rows, start, scale, numbers) if len(numbers) == len(scale) else None

    def save(self, path: Path) -> None:
        """Write the store, replacing the old one at once."""
        arrays: dict[str, Any] = {"rows": self.rows, "start": self.start, "scale": self.scale}
        described = {"version": np.array(VERSION), "revision": np.array(self.revision), **arrays}
        mapped.save(path, str(self.revision), self.numbers, described)

    def cosines(self, rows: NDArray[np.int32], vector: Floats) -> tuple[Floats, Floats]:
        """Of each row (R,): the cosine of its unit with a question's vector, and that of its likest clause. Every row must be held."""
        if not len(rows):
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        places = np.searchsorted(self.rows, rows)
        starts, ends = self.start[places], self.start[places + 1]
        first = np.cumsum(ends - starts) - (ends - starts)
        which = np.arange(first[-1] + ends[-1] - starts[-1]) + np.repeat(starts - first, ends - starts)
        found = (self.numbers[which].astype(np.float32) @ vector) * self.scale[which]
        whole = found[first]
        found[first] = -1
        return whole, np.maximum.reduceat(found, first)

    def of_clauses(self, row: int, vector: Floats) -> Floats:
        """The cosine of each clause of a row's unit with a question's vector, in the order of the text; the row must be held."""
        place = int(np.searchsorted(self.rows, row))
        clauses = slice(self.start[place] + 1, self.start[place + 1])
        return np.asarray((self.numbers[clauses].astype(np.float32) @ vector) * self.scale[clauses], np.float32)


class VectorsBuilder:
    """Gathers the vectors of units over those of an older store."""

    def __init__(self, old: Vectors | None = None) -> None:
        self._old = old
        self._units: list[tuple[int, Bytes, Floats]] = []

    def add(self, row: int, vectors: Floats) -> None:
        """One more unit, (1 + clauses, dim): its own vector first; a row of the older store is written anew."""
        scale = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / _MOST
        self._units.append((row, np.round(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)))

    def finished(self, revision: int, removed: Collection[int] = ()) -> Vectors:
        """The new store: what was added, and what the older one holds besides, without the rows removed."""
        gone = {*removed, *(row for row, _, _ in self._units)}
        units, old = list(self._units), self._old
        if old is not None:
            for n in np.flatnonzero(~np.isin(old.rows, np.array(sorted(gone), np.int32))).tolist():
                part = slice(old.start[n], old.start[n + 1])
                units.append((int(old.rows[n]), old.numbers[part], old.scale[part]))
        units.sort(key=lambda unit: unit[0])
        return Vectors(
            revision,
            np.array([row for row, _, _ in units], np.int32),
            np.cumsum([0, *(len(scale) for _, _, scale in units)]).astype(np.int64),
            np.concatenate([np.empty(0, np.float32), *(scale for _, _, scale in units)]),
            np.concatenate([numbers for _, numbers, _ in units]) if units else np.empty((0, 0), np.int8),
        )
