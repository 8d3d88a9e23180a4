"""Decides by content what a file is, whatever its name says, and hands it to the reader of that format."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import filetype

from corpus.settings import Settings
from ingest.readers.doc import DocReader
from ingest.readers.docx import DocxReader
from ingest.readers.files import checked, sha256
from ingest.readers.html import HtmlReader
from ingest.readers.pdf import PdfReader
from ingest.readers.scan import ScanReader
from ingest.readers.text import TextReader, decode, split_front_matter
from ingest.source import IngestError, Page, SourceText

SUPPORTED = "PDF (có chữ hoặc bản quét), DOCX, DOC, RTF, ODT, HTML, TXT, Markdown"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Entry names in an OLE file's directory are UTF-16.
_OLE_KINDS = {
    "WordDocument": "doc",
    "EncryptedPackage": "encrypted",
    "Workbook": "bảng tính Excel",
    "PowerPoint Document": "trình chiếu PowerPoint",
}
_ZIP_KINDS = {"word/": "docx", "xl/": "bảng tính Excel", "ppt/": "trình chiếu PowerPoint"}
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|span|font|center)\b",
    re.I | re.S,
)
# A codified heading ("Điều 8.1.LQ.1. Trẻ em") and, within the next lines, where it comes from ("(Điều 1 Luật số …").
_CODIFIED = re.compile(
    r"^[#* \t]*[ĐÐ]iều\s+\d+\.\d+\.[^\W\d_]{2,3}\.\d+[\d.]*\.?\s.*(?:\n.*){0,3}?\n[*_(\s]*\([*_\s]*[ĐÐ]iều\s+\d+",
    re.M | re.I,
)


class UnsupportedFormatError(IngestError):
    """The file is whole but of a format that is no document here: a picture, a program, a record beside a text …"""


def detect(path: Path | str) -> str:
    """The format of a file by its content: "pdf", "docx", "doc" (all that LibreOffice converts), "html", "text", "codification".

    Raises:
        IngestError: missing, empty, unreadable, locked or broken file.
        UnsupportedFormatError: anything else.
    """
    path = checked(path)
    with path.open("rb") as stream:
        head = stream.read(8192)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_kind(path)
    if head.lstrip().startswith(b"{\\rtf"):
        return "doc"
    kind = filetype.guess(head)
    if kind is not None:
        raise _unsupported(f"tệp {kind.extension.upper()}", _mend(kind.mime))
    return _text_kind(path)


def read(
    path: Path | str, settings: Settings | None = None, progress: Callable[[int, int], None] | None = None
) -> SourceText:
    """Read any supported file with the reader of its format.

    ``progress`` is called with (pages done, pages in all) while a scan is being recognised. The codification comes back as one page
    for the module that splits it into documents. Raises what ``detect`` and the readers raise.
    """
    settings = settings or Settings()
    path = Path(path)
    kind = detect(path)
    if kind == "codification":
        text, _ = decode(path.read_bytes())
        metadata, body, warnings = split_front_matter(text)
        return SourceText(path, sha256(path), "codification", (Page(None, body),), metadata, warnings)
    if kind == "pdf":
        scan = ScanReader(dpi=settings.ocr_dpi, progress=progress)
        return PdfReader(scan=scan).run(path=path)["source"]
    reader = {"docx": DocxReader, "doc": DocReader, "html": HtmlReader, "text": TextReader}[kind]
    return reader().run(path=path)["source"]


def _ole_kind(path: Path) -> str:
    content = path.read_bytes()
    kind = next(
        (kind for entry, kind in _OLE_KINDS.items() if entry.encode("utf-16-le") in content), "tệp OLE không rõ loại"
    )
    if kind == "encrypted":
        raise IngestError("Tệp Word có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.")
    if kind != "doc":
        raise _unsupported(kind, "hãy xuất ra PDF hoặc DOCX")
    return kind


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise IngestError(
            "Tệp nén hoặc DOCX bị hỏng, có thể do tải về chưa đủ; hãy tải lại hoặc mở bằng Word rồi lưu lại."
        ) from error
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return "doc"
    kind = next(
        (kind for folder, kind in _ZIP_KINDS.items() if any(name.startswith(folder) for name in names)), "tệp ZIP"
    )
    if kind == "docx":
        return kind
    raise _unsupported(kind, "hãy giải nén rồi nạp từng văn bản" if kind == "tệp ZIP" else "hãy xuất ra PDF hoặc DOCX")


def _text_kind(path: Path) -> str:
    text, _ = decode(path.read_bytes())
    if not text.strip():
        raise IngestError("Tệp không có chữ nào; hãy kiểm tra lại tệp gốc.")
    if _is_json(text):
        raise _unsupported(
            "tệp JSON (bản ghi thuộc tính hay dữ liệu, không phải văn bản)", "hãy nạp tệp văn bản đi kèm nó"
        )
    if _HTML.match(text):
        return "html"
    if text.lstrip().startswith("<?xml"):
        # Word 2003 saved documents as one XML file; LibreOffice reads those.
        if 'progid="Word.Document"' in text[:1000]:
            return "doc"
        raise _unsupported("tệp XML", "hãy xuất ra DOCX hoặc HTML")
    if text.lstrip().startswith("---") and _CODIFIED.search(text):
        return "codification"
    return "text"


def _is_json(text: str) -> bool:
    """JSON, or a record a line; plain text may begin with a bracket too, so it must parse."""
    stripped = text.strip()
    if stripped[0] not in "{[":
        return False
    for candidate in (stripped, stripped.split("\n", 1)[0]):
        try:
            json.loads(candidate)
            return True
        except ValueError:
            continue
        except RecursionError:
            return True
    return False


def _mend(mime: str) -> str:
    return (
        "nếu là ảnh chụp văn bản, hãy gộp các ảnh thành một tệp PDF"
        if mime.startswith("image/")
        else "hãy nạp tệp văn bản"
    )


def _unsupported(what: str, mend: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        f"Nội dung là {what}, định dạng không được hỗ trợ; {mend}. Các định dạng đọc được: {SUPPORTED}."
    )
