"""What changed lately for the provisions of a lesson: laws that began, places that were amended, texts that ended. Newest first.

A group holds the day and which document changed which; its lines tell what changed, so that they need not all begin alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assist.training.amendments import Amendments
from assist.training.grounds import Grounds
from assist.training.material import SAME
from assist.training.model import Line
from assist.training.words import content, covered
from corpus.citations import cite
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
_BARE = 3
#: A sentence that begins with a name keeps its capital after a colon.
_NAMED = re.compile(
    r"Bộ (?=[A-ZĐ])|Bộ đội|Luật|Công an|Cơ quan (?:đại diện|điều tra)|Tòa án|Viện |Ủy ban|Hội |Hội đồng|Chính phủ|Quốc hội|Điều |"
    r"Cảnh sát|Đồn |Việt Nam|(?:Phó )?Thủ trưởng|Trưởng|Phó Trưởng|Kiểm sát|[A-ZĐ]{2}|“"
)
_ENDS = (RelationKind.REPLACES.value, RelationKind.REPEALS.value)


@dataclass(frozen=True)
class _Change:
    """``weight``: of the news among those of a day and document: 0 what began or what it says now, 1 what was taken out, 2 words only,
    3 that something changed and not what.
    """

    on: date
    rank: int
    line: Line
    weight: int = 0
    by: str = ""  # the document that changed it
    portions: frozenset[ProvisionId] = frozenset()

    @property
    def bare(self) -> bool:
        return self.weight == _BARE


class Changes:
    """Finds what changed between two days."""

    def __init__(self, grounds: Grounds, notes: Sequence[Notes]) -> None:
        self.grounds = grounds
        self.library = grounds.library
        self.amendments = Amendments(notes)

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
        # a law's clause that the library could not part from its neighbour seems to change what the neighbour changes; and that a law
        # changed something teaches nothing beside what it changed
        kept = [c for c in once.values() if not (c.bare and any(_tells(other, c) for other in told))]
        return [c.line for c in sorted(kept, key=lambda c: (-c.on.toordinal(), c.rank, c.weight))]

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
        yield from self._change(f"hieu-luc.{number}", f"{text}.", list(dict.fromkeys(places)), day, on, rank=rank)

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
            yield from self._of_place(acting, list(dict.fromkeys(portions)), wording == _AMENDED, day, on, rank)

    def _of_place(
        self, acting: ProvisionId, portions: list[ProvisionId], amended: bool, day: date, on: date, rank: int
    ) -> Iterable[_Change]:
        """What one place did to others of one document: a line, or two where it rewrote much."""
        which = self._which(portions, with_heading=not amended)
        done = f"{which} được sửa đổi" if amended else f"{which} bị bãi bỏ"
        title = self._name(portions[0].document)
        group = f"Từ {day:%d/%m/%Y}, {self._name(acting.document)} sửa {title}"
        key = f"sua-doi.{acting}.{'.'.join(str(p.pinpoint()) for p in portions)}"
        old, new = self.amendments.exchanged(acting, portions)
        if old:
            says = [f"“{old}” được thay bằng “{new}”." if new else f"bỏ cụm từ “{old.strip(' ,')}”."]
        else:
            told = self.amendments.told(acting, portions, day, self._ended_by(acting, portions[0].document))
            says = [w for s in told if covered(s, done) < SAME and (w := _without_places(s, portions, title))]
        weight = 1 if not amended else _BARE if not says else 2 if old else 0
        for number, sentence in enumerate(says or [""], start=1):
            opening = done if number == 1 else f"Cũng ở {_inner(which)}"
            text = f"{opening}: {_inner(sentence)}" if sentence else f"{done}."
            numbered = f"{key}.{number}" if number > 1 else key
            yield from self._change(
                numbered,
                text,
                [acting],
                day,
                on,
                rank=rank,
                group=group,
                weight=weight,
                by=acting.document,
                portions=frozenset(portions),
            )

    def _ended_by(self, acting: ProvisionId, number: str) -> list[ProvisionId]:
        """What of a document the one that amends it repealed."""
        return [
            ProvisionId.parse(link.portion)
            for link in self.library.relations(number)
            if link.wording in _REPEALED and not link.outgoing and link.other == acting.document and link.portion
        ]

    def _which(self, portions: Sequence[ProvisionId], with_heading: bool) -> str:
        """``Điều 27, Điều 28``; with what an article is called where it is gone and nothing else tells what it was."""
        places = []
        for portion in portions:
            heading = self.amendments.heading(portion) if with_heading else ""
            places.append(f"{portion.pinpoint()} ({heading})" if heading else portion.pinpoint())
        told = ", ".join(places)
        return told[:1].upper() + told[1:]

    def _name(self, number: str) -> str:
        """A law by its title, another document by its number."""
        document = self.library.document(number)
        title = document.title if document else ""
        own = re.match(r"(?:Bộ luật|Luật) ", title) and "sửa đổi" not in title.lower()
        return title if own else cite(ProvisionId(number), title or None)

    def _change(
        self,
        key: str,
        text: str,
        places: Sequence[ProvisionId],
        day: date,
        on: date,
        *,
        rank: int,
        group: str = "",
        weight: int = 0,
        by: str = "",
        portions: frozenset[ProvisionId] = frozenset(),
    ) -> Iterable[_Change]:
        ground = self.grounds.read(places, on)
        if ground.applies:
            line = Line(
                key=f"diem-moi.{key}",
                text=text,
                sources=ground.sources,
                group=group or f"Từ {day:%d/%m/%Y}",
                doubt=ground.doubt,
            )
            yield _Change(day, rank, line, weight, by, portions)


def _tells(told: _Change, bare: _Change) -> bool:
    """Whether a change that says what changed is of the same law and day as one that does not."""
    return bool(bare.portions) and told.on == bare.on and told.by == bare.by


def _without_places(sentence: str, portions: Sequence[ProvisionId], title: str) -> str:
    """A sentence of notes without the amended place, which the line begins with: "(khoản 4 Điều 46 Luật … sau khi sửa)".

    "" where it says no more than that the place was amended.
    """
    for place in portions:
        named = rf"{re.escape(place.pinpoint())}\b(?: mới)?(?: (?:của )?{re.escape(title)})?(?: sau khi sửa)?"
        sentence = re.sub(rf" ?\({named}\)|(?: (?:theo|ở)|^Ở) {named}|^{named}:?", "", sentence, flags=re.IGNORECASE)
    sentence = sentence.strip(" ,")
    return sentence[:1].upper() + sentence[1:] if content(sentence) else ""


def _inner(sentence: str) -> str:
    """A sentence after a colon: its first word keeps its capital where it is a name."""
    name = _NAMED.match(sentence)
    return sentence if name else sentence[:1].lower() + sentence[1:]


def _place(text: str) -> ProvisionId | None:
    try:
        pid = ProvisionId.parse(text)
    except ValueError:
        return None
    return pid if pid.path else None


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))
