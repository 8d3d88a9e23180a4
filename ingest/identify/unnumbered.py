"""Stable names for documents without a number: drafts, decisions whose serial was left open, unofficial consolidations, news items."""

from __future__ import annotations

import re

from corpus.numbers import normalize_number

#: Words that begin the path of a provision id; capitalised in a name, they cannot be read as one.
_PATH_WORDS = re.compile(r"\b(phần|chương|mục|tiểu mục|điều|khoản|điểm|phụ lục|gạch đầu dòng|đoạn)(?=\s|$)")
_LONGEST = 90


def unnumbered(title: str, kind: str = "") -> str:
    """The name under which the library keeps a document without a number.

    >>> unnumbered("về quản lý điều dưỡng viên", "Quyết định")
    'không số: Quyết định về quản lý Điều dưỡng viên'
    """
    words = " ".join(title.split())
    if kind and not words.lower().startswith(kind.lower()):
        words = f"{kind} {words}"
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0]
    return normalize_number("không số: " + _safe(words) if words else "không số")


def news_about(number: str) -> str:
    """The name of a news item about a document: "tin: 17/KH-BCĐ"."""
    return normalize_number(f"tin: {number}")


def _safe(words: str) -> str:
    return _PATH_WORDS.sub(lambda m: m[1].capitalize(), words).strip(" .,;:()\"'“”")
