"""What was read of one revision of the library and is wanted again with every question, so that it is read and parsed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from corpus.documents import Document, Validity
from corpus.library.records import FileSummary, Standing, StoredProvision

if TYPE_CHECKING:
    from corpus.library.relations import Amendments

#: Units kept at most, some 10 KB each; those read first go first.
MOST_UNITS = 4000


@dataclass
class Kept:
    """Parts of one revision, by key; what a table lacks has not been asked for yet.

    ``partial``: document -> validity of its parts; ``standings``: of all documents, or none yet; ``units``: row -> unit; ``witness``:
    row -> the witness it is of; ``amendments``: document -> what amends it.
    """

    revision: int
    documents: dict[str, Document] = field(default_factory=dict)
    files: dict[int, FileSummary] = field(default_factory=dict)
    partial: dict[str, list[tuple[str, Validity]]] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    units: dict[int, StoredProvision] = field(default_factory=dict)
    witness: dict[int, int] = field(default_factory=dict)
    amendments: dict[str, Amendments] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def known_units(self, rows: Iterable[int]) -> dict[int, StoredProvision]:
        """Those of the rows that are kept."""
        with self._lock:
            return {row: self.units[row] for row in rows if row in self.units}

    def keep_units(self, units: Mapping[int, StoredProvision]) -> None:
        """Keep more units, giving up those kept longest where they get too many."""
        with self._lock:
            self.units.update(units)
            for row in list(self.units)[: max(len(self.units) - MOST_UNITS, 0)]:
                del self.units[row]
