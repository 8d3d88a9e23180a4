"""What people say of findings: verdicts, the opinion of each person that counts, where a finding stands, how far people agree."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations

from corpus.library import SavedVerdict

#: The hashes that the words of the two sides have; of a side that is gone, none.
Words = tuple[frozenset[str], frozenset[str]]


class Verdict(StrEnum):
    """What a person holds of a finding."""

    CONFLICT = "mâu thuẫn"
    OVERLAP = "chồng chéo"
    NONE = "không mâu thuẫn"
    UNCLEAR = "chưa rõ"


class State(StrEnum):
    """Where a finding stands in the queue."""

    OPEN = "chưa xem"
    JUDGED = "đã có ý kiến"
    AGREED = "hai người cùng ý"
    DISPUTED = "khác ý nhau"
    REOPENED = "lời văn đã đổi, xem lại"


@dataclass(frozen=True)
class Opinion:
    """One person's verdict. ``stale``: given on words that the provisions no longer have."""

    id: int
    verdict: Verdict
    note: str
    reviewer: str
    at: datetime
    stale: bool


@dataclass(frozen=True)
class Agreement:
    """How far reviewers agree: findings that two judged (``both``), those judged alike (``same``), Cohen's kappa of it."""

    both: int
    same: int
    kappa: float | None


def opinions_of(verdicts: Sequence[SavedVerdict], words: Words) -> tuple[Opinion, ...]:
    """Of each person the newest on the present words, else the newest; the verdicts come newest first."""
    by_person: dict[str, Opinion] = {}
    for v in verdicts:
        stale = v.under_hash not in words[0] or v.basis_hash not in words[1]
        known = by_person.get(person(v.reviewer))
        if known is None or (known.stale and not stale):
            by_person[person(v.reviewer)] = Opinion(v.id, Verdict(v.verdict), v.note, v.reviewer, v.at, stale)
    return tuple(sorted(by_person.values(), key=lambda o: (o.at, o.id), reverse=True))


def state_of(opinions: Sequence[Opinion]) -> State:
    fresh = {o.verdict for o in opinions if not o.stale}
    people = sum(not o.stale for o in opinions)
    if not people:
        return State.REOPENED if opinions else State.OPEN
    if people == 1:
        return State.JUDGED
    return State.AGREED if len(fresh) == 1 else State.DISPUTED


def person(name: str) -> str:
    """The name by which one person is told from another: An is not Ân."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def agreement_of(judged: Iterable[Mapping[str, Verdict]]) -> Agreement:
    """Agreement over findings, each given as who said what.

    Cohen's kappa (J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960,
    pp. 37-46): κ = (p_o - p_e) / (1 - p_e), with p_o the share judged alike, and p_e = Σ_v p_1(v) · p_2(v) the share that two people
    with these habits would judge alike by chance. Of more than two people every two who judged one finding are compared, in the order
    of their names, and all comparisons are pooled; ``both`` then counts comparisons. κ is None where nobody is compared, and where
    both gave one and the same verdict throughout (1 - p_e is 0).
    """
    told = [pair for by in judged for pair in combinations([by[name] for name in sorted(by)], 2)]
    both, same = len(told), sum(one == two for one, two in told)
    if not both:
        return Agreement(0, 0, None)
    first, second = (Counter(side) for side in zip(*told, strict=True))
    # whole numbers, so that chance agreement of exactly 1 is seen
    chance = sum(first[v] * second[v] for v in Verdict)
    return Agreement(both, same, None if chance == both**2 else (same * both - chance) / (both**2 - chance))
