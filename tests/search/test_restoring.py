"""The network that tells accented forms apart: its arithmetic, what is kept of it, and that the one that ships reads questions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.restoring import AROUND, FILE, Restorer, shipped

AT = 2 * AROUND + 1


def small() -> Restorer:
    """One hidden unit that counts "be" right before a place; it lifts the first form and lowers the second."""
    bares, forms = ["", "?", "be", "me"], ["bé", "bể", "mẹ"]
    inner = np.zeros((AT, 2, 1), np.float16)
    inner[AROUND - 1, 0, 0] = 1
    return Restorer(
        bares,
        forms,
        np.array([[0, 0], [0, 0], [2, 0], [0, 5]], np.float16),
        inner.reshape(AT * 2, 1),
        np.array([-0.5], np.float16),
        np.array([[1.0]], np.float16),
        np.array([0.25], np.float16),
        np.array([[1.0], [-1.0], [0.0]], np.float16),
        np.array([0.0, 0.5, 1.0], np.float16),
    )


@pytest.mark.parametrize(
    ("plain", "states"),
    [
        (["be"], [0.25]),
        (["be", "me"], [0.25, 1.75]),  # max(0, 2 - 0,5) + 0,25
        (["be", "be", "me"], [0.25, 1.75, 1.75]),
        (["la", "me"], [0.25, 0.25]),  # of what it does not know
        ([], []),
    ],
)
def test_each_place_is_seen_with_what_stands_around_it(plain: list[str], states: list[float]) -> None:
    assert small().states(plain).shape == (len(plain), 1)
    assert small().states(plain)[:, 0].tolist() == pytest.approx(states)


def test_a_form_is_as_likely_as_the_place_and_its_commonness_make_it() -> None:
    network = small()
    assert network.scores(np.array([1.75], np.float32), [0, 1]).tolist() == [1.75, -1.25]
    assert [network.number_of[form] for form in ("bé", "mẹ")] == [0, 2]


def test_kept_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    small().save(path)
    kept = Restorer.load(path)
    assert (list(kept.bares), list(kept.forms)) == (list(small().bares), list(small().forms))
    assert kept.states(["be", "me"]).tolist() == small().states(["be", "me"]).tolist()


@pytest.mark.parametrize(
    ("plain", "at", "better", "worse"),
    [
        ("bo me co duoc ngoi cung khi cong an hoi chau khong", 0, "bố", "bộ"),
        ("bo luat dan su quy dinh the nao", 0, "bộ", "bố"),
        ("ban cho nha hang xom thi khong", 0, "bán", "bản"),
        ("lap bien ban loi khai cua bi hai", 2, "bản", "bán"),
    ],
)
def test_the_one_that_ships_tells_what_stands_far_off(plain: str, at: int, better: str, worse: str) -> None:
    network = shipped()
    state = network.states(plain.split())[at]
    likelier, other = network.scores(state, [network.number_of[better], network.number_of[worse]])
    assert likelier > other


def test_the_one_that_ships_is_small() -> None:
    assert FILE.stat().st_size < 4 << 20
