"""Stage 3, footnotes of consolidated texts: they tell which law amended a provision and stand in the middle of a sentence that
runs over the page's end. They and their marks in the text are taken out, and kept among what was removed.
"""

from __future__ import annotations

import re

from ingest.cleaning.draft import Draft, Removals, drop_lines, pages_of
from ingest.source import Removed

FOOTNOTE = "chú thích cuối trang"
MARK = "chỉ số chú thích"

_NOTE_MARK = re.compile(r"^(?:\[\d{1,3}\]|\d{1,3}|\*)(?=\s|$|[A-ZĐ])")
#: How footnotes of consolidated texts begin, and what they say of the provision they belong to.
_NOTE_SUBJECT = re.compile(
    r"^(?:Khoản|Điểm|Điều|Đoạn|Mục|Chương|Phần|Cụm từ|Từ|Nội dung|Tên|Phụ lục|Luật|Bộ luật|Nghị định|Thông tư)\b"
)
_NOTE_SAYS = re.compile(
    r"được (?:sửa đổi|bổ sung|bãi bỏ|thay thế|thay cụm|đổi)|có căn cứ ban hành|quy định như sau|hết hiệu lực"
)


def drop_footnotes(lines: list[Draft], removed: Removals) -> list[Draft]:
    """Footnotes of consolidated texts: from the first mark with a note behind it to the end of the page."""
    drop: dict[int, str] = {}
    for page in pages_of(lines):
        start = next((i for i in page[1:] if _begins_notes(lines, i)), None)
        if start is not None:
            notes = [i for i in page if i >= start]
            drop.update(dict.fromkeys(notes, FOOTNOTE))
            marks = [
                int(m.group().strip("[]*"))
                for i in notes
                if (m := _NOTE_MARK.match(lines[i].text)) and m.group() != "*"
            ]
            _drop_marks([lines[i] for i in page if i < start], _rising(marks), removed)
    return drop_lines(lines, drop, removed)


def _begins_notes(lines: list[Draft], i: int) -> bool:
    """Whether a footnote mark stands at the head of line ``i``, under a rule of blanks or before the words such notes have."""
    mark = _NOTE_MARK.match(lines[i].text)
    if not mark:
        return False
    note = [
        lines[i].text[mark.end() :].strip(),
        *(line.text for line in lines[i + 1 : i + 4] if line.page == lines[i].page),
    ]
    words = " ".join(part for part in note if part)
    return bool(_NOTE_SUBJECT.match(words)) and (lines[i].after_rule or bool(_NOTE_SAYS.search(words)))


def _rising(marks: list[int]) -> list[int]:
    """The marks that count up from the first by ones: other numbers at a line's head are years and numbers of laws."""
    out: list[int] = []
    for mark in marks:
        if not out or mark == out[-1] + 1:
            out.append(mark)
    return out


def _drop_marks(body: list[Draft], marks: list[int], removed: Removals) -> None:
    """Take the marks out of a page's text, in order: "18.2 Cổng …", "a)3 Người …", "Việt Nam1.", a title's "… thị thực 4".

    A mark stands behind a label or a word in small letters, never behind capitals ("QH14") or a unit ("km2"); after a blank only
    in a title, because "khoản 4" at a line's end is a citation.
    """
    start = 0
    for mark in marks:
        in_text = re.compile(
            rf"^(\d{{1,3}}[a-zđ]?\.|[a-zđ]\)){mark}(?=\s|$)|(?<!k)([a-zà-ỹđ]{{2}}[”\".;,)]?){mark}(?=[\s.,;:”)]|$)"
        )
        in_title = re.compile(rf"^(Điều\s\d+.*?(?<!khoản)(?<!Điều)(?<!điểm)(?<!số))\s{mark}$")
        for i in range(start, len(body)):
            found = in_text.search(body[i].text) or in_title.search(body[i].text)
            if found:
                kept = next(group for group in found.groups() if group)
                body[i].text = body[i].text[: found.start()] + kept + body[i].text[found.end() :]
                removed.append(Removed(str(mark), body[i].page, MARK))
                start = i
                break
