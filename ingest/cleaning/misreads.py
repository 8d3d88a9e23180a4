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
_ARTICLE_WORD = re.compile(r"^(?:[ĐDÐ]i[êềeéèếệẽểễ]u|Diêu|Đỉều|Điêu|ĐIÊU|ĐIẾU|Ðiều)(?=\s+[\dlIOoiS]{1,4}[a-zđ]?\s?[.:,]?(?:\s|$))")
_CHAPTER_WORD = re.compile(r"^(?:Ch[uưứừ][oơöóờớ][nm]g|CH[UƯ][OƠ]NG)(?=\s+[IVXLCl1]{1,6}\b)")
_ARTICLE_NUMBER = re.compile(r"^(?P<head>Điều\s+)(?P<label>[\dlIOoS|]{1,4})(?P<end>\s?[.:,]?)(?=\s|$)")
_CLAUSE = re.compile(r"^(?P<label>[lIi|]|\d{0,2}[lIO|]|\d{1,2})(?P<end>\s?[.,])(?=\s+\S)")
_POINT = re.compile(r"^(?P<label>[a-zđäáàảâăäã])(?P<end>\s?\))(?=\s*\S)")
_DIGITS = str.maketrans({"l": "1", "I": "1", "i": "1", "|": "1", "O": "0", "o": "0", "S": "5"})
#: A point's letter as read, to the letters it may stand for.
_POINT_MISREADS = {"d": "đ", "đ": "d", "ä": "a", "á": "a", "à": "a", "ả": "a", "â": "a", "ă": "a", "ã": "a", "c": "e", "o": "c", "q": "g"}


def mend_misreads(lines: list[Draft], removed: Removals) -> list[Draft]:
    """The lines with structural misreads mended, in place; each change leaves a ``Removed`` with what was read."""
    article, clause, point = 0, 0, -1
    for line in lines:
        text = line.text
        for pattern, word in ((_ARTICLE_WORD, "Điều"), (_CHAPTER_WORD, "Chương")):
            found = pattern.match(text)
            if found:
                right = word.upper() if found.group().isupper() else word
                text = _put(text, found.start(), found.end(), right, line, removed)
        found = _ARTICLE_NUMBER.match(text)
        if found:
            number = found["label"].translate(_DIGITS)
            if number.isdigit() and (number == found["label"] or int(number) == article + 1):
                text = _put(text, *found.span("label"), number, line, removed)
                if found["end"].strip() == "," and int(number) == article + 1:
                    text = _put(text, *found.span("end"), ".", line, removed)
                article, clause, point = int(number), 0, -1
        elif found := _CLAUSE.match(text):
            number = found["label"].translate(_DIGITS)
            expected = number.isdigit() and int(number) in {clause + 1, 1}
            if expected and (number != found["label"] or found["end"] != "."):
                if int(number) == clause + 1:
                    text = _put(text, found.start(), found.end(), number + ".", line, removed)
            if expected:
                clause, point = int(number), -1
        elif found := _POINT.match(text):
            letter = found["label"]
            wanted = POINT_LETTERS[point + 1] if point + 1 < len(POINT_LETTERS) else ""
            if letter != wanted and _POINT_MISREADS.get(letter) == wanted:
                text = _put(text, *found.span("label"), wanted, line, removed)
                letter = wanted
            if letter in POINT_LETTERS:
                point = POINT_LETTERS.index(letter)
        line.text = text
    return lines


def _put(text: str, start: int, end: int, right: str, line: Draft, removed: Removals) -> str:
    """``text`` with ``right`` from ``start`` to ``end``; records what stood there if that differs."""
    if text[start:end] != right:
        removed.append(Removed(text[start:end], line.page, REASON))
    return text[:start] + right + text[end:]
