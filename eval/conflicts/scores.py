"""What a comparison says of pairs against what is so: precision, recall and F1 by type, macro-F1 with its interval, confusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assist.conflicts.model import Difference, Severity
from eval.conflicts.planted import NONE

RESAMPLES, SEED = 2000, 20261122
_SEVERITY = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)

Told = Sequence[tuple[str, str]]  # expected and predicted type of each pair


@dataclass(frozen=True)
class Row:
    """Of one type: how many pairs are of it, how many were said to be, and how many rightly."""

    name: str
    true: int
    said: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """2PR / (P + R), as 2·right / (true + said), which is 0 where neither holds anything."""
        return 2 * self.right / (self.true + self.said) if self.true + self.said else 0.0


def most_severe(differences: Sequence[Difference]) -> str:
    """The name of the type of the most severe difference, the first of its severity; NONE without any."""
    if not differences:
        return NONE
    return min(differences, key=lambda d: _SEVERITY.index(d.severity)).type.name


def rows(told: Told) -> list[Row]:
    """A row for each type that is expected anywhere, in the order of names."""
    true, said = Counter(e for e, _ in told), Counter(p for _, p in told)
    right = Counter(e for e, p in told if e == p)
    return [Row(name, true[name], said[name], right[name]) for name in sorted(true)]


def macro_f1(told: Told) -> float:
    """The mean of the F1 of the types that are expected anywhere; 0 without pairs."""
    found = rows(told)
    return sum(r.f1 for r in found) / len(found) if found else 0.0


def interval(told: Told) -> tuple[float, float]:
    """The 95 % interval of macro-F1, by bootstrap over pairs; types keep their share in the long run, not in each draw."""
    names = sorted({name for pair in told for name in pair})
    place = {name: n for n, name in enumerate(names)}
    expected, predicted = (np.array([place[pair[side]] for pair in told]) for side in (0, 1))
    asked = [place[name] for name in sorted({e for e, _ in told})]
    picks = np.random.default_rng(SEED).integers(0, len(told), (RESAMPLES, len(told)))
    values = []
    for pick in picks:
        e, p = expected[pick], predicted[pick]
        true, said = np.bincount(e, minlength=len(names)), np.bincount(p, minlength=len(names))
        right = np.bincount(e[e == p], minlength=len(names))
        values.append(np.mean((2 * right / np.maximum(true + said, 1))[asked]))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def confusion(told: Told) -> list[str]:
    """The lines of a Markdown table: expected types down, predicted across."""
    counts = Counter(told)
    down = sorted({e for e, _ in told})
    across = [*down, *sorted({p for _, p in told} - set(down))]
    lines = [f"| expected \\ said | {' | '.join(across)} |", f"|{'---|' * (len(across) + 1)}"]
    return lines + [f"| {e} | {' | '.join(str(counts[e, p] or '·') for p in across)} |" for e in down]
