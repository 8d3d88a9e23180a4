"""Numbers below a hundred, and years, as Vietnamese spells them out: "mười bốn", "hai nghìn không trăm hai mươi sáu"."""

from __future__ import annotations

import re

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNIT = "một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín"
#: A number of one or two digits, spelled out. "ba năm" is not 35: without "mươi" only tư, lăm, nhăm, mốt may follow.
SPELT = (
    rf"(?:mười(?:\s+(?:{_UNIT}))?|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+mươi(?:\s+(?:{_UNIT}))?"
    rf"|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+(?:tư|lăm|nhăm|mốt)\b|(?:(?:mồng|mùng|không|linh|lẻ)\s+)?(?:{_UNIT})\b|không\b)"
)
#: The same in digits or words.
NUMBER = rf"(?:\d{{1,2}}|{SPELT})"
YEAR = rf"(?:(?:19|20)\d{{2}}|hai\s+(?:nghìn|ngàn)\s+(?:không\s+trăm\s+)?{SPELT})"


def number(words: str) -> int:
    """The value of digits or of words that ``NUMBER`` or ``YEAR`` matches.

    >>> number("hai mươi mốt"), number("08"), number("hai nghìn không trăm hai mươi sáu")
    (21, 8, 2026)
    """
    words = words.strip().lower()
    if words.isdigit():
        return int(words)
    thousands = re.match(r"hai\s+(?:nghìn|ngàn)\s+(?:không\s+trăm\s+)?(.+)", words, re.DOTALL)
    if thousands:
        return 2000 + number(thousands[1])
    parts = [part for part in words.split() if part not in {"mồng", "mùng", "linh", "lẻ"}]
    if parts[0] == "mười":
        return 10 + (_UNITS[parts[1]] if len(parts) > 1 else 0)
    if "mươi" in parts:
        return 10 * _UNITS[parts[0]] + (_UNITS[parts[2]] if len(parts) > 2 else 0)
    if len(parts) == 2:
        return 10 * _UNITS[parts[0]] + _UNITS[parts[1]]
    return _UNITS[parts[0]]
