"""Where somebody stands in the tab Tập huấn, as an address: ``?trang=tap-huan&bai=<id>``, made to survive a reload."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

TAB = "tap-huan"


@dataclass(frozen=True)
class Place:
    """A kept lesson, "" for the form that makes one."""

    lesson: str = ""

    def address(self) -> str:
        """
        >>> Place("ab12").address()
        '?trang=tap-huan&bai=ab12'
        """
        return f"?trang={TAB}" + (f"&bai={self.lesson}" if self.lesson else "")


def read_place(query: str) -> Place:
    """The place an address names; what cannot be read is left out."""
    identifier = dict(parse_qsl(query.lstrip("?"))).get("bai", "")
    return Place(identifier if identifier.isalnum() else "")
