"""Text as office files can hold it."""

from __future__ import annotations

import re

#: Characters that XML 1.0 forbids; a pasted note may hold them, and a file with one does not open.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without characters that no office file may hold, its line ends all alike."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def capital(text: str) -> str:
    """The text with its first letter large.

    >>> capital("điểm a khoản 2 Điều 5")
    'Điểm a khoản 2 Điều 5'
    """
    return text[:1].upper() + text[1:]
