"""Stage 6: headings that a source glued to the end of the paragraph before get their own line; tables of contents go.

"… tự thú.Điều 5. Nguồn tin …" and, in excerpts of the codification, "… sinh sống.Điều 39.3.LQ.2. Đối tượng …".
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cleaning.draft import Draft, Removals
from ingest.cleaning.units import ARTICLE
from ingest.source import Removed

CONTENTS = "mục lục"

_ENDED = r"[.;:!?…)\]”\"*]"
#: No blank before it: glued for certain, if a sentence ends before it and a title or the line's end follows.
_GLUED = re.compile(
    rf"(?<={_ENDED})(?=Điều\s\d{{1,3}}(?:\.\d{{1,3}})*(?:\.[A-ZĐ]{{2,5}}(?:\.\d{{1,4}})+)?[a-zđ]{{0,2}}\.(?:\s+[\"“(\w]|\s*$))"
    rf"|(?<=[.;)”])(?=(?:Chương\s[IVXLC]+|Mục\s\d+)\s*(?:$|[.:]|\s[A-ZĐ]))"
)
#: A blank before it: a heading only if it is the next in number.
_SPACED = re.compile(r"(?<=[.;”] )(?=Điều (\d{1,3})[a-zđ]?\.\s[A-ZĐÂĂÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝ])")
_LEADERS = re.compile(r"^(?=.*\w)(.*?)\s*(?:\.\s?){5,}\s*\d{1,4}$|^(?=.*\w)(.*?)\s*…{2,}\s*\d{1,4}$")


def split_positions(line: str, last_article: int) -> list[int]:
    """Where headings begin inside a line; ``last_article``: number of the last article heading before it (0: none).

    >>> split_positions("Hết một câu.Điều 5. Nguồn tin", 4)
    [12]
    >>> split_positions("theo quy định tại Điều 5. Trường hợp khác", 4)
    []
    """
    if "Điều" not in line and "Chương" not in line and "Mục" not in line:
        return []
    places = {m.start() for m in _GLUED.finditer(line)}
    for found in _SPACED.finditer(line):
        if int(found.group(1)) == last_article + 1:
            places.add(found.start())
            last_article += 1
    # Inside brackets stand related articles and sources, not headings.
    return [p for p in sorted(places) if line.count("(", 0, p) <= line.count(")", 0, p)]


def split_headings(lines: list[Draft], raw: dict[int | None, str]) -> list[Draft]:
    """Each glued heading on a line of its own. ``raw``: text of each page as read, to find the heading's own offset."""
    out: list[Draft] = []
    last = 0
    for line in lines:
        heading = ARTICLE.match(line.text)
        if heading:
            last = int(heading["number"])
        places = split_positions(line.text, last)
        if not places:
            out.append(line)
            continue
        starts = [0, *places]
        offset = line.offset
        for start, end in zip(starts, [*places, len(line.text)], strict=True):
            part = line.text[start:end].strip()
            if start:
                offset = _offset_of(part, raw.get(line.page, ""), offset)
            out.append(
                replace(
                    line, text=part, offset=offset, gap=line.gap or start > 0, opens_page=line.opens_page and not start
                )
            )
            heading = ARTICLE.match(part)
            if heading:
                last = int(heading["number"])
    return out


def _offset_of(part: str, raw: str, after: int) -> int:
    """Where ``part`` begins in the raw text at or after ``after``; ``after`` itself if its letters were changed."""
    words = r"\W+".join(re.findall(r"\w+", part)[:4]).replace("Đ", "[ĐÐ]")
    found = re.compile(words).search(raw, after)
    return found.start() if found else after


def drop_contents(lines: list[Draft], removed: Removals) -> list[Draft]:
    """The lines without tables of contents: three or more lines near each other that end in dot leaders and a page number."""
    marked = [i for i, line in enumerate(lines) if _LEADERS.match(line.text)]
    drop: set[int] = set()
    run: list[int] = []
    for i in [*marked, len(lines) + 10]:
        if run and i - run[-1] > 3:
            if len(run) >= 3:
                drop.update(range(run[0], run[-1] + 1))
            run = []
        run.append(i)
    if not drop:
        return lines
    removed.extend(Removed(lines[i].text, lines[i].page, CONTENTS) for i in sorted(drop))
    return [line for i, line in enumerate(lines) if i not in drop]
