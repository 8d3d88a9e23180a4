"""What the notes tell of a place that amends another: what it says now, or which words it exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assist.training.material import SAME
from assist.training.noted import heading_of, note_entries_at
from assist.training.replaced import before, news, told_together
from assist.training.suitability import syllables
from assist.training.words import alike, covered
from corpus.library import Amendment
from corpus.notes import Entry, Notes
from corpus.provisions import ProvisionId

#: An amendment of words only: “xã, phường, thị trấn” được thay bằng …; Bỏ cụm từ “cùng cấp hoặc” …; không còn cụm từ “thanh tra”.
_EXCHANGED = re.compile(
    r"“(?P<a>[^”]+)” (?:được |đã )?(?:thay bằng|đổi thành|sửa thành) “(?P<new>[^”]+)”|"
    r"(?:[Bb]ỏ|không còn)(?: các)? cụm từ “(?P<b>[^”]+)”"
)
#: Words that speak of the exchanged ones by so much may mean them.
_SPEAKS = 0.4
#: A place that rewrites much is told in several lines, each of so many sentences and syllables at most.
_SENTENCES, _LONGEST = 2, 85
_MUCH = 6


class Amendments:
    """Reads the notes on amending places."""

    def __init__(self, notes: Sequence[Notes]) -> None:
        self.notes = notes

    def told(
        self, acting: ProvisionId, portions: Sequence[ProvisionId], on: date, ended: Sequence[ProvisionId] = ()
    ) -> list[str]:
        """What the amending place makes new in the amended ones, in lines of one or two sentences; empty if the notes tell of nothing.

        ``on``: the day of the change; ``ended``: what the same document repealed, whose duties may have passed to others.
        """
        found = []
        entries, gone = self._noted(acting, portions), before(self.notes, acting.document, ended)
        for entry in entries:
            named = [p for p in portions if re.search(rf"Điều {p.article}\b", entry.sentence())] or portions
            old = before(self.notes, acting.document, named)
            if new := news(entry, old, on, gone):
                found.append(new)
        passed, rest = told_together(found)
        chosen: list[str] = []
        for text in rest:
            if len(chosen) < (2 * _SENTENCES if len(entries) > _MUCH else _SENTENCES) and not any(
                alike(text, other) >= SAME for other in chosen
            ):
                chosen.append(text)
        lines: list[list[str]] = [[line] for line in passed[:_SENTENCES]]
        for text in chosen:
            last = lines[-1] if lines else []
            if last and len(last) < _SENTENCES and syllables(" ".join((*last, text))) <= _LONGEST:
                last.append(text)
            else:
                lines.append([text])
        return [" ".join(line) for line in lines[:_SENTENCES]]

    def exchanged(self, acting: ProvisionId, portions: Sequence[ProvisionId]) -> tuple[str, str]:
        """The words that the place takes out of the amended ones and those it puts there ("" if none), where that is all it does;
        two empty strings where it does something else.
        """
        found = [_EXCHANGED.search(entry) for entry in self._entries(acting, portions)]
        if len(found) != 1 or not found[0]:
            return "", ""
        return found[0]["a"] or found[0]["b"], found[0]["new"] or ""

    def heading(self, place: ProvisionId) -> str:
        """What the notes call the article that a place is, "" if they do not."""
        return heading_of(self.notes, place)

    def leaves(self, text: str, amendment: Amendment) -> bool:
        """Whether an amendment leaves a sentence of ours as right as it was: it exchanged words that the sentence does not use."""
        if not (amendment.provision and amendment.portion):
            return False
        old, _ = self.exchanged(ProvisionId.parse(amendment.provision), [ProvisionId.parse(amendment.portion)])
        return bool(old) and covered(old, text) < _SPEAKS

    def _entries(self, acting: ProvisionId, portions: Sequence[ProvisionId]) -> list[str]:
        return [entry.sentence() for entry in self._noted(acting, portions)]

    def _noted(self, acting: ProvisionId, portions: Sequence[ProvisionId]) -> list[Entry]:
        """The notes on the place: those that name an amended article, or else those that name none."""
        entries = note_entries_at(self.notes, acting)
        named = [e for e in entries if any(re.search(rf"Điều {p.article}\b", e.sentence()) for p in portions)]
        return named or [e for e in entries if not re.search(r"Điều \d", e.sentence())]
