"""The bank of questions: what trainers made of single questions, kept beyond the lesson it was done in.

Plain storage: a question is JSON that ``assist.training.bank`` writes and reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.library.connection import Connected
from corpus.library.schema import BankRow


@dataclass(frozen=True)
class SavedItem:
    """A question of the bank. ``key``: alike for every lesson that could draw it; ``state``: what was done to it; ``audience``: for
    whom it was asked; ``on``: the day of validity of the lesson; ``data``: the question; ``changed``: when it was kept.
    """

    key: str
    state: str
    audience: str
    on: date
    data: dict[str, Any]
    changed: datetime


class Items(Connected):
    """What the library keeps of single questions. Nothing here changes a text, so the revision stays."""

    def bank_items(self) -> list[SavedItem]:
        """Newest first."""
        with Session(self.engine) as session:
            return [
                _saved(row) for row in session.scalars(select(BankRow).order_by(BankRow.changed.desc(), BankRow.key))
            ]

    def bank_item(self, key: str) -> SavedItem | None:
        with Session(self.engine) as session:
            row = session.get(BankRow, key)
            return _saved(row) if row else None

    def keep_bank_item(self, item: SavedItem) -> None:
        """Keep a question, in the place of one with the same key."""
        with self._session() as session:
            row = session.get(BankRow, item.key, with_for_update=True)
            if row is None:
                row = BankRow(key=item.key)
                session.add(row)
            row.state, row.audience, row.on = item.state, item.audience, item.on
            row.data, row.changed = item.data, item.changed

    def drop_bank_item(self, key: str) -> None:
        """Forget a question; nothing if there is none."""
        with self._session() as session:
            row = session.get(BankRow, key, with_for_update=True)
            if row is not None:
                session.delete(row)


def _saved(row: BankRow) -> SavedItem:
    return SavedItem(row.key, row.state, row.audience, row.on, dict(row.data), row.changed)
