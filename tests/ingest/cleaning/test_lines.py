"""Stage 5: broken lines become paragraphs; paragraphs stay apart."""

from pathlib import Path

import pytest

from ingest.cleaning import Cleaner
from ingest.source import Page, SourceText

_FULL = "Người báo tin được giữ kín tên, nơi ở và mọi điều có thể làm lộ người ấy là ai, kể cả"


def paragraphs(*pages: str, reader: str = "pdf") -> list[str]:
    source = SourceText(Path("a"), "", reader, tuple(Page(i, text) for i, text in enumerate(pages, 1)))
    return Cleaner().run(source)["clean"].text.splitlines()


@pytest.mark.parametrize(
    ("read", "clean"),
    [
        # lower case goes on
        (f"1. {_FULL}\nkhi ra tòa.", [f"1. {_FULL} khi ra tòa."]),
        # a full line goes on in a capital
        (f"1. {_FULL}\nViện kiểm sát cũng vậy.", [f"1. {_FULL} Viện kiểm sát cũng vậy."]),
        # a short line does not
        (f"{_FULL}\n1. Yêu cầu\nKế hoạch nêu rõ việc.", [_FULL, "1. Yêu cầu", "Kế hoạch nêu rõ việc."]),
        # a title over two lines, its body after it
        (
            f"{_FULL}.\nĐiều 7. Nhận tin của Công an xã, Đồn Công an, Trạm Công an, Trạm\nBiên phòng ở vùng biển\n1. Một việc.",
            [
                f"{_FULL}.",
                "Điều 7. Nhận tin của Công an xã, Đồn Công an, Trạm Công an, Trạm Biên phòng ở vùng biển",
                "1. Một việc.",
            ],
        ),
        # numbers of documents broken by the layout
        ("Số: 01/2022/TTLT-VKSNDTC-\nTANDTC-BCA", ["Số: 01/2022/TTLT-VKSNDTC-TANDTC-BCA"]),
        ("giai đoạn 2022-\n2025 là bước đầu.", ["giai đoạn 2022-2025 là bước đầu."]),
        # a name with a dash at the break
        ("Bộ Lao động -\nThương binh và Xã hội họp.", ["Bộ Lao động - Thương binh và Xã hội họp."]),
        # a citation broken before its number is no clause, and a real clause is one
        (f"{_FULL} khoản\n2. Việc khác thì thôi.", [f"{_FULL} khoản 2. Việc khác thì thôi."]),
        (f"{_FULL} ai.\n2. Việc khác.", [f"{_FULL} ai.", "2. Việc khác."]),
        # titles in capitals under a chapter; names of bodies in a letterhead stay apart
        (
            "Chương II\nVIỆC CHUNG CỦA CÁC TỔ\nVÀ NHÓM\nĐiều 3. A",
            ["Chương II", "VIỆC CHUNG CỦA CÁC TỔ VÀ NHÓM", "Điều 3. A"],
        ),
        ("PHÒNG MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ["PHÒNG MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        # a second law in one legal basis
        (
            "Căn cứ Luật X có tên rất dài và nhiều chữ để cho đầy một dòng như ở văn bản thật;\nLuật sửa đổi năm 2021;",
            None,
        ),
    ],
)
def test_join(read: str, clean: list[str] | None) -> None:
    assert paragraphs(read) == (clean or [read.replace("\n", " ")])


def test_a_sentence_runs_over_the_page_and_remembers_where() -> None:
    first, second = f"Điều 1. Báo tin\n1. {_FULL}", "khi ra tòa.\n2. Hết."
    source = SourceText(Path("a"), "", "pdf", (Page(1, first), Page(2, second)))
    lines = Cleaner().run(source)["clean"].lines
    assert [line.page for line in lines] == [1, 1, 2]
    ((offset, page),) = lines[1].breaks
    assert (lines[1].text[offset:], page) == ("khi ra tòa.", 2)
    assert second[lines[2].offset :].startswith("2. Hết")


@pytest.mark.parametrize("reader", ["docx", "html", "text"])
def test_lines_that_are_paragraphs_stay(reader: str) -> None:
    text = "Điều 1. Báo tin\nNgười dân báo tin\nCông an nhận tin\na) tại xã;\nb) tại huyện."
    assert paragraphs(text, reader=reader) == text.splitlines()


def test_a_sentence_cut_by_a_page_of_a_text_file_is_whole_again() -> None:
    assert paragraphs("Giảm dần các vụ việc xâm\n\nhại trẻ em ở mọi xã.", reader="text") == [
        "Giảm dần các vụ việc xâm hại trẻ em ở mọi xã."
    ]


def test_table_rows_stay_rows() -> None:
    assert paragraphs("Việc | Hạn\nbáo tin | 24 giờ", reader="docx") == ["Việc | Hạn", "báo tin | 24 giờ"]


def test_empty_source() -> None:
    assert paragraphs("") == []
