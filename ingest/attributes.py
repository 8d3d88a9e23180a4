"""Saved attribute pages of the official gazette's portal: facts about a document without its text.

The portal's record can differ from the text (it gives the issue date as the effective date of 05/2019/NQ-HĐTP, whose own article
says otherwise), so these facts rank lowest, and a clash is kept as a remark on the document.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from corpus.documents import Document, Evidence, Validity
from corpus.numbers import normalize_number
from ingest.source import IngestError, ParsedDocument, SourceText

_FIELDS = ("Loại văn bản", "Số, ký hiệu", "Cơ quan ban hành", "Ngày ban hành", "Trích yếu", "Người ký")
_RECORD = re.compile(
    r"Thuộc tính\s+"
    + r"\s+".join(f"{re.escape(name)}\\s+(.*?)" for name in _FIELDS)
    + r"(?:\s+Ngày hiệu lực(?:\s+(\d{1,2}/\d{1,2}/\d{4}))?)?"
    + r"(?=\s+(?:Công báo\s+\d|Ngày hết hiệu lực|Tình trạng|Gửi thông tin)|$)",
    re.DOTALL,
)
_LISTING = re.compile(r"^\s*(?:Công báo số \d|Văn bản (?:ban hành bởi|loại) )")


def parse_attributes(source: SourceText) -> ParsedDocument | None:
    """The facts of an attribute page; None if the file is something else; IngestError for a portal page that lists documents."""
    if source.reader not in {"text", "html"} or len(source.pages) != 1:
        return None
    text = unicodedata.normalize("NFC", source.pages[0].text)
    found = _RECORD.search(text)
    if found is None:
        if _LISTING.match(text) and ("trang chủ Công báo" in text or "Công báo điện tử" in text):
            raise IngestError(
                "Đây là trang liệt kê của cổng Công báo, không phải một văn bản. "
                "Hãy mở từng văn bản trong danh sách và nạp tệp toàn văn của nó."
            )
        return None
    kind, number, issuers, issued, title, signers, effective = (
        re.sub(r"\s+", " ", part or "").strip() for part in found.groups()
    )
    evidence = Evidence(source.path.name, "trang thuộc tính của cổng Công báo")
    issued_day, effective_day = _day(issued), _day(effective)
    warnings = [
        f"Ngày không tồn tại trong trang thuộc tính: {raw}."
        for raw, day in ((issued, issued_day), (effective, effective_day))
        if raw and day is None
    ]
    if issued_day and effective_day and effective_day < issued_day:
        warnings.append(
            f"Trang thuộc tính ghi ngày có hiệu lực {effective_day:%d/%m/%Y} trước ngày ban hành {issued_day:%d/%m/%Y}: "
            "không dùng ngày này."
        )
        effective_day = None
    document = Document(
        number=normalize_number(number),
        kind=kind,
        title=title.rstrip(". "),
        issuers=tuple(name.strip().capitalize() for name in issuers.split(" - ") if name.strip()),
        issued=issued_day,
        issued_evidence=evidence,
        signers=tuple(name.strip().title() for name in signers.split(" - ") if name.strip()),
        # the portal says when a document began, not whether it still stands
        validity=Validity(effective=effective_day, effective_evidence=evidence, unverified=True),
        remarks=tuple(warnings),
        extra={"trang thuộc tính": source.path.name},
    )
    return ParsedDocument(document, (), warnings=tuple(warnings))


def _day(text: str) -> date | None:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
