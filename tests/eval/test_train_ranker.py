"""What the ranker is trained on: phrasings that do not find themselves; and that it learns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from eval.ranker_examples import Example
from eval.train_dense import left_to_ranker
from eval.train_ranker import besides, fold_of, hit_rates, train_order
from search.features import NAMES, OF_FIELD


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
    return Example("", "", table, flags, 4, True)


def test_the_ranking_learns_what_no_single_feature_tells() -> None:
    seen = [example(n % 6, n) for n in range(120)]
    unseen = [example(n % 6, 1000 + n) for n in range(30)]
    order = train_order(seen, networks=2)
    assert hit_rates(unseen, order) == "1.000/1.000/1.000"
    assert order.inner.shape == (len(NAMES + OF_FIELD), len(order.outer))


def test_a_question_asked_twice_is_judged_by_what_was_learned_from_neither() -> None:
    asked = [replace(example(0, n), question=f"câu hỏi thứ {n // 2}") for n in range(40)]  # each of two libraries
    assert {fold_of(e, 5) for e in asked} == set(range(5))
    for first, second in zip(asked[::2], asked[1::2], strict=True):
        assert fold_of(first, 5) == fold_of(second, 5)
        assert besides(asked, [first]) == [e for e in asked if e.question != second.question]
