"""What a trainer does to the quiz of a lesson: other words, another order, a question taken out or another in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from assist.training.asking.model import TRUE_FALSE
from assist.training.draft import Draft, EditError, LeftOut, name_of
from assist.training.model import LEVELS, Audience, Line, QuizItem, QuizKind, Section, SectionKind

#: Keys of questions that a person wrote begin so.
OWN = "tu-soan."

#: Makes a quiz: lines, how many items, seed, audience; see ``assist.training.quiz.make_quiz``.
Maker = Callable[[Sequence[Line], int, int, Audience], Sequence[QuizItem]]

_GONE = "Câu hỏi này không còn trong bài; có thể nó vừa được bỏ ở cửa sổ khác."
_LONGEST = 1200
_SEEDS = 12  # other quizzes looked through for another question


def item_of(draft: Draft, key: str) -> QuizItem:
    """EditError if there is none."""
    found = next((item for item in draft.lesson.quiz if item.key == key), None)
    if found is None:
        raise EditError(_GONE)
    return found


def edit_item(draft: Draft, key: str, stem: str, options: Sequence[str], answer: int, explanation: str) -> Draft:
    """A question in other words. The reasons why options are wrong stay with those whose words stay."""
    item = item_of(draft, key)
    words, why = " ".join(stem.split()), " ".join(explanation.split())
    given = tuple(" ".join(option.split()) for option in options)
    if item.kind is QuizKind.TRUE_FALSE:
        given = item.options
    _check(words, given, answer, why)
    reasons = {option: reason for option, reason in zip(item.options, item.wrong, strict=False) if reason}
    right = given[answer]
    wrong = tuple("" if option == right else reasons.get(option, "") for option in given) if item.wrong else ()
    fields = {"stem": words, "options": given, "answer": answer, "explanation": why, "wrong": wrong}
    if all(getattr(item, name) == value for name, value in fields.items()):
        return draft
    changed = item.model_copy(update={**fields, "edited": True})
    first = draft.work.items.get(key, item)
    return _put(draft, item, changed).with_work(items=draft.work.items | {key: first})


def _check(stem: str, options: Sequence[str], answer: int, explanation: str) -> None:
    if not stem or not explanation:
        raise EditError("Câu hỏi cần có lời hỏi và lời giải thích.")
    if len(options) < 2 or not all(options):
        raise EditError("Cần ít nhất hai phương án và phương án nào cũng phải có chữ.")
    if len({option.casefold() for option in options}) < len(options):
        raise EditError("Có hai phương án giống nhau; mỗi phương án phải khác nhau.")
    if not 0 <= answer < len(options):
        raise EditError("Chưa chọn phương án đúng.")
    if max(map(len, (stem, explanation, *options))) > _LONGEST:
        raise EditError(f"Có đoạn dài quá {_LONGEST} ký tự; hãy viết gọn lại.")


def restore_item(draft: Draft, key: str) -> Draft:
    """A question as it was made."""
    item, first = item_of(draft, key), draft.work.items.get(key)
    if first is None:
        return draft
    rest = {name: kept for name, kept in draft.work.items.items() if name != key}
    return _put(draft, item, first).with_work(items=rest)


def drop_item(draft: Draft, key: str) -> Draft:
    """The quiz without a question, which can be put back; one that was drawn is rejected: the bank keeps that (``bank.learn``)."""
    item = item_of(draft, key)
    drawn = not item.key.startswith(OWN)
    kept = LeftOut(part=SectionKind.QUIZ, at=draft.lesson.quiz.index(item), item=item, rejected=drawn)
    rest = tuple(each for each in draft.lesson.quiz if each is not item)
    return draft.with_lesson(quiz=rest).with_work(left_out=(*draft.work.left_out, kept))


def move_item(draft: Draft, key: str, step: int) -> Draft:
    """A question earlier or later."""
    quiz = list(draft.lesson.quiz)
    at = quiz.index(item_of(draft, key))
    quiz.insert(min(max(0, at + step), len(quiz)), quiz.pop(at))
    return draft.with_lesson(quiz=tuple(quiz))


def replace_item(draft: Draft, key: str, make: Maker) -> Draft:
    """Another question in the place of one, from the lesson's own lines; the one before can be put back."""
    item = item_of(draft, key)
    another = _another(draft, item, make)
    kept = LeftOut(part=SectionKind.QUIZ, at=draft.lesson.quiz.index(item), item=item)
    return _put(draft, item, another).with_work(left_out=(*draft.work.left_out, kept))


def add_item(draft: Draft, make: Maker) -> Draft:
    """One more question from the lesson's own lines, at the end."""
    another = _another(draft, None, make)
    return draft.with_lesson(quiz=(*draft.lesson.quiz, another))


def write_item(
    draft: Draft, stem: str, options: Sequence[str], answer: int, explanation: str, level: int, rests_on: str
) -> Draft:
    """A question in a trainer's own words, at the end. ``options``: empty ones are left out, ``answer`` counts them;
    ``rests_on``: ``PART key`` of the line whose provisions carry it. EditError for a question that cannot be asked.
    """
    line = next(
        (each for part in SectionKind for each in draft.lines(part) if name_of(part, each.key) == rests_on), None
    )
    if line is None:
        raise EditError("Hãy chọn dòng của bài làm căn cứ cho câu hỏi.")
    if level not in LEVELS:
        raise EditError("Hãy chọn mức độ của câu hỏi.")
    words, why = " ".join(stem.split()), " ".join(explanation.split())
    given = [" ".join(option.split()) for option in options]
    right = given[answer] if 0 <= answer < len(given) else ""
    written = tuple(option for option in given if option)
    if not right:
        raise EditError("Chưa chọn phương án đúng, hoặc phương án được chọn đang trống.")
    _check(words, written, written.index(right), why)
    name = hashlib.sha256("\x1f".join((words, *written, *(s.id for s in line.sources))).encode()).hexdigest()[:12]
    item = QuizItem(
        key=f"{OWN}{name}",
        kind=QuizKind.TRUE_FALSE if written == TRUE_FALSE else QuizKind.CHOICE,
        level=level,
        stem=words,
        options=written,
        answer=written.index(right),
        explanation=why,
        sources=line.sources,
        edited=True,
    )
    return take_item(draft, item)


def take_item(draft: Draft, item: QuizItem) -> Draft:
    """A question that exists, at the end of the quiz. EditError if the lesson has it."""
    if any(item.key == each.key or item.stem == each.stem for each in draft.lesson.quiz):
        raise EditError("Câu hỏi này đã có trong bài.")
    left_out = tuple(each for each in draft.work.left_out if each.part is not SectionKind.QUIZ or each.key != item.key)
    return _with_part(draft.with_lesson(quiz=(*draft.lesson.quiz, item)).with_work(left_out=left_out))


def _with_part(draft: Draft) -> Draft:
    """A lesson that had no questions gets a part for them, before its sources."""
    if draft.lesson.section(SectionKind.QUIZ):
        return draft
    sections = list(draft.lesson.sections)
    at = next((i for i, section in enumerate(sections) if section.kind is SectionKind.SOURCES), len(sections))
    sections.insert(at, Section(kind=SectionKind.QUIZ, title=SectionKind.QUIZ.value))
    return draft.with_lesson(sections=tuple(sections))


def _another(draft: Draft, item: QuizItem | None, make: Maker) -> QuizItem:
    """A question that is neither in the quiz nor was left out of it; one like the given one where there is one."""
    lesson = draft.lesson
    out = [each.item for each in draft.work.left_out if each.item]
    known = [*lesson.quiz, *out]
    seen = {each.key for each in known} | {each.stem for each in known}
    lines = [*draft.lines(SectionKind.RULES), *draft.lines(SectionKind.LIMITS)]
    found: list[QuizItem] = []
    for seed in range(lesson.seed + 1, lesson.seed + 1 + _SEEDS):
        made = make(lines, len(known) + 5, seed, lesson.audience)
        found = [each for each in made if each.key not in seen and each.stem not in seen]
        if item is None and found:
            return found[0]
        if item and (like := [e for e in found if (e.kind, e.level) == (item.kind, item.level)]):
            return like[0]
    if not found:
        raise EditError(
            "Nội dung của bài không còn cho câu hỏi nào khác mà công bằng. Hãy sửa câu đang có, hoặc thêm nội dung vào bài."
        )
    return found[0]


def _put(draft: Draft, old: QuizItem, new: QuizItem) -> Draft:
    return draft.with_lesson(quiz=tuple(new if item is old else item for item in draft.lesson.quiz))
