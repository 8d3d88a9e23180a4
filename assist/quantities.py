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
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi hai": 12,
    "muoi lam": 15,
    "hai muoi": 20,
    "hai muoi bon": 24,
    "bon muoi tam": 48,
}
# "năm" is both five and year, "sáu"/"sau" (after) fold alike: as numbers they count only right before a unit of their own
_QUANTITY = re.compile(
    r"(?<![\w/.,])(?P<number>\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?|"
    + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
    + r")\s*(?P<unit>"
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?!\w)"
)
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
    for match in _QUANTITY.finditer(masked):
        number = match["number"]
        if number in _WORDS:
            value = Fraction(_WORDS[number])
        elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number):
            value = Fraction(number.replace(".", ""))
        else:
            value = Fraction(number.replace(",", "."))
        found.append(Quantity(value, _UNITS[match["unit"]], match.start(), match.end()))
    return found
