"""From the words a reader read to clean paragraphs: one module a stage, in the order in which ``Cleaner`` calls them.

characters → markup → furniture → adverts → misreads → headings → lines
"""

from __future__ import annotations

from haystack import component

from ingest.cleaning import adverts, furniture, headings, misreads
from ingest.cleaning.characters import clean_characters, decode_entities
from ingest.cleaning.draft import Draft, Removals, split_lines
from ingest.cleaning.lines import join_lines, measure
from ingest.cleaning.markup import strip_markup
from ingest.source import CleanText, Line, Page, Removed, SourceText

__all__ = ["Cleaner"]

#: Readers whose texts may carry Markdown or HTML.
_MARKED = frozenset({"text", "html"})
#: Readers whose lines are as wide as a sheet.
_PAGED = frozenset({"pdf", "scan"})


@component
class Cleaner:
    """Cleans what a reader read.

    Nothing is lost: each letter and digit read stands in a line or in ``removed``, but for misreads of a recogniser that were
    mended (these are in ``removed`` with the reason "sửa nhận dạng").

    >>> from pathlib import Path
    >>> page = Page(1, "Ðiều 5. Nguồn tin\\nTin do người\\ndân báo.")
    >>> Cleaner().run(SourceText(Path("a.pdf"), "", "pdf", (page,)))["clean"].text
    'Điều 5. Nguồn tin\\nTin do người dân báo.'
    """

    @component.output_types(clean=CleanText)
    def run(self, source: SourceText) -> dict[str, CleanText]:
        """Clean one file's text. ``source``: pages as read. Returns ``{"clean": CleanText}``."""
        removed: Removals = []
        paged = source.reader in _PAGED
        drafts = [draft for page in source.pages for draft in _read(page, source.reader in _MARKED, removed)]
        drafts = furniture.remove_furniture(drafts, removed, paged=paged, portal=source.reader != "scan")
        drafts = _without_adverts(drafts, removed)
        if any(page.method == "ocr" for page in source.pages):
            drafts = misreads.mend_misreads(drafts, removed)
        drafts = headings.drop_contents(drafts, removed)
        drafts = headings.split_headings(drafts, {page.number: page.text for page in source.pages})
        drafts = join_lines(drafts, measure(drafts, paged=paged)) if drafts else []
        lines = tuple(Line(d.text, d.page, d.offset, d.breaks) for d in drafts)
        return {"clean": CleanText(lines, tuple(removed))}


def _read(page: Page, marked: bool, removed: Removals) -> list[Draft]:
    """The page's lines after the stages that look at one line alone."""
    out: list[Draft] = []
    for draft in split_lines(page):
        text = clean_characters(draft.text)
        if marked:
            text, taken = strip_markup(decode_entities(text))
            removed.extend(Removed(what, page.number, reason) for what, reason in taken)
        if text:
            draft.text = text
            out.append(draft)
    return out


def _without_adverts(drafts: list[Draft], removed: Removals) -> list[Draft]:
    out: list[Draft] = []
    for draft in drafts:
        text, cut = adverts.cut_adverts(draft.text)
        removed.extend(Removed(what, draft.page, adverts.REASON) for what in cut)
        if text:
            draft.text = text
            out.append(draft)
    return out
