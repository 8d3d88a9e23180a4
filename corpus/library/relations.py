"""Reading relations between documents, and the codification's links between articles."""

from __future__ import annotations

from typing import Any

from more_itertools import batched
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.documents import INVERSE, RelationKind
from corpus.library.connection import Connected
from corpus.library.records import Link
from corpus.library.schema import CodifiedLink, DocumentRow, RelationRow, Witness


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
