"""Where somebody stands in the tab Rà soát xung đột, as an address: ``?trang=ra-soat&luot=<id>&cap=12``, made to survive a reload."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote, urlencode

from assist.conflicts.desk import Filter, State
from assist.conflicts.model import DifferenceType, Severity

TAB = "ra-soat"
Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True)
class Place:
    """A saved review ("" for the form that starts one), what of it is wanted, the page of the queue, and the pair that is open."""

    review: str = ""
    pair: int | None = None
    wanted: Filter = field(default_factory=Filter)
    page: int = 0
    like: str = ""  # the form is filled as for this review

    def at(self, **changes: Any) -> str:
        """The address of this place with something else in it.

        >>> Place("ab12").at(pair=3)
        '?trang=ra-soat&luot=ab12&cap=3'
        """
        return replace(self, **changes).address()

    def address(self) -> str:
        """The address, the same for the same place."""
        fields = [("trang", TAB)]
        if self.like:
            fields.append(("nhu", self.like))
        if self.review:
            fields.append(("luot", self.review))
            fields += filter_fields(self.wanted)
            if self.page:
                fields.append(("tr", str(self.page + 1)))
            if self.pair is not None:
                fields.append(("cap", str(self.pair)))
        return "?" + urlencode(fields, quote_via=quote, safe="/")

    def report(self, ending: str) -> str:
        """The address of the report of what is wanted."""
        fields = urlencode(filter_fields(self.wanted), quote_via=quote, safe="/")
        return f"xuat/ra-soat/{self.review}.{ending}" + (f"?{fields}" if fields else "")

    @property
    def narrowed(self) -> bool:
        return bool(filter_fields(self.wanted))


def read_place(query: str) -> Place:
    """The place an address names; what cannot be read is left out."""
    fields = parse_qsl(query.lstrip("?"))
    one = dict(fields)
    pair, page = one.get("cap", ""), one.get("tr", "")
    return Place(
        one.get("luot", ""),
        int(pair) if pair.isdecimal() else None,
        read_filter(fields),
        int(page) - 1 if page.isdecimal() and int(page) else 0,
        one.get("nhu", ""),
    )


def read_filter(fields: Iterable[tuple[str, str]]) -> Filter:
    """What the fields of an address want of a review."""
    given: dict[str, list[str]] = {}
    for name, value in fields:
        given.setdefault(name, []).append(value.strip())
    return Filter(
        types=_named(DifferenceType, given.get("loai", ())),
        documents=frozenset(filter(None, given.get("vb", ()))),
        severities=_named(Severity, given.get("muc", ())),
        states=_named(State, given.get("yk", ())),
        words=" ".join(given.get("tu", ())),
    )


def filter_fields(wanted: Filter) -> list[tuple[str, str]]:
    """The inverse of ``read_filter``, in a fixed order."""
    fields = [("loai", t.name.lower()) for t in DifferenceType if t in wanted.types]
    fields += [("vb", number) for number in sorted(wanted.documents)]
    fields += [("muc", s.name.lower()) for s in Severity if s in wanted.severities]
    fields += [("yk", s.name.lower()) for s in State if s in wanted.states]
    return [*fields, ("tu", wanted.words)] if wanted.words else fields


def _named(kind: type[Choice], names: Iterable[str]) -> frozenset[Choice]:
    return frozenset(kind[name.upper()] for name in names if name.upper() in kind.__members__)
