"""From clean text to provisions: what is an article, a plan's item, an appendix, and what is neither.

Nothing is lost: the texts of the units, joined by a newline, are the clean text again, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.provisions import Level, Path, Provision, Step
from ingest.source import CleanText
from ingest.structure.articles import article_units, counts_articles
from ingest.structure.attachments import Segment, segments
from ingest.structure.closing import closing_start
from ingest.structure.items import item_units
from ingest.structure.units import Unit, loose_units, to_provision, unique_paths

#: Kinds whose numbers mostly are I / 1 / a, and "Điều 5" at a line's start is a reference, unless articles are counted from the first.
ITEM_KINDS = frozenset(
    {"Kế hoạch", "Chỉ thị", "Công điện", "Thông báo", "Chương trình", "Công văn", "Báo cáo", "Hướng dẫn"}
)
NEWS = "Tin bài"

#: Characters of one unit of an appendix: a table of 80 pages must not be one search hit.
_APPENDIX_SIZE = 1800
#: A shorter line, such as a caption, stands in one unit with the paragraph after it.
_SHORTEST_PARAGRAPH = 80


def parse_structure(clean: CleanText, number: str, kind: str) -> tuple[tuple[Provision, ...], tuple[str, ...]]:
    """The units of a document in order, and Vietnamese warnings.

    ``"\\n".join(p.text for p in provisions) == clean.text``. ``number``: the document's number, first part of every id. ``kind``
    tells texts of articles from texts of items where both readings are possible; "" leaves it to the text.
    """
    lines = clean.lines
    if not lines:
        return (), ("tệp không có chữ nào sau khi làm sạch; hãy kiểm tra tệp gốc",)
    words = [line.text for line in lines]
    units: list[Unit] = []
    warnings: list[str] = []
    for segment in segments(words):
        part = words[segment.start : segment.end]
        found, told = _segment_units(part, segment, kind)
        units.extend(unit.shifted(segment.start) for unit in found)
        warnings.extend(told)
    units, repeated = unique_paths(units)
    warnings.extend(f"{name} đứng hai lần trong tệp; bản sau được đánh số thêm, hãy xem lại" for name in repeated)
    return tuple(to_provision(unit, number, lines) for unit in units), tuple(dict.fromkeys(warnings))


def _segment_units(lines: Sequence[str], segment: Segment, kind: str) -> tuple[list[Unit], list[str]]:
    under = segment.path
    if kind == NEWS and not under:
        return loose_units(lines, 0, len(lines), under, size=_SHORTEST_PARAGRAPH), []
    as_items = kind in ITEM_KINDS and not under and not counts_articles(lines)
    readers = (item_units, article_units) if as_items else (article_units, item_units)
    if under and segment.appendix:
        # A list in an appendix is a table more often than a text of items; only whole regulations are read as structure.
        found = article_units(lines, under=under)
        if found and sum(1 for unit in found[0] if unit.path[-1].level is Level.ARTICLE) >= _REGULATION_ARTICLES:
            return _head_as_appendix(found[0], segment), found[1]
        return _appendix_units(lines, segment), []
    for read in readers:
        found = read(lines, under=under)
        if found:
            return (_head_as_appendix(found[0], segment) if under else found[0]), found[1]
    if under:
        return _appendix_units(lines, segment), []
    return _loose(lines), ["văn bản không có điều, mục đánh số; giữ theo từng đoạn"]


_REGULATION_ARTICLES = 3


def _head_as_appendix(units: list[Unit], segment: Segment) -> list[Unit]:
    """The words above an attachment's first article are the attachment's own heading unit."""
    head, *rest = units
    if head.path[-1].level is Level.PREAMBLE:
        head = Unit(segment.path, head.start, head.end, segment.title)
    return [head, *rest]


def _appendix_units(lines: Sequence[str], segment: Segment) -> list[Unit]:
    head_end = min(segment.heading_lines, len(lines))
    units = [Unit(segment.path, 0, head_end, segment.title)]
    return units + loose_units(lines, head_end, len(lines), segment.path, size=_APPENDIX_SIZE)


def _loose(lines: Sequence[str]) -> list[Unit]:
    """A text without numbers: letterhead, paragraphs, signatures."""
    first = next((i for i, line in enumerate(lines) if _is_paragraph(line)), 0)
    path: Path = (Step(Level.PREAMBLE),)
    units = [Unit(path, 0, first)] if first else []
    closing = max(closing_start(lines, first + 1), first + 1)
    units += loose_units(lines, first, closing, (), size=_SHORTEST_PARAGRAPH)
    if closing < len(lines):
        units.append(Unit((Step(Level.CLOSING),), closing, len(lines)))
    return units


def _is_paragraph(line: str) -> bool:
    return len(line) > 60 and not line.isupper() and not re.match(r"\W*(?:V/v|Số|Căn cứ|Thực hiện)\b", line)
