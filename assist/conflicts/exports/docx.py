"""A review as a Word file in the form of a review report: A4 lying, a table a type with the columns of official review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH

from assist.conflicts.desk import Entry, State
from assist.conflicts.exports import About, Named, network, rows
from assist.conflicts.exports.excerpts import pieces
from assist.conflicts.listing import words_of_difference
from assist.conflicts.model import Clause, Span
from assist.office import administrative
from assist.office import docx_parts as parts
from assist.office.text import capital

SUBJECT = "Kết quả rà soát các quy định có thể không khớp nhau"
_LONGEST = 900  # characters of a provision that are shown
_OPENING = 200  # of the words that open the clause or article it stands in
_WHOLE = (
    450  # characters of a provision, in a row that no page break splits; higher rows kept whole leave pages half empty
)
_SIZE = 10.0  # points, in the tables of entries
_HEADS = (
    "STT",
    "Quy phạm được kiểm tra",
    "Quy phạm là căn cứ rà soát",
    "Nội dung khác nhau",
    "Thông tin về áp dụng",
    "Ý kiến người rà soát",
    "Đề xuất xử lý",
)
_WIDTHS = (11.0, 59.0, 59.0, 37.0, 35.0, 27.0, 24.0)
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def review_docx(entries: Sequence[Entry], about: About) -> bytes:
    """The report of a review as a Word file."""
    word = administrative.begin(SUBJECT, about.day or about.on, landscape=True)
    administrative.write_head(word, about, "BÁO CÁO", SUBJECT, landscape=True)
    sections = (
        ("I. Phạm vi rà soát", _scope),
        ("II. Tổng hợp", _summary),
        ("III. Các văn bản và số chỗ nêu giữa chúng", _picture),
        ("IV. Những chỗ có thể không khớp", _entries),
        ("V. Lưu ý", _remarks),
    )
    for title, write in sections:
        word.add_heading(title, level=1)
        write(word, entries, about)
    administrative.write_signature(word, about, "NGƯỜI LẬP BÁO CÁO", "Lưu: hồ sơ rà soát", landscape=True)
    return administrative.to_bytes(word)


def _scope(word: Any, entries: Sequence[Entry], about: About) -> None:
    facts = [
        ("Văn bản được rà soát", rows.number_words(len(about.documents))),
        ("Đối chiếu với", _against(about)),
        ("Theo pháp luật ngày", f"{about.on:%d/%m/%Y}"),
    ]
    if about.run:
        facts.append(("Phần mềm chạy lúc", f"{about.run:%H:%M} ngày {about.run:%d/%m/%Y}"))
    if about.types:
        facts.append(("Chỉ tìm", "; ".join(kind.value for kind in about.types)))
    if about.part:
        facts.append(("Báo cáo chỉ gồm", about.part))
    for label, value in facts:
        paragraph = parts.tight(word.add_paragraph(), after=3)
        parts.write(paragraph, f"{label}: ")
        parts.write(paragraph, value, bold=True)
    widths = (11.0, 66.0, 121.0, 27.0, 27.0)
    heads = ("STT", "Số, ký hiệu", "Tên văn bản", "Chỗ nêu với văn bản khác", "Chỗ nêu trong văn bản")
    table = parts.add_table(word, widths, heads)
    for number, document in enumerate((d for d in rows.met(entries, about) if d.reviewed), start=1):
        cells = parts.add_row(table, widths).cells
        parts.fill(cells[0], (str(number), ""), align=_CENTRE)
        parts.fill(cells[1], (document.number, ""))
        parts.fill(cells[2], (document.title, ""))
        for cell, count in zip(cells[3:], (document.checked + document.basis, document.inside), strict=True):
            parts.fill(cell, (rows.number_words(count), ""), align=_CENTRE)


def _against(about: About) -> str:
    if about.against is None:
        return "chính các văn bản này, với nhau"
    if isinstance(about.against, str):
        return "mọi văn bản có nguyên văn trong kho"
    return "; ".join(_name(document) for document in about.against)


def _name(document: Named) -> str:
    number, title = document
    return f"{number} ({title})" if title else number


def _summary(word: Any, entries: Sequence[Entry], about: About) -> None:
    if not entries:
        word.add_paragraph("Không có chỗ nào được nêu trong phạm vi này.")
        return
    two, one, facts = map(rows.number_words, rows.kinds(entries))
    parts.write(
        word.add_paragraph(),
        f"Phần mềm nêu {rows.number_words(len(entries))} chỗ: {two} cặp quy phạm của hai văn bản, {one} cặp trong cùng một văn bản, "
        f"{facts} quy phạm có thể lệch với một dữ kiện.",
    )
    grave = ", ".join(f"{severity.value} {rows.number_words(n)}" for severity, n in rows.by_severity(entries))
    parts.write(word.add_paragraph(), f"Theo mức độ: {grave}.")
    given = ", ".join(f"{verdict.value} {rows.number_words(n)}" for verdict, n in rows.verdicts(entries).most_common())
    parts.write(word.add_paragraph(), f"Ý kiến đã ghi của người rà soát: {given or rows.NOT_JUDGED}.")
    widths = (96.0, *[26.0] * (len(State) + 1))
    table = parts.add_table(word, widths, ("Loại", *(capital(state.value) for state in State), "Tổng cộng"))
    told = rows.type_by_state(entries)
    for values in told:
        look = "bold" if values is told[-1] else ""
        first, *others = parts.add_row(table, widths).cells
        parts.fill(first, (str(values[0]), look))
        for cell, value in zip(others, values[1:], strict=True):
            parts.fill(cell, (rows.number_words(int(value)), look), align=_CENTRE)


def _picture(word: Any, entries: Sequence[Entry], about: About) -> None:
    told = network.told(entries, about)
    parts.add_picture(word, network.draw(entries, about, "png"), administrative.text_width(landscape=True), told)
    parts.write(parts.tight(word.add_paragraph(), _CENTRE, before=4, after=6), told, 12, italic=True)


def _entries(word: Any, entries: Sequence[Entry], about: About) -> None:
    if not entries:
        word.add_paragraph("Không có.")
        return
    parts.write(
        word.add_paragraph(),
        "Chữ đậm gạch chân là chữ khác nhau giữa hai bên; dấu … là phần lời văn được lược; chữ nghiêng là câu dẫn mà quy phạm nằm "
        "dưới. Số thứ tự là số của chỗ nêu trong lần rà soát, mức độ cao trước, giống số trên màn hình và trong tệp bảng tính. "
        "Ở cột nội dung khác nhau, “ở đây” chỉ quy phạm được kiểm tra, “ở kia” chỉ căn cứ rà soát.",
    )
    shared = frozenset(rows.shared_remarks(entries))
    for number, (kind, group) in enumerate(rows.by_type(entries), start=1):
        word.add_heading(f"{number}. {capital(kind.value)} ({rows.number_words(len(group))} chỗ)", level=2)
        table = parts.add_table(word, _WIDTHS, _HEADS, _SIZE)
        for entry in group:
            _entry(table, entry, shared)


def _entry(table: Any, entry: Entry, shared: frozenset[str]) -> None:
    finding = entry.finding
    left, right = rows.marked(finding)
    longest = max(len(side.text) + len(side.lead) for side in (finding.under_review, finding.basis) if side)
    cells = parts.add_row(table, _WIDTHS, whole=longest <= _WHOLE).cells
    parts.fill(cells[0], (str(entry.number), ""), size=_SIZE, align=_CENTRE)
    _provision(cells[1], finding.under_review, left)
    if finding.basis is not None:
        _provision(cells[2], finding.basis, right)
    else:
        parts.fill(cells[2], (rows.fact_words(finding), ""), size=_SIZE)
    severity = f"(mức độ {finding.difference.severity.value})"
    parts.fill(cells[3], (words_of_difference(finding), ""), (severity, "italic"), size=_SIZE)
    own = ((remark, "italic") for remark in finding.remarks if remark not in shared)
    parts.fill(cells[4], (finding.prevails, ""), *own, size=_SIZE)
    looks = "" if entry.opinions else "italic"
    parts.fill(cells[5], *((words, looks) for words in rows.opinion_words(entry)), size=_SIZE)
    parts.fill(cells[6], *((words, "") for words in rows.proposal_words(entry)), size=_SIZE)


def _provision(cell: Any, clause: Clause, spans: Sequence[Span]) -> None:
    """Where it stands, the words it hangs on, its own words with those that differ in bold and underlined."""
    opening = "".join(words for words, _ in pieces(" ".join(clause.lead.split()), (), _OPENING))
    parts.fill(cell, (rows.place(clause), "bold"), (opening, "italic"), size=_SIZE)
    own = parts.tight(cell.add_paragraph(), before=1, after=1)
    for words, differs in pieces(clause.text, spans, _LONGEST):
        parts.write(own, words, _SIZE, bold=differs, underline=differs)


def _remarks(word: Any, entries: Sequence[Entry], about: About) -> None:
    parts.write(word.add_paragraph(), rows.DISCLAIMER)
    waiting = sum(not any(not o.stale for o in entry.opinions) for entry in entries)
    if waiting:
        words = f"Còn {rows.number_words(waiting)} chỗ chưa có ý kiến của người rà soát trên lời văn hiện nay."
        parts.write(word.add_paragraph(), words)
    if shared := rows.shared_remarks(entries):
        parts.write(word.add_paragraph(), "Về lời văn và hiệu lực, chung cho nhiều chỗ ở trên:")
    for remark in shared:
        parts.write(word.add_paragraph(style="List Bullet"), remark)
