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

from corpus.citations import cite
from corpus.documents import Status
from corpus.library import IndexRow, Library, StoredProvision
from corpus.names import NameEntry, Names
from corpus.provisions import NOTE, VERBATIM, Level, ProvisionId
from corpus.settings import Settings
from search.dense import DenseEncoder
from search.encoding import SparseVector, encode_document, encode_query
from search.frequencies import Frequencies, content, coverage
from search.index import Index, IndexFilter, IndexPoint, open_index
from search.model import Filters, Hit, Query
from search.passages import Passage, best_passage
from search.query import Understood, understand

#: Candidates taken from the index for one page of hits; filters on the day's status are applied to these.
CANDIDATES = 80
#: What a provision loses that does not apply on the day asked about: it is still found, below what applies.
NOT_APPLICABLE = 0.55
#: What an article gains whose number the question names without naming a document ("Điều 421 cho hỏi cung 5 lần …").
NUMBER_NAMED = 1.6
#: A note ranks below the words of the law where both answer equally well.
NOTE_FACTOR = 0.98
#: Score of a provision that the question cites outright: above any a search can give.
_NAMED = 2.0
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
        self.index: Index = open_index(settings, self.dense.dim, self.dense.signature)
        self._lock = Lock()
        self._names: tuple[int, Names] | None = None
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
                    encode_document(row.heading, row.text).indices for row in rows if row.row in change.held
                )
                writer.upsert(self._encode([row for row in rows if row.alive], change))
                report()
        self._frequencies = frequencies.updated(change.added, change.removed, revision)
        self._frequencies.save(self._frequencies_path)
        return change.written

    def _encode(self, rows: list[IndexRow], change: _Change) -> Iterable[IndexPoint]:
        if not rows:
            return
        dense = self.dense.encode([f"{row.heading}. {row.text}" for row in rows])
        for row, vector in zip(rows, dense, strict=True):
            sparse = encode_document(row.heading, row.text)
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
        understood = understand(query.question, query.on, self.names())
        question = self.frequencies().weighted(encode_query(understood.text))
        named, missing = self._named(understood)
        filters = query.filters
        if understood.documents and not filters.documents:
            filters = replace(filters, documents=understood.documents)
        scored = self._candidates(understood, filters, query.limit)
        if not scored and filters is not query.filters:
            scored = self._candidates(understood, query.filters, query.limit)
        scored.update({unit.row: _NAMED for unit in named})
        units = self.library.units(scored)
        hits: list[tuple[float, StoredProvision]] = []
        for row, score in scored.items():
            if row not in units:
                continue
            stored = self._as_on(units[row], understood.on)
            factor = 1.0
            if stored.status(understood.on) in {Status.EXPIRED, Status.NOT_YET} and score < _NAMED:
                factor *= NOT_APPLICABLE
            if stored.origin == NOTE:
                factor *= NOTE_FACTOR
            if understood.articles and stored.provision.id.article in understood.articles:
                factor *= NUMBER_NAMED
            hits.append((score * factor, stored))
        hits.sort(key=lambda pair: -pair[0])
        return self._build(query, understood, question, hits, missing)

    def _candidates(self, understood: Understood, filters: Filters, limit: int) -> dict[int, float]:
        if not understood.text.strip():
            return {}
        sparse = encode_query(understood.text)
        dense = self.dense.encode_query(understood.text)
        narrowed = IndexFilter(documents=filters.documents, kinds=filters.kinds, issuers=filters.issuers)
        scored = self.index.hybrid(dense, sparse, max(CANDIDATES, 4 * limit), narrowed)
        return {s.id: s.score for s in scored}

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

    def _as_on(self, stored: StoredProvision, on: date) -> StoredProvision:
        """The version of a unit that applied on the day, if the library has kept one from before a later change."""
        if stored.as_of is None or stored.as_of <= on or stored.origin == NOTE:
            return stored
        return self.library.unit(stored.provision.id, on, VERBATIM) or stored

    def _build(
        self,
        query: Query,
        understood: Understood,
        question: SparseVector,
        ranked: list[tuple[float, StoredProvision]],
        missing: tuple[ProvisionId, ...],
    ) -> Found:
        hits: list[Hit] = []
        coverages: list[float] = []
        asked_for = self.frequencies().weighted(content(understood.text))
        seen: set[str] = set()
        asked = {p.unit(): p for p in understood.named}
        for score, stored in ranked:
            provision = stored.provision
            unit = str(provision.id)
            if unit in seen:
                continue
            passage = best_passage(stored.provision, question)
            pid = asked.get(stored.provision.id)
            portion = next((p for p in stored.provision.portions if pid and p.path == pid.path[-len(p.path) :]), None)
            if pid is not None and portion is not None and len(pid.path) > len(stored.provision.id.path):
                passage = Passage(portion.path, portion.start, portion.end, 1.0)
            hit = self._hit(stored, passage, score, understood.on)
            if query.filters.statuses and hit.status not in query.filters.statuses:
                continue
            seen.add(unit)
            hits.append(hit)
            coverages.append(
                coverage(asked_for, encode_document(f"{provision.heading} {stored.document.title}", provision.text))
            )
            if len(hits) == query.limit:
                break
        return Found(understood, tuple(hits), tuple(coverages), missing)

    def _hit(self, stored: StoredProvision, passage: Passage, score: float, on: date) -> Hit:
        provision = stored.provision
        pid = ProvisionId(provision.id.document, provision.id.path + passage.path)
        gloss = ""
        if stored.origin == VERBATIM:
            note = self.library.unit(provision.id, on, NOTE)
            gloss = note.provision.text if note else ""
        return Hit(
            id=pid,
            document_title=stored.document.title,
            title=provision.heading,
            text=provision.text[passage.start : passage.end].strip(),
            origin=stored.origin,
            status=stored.status(on, pid),
            score=float(score),
            unit_text=provision.text,
            span=(passage.start, passage.end),
            gloss=gloss,
            file=stored.file.name if stored.origin == VERBATIM else None,
            page=provision.page_of(passage.start),
            warnings=tuple(warnings_for(stored, pid, on)),
        )


def warnings_for(stored: StoredProvision, pid: ProvisionId, on: date) -> Iterable[str]:
    """What a reader must know before relying on a provision on a day, in Vietnamese."""
    status = stored.status(on, pid)
    document = stored.document
    validity = next((v for text, v in stored.partial if ProvisionId.parse(text).contains(pid)), stored.validity)
    name = cite(pid, document.title or None)
    name = name[:1].upper() + name[1:]
    if status is Status.EXPIRED and validity.expires:
        by = f" theo {_cited(validity.expires_evidence.source)}" if validity.expires_evidence.verified else ""
        yield f"{name} hết hiệu lực từ ngày {validity.expires:%d/%m/%Y}{by}."
    elif status is Status.NOT_YET and validity.effective:
        yield f"{name} chưa có hiệu lực vào ngày {on:%d/%m/%Y}; có hiệu lực từ ngày {validity.effective:%d/%m/%Y}."
    elif status is Status.UNVERIFIED:
        why = next((remark for remark in document.remarks if "xác minh" in remark), "")
        yield f"Hiệu lực của {document.number} vào ngày {on:%d/%m/%Y}: chưa xác minh. {why}".strip()
    elif validity.expires and validity.expires > on:
        yield f"{name} sẽ hết hiệu lực từ ngày {validity.expires:%d/%m/%Y}."
    if stored.as_of and stored.as_of > on and stored.amended:
        yield (
            f"Lời văn đang có của {name} đã gộp sửa đổi có hiệu lực từ {stored.as_of:%d/%m/%Y}, sau ngày được hỏi; "
            "kho không có bản trước sửa đổi."
        )
    if stored.file.reader == "scan" and stored.origin == VERBATIM:
        yield f"{name} đọc từ bản quét bằng nhận dạng chữ; hãy đối chiếu với bản gốc."


def _cited(source: str) -> str:
    try:
        pid = ProvisionId.parse(source)
    except ValueError:
        return source
    return cite(pid) if pid.path and pid.path[0].level is Level.ARTICLE else source
