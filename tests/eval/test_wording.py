"""How our sentences and official words are compared: ways of counting, words of modality, shared runs."""

from __future__ import annotations

import pytest

from corpus.notes import Modality
from eval.wording import carries, counted_from, counts_back, shared_runs


@pytest.mark.parametrize(
    ("number", "unit", "text", "back"),
    [
        (24, "giờ", "Chậm nhất 24 giờ trước khi làm, phải báo.", True),
        (2, "giờ", "Phải báo trước khi làm 02 giờ.", True),
        (5, "ngày", "Trước khi hết hạn giữ, hạn gia thêm ít nhất 05 ngày, phải báo.", True),
        # a list of figures before the words that count them back
        (10, "ngày", "Chậm nhất 10 ngày đối với vụ nhỏ, 15 ngày đối với vụ lớn trước khi xong.", True),
        (15, "ngày", "Chậm nhất 10 ngày đối với vụ nhỏ, 15 ngày đối với vụ lớn trước khi xong.", True),
        (48, "giờ", "Phải báo trước về nơi hỏi tối thiểu 24 giờ với người ở gần, 48 giờ với người ở xa.", True),
        # another thing is done before another moment
        (7, "ngày", "Chậm nhất là 07 ngày đối với tin khó, cán bộ phải báo cáo trước khi trình.", False),
        (3, "ngày", "Trong 03 ngày kể từ khi nhận, phải trả lời.", False),
        (3, "ngày", "Chậm nhất 03 ngày làm việc trước khi họp.", False),
    ],
)
def test_counting_back(number: int, unit: str, text: str, back: bool) -> None:
    assert counts_back(number, unit, text) is back


@pytest.mark.parametrize(
    ("number", "unit", "text", "moments"),
    [
        (
            3,
            "ngày",
            "Trong 03 ngày, kể từ ngày nhận đơn; quá 3 ngày từ khi nộp thì thôi.",
            ["nhận đơn", "nộp thì thôi"],
        ),
        (2, "tháng", "Không quá hai tháng tính từ lúc mở sổ.", ["mở sổ"]),
        (3, "ngày", "Trong 13 ngày kể từ ngày nhận đơn.", []),
        (3, "ngày", "Trong 03 ngày làm việc kể từ ngày nhận đơn.", []),
    ],
)
def test_counting_from(number: int, unit: str, text: str, moments: list[str]) -> None:
    assert counted_from(number, unit, text) == moments


@pytest.mark.parametrize(
    ("modality", "text", "held"),
    [
        ("không được", "Chỉ áp dụng khi thật cần.", True),
        ("được", "Chỉ áp dụng khi thật cần.", True),
        ("không được", "Không ghi âm.", True),
        ("không được", "Ghi âm.", False),
        ("có thể", "Người có thể hiểu việc mình làm.", False),
    ],
)
def test_words_of_modality(modality: Modality, text: str, held: bool) -> None:
    assert carries(modality, text) is held


def test_a_run_is_told_once_however_long() -> None:
    theirs = ["một", "hai", "ba", "bốn", "năm"]
    assert list(shared_runs(["không", "một", "hai", "ba", "bốn"], theirs, 3)) == ["một hai ba"]
    assert list(shared_runs(["một", "hai", "bốn", "năm"], theirs, 3)) == []
