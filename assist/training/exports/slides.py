"""The slides of a lesson as a presentation."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.dml.color import ColorFormat
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from assist.office.text import capital, clean
from assist.training.exports import master, metrics, sources
from assist.training.exports.deck import slides_of
from assist.training.exports.fitting import air_for
from assist.training.exports.metrics import Run
from assist.training.exports.paragraphs import Paragraph, indent
from assist.training.exports.plan import LEAST_AIR, PADDING, Air, Column, Slide, Table, lead
from assist.training.exports.titles import shortened
from assist.training.model import Lesson

_COVER_SIZES = (36.0, 32.0, 28.0, 24.0)  # of the lesson's title
_COVER_LINES, _COVER_WIDTH = 4, 800.0
#: The theme's colours by look.
THEME = {
    "mark": MSO_THEME_COLOR.ACCENT_4,
    "quiet": MSO_THEME_COLOR.ACCENT_5,
    "good": MSO_THEME_COLOR.ACCENT_2,
    "bad": MSO_THEME_COLOR.ACCENT_3,
    "head": MSO_THEME_COLOR.TEXT_2,
    "white": MSO_THEME_COLOR.BACKGROUND_1,
}


def lesson_pptx(lesson: Lesson) -> bytes:
    """The slides as a file."""
    deck = master.begin(lesson.title, lesson.on)
    foot = f"{sources.day_words(lesson)} · {lesson.title}"
    foot = shortened(foot, master.FOOT[2], master.FOOT_SIZE, bold=False)
    _cover(deck, lesson)
    for slide in slides_of(lesson):
        _draw(deck, slide, foot)
    return to_bytes(deck)


def to_bytes(deck: Any) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _cover(deck: Any, lesson: Lesson) -> None:
    slide = master.add_slide(deck, master.COVER, sources.day_words(lesson))
    words = clean(lesson.title)
    fitting = [s for s in _COVER_SIZES if metrics.count_lines([Run(words, True)], _COVER_WIDTH, s) <= _COVER_LINES]
    size = max(fitting, default=_COVER_SIZES[-1])
    title = slide.shapes.title.text_frame.paragraphs[0]
    write(title, [Run(shortened(words, _COVER_WIDTH, size, _COVER_LINES))], size)
    title.line_spacing = Pt(lead(size))
    about = [
        f"Người học: {lesson.audience.value}",
        f"Thời lượng: {lesson.minutes} phút",
        f"{sources.day_words(lesson)}",
    ]
    if unsure := _unsure(lesson):
        about.append(unsure)
    frame = master.placeholder(slide, 1).text_frame
    for at, words in enumerate(about):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        write(paragraph, [Run(words)])
    notes = [f"Chủ đề: {capital(lesson.topic)}.", sources.MADE_BY, *lesson.remarks]
    _write_notes(slide, notes)
    master.number_shapes(slide)


def _unsure(lesson: Lesson) -> str:
    """How much is not verified, for those who work with the provisions; pupils and teachers are told by the trainer."""
    count = 0 if lesson.audience in sources.TOLD_BY_TRAINER else sources.count_doubts(lesson)
    return f"Có {count} nội dung chưa xác minh, được đánh dấu trong bài" if count else ""


def _draw(deck: Any, planned: Slide, foot: str) -> None:
    text = planned.paragraphs and not planned.columns
    layout = master.COLUMNS if planned.columns else master.TEXT if text else master.PLAIN
    slide = master.add_slide(deck, layout, foot)
    air = air_for(planned)
    title = slide.shapes.title.text_frame.paragraphs[0]
    write(title, [Run(planned.title)], 0 if planned.title_size == master.TITLE_SIZE else planned.title_size)
    title.line_spacing = Pt(lead(planned.title_size))
    if planned.kicker and not planned.title.startswith(planned.kicker):
        kicker = shortened(planned.kicker, master.WIDTH, master.KICKER_SIZE)
        write(master.placeholder(slide, master.KICKER_AT).text_frame.paragraphs[0], [Run(kicker)])
    if planned.basis:
        write(master.placeholder(slide, master.BASIS_AT).text_frame.paragraphs[0], [Run(planned.basis)])
    if planned.columns:
        for column, head_at, at in zip(planned.columns, master.HEADS_AT, (1, master.RIGHT_AT), strict=True):
            _column(slide, column, (head_at, at), planned.size, air)
    top = master.BODY[1]
    if text:
        body = master.placeholder(slide, 1)
        _paragraphs(body, planned.paragraphs, planned.size, air, lettered=planned.lettered)
        if planned.table:
            high = planned.text_height(air)
            body.left, body.top, body.width, body.height = (Pt(v) for v in (*master.BODY[:3], high))
            top += high
    if planned.table:
        draw_table(slide, planned.table, (master.LEFT, top), planned.size, air)
    master.drop_empty(slide)
    master.order(slide)
    _write_notes(slide, planned.notes)
    master.number_shapes(slide)


def _column(slide: Any, column: Column, places: tuple[int, int], size: float, air: Air) -> None:
    head = master.placeholder(slide, places[0])
    head.fill.solid()
    head.fill.fore_color.theme_color = THEME["good" if column.good else "bad"]
    sign = "✔" if column.good else "✘"
    write(head.text_frame.paragraphs[0], [Run(f"{sign} {column.head}", look="white")])
    head.text_frame.margin_left = Pt(10)
    _paragraphs(master.placeholder(slide, places[1]), column.paragraphs, size, air)


def _paragraphs(shape: Any, paragraphs: Sequence[Paragraph], size: float, air: Air, *, lettered: bool = False) -> None:
    frame = shape.text_frame
    for at, each in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        write(paragraph, each.runs, size)
        properties = paragraph._p.get_or_add_pPr()
        paragraph.line_spacing = Pt(lead(size, air))
        paragraph.space_after = Pt(air.gap)
        if each.number is not None or each.indented:
            properties.set("marL", str(int(Pt(indent(size)))))
            properties.set("indent", str(int(-Pt(indent(size))) if each.number is not None else 0))
        if each.number is not None:
            kind = "alphaUcPeriod" if lettered else "arabicPeriod"
            number = properties.makeelement(qn("a:buAutoNum"), {"type": kind, "startAt": str(each.number)})
            font = properties.makeelement(qn("a:buFont"), {"typeface": "+mj-lt"})
            properties.extend([font, number])


def draw_table(slide: Any, table: Table, corner: tuple[float, float], size: float, air: Air = LEAST_AIR) -> Any:
    """A table with its first row as head and every other row tinted. ``corner``: left and top, points."""
    head = int(bool(table.heads))
    rows = len(table.rows) + head
    frame = slide.shapes.add_table(
        rows, len(table.widths), Pt(corner[0]), Pt(corner[1]), Pt(sum(table.widths)), Pt(size * rows)
    )
    frame.name = "Bảng"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(table.told))
    grid = frame.table
    grid.first_row, grid.horz_banding = bool(head), False
    for column, width in zip(grid.columns, table.widths, strict=True):
        column.width = Pt(width)
    for at, words in enumerate(table.heads):
        _cell(grid.cell(0, at), [Run(words, bold=True, look="white")], size, MSO_THEME_COLOR.TEXT_2, air)
    for number, row in enumerate(table.rows):
        tint = MSO_THEME_COLOR.BACKGROUND_2 if number % 2 == 0 else MSO_THEME_COLOR.BACKGROUND_1
        for at, runs in enumerate(row):
            _cell(grid.cell(number + head, at), runs, size, tint, air)
    return frame


def _cell(cell: Any, runs: Sequence[Run], size: float, tint: MSO_THEME_COLOR, air: Air) -> None:
    cell.margin_left = cell.margin_right = Pt(PADDING)
    cell.margin_top = cell.margin_bottom = Pt(air.cell)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.solid()
    cell.fill.fore_color.theme_color = tint
    paragraph = cell.text_frame.paragraphs[0]
    plain = [run if run.look else replace(run, look="ink") for run in runs]
    write(paragraph, plain, size)
    paragraph.line_spacing = Pt(leading(runs, size, air))


def leading(runs: Sequence[Run], size: float, air: Air = LEAST_AIR) -> float:
    """From one line of a cell to the next, in points: by its largest type."""
    return lead(size * max(run.scale for run in runs), air)


def write(paragraph: Any, runs: Sequence[Run], size: float = 0) -> None:
    """Words into a paragraph; Vietnamese for spelling checkers and readers. ``size``: points, 0 for the layout's."""
    for at, run in enumerate(runs):
        made = paragraph.add_run()
        made.text = clean(run.text if at == 0 else f" {run.text}").replace("\n", " ")
        made._r.get_or_add_rPr().set("lang", "vi-VN")
        if size:
            made.font.size = Pt(size * run.scale)
            made.font.name = "+mn-lt"  # the theme's; a table would take the program's own
        if run.bold:
            made.font.bold = True
        if run.look:
            _colour(made.font.color, run.look)


def _colour(colour: ColorFormat, look: str) -> None:
    colour.theme_color = THEME.get(look, MSO_THEME_COLOR.TEXT_1)


def _write_notes(slide: Any, notes: Sequence[str]) -> None:
    if notes:
        slide.notes_slide.notes_text_frame.text = clean("\n".join(notes))
