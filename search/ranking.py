"""From candidates to hits: a note and its official words are one, the best clause is picked, and what to know of it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

import numpy as np

from corpus.citations import cite
from corpus.library import Amendment, Kept, Library, StoredProvision
from corpus.numbers import fold
from corpus.provisions import NOTE, VERBATIM, Portion, ProvisionId
from corpus.standing import amendment_warnings, standing
from corpus.syllables import is_syllable
from search.beside import Tables
from search.candidates import Gathered
from search.features import NAMES, OF_FIELD, measure
from search.model import Basis, Hit, Query
from search.passages import best_path, inside
from search.query import Understood
from search.ranker import Ranker, softmax
from search.reading import Floats, Reading, question_terms
from search.wording import shipped

_OF_THE_DAY = "out of force"
#: How many parts of a score an explanation names.
EXPLAINED = 8


class Ranking:
    """Ranks the candidates of one question."""

    def __init__(
        self,
        library: Library,
        kept: Kept,
        tables: Tables,
        understood: Understood,
        gathered: Gathered,
        ranker: Ranker,
    ) -> None:
        self.library = library
        self.kept = kept
        self.understood = understood
        self.gathered = gathered
        self.ranker = ranker
        terms = question_terms(understood, tables.frequencies, tables.words)
        self.reading = Reading.of(terms, tables.words, gathered.places)
        names = names_in(understood.text)
        self.table = measure(self.reading, gathered.unit, gathered.candidates, names, tables.token_idf)

    @cached_property
    def scores(self) -> Floats:
        """By candidate: what the ranker gives it."""
        return self.ranker.order.scores(self.table)

    @cached_property
    def beliefs(self) -> Floats:
        """By candidate: how likely it is the right one, if one of them is."""
        return softmax(self.scores)

    @cached_property
    def order(self) -> list[int]:
        """Candidates, best first; those that the question cites outright go before all others."""
        named = {str(pid.unit()): n for n, pid in enumerate(self.understood.named)}
        candidates = self.gathered.candidates

        def rank(n: int) -> tuple[int, float, str]:
            return named.get(candidates[n].pid, len(named)), -float(self.beliefs[n]), candidates[n].pid

        return sorted(range(len(candidates)), key=rank)

    def whatever_the_day(self) -> Hit | None:
        """What fits best if the day is left out of account; None if there is no candidate."""
        if not self.order:
            return None
        table = self.table.copy()
        table[:, [n for n, name in enumerate(NAMES + OF_FIELD) if name.startswith(_OF_THE_DAY)]] = 0
        best = int(np.argmax(self.ranker.order.scores(table)))
        return next((hit for hit, _ in self._hits([best], explain=False)), None)

    def basis(self) -> Basis:
        """Whether the first candidate may be taken for a basis of an answer."""
        if not self.order:
            return Basis.NONE
        asked = int(self.reading.terms.content.sum())
        return self.ranker.judged(self.table, self.scores, asked, shipped().of(self.understood.text))

    def hits(self, query: Query) -> tuple[Hit, ...]:
        """The hits of a page, best first."""
        hits: list[tuple[Hit, list[Amendment]]] = []
        step = query.limit
        for start in range(0, len(self.order), max(step, 1)):
            for hit, changes in self._hits(self.order[start : start + step], query.explain):
                if query.filters.statuses and hit.status not in query.filters.statuses:
                    continue
                hits.append((hit, changes))
            if len(hits) >= query.limit:
                break
        if self.understood.named:  # who asks for a provision is shown it, with what has changed it told
            return tuple(hit for hit, _ in hits[: query.limit])
        return tuple(newest_first(hits[: query.limit], self.understood.on))

    def _hits(self, chosen: list[int], explain: bool) -> Iterable[tuple[Hit, list[Amendment]]]:
        """Hits, and the amendments of each that its words do not contain."""
        words, gathered = self.reading.words, self.gathered
        places = {n: np.flatnonzero(gathered.unit == n) for n in chosen}
        rows = {n: [int(words.rows[gathered.places[k]]) for k in places[n]] for n in chosen}
        kept = self.kept
        stored = self.library.units((row for n in chosen for row in rows[n]), kept)
        unmerged = self.library.unmerged({row: stored[row].provision.id for row in stored}, kept)
        for n in chosen:
            by_origin = {
                stored[row].origin: (stored[row], int(k))
                for row, k in zip(rows[n], places[n], strict=True)
                if row in stored
            }
            shown, place = by_origin.get(VERBATIM) or by_origin.get(NOTE) or (None, 0)
            if shown is None:
                continue  # taken out of the library since the index was built
            note, note_place = by_origin.get(NOTE, (None, None)) if shown.origin == VERBATIM else (None, None)
            portions = ((path, p.start, p.end) for path, p in shown.provision.by_path.items())
            near = gathered.clause_cosines(shown.row, portions)
            path = best_path(self.reading, place, note_place, gathered.asked_paths(n), near)
            hit = self._hit(self._as_on(shown), note, path, float(self.beliefs[n]))
            changes = [c for c in unmerged.get(shown.row, ()) if c.touches(hit.id)]
            warnings = (*hit.warnings, *amendment_warnings(changes, self.understood.on))
            yield replace(hit, warnings=warnings, parts=self._parts(n) if explain else ()), changes

    def _parts(self, n: int) -> tuple[tuple[str, float, float], ...]:
        """What lifted or lowered a candidate most: feature, its value, its part in the score."""
        parts = self.ranker.order.parts(self.table[n][None, :])[0]
        largest = np.argsort(-np.abs(parts), kind="stable")[:EXPLAINED]
        return tuple(((NAMES + OF_FIELD)[k], float(self.table[n][k]), float(parts[k])) for k in largest)

    def _as_on(self, stored: StoredProvision) -> StoredProvision:
        """The version of a unit that applied on the day, if the library has kept one from before a later change."""
        on = self.understood.on
        if stored.as_of is None or stored.as_of <= on:
            return stored
        return self.library.unit(stored.provision.id, on, VERBATIM) or stored

    def _portion(self, shown: StoredProvision, path: str) -> Portion:
        """The portion to show: the one the question names, else the one found best, as far as the text has it."""
        provision = shown.provision
        named = next((p for p in self.understood.named if p.unit() == provision.id and p != provision.id), None)
        if named is not None:
            asked = named.path[len(provision.id.path) :]
            found = next((p for p in provision.portions if p.path == asked), None)
            if found is not None:
                return found
        by_path = provision.by_path
        # a version of another day may be divided otherwise
        above = [p for p in by_path if inside(path, p)]
        if path and above:
            return by_path[max(above, key=len)]
        return Portion((), 0, len(provision.text))

    def _hit(self, stored: StoredProvision, note: StoredProvision | None, path: str, belief: float) -> Hit:
        provision, on = stored.provision, self.understood.on
        portion = self._portion(stored, path)
        pid = ProvisionId(provision.id.document, provision.id.path + portion.path)
        return Hit(
            id=pid,
            document_title=stored.document.title,
            title=provision.heading,
            text=provision.text[portion.start : portion.end].strip(),
            origin=stored.origin,
            status=stored.status(on, pid),
            score=belief,
            unit_text=provision.text,
            span=(portion.start, portion.end),
            gloss=note.provision.text if note else "",
            file=stored.file.name if stored.origin == VERBATIM else None,
            page=provision.page_of(portion.start),
            warnings=tuple(warnings_for(stored, pid, on)),
        )


def newest_first(hits: Sequence[tuple[Hit, Sequence[Amendment]]], on: date) -> list[Hit]:
    """Hits in order, but before words that a clause among them has changed by the day, in that place or a part of it, that clause."""
    order = [hit for hit, _ in hits]
    for hit, changes in hits:
        for change in changes:
            if not (change.on and change.on <= on and change.portion and change.provision):
                continue
            if not hit.id.contains(ProvisionId.parse(change.portion)):
                continue  # of the whole article, who knows which clause
            place = ProvisionId.parse(change.provision)
            newer = next((h for h in order if h.id.contains(place) or place.contains(h.id)), None)
            if newer is not None and order.index(newer) > order.index(hit):
                order.remove(newer)
                order.insert(order.index(hit), newer)
    return order


def names_in(question: str) -> tuple[str, ...]:
    """Names and foreign words of a question: capitalised inside a sentence, or no Vietnamese syllable; numbers are none.

    >>> names_in("Luật Thái Lan phạt ai, điện thoại Samsung treo logo?")
    ('Thái Lan', 'Samsung', 'logo')
    """
    if question.upper() == question:
        return ()
    names: list[str] = []
    adjoining = False  # whether the word before belongs to a name that goes on
    for n, found in enumerate(_NAME_WORD.finditer(question)):
        word = found[0]
        proper = n > 0 and word[0].isupper() and not word.isupper() and fold(word) not in _CITING
        foreign = len(word) > 2 and not word.isupper() and not is_syllable(word, accents_optional=True)
        if proper and adjoining:
            names[-1] += f" {word}"
        elif proper or foreign:
            names.append(word)
        adjoining = proper and question[found.end() : found.end() + 1] == " "
    return tuple(dict.fromkeys(names))


_NAME_WORD = re.compile(r"[^\W\d_]+")
#: Words that people capitalise in citations.
_CITING = frozenset("dieu khoan diem luat bo thong tu nghi quyet dinh".split())


def warnings_for(stored: StoredProvision, pid: ProvisionId, on: date) -> Iterable[str]:
    """What a reader must know before relying on a provision on a day, in Vietnamese."""
    document = stored.document
    validity = next((v for text, v in stored.partial if ProvisionId.parse(text).contains(pid)), stored.validity)
    place = cite(pid, document.title or None)
    name = place[:1].upper() + place[1:]
    if told := standing(pid, document.title, validity, on):
        yield told
    if stored.as_of and stored.as_of > on and stored.amended:
        yield (
            f"Lời văn đang có của {name} đã gộp sửa đổi có hiệu lực từ {stored.as_of:%d/%m/%Y}, sau ngày được hỏi; "
            "kho không có bản trước sửa đổi."
        )
    if stored.file.reader == "scan" and stored.origin == VERBATIM:
        yield f"{name} đọc từ bản quét bằng nhận dạng chữ; hãy đối chiếu với bản gốc."
