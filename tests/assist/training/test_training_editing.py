"""What a trainer does to a lesson: order, words, minutes, leaving out; lines keep their provisions, what to look at is told."""

from __future__ import annotations

import pytest

from assist.training import editing, quiz_editing
from assist.training.draft import Draft, EditError, settled
from assist.training.edit_checks import check_edit
from assist.training.model import Audience, SectionKind
from tests.ui.small_training import item, line, small_lesson

RULES, LIMITS, DO, QUIZ = SectionKind.RULES, SectionKind.LIMITS, SectionKind.DO_DONT, SectionKind.QUIZ


@pytest.fixture
def draft() -> Draft:
    return Draft(small_lesson())


def keys(draft: Draft, part: SectionKind) -> list[str]:
    return [each.key for each in draft.lines(part)]


def test_a_draft_survives_its_json(draft: Draft) -> None:
    changed = editing.leave_out(editing.edit_line(draft, RULES, "muon.the", text="Khách có thẻ."), RULES, "muon.tre")
    assert Draft.read(*changed.written()) == changed


@pytest.mark.parametrize(
    ("key", "step", "order"),
    [
        ("muon.the", -1, ["muon.the", "muon.tra-dung-han", "muon.tre"]),
        ("muon.the", 1, ["muon.tra-dung-han", "muon.tre", "muon.the"]),
        ("muon.tre", 1, ["muon.tra-dung-han", "muon.the", "muon.tre"]),  # at its end it stays
    ],
)
def test_a_line_moves_past_its_neighbour(draft: Draft, key: str, step: int, order: list[str]) -> None:
    assert keys(editing.move_line(draft, RULES, key, step), RULES) == order


def test_what_to_do_moves_past_the_next_thing_to_do(draft: Draft) -> None:
    moved = editing.move_line(draft, DO, "nen.giu", 1)
    assert [each.key for each in moved.lines(DO) if each.do] == ["nen.tra", "nen.giu"]


def test_parts_move_and_minutes_add_up(draft: Draft) -> None:
    moved = editing.move_section(draft, LIMITS, -1)
    assert [s.kind for s in moved.lesson.sections][:2] == [LIMITS, RULES]
    assert editing.set_minutes(draft, RULES, 40).lesson.minutes == 60
    for wrong in (-1, 900):
        with pytest.raises(EditError):
            editing.set_minutes(draft, RULES, wrong)


def test_other_words_keep_the_provision_and_the_words_before(draft: Draft) -> None:
    edited = editing.edit_line(draft, RULES, "muon.the", text="  Khách nhớ mang   thẻ. ")
    new = edited.line(RULES, "muon.the")
    assert (new.text, new.edited, new.sources) == (
        "Khách nhớ mang thẻ.",
        True,
        draft.line(RULES, "muon.the").sources,
    )
    again = editing.edit_line(edited, RULES, "muon.the", text="Khách mang thẻ.")
    assert editing.restore_line(again, RULES, "muon.the") == draft
    assert editing.edit_line(again, RULES, "muon.the", text="Khách phải có thẻ.") == draft  # typed back
    with pytest.raises(EditError, match="trống"):
        editing.edit_line(draft, RULES, "muon.the", text=" ")


def test_a_row_of_the_table_says_in_its_sentence_what_its_cells_say(draft: Draft) -> None:
    edited = editing.edit_line(
        draft, LIMITS, "han.muon.tra", who="người mượn", act="Trả sách", limit="không quá 10 ngày"
    )
    row = edited.line(LIMITS, "han.muon.tra")
    assert (row.limit, row.text) == ("không quá 10 ngày", "người mượn: Trả sách, không quá 10 ngày.")


def test_a_line_left_out_comes_back_where_it_stood(draft: Draft) -> None:
    without = editing.leave_out(draft, RULES, "muon.the")
    assert keys(without, RULES) == ["muon.tra-dung-han", "muon.tre"]
    assert editing.put_back(without, RULES, "muon.the") == draft
    with pytest.raises(EditError):
        editing.put_back(draft, RULES, "muon.the")


def test_the_list_of_documents_holds_what_the_lesson_rests_on(draft: Draft) -> None:
    lesson = draft.lesson.model_copy(update={"quiz": (), "case": None})
    empty = lesson.model_copy(
        update={
            "sections": tuple(
                s.model_copy(update={"lines": ()}) if s.kind is not SectionKind.SOURCES else s for s in lesson.sections
            )
        }
    )
    assert editing.trimmed(empty).documents == ()
    assert editing.trimmed(draft.lesson) == draft.lesson


def test_a_renewed_line_is_as_said_now_and_settled(draft: Draft) -> None:
    now = line("muon.the", "Khách cần thẻ mới.")
    renewed = editing.settle(editing.renew_line(draft, RULES, "muon.the", now), RULES, "muon.the", "đổi lời")
    assert renewed.line(RULES, "muon.the") == now
    assert settled(renewed, RULES, "muon.the", "đổi lời")
    assert not settled(renewed, RULES, "muon.the", "đổi lời lần nữa")
    assert "muon.the" not in keys(editing.renew_line(draft, RULES, "muon.the", None), RULES)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Phải chuyển tin trong 24 giờ.", "Phải chuyển tin trong 48 giờ.", ["không thấy trong lời văn", "không còn: “24 giờ”"]),
        ("Phải trả sách.", "Phải trả sách trong 14 ngày.", ["“14 ngày” (có trong lời văn"]),
        ("Phải trả trong 02 ngày.", "Trong 2 ngày phải trả.", []),  # the same figure
        ("Thủ thư phải ghi sổ.", "Thủ thư có thể ghi sổ.", ["“phải” thành “có thể”"]),
        ("Không được xé sách.", "Đừng xé sách.", ["không còn: “không được”"]),
        ("Thủ thư ghi sổ.", "Thủ thư ghi vào sổ.", []),
    ],
)  # fmt: skip
def test_changed_figures_and_modality_are_told(before: str, after: str, told: list[str]) -> None:
    found = check_edit(line("x", before), line("x", after), Audience.INVESTIGATORS)
    assert len(found) == len(told)
    assert all(part in words for part, words in zip(told, found, strict=True))


def test_a_question_is_edited_taken_out_and_replaced(draft: Draft) -> None:
    edited = quiz_editing.edit_item(
        draft, "q1", "Giữ sách được mấy ngày?", ["7 ngày", "14 ngày", "30 ngày"], 1, "Theo khoản 1."
    )
    first = edited.lesson.quiz[0]
    assert (first.edited, first.wrong) == (True, ("Văn bản không ghi 7 ngày.", "", ""))
    assert quiz_editing.restore_item(edited, "q1") == draft
    dropped = quiz_editing.drop_item(draft, "q1")
    assert [q.key for q in dropped.lesson.quiz] == ["q2"]
    assert editing.put_back(dropped, QUIZ, "q1") == draft
    made = (item("q1", "Mượn được bao lâu?"), item("q3", "Hạn trả là bao lâu?"))
    replaced = quiz_editing.replace_item(draft, "q1", lambda *_: made)
    assert [q.key for q in replaced.lesson.quiz] == ["q3", "q2"]
    with pytest.raises(EditError, match="không còn cho câu hỏi nào khác"):
        quiz_editing.replace_item(draft, "q1", lambda *_: made[:1])


@pytest.mark.parametrize(
    ("stem", "options", "answer", "told"),
    [
        ("", ["a", "b"], 0, "lời hỏi"),
        ("Hỏi?", ["a", " "], 0, "phương án"),
        ("Hỏi?", ["a", "A"], 0, "giống nhau"),
        ("Hỏi?", ["a", "b"], 5, "Chưa chọn"),
    ],
)
def test_a_poor_question_is_refused(draft: Draft, stem: str, options: list[str], answer: int, told: str) -> None:
    with pytest.raises(EditError, match=told):
        quiz_editing.edit_item(draft, "q1", stem, options, answer, "Vì vậy.")
