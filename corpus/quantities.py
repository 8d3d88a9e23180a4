"""Numbers with units in questions and provisions: "24 giờ", "không quá 02 lần", "ba ngày làm việc", "từ đủ 16 tuổi"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from corpus.numbers import fold

#: Units, longest first, folded; the value is the unit they are compared under.
_UNITS = {
    "ngay lam viec": "ngày làm việc",
    "nam tu": "năm tù",
    "tuan": "tuần",
    "gio": "giờ",
    "tieng": "giờ",  # spoken: "24 tiếng"
    "ngay": "ngày",
    "thang": "tháng",
    "nam": "năm",
    "lan": "lần",
    "tuoi": "tuổi",
    "phut": "phút",
    "trieu dong": "triệu đồng",
    "dong": "đồng",
    "nguoi": "người",
    "%": "%",
}
_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười hai": 12,
    "mười lăm": 15,
    "hai mươi": 20,
    "hai mươi bốn": 24,
    "bốn mươi tám": 48,
}
# "năm" is both five and year: as a number it is left out. "sáu" without its accent is "sau" (after), "bảy" is "bay": only their
# accented forms count, and a number word counts only where the writer used accents ("hại người" folds to "hai nguoi", two people).
_NUMBER_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_UNIT_WORDS = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_DIGITS = re.compile(
    rf"(?<![\w/.,])(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d+(?:[.,]\d+)?)\s*(?P<unit>{_UNIT_WORDS})(?!\w)"
)
_SPELT = re.compile(rf"(?<!\w)(?P<number>{_NUMBER_WORDS})\s+(?=\w)")
_UNIT = re.compile(rf"(?P<unit>{_UNIT_WORDS})(?!\w)")
# "ngày 30 tháng 6 năm 2025": a date, no quantity
_DATE = re.compile(
    r"\bngay\s+\d{1,2}\s+thang\s+\d{1,2}(?:\s+nam\s+\d{4})?|\bthang\s+\d{1,2}\s+nam\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}"
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, and where it stands in the text."""

    value: Fraction
    unit: str
    start: int
    end: int


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of a text, in order; dates are none.

    >>> [(int(q.value), q.unit) for q in find_quantities("không quá 02 lần trong 01 ngày, kể từ ngày 01 tháng 7 năm 2025")]
    [(2, 'lần'), (1, 'ngày')]
    """
    folded = fold(text)
    if len(folded) != len(text):  # a decomposed text: offsets would not agree
        return []
    masked = _DATE.sub(lambda m: " " * len(m[0]), folded)
    found = []
    for match in _DIGITS.finditer(masked):
        number = match["number"]
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number):
            value = Fraction(number.replace(".", ""))
        else:
            value = Fraction(number.replace(",", "."))
        found.append(Quantity(value, _UNITS[match["unit"]], match.start(), match.end()))
    for match in _SPELT.finditer(text.lower()):
        unit = _UNIT.match(masked, match.end())
        if unit:
            found.append(Quantity(Fraction(_WORDS[match["number"]]), _UNITS[unit["unit"]], match.start(), unit.end()))
    return sorted(found, key=lambda q: q.start)


_TIME = frozenset({"phút", "giờ", "ngày", "ngày làm việc", "tuần", "tháng", "năm"})
_ASKED = (
    (
        re.compile(
            r"\b(?:bao lau|khi nao|thoi han|thoi gian|cham nhat|may (?:gio|tieng|ngay|thang)|bao nhieu (?:gio|tieng|ngay|thang|nam))\b"
        ),
        _TIME,
    ),
    (re.compile(r"\b(?:may|bao nhieu) lan\b"), frozenset({"lần"})),
    (re.compile(r"\b(?:may|bao nhieu) tuoi\b"), frozenset({"tuổi"})),
    (re.compile(r"\b(?:may|bao nhieu) nguoi\b"), frozenset({"người"})),
    (re.compile(r"\b(?:may|bao nhieu) phut\b"), _TIME),
    (re.compile(r"\b(?:bao nhieu tien|phat tien|muc phat)\b"), frozenset({"đồng", "triệu đồng"})),
    (re.compile(r"\b(?:may nam|nam tu|phat tu|muc an|khung hinh phat)\b"), frozenset({"năm", "tháng", "năm tù"})),
)


def asked_units(question: str) -> frozenset[str]:
    """The units in which a question wants its answer; empty if it asks for no amount.

    >>> sorted(asked_units("Hỏi cung mấy lần một ngày?"))
    ['lần']
    """
    folded = fold(question)
    return frozenset().union(*(units for pattern, units in _ASKED if pattern.search(folded)))
