"""Facts that a file states about its document beside the text: front matter, tables of attributes, the title line of a portal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.numbers import NUMBER, fold, normalize_number

#: The spellings of one field in front matter and tables, accents, case and separators aside.
_KEYS = {
    "number": ("sohieu", "sokyhieu"),
    "kind": ("loaivanban", "loai"),
    "issuer": ("coquan", "coquanbanhanh"),
    "issued": ("ngaybanhanh",),
    "effective": ("hieuluc", "ngayhieuluc", "ngaycohieuluc"),
    "signer": ("nguoiky",),
    "title": ("trichyeu",),
    "heading": ("title",),
}
_FIELD_OF = {spelling: field for field, spellings in _KEYS.items() for spelling in spellings}
_ROW = re.compile(
    r"^\s*(?:\|\s*|[-*]\s+)?\*{0,2}(?P<key>[^\W\d][\w ]{3,24}?)\*{0,2}\s*(?:\||:)\s*\*{0,2}\s*(?P<value>.+?)\s*\|?\s*$"
)
_KIND = (
    r"(?P<kind>Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Pháp lệnh|Quyết định|Chỉ thị|Công điện)"
)
_PORTAL = re.compile(rf"^{_KIND}\s(?P<title>.+?)\s+(?:số\s+)+(?P<number>\S+)$", re.IGNORECASE)
_TITLE_LINE = re.compile(rf"^[#\s*]*(?:{_KIND}\s+(?:số\s+)?)?(?P<rest>\d.*)$", re.IGNORECASE)


def stated_facts(metadata: Mapping[str, Any], first_lines: Sequence[str]) -> dict[str, Any]:
    """Field name to value: front matter first, then rows such as "| Số hiệu | … |" and "- **Số hiệu:** …"."""
    facts: dict[str, Any] = {}
    for key, value in metadata.items():
        field = _FIELD_OF.get(_plain(str(key)))
        if field and value not in (None, "") and field not in facts:
            facts[field] = value
    for line in first_lines:
        row = _ROW.match(line)
        field = _FIELD_OF.get(_plain(row["key"])) if row else None
        if row and field and field not in {"heading", *facts}:
            facts[field] = row["value"].strip(" *|")
    return facts


def portal_title(lines: Sequence[str]) -> tuple[str, str, str] | None:
    """Kind, title and number of a portal's title line: "Luật Phòng, chống mua bán người số 66/2011/QH12"."""
    for line in lines[:8]:
        found = _PORTAL.match(line.strip(" *#"))
        if found and NUMBER.fullmatch(normalize_number(found["number"])):
            return found["kind"].capitalize(), found["title"].strip(), normalize_number(found["number"])
    return None


def number_in_title(line: str) -> str | None:
    """The number that a Markdown title begins with: "# Nghị định 213/2026/NĐ-CP quy định …"."""
    found = _TITLE_LINE.match(line.strip())
    number = NUMBER.match(found["rest"]) if found else None
    return normalize_number(number[0]) if number else None


def _plain(key: str) -> str:
    return re.sub(r"[\W_]", "", fold(key))
