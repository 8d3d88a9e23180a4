"""Stage 3: what belongs to the sheet goes, what belongs to the text stays."""

from pathlib import Path

import pytest

from ingest.cleaning import Cleaner
from ingest.source import CleanText, Page, SourceText


def clean(*pages: str, reader: str = "pdf") -> CleanText:
    method = "ocr" if reader == "scan" else "text"
    return Cleaner().run(
        SourceText(Path("a"), "", reader, tuple(Page(i, text, method) for i, text in enumerate(pages, 1)))
    )["clean"]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("CÔNG BÁO/Số 12 + 13/Ngày 06-3-2022 3", "đầu trang Công báo"),
        ("4 CÔNG BÁO/Số 12 + 13/Ngày 06-3-2022", "đầu trang Công báo"),
        ("CÔNG BÁO/Số 9/Ngày 1-12-2025", "đầu trang Công báo"),
        ("________________", "kẻ ngang"),
        ("------- *** -------", "kẻ ngang"),
    ],
)
def test_line_goes(head: str, reason: str) -> None:
    got = clean(f"{head}\nĐiều 1. Lời đầu\n")
    assert got.text == "Điều 1. Lời đầu"
    assert [r.reason for r in got.removed] == [reason]


def test_page_numbers_go_where_they_count_the_pages() -> None:
    got = clean("Trang bìa có chữ.", "2\nCâu thứ hai.", "- 3 -\nCâu thứ ba.", "4\nCâu thứ tư.", "Số lớp:\n17")
    assert got.text == "Trang bìa có chữ.\nCâu thứ hai.\nCâu thứ ba.\nCâu thứ tư.\nSố lớp:\n17"


def test_gazette_head_with_its_number_on_a_line_of_its_own() -> None:
    got = clean("Một câu.\nCÔNG BÁO/Số 1/Ngày 02-3-2022\n7\nMột câu nữa.", reader="text")
    assert got.text == "Một câu.\nMột câu nữa."


def test_repeated_heads_go_but_the_first() -> None:
    head = "Sổ tay của tổ hòa giải"
    pages = [f"{head}\nBài {i} có nội dung.\nHết bài {i}." for i in ("một", "hai", "ba", "bốn")]
    got = clean(*pages)
    assert got.text.count(head) == 1
    assert got.text.startswith(head)
    assert sum(r.text == head for r in got.removed) == 3


def test_signature_box_goes_and_a_form_line_stays() -> None:
    box = "Người ký: Tổ Kỹ thuật\nCơ quan: Phòng Mẫu\nThời gian ký: 01.02.2026 08:30:00 +07:00"
    got = clean(f"{box}\nĐiều 1. Lời đầu")
    assert got.text == "Điều 1. Lời đầu"
    assert {r.reason for r in got.removed} == {"khung chữ ký số"}
    assert clean("Cơ quan: nơi người báo tin làm việc.\nNgày ký: ghi bằng số.").text.startswith("Cơ quan: nơi")


def test_arrival_stamp() -> None:
    assert clean("ĐẾN\nNgày:..15..4..2024\nKính gửi: Các tổ.", reader="scan").text == "Kính gửi: Các tổ."


@pytest.mark.parametrize(
    "line",
    ["Nguồn: Cổng thông tin vbpl.vn • ID: 12345", "Trang chủ > Văn bản", "Tải về | Chia sẻ | In trang", "Lượt xem: 27"],
)
def test_portal_lines(line: str) -> None:
    got = clean(f"{line}\nĐiều 1. Lời đầu", reader="docx")
    assert got.text == "Điều 1. Lời đầu"
    assert got.removed[0].reason == "ghi chú của cổng thông tin"


def test_footnotes_and_their_marks() -> None:
    got = clean(
        "18.2 Cổng tin là nơi người dân gửi tin, đọc tin và hỏi những việc có\n2\n"
        "Khoản này được bổ sung theo quy định của luật sửa đổi.",
        "liên quan tới trẻ em.",
    )
    assert got.text == "18. Cổng tin là nơi người dân gửi tin, đọc tin và hỏi những việc có liên quan tới trẻ em."
    assert ("2", "chỉ số chú thích") in [(r.text, r.reason) for r in got.removed]


def test_marks_never_bite_into_numbers_of_documents() -> None:
    got = clean(
        "1. Theo Luật số 55/2019/QH14 và khoản 14\n3. Người báo tin14 được giữ kín.\n14 Khoản này được sửa đổi theo luật mới."
    )
    assert got.text.splitlines()[0] == "1. Theo Luật số 55/2019/QH14 và khoản 14"
    assert "báo tin được" in got.text
