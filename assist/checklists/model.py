"""What the checklist engine gives: lines in the order they fall due, each with its bases, deadline and other readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from corpus.checklists import Demand, Item
from corpus.documents import Status
from corpus.provisions import ProvisionId


@dataclass(frozen=True)
class Moment:
    """When something happened or will: a day, and the clock time where it is known. Local time of Vietnam, without a zone."""

    day: date
    clock: time | None = None

    def earliest(self) -> datetime:
        """The first instant it can mean."""
        return datetime.combine(self.day, self.clock or time.min)

    def latest(self) -> datetime:
        """The last instant it can mean; midnight that ends the day where the clock time is unknown."""
        return (
            datetime.combine(self.day, self.clock)
            if self.clock
            else datetime.combine(self.day, time.min) + timedelta(1)
        )


@dataclass(frozen=True)
class Deadline:
    """The end of a limit. ``due``: the date to act by, the earlier where the text leaves the count open; ``other``: the later.

    A limit that ends at 24:00 of a day is held as 00:00 of the next; ``write_instant`` says it as people do. ``steps``: the
    arithmetic, line by line; ``why``: why the readings differ; ``basis``: the provisions the count rests on.
    """

    due: datetime
    steps: tuple[str, ...]
    other: datetime | None = None
    other_steps: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    basis: tuple[ProvisionId, ...] = ()


@dataclass(frozen=True)
class Basis:
    """A provision an item rests on, with its standing on the day and its words (empty where nobody has the text)."""

    id: ProvisionId
    status: Status
    document_title: str = ""
    origin: str = ""
    quote: str = ""
    file: str | None = None
    page: int | None = None
    remarks: tuple[str, ...] = ()  # amended by words not at hand, changes on a later day …


@dataclass(frozen=True)
class Reading:
    """One demand of an item as it stands on the day. ``deadline`` is None without a limit or while its event has no time."""

    demand: Demand
    bases: tuple[Basis, ...]
    deadline: Deadline | None = None

    @property
    def status(self) -> Status:
        """The best standing among its bases: one provision in force is enough to demand it."""
        order = (Status.IN_FORCE, Status.PARTLY, Status.UNVERIFIED, Status.NOT_YET, Status.EXPIRED)
        return min((basis.status for basis in self.bases), key=order.index)

    @property
    def applies(self) -> bool:
        """Whether it can be demanded on the day: neither ended nor yet to come."""
        return self.status not in {Status.EXPIRED, Status.NOT_YET}


@dataclass(frozen=True)
class Line:
    """One item for a case. ``first``: the stricter reading, the default; ``others``: what other provisions say on the same point.

    ``missing``: the facts it hangs on (names of ``corpus.circumstances.QUESTIONS``); empty for a line that applies.
    """

    code: str  # procedure code and item code: "lay-loi-khai.bao-truoc"
    procedure: str
    item: Item
    first: Reading
    others: tuple[Reading, ...] = ()
    why_first: str = ""
    missing: tuple[str, ...] = ()
    at: datetime | None = None  # its place on the line of time: the limit's end, or the event it stands beside


@dataclass(frozen=True)
class Question:
    """A fact still to be asked, and the lines that hang on it."""

    fact: str
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """A checklist for a case on a day.

    ``lines`` apply; ``open`` hang on missing facts; ``lapsed`` rest on nothing that is in force that day.
    """

    on: date
    lines: tuple[Line, ...]
    open: tuple[Line, ...] = ()
    lapsed: tuple[Line, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def write_instant(at: datetime) -> str:
    """``10 giờ 30 ngày 05/03/2026``; midnight is said as the end of the day before: ``24 giờ ngày 04/03/2026``."""
    if at.time() == time.min:
        return f"24 giờ ngày {at - timedelta(days=1):%d/%m/%Y}"
    minutes = f" {at.minute:02d}" if at.minute else ""
    return f"{at.hour} giờ{minutes} ngày {at:%d/%m/%Y}"
