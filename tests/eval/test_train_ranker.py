"""What the ranker is trained on: phrasings that do not find themselves; and that it learns."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.numbers import fold
from eval.train_dense import left_to_ranker
from eval.train_ranker import Example, Unasked, hit_rates, train_order
from search.asked import AskedBefore
from search.features import NAMES, OF_FIELD

QUESTIONS = [
    ("43/2021/TT-BCA điều 5", "khoản 1", "con tôi bị gọi lên phường thì tôi ngồi cạnh được không"),
    ("43/2021/TT-BCA điều 5", "khoản 1", "mẹ có được ngồi cùng lúc công an hỏi cháu không"),
    ("28/2020/TT-BCA điều 9", "", "tin báo nhận xong mấy hôm phải có kết quả"),
]


def encode(questions: list[str]) -> np.ndarray:
    """Each question its own direction."""
    return np.eye(len(questions), dtype=np.float32)


def test_a_phrasing_finds_the_others_and_not_itself() -> None:
    known = AskedBefore.of(QUESTIONS, encode)
    parts = (known.units, known.paths, known.terms, known.starts, known.phrasing, known.weight, known.vectors)
    for n, (_, _, question) in enumerate(QUESTIONS):
        vector = encode([""] * len(QUESTIONS))[n]
        assert known.likeness(vector, question).both[n] == pytest.approx(2, abs=1e-3)
        found = Unasked(*parts).likeness(vector, question).both
        assert found[n] == 0
        assert [like for k, like in enumerate(found.tolist()) if k != n] == pytest.approx(
            [like for k, like in enumerate(known.likeness(vector, question).both.tolist()) if k != n]
        )


def test_a_phrasing_asked_without_its_accents_does_not_find_itself_either() -> None:
    known = AskedBefore.of(QUESTIONS, encode)
    parts = (known.units, known.paths, known.terms, known.starts, known.phrasing, known.weight, known.vectors)
    asked = Unasked(*parts)
    asked.places = {fold(question): [n] for n, (_, _, question) in enumerate(QUESTIONS)}
    far = np.zeros(len(QUESTIONS), np.float32)
    question = fold(QUESTIONS[1][2])
    assert asked.likeness(far, question).both[1] > 0.5
    asked.asking = question
    assert asked.likeness(far, question).both[1] == 0
    assert asked.likeness(far, question).both[0] > 0


def test_about_one_phrasing_in_six_is_left_to_the_ranker_and_always_the_same() -> None:
    questions = [f"câu hỏi thứ {n}" for n in range(3000)]
    left = [q for q in questions if left_to_ranker(q)]
    assert 400 < len(left) < 600
    assert [q for q in questions if left_to_ranker(q)] == left


def example(right: int, seed: int, candidates: int = 6) -> Example:
    """Random candidates of which the right one is both held and near; either alone is as common among the others."""
    table = np.zeros((candidates, len(NAMES + OF_FIELD)), np.float32)
    rng = np.random.default_rng(seed)
    first, second = NAMES.index("held"), NAMES.index("dense")
    table[:, first] = rng.permutation(candidates) % 2
    table[:, second] = 1 - table[:, first]
    table[right, [first, second]] = 1
    flags = np.arange(candidates) == right
    return Example("", table, flags, 4, True)


def test_the_ranking_learns_what_no_single_feature_tells() -> None:
    seen = [example(n % 6, n) for n in range(120)]
    unseen = [example(n % 6, 1000 + n) for n in range(30)]
    order = train_order(seen, networks=2)
    assert hit_rates(unseen, order) == "1.000/1.000/1.000"
    assert order.inner.shape == (len(NAMES + OF_FIELD), len(order.outer))
