"""What is known of a line beside its words: its item of a checklist, what its sources name, what else says on its point."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from assist.conflicts.amounts import read_amounts
from assist.conflicts.bodies_named import bodies_in, related
from assist.conflicts.model import Amount
from assist.conflicts.words import likeness, lower, words_in
from assist.training.model import Line, Source
from corpus.catalogue import load_catalogue
from corpus.checklists import Checklist, Item, Point, load_checklists
from corpus.circumstances import Condition
from corpus.citation_writer import place
from corpus.documents import Document, Status
from corpus.numbers import kind_of_number
from corpus.provisions import ProvisionId

#: Two acts so much alike are one act under two conditions.
_ALIKE = 0.5
_LONGEST_TITLE = 60  # characters; a longer title hides the question
_AMENDS = re.compile(r"(?:Luật )?[Ss]ửa đổi")
#: A sentence that begins with a name keeps its capital after a colon.
_NAME = re.compile(r"(?:Công an|Cơ quan|Tòa án|Viện|Bộ |Luật|Điều tra|Kiểm sát|Thông tư|Mẫu|[A-ZĐ]{2})")
#: What a lesson says of a text, not the text of itself.
_REMARK = re.compile(
    r"\b(?:văn bản|kế hoạch|luật|bộ luật|thông tư|nghị định|nghị quyết|khoản|điểm|điều|đoạn|mục)(?: \S+){0,6}? (?:không|chưa) "
    r"(?:nói|nêu|ghi|quy định|định|kể)\b|đã hết kỳ|ngày học|^câu chứa\b|không chắc được",
    re.IGNORECASE,
)
#: A sentence with a subject of its own; before another name it would say that this one does it all.
_SUBJECT = re.compile(
    r"(?:Cơ quan|Công an|Nạn nhân|Người|Bị hại|Trẻ em|Em|Ai|Mọi|Mỗi|Chỉ tiêu|Với (?:người|nạn nhân|trẻ))\b",
    re.IGNORECASE,
)
#: Words for whoever carries out proceedings: where a provision uses them, more than one body may be meant.
_ANYBODY = re.compile(
    r"tiến hành tố tụng|người có thẩm quyền|cơ quan có thẩm quyền|cơ quan, tổ chức|người lấy lời khai|người hỏi cung"
)
_ENDED = frozenset({Status.EXPIRED, Status.NOT_YET})
_TITLED = ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp")
#: A line that stands in the table of limits or among the dos and don'ts too has its key with one of these before it.
_PREFIX = re.compile(r"^(?:han|nen)\.")


@dataclass(frozen=True)
class Known:
    """A line with what bears on its questions. Its key is the line's own, without the prefix of a section.

    ``item``, ``procedure``: of the checklists, None for a line of another origin. ``beside``: lines and items that speak of the same
    act or rest on the same provision, as texts. ``forbidden``: figures that no wrong option may equal. ``named``: bodies that no
    wrong option may be: of the words, the quotes and of what stands beside. ``disputed``: points on which provisions differ.
    ``anybody``: the words mean whoever carries out proceedings. ``rivals``: items by which the same act has another figure in
    another case.
    """

    line: Line
    ids: tuple[ProvisionId, ...]
    item: Item | None
    procedure: Checklist | None
    quotes: str
    forbidden: tuple[Amount, ...]
    named: frozenset[str]
    disputed: frozenset[Point]
    anybody: bool = False
    rivals: tuple[Item, ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Those of the procedure and of the item; none where the line is of another origin."""
        return tuple(part.when for part in (self.procedure, self.item) if part is not None)

    def cite(self, *, short: bool = False) -> str:
        """The first source as a stem names it: "khoản 1 Điều 5 Thông tư 43/2021"; ``short``: the document alone."""
        pid = self.ids[0]
        name = document_name(pid.document)
        return name if short or not pid.path else f"{place(pid.path)} {name}"


def read_lines(lines: Iterable[Line], checklists: Sequence[Checklist] | None = None) -> list[Known]:
    """What is known of each line that can be asked about, in the order of their keys, whatever order they come in.

    Left out: a line none of whose sources applies on the day, and one that no text at hand states (``Demand.unverified``), one that
    only remarks on the text.
    ``checklists``: None for those that ship.
    """
    given = shipped() if checklists is None else tuple(checklists)
    index = {f"{c.code}.{i.code}": (c, i) for c in given for i in c.items}
    every = [(line, _ids(line.sources)) for line in _each_once(lines)]
    found = []
    for line, ids in every:
        sources = [s for s in line.sources if s.status not in _ENDED]
        procedure, item = index.get(line.key, (None, None))
        if not sources or not ids or (item and item.unverified) or not without_remarks(line.text):
            continue
        act = item.act if item else line.act
        # an item that rests on the provision, or says the same of another case, may make another figure or body right
        rivals: list[Item] = []
        texts = [t for other, theirs in every if _near(act, ids, other.act, theirs) for t in _texts_of_line(other)]
        for _, another in index.values():
            theirs = tuple(pid for demand in another.demands() for pid in demand.provisions())
            if _near(act, ids, another.act, theirs):
                texts += _texts_of_item(another)
                if item is not None and another is not item and _rival(item, another):
                    rivals.append(another)
        quotes = "\n".join(s.quote for s in sources if s.quote)
        beside = "\n".join(dict.fromkeys(texts))
        every_word = lower("\n".join((line.text, line.act, line.limit, line.who, quotes, beside)))
        amounts = read_amounts(every_word)
        found.append(
            Known(
                line,
                ids,
                item,
                procedure,
                quotes,
                (*amounts.limits, *amounts.ages, *amounts.counts, *amounts.penalties),
                frozenset(name for name, _ in bodies_in(every_word)),
                frozenset(other.point for other in item.differs) if item else frozenset(),
                bool(_ANYBODY.search(every_word)),
                tuple(rivals),
            )
        )
    return found


def _each_once(lines: Iterable[Line]) -> list[Line]:
    """The lines by their own keys; of one that stands in several sections that of the rules, which comes without a prefix."""
    found: dict[str, Line] = {}
    for line in sorted(lines, key=lambda line: (bool(_PREFIX.match(line.key)), line.key)):
        key = _PREFIX.sub("", line.key)
        found.setdefault(key, line.model_copy(update={"key": key}))
    return [found[key] for key in sorted(found)]


def _near(act: str, ids: Sequence[ProvisionId], other: str, theirs: Sequence[ProvisionId]) -> bool:
    if any(a.contains(b) or b.contains(a) for a in ids for b in theirs if a.path and b.path):
        return True
    return bool(act and other) and likeness(words_in(act), words_in(other)) >= _ALIKE


def _rival(item: Item, other: Item) -> bool:
    """Whether the same body has the same act with another limit, in a case that the other item tells."""
    bounds = [each.limit or each.ceiling for each in (item, other)]
    return None not in bounds and bounds[0] != bounds[1] and item.who.split(",")[0] == other.who.split(",")[0]


def _texts_of_line(line: Line) -> tuple[str, ...]:
    return line.text, line.who, line.limit


def _texts_of_item(item: Item) -> list[str]:
    texts = [item.who]
    for demand in item.demands():
        texts.append(demand.says)
        texts += [part.words() for part in (demand.limit, demand.ceiling) if part is not None]
    return texts


def _ids(sources: Iterable[Source]) -> tuple[ProvisionId, ...]:
    found = []
    for source in sources:
        if source.status in _ENDED:
            continue
        try:
            found.append(ProvisionId.parse(source.id))
        except ValueError:  # a source of another kind, such as a file; nothing can be asked of it
            continue
    return tuple(found)


@cache
def shipped() -> tuple[Checklist, ...]:
    """The checklists that ship; one that cannot be read is left out."""
    return tuple(load_checklists()[0])


@cache
def _catalogue() -> dict[str, Document]:
    return {document.number: document for document in load_catalogue()[0]}


@cache
def document_name(number: str) -> str:
    """A document as people call it: "Bộ luật Tố tụng hình sự", "Thông tư 43/2021", "Kế hoạch 111/KH-CAT-CSHS".

    The whole number stands with the item's sources; in a stem a number of seventy characters hides the question.
    """
    document = _catalogue().get(number)
    title = document.title.strip() if document else ""
    kind = (document.kind if document else "") or kind_of_number(number) or "Văn bản"
    if kind in _TITLED and title and len(title) < _LONGEST_TITLE and not _AMENDS.match(title):
        name = title if title.startswith(kind) else f"{kind} {title}"
        year = re.search(r"/(\d{4})/", number)
        return f"{name} năm {year[1]}" if year and kind == "Luật" else name
    dated = re.match(r"\d+/\d{4}", number)
    return f"{kind} {dated[0] if dated else number}"


def said(known: Known) -> str:
    """The line's sentence with who acts before it where it does not say so; of a line that only has its act what the item says.

    What the lesson remarks on the text ("Kế hoạch không nói tính từ ngày nào") is no part of what the text says.
    """
    line, item = known.line, known.item
    text = without_remarks(line.text.strip()) or line.text.strip()
    if item is not None and not line.edited and lower(text).rstrip(".") == lower(item.act).rstrip("."):
        text = without_remarks(item.says) or item.says
    if not line.who or not line.act or _in_words(line.who, text) or _SUBJECT.match(text):
        return text
    return f"{line.who}: {text if _NAME.match(text) else text[:1].lower() + text[1:]}"


def without_remarks(text: str) -> str:
    """The sentences of a text that tell what it says, without those on what it leaves unsaid or on how it stands today."""
    sentences = re.split(r"(?<=\.) (?=[A-ZĐ])", text)
    kept = [each for each in sentences if not _REMARK.search(each)]
    return " ".join(kept)


def _in_words(who: str, text: str) -> bool:
    """Whether a text names who acts, of several the first, with "các" or without."""
    first = lower(who.split(",", maxsplit=1)[0])
    return first in lower(text) or first.replace(" các ", " ") in lower(text)


def akin(name: str, other: str) -> bool:
    """Whether two names of bodies are of one body, or one is of the other's: its post, its unit, a closer name of it."""
    return name == other or related(name, other)
