"""Lessons that people keep and work on. Plain storage: a lesson is JSON that ``assist.training.model.Lesson`` writes and reads."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from corpus.library.connection import Connected
from corpus.library.schema import LessonRow


@dataclass(frozen=True)
class LessonName:
    """A kept lesson as a list names it. ``on``: its day of validity; ``changed``: when a person last worked on it."""

    id: str
    title: str
    topic: str
    audience: str
    on: date
    changed: datetime


@dataclass(frozen=True)
class SavedLesson(LessonName):
    """A kept lesson whole. ``data``: the lesson; ``work``: what people did that the lesson itself does not say, see ``LessonRow``."""

    data: dict[str, Any]
    work: dict[str, Any]


#: A lesson's data and its work after a change.
Changed = tuple[dict[str, Any], dict[str, Any]]


class Lessons(Connected):
    """What the library keeps of training. Nothing here changes a text, so the revision stays."""

    def lessons(self, limit: int = 200) -> list[LessonName]:
        """Newest change first."""
        columns = (LessonRow.id, LessonRow.title, LessonRow.topic, LessonRow.audience, LessonRow.on, LessonRow.changed)
        with Session(self.engine) as session:
            rows = session.execute(select(*columns).order_by(LessonRow.changed.desc()).limit(limit))
            return [LessonName(*row) for row in rows]

    def lesson(self, identifier: str) -> SavedLesson | None:
        with Session(self.engine) as session:
            row = session.get(LessonRow, identifier)
            return _saved(row) if row else None

    def add_lesson(self, data: dict[str, Any], work: dict[str, Any] | None = None) -> str:
        """Keep a new lesson; its id."""
        identifier = uuid.uuid4().hex
        with self._session() as session:
            row = LessonRow(id=identifier)
            _fill(row, data, work or {})
            session.add(row)
        return identifier

    def change_lesson(self, identifier: str, act: Callable[[SavedLesson], Changed]) -> SavedLesson | None:
        """Keep what ``act`` makes of a lesson, unless it raises; None if the lesson is gone. Changes follow each other."""
        with self._session() as session:
            row = session.get(LessonRow, identifier, with_for_update=True)
            if row is None:
                return None
            _fill(row, *act(_saved(row)))
            return _saved(row)

    def delete_lesson(self, identifier: str) -> None:
        """Forget one lesson with all the work done on it."""
        with self._session() as session:
            session.execute(delete(LessonRow).where(LessonRow.id == identifier))


def _fill(row: LessonRow, data: dict[str, Any], work: dict[str, Any]) -> None:
    row.data, row.work, row.changed = data, work, datetime.now()
    row.title, row.topic, row.audience = data["title"], data["topic"], data["audience"]
    row.on = date.fromisoformat(data["on"])


def _saved(row: LessonRow) -> SavedLesson:
    return SavedLesson(row.id, row.title, row.topic, row.audience, row.on, row.changed, dict(row.data), dict(row.work))
