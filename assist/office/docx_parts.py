"""The Word parts that python-docx has no call for: fonts by name in every script, rules, borders, rows that stay whole, fields."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assist.office.text import clean

FONT = "Times New Roman"


def set_font(style: Any, size: float, *, bold: bool = False, italic: bool = False) -> None:
    """Give a style the document's font in black. ``size``: points. The theme's fonts, which would win over the name, are dropped."""
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    _name_fonts(style.element.rPr.rFonts)
    for colour in style.element.rPr.findall(qn("w:color")):
        style.element.rPr.remove(colour)


def set_defaults(word: Any, language: str) -> None:
    """The document's own font and language, for text that no style covers and for the spelling checker."""
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _name_fonts(defaults.find(qn("w:rFonts")))
    defaults.find(qn("w:lang")).set(qn("w:val"), language)


def _name_fonts(fonts: Any) -> None:
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def write(
    paragraph: Any,
    text: str,
    size: float | None = None,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> Any:
    """Add text to a paragraph, and give the paragraph back. ``size``: points; None: the style's."""
    run = paragraph.add_run(clean(text))
    run.bold, run.italic, run.underline = bold or None, italic or None, underline or None
    if size:
        run.font.size = Pt(size)
    return paragraph


def tight(paragraph: Any, align: WD_ALIGN_PARAGRAPH | None = None, *, before: float = 0, after: float = 0) -> Any:
    """Single spacing, for heads, tables and the signature. ``before``, ``after``: points."""
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing, form.first_line_indent = Pt(before), Pt(after), 1.0, Mm(0)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def rule(paragraph: Any, width: float, length: float) -> None:
    """Make an empty paragraph a centred rule of ``length`` in a column of ``width``, both in millimetres."""
    tight(paragraph, before=2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm((width - length) / 2)
    # exact: an empty line of 13 points would part the rule from its text
    paragraph.paragraph_format.line_spacing = Pt(6)
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:top"))
    # the schema orders what a paragraph's properties hold: a border stands before the spacing
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _border(tag: str) -> Any:
    border = OxmlElement(tag)
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    return border


def add_table(word: Any, widths: Sequence[float], heads: Sequence[str] = (), size: float = 11) -> Any:
    """A table of fixed column ``widths`` (millimetres). With ``heads`` it has borders and a first row that every page repeats."""
    table = word.add_table(rows=0, cols=len(widths))
    table.autofit = False
    if heads:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _cell_margins(table, 1.2 if heads else 0)
    if heads:
        row = add_row(table, widths)
        for cell, head in zip(row.cells, heads, strict=True):
            write(tight(cell.paragraphs[0], WD_ALIGN_PARAGRAPH.CENTER, before=2, after=2), head, size, bold=True)
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        keep_with_next(row)
    return table


def _cell_margins(table: Any, side: float) -> None:
    """``side``: millimetres left and right; a table without borders has none, so that its text lines up with the page's."""
    margins = OxmlElement("w:tblCellMar")
    for edge in ("w:left", "w:right"):
        margin = OxmlElement(edge)
        margin.set(qn("w:w"), str(Mm(side).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def add_row(table: Any, widths: Sequence[float], *, whole: bool = True) -> Any:
    """A row that no page break splits; with ``whole`` False one that may run on to the next page, for it is high."""
    row = table.add_row()
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    if whole:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def fill(cell: Any, *parts: tuple[str, str], size: float = 11, align: WD_ALIGN_PARAGRAPH | None = None) -> None:
    """Write a cell, a paragraph a part: (text, look), the look being ``bold``, ``italic`` or empty. Empty texts are left out."""
    paragraph = cell.paragraphs[0]
    for text, look in (part for part in parts if part[0]):
        if paragraph.runs:
            paragraph = cell.add_paragraph()
        write(paragraph, text, size, bold=look == "bold", italic=look == "italic")
    for each in cell.paragraphs:
        tight(each, align, before=1, after=1)


def keep_with_next(row: Any) -> None:
    """Keep a row on one page with the row after it."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def add_picture(word: Any, png: bytes, width: float, told: str) -> None:
    """A picture in a paragraph of its own. ``width``: millimetres. ``told``: what it shows, for those who cannot see it."""
    picture = tight(word.add_paragraph(), WD_ALIGN_PARAGRAPH.CENTER).add_run().add_picture(io.BytesIO(png), Mm(width))
    picture._inline.docPr.set("descr", clean(told))


def add_page_number(paragraph: Any) -> None:
    """The number of the page, as a field."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)
