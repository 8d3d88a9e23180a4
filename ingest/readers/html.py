"""Reads web pages: the text of the page in block lines, without menus, scripts and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString
from haystack import component

from ingest.readers.files import checked, sha256
from ingest.readers.numbering import ordinal
from ingest.readers.tables import table_lines
from ingest.source import IngestError, Page, SourceText

_DROPPED = (
    "script style noscript template nav header footer aside form button select textarea input svg iframe object canvas video audio"
).split()
_BLOCKS = frozenset(
    "address article blockquote body caption center dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 hr html legend "
    "li main ol p pre section summary details table ul".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_BREAK = "\n"


@component
class HtmlReader:
    """Reads an HTML file into one page of lines: a line a block, list numbers kept, a table row as "cell | cell".

    Example:
        HtmlReader().run(path="thong-tu.html")["source"].metadata["title"]
    """

    @component.output_types(source=SourceText)
    def run(self, path: Path | str) -> dict[str, SourceText]:
        """Read ``path``. Raises IngestError if it is missing, empty or has no words."""
        path = checked(path)
        soup = _parse(path.read_bytes())
        metadata = _metadata(soup)
        for tag in soup.find_all(_DROPPED):
            tag.decompose()
        for tag in soup.find_all(style=_HIDDEN):
            if not tag.decomposed:
                tag.decompose()
        text = "\n".join(lines_of(soup.body or soup))
        if not text.strip():
            raise IngestError(
                "Trang web không có chữ nào ngoài thực đơn và mã lệnh; hãy lưu lại trang sau khi nội dung đã hiện."
            )
        source = SourceText(path, sha256(path), "html", (Page(number=None, text=text),), metadata)
        return {"source": source}


def lines_of(tag: Tag) -> list[str]:
    """The lines of a block, in reading order; blanks run together as a browser shows them."""
    pieces = "".join(_pieces(tag)).split(_BREAK)
    return [line for piece in pieces if (line := re.sub(r"[^\S\n]+", " ", piece).strip())]


def _parse(raw: bytes) -> BeautifulSoup:
    # UTF-8 that decodes is UTF-8: saved pages often still declare the encoding their server used.
    try:
        return BeautifulSoup(raw.decode("utf-8-sig"), "lxml")
    except UnicodeDecodeError:
        return BeautifulSoup(raw, "lxml")


def _metadata(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    if soup.title and (title := soup.title.get_text(" ", strip=True)):
        found["title"] = title
    for meta in soup.find_all("meta"):
        name, content = meta.get("name") or meta.get("property"), meta.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            found.setdefault(name.lower(), content.strip())
    return found


def _pieces(tag: Tag) -> Iterator[str]:
    """Pieces of text with ``_BREAK`` at the edges of blocks."""
    numbers = _numbers(tag) if tag.name == "ol" else None
    for child in tag.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, Comment | PreformattedString):
                yield str(child) if tag.name == "pre" else str(child).replace("\n", " ")
        elif isinstance(child, Tag):
            if child.name == "br":
                yield _BREAK
            elif child.name == "table":
                rows = [
                    [lines_of(cell) for cell in row.find_all(["td", "th"], recursive=False)]
                    for row in child.find_all("tr")
                    if row.find_parent("table") is child
                ]
                yield _BREAK + _BREAK.join(table_lines(rows)) + _BREAK
            elif child.name == "li":
                label = f"{next(numbers)} " if numbers else "- "
                # An item's text often stands in a block of its own; its number belongs on that line.
                yield _BREAK + label + "".join(_pieces(child)).lstrip() + _BREAK
            elif child.name in _BLOCKS:
                yield _BREAK
                yield from _pieces(child)
                yield _BREAK
            else:
                yield from _pieces(child)


def _numbers(tag: Tag) -> Iterator[str]:
    """The labels a browser shows before the items of an ordered list."""
    form = _LIST_TYPES.get(str(tag.get("type", "1")), "decimal")
    number = _integer(tag.get("start"), 1)
    for item in tag.find_all("li", recursive=False):
        number = _integer(item.get("value"), number)
        yield f"{ordinal(number, form)}."
        number += 1


def _integer(value: object, default: int) -> int:
    return int(str(value)) if re.fullmatch(r"-?\d+", str(value)) else default
