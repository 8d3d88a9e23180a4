"""Pairs that checklists noted: types, severity, sides, and what they cover; and how a review tells them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assist.conflicts.model import DifferenceType, Severity
from assist.conflicts.noted import Noted, grouped, noted_pairs, shipped
from assist.conflicts.review import Review
from assist.conflicts.shelf import Shelf
from corpus.checklists import Checklist
from corpus.library import Library
from corpus.provisions import ProvisionId
from tests.assist.conflicts.small_texts import ENDED, LAW, NEWER, OLDER, ON, document, passing_on, put, words

P = ProvisionId.parse


def demand(basis: list[str], says: str = "Xếp sách theo vần.", **more: Any) -> dict[str, Any]:
    return {"modality": "phải", "says": says, "basis": basis, **more}


def checklist(*items: dict[str, Any]) -> Checklist:
    lines = [{"code": f"viec-{i}", "act": "Xếp sách", "who": "Thủ thư", **item} for i, item in enumerate(items)]
    return Checklist.model_validate({"code": "xep-sach", "title": "Xếp sách", "order": 1, "items": lines})


def one(point: str, beside: str, **more: Any) -> list[Noted]:
    other = demand([f"{LAW} điều 1"], "Luật để tùy chọn.", point=point, beside=beside, **more)
    return noted_pairs([checklist({**demand([f"{OLDER} điều 2 khoản 1"]), "differs": [other]})])


@pytest.mark.parametrize(
    ("point", "beside", "type_", "severity"),
    [
        ("thời hạn, con số", "khác nhau", DifferenceType.LIMIT, Severity.HIGH),
        ("mức bắt buộc", "khác nhau", DifferenceType.MODALITY, Severity.HIGH),
        ("thẩm quyền", "khác nhau", DifferenceType.COMPETENCE, Severity.HIGH),
        ("khái niệm, độ tuổi", "khác nhau", DifferenceType.DEFINITION, Severity.MEDIUM),
        ("điều kiện", "khác nhau", DifferenceType.CONDITION, Severity.MEDIUM),
        ("thời hạn, con số", "riêng và chung", DifferenceType.LIMIT, Severity.LOW),
        ("điều kiện", "bổ sung", DifferenceType.CONDITION, Severity.LOW),
    ],
)
def test_what_is_noted_has_its_type_and_weight(
    point: str, beside: str, type_: DifferenceType, severity: Severity
) -> None:
    [noted] = one(point, beside)
    assert (noted.type, noted.severity) == (type_, severity)
    told, turned = noted.words(turned=False), noted.words(turned=True)
    assert told.index("Xếp sách theo vần") < told.index("Luật để tùy chọn")
    assert turned.index("Luật để tùy chọn") < turned.index("Xếp sách theo vần")
    assert "mâu thuẫn" not in told + turned


def test_a_rule_without_text_makes_no_pair() -> None:
    assert one("điều kiện", "khác nhau", unverified="chưa có nguyên văn") == []


def test_of_every_two_documents_one_pair_and_of_one_pair_and_type_the_gravest() -> None:
    bases = [f"{OLDER} điều 2 khoản 1", f"{OLDER} điều 5", f"{NEWER} điều 1"]
    mild = demand([f"{LAW} điều 1"], "Nhẹ.", point="điều kiện", beside="bổ sung")
    grave = demand([f"{LAW} điều 1"], "Nặng.", point="điều kiện", beside="khác nhau")
    found = noted_pairs([checklist({**demand(bases), "differs": [mild]}, {**demand(bases), "differs": [grave]})])
    assert {(str(n.place), str(n.other), n.other_says) for n in found} == {
        (f"{OLDER} điều 2 khoản 1", f"{LAW} điều 1", "Nặng."),
        (f"{NEWER} điều 1", f"{LAW} điều 1", "Nặng."),
    }


@pytest.mark.parametrize(
    ("left", "right", "covered"),
    [
        (f"{OLDER} điều 2 khoản 1", f"{LAW} điều 1", True),
        (f"{LAW} điều 1 khoản 3", f"{OLDER} điều 2 khoản 1 điểm a", True),
        (f"{OLDER} điều 2", f"{LAW} điều 1", True),
        (f"{OLDER} điều 2 khoản 2", f"{LAW} điều 1", False),
        (f"{OLDER} điều 2 khoản 1", f"{LAW} điều 2", False),
    ],
)
def test_a_pair_covers_what_lies_within_it_or_around_it(left: str, right: str, covered: bool) -> None:
    [noted] = one("điều kiện", "khác nhau")
    assert noted.covers(P(left), P(right)) is covered


def test_what_ships_rests_on_places_of_two_kinds_of_weight() -> None:
    severities = {noted.severity for noted in shipped()}
    assert severities == set(Severity)


# -- in a review ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(f"sqlite:///{tmp_path_factory.mktemp('kho')}/library.sqlite")
    texts = [
        (document(LAW, "Luật", date(2024, 3, 1)), words(LAW, passing_on("24 giờ"))),
        (document(OLDER, "Thông tư", date(2018, 4, 1)), words(OLDER, passing_on("03 ngày"))),
        (document(NEWER, "Thông tư", date(2022, 5, 1)), words(NEWER, ("Kê sách", "1. Kê theo cỡ.\n2. Kê theo vần."))),
        (document(ENDED, "Thông tư", date(2009, 5, 1), date(2018, 4, 1)), words(ENDED, passing_on("06 ngày"))),
    ]
    for i, (facts, provisions) in enumerate(texts):
        put(library, f"{i}.docx", facts, provisions)
    return library


def noted(left: str, right: str, type_: str = "thời hạn, con số") -> Noted:
    other = demand([right], "Cách kia.", point=type_, beside="khác nhau")
    [found] = noted_pairs([checklist({**demand([left], "Cách này."), "differs": [other]})])
    return found


def test_a_review_tells_what_was_noted_once_with_the_law_as_basis(library: Library) -> None:
    pair = noted(f"{LAW} điều 1 khoản 2", f"{OLDER} điều 1 khoản 2")
    found = Review(library, ON, Shelf(library), [pair]).run([LAW, OLDER], types={DifferenceType.LIMIT})
    [finding] = [f for f in found if f.basis]
    assert finding.basis is not None
    assert (str(finding.under_review.id), str(finding.basis.id)) == (f"{OLDER} điều 1 khoản 2", f"{LAW} điều 1 khoản 2")
    assert "được kiểm tra: Cách kia. Quy định là căn cứ: Cách này." in finding.difference.what
    [span] = finding.difference.left  # the rules show the words in which the noted difference lies
    assert "03 ngày" in finding.under_review.text[span.start : span.end]
    assert LAW in finding.prevails


def grouped_at(*bases: tuple[str, str, str]) -> list[list[tuple[str, str]]]:
    """Groups of (place, other) for items of (basis, basis of the other demand, what that says)."""
    items = []
    for place, there, says in bases:
        other = demand([there], says, point="thời hạn, con số", beside="khác nhau")
        items.append({**demand([place], f"Theo {place}."), "differs": [other]})
    return [[(str(n.place), str(n.other)) for n in group] for group in grouped(noted_pairs([checklist(*items)]))]


@pytest.mark.parametrize(
    ("bases", "sizes"),
    [
        # one clause of the law, of which the same was noted beside two provisions
        ([(f"{OLDER} điều 2", f"{LAW} điều 1", "Ngay."), (f"{NEWER} điều 7", f"{LAW} điều 1", "Ngay.")], [2]),
        # two points of one clause count as the clause
        ([(f"{OLDER} điều 2", f"{LAW} điều 1 khoản 1 điểm a", "Ngay."),
          (f"{NEWER} điều 7", f"{LAW} điều 1 khoản 1 điểm b", "Ngay.")], [2]),
        ([(f"{OLDER} điều 2", f"{LAW} điều 1", "Ngay."), (f"{NEWER} điều 7", f"{LAW} điều 2", "Ngay.")], [1, 1]),
        ([(f"{OLDER} điều 2", f"{LAW} điều 1", "Ngay."), (f"{NEWER} điều 7", f"{LAW} điều 1", "Trong tuần.")], [1, 1]),
        # one place against two clauses
        ([(f"{OLDER} điều 2", f"{LAW} điều 1", "Ngay."), (f"{OLDER} điều 2", f"{LAW} điều 2", "Trong tuần.")], [2]),
    ],
)  # fmt: skip
def test_what_puts_one_question_stands_together(bases: list[tuple[str, str, str]], sizes: list[int]) -> None:
    assert [len(group) for group in grouped_at(*bases)] == sizes


def test_a_review_tells_one_question_once_and_names_the_other_places(library: Library) -> None:
    others = (f"{OLDER} điều 1 khoản 2", f"{NEWER} điều 1 khoản 1", f"{NEWER} điều 9")
    pairs = [noted(f"{LAW} điều 1 khoản 2", other) for other in others]
    found = Review(library, ON, Shelf(library), pairs).run([LAW, OLDER, NEWER], types={DifferenceType.LIMIT})
    [told] = [f.difference.what for f in found if f.basis and "danh mục thân thiện" in f.difference.what]
    assert "Cùng điểm này còn: khoản 2 Điều 1" in told
    assert "(Theo" not in told
    assert f"với khoản 1 Điều 1 {NEWER}" in told.replace("Thông tư số ", "").replace("số ", "")
    assert "Điều 9" not in told  # there is no such place


@pytest.mark.parametrize(
    ("left", "right", "documents", "types", "count"),
    [
        (f"{NEWER} điều 1 khoản 1", f"{LAW} điều 1 khoản 1", [LAW, NEWER], set(), 1),  # in words that share nothing
        (f"{NEWER} điều 1 khoản 1", f"{LAW} điều 1 khoản 1", [LAW, OLDER], set(), 0),
        (f"{NEWER} điều 1 khoản 1", f"{LAW} điều 1 khoản 1", [LAW, NEWER], {DifferenceType.MODALITY}, 0),
        (f"{NEWER} điều 1 khoản 9", f"{LAW} điều 1 khoản 1", [LAW, NEWER], set(), 0),  # no such place
        (f"{NEWER} điều 1 khoản 1", "99/2099/QH99 điều 1", [LAW, NEWER], set(), 0),  # no such text
        (f"{NEWER} điều 1 khoản 1", f"{NEWER} điều 1 khoản 2", [LAW, NEWER], set(), 1),
    ],
)
def test_which_noted_pairs_a_review_tells(
    library: Library, left: str, right: str, documents: list[str], types: set[DifferenceType], count: int
) -> None:
    found = Review(library, ON, Shelf(library), [noted(left, right)]).run(documents, types=types)
    told = [f for f in found if f.basis and "danh mục thân thiện" in f.difference.what]
    assert len(told) == count
