"""The Word file of a checklist: layout of administrative documents, tables, marks, what is left dotted."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from assist.checklists.exports import CaseSheet
from assist.checklists.exports.docx import TITLE, checklist_docx
from assist.checklists.model import Result
from tests.assist.checklists.exports_sample import RESULT, SHEET


@pytest.fixture(scope="module")
def word() -> Any:
    return _open(SHEET)


def _open(sheet: CaseSheet) -> Any:
    return Document(io.BytesIO(checklist_docx(sheet)))


def _paragraphs(word: Any) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs if paragraph.text]


def _headed(word: Any, head: str) -> list[Any]:
    return [table for table in word.tables if head in [cell.text for cell in table.rows[0].cells]]


def _cells(row: Any) -> list[str]:
    return [cell.text for cell in row.cells]


def test_head_has_bodies_nation_number_and_place(word: Any) -> None:
    (bodies, nation), (number, place) = (row.cells for row in word.tables[0].rows)
    assert bodies.text.split("\n")[:2] == ["CÔNG AN TỈNH B", "CƠ QUAN CẢNH SÁT ĐIỀU TRA"]
    assert [bool(bodies.paragraphs[i].runs[0].bold) for i in (0, 1)] == [False, True]
    assert nation.text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert all(nation.paragraphs[i].runs[0].bold for i in (0, 1))
    for cell in (bodies, nation):  # the rules under the body and under the motto
        assert cell.paragraphs[-1]._p.pPr.find(qn("w:pBdr")) is not None
    assert number.text == "Số: 12/DM-CSĐT"
    assert place.text == "Hà Nội, ngày 05 tháng 3 năm 2026"
    assert place.paragraphs[0].runs[0].italic
    assert word.tables[0].style.name != "Table Grid"


def test_page_font_language_and_properties(word: Any) -> None:
    section = word.sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin)
    for size, wanted in zip(sizes, (210, 297, 30, 15, 20), strict=True):
        assert abs(size - Mm(wanted)) < Mm(0.1)  # Word keeps twentieths of a point
    assert {word.styles[name].font.name for name in ("Normal", "Heading 1", "Heading 2")} == {"Times New Roman"}
    assert word.styles["Normal"].font.size.pt == 13
    assert word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"
    about = word.core_properties
    assert about.title == "Danh mục thủ tục thân thiện – Vụ việc nghi xâm hại trẻ em tại xã A"
    assert (about.language, about.author, about.last_modified_by, about.comments) == ("vi-VN", "", "", "")


def test_page_number_at_the_top_from_page_two(word: Any) -> None:
    section = word.sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0]._p.findtext(f".//{qn('w:instrText')}") == "PAGE"
    assert section.first_page_header.paragraphs[0].text == ""


def test_sections_come_in_order(word: Any) -> None:
    texts = _paragraphs(word)
    wanted = [
        TITLE,
        "Vụ việc nghi xâm hại trẻ em tại xã A",
        "I. Tình tiết của vụ việc",
        "Mã hồ sơ: HS-2026-007",
        "Tính theo pháp luật ngày: 03/03/2026",
        "Tuổi: dưới 13",
        "II. Việc phải làm",
        "1. Tiếp nhận tin báo",
        "2. Lấy lời khai",
        "III. Điều còn phải hỏi",
        "IV. Căn cứ không có hiệu lực vào ngày này",
        "V. Lưu ý",
        "- Ngày nghỉ lễ năm 2026 lấy theo bảng dự kiến.",
        "PHỤ LỤC",
        "Cách tính hạn",
    ]
    assert [text for text in texts if text in wanted] == wanted


def test_a_table_a_procedure_numbered_through(word: Any) -> None:
    receive, statement = _headed(word, "Người thực hiện")
    heads = ["STT", "Việc", "Người thực hiện", "Hạn (giờ, ngày)", "Căn cứ", "Xong", "Ghi chú"]
    assert _cells(receive.rows[0]) == _cells(statement.rows[0]) == heads
    assert _cells(statement.rows[1]) == [
        "3",
        "Giữ thời lượng lấy lời khai\nKhông được: Kéo một buổi lấy lời khai quá hai giờ.",
        "Điều tra viên",
        "không quá 2 giờ mỗi lần",
        "Khoản 4 Điều 421 Bộ luật Tố tụng hình sự số 101/2015/QH13",
        "x",
        "Hồ sơ: có ghi (máy đọc, 04/03/2026 09:15)",
    ]
    last = _cells(statement.rows[2])
    assert last[1].endswith("Có thể: Mời đại diện nhà trường hoặc Hội Phụ nữ ngồi cùng trẻ.")
    assert last[3] == "trước khi lấy lời khai, hỏi cung"
    assert last[5:] == ["", "đã gọi nhà trường"]  # a control character in a note would make the file unreadable


def test_rows_stay_whole_and_heads_repeat(word: Any) -> None:
    for table in word.tables:
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    for head in ("Người thực hiện", "Câu hỏi", "Cách tính"):
        for table in _headed(word, head):
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_stricter_provision_first_the_other_below_with_the_reason(word: Any) -> None:
    receive = _headed(word, "Người thực hiện")[0]
    first, below = receive.rows[1], receive.rows[2]
    assert first.cells[3].text == "10 giờ 30 ngày 04/03/2026\nkhông quá 24 giờ kể từ lúc tiếp nhận tin"
    assert below.cells[0]._tc is first.cells[0]._tc  # the number holds for both rows
    words = below.cells[1].text
    assert words.startswith("Quy định khác: Phải: Chuyển tin trong 48 giờ nếu xã ở nơi đi lại khó.")
    assert "Hạn: 10 giờ 30 ngày 05/03/2026" in words
    assert "Căn cứ: Khoản 1 Điều 5 Thông tư số 43/2021/TT-BCA." in words
    assert words.endswith("Lý do chọn quy định ghi ở trên: hạn ngắn hơn bảo vệ trẻ tốt hơn.")
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in first.cells[1].paragraphs)


def test_another_reading_stands_in_italics_and_doubtful_bases_are_marked(word: Any) -> None:
    row = _headed(word, "Người thực hiện")[0].rows[3]
    when, basis = row.cells[3], row.cells[4].text
    assert when.paragraphs[0].text == "24 giờ ngày 05/03/2026"
    other = when.paragraphs[-1]
    assert other.text == "cách đọc khác: 24 giờ ngày 06/03/2026"
    assert other.runs[0].italic
    assert "Điều 62 Luật Phòng, chống mua bán người số 53/2024/QH15 [chưa xác minh]" in basis
    assert "có thể đã được sửa đổi" not in basis  # the appendix says it once
    assert [_cells(row)[1] for row in _headed(word, "Lưu ý")[0].rows[1:]] == ["có thể đã được sửa đổi"]
    assert "TT-BCA [" not in basis  # what is in force carries no mark


def test_questions_lapsed_and_appendix(word: Any) -> None:
    assert _cells(_headed(word, "Câu hỏi")[0].rows[1]) == [
        "1",
        "Bị hại có đề nghị giám định không?",
        "- Mời người hỗ trợ cùng dự",
    ]
    lapsed = _headed(word, "Căn cứ và tình trạng")[0].rows[1]
    assert lapsed.cells[2].text == "Điều 24 Nghị định số 56/2017/NĐ-CP [hết hiệu lực]"
    counts = [_cells(row) for row in _headed(word, "Cách tính")[0].rows[1:]]
    assert [(row[0], row[1].split("\n")[1], row[2]) for row in counts] == [
        ("1", "Theo quy định được chọn", "10 giờ 30 ngày 04/03/2026"),
        ("1", "Theo quy định khác", "10 giờ 30 ngày 05/03/2026"),
        ("2", "Theo quy định được chọn", "24 giờ ngày 05/03/2026"),
        ("2", "Theo quy định được chọn, cách đọc khác", "24 giờ ngày 06/03/2026"),
    ]
    assert counts[0][3] == "Tiếp nhận tin lúc 10 giờ 30 ngày 03/03/2026.\nCộng 24 giờ."
    assert counts[3][3].endswith("Vì sao có cách đọc khác: điều luật không nói ngày đầu có được tính hay không")
    # the title comes from another item's basis on the same law
    assert counts[0][4] == "Khoản 1 Điều 134 Bộ luật Tố tụng hình sự số 101/2015/QH13"


def test_signature_block(word: Any) -> None:
    recipients, signer = (
        next(table for table in word.tables if "Nơi nhận:" in table.rows[0].cells[0].text).rows[0].cells
    )
    assert recipients.text.split("\n")[-1] == "- Lưu: hồ sơ HS-2026-007."
    assert all(run.font.size.pt == 11 for paragraph in recipients.paragraphs for run in paragraph.runs)
    assert signer.text.split("\n") == ["NGƯỜI LẬP DANH MỤC", "ĐIỀU TRA VIÊN", "(Ký, ghi rõ họ tên)"]


def test_what_nobody_typed_is_dotted_and_empty_parts_are_left_out() -> None:
    empty = CaseSheet(code="HS-1", title="", result=Result(on=date(2026, 3, 3), lines=()))
    word = _open(empty)
    bodies, _ = word.tables[0].rows[0].cells
    assert bodies.text.startswith("……")
    assert word.tables[0].rows[1].cells[0].text == "Số: ……/……"
    texts = _paragraphs(word)
    assert "Không có việc nào áp dụng cho vụ việc với các tình tiết đã ghi." in texts
    assert "Không còn điều nào phải hỏi." in texts
    assert not {"PHỤ LỤC", "IV. Căn cứ không có hiệu lực vào ngày này"} & set(texts)


def test_a_very_long_title_still_makes_a_file() -> None:
    word = _open(replace(SHEET, title="vụ " * 200))
    assert len(word.core_properties.title) == 255


def test_a_limit_without_its_event_says_so() -> None:
    first = RESULT.lines[0]
    timeless = replace(first, first=replace(first.first, deadline=None), others=())
    word = _open(replace(SHEET, result=replace(RESULT, lines=(timeless,))))
    when = _headed(word, "Người thực hiện")[0].rows[1].cells[3].text
    assert when == "không quá 24 giờ kể từ lúc tiếp nhận tin\n(chưa có mốc thời gian để tính)"
