"""Typing faults: what is mended, and what is left alone because people know words that no law has."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.encoding import encode_document
from search.frequencies import Frequencies
from search.spelling import mend

WORDS = (
    "người dưới 18 tuổi phạm tội, trợ giúp pháp lý, tạm giữ trong mấy ngày và mấy giờ, lấy lời khai, xác minh tin báo, "
    "quyền và thẩm quyền, bắt quả tang, hỏi cung, biên bản, nước ngoài được không, tạm lánh, chăm sóc thay thế, đối tượng"
)
KNOWN = Frequencies.empty().updated([encode_document("", WORDS).indices] * 40, [], 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # keys of Telex that were not taken; marks lost, misplaced or on the wrong letter
        ("nguwoif phạm tooij", "người phạm tội"),
        ("trong mấy ngayf, mấy giowf", "trong mấy ngày, mấy giờ"),
        ("ngừoi nước ngoài", "người nước ngoài"),
        ("thẩm quỳên, bắt qủa tang", "thẩm quyền, bắt quả tang"),
        # a letter too many, too few, or two changed about; two words run together
        ("hỏi cunng", "hỏi cung"),
        ("tạm lánhh", "tạm lánh"),
        ("xác mnh tin báo", "xác minh tin báo"),
        ("chăm sóc thya thế", "chăm sóc thay thế"),
        ("lập biênbản, tạmgiữ", "lập biên bản, tạm giữ"),
        # shorthand; "k 1" is a clause
        ("có đc ko", "có được không"),
        ("phải nộp k", "phải nộp không"),
        ("k 1 điều 5 trong mấy h", "k 1 điều 5 trong mấy giờ"),
        # typed without any marks
        ("nguoii duoi 18 tuoi", "nguoi duoi 18 tuoi"),
    ],
)
def test_mended(typed: str, meant: str) -> None:
    assert mend(typed, KNOWN) == meant


@pytest.mark.parametrize(
    "question",
    [
        "thằng đó méc bà choai choai",  # Vietnamese, though no law says it
        "Samsung Facebook XHTD ĐTV",  # names and abbreviations
        "hoà giải, hòa giải",  # two places for one tone
        "con be bi danh thi bao ai",
        "",
    ],
)
def test_left_alone(question: str) -> None:
    assert mend(question, KNOWN) == question


@given(st.text("vísaàạgq̀ ̣kh'-", min_size=3, max_size=12))
def test_whatever_is_typed_can_be_read(question: str) -> None:
    assert isinstance(mend(f"cho nạn nhân {question} được không", KNOWN), str)


def test_a_word_whose_mark_no_letter_can_bear_is_left() -> None:
    assert mend("cho nạn nhân vísa được không", KNOWN) == "cho nạn nhân vísa được không"


def test_a_library_without_words_mends_nothing_but_shorthand() -> None:
    empty = Frequencies(np.empty(0, np.uint32), np.empty(0, np.int64), 0, 0)
    assert mend("ngừoi nào đc", empty) == "ngừoi nào được"
