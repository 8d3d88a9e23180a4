"""The evidence panel: how a basis is shown, wherever one is shown, and what of it is kept with a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assist.model import Answer
from search.model import Hit
from ui.web.escape import highlight, render

#: Fields that older stored answers may lack.
_EMPTY: dict[str, Any] = {"title": "", "document_title": "", "gloss": "", "warnings": [], "file": None, "page": None}


def stored_answer(answer: Answer) -> dict[str, Any]:
    """An answer as its conversation keeps it: the JSON contract, and in each citation what the panel shows besides."""
    kept = answer.as_dict()
    for citation, quote in zip(kept["citations"], answer.citations, strict=True):
        citation |= {
            "title": quote.title,
            "document_title": quote.document_title,
            "gloss": quote.gloss,
            "warnings": list(quote.warnings),
        }
    return kept


def card_of_hit(hit: Hit, query: str) -> dict[str, Any]:
    """A search hit as a card, with the words of the query marked in the exact text."""
    return {
        "id": str(hit.id),
        "document": hit.id.document,
        "quote": highlight(hit.text, query),
        "origin": hit.origin,
        "status": hit.status.value,
        "file": hit.file,
        "page": hit.page,
        "title": hit.title,
        "document_title": hit.document_title,
        "gloss": hit.gloss,
        "warnings": list(hit.warnings),
    }


def panel(citations: Sequence[dict[str, Any]], *, label: str, prefix: str) -> str:
    """The cards as HTML. ``prefix`` makes their ids: the marks [1], [2] … of an answer jump to ``<prefix>-1``, ``<prefix>-2`` …"""
    return render("evidence.html", citations=[_EMPTY | c for c in citations], label=label, prefix=prefix)
