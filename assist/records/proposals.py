"""What a record seems to show about an item of a checklist. A proposal only: a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assist.records.text import Passage
from corpus.checklists import Item


class Verdict(StrEnum):
    """``SHOWN`` only with a passage that shows it; where in doubt, ``LOOK``."""

    SHOWN = "có ghi"
    NOT_SHOWN = "không thấy ghi"
    LOOK = "cần xem"


@dataclass(frozen=True)
class Proposal:
    """For one item: the verdict, why (Vietnamese) and the words it rests on. ``breach``: the record seems to show a breach."""

    item: Item
    verdict: Verdict
    reason: str
    passage: Passage | None = None
    breach: bool = False

    @property
    def page(self) -> int | None:
        """The page of the passage, from 1."""
        return self.passage.page if self.passage else None
