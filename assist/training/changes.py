"""What changed lately for the provisions of a lesson: laws that began, places that were amended, texts that ended. Newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assist.training.grounds import Grounds
from assist.training.material import SAME, note_entries_at
from assist.training.model import Line
from assist.training.words import alike
from corpus.citations import cite, cite_run
from corpus.documents import INVERSE, RelationKind
from corpus.library import Link
from corpus.notes import Notes
from corpus.provisions import ProvisionId

#: How far back "lately" goes.
MONTHS = 24
_AMENDED = INVERSE[RelationKind.AMENDS]
_REPEALED = (INVERSE[RelationKind.REPEALS], INVERSE[RelationKind.REPLACES])
#: What of an ended law goes on, by the words that end it: "trừ trường hợp quy định tại Điều 63 của Luật này".
_KEPT = re.compile(r"trừ (?:các )?trường hợp (?:được )?quy định tại (Điều \d+)")
_ENDS = (RelationKind.REPLACES.value, RelationKind.REPEALS.value)


@dataclass(frozen=True)
class _Change:
    on: date
    rank: int
    line: Line
    bare: bool = False  # says that something changed, not what
    by: str = ""  # the document that changed it
    portions: frozenset[ProvisionId] = frozenset()


class Changes:
    """Finds what changed between two days."""

    def __init__(self, grounds: Grounds, notes: Sequence[Notes]) -> None:
        self.grounds = grounds
        self.library = grounds.library
        self.notes = notes

    def find(
        self,
        provisions: Iterable[ProvisionId],
        whole: Iterable[str],
        on: date,
        since: date | None = None,
        main: Iterable[str] | None = None,
    ) -> list[Line]:
        """The changes that touch the provisions, or any part of the documents in ``whole``, newest first.

        ``main``: the documents whose own beginning is news for the lesson; None for all, those it only cites beside others too.
        """
        first = since or _months_before(on, MONTHS)
        used = list(dict.fromkeys(provisions))
        numbers = list(dict.fromkeys([*whole, *(pid.document for pid in used)]))
        entire = set(whole)
        news = None if main is None else {*main, *entire}
        found: list[_Change] = []
        for rank, number in enumerate(numbers):
            own = [pid for pid in used if pid.document == number]
            links = self.library.relations(number)
            if news is None or number in news:
                found += self._begun(number, links, first, on, rank)
            found += self._amended(number, links, own, number in entire, first, on, rank)
        once: dict[str, _Change] = {}
        for change in found:
            once.setdefault(change.line.key, change)
        told = [c for c in once.values() if not c.bare]
        # a law's clause that the library could not part from its neighbour seems to change what the neighbour changes
        kept = [c for c in once.values() if not (c.bare and any(_tells(other, c) for other in told))]
        # of one day: what began, then amendments whose content is told, then the others
        return [c.line for c in sorted(kept, key=lambda c: (-c.on.toordinal(), c.rank, c.bare))]

    def _begun(self, number: str, links: Sequence[Link], first: date, on: date, rank: int) -> Iterable[_Change]:
        document = self.library.document(number)
        if document is None or document.validity.effective is None:
            return
        day = document.validity.effective
        evidence = _place(document.validity.effective_evidence.source)
        amends = "sửa đổi" in document.title.lower()  # told by what it changes
        if not first <= day <= on or evidence is None or amends:
            return
        name = cite(ProvisionId(number), document.title or None)
        ended = [
            link
            for link in links
            if link.outgoing
            and link.wording in _ENDS
            and not link.portion
            and link.provision
            and (link.on or day) == day
        ]
        places = [evidence, *(p for link in ended if (p := _place(link.provision)))]
        text = f"Từ ngày {day:%d/%m/%Y}, {name} có hiệu lực"
        others = list(dict.fromkeys(cite(ProvisionId(link.other), link.title or None) for link in ended))
        if others:
            text += f"; {', '.join(others)} hết hiệu lực"
            kept = {m[1] for link in ended if (p := _place(link.provision)) for m in _KEPT.finditer(self._words(p, on))}
            if kept:
                text += f", trừ các trường hợp nêu ở {', '.join(sorted(kept))}"
        yield from self._change(f"hieu-luc.{number}", f"{text}.", list(dict.fromkeys(places)), day, on, rank)

    def _words(self, place: ProvisionId, on: date) -> str:
        return " ".join(source.quote for source in self.grounds.read([place], on).sources)

    def _amended(
        self,
        number: str,
        links: Sequence[Link],
        own: Sequence[ProvisionId],
        entire: bool,
        first: date,
        on: date,
        rank: int,
    ) -> Iterable[_Change]:
        document = self.library.document(number)
        title = document.title if document else ""
        by_place: dict[tuple[str, str, date], list[ProvisionId]] = {}
        for link in links:
            if (
                link.outgoing
                or link.wording not in {_AMENDED, *_REPEALED}
                or not (link.portion and link.provision and link.on)
            ):
                continue
            portion = ProvisionId.parse(link.portion)
            touches = any(portion.contains(pid) or pid.contains(portion) for pid in own)
            if first <= link.on <= on and (entire or touches):
                by_place.setdefault((link.wording, link.provision, link.on), []).append(portion)
        narrow = {place for _, place, _ in by_place}
        for (wording, place, day), portions in by_place.items():
            acting = ProvisionId.parse(place)
            if any(other != place and acting.contains(ProvisionId.parse(other)) for other in narrow):
                continue  # the point that amends tells it better than the article around it
            done = "được sửa đổi, bổ sung" if wording == _AMENDED else "bị bãi bỏ"
            which = cite_run(dict.fromkeys(portions), title or None)
            other = self.library.document(acting.document)
            text = f"Từ ngày {day:%d/%m/%Y}, {which} {done} theo {cite(acting, (other.title if other else '') or None)}"
            says = self._says(acting, portions)
            text += f". {says}" if says and alike(says, text) < SAME else "."
            key = f"sua-doi.{place}.{'.'.join(str(p.pinpoint()) for p in portions)}"
            for change in self._change(key, text, [acting], day, on, rank):
                yield replace(change, bare=not says, by=acting.document, portions=frozenset(portions))

    def _says(self, acting: ProvisionId, portions: Sequence[ProvisionId]) -> str:
        """What the notes tell of the amending place, in one sentence: of the amended article if they name it, a limit first."""
        entries = note_entries_at(self.notes, acting)
        named = [e for e in entries if any(re.search(rf"Điều {p.article}\b", e) for p in portions)]
        return next(iter(named or [e for e in entries if not re.search(r"Điều \d", e)]), "")

    def _change(
        self, key: str, text: str, places: Sequence[ProvisionId], day: date, on: date, rank: int
    ) -> Iterable[_Change]:
        ground = self.grounds.read(places, on)
        if ground.applies:
            line = Line(
                key=f"diem-moi.{key}", text=text, sources=ground.sources, group=f"Từ {day:%d/%m/%Y}", doubt=ground.doubt
            )
            yield _Change(day, rank, line)


def _tells(told: _Change, bare: _Change) -> bool:
    """Whether a change that says what changed is of the same law, day and places as one that does not."""
    return bool(bare.portions) and told.on == bare.on and told.by == bare.by and bare.portions <= told.portions


def _place(text: str) -> ProvisionId | None:
    try:
        pid = ProvisionId.parse(text)
    except ValueError:
        return None
    return pid if pid.path else None


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))
