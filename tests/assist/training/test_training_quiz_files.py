"""The quiz as Word files, as a spreadsheet, and as GIFT that a reader of Moodle's rules reads back."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook

from assist.training.exports import sources
from assist.training.exports.quiz import escape_gift, quiz_file
from assist.training.model import Audience, Lesson, QuizItem, QuizKind
from assist.training.quiz import make_quiz
from tests.assist.training.quiz_lines import LINES, checklist, source

HOSTILE = "Tỷ lệ {a} = 50% ~ hay # nào : \\ đúng -> sai?\n\nDòng mới ####"


def item(**others: object) -> QuizItem:
    given = {
        "key": "tay.1",
        "kind": QuizKind.CHOICE,
        "level": 1,
        "stem": HOSTILE,
        "options": ("=SUM(A1)", "~ {sai} #1", "50%: đúng"),
        "answer": 2,
        "explanation": "Vì {điều 5} = # ~ :",
        "wrong": ("Không: {phải}", "Không # phải", ""),
        "sources": (source("điều 5 khoản 1", "Lời văn."),),
        **others,
    }
    return QuizItem.model_validate(given)


HAND = (
    item(),
    item(key="tay.2", kind=QuizKind.TRUE_FALSE, options=("Đúng", "Sai"), answer=1, wrong=("Vì # sai", "")),
    item(key="tay.3", kind=QuizKind.TRUE_FALSE, options=("Đúng", "Sai"), answer=0, wrong=("", "")),
)


@pytest.fixture
def lesson() -> Lesson:
    made = make_quiz(LINES, 10, 1, Audience.INVESTIGATORS, checklists=[checklist()])
    return Lesson(
        topic="Phòng đọc",
        title="Phòng đọc/mượn",
        audience=Audience.INVESTIGATORS,
        minutes=45,
        on=date(2026, 3, 2),
        quiz=(*made, *HAND),
    )


def words(data: bytes) -> str:
    word = Document(io.BytesIO(data))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_the_questions_hold_no_key(lesson: Lesson) -> None:
    data, _, name = quiz_file(lesson, "quiz")
    text = words(data)
    assert name == "phong-doc-cau-hoi.docx"
    assert "Đáp án" not in text
    assert "Giải thích" not in text
    assert all(f"Câu {number}. " in text for number in range(1, len(lesson.quiz) + 1))
    assert lesson.quiz[0].explanation not in text
    assert not any(why and why in text for q in lesson.quiz for why in q.wrong)


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (("5 giờ", "6 giờ", "7 giờ", "8 giờ"), ["A. 5 giờ\tB. 6 giờ\tC. 7 giờ\tD. 8 giờ"]),
        (("Báo thủ thư", "Báo người trực phòng đọc", "Tự giữ"), ["A. Báo thủ thư\tB. Báo người trực phòng đọc", "C. Tự giữ"]),
        (("Đúng", "Sai"), ["A. Đúng\tB. Sai"]),
        (("Ghi sổ", "Báo ngay cho thủ thư rồi chờ trả lời"), ["A. Ghi sổ", "B. Báo ngay cho thủ thư rồi chờ trả lời"]),
    ],
)  # fmt: skip
def test_short_options_stand_abreast(lesson: Lesson, options: tuple[str, ...], lines: list[str]) -> None:
    asked = item(stem="Làm gì?", options=options, answer=1, wrong=())
    text = words(quiz_file(lesson.model_copy(update={"quiz": (asked,)}), "quiz")[0])
    assert text.splitlines()[-len(lines) :] == lines


def test_nothing_of_a_question_stands_alone_on_a_page_of_the_key(lesson: Lesson) -> None:
    word = Document(io.BytesIO(quiz_file(lesson, "key")[0]))
    paragraphs = word.paragraphs
    basis = [n for n, p in enumerate(paragraphs) if p.text.startswith("(Khoản")]
    assert len(basis) >= len(lesson.quiz) - 1
    assert all(paragraphs[n - 1].paragraph_format.keep_with_next for n in basis)
    heads = [n for n, p in enumerate(paragraphs) if p.text.endswith("(còn hiệu lực)")]
    assert heads
    assert all(paragraphs[n].paragraph_format.keep_with_next for n in heads)


def test_the_key_holds_answers_reasons_and_clauses(lesson: Lesson) -> None:
    text = words(quiz_file(lesson, "key")[0])
    for number, question in enumerate(lesson.quiz, start=1):
        assert f"Câu {number}. " in text
        assert f"Đáp án: {'ABCD'[question.answer]}. {question.options[question.answer]}" in text
        told = sources.reason_words(question)
        assert f"Giải thích: {question.explanation if question.explanation.startswith('Căn cứ: ') else told}" in text
    assert "Khoản 1 Điều 5, 21/2020/TT-ABC" in text
    first = {s.id: s.quote.strip() for question in reversed(lesson.quiz) for s in reversed(question.sources)}
    assert any(first.values())
    assert all(quote in text for quote in first.values())


def test_the_spreadsheet_has_a_row_a_question_a_filter_and_no_formula(lesson: Lesson) -> None:
    book = load_workbook(io.BytesIO(quiz_file(lesson, "xlsx")[0]))
    page = book["Câu hỏi"]
    assert page.max_row == len(lesson.quiz) + 1
    assert page.auto_filter.ref
    assert page.freeze_panes == "A2"
    assert all(page.column_dimensions[cell.column_letter].width >= 6 for cell in page[1])
    assert all(
        cell.alignment.wrap_text for row in page.iter_rows(min_row=2) for cell in row if len(str(cell.value)) > 40
    )
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    heads = [cell.value for cell in page[1]]
    for row, question in zip(page.iter_rows(min_row=2, values_only=True), lesson.quiz, strict=True):
        told = dict(zip(heads, row, strict=True))
        assert told["Đáp án"] == "ABCD"[question.answer]
        assert told["Mã câu"] == question.key
        assert told[told["Đáp án"]] == question.options[question.answer]


# A small reader of GIFT by the rules of Moodle's own (question/format/gift/format.php) ----------------------------------

_MARKS = {"\\:": "\x01", "\\#": "\x02", "\\=": "\x03", "\\{": "\x04", "\\}": "\x05", "\\~": "\x06", "\\n": "\x07"}
_BACK = dict(zip("\x01\x02\x03\x04\x05\x06\x07", ":#={}~\n", strict=True))


def _plain(text: str) -> str:
    return "".join(_BACK.get(c, c) for c in text).strip()


def read_gift(text: str) -> tuple[str, list[dict[str, object]]]:
    category, found = "", []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in block.splitlines() if not line.strip().startswith("//")]
        body = "\n".join(lines).strip().replace("\\\\", "\x00")
        for sign, mark in _MARKS.items():
            body = body.replace(sign, mark)
        body = body.replace("\x00", "\\")
        if not body:
            continue
        if body.startswith("$CATEGORY:"):
            category = body[10:].strip()
            continue
        assert body.startswith("::")
        assert body.count("{") == body.count("}") == 1
        assert body.endswith("}")
        name, _, rest = body[2:].partition("::")
        stem, _, answers = rest.partition("{")
        answers, _, general = answers[:-1].rpartition("####")
        stem = re.sub(r"^\[plain\]", "", stem)
        question: dict[str, object] = {"name": _plain(name), "stem": _plain(stem), "general": _plain(general)}
        head = answers.strip().split("#")[0].strip()
        if head in {"TRUE", "FALSE"}:
            _, wrong, right = answers.strip().split("#", 2)
            question |= {"truth": head == "TRUE", "wrong": _plain(wrong), "right": _plain(right)}
        else:
            options = []
            for part in answers.replace("=", "~=").split("~")[1:]:
                option, _, remark = part.strip().partition("#")
                options.append((option.startswith("="), _plain(option.removeprefix("=")), _plain(remark)))
            question["options"] = options
        found.append(question)
    return category, found


def test_gift_reads_back(lesson: Lesson) -> None:
    data, media, name = quiz_file(lesson, "gift")
    assert "utf-8" in media
    assert name.endswith(".txt")
    category, found = read_gift(data.decode("utf-8"))
    assert category == "Tập huấn/Phòng đọc-mượn"
    assert len(found) == len(lesson.quiz)

    def line(text: str) -> str:
        return " ".join(text.replace("->", "→").split())

    for question, read in zip(lesson.quiz, found, strict=True):
        assert read["stem"] == line(question.stem)
        assert read["general"] == line(question.explanation)
        assert question.key in str(read["name"])
        if question.kind is QuizKind.TRUE_FALSE:
            assert read["truth"] is (question.answer == 0)
            assert read["wrong"]
        else:
            options = read["options"]
            assert isinstance(options, list)
            assert [o[1] for o in options] == [line(option) for option in question.options]
            assert [at for at, o in enumerate(options) if o[0]] == [question.answer]
            assert all(o[2] for o in options)  # everybody is told why


def test_signs_of_gift_are_escaped() -> None:
    assert escape_gift("a:b{c}=#~\\") == "a\\:b\\{c\\}\\=\\#\\~\\\\"


def test_an_unknown_file_is_refused(lesson: Lesson) -> None:
    with pytest.raises(ValueError, match="quiz"):
        quiz_file(lesson, "pdf")
