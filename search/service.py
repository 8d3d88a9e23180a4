"""Searching the library: one front door for the page, the command line and the jobs built on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

import numpy as np
from filelock import FileLock
from more_itertools import chunked
from numpy.typing import NDArray

from corpus.library import IndexRow, Library, StoredProvision
from corpus.names import NameEntry, Names
from corpus.provisions import NOTE, VERBATIM, ProvisionId
from corpus.settings import Settings
from search.dense import DenseEncoder
from search.encoding import encode_document, encode_query, joined
from search.frequencies import Frequencies
from search.index import Index, IndexFilter, IndexPoint, open_index
from search.model import Filters, Hit, Query
from search.query import SYNONYM, Understood, understand
from search.ranking import NAMED, Ranking
from search.spelling import mend

#: Candidates taken from the index for one page of hits; filters on the day's status are applied to these.
CANDIDATES = 80
#: What of a unit goes into its point; raise it when ``_encode`` changes, so that older indexes are rebuilt.
POINTS = "heading-title-text-1"
_BATCH = 512


@dataclass(frozen=True)
class Found:
    """Hits with how the question was read, for the answer builder."""

    understood: Understood
    hits: tuple[Hit, ...]
    coverages: tuple[float, ...]  # per hit: share of the question's terms that the whole article holds
    missing: tuple[ProvisionId, ...]  # provisions the question names that the library does not hold


@dataclass
class _Change:
    """What one refresh of the index takes in and out: the terms of units, for the frequencies."""

    held: set[int]  # ids the index holds before
    added: list[NDArray[np.uint32]] = field(default_factory=list)
    removed: list[NDArray[np.uint32]] = field(default_factory=list)
    written: int = 0


class Searcher:
    """Hybrid search over a library. Thread-safe for reading."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        self.dense = DenseEncoder(settings.dense_model or None)
        self.index: Index = open_index(settings, self.dense.dim, f"{self.dense.signature}+{POINTS}")
        self._lock = Lock()
        self._names: tuple[int, Names] | None = None
        self._field: tuple[int, set[str], set[str]] | None = None
        self._frequencies: Frequencies | None = None
        self._frequencies_path = settings.var / "index" / "frequencies.npz"

    # Keeping up with the library -----------------------------------------------------------------------------------

    def behind(self) -> bool:
        """Whether the library has changed since the index was built."""
        revision = self.library.revision()
        return self.index.revision() != str(revision) or self.frequencies().revision != revision

    def refresh(self, progress: Callable[[int, int], None] | None = None, *, rebuild: bool = False) -> int:
        """Bring the index up to the library; only what changed is encoded anew. Returns how many units were written."""
        path = self._frequencies_path.with_name("refresh.lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        # another process may be at it: when it is done there is nothing left to do
        with FileLock(path):
            if not rebuild and not self.behind():
                return 0
            return self._refresh(progress, rebuild)

    def _refresh(self, progress: Callable[[int, int], None] | None, rebuild: bool) -> int:
        revision = self.library.revision()
        built = None if rebuild else self.index.revision()
        frequencies = Frequencies.load(self._frequencies_path)
        since = int(built) if built else 0
        if frequencies is None or frequencies.revision != since:
            frequencies, since = Frequencies.empty(), 0  # the two derived stores must tell of one revision
        total = self.library.index_size() if since == 0 else 0
        # a row can be new and already out of use, or written again: only what the index holds is counted out
        change = _Change(self.index.ids() if since else set())

        def report() -> None:
            if progress:
                progress(change.written, max(total, change.written))

        with self.index.writing(str(revision), rebuild=since == 0) as writer:
            for rows in chunked(self.library.index_rows(since), _BATCH):
                dead = [row for row in rows if not row.alive]
                writer.delete([row.row for row in dead])
                change.removed.extend(
                    encode_document(row.heading, row.text, row.title).indices for row in rows if row.row in change.held
                )
                writer.upsert(self._encode([row for row in rows if row.alive], change))
                report()
        self._frequencies = frequencies.updated(change.added, change.removed, revision)
        self._frequencies.save(self._frequencies_path)
        return change.written

    def _encode(self, rows: list[IndexRow], change: _Change) -> Iterable[IndexPoint]:
        if not rows:
            return
        dense = self.dense.encode([f"{row.heading}\n{row.title}\n{row.text}" for row in rows])
        for row, vector in zip(rows, dense, strict=True):
            sparse = encode_document(row.heading, row.text, row.title)
            change.added.append(sparse.indices)
            change.written += 1
            yield IndexPoint(
                id=row.row,
                unit=row.pid,
                document=row.document,
                kind=row.kind,
                issuers=row.issuers,
                dense=vector,
                sparse=sparse,
            )

    def names(self) -> Names:
        """Names of the library's documents, made anew when the library changes."""
        revision = self.library.revision()
        with self._lock:
            if self._names is None or self._names[0] != revision:
                entries = [
                    NameEntry(
                        number=d.number,
                        kind=d.kind,
                        title=d.title,
                        issued=d.issued,
                        effective=d.effective,
                        expires=d.expires,
                        aliases=aliases,
                    )
                    for d, aliases in self.library.name_entries()
                ]
                self._names = (revision, Names(entries))
            return self._names[1]

    def resolve(self, text: str, on: date) -> ProvisionId | None:
        """The one provision or document that a canonical id, or a citation as people write it, names; None if none or several."""
        try:
            pid = ProvisionId.parse(text)
            if self.library.summary(pid.document, on) is not None:
                return pid
        except ValueError:
            pass  # not a canonical id: read as a citation
        understood = understand(text, on, self.names())
        named = [*understood.named, *(ProvisionId(number) for number in understood.documents)]
        return named[0] if len(named) == 1 else None

    def frequencies(self) -> Frequencies:
        """Term weights of the revision the index was built from."""
        current = self.index.revision()
        with self._lock:
            if self._frequencies is None or str(self._frequencies.revision) != current:
                self._frequencies = Frequencies.load(self._frequencies_path) or Frequencies.empty()
            return self._frequencies

    # Searching -----------------------------------------------------------------------------------------------------

    def search(self, query: Query) -> list[Hit]:
        """The best provisions for a question, at most one hit per article; an empty question gives none."""
        return list(self.find(query).hits)

    def find(self, query: Query) -> Found:
        """Search, keeping how the question was read."""
        understood = understand(query.question, query.on, self.names()).with_text(
            lambda text: mend(text, self.frequencies())
        )
        named, missing = self._named(understood)
        filters = query.filters
        if understood.documents and not filters.documents:
            filters = replace(filters, documents=understood.documents)
        scored = self._candidates(understood, filters, query.limit)
        if not scored and filters is not query.filters:
            scored = self._candidates(understood, query.filters, query.limit)
        scored.update({unit.row: NAMED for unit in named})
        ranking = Ranking(self.library, self.frequencies(), understood, *self._field_and_core())
        hits, coverages = ranking.hits(scored, query)
        return Found(understood, hits, coverages, missing)

    def _candidates(self, understood: Understood, filters: Filters, limit: int) -> dict[int, float]:
        if not understood.text.strip():
            return {}
        sparse = joined(encode_query(understood.text), encode_query(understood.added), SYNONYM)
        dense = self.dense.encode_query(f"{understood.text} {understood.added}".strip())
        narrowed = IndexFilter(documents=filters.documents, kinds=filters.kinds, issuers=filters.issuers)
        scored = self.index.hybrid(dense, sparse, max(CANDIDATES, 4 * limit), narrowed)
        return {s.id: s.score for s in scored}

    def field(self) -> set[str]:
        """Numbers of the documents the product is about: those of the shipped catalogue."""
        return self._field_and_core()[0]

    def _field_and_core(self) -> tuple[set[str], set[str]]:
        """The same, and those of them that have notes."""
        revision = self.library.revision()
        with self._lock:
            if self._field is None or self._field[0] != revision:
                self._field = (revision, self.library.catalogued(), self.library.numbers_with_text(NOTE))
            return self._field[1], self._field[2]

    def _named(self, understood: Understood) -> tuple[list[StoredProvision], tuple[ProvisionId, ...]]:
        """Units of the provisions the question cites outright, and those it cites that the library does not hold."""
        units: list[StoredProvision] = []
        missing: list[ProvisionId] = []
        for pid in understood.named:
            stored = self.library.unit(pid, understood.on)
            portion = pid.path[len(pid.unit().path) :]
            if stored is None or (
                stored.origin == VERBATIM and portion and stored.provision.portion_text(portion) is None
            ):
                missing.append(pid)
            if stored is not None and stored.row not in {u.row for u in units}:
                units.append(stored)
        return units, tuple(missing)
