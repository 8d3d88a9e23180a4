"""What is gathered of a question: the likeness of each clause of a unit."""

from __future__ import annotations

import numpy as np
import pytest

from search.asked import AskedBefore, Likeness
from search.candidates import Gathered
from search.vectors import VectorsBuilder

NOTHING = np.zeros(0, np.float32)
FIRST, POINT, SECOND = ("khoản 1", 12, 28), ("khoản 1 điểm a", 20, 28), ("khoản 2", 28, 36)


def gathered() -> Gathered:
    """Of a question whose vector is the first axis, over a unit in row 7 with two clauses, 0.9 and 0.3 like it."""
    builder = VectorsBuilder()
    builder.add(7, np.array([(c, np.sqrt(1 - c * c)) for c in (0.5, 0.9, 0.3)], np.float32))
    asked = AskedBefore.of([], lambda texts: np.zeros((len(texts), 2), np.float32))
    places = np.zeros(0, np.int32)
    likeness = Likeness(NOTHING, NOTHING, lambda which: NOTHING[which])
    return Gathered((), places, places, asked, likeness, builder.finished(1), np.array([1, 0], np.float32))


@pytest.mark.parametrize(
    ("portions", "cosines"),
    [
        ([FIRST, POINT, SECOND], {"khoản 1": 0.9, "khoản 2": 0.3}),
        ([POINT, SECOND, FIRST], {"khoản 1": 0.9, "khoản 2": 0.3}),  # in the order of the text, however they are told
        # divided anew since: nobody knows which vector is whose
        ([FIRST], {}),
        ([FIRST, SECOND, ("khoản 3", 36, 40)], {}),
        ([], {}),
    ],
)
def test_the_cosine_of_each_clause(portions: list[tuple[str, int, int]], cosines: dict[str, float]) -> None:
    assert gathered().clause_cosines(7, portions) == pytest.approx(cosines, abs=0.005)
