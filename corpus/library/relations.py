"""Reading relations between documents, and the codification's links between articles."""

from __future__ import annotations

from datetime import date
from typing import Any

from more_itertools import batched
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.documents import INVERSE, RelationKind
from corpus.library.connection import Connected
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

    def unmerged(self, row: int, unit: ProvisionId) -> list[Amendment]:
        """Amendments of a unit that its stored text does not contain, earliest first.

        The codification says with each article which amendments it has merged, a note says it of its whole document, and an
        original text has merged none. What another document says to amend, and the unit's witness does not list as merged, is
        still outside the words at hand. A document known to amend this one, no one knows where, may have changed any part.
        """
        text = str(unit)
        with Session(self.engine) as session:
            witness = session.scalar(select(ProvisionRow.witness_id).where(ProvisionRow.id == row))
            rows = session.execute(
                select(RelationRow, DocumentRow.effective, DocumentRow.kind)
                .join(Witness, Witness.id == RelationRow.witness_id)
                .outerjoin(DocumentRow, DocumentRow.number == RelationRow.source)
                .where(
                    RelationRow.target == unit.document,
                    RelationRow.kind == RelationKind.AMENDS.value,
                    Witness.current,
                )
            ).all()
        placed = {r.RelationRow.source for r in rows if r.RelationRow.portion}

        def concerns(relation: RelationRow) -> bool:
            inside = relation.portion == text or relation.portion.startswith(f"{text} ")
            return inside or (
                not relation.portion and (relation.source not in placed or relation.witness_id == witness)
            )

        rows = [r for r in rows if concerns(r.RelationRow)]
        merged = {r.RelationRow.source for r in rows if r.RelationRow.witness_id == witness}
        found: dict[tuple[str, str], Amendment] = {}
        for r in rows:
            relation, on = r.RelationRow, r.RelationRow.on or r.effective
            if relation.source in merged:
                continue
            found.setdefault(
                (relation.source, relation.portion),
                Amendment(relation.source, relation.provision, relation.portion, on, r.kind or ""),
            )
        return sorted(found.values(), key=lambda a: (a.on or date.max, a.portion))

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
