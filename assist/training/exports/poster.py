"""The poster: one A4 page of time limits, lying, to hang on a wall.

It is a slide and not a Word page, for a slide stays one page whatever font or printer it meets, and its text can still be edited. What
the page cannot hold in readable type is counted on it. A lesson with few time limits or none gets what to do and what not to do too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from assist.office.text import capital
from assist.training.exports import master, metrics, paragraphs, plan, slides, sources
from assist.training.exports.limits import shared_rows
from assist.training.exports.metrics import LEADING, Run
from assist.training.exports.plan import LEAST_AIR, Air
from assist.training.exports.titles import shortened
from assist.training.model import Lesson, Line, SectionKind
from assist.training.suitability import suitability

_MARGIN = 30.0  # points; the page is 842 by 595
_WIDTH = master.A4_LYING[0] - 2 * _MARGIN
_TOP, _BOTTOM = 94.0, 546.0  # of the table
#: The largest at which every row fits is taken; at the last one, as many rows as fit.
_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
# columns of the table of limits: some lessons have long names of bodies, others long acts or provisions
_WIDTHS = (
    (150.0, 240.0, 190.0, 202.0),
    (130.0, 230.0, 180.0, 242.0),
    (180.0, 230.0, 180.0, 192.0),
    (120.0, 280.0, 190.0, 192.0),
    (220.0, 220.0, 160.0, 182.0),
    (160.0, 200.0, 160.0, 262.0),
)
_OTHERS_WIDTHS = ((104.0, 488.0, 190.0),)
_FEWEST_LIMITS = 3  # fewer leave a poster half empty
_FEW = 4  # dos and don'ts that are too few for a poster
_BASIS = 0.8  # of the type
_FOOT = 10.0
_FOOT_LINES = 3
_MOST_CELL = 12.0  # points above and below the words of a cell where there is room
_TIGHT = replace(LEAST_AIR, cell=2.0)  # before a row is left out
# a joint circular is known by its number and year; who issued it stands with its whole number at the foot
_JOINT = re.compile(r"(\d+/\d{4}/TTLT)-[^\s,;\]]+")

_Cells = tuple[tuple[Run, ...], ...]
_Words = Callable[[str], str]


@dataclass(frozen=True)
class _Row:
    """A row and the lines it tells."""

    cells: _Cells
    lines: tuple[Line, ...]


#: Sets of columns to choose from, heads, rows, what the table shows.
_Rows = tuple[tuple[tuple[float, ...], ...], tuple[str, ...], list[_Row], str]


@dataclass(frozen=True)
class Poster:
    """What the page holds. ``left``: how many lines found no room; ``size``: of the type, points; ``lines``: those shown."""

    table: plan.Table
    size: float
    left: int
    air: Air
    lines: tuple[Line, ...]


def poster_pptx(lesson: Lesson) -> bytes:
    """The poster as a file. ValueError where the lesson has no line to show."""
    lesson = sources.without_marks(lesson)
    made = arrange(lesson)
    deck = master.begin(lesson.title, lesson.on, master.A4_LYING)
    slide = deck.slides.add_slide(deck.slide_layouts[master.PLAIN])
    slide._element.set("showMasterSp", "0")  # the bar at the side is for slides
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx != 0:
            shape.element.getparent().remove(shape.element)
    _band(slide, lesson)
    slides.draw_table(slide, made.table, (_MARGIN, _TOP), made.size, made.air)
    _foot(slide, lesson, made)
    master.number_shapes(slide)
    return slides.to_bytes(deck)


def arrange(lesson: Lesson) -> Poster:
    """The rows, the columns and the size of type: the largest at which all rows fit. ValueError where there is no row."""
    lesson = sources.without_marks(lesson)
    columns, heads, rows, told = _limits(lesson) or _others(lesson)
    if not rows:
        raise ValueError("Bài này không có dòng nào để làm áp phích.")
    head = tuple((Run(head, bold=True),) for head in heads)
    table = [head, *(row.cells for row in rows)]

    def poster(widths: tuple[float, ...], size: float, kept: Sequence[_Row]) -> Poster:
        shown = tuple(line for row in kept for line in row.lines)
        left = sum(len(row.lines) for row in rows) - len(shown)
        cells = tuple(row.cells for row in kept)
        return Poster(plan.Table(widths, heads, cells, told), size, left, _air(widths, [head, *cells], size), shown)

    for size in _SIZES:
        for widths in columns:
            if fitting(widths, table, size) == len(table) and _holds_words(widths, table, size):
                return poster(widths, size, rows)
    for widths in columns:
        if fitting(widths, table, size, _TIGHT) == len(table):
            return poster(widths, size, rows)
    _, widths = max((fitting(widths, table, size), widths) for widths in columns)
    return poster(widths, size, _first(lesson, widths, head, rows, size))


def _air(widths: Sequence[float], table: Sequence[_Cells], size: float) -> Air:
    """Cells set so wide that the table reaches down the page."""
    free = _BOTTOM - _TOP - sum(height(widths, row, size, _TIGHT) for row in table)
    return replace(LEAST_AIR, cell=min(_MOST_CELL, _TIGHT.cell + max(0.0, free) / len(table) / 2))


def _first(lesson: Lesson, widths: Sequence[float], heads: _Cells, rows: list[_Row], size: float) -> list[_Row]:
    """The rows that the page holds where it cannot hold all: what the audience itself must do first, in their order."""
    concern = suitability(lesson.audience).concern
    places = sorted(range(len(rows)), key=lambda n: -max(concern(line.who) for line in rows[n].lines))
    free = _BOTTOM - _TOP - height(widths, heads, size)
    kept: list[int] = []
    for place in places:
        high = height(widths, rows[place].cells, size)
        if high > free:
            break
        free -= high
        kept.append(place)
    return [rows[place] for place in sorted(kept)]


def fitting(widths: Sequence[float], rows: Sequence[_Cells], size: float, air: Air = LEAST_AIR) -> int:
    """How many rows the page holds."""
    high = 0.0
    for count, row in enumerate(rows):
        high += height(widths, row, size, air)
        if high > _BOTTOM - _TOP:
            return count
    return len(rows)


def height(widths: Sequence[float], row: _Cells, size: float, air: Air = LEAST_AIR) -> float:
    """Of a row, in points."""
    cells = zip(widths, row, strict=True)
    return 2 * air.cell + max(
        metrics.count_lines(runs, width - 2 * plan.PADDING, size) * slides.leading(runs, size, air)
        for width, runs in cells
    )


def _holds_words(widths: Sequence[float], rows: Sequence[_Cells], size: float) -> bool:
    return all(
        metrics.holds_words(runs, width - 2 * plan.PADDING, size)
        for row in rows
        for width, runs in zip(widths, row, strict=True)
    )


def _limits(lesson: Lesson) -> _Rows | None:
    section = lesson.section(SectionKind.LIMITS)
    dos = lesson.section(SectionKind.DO_DONT)
    if section is None or not section.lines or (len(section.lines) < _FEWEST_LIMITS and dos and dos.lines):
        return None
    shared = [tuple(line for _, line in same) for same in shared_rows(section.lines)]
    shorten = _shortener(section.lines)
    rows = [_Row(_limit_cells(same, shorten), same) for same in shared]
    return _WIDTHS, ("Ai", "Việc gì", "Thời hạn", "Căn cứ"), rows, "Bảng thời hạn: ai, việc gì, trong bao lâu, căn cứ."


def _limit_cells(same: Sequence[Line], shorten: _Words) -> _Cells:
    """One row for all who must do the same in the same time."""
    line = same[0]
    long, since = sources.cut_limit(line.limit or "–")
    limit = [Run(capital(long), bold=True, look="bad")] + ([Run(since)] if since else [])
    return (
        (Run("; ".join(dict.fromkeys(sources.who_words(each) for each in same)), bold=True),),
        (Run(sources.keep_figures(capital(sources.act_beside_limit(line)))),),
        (*limit, *paragraphs.mark_runs(line)),
        _basis(same, shorten),
    )


def _others(lesson: Lesson) -> _Rows:
    """The few limits, what to do and what not to do; the rules too where that is little."""
    told: list[tuple[SectionKind, Line]] = []
    for kind in (SectionKind.LIMITS, SectionKind.DO_DONT, SectionKind.RULES):
        section = lesson.section(kind)
        if section and (len(told) < _FEW or kind is not SectionKind.RULES):
            told += [(kind, line) for line in section.lines]
    shorten = _shortener([line for _, line in told])
    rows = [
        _Row((_sign(kind, line), paragraphs.line_runs(line), _basis([line], shorten)), (line,)) for kind, line in told
    ]
    return _OTHERS_WIDTHS, ("\u00a0", "Điều cần nhớ", "Căn cứ"), rows, "Điều cần nhớ và căn cứ."


def _sign(kind: SectionKind, line: Line) -> tuple[Run, ...]:
    if kind is SectionKind.LIMITS:
        return (Run("Hạn", bold=True, look="mark"),)
    if kind is not SectionKind.DO_DONT:
        return (Run("•"),)
    return (Run("✔ Nên", bold=True, look="good") if line.do else Run("✘ Không", bold=True, look="bad"),)


def _shortener(lines: Sequence[Line]) -> _Words:
    """Joint circulars by number and year, unless two of them would look alike."""
    whole = {found[0]: found[1] for line in lines for s in line.sources for found in _JOINT.finditer(s.pinpoint)}
    if len(set(whole.values())) < len(whole):
        return str
    return lambda words: _JOINT.sub(r"\1", words)


def _basis(same: Sequence[Line], shorten: _Words) -> tuple[Run, ...]:
    """The provisions of a row; where the lines of it are all in doubt themselves, not marked again."""
    every = [source for line in same for source in line.sources]
    words = "; ".join(sources.line_pinpoints(same[0].model_copy(update={"sources": tuple(every)})))
    return (Run(shorten(words), look="quiet", scale=_BASIS),)


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


def _foot(slide: Any, lesson: Lesson, made: Poster) -> None:
    """The documents of what is shown with their status, and how many lines are not shown."""
    runs = []
    if made.left:
        runs.append(Run(f"Còn {made.left} dòng không đủ chỗ, xem trong tài liệu phát tay.", bold=True, look="mark"))
    used = {source.id.partition(" ")[0] for line in made.lines for source in line.sources}
    shown = [d for d in lesson.documents if d.number in used] or list(lesson.documents)
    told = [f"{sources.document_words(d)} ({d.status.value.lower()})" for d in shown]
    for count in range(len(told), 0, -1):
        rest = f"; và {len(told) - count} văn bản khác, xem trong tài liệu phát tay" if count < len(told) else ""
        documents = Run(f"Văn bản: {'; '.join(told[:count])}{rest}.", look="quiet")
        if count == 1 or metrics.count_lines([*runs, documents], _WIDTH, _FOOT) <= _FOOT_LINES:
            runs.append(documents)
            break
    if runs:
        _text(slide, (_MARGIN, _BOTTOM + 4, _WIDTH, 40), runs, _FOOT)


def _text(slide: Any, box: tuple[float, float, float, float], runs: Sequence[Run], size: float) -> None:
    shape = slide.shapes.add_textbox(*(Pt(value) for value in box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    slides.write(frame.paragraphs[0], runs, size)
