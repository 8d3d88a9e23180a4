"""Bodies that no longer exist: agencies, posts and levels, from which day, what shows it, and what took over.

The list is ``bodies.yaml``. A day no text at hand shows is ``chưa xác minh``; such a body counts as gone from the first day on which
a text already knows the new one, and one without even that on any day, so that a reader can look it up.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import Field, model_validator

from corpus.catalogue import Day
from corpus.documents import UNVERIFIED, Evidence
from corpus.yamlfiles import PlaceError, Strict, read_file

FILE = Path(__file__).with_name("bodies.yaml")

#: Bodies of which no text shows a day are counted as gone from the reorganisation of 2025 on, with "chưa xác minh" beside them.
REORGANISED = dt.date(2025, 7, 1)

#: Old and new places of the tone mark, both of which people type.
_TONES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip


class BodyRecord(Strict):
    """One body of the file. ``unless``: longer names that hold a pattern and mean another body."""

    name: str = Field(min_length=1)
    patterns: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    since: Day | None = None
    no_later: Day | None = None
    successor: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _one_day(self) -> BodyRecord:
        if self.since and self.no_later:
            raise PlaceError(("no_later",), "đã có ngày ở `since` thì không ghi `no_later`; giữ một trong hai.")
        for key in ("since", "no_later"):
            day: Day | None = getattr(self, key)
            if day and not day.evidence:
                raise PlaceError((key, "evidence"), "ngày phải có bằng chứng; nếu chưa có thì bỏ cả ngày.")
        for i, pattern in enumerate(self.patterns):
            if len(pattern.split()) < 2:
                raise PlaceError(("patterns", i), "một tiếng thì dễ nhầm; viết đủ tên.")
        return self


class BodiesFile(Strict):
    """The whole file."""

    bodies: tuple[BodyRecord, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> BodiesFile:
        seen: dict[str, int] = {}
        for i, body in enumerate(self.bodies):
            for j, pattern in enumerate(body.patterns):
                key = _plain(pattern)
                if key in seen:
                    other = self.bodies[seen[key]].name
                    raise PlaceError(("bodies", i, "patterns", j), f"{pattern!r} đã có ở {other!r}; giữ ở một nơi.")
                seen[key] = i
        return self


@dataclass(frozen=True)
class Body:
    """A body that is gone. ``since`` None: no text at hand shows the day; ``no_later``: the first on which one has the new body."""

    name: str
    since: dt.date | None
    evidence: Evidence
    no_later: dt.date | None = None
    successor: str = ""
    patterns: tuple[str, ...] = field(default=(), repr=False)
    unless: tuple[str, ...] = field(default=(), repr=False)

    def gone_on(self, on: dt.date) -> bool:
        """Whether the body is gone on a day, as far as is known."""
        return on >= (self.since or self.no_later or REORGANISED)

    def told(self) -> str:
        """Since when and by what, as a Vietnamese phrase: ``từ ngày 01/7/2025 (81/2025/QH15 điều 1)``."""
        if self.since:
            return f"từ ngày {self.since:%d/%m/%Y} ({self.evidence})"
        if self.no_later:
            return f"từ ngày nào: {UNVERIFIED}, muộn nhất ngày {self.no_later:%d/%m/%Y} ({self.evidence})"
        return f"từ ngày nào: {UNVERIFIED}"


def load_bodies(path: Path = FILE) -> tuple[list[Body], list[str]]:
    """The bodies of a file, and what is wrong with it in Vietnamese; no bodies where it cannot be read."""
    record, faults = read_file(path, BodiesFile)
    problems = [f"{path.name}: {fault}" for fault in faults]
    if record is None:
        return [], problems
    return [
        Body(
            name=r.name,
            since=r.since.date if r.since else None,
            evidence=(r.since or r.no_later or _NOBODY).shown(),
            no_later=r.no_later.date if r.no_later else None,
            successor=r.successor,
            patterns=r.patterns,
            unless=r.unless,
        )
        for r in record.bodies
    ], problems


_NOBODY = Day(date=dt.date.min)


def gone(text: str, on: dt.date) -> list[tuple[Body, tuple[int, int]]]:
    """The bodies a text names that are gone on a day, each with its span (offsets in ``text``, end exclusive), in their order.

    Where one name holds another (Công an cấp huyện, cấp huyện), the longer counts.

    >>> [(body.name, span) for body, span in gone("gửi Toà án nhân dân cấp huyện", dt.date(2026, 1, 5))]
    [('Tòa án nhân dân cấp huyện', (4, 29))]
    """
    pattern, owners = _names()
    found: list[tuple[Body, tuple[int, int]]] = []
    for match in pattern.finditer(text):
        body = owners[_plain(match[0])]
        if body is not None and body.gone_on(on):
            found.append((body, match.span()))
    return found


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, Body | None]]:
    """One expression for all names, the longest first, and whose each is (None: of a body that is still there)."""
    owners: dict[str, Body | None] = {}
    for body in load_bodies()[0]:
        owners.update({_plain(p): body for p in body.patterns})
    for body in load_bodies()[0]:
        owners.update({_plain(p): None for p in body.unless})
    longest = sorted(owners, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_expression, longest))})(?!\w)", re.IGNORECASE), owners


def _plain(text: str) -> str:
    """Words as the list keeps them: NFC, lower case, one place of the tone mark, one kind of dash, no spaces about marks."""
    text = unicodedata.normalize("NFC", text).lower()
    for new, old in _TONES.items():
        text = text.replace(old, new)
    text = re.sub(r"\s*[-–—]\s*", "-", text)
    return re.sub(r"\s+", " ", re.sub(r"\s*,\s*", ", ", text)).strip()


def _expression(plain: str) -> str:
    parts = []
    for piece in re.split(r"(-|, | )", plain):
        if piece == "-":
            parts.append(r"\s*[-–—]\s*")
        elif piece == ", ":
            parts.append(r"\s*,\s*")
        elif piece == " ":
            parts.append(r"\s+")
        else:
            word = re.escape(piece)
            for new, old in _TONES.items():
                word = word.replace(new, f"(?:{new}|{old})")
            parts.append(word)
    return "".join(parts)
