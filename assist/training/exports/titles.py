"""Titles that tell their whole subject: smaller type before fewer words; words left out at a boundary of meaning, without dots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from assist.training.exports import master, metrics
from assist.training.exports.metrics import Run

#: "Điều 5 Luật Mượn sách số 12/2030/QH99: ai được mượn": the place, the document's kind, its name if it has one, its number, the
#: subject.
_PLACE = re.compile(
    r"^(?P<place>(?:Điều|Mục|Khoản|Chương|Phần|Phụ lục) \S+) "
    r"(?P<kind>Bộ luật|Luật|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Quyết định|Kế hoạch|Chỉ thị|Pháp lệnh)\b"
    r"(?P<name>.*?) (?:số )?(?P<number>\d+/[^\s:]+): (?P<subject>.+)$"
)
_FEWEST_WORDS = 3  # of what is left of a title
#: Where a title may end, the best first. A comma before the second of two verbs ("phòng, chống") parts nothing.
_BOUNDARIES = (
    re.compile(r"; "),
    re.compile(r", (?!chống\b)| – "),
    re.compile(r" (?:và|hoặc|khi|nếu|để|trong|theo|do|vì|thì|đối với|cho|của|về) "),
    re.compile(r": "),
)


def shorter(words: str) -> Iterator[str]:
    """The title, then the same in fewer and fewer words: without the document's number, which the foot has, then its name, then
    without its last parts.

    >>> list(shorter("Điều 5 Luật Mượn sách số 12/2030/QH99: ai được mượn; ai được gia hạn"))[1:3]
    ['Điều 5 Luật Mượn sách: ai được mượn; ai được gia hạn', 'Điều 5 Luật 12/2030/QH99: ai được mượn; ai được gia hạn']
    """
    yield words
    if found := _PLACE.match(words):
        if found["name"]:
            yield "{place} {kind}{name}: {subject}".format(**found.groupdict())
        words = "{place} {kind} {number}: {subject}".format(**found.groupdict())
        yield words
    for boundary in _BOUNDARIES:
        ends = [found.start() for found in boundary.finditer(words)]
        for end in reversed(ends):
            if len(words[:end].split()) >= _FEWEST_WORDS and not _inside_brackets(words, end):
                yield words[:end].rstrip(" ,;:–")


def _inside_brackets(words: str, at: int) -> bool:
    return words.count("(", 0, at) > words.count(")", 0, at) or words.count("“", 0, at) > words.count("”", 0, at)


def shortened(words: str, room: float, size: float, most: int = 1, *, bold: bool = True) -> str:
    """The longest of ``shorter`` that so many lines hold; where none is short enough, as many whole words as they hold."""
    for each in shorter(words):
        if metrics.count_lines([Run(each, bold)], room, size) <= most:
            return each
    return metrics.cut(words, room, size, most, bold=bold).rstrip("… ,;:–")


def title(words: str, count: str = "") -> tuple[str, float]:
    """A slide's title with its count, and the size of its type: large in one line, smaller in two. ``count``: ``(1/3)`` or "".

    A document that has a name loses its number for the sake of one line; more is left out only where two lines cannot hold it.
    """
    tail = f" {count}" if count else ""
    found = _PLACE.match(words)
    whole_or_named = list(islice(shorter(words), 2 if found and found["name"] else 1))
    for most, sizes in ((1, (master.TITLE_SIZE, *master.TITLE_SMALLER)), (2, master.TITLE_SMALLER)):
        for each in whole_or_named:
            for size in sizes:
                if metrics.count_lines([Run(each + tail, True)], master.WIDTH, size) <= most:
                    return each + tail, size
    size = master.TITLE_SMALLER[-1]
    room = master.WIDTH - metrics.width(tail, size, bold=True) / 2
    return shortened(words, room, size, 2) + tail, size
