"""Slides of paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from assist.training.exports import master
from assist.training.exports.paging import pages
from assist.training.exports.paragraphs import (
    MOST,
    Paragraph,
    basis_of,
    fits_foot,
    lines_of,
    notes_of,
    short_basis,
    stack,
)
from assist.training.exports.plan import Slide


def text_slides(
    paragraphs: Sequence[Paragraph], title: str, kicker: str, size: float, opening: Sequence[str] = ()
) -> list[Slide]:
    """Paragraphs over as many slides as they need; a heading never stands last on one. ``opening``: notes of the first."""

    def used(start: int, end: int) -> float | None:
        part = paragraphs[start:end]
        if part[-1].heading or not fits_foot(basis_of(part)):
            return None
        return stack(part, master.WIDTH, size)

    found: list[Slide] = []
    for start, end in pages(len(paragraphs), used, MOST):
        part = tuple(paragraphs[start:end])
        heads = [p.name for p in part if p.heading and p.name != p.text]
        notes = (*(opening if start == 0 else ()), *heads, *notes_of(lines_of(part)))
        found.append(Slide(title, size, kicker, part, basis=short_basis(basis_of(part)), notes=notes))
    return found
