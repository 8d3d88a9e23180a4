"""The Word report of a review: columns of official review, differing words marked, nothing judged that nobody judged."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from assist.conflicts.desk import Entry
from assist.conflicts.exports import About, review_file
from assist.conflicts.model import DifferenceType
from tests.assist.conflicts.review_sample import ABOUT, DISPUTED, ENTRIES, UNJUDGED


def _open(entries: Sequence[Entry] = ENTRIES, about: About = ABOUT) -> Any:
    content, media = review_file(entries, about, "docx")
    assert media.endswith("wordprocessingml.document")
    return Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def word() -> Any:
    return _open()


def _all_text(word: Any) -> str:
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in word.paragraphs), *cells])


def _tables(word: Any, head: str) -> list[Any]:
    return [table for table in word.tables if head in [cell.text for cell in table.rows[0].cells]]


def _entries(word: Any) -> list[list[str]]:
    return [[c.text for c in row.cells] for t in _tables(word, "Quy phạm được kiểm tra") for row in t.rows[1:]]


def test_a_lying_page_with_the_head_of_an_administrative_document(word: Any) -> None:
    section = word.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (297, 210)
    (bodies, nation), (number, place) = (row.cells for row in word.tables[0].rows)
    assert bodies.text.split("\n")[:2] == ["CÔNG AN TỈNH B", "PHÒNG THƯ VIỆN"]
    assert nation.text.startswith("CỘNG HÒA")
    assert (number.text, place.text) == ("Số: 9/BC-TV", "Hà Nội, ngày 05 tháng 3 năm 2026")
    signer = word.tables[-1].rows[0].cells[1].text.split("\n")
    assert signer[:2] == ["NGƯỜI LẬP BÁO CÁO", "TRƯỞNG PHÒNG"]


def test_parts_come_in_order(word: Any) -> None:
    texts = [p.text for p in word.paragraphs]
    wanted = [
        "BÁO CÁO",
        "Kết quả rà soát các quy định có thể không khớp nhau",
        "I. Phạm vi rà soát",
        "Đối chiếu với: 30/2024/QH15 (Luật Mượn sách)",
        "Theo pháp luật ngày: 02/03/2026",
        "Phần mềm chạy lúc: 07:15 ngày 03/03/2026",
        "II. Tổng hợp",
        "Phần mềm nêu 4 chỗ: 2 cặp quy phạm của hai văn bản, 1 cặp trong cùng một văn bản, 1 quy phạm có thể lệch với một dữ kiện.",
        "Theo mức độ: cao 1, vừa 2, thấp 1.",
        "III. Các văn bản và số chỗ nêu giữa chúng",
        "IV. Những chỗ có thể không khớp",
        "1. Thời hạn, con số khác nhau (2 chỗ)",
        "2. Nêu cơ quan không còn (1 chỗ)",
        "3. Quy định trùng lặp (1 chỗ)",
        "V. Lưu ý",
        "Còn 3 chỗ chưa có ý kiến của người rà soát trên lời văn hiện nay.",
    ]
    assert [text for text in texts if text in wanted] == wanted


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"against": None}, "Đối chiếu với: chính các văn bản này, với nhau"),
        ({"against": "all"}, "Đối chiếu với: mọi văn bản có nguyên văn trong kho"),
        ({"types": (DifferenceType.LIMIT,)}, "Chỉ tìm: thời hạn, con số khác nhau"),
        ({"part": "trạng thái: chưa xem"}, "Báo cáo chỉ gồm: trạng thái: chưa xem"),
    ],
)
def test_scope(changes: dict[str, Any], words: str) -> None:
    assert words in [p.text for p in _open(ENTRIES[:1], replace(ABOUT, **changes)).paragraphs]


def test_columns_of_official_review_repeat_on_each_page(word: Any) -> None:
    tables = _tables(word, "Quy phạm được kiểm tra")
    assert len(tables) == 3
    for table in tables:
        assert [cell.text for cell in table.rows[0].cells] == [
            "STT",
            "Quy phạm được kiểm tra",
            "Quy phạm là căn cứ rà soát",
            "Nội dung khác nhau",
            "Thông tin về áp dụng",
            "Ý kiến người rà soát",
            "Đề xuất xử lý",
        ]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize(("times", "whole"), [(1, True), (20, False)])
def test_only_high_rows_run_on_to_the_next_page(times: int, whole: bool) -> None:
    provision = replace(DISPUTED.finding.under_review, text="Sách quý giữ trong tủ khóa. " * times)
    word = _open((replace(DISPUTED, finding=replace(DISPUTED.finding, under_review=provision)),))
    row = _tables(word, "Quy phạm được kiểm tra")[0].rows[1]
    assert (row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None) == whole


def test_a_row_an_entry(word: Any) -> None:
    first, second, fact, _ = _entries(word)
    assert first[0] == "1"
    assert first[1].split("\n") == [
        "Khoản 2 Điều 5 Thông tư số 05/2018/TT-BCA",
        "Khi có đơn mượn sách quý:",
        "2. Thủ thư chuyển đơn trong 03 ngày kể từ khi nhận.",
    ]
    assert first[3].split("\n") == [
        "Thời hạn khác nhau: “03 ngày” ở đây, “24 giờ” ở kia. Điều kiện chỉ có ở kia: “nếu đơn đủ chữ ký”.",
        "(mức độ cao)",
    ]
    assert first[4].startswith("Có thể áp dụng khoản 1 Điều 9")
    assert first[6] == "Giữ ở luật. (Người A)\nBỏ khoản 2 (Người B)"
    assert second[4:] == ["", "chưa có ý kiến", ""]
    assert fact[2] == "Không có quy phạm đối chiếu; dữ kiện ghi ở nội dung khác nhau."


def test_words_that_differ_are_bold_and_underlined(word: Any) -> None:
    row = _tables(word, "Quy phạm được kiểm tra")[0].rows[1]
    for cell, wanted in ((row.cells[1], ["03 ngày"]), (row.cells[2], ["24 giờ", "nếu đơn đủ chữ ký"])):
        runs = cell.paragraphs[-1].runs
        assert [run.text for run in runs if run.bold and run.underline] == wanted
        assert not any(run.underline for paragraph in cell.paragraphs[:-1] for run in paragraph.runs)


def test_summary_table(word: Any) -> None:
    rows = [[c.text for c in row.cells] for row in _tables(word, "Tổng cộng")[0].rows]
    assert rows[0][1:] == [
        "Chưa xem",
        "Đã có ý kiến",
        "Hai người cùng ý",
        "Khác ý nhau",
        "Lời văn đã đổi, xem lại",
        "Tổng cộng",
    ]
    assert rows[-1] == ["Tổng cộng", "2", "0", "0", "1", "1", "4"]


def test_the_picture_is_told_in_words(word: Any) -> None:
    assert len(word.inline_shapes) == 1
    told = word.inline_shapes[0]._inline.docPr.get("descr")
    assert told == "2 cặp quy phạm giữa 2 cặp văn bản, của 3 văn bản."


def test_only_people_say_that_two_provisions_conflict() -> None:
    plain = _all_text(_open(UNJUDGED)).lower()
    assert "mâu thuẫn" not in plain
    assert "chưa có ý kiến" in plain
    assert "do phần mềm nêu ra" in plain
    assert "kết luận là của người rà soát" in plain
    judged = _all_text(_open((DISPUTED,))).lower()
    assert "mâu thuẫn (người b, 04/03/2026)" in judged


def test_nothing_found_and_control_characters() -> None:
    word = _open(())
    assert "Không có chỗ nào được nêu trong phạm vi này." in [p.text for p in word.paragraphs]
    assert not _tables(word, "Quy phạm được kiểm tra")
    odd = replace(DISPUTED.finding.under_review, text="2. Sách\x0b quý\x00")
    made = _open((replace(DISPUTED, finding=replace(DISPUTED.finding, under_review=odd)),))
    assert _entries(made)[0][1].endswith("2. Sách quý")


def test_what_must_be_known_of_many_places_is_told_once() -> None:
    shared, own = "Luật Mượn sách: có sửa đổi chưa hợp nhất.", "khoản 1 Điều 9: chưa xác minh."
    entries = [
        replace(entry, finding=replace(entry.finding, remarks=remarks))
        for entry, remarks in zip(ENTRIES[:2], ((shared, own), (shared,)), strict=True)
    ]
    word = _open(entries)
    cells = [row[4] for row in _entries(word)]
    assert sum(own in cell for cell in cells) == 1
    assert not any(shared in cell for cell in cells)
    assert [p.text for p in word.paragraphs].count(shared) == 1
