"""A case as its investigator describes it: circumstances, birth date, moments. Read from YAML or from the page's form, and checked.

A case has an internal code and no names. What is not known is left out; what contradicts itself is refused with the mend.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError, field_validator

from assist.checklists.births import Birth, read_birth
from assist.checklists.model import Moment
from corpus.circumstances import Activity, AgeBand, Circumstances, Event, Role, Stage
from corpus.yamlfiles import Strict, read_file, vietnamese

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2})(?::00)?)?")

#: Events that cannot come in another order, the earlier first.
_ORDER = (
    (Event.RECEIVED, Event.SETTLED),
    (Event.RECEIVED, Event.INITIATED),
    (Event.INITIATED, Event.CHARGED),
    (Event.INITIATED, Event.INVESTIGATION_ENDS),
    (Event.HELD, Event.CUSTODY_DECIDED),
    (Event.DETAINED, Event.DETENTION_ENDS),
    (Event.EXAMINATION_ORDERED, Event.EXAMINATION_RECEIVED),
    (Event.EXAMINATION_RECEIVED, Event.CONCLUSION_RECEIVED),
    (Event.CONCLUDED, Event.FILE_RECEIVED),
    (Event.FILE_RECEIVED, Event.PROSECUTED),
    (Event.PROSECUTED, Event.ACCEPTED),
    (Event.ACCEPTED, Event.TRIAL_DECIDED),
    (Event.TRIAL_DECIDED, Event.HEARING),
)
_ONLY_ACCUSED = (Activity.QUESTIONING, Activity.CUSTODY, Activity.SUPERVISION)
#: Criminal liability begins at fourteen (Penal Code, Article 12).
_LIABLE = 14
_NOT_LIABLE = (
    "Người {} tuổi chưa đến tuổi chịu trách nhiệm hình sự (14 tuổi, Điều 12 Bộ luật Hình sự) nên không thể là người bị buộc tội; "
    "kiểm tra tuổi hoặc tư cách tham gia."
)


class CaseError(ValueError):
    """The case cannot be used as it is; the message is Vietnamese and says what to mend."""


class Case(Strict):
    """A case: ``on`` is the day whose law applies (None: the day of the latest event, else today).

    ``born``: birth date as far as it is known: ``2014-02-11``, ``2014-02``, ``2014-Q1``, ``2014-H1`` (half of the year), ``2014``.
    ``events``: moments as ``2026-03-05T10:30``, or ``2026-03-05`` where the clock time is not known.
    """

    code: str = Field(min_length=1, max_length=60)
    title: str = Field(default="", max_length=200)
    on: date | None = None
    born: str = ""
    circumstances: Circumstances = Circumstances()
    events: dict[Event, str] = Field(default_factory=dict)

    @field_validator("on", mode="before")
    @classmethod
    def _day(cls, value: Any) -> Any:
        return value or None

    @field_validator("born", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value or ""

    @field_validator("born")
    @classmethod
    def _birth(cls, value: str) -> str:
        if value:
            read_birth(value)
        return value

    @field_validator("events")
    @classmethod
    def _moments(cls, value: dict[Event, str]) -> dict[Event, str]:
        for event, text in value.items():
            try:
                read_moment(text)
            except ValueError as error:
                raise ValueError(f"{event.value}: {error}") from error
        return value

    @property
    def birth(self) -> Birth | None:
        return read_birth(self.born) if self.born else None

    def moments(self) -> dict[Event, Moment]:
        return {event: read_moment(text) for event, text in self.events.items()}

    def day(self, today: date | None = None) -> date:
        """The day whose law applies where an item has no moment of its own."""
        days = [moment.day for moment in self.moments().values()]
        return self.on or max(days, default=today or date.today())

    def facts(self, today: date | None = None) -> Circumstances:
        """The circumstances, with the age band worked out from the birth date where that is known."""
        birth = self.birth
        if birth is None or self.circumstances.age is not None:
            return self.circumstances
        return self.circumstances.model_copy(update={"age": _band(birth.age(self.day(today)))})


def read_moment(text: str) -> Moment:
    """``2026-03-05T10:30`` or ``2026-03-05``; ValueError (Vietnamese) for anything else. 24:00 is the next day's beginning."""
    found = _MOMENT.fullmatch(str(text).strip())
    try:
        if found is None:
            raise ValueError
        day = date.fromisoformat(found[1])
        if found[2] == "24:00":
            return Moment(day + timedelta(1), datetime.min.time())
        clock = datetime.strptime(found[2], "%H:%M").time() if found[2] else None
    except ValueError as error:
        raise ValueError(f"thời điểm {text!r} không đọc được; viết như 2026-03-05T10:30 hoặc 2026-03-05.") from error
    return Moment(day, clock)


def read_case(path: Path) -> Case:
    """A case from a YAML file. CaseError if it cannot be read, does not fit the form or contradicts itself."""
    case, problems = read_file(path, Case)
    if case is None:
        raise CaseError(f"{path.name}: " + " ".join(problems))
    check_case(case)
    return case


def make_case(values: dict[str, Any]) -> Case:
    """A case from the page's form or from the library. CaseError if it does not fit or contradicts itself."""
    try:
        case = Case.model_validate(values)
    except ValidationError as error:
        told = (f"{'.'.join(map(str, e['loc']))}: {vietnamese(e)}" for e in error.errors())
        raise CaseError(" ".join(told)) from error
    check_case(case)
    return case


def write_case(case: Case) -> str:
    """The case as YAML that ``read_case`` reads."""
    data = case.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def check_case(case: Case, today: date | None = None) -> None:
    """CaseError with everything in which the case contradicts itself."""
    told = [*_age_faults(case, today), *_role_faults(case), *_order_faults(case)]
    if told:
        raise CaseError(" ".join(told))


def _age_faults(case: Case, today: date | None) -> list[str]:
    birth, on, facts = case.birth, case.day(today), case.circumstances
    if birth is None:
        return [_NOT_LIABLE.format("dưới 13")] if facts.role is Role.ACCUSED and facts.age is AgeBand.UNDER_13 else []
    born = f"{birth.day:%d/%m/%Y}"
    days = [(f"thời điểm “{event.value}”", moment.day) for event, moment in case.moments().items()]
    told = [
        f"Ngày sinh {born} sau {what} ({day:%d/%m/%Y}); kiểm tra lại một trong hai."
        for what, day in [*days, ("ngày áp dụng", on)]
        if day < birth.day
    ]
    if on < birth.day:
        return told
    age = birth.age(on)
    if age >= 18:
        told.append(
            f"Sinh ngày {born} thì đến ngày {on:%d/%m/%Y} đã đủ 18 tuổi; danh mục này dành cho người dưới 18 tuổi. "
            "Kiểm tra ngày sinh và ngày áp dụng."
        )
    elif facts.age is not None and facts.age is not _band(age):
        told.append(
            f"Độ tuổi đã chọn là {facts.age.value} nhưng theo ngày sinh {born} thì {age} tuổi vào ngày {on:%d/%m/%Y}; "
            "bỏ một trong hai hoặc sửa lại."
        )
    if facts.role is Role.ACCUSED and age < _LIABLE:
        told.append(_NOT_LIABLE.format(age))
    return told


def _role_faults(case: Case) -> list[str]:
    facts = case.circumstances
    told = []
    if facts.role is not None and facts.role is not Role.ACCUSED:
        wrong = [a.value for a in facts.activities if a in _ONLY_ACCUSED]
        # somebody reported may be held in an emergency before any charge
        if facts.role is Role.REPORTED:
            wrong = [w for w in wrong if w == Activity.QUESTIONING.value]
        if wrong:
            told.append(
                f"Việc {', '.join(wrong)} chỉ làm với người bị buộc tội, không làm với {facts.role.value}; sửa một trong hai."
            )
    if Activity.HEARING in facts.activities and facts.stage not in {None, Stage.TRIAL}:
        told.append(
            f"Phiên tòa chỉ có ở giai đoạn xét xử, không có ở giai đoạn {facts.stage.value}; sửa một trong hai."
        )
    return told


def _order_faults(case: Case) -> list[str]:
    moments = case.moments()
    return [
        f"“{later.value}” ({moments[later].day:%d/%m/%Y}) đứng trước “{earlier.value}” ({moments[earlier].day:%d/%m/%Y}); "
        "kiểm tra lại hai thời điểm."
        for earlier, later in _ORDER
        if earlier in moments and later in moments and _before(moments[later], moments[earlier])
    ]


def _before(one: Moment, other: Moment) -> bool:
    """Whether one moment is certainly before another: on an earlier day, or the same day by known clock times."""
    if one.day != other.day or one.clock is None or other.clock is None:
        return one.day < other.day
    return one.clock < other.clock


def _band(age: int) -> AgeBand:
    if age < 13:
        return AgeBand.UNDER_13
    return AgeBand.FROM_13 if age < 16 else AgeBand.FROM_16
