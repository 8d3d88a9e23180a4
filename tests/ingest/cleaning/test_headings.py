"""Stage 6: glued headings and tables of contents."""

from pathlib import Path

import pytest

from ingest.cleaning import Cleaner
from ingest.cleaning.headings import split_positions
from ingest.source import Page, SourceText


@pytest.mark.parametrize(
    ("line", "last", "heads"),
    [
        ("Lời khai được ghi lại.Điều 5. Người chứng kiến", 4, ["Điều 5. Người chứng kiến"]),
        ("… như trên.”Điều 12a. Trẻ em đi lạc", 3, ["Điều 12a. Trẻ em đi lạc"]),
        # a blank before it: only if it is the next in number
        ("Việc đã xong. Điều 5. Người chứng kiến", 4, ["Điều 5. Người chứng kiến"]),
        ("Việc đã xong. Điều 9. Người chứng kiến", 4, []),
        # citations
        ("áp dụng theo Điều 5. Trường hợp khác thì hỏi lại", 4, []),
        ("(xem thêm.Điều 5. Người chứng kiến)", 4, []),
        # the codification
        ("ở nơi đó.Điều 39.3.LQ.2. Ai phải theo", 0, ["Điều 39.3.LQ.2. Ai phải theo"]),
        ("ban hành năm 2018)Điều 4.5.TT.6.5. Nhận việc", 0, ["Điều 4.5.TT.6.5. Nhận việc"]),
        ("liên quan đến Điều 39.3.LQ.2. Ai phải theo", 0, []),
        ("đã hết hạn.Chương IV", 0, ["Chương IV"]),
        ("đã hết hạn.Mục 2. VIỆC CHUNG", 0, ["Mục 2. VIỆC CHUNG"]),
    ],
)
def test_positions(line: str, last: int, heads: list[str]) -> None:
    places = split_positions(line, last)
    assert [line[p:] for p in places] == heads


def test_offsets_point_at_the_heading_in_the_raw_text() -> None:
    text = "Ðoạn  đầu.Ðiều 2. Hai\n"
    lines = Cleaner().run(SourceText(Path("a"), "", "docx", (Page(None, text),)))["clean"].lines
    assert [(line.text, line.offset) for line in lines] == [("Đoạn đầu.", 0), ("Điều 2. Hai", text.index("Ðiều"))]


def test_table_of_contents_goes_and_a_form_stays() -> None:
    contents = "\n".join(f"Điều {i}. Tên điều .......... {i + 3}" for i in range(1, 5))
    form = "Họ và tên: ..................... 15 tuổi"
    source = SourceText(Path("a"), "", "docx", (Page(None, f"MỤC LỤC\n{contents}\nĐiều 1. Tên điều\n{form}"),))
    got = Cleaner().run(source)["clean"]
    assert got.text == f"MỤC LỤC\nĐiều 1. Tên điều\n{form}"
    assert {r.reason for r in got.removed} == {"mục lục"}
