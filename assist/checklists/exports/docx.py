"""A checklist as a Word file in the layout of administrative documents (Decree 30/2020/NĐ-CP, Appendix I): A4, Times New Roman.

First the head of the document, the facts and a table a procedure; then what is still open, the signature, and on a page of its own
the appendix with the arithmetic of the deadlines.
"""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH

from assist.checklists.exports import CaseSheet, rows
from assist.checklists.model import Line, write_instant
from assist.office import administrative
from assist.office import docx_parts as parts
from assist.office.text import clean

TITLE = "DANH MỤC THỦ TỤC THÂN THIỆN"
_HEADS = ("STT", "Việc", "Người thực hiện", "Hạn (giờ, ngày)", "Căn cứ", "Xong", "Ghi chú")
_WIDTHS = (10.0, 53.0, 22.0, 25.0, 29.0, 11.0, 15.0)
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def checklist_docx(sheet: CaseSheet) -> bytes:
    """The checklist of a saved case as a Word file."""
    name = f"Danh mục thủ tục thân thiện – {sheet.title or sheet.code}"
    word = administrative.begin(name, sheet.day or sheet.result.on)
    administrative.write_head(word, sheet, TITLE, sheet.title)
    sections = [("Tình tiết của vụ việc", _facts), ("Việc phải làm", _items), ("Điều còn phải hỏi", _questions)]
    if sheet.result.lapsed:
        sections.append(("Căn cứ không có hiệu lực vào ngày này", _lapsed))
    if sheet.result.remarks:
        sections.append(("Lưu ý", _remarks))
    for roman, (title, write) in zip(_ROMAN, sections, strict=False):
        word.add_heading(f"{roman}. {title}", level=1)
        write(word, sheet)
    administrative.write_signature(word, sheet, "NGƯỜI LẬP DANH MỤC", f"Lưu: hồ sơ {sheet.code}")
    _appendix(word, sheet)
    return administrative.to_bytes(word)


def _facts(word: Any, sheet: CaseSheet) -> None:
    facts = [("Mã hồ sơ", sheet.code), ("Tính theo pháp luật ngày", f"{sheet.result.on:%d/%m/%Y}"), *sheet.facts]
    for label, value in facts:
        paragraph = parts.tight(word.add_paragraph(), after=3)
        parts.write(paragraph, f"{label}: ")
        parts.write(paragraph, value or "……", bold=True)


def _items(word: Any, sheet: CaseSheet) -> None:
    for number, (title, lines) in enumerate(rows.by_procedure(sheet.result), start=1):
        word.add_heading(f"{number}. {clean(title)}", level=2)
        table = parts.add_table(word, _WIDTHS, _HEADS)
        for each in lines:
            _item(table, each, sheet)
    if not sheet.result.lines:
        word.add_paragraph("Không có việc nào áp dụng cho vụ việc với các tình tiết đã ghi.")


def _item(table: Any, each: rows.Numbered, sheet: CaseSheet) -> None:
    """One row; what other provisions say stands in a row of its own below, which is too long for a column."""
    line, reading = each.line, each.line.first
    row = parts.add_row(table, _WIDTHS)
    number, act, who, when, basis, done, note = row.cells
    parts.fill(number, (str(each.number), ""), align=_CENTRE)
    parts.fill(act, (line.item.act, "bold"), (rows.demand_words(reading.demand), ""))
    parts.fill(who, (line.item.who, ""))
    times = rows.time_words(reading, line)
    looks = ["bold" if reading.deadline else "", *[""] * len(times)]
    # why the readings differ would fill the narrow column; the appendix says it
    parts.fill(when, *zip(times, looks, strict=False), (rows.other_words(reading, reasons=False), "italic"))
    parts.fill(basis, *((words, "") for words in rows.bases_words(reading)))
    parts.fill(done, ("x" if sheet.done.get(line.code) else "", ""), align=_CENTRE)
    parts.fill(note, (sheet.notes.get(line.code, ""), ""), (rows.record_words(sheet, line.code), ""))
    others = rows.differing_words(line)
    if others:
        below = parts.add_row(table, _WIDTHS)
        wide = below.cells[1].merge(below.cells[-1])
        number.merge(below.cells[0])
        parts.fill(wide, *((words, "") for words in others))
        parts.keep_with_next(row)


def _questions(word: Any, sheet: CaseSheet) -> None:
    asked = rows.asked(sheet.result)
    if not asked:
        word.add_paragraph("Không còn điều nào phải hỏi.")
        return
    widths = (11.0, 69.0, 85.0)
    table = parts.add_table(word, widths, ("STT", "Câu hỏi", "Việc phụ thuộc câu trả lời"))
    for number, (text, acts) in enumerate(asked, start=1):
        cells = parts.add_row(table, widths).cells
        parts.fill(cells[0], (str(number), ""), align=_CENTRE)
        parts.fill(cells[1], (text, ""))
        parts.fill(cells[2], *((f"- {act}", "") for act in acts))


def _lapsed(word: Any, sheet: CaseSheet) -> None:
    widths = (11.0, 74.0, 80.0)
    table = parts.add_table(word, widths, ("STT", "Việc", "Căn cứ và tình trạng"))
    for number, line in enumerate(sheet.result.lapsed, start=1):
        cells = parts.add_row(table, widths).cells
        parts.fill(cells[0], (str(number), ""), align=_CENTRE)
        parts.fill(cells[1], (line.item.act, "bold"), (line.procedure, ""))
        parts.fill(cells[2], *((words, "") for words in _all_bases(line)))


def _all_bases(line: Line) -> list[str]:
    return [words for reading in (line.first, *line.others) for words in rows.bases_words(reading)]


def _remarks(word: Any, sheet: CaseSheet) -> None:
    for remark in sheet.result.remarks:
        parts.write(word.add_paragraph(), f"- {remark}")


def _appendix(word: Any, sheet: CaseSheet) -> None:
    """What would fill the narrow columns: the arithmetic of the deadlines, and what is to be known of the bases."""
    counts, remarks = rows.counts(sheet.result), rows.remarks_on_bases(sheet.result)
    if not counts and not remarks:
        return
    head = word.add_heading("PHỤ LỤC", level=1)
    head.paragraph_format.page_break_before = True
    parts.tight(head, _CENTRE)
    number = sheet.number.strip() or administrative.NO_NUMBER
    kept = f"(Kèm theo Danh mục thủ tục thân thiện số {number}, hồ sơ {sheet.code})"
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=8), kept, italic=True)
    if counts:
        _counts(word, counts)
    if remarks:
        parts.write(
            parts.tight(word.add_paragraph(), _CENTRE, after=4), "Lưu ý về hiệu lực và sửa đổi của căn cứ", bold=True
        )
        widths = (65.0, 100.0)
        table = parts.add_table(word, widths, ("Căn cứ", "Lưu ý"))
        for places, remark in remarks:
            cells = parts.add_row(table, widths).cells
            parts.fill(cells[0], (places, ""))
            parts.fill(cells[1], (remark, ""))


def _counts(word: Any, counts: list[rows.Count]) -> None:
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=4), "Cách tính hạn", bold=True)
    widths = (11.0, 40.0, 30.0, 52.0, 32.0)
    table = parts.add_table(word, widths, ("STT", "Việc", "Hạn", "Cách tính", "Căn cứ để tính"))
    for count in counts:
        cells = parts.add_row(table, widths).cells
        parts.fill(cells[0], (str(count.number), ""), align=_CENTRE)
        parts.fill(cells[1], (count.act, ""), (count.reading, "italic"))
        parts.fill(cells[2], (write_instant(count.due), "bold"))
        parts.fill(cells[3], *((step, "") for step in count.steps))
        parts.fill(cells[4], *((words, "") for words in count.basis))
    parts.tight(word.add_paragraph(), after=6)
