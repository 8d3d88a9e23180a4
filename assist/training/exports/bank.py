"""The bank of questions as files: a spreadsheet of the whole bank, and GIFT for Moodle of those that can be used as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from assist.office import xlsx_parts
from assist.training.bank import Entry, usable
from assist.training.exports import sources
from assist.training.exports.quiz import quiz_gift
from assist.training.model import LEVELS, Audience, Lesson

KINDS = ("xlsx", "gift")
_TITLE = "Ngân hàng câu hỏi"
_OPTIONS = "ABCDEF"
_COLUMNS = {
    "STT": 6,
    "Tình trạng": 12,
    "Cần xem lại": 36,
    "Người học": 16,
    "Loại câu": 14,
    "Mức độ": 14,
    "Câu hỏi": 60,
    **dict.fromkeys(_OPTIONS, 26),
    "Đáp án": 9,
    "Giải thích": 60,
    "Căn cứ": 36,
    "Luật ngày": 12,
    "Lưu ngày": 12,
    "Mã câu": 30,
}


def bank_file(entries: Sequence[Entry], what: str, on: date) -> tuple[bytes, str, str]:
    """One file of the bank: its bytes, media type and name. ``what``: one of ``KINDS``; ``on``: the day for which provisions were
    looked up. ValueError for another kind.
    """
    if what == "xlsx":
        return _xlsx(entries), xlsx_parts.MEDIA, "ngan-hang-cau-hoi.xlsx"
    if what == "gift":
        return _gift(entries, on).encode(), "text/plain; charset=utf-8", "ngan-hang-cau-hoi-moodle.txt"
    raise ValueError(f"Không có loại tệp {what!r}; chọn một trong: {', '.join(KINDS)}.")


def _xlsx(entries: Sequence[Entry]) -> bytes:
    book = Workbook()
    table = [_row(number, entry) for number, entry in enumerate(entries, start=1)]
    xlsx_parts.fill(book.active, "Câu hỏi", _COLUMNS, table)
    return xlsx_parts.to_bytes(book, _TITLE)


def _row(number: int, entry: Entry) -> list[xlsx_parts.Value]:
    item = entry.item
    return [
        number,
        entry.state.value,
        entry.review,
        entry.audience.value,
        item.kind.value,
        f"{item.level} – {LEVELS[item.level]}",
        item.stem,
        *[item.options[at] if at < len(item.options) else "" for at in range(len(_OPTIONS))],
        sources.answer_letter(item),
        item.explanation,
        "; ".join(sources.pinpoints(item.sources)),
        f"{entry.on:%d/%m/%Y}",
        f"{entry.changed:%d/%m/%Y}",
        entry.key,
    ]


def _gift(entries: Sequence[Entry], on: date) -> str:
    """A category for each audience, for what is asked of pupils is not asked of investigators."""
    told = []
    for audience in Audience:
        items = tuple(entry.item for entry in usable(entries) if entry.audience is audience)
        if items:
            title = f"{_TITLE} – {audience.value}"
            told.append(quiz_gift(Lesson(topic=_TITLE, title=title, audience=audience, minutes=10, on=on, quiz=items)))
    return "\n".join(told)
