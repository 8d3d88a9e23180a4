"""Saved cases of the checklists and days set by hand. A case's records stay with the case: they never enter the library's texts."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from corpus.library.connection import Connected
from corpus.library.schema import Audit, CaseRow, DaySet


@dataclass(frozen=True)
class SavedCase:
    """A saved case. ``facts``, ``sheet``, ``items`` and ``records`` are JSON, see ``CaseRow``."""

    id: str
    code: str
    facts: dict[str, Any]
    sheet: dict[str, Any]
    items: dict[str, dict[str, Any]]
    records: list[dict[str, Any]]
    changed: datetime


class Cases(Connected):
    """What the library keeps of checklist work."""

    def cases(self, limit: int = 200) -> list[SavedCase]:
        """Newest change first."""
        with Session(self.engine) as session:
            rows = session.scalars(select(CaseRow).order_by(CaseRow.changed.desc()).limit(limit))
            return [_saved(row) for row in rows]

    def case(self, identifier: str) -> SavedCase | None:
        with Session(self.engine) as session:
            row = session.get(CaseRow, identifier)
            return _saved(row) if row else None

    def save_case(self, identifier: str, code: str, facts: dict[str, Any], sheet: dict[str, Any]) -> str:
        """Save a case's facts; an empty or unknown ``identifier`` makes a new case. What was ticked stays. Returns its id."""
        with self._session() as session:
            row = session.get(CaseRow, identifier, with_for_update=True) if identifier else None
            if row is None:
                row = CaseRow(id=uuid.uuid4().hex, items={}, records=[])
                session.add(row)
            row.code, row.facts, row.sheet, row.changed = code, facts, sheet, datetime.now()
            return row.id

    def set_item(self, identifier: str, item: str, change: dict[str, Any]) -> bool:
        """Change what people did on an item (done, note, verdict, by, at). False if the case is gone.

        A verdict is also written to the audit log, so that an earlier one is not lost when it is changed.
        """

        def act(row: CaseRow, session: Session) -> None:
            row.items = {**row.items, item: {**row.items.get(item, {}), **change}}
            if "verdict" in change:
                detail = {"hồ sơ": row.code, "mục": item, **change}
                session.add(Audit(at=datetime.now(), action="quyết định về mục danh mục", detail=detail))

        return self._change(identifier, act)

    def add_record(self, identifier: str, record: dict[str, Any]) -> bool:
        """Keep what was read of a record with its case; the same bytes read again take the place of the earlier reading."""

        def act(row: CaseRow, _: Session) -> None:
            row.records = [*(r for r in row.records if r["sha256"] != record["sha256"]), record]

        return self._change(identifier, act)

    def remove_record(self, identifier: str, sha256: str) -> bool:
        """Forget a record of a case; people's verdicts on its items stay."""

        def act(row: CaseRow, _: Session) -> None:
            row.records = [r for r in row.records if r["sha256"] != sha256]

        return self._change(identifier, act)

    def delete_case(self, identifier: str) -> None:
        """Forget one case with all that was ticked and read."""
        with self._session() as session:
            session.execute(delete(CaseRow).where(CaseRow.id == identifier))

    def days_set(self) -> list[tuple[date, bool, str]]:
        """Days set by hand, in order: (day, whether it is off, why)."""
        with Session(self.engine) as session:
            return [(row.day, row.off, row.why) for row in session.scalars(select(DaySet).order_by(DaySet.day))]

    def set_days(self, days: list[tuple[date, bool, str]]) -> None:
        """Put these days in the place of all that were set before."""
        with self._session() as session:
            session.execute(delete(DaySet))
            session.add_all(DaySet(day=day, off=off, why=why) for day, off, why in days)

    def _change(self, identifier: str, act: Callable[[CaseRow, Session], None]) -> bool:
        with self._session() as session:
            row = session.get(CaseRow, identifier, with_for_update=True)
            if row is None:
                return False
            act(row, session)
            row.changed = datetime.now()
            return True


def _saved(row: CaseRow) -> SavedCase:
    return SavedCase(
        row.id, row.code, dict(row.facts), dict(row.sheet), dict(row.items), list(row.records), row.changed
    )
