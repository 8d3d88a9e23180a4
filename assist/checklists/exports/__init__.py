"""Files to take away from a checklist of a saved case: Word (``docx``), spreadsheet (``xlsx``), calendar (``ics``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from assist.checklists.model import Result
from assist.office.letterhead import Letterhead

#: What a person or the reader of records found on an item: verdict ("có ghi", "không thấy ghi", "cần xem" or ""), by whom, when.
Decision = tuple[str, str, datetime | None]


@dataclass(frozen=True)
class CaseSheet(Letterhead):
    """A checklist with what its case adds to it. Texts are as the user typed them; an empty one is left dotted on paper.

    ``code``: the internal code of the case, no name in it. ``facts``: label and value pairs. ``done``, ``notes`` and ``decided`` go
    by ``Line.code``.
    """

    code: str
    title: str
    result: Result
    facts: tuple[tuple[str, str], ...] = ()
    done: dict[str, bool] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    decided: dict[str, Decision] = field(default_factory=dict)
