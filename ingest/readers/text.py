"""Reads plain text and Markdown, with or without front matter, in the encodings such files come in."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from charset_normalizer import from_bytes
from haystack import component

from corpus.syllables import share_of_syllables
from ingest.readers.files import checked, sha256
from ingest.source import IngestError, Page, SourceText

# UTF-32's mark begins with UTF-16's, so it is tried first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# TCVN 5712-1 (TCVN3, "ABC"), the 8-bit encoding of Vietnamese offices before Unicode, from byte 0xA1 on; Python has no codec for it.
_TCVN3 = dict(
    enumerate(
        "ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
        "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
        start=0xA1,
    )
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n")


def decode(raw: bytes) -> tuple[str, str]:
    """The text of ``raw`` and the name of the encoding: byte-order mark, UTF-8, UTF-16 without a mark, else the likeliest.

    Among legacy encodings the one wins under which most words are Vietnamese syllables.

    Raises:
        IngestError: the bytes are no text.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _printable(_strict(raw, name)), name
    try:
        return _printable(raw.decode("utf-8")), "utf-8"
    except (UnicodeDecodeError, IngestError):
        pass
    guesses = {name: text for name in ("utf-16-le", "utf-16-be") if (text := _try(raw, name)) is not None}
    if b"\0" not in raw:
        guesses["tcvn3"] = raw.decode("latin-1").translate(_TCVN3)
        if (text := _try(raw, "cp1258")) is not None:
            guesses["cp1258"] = text
        if (best := from_bytes(raw).best()) is not None:
            guesses[best.encoding] = str(best)
    readable = {name: text for name, text in guesses.items() if not _CONTROL.search(text)}
    name = max(readable, key=lambda guess: share_of_syllables(readable[guess]), default="")
    # Junk decodes as something too; text of this field is mostly Vietnamese under the right encoding.
    if not name or share_of_syllables(readable[name]) < 0.3:
        raise _not_text()
    return readable[name], name


def split_front_matter(text: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """Front matter, the text below it, and warnings; a broken front matter stays in the text, so that nothing is lost."""
    if not _FRONT_MATTER.match(text):
        return {}, text, ()
    try:
        post = frontmatter.loads(text)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" (dòng {where.line + 2})" if where is not None else ""
        return {}, text, (f"Phần đầu tệp (giữa hai dòng ---) sai cú pháp YAML{line}; giữ nguyên như văn bản thường.",)
    return dict(post.metadata), post.content, ()


@component
class TextReader:
    """Reads a TXT or Markdown file into one page; Markdown signs stay as read, cleaning takes them out.

    Example:
        TextReader().run(path="ke-hoach.txt")["source"].pages[0].text
    """

    @component.output_types(source=SourceText)
    def run(self, path: Path | str) -> dict[str, SourceText]:
        """Read ``path``. Raises IngestError if it is missing, empty or no text."""
        path = checked(path)
        text, encoding = decode(path.read_bytes())
        metadata, body, warnings = split_front_matter(text)
        if not body.strip():
            raise IngestError("Tệp không có chữ nào; hãy kiểm tra lại tệp gốc.")
        if not encoding.startswith("utf-8"):
            warnings += (f"Tệp không ở bảng mã UTF-8; đã đọc theo {encoding}, nên xem lại dấu tiếng Việt.",)
        source = SourceText(
            path=path,
            sha256=sha256(path),
            reader="text",
            pages=(Page(number=None, text=body),),
            metadata=metadata,
            warnings=warnings,
        )
        return {"source": source}


def _strict(raw: bytes, encoding: str) -> str:
    text = _try(raw, encoding)
    if text is None:
        raise IngestError(f"Tệp khai bảng mã {encoding} nhưng có byte sai; hãy mở và lưu lại tệp dưới dạng UTF-8.")
    return text


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _printable(text: str) -> str:
    if len(_CONTROL.findall(text)) > len(text) // 1000:
        raise _not_text()
    return text


def _not_text() -> IngestError:
    return IngestError(
        "Nội dung tệp là dữ liệu nhị phân, không phải văn bản; hãy nạp tệp PDF, DOCX, DOC, HTML, TXT hoặc Markdown."
    )
