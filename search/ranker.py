"""The learned part of ranking: a small network over features, and how sure the first hit may be taken for a basis.

``ranker.json`` holds the weights; ``python -m eval.train_ranker`` made it (its docstring says from what). A score is explained by the
part each feature has in its distance from the average candidate's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from search.features import NAMES, OF_FIELD
from search.model import Basis
from search.reading import Floats

FILE = Path(__file__).with_name("ranker.json")

#: What the judgement rests on whether there is a basis: features of the first hit; the most any candidate has of some, and the mean of
#: the best five; and of the question: beliefs, scores, how many terms it has and how it is worded.
BASIS = (
    "held",
    "held clause",
    "heading precise",
    "missing",
    "names lacking",
    "dense",
    "dense clause",
    "asked",
    "asked more",
    "asked near",
    "asked near more",
    "has asked",
    "field votes",
    "bm25",
    "bm25 clause",
    "pairs",
    "field",
    "core",
    "own",
)
MOST = ("asked", "asked near", "dense", "dense clause", "held", "held clause")
FIVE = ("asked", "asked near", "dense clause")
OF_QUESTION = (
    *(f"most {name}" for name in MOST),
    *(f"five {name}" for name in FIVE),
    "belief",  # in the first
    "ahead",  # of the second
    "three",  # belief in the first three, and eight: provisions that say the same share it
    "eight",
    "spread",  # entropy of the beliefs
    "score",
    "ahead of tenth",
    "terms",
    "wording",
)


#: A clause that holds this share of what is asked, in no fewer content terms, is never taken for no basis, however the question is
#: worded: documents that people put in speak of anything. Of 1,902 questions without a basis three meet it.
HELD, TERMS = 0.8, 3


@dataclass(frozen=True)
class Linear:
    """A standardised weighted sum: ``weight * (x - mean) / scale`` added up, plus ``bias``."""

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    weight: Floats
    bias: float = 0.0

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Linear:
        def column(name: str) -> Floats:
            return np.array(data[name], np.float32)

        return cls(
            tuple(data["names"]),
            column("mean"),
            column("scale"),
            column("weight"),
            float(data.get("bias", 0.0)),
        )

    def as_json(self) -> dict[str, object]:
        return {
            "names": list(self.names),
            "mean": _rounded(self.mean),
            "scale": _rounded(self.scale),
            "weight": _rounded(self.weight),
            "bias": round(self.bias, 4),
        }

    def scores(self, table: Floats) -> Floats:
        """(U, features) -> (U,)."""
        return ((table - self.mean) / self.scale * self.weight).sum(axis=1) + self.bias


@dataclass(frozen=True)
class Network:
    """A standardised weighted sum, and what hidden units with a rectifier add to it.

    ``x @ weight + max(0, x @ inner + bias) @ outer`` with ``x = (table - mean) / scale``; ``inner`` (features, H), ``bias`` and
    ``outer`` (H,). Several networks trained apart stand side by side, each with its share in ``outer``.
    """

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    weight: Floats
    inner: Floats
    bias: Floats
    outer: Floats

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Network:
        return cls(tuple(data["names"]), *(np.array(data[name], np.float32) for name in _ARRAYS))

    def as_json(self) -> dict[str, object]:
        return {"names": list(self.names), **{name: _rounded(getattr(self, name)) for name in _ARRAYS}}

    def scores(self, table: Floats) -> Floats:
        """(U, features) -> (U,)."""
        x = (table - self.mean) / self.scale
        return np.asarray(x @ self.weight + np.maximum(x @ self.inner + self.bias, 0) @ self.outer, np.float32)

    def parts(self, table: Floats) -> Floats:
        """Each feature's part in how far the score lies from that of the average candidate, the shape of ``table``; they add up to it.

        Integrated gradients from the average candidate (Sundararajan et al., ICML 2017, eq. 1). On the way there a unit's rectifier is
        open for a share of the path, which is how far its output moved for how far its input did.
        """
        x = (table - self.mean) / self.scale
        moved = x @ self.inner
        risen = np.maximum(moved + self.bias, 0) - np.maximum(self.bias, 0)
        still = np.abs(moved) < 1e-6
        open_ = np.where(still, self.bias > 0, risen / np.where(still, 1, moved)).astype(np.float32)
        return np.asarray(x * (self.weight + (open_ * self.outer) @ self.inner.T), np.float32)


_ARRAYS = ("mean", "scale", "weight", "inner", "bias", "outer")


def _rounded(values: Floats) -> Any:
    return np.round(values.astype(np.float64), 4).tolist()


@dataclass(frozen=True)
class Ranker:
    """``order`` ranks candidates. Two judgements tell how likely the first is to answer, 0 to 1: by ``basis``, learned from questions
    that no law answers, it does not under ``enough``; by ``doubt``, learned also from questions of law that the library lacks, which
    look much like those it answers, the reader is warned under ``sure``."""

    order: Network
    basis: Linear
    doubt: Linear
    enough: float
    sure: float

    def judged(self, table: Floats, scores: Floats, terms: int, wording: float) -> Basis:
        """Whether the best candidate is a basis at all. ``scores``: of ``order``; ``terms``: content terms asked."""
        values = basis_features(table, scores, terms, wording)[None, :]
        if not holds(table, scores, terms) and chances(self.basis, values)[0] < self.enough:
            return Basis.NONE
        return Basis.DOUBTFUL if chances(self.doubt, values)[0] < self.sure else Basis.FOUND


def holds(table: Floats, scores: Floats, terms: int) -> bool:
    """Whether a clause of the best candidate holds nearly all that is asked."""
    return terms >= TERMS and bool(table[int(np.argmax(scores)), _HELD] >= HELD)


def chances(judgement: Linear, values: Floats) -> Floats:
    """How likely, 0 to 1, what a judgement tells of each row is so."""
    return np.asarray(1 / (1 + np.exp(-judgement.scores(values))), np.float32)


def softmax(scores: Floats) -> Floats:
    """Shares that grow with the scores' exponentials and add up to 1; none of none."""
    raised = np.exp(scores - scores.max(initial=-np.inf))
    return (raised / max(float(raised.sum()), 1e-9)).astype(np.float32)


def basis_features(table: Floats, scores: Floats, terms: int, wording: float) -> Floats:
    """The columns BASIS and OF_QUESTION, of one candidate or more."""
    first = table[int(np.argmax(scores))]
    ordered, beliefs = np.sort(scores)[::-1], np.sort(softmax(scores))[::-1]
    return np.array(
        [
            *first[_BASIS],
            *table[:, _MOST].max(axis=0),
            *np.sort(table[:, _FIVE], axis=0)[-5:].mean(axis=0),
            beliefs[0],
            beliefs[0] - beliefs[1:2].sum(),
            beliefs[:3].sum(),
            beliefs[:8].sum(),
            -(beliefs * np.log(beliefs + 1e-9)).sum(),
            ordered[0],
            ordered[0] - ordered[:10][-1],
            np.log1p(terms),
            wording,
        ],
        np.float32,
    )


_HELD = NAMES.index("held clause")
_BASIS, _MOST, _FIVE = ([NAMES.index(name) for name in names] for names in (BASIS, MOST, FIVE))


@lru_cache(maxsize=1)
def shipped() -> Ranker:
    """The ranker that ships."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    order = Network.from_json(data["order"])
    basis, doubt = (Linear.from_json(data[name]) for name in ("basis", "doubt"))
    if order.names != NAMES + OF_FIELD or {basis.names, doubt.names} != {BASIS + OF_QUESTION}:
        raise RuntimeError(f"{FILE.name} không khớp với search.features; huấn luyện lại: python -m eval.train_ranker")
    return Ranker(order, basis, doubt, float(data["enough"]), float(data["sure"]))
