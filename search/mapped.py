"""Numbers too many to read at every start: in a file of their own that is mapped, beside the file that says what they are.

The numbers' file bears in its name what they were made from, so that a process that has mapped the old ones keeps them, and one that
reads the new description finds the new numbers.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def save(path: Path, made_from: str, numbers: NDArray[Any], described: dict[str, Any]) -> None:
    """Write ``described`` (arrays by name) to ``path``, a ``.npz``, and the numbers beside it, replacing the old ones at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target, partial = _numbers_at(path, made_from), path.with_suffix(".part.npz")
    made = target.with_suffix(".part.npy")
    np.save(made, numbers)
    made.replace(target)
    np.savez(partial, **described)
    partial.replace(path)
    for old in path.parent.glob(f"{path.stem}-*.npy"):
        if old != target:
            old.unlink(missing_ok=True)


def numbers_of(path: Path, made_from: str) -> NDArray[Any]:
    """The numbers beside ``path`` that were made from this; OSError or ValueError if there are none or they cannot be read."""
    mapped: NDArray[Any] = np.load(_numbers_at(path, made_from), mmap_mode="r")
    return mapped


def _numbers_at(path: Path, made_from: str) -> Path:
    return path.with_name(f"{path.stem}-{hashlib.sha256(made_from.encode()).hexdigest()[:12]}.npy")
