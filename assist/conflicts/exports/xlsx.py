"""A review as a spreadsheet: its entries to sort and filter, counts, and the documents it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from assist.conflicts.desk import Entry, State
from assist.conflicts.exports import About, rows
from assist.conflicts.listing import words_of_difference
from assist.conflicts.model import Clause, Span
from assist.office.text import capital
from assist.office.xlsx_parts import Value, fill, put, set_print, set_widths, to_bytes, write_table

_ENTRIES = {
    "STT": 6,
    "Loại": 22,
    "Mức độ": 9,
    "Văn bản được kiểm tra": 20,
    "Quy phạm được kiểm tra": 30,
    "Lời văn được kiểm tra": 60,
    "Văn bản là căn cứ": 20,
    "Quy phạm là căn cứ rà soát": 30,
    "Lời văn căn cứ": 60,
    "Nội dung khác nhau": 44,
    "Chữ khác ở quy phạm được kiểm tra": 28,
    "Chữ khác ở căn cứ": 28,
    "Thông tin về áp dụng": 40,
    "Trạng thái": 18,
    "Ý kiến người rà soát": 36,
    "Đề xuất xử lý": 36,
    "Độ giống": 9,
    "Khóa": 40,
}
_DOCUMENTS = {
    "STT": 6,
    "Số, ký hiệu": 34,
    "Tên văn bản": 70,
    "Trong lần rà soát": 22,
    "Chỗ nêu khi được kiểm tra": 18,
    "Chỗ nêu khi là căn cứ": 18,
    "Chỗ nêu trong văn bản hoặc với dữ kiện": 22,
}


def review_xlsx(entries: Sequence[Entry], about: About) -> bytes:
    """The report of a review as a spreadsheet."""
    book = Workbook()
    fill(book.active, "Cặp quy định", _ENTRIES, [_entry(entry) for entry in entries])
    _summary(book.create_sheet(), entries, about)
    fill(book.create_sheet(), "Văn bản", _DOCUMENTS, _documents(entries, about))
    return to_bytes(book, f"Kết quả rà soát theo pháp luật ngày {about.on:%d/%m/%Y}")


def _entry(entry: Entry) -> list[Value]:
    finding = entry.finding
    left, right = rows.marked(finding)
    basis: list[Value] = ["", rows.fact_words(finding), ""]
    if finding.basis is not None:
        basis = [finding.basis.id.document, rows.place(finding.basis), _words(finding.basis)]
    return [
        entry.number,
        capital(finding.difference.type.value),
        capital(finding.difference.severity.value),
        finding.under_review.id.document,
        rows.place(finding.under_review),
        _words(finding.under_review),
        *basis,
        words_of_difference(finding),
        _spans(finding.under_review, left),
        _spans(finding.basis, right) if finding.basis else "",
        "\n".join(filter(None, (finding.prevails, *finding.remarks))),
        capital(entry.state.value),
        "\n".join(rows.opinion_words(entry)),
        "\n".join(rows.proposal_words(entry)),
        round(finding.likeness, 2) if finding.basis else None,
        entry.key,
    ]


def _words(clause: Clause) -> str:
    return "\n".join(filter(None, (clause.lead, clause.text)))


def _spans(clause: Clause, spans: Sequence[Span]) -> str:
    return "; ".join(dict.fromkeys(f"“{words}”" for s in spans if (words := clause.text[s.start : s.end].strip())))


def _summary(page: Any, entries: Sequence[Entry], about: About) -> None:
    """Types by state, then severities, verdicts and pairs of documents, a table each."""
    page.title = "Tổng hợp"
    put(page.cell(1, 1), f"Theo pháp luật ngày {about.on:%d/%m/%Y}. {rows.DISCLAIMER}")
    if about.part:
        put(page.cell(2, 1), f"Chỉ gồm: {about.part}.")
    tables: list[tuple[Sequence[str], list[list[Value]]]] = [
        (
            ("Loại", *(capital(state.value) for state in State), "Tổng cộng"),
            [list(r) for r in rows.type_by_state(entries)],
        ),
        (("Mức độ", "Số chỗ"), [[capital(severity.value), count] for severity, count in rows.by_severity(entries)]),
        (("Ý kiến đã ghi", "Số chỗ"), [[capital(v.value), n] for v, n in rows.verdicts(entries).most_common()]),
        (
            ("Văn bản", "Với văn bản", "Số cặp", "Mức độ cao nhất"),
            [[pair.one, pair.other, pair.count, capital(pair.worst.value)] for pair in rows.pairs(entries)],
        ),
    ]
    row = 4
    for heads, table in tables:
        if table:
            row = write_table(page, row, heads, table) + 1
    set_widths(page, (40, 40, *[16] * len(State)))
    set_print(page)


def _documents(entries: Sequence[Entry], about: About) -> list[list[Value]]:
    return [
        [
            number,
            document.number,
            document.title,
            "được rà soát" if document.reviewed else "được đối chiếu",
            document.checked,
            document.basis,
            document.inside,
        ]
        for number, document in enumerate(rows.met(entries, about), start=1)
    ]
