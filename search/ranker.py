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
from search.reading import Floats

FILE = Path(__file__).with_name("ranker.json")

#: What the judgement rests on whether there is a basis: features of the first hit, and of the question.
BASIS = (
    "held",
    "held clause",
    "heading precise",
    "missing",
    "names lacking",
    "dense",
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
)
OF_QUESTION = ("belief", "ahead", "terms")


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
    """``order`` ranks candidates; ``basis`` judges the first: under ``enough`` (0 to 1) there is none, under ``sure`` doubt."""

    order: Network
    basis: Linear
    enough: float
    sure: float

    def beliefs(self, table: Floats) -> Floats:
        """How likely each candidate is the right one, if one of them is: a softmax of the scores, adding up to 1."""
        return softmax(self.order.scores(table))

    def sureness(self, first: Floats, beliefs: Floats, terms: int) -> float:
        """How likely the first candidate is a basis at all, 0 to 1. ``first``: its features; ``terms``: content terms asked."""
        values = basis_features(first, beliefs, terms)
        return float(1 / (1 + np.exp(-self.basis.scores(values[None, :])[0])))


def softmax(scores: Floats) -> Floats:
    """Shares that grow with the scores' exponentials and add up to 1; none of none."""
    raised = np.exp(scores - scores.max(initial=-np.inf))
    return (raised / max(float(raised.sum()), 1e-9)).astype(np.float32)


def basis_features(first: Floats, beliefs: Floats, terms: int) -> Floats:
    """The columns BASIS and OF_QUESTION."""
    ordered = np.sort(beliefs)[::-1]
    second = float(ordered[1]) if len(ordered) > 1 else 0.0
    picked = [float(first[NAMES.index(name)]) for name in BASIS]
    return np.array([*picked, float(ordered[0]), float(ordered[0]) - second, np.log1p(terms)], np.float32)


@lru_cache(maxsize=1)
def shipped() -> Ranker:
    """The ranker that ships."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    order, basis = Network.from_json(data["order"]), Linear.from_json(data["basis"])
    if order.names != NAMES + OF_FIELD or basis.names != BASIS + OF_QUESTION:
        raise RuntimeError(f"{FILE.name} không khớp với search.features; huấn luyện lại: python -m eval.train_ranker")
    return Ranker(order, basis, float(data["enough"]), float(data["sure"]))
