"""A checklist as a spreadsheet: the items with real dates to sort and filter by, the arithmetic, and what is still to be asked."""

from __future__ import annotations

from openpyxl import Workbook

from assist.checklists.exports import CaseSheet, rows
from assist.checklists.model import write_instant
from assist.office.xlsx_parts import Value, fill, to_bytes

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


def checklist_xlsx(sheet: CaseSheet) -> bytes:
    """The checklist of a saved case as a spreadsheet; a limit that ends at 24:00 shows 23:59 of that day and says 24 giờ beside it."""
    book = Workbook()
    fill(book.active, "Danh mục", _ITEMS, _items(sheet))
    fill(book.create_sheet(), "Cách tính hạn", _COUNTS, _counts(sheet))
    fill(book.create_sheet(), "Còn phải hỏi", _QUESTIONS, _questions(sheet))
    fill(book.create_sheet(), "Lưu ý về căn cứ", _REMARKS, list(map(list, rows.remarks_on_bases(sheet.result))))
    return to_bytes(book, f"Danh mục thủ tục thân thiện – {sheet.code}")


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
