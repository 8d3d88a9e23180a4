"""How a question is worded: what it is read by, and what the shipped weights tell apart."""

from __future__ import annotations

import numpy as np
import pytest

from search.wording import BUCKETS, Wording, buckets, shipped


def weighing(**weights: float) -> Wording:
    found = np.zeros(BUCKETS + 1, np.float32)
    for syllable, weight in weights.items():
        (place,) = buckets(syllable)
        found[place] = weight
    return Wording(found)


def test_a_text_is_read_by_its_syllables_and_pairs_whatever_their_accents() -> None:
    assert len(buckets("mua ở đâu")) == 5  # three syllables, two pairs
    assert buckets("mua ở đâu").tolist() == buckets("MUA O DAU").tolist()
    assert set(buckets("mua").tolist()) < set(buckets("mua ở đâu").tolist())
    assert len(buckets("")) == 0


@pytest.mark.parametrize(
    ("text", "logit"),
    [
        ("luật", 3.0),
        ("phở", -1.0),
        # a syllable of each and their pair: (3 - 1 + 0) / √3
        ("luật phở", 2 / np.sqrt(3)),
        ("xe", 0.0),
        ("", 0.0),
        ("…", 0.0),
    ],
)
def test_a_question_is_worth_what_its_parts_are(text: str, logit: float) -> None:
    assert weighing(luat=3.0, pho=-1.0).of(text) == pytest.approx(logit, rel=1e-5)


def test_what_is_added_to_every_question() -> None:
    weights = np.zeros(BUCKETS + 1, np.float32)
    weights[-1] = -0.5
    assert Wording(weights).of("một câu hỏi") == -0.5


def test_the_shipped_weights_tell_a_question_of_law_from_one_that_no_law_answers() -> None:
    assert shipped().weights.shape == (BUCKETS + 1,)
    assert np.isfinite(shipped().weights).all()
    law = ["Lấy lời khai trẻ 12 tuổi phải có ai tham dự?", "tam giu nguoi 15 tuoi toi da may ngay"]
    none = ["Số điện thoại của anh trực ban tối nay là số mấy?", "mua may ghi am o dau, gia bao nhieu"]
    assert min(map(shipped().of, law)) > max(map(shipped().of, none))
