"""From recognised words with their places on the page to lines of text in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

# A blank this many times as wide as the line is high parts two columns (a title beside a stamp, "Nơi nhận" beside the signer).
_COLUMN = 2.5
# The two columns of a letterhead come closer ("VĂN PHÒNG CHÍNH PHỦ" and the country's name), yet never as close as two words.
_LETTERHEAD_COLUMN, _LETTERHEAD_SHARE = 1.0, 0.25


@dataclass(frozen=True)
class Word:
    """A recognised word: its box in pixels from the top left, tesseract's (block, paragraph, line), confidence 0-100."""

    text: str
    left: int
    top: int
    width: int
    height: int
    line: tuple[int, int, int]
    confidence: float


def page_text(words: Sequence[Word], height: int) -> str:
    """The text of a page ``height`` pixels high: a line a printed line, an empty line between paragraphs.

    Where columns stand side by side each keeps its own line, the left one first.
    """
    out: list[str] = []
    before: tuple[int, int] | None = None
    for key, group in groupby(words, key=lambda word: word.line):
        if before is not None and key[:2] != before:
            out.append("")
        before = key[:2]
        out.extend(" ".join(word.text for word in part) for part in _columns(list(group), height))
    return "\n".join(out)


def _columns(line: list[Word], height: int) -> Iterator[list[Word]]:
    """The parts of a printed line that wide blanks separate."""
    size = median(word.height for word in line)
    in_letterhead = line[0].top < height * _LETTERHEAD_SHARE
    part = [line[0]]
    for left, right in pairwise(line):
        gap = right.left - (left.left + left.width)
        # Only capitals open the right column of a letterhead; "ngày 05 <written by hand> tháng" stays whole.
        opens = in_letterhead and right.text[0].isupper() and gap > size * _LETTERHEAD_COLUMN
        if gap > size * _COLUMN or opens:
            yield part
            part = []
        part.append(right)
    yield part
