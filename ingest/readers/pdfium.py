"""Pages of a PDF through pdfium: their words, their picture, how full they are. pdfium is not thread-safe, so calls take turns."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from ingest.source import IngestError

_TURN = threading.Lock()
# Below this grey (0-255) a pixel is ink; up to this share of inked pixels, specks of dust, a page is blank.
_INK, _BLANK = 128, 0.0005


class PdfPages:
    """An open PDF; use it as a context manager. Page indices count from 0.

    Raises:
        IngestError: the file is locked with a password or no PDF pdfium can open.
    """

    def __init__(self, path: Path) -> None:
        with _TURN:
            try:
                self._pdf = pdfium.PdfDocument(path)
            except pdfium.PdfiumError as error:
                if "assword" in str(error):
                    raise IngestError("Tệp PDF có mật khẩu mở; hãy bỏ mật khẩu rồi lưu lại.") from None
                raise IngestError("Tệp PDF bị hỏng, không mở được; hãy tải lại tệp gốc.") from error

    def __enter__(self) -> PdfPages:
        return self

    def __exit__(self, *_: object) -> None:
        with _TURN:
            self._pdf.close()

    def __len__(self) -> int:
        return len(self._pdf)

    def words(self, index: int) -> str:
        """The text of a page, one line a printed line.

        pdfium joins a line that ends in a hyphen to the next and leaves U+0002 in its place; here the hyphen and the line's
        end are put back, as a document number broken there ("TTLT-VKSNDTC-") must not lose it.
        """
        with self._page(index) as page:
            layer = page.get_textpage()
            text: str = layer.get_text_bounded()
            layer.close()
        return re.sub("[\x02\ufffe]", "-\n", text.replace("\r\n", "\n"))

    def picture(self, index: int, dpi: int) -> Image.Image:
        """A page rendered at ``dpi`` dots an inch."""
        with self._page(index) as page:
            bitmap = page.render(scale=dpi / 72)
            image = bitmap.to_pil().copy()
            bitmap.close()
        return image

    def is_picture(self, index: int) -> bool:
        """Whether one picture covers at least half of the page: a scan, whatever words a signature has put over it."""
        with self._page(index) as page:
            width, height = page.get_size()
            areas = []
            for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = item.get_bounds()
                areas.append(max(0.0, right - left) * max(0.0, top - bottom))
        return max(areas, default=0.0) >= width * height / 2

    def is_blank(self, index: int) -> bool:
        """Whether nothing is printed on the page."""
        grey = np.asarray(self.picture(index, 36).convert("L"))
        return bool((grey < _INK).mean() < _BLANK)

    @contextmanager
    def _page(self, index: int) -> Iterator[pdfium.PdfPage]:
        with _TURN:
            try:
                page = self._pdf[index]
            except pdfium.PdfiumError as error:
                raise IngestError(f"Trang {index + 1} của tệp PDF bị hỏng; hãy tải lại tệp gốc.") from error
            try:
                yield page
            finally:
                page.close()
