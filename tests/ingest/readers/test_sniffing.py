"""The format is read off the content; every file that cannot be taken in says why, in Vietnamese, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.settings import Settings
from ingest.readers.sniff import UnsupportedFormatError, detect, read
from ingest.source import IngestError
from tests.fixtures import make_files as make

CODIFIED = """---
title: Chủ đề thử
---
# Chủ đề thử

Điều 8.1.LQ.1. Tên điều thử

(Điều 1 Luật số 01/2001/QH10, có hiệu lực thi hành kể từ ngày 01/07/2001)

Nội dung thử.
"""


def _file(name: str, content: str | bytes) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return build


def _png(name: str) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        make.picture_of(["Ảnh"]).save(folder / name, format="PNG")
        return folder / name

    return build


@pytest.mark.parametrize(
    ("build", "kind"),
    [
        # names that lie: what stands inside counts
        (lambda folder: make.text_pdf(folder / "thong-tu.txt", ["Dieu 1"]), "pdf"),
        (lambda folder: make.word_file(folder / "luat.doc", ["Điều 1"]), "docx"),
        (_file("luat.doc", "<html><body><p>Điều 1</p></body></html>"), "html"),
        (_file("luat.doc", r"{\rtf1\ansi Dieu 1}"), "doc"),
        (_file("trang.txt", "<!-- lưu ngày 1 -->\n<!DOCTYPE html><p>Điều 1"), "html"),
        # plain names
        (_file("ke-hoach.txt", "KẾ HOẠCH\nI. Mục đích"), "text"),
        (_file("ghi-chu.md", "---\ntitle: Thử\n---\nĐiều 1. Tên điều"), "text"),
        (_file("phap-dien.md", CODIFIED), "codification"),
        # a citation of a codified article in an ordinary text does not make it the codification
        (_file("bai.md", "---\ntitle: x\n---\nXem Điều 8.1.LQ.1. của bộ pháp điển.\n"), "text"),
        # braces are not JSON yet
        (_file("ngoac.txt", "[Dự thảo] Điều 1. Tên điều"), "text"),
    ],
)
def test_detects_by_content(tmp_path: Path, build: Callable[[Path], Path], kind: str) -> None:
    assert detect(build(tmp_path)) == kind


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (_file("rong.pdf", b""), "rỗng"),
        (_file("trang.txt", "  \n\n"), "không có chữ"),
        (_png("anh.pdf"), "PNG"),
        (_file("chay.txt", b"MZ\x90\x00" + bytes(range(256)) * 40), "không được hỗ trợ"),
        (_file("rac.txt", bytes(range(1, 256)) * 40), "nhị phân"),
        (_file("ban-ghi.json", '{"so_hieu": "01/2020/TT-XX", "noi_dung": "chữ"}'), "JSON"),
        (_file("dong.jsonl", '{"a": 1}\n{"a": 2}\n'), "JSON"),
        (_file("du-lieu.xml", '<?xml version="1.0"?><rows><row/></rows>'), "XML"),
        (lambda folder: make.plain_zip(folder / "luat.docx"), "ZIP"),
        (lambda folder: make.cut(make.word_file(folder / "luat.docx", ["Điều 1"] * 50), 0.6), "hỏng"),
        (
            _file("mat-khau.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
            "mật khẩu",
        ),
        (_file("bang.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")), "Excel"),
        (lambda folder: folder, "thư mục"),
        (lambda folder: folder / "khong-co.pdf", "Không tìm thấy"),
    ],
)
def test_refuses_what_is_no_document(tmp_path: Path, build: Callable[[Path], Path], says: str) -> None:
    with pytest.raises(IngestError, match=says):
        read(build(tmp_path), Settings())


def test_says_what_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"DOCX.*Markdown"):
        detect(make.plain_zip(tmp_path / "a.zip"))


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file("kin.txt", "Điều 1")(tmp_path)

    # The tests may run as root, whom file modes do not stop.
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(IngestError, match="quyền đọc"):
        detect(path)


def test_front_door_reads_each_format(tmp_path: Path) -> None:
    files = {
        "pdf": make.text_pdf(tmp_path / "a", ["Dieu 1. Ten dieu thu"]),
        "docx": make.word_file(tmp_path / "b", ["Điều 1. Tên điều"]),
        "html": _file("c", "<p>Điều 1. Tên điều</p>")(tmp_path),
        "text": _file("d", "Điều 1. Tên điều")(tmp_path),
    }
    for reader, path in files.items():
        source = read(path, Settings())
        assert (source.reader, source.path) == (reader, path)
        assert "1. T" in source.pages[0].text


def test_codification_comes_whole(tmp_path: Path) -> None:
    source = read(_file("chu-de.md", CODIFIED)(tmp_path), Settings())
    assert source.reader == "codification"
    assert source.metadata == {"title": "Chủ đề thử"}
    assert "Điều 8.1.LQ.1. Tên điều thử" in source.pages[0].text


@pytest.mark.sources
def test_real_files_are_what_they_are(sources: Path) -> None:
    assert {detect(path) for path in (sources / "docx").iterdir()} == {"docx", "doc"}
    assert {detect(path) for path in (sources / "phap-dien").rglob("*.md")} == {"codification"}
    assert {detect(path) for path in (sources / "van-ban-2026").iterdir()} == {"text"}
    assert {detect(path) for path in (sources / "ke-hoach").iterdir()} == {"text"}
    for record in [*(sources / "cong-bao").glob("*.json"), *(sources / "vbpl-meta").glob("*.json")]:
        with pytest.raises(UnsupportedFormatError, match="JSON"):
            detect(record)
