"""From which day a text applies, and which of its provisions from another day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from corpus.citations import find_citations
from corpus.documents import Document, Evidence, Validity
from corpus.provisions import ProvisionId
from ingest.finals.statements import Statement
from ingest.identify.dates import find_days, missing_day

_KINDS = (
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Thông tư liên tịch|Thông tư|Nghị quyết liên tịch|Nghị quyết|Quyết định|Chỉ thị|"
    r"Kế hoạch|Quy chế|Hiến pháp|Chương trình|Hướng dẫn|Văn bản)"
)
#: "Luật này", "Thông tư liên tịch này": the document that speaks.
OWN = rf"{_KINDS} này"
_COMES = re.compile(r"có\s+hiệu\s+lực(?:\s+(?:thi|thị|thí)\s+hành)?(?=\s+(?:(?:kể\s+)?t[ừù]|sau|vào)\b)", re.IGNORECASE)
_OWN_SUBJECT = re.compile(rf"(?:^|[.:]\s|^\W*(?:Điều\s+\d+\w?\.|\d+[a-z]?\.)\s*)[\W_]*{OWN}\s*$", re.IGNORECASE)
_SIGNING = re.compile(r"^\W*(?:(?:kể\s+)?từ\s+)?ngày\s+(?:ký|ban hành|thông qua)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"sau\s+(?P<n>\d{1,3})\s*(?:\([^)]*\)\s*)?ngày\s*,?\s*(?:(?:kể|tính)\s+)?từ\s+ngày\s+"
    r"(?P<from>ký|ban hành|thông qua|đăng\s+Công báo|công bố)",
    re.IGNORECASE,
)
_NAMES_A_WHOLE = re.compile(
    r"(?:^|[.:,;]|\b(?:trừ|riêng|và|với|\d\.))\s*(?:các\s+|những\s+)?(?:(?:nội dung\s+)?quy định\s+(?:tại|của|ở)\s+)?$",
    re.IGNORECASE,
)
_WINDOW = 90
#: A day further on belongs to another clause ("kể từ ngày ký và thay cho Quyết định … ngày 11 tháng 5").
_NEAR = 20


@dataclass
class Commencement:
    """What the statements told: the whole's first day, other days of single provisions, and what could not be read."""

    validity: Validity = field(default_factory=Validity)
    partial: dict[ProvisionId, Validity] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_commencement(document: Document, stated: Sequence[Statement]) -> Commencement:
    """Read every "có hiệu lực từ …" of the document about itself.

    A day counted from signing or adoption is worked out from the day of issue, and the evidence says so; one counted from
    publication in the gazette stays open, with a remark.
    """
    result = Commencement()
    for statement in stated:
        begin = 0
        for comes in _COMES.finditer(statement.text):
            subject = statement.text[begin : comes.start()]
            when = re.split(r";|\.\s|,\s*trừ\b", statement.text[comes.end() : comes.end() + _WINDOW])[0]
            begin = comes.end()
            cited = _own_places(subject, document.number, statement.by)
            if not cited and not _OWN_SUBJECT.search(subject):
                if re.search(r"kèm theo|Phụ lục|chỉ tiêu", subject, re.IGNORECASE) and find_days(when):
                    result.remarks.append(
                        f"{statement.by.pinpoint()}: một phần có hiệu lực từ ngày khác, hãy đọc điều này"
                    )
                continue
            day, note = _day(when, document.issued, result.remarks, statement)
            if day is None:
                continue
            validity = Validity(effective=day, effective_evidence=Evidence(str(statement.by), note))
            if cited:
                result.partial.update(dict.fromkeys(cited, validity))
            elif result.validity.effective is None:
                result.validity = validity
    # A provision that begins with the whole is no exception.
    result.partial = {p: v for p, v in result.partial.items() if v.effective != result.validity.effective}
    return result


def _own_places(subject: str, number: str, by: ProvisionId) -> list[ProvisionId]:
    """The provisions of the document itself that a subject names: "Quy định tại khoản 3 Điều 46 của Luật này"."""
    places: list[ProvisionId] = []
    for citation in find_citations(subject, context=by):
        own_words = not citation.document_name or re.fullmatch(OWN, citation.document_name, re.IGNORECASE)
        # "Các chỉ tiêu số 0201 … tại Phụ lục II" speaks of a part of what it names, not of the whole.
        if own_words and _NAMES_A_WHOLE.search(subject[: citation.start]):
            places.extend(ProvisionId(number, path) for path in citation.portions if path)
    return places


def _day(when: str, issued: date | None, remarks: list[str], statement: Statement) -> tuple[date | None, str]:
    place = statement.by.pinpoint()
    after = _AFTER.search(when)
    if after:
        if after["from"].lower() in {"ký", "ban hành", "thông qua"} and issued:
            days = int(after["n"])
            return issued + timedelta(days=days), f"tính từ ngày {after['from']} {issued:%d/%m/%Y} cộng {days} ngày"
        remarks.append(
            f"{place}: có hiệu lực sau {after['n']} ngày kể từ ngày {after['from']}; chưa tính được ngày cụ thể"
        )
        return None, ""
    if _SIGNING.match(when):
        if issued:
            return issued, f"kể từ ngày ký {issued:%d/%m/%Y}"
        remarks.append(f"{place}: có hiệu lực kể từ ngày ký, nhưng không rõ ngày ký")
        return None, ""
    days_named = find_days(when)
    if days_named and days_named[0].start <= _NEAR:
        if days_named[0].value is None:
            remarks.append(missing_day(days_named[0].raw, f"ở {place}"))
        return days_named[0].value, ""
    return None, ""
