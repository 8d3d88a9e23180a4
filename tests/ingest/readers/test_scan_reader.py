"""Scans: words and confidence of each page, letterhead columns, stamps, and the message where tesseract is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.layout import Word, page_text
from ingest.readers.pdf import PdfReader
from ingest.readers.scan import ScanReader, doubtful_pages, without_ink
from ingest.source import IngestError, Page
from tests.fixtures import make_files as make

LINES = [
    "Điều 1. Phạm vi của quy chế thử nghiệm",
    "1. Tổ công tác họp vào sáng thứ hai hằng tuần.",
    "2. Người được phân công ghi biên bản và gửi lại trong ngày.",
    "Điều 2. Trách nhiệm của từng thành viên trong tổ",
]


def share_of_words(expected: str, text: str) -> float:
    words = expected.split()
    found = set(text.split())
    return sum(word in found for word in words) / len(words)


@pytest.mark.ocr
def test_every_page_is_read_with_its_confidence(tmp_path: Path) -> None:
    path = make.picture_pdf(
        tmp_path / "a.pdf", [make.picture_of(LINES), make.picture_of(LINES[::-1]), make.picture_of(LINES[:1])]
    )
    calls: list[tuple[int, int]] = []
    source = ScanReader(progress=lambda done, total: calls.append((done, total))).run(path=path)["source"]
    assert [page.number for page in source.pages] == [1, 2, 3]
    assert share_of_words(" ".join(LINES), source.pages[0].text) > 0.9
    assert source.pages[1].text.index("Điều 2") < source.pages[1].text.index("Điều 1")
    assert all(page.method == "ocr" and 60 < (page.confidence or 0) <= 100 for page in source.pages)
    assert calls == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.ocr
def test_file_of_pictures_goes_to_the_scan_reader(tmp_path: Path) -> None:
    source = PdfReader().run(path=make.picture_pdf(tmp_path / "a.pdf", [make.picture_of(LINES)]))["source"]
    assert source.reader == "scan"
    assert "producer" in source.metadata


@pytest.mark.ocr
def test_print_under_a_red_seal_is_read(tmp_path: Path) -> None:
    path = make.picture_pdf(tmp_path / "a.pdf", [make.picture_of(LINES, stamp=True)])
    assert share_of_words(" ".join(LINES), ScanReader().run(path=path)["source"].pages[0].text) > 0.9


@pytest.mark.ocr
def test_empty_sheets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="Không nhận dạng được chữ"):
        ScanReader(dpi=100).run(path=make.picture_pdf(tmp_path / "a.pdf", [make.picture_of([])]))


def test_missing_tesseract_names_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make.picture_pdf(tmp_path / "a.pdf", [make.picture_of(LINES)])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(IngestError, match="tesseract-ocr tesseract-ocr-vie"):
        ScanReader().run(path=path)


@pytest.mark.ocr
def test_missing_vietnamese_data_names_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make.picture_pdf(tmp_path / "a.pdf", [make.picture_of(LINES)])
    (tmp_path / "eng.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(IngestError, match=r"chưa có dữ liệu tiếng Việt.*tesseract-ocr-vie"):
        ScanReader().run(path=path)


def test_ink_goes_and_print_stays() -> None:
    image = make.picture_of([])
    for place, colour in ((10, (220, 30, 40)), (20, (40, 60, 200)), (30, (20, 20, 20)), (40, (120, 120, 125))):
        image.putpixel((place, 10), colour)
    grey = without_ink(image)
    assert [grey.getpixel((place, 10)) for place in (10, 20, 30, 40)] == [255, 255, 20, 121]


def _words(text: str, left: int, top: int, line: tuple[int, int, int]) -> list[Word]:
    words = []
    for word in text.split():
        words.append(Word(word, left, top, 25 * len(word), 40, line, 90.0))
        left += 25 * len(word) + 16
    return words


@pytest.mark.parametrize(
    ("top", "gap", "lines"),
    [
        # letterhead: the columns come close, each keeps its own line
        (200, 70, ["CƠ QUAN THỬ", "CỘNG HÒA"]),
        # further down the same blank is only wide setting
        (2000, 70, ["CƠ QUAN THỬ CỘNG HÒA"]),
        # recipients and signer stand far apart
        (2000, 400, ["CƠ QUAN THỬ", "CỘNG HÒA"]),
        # ordinary words
        (200, 16, ["CƠ QUAN THỬ CỘNG HÒA"]),
    ],
)
def test_columns_keep_their_lines(top: int, gap: int, lines: list[str]) -> None:
    left = _words("CƠ QUAN THỬ", 100, top, (1, 1, 1))
    right = _words("CỘNG HÒA", left[-1].left + left[-1].width + gap, top, (1, 1, 1))
    assert page_text([*left, *right], height=3500).splitlines() == lines


def test_paragraphs_are_parted_by_an_empty_line() -> None:
    words = [
        *_words("Đoạn một", 0, 0, (1, 1, 1)),
        *_words("dòng hai", 0, 50, (1, 1, 2)),
        *_words("Đoạn hai", 0, 100, (1, 2, 1)),
    ]
    assert page_text(words, height=3500) == "Đoạn một\ndòng hai\n\nĐoạn hai"


def test_doubtful_pages_are_named() -> None:
    pages = [Page(1, "rõ", "ocr", 95.0), Page(2, "mờ", "ocr", 61.4), Page(3, "", "ocr", 0.0), Page(4, "chữ")]
    assert doubtful_pages(pages) == ("Trang 2: độ tin cậy nhận dạng chữ 61 %, nên đối chiếu với bản gốc.",)


@pytest.mark.sources
@pytest.mark.ocr
def test_real_letterhead(sources: Path) -> None:
    page = ScanReader().run(path=sources / "scan" / "2450-kgvx.signed.pdf")["source"].pages[0]
    lines = page.text.splitlines()
    for line in ("VĂN PHÒNG CHÍNH PHỦ", "Số: 2450/VPCP-KGVX", "Hà Nội, ngày 12 tháng 4 năm 2024"):
        assert line in lines
    assert (page.confidence or 0) > 85
