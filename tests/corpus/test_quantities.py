"""Which unit a question wants its answer in."""

from __future__ import annotations

import pytest

from corpus.quantities import asked_units

TIME = {"phút", "giờ", "ngày", "ngày làm việc", "tuần", "tháng", "năm"}


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("Trong mấy tiếng phải báo Viện kiểm sát?", TIME),
        ("giữ nó được bao nhiêu tiếng vậy", TIME),
        ("giu duoc may tieng", TIME),
        ("Trong mấy giờ phải báo?", TIME),
        ("Cần phiên dịch tiếng dân tộc nào?", set()),  # a language
        ("Hỏi cung mấy lần một ngày?", {"lần"}),
        ("bao nhiêu tuổi thì phải có người đại diện", {"tuổi"}),
        ("đánh con bị phạt tù mấy năm", {"năm", "tháng", "năm tù"}),
    ],
)
def test_units_asked_for(question: str, units: set[str]) -> None:
    assert asked_units(question) == units
