"""The slides of a whole lesson in their order: cover, plan of the hour, sections, case, quiz, documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assist.training.exports import master, metrics, plan, sources
from assist.training.exports.fitting import Sizes, fewest, settled, sizes_for
from assist.training.exports.metrics import Run
from assist.training.exports.paging import pages
from assist.training.exports.paragraphs import MOST, Paragraph, in_pieces, opening_notes, short_basis, texts_numbered
from assist.training.exports.plan import Slide, Table
from assist.training.exports.sections import grouped_slides, section_slides
from assist.training.exports.texts import text_slides
from assist.training.exports.titles import shortened, shorter
from assist.training.model import Audience, CaseStudy, Lesson, QuizItem, Section, SectionKind, SourceDocument
from corpus.documents import Status

_ANSWERS = "Gợi ý trả lời"
_UNSURE = re.compile(r"Hiệu lực của căn cứ này[^.]*\.")
_LARGEST = 28.0  # of a question, points
_ROOMY = 24.0  # in which an answer has its question above it
_TIGHT = 0.95  # of a cell that a document's number fills in bold
_WIDER = 1.05  # of the column of status: programs round the widths of letters
_NAME_LINES = 3  # a document's number and name
_FEWEST_WORDS = 4  # of a document's title cut short; fewer say nothing


def slides_of(lesson: Lesson) -> list[Slide]:
    """Every slide after the cover. What the trainer must know of the provisions stands in the cover's notes, not on a slide."""
    sizes = sizes_for(lesson)
    found = _agenda(lesson, sizes)
    told: set[SectionKind] = set()
    for section in lesson.sections:
        told.add(section.kind)
        found.extend(_section(lesson, section, sizes))
    if lesson.case and SectionKind.CASE not in told:
        found.extend(_case(lesson.case, None, sizes))
    if lesson.quiz and SectionKind.QUIZ not in told:
        found.extend(_quiz(lesson.quiz, None, sizes))
    if SectionKind.SOURCES not in told:
        found.extend(_documents(lesson, sizes))
    return list(map(_unmarked, found)) if lesson.audience is Audience.PUPILS else found


def _unmarked(slide: Slide) -> Slide:
    """A slide as pupils see it: the marks of doubt stand in its notes alone (``sources.without_marks``)."""

    def plain(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
        return tuple(replace(p, runs=tuple(run for run in p.runs if run.text != sources.DOUBT)) for p in paragraphs)

    table = slide.table
    if table:
        rows = tuple(tuple(tuple(r for r in cell if r.text != sources.DOUBT) for cell in row) for row in table.rows)
        table = replace(table, rows=rows)
    return replace(
        slide,
        paragraphs=plain(slide.paragraphs),
        columns=tuple(replace(column, paragraphs=plain(column.paragraphs)) for column in slide.columns),
        table=table,
        basis=slide.basis.replace(f" [{Status.UNVERIFIED.value.lower()}]", ""),
    )


def _section(lesson: Lesson, section: Section, sizes: Sizes) -> list[Slide]:
    if section.kind is SectionKind.CASE and lesson.case:
        return _case(lesson.case, section, sizes)
    if section.kind is SectionKind.QUIZ:
        return _quiz(lesson.quiz, section, sizes)
    if section.kind is SectionKind.SOURCES and lesson.documents:
        return _documents(lesson, sizes)
    return section_slides(section, sizes) if section.lines else []


def _agenda(lesson: Lesson, sizes: Sizes) -> list[Slide]:
    """The parts and their minutes."""
    timed = [section for section in lesson.sections if section.minutes]
    if not timed:
        return []
    widths = (692.0, 180.0)
    size = sizes.table[-1]
    rows = tuple(
        (
            (Run(shortened(section.title, widths[0] - 2 * plan.PADDING, size, bold=False)),),
            (Run(f"{section.minutes} phút", bold=True),),
        )
        for section in _merged(timed)
    )
    table = Table(widths, (), rows, "Các phần của bài và số phút của mỗi phần.")
    notes = [
        f"Người học: {lesson.audience.value}. Thời lượng: {lesson.minutes} phút. {sources.day_words(lesson)}.",
        sources.MADE_BY,
        *(f"{section.title}: {section.minutes} phút." for section in timed),
    ]
    return [Slide(f"Nội dung ({lesson.minutes} phút)", size, table=table, notes=tuple(notes))]


def _merged(timed: list[Section]) -> list[Section]:
    """At most seven parts, so that all minutes are told: what is too many stands in the last row with the part before it."""
    if len(timed) <= MOST:
        return timed
    tail = timed[MOST - 1 :]
    title = "; ".join([tail[0].title, *(s.title[:1].lower() + s.title[1:] for s in tail[1:])])
    last = tail[0].model_copy(update={"title": title, "minutes": sum(s.minutes for s in tail)})
    return [*timed[: MOST - 1], last]


# -- the case --------------------------------------------------------------------------------------------------------------


def _case(case: CaseStudy, section: Section | None, sizes: Sizes) -> list[Slide]:
    """The story with its questions where one slide holds both, else on two; then the answers on slides of their own."""
    name = section.title if section else SectionKind.CASE.value
    opening = [*opening_notes(section), "Tình huống giả định."]

    def together(size: float) -> list[Slide]:
        told = (*in_pieces(case.story, master.WIDTH, size), *texts_numbered(case.questions, size))
        return [Slide(name, size, paragraphs=told, notes=tuple(opening))]

    def story(size: float) -> list[Slide]:
        return text_slides(in_pieces(case.story, master.WIDTH, size), name, "", size, opening)

    def asked(size: float) -> list[Slide]:
        return text_slides(texts_numbered(case.questions, size), "Câu hỏi thảo luận", name, size, [case.story])

    if together(sizes.text[0])[0].fits():
        found = fewest(together, [size for size in sizes.text if together(size)[0].fits()])
    else:
        found = fewest(story, sizes.text) + fewest(asked, sizes.text)
    if case.answers:
        answers = grouped_slides(Section(kind=SectionKind.CASE, title=_ANSWERS, lines=case.answers), sizes)
        found += [
            replace(slide, kicker=name if slide.title.startswith(_ANSWERS) else f"{name}: {_ANSWERS.lower()}")
            for slide in answers
        ]
    return found


# -- the quiz --------------------------------------------------------------------------------------------------------------


def _quiz(items: tuple[QuizItem, ...], section: Section | None, sizes: Sizes) -> list[Slide]:
    """A question without its key, then the key on the next slide."""
    name = section.title if section else SectionKind.QUIZ.value
    found: list[Slide] = []
    for number, item in enumerate(items, start=1):
        opening = opening_notes(section) if number == 1 else []
        head = f"Câu {number}/{len(items)}"
        found.extend(_question(item, head, name, sizes, opening))
        found.extend(_answer(item, head, name, sizes))
    return found


def _question(item: QuizItem, head: str, name: str, sizes: Sizes, opening: Sequence[str]) -> list[Slide]:
    """Stem and options on one slide, in the largest type in which seven lines hold them; else the stem stands as the title, where it
    is short, or on a slide of its own.
    """
    key = f"Đáp án: {sources.answer_letter(item)}. {item.options[item.answer]}"
    notes = (*opening, f"Câu hỏi loại “{item.kind.value}”, mức {item.level}/3.", key, item.explanation)
    least = sizes.columns[0]  # before a question is parted from its options
    for points in (*(size for size in reversed(sizes.text) if size <= _LARGEST), least):
        stem = tuple(in_pieces(item.stem, master.WIDTH, points))
        slide = Slide(head, points, name, (*stem, *texts_numbered(item.options, points)), notes=notes, lettered=True)
        if slide.fits():
            return [slide]
        for columns in (2, 4):
            pairs = _abreast(item, points, columns)
            slide = Slide(head, points, name, stem, table=pairs, notes=notes)
            if pairs and slide.fits():
                return [slide]
    asking = f"{head}. {item.stem}"
    alone = metrics.count_lines([Run(asking, True)], master.WIDTH * _TIGHT, master.TITLE_SMALLER[0]) <= 2
    asked: list[Slide] = []
    if not alone:
        asked = fewest(
            lambda size: text_slides(in_pieces(item.stem, master.WIDTH, size), head, name, size, notes), sizes.text
        )
    title = asking if alone else f"{head}: phương án"
    for points in sorted({*sizes.text[:-1], *sizes.columns, *sizes.table}, reverse=True):
        beside = Slide(title, points, name, table=_abreast(item, points, 2), notes=notes)
        if beside.table and beside.fits():
            return [*asked, *settled([beside], ())]

    def offered(size: float) -> list[Slide]:
        made = text_slides(texts_numbered(item.options, size), title, name, size, notes)
        return [replace(slide, lettered=True) for slide in made]

    return [*asked, *fewest(offered, sizes.text)]


def _abreast(item: QuizItem, size: float, columns: int) -> Table | None:
    """Options in two columns, or short ones four in a line; None where one is too long for a line of its own share."""
    room = master.WIDTH / columns
    cells = [(Run(f"{letter}. {option}"),) for letter, option in zip(sources.LETTERS, item.options, strict=False)]
    if columns > 2 and any(metrics.count_lines(cell, room - 2 * plan.PADDING, size) > 1 for cell in cells):
        return None
    cells += [(Run(""),)] * (-len(cells) % columns)
    rows = tuple(tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))
    return Table((room,) * columns, (), rows, f"Các phương án từ A đến {sources.LETTERS[len(item.options) - 1]}.")


def _answer(item: QuizItem, head: str, name: str, sizes: Sizes) -> list[Slide]:
    right = f"{sources.answer_letter(item)}. {item.options[item.answer]}"
    # the foot has the provisions and their marks; the whole sentence of doubt stands in the notes
    why = " ".join(_UNSURE.sub("", sources.reason_words(item)).split())
    basis = f"Căn cứ: {'; '.join(sources.pinpoints(sources.reason_sources(item)))}"
    wrong = [
        f"{letter}. {option}: {why}"
        for letter, option, why in zip(sources.LETTERS, item.options, item.wrong, strict=False)
        if why
    ]
    notes = [
        *_UNSURE.findall(item.explanation),
        *wrong,
        *(words for source in item.sources for words in sources.clause_words(source)),
    ]

    def told(size: float, again: str = "") -> list[Slide]:
        paragraphs = [
            Paragraph((Run(piece, bold=True, look="good"),))
            for piece in metrics.split_text(right, master.WIDTH * 0.9, size, MOST - 1)  # bold letters are wider
        ]
        paragraphs = [*in_pieces(again, master.WIDTH, size), *paragraphs, *in_pieces(why, master.WIDTH, size)]
        made = text_slides(paragraphs, f"{head}: đáp án", name, size, notes)
        return [replace(slide, basis=short_basis(basis)) for slide in made]

    # a short answer stands with its question
    roomy = [size for size in sizes.text if size >= _ROOMY]
    both = [size for size in roomy if len(made := told(size, item.stem)) == 1 and made[0].fits()]
    return fewest(lambda size: told(size, item.stem), both) if both else fewest(told, sizes.text)


# -- documents -------------------------------------------------------------------------------------------------------------


def _documents(lesson: Lesson, sizes: Sizes) -> list[Slide]:
    """The documents with their status; a long name without its last parts, whole in the notes and the handout."""
    if not lesson.documents:
        return []
    least = _listed(lesson, sizes.table[0])
    made = [_listed(lesson, size) for size in sizes.table[:3]]
    # larger type as long as it costs neither slides nor words of the names
    return settled([each for each in made if (len(each), -_words(each)) <= (len(least), -_words(least))][-1], ())


def _words(slides: Sequence[Slide]) -> int:
    return sum(
        len(run.text) for slide in slides if slide.table for row in slide.table.rows for cell in row for run in cell
    )


def _listed(lesson: Lesson, size: float) -> list[Slide]:
    status = max(metrics.width(document.status.value, size) for document in lesson.documents) + 2 * plan.PADDING
    widths = (master.WIDTH - status * _WIDER, status * _WIDER)
    room = widths[0] - 2 * plan.PADDING
    bold = all(
        metrics.width(sources.document_words(each), size, bold=True) <= room * _TIGHT for each in lesson.documents
    )
    # a name that is cut tells nobody what the document is about
    short = [_document_row(document, room, size, _NAME_LINES, bold=bold) for document in lesson.documents]

    def used(start: int, end: int) -> float | None:
        return sum(metrics.count_lines(row, room, size) for row in short[start:end])

    found: list[Slide] = []
    for start, end in pages(len(short), used, MOST - 1):
        part = lesson.documents[start:end]
        rows = short[start:end]
        told = f"Văn bản {start + 1} đến {end} và tình trạng hiệu lực ngày {lesson.on:%d/%m/%Y}."
        shown = tuple((row, (Run(each.status.value),)) for row, each in zip(rows, part, strict=True))
        notes = tuple(sources.full_document_words(document) for document in part)
        title = f"Nguồn: văn bản và hiệu lực ngày {lesson.on:%d/%m/%Y}"
        found.append(Slide(title, size, table=Table(widths, ("Văn bản", "Hiệu lực"), shown, told), notes=notes))
    return found


def _document_row(document: SourceDocument, room: float, size: float, most: int, *, bold: bool) -> tuple[Run, ...]:
    """Its number, and as much of its name as ``most`` lines hold beside it, if that says anything."""
    number = Run(sources.document_words(document), bold=bold)
    for name in shorter(document.title) if document.title else ():
        if len(name.split()) < _FEWEST_WORDS and name != document.title:
            break
        run = Run(name if name == document.title else f"{name}…")
        if metrics.count_lines((number, run), room, size) <= most:
            return (number, run)
    return (number,)
