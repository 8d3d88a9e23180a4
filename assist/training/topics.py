"""What a topic means: procedures of the checklists, provisions and documents, or what the search finds for free words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assist.training.words import content, covered, syllables
from corpus.checklists import Checklist
from corpus.citations import find_citations
from corpus.documents import INVERSE, RelationKind
from corpus.library import Library
from corpus.names import NameEntry, Names
from corpus.numbers import fold
from corpus.provisions import ProvisionId
from search.model import Basis, Query
from search.service import Searcher

#: A procedure is meant if so much of the topic stands in its title, or so much of its title in the topic.
_OF_TOPIC, _OF_TITLE = 0.75, 0.85
#: Titles of documents are long; fewer words of a topic stand in some title by chance.
_TITLE_WORDS = 3
_CHANGES = re.compile(r"\b(?:diem moi|quy dinh moi|thay doi|sua doi|bo sung)\b")
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_SHORT = re.compile(
    r"\b(ke hoach|nghi quyet|nghi dinh|thong tu(?: lien tich)?|quyet dinh|luat|nq|tt|ttlt|nd|qd|kh)"
    r"(?: so)? (\d+)(?:/(\d{4}))?(?![\w/])"
)
_KINDS = {
    **{"nq": "nghi quyet", "tt": "thong tu", "ttlt": "thong tu lien tich", "nd": "nghi dinh", "qd": "quyet dinh"},
    "kh": "ke hoach",
}


@dataclass(frozen=True)
class Topic:
    """``checklists``: codes of procedures that the topic names; ``named``: provisions it names, or whole documents (no path);
    ``close``: provisions that lie near it, found by other ways; ``words``: what it says besides the names of documents;
    ``since``: the day from which what is new is asked; ``changes``: whether what is new is the topic itself.
    """

    text: str
    checklists: tuple[str, ...] = ()
    named: tuple[ProvisionId, ...] = ()
    close: tuple[ProvisionId, ...] = ()
    words: str = ""
    since: date | None = None
    changes: bool = False

    @property
    def empty(self) -> bool:
        return not (self.checklists or self.named or self.close)


class Topics:
    """Reads topics against a library. ``searcher``: asked only where nothing else tells what is meant."""

    def __init__(
        self, library: Library, checklists: Sequence[Checklist], searcher: Callable[[], Searcher] | None = None
    ) -> None:
        self.library = library
        self.checklists = checklists
        self._searcher = searcher
        self._names: tuple[int, Names] | None = None

    def read(self, text: str, on: date, documents: Iterable[str] = (), checklists: Iterable[str] = ()) -> Topic:
        """The topic; ``empty`` if nothing in the library carries it. ``documents``: numbers or citations that belong to it."""
        names, rest = self.names(), " ".join(text.split())
        named: list[ProvisionId] = []
        for citation in reversed(find_citations(rest, names=names, on=on)):
            known = [t for t in citation.targets if self._known(t, on)]
            if known:
                named[:0] = known
                rest = rest[: citation.start] + " " + rest[citation.end :]
        rest, short = self._short_names(rest)
        named += short
        for words in documents:
            named += self.document(words, on)
        changes, since = _asked_changes(rest)
        codes = [*checklists, *(c for c in self._procedures(rest) if c not in checklists)]
        close: list[ProvisionId] = []
        if not named and len(content(rest)) >= _TITLE_WORDS:
            close = self._titled(rest, on)
        if changes or not (codes or named):
            close += self._amending([*named, *close], on, since)
        if not (codes or named or close) and self._searcher is not None:
            close = self._found(text, on)
        once = dict.fromkeys
        return Topic(text, tuple(codes), tuple(once(named)), tuple(once(close)), rest.strip(), since, changes)

    def names(self) -> Names:
        """Names of the library's documents, made anew when the library changes."""
        revision = self.library.revision()
        if self._names is None or self._names[0] != revision:
            entries = (
                NameEntry(d.number, d.kind, d.title, d.issued, d.effective, d.expires, aliases)
                for d, aliases in self.library.name_entries()
            )
            self._names = (revision, Names(entries))
        return self._names[1]

    def document(self, words: str, on: date) -> list[ProvisionId]:
        """What a number or a citation names; empty if nothing in the library."""
        try:
            pid = ProvisionId.parse(words)
            if self._known(pid, on):
                return [pid]
        except ValueError:
            pass  # not a canonical id: read as a citation
        found = find_citations(words, names=self.names(), on=on)
        cited = [t for c in found for t in c.targets if self._known(t, on)]
        return cited or self._short_names(words)[1]

    def _known(self, pid: ProvisionId, on: date) -> bool:
        return self.library.summary(pid.document, on) is not None

    def _short_names(self, text: str) -> tuple[str, list[ProvisionId]]:
        """Documents named by kind and bare number, as the field does ("kế hoạch 111"), among those of the shipped catalogue."""
        named: list[ProvisionId] = []
        folded = fold(text)
        for found in _SHORT.finditer(folded):
            kind = _KINDS.get(found[1], found[1])
            start = f"{found[2]}/{found[3]}/" if found[3] else f"{found[2]}/"
            fitting = [n for n in sorted(self.library.catalogued()) if n.startswith(start) and self._is(n, kind)]
            if len(fitting) == 1:
                named.append(ProvisionId(fitting[0]))
                if len(folded) == len(text):  # folding kept the places of letters
                    text = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
        return text, named

    def _is(self, number: str, kind: str) -> bool:
        document = self.library.document(number)
        return document is not None and fold(document.kind).startswith(kind)

    def _procedures(self, words: str) -> list[str]:
        if not content(words):
            return []
        fitting = []
        for checklist in self.checklists:
            of_topic, of_title = covered(words, checklist.title), covered(checklist.title, words)
            if of_topic >= _OF_TOPIC or of_title >= _OF_TITLE:
                fitting.append((max(of_topic, of_title), checklist))
        best = max((score for score, _ in fitting), default=0)
        return [c.code for score, c in sorted(fitting, key=lambda f: f[1].order) if score >= best - 0.2]

    def _titled(self, words: str, on: date) -> list[ProvisionId]:
        """Documents of the field whose title speaks of all that the topic is about; the newest first."""
        fitting = []
        for number in self.library.catalogued():
            summary = self.library.summary(number, on)
            if summary and summary.origin and covered(words, summary.title) >= _OF_TITLE:
                fitting.append((summary.issued or date.min, number))
        return [ProvisionId(number) for _, number in sorted(fitting, reverse=True)]

    def _amending(self, pids: Sequence[ProvisionId], on: date, since: date | None) -> list[ProvisionId]:
        """The places of other documents that amend those of the topic, within the two years before the day or since the day asked."""
        first = since or on - timedelta(days=730)
        places = []
        for number in dict.fromkeys(pid.document for pid in pids):
            for link in self.library.relations(number):
                if (
                    link.wording == INVERSE[RelationKind.AMENDS]
                    and link.provision
                    and (link.on is None or link.on >= first)
                ):
                    places.append(ProvisionId.parse(link.provision))
        # the narrowest places: a whole article that amends forty laws says nothing by itself
        return [p for p in dict.fromkeys(places) if not any(p != q and p.contains(q) for q in places)]

    def _found(self, text: str, on: date) -> list[ProvisionId]:
        assert self._searcher is not None
        found = self._searcher().find(Query(text, on, limit=8))
        if found.basis is Basis.NONE or not found.hits:
            return []
        best = found.hits[0].score
        return [hit.id for hit in found.hits if hit.score >= 0.25 * best]


def _asked_changes(words: str) -> tuple[bool, date | None]:
    folded = fold(words)
    if not _CHANGES.search(folded):
        return False, None
    written = _DAY.search(folded)
    if written is None:
        return True, None
    try:
        return True, date(int(written[3]), int(written[2]), int(written[1]))
    except ValueError:
        return True, None


def title_of(text: str) -> str:
    """The topic as a title: without stray spaces, with a capital."""
    words = " ".join(text.split()).rstrip(".")
    return words[:1].upper() + words[1:] if syllables(words) else words
