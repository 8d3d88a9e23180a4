"""Lessons from an invented library: what goes in, what stays out, what is said of bad input, what a later day makes of them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import lesson_texts as texts

from assist.training.lessons import Request, Trainer, TrainingError
from assist.training.model import Audience, Lesson, SectionKind
from assist.training.staleness import Change
from corpus.checklists import Checklist
from corpus.documents import Status
from corpus.library import Library
from corpus.notes import Notes

POLICE = Audience.INVESTIGATORS


def opened(folder: Path, **how: object) -> Library:
    library = Library.open(f"sqlite:///{folder}/library.sqlite")
    texts.fill(library, **how)  # type: ignore[arg-type]
    return library


def trainer(library: Library) -> Trainer:
    return Trainer(library, [texts.checklist()], notes=[texts.notes()])


@pytest.fixture
def small(tmp_path: Path) -> Trainer:
    return trainer(opened(tmp_path))


def keys(lesson: Lesson, kind: SectionKind) -> list[str]:
    section = lesson.section(kind)
    return [line.key for line in section.lines] if section else []


def test_the_rules_stand_in_the_order_of_the_procedure_and_each_has_its_words(small: Trainer) -> None:
    lesson = small.lesson(Request("cho mượn sách", POLICE, 60, texts.ON))
    assert lesson.title == "Cho mượn sách"
    rules = lesson.section(SectionKind.RULES)
    assert rules is not None
    assert [line.key for line in rules.lines][:3] == [
        "cho-muon-sach.ghi-so",
        "cho-muon-sach.sach-rach",
        "cho-muon-sach.han-tra",
    ]
    first = rules.lines[0].sources[0]
    assert (first.pinpoint, first.status, first.origin) == (
        "khoản 1 Điều 1, 11/2020/TT-ABC",
        Status.IN_FORCE,
        "nguyên văn",
    )
    assert "ghi sổ" in first.quote
    assert len(first.text_hash) == 32


def test_what_has_ended_never_enters(small: Trainer) -> None:
    lesson = small.lesson(Request("cho mượn sách", POLICE, 60, texts.ON))
    assert not [line.key for s in lesson.sections for line in s.lines if "phat" in line.key]


def test_minutes_add_up_and_the_limit_stands_in_the_table_once(small: Trainer) -> None:
    for minutes in (10, 45, 90, 480):
        lesson = small.lesson(Request("cho mượn sách", POLICE, minutes, texts.ON))
        assert sum(s.minutes for s in lesson.sections) == minutes
        assert keys(lesson, SectionKind.LIMITS) == ["han.cho-muon-sach.han-tra"]


def test_what_must_not_be_done_is_a_dont(small: Trainer) -> None:
    lesson = small.lesson(Request("cho mượn sách", POLICE, 60, texts.ON))
    section = lesson.section(SectionKind.DO_DONT)
    assert section is not None
    assert [line.text for line in section.lines if not line.do] == ["Không cho mượn sách rách."]


def test_a_speaker_names_whose_duty_a_do_is(small: Trainer) -> None:
    section = small.lesson(Request("cho mượn sách", Audience.SPEAKERS, 60, texts.ON)).section(SectionKind.DO_DONT)
    assert section is not None
    for line in section.lines:
        assert line.text.startswith(f"{line.who[:1].upper()}{line.who[1:]}: ")


def test_an_amendment_is_a_change_and_the_older_words_are_doubted(small: Trainer) -> None:
    lesson = small.lesson(Request("cho mượn sách", POLICE, 90, texts.ON))
    changes = lesson.section(SectionKind.CHANGES)
    assert changes is not None
    assert changes.lines[0].group == "Từ 01/09/2025, Thông tư số 22/2025/TT-ABC sửa Thông tư số 11/2020/TT-ABC"
    assert changes.lines[0].text == "Điều 3 được sửa đổi."
    old = next(line for s in lesson.sections for line in s.lines if line.key == "cho-muon-sach.sach-quy")
    assert "22/2025/TT-ABC" in old.doubt
    assert any("chưa xác minh" in remark for remark in lesson.remarks)


def test_notes_of_an_amended_article_are_not_taught(small: Trainer) -> None:
    lesson = small.lesson(Request("11/2020/TT-ABC", POLICE, 90, texts.ON))
    taught = keys(lesson, SectionKind.RULES)
    assert any(key.startswith("ghi-chu.11-2020-tt-abc-dieu-2") for key in taught)
    assert not any("dieu-3" in key for key in taught)


def test_one_limit_told_by_item_and_note_stands_once(small: Trainer) -> None:
    lesson = small.lesson(Request("cho mượn sách", POLICE, 90, texts.ON, documents=("11/2020/TT-ABC",)))
    assert len(keys(lesson, SectionKind.LIMITS)) == 1


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        (Request("cách nấu phở", POLICE, 45, texts.ON), "Không tìm thấy căn cứ"),
        (Request("  ", POLICE, 45, texts.ON), "Chủ đề đang trống"),
        (Request("cho mượn sách", POLICE, 45, date(2009, 1, 1)), "chưa có văn bản nào"),
        (Request("cho mượn sách", POLICE, 5, texts.ON), "từ 10 đến 480 phút"),
        (Request("cho mượn sách", POLICE, 45, texts.ON, checklists=("khong-co",)), "Không có danh mục"),
        (Request("cho mượn sách", POLICE, 45, texts.ON, documents=("99/2031/TT-XYZ",)), "Kho không biết văn bản"),
        (Request("cho mượn sách", Audience.PUPILS, 45, texts.ON), "chưa có nội dung soạn được cho học sinh"),
    ],
)
def test_bad_requests_are_told_plainly(small: Trainer, request_: Request, told: str) -> None:
    with pytest.raises(TrainingError, match=told):
        small.lesson(request_)


def test_the_same_request_gives_the_same_lesson_and_survives_json(small: Trainer) -> None:
    wanted = Request("cho mượn sách", POLICE, 60, texts.ON, seed=3)
    lesson = small.lesson(wanted)
    assert small.lesson(wanted) == lesson
    assert Lesson.model_validate_json(lesson.model_dump_json()) == lesson


def test_questions_are_of_the_levels_asked_for(small: Trainer) -> None:
    drawn = {
        level: {
            item.level for item in small.lesson(Request("cho mượn sách", POLICE, 60, texts.ON, levels=(level,))).quiz
        }
        for level in (1, 2, 3)
    }
    assert all(found <= {level} for level, found in drawn.items())
    assert any(drawn.values())


def test_progress_runs_to_its_end(small: Trainer) -> None:
    steps: list[tuple[str, int, int]] = []
    small.lesson(Request("cho mượn sách", POLICE, 30, texts.ON), lambda *step: steps.append(step))
    assert [done for _, done, _ in steps] == sorted(done for _, done, _ in steps)
    assert steps[-1][1] == steps[-1][2]


def test_an_unchanged_lesson_is_not_stale(small: Trainer) -> None:
    lesson = small.lesson(Request("cho mượn sách", POLICE, 60, texts.ON))
    found = small.refresh(lesson, texts.ON)
    assert found.unchanged
    assert found.checked > 3


def test_a_later_amendment_marks_the_line_and_says_what_holds_now(tmp_path: Path) -> None:
    library = opened(tmp_path, amends=False)
    lesson = trainer(library).lesson(Request("cho mượn sách", POLICE, 90, texts.ON))
    texts.fill(library)
    stale = {s.key: s for s in trainer(library).refresh(lesson, texts.ON).lines}
    line = stale["cho-muon-sach.sach-quy"]
    assert line.change is Change.AMENDED
    assert "22/2025/TT-ABC" in line.text
    assert line.now is not None
    assert line.now.doubt
    assert "cho-muon-sach.ghi-so" not in stale


def test_other_words_in_the_library_mark_the_line(tmp_path: Path) -> None:
    library = opened(tmp_path)
    lesson = trainer(library).lesson(Request("cho mượn sách", POLICE, 60, texts.ON))
    other = tmp_path / "other"
    other.mkdir()
    changed = opened(other, clause="Người mượn phải trả sách trong 10 ngày, kể từ ngày nhận sách.")
    stale = trainer(changed).refresh(lesson, texts.ON).lines
    assert {s.change for s in stale} == {Change.WORDS}
    assert all("han-tra" in s.key or s.section in {SectionKind.QUIZ, SectionKind.CASE} for s in stale)
    rule = next(s for s in stale if s.key == "cho-muon-sach.han-tra")
    assert rule.now is not None
    assert "10 ngày" in rule.now.sources[0].quote


@pytest.mark.parametrize(
    "asked", [{"documents": (texts.NUMBER,)}, {"checklists": ("cho-muon-sach",)}], ids=["documents", "checklists"]
)
def test_a_lesson_of_no_topic_words_is_read_again_from_what_it_was_asked_for(
    tmp_path: Path, asked: dict[str, tuple[str, ...]]
) -> None:
    lesson = trainer(opened(tmp_path)).lesson(Request("", POLICE, 90, texts.ON, **asked))  # type: ignore[arg-type]
    kept = Lesson.model_validate_json(lesson.model_dump_json())
    rule = next(line for line in kept.section(SectionKind.RULES).lines if "14 ngày" in line.text)  # type: ignore[union-attr]
    other = tmp_path / "other"
    other.mkdir()
    changed = opened(other, clause="Người mượn phải trả sách trong 10 ngày, kể từ ngày nhận sách.")
    fresh = [
        made.model_dump_json(exclude_unset=True).replace("14 ngày", "10 ngày").replace('"number":14', '"number":10')
        for made in (texts.checklist(), texts.notes())
    ]
    later = Trainer(changed, [Checklist.model_validate_json(fresh[0])], notes=[Notes.model_validate_json(fresh[1])])
    stale = {line.key: line for line in later.refresh(kept, texts.ON).lines}
    now = stale[rule.key].now
    assert now is not None
    assert now.text == rule.text.replace("14 ngày", "10 ngày")


def test_on_a_day_before_its_rules_a_line_has_nothing_to_say(small: Trainer) -> None:
    lesson = small.lesson(Request("cho mượn sách", POLICE, 60, texts.ON))
    stale = small.refresh(lesson, date(2015, 1, 1)).lines
    assert stale
    assert all(s.change is Change.ENDED and s.now is None for s in stale)
