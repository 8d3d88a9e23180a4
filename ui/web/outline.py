"""How a document's page is laid out: its units in reading order, grouped under their chapters, cut into pages that stay small."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, zip_longest

from corpus.library import StoredProvision
from corpus.provisions import CONTAINERS, NOTE, Level, Path, Provision, ProvisionId
from ui.web.links import anchor, path_text

#: A page of a document holds whole chapters up to this many units; a longer chapter is cut.
PAGE = 25


@dataclass(frozen=True)
class Segment:
    """A stretch of a unit's text. ``paths``: the places below the unit that begin here; ``depth``: 0 the unit, 1 a clause …"""

    paths: tuple[Path, ...]
    depth: int
    text: str


@dataclass(frozen=True)
class Entry:
    """One unit of the page: the text to read, and the project's note on it where both exist."""

    unit: StoredProvision
    gloss: StoredProvision | None = None

    @property
    def id(self) -> ProvisionId:
        return self.unit.provision.id

    @property
    def anchor(self) -> str:
        return anchor(self.id.path)

    @property
    def name(self) -> str:
        """``Điều 5``, ``Mục II.4``, ``Phần mở đầu``."""
        words = self.id.pinpoint()
        return words[:1].upper() + words[1:]

    @property
    def heading(self) -> str:
        return self.unit.provision.heading


@dataclass(frozen=True)
class Group:
    """Units that stand in one container. ``titles``: part, chapter, section; ``fresh``: those not yet shown above it."""

    titles: tuple[str, ...]
    fresh: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass
class Outline:
    """A document as its page shows it."""

    groups: list[Group] = field(default_factory=list)
    pages: list[list[Group]] = field(default_factory=list)

    @cached_property
    def entries(self) -> list[Entry]:
        return [entry for group in self.groups for entry in group.entries]

    def page_of(self, path: Path) -> int:
        """The page (from 0) of the unit that a path names or stands in; the first if there is none."""
        target = self.entry_of(path)
        for number, page in enumerate(self.pages):
            if any(entry is target for group in page for entry in group.entries):
                return number
        return 0

    def entry_of(self, path: Path) -> Entry | None:
        """The unit with the longest path that leads to ``path``."""
        leading = [e for e in self.entries if path and path[: len(e.id.path)] == e.id.path]
        return max(leading, key=lambda e: len(e.id.path), default=None)


def outline(units: Iterable[StoredProvision]) -> Outline:
    """Lay out the preferred units of a document, verbatim texts before notes."""
    texts: dict[str, StoredProvision] = {}
    notes: dict[str, StoredProvision] = {}
    titles: dict[Path, str] = {}
    for unit in units:
        pid = unit.provision.id
        if unit.provision.level in CONTAINERS:
            titles.setdefault(pid.path, unit.provision.heading or " ".join(unit.provision.text.split()))
        else:
            (notes if unit.origin == NOTE else texts).setdefault(str(pid), unit)
    entries = [Entry(unit, notes.get(key)) for key, unit in texts.items()]
    entries += [Entry(note) for key, note in notes.items() if key not in texts]
    groups = _groups(_in_order(entries), titles)
    return Outline(groups, _pages(groups))


def _in_order(entries: list[Entry]) -> list[Entry]:
    """Reading order. Witnesses are mixed (an amended article may come from another file), so articles go by number."""

    def rank(entry: Entry) -> tuple[int, int, str]:
        first = entry.id.path[0] if entry.id.path else None
        if first and first.level is Level.PREAMBLE:
            return 0, 0, ""
        if first and first.level is Level.ARTICLE:
            digits, letter = re.fullmatch(r"(\d+)(.*)", first.label).groups()  # type: ignore[union-attr]
            return 1, int(digits), letter
        return 2, 0, ""

    return sorted(entries, key=rank)


def _groups(entries: list[Entry], titles: dict[Path, str]) -> list[Group]:
    groups: list[Group] = []
    for containers, members in groupby(entries, key=lambda e: e.unit.provision.containers):
        own = _titles(containers, titles)
        above = groups[-1].titles if groups else ()
        shared = next(
            (i for i, (a, b) in enumerate(zip(own, above, strict=False)) if a != b), min(len(own), len(above))
        )
        groups.append(Group(own, own[shared:], tuple(members)))
    return groups


def _titles(containers: Path, titles: dict[Path, str]) -> tuple[str, ...]:
    words = []
    for end, step in enumerate(containers, start=1):
        name = path_text((step,))
        name = name[:1].upper() + name[1:]
        heading = titles.get(containers[:end]) or titles.get((step,), "")
        heading = re.sub(rf"^{re.escape(name)}\W*", "", heading, flags=re.IGNORECASE)
        words.append(f"{name}. {heading}" if heading else name)
    return tuple(words)


def _pages(groups: list[Group]) -> list[list[Group]]:
    pages: list[list[Group]] = []
    size = PAGE
    for group in groups:
        for start in range(0, len(group.entries), PAGE):
            members = group.entries[start : start + PAGE]
            if size + len(members) > PAGE:
                pages.append([])
                size = 0
            # a page begins with all its titles, a chapter that goes on repeats none
            fresh = group.titles if not pages[-1] else group.fresh if start == 0 else ()
            pages[-1].append(Group(group.titles, fresh, members))
            size += len(members)
    return pages


def segments(provision: Provision) -> list[Segment]:
    """A unit's text cut at the starts of its clauses and points, without its heading line; the pieces joined are the text."""
    starts: dict[int, list[Path]] = defaultdict(list)
    for portion in provision.portions:
        starts[portion.start].append(portion.path)
    cuts = sorted(starts)
    pieces = [Segment((), 0, provision.text[: cuts[0] if cuts else None])]
    for start, end in zip_longest(cuts, cuts[1:]):
        paths = tuple(starts[start])
        pieces.append(Segment(paths, max(map(len, paths)), provision.text[start:end]))
    return pieces


def note_lines(note: Provision) -> tuple[str, dict[Path, str]]:
    """A note cut for showing beside the official words: its gist, and what it says of each clause and point, without the labels."""
    pieces = segments(note)
    told: dict[Path, str] = {}
    for piece in pieces[1:]:
        own = max(piece.paths, key=len)  # a clause that says nothing of its own begins with its first point
        told[own] = piece.text.partition(": ")[2].strip()
    return without_heading(note, pieces[0].text), told


def without_heading(provision: Provision, text: str) -> str:
    """The words of a unit before its first clause, less the line that repeats its name and title."""
    first, _, rest = text.strip().partition("\n")
    name = provision.id.pinpoint()
    if provision.level is Level.ARTICLE and first.lower().startswith(name.lower()):
        left = first[len(name) :].lstrip(" .:")
        return rest.strip() if not left or left == provision.heading else text.strip().removeprefix(first[: len(name)])
    return text.strip()
