"""Between which figures the wrong options of a question must lie, so that the sentence itself does not shut them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from assist.conflicts.model import Amount
from assist.training import distractors

#: What is done again and again; how often is asked, but nobody plans a report of a year's work every seven years.
_PERIOD = re.compile(r"(?:định kỳ|hằng|hàng|mỗi|từng) $")


def between(amount: Amount, every: Sequence[Amount], before: str) -> tuple[Fraction, Fraction | None] | None:
    """Between which figures wrong ones must lie, for the sentence itself would shut out others; None where the figure goes without
    saying, as a year of what is done every year.
    """
    least = Fraction(0)
    most: Fraction | None = None
    if _PERIOD.search(before):
        if amount.unit == "năm":
            return None
        most = Fraction(13) if amount.unit == "tháng" else most
    for other in every:
        if other.unit == amount.unit and other.unit in distractors.MINUTES:
            if other.value > amount.value:
                most = min(most or other.value, other.value)
            elif other.value < amount.value:
                least = max(least, other.value)
    return least, most
