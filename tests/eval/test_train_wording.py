"""Learning how questions without a basis are worded."""

from __future__ import annotations

import numpy as np
import pytest

from eval.train_wording import crossed, read_no_basis, rows, train_wording
from search.wording import buckets

ANSWERED = [f"{who} được {what} không" for who in ("cháu", "mẹ", "luật sư") for what in ("tham dự", "kêu", "ký", "xem")]
REFUSED = [f"mua {what} ở đâu, giá bao nhiêu" for what in ("máy ảnh", "búp bê", "bút", "đèn", "ghế", "sổ", "loa", "áo")]


def test_a_row_is_of_length_one_whatever_the_text_holds() -> None:
    found = rows(["một câu hỏi", "", "một"])
    assert np.sqrt((found.multiply(found)).sum(axis=1)).ravel().tolist()[0] == pytest.approx([1, 0, 1])
    assert set(found[0].indices.tolist()) == set(buckets("một câu hỏi").tolist())


def test_what_is_learned_tells_questions_apart_that_were_not_seen() -> None:
    wording = train_wording(ANSWERED, REFUSED)
    assert wording.of("bố được tham dự không") > 0 > wording.of("mua quạt ở đâu")


def test_a_question_is_told_by_weights_learned_without_it() -> None:
    told, learned = crossed(ANSWERED, REFUSED), train_wording(ANSWERED, REFUSED)
    assert len(told) == len(REFUSED)
    # left out, each is a little less clearly a question without an answer
    assert np.mean(told) > np.mean([learned.of(q) for q in REFUSED])
    assert max(told) < 0


def test_the_questions_without_a_basis_can_be_read_and_stand_once() -> None:
    found = read_no_basis()
    assert len({question for question, _ in found}) == len(found) > 2200
    assert {author for _, author in found} == set(range(1, 12))
