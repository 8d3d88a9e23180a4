"""Lists of syllables, ids and terms as arrays of bytes, for ``.npz`` files: read at once, where an array of strings takes as much room
as its longest entry for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def packed(entries: Sequence[str]) -> NDArray[np.uint8]:
    """The entries, none of which holds a line break, a line each."""
    return np.frombuffer("".join(f"{entry}\n" for entry in entries).encode(), np.uint8)


def unpacked(stored: NDArray[np.uint8]) -> list[str]:
    """What was packed."""
    return bytes(stored).decode().split("\n")[:-1]
