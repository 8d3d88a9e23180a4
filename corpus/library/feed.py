"""What the search index is built from: the units to be searched, and which of them changed since a revision."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.library.connection import Connected
from corpus.library.records import IndexRow
from corpus.library.schema import DocumentRow, ProvisionRow
from corpus.provisions import Level

_SEARCHED = tuple(level.name for level in (Level.ARTICLE, Level.ITEM, Level.APPENDIX, Level.LOOSE, Level.CLAUSE))


class IndexFeed(Connected):
    """Questions the index puts."""

    def index_rows(self, since: int) -> Iterable[IndexRow]:
        """Units whose place in the index changed after a revision (0: all), in batches of memory, not all at once."""
        with Session(self.engine) as session:
            facts = {
                d.number: (d.kind, tuple(d.facts.get("issuers", ())), d.title)
                for d in session.scalars(select(DocumentRow))
            }
            query = (
                select(
                    ProvisionRow.id,
                    ProvisionRow.pid,
                    ProvisionRow.document,
                    ProvisionRow.heading,
                    ProvisionRow.text,
                    ProvisionRow.portions,
                    ProvisionRow.preferred,
                    ProvisionRow.level,
                )
                .where(ProvisionRow.changed > since, ProvisionRow.level.in_(_SEARCHED))
                .order_by(ProvisionRow.id)
                .execution_options(yield_per=1000)
            )
            if since == 0:
                query = query.where(ProvisionRow.preferred)
            for row in session.execute(query):
                kind, issuers, title = facts.get(row.document, ("", (), ""))
                portions = tuple((path, start, end) for path, start, end in row.portions)
                yield IndexRow(
                    row.id, row.pid, row.document, kind, issuers, row.heading, title, row.text, portions, row.preferred
                )

    def index_size(self) -> int:
        """How many units the index should hold."""
        with Session(self.engine) as session:
            return (
                session.scalar(
                    select(func.count())
                    .select_from(ProvisionRow)
                    .where(ProvisionRow.preferred, ProvisionRow.level.in_(_SEARCHED))
                )
                or 0
            )
