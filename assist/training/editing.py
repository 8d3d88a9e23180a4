"""What a trainer does to a lesson: order, words, minutes, lines left out and put back. Every line keeps its provisions throughout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assist.training.counting import recounted, remarks_now
from assist.training.draft import DERIVED, GONE, Draft, EditError, LeftOut, name_of
from assist.training.model import Lesson, Line, QuizItem, Section, SectionKind, SourceDocument
from corpus.provisions import ProvisionId

_LONGEST_TEXT, _LONGEST_NOTES, _LONGEST_TITLE = 1200, 4000, 200
_SHORTEST, _LONGEST = 10, 480


# Order -----------------------------------------------------------------------------------------------------------------


def move_section(draft: Draft, part: SectionKind, step: int) -> Draft:
    """A part earlier (-1) or later (+1); at the end of the way nothing moves."""
    sections = _moved(draft.lesson.sections, lambda s: s.kind is part, lambda s: True, step)
    return draft.with_lesson(sections=sections)


def move_line(draft: Draft, part: SectionKind, key: str, step: int) -> Draft:
    """A line earlier or later, past the next of its column: what is to be done and what is not stand side by side."""
    line = draft.line(part, key)
    moved = _moved(draft.lines(part), lambda x: x is line, lambda x: x.do is line.do, step)
    return draft.with_lines(part, moved) if part is SectionKind.OBJECTIVES else counted(draft.with_lines(part, moved))


def _moved(
    things: Sequence[Any], this: Callable[[Any], bool], beside: Callable[[Any], bool], step: int
) -> tuple[Any, ...]:
    order = list(things)
    at = next((i for i, thing in enumerate(order) if this(thing)), None)
    if at is None:
        raise EditError(GONE)
    ways = range(at + 1, len(order)) if step > 0 else range(at - 1, -1, -1)
    to = next((i for i in ways if beside(order[i])), at)
    order.insert(to, order.pop(at))
    return tuple(order)


# Words -----------------------------------------------------------------------------------------------------------------


def edit_line(draft: Draft, part: SectionKind, key: str, **words: str) -> Draft:
    """Other words of a line (``text``, ``who``, ``act``, ``limit``); the words before are kept, its provisions stay."""
    line = draft.line(part, key)
    new = {name: _written(value, "Dòng", needed=name == "text") for name, value in words.items()}
    if (
        "act" in new and "limit" in new and "text" not in new
    ):  # a row of the table of limits: its sentence says what its cells say
        new["text"] = _row_text(line, new)
    if all(getattr(line, name) == value for name, value in new.items()):
        return draft
    before = draft.before(part, key) or line
    if all(getattr(before, name) == value for name, value in new.items()):
        return restore_line(draft, part, key)
    changed = line.model_copy(update={**new, "edited": True})
    put = _put(draft, part, line, changed).with_work(words=draft.work.words | {name_of(part, key): before})
    return counted(put)


def _row_text(line: Line, new: dict[str, str]) -> str:
    if not new["act"] and not new["limit"]:
        raise EditError("Dòng của bảng thời hạn cần có việc hoặc thời hạn; nếu không dùng, hãy bỏ dòng.")
    same = all(getattr(line, name) == new.get(name, "") for name in ("who", "act", "limit"))
    words = ": ".join(filter(None, (new.get("who", ""), new["act"])))
    return line.text if same else f"{', '.join(filter(None, (words, new['limit'])))}."


def restore_line(draft: Draft, part: SectionKind, key: str) -> Draft:
    """The words of a line as they were before it was edited."""
    line, before = draft.line(part, key), draft.before(part, key)
    if before is None:
        return draft
    kept = {name: value for name, value in draft.work.words.items() if name != name_of(part, key)}
    return counted(_put(draft, part, line, before.model_copy(update={"sources": line.sources})).with_work(words=kept))


def renew_line(draft: Draft, part: SectionKind, key: str, now: Line | None) -> Draft:
    """A line whose provision changed as it is said now; left out if nothing can be said any more.

    Of a question only the provisions are renewed: whether its answer still holds a person has decided.
    """
    if part is SectionKind.QUIZ:
        quiz = draft.lesson.quiz
        changed = (i.model_copy(update={"sources": now.sources}) if now and i.key == key else i for i in quiz)
        return draft.with_lesson(quiz=tuple(changed))
    if now is None:
        return leave_out(draft, part, key)
    renewed = _put(draft, part, draft.line(part, key), now)
    if before := draft.before(
        part, key
    ):  # a person's words stay, and what they are held against rests on the same provisions
        words = {name_of(part, key): before.model_copy(update={"sources": now.sources})}
        renewed = renewed.with_work(words=draft.work.words | words)
    return counted(renewed)


def settle(draft: Draft, part: SectionKind, key: str, told: str) -> Draft:
    """What was told of a line's provisions is dealt with: it need not be told again."""
    return draft.with_work(seen=draft.work.seen | {name_of(part, key): told})


def set_day(draft: Draft, on: date, documents: Sequence[SourceDocument]) -> Draft:
    """The lesson as of a later day, once every line was seen to hold then. ``documents``: as they stand that day."""
    standing = {document.number: document for document in documents}
    kept = tuple(standing.get(document.number, document) for document in draft.lesson.documents)
    return draft.with_lesson(on=on, documents=kept).with_work(seen={})


def _put(draft: Draft, part: SectionKind, old: Line, new: Line) -> Draft:
    return draft.with_lines(part, [new if line is old else line for line in draft.lines(part)])


# Leaving out -----------------------------------------------------------------------------------------------------------


def leave_out(draft: Draft, part: SectionKind, key: str) -> Draft:
    """The lesson without a line, which can be put back."""
    line, lines = draft.line(part, key), draft.lines(part)
    kept = LeftOut(part=part, at=next(i for i, each in enumerate(lines) if each is line), line=line)
    changed = draft.with_lines(part, [each for each in lines if each is not line])
    return counted(changed.with_work(left_out=(*draft.work.left_out, kept)))


def put_back(draft: Draft, part: SectionKind, key: str) -> Draft:
    """What was left out, where it stood."""
    found = next((each for each in reversed(draft.work.left_out) if (each.part, each.key) == (part, key)), None)
    if found is None:
        raise EditError("Dòng này đã được đưa lại hoặc không còn.")
    rest = tuple(each for each in draft.work.left_out if each is not found)
    changed = draft.with_work(left_out=rest)
    if found.item:
        quiz = list(changed.lesson.quiz)
        quiz.insert(found.at, found.item)
        return changed.with_lesson(quiz=tuple(quiz))
    lines = list(changed.lines(part))
    if found.line:
        lines.insert(found.at, found.line)
    return counted(changed.with_lines(part, lines))


def counted(draft: Draft) -> Draft:
    """The draft with the objectives that count lines, or name some, as its lines are now; what a person wrote or left out stays so."""
    lesson, uncounted = recounted(draft.lesson, draft.work.uncounted)
    return replace(draft, lesson=lesson).with_work(uncounted=uncounted)


# The rest --------------------------------------------------------------------------------------------------------------


def set_title(draft: Draft, title: str) -> Draft:
    words = " ".join(title.split())
    if not words or len(words) > _LONGEST_TITLE:
        raise EditError(f"Tên bài cần có chữ và không dài quá {_LONGEST_TITLE} ký tự.")
    return draft.with_lesson(title=words)


def set_notes(draft: Draft, part: SectionKind, notes: str) -> Draft:
    """What the trainer says besides in a part."""
    return draft.with_section(part, notes=notes.strip()[:_LONGEST_NOTES])


def set_minutes(draft: Draft, part: SectionKind, minutes: int) -> Draft:
    """The time of a part; the lesson's is the sum of its parts."""
    if minutes < 0:
        raise EditError("Số phút không thể âm.")
    changed = draft.with_section(part, minutes=minutes)
    total = sum(section.minutes for section in changed.lesson.sections)
    if not _SHORTEST <= total <= _LONGEST:
        raise EditError(
            f"Cả bài phải từ {_SHORTEST} đến {_LONGEST} phút; với thay đổi này là {total} phút. Chưa đổi gì."
        )
    return changed.with_lesson(minutes=total)


def edit_case(draft: Draft, story: str, questions: Sequence[str]) -> Draft:
    """Other words of the situation; its model answer stays, for it rests on the facts."""
    if draft.lesson.case is None:
        raise EditError("Bài không có tình huống.")
    asked = tuple(_written(question, "Câu hỏi") for question in questions if question.strip())
    if not asked:
        raise EditError("Tình huống cần ít nhất một câu hỏi để thảo luận.")
    told = story.strip()
    if not told or len(told) > _LONGEST_NOTES:
        raise EditError(f"Tình huống cần có lời kể và không dài quá {_LONGEST_NOTES} ký tự.")
    return draft.with_lesson(case=draft.lesson.case.model_copy(update={"story": told, "questions": asked}))


def _written(text: str, what: str, *, needed: bool = True) -> str:
    words = " ".join(text.split())
    if needed and not words:
        raise EditError(f"{what} đang trống; hãy viết nội dung hoặc bấm “Bỏ”.")
    if len(words) > _LONGEST_TEXT:
        raise EditError(f"{what} dài quá {_LONGEST_TEXT} ký tự; hãy viết gọn lại hoặc tách ra.")
    return words


def shown(lesson: Lesson, section: Section) -> tuple[Line, ...]:
    """The lines of a part that is made from the others: of the sources, those that something in the lesson still rests on."""
    if section.kind is not SectionKind.SOURCES:
        return section.lines
    used = _used(lesson)
    lines = ((line, tuple(source for source in line.sources if source.id in used)) for line in section.lines)
    return tuple(line.model_copy(update={"sources": sources}) for line, sources in lines if sources)


def trimmed(lesson: Lesson) -> Lesson:
    """The lesson as it is handed out: its documents, sources and remarks without those that only left-out lines rested on."""
    used = used_documents(lesson)
    sections = tuple(s.model_copy(update={"lines": shown(lesson, s)}) for s in lesson.sections)
    documents = tuple(d for d in lesson.documents if d.number in used)
    return lesson.model_copy(update={"sections": sections, "documents": documents, "remarks": remarks_now(lesson)})


def used_documents(lesson: Lesson) -> frozenset[str]:
    """Numbers of the documents that lines, the case and the quiz rest on."""
    return frozenset(ProvisionId.parse(identifier).document for identifier in _used(lesson))


def _used(lesson: Lesson) -> frozenset[str]:
    """The provisions that something in the lesson rests on."""
    lines = [line for s in lesson.sections if s.kind not in DERIVED for line in s.lines]
    lines += lesson.case.answers if lesson.case else ()
    held: list[Line | QuizItem] = [*lines, *lesson.quiz]
    return frozenset(source.id for each in held for source in each.sources)
