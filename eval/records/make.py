"""Makes the invented records into files: ``python -m eval.records.make FOLDER``.

A source (``sources/*.yaml``, ``held/*.yaml``) holds the record's lines, its form (``docx``, ``pdf`` with a text layer, ``scan``: a PDF
that is only a picture) and what is expected of it. A line with `` | `` in it is a row of a table, in DOCX a real one.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import docx
import yaml
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from corpus.checklists import RecordKind
from corpus.yamlfiles import Strict

HERE = Path(__file__).parent
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
_WIDTH, _LINES, _DPI = 78, 44, 200
_SUFFIX = {"docx": ".docx", "pdf": ".pdf", "scan": ".pdf"}


class Source(Strict):
    """One invented record. ``kept`` and ``breached``: codes of rules; of every other rule for its kind it says nothing."""

    form: Literal["docx", "pdf", "scan"]
    kind: RecordKind
    text: str
    kept: tuple[str, ...]
    breached: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A source and the file made from it."""

    name: str
    source: Source
    path: Path


def make(sources: Path, folder: Path) -> Iterator[Made]:
    """Make every record below ``sources`` into ``folder``, which must exist. Raises pydantic's error on a broken source."""
    for file in sorted(sources.glob("*.yaml")):
        source = Source.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
        path = folder / (file.stem + _SUFFIX[source.form])
        lines = [line.rstrip() for line in source.text.splitlines()]
        {"docx": _word, "pdf": _pdf, "scan": _scan}[source.form](path, lines)
        yield Made(file.stem, source, path)


def _word(path: Path, lines: list[str]) -> None:
    document = docx.Document()
    for is_row, group in groupby(lines, lambda line: " | " in line):
        rows = list(group)
        if not is_row:
            for line in rows:
                document.add_paragraph(line)
            continue
        cells = [row.split(" | ") for row in rows]
        table = document.add_table(len(cells), max(map(len, cells)))
        for row, values in zip(table.rows, cells, strict=True):
            for cell, value in zip(row.cells, values, strict=False):
                cell.text = value
    document.save(str(path))


def _sheets(lines: list[str]) -> list[list[str]]:
    """The lines as they fit on sheets: wrapped, so many a sheet."""
    wrapped = [part for line in lines for part in textwrap.wrap(line.replace(" | ", ": "), _WIDTH) or [""]]
    return [wrapped[i : i + _LINES] for i in range(0, len(wrapped), _LINES)]


def _pdf(path: Path, lines: list[str]) -> None:
    pdfmetrics.registerFont(TTFont(FONT.stem, str(FONT)))
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    for page in _sheets(lines):
        sheet.setFont(FONT.stem, 10.5)
        for number, line in enumerate(page):
            sheet.drawString(60, 780 - 16 * number, line)
        sheet.showPage()
    sheet.save()


def _scan(path: Path, lines: list[str]) -> None:
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    font = ImageFont.truetype(str(FONT), 30)
    for page in _sheets(lines):
        image = Image.new("L", (round(8.27 * _DPI), round(11.69 * _DPI)), 250)
        draw = ImageDraw.Draw(image)
        for number, line in enumerate(page):
            draw.text((150, 160 + 46 * number), line, font=font, fill=25)
        # a sheet never lies quite straight on the glass
        sheet.drawImage(ImageReader(image.rotate(0.4, fillcolor=250)), 0, 0, *A4)
        sheet.showPage()
    sheet.save()


def main() -> None:
    """Write the files of all sources below a folder."""
    parser = argparse.ArgumentParser(description="Tạo tệp biên bản thử.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    for part in ("sources", "held"):
        (folder / part).mkdir(parents=True, exist_ok=True)
        for made in make(HERE / part, folder / part):
            print(made.path)


if __name__ == "__main__":
    main()
