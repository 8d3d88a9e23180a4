"""PDF: pages, text layer, the second reading where the first splits syllables, pages that are pictures, and broken files."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pypdf
import pytest

from ingest.readers.pdf import PdfReader
from ingest.readers.pdfium import PdfPages
from ingest.source import IngestError, SourceText
from tests.fixtures import make_files as make


def read(path: Path) -> SourceText:
    return PdfReader().run(path=path)["source"]


def test_pages_are_numbered_and_kept_apart(tmp_path: Path) -> None:
    source = read(
        make.text_pdf(tmp_path / "a.pdf", ["Dieu 1. Mot\n1. Khoan mot", "", "Dieu 2. Hai"], title="Thu", author="Nhom")
    )
    assert [page.number for page in source.pages] == [1, 2, 3]
    assert source.pages[0].text.split() == "Dieu 1. Mot 1. Khoan mot".split()
    assert source.pages[1].text.strip() == ""
    assert {page.method for page in source.pages} == {"text"}
    assert (source.metadata["title"], source.metadata["author"]) == ("Thu", "Nhom")
    # a blank page in a text PDF is no picture: nothing to warn of
    assert source.warnings == ()
    assert "pdfium_pages" not in source.metadata


def test_split_syllables_bring_the_other_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make.text_pdf(tmp_path / "a.pdf", ["thang nam", "quy dinh"])
    layer = pypdf.PageObject.extract_text
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda page: layer(page).replace("nam", "n am"))
    source = read(path)
    assert source.pages[0].text.split() == ["thang", "nam"]
    assert source.metadata["pdfium_pages"] == [1]


def test_hyphen_at_the_end_of_a_line_is_kept(tmp_path: Path) -> None:
    path = make.text_pdf(tmp_path / "a.pdf", ["So: 01/2022/TTLT-AAA-\nBBB-CCC ngay ban hanh"])
    with PdfPages(path) as pdf:
        assert pdf.words(0).split() == ["So:", "01/2022/TTLT-AAA-", "BBB-CCC", "ngay", "ban", "hanh"]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_password_is_asked_for(tmp_path: Path, algorithm: str) -> None:
    with pytest.raises(IngestError, match="mật khẩu"):
        read(make.locked_pdf(tmp_path / "khoa.pdf", "bi mat", algorithm))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_file_locked_against_editing_only_is_read(tmp_path: Path, algorithm: str) -> None:
    assert "bi khoa" in read(make.locked_pdf(tmp_path / "khoa.pdf", "", algorithm)).pages[0].text


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_file_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    path = make.cut(make.text_pdf(tmp_path / "a.pdf", [f"Trang {number}" for number in range(20)]), share)
    with pytest.raises(IngestError, match="tải lại"):
        read(path)


def test_junk_behind_a_pdf_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF\n")
    with pytest.raises(IngestError, match=r"hỏng|không có trang"):
        read(path)


def test_file_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="không có trang nào"):
        read(make.pageless_pdf(tmp_path / "a.pdf"))


def test_file_of_blank_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="trang trắng"):
        read(make.text_pdf(tmp_path / "a.pdf", ["", ""]))


def test_pictured_page_without_tesseract_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = make.picture_pdf(tmp_path / "a.pdf", ["Trang co chu", make.picture_of(["Trang ảnh"]), "Trang cuoi"])
    source = read(path)
    assert len(source.pages) == 3
    assert len(source.warnings) == 1
    assert source.warnings[0].startswith("Trang 2 là ảnh")
    assert "tesseract-ocr-vie" in source.warnings[0]


@pytest.mark.ocr
def test_pictured_page_is_recognised(tmp_path: Path) -> None:
    path = make.picture_pdf(tmp_path / "a.pdf", ["Trang co chu", make.picture_of(["Điều 2. Trang này là ảnh chụp"])])
    source = read(path)
    assert [page.method for page in source.pages] == ["text", "ocr"]
    assert "Trang này là ảnh chụp" in source.pages[1].text
    assert source.metadata["ocr_pages"] == [2]


@pytest.mark.slow
def test_long_file_in_bounded_memory(tmp_path: Path) -> None:
    page = "\n".join(f"{number}. Khoan nay la noi dung thu cua trang" for number in range(1, 40))
    path = make.text_pdf(tmp_path / "a.pdf", [f"Dieu {number}. Ten dieu\n{page}" for number in range(1, 501)])
    tracemalloc.start()
    source = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(source.pages) == 500
    assert source.pages[499].text.lstrip().startswith("Dieu 500.")
    assert peak < 200 * 1024 * 1024


@pytest.mark.sources
def test_gazette_reads_without_split_syllables(sources: Path) -> None:
    source = read(next((sources / "cong-bao").glob("thong-tu-lien-tich-so-01-2022*.pdf")))
    assert len(source.metadata["pdfium_pages"]) == len(source.pages) == 18
    text = "\n".join(page.text for page in source.pages)
    assert " n ăm" not in text
    # the number broken at its hyphen keeps it
    assert "01/2022/TTLT-VKSNDTC-\nTANDTC-BCA-BQP-BLĐTBXH" in text


@pytest.mark.sources
@pytest.mark.slow
def test_consolidated_code_keeps_every_article(sources: Path) -> None:
    source = read(sources / "pdf" / "VBHN-BLHS-2025-khong-chinh-thuc.pdf")
    assert len(source.pages) == 308
    found = {
        line.split(".")[0].split()[1]
        for page in source.pages
        for line in page.text.splitlines()
        if line.strip()[:5] in ("Điều ", "Ðiều ") and "." in line
    }
    assert {str(number) for number in range(1, 427)} | {"217a"} <= found
