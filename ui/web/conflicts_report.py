"""The report of a saved review as an address asks for it: which entries, whose letterhead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assist.conflicts.desk import Desk, Filter
from assist.conflicts.model import DifferenceType
from corpus.library import SavedReview
from ui.web.conflicts_place import filter_fields, read_filter
from ui.web.conflicts_view import PRINTED

if TYPE_CHECKING:
    from assist.conflicts.exports import About, Named

_LONGEST = 200  # characters of what is typed to be printed


def report(desk: Desk, review: SavedReview, fields: Sequence[tuple[str, str]], ending: str) -> tuple[bytes, str]:
    """The file and its media type. ``fields``: of the address: the filters, and what is printed at the head and foot."""
    from assist.conflicts.exports import review_file

    wanted = read_filter(fields)
    return review_file(desk.entries(review.id, wanted), _about(desk, review, wanted, dict(fields)), ending)


def _about(desk: Desk, review: SavedReview, wanted: Filter, fields: Mapping[str, str]) -> About:
    from assist.conflicts.exports import About

    against = review.against
    return About(
        documents=_named(desk, review.documents),
        on=review.on,
        against=against if against is None or isinstance(against, str) else _named(desk, against),
        run=review.started,
        types=tuple(DifferenceType[name] for name in review.types),
        part=_part(wanted),
        day=date.today(),
        **{name: fields.get(name, "").strip()[:_LONGEST] for name, _ in PRINTED},
    )


def _named(desk: Desk, numbers: Sequence[str]) -> tuple[Named, ...]:
    documents = ((number, desk.library.document(number)) for number in numbers)
    return tuple((number, document.title if document else "") for number, document in documents)


def _part(wanted: Filter) -> str:
    """Which entries a report holds, in words; "" for all."""
    if not filter_fields(wanted):
        return ""
    parts = [
        ("loại", "; ".join(t.value for t in DifferenceType if t in wanted.types)),
        ("văn bản", ", ".join(sorted(wanted.documents))),
        ("mức độ", ", ".join(sorted(s.value for s in wanted.severities))),
        ("ý kiến", ", ".join(sorted(s.value for s in wanted.states))),
        ("có từ", f"“{wanted.words}”" if wanted.words else ""),
    ]
    return "; ".join(f"{name}: {value}" for name, value in parts if value)
