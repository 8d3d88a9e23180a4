"""The poster: one A4 page of time limits, lying, to hang on a wall.

It is a slide and not a Word page, for a slide stays one page whatever font or printer it meets, and its text can still be edited. What
the page cannot hold in readable type is counted on it. A lesson without time limits gets what to do and what not to do instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from assist.office.text import capital
from assist.training.exports import master, metrics, paragraphs, plan, slides, sources
from assist.training.exports.metrics import LEADING, Run
from assist.training.exports.titles import shortened
from assist.training.model import Lesson, Line, SectionKind
from assist.training.suitability import suitability

_MARGIN = 30.0  # points; the page is 842 by 595
_WIDTH = master.A4_LYING[0] - 2 * _MARGIN
_TOP, _BOTTOM = 94.0, 546.0  # of the table
_SIZES = (
    20.0,
    18.0,
    16.0,
    15.0,
    14.0,
    13.0,
    12.0,
    11.0,
)  # the largest at which every row fits; at the last one, as many as fit
# columns of the table of limits: some lessons have long names of bodies, others long acts or provisions
_WIDTHS = (
    (142.0, 212.0, 132.0, 138.0, 158.0),
    (118.0, 246.0, 132.0, 128.0, 158.0),
    (160.0, 236.0, 118.0, 120.0, 148.0),
    (142.0, 232.0, 150.0, 100.0, 158.0),
    (122.0, 216.0, 122.0, 118.0, 204.0),
)
_FEW = 4  # dos and don'ts that are too few for a poster
_BASIS = 0.8  # of the type
_FOOT = 10.0
_CELL_GAPS = 8.0  # above and below the words of a cell, together


_Row = tuple[tuple[Run, ...], ...]
#: Sets of columns to choose from, heads, rows, what the table shows.
_Rows = tuple[tuple[tuple[float, ...], ...], tuple[str, ...], list[_Row], str]


@dataclass(frozen=True)
class Poster:
    """What the page holds. ``left``: how many rows found no room; ``size``: of the type, points."""

    table: plan.Table
    size: float
    left: int


def poster_pptx(lesson: Lesson) -> bytes:
    """The poster as a file. ValueError where the lesson has no line to show."""
    made = arrange(lesson)
    deck = master.begin(lesson.title, lesson.on, master.A4_LYING)
    slide = deck.slides.add_slide(deck.slide_layouts[master.PLAIN])
    slide._element.set("showMasterSp", "0")  # the bar at the side is for slides
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx != 0:
            shape.element.getparent().remove(shape.element)
    _band(slide, lesson)
    slides.draw_table(slide, made.table, (_MARGIN, _TOP), made.size)
    _foot(slide, lesson, made.left)
    master.number_shapes(slide)
    return slides.to_bytes(deck)


def arrange(lesson: Lesson) -> Poster:
    """The rows, the columns and the size of type: the largest at which all rows fit. ValueError where there is no row."""
    columns, heads, rows, told = _limits(lesson) or _others(lesson)
    if not rows:
        raise ValueError("Bài này không có dòng nào để làm áp phích.")
    table = [tuple((Run(head, bold=True),) for head in heads), *rows]
    for size in _SIZES:
        for widths in columns:
            if fitting(widths, table, size) == len(table) and _holds_words(widths, table, size):
                return Poster(plan.Table(widths, heads, tuple(rows), told), size, 0)
    _, widths = max((fitting(widths, table, size), widths) for widths in columns)
    kept = _first(lesson, widths, table[0], rows, size)
    return Poster(plan.Table(widths, heads, tuple(kept), told), size, len(rows) - len(kept))


def _first(lesson: Lesson, widths: Sequence[float], heads: _Row, rows: list[_Row], size: float) -> list[_Row]:
    """The rows that the page holds where it cannot hold all: what the audience itself must do first, in their order."""
    section = lesson.section(SectionKind.LIMITS)
    lines = section.lines if section and len(section.lines) == len(rows) else ()
    concern = suitability(lesson.audience).concern
    places = sorted(range(len(rows)), key=lambda n: -concern(lines[n].who) if lines else 0)
    free = _BOTTOM - _TOP - height(widths, heads, size)
    kept: list[int] = []
    for place in places:
        high = height(widths, rows[place], size)
        if high > free:
            break
        free -= high
        kept.append(place)
    return [rows[place] for place in sorted(kept)]


def fitting(widths: Sequence[float], rows: Sequence[_Row], size: float) -> int:
    """How many rows the page holds."""
    high = 0.0
    for count, row in enumerate(rows):
        high += height(widths, row, size)
        if high > _BOTTOM - _TOP:
            return count
    return len(rows)


def height(widths: Sequence[float], row: _Row, size: float) -> float:
    """Of a row, in points."""
    cells = zip(widths, row, strict=True)
    return _CELL_GAPS + max(
        metrics.count_lines(runs, width - 2 * plan.PADDING, size) * slides.leading(runs, size) for width, runs in cells
    )


def _holds_words(widths: Sequence[float], rows: Sequence[_Row], size: float) -> bool:
    return all(
        metrics.holds_words(runs, width - 2 * plan.PADDING, size)
        for row in rows
        for width, runs in zip(widths, row, strict=True)
    )


def _limits(lesson: Lesson) -> _Rows | None:
    section = lesson.section(SectionKind.LIMITS)
    if section is None or not section.lines:
        return None
    rows: list[_Row] = []
    for line in section.lines:
        long, since = sources.split_limit(line.limit or "–")
        rows.append(
            (
                (Run(sources.who_words(line), bold=True),),
                (Run(sources.keep_figures(capital(sources.act_beside_limit(line)))),),
                (Run(long, bold=True, look="bad"), *paragraphs.mark_runs(line)),
                (Run(since),),
                _basis(line),
            )
        )
    told = "Bảng thời hạn: ai, việc gì, bao lâu, tính từ lúc nào, căn cứ."
    return _WIDTHS, ("Ai", "Việc gì", "Bao lâu", "Tính từ", "Căn cứ"), rows, told


def _others(lesson: Lesson) -> _Rows:
    """What to do and what not to do; the rules too where that is little."""
    rows: list[_Row] = []
    for kind in (SectionKind.DO_DONT, SectionKind.RULES):
        section = lesson.section(kind)
        if section and len(rows) < _FEW:
            rows += [(_sign(kind, line), paragraphs.line_runs(line), _basis(line)) for line in section.lines]
    return ((96.0, 496.0, 190.0),), ("\u00a0", "Điều cần nhớ", "Căn cứ"), rows, "Điều cần nhớ và căn cứ."


def _sign(kind: SectionKind, line: Line) -> tuple[Run, ...]:
    if kind is not SectionKind.DO_DONT:
        return (Run("•"),)
    return (Run("✔ Nên", bold=True, look="good") if line.do else Run("✘ Không", bold=True, look="bad"),)


def _basis(line: Line) -> tuple[Run, ...]:
    return (Run("; ".join(sources.line_pinpoints(line)), look="quiet", scale=_BASIS),)


# -- the page --------------------------------------------------------------------------------------------------------------


def _band(slide: Any, lesson: Lesson) -> None:
    """The title on a deep band over the whole page, with what the poster shows and of which day."""
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Pt(master.A4_LYING[0]), Pt(_TOP - 12))
    band.name = "Nền tiêu đề"
    band.fill.solid()
    band.fill.fore_color.theme_color = slides.THEME["head"]
    band.line.fill.background()
    band.shadow.inherit = False
    slide.shapes._spTree.remove(band._element)
    slide.shapes._spTree.insert(2, band._element)  # behind the title
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Pt(_MARGIN), Pt(10), Pt(_WIDTH), Pt(46)
    frame = title.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    words = lesson.title if _limits(lesson) is None else f"Thời hạn: {lesson.title}"
    size = next((s for s in (26.0, 22.0, 20.0, 18.0) if metrics.count_lines([Run(words, True)], _WIDTH, s) == 1), 18.0)
    words = shortened(words, _WIDTH, size, 1 if size > 18 else 2)
    slides.write(frame.paragraphs[0], [Run(words, bold=True, look="white")], size)
    frame.paragraphs[0].line_spacing = Pt(round(size * LEADING))
    _text(
        slide,
        (_MARGIN, 58, _WIDTH, 20),
        [Run(f"{sources.day_words(lesson)} · {lesson.audience.value}", look="white")],
        12,
    )


def _foot(slide: Any, lesson: Lesson, left: int) -> None:
    """The documents with their status, and how many lines are not shown."""
    runs = []
    if left:
        runs.append(Run(f"Còn {left} dòng không đủ chỗ, xem trong tài liệu phát tay.", bold=True, look="mark"))
    documents = "; ".join(f"{sources.document_words(d)} ({d.status.value.lower()})" for d in lesson.documents)
    if documents:
        free = 3 * _WIDTH - metrics.width(runs[0].text, _FOOT, bold=True) if runs else 3 * _WIDTH
        runs.append(Run(metrics.cut(f"Văn bản: {documents}", free / 3, _FOOT, 3), look="quiet"))
    if runs:
        _text(slide, (_MARGIN, _BOTTOM + 4, _WIDTH, 40), runs, _FOOT)


def _text(slide: Any, box: tuple[float, float, float, float], runs: Sequence[Run], size: float) -> None:
    shape = slide.shapes.add_textbox(*(Pt(value) for value in box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    slides.write(frame.paragraphs[0], runs, size)
