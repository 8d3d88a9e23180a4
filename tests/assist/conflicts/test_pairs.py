"""What comes of a pair: the clause that answers, what is said over again told once, and what one document may lay down otherwise."""

from __future__ import annotations

import pytest

from assist.conflicts.model import Clause, DifferenceType, Severity
from assist.conflicts.pairs import Compared, Pairs
from assist.conflicts.statements import read_statement
from corpus.provisions import ProvisionId

ALL = frozenset(DifferenceType)
_ASKING = (
    "Thủ thư nhận giấy hẹn của người mượn và chuyển cho quản lý kho trong thời hạn không quá {} kể từ khi nhận giấy."
)
_COUNTING = "Cuối quý, tổ kiểm kê đếm sách ở từng giá, ghi số thiếu vào sổ và ký tên từng trang."
_CLEANING = "Người quét dọn lau giá sách bằng khăn khô, mở cửa sổ và tắt quạt trước khi ra về."


def clause(place: str, text: str, heading: str = "Việc ở kho") -> Clause:
    return Clause(ProvisionId.parse(place), text, heading, kind="Thông tư")


def compared(*pool: Clause) -> list[Compared]:
    pairs = Pairs(pool, len(pool), read_statement)
    chunks = [pair for _, chunk in pairs.chunks(0) for pair in chunk]
    return [found for left, right in chunks if (found := pairs.compare(left, right, ALL))]


def test_another_limit_of_two_documents_is_grave_and_of_one_is_not() -> None:
    apart = compared(clause("1/TT điều 1", _ASKING.format("24 giờ")), clause("2/TT điều 1", _ASKING.format("03 ngày")))
    one = compared(clause("1/TT điều 1", _ASKING.format("24 giờ")), clause("1/TT điều 2", _ASKING.format("03 ngày")))
    assert [(c.differences[0].type, c.differences[0].severity) for c in apart] == [
        (DifferenceType.LIMIT, Severity.HIGH)
    ]
    assert [c.differences[0].severity for c in one] == [Severity.LOW]


def test_what_two_articles_say_alike_is_told_once_with_the_other_places() -> None:
    left = [clause(f"1/TT điều 3 khoản {n}", t) for n, t in enumerate((_COUNTING, _CLEANING), 1)]
    right = [clause(f"2/TT điều 7 khoản {n}", t) for n, t in enumerate((_COUNTING, _CLEANING), 4)]
    [found] = compared(*left, *right)
    assert found.differences[0].type is DifferenceType.DUPLICATE
    assert str(found.under_review.id) == "1/TT điều 3 khoản 1"
    assert "khoản 2 Điều 3 – khoản 5 Điều 7" in found.differences[0].what


@pytest.mark.parametrize("nearer", [True, False])
def test_a_clause_is_held_against_the_one_that_answers_it(nearer: bool) -> None:
    """Another limit in a clause further off is told only where no clause of that document is nearer."""
    mine = clause("1/TT điều 1", _ASKING.format("24 giờ"))
    far = clause(
        "2/TT điều 9",
        "Quản lý kho nhận giấy hẹn của người mượn từ quầy khác và chuyển cho quầy ấy không quá 05 ngày kể từ khi nhận giấy hẹn.",
    )
    near = clause("2/TT điều 1", _ASKING.format("24 giờ"))
    found = compared(mine, *([near] if nearer else []), far)
    sides = [{str(c.under_review.id), str(c.basis.id)} for c in found]
    assert ({"1/TT điều 1", "2/TT điều 9"} in sides) is not nearer


@pytest.mark.parametrize(("other", "pairs"), [("1/BL", 0), ("2/BL", 1)])
def test_two_crimes_of_one_code_are_no_pair(other: str, pairs: int) -> None:
    frame = "Người nào lấy sách của kho thì bị phạt tù từ 06 tháng đến {} năm."
    first = clause("1/BL điều 10 khoản 1", frame.format("03"), "Tội lấy sách của kho")
    second = clause(f"{other} điều 11 khoản 1", frame.format("05"), "Tội lấy sách của kho")
    assert [c.differences[0].type for c in compared(first, second)] == [DifferenceType.PENALTY] * pairs
