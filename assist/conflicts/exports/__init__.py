"""Reports of a review: Word (``docx``), spreadsheet (``xlsx``), a picture of its documents (``png``, ``svg``), data (``json``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from assist.office.letterhead import Letterhead

if TYPE_CHECKING:
    from assist.conflicts.desk import Entry
    from assist.conflicts.model import DifferenceType

#: A document's number and title.
Named = tuple[str, str]
ENDINGS = ("docx", "xlsx", "png", "svg", "json")


@dataclass(frozen=True)
class About(Letterhead):
    """What a report says of its review beside the entries; the head of the document is as in ``Letterhead``.

    ``documents``: those reviewed. ``on``: the law of which day. ``against``: what they were set against: documents, ``"all"`` for the
    whole library, None for each other. ``run``: when the program reviewed, by the clock of its machine. ``types``: those looked for,
    empty for all. ``part``: which entries of the review the report holds, in Vietnamese words; "" for all of them.
    """

    documents: tuple[Named, ...]
    on: date
    against: tuple[Named, ...] | str | None = None
    run: datetime | None = None
    types: tuple[DifferenceType, ...] = ()
    part: str = ""


def review_file(entries: Sequence[Entry], about: About, ending: str) -> tuple[bytes, str]:
    """The report of a review as a file of a kind (one of ``ENDINGS``), and its media type. ValueError for another ending."""
    if ending == "docx":
        from assist.conflicts.exports.docx import review_docx
        from assist.office.administrative import MEDIA

        return review_docx(entries, about), MEDIA
    if ending == "xlsx":
        from assist.conflicts.exports.xlsx import review_xlsx
        from assist.office.xlsx_parts import MEDIA as SHEET

        return review_xlsx(entries, about), SHEET
    if ending in {"png", "svg"}:
        from assist.conflicts.exports.network import draw

        return draw(entries, about, ending), {"png": "image/png", "svg": "image/svg+xml"}[ending]
    if ending == "json":
        from assist.conflicts.exports.rows import as_json

        return as_json(entries, about).encode(), "application/json; charset=utf-8"
    raise ValueError(f"no report ends in {ending!r}; one of {', '.join(ENDINGS)}")
