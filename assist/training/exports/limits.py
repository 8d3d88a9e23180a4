"""The slides of the table of time limits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.training.exports import metrics, sources
from assist.training.exports.fitting import Sizes, fewest
from assist.training.exports.metrics import Run
from assist.training.exports.paging import pages
from assist.training.exports.paragraphs import (
    MOST,
    Paragraph,
    basis_of,
    fits_foot,
    mark_runs,
    notes_of,
    opening_notes,
    short_basis,
)
from assist.training.exports.plan import PADDING, Slide, Table, row_lines
from assist.training.model import Line, Section

_WIDTHS = ((540.0, 332.0), (460.0, 412.0), (610.0, 262.0))  # some lessons have long limits, others short ones
_Row = tuple[tuple[Run, ...], ...]
_Numbered = tuple[int, Line]


def limit_slides(section: Section, sizes: Sizes) -> list[Slide]:
    """The table with its head on every slide. Bodies that must do the same in the same time share a row."""

    def make(size: float) -> list[Slide]:
        return min(
            (_slides(section, size, widths) for widths in _WIDTHS), key=lambda s: (len(s), sum(x.lines() for x in s))
        )

    return fewest(make, sizes.table)


def _slides(section: Section, size: float, widths: tuple[float, float]) -> list[Slide]:
    shared = shared_rows(section.lines)
    rows = [_row(same, size, widths) for same in shared]

    def paragraphs(start: int, end: int) -> list[Paragraph]:
        return [Paragraph((), number, line=line) for same in shared[start:end] for number, line in same]

    def used(start: int, end: int) -> float | None:
        if not fits_foot(basis_of(paragraphs(start, end))):
            return None
        return sum(row_lines(widths, row, size) for row in rows[start:end])

    found: list[Slide] = []
    for start, end in pages(len(rows), used, MOST - 1):
        part = paragraphs(start, end)
        told = f"Bảng thời hạn, hàng {start + 1} đến {end}: ai, việc gì, trong bao lâu."
        table = Table(widths, ("Ai, việc gì", "Thời hạn"), tuple(rows[start:end]), told)
        lines = [p.line for p in part if p.line]
        notes = notes_of(lines, opening_notes(section) if start == 0 else ())
        basis = short_basis(basis_of(part))
        found.append(Slide(section.title, size, section.kind.value, table=table, basis=basis, notes=notes))
    return found


def shared_rows(lines: Sequence[Line]) -> list[list[_Numbered]]:
    """The lines with their numbers, those together that differ in nothing but who must act."""
    found: dict[tuple[str, str, bool] | int, list[_Numbered]] = {}
    for number, line in enumerate(lines, start=1):
        same = (sources.act_beside_limit(line), line.limit, sources.is_doubtful(line))
        found.setdefault(same if line.who and line.act and line.limit else number, []).append((number, line))
    return list(found.values())


def _row(same: Sequence[_Numbered], size: float, widths: tuple[float, float]) -> _Row:
    """Who and what in one cell, for two narrow ones take half as many lines again; the mark of doubt where it takes fewer lines."""
    left, right = (width - 2 * PADDING for width in widths)
    line = same[0][1]
    numbers = ", ".join(str(number) for number, _ in same)
    bodies = "; ".join(dict.fromkeys(sources.who_words(each) for _, each in same))
    who = Run(metrics.cut(f"{numbers}. {bodies}:", left, size, 3, bold=True), bold=True)
    mark = mark_runs(line)
    words = _lower(sources.act_beside_limit(line)) if line.act else sources.act_words(line)
    if not line.act and metrics.count_lines((who, Run(words)), left, size) >= MOST:
        words = words.partition(". ")[0]  # the first sentence has the limit; the notes have them all
    limit = _limit_runs(line, right, size)
    for most in range(MOST - 2, MOST - 5, -1):  # as much of the words as a slide holds below the table's head
        act = Run(metrics.cut(words, left, size, most))
        ways = (((who, act), (*limit, *mark)), ((who, act, *mark), limit))
        row = min(ways, key=lambda row: row_lines(widths, row, size))
        if row_lines(widths, row, size) < MOST:
            break
    return row


def _limit_runs(line: Line, room: float, size: float) -> tuple[Run, ...]:
    """How long in bold, from when and with which exception in plain type."""
    long, since = sources.cut_limit(line.limit or "–")
    if not since and (found := re.search(r"[,;] ", long)):
        long, since = long[: found.start() + 1], long[found.end() :]
    bold = Run(metrics.cut(long, room, size, MOST - 2, bold=True), bold=True)
    left = MOST - 2 - metrics.count_lines([bold], room, size)
    return (bold, Run(metrics.cut(since, room, size, left))) if since and left > 0 else (bold,)


def _lower(act: str) -> str:
    """An act begins with a verb, so its first letter may be small after a colon."""
    return act[:1].lower() + act[1:]
