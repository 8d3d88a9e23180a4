"""A change in the words of a provision: made, marked, and checked to be one change that leaves a sentence behind.

Changed words stand between two marks (``OPEN``, ``SHUT``), so that what is done to the rest of the text afterwards leaves them alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPEN, SHUT = "\ue000", "\ue001"  # private use: no text has them, and no pattern of words runs across them

_MOST_ADDED = 30  # syllables of a condition that is dropped
#: A subject and its verb, without a comma before the verb.
SUBJECT_FIRST = re.compile(
    r"[^,.;:]{3,90}? (?:phải|có trách nhiệm|ra|xem xét|quyết định|gửi|cấp|thông báo|tổ chức|lập"
    r"|thẩm định|kiểm tra|trả lời|được|có quyền|giải quyết)\b"
)


@dataclass(frozen=True)
class Change:
    """Words ``start`` to ``end`` of the text become ``new``; ``how`` names the way, for the report."""

    start: int
    end: int
    new: str
    how: str


_DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
_BAD_SEAM = re.compile(r"\s[,.;:]|[,;:]\s*[,.;]|\s\s|\(\s*\)|\b(?:và|hoặc|của|tại)[.,;]")


def marked(text: str, change: Change) -> str:
    """The text with the change made and marked."""
    return f"{text[: change.start]}{OPEN}{change.new}{SHUT}{text[change.end :]}"


def unmarked(text: str) -> str:
    """The text without marks."""
    return text.replace(OPEN, "").replace(SHUT, "")


def sound(text: str, change: Change) -> bool:
    """Whether the changed text differs in exactly the words of the change, and reads on at both ends of it.

    No word doubled, no punctuation left over, brackets in pairs, a capital where there was one, and enough words left.
    """
    new = unmarked(marked(text, change))
    old_words = text[change.start : change.end]
    if old_words.strip().lower() == change.new.strip().lower() or len(old_words.split()) > _MOST_ADDED:
        return False
    if new[: change.start] != text[: change.start] or not new.endswith(text[change.end :]) or new == text:
        return False
    doubled = {m[0].lower() for m in _DOUBLED.finditer(new)} - {m[0].lower() for m in _DOUBLED.finditer(text)}
    seams = len(_BAD_SEAM.findall(new)) > len(_BAD_SEAM.findall(text))
    brackets = new.count("(") != new.count(")")
    return not (doubled or seams or brackets or (text[0].isupper() and not new[0].isupper()) or len(new.split()) < 8)
