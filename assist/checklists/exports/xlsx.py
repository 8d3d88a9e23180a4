"""A checklist as a spreadsheet: the items with real dates to sort and filter by, the arithmetic, and what is still to be asked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from assist.checklists.exports import CaseSheet, rows
from assist.checklists.model import write_instant

_WHEN = "dd/mm/yyyy hh:mm"
_ITEMS = {
    "STT": 6,
    "Thủ tục": 24,
    "Việc": 32,
    "Mức độ": 12,
    "Nội dung": 48,
    "Người thực hiện": 22,
    "Hạn": 18,
    "Hạn viết bằng chữ": 30,
    "Cách đọc khác": 18,
    "Cách đọc khác viết bằng chữ": 32,
    "Căn cứ": 42,
    "Tình trạng": 18,
    "Quy định khác": 48,
    "Xong": 8,
    "Hồ sơ": 24,
    "Ghi chú": 30,
}
_COUNTS = {
    "STT": 6,
    "Việc": 32,
    "Cách đọc": 26,
    "Hạn": 18,
    "Hạn viết bằng chữ": 28,
    "Cách tính": 70,
    "Căn cứ để tính": 44,
}
_REMARKS = {"Căn cứ": 60, "Lưu ý": 90}
_QUESTIONS = {"STT": 6, "Câu hỏi": 60, "Việc phụ thuộc câu trả lời": 70}
#: A program takes a cell that begins so for a formula, when it is typed over or comes back from a text file if not at once.
_FORMULA = ("=", "+", "-", "@", "\t")

Value = str | int | datetime | None


def checklist_xlsx(sheet: CaseSheet) -> bytes:
    """The checklist of a saved case as a spreadsheet; a limit that ends at 24:00 shows 23:59 of that day and says 24 giờ beside it."""
    book = Workbook()
    _fill(book.active, "Danh mục", _ITEMS, _items(sheet))
    _fill(book.create_sheet(), "Cách tính hạn", _COUNTS, _counts(sheet))
    _fill(book.create_sheet(), "Còn phải hỏi", _QUESTIONS, _questions(sheet))
    _fill(book.create_sheet(), "Lưu ý về căn cứ", _REMARKS, list(map(list, rows.remarks_on_bases(sheet.result))))
    about = book.properties
    about.title, about.language, about.creator = rows.clean(f"Danh mục thủ tục thân thiện – {sheet.code}"), "vi-VN", ""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _items(sheet: CaseSheet) -> list[list[Value]]:
    table: list[list[Value]] = []
    for title, lines in rows.by_procedure(sheet.result):
        for each in lines:
            line, reading = each.line, each.line.first
            deadline = reading.deadline
            table.append(
                [
                    each.number,
                    title,
                    line.item.act,
                    reading.demand.modality,
                    reading.demand.says,
                    line.item.who,
                    rows.same_day(deadline.due) if deadline else None,
                    "\n".join(rows.time_words(reading, line)),
                    rows.same_day(deadline.other) if deadline and deadline.other else None,
                    rows.other_words(reading),
                    "\n".join(rows.bases_words(reading)),
                    reading.status.value,
                    "\n".join(rows.differing_words(line)),
                    "x" if sheet.done.get(line.code) else "",
                    rows.record_words(sheet, line.code),
                    sheet.notes.get(line.code, ""),
                ]
            )
    return table


def _counts(sheet: CaseSheet) -> list[list[Value]]:
    return [
        [
            each.number,
            each.act,
            each.reading,
            rows.same_day(each.due),
            write_instant(each.due),
            "\n".join(each.steps),
            "\n".join(each.basis),
        ]
        for each in rows.counts(sheet.result)
    ]


def _questions(sheet: CaseSheet) -> list[list[Value]]:
    asked = rows.asked(sheet.result)
    return [[number, text, "\n".join(acts)] for number, (text, acts) in enumerate(asked, start=1)]


def _fill(page: Any, title: str, columns: dict[str, int], table: Sequence[Sequence[Value]]) -> None:
    """Write a page: its head in bold, which stays in sight, a filter a column, wrapped text. ``columns``: widths in characters."""
    page.title = title
    page.sheet_view.showGridLines = False
    edge = Side(style="thin", color="999999")
    border = Border(left=edge, right=edge, top=edge, bottom=edge)
    for row, values in enumerate([list(columns), *table], start=1):
        for column, value in enumerate(values, start=1):
            cell = page.cell(row, column)
            cell.border = border
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if row == 1 else None)
            _put(cell, value)
    for number, width in enumerate(columns.values(), start=1):
        page.cell(1, number).font = Font(bold=True)
        page.cell(1, number).fill = PatternFill("solid", fgColor="E7EEF5")
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0  # as many pages down as it takes
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Any, value: Value) -> None:
    """Set a cell; what looks like a formula is stored as text and marked so, for it may come from a user's note."""
    if isinstance(value, str):
        text = rows.clean(value)
        cell.value = text or None
        if text.startswith(_FORMULA):
            cell.data_type, cell.quotePrefix = "s", True
        return
    cell.value = value
    if isinstance(value, datetime):
        cell.number_format = _WHEN
