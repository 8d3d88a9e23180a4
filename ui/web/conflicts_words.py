"""The words of two provisions with what differs marked: the points a review found, and between near copies every other word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from assist.conflicts.model import Finding, Span

#: Two texts are near copies from this share of common words on, and are compared word by word up to this many words.
_LIKE, _LONGEST = 0.6, 2000
_WORD = re.compile(r"\w+")
#: How words are marked, the strongest last: a word of only one side, a further point, the gravest point.
_MARKS = ("only", "further", "point")


def marked_sides(finding: Finding) -> tuple[Markup, Markup | None, bool]:
    """The words of both sides as HTML (None where there is no second side), and whether they are near copies compared by words."""
    left, right = finding.under_review.text, finding.basis.text if finding.basis else None
    points = finding.difference
    ones, others = _one_sided(left, right) if right is not None else ((), ())
    mine = mark(left, points.left, [s for d in finding.others for s in d.left], ones)
    if right is None:
        return mine, None, False
    return mine, mark(right, points.right, [s for d in finding.others for s in d.right], others), bool(ones or others)


def mark(text: str, points: Iterable[Span] = (), further: Iterable[Span] = (), only: Iterable[Span] = ()) -> Markup:
    """A text with its spans marked; where they overlap the stronger one shows. Spans beyond the text are cut.

    >>> str(mark("nộp trong 05 ngày", [Span(10, 17)]))
    'nộp trong <mark class="point">05 ngày</mark>'
    """
    level = [0] * len(text)
    for strength, spans in enumerate((only, further, points), 1):
        for span in spans:
            for place in range(max(0, span.start), min(len(text), span.end)):
                level[place] = strength
    parts: list[Markup] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and level[place] == level[start]:
            continue
        words = escape(text[start:place])
        strength = level[start] if text[start:place].strip() else 0
        parts.append(Markup('<mark class="{}">{}</mark>').format(_MARKS[strength - 1], words) if strength else words)
        start = place
    return Markup().join(parts)


def _one_sided(left: str, right: str) -> tuple[Sequence[Span], Sequence[Span]]:
    """The words that only one of two near copies has; nothing where the two are not alike."""
    mine, theirs = list(_WORD.finditer(left)), list(_WORD.finditer(right))
    if not mine or not theirs or max(len(mine), len(theirs)) > _LONGEST:
        return (), ()
    matcher = SequenceMatcher(None, [w[0].lower() for w in mine], [w[0].lower() for w in theirs], autojunk=False)
    if matcher.real_quick_ratio() < _LIKE or matcher.quick_ratio() < _LIKE or matcher.ratio() < _LIKE:
        return (), ()
    ones: list[Span] = []
    others: list[Span] = []
    for what, start, end, begin, stop in matcher.get_opcodes():
        if what == "equal":
            continue
        if end > start:
            ones.append(Span(mine[start].start(), mine[end - 1].end()))
        if stop > begin:
            others.append(Span(theirs[begin].start(), theirs[stop - 1].end()))
    return ones, others
