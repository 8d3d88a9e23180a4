"""The spreadsheet of a checklist: real dates, 24:00 in sight of its day, nothing that a program would run."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from assist.checklists.exports import CaseSheet
from assist.checklists.exports.xlsx import checklist_xlsx
from tests.assist.checklists.exports_sample import SHEET


def _open(sheet: CaseSheet = SHEET) -> Any:
    return load_workbook(io.BytesIO(checklist_xlsx(sheet)))


def _table(page: Any) -> list[dict[str, Any]]:
    heads, *values = page.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in values]


def test_pages_with_frozen_filtered_heads() -> None:
    book = _open()
    assert book.sheetnames == ["Danh mục", "Cách tính hạn", "Còn phải hỏi", "Lưu ý về căn cứ"]
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions
        assert page["A1"].font.bold
        assert page["B2"].alignment.wrap_text
        assert page.column_dimensions["B"].width > 20
    assert (book.properties.creator or "") == ""


def test_a_row_an_item_numbered_as_in_the_word_file() -> None:
    table = _table(_open()["Danh mục"])
    assert [(row["STT"], row["Thủ tục"], row["Việc"]) for row in table] == [
        (1, "Tiếp nhận tin báo", "Chuyển tin và tài liệu kèm theo"),
        (2, "Tiếp nhận tin báo", "Phân công người giải quyết"),
        (3, "Lấy lời khai", "Giữ thời lượng lấy lời khai"),
        (4, "Lấy lời khai", "Mời người hỗ trợ cùng dự"),
    ]
    assert [row["Mức độ"] for row in table] == ["phải", "phải", "không được", "có thể"]
    assert [row["Xong"] for row in table] == [None, None, "x", None]
    assert table[0]["Quy định khác"].startswith("Quy định khác: Phải: Chuyển tin trong 48 giờ")
    assert table[1]["Tình trạng"] == "Còn hiệu lực"
    assert "[chưa xác minh]" in table[1]["Căn cứ"]
    assert table[2]["Hồ sơ"] == "Hồ sơ: có ghi (máy đọc, 04/03/2026 09:15)"


def test_deadlines_are_dates_and_midnight_stays_on_its_day() -> None:
    page = _open()["Danh mục"]
    table = _table(page)
    assert table[0]["Hạn"] == datetime(2026, 3, 4, 10, 30)
    assert table[1]["Hạn"] == datetime(2026, 3, 5, 23, 59)
    assert table[1]["Hạn viết bằng chữ"].startswith("24 giờ ngày 05/03/2026")
    assert table[1]["Cách đọc khác"] == datetime(2026, 3, 6, 23, 59)
    assert table[1]["Cách đọc khác viết bằng chữ"].startswith("cách đọc khác: 24 giờ ngày 06/03/2026")
    assert table[2]["Hạn"] is None
    assert [page.cell(row, 7).number_format for row in (2, 3)] == ["dd/mm/yyyy hh:mm"] * 2


def test_counts_and_questions() -> None:
    book = _open()
    counts = _table(book["Cách tính hạn"])
    assert [(row["STT"], row["Hạn"].day, row["Hạn"].hour) for row in counts] == [
        (1, 4, 10),
        (1, 5, 10),
        (2, 5, 23),
        (2, 6, 23),
    ]
    assert counts[3]["Cách tính"].endswith("điều luật không nói ngày đầu có được tính hay không")
    assert _table(book["Còn phải hỏi"]) == [
        {
            "STT": 1,
            "Câu hỏi": "Bị hại có đề nghị giám định không?",
            "Việc phụ thuộc câu trả lời": "Mời người hỗ trợ cùng dự",
        }
    ]


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
        ("+84 912", "+84 912"),
        ("-1+2", "-1+2"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("\x00=1+1", "=1+1"),  # the sign comes to the front once the forbidden character is gone
        ("đã gọi\x0b nhà trường", "đã gọi nhà trường"),
    ],
)
def test_a_note_is_never_run(note: str, kept: str) -> None:
    page = _open(replace(SHEET, notes={"tiep-nhan.chuyen-tin": note}))["Danh mục"]
    cell = page.cell(2, page.max_column)
    assert (cell.value, cell.data_type) == (kept, "s")
    assert bool(cell.quotePrefix) is kept.startswith(("=", "+", "-", "@"))
