"""Words of a topic and of what may belong to it, compared without accents."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from corpus.numbers import fold

_WORD = re.compile(r"\w+")
#: Words that say nothing of what a topic is about.
_IDLE = frozenset(
    "va hoac cua cho trong khi tai ve tu den voi theo tren the nao gi la cac nhung mot nay do de bi duoc phai khong co se da "
    "bai giang hoc tap huan chuyen de tim hieu quy dinh phap luat ngay thang nam".split()
)
#: What asks for news; its syllables by themselves are parts of other words ("đối chất", "giấy mời").
_NEWS = re.compile(r"\b(?:diem moi|quy dinh moi|moi tu|thay doi|sua doi|bo sung)\b")


@lru_cache(maxsize=1 << 14)
def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a text without accents, in lower case."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=1 << 14)
def content(text: str) -> frozenset[str]:
    """The syllables that tell what a text is about; figures are none, they belong to days and numbers of documents."""
    words = _WORD.findall(_NEWS.sub(" ", fold(text)))
    return frozenset(w for w in words if w not in _IDLE and not any(c.isdigit() for c in w))


@lru_cache(maxsize=1 << 14)
def pairs(text: str) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring content syllables: "lời khai" is one thing, "lời" and "khai" are two.

    >>> sorted(pairs("lấy lời khai của trẻ em"))
    [('lay', 'loi'), ('loi', 'khai'), ('tre', 'em')]
    """
    words = syllables(text)
    known = content(text)
    return frozenset((a, b) for a, b in pairwise(words) if a in known and b in known)


def covered(wanted: str, text: str) -> float:
    """The share (0 to 1) of what ``wanted`` is about that ``text`` speaks of: half by syllables, half by pairs of them."""
    words, joined = content(wanted), pairs(wanted)
    if not words:
        return 0.0
    single = len(words & content(text)) / len(words)
    return (single + len(joined & pairs(text)) / len(joined)) / 2 if joined else single


def alike(one: str, other: str, longer: bool = False) -> float:
    """How much two sentences say the same, 0 to 1: shared content syllables over those of the shorter, or of the longer."""
    a, b = content(one), content(other)
    return len(a & b) / (max if longer else min)(len(a), len(b)) if a and b else 0.0


def figures(text: str) -> set[str]:
    """The numbers that a text writes in figures, without zeros before them.

    >>> sorted(figures("trong 03 ngày, tổng cộng 12"))
    ['12', '3']
    """
    return {number.lstrip("0") or "0" for number in re.findall(r"\d+", text)}


def capital(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
