"""Documents to JSON and back, and the merging of what several witnesses say of one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from corpus.documents import Document, Evidence, Validity


def _evidence(data: Any) -> Evidence:
    return Evidence(*data) if data else Evidence()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def document_to_json(document: Document) -> dict[str, Any]:
    """All facts but the relations, which have their own table."""
    validity = document.validity
    return {
        "number": document.number,
        "kind": document.kind,
        "title": document.title,
        "issuers": list(document.issuers),
        "signers": list(document.signers),
        "place": document.place,
        "issued": document.issued.isoformat() if document.issued else None,
        "issued_evidence": [document.issued_evidence.source, document.issued_evidence.note],
        "effective": validity.effective.isoformat() if validity.effective else None,
        "effective_evidence": [validity.effective_evidence.source, validity.effective_evidence.note],
        "expires": validity.expires.isoformat() if validity.expires else None,
        "expires_evidence": [validity.expires_evidence.source, validity.expires_evidence.note],
        "unverified": validity.unverified,
        "unverified_since": validity.unverified_since.isoformat() if validity.unverified_since else None,
        "why": validity.why,
        "aliases": list(document.aliases),
        "legal_basis": list(document.legal_basis),
        "recipients": list(document.recipients),
        "address": document.address,
        "missing": list(document.missing),
        "remarks": list(document.remarks),
        "extra": dict(document.extra),
    }


def document_from_json(data: dict[str, Any]) -> Document:
    """The inverse of ``document_to_json``."""
    return Document(
        number=data["number"],
        kind=data.get("kind", ""),
        title=data.get("title", ""),
        issuers=tuple(data.get("issuers", ())),
        signers=tuple(data.get("signers", ())),
        place=data.get("place", ""),
        issued=_day(data.get("issued")),
        issued_evidence=_evidence(data.get("issued_evidence")),
        validity=Validity(
            effective=_day(data.get("effective")),
            expires=_day(data.get("expires")),
            effective_evidence=_evidence(data.get("effective_evidence")),
            expires_evidence=_evidence(data.get("expires_evidence")),
            unverified=bool(data.get("unverified")),
            unverified_since=_day(data.get("unverified_since")),
            why=data.get("why", ""),
        ),
        aliases=tuple(data.get("aliases", ())),
        legal_basis=tuple(data.get("legal_basis", ())),
        recipients=tuple(data.get("recipients", ())),
        address=data.get("address", ""),
        missing=tuple(data.get("missing", ())),
        remarks=tuple(data.get("remarks", ())),
        extra=dict(data.get("extra", {})),
    )


def merge_documents(number: str, witnesses: Iterable[tuple[int, Document]]) -> Document:
    """One record from several, each with its trust (higher wins); a clash of dates is kept as a remark, not hidden.

    A date without evidence never overrides one with evidence, whatever the trust.
    """
    ordered = [d for _, d in sorted(witnesses, key=lambda pair: -pair[0])]
    if not ordered:
        return Document(number)
    merged = ordered[0]
    remarks = list(dict.fromkeys(r for d in ordered for r in d.remarks))
    issued, issued_evidence = _best_date([(d.issued, d.issued_evidence) for d in ordered], "ngày ban hành", remarks)
    effective, effective_evidence = _best_date(
        [(d.validity.effective, d.validity.effective_evidence) for d in ordered], "ngày có hiệu lực", remarks
    )
    expires, expires_evidence = _best_date(
        [(d.validity.expires, d.validity.expires_evidence) for d in ordered], "ngày hết hiệu lực", remarks
    )
    first = {
        name: next((value for d in ordered if (value := getattr(d, name))), getattr(merged, name))
        for name in ("kind", "title", "issuers", "signers", "place", "legal_basis", "recipients", "address", "missing")
    }
    first["title"] = full_title(first["kind"], first["title"], number)
    return replace(
        merged,
        number=number,
        issued=issued,
        issued_evidence=issued_evidence,
        validity=Validity(
            effective,
            expires,
            effective_evidence,
            expires_evidence,
            merged.validity.unverified,  # the most trusted witness says whether the text still stands
            merged.validity.unverified_since,
            merged.validity.why,
        ),
        aliases=tuple(dict.fromkeys(a for d in ordered for a in d.aliases)),
        remarks=tuple(remarks),
        extra={k: v for d in reversed(ordered) for k, v in d.extra.items()},
        relations=(),
        **first,
    )


def full_title(kind: str, title: str, number: str = "") -> str:
    """The title as it is cited: the name of a law, or of a resolution of the assembly, begins with its kind, which sources leave out
    or not; the number alone (QH15) does not tell the two apart.

    >>> full_title("Bộ luật", "Hình sự"), full_title("Luật", "Luật Trẻ em"), full_title("Thông tư", "quy định về trẻ em")
    ('Bộ luật Hình sự', 'Luật Trẻ em', 'Quy định về trẻ em')
    >>> full_title("Nghị quyết", "Về phòng, chống xâm hại trẻ em", "121/2020/QH14")
    'Nghị quyết về phòng, chống xâm hại trẻ em'
    """
    title = title[:1].upper() + title[1:]
    named = {"Bộ luật", "Luật", "Pháp lệnh"} | ({"Nghị quyết"} if "/QH" in number else set())
    if kind not in named or not title or title.lower().startswith((kind.lower(), "luật", "bộ luật")):
        return title
    # a law is called by a proper name, everything else says what it does
    proper = kind != "Nghị quyết" and not title.lower().startswith(("sửa đổi", "về "))
    return f"{kind} {title if proper else title[:1].lower() + title[1:]}"


def _best_date(
    values: list[tuple[date | None, Evidence]], name: str, remarks: list[str]
) -> tuple[date | None, Evidence]:
    known = [(d, e) for d, e in values if d is not None]
    if not known:
        return None, Evidence()
    best = next(((d, e) for d, e in known if e.verified), known[0])
    for other, evidence in known:
        if other != best[0] and evidence.verified:
            remark = (
                f"Các nguồn ghi khác nhau về {name}: {best[0]:%d/%m/%Y} ({best[1]}) và {other:%d/%m/%Y} ({evidence})."
            )
            if remark not in remarks:
                remarks.append(remark)
    return best
