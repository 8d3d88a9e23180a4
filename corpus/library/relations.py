"""Reading relations between documents, and the codification's links between articles."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from more_itertools import batched
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.documents import INVERSE, RelationKind
from corpus.library.connection import Connected
from corpus.library.kept import Kept
from corpus.library.records import Amendment, Link
from corpus.library.schema import CodifiedLink, DocumentRow, ProvisionRow, RelationRow, Witness
from corpus.provisions import ProvisionId


class Relations(Connected):
    """Questions about what documents do to one another."""

    def relations(self, number: str) -> list[Link]:
        """Relations of a document, both ways, each once."""
        with Session(self.engine) as session:
            rows = session.scalars(
                select(RelationRow)
                .join(Witness, Witness.id == RelationRow.witness_id)
                .where((RelationRow.source == number) | (RelationRow.target == number), Witness.current)
            ).all()
            others = {r.target if r.source == number else r.source for r in rows}
            titles = {
                d.number: d.title
                for batch in batched(sorted(others), 500)
                for d in session.scalars(select(DocumentRow).where(DocumentRow.number.in_(batch)))
            }
        links: dict[tuple[Any, ...], Link] = {}
        for r in rows:
            outgoing = r.source == number
            other = r.target if outgoing else r.source
            kind = RelationKind(r.kind)
            link = Link(
                kind.value if outgoing else INVERSE[kind],
                other,
                titles.get(other, ""),
                r.provision,
                r.portion,
                r.on,
                outgoing,
                other in titles,
            )
            links.setdefault((link.wording, other, r.provision, r.portion), link)
        return sorted(links.values(), key=lambda link: (not link.outgoing, link.wording, link.other))

    def unmerged(self, units: Mapping[int, ProvisionId], kept: Kept | None = None) -> dict[int, list[Amendment]]:
        """For each unit, by row: amendments that its stored text does not contain, earliest first.

        The codification says with each article which amendments it has merged, a note says it of its whole document, and an
        original text has merged none. What another document says to amend, and the unit's witness does not list as merged, is
        still outside the words at hand. A document known to amend this one, no one knows where, may have changed any part.
        """
        kept = kept or self.kept()
        unknown = {unit.document for unit in units.values()} - kept.amendments.keys()
        unplaced = [row for row in units if row not in kept.witness]
        if unknown or unplaced:
            with Session(self.engine) as session:
                for rows in batched(unplaced, 500):
                    query = select(ProvisionRow.id, ProvisionRow.witness_id).where(ProvisionRow.id.in_(rows))
                    kept.witness.update((row, witness) for row, witness in session.execute(query))
                kept.amendments.update(_amendments(session, unknown))
        return {
            row: kept.amendments[unit.document].unmerged(str(unit), kept.witness.get(row))
            for row, unit in units.items()
        }

    def codified_links(self) -> list[tuple[str, str]]:
        """The codification's own "related" links: (codified number, codified number or words)."""
        with Session(self.engine) as session:
            return [
                (s, t)
                for s, t in session.execute(
                    select(CodifiedLink.source, CodifiedLink.target)
                    .join(Witness, Witness.id == CodifiedLink.witness_id)
                    .where(Witness.current)
                )
            ]


def _amendments(session: Session, documents: set[str]) -> dict[str, Amendments]:
    """What amends each of some documents."""
    by_target: dict[str, list[Any]] = defaultdict(list)
    for numbers in batched(sorted(documents), 500):
        for found in session.execute(
            select(
                RelationRow.source,
                RelationRow.target,
                RelationRow.portion,
                RelationRow.provision,
                RelationRow.on,
                RelationRow.witness_id,
                DocumentRow.effective,
                DocumentRow.kind,
            )
            .join(Witness, Witness.id == RelationRow.witness_id)
            .outerjoin(DocumentRow, DocumentRow.number == RelationRow.source)
            .where(RelationRow.target.in_(numbers), RelationRow.kind == RelationKind.AMENDS.value, Witness.current)
        ):
            by_target[found.target].append(found)
    return {number: Amendments(by_target.get(number, [])) for number in documents}


class Amendments:
    """What amends a document, sorted by the portion it amends, so that a unit's are found without looking at all of them."""

    def __init__(self, relations: list[Any]) -> None:
        self._sorted = sorted(relations, key=lambda r: (r.portion, r.source))
        self._portions = [r.portion for r in self._sorted]
        self._whole = [r for r in self._sorted if not r.portion]  # known to amend it, no one knows where
        self._placed = {r.source for r in self._sorted if r.portion}

    def unmerged(self, unit: str, witness: int | None) -> list[Amendment]:
        """Those that concern a unit and that its witness has not merged."""
        concerning = [r for r in self._whole if r.source not in self._placed or r.witness_id == witness]
        concerning += self._between(unit, f"{unit}\0") + self._between(f"{unit} ", f"{unit}!")  # "!" follows " "
        merged = {r.source for r in concerning if r.witness_id == witness}
        found: dict[tuple[str, str], Amendment] = {}
        for r in concerning:
            if r.source not in merged:
                amendment = Amendment(r.source, r.provision, r.portion, r.on or r.effective, r.kind or "")
                found.setdefault((r.source, r.portion), amendment)
        return sorted(found.values(), key=lambda a: (a.on or date.max, a.portion))

    def _between(self, first: str, beyond: str) -> list[Any]:
        return self._sorted[bisect_left(self._portions, first) : bisect_left(self._portions, beyond)]
