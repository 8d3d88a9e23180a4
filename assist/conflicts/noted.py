"""Differences that people noted: an item of a checklist carries what other provisions say on its point where they say otherwise.

The two demands are in our words; each rests on provisions. Where the official words of both sides are at hand they make a pair for
review, whatever words the texts use: that both speak of one thing was read, not computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from assist.conflicts.model import DifferenceType, Severity
from corpus.checklists import Beside, Checklist, Demand, Item, Other, Point, load_checklists
from corpus.citations import cite
from corpus.provisions import ProvisionId

_TYPES = {
    Point.LIMIT: DifferenceType.LIMIT,
    Point.MODALITY: DifferenceType.MODALITY,
    Point.COMPETENCE: DifferenceType.COMPETENCE,
    Point.DEFINITION: DifferenceType.DEFINITION,
    Point.CONDITION: DifferenceType.CONDITION,
}
_BESIDE = {
    Beside.AT_ODDS: "",
    Beside.SPECIAL: " Một bên có thể là quy định riêng bên cạnh quy định chung.",
    Beside.ADDS: " Một bên đòi hỏi thêm; có thể làm được cả hai.",
}

_GRAVER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


@dataclass(frozen=True)
class Noted:
    """What an item noted of two provisions: ``says`` and ``other_says`` of each, in our words."""

    place: ProvisionId
    other: ProvisionId
    type: DifferenceType
    severity: Severity
    says: str
    other_says: str
    act: str
    beside: Beside
    limit: str = ""  # of the item's demand, in words

    def words(self, *, turned: bool) -> str:
        """What differs, told from ``place``, or from ``other`` where the pair is ``turned``."""
        here, there = (self.other_says, self.says) if turned else (self.says, self.other_says)
        return (
            f"Quy định được kiểm tra: {here} Quy định là căn cứ: {there}{_BESIDE[self.beside]} "
            f"(Tóm lược của danh mục thân thiện, mục “{self.act}”.)"
        )

    def covers(self, left: ProvisionId, right: ProvisionId) -> bool:
        """Whether two provisions are this pair, or lie within it or around it."""
        return any(
            (a.contains(left) or left.contains(a)) and (b.contains(right) or right.contains(b))
            for a, b in ((self.place, self.other), (self.other, self.place))
        )


def noted_pairs(checklists: Iterable[Checklist]) -> list[Noted]:
    """The pairs of all items: of every two documents the first provision that an item and the differing demand rest on.

    Of one pair and type the gravest stays.
    """
    found: dict[tuple[frozenset[ProvisionId], DifferenceType], Noted] = {}
    for checklist in checklists:
        for item in checklist.items:
            for noted in _of_item(item):
                key = frozenset({noted.place, noted.other}), noted.type
                if key not in found or _GRAVER[noted.severity] < _GRAVER[found[key].severity]:
                    found[key] = noted
    return sorted(found.values(), key=lambda noted: _GRAVER[noted.severity])


def grouped(noted: Iterable[Noted]) -> list[list[Noted]]:
    """Pairs that put one question to a reviewer, together, in the order given.

    Either several provisions of one demand are held against the same clause, on which the same was noted ("chuyển ngay" of the Code
    against 24 hours in three circulars); or one place of an item is held against several demands that differ on the point.
    """
    groups: list[list[Noted]] = []
    of: dict[tuple[object, ...], list[Noted]] = {}
    for each in noted:
        keys = (
            (each.type, each.other_says, each.other.document, each.other.path[:2], each.limit),
            (each.type, each.says, each.place),
        )
        group = next((of[key] for key in keys if key in of), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(each)
        for key in keys:
            of.setdefault(key, group)
    return groups


def also(lead: Noted, more: Iterable[Noted]) -> str:
    """The further pairs of a group in words, each with what was noted of it where that is not the lead's; "" if there are none."""
    told = []
    for each in more:
        own = [words for words, known in ((each.says, lead.says), (each.other_says, lead.other_says)) if words != known]
        told.append(f"{cite(each.place)} với {cite(each.other)}" + (f" ({' / '.join(own)})" if own else ""))
    return f" Cùng điểm này còn: {'; '.join(told)}." if told else ""


@cache
def shipped() -> tuple[Noted, ...]:
    """The pairs of the checklists that ship; a checklist that cannot be read is left out."""
    return tuple(noted_pairs(load_checklists()[0]))


def _of_item(item: Item) -> Iterator[Noted]:
    for other in item.differs:
        if item.unverified or other.unverified:
            continue  # there is no text to set beside it
        for place in _first_of_each_document(item):
            for there in _first_of_each_document(other):
                if place != there:
                    yield Noted(
                        place,
                        there,
                        _TYPES[other.point],
                        _severity(other),
                        item.says,
                        other.says,
                        item.act,
                        other.beside,
                        item.limit.words() if item.limit else "",
                    )


def _first_of_each_document(demand: Demand) -> list[ProvisionId]:
    first: dict[str, ProvisionId] = {}
    for place in demand.provisions():
        first.setdefault(place.document, place)
    return list(first.values())


def _severity(other: Other) -> Severity:
    if other.beside is not Beside.AT_ODDS:
        return Severity.LOW
    return Severity.MEDIUM if other.point in {Point.CONDITION, Point.DEFINITION} else Severity.HIGH
