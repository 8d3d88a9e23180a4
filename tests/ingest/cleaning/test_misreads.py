"""Scans: labels are mended where their sequence demands it, words never."""

import pytest

from ingest.cleaning.draft import Draft
from ingest.cleaning.misreads import mend_misreads
from ingest.source import Removed


@pytest.mark.parametrize(
    ("read", "clean"),
    [
        # the word "Điều" in its many misreadings
        (["Điêu 5. Báo tin"], ["Điều 5. Báo tin"]),
        (["Diều 5. Báo tin"], ["Điều 5. Báo tin"]),
        # l for 1, where the sequence says so
        (["Điều l. Báo tin"], ["Điều 1. Báo tin"]),
        (["Điều 10. A", "Điều l1. B"], ["Điều 10. A", "Điều 11. B"]),
        (["Điều 1, Báo tin"], ["Điều 1. Báo tin"]),
        (["Điều 1. A", "l. Một", "2, Hai"], ["Điều 1. A", "1. Một", "2. Hai"]),
        # nothing to go by: left as read
        (["Điều 7. A", "Điều lO. B"], ["Điều 7. A", "Điều lO. B"]),
        # points: d between c and e is đ only after a d
        (["a) x", "b) x", "c) x", "d) x", "d) x", "e) x"], ["a) x", "b) x", "c) x", "d) x", "đ) x", "e) x"]),
        (["a) x", "b) x", "c) x", "đ) x", "đ) x"], ["a) x", "b) x", "c) x", "d) x", "đ) x"]),
        # ordinary words stay misread
        (["Phó thủ tuớng chỉ đạo quyên hạn"], ["Phó thủ tuớng chỉ đạo quyên hạn"]),
        (["Điêu khắc gia đến dự"], ["Điêu khắc gia đến dự"]),
    ],
)
def test_mend(read: list[str], clean: list[str]) -> None:
    removed: list[Removed] = []
    lines = mend_misreads([Draft(text, 1, 0) for text in read], removed)
    assert [line.text for line in lines] == clean
    assert bool(removed) == (read != clean)
    assert {r.reason for r in removed} <= {"sửa nhận dạng"}
