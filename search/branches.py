"""Branches of law whose procedures say the same in the same words: appeals, time limits and evidence stand in the codes of criminal,
civil and administrative procedure alike, and only the title tells which of them an article belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.numbers import fold

_BRANCHES = re.compile(r"\b(?:hinh su|dan su|hanh chinh)\b")


@lru_cache(maxsize=4096)  # titles, at every search
def branches(text: str) -> frozenset[str]:
    """The branches of law that words name, without accents.

    >>> sorted(branches("Bộ luật Tố tụng hình sự"))
    ['hinh su']
    """
    return frozenset(_BRANCHES.findall(fold(text)))
