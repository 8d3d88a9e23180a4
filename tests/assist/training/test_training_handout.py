"""The handout: what is read, what is an annex, the head of an official document, marks and provisions."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from assist.office.letterhead import Letterhead
from assist.training.exports.handout import KIND, lesson_docx
from assist.training.model import Audience, Lesson
from tests.assist.training.lesson_sample import CASE, LESSON, line, source

OFFICE = Letterhead(
    upper_body="Công an tỉnh", body="Phòng mẫu", place="Nơi mẫu", day=date(2026, 3, 4), position="Trưởng phòng"
)


@pytest.fixture(scope="module")
def word() -> Any:
    return Document(io.BytesIO(lesson_docx(LESSON)))


def _texts(word: Any) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs if paragraph.text]


def _cells(word: Any) -> list[str]:
    return [cell.text for table in word.tables for row in table.rows for cell in row.cells]


def test_sections_are_numbered_and_the_quiz_is_left_to_its_own_files(word: Any) -> None:
    heads = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert heads == [
        "I. Mục tiêu",
        "II. Quy định cốt lõi",
        "III. Bảng thời hạn",
        "IV. Nên và không nên",
        "V. Tình huống thảo luận",
        "PHỤ LỤC 1. Lời văn các điều khoản",
        "PHỤ LỤC 2. Danh mục văn bản và tình trạng hiệu lực",
        "PHỤ LỤC 3. Dành cho người giảng",
    ]
    assert not [text for text in _texts(word) if "12 giờ" in text and "chuyển đơn mượn" in text]


def test_what_is_the_trainers_alone_has_the_last_page_to_itself(word: Any) -> None:
    texts = _texts(word)
    at = texts.index("PHỤ LỤC 3. Dành cho người giảng")
    broken = [p.text for p in word.paragraphs if p.paragraph_format.page_break_before]
    assert broken == [texts[at]]  # no other page is left half empty
    assert not any(CASE.questions[1] in text for text in texts[at:])
    for words in ("Chuyển đơn chậm nhất 16 giờ thứ Bảy.", LESSON.remarks[0]):
        assert not any(words in text for text in texts[:at])
        assert any(words in text for text in texts[at:])


@pytest.mark.parametrize("audience", list(Audience))
def test_the_mark_of_doubt_is_explained_where_there_is_doubt(audience: Audience) -> None:
    lesson = LESSON.model_copy(update={"audience": audience})
    head = _texts(Document(io.BytesIO(lesson_docx(lesson))))[:5]
    asks = "hỏi lại người giảng" if audience is Audience.TEACHERS else "Có 1 nội dung mang dấu"
    # a mark beside what pupils are advised would make them doubt the advice
    assert bool([text for text in head if asks in text]) is (audience is not Audience.PUPILS)
    sure = lesson.model_copy(update={"sections": lesson.sections[:1]})
    assert not [text for text in _texts(Document(io.BytesIO(lesson_docx(sure)))) if "chưa\xa0xác\xa0minh" in text]


def test_a_remark_on_several_clauses_is_told_whole_once() -> None:
    remark = "Văn bản đã được sửa; kho chưa có lời văn sửa đổi."
    lines = tuple(
        line(f"x.{n}", "Việc.", n).model_copy(
            update={"sources": (source(n).model_copy(update={"remarks": (remark,)}),)}
        )
        for n in (1, 2, 3)
    )
    section = LESSON.sections[0].model_copy(update={"lines": lines})
    lesson = LESSON.model_copy(update={"sections": (section,), "case": None})
    texts = _texts(Document(io.BytesIO(lesson_docx(lesson))))
    assert texts.count(f"Lưu ý (1): {remark}") == 1
    assert texts.count("Lưu ý: xem lưu ý (1) ở trên.") == 2


def test_a_situation_and_its_questions_stay_on_one_page(word: Any) -> None:
    story = [p.paragraph_format.keep_with_next for p in word.paragraphs if p.text and p.text in CASE.story]
    assert story
    assert all(story)
    (asked,) = (cell for cell in _cells(word) if "Câu hỏi thảo luận" in cell)  # rows are whole, as told below
    assert all(question in asked for question in CASE.questions)


def test_every_line_has_its_provision_and_doubt_its_mark(word: Any) -> None:
    texts = _texts(word)
    assert "1.\tGhi đơn mượn sách quý vào sổ ngay khi nhận. (Khoản 1 Điều 1, 05/2018/TT-MS)" in texts
    assert [text for text in texts if "[chưa\xa0xác\xa0minh] (Khoản 1 Điều 6, 05/2018/TT-MS)" in text]


def test_the_table_of_limits_tells_who_what_how_long(word: Any) -> None:
    table = next(t for t in word.tables if t.rows[0].cells[3].text == "Thời hạn")
    assert [cell.text for cell in table.rows[1].cells] == [
        "1",
        "Thủ thư",
        "Chuyển đơn mượn sách quý loại 1 cho người có quyền quyết định",
        "Không quá 12\xa0giờ kể từ lúc nhận đơn",
        "Khoản 1 Điều 1, 05/2018/TT-MS",
    ]
    assert len(table.rows) == 10


def test_clauses_are_quoted_once_with_their_status_and_remarks(word: Any) -> None:
    texts = _texts(word)
    assert texts.count("Khoản 1 Điều 3, 05/2018/TT-MS (còn hiệu lực)") == 1
    assert "Nguyên văn: “1. Thủ thư giữ gìn sách quý theo điều thứ 3 của quy định mượn sách.”" in texts
    assert "Lưu ý: Khoản này được sửa năm 2022." in texts


def test_pupils_get_the_places_and_not_the_words_of_clauses() -> None:
    pupils = LESSON.model_copy(update={"audience": Audience.PUPILS})
    texts = _texts(Document(io.BytesIO(lesson_docx(pupils))))
    (places,) = [text for text in texts if text.startswith("-\tKhoản 1 Điều 1")]
    assert "khoản 1 Điều 3" in places
    assert places.endswith(", 05/2018/TT-MS")
    assert not [text for text in texts if "Nguyên văn" in text]


def test_documents_are_listed_with_status(word: Any) -> None:
    assert {"Thông tư 05/2018/TT-MS", "Hết hiệu lực một phần", "01/02/2018\n01/04/2018", "Chưa xác minh"} <= set(
        _cells(word)
    )
    assert "Luật Mượn sách" in _cells(word)  # the kind is not said twice


def test_an_official_handout_has_head_and_signature() -> None:
    word = Document(io.BytesIO(lesson_docx(LESSON, official=True, office=OFFICE)))
    cells = _cells(word)
    assert {"CÔNG AN TỈNH\nPHÒNG MẪU\n", "Nơi mẫu, ngày 04 tháng 3 năm 2026"} <= set(cells)
    assert any("TRƯỞNG PHÒNG" in cell for cell in cells)
    assert KIND in _texts(word)


def test_a_plain_handout_has_neither(word: Any) -> None:
    assert not [cell for cell in _cells(word) if "CỘNG HÒA" in cell or "Ký, ghi rõ" in cell]


def test_a_lesson_with_nothing_in_it_still_opens() -> None:
    bare = Lesson(topic="mượn sách", title="Mượn sách", audience=Audience.TEACHERS, minutes=10, on=LESSON.on)
    assert "Mượn sách" in _texts(Document(io.BytesIO(lesson_docx(bare))))


def test_rows_stay_whole_and_heads_are_repeated(word: Any) -> None:
    rows = list(word.element.body.iter(qn("w:tr")))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert len(list(word.element.body.iter(qn("w:tblHeader")))) == len([t for t in word.tables if len(t.columns) > 1])
