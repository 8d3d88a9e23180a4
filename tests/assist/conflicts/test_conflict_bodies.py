"""Clauses that name bodies which are gone."""

from __future__ import annotations

from datetime import date

import pytest

from assist.conflicts.bodies import vanished
from assist.conflicts.model import Clause, DifferenceType, Severity
from corpus.provisions import ProvisionId

ON = date(2026, 3, 2)


def clause(text: str) -> Clause:
    return Clause(ProvisionId.parse("07/2020/TT-BCA điều 4"), text)


def test_a_body_is_told_once_with_every_place_and_what_took_over() -> None:
    text = "Báo Công an cấp huyện; Công an cấp huyện trả lời trong 02 ngày."
    [found] = vanished(clause(text), ON)
    assert (found.type, found.severity) == (DifferenceType.BODY, Severity.HIGH)
    assert [text[s.start : s.end] for s in found.left] == ["Công an cấp huyện", "Công an cấp huyện"]
    assert "có thể không còn từ ngày 01/07/2025" in found.what
    assert "Công an cấp tỉnh hoặc Công an cấp xã" in found.what
    assert "mâu thuẫn" not in found.what


@pytest.mark.parametrize(
    "text",
    [
        "Bỏ cụm từ “Công an cấp huyện” ở khoản 2.",  # quoted: what an amendment takes out
        "Theo Thông tư số 03/2019/TT-XYZ ngày 05/4/2019 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội.",  # an issuer
        "Hồ sơ do nơi nguyên là Tòa án nhân dân cấp huyện lập.",  # told as past
        "Việc nhận trước ngày 01/7/2025 tại Công an cấp huyện vẫn tính.",
        "Công an cấp xã báo Công an cấp tỉnh.",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert vanished(clause(text), ON) == []


def test_severity_follows_what_is_known() -> None:
    assert [d.severity for d in vanished(clause("Bộ Tài nguyên và Môi trường chủ trì."), ON)] == [Severity.MEDIUM]
    assert [d.severity for d in vanished(clause("Bộ Giao thông vận tải chủ trì."), ON)] == [Severity.LOW]


def test_nothing_is_gone_before_its_day() -> None:
    assert vanished(clause("Báo Công an cấp huyện."), date(2024, 5, 1)) == []
