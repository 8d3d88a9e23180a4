"""What each part of ranking gives: ``python -m eval.ablation --home DIR --benchmarks FOLDER --alqac-home DIR``.

The same candidates are ranked by single measures, and by rankers trained (as ``eval.train_ranker`` does) without a group of features.
Our sets, the citizens' labels and what is asked of strange documents are cross-validated in FOLDS folds by question, with one network
where the shipped ranker has more; phrasings and the tune part of ALQAC are trained on throughout, the citizens' questions with gold
and the report part of ALQAC never.
Figures: a right article first / among ten.
"""

from __future__ import annotations

import argparse
import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from eval import alqac
from eval.ask_report import TUNED_ON
from eval.home import open_application
from eval.ranker_examples import LABELS, NO_BASIS, PHRASINGS, STRANGE, UNTRAINED, Example, Learner, examples, read_sets
from eval.retrieval_report import read_set
from eval.train_ranker import fold_of, train_order
from search.features import NAMES
from search.model import Filters
from search.reading import Floats

FOLDS = 3
#: The sets that are cross-validated.
CROSSED = (*(path.stem for path in TUNED_ON), LABELS.stem, STRANGE)

#: Groups of features, by how their names begin.
GROUPS = {
    "phrasings": "asked|has asked",
    "dense vectors": "dense|asked near",
    "vectors of clauses": "dense clause",
    "headings and titles": "held heading|heading precise|held title|title precise|pairs heading",
    "clauses": "bm25 clause|held clause|pairs clause|amount|no amount",
    "pairs of syllables": "pairs",
    "ranks among the candidates": ".* rank$",
    "field, core, own, votes": "field|core|own|votes",
    "branch of law": "branch|other branch",
    "legal force, validity, kind": "force|out of force|unofficial|article",
    "share held, names": "held|missing|names lacking",
}


def without(data: Sequence[Example], group: str, twins: bool = True) -> list[Example]:
    """The examples with the features of a group struck out, and their twins of the field; ``twins`` False: all twins are."""
    out = np.array([bool(group and re.match(group, name)) for name in NAMES])
    out = np.concatenate([out, out if twins else np.ones(len(NAMES), bool)])
    return [replace(e, table=np.where(out, 0, e.table).astype(np.float32)) for e in data]


def rates(scored: Sequence[tuple[Example, Floats]]) -> str:
    """First / among ten, over the answerable questions."""
    ranks = []
    for e, scores in scored:
        if e.answerable:
            best = np.argsort(-scores, kind="stable")
            ranks.append(next((n for n, k in enumerate(best) if e.right[k]), 10**6))
    return f"{np.mean(np.array(ranks) < 1):.3f} / {np.mean(np.array(ranks) < 10):.3f}"


def row(name: str, sets: Mapping[str, list[Example]], change: Callable[[list[Example]], list[Example]]) -> None:
    """Trains with changed examples and prints the line of the table."""
    changed = {key: change(data) for key, data in sets.items()}
    always = [*changed["alqac"], *changed[PHRASINGS]]
    training = [e for key in CROSSED for e in changed[key]]
    orders = [train_order(always + [e for e in training if fold_of(e, FOLDS) != n], networks=1) for n in range(FOLDS)]
    cells = [rates([(e, orders[fold_of(e, FOLDS)].scores(e.table)) for e in changed[key]]) for key in CROSSED]
    whole = train_order(always + training, networks=1)
    cells += [rates([(e, whole.scores(e.table)) for e in changed[key]]) for key in ("citizen", "alqac report")]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    parser.add_argument("--alqac-home", type=Path, required=True, help="where the library of ALQAC's laws is kept")
    parser.add_argument("--benchmarks", type=Path, required=True, help="folder of the citizens' questions and of ALQAC")
    parser.add_argument("--kept", type=Path, help="the examples that eval.train_ranker kept (--keep), to be read once")
    options = parser.parse_args()
    application = open_application(options.home)
    searcher = Learner(application.library, application.settings)
    laws = alqac.open_laws(options.benchmarks / "alqac", options.alqac_home).searcher
    searcher.ranker = laws.ranker = UNTRAINED
    sets = pickle.loads(options.kept.read_bytes()) if options.kept else read_sets(searcher, laws, options.benchmarks)
    del sets[NO_BASIS]  # nothing to rank
    citizen = read_set(options.benchmarks / "citizen" / "questions.jsonl")
    sets["citizen"] = examples(searcher, [(q.question, q.on, q.gold) for q in citizen], 1.0)
    exam = [(q.question, alqac.ON, q.gold) for q in alqac.read_part(options.benchmarks / "alqac", "report")]
    sets["alqac report"] = examples(laws, exam, 1.0, Filters(documents=tuple(alqac.NUMBERS.values())))
    shown = (*CROSSED, "citizen", "alqac report")
    print(f"| | {' | '.join(shown)} |\n|{'---|' * (len(shown) + 1)}")
    for name in ("bm25", "bm25 clause", "dense", "dense clause", "asked", "asked near"):
        column = NAMES.index(name)
        print(f"| {name} alone | {' | '.join(rates([(e, e.table[:, column]) for e in sets[key]]) for key in shown)} |")
    row("all features", sets, list)
    row("without the twins of the field", sets, lambda data: without(data, "", twins=False))
    for name, group in GROUPS.items():
        row(f"without {name}", sets, lambda data, group=group: without(data, group))  # type: ignore[misc]


if __name__ == "__main__":
    main()
