"""The smallest pieces of the law that are compared: points, clauses without points, articles without clauses."""

from __future__ import annotations

import re
from datetime import date

from assist.conflicts.model import Clause
from corpus.library import StoredProvision
from corpus.provisions import Path, Portion, Provision, ProvisionId

#: Opening words end like this where what they open follows in points or clauses.
_OPENS = re.compile(r"(?:[:;,]|như sau|sau đây)\s*$")
_NUMBERING = re.compile(r"^\s*(?:\d+[a-zđ]?\.|[a-zđ]\d?\)|-)\s*", re.IGNORECASE)


def clauses_of(stored: StoredProvision) -> list[Clause]:
    """The pieces of a stored unit, in order."""
    document = stored.document
    return pieces(stored.provision, kind=document.kind, title=document.title, issued=document.issued)


def clause_at(stored: StoredProvision, pid: ProvisionId) -> Clause | None:
    """A place of a stored unit with all that stands inside it; None if the unit has no such place."""
    unit, document = stored.provision, stored.document
    path = pid.path[len(unit.id.path) :]
    portions = {portion.path: portion for portion in unit.portions}
    if path and path not in portions:
        return None
    text = unit.text[portions[path].start : portions[path].end] if path else unit.text
    lead = " ".join(words for length in range(len(path)) if (words := _own(unit, path[:length], portions)))
    return Clause(pid, text, unit.heading, lead, document.kind, document.title, document.issued)


def pieces(provision: Provision, *, kind: str = "", title: str = "", issued: date | None = None) -> list[Clause]:
    """The pieces of a unit. What a clause says before its points, and an article before its clauses, is the lead of those; where it is
    a whole sentence of its own it is a piece too.
    """
    by_path = {portion.path: portion for portion in provision.portions}
    paths: list[Path] = [(), *by_path]
    found: list[Clause] = []
    for path in paths:
        words = _own(provision, path, by_path)
        inside = _inside(path, by_path)
        if not _NUMBERING.sub("", words).strip() or (inside and _OPENS.search(words)):
            continue
        found.append(
            Clause(
                id=ProvisionId(provision.id.document, provision.id.path + path),
                text=words,
                heading=provision.heading,
                lead=" ".join(lead for length in range(len(path)) if (lead := _own(provision, path[:length], by_path))),
                kind=kind,
                title=title,
                issued=issued,
            )
        )
    return found


def _inside(path: Path, by_path: dict[Path, Portion]) -> list[Portion]:
    return [p for p in by_path.values() if len(p.path) > len(path) and p.path[: len(path)] == path]


def _own(provision: Provision, path: Path, by_path: dict[Path, Portion]) -> str:
    """The words of a place before the first place inside it; of the article without its heading line."""
    portion = by_path.get(path) or Portion((), 0, len(provision.text))
    start = portion.start
    if not path and provision.heading:
        first, _, _ = provision.text.partition("\n")
        start = len(first)
    end = min((p.start for p in _inside(path, by_path)), default=portion.end)
    return provision.text[start:end].strip() if end > start else ""
