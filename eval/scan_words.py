"""How many printed words does the scan reader get right?

    python -m eval.scan_words SOURCES        # SOURCES: the folder that holds the scanned PDFs, or its parent
    python -m eval.scan_words --digest NAME < words.txt > eval/scan_truth/NAME.txt

The truth is what a person read off the page by eye: all that is printed, in reading order (rows of the letterhead from left to right,
recipients before the signature), without page numbers, stamps, seals and handwriting. ``scan_truth/<file>-p<page>.txt`` keeps it as
one digest a syllable, so that no official text lies in the repository: the first 8 hex digits of SHA-256 over page name and syllable
(NFC, lower case). A syllable is a run of letters and digits; punctuation is not judged. Words right: the longest common
subsequence of truth and reading, so a word counts only in its place; the share is of the words in the truth.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ingest.cleaning import Cleaner
from ingest.readers.pdfium import PdfPages
from ingest.readers.scan import ScanReader
from ingest.source import SourceText

TRUTH = Path(__file__).parent / "scan_truth"
_NAME = re.compile(r"(?P<file>.+)-p(?P<page>\d+)")


@dataclass(frozen=True)
class Score:
    """Words right of the words in the truth, and words read, of one page (``name``: file and page)."""

    name: str
    right: int
    truth: int
    read: int

    @property
    def share(self) -> float:
        return self.right / self.truth


def digests(name: str, text: str) -> list[str]:
    """One digest a syllable of ``text``, salted with the page's name so that pages cannot be compared with each other."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return [hashlib.sha256(f"{name}\n{word}".encode()).hexdigest()[:8] for word in words]


def score(name: str, truth: list[str], text: str) -> Score:
    """Compare a page's clean text with the digests of its truth."""
    read = digests(name, text)
    blocks = SequenceMatcher(None, truth, read, autojunk=False).get_matching_blocks()
    return Score(name, sum(block.size for block in blocks), len(truth), len(read))


def read_page(path: Path, number: int) -> str:
    """Recognise and clean one page (from 1) of a scanned PDF."""
    with PdfPages(path) as pdf:
        page = next(iter(ScanReader(workers=1).recognise(pdf, [number - 1])))
    source = SourceText(path, "", "scan", (page,))
    return Cleaner().run(source)["clean"].text


def measure(sources: Path) -> list[Score]:
    """Read every page that has a truth. Raises FileNotFoundError if a PDF is not below ``sources``."""
    scores = []
    for truth in sorted(TRUTH.glob("*.txt")):
        found = _NAME.fullmatch(truth.stem)
        if not found:
            raise ValueError(f"Tên tệp {truth.name} phải có dạng <tên PDF>-p<số trang>.txt.")
        path = next(sources.rglob(f"{found['file']}.pdf"), None)
        if path is None:
            raise FileNotFoundError(f"Không thấy {found['file']}.pdf dưới {sources}; hãy chỉ đúng thư mục bản quét.")
        text = read_page(path, int(found["page"]))
        scores.append(score(truth.stem, truth.read_text(encoding="ascii").split(), text))
    return scores


def main(arguments: list[str] | None = None) -> int:
    """Print words right / words in the truth, a page a line and in all; exit status 0 if the target is met."""
    parser = argparse.ArgumentParser(description="Tỷ lệ từ đọc đúng trên bản quét.")
    parser.add_argument("sources", type=Path, nargs="?", help="thư mục chứa các PDF quét")
    parser.add_argument("--digest", metavar="NAME", help="đọc lời chuẩn từ đầu vào chuẩn, in mã băm cho trang NAME")
    parser.add_argument("--target", type=float, default=0.95, help="tỷ lệ phải đạt (mặc định 0.95)")
    options = parser.parse_args(arguments)
    if options.digest:
        print("\n".join(digests(options.digest, sys.stdin.read())))
        return 0
    if options.sources is None:
        parser.error("thiếu thư mục chứa các PDF quét")
    scores = measure(options.sources)
    for line in [*scores, Score("total", *(sum(getattr(s, f) for s in scores) for f in ("right", "truth", "read")))]:
        print(f"{line.name:<28} {line.right:>5} / {line.truth:<5} {line.share:7.2%}   (read {line.read})")
    return 0 if sum(s.right for s in scores) >= options.target * sum(s.truth for s in scores) else 1


if __name__ == "__main__":
    sys.exit(main())
