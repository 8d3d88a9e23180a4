"""Learns how questions without a basis are worded: ``search/wording.npy``, made by ``eval.train_ranker`` with its other weights.

Logistic regression over syllables and pairs, each weighted by how rare it is among phrasings, between phrasings
(``corpus.phrasings``; those left to the ranker stay out) and the questions of ``no-basis.jsonl``, which no provision answers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from eval.ask_report import QUESTIONS
from search.wording import BUCKETS, Wording, buckets

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NO_BASIS = QUESTIONS.with_name("no-basis.jsonl")
#: Inverse of the penalty on weights; what IDF is divided by, to make it 1 or so.
STRENGTH, IDF_UNIT = 10.0, 5.0
FOLDS, SEED = 3, 20261122


def read_no_basis() -> list[tuple[str, int]]:
    """The questions that no provision answers, and which of the authors wrote each."""
    found = map(json.loads, NO_BASIS.read_text(encoding="utf-8").splitlines())
    return [(row["question"], row["author"]) for row in found]


def rows(texts: Sequence[str]) -> csr_matrix:
    """(texts, BUCKETS): 1 / √n for each of a text's n syllables and pairs."""
    from scipy.sparse import csr_matrix

    found = [buckets(text) for text in texts]
    starts = np.cumsum([0, *(len(places) for places in found)])
    values = np.concatenate([np.full(len(places), 1 / np.sqrt(max(len(places), 1))) for places in found])
    return csr_matrix((values, np.concatenate(found), starts), shape=(len(texts), BUCKETS))


def train_wording(answered: Sequence[str], refused: Sequence[str]) -> Wording:
    """The weights from questions with and without an answer."""
    from scipy.sparse import diags, vstack
    from sklearn.linear_model import LogisticRegression

    ours, others = rows(answered), rows(refused)
    held = np.asarray((ours > 0).sum(axis=0)).ravel()
    idf = (np.log((len(answered) + 1) / (held + 1)) + 1) / IDF_UNIT
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=300)
    flags = np.concatenate([np.ones(len(answered)), np.zeros(len(refused))])
    model.fit(vstack([ours, others]) @ diags(idf), flags)
    return Wording(np.concatenate([model.coef_[0] * idf, model.intercept_]).astype(np.float16).astype(np.float32))


def crossed(answered: Sequence[str], refused: Sequence[str]) -> list[float]:
    """The wording of each question without an answer, by weights that were learned without it."""
    fold = np.random.default_rng(SEED).integers(0, FOLDS, len(refused))
    found = np.zeros(len(refused))
    for n in range(FOLDS):
        wording = train_wording(answered, [text for text, f in zip(refused, fold, strict=True) if f != n])
        for place in np.flatnonzero(fold == n).tolist():
            found[place] = wording.of(refused[place])
    return found.tolist()
