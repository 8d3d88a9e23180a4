"""Are the sources read whole? ``python -m eval.fidelity SOURCES [--quick]`` prints the tables of eval/RESULTS.md, in Markdown.

Three tables: articles read against the number each text is known to have; the joint circular 01/2022 as the gazette's PDF and as
the national codification have it, article by article, with every difference; the tree of plan 111. ``--quick`` leaves out the PDF
of 308 pages. Exit status 1 if a count differs or a place of the plan is missing.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from corpus.provisions import Level, Provision, ProvisionId
from ingest.pipeline import parse_file
from ingest.source import IngestError, ParsedDocument


@dataclass(frozen=True)
class Expected:
    """A file and how many articles its text has; ``lettered``: those with letters, counted beside 1 … ``last``."""

    file: str
    what: str
    last: int
    lettered: tuple[str, ...] = ()
    large: bool = False

    @property
    def labels(self) -> set[str]:
        return {str(n) for n in range(1, self.last + 1)} | set(self.lettered)


CIRCULAR = "cong-bao/thong-tu-lien-tich-so-01-2022-ttlt-vksndtc-tandtc-bca-bqp-bldtbxh-36844.pdf"
CODIFIED = "phap-dien/to-tung-va-cac-phuong-thuc-giai-quyet-tranh-chap/to-tung-hinh-su.md"
PLAN = "ke-hoach/111-KH-CAT-CSHS.txt"

#: Counts from the texts' own last articles; amending laws by their own articles, not those they quote.
EXPECTED = (
    Expected("docx/VBPL_96122.docx", "Bộ luật Hình sự 2015", 426),
    Expected("docx/VBPL_96172.docx", "Bộ luật Tố tụng hình sự 2015", 510),
    Expected("docx/VBPL_173982.docx", "Luật 53/2024/QH15", 63),
    Expected("docx/VBPL_26741.docx", "Luật 66/2011/QH12", 58),
    Expected("docx/VBPL_122826.docx", "Luật 12/2017/QH14 (sửa đổi)", 3),
    Expected("docx/Luật-85-2025-QH15.docx", "Luật 85/2025/QH15 (sửa đổi)", 6),
    Expected("docx/Luật-86-2025-QH15.docx", "Luật 86/2025/QH15 (sửa đổi)", 4),
    Expected("docx/VBPL_179251.docx", "Luật 86/2025/QH15, bản khác", 4),
    Expected("docx/Luật-99-2025-QH15.docx", "Luật 99/2025/QH15 (sửa đổi)", 2),
    Expected(
        "pdf/VBHN-BLHS-2025-khong-chinh-thuc.pdf", "hợp nhất BLHS 2025, 308 trang", 426, ("217a", "256a"), large=True
    ),
    Expected("pdf/2023_1257_1258_30_VBHN_VPQH.pdf", "30/VBHN-VPQH", 55, ("16a", "16b", "19a", "45a")),
    Expected("pdf/2025_1583_1584_282_2025_ND_CP.pdf", "Nghị định 282/2025/NĐ-CP", 71),
    Expected(CIRCULAR, "TTLT 01/2022 (Công báo)", 27),
    Expected("cong-bao/thong-tu-so-81-2025-tt-bca-46273.pdf", "Thông tư 81/2025/TT-BCA", 24),
)

#: Places of plan 111 that show its tree: inline (1)–(6), letters, numbers in letters, dashes of the assignments.
PLAN_PLACES = (
    *(f"mục I.1.({n})" for n in range(1, 7)),
    "mục I.2",
    *(f"mục II.1.{letter}" for letter in "abcdđe"),
    *(
        f"mục II.{item}.a.({n})"
        for item, count in ((2, 5), (3, 5), (4, 6), (5, 3), (6, 5))
        for n in range(1, count + 1)
    ),
    *(f"mục II.{item}.b gạch đầu dòng {n}" for item in (2, 3, 4, 6) for n in (1, 2, 3)),
    "mục II.5.b",
    *(f"mục III.{n}" for n in (1, 2, 3)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("sources", type=Path, help="folder of the sources (with docx/, pdf/, cong-bao/ …)")
    parser.add_argument("--quick", action="store_true", help="leave out the PDF of 308 pages")
    options = parser.parse_args(arguments)
    faults = count_articles(options.sources, quick=options.quick)
    faults += compare_circular(options.sources)
    faults += walk_plan(options.sources)
    return 1 if faults else 0


def count_articles(sources: Path, *, quick: bool) -> int:
    """The table of articles; the number of rows that differ."""
    print("| văn bản | tệp | số điều | đọc được | thiếu | thừa |\n|---|---|---|---|---|---|")
    faults = 0
    for expected in EXPECTED:
        if expected.large and quick:
            continue
        document = _parse(sources / expected.file)
        if document is None:
            faults += 1
            continue
        read = {p.id.article or "" for p in own_articles(document)}
        missing, extra = sorted(expected.labels - read), sorted(read - expected.labels)
        faults += bool(missing or extra)
        name = Path(expected.file).name
        shown = name if len(name) <= 40 else name[:37] + "…"
        print(
            f"| {expected.what} | {shown} | {len(expected.labels)} | {len(read & expected.labels)} "
            f"| {', '.join(missing) or '–'} | {', '.join(extra) or '–'} |"
        )
    return faults


def own_articles(document: ParsedDocument) -> list[Provision]:
    """The articles of the document itself, attachments left out."""
    return [p for p in document.provisions if p.id.path and p.id.path[0].level is Level.ARTICLE]


def compare_circular(sources: Path) -> int:
    """The joint circular in two sources: articles equal, and each difference in words. Differences are told, not faults."""
    gazette = _parse(sources / CIRCULAR)
    if gazette is None:
        return 1
    try:
        subjects = parse_file(sources / CODIFIED)
    except IngestError as error:
        print(f"\n{CODIFIED}: {error}")
        return 1
    codified = next((d for d in subjects if d.document.number == gazette.document.number), None)
    if codified is None:
        print(f"\n{CODIFIED} không có {gazette.document.number}")
        return 1
    here = {p.id.article: words(p.text) for p in own_articles(gazette)}
    there = {p.id.article: words(p.text) for p in own_articles(codified)}
    common = [label for label in here if label in there]
    differing = [label for label in common if here[label] != there[label]]
    print(
        f"\nTTLT 01/2022: Công báo {len(here)} điều, pháp điển {len(there)} điều; "
        f"giống hệt {len(common) - len(differing)}, khác {len(differing)}."
    )
    for label in [*(a for a in here if a not in there), *(a for a in there if a not in here)]:
        print(f"- Điều {label}: chỉ có ở một nguồn")
    for label in differing:
        for ours, theirs in word_differences(here[label], there[label]):
            print(f"- Điều {label}: Công báo “{ours}” – pháp điển “{theirs}”")
    return int(len(common) != len(here))


def words(text: str) -> list[str]:
    """Words and marks of a text without regard to line breaks and the two ways to place a tone mark (NFC only)."""
    return re.findall(r"\w+|[^\w\s]", unicodedata.normalize("NFC", text))


def word_differences(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The runs of words in which two texts differ, each side as written ("" where one has nothing)."""
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield " ".join(ours[a:b]), " ".join(theirs[c:d])


def walk_plan(sources: Path) -> int:
    """The places of plan 111 that were found; the number of those that were not."""
    plan = _parse(sources / PLAN)
    if plan is None:
        return 1
    number = plan.document.number
    found = {str(p.id) for p in plan.provisions}
    found |= {str(ProvisionId(number, p.id.path + q.path)) for p in plan.provisions for q in p.portions}
    missing = [place for place in PLAN_PLACES if f"{number} {place}" not in found]
    print(f"\nKế hoạch {number}: {len(PLAN_PLACES) - len(missing)}/{len(PLAN_PLACES)} chỗ của cây mục")
    for place in missing:
        print(f"- thiếu {place}")
    return len(missing)


def _parse(path: Path) -> ParsedDocument | None:
    try:
        return parse_file(path)[0]
    except (IngestError, OSError) as error:
        print(f"| {path.name} | không đọc được: {error} | | | | |")
        return None


if __name__ == "__main__":
    sys.exit(main())
