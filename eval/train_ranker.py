"""Trains the ranker that ships: ``python -m eval.train_ranker --home DIR --benchmarks FOLDER --alqac-home DIR``.

The library of DIR holds the official texts, that of the other DIR the 17 laws of ALQAC. Trained on, and on nothing else:
``main.jsonl`` and ``investigators-tune.jsonl``; ``citizens-labels.jsonl``, which articles answer citizens' questions that come without
gold, judged by reading for this project; and the tune part of ALQAC. The citizens' questions with gold, the locked half and ALQAC's
report part are never read.

Order: the weights that make the right candidates likeliest in a softmax over all candidates of a question (ListNet's top-one loss:
Cao et al., ICML 2007), with a penalty on large weights. Basis: logistic regression of whether there is a right article at all, on
features of the first candidate; ``enough`` is the sureness below which there is none, ``sure`` that below which the reader is warned.
Prints each set's figures with the set left out of training.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.provisions import ProvisionId
from eval import alqac
from eval.ask_report import QUESTIONS, TODAY, TUNE, read_questions
from eval.home import open_application
from search.features import NAMES, OF_FIELD
from search.model import Filters, Query
from search.ranker import BASIS, FILE, OF_QUESTION, Linear, Ranker, basis_features
from search.reading import Floats

if TYPE_CHECKING:
    from search.service import Searcher

LABELS = QUESTIONS.with_name("citizens-labels.jsonl")
SEED = 20261122
STEPS, RATE, DECAY = 500, 0.02, 0.1
#: How much a question of our own sets counts beside one of the citizens' (1); of ALQAC, whose statements are the law's own words.
OWN, EXAM = 2.5, 0.5
#: Shares of our own answerable questions that may be refused, and answered with a warning, by the thresholds chosen.
REFUSED, WARNED = 0.03, 0.15


@dataclass(frozen=True)
class Example:
    """A question's candidates, measured. ``right`` (U,): which of them answer; ``terms``: content terms asked; ``weight``: how much it
    counts."""

    table: Floats
    right: np.ndarray
    terms: int
    answerable: bool
    weight: float = 1.0
    judged: bool = True  # whether the set also holds questions without a basis


def examples(
    searcher: Searcher,
    questions: Sequence[tuple[str, date, frozenset[str]]],
    weight: float,
    filters: Filters | None = None,
) -> list[Example]:
    """Measures (question, day, right articles); none right: there is no basis. With ``filters`` the set is asked within documents."""
    found = []
    for question, on, right in questions:
        ranking = searcher.ranking(Query(question, on, filters or Filters()))
        if ranking.understood.named:
            continue  # cited outright: nothing to learn
        flags = np.array([c.pid in right for c in ranking.gathered.candidates], bool)
        terms = int(ranking.reading.terms.content.sum())
        found.append(Example(ranking.table, flags, terms, bool(right), weight, judged=filters is None))
    return found


def train_order(data: Sequence[Example]) -> Linear:
    """The weights of the ranking."""
    import torch

    torch.manual_seed(SEED)
    useful = [e for e in data if e.right.any()]
    everything = np.concatenate([e.table for e in useful])
    mean, scale = everything.mean(axis=0), everything.std(axis=0) + 1e-3
    most = max(len(e.table) for e in useful)
    tables = torch.zeros(len(useful), most, everything.shape[1])
    there = torch.zeros(len(useful), most, dtype=torch.bool)
    right = torch.zeros(len(useful), most, dtype=torch.bool)
    for n, e in enumerate(useful):
        tables[n, : len(e.table)] = torch.from_numpy((e.table - mean) / scale)
        there[n, : len(e.table)] = True
        right[n, : len(e.table)] = torch.from_numpy(e.right)
    counts = torch.tensor([e.weight for e in useful])
    weight = torch.zeros(everything.shape[1], requires_grad=True)
    optimizer = torch.optim.AdamW([weight], lr=RATE, weight_decay=DECAY)
    for _ in range(STEPS):
        likely = torch.log_softmax((tables @ weight).masked_fill(~there, -1e9), dim=1)
        loss = -(torch.logsumexp(likely.masked_fill(~right, -1e9), dim=1) * counts).sum() / counts.sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return Linear(NAMES + OF_FIELD, mean, scale, weight.detach().numpy())


def train_basis(data: Sequence[Example], order: Linear) -> Linear:
    """The weights of the judgement whether there is a basis."""
    from sklearn.linear_model import LogisticRegression

    names = BASIS + OF_QUESTION
    data = [e for e in data if e.judged]
    features = first_features(data, order)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    answerable = np.array([e.answerable for e in data])
    weights = np.array([e.weight for e in data])
    model = LogisticRegression(C=0.03, class_weight="balanced", max_iter=2000)
    model.fit((features - mean) / scale, answerable, sample_weight=weights)
    return Linear(names, mean, scale, model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def first_features(data: Sequence[Example], order: Linear) -> Floats:
    """Of each question's first candidate: (questions, features)."""
    ranker = Ranker(order, order, 0.0, 0.0)
    rows = []
    for e in data:
        beliefs = ranker.beliefs(e.table)
        rows.append(basis_features(e.table[int(np.argmax(beliefs))], beliefs, e.terms))
    return np.stack(rows)


def hit_rates(data: Sequence[Example], order: Linear) -> str:
    """Share of answerable questions with a right article first, among five, among ten."""
    ranks = []
    for e in data:
        if e.answerable:
            best = np.argsort(-order.scores(e.table), kind="stable")
            ranks.append(next((n for n, k in enumerate(best) if e.right[k]), 10**6))
    return "/".join(f"{np.mean(np.array(ranks) < depth):.3f}" for depth in (1, 5, 10))


def sureness(data: Sequence[Example], order: Linear, basis: Linear) -> tuple[Floats, Floats]:
    """Of the answerable questions, and of those without basis."""
    scores = 1 / (1 + np.exp(-basis.scores(first_features(data, order))))
    answerable = np.array([e.answerable for e in data])
    return scores[answerable], scores[~answerable]


def read_sets(searcher: Searcher, laws: Searcher, benchmarks: Path) -> dict[str, list[Example]]:
    """The examples of each set."""
    unlabelled = benchmarks / "citizen" / "unlabelled.jsonl"
    found: dict[str, list[Example]] = {}
    for path, weight in ((QUESTIONS, OWN), (TUNE, OWN)):
        questions = [
            (q.question, q.on or TODAY, frozenset(str(pid.unit()) for pid in q.right))
            for q in read_questions(path)
            if q.kind not in {"missing", "citation"}
        ]
        found[path.stem] = examples(searcher, questions, weight)
    asked = {row["id"]: row["question"] for row in map(json.loads, unlabelled.read_text(encoding="utf-8").splitlines())}
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    rows = [(asked[r["id"]], TODAY, frozenset(str(ProvisionId.parse(g).unit()) for g in r["gold"])) for r in labels]
    found[LABELS.stem] = examples(searcher, rows, 1.0)
    within = Filters(documents=tuple(alqac.NUMBERS.values()))
    exam = [(q.question, alqac.ON, q.gold) for q in alqac.read_part(benchmarks / "alqac", "tune")]
    found["alqac"] = examples(laws, exam, EXAM, within)
    return found


def train(sets: Mapping[str, Sequence[Example]]) -> Ranker:
    """The ranker from all sets; its limits are shares of our own answerable questions."""
    everything = [e for data in sets.values() for e in data]
    order = train_order(everything)
    basis = train_basis(everything, order)
    own = [e for name in (QUESTIONS.stem, TUNE.stem) for e in sets.get(name, ())]
    enough, sure = np.quantile(sureness(own, order, basis)[0], [REFUSED, WARNED])
    return Ranker(order, basis, float(enough), float(sure))


def report_left_out(sets: Mapping[str, Sequence[Example]]) -> None:
    """Prints, for each set, what a ranker trained on the others reaches."""
    for left_out, data in sets.items():
        trained = train({name: others for name, others in sets.items() if name != left_out})
        reach = np.mean([e.right.any() for e in data if e.answerable])
        rates = hit_rates(data, trained.order)
        print(f"{left_out}, left out of training: {len(data)} questions; right one among candidates {reach:.3f}")
        print(f"  first/5/10 {rates}; {refusals(data, trained)}")


def refusals(data: Sequence[Example], ranker: Ranker) -> str:
    """Shares of a set's questions refused, and refused or answered with a warning."""
    with_basis, without = sureness(data, ranker.order, ranker.basis)
    return "; ".join(
        f"{word} {np.mean(with_basis < limit):.3f} of {len(with_basis)} answerable"
        + (f", {np.mean(without < limit):.3f} of {len(without)} others" if len(without) else "")
        for word, limit in (("refused", ranker.enough), ("refused or warned", ranker.sure))
    )


def main() -> None:
    """Trains and saves; prints the figures of each set, left out of training and then with all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    parser.add_argument("--alqac-home", type=Path, required=True, help="where the library of ALQAC's laws is kept")
    parser.add_argument("--benchmarks", type=Path, required=True, help="folder of the citizens' questions and of ALQAC")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--keep", type=Path, help="also keep the examples here (pickle), for trials")
    options = parser.parse_args()
    searcher = open_application(options.home).searcher
    laws = alqac.open_laws(options.benchmarks / "alqac", options.alqac_home).searcher
    names = NAMES + OF_FIELD
    ones = np.ones(len(names), np.float32)
    nothing = Linear(names, ones, ones, ones)
    searcher.ranker = laws.ranker = Ranker(nothing, nothing, 0.0, 0.0)
    if not len(searcher.tables().words):
        sys.exit("kho chưa có điều luật nào; hãy nạp văn bản trước: kholuat ingest THƯ_MỤC")
    sets = read_sets(searcher, laws, options.benchmarks)
    if options.keep:
        options.keep.write_bytes(pickle.dumps(sets))
    report_left_out(sets)
    trained = train(sets)
    for name, data in sets.items():
        print(f"{name}: trained on all: {hit_rates(data, trained.order)}; {refusals(data, trained)}")
    record = {
        "order": trained.order.as_json(),
        "basis": trained.basis.as_json(),
        "enough": round(trained.enough, 4),
        "sure": round(trained.sure, 4),
    }
    options.out.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
