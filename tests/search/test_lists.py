from pathlib import Path

import numpy as np
import pytest

from search.lists import packed, unpacked


@pytest.mark.parametrize("entries", [[], [""], ["khoản 1"], ["", "điều 419 khoản 1", "101/2015/QH13"], ["đ", "", "ẵ"]])
def test_a_list_comes_back_from_a_file_as_it_was(entries: list[str], tmp_path: Path) -> None:
    np.savez(tmp_path / "lists.npz", entries=packed(entries))
    with np.load(tmp_path / "lists.npz") as data:
        assert unpacked(data["entries"]) == entries
