"""Stage for text layers: blanks that a PDF shows inside a syllable ("n ăm", "Vi ệt Nam", "quyế t") are taken out.

Gazette PDFs set some accented letters from a second font, and the text layer puts a blank at each change of font. Two pieces are
joined only if one of them cannot stand as a word and both together are a syllable, so words that stand apart stay apart.
"""

from __future__ import annotations

import re

from ingest.cleaning.syllables import is_syllable, is_word

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER_LETTERS = re.compile(r"(?<=\d/)([A-ZĐ]) (?=[A-ZĐ]{1,3}-)")
#: After these a single letter is a label ("điểm c ở Hà Nội"), not half a syllable.
_LABEL_WORDS = {"điểm", "mục", "nhóm", "loại", "hạng", "bảng", "khối", "và", "hoặc"}
#: Both halves are words, and no text means them as two.
_ALWAYS_JOIN = {("to", "án")}


def join_syllables(line: str) -> str:
    """The line with broken syllables made whole.

    >>> join_syllables("ngày 27 tháng 11 n ăm 2015; Vi ệt Nam; quyế t định")
    'ngày 27 tháng 11 năm 2015; Việt Nam; quyết định'
    """
    line = _NUMBER_LETTERS.sub(r"\1", line)
    words = list(_WORD.finditer(line))
    if len(words) < 2:
        return line
    out: list[str] = []
    done = 0
    i = 0
    before = ""
    while i < len(words):
        text, end, j = words[i].group(), words[i].end(), i + 1
        while j < len(words) and words[j].start() == end + 1 and line[end] == " ":
            right = words[j].group()
            after = words[j + 1].group() if j + 1 < len(words) and words[j + 1].start() == words[j].end() + 1 else ""
            if not _belong(before, text, right, after):
                break
            text, end, j = text + right, words[j].end(), j + 1
        out.append(line[done : words[i].start()] + text)
        done = end
        before = text
        i = j
    return "".join(out) + line[done:]


def _belong(before: str, left: str, right: str, after: str) -> bool:
    """Whether ``left`` and ``right`` are two pieces of one syllable."""
    if left.islower() and right[:1].isupper() or (left.isupper() and len(left) > 1) != (right.isupper() and len(left) > 1):
        return False
    if (left.lower(), right.lower()) in _ALWAYS_JOIN:
        return True
    if len(left) == len(right) == 1 or not is_syllable(left + right):
        return False
    if is_word(left) and is_word(right):
        return False
    if len(left) == 1 and is_word(right):
        # "điểm c ông bố": a label before a word; "c ông" elsewhere is half of "công".
        return before.lower() not in _LABEL_WORDS and bool(before)
    if len(right) == 1 and is_word(left):
        # "và i khoản 2" names two points; "biể n mang" has its n on the wrong side.
        return left.lower() not in _LABEL_WORDS and not (after and not is_word(after) and is_syllable(right + after))
    return True
