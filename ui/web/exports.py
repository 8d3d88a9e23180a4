"""Answers and results to take away: plain text, Word, CSV. The official words stand apart from the project's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from search.model import Hit
from ui.web.dates import write_day
from ui.web.escape import pinpoint


def answer_text(question: str, answer: dict[str, Any]) -> str:
    """A stored answer as plain text: question, conclusion, numbered bases, remarks."""
    lines = [f"Câu hỏi: {question}", f"Tính theo ngày: {_day(answer)}", "", "KẾT LUẬN", answer["answer"]]
    if answer["reason"]:
        lines.append(answer["reason"])
    lines += _nearest(answer)
    if answer["citations"]:
        lines += ["", "CĂN CỨ"]
    for number, citation in enumerate(answer["citations"], start=1):
        lines += [f"[{number}] {_source(citation)}", f"“{citation['quote']}”", _standing(citation), ""]
    if answer["notes"]:
        lines += [*([""] if lines[-1] else []), "LƯU Ý", *(f"- {note}" for note in answer["notes"])]
    return "\n".join(lines).strip() + "\n"


def answer_docx(question: str, answer: dict[str, Any]) -> bytes:
    """A stored answer as a Word file."""
    from docx import Document as Word

    word = Word()
    word.add_heading(question, level=1)
    word.add_paragraph(f"Tính theo ngày {_day(answer)}")
    word.add_heading("Kết luận", level=2)
    word.add_paragraph(answer["answer"])
    if answer["reason"]:
        word.add_paragraph(answer["reason"])
    for line in _nearest(answer):
        word.add_paragraph(line)
    if answer["citations"]:
        word.add_heading("Căn cứ", level=2)
    for number, citation in enumerate(answer["citations"], start=1):
        word.add_paragraph().add_run(f"[{number}] {_source(citation)}").bold = True
        word.add_paragraph(citation["quote"], style="Quote")
        word.add_paragraph(_standing(citation))
    if answer["notes"]:
        word.add_heading("Lưu ý", level=2)
    for note in answer["notes"]:
        word.add_paragraph(note, style="List Bullet")
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def hits_csv(hits: Iterable[Hit]) -> str:
    """Search results as CSV with a byte-order mark, so that office spreadsheets read the accents."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["Số hiệu", "Văn bản", "Điều khoản", "Tên điều", "Nội dung", "Nguồn", "Tình trạng", "Tệp", "Trang"])
    for hit in hits:
        writer.writerow(
            [
                _cell(str(value))
                for value in (
                    hit.id.document,
                    hit.document_title,
                    hit.id.pinpoint(),
                    hit.title,
                    hit.text,
                    hit.origin,
                    hit.status.value,
                    hit.file or "",
                    hit.page or "",
                )
            ]
        )
    return "\ufeff" + stream.getvalue()


def _cell(text: str) -> str:
    """A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it a text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _day(answer: dict[str, Any]) -> str:
    return write_day(date.fromisoformat(answer["on"]))


def _source(citation: dict[str, Any]) -> str:
    title = citation.get("document_title")
    return f"{pinpoint(citation['id'])}, {citation['document']}" + (f" ({title})" if title else "")


def _nearest(answer: dict[str, Any]) -> list[str]:
    """What came nearest to a question without a basis; answers kept by an older version have none."""
    near = answer.get("nearest") or []
    return ["Gần nhất, nhưng không phải căn cứ:", *(f"- {_source(n)}" for n in near)] if near else []


def _standing(citation: dict[str, Any]) -> str:
    file = citation.get("file")
    page = f", trang {citation['page']}" if citation.get("page") else ""
    words = f"Nguồn: {citation['origin']}. Tình trạng: {citation['status']}."
    return f"{words} Tệp: {file}{page}." if file else words
