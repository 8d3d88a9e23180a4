"""Pieces of an article, and the nearest of many to one."""

from __future__ import annotations

import numpy as np

from assist.conflicts.candidates import Candidates
from assist.conflicts.clauses import pieces
from assist.conflicts.model import Clause
from corpus.provisions import Portion, Provision, ProvisionId

NUMBER = "11/2020/TT-ABC"


def portion(text: str, path: str, start: str, end: str = "") -> Portion:
    first = text.index(start)
    return Portion(ProvisionId.parse(f"x {path}").path, first, text.index(end) if end else len(text))


def test_points_carry_the_words_that_open_them() -> None:
    text = (
        "Điều 2. Mượn sách\n1. Thủ thư có trách nhiệm:\na) Ghi sổ;\nb) Giữ thẻ.\n"
        "2. Bạn đọc trả sách trong 14 ngày. Trường hợp:\na) Ốm thì báo."
    )
    portions = (
        portion(text, "khoản 1", "1. Thủ", "2. Bạn"),
        portion(text, "khoản 1 điểm a", "a) Ghi", "b) Giữ"),
        portion(text, "khoản 1 điểm b", "b) Giữ", "2. Bạn"),
        portion(text, "khoản 2", "2. Bạn"),
        portion(text, "khoản 2 điểm a", "a) Ốm"),
    )
    found = pieces(Provision(ProvisionId.parse(f"{NUMBER} điều 2"), text, "Mượn sách", portions=portions))
    assert [(c.id.pinpoint(), c.text, c.lead) for c in found] == [
        ("điểm a khoản 1 Điều 2", "a) Ghi sổ;", "1. Thủ thư có trách nhiệm:"),
        ("điểm b khoản 1 Điều 2", "b) Giữ thẻ.", "1. Thủ thư có trách nhiệm:"),
        ("điểm a khoản 2 Điều 2", "a) Ốm thì báo.", "2. Bạn đọc trả sách trong 14 ngày. Trường hợp:"),
    ]


def test_an_article_without_clauses_is_one_piece_and_opening_sentences_are_one() -> None:
    whole = Provision(
        ProvisionId.parse(f"{NUMBER} điều 1"), "Điều 1. Phạm vi\nQuy tắc này áp dụng cho bạn đọc.", "Phạm vi"
    )
    assert [c.text for c in pieces(whole)] == ["Quy tắc này áp dụng cho bạn đọc."]
    text = "Điều 3. Phạt\nNgười làm mất sách phải đền.\n1. Đền bằng sách."
    opened = Provision(
        ProvisionId.parse(f"{NUMBER} điều 3"), text, "Phạt", portions=(portion(text, "khoản 1", "1. Đền"),)
    )
    assert [c.id.pinpoint() for c in pieces(opened)] == ["Điều 3", "khoản 1 Điều 3"]


def clause(place: str, text: str, heading: str = "") -> Clause:
    return Clause(ProvisionId.parse(f"{NUMBER} {place}"), text, heading)


CLAUSES = [
    clause("điều 1", "Bạn đọc trả sách trong mười bốn ngày kể từ ngày mượn."),
    clause("điều 2", "Thủ thư kiểm kê kho sách mỗi năm một lần."),
    clause("điều 3", "Bạn đọc làm mất sách phải đền bằng tiền."),
    clause("điều 4", "Phòng đọc mở cửa vào buổi sáng các ngày làm việc."),
]


def test_the_nearest_is_about_the_same_matter_and_never_itself() -> None:
    candidates = Candidates(CLAUSES)
    found = candidates.near(clause("điều 9", "Người mượn phải trả sách trong bảy ngày kể từ ngày mượn."))
    assert candidates.clauses[found[0].place].id.article == "1"
    assert 0 < found[0].likeness < 1
    assert all(candidates.clauses[n.place].id != CLAUSES[0].id for n in candidates.near(CLAUSES[0]))


def test_only_those_that_count_are_found_and_strange_words_find_nothing() -> None:
    candidates = Candidates(CLAUSES)
    among = np.array([False, True, True, True])
    asked = clause("điều 9", "Trả sách trong mười bốn ngày.")
    assert 0 not in [n.place for n in candidates.near(asked, among=among)]
    assert candidates.near(clause("điều 9", "xyzzy")) == []
    assert candidates.near(clause("điều 9", "")) == []
