"""What a trainer does to the quiz of a lesson: other words, another order, a question taken out or another in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assist.training.draft import Draft, EditError, LeftOut
from assist.training.model import Audience, Line, QuizItem, QuizKind, SectionKind

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
    """The quiz without a question, which can be put back."""
    item = item_of(draft, key)
    kept = LeftOut(part=SectionKind.QUIZ, at=draft.lesson.quiz.index(item), item=item)
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
