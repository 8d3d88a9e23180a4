"""The head of an administrative document, as people fill it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """What people type at the head and the foot of a document; an empty text is left dotted on paper.

    ``upper_body`` and ``body``: the bodies at its head. ``number``: its number and symbol, such as ``12/DM-CSĐT``.
    ``place`` and ``day``: where and when it is made. ``position``: the signer's.
    """

    upper_body: str = ""
    body: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None
    position: str = ""
