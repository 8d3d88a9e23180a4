"""The lines of the queue, and which of them a person wants to see."""

from __future__ import annotations

from dataclasses import dataclass

from assist.conflicts.listing import words_of_difference
from assist.conflicts.model import DifferenceType, Finding, Severity
from assist.conflicts.opinions import Opinion, State
from corpus.citations import cite
from corpus.numbers import fold


@dataclass(frozen=True)
class Entry:
    """One line of the queue.

    ``number``: its place in the whole review, from 1, the gravest first. ``finding``: with the words as reviewed. ``opinions``: of
    each person the one that counts, newest first. ``changed``: the library now has other words, or none, in one of the places.
    """

    number: int
    key: str
    finding: Finding
    state: State
    opinions: tuple[Opinion, ...]
    changed: bool

    @property
    def verdict(self) -> str:
        """What people hold of the present words, each verdict once, the newest first; "" if nobody has judged them."""
        return "; ".join(dict.fromkeys(o.verdict.value for o in self.opinions if not o.stale))


@dataclass(frozen=True)
class Filter:
    """Which entries are wanted; an empty part lets all through. ``words``: all of them in the words of the entry, accents or not."""

    types: frozenset[DifferenceType] = frozenset()
    documents: frozenset[str] = frozenset()
    severities: frozenset[Severity] = frozenset()
    states: frozenset[State] = frozenset()
    words: str = ""


def passes(entry: Entry, wanted: Filter) -> bool:
    finding = entry.finding
    sides = [finding.under_review, *([finding.basis] if finding.basis else [])]
    return (
        (not wanted.types or finding.difference.type in wanted.types)
        and (not wanted.severities or finding.difference.severity in wanted.severities)
        and (not wanted.states or entry.state in wanted.states)
        and (not wanted.documents or any(side.id.document in wanted.documents for side in sides))
        and _has_words(entry, wanted.words)
    )


def _has_words(entry: Entry, words: str) -> bool:
    asked = fold(words).split()
    if not asked:
        return True
    finding = entry.finding
    sides = [finding.under_review, *([finding.basis] if finding.basis else [])]
    parts = [words_of_difference(finding), *(o.note for o in entry.opinions)]
    parts += [
        part for side in sides for part in (cite(side.id, side.title or None), side.heading, side.lead, side.text)
    ]
    text = fold(" ".join(parts))
    return all(word in text for word in asked)
