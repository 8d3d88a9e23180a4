"""The handout as a Word file: the lesson to read, the clauses and the documents as annexes, and last the trainer's own page.

That page holds the model answer and the remarks, so that it can be kept back when the rest is given out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from assist.office import administrative
from assist.office import docx_parts as parts
from assist.office.letterhead import Letterhead
from assist.office.text import capital
from assist.training.exports import paragraphs, sources
from assist.training.model import Audience, Lesson, Line, Section, SectionKind

KIND = "TÀI LIỆU TẬP HUẤN"
_SMALL = 11.0  # points, for provisions and tables
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_BEFORE_SIGNATURE = 4  # paragraphs that stay with it, so that it never stands alone on a page
_UNEVEN = 2  # lines that one side of dos and don'ts may have more than the other in a table
_SIDES = ("Nên làm", "Không được, không nên")
_HANGING = 7.0  # millimetres
_WHOLE = 165.0  # millimetres, of a table as wide as the text
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def lesson_docx(lesson: Lesson, *, official: bool = False, office: Letterhead | None = None) -> bytes:
    """The handout as a file. With ``official`` it has the head and the signature of an administrative document, from ``office``."""
    head, whole = office or Letterhead(), lesson
    lesson = sources.without_marks(whole)
    word = administrative.begin(lesson.title, head.day or lesson.on)
    if official:
        administrative.write_head(word, head, KIND, lesson.title)
    else:
        parts.write(parts.tight(word.add_paragraph(), _CENTRE), KIND, 13)
        parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=4), lesson.title, 16, bold=True)
    about = f"Người học: {lesson.audience.value}. Thời lượng: {lesson.minutes} phút. {sources.day_words(lesson)}."
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=8), about, italic=True)
    _marked(word, lesson)
    for roman, section in zip(_ROMAN, _read(lesson), strict=False):
        word.add_heading(f"{roman}. {section.title}", level=1)
        _WRITERS.get(section.kind, _rules)(word, section, lesson)
    if official:
        administrative.write_signature(word, head, "NGƯỜI BIÊN SOẠN", "Lưu: hồ sơ tập huấn")
        for paragraph in word.paragraphs[-_BEFORE_SIGNATURE:]:
            paragraph.paragraph_format.keep_with_next = True
    _annexes(word, lesson, whole)
    return administrative.to_bytes(word)


def _read(lesson: Lesson) -> list[Section]:
    """The sections that are read here: the quiz has files of its own, the documents are an annex."""
    return [
        section
        for section in lesson.sections
        if (section.lines and section.kind not in {SectionKind.QUIZ, SectionKind.SOURCES})
        or (section.kind is SectionKind.CASE and lesson.case)
    ]


def _marked(word: Any, lesson: Lesson) -> None:
    """What the mark of doubt means, where there is one."""
    if count := sources.count_doubts(lesson):
        told = (
            f"Dấu {sources.DOUBT}: chưa chắc căn cứ còn áp dụng vào ngày nói trên; hỏi lại người giảng trước khi dùng."
            if lesson.audience in sources.TOLD_BY_TRAINER
            else f"Có {count} nội dung mang dấu {sources.DOUBT}; lý do ghi ở phụ lục cuối, đối chiếu trước khi dùng."
        )
        parts.write(parts.tight(word.add_paragraph(), after=4), told, 12, italic=True)


def _rules(word: Any, section: Section, lesson: Lesson) -> None:
    _lines(word, section.lines)


def _lines(word: Any, lines: Sequence[Line], size: float | None = None) -> None:
    """Numbered through, under their groups, each with its provisions in smaller type. ``size``: points, set tight."""
    number = 0
    for name, group in groupby(lines, key=lambda line: line.group):
        if name:
            word.add_heading(capital(name), level=2)
        for line in group:
            number += 1
            paragraph = _hanging(word)
            parts.write(paragraph, f"{number}.\t", size)
            _words(paragraph, line, size)
            parts.write(paragraph, f" ({'; '.join(sources.line_pinpoints(line))})", _SMALL, italic=True)
            if size:
                paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = 1.0, Pt(3)


def _words(paragraph: Any, line: Line, size: float | None = None) -> None:
    """As on the slides: who must act in bold, and the mark of doubt."""
    for at, run in enumerate(paragraphs.line_runs(line)):
        parts.write(paragraph, run.text if at == 0 else f" {run.text}", size, bold=run.bold)


def _hanging(word: Any) -> Any:
    paragraph = word.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Mm(_HANGING), Mm(-_HANGING)
    form.tab_stops.add_tab_stop(Mm(_HANGING))
    form.widow_control = True
    return paragraph


def _limits(word: Any, section: Section, lesson: Lesson) -> None:
    widths = (10.0, 31.0, 44.0, 37.0, 43.0)
    table = parts.add_table(word, widths, ("STT", "Ai", "Việc", "Thời hạn", "Căn cứ"))
    for number, line in enumerate(section.lines, start=1):
        cells = parts.add_row(table, widths).cells
        parts.fill(cells[0], (str(number), ""), align=_CENTRE)
        parts.fill(cells[1], (sources.who_words(line), ""))
        parts.fill(cells[2], (capital(sources.act_beside_limit(line)), ""))
        mark = sources.DOUBT if sources.is_doubtful(line) else ""
        parts.fill(cells[3], (sources.keep_figures(capital(line.limit)) or "–", "bold"), (mark, "bold"))
        parts.fill(cells[4], *((words, "italic") for words in sources.line_pinpoints(line)))
    parts.tight(word.add_paragraph(), after=2)


def _dos(word: Any, section: Section, lesson: Lesson) -> None:
    """Side by side; as two lists where one side would stand half empty."""
    sides = [[line for line in section.lines if line.do is do] for do in (True, False)]
    if abs(len(sides[0]) - len(sides[1])) > _UNEVEN or not all(sides):
        for title, side in zip(_SIDES, sides, strict=True):
            if side:
                word.add_heading(title, level=2)
                _lines(word, [line.model_copy(update={"group": ""}) for line in side])
        return
    widths = (82.5, 82.5)
    table = parts.add_table(word, widths, _SIDES)
    for at in range(max(map(len, sides))):
        row = parts.add_row(table, widths)
        for cell, side in zip(row.cells, sides, strict=True):
            if at < len(side):
                _do(cell, side[at])
    parts.tight(word.add_paragraph(), after=2)


def _do(cell: Any, line: Line) -> None:
    paragraph = parts.tight(cell.paragraphs[0], before=1, after=1)
    _words(paragraph, line, 12)
    parts.write(paragraph, f" ({'; '.join(sources.line_pinpoints(line))})", 10, italic=True)


def _case(word: Any, section: Section, lesson: Lesson) -> None:
    if lesson.case is None:
        _lines(word, section.lines)
        return
    for part in lesson.case.story.split("\n"):
        parts.write(word.add_paragraph(), part).paragraph_format.keep_with_next = True
    # a situation is read together: the questions on one page, in a row that no break splits, for not every program keeps paragraphs
    # together that only ask for it
    (cell,) = parts.add_row(parts.add_table(word, (_WHOLE,)), (_WHOLE,)).cells
    parts.write(cell.paragraphs[0], "Câu hỏi thảo luận:", bold=True)
    for number, question in enumerate(lesson.case.questions, start=1):
        parts.write(_hanging(cell), f"{number}.\t{question}")
    parts.tight(word.add_paragraph(), after=2)


_WRITERS = {SectionKind.LIMITS: _limits, SectionKind.DO_DONT: _dos, SectionKind.CASE: _case}


# -- annexes ---------------------------------------------------------------------------------------------------------------


def _annexes(word: Any, lesson: Lesson, whole: Lesson) -> None:
    """The clauses, the documents, and on a page of its own what is the trainer's. ``whole``: with its marks, for the trainer."""
    wanted: list[tuple[str, Callable[[Any, Lesson], None]]] = []
    pupils = lesson.audience is Audience.PUPILS
    if sources.all_sources(lesson):
        wanted.append(("Các điều khoản" if pupils else "Lời văn các điều khoản", _clauses))
    if lesson.documents:
        wanted.append(("Danh mục văn bản và tình trạng hiệu lực", _documents))
    wanted.append(("Dành cho người giảng", _trainers))
    for number, (title, write) in enumerate(wanted, start=1):
        head = word.add_heading(f"PHỤ LỤC {number}. {title}", level=1)
        head.paragraph_format.page_break_before = write is _trainers
        write(word, whole if write is _trainers else lesson)


def _trainers(word: Any, lesson: Lesson) -> None:
    """Remarks and model answer."""
    parts.write(parts.tight(word.add_paragraph(), after=4), sources.MADE_BY, _SMALL, italic=True)
    if lesson.remarks:
        word.add_heading("Lưu ý về căn cứ", level=2)
        for remark in lesson.remarks:
            paragraph = parts.write(_hanging(word), f"-\t{capital(remark)}", 12)
            paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = 1.0, Pt(3)
    if lesson.case and lesson.case.answers:
        word.add_heading("Gợi ý trả lời tình huống", level=2)
        _lines(word, lesson.case.answers, 12)


def _clauses(word: Any, lesson: Lesson) -> None:
    """Each with its words; for pupils the places alone, for the words of penal provisions are not for them."""
    if lesson.audience is Audience.PUPILS:
        for words in sources.pinpoints(sources.all_sources(lesson)):
            parts.write(_hanging(word), f"-\t{words}", 12)
        return
    for first, *others in sources.every_clause(sources.all_sources(lesson)):
        place = parts.write(parts.tight(word.add_paragraph(), before=6, after=2), first, 12, bold=True)
        place.paragraph_format.keep_with_next = True
        for words in others:
            for part in filter(str.strip, words.split("\n")):
                parts.write(parts.tight(word.add_paragraph(), after=2), part, 12)


def _documents(word: Any, lesson: Lesson) -> None:
    widths = (10.0, 47.0, 58.0, 24.0, 26.0)
    heads = ("STT", "Số, ký hiệu", "Tên văn bản", "Ban hành; hiệu lực từ", f"Tình trạng ngày {lesson.on:%d/%m/%Y}")
    table = parts.add_table(word, widths, heads)
    for number, document in enumerate(lesson.documents, start=1):
        cells = parts.add_row(table, widths).cells
        parts.fill(cells[0], (str(number), ""), align=_CENTRE)
        parts.fill(cells[1], (capital(sources.document_words(document)), ""))
        parts.fill(cells[2], (document.title or "–", ""))
        days = [f"{day:%d/%m/%Y}" if day else "chưa rõ" for day in (document.issued, document.effective)]
        parts.fill(cells[3], *((day, "") for day in days))
        parts.fill(cells[4], (document.status.value, ""))
