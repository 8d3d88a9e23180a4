"""Clauses that name bodies which are gone."""

from __future__ import annotations

from datetime import date

import pytest

from assist.conflicts.bodies import vanished
from assist.conflicts.model import Clause, DifferenceType, Severity
from corpus.provisions import ProvisionId

ON = date(2026, 3, 2)


def clause(text: str, place: str = "điều 4") -> Clause:
    return Clause(ProvisionId.parse(f"07/2020/TT-BCA {place}"), text)


def test_a_body_is_told_once_with_every_place_and_what_took_over() -> None:
    text = "Báo Công an cấp huyện; Công an cấp huyện trả lời trong 02 ngày."
    [finding] = vanished([clause(text)], ON)
    found = finding.difference
    assert finding.fact == found.what
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
    assert vanished([clause(text)], ON) == []


def test_severity_follows_what_is_known() -> None:
    named = [clause("Bộ Tài nguyên và Môi trường chủ trì."), clause("Bộ Giao thông vận tải chủ trì.")]
    assert [f.difference.severity for f in vanished(named, ON)] == [Severity.MEDIUM, Severity.LOW]


def test_nothing_is_gone_before_its_day() -> None:
    assert vanished([clause("Báo Công an cấp huyện.")], date(2024, 5, 1)) == []


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (2, "Có 2 chỗ của văn bản nêu: khoản 1 Điều 4 và khoản 2 Điều 4."),
        (3, "Có 3 chỗ của văn bản nêu: khoản 1 Điều 4, khoản 2 Điều 4 và khoản 3 Điều 4."),
        (10, "khoản 8 Điều 4, khoản 9 Điều 4 và khoản 10 Điều 4."),
        (12, "Có 12 chỗ của văn bản nêu: khoản 1 Điều 4, "),
        (12, "khoản 9 Điều 4, khoản 10 Điều 4 … và 2 chỗ khác."),
    ],
)
def test_a_document_is_told_once_of_a_body_with_the_places_that_name_it(count: int, says: str) -> None:
    clauses = [clause(f"Gửi Công an cấp huyện {n} bản.", f"điều 4 khoản {n}") for n in range(1, count + 1)]
    [found] = vanished([clause("Giữ trật tự.", "điều 1"), *clauses], ON)
    assert found.under_review == clauses[0]
    assert [s.start for s in found.difference.left] == [4]
    assert says in found.fact
    assert found.fact == found.difference.what


def test_two_bodies_of_one_clause_are_two_findings() -> None:
    both = clause("Công an cấp huyện báo Sở Lao động - Thương binh và Xã hội.")
    assert len({f.difference.what for f in vanished([both, both], ON)}) == 2
