"""Own-words notes on documents, one YAML file each in ``notes/``: who must do what, when, within which limit, and where it says so.

A note is never official text. ``Notes.provisions`` renders each noted article as a ``Provision`` to index and quote with the
origin ``tóm lược``; its portions are the clauses and points the statements rest on, so a quote points at ``điều 5 khoản 1``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from corpus.catalogue import check_number, check_place
from corpus.provisions import POINT_LETTERS, Level, Portion, Provision, ProvisionId
from corpus.provisions import Path as ProvisionPath
from corpus.yamlfiles import Location, PlaceError, Strict, read_folder

FOLDER = Path(__file__).with_name("notes")

Modality = Literal["phải", "được", "không được", "có thể"]
Unit = Literal["phút", "giờ", "ngày", "ngày làm việc", "tuần", "tháng", "năm", "lần"]
Bound = Literal["đạt", "ít nhất", "trên", "không quá", "dưới", "tăng", "giảm"]
#: How official texts write small counts.
TIMES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_Text = Field(min_length=1)
_KINDS = ("statements", "definitions", "duties", "penalties", "targets", "tasks")
_AMOUNT = re.compile(r"(\d+(?:\.\d{3})*) (giờ|ngày|tháng|năm|đồng|lần)")
_DAYS = {"giờ": 1 / 24, "ngày": 1, "tháng": 30, "năm": 360}


class Limit(Strict):
    """The most that is allowed: so many units, counted from an event ("" where the provision names none).

    With ``before`` it is the least instead: done no later than so many units before that event. With ``times`` it is a rate: no
    more than so many times within the stretch.
    """

    number: int = Field(gt=0)
    unit: Unit
    times: int | None = Field(default=None, gt=0, le=10)
    counted_from: str = ""
    before: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Limit:
        if self.before and (self.counted_from or self.unit == "lần"):
            raise ValueError("before là hạn tính lùi, không đi cùng counted_from hay đơn vị lần; giữ một cách.")
        return self

    def sentence(self) -> str:
        """``trong vòng không quá 24 giờ (thời hạn tính từ lúc tiếp nhận)``; ``chậm nhất 3 ngày trước buổi họp``."""
        if self.before:
            return f"chậm nhất {self.number} {self.unit} trước {self.before}"
        if self.times:
            return f"nhiều nhất {TIMES[self.times - 1]} lần trong {self.number} {self.unit}"
        words = f"không quá {self.number} {self.unit}"
        if self.unit != "lần":
            words = f"trong vòng {words}"
        return f"{words} (thời hạn tính từ {self.counted_from})" if self.counted_from else words


class Duty(Strict):
    """Who must, may or must not do what. ``condition`` begins with its own word (khi, nếu, trước khi …), ``place`` with none."""

    who: str = _Text
    modality: Modality
    act: str = _Text
    object: str = ""
    condition: str = ""
    place: str = ""
    limit: Limit | None = None
    evidence: str

    def sentence(self) -> str:
        """The duty in one plain sentence."""
        words = f"{self.who} {self.modality} {self.act}"
        if self.object:
            words += f" {self.object}"
        if self.place:
            words += f" tại {self.place}"
        if self.limit:
            words += f" {self.limit.sentence()}"
        return _sentence(f"{self.condition}, {words}" if self.condition else words)


class Definition(Strict):
    """What a term means in the document, glossed in our words."""

    term: str = _Text
    gloss: str = _Text
    evidence: str

    def sentence(self) -> str:
        return _sentence(f"“{self.term}” nghĩa là {self.gloss}")


class Statement(Strict):
    """What a clause says that is nobody's duty: a scope, a list of sources, the contents of a plan."""

    text: str = _Text
    evidence: str

    def sentence(self) -> str:
        return _sentence(self.text)


class Frame(Strict):
    """One punishment and its bounds as the text writes them: ``phạt tù`` from ``6 tháng`` to ``3 năm``. None: open on that side."""

    kind: str = _Text
    lowest: str | None = None
    highest: str | None = None

    @field_validator("lowest", "highest")
    @classmethod
    def _is_amount(cls, amount: str | None) -> str | None:
        if amount is not None and not _AMOUNT.fullmatch(amount):
            raise ValueError(f"mức {amount!r} phải là số và đơn vị, như '6 tháng', '3 năm' hay '50.000.000 đồng'.")
        return amount

    @model_validator(mode="after")
    def _in_order(self) -> Frame:
        if self.lowest and self.highest and _amount(self.highest) < _amount(self.lowest):
            raise ValueError(f"mức cao nhất {self.highest} thấp hơn mức thấp nhất {self.lowest}.")
        return self

    def words(self) -> str:
        """``phạt tù từ 6 tháng đến 3 năm``; ``phạt tù 20 năm`` where both bounds are one."""
        if self.lowest and self.lowest == self.highest:
            return f"{self.kind} {self.lowest}"
        return (
            self.kind + (f" từ {self.lowest}" if self.lowest else "") + (f" đến {self.highest}" if self.highest else "")
        )


class Penalty(Strict):
    """A frame of punishment: one of ``frames``, in the case ``when``, which may be any of the ``points`` of its clause.

    ``additional``: what may come on top of the main punishment (hình phạt bổ sung).
    """

    frames: tuple[Frame, ...] = Field(min_length=1)
    when: str = ""
    points: tuple[str, ...] = ()
    additional: bool = False
    evidence: str

    def sentence(self) -> str:
        *before, last = (frame.words() for frame in self.frames)
        words = f"{', '.join(before)} hoặc {last}" if before else last
        if self.additional:
            words = f"ngoài hình phạt chính còn có thể bị {words}"
        case = self.when
        if self.points:
            some = (
                f"thuộc một trong các điểm {', '.join(self.points)}"
                if len(self.points) > 1
                else f"thuộc điểm {self.points[0]}"
            )
            case = f"{case} {some}".strip()
        return _sentence(f"{case}: {words}" if case else words)


class Target(Strict):
    """A figure a plan sets: ``goal`` reaches ``bound`` ``figure`` ``unit`` by ``deadline``; ``who`` answers for it ("" if unsaid)."""

    goal: str = _Text
    bound: Bound
    figure: float = Field(ge=0)
    unit: str = _Text
    deadline: str = ""
    who: str = ""
    evidence: str

    def sentence(self) -> str:
        """``Chỉ tiêu: giải quyết tin báo đạt trên 96 % (hạn: năm 2024; bên chịu trách nhiệm: Công an tỉnh).``"""
        unit = f" {self.unit}" if self.unit != "%" else "%"
        words = f"chỉ tiêu: {self.goal} {self.bound} {self.figure:g}{unit}"
        more = [f"hạn: {self.deadline}"] if self.deadline else []
        if self.who:
            more.append(f"bên chịu trách nhiệm: {self.who}")
        return _sentence(f"{words} ({'; '.join(more)})" if more else words)


class Task(Strict):
    """What a plan gives someone to do: who leads, who joins, when it is due and when to report ("" where the plan is silent)."""

    lead: str = _Text
    act: str = _Text
    join: tuple[str, ...] = ()
    deadline: str = ""
    report: str = ""
    evidence: str

    def sentence(self) -> str:
        words = f"{self.lead} chủ trì {self.act}" if self.join else f"{self.lead} có nhiệm vụ {self.act}"
        if self.join:
            words += f"; phối hợp: {', '.join(self.join)}"
        if self.deadline:
            words += f"; thời gian: {self.deadline}"
        if self.report:
            words += f"; báo cáo: {self.report}"
        return _sentence(words)


Entry = Duty | Definition | Statement | Penalty | Target | Task


class ArticleNote(Strict):
    """The note on one article (or plan item). Evidence is written below the document number and stands inside ``provision``.

    ``partial``: only the clauses that concern the field are noted, as in a law that amends a hundred articles.
    """

    provision: str
    heading: str = _Text
    gist: str = _Text
    partial: bool = False
    statements: tuple[Statement, ...] = ()
    definitions: tuple[Definition, ...] = ()
    duties: tuple[Duty, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        """All that rests on a place of its own, kind by kind."""
        return tuple(entry for kind in _KINDS for entry in getattr(self, kind))


class Notes(Strict):
    """The notes on one document. ``merged``: documents whose amendments the words that the notes follow already contain."""

    document: str
    merged: tuple[str, ...] = ()
    articles: tuple[ArticleNote, ...]

    _document = field_validator("document")(check_number)
    _merged = field_validator("merged")(lambda numbers: tuple(check_number(n) for n in numbers))

    @model_validator(mode="after")
    def _places_parse(self) -> Notes:
        if not self.articles:
            raise PlaceError(("articles",), "chưa có ghi chú nào; thêm ít nhất một điều hoặc bỏ tệp.")
        seen: set[str] = set()
        for i, article in enumerate(self.articles):
            place: Location = ("articles", i, "provision")
            unit = check_place(self.document, article.provision, place)
            if article.provision in seen:
                raise PlaceError(place, f"{article.provision!r} đã có ghi chú ở trên; gộp làm một.")
            seen.add(article.provision)
            for name in _KINDS:
                for j, entry in enumerate(getattr(article, name)):
                    place = ("articles", i, name, j, "evidence")
                    if not unit.contains(check_place(self.document, entry.evidence, place)):
                        raise PlaceError(place, f"{entry.evidence!r} không nằm trong {article.provision!r}.")
        return self

    def id_of(self, evidence: str) -> ProvisionId:
        """The id of a place written below this document's number."""
        return check_place(self.document, evidence)

    def provisions(self) -> list[Provision]:
        """One ``Provision`` per article note: heading line, gist, then a line per clause or point with its sentences."""
        return [self._render(article) for article in self.articles]

    def _render(self, article: ArticleNote) -> Provision:
        unit = self.id_of(article.provision)
        sentences: dict[ProvisionPath, list[str]] = {}
        for entry in article.entries():
            path = self.id_of(entry.evidence).path[len(unit.path) :]
            for length in range(len(path) + 1):  # a clause exists wherever one of its points does
                sentences.setdefault(path[:length], [])
            sentences[path].append(entry.sentence())
        text = f"{unit.pinpoint()}. {article.heading}\n{' '.join([article.gist, *sentences.pop((), [])])}\n"
        spans: dict[ProvisionPath, tuple[int, int]] = {}
        for path in sorted(sentences, key=_reading_order):
            if sentences[path]:
                start = len(text)
                text += f"{_label(path)}: {' '.join(sentences[path])}"
                for length in range(1, len(path) + 1):
                    spans[path[:length]] = (spans.get(path[:length], (start, 0))[0], len(text))
                text += "\n"
        portions = tuple(Portion(path, *spans[path]) for path in sorted(spans, key=_reading_order))
        return Provision(id=unit, text=text, heading=article.heading, portions=portions)


def _amount(words: str) -> float:
    """An amount to compare with another of its kind: time in days, money and times as they are."""
    found = _AMOUNT.fullmatch(words)
    assert found is not None  # checked when the frame was read
    return int(found[1].replace(".", "")) * _DAYS.get(found[2], 1)


def _sentence(words: str) -> str:
    words = f"{words[:1].upper()}{words[1:]}"
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _label(path: ProvisionPath) -> str:
    words = " ".join(str(step) for step in reversed(path))
    return f"{words[:1].upper()}{words[1:]}"


def _reading_order(path: ProvisionPath) -> list[tuple[int, int, str]]:
    """Sort key: clauses by number, points by the alphabet of official texts (đ after d), a clause before its points."""
    key: list[tuple[int, int, str]] = []
    for step in path:
        digits = re.match(r"\d+", step.label)
        if digits:
            key.append((0, int(digits[0]), step.label))
        else:
            # plan items are lettered like points; (1) and I sort as they are written
            letter = POINT_LETTERS.find(step.label[:1]) if step.level in {Level.POINT, Level.ITEM} else 0
            key.append((1, letter, step.label))
    return key


def load_notes(folder: Path = FOLDER) -> tuple[list[Notes], list[str]]:
    """All notes of a folder and its problems in Vietnamese (file, place in the file, what is wrong).

    Notes on a document that an earlier file already has are left out and reported.
    """
    return read_folder(folder, Notes, "document")
