"""The slides of a whole lesson in their order: cover, plan of the hour, remarks, sections, case, quiz, documents."""

from __future__ import annotations

import re
from dataclasses import replace

from assist.training.exports import master, metrics, plan, sources
from assist.training.exports.metrics import Run
from assist.training.exports.paging import pages
from assist.training.exports.paragraphs import MOST, Paragraph, in_pieces, opening_notes, short_basis, texts_numbered
from assist.training.exports.plan import Slide, Table
from assist.training.model import CaseStudy, Lesson, QuizItem, Section, SectionKind

_ANSWERS = "Gợi ý trả lời"
_UNSURE = re.compile(r"Hiệu lực của căn cứ này[^.]*\.")
_FEWEST_WORDS = 4  # of a title cut short; fewer say nothing


def slides_of(lesson: Lesson) -> list[Slide]:
    """Every slide after the cover."""
    size, small = plan.body_size(lesson), plan.small_size(lesson)
    found = [*_agenda(lesson, small), *_remarks(lesson, size)]
    told: set[SectionKind] = set()
    for section in lesson.sections:
        told.add(section.kind)
        found.extend(_section(lesson, section, size, small))
    if lesson.case and SectionKind.CASE not in told:
        found.extend(_case(lesson.case, None, size))
    if lesson.quiz and SectionKind.QUIZ not in told:
        found.extend(_quiz(lesson.quiz, None, size, small))
    if SectionKind.SOURCES not in told:
        found.extend(_documents(lesson, small))
    return found


def _section(lesson: Lesson, section: Section, size: float, small: float) -> list[Slide]:
    if section.kind is SectionKind.CASE and lesson.case:
        return _case(lesson.case, section, size)
    if section.kind is SectionKind.QUIZ:
        return _quiz(lesson.quiz, section, size, small)
    if section.kind is SectionKind.SOURCES and lesson.documents:
        return _documents(lesson, small)
    return plan.section_slides(section, size, small) if section.lines else []


def _agenda(lesson: Lesson, size: float) -> list[Slide]:
    """The parts and their minutes."""
    timed = [section for section in lesson.sections if section.minutes]
    if not timed:
        return []
    widths = (692.0, 180.0)
    rows = tuple(
        (
            (Run(metrics.cut(section.title, widths[0] - 2 * plan.PADDING, size, 1)),),
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


def _remarks(lesson: Lesson, size: float) -> list[Slide]:
    """What is to be known of the lesson's provisions before it is used."""
    paragraphs = [p for remark in lesson.remarks for p in in_pieces(remark, master.WIDTH, size)]
    if not paragraphs:
        return []
    return plan.counted(plan.text_slides(paragraphs, "Lưu ý khi dùng bài này", "", size, lesson.remarks))


# -- the case --------------------------------------------------------------------------------------------------------------


def _case(case: CaseStudy, section: Section | None, size: float) -> list[Slide]:
    """The story, then the questions, then the answers on slides of their own."""
    name = section.title if section else SectionKind.CASE.value
    story = in_pieces(case.story, master.WIDTH, size)
    asked = texts_numbered(case.questions, size)
    opening = [*opening_notes(section), "Tình huống giả định."]
    found = plan.counted(plan.text_slides(story, name, "", size, opening))
    found += plan.counted(plan.text_slides(asked, "Câu hỏi thảo luận", name, size, [case.story]))
    if case.answers:
        answers = plan.grouped_slides(Section(kind=SectionKind.CASE, title=_ANSWERS, lines=case.answers), size)
        found += [
            replace(slide, kicker=name if slide.title.startswith(_ANSWERS) else f"{name}: {_ANSWERS.lower()}")
            for slide in answers
        ]
    return found


# -- the quiz --------------------------------------------------------------------------------------------------------------


def _quiz(items: tuple[QuizItem, ...], section: Section | None, size: float, small: float) -> list[Slide]:
    """A question without its key, then the key on the next slide."""
    name = section.title if section else SectionKind.QUIZ.value
    found: list[Slide] = []
    for number, item in enumerate(items, start=1):
        opening = opening_notes(section) if number == 1 else []
        head = f"Câu {number}/{len(items)}"
        found.extend(_question(item, head, name, (size, small), opening))
        found.extend(_answer(item, head, name, size))
    return found


def _question(item: QuizItem, head: str, name: str, sizes: tuple[float, float], opening: list[str]) -> list[Slide]:
    """Stem and options on one slide where seven lines hold them; in the smaller type before they are parted."""
    key = f"Đáp án: {sources.answer_letter(item)}. {item.options[item.answer]}"
    notes = (*opening, f"Câu hỏi loại “{item.kind.value}”, mức {item.level}/3.", key, item.explanation)
    for points in dict.fromkeys(sizes):
        stem = in_pieces(item.stem, master.WIDTH, points)
        listed = (*stem, *texts_numbered(item.options, points))
        slide = Slide(head, points, name, listed, notes=notes, lettered=True)
        if slide.lines() <= MOST:
            return [slide]
        for pairs in (_abreast(item, points, 2), _abreast(item, points, 4)):
            slide = Slide(head, points, name, tuple(stem), table=pairs, notes=notes)
            if pairs and slide.lines() <= MOST:
                return [slide]
    pairs = _abreast(item, points, 2)
    asked = plan.counted(plan.text_slides(stem, head, name, points, notes))
    title = f"{head}: phương án"
    if pairs:
        return [*asked, Slide(title, points, name, table=pairs, notes=notes)]
    offered = plan.text_slides(texts_numbered(item.options, points), title, name, points, notes)
    return [*asked, *plan.counted([replace(slide, lettered=True) for slide in offered])]


def _abreast(item: QuizItem, size: float, columns: int) -> Table | None:
    """Short options so many a line, None where one is too long for its share of a slide."""
    room = master.WIDTH / columns
    cells = [(Run(f"{letter}. {option}"),) for letter, option in zip(sources.LETTERS, item.options, strict=False)]
    if any(metrics.count_lines(cell, room - 2 * plan.PADDING, size) > 1 for cell in cells):
        return None
    cells += [(Run(""),)] * (-len(cells) % columns)
    rows = tuple(tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))
    return Table((room,) * columns, (), rows, f"Các phương án từ A đến {sources.LETTERS[len(item.options) - 1]}.")


def _answer(item: QuizItem, head: str, name: str, size: float) -> list[Slide]:
    right = f"{sources.answer_letter(item)}. {item.options[item.answer]}"
    paragraphs = [
        Paragraph((Run(piece, bold=True, look="good"),))
        for piece in metrics.split_text(right, master.WIDTH * 0.9, size, MOST - 1)  # bold letters are wider
    ]
    # the foot has the provisions
    why = item.explanation.replace(f"Căn cứ: {'; '.join(source.pinpoint for source in item.sources)}.", "")
    why = _UNSURE.sub("", why)  # the foot marks the provision; the whole sentence stands in the notes
    paragraphs += in_pieces(" ".join(why.split()), master.WIDTH, size)
    basis = f"Căn cứ: {'; '.join(sources.pinpoints(item.sources))}"
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
    found = plan.text_slides(paragraphs, f"{head}: đáp án", name, size, notes)
    return plan.counted([replace(slide, basis=short_basis(basis)) for slide in found])


# -- documents -------------------------------------------------------------------------------------------------------------


def _documents(lesson: Lesson, size: float) -> list[Slide]:
    """The documents with their status; a title cut to what two lines hold, whole in the notes and the handout."""
    if not lesson.documents:
        return []
    widths = (624.0, 248.0)  # "Hết hiệu lực một phần" in one line
    rows = []
    for document in lesson.documents:
        number = Run(metrics.cut(sources.document_words(document), widths[0] - 2 * plan.PADDING, size, 2), bold=True)
        title = _rest(document.title, number, widths[0] - 2 * plan.PADDING, size)
        rows.append(((number, *title), (Run(document.status.value),)))

    def used(start: int, end: int) -> float | None:
        return sum(plan.row_lines(widths, row, size) for row in rows[start:end])

    found: list[Slide] = []
    for start, end in pages(len(rows), used, MOST - 1):
        part = lesson.documents[start:end]
        told = f"Văn bản {start + 1} đến {end} và tình trạng hiệu lực ngày {lesson.on:%d/%m/%Y}."
        table = Table(widths, ("Văn bản", "Hiệu lực"), tuple(rows[start:end]), told)
        notes = tuple(sources.full_document_words(document) for document in part)
        found.append(Slide(f"Nguồn: văn bản và hiệu lực ngày {lesson.on:%d/%m/%Y}", size, table=table, notes=notes))
    return plan.counted(found)


def _rest(title: str, number: Run, room: float, size: float) -> tuple[Run, ...]:
    """As much of the title as two lines hold beside the number."""
    words = title.split()
    for count in range(len(words), min(_FEWEST_WORDS, len(words)) - 1, -1):
        kept = " ".join(words[:count])
        run = Run(kept if count == len(words) else f"{kept.rstrip(',;:')}…")
        if metrics.count_lines((number, run), room, size) <= 2:
            return (run,)
    return ()
