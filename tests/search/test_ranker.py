"""The learned part of ranking: its sums by hand, what it believes, and that the shipped weights fit the features."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from search import ranker as learned
from search.features import NAMES, OF_FIELD
from search.model import Basis
from search.ranker import BASIS, OF_QUESTION, Linear, Network, Ranker, basis_features, chances, shipped, softmax


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


TWO = Linear(("held", "dense"), column(0.5, 1.0), column(0.5, 2.0), column(3.0, -1.0), bias=0.25)


#: Two hidden units over the same features: one counts what both are above the average together, the other how far the first is below.
NETWORK = Network(
    TWO.names,
    TWO.mean,
    TWO.scale,
    column(1.0, 0.0),
    np.array([[1, -1], [1, 0]], np.float32),
    column(0, 0),
    column(2.0, -3.0),
)


def of_order(**weights: float) -> Network:
    """A network over all features that is only a sum in which these weigh."""
    every = NAMES + OF_FIELD
    none = np.zeros((len(every), 0), np.float32)
    return Network(
        every,
        np.zeros(len(every), np.float32),
        np.ones(len(every), np.float32),
        column(*(weights.get(name, 0.0) for name in every)),
        none,
        none[0],
        none[0],
    )


def of_basis(bias: float = 0.0, **weights: float) -> Linear:
    every = BASIS + OF_QUESTION
    ones = np.ones(len(every), np.float32)
    return Linear(every, ones * 0, ones, column(*(weights.get(name, 0.0) for name in every)), bias)


def candidates(**features: list[float]) -> np.ndarray:
    table = np.zeros((len(next(iter(features.values()))), len(NAMES + OF_FIELD)), np.float32)
    for name, values in features.items():
        table[:, NAMES.index(name)] = values
    return table


def test_a_sum() -> None:
    table = np.array([[0.5, 1.0], [1.0, 1.0], [0.0, 5.0]], np.float32)
    # (x - mean) / scale * weight, and the bias
    assert TWO.scores(table).tolist() == [0.25, 3.25, -4.75]
    assert TWO.scores(table[:0]).tolist() == []


@pytest.mark.parametrize(
    ("features", "score", "parts"),
    [
        # the average candidate
        ((0.5, 1.0), 0.0, (0, 0)),
        # 1 above and 1 above: 1 + 2 · (1 + 1); each opens the first unit by itself
        ((1.0, 3.0), 5.0, (3, 2)),
        # 1 above and 2 below: the first unit stays shut
        ((1.0, -3.0), 1.0, (1, 0)),
        # 1 below and 3 above: -1 + 2 · (-1 + 3) - 3 · 1
        ((0.0, 7.0), 0.0, (-6, 6)),
    ],
)
def test_a_network_and_the_parts_of_its_score(
    features: tuple[float, float], score: float, parts: tuple[float, float]
) -> None:
    table = np.array([features], np.float32)
    assert NETWORK.scores(table).tolist() == [score]
    assert NETWORK.parts(table).tolist() == [list(parts)]


def test_the_parts_add_up_to_the_distance_from_the_average_candidate() -> None:
    order = shipped().order
    table = np.random.default_rng(3).normal(order.mean, order.scale, (20, len(order.names))).astype(np.float32)
    distance = order.scores(table) - order.scores(order.mean[None, :])
    assert order.parts(table).sum(axis=1).tolist() == pytest.approx(distance.tolist(), abs=1e-3)
    assert float(np.abs(distance).max()) > 0.1


def test_a_network_is_written_and_read_again() -> None:
    read = Network.from_json(json.loads(json.dumps(NETWORK.as_json())))
    table = np.array([[1.0, 3.0], [0.0, 7.0]], np.float32)
    assert read.names == NETWORK.names
    assert read.scores(table).tolist() == NETWORK.scores(table).tolist()


def test_a_sum_is_written_and_read_again() -> None:
    read = Linear.from_json(json.loads(json.dumps(TWO.as_json())))
    assert (read.names, read.bias) == (TWO.names, TWO.bias)
    for part in ("mean", "scale", "weight"):
        assert getattr(read, part).tolist() == getattr(TWO, part).tolist()
        assert getattr(read, part).dtype == np.float32


def test_weights_are_written_with_four_digits_and_without_a_bias_there_is_none() -> None:
    data = Linear(("held",), column(1 / 3), column(1), column(2 / 3)).as_json()
    assert (data["mean"], data["weight"], data.pop("bias")) == ([0.3333], [0.6667], 0.0)
    assert Linear.from_json(data).bias == 0.0


BELIEFS = [
    # e¹ of e¹ + e⁰ + e⁰
    ([1.0, 0.0, 0.0], [np.e / (np.e + 2), 1 / (np.e + 2), 1 / (np.e + 2)]),
    ([0.4, 0.4], [0.5, 0.5]),
    ([-7.0], [1.0]),
    # scores too large to be raised as they are
    ([1000.0, 0.0], [1.0, 0.0]),
    ([-1000.0, -1000.0], [0.5, 0.5]),
]


@pytest.mark.parametrize(("scores", "beliefs"), BELIEFS)
def test_beliefs(scores: list[float], beliefs: list[float]) -> None:
    found = softmax(of_order(held=1.0).scores(candidates(held=scores)))
    assert found.tolist() == pytest.approx(beliefs)
    assert float(found.sum()) == pytest.approx(1)


def test_no_candidates_are_not_believed() -> None:
    assert softmax(shipped().order.scores(np.zeros((0, len(NAMES + OF_FIELD)), np.float32))).tolist() == []


#: Twelve candidates: in each feature the n-th is n hundredths above what the feature's number says.
TABLE = candidates(**{name: [n / 100 + k / 100 for k in range(12)] for n, name in enumerate(NAMES)})
JUDGED = BASIS + OF_QUESTION


@pytest.mark.parametrize(
    ("scores", "of_question"),
    [
        # the fourth is believed 0,7, the next 0,2: what it is ahead by; beliefs of 0,7, 0,2 and 0,1
        ([0.1, 0.2, 0, 0.7], {"belief": 0.7, "ahead": 0.5, "three": 1.0, "eight": 1.0, "score": np.log(0.7)}),
        # all alike: each a twelfth, as widely spread as can be
        ([1 / 12] * 12, {"belief": 1 / 12, "ahead": 0.0, "three": 3 / 12, "eight": 8 / 12, "spread": np.log(12)}),
        ([1.0], {"belief": 1.0, "ahead": 1.0, "three": 1.0, "spread": 0.0, "score": 0.0, "ahead of tenth": 0.0}),
    ],
)
def test_what_a_basis_is_judged_by(scores: list[float], of_question: dict[str, float]) -> None:
    raised = np.log(np.maximum(column(*scores), 1e-9))
    table = TABLE[: len(scores)]
    values = dict(zip(JUDGED, basis_features(table, raised, 3, -1.5).tolist(), strict=True))
    first = int(np.argmax(scores)) / 100
    assert {name: values[name] for name in BASIS} == pytest.approx(
        {name: NAMES.index(name) / 100 + first for name in BASIS}, abs=1e-5
    )
    assert {name: values[name] for name in of_question} == pytest.approx(of_question, abs=1e-4)
    assert (values["terms"], values["wording"]) == (pytest.approx(np.log(4)), -1.5)


def test_a_basis_is_judged_by_the_most_of_all_candidates_too() -> None:
    values = dict(zip(JUDGED, basis_features(TABLE, column(*range(12)), 3, 0.0).tolist(), strict=True))
    held, asked = NAMES.index("held") / 100, NAMES.index("asked") / 100
    assert values["most held"] == pytest.approx(held + 0.11)
    assert values["five asked"] == pytest.approx(asked + (0.11 + 0.10 + 0.09 + 0.08 + 0.07) / 5)
    assert values["ahead of tenth"] == pytest.approx(9)  # the tenth of twelve


CHANCES = [
    (0.0, {}, 0.5),
    (np.log(3), {}, 0.75),
    (-np.log(3), {}, 0.25),
    # the first is 0,6 believed
    (0.0, {"belief": np.log(3) / 0.6}, 0.75),
    (0.0, {"wording": np.log(3) / 2}, 0.75),
    (0.0, {"held": 1.0}, 1 / (1 + np.exp(-NAMES.index("held") / 100))),
]


@pytest.mark.parametrize(("bias", "weights", "chance"), CHANCES)
def test_how_likely_a_judgement_takes_the_first_for_a_basis(
    bias: float, weights: dict[str, float], chance: float
) -> None:
    values = basis_features(TABLE[:2], np.log(column(0.6, 0.4)), 2, 2.0)
    assert chances(of_basis(bias, **weights), values[None, :]).tolist() == pytest.approx([chance], rel=1e-5)


@pytest.mark.parametrize(
    ("basis", "doubt", "judged"),
    [
        # under 0,3 there is none, whatever the other judgement says; under 0,6 by the other there is doubt
        (0.2, 0.9, Basis.NONE),
        (0.4, 0.9, Basis.FOUND),
        (0.4, 0.5, Basis.DOUBTFUL),
        (0.9, 0.5, Basis.DOUBTFUL),
    ],
)
def test_two_judgements_decide(basis: float, doubt: float, judged: Basis) -> None:
    of_chance = (of_basis(float(np.log(p / (1 - p)))) for p in (basis, doubt))
    ranker = Ranker(of_order(), *of_chance, 0.3, 0.6)
    assert ranker.judged(TABLE, column(*range(12)), 3, 0.0) is judged


@pytest.mark.parametrize(
    ("held", "terms", "judged"),
    [(0.8, 3, Basis.DOUBTFUL), (1.0, 9, Basis.DOUBTFUL), (0.79, 3, Basis.NONE), (1.0, 2, Basis.NONE)],
)
def test_a_clause_that_holds_nearly_all_that_is_asked_is_never_taken_for_none(
    held: float, terms: int, judged: Basis
) -> None:
    unlikely = of_basis(-3.0)
    table = candidates(**{"held clause": [0.1, held]})
    assert Ranker(of_order(), unlikely, unlikely, 0.3, 0.6).judged(table, column(0, 1), terms, -9.0) is judged


def test_the_shipped_weights_fit_the_features() -> None:
    ranker = shipped()
    assert ranker.order.names == NAMES + OF_FIELD
    assert ranker.basis.names == ranker.doubt.names == BASIS + OF_QUESTION
    for linear in (ranker.order, ranker.basis, ranker.doubt):
        for part in (linear.mean, linear.scale, linear.weight):
            assert part.shape == (len(linear.names),)
            assert np.isfinite(part).all()
        assert (linear.scale > 0).all()
        assert np.any(linear.weight)
    assert 0 < ranker.enough < 1
    assert 0 < ranker.sure < 1


def test_features_are_named_once_and_what_judges_a_basis_is_among_them() -> None:
    assert len(set(NAMES + OF_FIELD)) == 2 * len(NAMES)
    assert set(BASIS) <= set(NAMES)


def test_what_holds_more_of_a_question_or_is_in_force_is_believed_more() -> None:
    # how much is learned; which way is not
    better, worse = (candidates(**{"held clause": [v], "dense": [v], "out of force": [1 - v]}) for v in (1.0, 0.0))
    table = np.concatenate([better, worse])
    assert softmax(shipped().order.scores(table))[0] > 0.5


@pytest.mark.parametrize("part", ["order", "basis", "doubt"])
def test_weights_of_other_features_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    data = json.loads(learned.FILE.read_text(encoding="utf-8"))
    data[part]["names"] = data[part]["names"][::-1]
    path = tmp_path / "ranker.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(learned, "FILE", path)
    shipped.cache_clear()
    try:
        with pytest.raises(RuntimeError, match=r"ranker\.json không khớp với search\.features; huấn luyện lại"):
            shipped()
    finally:
        shipped.cache_clear()
