"""Levels of difficulty of a quiz: those asked for, and in what shares they stand beside each other."""

from __future__ import annotations

import pytest

from assist.training.model import Audience
from assist.training.quiz import make_quiz
from tests.assist.training.quiz_lines import LINES, checklist


@pytest.mark.parametrize("levels", [(1,), (2,), (3,), (1, 3)])
def test_only_the_levels_asked_for_come(levels: tuple[int, ...]) -> None:
    items = make_quiz(LINES, 6, 1, Audience.INVESTIGATORS, checklists=[checklist()], levels=levels)
    assert {item.level for item in items} == set(levels)


@pytest.mark.parametrize("levels", [(0,), (1, 4)])
def test_a_level_that_does_not_exist_is_told(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="Mức độ"):
        make_quiz(LINES, 6, 1, Audience.INVESTIGATORS, checklists=[checklist()], levels=levels)
