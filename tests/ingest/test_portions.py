"""Clauses and points of a unit: tables of texts in our own words."""

from __future__ import annotations

import pytest

from ingest.portions import quoted_blocks, split_portions


def found(text: str) -> list[str]:
    """Each portion as "khoản 1 điểm a", in order."""
    return [" ".join(map(str, p.path)) for p in split_portions(text)]


CASES = [
    # clauses with points, heading line first
    ("Điều 5. Tên\n1. Một:\na) này;\nb) kia.\n2. Hai.", "khoản 1|khoản 1 điểm a|khoản 1 điểm b|khoản 2"),
    # no clauses: points stand under the unit
    ("Điều 5. Tên\nGồm:\na) này;\nb) kia;\nc) nọ.", "điểm a|điểm b|điểm c"),
    # the full run of letters, đ between d and e
    (
        "1. Gồm:\na) x\nb) x\nc) x\nd) x\nđ) x\ne) x\ng) x",
        "|".join(["khoản 1", *(f"khoản 1 điểm {c}" for c in "abcdđeg")]),
    ),
    # old texts have no đ, some count through f
    ("a) x\nb) x\nc) x\nd) x\ne) x\nf) x\ng) x", "|".join(f"điểm {c}" for c in "abcdefg")),
    # inserted clauses and points
    (
        "1. x\n1a. x\n1b. x\n2. x:\na) x\na1) x\nb) x",
        "khoản 1|khoản 1a|khoản 1b|khoản 2|khoản 2 điểm a|khoản 2 điểm a1|khoản 2 điểm b",
    ),
    # a number that does not carry the count on is text
    ("1. x\n3. x\n2. y", "khoản 1|khoản 2"),
    ("Điều 9. Tên\n3. x", ""),
    # a repealed clause, or one whose number is lost, leaves a gap; its neighbours stay apart
    ("Điều 9. Tên\n2. x\n3. y", "khoản 2|khoản 3"),
    ("1. x\n2. x\n4. y\n4a. y\n5. y", "khoản 1|khoản 2|khoản 4|khoản 4a|khoản 5"),
    ("1. x\n2. x\n1. trong\n4. trong", "khoản 1|khoản 2"),
    ("1. x\n2. x\n15. năm", "khoản 1|khoản 2"),
    ("1. x\nb) không có a\n2. y", "khoản 1|khoản 2"),
    # other signs behind the number; one list keeps to one sign
    ("1) x\n2) y", "khoản 1|khoản 2"),
    ("1/ x\n2/ y\na/ z\nb/ z", "khoản 1|khoản 2|khoản 2 điểm a|khoản 2 điểm b"),
    ("1. x:\n1) trong\n2) trong\n2. y", "khoản 1|khoản 2"),
    # dotted numbers of old texts are points of their clause
    (
        "1. x\n1.1. u\n1.2. v\n2. y\n2.1 w\n2.2 w",
        "khoản 1|khoản 1 điểm 1.1|khoản 1 điểm 1.2|khoản 2|khoản 2 điểm 2.1|khoản 2 điểm 2.2",
    ),
    ("1. x\n1.1. u:\na) trong\nb) trong\n1.2. v", "khoản 1|khoản 1 điểm 1.1|khoản 1 điểm 1.2"),
    # the article has no title, or clause and first point share a line
    ("Điều 5. 1. x\n2. y", "khoản 1|khoản 2"),
    ("1. a) x\nb) y\n2. z", "khoản 1|khoản 1 điểm a|khoản 1 điểm b|khoản 2"),
    # amounts and dates at the start of a line
    ("1. x\n2.000 đồng\n2.5% tiền\n2. y", "khoản 1|khoản 2"),
    # quoted new wording keeps its inner numbering
    (
        "1. Sửa Điều 8 như sau:\n“1. trong\n2. trong”.\n2. Sửa Điều 9 như sau:\n“3. trong:\na) trong”\n3. z",
        "khoản 1|khoản 2|khoản 3",
    ),
    ('1. Sửa Điều 8 như sau:\n"Điều 8. Tên\n1. trong\n2. trong".\n2. z', "khoản 1|khoản 2"),
    # a term in quotation marks inside such wording
    ("1. Sửa như sau:\n“1. “Từ” là gì\n2. trong”;\n2. z", "khoản 1|khoản 2"),
    # a forgotten mark hides nothing
    ("1. “Từ là gì;\n2. “Chữ” là gì;\n3. “Câu là gì”.", "khoản 1|khoản 2|khoản 3"),
    ("“Từ là gì;\n1. x\n2. y", "khoản 1|khoản 2"),
    # nothing to find
    ("", ""),
    ("Một đoạn.\nĐoạn nữa.", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_labels(text: str, expected: str) -> None:
    assert found(text) == (expected.split("|") if expected else [])


def test_spans_run_to_the_end_of_the_last_point_and_cover_the_text() -> None:
    text = "Điều 5. Tên\n1. Một:\na) này;\ntiếp này\nb) kia.  \n2. Hai."
    words = {" ".join(map(str, p.path)): text[p.start : p.end] for p in split_portions(text)}
    assert words["khoản 1"] == "1. Một:\na) này;\ntiếp này\nb) kia."
    assert words["khoản 1 điểm a"] == "a) này;\ntiếp này"
    assert words["khoản 2"] == "2. Hai."


def test_spans_without_a_title_begin_at_the_number() -> None:
    text = "Điều 5. 1. a) x\nb) y"
    spans = [text[p.start : p.end] for p in split_portions(text)]
    assert spans == ["1. a) x\nb) y", "a) x", "b) y"]


def test_offset_is_added() -> None:
    plain = split_portions("1. x\n2. y")
    moved = split_portions("1. x\n2. y", offset=100)
    assert [(p.start + 100, p.end + 100) for p in plain] == [(p.start, p.end) for p in moved]


def test_quoted_blocks_are_multiline_only() -> None:
    text = "Gọi là “một từ” thôi.\n“Đoạn\nhai dòng”.\nHết."
    assert [text[a:b] for a, b in quoted_blocks(text)] == ["“Đoạn\nhai dòng”"]


def test_straight_quotes_close_on_the_line_they_open() -> None:
    # a one-line quotation must not pair with the next one and hide the clause between them
    text = 'Điều 1. Sửa đổi\n1. Sửa khoản 1:\n"1. Lời mới.".\n2. Sửa khoản 2:\n"2. Lời mới\nhai dòng."\n3. Bỏ khoản 3.'
    assert [str(p.path[-1]) for p in split_portions(text)] == ["khoản 1", "khoản 2", "khoản 3"]
