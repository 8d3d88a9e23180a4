"""A checklist as a Word file in the layout of administrative documents (Decree 30/2020/NĐ-CP, Appendix I): A4, Times New Roman.

First the head of the document, the facts and a table a procedure; then what is still open, the signature, and on a page of its own
the appendix with the arithmetic of the deadlines.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from assist.checklists.exports import CaseSheet, rows
from assist.checklists.exports import docx_parts as parts
from assist.checklists.model import Line, write_instant

TITLE = "DANH MỤC THỦ TỤC THÂN THIỆN"
_BODY = 13.0  # points
_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 15.0, 20.0, 20.0  # millimetres
_TEXT_WIDTH = 210 - _LEFT - _RIGHT
_HEAD_WIDTHS = (68.0, 97.0)
_HEADS = ("STT", "Việc", "Người thực hiện", "Hạn (giờ, ngày)", "Căn cứ", "Xong", "Ghi chú")
_WIDTHS = (10.0, 53.0, 22.0, 25.0, 29.0, 11.0, 15.0)
_DOTS = "…" * 14
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def checklist_docx(sheet: CaseSheet) -> bytes:
    """The checklist of a saved case as a Word file."""
    word = _blank(sheet)
    _head(word, sheet)
    sections = [("Tình tiết của vụ việc", _facts), ("Việc phải làm", _items), ("Điều còn phải hỏi", _questions)]
    if sheet.result.lapsed:
        sections.append(("Căn cứ không có hiệu lực vào ngày này", _lapsed))
    if sheet.result.remarks:
        sections.append(("Lưu ý", _remarks))
    for roman, (title, write) in zip(_ROMAN, sections, strict=False):
        word.add_heading(f"{roman}. {title}", level=1)
        write(word, sheet)
    _signature(word, sheet)
    _appendix(word, sheet)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def write_place_and_day(place: str, day: date | None) -> str:
    """``Hà Nội, ngày 05 tháng 3 năm 2026``: days under 10 and the months 1 and 2 get a zero before, so that nobody adds a digit."""
    if day is None:
        when = "ngày … tháng … năm …"
    else:
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        when = f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return f"{place.strip() or '……………'}, {when}"


def _blank(sheet: CaseSheet) -> Any:
    """An empty document with the page, styles, page numbers and properties. No author: who made it is for the signature to say."""
    word = Document()
    parts.set_defaults(word, "vi-VN")
    parts.set_font(word.styles["Normal"], _BODY)
    form = word.styles["Normal"].paragraph_format
    form.space_after, form.line_spacing = Pt(6), 1.15
    for level, size in ((1, 13.0), (2, 13.0)):
        style = word.styles[f"Heading {level}"]
        parts.set_font(style, size, bold=True, italic=level == 2)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10), Pt(6)
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True  # the first page shows no number
    header = section.header.paragraphs[0]
    parts.tight(header, _CENTRE)
    parts.add_page_number(header)
    made = datetime.combine(sheet.day or sheet.result.on, time.min)
    about = word.core_properties
    about.title = rows.clean(f"Danh mục thủ tục thân thiện – {sheet.title or sheet.code}")[:255]  # the format's limit
    about.language = "vi-VN"
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = made
    return word


def _head(word: Any, sheet: CaseSheet) -> None:
    left, right = _HEAD_WIDTHS
    table = parts.add_table(word, _HEAD_WIDTHS)
    bodies, nation = parts.add_row(table, _HEAD_WIDTHS).cells
    body = sheet.body.strip().upper() or _DOTS
    parts.write(parts.tight(bodies.paragraphs[0], _CENTRE), sheet.upper_body.strip().upper() or _DOTS, 12)
    parts.write(parts.tight(bodies.add_paragraph(), _CENTRE), body, 12, bold=True)
    parts.rule(bodies.add_paragraph(), left, 24)
    nation_line = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    parts.write(parts.tight(nation.paragraphs[0], _CENTRE), nation_line, 12, bold=True)
    parts.write(parts.tight(nation.add_paragraph(), _CENTRE), "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    parts.rule(nation.add_paragraph(), right, 60)  # as long as the motto above it
    number, place = parts.add_row(table, _HEAD_WIDTHS).cells
    parts.write(parts.tight(number.paragraphs[0], _CENTRE, before=4), f"Số: {sheet.number.strip() or '……/……'}")
    when = write_place_and_day(sheet.place, sheet.day)
    parts.write(parts.tight(place.paragraphs[0], _CENTRE, before=4), when, italic=True)
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, before=18), TITLE, 14, bold=True)
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=2), sheet.title.strip() or _DOTS, 14, bold=True)
    parts.rule(word.add_paragraph(), _TEXT_WIDTH, 50)


def _facts(word: Any, sheet: CaseSheet) -> None:
    facts = [("Mã hồ sơ", sheet.code), ("Tính theo pháp luật ngày", f"{sheet.result.on:%d/%m/%Y}"), *sheet.facts]
    for label, value in facts:
        paragraph = parts.tight(word.add_paragraph(), after=3)
        parts.write(paragraph, f"{label}: ")
        parts.write(paragraph, value or "……", bold=True)


def _items(word: Any, sheet: CaseSheet) -> None:
    for number, (title, lines) in enumerate(rows.by_procedure(sheet.result), start=1):
        word.add_heading(f"{number}. {rows.clean(title)}", level=2)
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


def _signature(word: Any, sheet: CaseSheet) -> None:
    """Recipients at the left, the signer at the right, together on one page, with room for a hand."""
    parts.tight(word.add_paragraph())
    recipients, signer = parts.add_row(parts.add_table(word, (75.0, 90.0)), (75.0, 90.0)).cells
    parts.write(parts.tight(recipients.paragraphs[0]), "Nơi nhận:", 11, bold=True, italic=True)
    for text in ("- ……………………;", f"- Lưu: hồ sơ {sheet.code}."):
        parts.write(parts.tight(recipients.add_paragraph()), text, 11)
    parts.write(parts.tight(signer.paragraphs[0], _CENTRE), "NGƯỜI LẬP DANH MỤC", bold=True)
    parts.write(parts.tight(signer.add_paragraph(), _CENTRE), sheet.position.strip().upper() or _DOTS, bold=True)
    parts.write(parts.tight(signer.add_paragraph(), _CENTRE, after=70), "(Ký, ghi rõ họ tên)", italic=True)


def _appendix(word: Any, sheet: CaseSheet) -> None:
    """What would fill the narrow columns: the arithmetic of the deadlines, and what is to be known of the bases."""
    counts, remarks = rows.counts(sheet.result), rows.remarks_on_bases(sheet.result)
    if not counts and not remarks:
        return
    head = word.add_heading("PHỤ LỤC", level=1)
    head.paragraph_format.page_break_before = True
    parts.tight(head, _CENTRE)
    number = sheet.number.strip() or "……/……"
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
