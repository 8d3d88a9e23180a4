"""Stage 2: Markdown and HTML marks out of texts that carry them, the words inside kept.

Only for readers whose texts may be Markdown: a law's own asterisks and number signs stay where there is no mark to read.
"""

from __future__ import annotations

import re

#: A line without any of these has no markup: most lines are done after this one test.
_SUSPECT = re.compile(r"[*_#\[|<>\\`~]|^\s*[+\-=]{3,}\s*$")

_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
# "> 18 tuổi" is a comparison, not a quotation: a figure after the mark keeps it, unless it is a clause's label ("> 1. Người …")
_QUOTE = re.compile(r"^(?:>\s?)+(?!\s*\d+(?:[.,]\d+)*(?![\d.)]))")
_TABLE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_RULE = re.compile(r"^(?:[-*_=~]\s?){3,}$|^`{3,}\w*$")
_BULLET = re.compile(r"^\*\s+(?=\S)")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\(\s*<?([^()\s>]*(?:\([^()]*\)[^()\s]*)*)>?[^()]*\)")
_AUTO_LINK = re.compile(r"<((?:https?://|mailto:)[^>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s+[\w-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*\s*/?>|</\w+$|<!--.*?-->")
_STRONG = re.compile(r"\*{2,}")
_EMPHASIS = re.compile(r"(?<![0-9*])\*(?=[^\s*])([^*]*?)(?<=[^\s*])\*(?![0-9*])")
_UNDERSCORE = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]*?)(?<=[^\s_])_(?![\w_])")
_CODE = re.compile(r"`([^`]+)`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")

RULE = "kẻ ngang"
ADDRESS = "địa chỉ liên kết"
TAG = "thẻ HTML"


def strip_markup(line: str) -> tuple[str, list[tuple[str, str]]]:
    """The words of a line without its marks, and what went with them as (text, reason): link addresses, tags, rules.

    >>> strip_markup("### Điều 3. **Giải thích** từ ngữ")
    ('Điều 3. Giải thích từ ngữ', [])
    >>> strip_markup("xem [mẫu số 1](https://vi.du/mau)")
    ('xem mẫu số 1', [('https://vi.du/mau', 'địa chỉ liên kết')])
    """
    if not _SUSPECT.search(line):
        return line, []
    removed: list[tuple[str, str]] = []
    if (_TABLE_RULE.match(line) and "-" in line) or _RULE.match(line):
        return "", [(line, RULE)]

    line = _QUOTE.sub("", line)
    heading = _HEADING.match(line)
    if heading:
        line = heading.group(1)
    line = _BULLET.sub("- ", line)

    def take(found: re.Match[str], reason: str, group: int = 0) -> None:
        if found.group(group):
            removed.append((found.group(group), reason))

    def link(found: re.Match[str]) -> str:
        take(found, ADDRESS, 2)
        return found.group(1)

    def drop(found: re.Match[str]) -> str:
        take(found, TAG)
        return " " if found.group().lower().startswith(("<br", "<p", "</p", "<td", "<li")) else ""

    if "](" in line:
        line = _LINK.sub(link, line)
    if "<" in line:
        line = _AUTO_LINK.sub(r"\1", line)
        line = _TAG.sub(drop, line)
    if "*" in line:
        line = _EMPHASIS.sub(r"\1", _STRONG.sub("", line))
    if "_" in line:
        line = _UNDERSCORE.sub(r"\1", line)
    if "`" in line:
        line = _CODE.sub(r"\1", line)
    if "\\" in line:
        line = _ESCAPE.sub(r"\1", line)
    if line.startswith("|"):
        line = " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    return re.sub(r" {2,}", " ", line).strip(), removed
