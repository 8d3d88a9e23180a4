"""Conversations of the question page and the audit log, read and written."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from corpus.library.connection import Connected
from corpus.library.schema import Conversation


class Conversations(Connected):
    """What the library remembers of its users' work."""

    def conversations(self, limit: int = 50) -> list[tuple[str, str, datetime]]:
        """Newest first: (id, title, started)."""
        with Session(self.engine) as session:
            rows = session.scalars(select(Conversation).order_by(Conversation.started.desc()).limit(limit))
            return [(r.id, r.title, r.started) for r in rows]

    def conversation(self, identifier: str) -> list[dict[str, Any]]:
        """The turns of one conversation: {"question", "answer"}; empty if it is not there."""
        with Session(self.engine) as session:
            row = session.get(Conversation, identifier)
            return list(row.turns) if row else []

    def save_turn(self, conversation: str, question: str, answer: dict[str, Any]) -> str:
        """Append a question and its answer; an empty ``conversation`` starts one. Returns its id."""
        with self._session() as session:
            row = session.get(Conversation, conversation) if conversation else None
            if row is None:
                row = Conversation(
                    id=conversation or uuid.uuid4().hex, started=datetime.now(), title=question[:120], turns=[]
                )
                session.add(row)
            row.turns = [*row.turns, {"question": question, "answer": answer}]
            return row.id

    def delete_conversation(self, conversation: str) -> None:
        """Forget one conversation."""
        with self._session() as session:
            session.execute(delete(Conversation).where(Conversation.id == conversation))
