"""Setting side by side what two clauses say of the same thing: by the words around it, not by its place in the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assist.conflicts.model import Span, Statement
from assist.conflicts.words import Words, likeness, weigh, words_in

_REACH = 5  # words of matter on either side
_SAME_FOR_SURE = 0.12  # what is equal on both sides is rather itself than something changed
_IN_ORDER = 0.12
_ONE_SENTENCE = 0.45

Item = TypeVar("Item")


@dataclass(frozen=True)
class Sides:
    """Two statements set side by side, with the words of their texts and how alike these are (0 to 1)."""

    left: Statement
    right: Statement
    left_words: Words
    right_words: Words
    likeness: float

    @property
    def left_text(self) -> str:
        return self.left.clause.text

    @property
    def right_text(self) -> str:
        return self.right.clause.text

    def in_like_sentences(self, left: Span, right: Span) -> bool:
        """Whether the sentences in which two spans stand speak of one thing."""
        mine, theirs = sentence_of(self.left_text, left), sentence_of(self.right_text, right)
        return likeness(words_in(mine), words_in(theirs)) >= _ONE_SENTENCE

    def quote(self, left: Span, right: Span, longest: int = 60) -> str:
        """``"3 ngày làm việc" ở đây, "3 ngày" ở kia``."""
        return f"“{cut(self.left_text, left, longest)}” ở đây, “{cut(self.right_text, right, longest)}” ở kia"


def sides_of(left: Statement, right: Statement, likeness: float) -> Sides:
    return Sides(left, right, words_in(left.clause.text), words_in(right.clause.text), likeness)


def cut(text: str, span: Span, longest: int = 60) -> str:
    """The words of a span, shortened in the middle of nothing: at a space."""
    words = " ".join(text[span.start : span.end].split())
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0] + " …"


_SENTENCE = re.compile(r"[.;\n]\s+|\n")


def sentence_of(text: str, span: Span) -> str:
    """The sentence, or the part of it between semicolons, in which a span stands."""
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, span.start)), default=0)
    end = _SENTENCE.search(text, span.end)
    return text[start : end.start() if end else len(text)]


def around(words: Words, span: Span, reach: int = _REACH) -> frozenset[str]:
    """The words of matter before and after a span."""
    first = bisect_left(words.starts, span.start)
    last = bisect_left(words.starts, span.end)
    return frozenset(words.words[max(0, first - reach) : first] + words.words[last : last + reach])


def following(words: Words, span: Span, reach: int = _REACH) -> frozenset[str]:
    """The words of matter after a span: what a word of modality governs."""
    last = bisect_left(words.starts, span.end)
    return frozenset(words.words[last : last + reach])


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """The weight that two sets of words share, as a part of the lighter of them; 0 where one is empty."""
    common = left & right
    return weigh(common) / min(weigh(left), weigh(right)) if common else 0.0


@dataclass(frozen=True)
class Pair(Generic[Item]):
    """Two items that speak of the same thing; ``fit``: how surely (0 to 1)."""

    left: Item
    right: Item
    fit: float


def pair_up(
    sides: Sides,
    left: Sequence[Item],
    right: Sequence[Item],
    span: Callable[[Item], Span],
    key: Callable[[Item], Hashable],
    least: float = 0.34,
    context: Callable[[Words, Span], frozenset[str]] = around,
) -> list[Pair[Item]]:
    """Items of the left side with those of the right that stand among the same words; each stands in one pair at most."""
    if not left or not right:
        return []
    left_length, right_length = max(1, len(sides.left_text)), max(1, len(sides.right_text))
    lefts = [(i, context(sides.left_words, span(i)), span(i).start / left_length) for i in left]
    rights = [(i, context(sides.right_words, span(i)), span(i).start / right_length) for i in right]
    scored = []
    for a, (item, words, place) in enumerate(lefts):
        for b, (other, others, other_place) in enumerate(rights):
            fit = overlap(words, others) if words and others else 0.0
            if not words and not others:
                fit = 0.5
            rank = fit + (_SAME_FOR_SURE if key(item) == key(other) else 0) + _IN_ORDER * (1 - abs(place - other_place))
            scored.append((rank, fit, a, b))
    scored.sort(key=lambda s: (-s[0], s[2], s[3]))
    alone = len(left) == len(right) == 1 and sides.likeness >= 0.6
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for _, fit, a, b in scored:
        if a in taken_left or b in taken_right or (fit < least and not alone):
            continue
        taken_left.add(a)
        taken_right.add(b)
        pairs.append(Pair(left[a], right[b], fit))
    return pairs


def more_often(left: Sequence[Item], right: Sequence[Item], key: Callable[[Item], Hashable]) -> list[Item]:
    """The items of one side that it has more often than the other: all of them, since any may be the one too many."""
    more = Counter(key(i) for i in left) - Counter(key(i) for i in right)
    return [i for i in left if key(i) in more]
