"""The slides of a lesson before they are drawn: what stands on each, broken so that none holds more than seven lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assist.training.exports import master, metrics, sources
from assist.training.exports.metrics import Run
from assist.training.exports.paging import pages
from assist.training.exports.paragraphs import (
    MOST,
    Paragraph,
    basis_of,
    fits_foot,
    lines_of,
    mark_runs,
    notes_of,
    numbered,
    opening_notes,
    short_basis,
    stack,
)
from assist.training.model import Audience, Lesson, Line, Section, SectionKind

PADDING = 6.0  # points on either side of a cell's words


@dataclass(frozen=True)
class Column:
    """One of two columns. ``good``: what to do, else what not to do."""

    head: str
    good: bool
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """``widths``: points; ``rows``: cells of runs; ``told``: what it shows, for those who cannot see it."""

    widths: tuple[float, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    told: str


@dataclass(frozen=True)
class Slide:
    """A slide: text, or two columns, or a table, which may follow text.

    ``kicker``: the part of the lesson; ``basis``: its provisions, in small type; ``size``: of its text, in points; ``lettered``: the
    numbers of its paragraphs are shown as A, B, C.
    """

    title: str
    size: float
    kicker: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    columns: tuple[Column, ...] = ()
    table: Table | None = None
    basis: str = ""
    notes: tuple[str, ...] = ()
    lettered: bool = False

    def lines(self) -> int:
        """The lines of text on it at its width, the heads of columns and tables counted, title and feet not."""
        if self.columns:
            return 1 + max(stack(column.paragraphs, master.HALVES[0][2], self.size) for column in self.columns)
        text = stack(self.paragraphs, master.WIDTH, self.size)
        if self.table:
            rows = sum(row_lines(self.table.widths, row, self.size) for row in self.table.rows)
            return text + bool(self.table.heads) + rows
        return text


def body_size(lesson: Lesson) -> float:
    """Points. Pupils sit further back and read more slowly."""
    return 24.0 if lesson.audience is Audience.PUPILS else 22.0


def small_size(lesson: Lesson) -> float:
    """Of columns and tables: points."""
    return 24.0 if lesson.audience is Audience.PUPILS else 20.0


def row_lines(widths: Sequence[float], row: Sequence[Sequence[Run]], size: float) -> int:
    """The lines of a row of a table: those of its longest cell."""
    return max(metrics.count_lines(cell, w - 2 * PADDING, size) for w, cell in zip(widths, row, strict=True))


# -- slides of a section --------------------------------------------------------------------------------------------------


def text_slides(
    paragraphs: Sequence[Paragraph], title: str, kicker: str, size: float, opening: Sequence[str] = ()
) -> list[Slide]:
    """Paragraphs over as many slides as they need."""

    def used(start: int, end: int) -> float | None:
        part = paragraphs[start:end]
        if part[-1].heading or not fits_foot(basis_of(part)):
            return None
        return stack(part, master.WIDTH, size)

    breaks = pages(len(paragraphs), used, MOST)
    found: list[Slide] = []
    for start, end in breaks:
        part = tuple(paragraphs[start:end])
        lines = lines_of(part)
        notes = notes_of(lines, opening if start == 0 else ())
        found.append(Slide(title, size, kicker, part, basis=short_basis(basis_of(part)), notes=notes))
    return found


def grouped_slides(section: Section, size: float) -> list[Slide]:
    """The lines of a section under their groups: a group has slides of its own; small neighbours share one, under headings."""
    groups: list[tuple[str, list[Paragraph]]] = []
    number = 1
    for name, lines in groupby(section.lines, key=lambda line: line.group):
        each = list(lines)
        groups.append((name, numbered(each, master.WIDTH, size, start=number)))
        number += len(each)
    found: list[Slide] = []
    for title, paragraphs in _share(groups, section.title, size):
        opening = opening_notes(section) if not found else ()
        found.extend(counted(text_slides(paragraphs, title, section.title, size, opening)))
    return found


def _share(groups: Sequence[tuple[str, list[Paragraph]]], title: str, size: float) -> list[tuple[str, list[Paragraph]]]:
    """Groups that fill a slide alone keep their name as its title; those that fit one slide together stand under headings there."""

    def joined(start: int, end: int) -> list[Paragraph]:
        found: list[Paragraph] = []
        for name, paragraphs in groups[start:end]:
            if name:
                found.append(Paragraph((Run(name, bold=True, look="head"),), heading=True))
            found.extend(paragraphs)
        return found

    def used(start: int, end: int) -> float | None:
        if end - start == 1:
            return stack(groups[start][1], master.WIDTH, size)
        together = joined(start, end)
        return stack(together, master.WIDTH, size) if fits_foot(basis_of(together)) else None

    found: list[tuple[str, list[Paragraph]]] = []
    for start, end in pages(len(groups), used, MOST):
        if end - start == 1:
            name, paragraphs = groups[start]
            found.append((name or title, paragraphs))
        else:
            found.append((title, joined(start, end)))
    return found


def counted(slides: list[Slide]) -> list[Slide]:
    """Slides of one title with their count: ``(1/3)``. A title that is cut stands whole in the notes."""
    found: list[Slide] = []
    for at, slide in enumerate(slides, start=1):
        title = _title(slide.title, f" ({at}/{len(slides)})" if len(slides) > 1 else "")
        whole = (slide.title,) if "…" in title and at == 1 else ()
        found.append(replace(slide, title=title, notes=(*whole, *slide.notes)))
    return found


def _title(words: str, count: str = "") -> str:
    """In two lines at the most."""
    room_left = master.WIDTH - metrics.width(count, master.TITLE_SIZE, bold=True) / 2
    return metrics.cut(words, room_left, master.TITLE_SIZE, 2, bold=True) + count


def section_slides(section: Section, size: float, small: float) -> list[Slide]:
    """Any section but the case and the quiz."""
    if section.kind is SectionKind.LIMITS:
        return limit_slides(section, small)
    if section.kind is SectionKind.DO_DONT:
        return do_slides(section, size, small)
    return grouped_slides(section, size)


def limit_slides(section: Section, size: float) -> list[Slide]:
    """The table of time limits, with its head on every slide."""
    widths = (556.0, 316.0)
    rows: list[tuple[Paragraph, tuple[tuple[Run, ...], ...]]] = []
    for number, line in enumerate(section.lines, start=1):
        rows.append((Paragraph((), number, line=line), _limit_row(line, number, widths, size)))

    def used(start: int, end: int) -> float | None:
        if not fits_foot(basis_of([p for p, _ in rows[start:end]])):
            return None
        return sum(row_lines(widths, row, size) for _, row in rows[start:end])

    found: list[Slide] = []
    for start, end in pages(len(rows), used, MOST - 1):
        part = rows[start:end]
        lines = [p.line for p, _ in part if p.line]
        told = f"Bảng thời hạn, dòng {start + 1} đến {end}: ai, việc gì, trong bao lâu."
        table = Table(widths, ("Ai, việc gì", "Thời hạn"), tuple(row for _, row in part), told)
        basis = short_basis(basis_of([p for p, _ in part]))
        notes = notes_of(lines, opening_notes(section) if start == 0 else ())
        found.append(Slide(section.title, size, section.kind.value, table=table, basis=basis, notes=notes))
    return counted(found)


def _limit_row(line: Line, number: int, widths: tuple[float, float], size: float) -> tuple[tuple[Run, ...], ...]:
    """Who and what in one cell, for two narrow ones take half as many lines again; the mark of doubt where it takes fewer lines."""
    left, right = (width - 2 * PADDING for width in widths)
    who = Run(metrics.cut(f"{number}. {sources.who_words(line)}:", left, size, 2, bold=True), bold=True)
    limit = Run(metrics.cut(sources.keep_figures(line.limit) or "–", right, size, MOST - 2, bold=True), bold=True)
    mark = mark_runs(line)
    words = _lower(sources.act_words(line)) if line.act else sources.act_words(line)
    if not line.act and metrics.count_lines((who, Run(words)), left, size) >= MOST:
        words = words.partition(". ")[0]  # the first sentence has the limit; the notes have them all
    for most in range(MOST - 2, MOST - 5, -1):  # as much of the words as a slide holds below the table's head
        act = Run(metrics.cut(words, left, size, most))
        ways = (((who, act), (limit, *mark)), ((who, act, *mark), (limit,)))
        row = min(ways, key=lambda row: row_lines(widths, row, size))
        if row_lines(widths, row, size) < MOST:
            break
    return row


def _lower(act: str) -> str:
    """An act begins with a verb, so its first letter may be small after a colon."""
    return act[:1].lower() + act[1:]


def do_slides(section: Section, size: float, small: float) -> list[Slide]:
    """What to do and what not to do, side by side as long as there is something of both; what is left, across the slide."""
    half = master.HALVES[0][2]
    lines = [*(x for x in section.lines if x.do), *(x for x in section.lines if not x.do)]
    places = {line.key: number for number, line in enumerate(lines, start=1)}
    narrow = [p for p in numbered(lines, half, small, MOST) if p.number is not None and stack([p], half, small) < MOST]
    good, bad = (_filled([p for p in narrow if p.line and p.line.do is do], half, small) for do in (True, False))
    pairs = max(len(good), len(bad))
    good, bad = (_spread(side, pairs, half, small) for side in (good, bad))
    both = list(zip(good, bad, strict=False))
    found: list[Slide] = []
    for left, right in both:
        notes = notes_of(lines_of((*left, *right)), () if found else opening_notes(section))
        columns = (Column("Nên làm", True, left), Column("Không được, không nên", False, right))
        basis = short_basis(basis_of((*left, *right)))
        found.append(Slide(section.title, small, section.kind.value, columns=columns, basis=basis, notes=notes))
    shown = {line.key for pair in both for part in pair for line in lines_of(part)}
    for do, title in ((True, "Nên làm"), (False, "Không được, không nên")):
        rest = [line for line in lines if line.do is do and line.key not in shown]
        wide = [p for line in rest for p in numbered([line], master.WIDTH, size, start=places[line.key])]
        opening = () if found else opening_notes(section)
        found.extend(text_slides(wide, f"{section.title}: {title.lower()}", section.kind.value, size, opening))
    return _each_title(found)


def _spread(
    pages_of: Sequence[tuple[Paragraph, ...]], count: int, width: float, size: float
) -> list[tuple[Paragraph, ...]]:
    """A side of fewer slides over as many as the other has, where it has paragraphs enough."""
    paragraphs = [p for part in pages_of for p in part]
    for most in range(MOST - 1, 0, -1):
        if len(found := _filled(paragraphs, width, size, most)) == count:
            return found
    return list(pages_of)


def _each_title(slides: list[Slide]) -> list[Slide]:
    return [slide for _, same in groupby(slides, key=lambda s: s.title) for slide in counted(list(same))]


def _filled(
    paragraphs: Sequence[Paragraph], width: float, size: float, most: int = MOST - 1
) -> list[tuple[Paragraph, ...]]:
    used: Callable[[int, int], float | None] = lambda i, j: stack(paragraphs[i:j], width, size)  # noqa: E731
    return [tuple(paragraphs[i:j]) for i, j in pages(len(paragraphs), used, most)]
