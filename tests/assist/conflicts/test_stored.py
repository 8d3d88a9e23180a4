"""Findings written and read again whole; keys and hashes that stay where nothing has changed."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest

from assist.conflicts.model import Clause, Difference, DifferenceType, Finding, Severity, Span
from assist.conflicts.stored import as_data, from_data, hash_of, key_of, text_hash
from corpus.provisions import ProvisionId

LIMIT = Difference(DifferenceType.LIMIT, Severity.HIGH, "“03 ngày” ở đây, “24 giờ” ở kia", (Span(0, 7),), (Span(2, 8),))


def clause(place: str, text: str = "03 ngày kể từ khi nhận đơn.") -> Clause:
    return Clause(
        ProvisionId.parse(place), text, "Nhận đơn", "Thủ thư có trách nhiệm:", "Thông tư", "Mượn sách", date(2018, 4, 1)
    )


def fact(
    what: str,
    spans: tuple[Span, ...] = (),
    place: str = "05/2018/TT-BCA điều 2",
    kind: DifferenceType = DifferenceType.DATES,
) -> Finding:
    return Finding(clause(place), Difference(kind, Severity.LOW, what, spans), fact=what)


PAIR = Finding(
    clause("05/2018/TT-BCA điều 2 khoản 2"),
    LIMIT,
    clause("30/2024/QH15 điều 2 khoản 2 điểm đ", "Trong 24 giờ."),
    prevails="Có thể áp dụng 30/2024/QH15.",
    likeness=0.875,
    others=(Difference(DifferenceType.MODALITY, Severity.MEDIUM, "“phải” ở đây"),),
)


@pytest.mark.parametrize(
    "finding",
    [
        PAIR,
        fact("Ngày 31/02/2020 không có trong lịch."),
        Finding(Clause(ProvisionId("111/KH-CAT"), "Kế hoạch"), LIMIT),  # a whole document, without a day
        Finding(clause("111/KH-CAT-CSHS mục II.4.a.(4)"), LIMIT, clause("01/2017/TT-BCA phụ lục I điều 3")),
    ],
)
def test_a_finding_is_read_as_it_was_written(finding: Finding) -> None:
    assert from_data(json.loads(json.dumps(as_data(finding)))) == finding


@pytest.mark.parametrize(
    ("finding", "key"),
    [
        (PAIR, "05/2018/TT-BCA điều 2 khoản 2 | 30/2024/QH15 điều 2 khoản 2 điểm đ"),
        # the words it marks, before those it quotes
        (fact("Sai “x”.", (Span(0, 7),)), "05/2018/TT-BCA điều 2 | DATES | 03 ngày"),
        (fact("Sổ ghi “05/3/2018”, lời văn “06/3/2018”."), "05/2018/TT-BCA điều 2 | DATES | 05/3/2018 … 06/3/2018"),
        # of a body the document: another clause may be the first to name it some day
        (fact("Nêu “Sở Ấn loát”.", kind=DifferenceType.BODY), "05/2018/TT-BCA | BODY | Sở Ấn loát"),
    ],
)
def test_keys_name_what_a_finding_is_about(finding: Finding, key: str) -> None:
    assert key_of(finding) == key


def test_long_words_make_no_long_key() -> None:
    one, two = (fact(f"Nêu “{'rất dài ' * 80}{end}”.") for end in ("a", "b"))
    assert len(key_of(one)) < 200
    assert key_of(one) != key_of(two)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Nộp sổ.\n", True),
        ("Nộp\u00a0 sổ.", True),
        (unicodedata.normalize("NFD", "Nộp sổ."), True),
        ("Nộp số.", False),
        ("nộp sổ.", False),
    ],
)
def test_hashes_follow_the_words_alone(text: str, same: bool) -> None:
    assert (hash_of(text) == hash_of("Nộp sổ.")) is same
    assert text_hash(clause("05/2018/TT-BCA điều 2", text)) == hash_of(text)
    assert len(hash_of(text)) == 32
