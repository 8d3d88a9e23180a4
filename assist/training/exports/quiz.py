"""The quiz of a lesson as files: questions and key for paper, a spreadsheet, and GIFT, which Moodle takes in.

GIFT as Moodle's own reader has it (question/format/gift/format.php): a blank line between questions; ``~ = # { } :`` and the backslash
are escaped; after an option ``#`` and what is told to whoever chose it, at the end ``####`` and what everybody is told; of true and
false the first remark is for the wrong answer.
"""

from __future__ import annotations

import re
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from openpyxl import Workbook

from assist.office import administrative, xlsx_parts
from assist.office import docx_parts as parts
from assist.office.text import clean
from assist.training.exports import slug, sources
from assist.training.model import Audience, Lesson, QuizItem, QuizKind, Source

_NAMES = {"quiz": "cau-hoi.docx", "key": "dap-an.docx", "xlsx": "cau-hoi.xlsx", "gift": "cau-hoi-moodle.txt"}
_GIFT_MEDIA = "text/plain; charset=utf-8"
_LEVELS = {1: "1 – nhớ", 2: "2 – phân biệt", 3: "3 – vận dụng"}
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_INSIDE = 7.0  # millimetres
_COLUMN = 38.0  # millimetres: four short options stand in a line, two of twice the length
_SHORT = 17  # characters that fit such a column in type of 13 points
_COLUMNS = {
    "STT": 6,
    "Loại câu": 14,
    "Mức độ": 14,
    "Câu hỏi": 60,
    "A": 28,
    "B": 28,
    "C": 28,
    "D": 28,
    "Đáp án": 9,
    "Giải thích": 60,
    "Vì sao không chọn phương án khác": 50,
    "Căn cứ": 36,
    "Đã sửa tay": 10,
    "Mã câu": 30,
}


def quiz_file(lesson: Lesson, what: str) -> tuple[bytes, str, str]:
    """One file of the quiz: its bytes, media type and name. ``what``: quiz, key, xlsx or gift; ValueError for another."""
    if what == "quiz":
        data, media = quiz_docx(lesson), administrative.MEDIA
    elif what == "key":
        data, media = key_docx(lesson), administrative.MEDIA
    elif what == "xlsx":
        data, media = quiz_xlsx(lesson), xlsx_parts.MEDIA
    elif what == "gift":
        data, media = quiz_gift(lesson).encode(), _GIFT_MEDIA
    else:
        raise ValueError(f"Không có loại tệp {what!r}; chọn một trong: {', '.join(_NAMES)}.")
    return data, media, f"{slug(lesson.topic)}-{_NAMES[what]}"


# Word ----------------------------------------------------------------------------------------------------------------


def quiz_docx(lesson: Lesson) -> bytes:
    """The questions with room for the learner's name; nothing in it tells an answer."""
    word = _begin(lesson, "CÂU HỎI KIỂM TRA", "Câu hỏi kiểm tra")
    paragraph = parts.tight(word.add_paragraph(), after=6)
    where = "Lớp" if lesson.audience is Audience.PUPILS else "Đơn vị"
    parts.write(paragraph, f"Họ và tên: {'.' * 60}  {where}: {'.' * 40}")
    parts.write(parts.tight(word.add_paragraph(), after=8), "Mỗi câu chọn một phương án đúng.", italic=True)
    for number, item in enumerate(lesson.quiz, start=1):
        _question(word, number, item)
    return administrative.to_bytes(word)


def key_docx(lesson: Lesson) -> bytes:
    """The answers in a table to mark by, then each question with its answer, why, and the clauses."""
    word = _begin(lesson, "ĐÁP ÁN VÀ GIẢI THÍCH", "Đáp án")
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=8), sources.MADE_BY, 11, italic=True)
    widths = (20.0, 25.0, 60.0, 60.0)
    table = parts.add_table(word, widths, ("Câu", "Đáp án", "Loại câu", "Mức độ"))
    for number, item in enumerate(lesson.quiz, start=1):
        cells = parts.add_row(table, widths).cells
        parts.fill(cells[0], (str(number), ""), align=_CENTRE)
        parts.fill(cells[1], (sources.answer_letter(item), "bold"), align=_CENTRE)
        parts.fill(cells[2], (item.kind.value, ""))
        parts.fill(cells[3], (_LEVELS[item.level], ""))
    parts.tight(word.add_paragraph(), after=4)
    for number, item in enumerate(lesson.quiz, start=1):
        _question(word, number, item, together=True)
        right = f"Đáp án: {sources.answer_letter(item)}. {item.options[item.answer]}"
        _kept(parts.write(_inside(word), right, bold=True))
        _kept(parts.write(_inside(word), f"Giải thích: {_reason(item)}"))
        for letter, reason in _why_wrong(item):
            _kept(parts.write(_inside(word), f"Không chọn {letter}: {reason}"))
        parts.write(_inside(word, after=8), f"({'; '.join(sources.pinpoints(item.sources))})", 11, italic=True)
    word.add_heading("Lời văn của các điều khoản", level=1)
    cited: dict[str, Source] = {}
    for source in (source for item in lesson.quiz for source in item.sources):
        cited.setdefault(source.id, source)
    for clause in sources.every_clause(list(cited.values())):
        for at, words in enumerate(clause):
            paragraph = parts.write(parts.tight(word.add_paragraph(), after=3), words, 12, bold=at == 0)
            paragraph.paragraph_format.keep_with_next = at == 0
    return administrative.to_bytes(word)


def _begin(lesson: Lesson, kind: str, short: str) -> Any:
    word = administrative.begin(f"{short}: {lesson.title}", lesson.on)
    parts.write(parts.tight(word.add_paragraph(), _CENTRE), kind, 13, bold=True)
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=4), lesson.title, 16, bold=True)
    about = f"Người học: {lesson.audience.value}. {sources.day_words(lesson)}. Số câu: {len(lesson.quiz)}."
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, after=8), about, italic=True)
    return word


def _question(word: Any, number: int, item: QuizItem, *, together: bool = False) -> None:
    """A question and its options on one page; with ``together`` also what follows."""
    paragraph = parts.tight(word.add_paragraph(), before=6, after=3)
    parts.write(paragraph, f"Câu {number}. ", bold=True)
    _kept(parts.write(paragraph, item.stem))
    told = [f"{_letter(at)}. {option}" for at, option in enumerate(item.options)]
    longest = max(map(len, told))
    abreast = 4 if longest <= _SHORT else 2 if longest <= 2 * _SHORT else 1
    for at in range(0, len(told), abreast):
        line = _inside(word)
        for column in range(1, abreast):
            line.paragraph_format.tab_stops.add_tab_stop(Mm(_INSIDE + column * _COLUMN * 4 / abreast))
        parts.write(line, "\t".join(told[at : at + abreast]))
        if together or at + abreast < len(told):
            _kept(line)


def _inside(word: Any, *, after: float = 2) -> Any:
    paragraph = parts.tight(word.add_paragraph(), after=after)
    paragraph.paragraph_format.left_indent = Mm(_INSIDE)
    return paragraph


def _kept(paragraph: Any) -> Any:
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _letter(at: int) -> str:
    return "ABCDEFGH"[at]


def _reason(item: QuizItem) -> str:
    """Without the provisions, which stand below; where they are all the reason there is, with them."""
    return item.explanation if item.explanation.startswith("Căn cứ: ") else sources.reason_words(item)


def _why_wrong(item: QuizItem) -> list[tuple[str, str]]:
    """Letters of the wrong options with the reasons; of true and false the explanation has said it."""
    if item.kind is QuizKind.TRUE_FALSE:
        return []
    return [(_letter(at), why) for at, why in enumerate(item.wrong) if why and at != item.answer]


# Spreadsheet ---------------------------------------------------------------------------------------------------------


def quiz_xlsx(lesson: Lesson) -> bytes:
    """A row a question, with the key and the clauses, to sort and filter."""
    book = Workbook()
    table = [_row(number, item) for number, item in enumerate(lesson.quiz, start=1)]
    xlsx_parts.fill(book.active, "Câu hỏi", _COLUMNS, table)
    about: list[list[xlsx_parts.Value]] = [
        ["Bài", lesson.title],
        ["Người học", lesson.audience.value],
        ["Theo pháp luật ngày", f"{lesson.on:%d/%m/%Y}"],
    ]
    about += [["Văn bản", sources.full_document_words(document)] for document in lesson.documents]
    about.append(["Lưu ý", sources.MADE_BY])
    xlsx_parts.fill(book.create_sheet(), "Về bài", {"Mục": 24, "Nội dung": 100}, about)
    return xlsx_parts.to_bytes(book, f"Câu hỏi kiểm tra – {lesson.title}")


def _row(number: int, item: QuizItem) -> list[xlsx_parts.Value]:
    options = [*item.options, "", "", "", ""]
    more = "\n".join(
        f"{_letter(at)}. {text}" for at, text in enumerate(item.options) if at > 3
    )  # people may add a fifth
    return [
        number,
        item.kind.value,
        _LEVELS[item.level],
        item.stem,
        *options[:3],
        f"{options[3]}\n{more}".strip(),
        sources.answer_letter(item),
        item.explanation,
        "\n".join(f"{letter}: {why}" for letter, why in _why_wrong(item)),
        "; ".join(sources.pinpoints(item.sources)),
        "x" if item.edited else "",
        item.key,
    ]


# GIFT ----------------------------------------------------------------------------------------------------------------


def quiz_gift(lesson: Lesson) -> str:
    """The quiz as text for Moodle, under a category of its own."""
    category = f"$CATEGORY: Tập huấn/{_category(lesson.title)}"
    about = f"// {_one_line(lesson.title)}. {sources.day_words(lesson)}. {lesson.audience.value}."
    questions = [_gift(number, item) for number, item in enumerate(lesson.quiz, start=1)]
    return "\n\n".join([about, category, *questions]) + "\n"


def _gift(number: int, item: QuizItem) -> str:
    name = escape_gift(f"Câu {number:02d} ({item.key})")
    # plain: a sign such as < is what it is and no mark-up
    head = f"::{name}::[plain]{escape_gift(item.stem)}"
    told = f"####{escape_gift(item.explanation)}"
    if item.kind is QuizKind.TRUE_FALSE and item.options == ("Đúng", "Sai"):
        wrong = next((why for at, why in enumerate(item.wrong) if at != item.answer), "") or item.explanation
        return f"{head}{{{'TRUE' if item.answer == 0 else 'FALSE'}#{escape_gift(wrong)}#Đúng.{told}}}"
    lines = []
    for at, option in enumerate(item.options):
        why = "Đúng." if at == item.answer else (item.wrong[at] if at < len(item.wrong) else "")
        remark = f"#{escape_gift(why)}" if why else ""
        lines.append(f"\t{'=' if at == item.answer else '~'}{escape_gift(option)}{remark}")
    return "\n".join([f"{head}{{", *lines, f"\t{told}", "}"])


def escape_gift(text: str) -> str:
    """Text as GIFT takes it: one line, its signs escaped. An arrow would make a matching question, so it becomes a sign.

    >>> escape_gift("Điều 5: {a} = b")
    'Điều 5\\\\: \\\\{a\\\\} \\\\= b'
    """
    return re.sub(r"([\\~=#{}:])", r"\\\1", _one_line(text).replace("->", "→"))


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _category(text: str) -> str:
    """A category's name; a slash would begin another inside it."""
    return _one_line(text).replace("/", "-")
