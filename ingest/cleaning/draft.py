"""The line that the stages of cleaning hand to each other, and what they took out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.source import Page, Removed

#: Every way a line can end, form feeds of text files made from PDF included.
_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")


@dataclass(slots=True)
class Draft:
    """A line on its way to clean text.

    ``offset``: of its first character in the page's text as read. ``gap``: empty lines stood before it. ``opens_page``: first line
    of its page. ``after_rule``: a long run of blanks stood before it, as text layers show the rule over footnotes.
    ``breaks``: (offset in ``text``, page) of each page that begins inside it.
    """

    text: str
    page: int | None
    offset: int
    gap: bool = False
    opens_page: bool = False
    after_rule: bool = False
    breaks: tuple[tuple[int, int], ...] = ()


#: What a stage takes in and gives back: the lines that stay and all that was removed so far.
Removals = list[Removed]


def split_lines(page: Page) -> list[Draft]:
    """The lines of a page with their offsets; empty ones are dropped and remembered as ``gap``."""
    drafts: list[Draft] = []
    position, gap, after_rule = 0, False, False
    text = page.text
    while position <= len(text):
        end = _LINE_END.search(text, position)
        raw = text[position : end.start()] if end else text[position:]
        stripped = raw.strip()
        if stripped:
            offset = position + raw.index(stripped[0])
            drafts.append(Draft(stripped, page.number, offset, gap, not drafts, after_rule))
            gap, after_rule = False, False
        else:
            gap = True
            after_rule = after_rule or len(raw) >= 20
        if not end:
            break
        position = end.end()
    return drafts


def drop_lines(lines: list[Draft], drop: dict[int, str], removed: Removals) -> list[Draft]:
    """The lines but those whose index is in ``drop``; the first line left on a page opens it."""
    kept: list[Draft] = []
    opens = False
    for i, line in enumerate(lines):
        opens = opens or line.opens_page
        if i in drop:
            removed.append(Removed(line.text, line.page, drop[i]))
            continue
        line.opens_page, opens = opens, False
        kept.append(line)
    return kept


def pages_of(lines: list[Draft]) -> list[list[int]]:
    """Indexes of the lines of each page, in order."""
    pages: dict[int | None, list[int]] = {}
    for i, line in enumerate(lines):
        pages.setdefault(line.page, []).append(i)
    return list(pages.values())
