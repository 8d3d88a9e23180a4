"""How much room words take on a slide: DejaVu Sans, measured by its own advance widths, in points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

FONT = "DejaVu Sans"
#: What a machine without DejaVu Sans should take: its letters are as wide, and it has every Vietnamese one.
FALLBACK = "Verdana"
LEADING = 1.27  # of the size, from one line to the next: room for a letter with two marks above it (Ẫ) under a g
_SLACK = 0.97  # of the width: programs round the widths of letters each in its own way
_EM = 1000  # the size that widths are measured at, in the font's own thousandths
_SPACE = " \t\n"  # where a line may break; a no-break space is none
_SPACES = re.compile(f"[{_SPACE}]+")
_SENTENCE = re.compile(r"(?<=[.;:?!])\s+")


@dataclass(frozen=True)
class Run:
    """Words of one look. ``look``: "" or ``mark`` (not verified), ``quiet``, ``good``, ``bad``, ``head``, ``white``.

    ``scale``: of the paragraph's size.
    """

    text: str
    bold: bool = False
    look: str = ""
    scale: float = 1.0


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Of a line of text, in points. ``size``: points."""
    return _word_width(text, bold) * size / _EM


def count_lines(runs: Sequence[Run], room: float, size: float) -> int:
    """The lines that a paragraph takes in a column ``room`` points wide."""
    return len(wrap(runs, room, size))


def holds_words(runs: Sequence[Run], room: float, size: float) -> bool:
    """Whether no word has to be broken within."""
    words = ((word, run) for run in runs for word in filter(None, _SPACES.split(run.text)))
    return all(width(word, size * run.scale, bold=run.bold) <= room * _SLACK for word, run in words)


def wrap(runs: Sequence[Run], room: float, size: float) -> list[str]:
    """The lines of a paragraph, broken at spaces as office programs do; a word wider than the column is broken within."""
    return list(_wrapped(tuple(runs), room, size))


@lru_cache(maxsize=20_000)
def _wrapped(runs: tuple[Run, ...], room: float, size: float) -> tuple[str, ...]:
    most = room * _SLACK
    lines, used = [""], 0.0
    for run in runs:
        own = size * run.scale
        space = width(" ", own, bold=run.bold)
        for word in filter(None, _SPACES.split(run.text)):
            for piece in _pieces(word, most, own, bold=run.bold):
                needs = width(piece, own, bold=run.bold)
                if lines[-1] and used + space + needs > most:
                    lines.append("")
                    used = 0.0
                used += needs + (space if lines[-1] else 0.0)
                lines[-1] = f"{lines[-1]} {piece}".lstrip()
    return tuple(lines)


def split_text(text: str, room: float, size: float, most: int) -> list[str]:
    """A text in as few pieces of ``most`` lines at the most as will do, none much longer than another.

    It is cut between sentences, or between words where a sentence is longer.
    """
    found = _split(text, room, size, most)
    for fewer in range(1, most):
        even = _split(text, room, size, fewer)
        if len(even) == len(found):
            return even
    return found


def _split(text: str, room: float, size: float, most: int) -> list[str]:
    pieces: list[str] = []
    for sentence in _SENTENCE.split(text):
        joined = f"{pieces[-1]} {sentence}" if pieces else sentence
        if pieces and count_lines([Run(joined)], room, size) <= most:
            pieces[-1] = joined
            continue
        lines = wrap([Run(sentence)], room, size)
        pieces.extend(" ".join(lines[at : at + most]) for at in range(0, len(lines), most))
    return pieces


def cut(text: str, room: float, size: float, most: int, *, bold: bool = False) -> str:
    """The text, or as much of it as ``most`` lines hold, with a sign that more is left out."""
    lines = wrap([Run(text, bold)], room, size)
    if len(lines) <= most:
        return text
    words = " ".join(lines[:most]).split(" ")
    while words and count_lines([Run(f"{' '.join(words)}…", bold)], room, size) > most:
        words.pop()
    return f"{' '.join(words).rstrip(',;:–')}…"


def _pieces(word: str, most: float, size: float, *, bold: bool) -> list[str]:
    if width(word, size, bold=bold) <= most:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > most:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _word_width(text: str, bold: bool) -> float:
    return float(_font(bold).getlength(text))


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    # matplotlib carries the font, so that slides come out alike on machines without it
    found = find_spec("matplotlib")
    carried = Path(found.origin).parent / "mpl-data/fonts/ttf" / name if found and found.origin else Path(name)
    return ImageFont.truetype(str(carried) if carried.is_file() else name, _EM)
