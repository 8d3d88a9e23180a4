"""Word files: what Word shows is read, in order; what it hides is not; DOC goes through LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ingest.readers.doc import DocReader
from ingest.readers.docx import DocxReader
from ingest.readers.numbering import ordinal
from ingest.source import IngestError, SourceText
from tests.fixtures import make_files as make


def read(path: Path) -> SourceText:
    return DocxReader().run(path=path)["source"]


def lines_of(path: Path) -> list[str]:
    return read(path).pages[0].text.split("\n")


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def level(index: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return f"<w:lvl w:ilvl='{index}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


CLAUSES = (
    f"<w:abstractNum w:abstractNumId='7'>{level(0, 'decimal', '%1.')}{level(1, 'lowerLetter', '%2)')}"
    f"{level(2, 'decimal', '%1.%3', more='<w:isLgl/>')}</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='7'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
)


def test_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    table = f"<w:tbl>{row('STT', 'Việc')}{row('1', 'Họp tổ')}{row('2', '')}</w:tbl>"
    path = make.word_file(tmp_path / "a.docx", body=paragraph("Trước bảng") + table + paragraph("Sau bảng"))
    assert lines_of(path) == ["Trước bảng", "STT | Việc", "1 | Họp tổ", "2 | ", "Sau bảng"]


def test_letterhead_cells_are_lines_of_their_own(tmp_path: Path) -> None:
    table = f"<w:tbl>{row('CƠ QUAN THỬ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}{row('Số: 1/QĐ-XX', 'Hà Nội, ngày 1')}</w:tbl>"
    assert lines_of(make.word_file(tmp_path / "a.docx", body=table)) == [
        "CƠ QUAN THỬ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 1/QĐ-XX",
        "Hà Nội, ngày 1",
    ]


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    body = (
        numbered("một") + numbered("điểm thứ nhất", 1) + numbered("điểm thứ hai", 1)
        + numbered("hai") + numbered("lại từ đầu", 1) + numbered("sâu hơn", 2)
        # another list on the same definition goes on, unless it says where to start
        + numbered("sang điều khác", 0, number=2) + numbered("tiếp", 0, number=2)
        + paragraph("Không đánh số", "<w:numPr><w:numId w:val='0'/></w:numPr>")
        # the office typed the number too
        + numbered("3. gõ tay", 0, number=2)
    )  # fmt: skip
    assert lines_of(make.word_file(tmp_path / "a.docx", body=body, numbering=CLAUSES)) == [
        "1. một", "a) điểm thứ nhất", "b) điểm thứ hai", "2. hai", "a) lại từ đầu", "2.1 sâu hơn",
        "1. sang điều khác", "2. tiếp", "Không đánh số", "3. gõ tay",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        # Word counts letters the Latin way: after c comes d, not đ
        (4, "lowerLetter", "d"),
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (2026, "lowerRoman", "mmxxvi"),
        (7, "decimalZero", "07"),
        (7, "chưa biết", "7"),
        (7, "none", ""),
    ],
)
def test_number_formats(number: int, form: str, shown: str) -> None:
    assert ordinal(number, form) == shown


def test_what_word_shows_is_read_and_what_it_hides_is_not(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Dòng một</w:t><w:br/><w:t>dòng</w:t><w:noBreakHyphen/><w:t>hai</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r><w:r><w:t>chữ hiện</w:t></w:r></w:p>"
        "<w:p><w:hyperlink><w:r><w:t>trong liên kết</w:t></w:r></w:hyperlink></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>trong ô nhập</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    path = make.word_file(tmp_path / "a.docx", body=body)
    assert lines_of(path) == ["Dòng một", "dòng-hai", "chữ hiện", "trong liên kết", "trong ô nhập"]
    assert any("chữ ẩn" in warning for warning in read(path).warnings)


def test_tracked_changes_are_settled_with_a_warning(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Giữ </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>"
    )
    source = read(make.word_file(tmp_path / "a.docx", body=body))
    assert source.pages[0].text == "Giữ thêm"
    assert len(source.warnings) == 2
    assert "xóa" in source.warnings[0]
    assert "chèn" in source.warnings[1]


def test_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('Trong khung')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Quanh khung</w:t></w:r><w:r>"
        "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines_of(make.word_file(tmp_path / "a.docx", body=body)) == ["Quanh khung", "Trong khung"]


def test_notes_stand_at_the_end(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>Có chú thích</w:t></w:r><w:r><w:footnoteReference w:id='5'/></w:r></w:p>" + paragraph(
        "Đoạn sau"
    )
    path = make.word_file(tmp_path / "a.docx", body=body)
    notes = f"<w:footnotes><w:footnote w:id='5'>{paragraph('Lời chú')}</w:footnote></w:footnotes>"
    make.with_part(path, "footnotes.xml", notes, "footnotes")
    assert lines_of(path) == ["Có chú thích[1]", "Đoạn sau", "[1] Lời chú"]


def test_broken_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="hỏng"):
        read(make.cut(make.word_file(tmp_path / "cut.docx", ["Điều 1"] * 50), 0.5))
    with pytest.raises(IngestError, match="hỏng"):
        read(make.plain_zip(tmp_path / "zip.docx"))
    with pytest.raises(IngestError, match="không có chữ"):
        read(make.word_file(tmp_path / "blank.docx"))


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = make.zip_bomb(tmp_path / "a.docx", megabytes=210)
    assert path.stat().st_size < 1024 * 1024
    with pytest.raises(IngestError, match="giới hạn 200 MB"):
        read(path)


def test_missing_libreoffice_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.doc"
    path.write_text(r"{\rtf1 Dieu 1}")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(IngestError, match="libreoffice-writer"):
        DocReader().run(path=path)


def test_libreoffice_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\nexec sleep 60\n")
    office.chmod(0o755)
    path = tmp_path / "a.doc"
    path.write_text(r"{\rtf1 Dieu 1}")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(IngestError, match="không chuyển xong"):
        DocReader(timeout=0.2).run(path=path)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_doc_keeps_its_words(tmp_path: Path) -> None:
    made = make.word_file(tmp_path / "a.docx", ["Điều 1. Tên điều", "1. Nội dung thử của khoản"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(made)], check=True
    )
    source = DocReader().run(path=tmp_path / "a.doc")["source"]
    assert source.reader == "doc"
    assert source.path == tmp_path / "a.doc"
    assert source.pages[0].text.split("\n") == ["Điều 1. Tên điều", "1. Nội dung thử của khoản"]


@pytest.mark.sources
@pytest.mark.parametrize(
    ("name", "articles"), [("VBPL_96122", 426), ("VBPL_96172", 510), ("VBPL_173982", 63), ("VBPL_26741", 58)]
)
def test_laws_keep_every_article(sources: Path, name: str, articles: int) -> None:
    text = read(sources / "docx" / f"{name}.docx").pages[0].text
    assert len(set(re.findall(r"^\s*[ĐÐ]iều (\d+)\.", text, re.M))) == articles
