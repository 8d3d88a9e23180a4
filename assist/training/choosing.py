"""Which candidates a lesson has time for: core rules, limits and what is new, none told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assist.training.changes import Changes
from assist.training.grounds import Grounds
from assist.training.model import Audience, Line, SectionKind
from assist.training.outline import CHANGE_MINUTES, RULE_MINUTES, Candidate, limits, minutes, rules
from assist.training.suitability import suitability
from assist.training.topics import Topic
from corpus.notes import Notes


@dataclass(frozen=True)
class Chosen:
    """``plan``: the minutes of the parts there are; ``rules``, ``changes``: their lines, which tell nothing twice."""

    taught: list[Candidate]
    bounds: list[Candidate]
    rules: list[Line]
    changes: list[Line]
    plan: dict[SectionKind, int]


class Chooser:
    """Chooses for an audience, a length and a day."""

    def __init__(self, grounds: Grounds, notes: Sequence[Notes]) -> None:
        self.changes = Changes(grounds, notes)

    def choose(self, topic: Topic, audience: Audience, total: int, on: date, candidates: Sequence[Candidate]) -> Chosen:
        """What of the candidates is told in ``total`` minutes. The time of a part that stays empty goes to the rules."""
        fit = suitability(audience)
        bounds = limits(candidates, fit)
        kinds = [
            kind for kind in SectionKind if kind not in fit.leave_out and (kind is not SectionKind.LIMITS or bounds)
        ]
        taught, changes, plan = self._taught(topic, audience, total, on, candidates, bounds, kinds)
        if not changes and SectionKind.CHANGES in kinds:
            kinds.remove(SectionKind.CHANGES)
            taught, changes, plan = self._taught(topic, audience, total, on, candidates, bounds, kinds)
        told = [c.line() for c in taught]
        if "plain" in fit.material:
            changes, again = _in_plain_words(changes, [c.line() for c in candidates])
            told = [line for line in told if line.key not in again]
        return Chosen(taught, bounds, told, changes, plan)

    def _taught(
        self,
        topic: Topic,
        audience: Audience,
        total: int,
        on: date,
        candidates: Sequence[Candidate],
        bounds: Sequence[Candidate],
        kinds: Sequence[SectionKind],
    ) -> tuple[list[Candidate], list[Line], dict[SectionKind, int]]:
        """The core rules and what is new, as many as there is time for. ``kinds``: the parts that the lesson has."""
        fit = suitability(audience)
        plain = "plain" in fit.material
        plan = minutes(total, kinds, topic.changes and not plain)
        count = max(2, round(plan[SectionKind.RULES] / RULE_MINUTES))
        taught = rules(candidates, count, fit)
        changes = self._new(topic, on, [*taught, *bounds])
        if plain:  # listeners outside the service need the law that began, not which point changed which
            changes = [line for line in changes if line.key.startswith("diem-moi.hieu-luc")]
        changes = [line for line in changes if fit.suits(line)]
        changes = changes[: max(2, round(plan.get(SectionKind.CHANGES, 0) / CHANGE_MINUTES))]
        if topic.changes:  # what is told as news is not told once more as a rule
            taught = rules([c for c in candidates if not _told_as_news(c, changes)], count, fit)
        return taught, changes, plan

    def _new(self, topic: Topic, on: date, shown: Sequence[Candidate]) -> list[Line]:
        whole = [pid.document for pid in (*topic.named, *topic.close) if not pid.path]
        used = [pid for c in shown for pid in c.piece.provisions]
        used += [pid for pid in (*topic.named, *topic.close) if pid.path]
        main = [c.piece.provisions[0].document for c in shown] + [pid.document for pid in (*topic.named, *topic.close)]
        return self.changes.find(used, whole, on, topic.since, main)


def _told_as_news(candidate: Candidate, changes: Sequence[Line]) -> bool:
    words = candidate.piece.text.rstrip(".").lower()
    return candidate.piece.item is None and any(words in line.text.lower() for line in changes)


def _in_plain_words(changes: Sequence[Line], rules: Sequence[Line]) -> tuple[list[Line], set[str]]:
    """Changes in the words that a rule of the same provisions has for these listeners; the keys of the rules so told already."""
    by_sources = {frozenset(s.id for s in rule.sources): rule for rule in rules}
    told, again = [], set()
    for line in changes:
        rule = by_sources.get(frozenset(s.id for s in line.sources))
        told.append(line.model_copy(update={"text": rule.text}) if rule else line)
        again |= {rule.key} if rule else set()
    return told, again
