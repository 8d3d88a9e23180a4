"""Trains the ranker that ships: ``python -m eval.train_ranker --home DIR --benchmarks FOLDER --alqac-home DIR``.

The library of DIR holds the official texts, that of the other DIR the 17 laws of ALQAC. Trained on, and on nothing else:
``main.jsonl``, ``investigators-tune.jsonl`` and ``plain-tune.jsonl``; ``citizens-labels.jsonl``, which articles answer citizens'
questions that come without gold, judged by reading for this project; the tune part of ALQAC; the phrasings that ``eval.train_dense``
leaves out, each asked as if it were not known; some of all these again, as if no phrasing of the documents that answer were known; and
``no-basis.jsonl``, questions that no provision answers. The citizens' questions with gold, the locked halves and ALQAC's report part
are never read.

Order: a weighted sum and a layer of hidden units, trained so that the right candidates are likeliest in a softmax over all candidates
of a question (ListNet's top-one loss: Cao et al., ICML 2007), with a penalty on large weights; NETWORKS of them, begun differently,
are averaged. Basis: logistic regression of whether there is a right article at all, on features of the first candidate and of the
question, among them how it is worded (``eval.train_wording``, made in the same run). ``enough`` is the sureness below which there is
none, ``sure`` that below which the reader is warned, both chosen on our own questions while these are left out of training. Prints
each set's figures with the set left out of training.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np

from corpus.phrasings import load_phrasings
from eval import alqac
from eval.ask_report import TODAY, TUNED_ON
from eval.home import open_application
from eval.ranker_examples import LABELS, NO_BASIS, PHRASINGS, UNTRAINED, Example, Learner, read_sets
from eval.train_dense import left_to_ranker
from eval.train_wording import crossed, read_no_basis, train_wording
from search.features import NAMES, OF_FIELD
from search.model import Query
from search.ranker import BASIS, FILE, OF_QUESTION, Linear, Network, Ranker, basis_features, chances, holds
from search.reading import Floats
from search.service import Searcher
from search.wording import FILE as WORDING
from search.wording import Wording

SEED = 20261122
#: Hidden units of a network, networks, passes over the questions, questions a step, learning rate, penalty, share of units left out.
HIDDEN, NETWORKS, PASSES, BATCH, RATE, DECAY, DROPOUT = 32, 6, 20, 128, 0.003, 0.3, 0.2
FOLDS = 5
#: Shares of answerable questions that may be refused, and refused or answered with a warning, by the limits chosen.
REFUSED, WARNED = 0.03, 0.15


def train_order(data: Sequence[Example], networks: int = NETWORKS) -> Network:
    """The ranking, the mean of some networks."""
    useful = [e for e in data if e.right.any()]
    everything = np.concatenate([e.table for e in useful])
    mean, scale = everything.mean(axis=0), everything.std(axis=0) + 1e-3
    trained = [_train_one(useful, mean, scale, SEED + n) for n in range(networks)]
    weight, inner, bias, outer = zip(*trained, strict=True)
    return Network(
        NAMES + OF_FIELD,
        mean,
        scale,
        np.mean(weight, axis=0, dtype=np.float32),
        np.concatenate(inner, axis=1),
        np.concatenate(bias),
        (np.concatenate(outer) / networks).astype(np.float32),
    )


def _train_one(useful: Sequence[Example], mean: Floats, scale: Floats, seed: int) -> tuple[Floats, ...]:
    """``weight``, ``inner``, ``bias`` and ``outer`` of one network."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    most, size = max(len(e.table) for e in useful), len(mean)
    tables = torch.zeros(len(useful), most, size)
    there = torch.zeros(len(useful), most, dtype=torch.bool)
    right = torch.zeros(len(useful), most, dtype=torch.bool)
    for n, e in enumerate(useful):
        tables[n, : len(e.table)] = torch.from_numpy((e.table - mean) / scale)
        there[n, : len(e.table)] = True
        right[n, : len(e.table)] = torch.from_numpy(e.right)
    counts = torch.tensor([e.weight for e in useful])
    straight, inner, outer = nn.Linear(size, 1, bias=False), nn.Linear(size, HIDDEN), nn.Linear(HIDDEN, 1, bias=False)
    nn.init.zeros_(straight.weight)
    drop = nn.Dropout(DROPOUT)
    parameters = [*straight.parameters(), *inner.parameters(), *outer.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=DECAY)
    for _ in range(PASSES):
        for some in torch.randperm(len(useful)).split(BATCH):
            table = tables[some]
            scores = (straight(table) + outer(drop(torch.relu(inner(table))))).squeeze(-1)
            likely = torch.log_softmax(scores.masked_fill(~there[some], -1e9), dim=1)
            found = torch.logsumexp(likely.masked_fill(~right[some], -1e9), dim=1)
            loss = -(found * counts[some]).sum() / counts[some].sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return tuple(
        t.detach().numpy() for t in (straight.weight[0], inner.weight.T.contiguous(), inner.bias, outer.weight[0])
    )


def train_basis(data: Sequence[Example], order: Network) -> Linear:
    """The weights of a judgement whether there is a basis."""
    from sklearn.linear_model import LogisticRegression

    names = BASIS + OF_QUESTION
    data = [e for e in data if e.judged]
    features = first_features(data, order)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    answerable = np.array([e.answerable for e in data])
    weights = np.array([e.weight for e in data])
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=3000)
    model.fit((features - mean) / scale, answerable, sample_weight=weights)
    return Linear(names, mean, scale, model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def first_features(data: Sequence[Example], order: Network) -> Floats:
    """Of each question's first candidate: (questions, features)."""
    rows = []
    for e in data:
        rows.append(basis_features(e.table, order.scores(e.table), e.terms, e.wording))
    return np.stack(rows)


def hit_rates(data: Sequence[Example], order: Network) -> str:
    """Share of answerable questions with a right article first, among five, among ten; of none, nothing."""
    ranks = []
    for e in data:
        if e.answerable:
            best = np.argsort(-order.scores(e.table), kind="stable")
            ranks.append(next((n for n, k in enumerate(best) if e.right[k]), 10**6))
    return "/".join(f"{np.mean(np.array(ranks) < depth):.3f}" for depth in (1, 5, 10)) if ranks else "–"


def sureness(data: Sequence[Example], order: Network, judgement: Linear) -> tuple[Floats, Floats]:
    """Of the answerable questions, and of those without basis."""
    scores = chances(judgement, first_features(data, order))
    answerable = np.array([e.answerable for e in data])
    return scores[answerable], scores[~answerable]


def answered_wordings(searcher: Searcher) -> list[str]:
    """The phrasings that wording may be learned from, those that are not among the examples, each as it is read when asked."""
    tables, kept = searcher.tables(), searcher.library.kept()
    asked = [q for record in load_phrasings()[0] for _, q in record.questions() if not left_to_ranker(q)]
    return [searcher.understood(Query(question, TODAY), tables, kept).text for question in asked]


def learn_wording(
    sets: Mapping[str, Sequence[Example]], answered: Sequence[str]
) -> tuple[Wording, dict[str, list[Example]]]:
    """How questions without a basis are worded, beside ``answered_wordings``; and the sets with that told of each question by weights
    not learned from it."""
    refused = [e.text for e in sets[NO_BASIS]]
    wording = train_wording(answered, refused)
    told = {name: _worded(data, wording) for name, data in sets.items()}
    of_refused = crossed(answered, refused)
    told[NO_BASIS] = [replace(e, wording=w) for e, w in zip(sets[NO_BASIS], of_refused, strict=True)]
    return wording, told


def _worded(data: Sequence[Example], wording: Wording) -> list[Example]:
    return [replace(e, wording=wording.of(e.text)) for e in data]


def train(sets: Mapping[str, Sequence[Example]]) -> Ranker:
    """The ranker from all sets. Its limits are shares of the answerable questions of our own and of phrasings, each judged while left
    out of training."""
    order = train_order([e for data in sets.values() for e in data])
    enough, sure = _left_out(sets)
    return Ranker(order, *train_judgements(sets, order), enough, sure)


def train_judgements(sets: Mapping[str, Sequence[Example]], order: Network) -> tuple[Linear, Linear]:
    """``basis`` and ``doubt``: the citizens' questions whose law the library lacks would have the first refuse too much."""
    everything = [e for data in sets.values() for e in data]
    return train_basis([e for name, data in sets.items() if name != LABELS.stem for e in data], order), train_basis(
        everything, order
    )


def _left_out(sets: Mapping[str, Sequence[Example]]) -> tuple[float, float]:
    """The limits ``enough`` and ``sure``, from rankers trained on the other folds."""
    mine = (*(path.stem for path in TUNED_ON), PHRASINGS)
    found: list[list[Floats]] = [[], []]
    for n in range(FOLDS):
        judged = [e for name in mine for e in sets[name] if fold_of(e, FOLDS) == n]
        known = {name: besides(data, judged) for name, data in sets.items()}
        order = train_order([e for data in known.values() for e in data], networks=1)
        for scores, judgement in zip(found, train_judgements(known, order), strict=True):
            scores.append(sureness(judged, order, judgement)[0])
    enough, sure = (np.quantile(np.concatenate(s), share) for s, share in zip(found, (REFUSED, WARNED), strict=True))
    return float(enough), float(sure)


def fold_of(example: Example, folds: int) -> int:
    """Drawn by the question: a question asked twice, of strange documents too, is in one fold."""
    return crc32(example.question.encode()) % folds


def besides(data: Sequence[Example], judged: Sequence[Example]) -> list[Example]:
    """Those that ask none of the questions that are judged."""
    asked = {e.question for e in judged}
    return [e for e in data if e.question not in asked]


def report_left_out(sets: Mapping[str, Sequence[Example]]) -> None:
    """Prints, for each set, what a ranking of one network reaches that is trained on the others."""
    for left_out, data in sets.items():
        if not any(e.answerable for e in data):
            continue
        others = [e for name, known in sets.items() if name != left_out for e in besides(known, data)]
        order = train_order(others, networks=1)
        reach = np.mean([e.right.any() for e in data if e.answerable])
        print(f"{left_out}, left out of training: {len(data)} questions; right one among candidates {reach:.3f}")
        print(f"  first/5/10 {hit_rates(data, order)}", flush=True)


def report_authors(sets: Mapping[str, Sequence[Example]], trained: Ranker, answered: Sequence[str]) -> None:
    """Prints how many of each author's questions without a basis are refused by a judgement and wording learned from the other's."""
    authors = dict(read_no_basis())
    for author in sorted(set(authors.values())):
        kept = [e for e in sets[NO_BASIS] if authors[e.question] != author]
        wording = train_wording(answered, [e.text for e in kept])
        known = {name: _worded(data, wording) for name, data in sets.items()} | {NO_BASIS: kept}
        basis, doubt = train_judgements(known, trained.order)
        judged = _worded([e for e in sets[NO_BASIS] if authors[e.question] == author], wording)
        without = replace(trained, basis=basis, doubt=doubt)
        print(f"{NO_BASIS}, author {author} left out of training: {refusals(judged, without)}")


def refusals(data: Sequence[Example], ranker: Ranker) -> str:
    """Shares of a set's questions refused, and refused or answered with a warning."""
    values = first_features(data, ranker.order)
    held = np.array([holds(e.table, ranker.order.scores(e.table), e.terms) for e in data])
    refused = ~held & (chances(ranker.basis, values) < ranker.enough)
    warned = refused | (chances(ranker.doubt, values) < ranker.sure)
    answerable = np.array([e.answerable for e in data])
    told = []
    for word, flags in (("refused", refused), ("refused or warned", warned)):
        shares = ((flags[answerable], "answerable"), (flags[~answerable], "others"))
        told.append(f"{word} " + ", ".join(f"{np.mean(f):.3f} of {len(f)} {name}" for f, name in shares if len(f)))
    return "; ".join(told)


def main() -> None:
    """Trains and saves; prints the figures of each set, left out of training and then with all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    parser.add_argument("--alqac-home", type=Path, required=True, help="where the library of ALQAC's laws is kept")
    parser.add_argument("--benchmarks", type=Path, required=True, help="folder of the citizens' questions and of ALQAC")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--wording-out", type=Path, default=WORDING)
    parser.add_argument("--keep", type=Path, help="also keep the examples here (pickle), for trials")
    options = parser.parse_args()
    application = open_application(options.home)
    searcher = Learner(application.library, application.settings)
    laws = alqac.open_laws(options.benchmarks / "alqac", options.alqac_home).searcher
    searcher.ranker = laws.ranker = UNTRAINED
    if not len(searcher.tables().words):
        sys.exit("kho chưa có điều luật nào; hãy nạp văn bản trước: kholuat ingest THƯ_MỤC")
    answered = answered_wordings(searcher)
    wording, sets = learn_wording(read_sets(searcher, laws, options.benchmarks), answered)
    if options.keep:
        options.keep.write_bytes(pickle.dumps(sets))
    report_left_out(sets)
    trained = train(sets)
    for name, data in sets.items():
        print(f"{name}: trained on all: {hit_rates(data, trained.order)}; {refusals(data, trained)}")
    report_authors(sets, trained, answered)
    record = {
        "order": trained.order.as_json(),
        "basis": trained.basis.as_json(),
        "doubt": trained.doubt.as_json(),
        "enough": round(trained.enough, 4),
        "sure": round(trained.sure, 4),
    }
    np.save(options.wording_out, wording.weights.astype(np.float16))
    written = json.dumps(record, ensure_ascii=False, indent=1)
    # a row of numbers a line
    written = re.sub(r"\[[-+\d.,e\s]+\]", lambda numbers: re.sub(r"\s+", " ", numbers[0]), written)
    options.out.write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
