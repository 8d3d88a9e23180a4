"""One document's page: facts with evidence, contents, articles with the project's gloss, relations, versions, files."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from threading import Lock
from typing import Any

from corpus.documents import Document, Status
from corpus.library import Library, StoredProvision, Version
from corpus.provisions import VERBATIM, Path, ProvisionId
from corpus.standing import amendment_warnings
from ui.web.dates import write_day
from ui.web.escape import render
from ui.web.links import anchor, path_text
from ui.web.outline import Entry, Outline, note_lines, outline, segments, without_heading


class Outlines:
    """Outlines of the documents last read, made anew when the library changes: turning a page of a long code stays quick."""

    def __init__(self, kept: int = 6) -> None:
        self._kept = kept
        self._made: OrderedDict[tuple[str, int], Outline] = OrderedDict()
        self._lock = Lock()

    def of(self, library: Library, number: str) -> Outline:
        key = (number, library.revision())
        with self._lock:
            if key not in self._made:
                self._made[key] = outline(library.document_units(number))
            self._made.move_to_end(key)
            while len(self._made) > self._kept:
                self._made.popitem(last=False)
            return self._made[key]


@dataclass(frozen=True)
class Fact:
    """A line of the facts: what, and what shows it."""

    name: str
    value: str
    evidence: str = ""


def show(library: Library, outlines: Outlines, place: ProvisionId, on: date) -> str:
    """The page of the document that ``place`` names, opened where the place stands."""
    document = library.document(place.document)
    summary = library.summary(place.document, on)
    if document is None or summary is None:
        return render("no_document.html", number=place.document)
    laid = outlines.of(library, document.number)
    page = laid.page_of(place.path)
    target = laid.entry_of(place.path)
    files = [f for f in library.files(document.number) if f.reader not in {"note", "catalogue", "attributes"}]
    return render(
        "document.html",
        document=document,
        summary=summary,
        on=write_day(on),
        facts=facts(document),
        relations=[(w, list(links)) for w, links in groupby(library.relations(document.number), lambda r: r.wording)],
        files=files,
        pages=laid.pages,
        contents=laid.groups,
        here={e.anchor for g in _page(laid, page) for e in g.entries},
        page=page,
        groups=[(g.fresh, [_article(library, e, summary.status, on) for e in g.entries]) for g in _page(laid, page)],
        warnings=_whole(library, _page(laid, page), on),
        target=anchor(place.path) if place.path else "",
        target_entry=target.anchor if target else "",
        missing_place="" if target or not place.path else _missing(document, place),
    )


def _whole(library: Library, groups: list[Any], on: date) -> list[str]:
    """Changes to the document of which nobody knows the place: told once, above it."""
    changes = (
        c for g in groups for e in g.entries for c in library.unmerged({e.unit.row: e.id})[e.unit.row] if not c.portion
    )
    return amendment_warnings(changes, on)


def facts(document: Document) -> list[Fact]:
    """What is known of a document, with the evidence of each date; what is unknown says so."""
    validity = document.validity
    lines = [
        Fact("Loại", document.kind),
        Fact("Cơ quan ban hành", ", ".join(document.issuers)),
        Fact("Người ký", ", ".join(document.signers)),
        Fact("Ban hành", write_day(document.issued) or "chưa rõ", _evidence(document.issued, document.issued_evidence)),
        Fact(
            "Có hiệu lực từ",
            write_day(validity.effective) or "chưa rõ",
            _evidence(validity.effective, validity.effective_evidence),
        ),
        Fact(
            "Hết hiệu lực từ",
            write_day(validity.expires),
            _evidence(validity.expires, validity.expires_evidence),
        ),
        Fact("Tên khác", ", ".join(document.aliases)),
    ]
    return [line for line in lines if line.value]


def _evidence(day: date | None, evidence: Any) -> str:
    return str(evidence) if day else ""


def _page(laid: Outline, page: int) -> list[Any]:
    return laid.pages[page] if laid.pages else []


def _article(library: Library, entry: Entry, whole: Status, on: date) -> dict[str, Any]:
    """What the template needs of one unit."""
    provision = entry.unit.provision
    pieces = segments(provision)
    gist, told = note_lines(entry.gloss.provision) if entry.gloss else ("", {})
    shown = {path for piece in pieces for path in piece.paths}
    status = entry.unit.status(on)
    versions = library.versions(provision.id)
    return {
        "id": str(provision.id),
        "anchor": entry.anchor,
        "name": entry.name,
        "heading": entry.heading,
        "origin": entry.unit.origin,
        "status": status.value if status is not whole else "",
        "intro": without_heading(provision, pieces[0].text),
        "pieces": [
            {
                "anchors": [anchor(provision.id.path + path) for path in piece.paths],
                "depth": piece.depth,
                "text": piece.text.strip(),
                "told": " ".join(told[path] for path in piece.paths if path in told),
            }
            for piece in pieces[1:]
        ],
        "gist": gist,
        # what the note says of places that the words at hand do not have
        "told": [f"{path_text(path)}: {words}" for path, words in told.items() if path not in shown],
        "unmerged": amendment_warnings(
            (c for c in library.unmerged({entry.unit.row: provision.id})[entry.unit.row] if c.portion), on
        ),
        "partial": [_partial(pid, validity.status(on), validity.expires) for pid, validity in entry.unit.partial],
        "source": _source(entry.unit),
        "versions": [_version(v) for v in versions if v.origin == VERBATIM] if len(versions) > 1 else [],
    }


def _partial(pid: str, status: Status, expires: date | None) -> str:
    words = f"{ProvisionId.parse(pid).pinpoint()}: {status.value.lower()}"
    return f"{words} (hết hiệu lực từ {write_day(expires)})" if expires else words


def _source(unit: StoredProvision) -> str:
    if unit.origin != VERBATIM:
        return ""
    words = unit.file.name
    if unit.provision.page:
        words += f", trang {unit.provision.page}"
    if unit.as_of and unit.amended:
        words += f"; đã gộp sửa đổi có hiệu lực từ {write_day(unit.as_of)}"
    return words


def _version(version: Version) -> dict[str, Any]:
    marks = ["đang trích"] if version.preferred and version.current else []
    marks += [] if version.current else ["ngừng dùng"]
    return {
        "file": version.file,
        "as_of": write_day(version.as_of),
        "marks": ", ".join(marks),
        "text": version.text,
        "preferred": version.preferred and version.current,
    }


def _missing(document: Document, place: ProvisionId) -> str:
    """Why a place that was asked for is not on the page."""
    unit = ProvisionId(document.number, _article_path(place.path))
    if any(path_text(unit.path) in missing for missing in document.missing):
        return f"Các nguồn hiện có không chứa lời văn của {unit.pinpoint()} {document.number}."
    return f"{document.number} trong kho không có {unit.pinpoint()}."


def _article_path(path: Path) -> Path:
    return ProvisionId("", path).unit().path
