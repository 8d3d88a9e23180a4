"""The layout of administrative documents (Decree 30/2020/NĐ-CP, Appendix I): A4, margins, Times New Roman, head, signature."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from assist.office import docx_parts as parts
from assist.office.letterhead import Letterhead
from assist.office.text import clean

DOTS = "…" * 14
NO_NUMBER = "……/……"
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BODY = 13.0  # points
_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 15.0, 20.0, 20.0  # millimetres
_SHORT, _LONG = 210.0, 297.0
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def text_width(*, landscape: bool = False) -> float:
    """The width between the margins, in millimetres."""
    return (_LONG if landscape else _SHORT) - _LEFT - _RIGHT


def begin(title: str, made: date, *, landscape: bool = False) -> Any:
    """An empty document with the page, styles, page numbers and properties. No author: who made it is for the signature to say.

    ``title``: in the file's properties. ``made``: the day the properties tell, so that one document makes one file.
    """
    word = Document()
    parts.set_defaults(word, "vi-VN")
    parts.set_font(word.styles["Normal"], _BODY)
    form = word.styles["Normal"].paragraph_format
    form.space_after, form.line_spacing = Pt(6), 1.15
    for level in (1, 2):
        style = word.styles[f"Heading {level}"]
        parts.set_font(style, _BODY, bold=True, italic=level == 2)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10), Pt(6)
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True  # the first page shows no number
    header = section.header.paragraphs[0]
    parts.tight(header, _CENTRE)
    parts.add_page_number(header)
    about = word.core_properties
    about.title = clean(title)[:255]  # the format's limit
    about.language = "vi-VN"
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime.combine(made, time.min)
    return word


def write_head(word: Any, head: Letterhead, kind: str, subject: str, *, landscape: bool = False) -> None:
    """Bodies, nation, number, place and day; under them what kind of document it is (``BÁO CÁO``) and what it is about."""
    width = text_width(landscape=landscape)
    left = round(width * 0.412)  # the nation's line needs the wider half
    widths = (left, width - left)
    table = parts.add_table(word, widths)
    bodies, nation = parts.add_row(table, widths).cells
    parts.write(parts.tight(bodies.paragraphs[0], _CENTRE), head.upper_body.strip().upper() or DOTS, 12)
    parts.write(parts.tight(bodies.add_paragraph(), _CENTRE), head.body.strip().upper() or DOTS, 12, bold=True)
    parts.rule(bodies.add_paragraph(), widths[0], 24)
    nation_line = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    parts.write(parts.tight(nation.paragraphs[0], _CENTRE), nation_line, 12, bold=True)
    parts.write(parts.tight(nation.add_paragraph(), _CENTRE), "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    parts.rule(nation.add_paragraph(), widths[1], 60)  # as long as the motto above it
    number, place = parts.add_row(table, widths).cells
    parts.write(parts.tight(number.paragraphs[0], _CENTRE, before=4), f"Số: {head.number.strip() or NO_NUMBER}")
    when = write_place_and_day(head.place, head.day)
    parts.write(parts.tight(place.paragraphs[0], _CENTRE, before=4), when, italic=True)
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, before=18), kind, 14, bold=True)
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=2), subject.strip() or DOTS, 14, bold=True)
    parts.rule(word.add_paragraph(), width, 50)


def write_signature(word: Any, head: Letterhead, role: str, kept: str, *, landscape: bool = False) -> None:
    """Recipients at the left, the signer at the right, together on one page, with room for a hand.

    ``role``: ``NGƯỜI LẬP DANH MỤC``. ``kept``: where a copy stays, ``Lưu: hồ sơ HS-7``.
    """
    width = text_width(landscape=landscape)
    left = round(width * 0.4545)
    widths = (left, width - left)
    parts.tight(word.add_paragraph())
    recipients, signer = parts.add_row(parts.add_table(word, widths), widths).cells
    parts.write(parts.tight(recipients.paragraphs[0]), "Nơi nhận:", 11, bold=True, italic=True)
    for text in ("- ……………………;", f"- {kept}."):
        parts.write(parts.tight(recipients.add_paragraph()), text, 11)
    parts.write(parts.tight(signer.paragraphs[0], _CENTRE), role, bold=True)
    parts.write(parts.tight(signer.add_paragraph(), _CENTRE), head.position.strip().upper() or DOTS, bold=True)
    parts.write(parts.tight(signer.add_paragraph(), _CENTRE, after=70), "(Ký, ghi rõ họ tên)", italic=True)


def to_bytes(word: Any) -> bytes:
    """The document as a file."""
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
