"""Checklists of what friendly procedure demands, one YAML file a procedure in ``checklists/``, in our own words.

An item says who must, may or must not do what, in which case, by when, on which provisions it rests, and what in the record of a case
would show that it was done. Where another provision says otherwise on the same point, the item carries that too (``differs``).
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from corpus.circumstances import Condition, Event
from corpus.notes import Modality
from corpus.provisions import ProvisionId
from corpus.yamlfiles import Location, PlaceError, Strict, read_folder

FOLDER = Path(__file__).with_name("checklists")

_Text = Field(min_length=1)
#: Where on the line of time an item stands beside its event.
Relation = Literal["trước", "ngay", "trong", "sau"]
LimitUnit = Literal["phút", "giờ", "ngày", "ngày làm việc", "tuần", "tháng", "năm"]


class RecordKind(StrEnum):
    """A document of a case's file, as far as checklists tell them apart."""

    RECEPTION = "biên bản tiếp nhận"
    TRANSFER = "báo cáo, phiếu chuyển tin"
    PLAN = "kế hoạch kiểm tra, xác minh"
    ASSIGNMENT = "quyết định phân công"
    NOTICE = "thông báo"
    STATEMENT = "biên bản ghi lời khai"
    QUESTIONING = "biên bản hỏi cung"
    CONFRONTATION = "biên bản đối chất"
    IDENTIFICATION = "biên bản nhận dạng"
    BODY_EXAMINATION = "biên bản xem xét dấu vết"
    EXAMINATION_ORDER = "quyết định trưng cầu giám định"
    CUSTODY = "quyết định tạm giữ"
    HEARING = "biên bản phiên tòa"


class Capacity(StrEnum):
    """In what capacity somebody attended."""

    REPRESENTATIVE = "người đại diện"
    DEFENCE = "người bào chữa"
    PROTECTOR = "người bảo vệ quyền và lợi ích hợp pháp"
    LEGAL_AID = "trợ giúp viên pháp lý"
    PROSECUTOR = "kiểm sát viên"
    INVESTIGATOR = "điều tra viên"
    INTERPRETER = "người phiên dịch"
    OBSERVER = "người chứng kiến"
    PSYCHOLOGIST = "chuyên gia tâm lý"
    SUPPORTER = "đại diện nhà trường, Đoàn, Hội, cơ quan hỗ trợ"


class TimeLimit(Strict):
    """So many units from an event, or, with ``before``, no later than so many units before it.

    ``or_since``: another event from which the text may equally be read to count. ``custody``: a limit of holding a person (a month is
    30 days and no day off prolongs it); ``two_thirds``: of the figure, as for detainees under 18 (Article 419, clause 1).
    """

    number: int = Field(gt=0)
    unit: LimitUnit
    event: Event
    or_since: Event | None = None
    before: bool = False
    custody: bool = False
    two_thirds: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> TimeLimit:
        if self.before and (self.or_since or self.custody or self.two_thirds):
            raise ValueError("before là hạn tính lùi, không đi cùng or_since, custody hay two_thirds.")
        if self.two_thirds and not self.custody:
            raise ValueError("two_thirds chỉ dùng cho hạn tạm giam, phải ghi cả custody.")
        return self

    def words(self) -> str:
        """``không quá 24 giờ kể từ lúc tiếp nhận tin``; ``chậm nhất 7 ngày trước lúc kết thúc kiểm tra, xác minh``."""
        if self.before:
            return f"chậm nhất {self.number} {self.unit} trước lúc {self.event.value}"
        share = "hai phần ba của " if self.two_thirds else ""
        more = f" (hoặc từ lúc {self.or_since.value})" if self.or_since else ""
        return f"không quá {share}{self.number} {self.unit} kể từ lúc {self.event.value}{more}"


class Ceiling(Strict):
    """The most that is allowed each time or each day: ``2 giờ mỗi lần``, ``2 lần mỗi ngày``."""

    number: int = Field(gt=0)
    unit: Literal["giờ", "lần"]
    per: Literal["lần", "ngày"]

    def words(self) -> str:
        return f"không quá {self.number} {self.unit} mỗi {self.per}"


class Timing(Strict):
    """Where the item stands beside an event, for the order in which things fall due."""

    relation: Relation
    event: Event


class Sign(Strict):
    """What in a record shows that an item was done. Only records of the kinds in ``records`` are read for it.

    ``kind``: how it is read. ``words``: each group of ``words`` has one of its phrasings in the record, near each other (and none of
    ``contrary`` stands there, which shows a breach). ``duration`` (start and end against the ceiling), ``times a day``,
    ``attendance`` (somebody in one of the capacities of ``who``), ``interval`` (between two events of the limit), ``age``
    (age and birth date agree), ``night`` (no part between 22:00 and 06:00), ``count`` (at least ``at_least`` persons or photographs).
    """

    records: tuple[RecordKind, ...] = Field(min_length=1)
    shows: str = _Text
    kind: Literal["words", "duration", "times a day", "attendance", "interval", "age", "night", "count"] = "words"
    words: tuple[tuple[str, ...], ...] = ()
    contrary: tuple[str, ...] = ()
    who: tuple[Capacity, ...] = ()
    at_least: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _complete(self) -> Sign:
        needs = {"words": self.words, "attendance": self.who, "count": self.at_least}
        if self.kind in needs and not needs[self.kind]:
            key = {"words": "words", "attendance": "who", "count": "at_least"}[self.kind]
            raise PlaceError((key,), f"dấu hiệu loại {self.kind!r} cần {key}.")
        return self


class Demand(Strict):
    """What one set of provisions demands on a point. ``basis``: canonical ids; they agree with each other."""

    modality: Modality
    says: str = _Text
    basis: tuple[str, ...] = Field(min_length=1)
    limit: TimeLimit | None = None
    ceiling: Ceiling | None = None
    when: Condition = Condition()
    unverified: str = ""  # why the rule is chưa xác minh, where no text at hand states it

    @model_validator(mode="after")
    def _bases(self) -> Demand:
        for i, text in enumerate(self.basis):
            place: Location = ("basis", i)
            try:
                pid = ProvisionId.parse(text)
            except ValueError as error:
                raise PlaceError(place, f"{error}; viết như '43/2021/TT-BCA điều 5 khoản 1'.") from error
            if not pid.path or str(pid) != text:
                raise PlaceError(
                    place, f"căn cứ {text!r} phải là mã điều khoản chuẩn, như '43/2021/TT-BCA điều 5 khoản 1'."
                )
        return self

    def provisions(self) -> tuple[ProvisionId, ...]:
        return tuple(ProvisionId.parse(text) for text in self.basis)


class Point(StrEnum):
    """On what two provisions about one thing do not say the same."""

    LIMIT = "thời hạn, con số"
    MODALITY = "mức bắt buộc"
    COMPETENCE = "thẩm quyền"
    DEFINITION = "khái niệm, độ tuổi"
    CONDITION = "điều kiện"


class Beside(StrEnum):
    """How the other provision stands beside the item's own.

    ``AT_ODDS``: who acts by one alone may break the other; ``SPECIAL``: one is a rule for special cases, which the other leaves room
    for; ``ADDS``: it asks for more, and both can be done.
    """

    AT_ODDS = "khác nhau"
    SPECIAL = "riêng và chung"
    ADDS = "bổ sung"


class Other(Demand):
    """What another provision says on the point of an item. ``point``: on what it differs; ``beside``: how the two stand together."""

    point: Point
    beside: Beside


class Item(Demand):
    """One line of a checklist. ``act``: a short title that begins with a verb; ``says``: the demand in one or two plain sentences.

    ``differs``: what other provisions say on the same point where they do not agree with ``says``.
    """

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    act: str = _Text
    who: str = _Text
    timing: Timing | None = None
    differs: tuple[Other, ...] = ()
    sign: Sign | None = None

    def demands(self) -> tuple[Demand, ...]:
        """The item's own demand, then those that differ."""
        return (self, *self.differs)


class Checklist(Strict):
    """The items of one procedure. ``order``: its place among the procedures, in the course of a case."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = _Text
    order: int = Field(gt=0)
    when: Condition = Condition()  # of the whole procedure; an item's own ``when`` comes on top
    items: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes(self) -> Checklist:
        seen: set[str] = set()
        for i, item in enumerate(self.items):
            if item.code in seen:
                raise PlaceError(("items", i, "code"), f"{item.code!r} đã có ở trên; đặt mã khác.")
            seen.add(item.code)
        return self


def load_checklists(folder: Path = FOLDER) -> tuple[list[Checklist], list[str]]:
    """All checklists in the order of a case, and what is wrong in Vietnamese (file, place in the file)."""
    checklists, problems = read_folder(folder, Checklist, "code")
    return sorted(checklists, key=lambda c: (c.order, c.code)), problems
