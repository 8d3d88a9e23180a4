"""Searching the library: one front door for the page, the command line and the jobs built on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock

import numpy as np
from filelock import FileLock
from more_itertools import chunked

from corpus.library import IndexRow, Kept, Library
from corpus.names import NameEntry, Names
from corpus.provisions import NOTE, VERBATIM, ProvisionId
from corpus.settings import Settings
from search.accents import Accents
from search.asked import AskedBefore
from search.beside import Beside, Change, Tables
from search.candidates import FieldDocuments, Gathered, Sources, gather
from search.dense import DenseEncoder
from search.encoding import encode_document, encode_query, joined
from search.index import Index, IndexFilter, IndexPoint, open_index
from search.model import Basis, Filters, Hit, Query
from search.query import SYNONYM, Understood, understand
from search.ranker import Ranker, shipped
from search.ranking import Ranking
from search.spelling import mend
from search.words import clause_texts

#: What of a unit goes into its point; raise it when ``_encode`` changes, so that older indexes are rebuilt.
POINTS = "heading-title-text-2"
_BATCH = 512


@dataclass(frozen=True)
class Found:
    """Hits with how the question was read, for the answer builder."""

    understood: Understood
    hits: tuple[Hit, ...]
    missing: tuple[ProvisionId, ...]  # provisions the question names that the library does not hold
    basis: Basis  # whether the first hit answers
    ranking: Ranking

    @cached_property
    def whatever_the_day(self) -> Hit | None:
        """What would come first if the day were left out of account; only answers ask for it."""
        return self.ranking.whatever_the_day()


class Searcher:
    """Hybrid search over a library. Thread-safe for reading."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        self.dense = DenseEncoder(settings.embedding_model or None)
        self.index: Index = open_index(settings, self.dense.dim, f"{self.dense.signature}+{POINTS}")
        self.ranker: Ranker | None = None  # None: the one that ships
        self._lock = Lock()
        self._names: tuple[int, Names] | None = None
        self._field: tuple[int, FieldDocuments] | None = None
        self._beside = Beside(settings.var / "index")
        self._tables: Tables | None = None
        self._asked: tuple[int, AskedBefore] | None = None
        self._accents: tuple[int, Accents] | None = None

    # Keeping up with the library -----------------------------------------------------------------------------------

    def behind(self) -> bool:
        """Whether the library has changed since the index was built."""
        revision = self.library.revision()
        return self.index.revision() != str(revision) or self.tables().revision != revision

    def refresh(self, progress: Callable[[int, int], None] | None = None, *, rebuild: bool = False) -> int:
        """Bring the index up to the library; only what changed is encoded anew. Returns how many units were written."""
        path = self.settings.var / "index" / "refresh.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        # another process may be at it: when it is done there is nothing left to do
        with FileLock(path):
            written = self._refresh(progress, rebuild) if rebuild or self.behind() else 0
            # made now if need be, so that the first question need not wait for them
            self.asked()
            self.names()
            self.accents(self.tables())
            return written

    def _refresh(self, progress: Callable[[int, int], None] | None, rebuild: bool) -> int:
        revision = self.library.revision()
        built = None if rebuild else self.index.revision()
        since = int(built) if built else 0
        tables = self._beside.load(since)
        since = tables.revision  # what is derived must tell of one revision
        total = self.library.index_size() if since == 0 else 0
        # a row can be new and already out of use, or written again: only what the index holds is counted out
        change = Change(tables, self.index.ids() if since else set())

        def report() -> None:
            if progress:
                progress(change.written, max(total, change.written))

        with self.index.writing(str(revision), rebuild=since == 0) as writer:
            for rows in chunked(self.library.index_rows(since), _BATCH):
                dead = [row.row for row in rows if not row.alive]
                writer.delete(dead)
                change.dead.update(dead)
                change.removed.extend(
                    encode_document(row.heading, row.text, row.title).indices for row in rows if row.row in change.held
                )
                writer.upsert(self._encode([row for row in rows if row.alive], change))
                report()
        self._tables = change.finished(revision)
        self._beside.save(self._tables)
        return change.written

    def _encode(self, rows: list[IndexRow], change: Change) -> Iterable[IndexPoint]:
        if not rows:
            return
        texts = [[f"{row.heading}\n{row.title}\n{row.text}", *clause_texts(row.text, row.portions)] for row in rows]
        dense = self.dense.encode([text for unit in texts for text in unit])
        ends = np.cumsum([len(unit) for unit in texts])
        for row, vectors in zip(rows, np.split(dense, ends[:-1]), strict=True):
            sparse = encode_document(row.heading, row.text, row.title)
            change.add(row, sparse, vectors)
            yield IndexPoint(
                id=row.row,
                unit=row.pid,
                document=row.document,
                kind=row.kind,
                issuers=row.issuers,
                dense=vectors[0],
                sparse=sparse,
            )

    def names(self, revision: int | None = None) -> Names:
        """Names of the library's documents, made anew when the library changes; ``revision``: where it is known."""
        revision = self.library.revision() if revision is None else revision
        with self._lock:
            if self._names is None or self._names[0] != revision:
                self._names = (revision, self._beside.names(revision, self._entries))
            return self._names[1]

    def _entries(self) -> Iterable[NameEntry]:
        for d, aliases in self.library.name_entries():
            yield NameEntry(d.number, d.kind, d.title, d.issued, d.effective, d.expires, aliases)

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

    def tables(self) -> Tables:
        """Term weights and words of the revision the index was built from."""
        current = int(self.index.revision() or 0)
        with self._lock:
            if self._tables is None or self._tables.revision != current:
                self._tables = self._beside.load(current)
            return self._tables

    def asked(self, tables: Tables | None = None) -> AskedBefore:
        """The phrasings that ship, at the units of the library; ``tables``: where they are at hand."""
        tables = tables or self.tables()
        with self._lock:
            if self._asked is None or self._asked[0] != tables.revision:
                self._asked = (tables.revision, self._beside.asked(self.dense).placed(tables.words.places))
            return self._asked[1]

    def accents(self, tables: Tables) -> Accents:
        """What gives a question its accents back, of the revision the index was built from."""
        with self._lock:
            if self._accents is None or self._accents[0] != tables.revision:
                self._accents = (tables.revision, self._beside.accents(tables.words))
            return self._accents[1]

    # Searching -----------------------------------------------------------------------------------------------------

    def search(self, query: Query) -> list[Hit]:
        """The best provisions for a question, at most one hit per article; an empty question gives none."""
        return list(self.find(query).hits)

    def find(self, query: Query) -> Found:
        """Search, keeping how the question was read."""
        ranking = self.ranking(query)
        missing = self._missing(ranking.understood)
        return Found(ranking.understood, ranking.hits(query), missing, ranking.basis(), ranking)

    def ranking(self, query: Query) -> Ranking:
        """The candidates of a question, measured and ranked."""
        tables, kept = self.tables(), self.library.kept()
        understood = self.understood(query, tables, kept)
        filters = query.filters
        if understood.documents and not filters.documents:
            filters = replace(filters, documents=understood.documents)
        gathered = self._gathered(understood, filters, query.limit, tables, kept)
        if not gathered.candidates and filters is not query.filters:
            gathered = self._gathered(understood, query.filters, query.limit, tables, kept)
        return Ranking(self.library, kept, tables, understood, gathered, self.ranker or shipped())

    def understood(self, query: Query, tables: Tables, kept: Kept) -> Understood:
        """How a question is read: abbreviations spelt out, spelling mended, accents given back."""
        understood = understand(query.question, query.on, self.names(kept.revision)).with_text(
            lambda text: mend(text, tables.frequencies)
        )
        return understood.with_accents(lambda text: self.accents(tables).restored(text))

    def _gathered(self, understood: Understood, filters: Filters, limit: int, tables: Tables, kept: Kept) -> Gathered:
        standings, of_field = self.library.standings(kept), self.field_documents(kept.revision)
        sources = Sources(self.index, tables.words, tables.vectors, self.asked(tables), standings, of_field)
        sparse = joined(encode_query(understood.text), encode_query(understood.added), SYNONYM)
        dense = self.dense.encode_query(f"{understood.text} {understood.added}".strip())
        only = IndexFilter(documents=filters.documents, kinds=filters.kinds, issuers=filters.issuers)
        return gather(sources, understood, dense, sparse, only, limit)

    def field_documents(self, revision: int) -> FieldDocuments:
        """The documents the product is about."""
        with self._lock:
            if self._field is None or self._field[0] != revision:
                catalogued, put_in = self.library.catalogued(), self.library.put_in()
                noted, own = self.library.numbers_with_text(NOTE), put_in - catalogued
                self._field = (
                    revision,
                    FieldDocuments(frozenset(catalogued | put_in), frozenset(noted), frozenset(own)),
                )
            return self._field[1]

    def _missing(self, understood: Understood) -> tuple[ProvisionId, ...]:
        """Provisions the question cites outright that the library does not hold."""
        missing: list[ProvisionId] = []
        for pid in understood.named:
            stored = self.library.unit(pid, understood.on)
            portion = pid.path[len(pid.unit().path) :]
            if stored is None or (
                stored.origin == VERBATIM and portion and stored.provision.portion_text(portion) is None
            ):
                missing.append(pid)
        return tuple(missing)
