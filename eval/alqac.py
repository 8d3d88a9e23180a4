"""ALQAC, the shared task on Vietnamese statutes: ``python -m eval.alqac FOLDER --home DIR [--part report]``.

FOLDER holds ``law.json`` (17 laws) and ``train.json`` (questions with the articles that settle them). The laws go into a library of
their own in DIR and search is asked within them. Questions are split in two by a hash of their id: ``tune`` may be trained and tuned
on, ``report`` never.

Measure: F2 as the task defines it, the mean over questions of 5PR / (4P + R), P and R being precision and recall of the articles
given (Nguyen et al., ALQAC 2023). A second article is given only if it is believed at least SECOND times as much as the first, a share
chosen on ``tune``. Baselines in the same run: BM25 (bm25s) as in ``eval.retrieval_report``, its first article.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.documents import Document, Validity
from corpus.library import FileFacts, Text
from eval.home import open_application
from eval.retrieval_report import baseline, interval, syllables, syllables_and_pairs
from ingest.cleaning import Cleaner
from ingest.pipeline import structure_document
from ingest.source import Page, SourceText
from search.model import Filters, Query

if TYPE_CHECKING:
    from ui.state import App

#: Numbers of the laws, by the names of law.json; the Constitution has none of its own.
NUMBERS = {
    "Luật Phòng, chống ma túy": "73/2021/QH14",
    "Luật Bảo vệ môi trường": "72/2020/QH14",
    "Luật Viên chức": "58/2010/QH12",
    "Luật Cư trú": "68/2020/QH14",
    "Luật Tiếp cận thông tin": "104/2016/QH13",
    "Luật Trồng trọt": "31/2018/QH14",
    "Luật An ninh mạng": "24/2018/QH14",
    "Luật Chăn nuôi": "32/2018/QH14",
    "Hiến pháp": "01/2013/QH13",
    "Luật Du lịch": "09/2017/QH14",
    "Luật Tố tụng hành chính": "93/2015/QH13",
    "Luật Hôn nhân và gia đình": "52/2014/QH13",
    "Bộ luật dân sự": "91/2015/QH13",
    "Luật Điện ảnh": "05/2022/QH15",
    "Luật Trọng tài thương mại": "54/2010/QH12",
    "Luật Thanh niên": "57/2020/QH14",
    "Luật Giáo dục": "43/2019/QH14",
}
#: The day the questions are asked for: all 17 laws were in force.
ON = date(2024, 1, 1)
SECOND = 0.7
PARTS = ("tune", "report")


@dataclass(frozen=True)
class Asked:
    """A question with the articles that settle it, by canonical id."""

    id: str
    question: str
    gold: frozenset[str]


def read_part(folder: Path, part: str) -> list[Asked]:
    """The questions of one part."""
    rows = json.loads((folder / "train.json").read_text(encoding="utf-8"))
    return [
        Asked(
            row["question_id"],
            row["text"],
            frozenset(f"{NUMBERS[a['law_id']]} điều {a['article_id']}" for a in row["relevant_articles"]),
        )
        for row in rows
        if PARTS[int(hashlib.sha256(row["question_id"].encode()).hexdigest(), 16) % 2] == part
    ]


def open_laws(folder: Path, home: Path) -> App:
    """The application over a library of the 17 laws, which is made if it is not there."""
    application = open_application(home)
    for law in json.loads((folder / "law.json").read_text(encoding="utf-8")):
        number = NUMBERS[law["id"]]
        kind = law["id"].split()[0]
        text = "\n".join(_article(a["id"], a["text"], headed=law["id"] != "Hiến pháp") for a in law["articles"])
        digest = hashlib.sha256(text.encode()).hexdigest()
        source = SourceText(Path(f"{number}.txt"), digest, "text", (Page(None, text),))
        document = Document(number, kind, law["id"], ("Quốc hội",), validity=Validity(date(2014, 1, 1)))
        parsed = structure_document(source, Cleaner().run(source)["clean"], document)
        facts = FileFacts(digest, f"{number}.txt", f"alqac:{number}", len(text), "text")
        application.library.store(facts, [Text(document, parsed.provisions)])
    application.prepare()
    return application


def _article(number: str, text: str, headed: bool) -> str:
    """An article as a law prints it; where articles have headings, the first line is one."""
    if headed:
        heading, _, body = text.partition("\n")
        return f"Điều {number}. {heading.strip()}\n{body.strip()}"
    return f"Điều {number}.\n{text.strip()}"


def f2(given: Sequence[str], gold: frozenset[str]) -> float:
    """F2 of one question."""
    right = len(set(given) & gold)
    if not right:
        return 0.0
    precision, recall = right / len(given), right / len(gold)
    return 5 * precision * recall / (4 * precision + recall)


def answers(application: App, question: str) -> tuple[list[str], list[str]]:
    """The articles given, and the first ten."""
    hits = application.searcher.search(Query(question, ON, Filters(documents=tuple(NUMBERS.values())), limit=10))
    units = [str(h.id.unit()) for h in hits]
    given = [u for u, h in zip(units, hits, strict=True) if h.score >= SECOND * hits[0].score]
    return given[:2], units


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of a part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, required=True, help="where the library of the 17 laws is kept")
    parser.add_argument("--part", choices=PARTS, default="report")
    options = parser.parse_args(arguments)
    application = open_laws(options.folder, options.home)
    asked = read_part(options.folder, options.part)
    laws = json.loads((options.folder / "law.json").read_text(encoding="utf-8"))
    collection = [
        (f"{NUMBERS[law['id']]} điều {a['id']}", a["text"].partition("\n")[0], a["text"])
        for law in laws
        for a in law["articles"]
    ]
    print(f"ALQAC, {options.part} part: {len(asked)} questions, {len(collection)} articles\n")
    print("| | F2 | first | in ten |\n|---|---|---|---|")
    scored: dict[str, np.ndarray] = {}
    for name, tokens, headings in (
        ("BM25, syllables", syllables, 1),
        ("BM25, syllables and pairs, heading ×3", syllables_and_pairs, 3),
    ):
        plain = baseline(collection, tokens, headings)
        found = [plain(q.question) for q in asked]
        scored[name] = _row(name, asked, [units[:1] for units in found], found)
    both = [answers(application, q.question) for q in asked]
    ours = _row("Kho Luật", asked, [given for given, _ in both], [units for _, units in both])
    better = max(scored.values(), key=lambda values: values.mean())
    low, high = interval(ours, better)
    print(f"| gain | {ours.mean() - better.mean():+.3f} [{low:+.3f}, {high:+.3f}] | | |")
    return 0


def _row(name: str, asked: Sequence[Asked], given: Sequence[list[str]], found: Sequence[list[str]]) -> np.ndarray:
    values = np.array([f2(g, q.gold) for g, q in zip(given, asked, strict=True)])
    first = np.mean([units[0] in q.gold if units else False for units, q in zip(found, asked, strict=True)])
    ten = np.mean([bool(q.gold & set(units[:10])) for units, q in zip(found, asked, strict=True)])
    print(f"| {name} | {values.mean():.3f} | {first:.3f} | {ten:.3f} |", flush=True)
    return values


if __name__ == "__main__":
    sys.exit(main())
