"""Stage for scans: structural marks that the recogniser misreads, put right where the sequence demands it.

Only the words "Điều", "Chương", "Khoản" and the labels of articles, clauses and points; ordinary words stay as read, because a
guess at a word of law is worse than a visible misprint. What stood there before is recorded as removed.
"""

from __future__ import annotations

import re

from corpus.provisions import POINT_LETTERS
from ingest.cleaning.draft import Draft, Removals
from ingest.source import Removed

REASON = "sửa nhận dạng"

#: "Điều" with a wrong first letter or wrong accents, before a number.
_ARTICLE_WORD = re.compile(
    r"^(?:[ĐDÐ]i[êềeéèếệẽểễ]u|Diêu|Đỉều|Điêu|ĐIÊU|ĐIẾU|Ðiều)(?=\s+[\dlIOoiS]{1,4}[a-zđ]?\s?[.:,]?(?:\s|$))"
)
_CHAPTER_WORD = re.compile(r"^(?:Ch[uưứừ][oơöóờớ][nm]g|CH[UƯ][OƠ]NG)(?=\s+[IVXLCl1]{1,6}\b)")
_ARTICLE_NUMBER = re.compile(r"^(?P<head>Điều\s+)(?P<label>[\dlIOoS|]{1,4})(?P<end>\s?[.:,]?)(?=\s|$)")
_CLAUSE = re.compile(r"^(?P<label>[lIi|]|\d{0,2}[lIO|]|\d{1,2})(?P<end>\s?[.,])(?=\s+\S)")
_POINT = re.compile(r"^(?P<label>[a-zđäáàảâăäã])(?P<end>\s?\))(?=\s*\S)")
_DIGITS = str.maketrans({"l": "1", "I": "1", "i": "1", "|": "1", "O": "0", "o": "0", "S": "5"})
#: A point's letter as read, to the letters it may stand for.
_POINT_MISREADS = {
    "d": "đ",
    "đ": "d",
    "ä": "a",
    "á": "a",
    "à": "a",
    "ả": "a",
    "â": "a",
    "ă": "a",
    "ã": "a",
    "c": "e",
    "o": "c",
    "q": "g",
}


def mend_misreads(lines: list[Draft], removed: Removals) -> list[Draft]:
    """The lines with structural misreads mended, in place; each change leaves a ``Removed`` with what was read."""
    sequence = _Sequence()
    for line in lines:
        text = line.text
        for pattern, word in ((_ARTICLE_WORD, "Điều"), (_CHAPTER_WORD, "Chương")):
            found = pattern.match(text)
            if found:
                right = word.upper() if found.group().isupper() else word
                text = _put(text, found.span(), right, line, removed)
        for span, right in sequence.read(text):
            text = _put(text, span, right, line, removed)
        line.text = text
    return lines


class _Sequence:
    """Where the labels stand: the last article, clause and point read, each counted anew inside the one above."""

    def __init__(self) -> None:
        self.article, self.clause, self.point = 0, 0, -1

    def read(self, text: str) -> list[tuple[tuple[int, int], str]]:
        """Take in a line; give the mends its label needs as ((start, end), right), the last place first."""
        if found := _ARTICLE_NUMBER.match(text):
            return self._read_article(found)
        if found := _CLAUSE.match(text):
            return self._read_clause(found)
        if found := _POINT.match(text):
            return self._read_point(found)
        return []

    def _read_article(self, found: re.Match[str]) -> list[tuple[tuple[int, int], str]]:
        number = found["label"].translate(_DIGITS)
        following = number.isdigit() and int(number) == self.article + 1
        if not following and number != found["label"]:
            return []
        mends = [(found.span("end"), ".")] if following and found["end"].strip() == "," else []
        self.article, self.clause, self.point = int(number), 0, -1
        return [*mends, (found.span("label"), number)]

    def _read_clause(self, found: re.Match[str]) -> list[tuple[tuple[int, int], str]]:
        number = found["label"].translate(_DIGITS)
        if not number.isdigit() or int(number) not in {self.clause + 1, 1}:
            return []
        following = int(number) == self.clause + 1
        self.clause, self.point = int(number), -1
        return [(found.span(), number + ".")] if following else []

    def _read_point(self, found: re.Match[str]) -> list[tuple[tuple[int, int], str]]:
        letter = found["label"]
        wanted = POINT_LETTERS[self.point + 1] if self.point + 1 < len(POINT_LETTERS) else ""
        right = wanted if _POINT_MISREADS.get(letter) == wanted else letter
        if right in POINT_LETTERS:
            self.point = POINT_LETTERS.index(right)
        return [(found.span("label"), right)]


def _put(text: str, span: tuple[int, int], right: str, line: Draft, removed: Removals) -> str:
    """``text`` with ``right`` at ``span``; records what stood there if that differs."""
    start, end = span
    if text[start:end] != right:
        removed.append(Removed(text[start:end], line.page, REASON))
    return text[:start] + right + text[end:]
