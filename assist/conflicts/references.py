"""Citations that lead nowhere on a day: to what ended, was repealed, has not begun, is not there, or stood in an earlier edition.

Each citation is judged by the words of the document cited and by the final articles that end it. Where the two cannot tell, nothing is
said: a reviewer who opens ten false alarms stops opening them. Mentions that are history by nature (what a text replaces, what was
granted under an older one, what an amendment is called) are not faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assist.conflicts.model import Clause, Difference, DifferenceType, Severity, Span
from assist.conflicts.shelf import Shelf
from corpus.citations import Citation, cite, cite_source, find_citations
from corpus.documents import Status
from corpus.provisions import POINT_LETTERS, VERBATIM, Level, ProvisionId


class Fault(StrEnum):
    """What is wrong with a citation."""

    ENDED = "văn bản đã hết hiệu lực"
    REPEALED = "điều khoản đã bị bãi bỏ"
    NOT_YET = "chưa có hiệu lực"
    MISSING = "không có điều, khoản, điểm này"
    EDITION = "số điều của bản luật trước"


@dataclass(frozen=True)
class Broken:
    """One citation with its fault. ``targets``: the places cited that share it; ``because``: what shows it, "" if nothing does."""

    fault: Fault
    citation: Citation
    targets: tuple[ProvisionId, ...]
    difference: Difference
    because: str = ""


@dataclass(frozen=True)
class Read:
    """What one clause cites: citations, targets told apart, and the faults found."""

    citations: int
    targets: int
    resolved: int  # citations whose document and place are known
    broken: tuple[Broken, ...]


#: Headings of articles whose references are about the past by nature.
_PAST_HEADING = re.compile(
    r"hiệu lực|chuyển tiếp|điều khoản thi hành|bãi bỏ|thay thế|hết hiệu lực|áp dụng pháp luật", re.IGNORECASE
)
#: Words of a sentence that speaks of what was done under an older text, or ends it.
_PAST = re.compile(
    r"thay\s+thế\s+(?:cho\s+)?(?:các\s+)?(?:bộ luật|luật|pháp lệnh|nghị định|nghị quyết|quyết định|thông tư|chỉ thị"
    r"|điều|khoản|điểm|mục|mẫu|biểu)"
    r"|bãi bỏ|h[ủu][ỷy] bỏ|hết hiệu lực|chấm dứt hiệu lực|trước đây|không còn phù hợp|trái với"
    r"|tiếp tục (?:được )?(?:thực hiện|áp dụng|sử dụng|có giá trị|có hiệu lực|hoạt động|hưởng|giải quyết|giữ)"
    r"|vẫn (?:được )?(?:áp dụng|thực hiện|hưởng|có giá trị)"
    r"|trước (?:thời điểm |khi |ngày )|từ ngày \d[^.;\n]{0,40}đến (?:hết |trước )?ngày \d"
    r"|đã (?:được |bị )?(?:cấp|phê duyệt|ký|công nhận|giải quyết|nộp|hưởng|xếp|bổ nhiệm|thành lập|thực hiện|ban hành"
    r"|đào tạo|phong|tặng|khen"
    r"|áp dụng|quyết định|đăng ký|giao|trợ cấp|chi trả|xác nhận|tuyển dụng|ký kết|hoàn thành|tính|đóng|nghỉ"
    r"|thẩm định|chứng nhận|quy định)\b",
    re.IGNORECASE,
)
#: Right before a citation: it tells by what an amended text was amended, or from what a text is taken.
_AMENDED_BY = re.compile(
    r"(?:sửa đổi|bổ sung|thay thế|đính chính|bãi bỏ|hợp nhất)[^.;\n]{0,80}(?:theo|bởi|tại|bằng|của|tên|số)\s*"
    r"(?:các\s+)?(?:quy định\s+)?(?:tại\s+|của\s+)?$"
    r"|(?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?:,|\s|và|sửa đổi|bổ sung|một số|các|toàn bộ)*(?:nội dung\s+)?$",
    re.IGNORECASE,
)
#: Between two document names: the second only says what the first is about ("Thông tư số … hướng dẫn thi hành Nghị định số …").
_ABOUT = re.compile(
    r"(?:hướng dẫn|quy định chi tiết|thi hành|sửa đổi|bổ sung|thực hiện|triển khai|ban hành|kèm theo|hợp nhất|về việc|căn cứ)[^;\n]*$",
    re.IGNORECASE,
)
#: After a citation: what replaces it is meant as well.
_OR_SUCCESSOR = re.compile(
    r"[^.;\n]{0,260}?(?:hoặc|và|hay|và/hoặc)[^.;\n]{0,60}?(?:văn bản|nghị định|thông tư|luật|quyết định|quy định)"
    r"[^.;\n]{0,60}?(?:thay thế|cập nhật)"
    r"|\s*\(?\s*kể từ (?:ngày|khi)[^.;\n]{0,120}(?:áp dụng|thực hiện)",
    re.IGNORECASE,
)
#: The line under the name of a form, which says with which text it came.
_FORM_LABEL = re.compile(r"\n[\s*(]*ban hành kèm theo\s+$", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
_SENTENCE_END = re.compile(r"[;\n]|\.(?=\s)")
_OWN = re.compile(r"\bnày\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+\s*/|\d+\s*-\s*[A-ZĐ]|số\s+\d")
_YEAR = re.compile(r"(?:19|20)\d{2}")
#: "(sau đây gọi tắt là Thông tư số 01)": the same citation once more.
_SHORT_NAME = re.compile(r"(?:viết|gọi)\s+(?:tắt\s+|chung\s+)?là:?\s*[“\"]?$", re.IGNORECASE)


def read_references(clause: Clause, on: date, shelf: Shelf) -> Read:
    """A clause's citations, how many could be told, and which are at fault on a day."""
    citations = find_citations(clause.text, names=shelf.names, context=clause.id, on=on)
    quotes = [m.span() for m in _QUOTED.finditer(clause.text)] if "“" in clause.text or '"' in clause.text else []
    entry = shelf.names.entry(clause.id.document)
    past = bool(_PAST_HEADING.search(clause.heading)) or (entry is not None and entry.amending)
    broken: list[Broken] = []
    for i, citation in enumerate(citations):
        if not citation.targets or any(a < citation.start < b for a, b in quotes):
            continue
        own = citation.targets[0].document == clause.id.document
        if own and _adds_to_itself(clause.text, citation):
            continue
        if past and not own:
            continue
        before = citations[i - 1] if i else None
        if not own and _is_history(clause.text, citation, before):
            continue
        broken += _Judge(clause, citation, on, shelf).faults()
    return Read(
        len(citations),
        sum(len(c.targets) for c in citations),
        sum(bool(c.targets) for c in citations),
        tuple(broken),
    )


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the sentence before and after a span."""
    first = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start)), default=0)
    last = _SENTENCE_END.search(text, end)
    return text[first:start], text[end : last.start() if last else len(text)]


def _is_history(text: str, citation: Citation, previous: Citation | None) -> bool:
    before, after = _sentence(text, citation.start, citation.end)
    if _SHORT_NAME.search(before):
        return True
    if _PAST.search(before) or _PAST.search(after[:160]) or _AMENDED_BY.search(before):
        return True
    if _OR_SUCCESSOR.match(text, citation.end) or _FORM_LABEL.search(text, 0, citation.start):
        return True
    if previous is None or not previous.document_name or previous.end < citation.start - len(before):
        return False
    # "Thông tư số 01 hướng dẫn Nghị định số 02": the decree is part of the circular's name
    return bool(_NUMBER.search(previous.document_name) and _ABOUT.search(text[previous.end : citation.start]))


def _adds_to_itself(text: str, citation: Citation) -> bool:
    """A text that amends itself in passing ("bổ sung Điều 5a vào sau Điều 5 Thông tư này") cites no fault."""
    before, _ = _sentence(text, citation.start, citation.end)
    return bool(_AMENDED_BY.search(before))


class _Judge:
    """One citation under judgement."""

    def __init__(self, clause: Clause, citation: Citation, on: date, shelf: Shelf) -> None:
        self.clause, self.citation, self.on, self.shelf = clause, citation, on, shelf
        self.number = citation.targets[0].document
        self.own = self.number == clause.id.document

    def faults(self) -> Iterator[Broken]:
        """Those of the citation: one for each kind, over all the places it names."""
        found: dict[tuple[Fault, str], list[tuple[ProvisionId, str]]] = {}
        for target in self.citation.targets:
            told = self._fault(target)
            if told:
                fault, why, because = told
                found.setdefault((fault, because), []).append((target, why))
        for (fault, because), places in found.items():
            yield self._broken(fault, because, places)

    def _fault(self, target: ProvisionId) -> tuple[Fault, str, str] | None:
        """The fault of one place: which, why (Vietnamese), and the provision that shows it."""
        if not self.own:
            told = self._ended(target) or self._earlier_edition(target)
            if told and told[2].startswith(f"{self.clause.id.document} "):
                return None  # the text itself ended what it speaks of
            if told:
                return told
        validity = self.shelf.validity(target)
        if validity and not self.own and validity.effective and self.on < validity.effective:
            return (
                Fault.NOT_YET,
                f"có hiệu lực từ ngày {validity.effective:%d/%m/%Y}",
                validity.effective_evidence.source,
            )
        return self._missing(target)

    def _ended(self, target: ProvisionId) -> tuple[Fault, str, str] | None:
        validity = self.shelf.validity(target)
        if (
            validity
            and validity.expires
            and validity.status(self.on) is Status.EXPIRED
            and validity.expires_evidence.verified
        ):
            whole = self.shelf.standings[self.number].validity.expires == validity.expires
            source = validity.expires_evidence.source
            fault = Fault.ENDED if whole else Fault.REPEALED
            return fault, f"hết hiệu lực từ ngày {validity.expires:%d/%m/%Y} theo {cite_source(source)}", source
        ending = self.shelf.ending(target, self.on)
        if ending is None:
            return None
        fault = Fault.REPEALED if ending.target.path else Fault.ENDED
        verb = "bị thay thế" if ending.replaced else "hết hiệu lực"
        why = f"{verb} từ ngày {ending.on:%d/%m/%Y} theo {cite(ending.by)}"
        return fault, why + (", có ngoại lệ nêu ở đó" if ending.excepted else ""), str(ending.by)

    def _earlier_edition(self, target: ProvisionId) -> tuple[Fault, str, str] | None:
        """A law called by its title alone, whose edition of today was not passed when the words were written."""
        name = self.citation.document_name
        if not target.path or not name or _NUMBER.search(name) or _YEAR.search(name):
            return None
        cited = self.shelf.documents.get(self.number)
        written = self.shelf.words_of_day(self.clause.id)
        if cited is None or cited.issued is None or written is None or cited.issued <= written:
            return None
        why = (
            f"luật mang tên này đang áp dụng là {self.number}, ban hành ngày {cited.issued:%d/%m/%Y}, "
            f"sau lời văn dẫn ({written:%d/%m/%Y})"
        )
        return Fault.EDITION, why, self.number

    def _missing(self, target: ProvisionId) -> tuple[Fault, str, str] | None:
        level = self.shelf.lacks(target)
        if level is None or self._amended_as_said() or self._may_have_been_added(target):
            return None
        if self.own and not _OWN.search(self.citation.text):
            return None  # a bare article in a list is more often of a law named above it
        if level is not Level.ARTICLE and (self._stands_there(level) or self._is_lettered(target, level)):
            return None
        # "Điều 5 khoản 3 điểm a": told at the place where the way ends
        steps = next(i for i, step in enumerate(target.path) if step.level is level)
        lost = ProvisionId(target.document, target.path[: steps + 1])
        known = f"không thấy {lost.pinpoint()}"
        if level is Level.ARTICLE:
            known = f"chỉ có đến Điều {self.shelf.holdings[self.number].numbers()[-1]}"
        return Fault.MISSING, f"lời văn hiện có {known}", ""

    def _stands_there(self, level: Level) -> bool:
        """ "điểm này", "khoản này": the place the words stand in is there, however its number was read."""
        return bool(re.search(rf"\b{level.value}\s+này\b", self.citation.text, re.IGNORECASE))

    def _is_lettered(self, target: ProvisionId, level: Level) -> bool:
        """Whether the article's words bear the label, or one after it, where its structure was read without it: a slip of a source."""
        unit = self.shelf.library.unit(target, self.on, VERBATIM)
        if unit is None:
            return True
        if level is Level.CLAUSE:
            labels = [int(n) for n in re.findall(r"(?m)^\W*(\d{1,3})[a-zđ]?[.,)/]", unit.provision.text)]
            return any(n >= int(target.clause or 0) for n in labels)
        parts = [
            p.path
            for p in unit.provision.portions
            if p.path[-1].level is Level.CLAUSE and p.path[-1].label == target.clause
        ]
        words = unit.provision.portion_text(parts[0]) if parts else unit.provision.text
        letters = re.findall(r"(?<!\w)([a-zđ])\)", (words or "").lower())
        return any(POINT_LETTERS.find(letter) >= POINT_LETTERS.index(target.point or "a") for letter in letters)

    def _amended_as_said(self) -> bool:
        """ "Điều 7 Nghị định … đã được sửa đổi, bổ sung": the place may stand in the amendment only."""
        _, after = _sentence(self.clause.text, self.citation.start, self.citation.end)
        return bool(re.search(r"sửa đổi|bổ sung", after[:200]))

    def _may_have_been_added(self, target: ProvisionId) -> bool:
        """Whether an amendment that the words at hand do not contain touches the place: it may have added it."""
        holding = self.shelf.holdings[self.number]
        row = holding.rows.get(target.article or "") or next(iter(holding.rows.values()))
        unit = ProvisionId(target.document, target.path[:1])
        changes = self.shelf.library.unmerged({row: unit})[row]
        return any(change.touches(target) for change in changes)

    def _broken(self, fault: Fault, because: str, places: list[tuple[ProvisionId, str]]) -> Broken:
        words = " ".join(self.citation.text.split())
        whole = all(not pid.path for pid, _ in places)
        severity = Severity.MEDIUM if whole or fault in {Fault.NOT_YET, Fault.EDITION} else Severity.HIGH
        what = f"Dẫn “{words}”: {places[0][1]}."
        if len(places) > 1:
            what = f"Dẫn “{words}” ({', '.join(pid.pinpoint() for pid, _ in places)}): {places[0][1]}."
        moving = (
            self.shelf.holdings[self.clause.id.document].moving
            if self.clause.id.document in self.shelf.holdings
            else ""
        )
        if moving and fault is Fault.ENDED:
            severity = Severity.LOW
            what += f" {cite(ProvisionId.parse(moving))} có nói về văn bản được dẫn chiếu khi bị sửa đổi, thay thế."
        span = Span(self.citation.start, self.citation.end)
        difference = Difference(DifferenceType.REFERENCE, severity, what, left=(span,))
        return Broken(fault, self.citation, tuple(pid for pid, _ in places), difference, because)
