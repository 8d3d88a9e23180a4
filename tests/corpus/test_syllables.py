"""Vietnamese spelling: which words are syllables, and when one reading of a page splits what another shows whole."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.syllables import is_syllable, share_of_syllables, splits_syllables


@pytest.mark.parametrize(
    "word",
    "nghiêng Quốc khuya giữ gì quyền thuế xoong ấy ở y yếu chuyển ĐƯỜNG loáng ngoằn rượu huỳnh giếng quýt".split(),
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", "n qu ăm2 TTLT BLĐTBXH năng2 strong vă iêng1 ViÖt hßa".split())
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "reference", "split"),
    [
        ("tháng 11 n ăm 2015", "tháng 11 năm 2015", True),
        # both halves are syllables by themselves
        ("pháp lu ật", "pháp luật", True),
        ("tháng 11 năm", "tháng 11 năm", False),
        # the other reading has glued two words: what it shows whole is no syllable
        ("cơ quan", "cơquan", False),
        # the other reading lacks a line
        ("dòng một dòng hai", "dòng một", False),
    ],
)
def test_split_syllables(text: str, reference: str, split: bool) -> None:
    assert splits_syllables(text, reference) is split


def test_share_of_syllables() -> None:
    assert share_of_syllables("Tổ công tác XYZ") == 0.75
    assert share_of_syllables("12/3") == 0.0
