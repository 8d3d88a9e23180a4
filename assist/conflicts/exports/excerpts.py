"""A provision's words as a report shows them: those that differ told apart, long ones cut round those."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from assist.conflicts.model import Span

#: Words of a provision, and whether they are among those that differ.
Piece = tuple[str, bool]

_GAP = 30  # characters that are not worth leaving out between two stretches


def pieces(text: str, spans: Iterable[Span], longest: int) -> list[Piece]:
    """A provision's words with those that differ told apart. One longer than ``longest`` characters is cut, with "…" for what is left
    out: its opening stays, which mostly names who must do what, and the words around those that differ.

    >>> pieces("nộp trong 05 ngày", [Span(10, 17)], 900)
    [('nộp trong ', False), ('05 ngày', True)]
    """
    joined = _joined(text, spans)
    found: list[Piece] = []
    for start, end in _kept(text, joined, longest):
        if start:
            found.append((" … ", False))
        at = start
        for left, right in ((max(one, start), min(other, end)) for one, other in joined):
            if left < right:
                found += [(text[at:left], False), (text[left:right], True)]
                at = right
        found.append((text[at:end], False))
    if end < len(text):
        found.append((" …", False))
    return [piece for piece in found if piece[0]]


def _joined(text: str, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The spans in order, those that meet made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, s.start), min(len(text), s.end)) for s in spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return found


def _kept(text: str, spans: Sequence[tuple[int, int]], longest: int) -> list[tuple[int, int]]:
    """Which stretches of a text are shown: all of a short one, else the opening and what surrounds each span."""
    if len(text) <= longest:
        return [(0, len(text))]
    if not spans:
        return [(0, _word_end(text, longest))]
    opening = longest // 4
    # of many or long spans each gets a like share of what the opening leaves
    share = (longest - opening) // len(spans)
    cut = [(start, min(end, start + share)) for start, end in spans]
    # the widest surroundings that keep within the measure, the same for every span
    around = bisect_right(range(longest), longest, key=lambda width: _length(_stretches(text, opening, cut, width))) - 1
    return _stretches(text, opening, cut, max(0, around))


def _stretches(text: str, opening: int, spans: Sequence[tuple[int, int]], around: int) -> list[tuple[int, int]]:
    """The opening and the spans with what surrounds them, in whole words; those that meet, or all but meet, are one."""
    found = [(0, _word_end(text, opening))]
    for left, right in spans:
        start, end = _word_start(text, left - around), _word_end(text, right + around)
        if start <= found[-1][1] + _GAP:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _length(stretches: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in stretches)


def _word_start(text: str, at: int) -> int:
    at = max(0, at)
    while at and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    at = min(len(text), at)
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
