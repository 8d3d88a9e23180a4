"""How well search finds the right article, beside plain BM25 in the same run: ``python -m eval.retrieval_report --home DIR SET...``.

SET: a ``.jsonl`` of questions: ours (eval/questions/README.md), or the citizens' (``id``, ``question``, ``gold``: "91/2015/QH13:584").
Measured at article level over all articles whose words the library of DIR holds.

Measures (ir-measures): Success@k, a right article among the first k; RR@10, 1 / rank of the first right one; nDCG@10 (Järvelin and
Kekäläinen, TOIS 2002); R@10, the share of right ones among ten. Baselines: bm25s (Lù, 2024) on syllables, and on syllables and pairs
with the heading counted three times. Beside each gain over the better baseline stands its 95 % interval, by paired bootstrap over
questions.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import bm25s
import ir_measures
import numpy as np
from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.library.schema import ProvisionRow, Witness
from corpus.numbers import fold, normalize_number
from corpus.provisions import VERBATIM
from eval.ask_report import TODAY, article_of, read_questions
from eval.home import open_application
from search.encoding import clauses

if TYPE_CHECKING:
    from ui.state import App

MEASURES = (Success @ 1, Success @ 5, Success @ 10, RR @ 10, nDCG @ 10, R @ 10)
DEPTH = 10
RESAMPLES, SEED = 2000, 20261121


@dataclass(frozen=True)
class Asked:
    """A question with its right articles, by canonical id."""

    id: str
    question: str
    on: date
    gold: frozenset[str]


def read_set(path: Path) -> list[Asked]:
    """The answerable questions of a set, in either of the two forms."""
    first = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    if "kind" in first:
        return [
            Asked(q.id, q.question, q.on or TODAY, frozenset(str(article_of(pid)) for pid in q.right))
            for q in read_questions(path)
            if q.right
        ]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Asked(str(row["id"]), row["question"], TODAY, frozenset(map(_article, row["gold"]))) for row in rows]


def _article(place: str) -> str:
    number, _, article = place.rpartition(":")
    return f"{normalize_number(number)} điều {article}"


def articles(application: App) -> list[tuple[str, str, str]]:
    """Id, heading and words of every article whose official words the library holds."""
    query = (
        select(ProvisionRow.pid, ProvisionRow.heading, ProvisionRow.text)
        .join(Witness, Witness.id == ProvisionRow.witness_id)
        .where(ProvisionRow.preferred, Witness.origin == VERBATIM, Witness.current, ProvisionRow.level == "ARTICLE")
        .order_by(ProvisionRow.pid)
    )
    with Session(application.library.engine) as session:
        return [(pid, heading, text) for pid, heading, text in session.execute(query)]


def syllables(text: str) -> list[str]:
    """Tokens of the plain baseline."""
    return [s for clause in clauses(text) for s in clause]


def syllables_and_pairs(text: str) -> list[str]:
    """Tokens of the other: syllables, and two side by side as one."""
    return [t for c in clauses(text) for t in (*c, *(f"{a}_{b}" for a, b in pairwise(c)))]


def baseline(
    collection: Sequence[tuple[str, str, str]], tokens: Callable[[str], list[str]], headings: int
) -> Callable[[str], list[str]]:
    """BM25 over the articles: from a question to its first ids."""
    retriever = bm25s.BM25()
    retriever.index(
        [tokens(text) + (headings - 1) * tokens(heading) for _, heading, text in collection], show_progress=False
    )

    def search(question: str) -> list[str]:
        found, _ = retriever.retrieve([tokens(question)], k=DEPTH, show_progress=False)
        return [collection[int(n)][0] for n in found[0]]

    return search


def scores(asked: Sequence[Asked], search: Callable[[Asked], Iterable[str]]) -> dict[str, np.ndarray]:
    """Each measure's value for each question, in the order of the questions."""
    qrels = [Qrel(q.id, pid, 1) for q in asked for pid in q.gold]
    run = []
    for q in asked:
        first = list(dict.fromkeys(search(q)))[:DEPTH]
        run += [ScoredDoc(q.id, pid, float(DEPTH - rank)) for rank, pid in enumerate(first)]
    values: dict[str, dict[str, float]] = {str(m): {} for m in MEASURES}
    for metric in ir_measures.iter_calc(MEASURES, qrels, run):
        values[str(metric.measure)][metric.query_id] = metric.value
    return {name: np.array([of.get(q.id, 0.0) for q in asked]) for name, of in values.items()}


def interval(ours: np.ndarray, theirs: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of the mean difference, by paired bootstrap over questions."""
    picks = np.random.default_rng(SEED).integers(0, len(ours), (RESAMPLES, len(ours)))
    low, high = np.percentile((ours - theirs)[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table a set; exit 1 if the home holds no articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    options = parser.parse_args(arguments)
    from search.model import Query

    application = open_application(options.home)
    collection = articles(application)
    if not collection:
        print(f"no article in {application.settings.var}; ingest the texts first", file=sys.stderr)
        return 1

    def found(question: str, on: date) -> list[str]:
        return [str(article_of(h.id)) for h in application.searcher.search(Query(question, on, limit=DEPTH))]

    plain, paired = baseline(collection, syllables, 1), baseline(collection, syllables_and_pairs, 3)
    searches: dict[str, Callable[[Asked], Iterable[str]]] = {
        "BM25, syllables": lambda q: plain(q.question),
        "BM25, syllables and pairs, heading ×3": lambda q: paired(q.question),
        "Kho Luật": lambda q: found(q.question, q.on),
        "Kho Luật, asked without accents": lambda q: found(fold(q.question), q.on),
    }
    for path in options.sets:
        asked = read_set(path)
        print(f"\n{path.name}: {len(asked)} questions, {len(collection)} articles\n")
        print(f"| | {' | '.join(map(str, MEASURES))} | ms a question |\n|{'---|' * (len(MEASURES) + 2)}")
        results = {}
        for name, search in searches.items():
            start = time.perf_counter()
            results[name] = scores(asked, search)
            each = 1000 * (time.perf_counter() - start) / len(asked)
            cells = [f"{results[name][str(m)].mean():.3f}" for m in MEASURES]
            print(f"| {name} | {' | '.join(cells)} | {each:.0f} |", flush=True)
        ours = results.pop("Kho Luật")
        results.pop("Kho Luật, asked without accents")
        better = max(results.values(), key=lambda r: r[str(RR @ 10)].mean())
        gains = [
            (ours[str(m)].mean() - better[str(m)].mean(), *interval(ours[str(m)], better[str(m)])) for m in MEASURES
        ]
        print(f"| gain | {' | '.join(f'{g:+.3f} [{low:+.3f}, {high:+.3f}]' for g, low, high in gains)} | |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
