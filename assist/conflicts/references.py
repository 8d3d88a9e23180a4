"""Citations that lead nowhere on a day: to what ended, was repealed, has not begun, is not there, or stood in an earlier edition.

Each citation is judged by the words of the document cited and by the final articles that end it. Where the two cannot tell, nothing is
said: a reviewer who opens ten false alarms stops opening them. Mentions that are history by nature (what a text replaces, what was
granted under an older one, what an amendment is called) are not faults.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assist.conflicts.endings import Ending
from assist.conflicts.history import NUMBERED, PAST_HEADING, PUTS_INTO_FORCE, adds_to_itself, is_history, sentence
from assist.conflicts.labels import is_labelled
from assist.conflicts.model import Clause, Difference, DifferenceType, Severity, Span
from assist.conflicts.shelf import Shelf
from corpus.citations import Citation, cite, cite_source, find_citations
from corpus.documents import Status, Validity
from corpus.provisions import VERBATIM, Level, ProvisionId
from ingest.identify.dates import find_days


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


_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
_OWN = re.compile(r"\bnày\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ALIKE = 0.6  # of the pairs of words of an article's heading
#: "2. Người sử dụng lao động là …": whom a clause is about.
_DEFINED = re.compile(r"\W*\w{1,3}[.)]\s*([^.;:,\n]{3,60}?)\s+(?:là|gồm|bao gồm)\b")


def read_references(clause: Clause, on: date, shelf: Shelf) -> Read:
    """A clause's citations, how many could be told, and which are at fault on a day."""
    citations = find_citations(clause.text, names=shelf.names, context=clause.id, on=on)
    quotes = [m.span() for m in _QUOTED.finditer(clause.text)] if "“" in clause.text or '"' in clause.text else []
    entry = shelf.names.entry(clause.id.document)
    past = bool(PAST_HEADING.search(clause.heading)) or (
        entry is not None and (entry.amending or bool(PUTS_INTO_FORCE.match(entry.title)))
    )
    broken: list[Broken] = []
    for i, citation in enumerate(citations):
        if not citation.targets or any(a < citation.start < b for a, b in quotes):
            continue
        own = citation.targets[0].document == clause.id.document
        if own and adds_to_itself(clause.text, citation):
            continue
        if past and (not own or _is_spent(clause, citation, shelf)):
            continue
        before = citations[i - 1] if i else None
        if not own and is_history(clause.text, citation, before):
            continue
        broken += _Judge(clause, citation, on, shelf).faults()
    return Read(
        len(citations),
        sum(len(c.targets) for c in citations),
        sum(bool(c.targets) for c in citations),
        tuple(broken),
    )


def _is_spent(clause: Clause, citation: Citation, shelf: Shelf) -> bool:
    """Whether a final article cites a place whose words changed since: it told when the first wording begins, and is done with."""
    holding, document = shelf.holdings.get(clause.id.document), shelf.documents.get(clause.id.document)
    changed = holding.as_of.get(citation.targets[0].article or "") if holding else None
    return changed is not None and document is not None and document.issued is not None and document.issued < changed


class _Judge:
    """One citation under judgement."""

    def __init__(self, clause: Clause, citation: Citation, on: date, shelf: Shelf) -> None:
        self.clause, self.citation, self.on, self.shelf = clause, citation, on, shelf
        self.number = citation.targets[0].document
        self.own = self.number == clause.id.document

    def faults(self) -> Iterator[Broken]:
        """Those of the citation: one for each kind, over all the places it names."""
        found: dict[tuple[Fault, str], list[tuple[ProvisionId, str]]] = {}
        if not self.own and self._is_namesake():
            return
        for target in self.citation.targets:
            told = self._fault(target)
            if told:
                fault, why, because = told
                found.setdefault((fault, because), []).append((target, why))
        for (fault, because), places in found.items():
            yield self._broken(fault, because, places)

    def _is_namesake(self) -> bool:
        """Whether a number is said with a day that is not of the document at hand: a slip, or one of another year ("73-CP")."""
        after = self.clause.text[self.citation.end : self.citation.end + 40]
        days = find_days(after) if re.match(r"\s*,?\s*ngày\b", after) else []
        said = days[0].value if days else None
        year = re.search(r"/((?:19|20)\d\d)/", self.number)
        if year:
            return said is not None and said.year != int(year[1])
        held = self.shelf.documents.get(self.number)
        return (
            not re.search(r"QH\d+$", self.number)
            and held is not None
            and held.issued is not None
            and said != held.issued
        )

    def _fault(self, target: ProvisionId) -> tuple[Fault, str, str] | None:
        """The fault of one place: which, why (Vietnamese), and the provision that shows it."""
        if not self.own:
            told = self._ended(target) or self._earlier_edition(target)
            if told and (told[2].startswith(f"{self.clause.id.document} ") or self._knows(told[2])):
                return None  # the text itself ended what it speaks of, or tells the old from the new
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

    def _knows(self, because: str) -> bool:
        """Whether the clause, written after it, also names what ended the text cited: it means the old one, set beside the new."""
        ending = because.split(" ", 1)[0]
        new, own = self.shelf.documents.get(ending), self.shelf.documents.get(self.clause.id.document)
        if new is None or own is None or new.issued is None or own.issued is None or own.issued < new.issued:
            return False
        return bool(re.search(rf"(?<!\d){re.escape(ending)}(?!\w)", f"{self.clause.heading}\n{self.clause.text}"))

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
        if ending is None or self._holds(validity) or (ending.excepted and self._is_excepted(ending, target)):
            return None
        fault = Fault.REPEALED if ending.target.path else Fault.ENDED
        verb = "bị thay thế" if ending.replaced else "hết hiệu lực"
        why = f"{verb} từ ngày {ending.on:%d/%m/%Y} theo {cite(ending.by)}"
        return fault, why + (", có ngoại lệ nêu ở đó" if ending.excepted else ""), str(ending.by)

    def _is_excepted(self, ending: Ending, target: ProvisionId) -> bool:
        """Whether the words that ended the rest name the article among what they leave: "…, trừ các điều 10, 61 và 62"."""
        unit = self.shelf.library.unit(ending.by, self.on, VERBATIM)
        words = unit.provision.portion_text(ending.by.path[1:]) or unit.provision.text if unit else ""
        left = re.split(r"\btrừ\b", words, maxsplit=1)[-1]
        named = {
            label
            for found in re.finditer(r"[đĐ]iều\s+(\d+[a-zđ]?(?:(?:,|\s+và)\s+\d+[a-zđ]?)*)", left)
            for label in re.findall(r"\d+[a-zđ]?", found[1])
        }
        return target.article in named

    def _earlier_edition(self, target: ProvisionId) -> tuple[Fault, str, str] | None:
        """A law called by its title alone, whose edition of today was not passed when the words were written."""
        name = self.citation.document_name
        if not target.path or not name or NUMBERED.search(name) or _YEAR.search(name):
            return None
        cited = self.shelf.documents.get(self.number)
        written = self.shelf.words_of_day(self.clause.id)
        if cited is None or cited.issued is None or written is None or cited.issued <= written:
            return None
        if self._still_holds(name, written, target) or self._reads_alike(target):
            return None
        why = (
            f"luật mang tên này đang áp dụng là {self.number}, ban hành ngày {cited.issued:%d/%m/%Y}, "
            f"sau lời văn dẫn ({written:%d/%m/%Y})"
        )
        return Fault.EDITION, why, self.number

    def _still_holds(self, name: str, written: date, target: ProvisionId) -> bool:
        """Whether the place holds in the edition the words mean: a new law may leave some articles of the old one in force."""
        meant = self.shelf.names.resolve(name, written)
        if meant is None or meant == self.number:
            return False
        place = ProvisionId(meant, target.path)
        ending, validity = self.shelf.ending(place, self.on), self.shelf.validity(place)
        return (ending is None or ending.excepted) and self._holds(validity)

    def _reads_alike(self, target: ProvisionId) -> bool:
        """Whether the place of the edition in force is about what the sentence speaks of, so that the number still leads there."""
        unit = self.shelf.library.unit(target, self.on, VERBATIM)
        if unit is None:
            return False
        own = _pairs(self.citation.document_name)
        said = _pairs(sentence(self.clause.text, self.citation.start, self.citation.end)[0]) - own
        words = unit.provision.portion_text(target.path[1:]) if len(target.path) > 1 else None
        if words is None:
            about = _pairs(unit.provision.heading) - own
            return len(about) > 1 and len(about & said) >= _ALIKE * len(about)
        defined = _DEFINED.match(words)
        about = _pairs(defined[1]) - own if defined else set()
        return bool(about) and about <= said

    def _holds(self, validity: Validity | None) -> bool:
        """Whether a place is known to hold until a later day: it is among what a text that ended the rest left in force."""
        return validity is not None and validity.expires is not None and validity.status(self.on) is Status.IN_FORCE

    def _missing(self, target: ProvisionId) -> tuple[Fault, str, str] | None:
        level = self.shelf.lacks(target)
        if level is None or self._amended_as_said() or self._may_have_been_added(target):
            return None
        if self.own and not _OWN.search(self.citation.text):
            return None  # a bare article in a list is more often of a law named above it
        if level is not Level.ARTICLE and (self._stands_there(level) or self._is_labelled(target, level)):
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

    def _is_labelled(self, target: ProvisionId, level: Level) -> bool:
        unit = self.shelf.library.unit(target, self.on, VERBATIM)
        return unit is None or is_labelled(unit.provision, target, level)

    def _amended_as_said(self) -> bool:
        """ "Điều 7 Nghị định … đã được sửa đổi, bổ sung": the place may stand in the amendment only."""
        _, after = sentence(self.clause.text, self.citation.start, self.citation.end)
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


def _pairs(text: str) -> set[tuple[str, str]]:
    """Pairs of words that follow each other."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return set(itertools.pairwise(words))
