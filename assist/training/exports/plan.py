"""A slide before it is drawn: what stands on it, how many lines that is and how high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assist.training.exports import master, metrics
from assist.training.exports.metrics import LEADING, Run
from assist.training.exports.paragraphs import MOST, Paragraph, stack

PADDING = 6.0  # points on either side of a cell's words


@dataclass(frozen=True)
class Air:
    """The white between lines. ``leading``: of the size, from line to line; ``gap``: between paragraphs; ``cell``: above and below
    the words of a cell; the last two in points."""

    leading: float = LEADING
    gap: float = 9.0
    cell: float = 4.0


LEAST_AIR = Air()


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

    ``kicker``: the part of the lesson; ``basis``: its provisions, in small type; ``size``, ``title_size``: of its text and its title,
    in points; ``lettered``: the numbers of its paragraphs are shown as A, B, C.
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
    title_size: float = master.TITLE_SIZE

    def lines(self) -> int:
        """The lines of text on it at its width, the heads of columns and tables counted, title and feet not."""
        if self.columns:
            return 1 + max(stack(column.paragraphs, master.HALVES[0][2], self.size) for column in self.columns)
        text = stack(self.paragraphs, master.WIDTH, self.size)
        if self.table:
            rows = sum(row_lines(self.table.widths, row, self.size) for row in self.table.rows)
            return text + bool(self.table.heads) + rows
        return text

    def text_height(self, air: Air = LEAST_AIR) -> float:
        """Of its paragraphs, in points; over a table with the gap that parts them."""
        lines = stack(self.paragraphs, master.WIDTH, self.size)
        gaps = len(self.paragraphs) + (1 if self.table else -1)
        return lines * lead(self.size, air) + gaps * air.gap if self.paragraphs else 0.0

    def height(self, air: Air = LEAST_AIR) -> float:
        """Of all that stands below the title and above the provisions, in points."""
        if self.columns:
            return max(
                master.HALVES[0][1]
                - master.HEADS[0][1]
                + stack(column.paragraphs, master.HALVES[0][2], self.size) * lead(self.size, air)
                + (len(column.paragraphs) - 1) * air.gap
                for column in self.columns
            )
        high = self.text_height(air)
        if self.table:
            lines = [row_lines(self.table.widths, row, self.size) for row in self.table.rows] + [1] * bool(
                self.table.heads
            )
            high += sum(lines) * lead(self.size, air) + 2 * len(lines) * air.cell
        return high

    def fits(self) -> bool:
        """Whether it keeps to seven lines and to the room between title and provisions, and breaks no word of a table."""
        if self.lines() > MOST or self.height() > master.BODY[3]:
            return False
        return not self.table or all(
            metrics.holds_words(cell, width - 2 * PADDING, self.size)
            for row in self.table.rows
            for cell, width in zip(row, self.table.widths, strict=True)
        )


def lead(size: float, air: Air = LEAST_AIR) -> int:
    """From one line to the next, in whole points."""
    return round(size * air.leading)


def row_lines(widths: Sequence[float], row: Sequence[Sequence[Run]], size: float) -> int:
    """The lines of a row of a table: those of its longest cell."""
    return max(metrics.count_lines(cell, w - 2 * PADDING, size) for w, cell in zip(widths, row, strict=True))
