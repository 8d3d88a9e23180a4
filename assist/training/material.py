"""What a lesson on a topic can be made of: items of checklists and entries of notes that are near the topic, and how near."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assist.training.topics import Topic
from assist.training.words import alike, content, covered
from corpus.checklists import Checklist, Demand, Item
from corpus.citations import cite
from corpus.notes import (
    ArticleNote,
    Definition,
    Duty,
    Entry,
    Modality,
    Notes,
    Penalty,
    Statement,
    Target,
    Task,
    load_notes,
)
from corpus.provisions import ProvisionId

#: Two lines that share so much of their words say the same thing.
SAME = 0.75
_NOT = re.compile(r"^(?:không|cấm)\b", re.IGNORECASE)
#: A ban told at the beginning of a sentence: "Không được từ chối …; nhận cho đủ …".
_BAN = re.compile(r"^(?:Không (?:được )?|Cấm )([^;.:]+)")
#: Articles that say how the state runs things, not what anybody at a case or a school does.
_ASIDE = re.compile(
    r"quản lý nhà nước|Nhà nước quản lý|[Hh]ợp tác quốc tế|[Tt]ương trợ|[Cc]hính sách của Nhà nước|Bộ \w+(?: \w+)* phải làm gì|"
    r"quy định những gì|có hiệu lực|[Pp]hạm vi|hướng dẫn hai tội|chương trình khác|[Tt]rao đổi thông tin|Sửa Điều|"
    r"[Qq]uản lý an ninh|[Nn]gành nghề|xuất nhập cảnh|"
    r"Ủy ban nhân dân các cấp phải làm gì|Cùng nước ngoài|kinh phí|tổ chức thực hiện|Kế hoạch của ai"
)
#: Articles that a lesson begins with: what a thing is, what is banned, where to report, what the victim may ask for.
_CORE = re.compile(
    r"[Tt]hế nào là|bị cấm|[Qq]uyền và nghĩa vụ|[Tt]ố giác, báo tin|[Gg]iữ bí mật|được bảo vệ|được hỗ trợ|chỉ tiêu"
)
#: Words that lean on words around them which a line does not bring along.
_LEANING = re.compile(r"dưới đây|sau đây|ở đầu khoản|ở điểm|khoản này|như ở|nêu ở|ở khoản \d")
#: How notes number the acts of an offence.
#: "(ghi chú khoản 3 và khoản 4)": of a heading of notes, for who keeps the notes.
_NOTED_PART = re.compile(r"\s*\(ghi chú [^)]*\)$")
#: Sentences of a gist that tell how the text is laid out, or name its points by number, which a listener cannot see.
_LAYOUT = re.compile(r"dưới đây|[Vv]iệc nằm ở mục|tiết \(\d\)|^Mục này còn")
_POINT_ALONE = re.compile(r"điểm [a-zđ]\b(?! khoản)")
_NUMBERED = re.compile(r"^Hành vi thứ \w+: ")
_SECRECY = "giu-bi-mat"
#: An item of another procedure speaks of the topic's if so much of that one's title stands in its name.
_NAMES = 0.7
#: Facts that few cases have; what hangs on them waits until the ordinary is taught.
RARE = frozenset(
    {
        "interpreter",
        "foreign",
        "complex",
        "emergency",
        "distressed",
        "online",
        "no_representative",
        "age_unclear",
        "diverted",
    }
)


@dataclass(frozen=True)
class Piece:
    """Something that a line can be made of. ``order``: its place in the course of a case, then in its text.

    ``close``: how near the topic it is, 0 to 1; ``weight``: how much it matters among what is equally near. ``imperative``: in the
    words of a list of dos and don'ts, "" where it is nothing to be done. ``merged``: documents whose changes its words contain.
    """

    key: str
    text: str
    provisions: tuple[ProvisionId, ...]
    order: tuple[int, ...]
    group: str
    close: float
    weight: float = 1.0
    who: str = ""
    act: str = ""
    modality: Modality | None = None
    limit: str = ""
    imperative: str = ""
    do: bool = True
    procedure: str = ""
    doubt: str = ""
    item: Item | None = None
    demand: Demand | None = None
    merged: tuple[str, ...] = ()

    def same(self, other: Piece) -> bool:
        """Whether two pieces say one thing, so that a lesson needs one of them."""
        if self.figure != other.figure:
            return False
        place = bool(set(self.provisions) & set(other.provisions))
        if self.figure:
            # one limit for several bodies is as many rules, but one figure of one clause is one limit however it is told
            told_twice = place and (self.item is None) != (other.item is None)
            return told_twice or (alike(self.who, other.who) >= SAME and self._says_as(other))
        if self.item is None and other.item is None and self.provisions[0].unit() != other.provisions[0].unit():
            return False  # two articles may use the same words of two things
        if self.item is None and other.item is None and _figures(self.text) != _figures(other.text):
            return False  # a frame of punishment beside the act it punishes
        return self._says_as(other)

    def _says_as(self, other: Piece) -> bool:
        if self.act and other.act and alike(self.act, other.act) >= SAME:
            return True
        return alike(self.text, other.text) >= SAME

    @property
    def figure(self) -> str:
        """The amount of its limit ("24 giờ"), "" without one."""
        found = re.search(r"\d+ \w+", self.limit)
        return found[0] if found else ""


@cache
def shipped_notes() -> tuple[Notes, ...]:
    """The notes that ship; a file that cannot be read is left out."""
    return tuple(load_notes()[0])


# Items of checklists -------------------------------------------------------------------------------------------------


def item_pieces(topic: Topic, checklists: Sequence[Checklist]) -> list[Piece]:
    """The items near the topic: of the procedures it names, and those that rest on what it names."""
    pieces = []
    titles = [checklist.title for checklist in checklists if checklist.code in topic.checklists]
    for checklist in checklists:
        for place, item in enumerate(checklist.items):
            close = _item_close(topic, checklist, item, titles)
            if close > 0:
                pieces.append(item_piece(checklist, item, place, close))
    return pieces


def item_piece(checklist: Checklist, item: Item, place: int, close: float = 1.0) -> Piece:
    """An item as a piece, told in its own words."""
    bound = item.limit.words() if item.limit else item.ceiling.words() if item.ceiling else ""
    ban = item.modality == "không được"
    imperative, do = item.act, not (ban and _NOT.match(item.act))
    told = _BAN.match(item.says) if ban and do else None
    if told:
        imperative, do = f"Không {told[1]}", False
    return Piece(
        key=f"{checklist.code}.{item.code}",
        text=_told(item.who, item.says, bound),
        provisions=item.provisions(),
        order=(checklist.order, place),
        group=checklist.title,
        close=close,
        weight=_item_weight(item),
        who=item.who,
        act=item.act,
        modality=item.modality,
        limit=bound,
        imperative=imperative,
        do=do,
        procedure=checklist.code,
        doubt=item.unverified,
        item=item,
        demand=item,
    )


def _told(who: str, says: str, bound: str) -> str:
    """Who, then what: most sentences of items begin with the thing to be done. A limit that the sentence only hints at is added."""
    figure = re.search(r"\d+ \w+", bound)
    if figure and not re.search(rf"\b0*{figure[0]}", says):
        says = f"{says.rstrip('.')} ({bound})."
    if covered(who, says) >= 0.75:
        return says
    # proper nouns keep their capital
    first = (
        says
        if re.match(r"(?:Công an|Cơ quan|Tòa án|Viện|Bộ |Luật|Điều tra|Kiểm sát|Mẫu|[A-ZĐ]{2})", says)
        else says[:1].lower() + says[1:]
    )
    return f"{who}: {first}"


def _item_close(topic: Topic, checklist: Checklist, item: Item, titles: Sequence[str]) -> float:
    resting = [pid for demand in item.demands() for pid in demand.provisions()]
    close = 0.0
    if checklist.code in topic.checklists:
        close = 1.0
    for named in topic.named:
        if any(named.contains(pid) or (named.path and pid.contains(named)) for pid in resting):
            close = max(close, 0.9 if named.path else 0.5)
    for near in topic.close:
        if any(near.contains(pid) or (near.path and pid.contains(near)) for pid in resting):
            close = max(close, 0.8 if near.path else 0.6)
    if topic.checklists and close < 1 and content(topic.words) and covered(topic.words, item.act) >= 0.75:
        close = max(close, 0.8)
    # what holds for an emergency only is another subject, though its name has the topic's
    rare = item.when.model_fields_set & RARE
    if not close and not rare and any(covered(title, item.act) >= _NAMES for title in titles):
        close = 0.7
    if not close and item.modality == "không được" and checklist.code == _SECRECY and topic.checklists:
        close = 0.35  # whatever is done in a case of a child, what it is about stays secret
    return close


def _item_weight(item: Item) -> float:
    """How much an item matters in a lesson: what binds, what has a figure, what holds in every case, what a record must show."""
    weight = {"phải": 1.0, "không được": 1.1, "được": 0.8, "có thể": 0.6}[item.modality]
    weight += 0.5 if item.limit or item.ceiling else 0
    weight += 0.15 if item.sign else 0
    weight += 0.2 if item.differs else 0
    narrow = item.when.model_fields_set - {"stage", "activity", "receiver"}
    weight -= 0.12 * len(narrow) + 0.35 * len(narrow & RARE)
    roles = {role.value for role in item.when.role}
    if roles and "bị hại" not in roles:
        weight -= 0.3  # the product is about children who were harmed; of doubles their item stays
    return weight


# Entries of notes ------------------------------------------------------------------------------------------------------


def note_pieces(topic: Topic, notes: Sequence[Notes], titles: dict[str, str]) -> list[Piece]:
    """What the notes say of the provisions that the topic names or that lie near it. ``titles``: of documents, by number."""
    pieces: list[Piece] = []
    wanted = [*((pid, 1.0) for pid in topic.named), *((pid, 0.8) for pid in topic.close)]
    for rank, noted in enumerate(_in_order(notes, [pid for pid, _ in wanted])):
        own = [(pid, close) for pid, close in wanted if pid.document == noted.document]
        for place, article in enumerate(noted.articles):
            pieces += _of_article(topic, noted, article, own, (100 + rank, place), titles)
    return pieces


def _in_order(notes: Sequence[Notes], wanted: Sequence[ProvisionId]) -> list[Notes]:
    order = list(dict.fromkeys(pid.document for pid in wanted))
    return sorted((n for n in notes if n.document in order), key=lambda n: order.index(n.document))


def _of_article(
    topic: Topic,
    noted: Notes,
    article: ArticleNote,
    wanted: Sequence[tuple[ProvisionId, float]],
    order: tuple[int, int],
    titles: dict[str, str],
) -> Iterable[Piece]:
    unit = noted.id_of(article.provision)
    whole = max((close for pid, close in wanted if pid.contains(unit)), default=0.0)
    narrow = [(pid, close) for pid, close in wanted if pid.path and unit.contains(pid)]
    if not whole and not narrow:
        return
    named_by_article = any(pid.path for pid, _ in wanted if pid.contains(unit))
    # a law whose very title is the topic is near it in all its articles
    titled = covered(topic.words, titles.get(noted.document, "")) >= SAME and content(topic.words)
    focus = 1.0 if named_by_article or narrow or titled else _about(topic, article.heading)
    heading = _NOTED_PART.sub("", article.heading)
    group = f"{unit.pinpoint()} {_short(noted.document, titles)}: {_lower(heading)}"
    base = Piece("", "", (unit,), order, group, whole or 0.0, merged=noted.merged)
    matter = 0.4 if _ASIDE.search(article.heading) else 1.25 if _CORE.search(article.heading) else 1.0
    slug = _slug(str(unit))
    gist = " ".join(s for s in re.split(r"(?<=[.!?])\s+", article.gist) if not _LAYOUT.search(s))
    if whole and gist and not article.partial:
        close = whole * max(focus, 0.5 * _about(topic, article.gist))
        yield replace(base, key=f"ghi-chu.{slug}", text=gist, order=(*order, 0), close=close, weight=1.3 * matter)
    for number, (entry, text, places) in enumerate(_told_entries(article), start=1):
        pids = tuple(noted.id_of(place) for place in places)
        close = max([whole, *(c for pid, c in narrow if pid.contains(pids[0]) or pids[0].contains(pid))])
        # a heading may name several things; an entry counts by its own words, if it does not share them by half its heading's
        own_focus = focus if titled or named_by_article else max(focus / 2, _about(topic, text))
        close *= own_focus if not narrow else 1.0
        if close <= 0:
            continue
        yield replace(
            base,
            key=f"ghi-chu.{slug}.{number}",
            text=text,
            provisions=pids,
            order=(*order, number),
            close=close,
            weight=_entry_weight(entry)
            * matter
            * (0.5 if _LEANING.search(text) and not isinstance(entry, Penalty) else 1.0),
            **_duty_parts(entry),
        )


def note_entries_at(notes: Sequence[Notes], place: ProvisionId) -> list[str]:
    """The sentences of notes at a place and inside it, those with a limit first, then what binds, then the rest."""
    found = []
    for noted in notes:
        if noted.document != place.document:
            continue
        for article in noted.articles:
            for entry in article.entries():
                if place.contains(noted.id_of(entry.evidence)):
                    found.append((-_entry_weight(entry), entry.sentence()))
    return [text for _, text in sorted(found, key=lambda f: f[0])]


def _duty_parts(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Task):
        return {"who": entry.lead, "act": entry.act, "imperative": _capital(entry.act)}
    if not isinstance(entry, Duty):
        return {}
    act = " ".join(filter(None, (entry.act, entry.object)))
    ban = entry.modality == "không được"
    bound = entry.limit.sentence().removeprefix("trong vòng ") if entry.limit else ""
    condition = f" {entry.condition}" if entry.condition else ""
    return {
        "who": entry.who,
        "act": act,
        "modality": entry.modality,
        "limit": bound,
        "imperative": _capital(f"không {act}{condition}" if ban else f"{act}{condition}"),
        "do": not ban,
    }


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _told_entries(article: ArticleNote) -> Iterable[tuple[Entry, str, tuple[str, ...]]]:
    """Entries with their words and places. Circumstances of a frame of punishment are told with the frame, not each by itself."""
    taken: set[int] = set()
    for penalty in article.penalties:
        cases = []
        for point in penalty.points:
            for statement in article.statements:
                if statement.evidence == f"{penalty.evidence} điểm {point}":
                    cases.append(statement)
                    taken.add(id(statement))
        text = penalty.sentence()
        if cases and len(cases) == len(penalty.points):
            words = [_lower(_NUMBERED.sub("", c.text)).rstrip(".") for c in cases]
            if any(_POINT_ALONE.search(each) for each in words):  # one names another by its letter
                words = [f"{point}) {each}" for point, each in zip(penalty.points, words, strict=True)]
            told = "; ".join(words)
            text = f"{article.heading}, {_clause(penalty.evidence)}: {_frame(penalty)}: {told}."
        yield penalty, text, (penalty.evidence,)
    for entry in article.entries():
        if isinstance(entry, Penalty) or id(entry) in taken:
            continue
        yield entry, entry.sentence(), (entry.evidence,)


def _frame(penalty: Penalty) -> str:
    """The frame first, then that any of the circumstances brings it: "phạt tù từ 8 năm đến 15 năm khi …"."""
    bare = _lower(penalty.model_copy(update={"points": (), "when": ""}).sentence().rstrip("."))
    return f"{bare} khi thuộc một trong các trường hợp" if len(penalty.points) > 1 else f"{bare} khi"


def _clause(evidence: str) -> str:
    """``khoản 2``, of ``điều 150 khoản 2``."""
    return evidence[evidence.find("khoản") :] if "khoản" in evidence else evidence


def _entry_weight(entry: Entry) -> float:
    weights: dict[type, float] = {Target: 1.2, Penalty: 1.2, Duty: 1.0, Definition: 1.0, Task: 0.8, Statement: 0.8}
    weight = weights[type(entry)]
    if isinstance(entry, Duty):
        weight += 0.5 if entry.limit else 0
        weight += {"phải": 0.1, "không được": 0.2, "được": 0, "có thể": -0.3}[entry.modality]
    return weight


def _about(topic: Topic, text: str) -> float:
    """How much of what the topic says, besides the names of documents, a text speaks of; 1 where it says nothing besides."""
    return covered(topic.words, text) if content(topic.words) else 1.0


def _short(number: str, titles: dict[str, str]) -> str:
    return cite(ProvisionId(number), titles.get(number) or None)


def _slug(text: str) -> str:
    from corpus.numbers import fold

    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def _lower(words: str) -> str:
    keep = re.match(
        r"(?:Bộ luật|Luật|Công an|Tòa án|Viện|Việt Nam|Hội |Mặt trận|Đoàn|Ủy ban|Bộ |Nhà nước|[A-ZĐ]{2})", words
    )
    return words if keep else words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
