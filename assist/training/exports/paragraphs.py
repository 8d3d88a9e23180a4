"""The lines of a lesson as paragraphs of slides, the provisions that stand at the foot for them, the notes that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist.training.exports import master, metrics, sources
from assist.training.exports.metrics import Run
from assist.training.model import Line, Section

MOST = 7  # lines of text on a slide, heads of columns and tables counted
_INDENT = 2.05  # of the size
_MARK = 0.75  # of the type: the mark is seen, and the words are still what is read


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``number``: shown before it, None for none; ``line``: what it was made of; ``heading``: stands over others.

    ``name``: of a heading, whole.
    """

    runs: tuple[Run, ...]
    number: int | None = None
    indented: bool = False
    heading: bool = False
    line: Line | None = None
    name: str = ""

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs)


def indent(size: float) -> float:
    """Of a numbered paragraph, in points: room for two bold figures."""
    return round(size * _INDENT)


def room(paragraph: Paragraph, width: float, size: float) -> float:
    """What is left of the width beside the number."""
    return width - indent(size) if paragraph.number is not None or paragraph.indented else width


def stack(paragraphs: Sequence[Paragraph], width: float, size: float) -> int:
    """The lines of paragraphs one below the other."""
    return sum(metrics.count_lines(p.runs, room(p, width, size), size) for p in paragraphs)


# -- lines of the lesson -------------------------------------------------------------------------------------


def line_runs(line: Line, text: str = "") -> tuple[Run, ...]:
    """The line's words, who must act in bold where they begin with it, and the mark of doubt. ``text``: a piece of the words."""
    words = text or line.text
    opening = f"{line.who}:"
    runs = (
        [Run(opening, bold=True), Run(words[len(opening) :].strip())]
        if line.who and words.startswith(opening)
        else [Run(words)]
    )
    return (*(run for run in runs if run.text), *mark_runs(line))


def mark_runs(line: Line) -> tuple[Run, ...]:
    """The mark of doubt, where there is doubt."""
    return (Run(sources.DOUBT, bold=True, look="mark", scale=_MARK),) if sources.is_doubtful(line) else ()


def numbered(lines: Sequence[Line], width: float, size: float, most: int = MOST, start: int = 1) -> list[Paragraph]:
    """A paragraph a line, numbered through; a line longer than a slide in several, of which the first has the number."""
    found: list[Paragraph] = []
    for number, line in enumerate(lines, start=start):
        found.extend(_in_pieces(Paragraph(line_runs(line), number, line=line), width, size, most))
    return found


def _in_pieces(paragraph: Paragraph, width: float, size: float, most: int) -> list[Paragraph]:
    free = room(paragraph, width, size)
    if metrics.count_lines(paragraph.runs, free, size) <= most:
        return [paragraph]
    # the mark may take a line of its own, and bold words are wider
    texts = metrics.split_text(paragraph.line.text if paragraph.line else paragraph.text, free, size, most - 1)
    return [
        replace(
            paragraph,
            runs=line_runs(paragraph.line, text) if paragraph.line else (Run(text),),
            number=paragraph.number if at == 0 else None,
            indented=True,
        )
        for at, text in enumerate(texts)
    ]


def in_pieces(text: str, width: float, size: float, most: int = MOST) -> list[Paragraph]:
    """Plain text as paragraphs that fit a slide each."""
    found: list[Paragraph] = []
    for part in filter(str.strip, text.split("\n")):
        found.extend(Paragraph((Run(piece),)) for piece in metrics.split_text(part, width, size, most))
    return found


def texts_numbered(texts: Sequence[str], size: float) -> list[Paragraph]:
    """Questions or options, numbered; a long one in pieces that fit a slide each."""
    found: list[Paragraph] = []
    for number, text in enumerate(texts, start=1):
        found.extend(_in_pieces(Paragraph((Run(text),), number), master.WIDTH, size, MOST))
    return found


def basis_of(paragraphs: Sequence[Paragraph]) -> str:
    """The provisions of the lines on a slide, each with the numbers of its lines; what no room is left for is counted."""
    by_words: dict[str, list[int]] = {}
    several = len({id(p.line) for p in paragraphs if p.line}) > 1
    number = 0
    for paragraph in paragraphs:
        number = paragraph.number if paragraph.number is not None else number
        if paragraph.line is not None:
            numbers = by_words.setdefault("; ".join(sources.line_pinpoints(paragraph.line)), [])
            if number not in numbers:
                numbers.append(number)
    entries = [
        f"({', '.join(map(str, numbers))}) {words}" if several and numbers != [0] else words
        for words, numbers in by_words.items()
    ]
    return f"Căn cứ: {'; '.join(entries)}" if entries else ""


def short_basis(words: str) -> str:
    """As much of a slide's provisions as its foot holds."""
    return metrics.cut(words, master.WIDTH, master.BASIS_SIZE, master.BASIS_LINES)


def fits_foot(words: str) -> bool:
    return metrics.count_lines([Run(words)], master.WIDTH, master.BASIS_SIZE) <= master.BASIS_LINES


# -- speaker notes -------------------------------------------------------------------------------------------------------


def notes_of(lines: Sequence[Line], opening: Sequence[str] = ()) -> tuple[str, ...]:
    """What the trainer reads: the lines, why one is not verified, the clauses whole. A clause of two lines is told once."""
    found, told = list(opening), set[str]()
    for line in lines:
        found.append(line.text)
        if sources.is_doubtful(line):
            found.append(f"Chưa xác minh: {line.doubt or 'xem tình trạng của căn cứ dưới đây.'}")
        for source in line.sources:
            if source.id not in told:
                told.add(source.id)
                # an objective has its provisions without their words, which stand with the lines it was read off from
                bare = line.key.startswith("muc-tieu.") and not source.quote
                found.extend([sources.place_words(source)] if bare else sources.clause_words(source))
    return tuple(found)


def opening_notes(section: Section | None) -> list[str]:
    """What the trainer plans: minutes and own notes of the part, for its first slide."""
    if section is None:
        return []
    found = [f"Thời lượng của phần này: {section.minutes} phút."] if section.minutes else []
    return [*found, f"Ghi chú của người giảng: {section.notes}"] if section.notes else found


def lines_of(paragraphs: Sequence[Paragraph]) -> list[Line]:
    found: dict[str, Line] = {p.line.key: p.line for p in paragraphs if p.line}
    return list(found.values())
