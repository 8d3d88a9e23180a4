"""Cells of a spreadsheet: nothing runs, nothing is longer than the format holds."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from assist.office.xlsx_parts import Value, fill, to_bytes, write_table


def _page(table: list[list[Value]]) -> Any:
    book = Workbook()
    fill(book.active, "Bảng", {"STT": 6, "Lời": 40}, table)
    return load_workbook(io.BytesIO(to_bytes(book, "Việc"))).active


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 ngày", "@a", "\t=1"])
def test_what_looks_like_a_formula_is_kept_as_text(text: str) -> None:
    cell = _page([[1, text]])["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value == text


def test_characters_and_lengths_that_would_damage_the_file() -> None:
    page = _page([[1, "mượn\x0b sách\r\nquý"], [2, "a" * 40_000], [3, ""]])
    assert page["B2"].value == "mượn sách\nquý"
    assert len(page["B3"].value) == 32_767
    assert page["B3"].value.endswith("a…")
    assert page["B4"].value is None


def test_tables_below_each_other() -> None:
    book = Workbook()
    page = book.active
    after = write_table(page, 1, ["Loại", "Số"], [["hạn", 2], ["khác", 3]])
    assert (after, write_table(page, after + 1, ["Văn bản"], [])) == (4, 6)
    assert [page["A1"].font.bold, page["A5"].font.bold, bool(page["A2"].font.bold)] == [True, True, False]
