"""The cases written from the texts: they can be read, the judge finds what is planted, and the lists that ship pass them."""

from __future__ import annotations

from typing import Any

import pytest

from assist.checklists.engine import ChecklistEngine
from corpus.checklists import Checklist
from eval.checklists_report import ExpectedCase, judge, load_cases
from ui.checklists import engine
from ui.state import App


@pytest.fixture(scope="module")
def judging(shipped: object) -> ChecklistEngine:
    assert isinstance(shipped, App)
    return engine(shipped)


def test_there_are_twenty_cases_over_all_roles_kinds_and_stages() -> None:
    cases = [case for _, case in load_cases()]
    assert len(cases) >= 20
    facts = [case.case.circumstances for case in cases]
    assert len({f.role for f in facts} - {None}) == 4
    assert len({f.kind for f in facts} - {None}) == 4
    assert len({f.stage for f in facts} - {None}) == 6


@pytest.mark.parametrize(("name", "case"), load_cases(), ids=[name for name, _ in load_cases()])
def test_a_case_passes(name: str, case: ExpectedCase, judging: ChecklistEngine) -> None:
    assert judge(name, case, judging).faults == ()


def expected(**more: Any) -> ExpectedCase:
    base = {
        "about": "thử",
        "case": {"code": "VA-01", "on": "2025-03-05", "events": {"tiếp nhận tin": "2025-03-05T10:30"}},
        "expected": [],
    }
    return ExpectedCase.model_validate(base | more)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"expected": [{"basis": "101/2015/QH13 điều 146 khoản 5", "modality": "phải", "about": "a"}]}, "thiếu"),
        ({"expected": [{"basis": "101/2015/QH13 điều 145 khoản 1", "modality": "có thể", "about": "a"}]}, "mức phải"),
        (
            {
                "expected": [
                    {"basis": "101/2015/QH13 điều 145", "modality": "phải", "about": "a", "due": "2025-03-07T10:30:00"}
                ]
            },
            "hạn 2025-03-06 10:30:00",
        ),
        ({"absent": [{"basis": "101/2015/QH13 điều 145 khoản 1", "about": "a"}]}, "dù không được có"),
        ({"questions": ["remote"]}, "không hỏi remote"),
        ({"case": {"code": "VA-01", "born": "2000-01-01", "on": "2025-03-05"}}, "đã đủ 18 tuổi"),
    ],
)
def test_the_judge_finds_what_is_planted(more: dict[str, Any], fault: str, shipped: object) -> None:
    assert isinstance(shipped, App)
    item = {
        "code": "nhan-tin",
        "act": "Nhận tin",
        "who": "nơi nhận tin",
        "modality": "phải",
        "says": "Nhận mọi tin.",
        "basis": ["101/2015/QH13 điều 145 khoản 1"],
        "limit": {"number": 24, "unit": "giờ", "event": "tiếp nhận tin"},
    }
    checklist = Checklist.model_validate({"code": "thu", "title": "Thử", "order": 1, "items": [item]})
    outcome = judge("thu", expected(**more), ChecklistEngine(shipped.bases, [checklist]))
    assert len(outcome.faults) == 1
    assert fault in outcome.faults[0]
