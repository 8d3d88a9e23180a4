"""The bank of questions over an invented library: kept from one lesson, used in the next, set aside when the words change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import lesson_texts as texts

import assist.training.bank
from assist.training import editing, quiz_editing
from assist.training.bank import Bank, State, entry_key, usable
from assist.training.draft import Draft, EditError, name_of
from assist.training.lessons import Request, Trainer
from assist.training.model import LEVELS, Audience, Lesson, Line, QuizItem, QuizKind, SectionKind
from corpus.library import Library

POLICE, PUPILS = Audience.INVESTIGATORS, Audience.PUPILS
RULE = name_of(SectionKind.RULES, "cho-muon-sach.han-tra")


@pytest.fixture(autouse=True)
def drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six questions on the rule of the days, the first of each draw in another dress for each seed."""

    def draw(
        lines: Sequence[Line], count: int, seed: int, audience: Audience, *, levels: Sequence[int] = (), **_: object
    ) -> tuple[QuizItem, ...]:
        rule = next(line for line in lines if line.key.endswith("han-tra"))
        names = ("figure", "who", "modality", "case", "term", "which")
        every = [
            QuizItem(
                key=f"cho-muon-sach.han-tra.{form}.{seed:08x}",
                kind=QuizKind.CHOICE,
                level=1 + at // 2,
                stem=f"Hỏi cách {at}, lần {seed}: trả sách trong mấy ngày?",
                options=(f"{seed + 20} ngày", "14 ngày", "7 ngày"),
                answer=1,
                explanation="Khoản 1 Điều 2 ghi 14 ngày.",
                sources=rule.sources,
            )
            for at, form in enumerate(names)
        ]
        return tuple(item for item in every if item.level in (levels or LEVELS))[:count]

    monkeypatch.setattr(assist.training.bank, "make_quiz", draw)


def trainer(folder: Path, **how: object) -> Trainer:
    folder.mkdir(exist_ok=True)
    library = Library.open(f"sqlite:///{folder}/library.sqlite")
    texts.fill(library, **how)  # type: ignore[arg-type]
    return Trainer(library, [texts.checklist()], notes=[texts.notes()])


@pytest.fixture
def small(tmp_path: Path) -> Trainer:
    return trainer(tmp_path / "a")


def made(trainer: Trainer, **how: object) -> Lesson:
    return trainer.lesson(
        Request(**({"topic": "cho mượn sách", "audience": POLICE, "minutes": 90, "on": texts.ON} | how))
    )  # type: ignore[arg-type]


def figure(lesson: Lesson) -> QuizItem:
    """The question about the days after which books come back."""
    return next(item for item in lesson.quiz if item.key.startswith("cho-muon-sach.han-tra.figure."))


def edited(draft: Draft, item: QuizItem) -> Draft:
    return quiz_editing.edit_item(draft, item.key, "Sách về sau mấy ngày?", item.options, item.answer, item.explanation)


def written(draft: Draft, stem: str = "Sách phải về kệ trong bao lâu?") -> Draft:
    options = ["7 ngày", "14 ngày", "", "30 ngày"]
    return quiz_editing.write_item(draft, stem, options, 1, "Khoản 1 Điều 2 ghi 14 ngày.", 2, RULE)


def test_an_edited_question_comes_in_its_own_words_in_the_next_lesson(small: Trainer) -> None:
    before = Draft(made(small))
    after = edited(before, figure(before.lesson))
    small.bank.learn(before, after)
    next_one = made(small, seed=8)
    again = figure(next_one)
    assert (again.stem, again.edited) == ("Sách về sau mấy ngày?", True)
    assert len(next_one.quiz) == len({item.key for item in next_one.quiz})
    # taken back to the words that were drawn, it is out of the bank
    small.bank.learn(after, quiz_editing.restore_item(after, figure(after.lesson).key))
    assert not figure(made(small, seed=8)).edited


def test_other_words_in_the_library_set_it_aside_until_somebody_looked(small: Trainer, tmp_path: Path) -> None:
    before = Draft(made(small))
    small.bank.learn(before, edited(before, figure(before.lesson)))
    [saved] = small.library.bank_items()
    later = trainer(tmp_path / "b", clause="Người mượn phải trả sách trong 14 ngày, kể từ hôm nhận sách.")
    later.library.keep_bank_item(saved)
    [entry] = later.bank.entries(texts.ON)
    assert "khác lúc soạn" in entry.review
    assert usable([entry]) == []
    assert not figure(made(later)).edited
    later.bank.confirm(entry.key, texts.ON)
    [entry] = usable(later.bank.entries(texts.ON))
    assert "hôm nhận sách" in entry.item.sources[0].quote
    assert figure(made(later)).edited


def test_what_rests_on_an_ended_provision_cannot_be_confirmed(small: Trainer) -> None:
    before = Draft(made(small))
    small.bank.learn(before, edited(before, figure(before.lesson)))
    [saved] = small.library.bank_items()
    data = QuizItem.model_validate(saved.data)
    ended = data.sources[0].model_copy(update={"id": "05/2010/TT-ABC điều 1 khoản 1", "pinpoint": "Điều 1"})
    changed = data.model_copy(update={"sources": (ended,)}).model_dump(mode="json")
    small.library.keep_bank_item(type(saved)(saved.key, saved.state, saved.audience, saved.on, changed, saved.changed))
    small.bank.confirm(saved.key, texts.ON)
    assert small.bank.entries(texts.ON)[0].review


def test_a_rejected_question_is_not_drawn_again_and_another_takes_its_place(small: Trainer) -> None:
    before = Draft(made(small, quiz_items=3))
    unwanted = before.lesson.quiz[0]
    after = quiz_editing.drop_item(before, unwanted.key)
    small.bank.learn(before, after)
    name = entry_key(unwanted, POLICE)
    assert small.library.bank_item(name)
    for seed in range(1, 6):
        quiz = made(small, quiz_items=3, seed=seed).quiz
        assert len(quiz) == 3
        assert name not in {entry_key(item, POLICE) for item in quiz}
    # put back, it may be drawn again
    small.bank.learn(after, editing.put_back(after, SectionKind.QUIZ, unwanted.key))
    assert small.library.bank_items() == []


def test_a_lesson_that_gets_fewer_questions_says_that_some_were_rejected(small: Trainer) -> None:
    every = Draft(made(small, quiz_items=60))
    after = every
    for item in every.lesson.quiz:
        after = quiz_editing.drop_item(after, item.key)
    small.bank.learn(every, after)
    lesson = made(small, quiz_items=60)
    section = lesson.section(SectionKind.QUIZ)
    assert section is None or "đã bị bỏ" in section.notes
    drawn = {entry_key(item, POLICE) for item in lesson.quiz}
    assert not drawn & {entry_key(item, POLICE) for item in every.lesson.quiz}


def test_a_written_question_is_offered_to_lessons_that_hold_its_provisions(small: Trainer) -> None:
    before = Draft(made(small))
    after = written(before)
    own = after.lesson.quiz[-1]
    assert (own.options, own.answer, own.kind, own.level) == (("7 ngày", "14 ngày", "30 ngày"), 1, QuizKind.CHOICE, 2)
    assert own.sources == before.line(SectionKind.RULES, "cho-muon-sach.han-tra").sources
    small.bank.learn(before, after)
    assert small.bank.offers(after.lesson) == []  # it has it
    assert [item.key for item in small.bank.offers(made(small, seed=4))] == [own.key]
    bare = before.lesson.model_copy(update={"sections": (), "case": None})
    assert small.bank.offers(bare) == []
    # left out of one lesson it stays a question for others
    left = quiz_editing.drop_item(after, own.key)
    small.bank.learn(after, left)
    assert [entry.state for entry in small.bank.entries(texts.ON)] == [State.WRITTEN]
    taken = quiz_editing.take_item(left, small.bank.offers(left.lesson)[0])
    assert taken.lesson.quiz[-1].key == own.key
    assert taken.work.left_out == before.work.left_out


def test_a_change_that_is_undone_leaves_the_bank_as_it_was(small: Trainer) -> None:
    before = Draft(made(small))
    once = edited(before, figure(before.lesson))
    small.bank.learn(before, once)
    stood = small.library.bank_items()
    twice = quiz_editing.drop_item(once, figure(before.lesson).key)
    prior = small.bank.learn(once, twice)
    assert [saved.state for saved in small.library.bank_items()] == [State.REJECTED]
    small.bank.put_back(prior)
    assert small.library.bank_items() == stood
    small.bank.put_back(small.bank.take_out(stood[0].key))
    assert small.library.bank_items() == stood


def test_questions_for_pupils_are_named_apart(small: Trainer) -> None:
    item = figure(made(small))
    assert entry_key(item, POLICE) != entry_key(item, PUPILS)
    assert entry_key(item, POLICE) == entry_key(item, Audience.SPEAKERS)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rests_on": "RULES không-có"}, "căn cứ"),
        ({"level": 4}, "mức độ"),
        ({"answer": 2}, "đang trống"),
        ({"answer": 9}, "Chưa chọn"),
        ({"stem": " "}, "lời hỏi"),
        ({"options": ["14 ngày", "14 Ngày"], "answer": 0}, "giống nhau"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(small: Trainer, change: dict[str, object], told: str) -> None:
    fields: dict[str, object] = {
        "stem": "Mấy ngày?",
        "options": ["7 ngày", "14 ngày", ""],
        "answer": 1,
        "explanation": "Vì vậy.",
    }
    with pytest.raises(EditError, match=told):
        quiz_editing.write_item(Draft(made(small)), **(fields | {"level": 1, "rests_on": RULE} | change))  # type: ignore[arg-type]


def test_a_question_is_written_once_and_true_or_false_is_known(small: Trainer) -> None:
    once = written(Draft(made(small)))
    with pytest.raises(EditError, match="đã có trong bài"):
        written(once)
    judged = quiz_editing.write_item(once, "Sách về trong 14 ngày.", ["Đúng", "Sai"], 0, "Khoản 1.", 1, RULE)
    assert judged.lesson.quiz[-1].kind is QuizKind.TRUE_FALSE


def test_levels_asked_for_are_those_drawn(small: Trainer) -> None:
    lesson = made(small, levels=(1,))
    assert lesson.quiz
    assert {item.level for item in lesson.quiz} == {1}
    rules = lesson.section(SectionKind.RULES)
    assert rules is not None
    more = Bank(small.library, small.grounds).maker(lesson)(rules.lines, 9, 5, POLICE)
    assert {item.level for item in more} == {1}
