"""Texts that count I / 1 / a / (1) / - instead of articles: plans, directives, telegrams, notices.

A second-level item ("mục II.4") is a unit, and what stands deeper is a portion of it: one such item is what a reader wants to see
whole, as an article is in a law, and its own letters and numbers are quoted from inside it. A first-level heading with its opening
words is a unit too ("mục II"). Where the first level is 1, 2, 3 …, the items of that level are the units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.provisions import POINT_LETTERS, Level, Path, Portion, Step
from ingest.structure.closing import closing_start
from ingest.structure.units import Unit

_ROMAN = re.compile(r"^[\s#*_]*(?P<label>[IVX]{1,6})\s?[.)/:-]\s*(?P<title>\S.*)$")
_ARABIC = re.compile(r"^[\s#*_]*(?P<label>\d{1,2})\s?[.)/]\s*(?!\d)(?P<title>\S.*)$")
_SUBNUMBER = re.compile(r"^[\s#*_]*\d{1,2}\.(?P<label>\d{1,2})[.)]?\s+(?P<title>\S.*)$")
_LETTER = re.compile(r"^[\s#*_]*(?P<label>[a-zđ])\s?[).]\s*(?P<title>\S.*)$")
_BRACKET = re.compile(r"(?:^|(?<=[;:.]\s))\(\s?(?P<label>\d{1,2})\s?\)[.\s]")
_DASH = re.compile(r"^[\s*]*[-–+•]\s*(?=\S)")

#: A longer first line is the item's rule itself, not its heading, unless a list follows at once.
_FULL_SENTENCE = 120
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def item_units(lines: Sequence[str], *, under: Path = ()) -> tuple[list[Unit], list[str]] | None:
    """The units of a text made of items, and warnings; None if fewer than two items count on from the first."""
    romans = _sequence(_ROMAN, lines, 0, len(lines), _roman_value)
    warnings: list[str] = []
    if len(romans) >= 2:
        heads = romans
    else:
        heads = _sequence(_ARABIC, lines, 0, len(lines), int)
        if len(heads) < 2:
            return None
    closing = closing_start(lines, heads[-1].line + 1)
    units: list[Unit] = []
    if heads[0].line > 0:
        units.append(Unit((*under, Step(Level.PREAMBLE)), 0, heads[0].line))
    for i, head in enumerate(heads):
        end = heads[i + 1].line if i + 1 < len(heads) else closing
        top = (*under, Step(Level.ITEM, head.label))
        inner = _sequence(_ARABIC, lines, head.line + 1, end, int) if heads is romans else []
        first_end = inner[0].line if inner else end
        units.append(_unit(lines, top, head, first_end, (), opens=bool(inner)))
        for j, item in enumerate(inner):
            item_end = inner[j + 1].line if j + 1 < len(inner) else end
            units.append(_unit(lines, (*top, Step(Level.ITEM, item.label)), item, item_end, top))
    if closing < len(lines):
        units.append(Unit((*under, Step(Level.CLOSING)), closing, len(lines)))
    return units, warnings


@dataclass(frozen=True)
class _Head:
    line: int
    label: str
    title: str


def _sequence(
    pattern: re.Pattern[str], lines: Sequence[str], start: int, end: int, value: Callable[[str], int]
) -> list[_Head]:
    """Lines whose labels count 1, 2, 3 … (in whatever signs); a label out of turn is text."""
    heads: list[_Head] = []
    for i in range(start, end):
        match = pattern.match(lines[i])
        if match and value(match["label"]) == len(heads) + 1:
            heads.append(_Head(i, match["label"], match["title"].strip(" *_")))
    return heads


def _roman_value(label: str) -> int:
    total = 0
    for sign, following in zip(label, label[1:] + " ", strict=True):
        number = _ROMAN_VALUES[sign]
        total += -number if _ROMAN_VALUES.get(following, 0) > number else number
    return total


def _unit(lines: Sequence[str], path: Path, head: _Head, end: int, containers: Path, *, opens: bool = False) -> Unit:
    """``opens``: whether smaller items follow, so that the head's own words are a heading."""
    text = "\n".join(lines[head.line : end])
    following = [line for line in lines[head.line + 1 : end] if line.strip()]
    title = head.title
    if following and following[0][0].islower() and title[-1] not in ".;:" and not _LETTER.match(following[0]):
        title = f"{title} {following[0]}"
    listed = bool(following) and any(_LETTER.match(x) or _DASH.match(x) or _BRACKET.match(x) for x in following[:2])
    has_heading = opens or listed or (bool(following) and len(title) <= _FULL_SENTENCE)
    start = len(lines[head.line]) - len(head.title)
    return Unit(
        path, head.line, end, title.rstrip(" .:") if has_heading else "", containers, item_portions(text, start)
    )


@dataclass(frozen=True)
class _Mark:
    rank: int  # 0 dotted number (1.2), 1 letter, 2 bracketed number, 3 dash
    step: Step
    start: int


def item_portions(text: str, body: int = 0) -> tuple[Portion, ...]:
    """Portions of one item: letters, within them bracketed numbers (also several in one sentence), within them dashes.

    ``body``: offset behind the item's own label. Paths start below the unit: ``(mục a, mục (4))``, ``(mục b, gạch đầu dòng 1)``.
    """
    marks = _marks(text, body)
    portions: list[Portion] = []
    stack: list[tuple[int, Step]] = []
    for i, mark in enumerate(marks):
        while stack and stack[-1][0] >= mark.rank:
            stack.pop()
        stack.append((mark.rank, mark.step))
        end = next((m.start for m in marks[i + 1 :] if m.rank <= mark.rank), len(text))
        end = mark.start + len(text[mark.start : end].rstrip())
        portions.append(Portion(tuple(step for _, step in stack), mark.start, end))
    return tuple(portions)


def _marks(text: str, body: int) -> list[_Mark]:
    """Marks in the order of the text, each counted on from 1 (or a) within the mark above it."""
    marks: list[_Mark] = []
    letter, bracketed, dashes = "", 0, 0
    offset = 0
    for number, line in enumerate(text.split("\n")):
        lettered = _LETTER.match(line) if number else None
        dotted = _SUBNUMBER.match(line) if number else None
        if lettered and _letter_follows(letter, lettered["label"]):
            letter, bracketed, dashes = lettered["label"], 0, 0
            marks.append(_Mark(1, Step(Level.ITEM, letter), offset))
        elif dotted:
            letter, bracketed, dashes = "", 0, 0
            marks.append(_Mark(0, Step(Level.ITEM, dotted["label"]), offset))
        elif number and _DASH.match(line):
            dashes += 1
            marks.append(_Mark(3, Step(Level.DASH, str(dashes)), offset))
        for bracket in _BRACKET.finditer(line, max(0, body - offset)):
            if int(bracket["label"]) == bracketed + 1:
                bracketed, dashes = bracketed + 1, 0
                marks.append(_Mark(2, Step(Level.ITEM, f"({bracketed})"), offset + bracket.start()))
        offset += len(line) + 1
    return marks


def _letter_follows(last: str, label: str) -> bool:
    if not last:
        return label == "a"
    at = POINT_LETTERS.find(last)
    return label in POINT_LETTERS[at + 1 : at + 3]  # "d, e" in texts without đ
