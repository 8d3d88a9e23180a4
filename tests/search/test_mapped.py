"""Numbers in a file of their own: found again by what they were made from, older ones gone, and whoever has them mapped keeps them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search import mapped


def test_found_by_what_they_were_made_from_and_the_older_ones_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "kho" / "store.npz"
    old = np.arange(6, dtype=np.float32).reshape(2, 3)
    mapped.save(path, "bản 1", old, {"of": np.array("bản 1")})
    held = mapped.numbers_of(path, "bản 1")
    mapped.save(path, "bản 2", old * 10, {"of": np.array("bản 2")})
    assert held.tolist() == old.tolist()
    assert mapped.numbers_of(path, "bản 2").tolist() == (old * 10).tolist()
    with np.load(path) as data:
        assert str(data["of"]) == "bản 2"
    with pytest.raises(FileNotFoundError):
        mapped.numbers_of(path, "bản 1")
    assert sorted(p.suffix for p in path.parent.iterdir()) == [".npy", ".npz"]


def test_the_numbers_of_another_store_in_the_folder_stay(tmp_path: Path) -> None:
    for name in ("asked", "vectors"):
        mapped.save(tmp_path / f"{name}.npz", "1", np.zeros(2), {"n": np.array(1)})
    mapped.save(tmp_path / "asked.npz", "2", np.ones(2), {"n": np.array(2)})
    assert mapped.numbers_of(tmp_path / "vectors.npz", "1").tolist() == [0, 0]
