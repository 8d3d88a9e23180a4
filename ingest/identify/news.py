"""News items about a document: not the document, and their facts about it are hearsay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.numbers import NUMBER, normalize_number
from ingest.identify.dates import find_days
from ingest.identify.head import find_number
from ingest.identify.names import kind_line

_REPORTS = re.compile(
    r"(?:vừa|đã|mới)\s+(?:có|ký|ban hành|phê duyệt)\s+(?:ban hành\s+)?"
    r"(?P<what>(?:Kế hoạch|Quyết định|Chỉ thị|Công văn|Nghị quyết|Thông tư|Nghị định)\s+số\s*)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^\W*(?:Điều\s*\d|[IVX]+\.\s|Nơi nhận)")
_YEAR = re.compile(r"năm\s+(20\d{2})")
_OPENING = 3


@dataclass(frozen=True)
class NewsItem:
    """What a news item is about."""

    number: str
    title: str
    remarks: tuple[str, ...]


def news_item(lines: Sequence[str]) -> NewsItem | None:
    """The item, if a text is one: it opens by reporting that somebody issued something, and has no head or parts of its own."""
    opening = " ".join(lines[:_OPENING])
    report = _REPORTS.search(opening)
    if not report or any(kind_line(line) for line in lines[:12]) or any(_ARTICLE.match(line) for line in lines):
        return None
    if find_number([line for line in lines[:12] if len(line) < 60])[0]:
        return None
    found = NUMBER.match(opening[report.end() :])
    if not found:
        return None
    number = normalize_number(found[0])
    sentence = opening[report.start("what") :].split(". ")[0].strip(" .")
    remarks = [f"đây là tin bài về {report['what'].strip()} {number}, không phải văn bản; chưa có toàn văn trong kho"]
    days = find_days(sentence)
    if days:
        day = days[0]
        years = sorted({int(y) for y in _YEAR.findall(sentence[day.end :])})
        if day.value is None:
            remarks.append(f"tin bài ghi ngày không tồn tại: “{day.raw}”")
        elif years and years[-1] > day.value.year:
            remarks.append(
                f"tin bài ghi văn bản ban hành ngày {day.value:%d/%m/%Y} nhưng nội dung nói về năm {years[-1]}; "
                "ngày này có thể sai, hãy đối chiếu bản gốc"
            )
    return NewsItem(number, f"Tin về {sentence}"[:300], tuple(remarks))
