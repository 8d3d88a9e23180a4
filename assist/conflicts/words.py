"""A clause as the words that carry its matter: synonyms brought to one form, grammar and figures left out.

Two clauses are likened by these words, so a paraphrase ("báo ngay", "lập tức thông báo") must give what the original gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import fsum
from pathlib import Path

import yaml

from corpus.names import words_of

_WORD = re.compile(r"\w+")
_HELD = 0.35
_DATA = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Words:
    """The words of a text that carry its matter, in order, each with where it begins; ``pairs``: neighbours in that order."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    single: frozenset[str]
    pairs: frozenset[str]
    weight: float  # of all of them


@cache
def _lists() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], frozenset[str]]:
    """Phrases by their first syllable, longest first, with the word they stand for; and the words that carry nothing."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for group in data["same"]:
        meant = "_".join(words_of(group[0]))
        for phrase in group:
            syllables = tuple(words_of(phrase))
            phrases.setdefault(syllables[0], []).append((syllables, meant))
    for found in phrases.values():
        found.sort(key=lambda p: -len(p[0]))
    return phrases, frozenset(data["stop"].split())


def lower(text: str) -> str:
    """Lower case, character for character: offsets stay those of ``text`` (an NFC text has no letter that grows)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=1 << 15)
def words_in(text: str) -> Words:
    """The words of a text; the same text is read once."""
    phrases, stop = _lists()
    low = lower(text)
    found = [(m[0], m.start()) for m in _WORD.finditer(low)]
    syllables = [s for s, _ in found]
    words: list[str] = []
    starts: list[int] = []
    at, size = 0, len(found)
    while at < size:
        syllable = syllables[at]
        taken = 1
        word = "" if syllable in stop or syllable[0].isdigit() else syllable
        for phrase, meant in phrases.get(syllable, ()):
            length = len(phrase)
            if length == 1 or tuple(syllables[at : at + length]) == phrase:
                word, taken = meant, length
                break
        if word:
            words.append(word)
            starts.append(found[at][1])
        at += taken
    single = frozenset(words)
    pairs = frozenset(f"{a} {b}" for a, b in pairwise(words))
    return Words(tuple(words), tuple(starts), single, pairs, weigh(single) + weigh(pairs))


@cache
def _weights() -> dict[str, float]:
    data: dict[int, str] = yaml.safe_load(_DATA.with_name("weights.yaml").read_text(encoding="utf-8"))
    return {word.replace("+", " "): tenths / 10 for tenths, words in data.items() for word in words.split()}


def weigh(words: Iterable[str]) -> float:
    """How much words tell of a clause's matter, together: 1 for a rare one, a tenth for one that stands everywhere."""
    weight = _weights().get
    # exact: the order of a set differs from process to process, and a pair at a threshold must not
    return fsum([weight(word, 1.0) for word in words])


def shared(left: Words, right: Words) -> float:
    """The weight of what two texts have in common."""
    return weigh(left.single & right.single) + weigh(left.pairs & right.pairs)


def likeness(left: Words, right: Words) -> float:
    """0 to 1: a third the share of the lighter text that the other holds, the rest what both have of all their words."""
    common = shared(left, right)
    if not common:
        return 0.0
    return _HELD * common / min(left.weight, right.weight) + (1 - _HELD) * common / (
        left.weight + right.weight - common
    )


def normal(text: str) -> str:
    """Lower case, NFC, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
