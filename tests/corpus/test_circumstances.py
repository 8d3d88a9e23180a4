"""Conditions over a case: they hold, they do not, or they hang on facts nobody gave."""

from __future__ import annotations

import pytest

from corpus.circumstances import QUESTIONS, Circumstances, Condition


def test_every_fact_of_a_condition_is_a_fact_of_a_case_with_a_question() -> None:
    facts = set(Circumstances.model_fields) - {"activities"}
    assert set(Condition.model_fields) - {"activity"} == facts == set(QUESTIONS)


@pytest.mark.parametrize(
    ("condition", "facts", "holds", "missing"),
    [
        ({}, {}, True, ()),
        ({"role": ["bị hại"]}, {"role": "bị hại"}, True, ()),
        ({"role": ["bị hại", "người làm chứng"]}, {"role": "người làm chứng"}, True, ()),
        ({"role": ["bị hại"]}, {"role": "người làm chứng"}, False, ()),
        ({"role": ["bị hại"]}, {}, None, ("role",)),
        ({"remote": True}, {"remote": True}, True, ()),
        ({"remote": True}, {"remote": False}, False, ()),
        ({"remote": False}, {"remote": False}, True, ()),
        ({"remote": False}, {}, None, ("remote",)),
        # one key that fails settles it: nothing need be asked
        ({"role": ["bị hại"], "remote": True}, {"role": "người làm chứng"}, False, ()),
        ({"remote": True, "role": ["bị hại"], "sex": ["nữ"]}, {"role": "bị hại"}, None, ("sex", "remote")),
        # a step that is not named is not planned: an answer, no gap
        ({"activity": ["đối chất"]}, {}, False, ()),
        ({"activity": ["đối chất", "nhận dạng"]}, {"activities": ["lấy lời khai", "nhận dạng"]}, True, ()),
    ],
)
def test_three_outcomes(
    condition: dict[str, object], facts: dict[str, object], holds: bool | None, missing: tuple[str, ...]
) -> None:
    judged = Condition.model_validate(condition).judge(Circumstances.model_validate(facts))
    assert judged == (holds, missing)
