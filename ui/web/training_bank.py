"""The bank of questions on the page: its list with what filters look at, and taking an offered question into a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assist.training.bank import Bank, Entry, State, usable
from assist.training.draft import Draft, EditError
from assist.training.quiz_editing import take_item
from corpus.provisions import ProvisionId

#: What is done to the bank itself.
BANK_ACTS = frozenset({"bank-out", "bank-right"})
REVIEW = "cần xem lại"


def bank_view(entries: Sequence[Entry]) -> dict[str, Any]:
    """Values for ``training_bank.html``."""
    rows = [_row(entry) for entry in entries]
    return {
        "rows": rows,
        "review": sum(bool(entry.review) for entry in entries),
        "usable": len(usable(entries)),
        "states": [*(state.value for state in State), REVIEW],
        "documents": sorted({document for row in rows for document in row["documents"]}),
    }


def _row(entry: Entry) -> dict[str, Any]:
    item = entry.item
    places = {source.id: source.pinpoint[:1].upper() + source.pinpoint[1:] for source in item.sources}
    return {
        "key": entry.key,
        "state": entry.state.value,
        "review": entry.review,
        "level": item.level,
        "audience": entry.audience.value,
        "changed": entry.changed.date(),
        "stem": item.stem,
        "right": item.options[item.answer],
        "places": list(places.items()),
        "documents": sorted({ProvisionId.parse(source.id).document for source in item.sources}),
    }


def take_offered(bank: Bank, draft: Draft, key: str) -> Draft:
    """The lesson with a question that the bank offers it. EditError if it is not offered any more."""
    found = next((item for item in bank.offers(draft.lesson) if item.key == key), None)
    if found is None:
        raise EditError("Câu hỏi này không còn trong ngân hàng, hoặc căn cứ của nó đã thay đổi.")
    return take_item(draft, found)
