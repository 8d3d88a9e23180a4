"""Figures of clauses: values, units, bounds, and the moment a limit runs from."""

from __future__ import annotations

import pytest

from assist.conflicts.amounts import read_amounts
from assist.conflicts.model import Amount


def shown(amounts: tuple[Amount, ...]) -> list[str]:
    return [f"{a.bound} {a.value} {a.unit}".strip() for a in amounts]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("trả lời không quá 03 ngày làm việc kể từ khi nhận đơn", ["không quá 3 ngày làm việc"]),
        # the figure said twice
        ("gửi hồ sơ trong thời hạn 05 (năm) ngày", ["không quá 5 ngày"]),
        # spelled out
        ("trả lời chậm nhất mười lăm ngày sau cuộc họp", ["không quá 15 ngày"]),
        ("báo lại trong vòng năm ngày làm việc", ["không quá 5 ngày làm việc"]),
        ("ít nhất bốn mươi tám giờ", ["ít nhất 48 giờ"]),
        # a range with one unit
        ("thử việc từ 02 đến 06 tháng", ["từ đủ 2 tháng", "đến 6 tháng"]),
        # no later than so long before
        ("báo cho gia đình chậm nhất 24 giờ trước khi làm việc", ["ít nhất, trước 24 giờ"]),
        # dates, places, clock times and numbers of documents are no stretches
        ("từ ngày 15 tháng 7 năm 2026, theo khoản 3 Điều 5 Thông tư số 12/2024/TT-BCA, vào 16 giờ 30", []),
        ("trải qua năm tháng khó khăn", []),
    ],
)
def test_limits(text: str, limits: list[str]) -> None:
    assert shown(read_amounts(text.lower()).limits) == limits


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("trong 24 giờ kể từ khi nhận tin, đơn vị báo", "nhận tin"),
        ("trong 10 ngày, kể từ ngày ký quyết định thì gửi", "ký quyết định thì gửi"),
        ("chậm nhất 3 ngày trước khi họp", "họp"),
    ],
)
def test_what_a_limit_runs_from(text: str, event: str) -> None:
    assert read_amounts(text).limits[0].of == event


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("người từ đủ 14 tuổi đến dưới 16 tuổi", ["từ đủ 14 tuổi", "dưới 16 tuổi"]),
        ("người từ đủ 14 đến dưới 16 tuổi", ["từ đủ 14 tuổi", "dưới 16 tuổi"]),
        ("người đủ 18 tuổi trở lên", ["từ đủ 18 tuổi"]),
        ("trẻ chưa đủ mười sáu tuổi", ["dưới 16 tuổi"]),
        ("nuôi con dưới 36 tháng tuổi", ["dưới 36 tháng tuổi"]),
    ],
)
def test_ages(text: str, ages: list[str]) -> None:
    assert shown(read_amounts(text).ages) == ages


@pytest.mark.parametrize(
    ("text", "penalties", "counts"),
    [
        ("thì bị phạt tù từ 02 năm đến 07 năm", ["từ đủ 2 năm", "đến 7 năm"], []),
        ("phạt tiền từ 2.000.000 đồng đến 5 triệu đồng đối với hành vi bán 03 bản",
         ["từ đủ 2000000 đồng", "đến 5000000 đồng"], ["3 bản"]),
        ("bị phạt tù 20 năm, tù chung thân hoặc tử hình", ["20 năm", "1 tù chung thân", "1 tử hình"], []),
        # the figures of the act are none of the punishment's
        ("gây thương tích từ 31% đến 60% thì bị phạt cảnh cáo", [], ["từ đủ 31 %", "đến 60 %"]),
        ("ít nhất hai phần ba tổng số thành viên", [], ["ít nhất 2/3 phần"]),
        ("giải thích cho một người thân", [], []),
        ("không quá 02 lần trong 01 ngày", [], ["không quá 2 lần"]),
    ],
)  # fmt: skip
def test_penalties_and_counts(text: str, penalties: list[str], counts: list[str]) -> None:
    amounts = read_amounts(text)
    assert shown(amounts.penalties) == penalties
    assert shown(amounts.counts) == counts
