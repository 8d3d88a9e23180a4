"""Reads scanned pages: pdfium renders, tesseract recognises Vietnamese, word confidences and lines come from one and the same run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytesseract
from haystack import component
from PIL import Image

from ingest.readers.files import checked, sha256
from ingest.readers.layout import Word, page_text
from ingest.readers.pdfium import PdfPages
from ingest.source import IngestError, Page, SourceText

LANGUAGE = "vie"
# Mean word confidence under which a person should compare the page with the original.
DOUBTFUL = 80.0
# tesseract's own timeout a page: a dense A4 page takes 2 s, so this only ends runaways.
_PAGE_SECONDS = 120
# Scans are mostly black and white; shrinking smooths their ragged letters. Measured on three pages read by eye, rendered at 300 dpi:
# 97.9 % of words right at two thirds, 97.2 % at full size, 81 to 98 % when rendered small in the first place, and faster.
_SHRINK = 2 / 3
# Ink of stamps and signatures: hue spread (max - min channel) above the first, and bright enough not to be black print.
_SPREAD, _BRIGHT = 60, 110


@component
class ScanReader:
    """Recognises a PDF whose pages are pictures.

    Args of the constructor:
        dpi: dots an inch the pages are rendered at.
        workers: pages recognised side by side, each by a tesseract of one thread.
        progress: called with (pages done, pages in all) after every page.

    Example:
        ScanReader(dpi=300).run(path="quyet-dinh.signed.pdf")["source"].pages[0].confidence
    """

    def __init__(self, dpi: int = 300, workers: int = 2, progress: Callable[[int, int], None] | None = None) -> None:
        self.dpi = dpi
        self.workers = workers
        self.progress = progress

    @component.output_types(source=SourceText)
    def run(self, path: Path | str) -> dict[str, SourceText]:
        """Read ``path``. Raises IngestError if it is no PDF, locked, or tesseract or its Vietnamese data is missing."""
        path = checked(path)
        with PdfPages(path) as pdf:
            pages = tuple(self.recognise(pdf, range(len(pdf))))
        if not any(page.text.strip() for page in pages):
            raise IngestError(
                "Không nhận dạng được chữ nào trong tệp PDF; hãy quét lại văn bản rõ hơn (300 dpi, đúng chiều)."
            )
        source = SourceText(path, sha256(path), "scan", pages, warnings=doubtful_pages(pages))
        return {"source": source}

    def recognise(self, pdf: PdfPages, indices: Iterable[int]) -> Iterator[Page]:
        """Recognise the pages with these indices (from 0), in order; no more pictures are held than there are workers, twice over."""
        require_tesseract()
        wanted = list(indices)
        with ThreadPoolExecutor(self.workers) as pool:
            waiting: list[Future[Page]] = []
            done = 0
            for index in wanted:
                waiting.append(pool.submit(_recognise, pdf.picture(index, self.dpi), index + 1))
                if len(waiting) > self.workers:
                    yield waiting.pop(0).result()
                    done += 1
                    self._report(done, len(wanted))
            for future in waiting:
                yield future.result()
                done += 1
                self._report(done, len(wanted))

    def _report(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total)


def doubtful_pages(pages: Iterable[Page]) -> tuple[str, ...]:
    """A warning a page whose confidence is low, in Vietnamese."""
    return tuple(
        f"Trang {page.number}: độ tin cậy nhận dạng chữ {page.confidence:.0f} %, nên đối chiếu với bản gốc."
        for page in pages
        if page.confidence is not None and page.text.strip() and page.confidence < DOUBTFUL
    )


def require_tesseract() -> None:
    """Raise IngestError, naming the Debian packages, unless tesseract and its Vietnamese data are there."""
    how = "hãy cài hai gói tesseract-ocr và tesseract-ocr-vie (sudo apt install tesseract-ocr tesseract-ocr-vie)."
    languages = _languages(os.environ.get("PATH", ""), os.environ.get("TESSDATA_PREFIX", ""))
    if languages is None:
        raise IngestError(f"Cần Tesseract để nhận dạng chữ trên bản quét nhưng máy chưa cài; {how}")
    if LANGUAGE not in languages:
        raise IngestError(f"Tesseract chưa có dữ liệu tiếng Việt; {how}")


@lru_cache(maxsize=8)
def _languages(search_path: str, data_path: str) -> frozenset[str] | None:
    """tesseract's languages, None without tesseract; asked once an environment, as it starts a process."""
    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError):
        return None


def without_ink(image: Image.Image) -> Image.Image:
    """The picture in grey, with red stamps and blue signatures turned white; print under a stamp stays, being dark."""
    if image.mode == "L":
        return image
    pixels = np.asarray(image.convert("RGB"))
    brightest = pixels.max(axis=2)
    coloured = (brightest > _BRIGHT) & (brightest - pixels.min(axis=2) > _SPREAD)
    if not coloured.any():
        return image.convert("L")
    grey = np.array(image.convert("L"))
    grey[coloured] = 255
    return Image.fromarray(grey)


def _recognise(image: Image.Image, number: int) -> Page:
    # Tesseract's threads fight over two cores; pages side by side are faster. Its processes inherit this environment.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    image = without_ink(image)
    image = image.resize((round(image.width * _SHRINK), round(image.height * _SHRINK)), Image.Resampling.LANCZOS)
    try:
        data = pytesseract.image_to_data(
            image, lang=LANGUAGE, output_type=pytesseract.Output.DICT, timeout=_PAGE_SECONDS
        )
    except (pytesseract.TesseractError, RuntimeError) as error:
        raise IngestError(
            f"Tesseract không nhận dạng được trang {number} ({error}); hãy quét lại trang này."
        ) from error
    words = [
        Word(
            text=text,
            left=left,
            top=top,
            width=width,
            height=height,
            line=(block, paragraph, line),
            confidence=float(confidence),
        )
        for text, left, top, width, height, block, paragraph, line, confidence in zip(
            *(
                data[key]
                for key in ("text", "left", "top", "width", "height", "block_num", "par_num", "line_num", "conf")
            ),
            strict=True,
        )
        if float(confidence) >= 0 and text.strip()
    ]
    mean = sum(word.confidence for word in words) / len(words) if words else 0.0
    return Page(number=number, text=page_text(words, image.height), method="ocr", confidence=round(mean, 1))
