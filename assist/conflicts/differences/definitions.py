"""One term, two meanings: an element of its definition is replaced, added or left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assist.conflicts.differences.pairing import Sides, cut, overlap, pair_up
from assist.conflicts.model import Difference, DifferenceType, Severity, Span, Statement
from assist.conflicts.words import Words, words_in

_LEAST_RUN = 2  # words in a row that the other side does not have
_IN_ITS_PLACE = 0.6


def definitions(sides: Sides) -> Iterator[Difference]:
    """Where both sides define the same term: runs of words that only one of them has."""
    left, right = sides.left, sides.right
    if not left.defines or not right.defines:
        return
    if overlap(words_in(left.defines).single, words_in(right.defines).single) < 0.7:
        return
    here = _beside(_runs(sides.left_words, sides.right_words, sides.left_text), left)
    there = _beside(_runs(sides.right_words, sides.left_words, sides.right_text), right)
    # one word alone may be another spelling, unless another one stands in its place
    replaced = pair_up(sides, here, there, lambda s: s, lambda s: s, _IN_ITS_PLACE)
    kept_here, kept_there = {p.left for p in replaced}, {p.right for p in replaced}
    here = [s for s in here if s in kept_here or _long(sides.left_text, s)] or _left_out(
        sides.left_text, sides.right_text
    )
    there = [s for s in there if s in kept_there or _long(sides.right_text, s)] or _left_out(
        sides.right_text, sides.left_text
    )
    if not here and not there:
        return
    quoted = " ở đây, ".join(
        ("“" + "”, “".join(cut(text, s, 50) for s in spans[:2]) + "”" if spans else "không có")
        for text, spans in ((sides.left_text, here), (sides.right_text, there))
    )
    yield Difference(
        DifferenceType.DEFINITION,
        Severity.MEDIUM,
        f"Định nghĩa “{left.defines}” có phần khác nhau: {quoted} ở kia.",
        tuple(here),
        tuple(there),
    )


def _beside(runs: list[Span], statement: Statement) -> list[Span]:
    """Without those that stand in a condition or a citation: that is a difference of its own."""
    elsewhere = [*(span for _, span in statement.conditions), *(r.span for r in statement.references)]
    return [r for r in runs if not any(span.start <= r.start < span.end for span in elsewhere)]


_BETWEEN = re.compile(r"[,;:.]\s*|\s(?:và|hoặc|hay|là|gồm)\s")


def _left_out(own: str, other: str) -> list[Span]:
    """Items of a list that the other side lacks, where its list is the shorter one; else an item may only be worded otherwise."""
    mine, theirs = _items(own), _items(other)
    if len(mine) <= len(theirs):
        return []
    held = Counter(words for words, _ in theirs)
    fewer = Counter(words_in(own).words) - Counter(words_in(other).words)
    return [span for words, span in mine if not held[words] and all(w in fewer for w in words)]


def _items(text: str) -> list[tuple[tuple[str, ...], Span]]:
    items = []
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _BETWEEN.finditer(text)), (len(text), len(text))]:
        words = words_in(text[start:end]).words
        if words:
            items.append((words, Span(start, end)))
        start = following
    return items


def _long(text: str, span: Span) -> bool:
    return len(words_in(text[span.start : span.end]).words) >= _LEAST_RUN


def _runs(own: Words, other: Words, text: str) -> list[Span]:
    """Stretches of the text whose words the other side has nowhere."""
    runs: list[Span] = []
    begun: int | None = None
    for i, word in enumerate((*own.words, None)):
        if word is not None and word not in other.single:
            begun = i if begun is None else begun
            continue
        if begun is not None:
            end = own.starts[i] if i < len(own.starts) else len(text)
            runs.append(Span(own.starts[begun], _word_end(text, own.starts[i - 1], end)))
        begun = None
    return runs


def _word_end(text: str, last_start: int, before: int) -> int:
    """Where the word that begins at ``last_start`` ends, not past ``before``."""
    end = last_start
    while end < before and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return end
