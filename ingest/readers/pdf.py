"""Reads PDF files with a text layer page by page; pages that are pictures, or the whole file, go to the scan reader."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdf
from haystack import component
from pypdf.errors import PyPdfError

from corpus.syllables import splits_syllables
from ingest.readers.files import checked, sha256
from ingest.readers.pdfium import PdfPages
from ingest.readers.scan import ScanReader, doubtful_pages
from ingest.source import IngestError, Page, SourceText

# A page that is a picture and has fewer letters than this in its text layer carries a signature's stamp, not the document's words.
_FEW_LETTERS = 400
_BROKEN = "Tệp PDF bị hỏng hoặc tải về chưa đủ; hãy tải lại tệp gốc."
# What a damaged file makes pypdf raise, besides its own errors.
_DAMAGE = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    RecursionError,
    NotImplementedError,
)


@component
class PdfReader:
    """Reads a PDF, a page at a time.

    pypdf reads the text layer. Where it splits syllables ("Thông t ư", as in gazette files) pdfium's words of that page are taken
    instead; ``metadata["pdfium_pages"]`` lists those pages, ``metadata["ocr_pages"]`` the ones recognised from a picture.

    Args of the constructor:
        scan: the reader of pages without a text layer; one with default settings if None.

    Example:
        PdfReader().run(path="luat.pdf")["source"].pages[0].number  # 1
    """

    def __init__(self, scan: ScanReader | None = None) -> None:
        self.scan = scan or ScanReader()

    @component.output_types(source=SourceText)
    def run(self, path: Path | str) -> dict[str, SourceText]:
        """Read ``path``.

        Raises:
            IngestError: it is cut short, broken, locked or without pages, or it is a scan and tesseract is missing.
        """
        path = checked(path)
        if _is_cut_short(path):
            raise IngestError("Tệp PDF bị cắt cụt, có thể do tải về chưa đủ; hãy tải lại tệp gốc.")
        with path.open("rb") as stream:
            reader = _open(stream)
            metadata = _metadata(reader)
            with PdfPages(path) as pdf:
                if len(pdf) != len(reader.pages):
                    raise IngestError(_BROKEN)
                layer = tuple(self._layer(reader, pdf, metadata))
                pictures = [page.number - 1 for page in layer if page.number and _needs_ocr(page, pdf)]
                if len(pictures) == len(layer):
                    source = self.scan.run(path=path)["source"]
                    return {"source": replace(source, metadata=metadata)}
                pages, warnings = self._with_pictures(layer, pictures, pdf, metadata)
        if not any(page.text.strip() for page in pages):
            raise IngestError("Tệp PDF chỉ có trang trắng; hãy kiểm tra lại tệp gốc.")
        source = SourceText(path, sha256(path), "pdf", pages, metadata, warnings)
        return {"source": source}

    def _layer(self, reader: pypdf.PdfReader, pdf: PdfPages, metadata: dict[str, Any]) -> Iterator[Page]:
        replaced: list[int] = []
        for index in range(len(pdf)):
            words = pdf.words(index)
            try:
                text = reader.pages[index].extract_text()
            except _DAMAGE:
                text = None
            if text is None or splits_syllables(text, words):
                text = words
                replaced.append(index + 1)
            yield Page(number=index + 1, text=text)
        if replaced:
            metadata["pdfium_pages"] = replaced

    def _with_pictures(
        self, layer: tuple[Page, ...], pictures: list[int], pdf: PdfPages, metadata: dict[str, Any]
    ) -> tuple[tuple[Page, ...], tuple[str, ...]]:
        """The pages with the ones at these indices recognised, or left as they are and named in a warning if that cannot be done."""
        if not pictures:
            return layer, ()
        try:
            recognised = {page.number: page for page in self.scan.recognise(pdf, pictures)}
        except IngestError as error:
            names = ", ".join(str(index + 1) for index in pictures)
            return layer, (f"Trang {names} là ảnh, chưa đọc được chữ: {error}",)
        metadata["ocr_pages"] = sorted(number for number in recognised if number)
        return tuple(recognised.get(page.number, page) for page in layer), doubtful_pages(recognised.values())


def _open(stream: Any) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(stream)
        # Many official files are locked against editing only: their reading password is empty.
        if reader.is_encrypted and not reader.decrypt(""):
            raise IngestError("Tệp PDF có mật khẩu mở; hãy bỏ mật khẩu rồi lưu lại.")
        count = len(reader.pages)
    except IngestError:
        raise
    except _DAMAGE as error:
        raise IngestError(_BROKEN) from error
    if not count:
        raise IngestError("Tệp PDF không có trang nào; hãy kiểm tra lại tệp gốc.")
    return reader


def _is_cut_short(path: Path) -> bool:
    """Whether objects follow the last end-of-file mark: pypdf would repair such a file and silently drop its missing pages."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.rfind(b"%%EOF") < max(content.rfind(b"endobj"), 0)


def _needs_ocr(page: Page, pdf: PdfPages) -> bool:
    letters = sum(map(str.isalnum, page.text))
    if letters >= _FEW_LETTERS:
        return False
    index = (page.number or 1) - 1
    return pdf.is_picture(index) or (letters == 0 and not pdf.is_blank(index))


def _metadata(reader: pypdf.PdfReader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    try:
        information = reader.metadata
        for name in ("title", "author", "subject", "creator", "producer", "creation_date", "modification_date"):
            try:
                value = getattr(information, name, None)
            except ValueError:  # a date in a form of its own
                continue
            if value:
                found[name] = value.isoformat() if isinstance(value, datetime) else str(value)
    except _DAMAGE:
        pass  # the file's description of itself is broken, its pages need not be
    return found
