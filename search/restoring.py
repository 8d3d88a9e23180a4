"""How likely each accented form of a bare syllable is among the syllables around it: a small network that ships.

``python -m eval.train_accents`` made it; its docstring says from what. ``search.accents`` reads whole questions with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.lists import packed, unpacked

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]

FILE = Path(__file__).with_name("accents_model.npz")
#: Syllables looked at before the one in question, and after it.
AROUND = 5


@dataclass(frozen=True, eq=False)
class Restorer:
    """``bares`` (B,), of which 0 is the edge of a clause and 1 any other, and ``forms`` (V,), accented or not; ``syllable`` (B, s)
    vectors; ``inner``, ``inner_bias``, ``outer``, ``outer_bias`` of two layers; ``form`` (V, f) and ``common`` (V,) of the forms."""

    bares: Sequence[str]
    forms: Sequence[str]
    syllable: Halves
    inner: Halves
    inner_bias: Halves
    outer: Halves
    outer_bias: Halves
    form: Halves
    common: Halves

    @classmethod
    def load(cls, path: Path) -> Restorer:
        """What ``save`` wrote to ``path``."""
        with np.load(path) as data:
            bares, forms = (unpacked(data[name]) for name in _LISTS)
            return cls(bares, forms, *(data[name] for name in _NUMBERS))

    def save(self, path: Path) -> None:
        """Write the network to ``path``, a ``.npz``."""
        arrays: dict[str, Any] = {name: packed(getattr(self, name)) for name in _LISTS}
        arrays |= {name: getattr(self, name) for name in _NUMBERS}
        np.savez_compressed(path, **arrays)

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Of each form."""
        return {form: n for n, form in enumerate(self.forms)}

    @cached_property
    def _bare_number(self) -> dict[str, int]:
        return {plain: n for n, plain in enumerate(self.bares)}

    @cached_property
    def _layers(self) -> tuple[Floats, ...]:
        """All but the forms in single precision."""
        parts = (self.syllable, self.inner, self.inner_bias, self.outer, self.outer_bias)
        return tuple(part.astype(np.float32) for part in parts)

    def states(self, plain: Sequence[str]) -> Floats:
        """What the network makes of each place of a clause of bare syllables: (len(plain), f)."""
        if not plain:
            return np.zeros((0, self.outer.shape[1]), np.float32)
        syllable, inner, inner_bias, outer, outer_bias = self._layers
        edge = [0] * AROUND
        numbers = np.array([*edge, *(self._bare_number.get(p, 1) for p in plain), *edge])
        windows = numbers[np.arange(len(plain))[:, None] + np.arange(2 * AROUND + 1)]
        hidden = np.maximum(syllable[windows].reshape(len(plain), -1) @ inner + inner_bias, 0)
        return np.asarray(hidden @ outer + outer_bias, np.float32)

    def scores(self, state: Floats, forms: Sequence[int]) -> Floats:
        """Of some forms at a place, up to a constant: logarithms of how likely they are."""
        chosen = list(forms)
        return np.asarray(self.form[chosen].astype(np.float32) @ state + self.common[chosen], np.float32)


_LISTS = ("bares", "forms")
_NUMBERS = tuple(field.name for field in fields(Restorer) if field.name not in _LISTS)


@lru_cache(maxsize=1)
def shipped() -> Restorer:
    """The network that ships."""
    return Restorer.load(FILE)
