"""The spreadsheet of a review: a row an entry, counts, documents, and no cell that a program would run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from openpyxl import load_workbook

from assist.conflicts.desk import Entry
from assist.conflicts.exports import review_file
from tests.assist.conflicts.review_sample import ABOUT, CIRCULAR, ENTRIES, JOINT, LAW, REOPENED, UNJUDGED


def _open(entries: Sequence[Entry] = ENTRIES) -> Any:
    content, media = review_file(entries, ABOUT, "xlsx")
    assert media.endswith("spreadsheetml.sheet")
    return load_workbook(io.BytesIO(content))


def _table(page: Any) -> list[dict[str, Any]]:
    heads, *values = page.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in values]


def test_pages_with_frozen_filtered_heads_and_wrapped_words() -> None:
    book = _open()
    assert book.sheetnames == ["Cặp quy định", "Tổng hợp", "Văn bản"]
    for name in ("Cặp quy định", "Văn bản"):
        page = book[name]
        assert (page.freeze_panes, page.auto_filter.ref) == ("A2", page.dimensions)
        assert page["C2"].alignment.wrap_text
    assert (book.properties.creator or "") == ""


def test_a_row_an_entry() -> None:
    first, second, fact, _ = _table(_open()["Cặp quy định"])
    assert (first["STT"], first["Loại"], first["Mức độ"]) == (1, "Thời hạn, con số khác nhau", "Cao")
    assert (first["Văn bản được kiểm tra"], first["Văn bản là căn cứ"]) == (CIRCULAR, LAW)
    assert first["Lời văn được kiểm tra"].startswith("Khi có đơn mượn sách quý:\n2. Thủ thư")
    assert first["Chữ khác ở quy phạm được kiểm tra"] == "“03 ngày”"
    assert first["Chữ khác ở căn cứ"] == "“24 giờ”; “nếu đơn đủ chữ ký”"
    assert (first["Trạng thái"], first["Độ giống"], first["Khóa"]) == ("Khác ý nhau", 0.81, "05 | 30")
    assert first["Đề xuất xử lý"] == "Giữ ở luật. (Người A)\nBỏ khoản 2 (Người B)"
    assert second["Ý kiến người rà soát"] == "chưa có ý kiến"
    assert [fact[name] for name in ("Văn bản là căn cứ", "Lời văn căn cứ", "Độ giống")] == [None] * 3


def test_no_cell_is_a_formula() -> None:
    odd = replace(REOPENED, key="=1+1", opinions=tuple(replace(o, reviewer="@x", note="-1") for o in REOPENED.opinions))
    page = _open((odd,))["Cặp quy định"]
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)
    marked = [cell.value for cell in page[2] if cell.quotePrefix]
    assert marked == ["=Sách trả muộn thì báo cho nhà trường.", "=1+1"]


def test_counts_by_type_state_severity_and_pair_of_documents() -> None:
    rows = [tuple(v for v in row if v is not None) for row in _open()["Tổng hợp"].iter_rows(values_only=True)]
    assert "chưa phải kết luận" in rows[0][0]
    assert ("Thời hạn, con số khác nhau", 1, 0, 0, 1, 0, 2) in rows
    assert ("Tổng cộng", 2, 0, 0, 1, 1, 4) in rows
    assert ("Cao", 1) in rows
    assert ("Mâu thuẫn", 1) in rows
    assert (CIRCULAR, LAW, 1, "Cao") in rows
    assert rows.index(("Văn bản", "Với văn bản", "Số cặp", "Mức độ cao nhất")) > rows.index(("Mức độ", "Số chỗ"))


def test_documents() -> None:
    table = _table(_open()["Văn bản"])
    assert [(row["Số, ký hiệu"], row["Trong lần rà soát"]) for row in table] == [
        (CIRCULAR, "được rà soát"),
        (JOINT, "được rà soát"),
        (LAW, "được đối chiếu"),
    ]
    assert [row["Chỗ nêu trong văn bản hoặc với dữ kiện"] for row in table] == [1, 1, 0]


def test_only_people_say_that_two_provisions_conflict() -> None:
    book = _open(UNJUDGED)
    words = " ".join(str(v) for page in book for row in page.iter_rows(values_only=True) for v in row if v)
    assert "mâu thuẫn" not in words.lower()
    assert _open(()).sheetnames == book.sheetnames  # nothing found still makes a file
