"""Over the real files: nothing is lost, and the junk is out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ingest.cleaning import Cleaner
from ingest.cleaning.characters import clean_characters, decode_entities
from ingest.readers.docx import DocxReader
from ingest.readers.pdf import PdfReader
from ingest.readers.text import TextReader
from ingest.source import CleanText, SourceText

pytestmark = pytest.mark.sources

_READERS = {".docx": DocxReader, ".pdf": PdfReader, ".txt": TextReader, ".md": TextReader}
_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if c.isalnum())


def raw_letters(source: SourceText) -> Counter[str]:
    """Letters and digits as read, after stage 1."""
    marked = source.reader in {"text", "html"}
    total: Counter[str] = Counter()
    for page in source.pages:
        for line in _LINE_END.split(page.text):
            clean = clean_characters(line.strip())
            total.update(letters(decode_entities(clean) if marked else clean))
    return total


def kept_letters(clean: CleanText) -> Counter[str]:
    return letters(clean.text) + letters("".join(r.text for r in clean.removed))


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["docx", "cong-bao", "pdf", "ke-hoach", "van-ban-2026"])
def test_nothing_is_lost(sources: Path, folder: str) -> None:
    paths = [p for p in sorted((sources / folder).iterdir()) if p.suffix in _READERS]
    assert paths
    for path in paths:
        source = _READERS[path.suffix]().run(path=path)["source"]
        # A page recognised from a picture has labels mended: it is not equal letter for letter.
        if any(page.method == "ocr" for page in source.pages):
            continue
        clean = Cleaner().run(source)["clean"]
        assert kept_letters(clean) == raw_letters(source), path.name


@pytest.mark.slow
@pytest.mark.ocr
def test_scans_lose_nothing_but_mended_labels(sources: Path) -> None:
    source = PdfReader().run(path=sources / "scan" / "299-ttg.signed.pdf")["source"]
    clean = Cleaner().run(source)["clean"]
    mended = [r for r in clean.removed if r.reason == "sửa nhận dạng"]
    raw, kept = raw_letters(source), kept_letters(clean)
    assert not raw - kept
    assert sum((kept - raw).values()) <= 6 * len(mended)


def test_offsets_lead_back_to_the_raw_text(sources: Path) -> None:
    source = TextReader().run(path=sources / "ke-hoach" / "111-KH-CAT-CSHS.txt")["source"]
    for line in Cleaner().run(source)["clean"].lines:
        words = line.text.split()[:3]
        assert re.match(r"[\W_]*" + r"[\W_]+".join(map(re.escape, words)), source.pages[0].text[line.offset :]), words


def test_advertisement_in_the_news_item(sources: Path) -> None:
    source = TextReader().run(path=sources / "ke-hoach" / "tin-17-KH-BCD.txt")["source"]
    clean = Cleaner().run(source)["clean"]
    assert [r.text for r in clean.removed] == ["Đăng Nhập Hi88"]
    assert "Tổ quốc vừa ban hành Kế hoạch số 17/KH-BCĐ" in clean.lines[0].text


def test_gazette_pdf_reads_as_articles(sources: Path) -> None:
    (path,) = (sources / "cong-bao").glob("thong-tu-lien-tich-so-01-2022*.pdf")
    clean = Cleaner().run(PdfReader().run(path=path)["source"])["clean"]
    articles = [m.group(1) for line in clean.lines if (m := re.match(r"Điều (\d+)\. ", line.text))]
    assert articles == [str(n) for n in range(1, 28)]
    assert "CÔNG BÁO" not in clean.text
    # No paragraph of an article begins in the middle of a sentence.
    assert not [line.text for line in clean.lines if line.text[0].islower() and not re.match(r"[a-zđ]\)", line.text)]
