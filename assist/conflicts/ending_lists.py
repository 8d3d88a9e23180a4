"""Documents that a final article ends in a list: "Thông tư số A …, Thông tư số B … hết hiệu lực", "Bãi bỏ: a) Quyết định số …".

The reader of final articles that files are ingested with takes one document at a time and leaves what stands later in a list. Taken
here are whole documents at the head of an item; what describes another (the texts it amended, guided, was amended by) is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.citations import Citation, find_citations
from corpus.provisions import Provision, ProvisionId
from ingest.finals.statements import Statement, statements
from ingest.identify.dates import find_days


@dataclass(frozen=True)
class Listed:
    """One document ended. ``on``: the day said for it, None if the text says none; ``replaced``: by the acting text."""

    target: str
    by: ProvisionId
    on: date | None
    replaced: bool
    words: str  # the line it stands in


_KIND = r"(?:bộ luật|luật|pháp lệnh|nghị định|thông tư liên tịch|thông tư|nghị quyết|quyết định|chỉ thị)"
_KINDLY = re.compile(_KIND, re.IGNORECASE)
_ACT = re.compile(
    rf"(?<!được )(?<!bị )(?<!hoặc )(?<!và )(?<!, )(?<!bổ sung )\b(?P<verb>thay\s+thế(?:\s+cho)?|thay\s+cho|bãi\s+bỏ|h[ủu][ỷy]\s+bỏ)"
    rf"(?:\s+(?:toàn bộ|các|những|văn bản|quy phạm pháp luật|sau|đây|cho))*\s*(?::|(?={_KIND}\b))",
    re.IGNORECASE,
)
_CEASE = re.compile(
    r"(?:hết|chấm\s+dứt)\s+hiệu\s+lực(?:\s+thi\s+hành)?(?=\s*(?:[.;:,]|$)|\s+(?:kể\s+)?(?:từ|khi)\b)", re.IGNORECASE
)
#: The line above a list: "Các văn bản sau đây hết hiệu lực kể từ ngày …:".
_HEAD = re.compile(
    r"\b(?:thay\s+thế|bãi\s+bỏ|h[ủu][ỷy]\s+bỏ|(?:hết|chấm\s+dứt)\s+hiệu\s+lực)\b[^.;]*:\s*$", re.IGNORECASE
)
_SINCE = re.compile(r"\W*(?:\d{1,2}[.)]\s*)?(?:kể\s+)?từ\s+(?=ngày\s+\d)", re.IGNORECASE)
#: "Bãi bỏ nội dung về … tại các văn bản sau:": parts of them.
_PARTS = re.compile(
    r"\b(?:nội dung|một số|cụm từ|từ ngữ|tại các|trong các|đối với|quy định (?:về|của|tại))\b", re.IGNORECASE
)
#: A rule about documents that will end one day, not an end.
_SUPPOSED = re.compile(
    r"\b(?:trường hợp|nếu|cho đến|đến khi|trước khi|sau khi|đã hết|chưa hết|còn|trước ngày|đến ngày|dẫn chiếu|viện dẫn)\b",
    re.IGNORECASE,
)
#: Right before a document: the beginning of an item (the beginning of all counts as one), or what joins two.
_ITEM = re.compile(
    r";\W*(?:(?:và|các|cả|toàn bộ|\d{1,2}[.)]|[a-zđ]\d?\))\s*)*$|(?:\bthì|có hiệu lực(?: thi hành)?)[,:]?\s*(?:các\s+)?$|:\s*$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:,|\bvà|\bcùng)\s*(?:các\s+)?$", re.IGNORECASE)
#: Between two documents: the second belongs to what the first is about.
_ABOUT = re.compile(
    r"sửa đổi|bổ sung|hướng dẫn|thi hành|thực hiện|đính chính|quy định chi tiết|\btheo\b|\btại\b|kèm theo|điều chỉnh",
    re.IGNORECASE,
)


def read_lists(provision: Provision) -> Iterator[Listed]:
    """The documents that an article's lines end, of those listed whole."""
    head: Statement | None = None
    for statement in statements(provision):
        text = statement.text
        if head is not None and not _below(statement, head):
            head = None
        if head is not None:
            yield from _items(
                text,
                statement.by,
                _day(head.text) or _first_day(head.text),
                "thay" in head.text.lower(),
                f"{head.text}\n{text}",
            )
        elif (opened := _HEAD.search(text)) and not _SUPPOSED.search(text) and not _PARTS.search(opened[0]):
            head = statement
        for found in _CEASE.finditer(text):
            first = max(text.rfind(". ", 0, found.start()) + 1, text.rfind(": ", 0, found.start()) + 1, 0)
            if not _SUPPOSED.search(text[first : found.start()]):
                region = text[first : found.start()]
                day = _day(text[found.start() :]) or _first_day(region)
                yield from _items(region, statement.by, day, False, text)
        for found in _ACT.finditer(text):
            rest = re.split(r"\.\s|hết hiệu lực", text[found.end() :])[0]
            if not _SUPPOSED.search(text[: found.start()]):
                yield from _items(rest, statement.by, None, "thay" in found["verb"].lower(), text)


def _below(statement: Statement, head: Statement) -> bool:
    """Whether a line is an item of the list a line above it begins."""
    inner, outer = statement.by.path, head.by.path
    if len(inner) > len(outer) and inner[: len(outer)] == outer:
        return True
    return inner == outer and bool(re.match(r"\s*[-+–•]", statement.text))


def _items(region: str, by: ProvisionId, on: date | None, replaced: bool, words: str) -> Iterator[Listed]:
    """The whole documents at the head of an item of a list."""
    previous: Citation | None = None
    taken = False
    for citation in find_citations(region):
        if not citation.document_name:
            continue
        gap = region[previous.end : citation.start] if previous else f";{region[: citation.start]}"
        joined = taken and _JOINED.search(gap) and not _ABOUT.search(gap)
        whole = len(citation.targets) == 1 and not citation.targets[0].path and _KINDLY.match(citation.text)
        taken = bool(whole and (_ITEM.search(gap) or joined))
        if previous is None and not taken:
            return  # "Điều 2 Thông tư số A về … của Quyết định số B; Quyết định số C": all may belong to the part
        if taken and citation.targets[0].document != by.document:
            yield Listed(citation.targets[0].document, by, on, replaced, words)
        previous = citation


def _day(text: str) -> date | None:
    """The day named right after "hết hiệu lực"."""
    found = _CEASE.search(text)
    days = find_days(text[found.end() if found else 0 :][:60])
    return days[0].value if days else None


def _first_day(text: str) -> date | None:
    """The day a sentence begins with: "Từ ngày 01 tháng 7 năm 2022, các Thông tư …"."""
    found = _SINCE.match(text)
    days = find_days(text[found.end() :][:40]) if found else []
    return days[0].value if days else None
