"""Reads Word files (DOCX): paragraphs and tables in order, with the labels, notes and boxes Word shows and without deleted text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from haystack import component
from lxml import etree

from ingest.readers.files import checked, sha256
from ingest.readers.numbering import Numbering
from ingest.readers.tables import table_lines
from ingest.source import IngestError, Page, SourceText

# The largest official document seen unpacks to 6 MB; a hundred times that is an attack or a picture album.
UNPACKED_LIMIT = 200 * 1024 * 1024

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {qn("w:del"), qn("w:moveFrom")}
_ADDED = {qn("w:ins"), qn("w:moveTo")}
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "",
}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_NOTE_PARTS = {"footnotes": RELATIONSHIP_TYPE.FOOTNOTES, "endnotes": RELATIONSHIP_TYPE.ENDNOTES}


@component
class DocxReader:
    """Reads a DOCX file into one page of lines.

    A line is a paragraph or what a soft line break ends; automatic numbers are written out; table rows are "cell | cell"; text boxes
    follow the paragraph they hang on; notes are marked "[1]" and listed at the end; headers and footers go to the metadata.

    Example:
        DocxReader().run(path="luat.docx")["source"].pages[0].text
    """

    @component.output_types(source=SourceText)
    def run(self, path: Path | str) -> dict[str, SourceText]:
        """Read ``path``. Raises IngestError if it is missing, broken, locked, suspiciously large unpacked, or has no words."""
        path = checked(path)
        document = _open(path)
        walk = _Walk(document)
        lines = [*walk.blocks(document.element.body), *walk.notes()]
        text = "\n".join(lines)
        if not text.strip():
            raise IngestError("Tệp Word không có chữ nào (có thể chỉ chứa ảnh); hãy xuất ra PDF để nhận dạng chữ.")
        source = SourceText(
            path, sha256(path), "docx", (Page(None, text),), _metadata(document), tuple(walk.warnings())
        )
        return {"source": source}


def _open(path: Path) -> WordDocument:
    broken = "Tệp DOCX bị hỏng hoặc tải về chưa đủ; hãy tải lại, hoặc mở bằng Word rồi lưu lại."
    try:
        with zipfile.ZipFile(path) as archive:
            # Sizes in the directory can lie, but zipfile stops at the size it was told, so this bounds memory.
            size = sum(entry.file_size for entry in archive.infolist())
        if size > UNPACKED_LIMIT:
            raise IngestError(
                f"Tệp DOCX giải nén ra {size // 1024**2} MB, vượt giới hạn {UNPACKED_LIMIT // 1024**2} MB; "
                "hãy mở bằng Word, bỏ bớt ảnh rồi lưu lại, hoặc xuất ra PDF."
            )
        return docx.Document(str(path))
    except zipfile.BadZipFile as error:
        raise IngestError(broken) from error
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        etree.LxmlError,
        AttributeError,
        OSError,
        RuntimeError,
    ) as error:
        raise IngestError(broken) from error


def _metadata(document: WordDocument) -> dict[str, Any]:
    properties = document.core_properties
    found: dict[str, Any] = {}
    for name in ("title", "subject", "author", "last_modified_by", "created", "modified"):
        try:
            value = getattr(properties, name)
        except ValueError:  # a date Word never wrote
            continue
        if value:
            found[name] = value.isoformat() if isinstance(value, datetime) else str(value)
    for name in ("header", "footer"):
        texts = [
            "\n".join(paragraph.text for paragraph in part.paragraphs if paragraph.text.strip())
            for section in document.sections
            if not (part := getattr(section, name)).is_linked_to_previous
        ]
        if kept := list(dict.fromkeys(filter(None, texts))):
            found[name] = kept
    return found


@dataclass
class _Walk:
    """One pass over a document in reading order; counts what it had to decide on, for the warnings."""

    document: WordDocument
    deleted: int = 0
    inserted: int = 0
    hidden: int = 0
    _noted: list[tuple[str, str]] = field(default_factory=list)  # part and id of each note, in the order of their marks

    def __post_init__(self) -> None:
        self._numbering = Numbering(self._root(RELATIONSHIP_TYPE.NUMBERING), self._root(RELATIONSHIP_TYPE.STYLES))

    def blocks(self, parent: Any) -> Iterator[str]:
        """The lines of the paragraphs and tables under ``parent``, a body, cell, text box or note."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in _GONE:
                self.deleted += 1
            elif child.tag == f"{_MC}AlternateContent":
                yield from self.blocks(_chosen(child))
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), *_ADDED):
                yield from self.blocks(child)

    def notes(self) -> Iterator[str]:
        """The footnotes and endnotes marked so far, a block at the end of the document."""
        roots = {name: self._root(kind) for name, kind in _NOTE_PARTS.items()}
        for number, (part, note_id) in enumerate(self._noted, start=1):
            root = roots[part]
            note = next((n for n in root if n.get(qn("w:id")) == note_id), None) if root is not None else None
            if note is not None:
                yield f"[{number}] " + "\n".join(self.blocks(note)).strip()

    def warnings(self) -> Iterator[str]:
        """What the reader decided and a person may want to check, in Vietnamese."""
        if self.deleted:
            yield f"Tệp còn {self.deleted} chỗ xóa đang theo dõi (Track Changes): đã bỏ; hãy chấp nhận thay đổi trong Word."
        if self.inserted:
            yield f"Tệp còn {self.inserted} chỗ chèn đang theo dõi (Track Changes): đã giữ; hãy đối chiếu với bản chính thức."
        if self.hidden:
            yield f"Đã bỏ {self.hidden} đoạn chữ ẩn mà Word không hiển thị."

    def _root(self, kind: str) -> Any:
        """The root element of the part with this relationship to the document, None if there is none or it is broken."""
        for relation in self.document.part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                try:
                    return parse_xml(relation.target_part.blob)
                except etree.XMLSyntaxError:
                    return None
        return None

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        label = self._numbering.label(paragraph)
        boxes: list[Any] = []
        text = "".join(self._runs(paragraph, boxes)).strip(" \t")
        if text.strip():
            # Some offices typed the number as well as switching numbering on.
            yield from (text if text.startswith(label.strip()) else label + text).split("\n")
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag == qn("w:t"):
                yield child.text or ""
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == qn("w:sym"):
                yield _symbol(child)
            elif tag in _NOTES:
                self._noted.append((_NOTES[tag], child.get(qn("w:id"))))
                yield f"[{len(self._noted)}]"
            elif tag in _GONE:
                self.deleted += 1
            elif tag == qn("w:txbxContent"):
                boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                yield from self._runs(_chosen(child), boxes)
            elif tag == qn("w:r") and _is_hidden(child):
                self.hidden += 1
            elif tag not in (qn("w:pPr"), qn("w:rPr"), qn("w:instrText")) and isinstance(tag, str):
                self.inserted += tag in _ADDED
                yield from self._runs(child, boxes)

    def _table(self, table: Any) -> list[str]:
        rows = []
        for row in _within(table, "w:tr"):
            # A tracked row deletion marks the row's properties and leaves its cells in place.
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                self.deleted += 1
                continue
            rows.append([list(self.blocks(cell)) for cell in _within(row, "w:tc")])
        return table_lines(rows)


def _within(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, through the wrappers Word may put around them."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), *_ADDED):
            yield from _within(child, name)


def _chosen(alternate: Any) -> Any:
    """The branch of alternate content to read: both hold the same text box, drawn for newer and older Words."""
    choice = alternate.find(f"{_MC}Choice")
    if choice is None:
        choice = alternate.find(f"{_MC}Fallback")
    return choice if choice is not None else ()


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false", "off")


def _symbol(symbol: Any) -> str:
    """A symbol font's character; those in the private area have no letter of their own and become a bullet."""
    code = int(symbol.get(qn("w:char"), "2022"), 16)
    return "•" if 0xE000 <= code <= 0xF8FF or code < 0x20 else chr(code)
