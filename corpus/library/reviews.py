"""Reviews of documents against each other: what was found, chunk by chunk, and what people said of it.

Plain storage: a finding is kept as JSON that ``assist.conflicts.stored`` writes and reads. A verdict stands by itself, under the key
of a pair of provisions and the hashes of their words, so that it outlives the review it was given in.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from more_itertools import batched
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from corpus.library.connection import Connected
from corpus.library.schema import Audit, FindingRow, ReviewRow, VerdictRow


@dataclass(frozen=True)
class SavedReview:
    """A review that was begun. ``against``: numbers, "all" for the whole library, None for each other; ``types``: names, all if empty.

    ``finished`` is None for one that is running or was stopped; ``done`` of ``total`` steps are behind it, ``found`` findings kept.
    ``revision``: of the library when it began. ``problem``: why it could not go on, "" if nothing went wrong.
    """

    id: str
    started: datetime
    finished: datetime | None
    on: date
    documents: tuple[str, ...]
    against: tuple[str, ...] | str | None
    types: tuple[str, ...]
    done: int
    total: int
    revision: int
    problem: str
    found: int


@dataclass(frozen=True)
class SavedFinding:
    """One finding. ``key``: unique in its review; ``basis_hash``: "" where there is no basis; ``place``: order of finding, from 0."""

    key: str
    under_hash: str
    basis_hash: str
    data: dict[str, Any]
    place: int = 0


@dataclass(frozen=True)
class SavedVerdict:
    """What one person said of a key whose words had these hashes. ``withdrawn``: when they took it back."""

    id: int
    key: str
    under_hash: str
    basis_hash: str
    verdict: str
    note: str
    reviewer: str
    at: datetime
    withdrawn: datetime | None


class Reviews(Connected):
    """What the library keeps of reviews. Nothing here changes a text, so the revision stays."""

    def reviews(self, limit: int = 200) -> list[SavedReview]:
        """Newest first."""
        with Session(self.engine) as session:
            query = _WITH_COUNT.order_by(ReviewRow.started.desc()).limit(limit)
            return [_review(row, found) for row, found in session.execute(query)]

    def review(self, identifier: str) -> SavedReview | None:
        with Session(self.engine) as session:
            pair = session.execute(_WITH_COUNT.where(ReviewRow.id == identifier)).first()
            return _review(*pair) if pair else None

    def start_review(
        self,
        on: date,
        documents: Sequence[str],
        against: Sequence[str] | str | None,
        types: Sequence[str],
        revision: int,
    ) -> str:
        """A new review with nothing found yet; its id."""
        identifier = uuid.uuid4().hex
        with self._session() as session:
            session.add(
                ReviewRow(
                    id=identifier,
                    started=datetime.now(),
                    on=on,
                    documents=list(documents),
                    against=against if against is None or isinstance(against, str) else list(against),
                    types=list(types),
                    revision=revision,
                )
            )
        return identifier

    def restart_review(self, identifier: str, revision: int) -> None:
        """Begin a review anew under its id: what it had found is forgotten."""
        with self._session() as session:
            row = session.get(ReviewRow, identifier, with_for_update=True)
            if row is not None:
                session.execute(delete(FindingRow).where(FindingRow.review_id == identifier))
                row.done, row.total, row.revision, row.finished, row.problem = 0, 0, revision, None, ""

    def add_findings(
        self, identifier: str, rows: Sequence[SavedFinding], done: int, total: int, after: int | None = None
    ) -> bool:
        """Keep a chunk of findings with how far the review is, both or neither.

        ``after``: where the review stood before the chunk. False, and nothing kept, if the review is gone or stands elsewhere:
        somebody deleted it, or goes on with it in another window.
        """
        with self._session() as session:
            row = session.get(ReviewRow, identifier, with_for_update=True)
            if row is None or (after is not None and row.done != after):
                return False
            place = session.scalar(select(func.count()).where(FindingRow.review_id == identifier)) or 0
            if rows:
                session.execute(
                    insert(FindingRow),
                    [
                        {
                            "review_id": identifier,
                            "place": place + i,
                            "key": r.key,
                            "under_hash": r.under_hash,
                            "basis_hash": r.basis_hash,
                            "data": r.data,
                        }
                        for i, r in enumerate(rows)
                    ],
                )
            row.done, row.total, row.problem = done, total, ""
            return True

    def finish_review(self, identifier: str, problem: str = "") -> None:
        """Say that a review is at its end; with a ``problem``, that it could not go on and may be taken up again."""
        with self._session() as session:
            row = session.get(ReviewRow, identifier, with_for_update=True)
            if row is not None:
                row.finished, row.problem = None if problem else datetime.now(), problem

    def delete_review(self, identifier: str) -> None:
        """Forget a review and what it found; verdicts stay, for the pairs may be found again."""
        with self._session() as session:
            row = session.get(
                ReviewRow, identifier, with_for_update=True
            )  # a run that goes on waits, and finds it gone
            if row is not None:
                session.execute(delete(FindingRow).where(FindingRow.review_id == identifier))
                session.delete(row)

    def findings(self, identifier: str) -> list[SavedFinding]:
        """In the order they were found."""
        with Session(self.engine) as session:
            query = (
                select(FindingRow.key, FindingRow.under_hash, FindingRow.basis_hash, FindingRow.data, FindingRow.place)
                .where(FindingRow.review_id == identifier)
                .order_by(FindingRow.place)
            )
            return [SavedFinding(*row) for row in session.execute(query)]

    def verdicts(self, keys: Iterable[str] | None = None) -> list[SavedVerdict]:
        """What people said of these keys, of all if None, newest first; withdrawn ones too."""
        newest = (VerdictRow.at.desc(), VerdictRow.id.desc())
        with Session(self.engine) as session:
            if keys is None:
                return [_verdict(row) for row in session.scalars(select(VerdictRow).order_by(*newest))]
            found: list[SavedVerdict] = []
            for batch in batched(dict.fromkeys(keys), 500):
                rows = session.scalars(select(VerdictRow).where(VerdictRow.key.in_(batch)))
                found += [_verdict(row) for row in rows]
        return sorted(found, key=lambda v: (v.at, v.id), reverse=True)

    def add_verdict(
        self, key: str, under_hash: str, basis_hash: str, verdict: str, note: str, reviewer: str
    ) -> SavedVerdict:
        """Keep what a person said; earlier verdicts stay, and each goes to the audit log."""
        now = datetime.now()
        with self._session() as session:
            row = VerdictRow(
                key=key,
                under_hash=under_hash,
                basis_hash=basis_hash,
                verdict=verdict,
                note=note,
                reviewer=reviewer,
                at=now,
            )
            detail = {"cặp": key, "ý kiến": verdict, "ghi chú": note, "người": reviewer}
            session.add_all([row, Audit(at=now, action="quyết định về cặp quy định", detail=detail)])
            session.flush()
            return _verdict(row)

    def withdraw_verdict(self, identifier: int) -> bool:
        """Take a verdict back; it is kept as withdrawn. False if it is gone or was withdrawn before."""
        now = datetime.now()
        with self._session() as session:
            row = session.get(VerdictRow, identifier, with_for_update=True)
            if row is None or row.withdrawn is not None:
                return False
            row.withdrawn = now
            detail = {"cặp": row.key, "ý kiến": row.verdict, "người": row.reviewer}
            session.add(Audit(at=now, action="rút ý kiến về cặp quy định", detail=detail))
            return True


_FOUND = select(func.count()).where(FindingRow.review_id == ReviewRow.id).correlate(ReviewRow).scalar_subquery()
_WITH_COUNT = select(ReviewRow, _FOUND)


def _review(row: ReviewRow, found: int) -> SavedReview:
    return SavedReview(
        row.id,
        row.started,
        row.finished,
        row.on,
        tuple(row.documents),
        tuple(row.against) if isinstance(row.against, list) else row.against,
        tuple(row.types),
        row.done,
        row.total,
        row.revision,
        row.problem,
        found,
    )


def _verdict(row: VerdictRow) -> SavedVerdict:
    return SavedVerdict(
        row.id,
        row.key,
        row.under_hash,
        row.basis_hash,
        row.verdict,
        row.note,
        row.reviewer,
        row.at,
        row.withdrawn,
    )
