"""Words of provisions in reports: what differs told apart, long ones cut round it."""

from __future__ import annotations

import pytest

from assist.conflicts.exports.excerpts import pieces
from assist.conflicts.model import Span

_TEXT = "Thủ thư ghi sổ. " + "Người đọc giữ sách sạch. " * 40 + "Trả sách trong 05 ngày. " + "Sách rách thì vá. " * 40


@pytest.mark.parametrize(
    ("text", "spans", "wanted"),
    [
        ("nộp trong 05 ngày", [(10, 17)], "nộp trong [05 ngày]"),
        (
            "nộp trong 05 ngày",
            [(10, 12), (11, 17), (40, 50)],
            "nộp trong [05 ngày]",
        ),  # spans that overlap, or lie outside
        ("nộp trong 05 ngày", [], "nộp trong 05 ngày"),
        ("", [(0, 4)], ""),
    ],
)
def test_words_that_differ_are_told_apart(text: str, spans: list[tuple[int, int]], wanted: str) -> None:
    found = pieces(text, [Span(*span) for span in spans], 900)
    assert "".join(f"[{words}]" if differs else words for words, differs in found) == wanted


def test_a_long_text_keeps_its_opening_and_what_surrounds_the_words_that_differ() -> None:
    at = _TEXT.index("05 ngày")
    found = pieces(_TEXT, [Span(at, at + 7)], 400)
    words = "".join(words for words, _ in found)
    assert words.startswith("Thủ thư ghi sổ. Người đọc")
    assert [piece for piece, differs in found if differs] == ["05 ngày"]
    assert " … " in words
    assert words.endswith(" …")
    assert 350 < len(words) < 450  # all of the measure is used


@pytest.mark.parametrize("count", [0, 1, 60])
def test_a_cut_text_is_about_as_long_as_allowed(count: int) -> None:
    spans = [Span(at, at + 15) for at in range(20, 20 + count * 20, 20)]
    shown = "".join(words for words, _ in pieces(_TEXT, spans, 900))
    assert 850 < len(shown) < 1300  # short gaps between spans stay in, for they are not worth a mark


def test_one_span_longer_than_the_measure_is_cut() -> None:
    found = pieces(_TEXT, [Span(0, len(_TEXT))], 300)
    assert found[0][1]
    assert sum(len(words) for words, _ in found) < 340
    assert found[-1][0] == " …"


def test_a_word_on_the_edge_of_two_stretches_stands_once() -> None:
    number = "01/2017/TTLT-BCA-BQP-BTC-BNN&PTNT-VKSNDTC"
    text = f"{'Sách. ' * 20}{number} {'Sách. ' * 20}"
    at = text.index(number)
    found = pieces(text, [Span(0, 5), Span(at, at + 2), Span(at + 38, at + 41)], 60)
    assert "".join(words for words, _ in found).count("01/2017") == 1
