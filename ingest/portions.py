"""Clauses (khoản) and points (điểm) of one unit's text: which lines begin them, and how far each runs.

A number at the start of a line is a clause only if it carries the count on: 1, 2, 3 …, with 2a allowed after 2. A "3."
that stands in the quoted words of another law, or in a form printed inside an article, stays plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from corpus.provisions import POINT_LETTERS, Level, Path, Portion, Step

#: Where a label may stand: at the start of a line, with the marks Markdown and office programs leave there, or right
#: after an article's own number where the article has no title ("Điều 5. 1. …").
_LINE = r"^[^\S\n]*(?:Điều[^\S\n]+\d+[a-zđ]?[.:][^\S\n]*)?[>*_\\]*"
_MARK = re.compile(
    _LINE
    + r"""(?P<start>)(?:
      (?P<dotted>\d{1,3}(?:\.\d{1,3}){1,2})\\?(?P<dotted_end>[.)/]|(?=[^\S\n]))(?![\d%])
    | (?P<number>\d{1,3})(?P<letter>[a-zđ]{0,2})\\?(?P<number_end>[.)/])(?![\d%])
      (?:[^\S\n]*(?P<inner>)(?P<first>a)\\?(?P<first_end>[.)/])(?=[^\S\n]))?  # "1. a) …": clause and first point
    | (?P<point>[a-zđ]\d?)\\?(?P<point_end>[.)/])(?=[^\S\n]|[A-ZĐÀ-Ỹ])
    )""",
    re.MULTILINE | re.VERBOSE,
)
#: Letters that official texts do not use and that some authors count through all the same.
_EXTRA_LETTERS = {"e": "f", "i": "j", "v": "w", "y": "z"}
_WIDEST_GAP = 4  # clauses in a row that may be missing, plus one
_WORD = re.compile(r"[^\W_]")
_QUOTATION_MARK = re.compile('[“”"]')
_MULTILINE_OPENING = re.compile(r"(?:^|:)[\s>*_]*$")
_CLOSED_AT_LINE_END = re.compile(r"[\s.,;:*_\"”)]*$")


@dataclass(frozen=True)
class _Mark:
    """A label that might begin a portion. ``end``: what follows it, ".", ")" or "/"; one list keeps to one of them."""

    label: str
    end: str
    start: int


def split_portions(text: str, *, offset: int = 0) -> tuple[Portion, ...]:
    """Find the clauses and points of a unit (an article, whole, heading line included).

    ``text`` has one paragraph a line. Spans are character offsets into it, ``offset`` added; a clause runs from its
    number to the end of its last point, a point from its letter to the end of its words, without the white space after
    it. Paths start below the unit: ``(khoản 1)``, ``(khoản 1, điểm a)``, or ``(điểm a)`` where the unit has no clauses.
    Numbers such as 1.1 are points of clause 1. Portions come in the order of the text, each clause before its points.

    >>> [(str(p.path[-1]), p.start, p.end) for p in split_portions("1. Một:\\na) này;\\nb) kia.\\n2. Hai.")]
    [('khoản 1', 0, 23), ('điểm a', 8, 15), ('điểm b', 16, 23), ('khoản 2', 24, 31)]
    """
    numbers, points, dotted = _marks(text)
    clauses = _clauses(numbers)
    portions: list[Portion] = []

    def add(marks: list[_Mark], level: Level, parent: Path, end: int) -> None:
        for i, mark in enumerate(marks):
            following = marks[i + 1].start if i + 1 < len(marks) else end
            stop = mark.start + len(text[mark.start : following].rstrip())
            path = (*parent, Step(level, mark.label))
            portions.append(Portion(path, mark.start + offset, stop + offset))
            if level is Level.CLAUSE:
                add_points(path, mark.start, following)

    def add_points(parent: Path, start: int, end: int) -> None:
        clause = parent[-1].label if parent else ""
        lettered = _points(_within(points, start, end))
        numbered = _dotted(_within(dotted, start, end), clause)
        # A list of 1.1, 1.2 may hold lists a), b) of its own; the outer list is the one that begins first.
        outer_numbered = numbered and (not lettered or numbered[0].start < lettered[0].start)
        add(numbered if outer_numbered else lettered, Level.POINT, parent, end)

    if clauses:
        head_end = clauses[0].start
        before = _points(_within(points, 0, head_end))
        # Points before the first clause are a list of the unit's opening words only if the list is complete there.
        if len(before) > 1:
            add(before, Level.POINT, (), head_end)
        add(clauses, Level.CLAUSE, (), len(text))
    else:
        add_points((), 0, len(text))
    return tuple(portions)


def _within(marks: list[_Mark], start: int, end: int) -> list[_Mark]:
    return [m for m in marks if start <= m.start < end]


def _marks(text: str) -> tuple[list[_Mark], list[_Mark], list[_Mark]]:
    """All labels outside quoted blocks: numbers, letters, dotted numbers."""
    numbers: list[_Mark] = []
    points: list[_Mark] = []
    dotted: list[_Mark] = []
    blocks = quoted_blocks(text)
    starts = [start for start, _ in blocks]
    for found in _MARK.finditer(text):
        start = found.start("start")
        block = bisect_right(starts, start) - 1
        if block >= 0 and start < blocks[block][1]:
            continue
        if found["dotted"]:
            dotted.append(_Mark(found["dotted"], found["dotted_end"], start))
        elif found["number"]:
            numbers.append(_Mark(found["number"].lstrip("0") + found["letter"], found["number_end"], start))
            if found["first"]:
                points.append(_Mark("a", found["first_end"], found.start("inner")))
        else:
            points.append(_Mark(found["point"], found["point_end"], start))
    return numbers, points, dotted


def quoted_blocks(text: str) -> list[tuple[int, int]]:
    """Spans of quoted words that run over several lines, in order: the new wording in amending texts.

    A block opens at the start of a line (or after a colon) and closes at the end of one, so that one forgotten quotation
    mark inside a sentence cannot hide the rest of the unit.
    """
    if "\n" not in text:
        return []
    blocks: list[tuple[int, int]] = []
    stack: list[int] = []
    for found in _QUOTATION_MARK.finditer(text):
        if _opens(text, found.start(), bool(stack)):
            stack.append(found.start())
        elif stack and (found[0] == "”" or text[stack[-1]] == '"'):
            # A straight mark does not close a curly one: where both are used, the curly one was lost or never meant.
            blocks.extend(_block(text, stack.pop(), found.end()))
    return _merged(blocks)


def _opens(text: str, at: int, inside: bool) -> bool:
    """Whether a quotation mark opens. Straight ones tell by their neighbours; one alone on its line closes what is open."""
    end = text.find("\n", at)
    if not _WORD.search(text, at, end if end >= 0 else len(text)):
        # Recognisers leave stray marks on lines of their own; one that opens a block follows "… như sau:".
        alone = text[at] == "“" or (text[at] == '"' and not inside)
        return alone and _opens_block(text, at) and text[:at].rstrip().endswith(":")
    if text[at] != '"':
        return text[at] == "“"
    before, after = text[at - 1] if at else "\n", text[at + 1]
    if after.isspace():
        return not inside and before in "\n>*_"  # '" Điều 13', as old files have it
    return after not in ".;,:)" and (before.isspace() or before in "(>*_:")


def _opens_block(text: str, start: int) -> bool:
    return bool(_MULTILINE_OPENING.search(text[text.rfind("\n", 0, start) + 1 : start]))


def _block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if text.find("\n", start, end) < 0 or not _opens_block(text, start):
        return []
    line_end = text.find("\n", end)
    tail = text[end : line_end if line_end >= 0 else len(text)]
    return [(start, end)] if _CLOSED_AT_LINE_END.match(tail) else []


def _merged(blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(blocks):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _clauses(marks: list[_Mark]) -> list[_Mark]:
    """The marks that count 1, 2, 2a, 3 … from the first "1", all with the same sign behind them.

    A clause that was repealed, or lost its number, leaves a gap (1, 2, 4): it is allowed where all numbers of the unit rise,
    for then no inner list is mixed in, and a clause must not swallow the ones after the gap.
    """
    if len(marks) > 1 and len({mark.end for mark in marks}) == 1:
        counts = [_split_label(mark.label) for mark in marks]
        if counts[0][0] <= _WIDEST_GAP and all(a < b and b[0] - a[0] <= _WIDEST_GAP for a, b in pairwise(counts)):
            return marks
    taken: list[_Mark] = []
    for mark in marks:
        if not taken:
            if mark.label == "1":
                taken.append(mark)
        elif mark.end == taken[0].end and _follows(taken[-1].label, mark.label):
            taken.append(mark)
    return taken


def _follows(last: str, label: str) -> bool:
    number, letters = _split_label(last)
    following, extra = _split_label(label)
    if following == number + 1:
        return not extra
    return following == number and bool(extra) and (not letters or extra > letters)


def _split_label(label: str) -> tuple[int, str]:
    digits = label.rstrip("abcdefghijklmnopqrstuvwxyzđ")
    return int(digits or 0), label[len(digits) :]


def _points(marks: list[_Mark]) -> list[_Mark]:
    """The marks that count a, b, c, d, đ, e … from the first "a"; also "d, e" (old texts have no đ) and "a, a1"."""
    taken: list[_Mark] = []
    for mark in marks:
        if not taken:
            if mark.label == "a":
                taken.append(mark)
        elif mark.end == taken[0].end and mark.label in _next_points(taken[-1].label):
            taken.append(mark)
    return taken


def _next_points(last: str) -> set[str]:
    letter, digit = last[0], last[1:]
    following = {letter + str(int(digit or 0) + 1)}
    extra = _EXTRA_LETTERS.get(letter)
    if extra:
        following.add(extra)
    base = next((k for k, v in _EXTRA_LETTERS.items() if v == letter), letter)
    position = POINT_LETTERS.find(base)
    following.update(POINT_LETTERS[position + 1 : position + 2])
    if base == "d":
        following.add("e")
    return following


def _dotted(marks: list[_Mark], clause: str) -> list[_Mark]:
    """The marks n.1, n.2, n.3 …; n is the clause's number, or the first mark's own where there is no clause."""
    taken: list[_Mark] = []
    for mark in marks:
        head, _, last = mark.label.rpartition(".")
        if not taken:
            if last == "1" and (head == clause or not clause):
                taken.append(mark)
        elif mark.end == taken[0].end and mark.label == f"{head}.{len(taken) + 1}" and taken[0].label == f"{head}.1":
            taken.append(mark)
    return taken
