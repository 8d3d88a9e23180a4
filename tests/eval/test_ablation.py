import numpy as np
import pytest

from eval.ablation import GROUPS, rates, without
from eval.ranker_examples import Example
from search.features import NAMES, OF_FIELD


def example(right: list[bool]) -> Example:
    table = np.ones((len(right), len(NAMES + OF_FIELD)), np.float32)
    return Example("mấy ngày?", "mấy ngày?", table, np.array(right), 2, any(right))


@pytest.mark.parametrize(
    ("group", "struck", "kept"),
    [
        ("phrasings", ["asked", "asked near more", "has asked", "asked rank"], ["dense", "bm25"]),
        ("vectors of clauses", ["dense clause", "dense clause less", "dense clause rank"], ["dense", "dense less"]),
        ("ranks among the candidates", ["bm25 rank", "pairs rank"], ["bm25", "pairs", "pairs heading"]),
        ("branch of law", ["branch", "other branch"], ["document", "held title"]),
        ("field, core, own, votes", ["field", "field votes", "core", "own", "votes"], ["held", "force"]),
    ],
)
def test_a_group_is_struck_out_with_its_twins_of_the_field(group: str, struck: list[str], kept: list[str]) -> None:
    (changed,) = without([example([True, False])], GROUPS[group])
    told = dict(zip(NAMES + OF_FIELD, changed.table[0].tolist(), strict=True))
    for names, value in ((struck, 0.0), (kept, 1.0)):
        assert {told[twin] for name in names for twin in (name, f"{name}, in the field")} == {value}


def test_every_group_names_features_and_no_group_names_all() -> None:
    for group in GROUPS.values():
        (changed,) = without([example([True])], group)
        assert 0 < changed.table.sum() < changed.table.size


def test_without_twins_the_features_themselves_stay() -> None:
    (changed,) = without([example([True])], "", twins=False)
    assert changed.table[0].tolist() == [1.0] * len(NAMES) + [0.0] * len(OF_FIELD)


def test_rates_count_only_what_has_an_answer() -> None:
    scored = [
        (example([True, False]), np.array([2, 1], np.float32)),
        (example([True, False]), np.array([1, 2], np.float32)),
        (example([False, False]), np.array([1, 2], np.float32)),
    ]
    assert rates(scored) == "0.500 / 1.000"
