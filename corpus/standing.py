"""How a provision stands on a day, and what its words lack: as a reader is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from corpus.citations import cite, cite_source
from corpus.documents import Status, Validity
from corpus.library import Amendment
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


def amendment_warnings(changes: Iterable[Amendment], day: date) -> list[str]:
    """What a reader of words that lack these changes must know on a day: a line a changed place, one line for what has no place."""
    placed, whole = [], {}
    for change in changes:
        by = cite(ProvisionId.parse(change.provision or change.source), change.kind or None)
        since = f"từ ngày {change.on:%d/%m/%Y}" if change.on else "từ ngày nào: chưa xác minh"
        if not change.portion:
            whole[change.source] = f"{by} ({since})"
            continue
        since = since if change.on else f"({since})"
        place = ProvisionId.parse(change.portion).pinpoint()
        if change.on and change.on > day:
            placed.append(f"{place} sẽ được sửa bởi {by} {since}.")
        else:
            placed.append(
                f"Có sửa đổi chưa hợp nhất: {place} được sửa bởi {by} {since}; lời văn ở đây là bản trước đó."
            )
    if whole:
        placed.append(
            f"Có sửa đổi chưa hợp nhất: văn bản này được {', '.join(whole.values())} sửa đổi; "
            "kho chưa có lời văn sửa đổi nên chưa rõ sửa điều nào."
        )
    return placed
