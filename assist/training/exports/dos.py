"""The slides of what to do and what not to do, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assist.training.exports import master
from assist.training.exports.fitting import Sizes, fewest, settled
from assist.training.exports.paging import pages
from assist.training.exports.paragraphs import (
    MOST,
    Paragraph,
    basis_of,
    lines_of,
    notes_of,
    numbered,
    opening_notes,
    short_basis,
    stack,
)
from assist.training.exports.plan import Column, Slide
from assist.training.exports.texts import text_slides
from assist.training.model import Line, Section

_HALF = master.HALVES[0][2]


def do_slides(section: Section, sizes: Sizes) -> list[Slide]:
    """Both sides as long as there is something of both; what is left, across the slide. As few slides as can be of both
    kinds, and of those as many as can be with both sides.
    """
    lines = [*(x for x in section.lines if x.do), *(x for x in section.lines if not x.do)]
    best: list[Slide] = []
    fewest_of: tuple[int, int] | None = None
    for size in sorted(sizes.columns, reverse=True):
        beside = settled(_both(section, lines, size), sizes.columns)
        made = [*beside, *_left(section, lines, beside, sizes)]
        alone = len(lines) - sum(len(column.paragraphs) for slide in beside for column in slide.columns)
        if fewest_of is None or (len(made), alone) < fewest_of:
            best, fewest_of = made, (len(made), alone)
    return best


def _left(section: Section, lines: Sequence[Line], beside: Sequence[Slide], sizes: Sizes) -> list[Slide]:
    """The lines that the columns do not hold, across the slide."""
    places = {line.key: number for number, line in enumerate(lines, start=1)}
    shown = {line.key for slide in beside for column in slide.columns for line in lines_of(column.paragraphs)}
    found: list[Slide] = []
    for do, title in ((True, "Nên làm"), (False, "Không được, không nên")):
        rest = [line for line in lines if line.do is do and line.key not in shown]
        opening = () if beside or found else opening_notes(section)
        if rest:
            make = _across(section, rest, places, f"{section.title}: {title.lower()}", opening)
            found.extend(fewest(make, sizes.text))
    return found


def _both(section: Section, lines: Sequence[Line], size: float) -> list[Slide]:
    narrow = [p for p in numbered(lines, _HALF, size) if p.number is not None and stack([p], _HALF, size) < MOST]
    good, bad = (_filled([p for p in narrow if p.line and p.line.do is do], size) for do in (True, False))
    pairs = max(len(good), len(bad))
    good, bad = (_spread(side, pairs, size) for side in (good, bad))
    found: list[Slide] = []
    for left, right in zip(good, bad, strict=False):
        notes = notes_of(lines_of((*left, *right)), () if found else opening_notes(section))
        columns = (Column("Nên làm", True, left), Column("Không được, không nên", False, right))
        basis = short_basis(basis_of((*left, *right)))
        found.append(Slide(section.title, size, section.kind.value, columns=columns, basis=basis, notes=notes))
    return found


def _across(
    section: Section, rest: Sequence[Line], places: dict[str, int], title: str, opening: Sequence[str]
) -> Callable[[float], list[Slide]]:
    def make(size: float) -> list[Slide]:
        wide = [p for line in rest for p in numbered([line], master.WIDTH, size, start=places[line.key])]
        return text_slides(wide, title, section.kind.value, size, opening)

    return make


def _spread(pages_of: Sequence[tuple[Paragraph, ...]], count: int, size: float) -> list[tuple[Paragraph, ...]]:
    """A side of fewer slides over as many as the other has, where it has paragraphs enough."""
    paragraphs = [p for part in pages_of for p in part]
    for most in range(MOST - 1, 0, -1):
        if len(found := _filled(paragraphs, size, most)) == count:
            return found
    return list(pages_of)


def _filled(paragraphs: Sequence[Paragraph], size: float, most: int = MOST - 1) -> list[tuple[Paragraph, ...]]:
    used: Callable[[int, int], float | None] = lambda i, j: stack(paragraphs[i:j], _HALF, size)  # noqa: E731
    return [tuple(paragraphs[i:j]) for i, j in pages(len(paragraphs), used, most)]
