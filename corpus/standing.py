"""How a provision stands on a day, in the words a reader is told."""

from __future__ import annotations

from datetime import date

from corpus.citations import cite, cite_source
from corpus.documents import Status, Validity
from corpus.provisions import ProvisionId


def standing(pid: ProvisionId, title: str, validity: Validity, on: date) -> str:
    """How a provision stands on a day, where that is not plainly in force for good; "" where it is."""
    place = cite(pid, title or None)
    name = place[:1].upper() + place[1:]
    status = validity.status(on)
    if status is Status.EXPIRED and validity.expires:
        by = f" theo {cite_source(validity.expires_evidence.source)}" if validity.expires_evidence.verified else ""
        return f"{name} hết hiệu lực từ ngày {validity.expires:%d/%m/%Y}{by}."
    if status is Status.NOT_YET and validity.effective:
        return f"{name} chưa có hiệu lực vào ngày {on:%d/%m/%Y}; có hiệu lực từ ngày {validity.effective:%d/%m/%Y}."
    if status is Status.UNVERIFIED:
        return f"Hiệu lực của {place} vào ngày {on:%d/%m/%Y}: chưa xác minh. {validity.why}".strip()
    if validity.expires and validity.expires > on:
        return f"{name} sẽ hết hiệu lực từ ngày {validity.expires:%d/%m/%Y}."
    return ""
