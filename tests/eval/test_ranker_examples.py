"""What the ranker is trained on: a phrasing asked as if it, or no phrasing of its document, were known."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.numbers import fold
from eval.ranker_examples import Unasked, strangers
from search.asked import AskedBefore

QUESTIONS = [
    ("43/2021/TT-BCA điều 5", "khoản 1", "con tôi bị gọi lên phường thì tôi ngồi cạnh được không"),
    ("43/2021/TT-BCA điều 5", "khoản 1", "mẹ có được ngồi cùng lúc công an hỏi cháu không"),
    ("28/2020/TT-BCA điều 9", "", "tin báo nhận xong mấy hôm phải có kết quả"),
]


def encode(questions: list[str]) -> np.ndarray:
    """Each question its own direction."""
    return np.eye(len(questions), dtype=np.float32)


EVERY = np.arange(len(QUESTIONS))


def test_a_phrasing_finds_the_others_and_not_itself() -> None:
    known = AskedBefore.of(QUESTIONS, encode)
    for n, (_, _, question) in enumerate(QUESTIONS):
        vector = encode([""] * len(QUESTIONS))[n]
        assert known.likeness(vector, question).both(EVERY)[n] == pytest.approx(2, abs=1e-3)
        found = Unasked(*known.parts).likeness(vector, question).both(EVERY)
        assert found[n] == 0
        assert [like for k, like in enumerate(found.tolist()) if k != n] == pytest.approx(
            [like for k, like in enumerate(known.likeness(vector, question).both(EVERY).tolist()) if k != n]
        )


def test_a_phrasing_asked_without_its_accents_does_not_find_itself_either() -> None:
    known = AskedBefore.of(QUESTIONS, encode)
    asked = Unasked(*known.parts)
    asked.places = {fold(question): [n] for n, (_, _, question) in enumerate(QUESTIONS)}
    far = np.zeros(len(QUESTIONS), np.float32)
    question = fold(QUESTIONS[1][2])
    assert asked.likeness(far, question).both(EVERY)[1] > 0.5
    asked.asking = question
    assert asked.likeness(far, question).both(EVERY)[1] == 0
    assert asked.likeness(far, question).both(EVERY)[0] > 0


def test_of_a_strange_document_no_phrasing_is_known() -> None:
    known = AskedBefore.of(QUESTIONS, encode)
    asked = Unasked(*known.parts)
    units = ["43/2021/TT-BCA điều 5", "28/2020/TT-BCA điều 9"]
    question = "mẹ ngồi cùng cháu khi nhận tin báo có được không"
    vector = np.full(len(QUESTIONS), 0.5, np.float32)
    before = asked.likest_of(units, asked.likeness(vector, question))
    assert [len(by_terms) for by_terms, _ in before] == [2, 1]
    asked.strange = frozenset({"43/2021/TT-BCA"})
    likeness = asked.likeness(vector, question)
    assert asked.likest_of(units, likeness) == [([], []), before[1]]  # as of a unit that nobody ever asked about
    assert asked.best(likeness, 5) == ["28/2020/TT-BCA điều 9"]
    assert asked.paths_of(units[0], likeness) == {}


def test_the_documents_that_answer_are_strange_and_about_half_the_others_with_them() -> None:
    phrased = [f"{n}/2020/TT-BCA" for n in range(400)]
    right = frozenset({"7/2020/TT-BCA điều 3", "9/2020/TT-BCA điều 1 khoản 2"})
    for question in ("mẹ có được ngồi cùng không", "tin báo chuyển trong bao lâu"):
        drawn = strangers(question, right, phrased)
        assert {"7/2020/TT-BCA", "9/2020/TT-BCA"} <= drawn <= set(phrased)
        assert 150 < len(drawn) < 250
        assert strangers(question, right, phrased) == drawn
