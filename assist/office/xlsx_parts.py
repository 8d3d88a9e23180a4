"""Spreadsheets: tables with heads that stay in sight, wrapped text, and nothing that a program would run."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from assist.office.text import clean

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | float | datetime | None

_WHEN = "dd/mm/yyyy hh:mm"
_LONGEST = 32_767  # characters of a cell; a file with more is refused as damaged
#: A program takes a cell that begins so for a formula, when it is typed over or comes back from a text file if not at once.
_FORMULA = ("=", "+", "-", "@", "\t")


def fill(page: Any, title: str, columns: Mapping[str, int], table: Sequence[Sequence[Value]]) -> None:
    """Write a page: its head in bold, which stays in sight, a filter a column. ``columns``: widths in characters."""
    page.title = title
    write_table(page, 1, list(columns), table)
    set_widths(page, list(columns.values()))
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    set_print(page)


def write_table(page: Any, row: int, heads: Sequence[str], table: Sequence[Sequence[Value]]) -> int:
    """Write a table from a row on, bordered and wrapped, its head in bold; the row after it."""
    page.sheet_view.showGridLines = False
    edge = Side(style="thin", color="999999")
    border = Border(left=edge, right=edge, top=edge, bottom=edge)
    at_head, inside = (Alignment(wrap_text=True, vertical="top", horizontal=side) for side in ("center", None))
    bold, shade = Font(bold=True), PatternFill("solid", fgColor="E7EEF5")
    for number, values in enumerate([list(heads), *table], start=row):
        for column, value in enumerate(values, start=1):
            cell = page.cell(number, column)
            cell.border = border
            cell.alignment = at_head if number == row else inside
            if number == row:
                cell.font, cell.fill = bold, shade
            put(cell, value)
    return row + 1 + len(table)


def set_widths(page: Any, widths: Sequence[int]) -> None:
    """``widths``: of the columns, in characters."""
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width


def set_print(page: Any) -> None:
    """A4 lying, as wide as the table, as many pages down as it takes."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def put(cell: Any, value: Value) -> None:
    """Set a cell; what looks like a formula is stored as text and marked so, for it may come from a user's note."""
    if isinstance(value, str):
        text = clean(value)
        cell.value = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        if not text:
            cell.value = None
        elif text.startswith(_FORMULA):
            cell.data_type, cell.quotePrefix = "s", True
        return
    cell.value = value
    if isinstance(value, datetime):
        cell.number_format = _WHEN


def to_bytes(book: Any, title: str) -> bytes:
    """The workbook as a file. ``title``: in its properties, which name no author."""
    about = book.properties
    about.title, about.language, about.creator = clean(title), "vi-VN", ""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
