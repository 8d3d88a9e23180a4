"""Provision ids: one canonical text each, read back as the same id."""

import pytest

from corpus.provisions import Level, Portion, Provision, ProvisionId, Step

CANONICAL = [
    ("43/2021/TT-BCA điều 5 khoản 1 điểm đ", "điểm đ khoản 1 Điều 5"),
    ("100/2015/QH13 điều 217a khoản 2", "khoản 2 Điều 217a"),
    ("111/KH-CAT-CSHS mục II.4.a.(4)", "Mục II.4.a.(4)"),
    ("111/KH-CAT-CSHS mục II.2.b gạch đầu dòng 1", "gạch đầu dòng 1 mục II.2.b"),
    ("100/2015/QH13 phần thứ hai chương XIV mục 1", "Mục 1 chương XIV phần thứ hai"),
    ("13/2021/TT-BLĐTBXH phụ lục II", "Phụ lục II"),
    ("53/2024/QH15 phần mở đầu", "Phần mở đầu"),
    ("53/2024/QH15", ""),
]


@pytest.mark.parametrize(("text", "pinpoint"), CANONICAL)
def test_canonical_text_round_trips_and_cites(text: str, pinpoint: str) -> None:
    pid = ProvisionId.parse(text)
    assert str(pid) == text
    assert pid.pinpoint() == pinpoint


@pytest.mark.parametrize("text", ["", "điều 5", "43/2021/TT-BCA điều năm", "43/2021/TT-BCA điều 5 gì đó"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="mã điều khoản"):
        ProvisionId.parse(text)


def test_unit_is_the_article_and_contains_its_points() -> None:
    point = ProvisionId.parse("43/2021/TT-BCA điều 5 khoản 1 điểm đ")
    assert str(point.unit()) == "43/2021/TT-BCA điều 5"
    assert point.unit().contains(point)
    assert not point.contains(point.unit())
    assert not ProvisionId.parse("43/2021/TT-BCA điều 50").contains(point)


def test_page_of_follows_page_breaks() -> None:
    provision = Provision(
        ProvisionId("X/1", (Step(Level.ARTICLE, "1"),)), "a" * 30, page=4, page_breaks=((10, 5), (20, 6))
    )
    assert [provision.page_of(n) for n in (0, 9, 10, 25)] == [4, 4, 5, 6]


def test_portion_text_is_an_exact_span() -> None:
    clause = (Step(Level.CLAUSE, "2"),)
    provision = Provision(
        ProvisionId("X/1", (Step(Level.ARTICLE, "1"),)),
        "Điều 1.\n1. Một.\n2. Hai.",
        portions=(Portion(clause, 16, 23),),
    )
    assert provision.portion_text(clause) == "2. Hai."
    assert provision.portion_text((Step(Level.CLAUSE, "9"),)) is None
