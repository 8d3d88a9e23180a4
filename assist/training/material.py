"""What a lesson on a topic can be made of: pieces, how alike they are, and those that items of checklists give. Notes: ``noted``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.training.topics import Topic
from assist.training.words import alike, content, covered, figures
from corpus.checklists import Checklist, Demand, Item
from corpus.notes import TIMES, Modality
from corpus.provisions import ProvisionId

#: Two lines that share so much of their words say the same thing.
SAME = 0.75
_NOT = re.compile(r"^(?:không|cấm)\b", re.IGNORECASE)
#: A ban told at the beginning of a sentence: "Không được từ chối …; nhận cho đủ …".
_BAN = re.compile(r"^(?:Không (?:được )?|Cấm )([^;.:]+)")
#: A limit whose sentence says that the text names no day to count from, and what the checklist counts from instead.
_NO_START = re.compile(r"không (?:nói|nêu|ghi)(?: rõ)? (?:là )?(?:tính )?từ (?:ngày|lúc) nào")
_COUNTED_HERE = re.compile(r"; ở đây tính từ [^.;]*")
_EVERY = re.compile(r"\b(?:định kỳ|mỗi|hằng)\b", re.IGNORECASE)
#: A longer limit for special cases, and an exception, in the words of the item.
_LONGER = re.compile(r"kéo dài[^.;]*?,? (?:nhưng )?((?:tổng cộng )?không quá 0*\d+ (?:giờ|ngày|tháng|năm))")
_EXCEPT = re.compile(r", (trừ khi [^.;()]+)")
#: A sentence that says what something is, and not what its body does.
_DEFINES = re.compile(r"\b(?:được coi là|được gọi là|nghĩa là)\b")
_PLACES = re.compile(
    r"\((?=[^)]*(?:Điều|khoản|điểm))[^)]*\)|(?:của|ở|theo) (?:Luật|Bộ luật|Nghị định|Thông tư|Nghị quyết)\b[^.;:()]*"
)
_SECRECY = "giu-bi-mat"
#: A topic that is about who is accused.
_ACCUSED = re.compile(r"bị can|bị cáo|buộc tội|bị tố giác|bị bắt|tạm giữ|tạm giam|hỏi cung|phạm tội")
#: From when a sentence itself counts its limit: "trong 05 ngày từ ngày lập biên bản".
_COUNTED_FROM = r"\b0*{} (?:kể )?từ ((?:ngày|lúc|khi) (?!ấy|đó|này)[^.;,()]+)"
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
    frame: bool = False  # a main punishment of an offence: its frames are taught together

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
        if self.item is None and other.item is None and figures(_unplaced(self.text)) != figures(_unplaced(other.text)):
            return False  # a frame of punishment beside the act it punishes
        apart = not {p.unit() for p in self.provisions} & {p.unit() for p in other.provisions}
        if (self.item is None) != (other.item is None) and apart:
            # a definition of one law shares most of its words with an offence of another, and says less or more
            return alike(self.text, other.text, longer=True) >= SAME
        return self._says_as(other)

    def _says_as(self, other: Piece) -> bool:
        if self.act and other.act and alike(self.act, other.act) >= SAME:
            return True
        return alike(_unplaced(self.text), _unplaced(other.text)) >= SAME

    @property
    def figure(self) -> str:
        """The amount of its limit ("24 giờ"), "" without one."""
        found = re.search(r"\d+ \w+", self.limit)
        return found[0] if found else ""


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
    says, bound = _says(item)
    ban = item.modality == "không được"
    imperative, do = at_most(item.act, bound), not (ban and _NOT.match(item.act))
    exception = _EXCEPT.search(bound)
    if item.ceiling and exception and exception[1] not in imperative:
        imperative = f"{imperative}, {exception[1]}"
    told = _BAN.match(item.says) if ban and do else None
    if told:
        imperative, do = f"Không {told[1]}", False
    return Piece(
        key=f"{checklist.code}.{item.code}",
        text=_told(item.who, says, bound),
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


def _says(item: Item) -> tuple[str, str]:
    """The item's sentence and its limit in words, without a starting day that the text does not name.

    What the sentence adds to the limit (a longer one in special cases, an exception) goes with it, for a table shows no sentence.
    """
    says = " ".join(item.says.split())
    bound = item.limit.words() if item.limit else item.ceiling.words() if item.ceiling else ""
    if item.limit and _NO_START.search(says):
        every = "định kỳ" if _EVERY.search(says) else "không quá"
        return _COUNTED_HERE.sub(
            "", says
        ), f"{every} {item.limit.number} {item.limit.unit}; văn bản không nói tính từ ngày nào"
    if item.limit:
        own = re.search(_COUNTED_FROM.format(f"{item.limit.number} {item.limit.unit}"), says)
        if own and not covered(own[1], item.limit.event):  # another day than the event that the checklist knows
            bound = f"{bound.partition(' kể từ ')[0]} kể từ {own[1]}"
    longer = _LONGER.search(says) if item.limit else None
    if longer:
        bound += f"; kéo dài thì {longer[1].strip()}"
    exception = _EXCEPT.search(says) if item.ceiling else None
    if exception:
        bound += f", {exception[1]}"
    return says, bound


def _told(who: str, says: str, bound: str) -> str:
    """Who, then what: most sentences of items begin with the thing to be done. A limit that the sentence only hints at is added."""
    figure = re.search(r"\d+ \w+", bound)
    if figure and not re.search(rf"\b0*{figure[0]}", says):
        says = f"{says.rstrip('.')} ({bound})." if not _ceiling_told(bound, says) else says
    if covered(who, says) >= 0.75 or _DEFINES.search(says):
        return says
    # proper nouns keep their capital
    first = (
        says
        if re.match(r"(?:Công an|Cơ quan|Tòa án|Viện|Bộ |Luật|Điều tra|Kiểm sát|Mẫu|[A-ZĐ]{2})", says)
        else says[:1].lower() + says[1:]
    )
    return f"{who}: {first}"


def _ceiling_told(bound: str, says: str) -> bool:
    """Whether a sentence spells the number of a ceiling out: "quá hai lần"."""
    count = re.match(r"không quá (\d+) lần", bound)
    return bool(count and int(count[1]) <= len(TIMES) and f"{TIMES[int(count[1]) - 1]} lần" in says)


def at_most(act: str, limit: str) -> str:
    """An act with its limit told as a limit: "chuyển tin không quá 48 giờ" for "chuyển tin trong 48 giờ".

    >>> at_most("Chuyển tin trong 24 giờ", "không quá 24 giờ kể từ lúc tiếp nhận tin")
    'Chuyển tin không quá 24 giờ'
    """
    figure = re.match(r"không quá (\d+ (?:ngày làm việc|\w+))", limit)
    return re.sub(rf"\btrong (?=0*{figure[1]}\b)", "không quá ", act) if figure else act


def _unplaced(text: str) -> str:
    """A text without the places it names: one thing said with and without its article is one thing."""
    return _PLACES.sub(" ", text)


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
    # and so is what is done with the accused, where the child is who was harmed or who saw it
    roles = {role.value for role in item.when.role or checklist.when.role}
    accused = bool(roles) and not roles & {"bị hại", "người làm chứng"}
    if not close and not rare and not accused and any(covered(title, item.act) >= _NAMES for title in titles):
        close = 0.7
    if accused and close == 1 and not _ACCUSED.search(topic.words.lower()):
        close = 0.6  # the topic says nothing of the accused: what is done with the child comes first
    if not close and not accused and item.modality == "không được" and checklist.code == _SECRECY and topic.checklists:
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
