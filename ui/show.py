"""What ``kholuat show`` prints: a provision with its note, or a document's facts and table of contents."""

from __future__ import annotations

from datetime import date
from typing import Any

from corpus.citations import cite
from corpus.library import Library
from corpus.provisions import NOTE, VERBATIM, ProvisionId
from corpus.standing import amendment_warnings, standing

Shown = tuple[dict[str, Any] | None, list[str]]


def show_provision(library: Library, pid: ProvisionId, on: date) -> Shown:
    """The words of a provision on a day and the project's note on it; (None, []) if the library has neither."""
    path = pid.path[len(pid.unit().path) :]
    texts: dict[str, str] = {}
    lines: list[str] = []
    status = ""
    warnings: list[str] = []
    for origin in (VERBATIM, NOTE):
        stored = library.unit(pid, on, origin)
        words = stored.provision.portion_text(path) if stored else None
        if stored is None or words is None:
            continue
        texts[origin] = words
        if not lines:
            status = stored.status(on, pid).value
            lines.append(cite(pid, stored.document.title or None))
            lines.append(f"{status} vào ngày {on:%d/%m/%Y}")
            changes = library.unmerged({stored.row: stored.provision.id})[stored.row]
            warnings = amendment_warnings((c for c in changes if c.touches(pid)), on)
            lines += [f"Lưu ý: {warning}" for warning in warnings]
        source = f" ({stored.file.name}{_page(stored.provision.page)})" if origin == VERBATIM else ""
        lines += ["", f"{origin.capitalize()}{source}:", words.strip()]
    if not texts:
        return _standing_only(library, pid, on)
    versions = [
        {"file": v.file, "origin": v.origin, "as_of": v.as_of.isoformat() if v.as_of else None, "current": v.current}
        for v in library.versions(pid)
    ]
    data = {"id": str(pid), "on": on.isoformat(), "status": status, "texts": texts, "versions": versions}
    return {**data, "warnings": warnings}, lines


def _standing_only(library: Library, pid: ProvisionId, on: date) -> Shown:
    """What is known of a provision whose words nobody has put in: whether it applies. (None, []) of one nothing is known of."""
    document, validity = library.document(pid.document), library.validity(pid)
    if document is None or validity is None or validity.effective is None or library.toc(pid.document):
        return None, []  # of a document whose words are at hand, a place that is not among them is none
    status = validity.status(on).value
    lines = [
        cite(pid, document.title or None),
        f"{status} vào ngày {on:%d/%m/%Y}",
        *(line for line in [standing(pid, document.title, validity, on)] if line),
        "Kho chưa có lời văn của điều khoản này. Hãy nạp tệp của văn bản nếu bạn có.",
    ]
    return {"id": str(pid), "on": on.isoformat(), "status": status, "texts": {}, "versions": [], "warnings": []}, lines


def _page(page: int | None) -> str:
    return f", trang {page}" if page else ""


def show_document(library: Library, pid: ProvisionId, on: date) -> Shown:
    """Facts of a document with their evidence, its relations, its contents."""
    document, summary = library.document(pid.document), library.summary(pid.document, on)
    if document is None or summary is None:
        return None, []
    validity = document.validity
    lines = [
        f"{document.kind} {document.number}",
        document.title,
        f"Cơ quan ban hành: {', '.join(document.issuers) or 'chưa rõ'}",
        _dated("Ban hành", document.issued, str(document.issued_evidence)),
        _dated("Có hiệu lực", validity.effective, str(validity.effective_evidence)),
        _dated("Hết hiệu lực", validity.expires, str(validity.expires_evidence)) if validity.expires else "",
        f"Tình trạng ngày {on:%d/%m/%Y}: {summary.status.value}",
        *(f"Lưu ý: {remark}" for remark in document.remarks),
        *(f"Thiếu: {missing}" for missing in document.missing),
    ]
    links = library.relations(document.number)
    by_document: dict[tuple[str, str], list[str]] = {}
    for link in links:
        by_document.setdefault((link.wording, link.other), []).append(link.provision)
    lines += [f"{wording}: {other}{_by(provisions)}" for (wording, other), provisions in by_document.items()]
    contents = library.toc(document.number)
    lines += [
        "",
        *(f"{'  ' * entry.depth}{ProvisionId.parse(entry.pid).pinpoint()}. {entry.heading}" for entry in contents),
    ]
    data = {
        **summary.as_dict(),
        "remarks": list(document.remarks),
        "missing": list(document.missing),
        "relations": [
            {"relation": link.wording, "document": link.other, "provision": link.provision, "portion": link.portion}
            for link in links
        ],
        "contents": [{"id": e.pid, "heading": e.heading} for e in contents],
    }
    return data, [line for line in lines if line is not None]


def _by(provisions: list[str]) -> str:
    """The provision that says so; how many, where they are many."""
    named = list(dict.fromkeys(filter(None, provisions)))
    if len(named) > 1:
        return f" (theo {named[0]} và {len(named) - 1} chỗ khác)"
    return f" (theo {named[0]})" if named else ""


def _dated(name: str, day: date | None, evidence: str) -> str:
    return f"{name}: {day:%d/%m/%Y} (căn cứ: {evidence})" if day else f"{name}: chưa xác minh"
