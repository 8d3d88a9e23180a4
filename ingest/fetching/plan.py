"""What there is to fetch: documents of the catalogue, their official addresses, and the file a person would carry in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from corpus.documents import Document


@dataclass(frozen=True)
class Wanted:
    """One document to get. ``addresses``: files first, then its page; empty where no official address is known."""

    number: str
    title: str
    addresses: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The file's name without its ending: ``43-2021-TT-BCA``; letters of every file system."""
        return re.sub(r"[^0-9A-Za-zÀ-ỹĐđ]+", "-", self.number).strip("-")

    def as_dict(self) -> dict[str, object]:
        """For ``--json``."""
        return {"number": self.number, "title": self.title, "addresses": list(self.addresses), "file": self.stem}


def plan(catalogue: Iterable[Document], chosen: Collection[str], held: Collection[str]) -> list[Wanted]:
    """The chosen documents of the catalogue, or with none chosen all whose official words the library does not hold."""
    return [
        Wanted(d.number, f"{d.kind} {d.title}".strip(), (*d.downloads, *((d.address,) if d.address else ())))
        for d in sorted(catalogue, key=lambda d: d.number)
        if (d.number in chosen if chosen else d.number not in held)
    ]
