"""From candidates to hits: a note and its official words become one, the day and the field weigh in, the best clause is picked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from corpus.citations import cite
from corpus.documents import LOWEST_FORCE, Status, legal_force
from corpus.library import Library, StoredProvision
from corpus.numbers import fold
from corpus.provisions import NOTE, VERBATIM, ProvisionId
from corpus.quantities import asked_units, find_quantities
from corpus.standing import amendment_warnings, standing
from corpus.syllables import is_syllable
from search.encoding import encode_document, encode_query, joined
from search.frequencies import Frequencies, content, coverage
from search.model import Hit, Query
from search.passages import Passage, best_passage
from search.query import SYNONYM, Understood

#: Score of a provision that the question cites outright: above any a search can give, all factors below together.
NAMED = 10.0
#: What a provision loses that does not apply on the day asked about: it is still found, below what applies.
NOT_APPLICABLE = 0.55
#: What an article gains whose number the question names without naming a document ("Điều 421 cho hỏi cung 5 lần …").
NUMBER_NAMED = 1.6
#: What the field's own documents gain over the other three thousand, for people come here with the field's questions; and, on top,
#: those whose articles the project has noted, the core of it.
FIELD, CORE = 1.1, 1.2
#: What the lowest rank of legal force loses beside the highest: of two that say the same, the law goes before the circular.
FORCE = 0.3
#: What an unofficial text (no number of its own, a news item) loses to the official one with the same words.
UNOFFICIAL = 0.9
#: How much a score weighs beside the share of the question that the best clause and its heading hold (0 to 1).
KEPT = 1.0
#: A note's clause is believed over the official text's if it holds so much more of the question.
NOTE_KNOWS_BETTER = 0.1
#: What a clause gains that states an amount of the kind asked for, and how many of the first units are read for it.
AMOUNT, READ = 1.5, 20
#: What an article loses of its share for each word of a name in the question that it does not hold: a place or person (Thái Lan),
#: which may only describe the case, or a foreign word (World Cup, Samsung), which is seldom the law's business.
LACKING_NAME, LACKING_FOREIGN = 0.15, 0.2


@dataclass(frozen=True)
class _Unit:
    """One unit with its two origins: ``shown`` is quoted, ``note`` (None if there is none) is the gloss beside it."""

    shown: StoredProvision
    note: StoredProvision | None
    score: float


class Ranking:
    """Ranks the candidates of one question. ``field``: numbers of the documents the product is about; ``core``: those it has notes on.

    The factors were chosen by a grid over the tuned sets (eval/RESULTS.md); FORCE and CORE brought most.
    """

    def __init__(
        self, library: Library, frequencies: Frequencies, understood: Understood, field: set[str], core: set[str]
    ) -> None:
        self.core = core
        self.library = library
        self.understood = understood
        self.field = field
        said, meant = (encode_query(words) for words in (understood.text, understood.added))
        self.question = frequencies.weighted(joined(said, meant, SYNONYM))
        self.content = frequencies.weighted(joined(content(understood.rest), content(understood.added), SYNONYM))
        # "30 ngày, có đúng không?" asks for days as "mấy ngày?" does; an age or a head count describes the case
        stated = {q.unit for q in find_quantities(understood.question)} - {"tuổi", "người"}
        self.units_asked = asked_units(understood.question) or frozenset(stated)
        self.names = names_in(understood.text)

    def hits(self, scored: dict[int, float], query: Query) -> tuple[tuple[Hit, ...], tuple[float, ...]]:
        """The hits of a page, best first, and for each the share of the question's content that its whole article holds.

        ``scored``: row of the library -> score of the index.
        """
        units = self._units(scored)
        looked_at = max(query.limit, READ)
        read = [(unit, self._passage(unit)) for unit in units[:looked_at]]
        read = [(self._read(unit, passage), passage) for unit, passage in read]
        read.sort(key=lambda pair: (-pair[0].score, str(pair[0].shown.provision.id)))
        read.extend((unit, self._passage(unit)) for unit in units[looked_at:] if query.filters.statuses)
        hits: list[Hit] = []
        shares: list[float] = []
        for unit, passage in read:
            hit = self._hit(unit, passage)
            if query.filters.statuses and hit.status not in query.filters.statuses:
                continue
            hits.append(hit)
            shares.append(max(self._share(s) for s in (unit.shown, unit.note) if s is not None))
            if len(hits) == query.limit:
                break
        return tuple(hits), tuple(shares)

    def _share(self, stored: StoredProvision) -> float:
        """How much of the question's content a whole article holds, less what it lacks of the names the question is about."""
        provision = stored.provision
        text = f"{provision.heading} {stored.document.title} {provision.text}"
        share = coverage(self.content, encode_document("", text))
        words = f" {' '.join(_NAME_WORD.findall(text)).lower()} "
        lacking = [word for name in self.names if f" {name.lower()} " not in words for word in name.split()]
        loss = sum(LACKING_NAME if is_syllable(word, accents_optional=True) else LACKING_FOREIGN for word in lacking)
        return max(share - loss, 0.0)

    def _read(self, unit: _Unit, passage: Passage) -> _Unit:
        """The unit's score after reading its best clause: how much of the question the clause and the heading hold, and whether it
        states an amount of the kind asked for ("trong bao lâu": hours, days)."""
        if unit.score >= NAMED:
            return unit
        provision = unit.shown.provision
        words = provision.text[passage.start : passage.end]
        score = unit.score * (KEPT + coverage(self.content, encode_document(provision.heading, words)))
        if self.units_asked and any(q.unit in self.units_asked for q in find_quantities(words)):
            score *= AMOUNT
        return replace(unit, score=score)

    def _units(self, scored: dict[int, float]) -> list[_Unit]:
        """Candidates merged by unit, ranked."""
        stored = self.library.units(scored)
        best: dict[str, float] = {}
        by_origin: dict[str, dict[str, StoredProvision]] = {VERBATIM: {}, NOTE: {}}
        for row, unit in stored.items():
            pid = str(unit.provision.id)
            best[pid] = max(best.get(pid, 0.0), scored[row])
            by_origin[unit.origin][pid] = unit
        for origin, units in by_origin.items():
            units.update(self.library.preferred(best.keys() - units.keys(), origin))
        merged = []
        for pid, score in best.items():
            note = by_origin[NOTE].get(pid)
            verbatim = by_origin[VERBATIM].get(pid)
            shown = self._as_on(verbatim) if verbatim else note
            if shown is not None:
                merged.append(_Unit(shown, note if verbatim else None, score * self._factor(shown, score)))
        return sorted(merged, key=lambda u: (-u.score, str(u.shown.provision.id)))

    def _factor(self, stored: StoredProvision, score: float) -> float:
        if score >= NAMED:
            return 1.0
        factor = 1.0
        if stored.status(self.understood.on) in {Status.EXPIRED, Status.NOT_YET}:
            factor *= NOT_APPLICABLE
        if stored.provision.id.article in self.understood.articles:
            factor *= NUMBER_NAMED
        if stored.provision.id.document in self.field:
            factor *= FIELD
        if stored.provision.id.document in self.core:
            factor *= CORE
        factor *= 1 - FORCE * legal_force(stored.document.kind, stored.document.number) / LOWEST_FORCE
        if stored.provision.id.document.startswith(("không số", "tin:")):
            factor *= UNOFFICIAL
        return factor

    def _as_on(self, stored: StoredProvision) -> StoredProvision:
        """The version of a unit that applied on the day, if the library has kept one from before a later change."""
        on = self.understood.on
        if stored.as_of is None or stored.as_of <= on:
            return stored
        return self.library.unit(stored.provision.id, on, VERBATIM) or stored

    def _passage(self, unit: _Unit) -> Passage:
        provision = unit.shown.provision
        asked = next((p for p in self.understood.named if p.unit() == provision.id and p != provision.id), None)
        if asked is not None:
            path = asked.path[len(provision.id.path) :]
            portion = next((p for p in provision.portions if p.path == path), None)
            if portion is not None:
                return Passage(portion.path, portion.start, portion.end, 1.0)
        passage = best_passage(provision, self.question, self.units_asked)
        if unit.note is not None:
            told = best_passage(unit.note.provision, self.question, self.units_asked)
            portion = next((p for p in provision.portions if p.path == told.path), None)
            if portion is not None and told.coverage > passage.coverage + NOTE_KNOWS_BETTER:
                return Passage(portion.path, portion.start, portion.end, told.coverage)
        return passage

    def _hit(self, unit: _Unit, passage: Passage) -> Hit:
        stored, on = unit.shown, self.understood.on
        provision = stored.provision
        pid = ProvisionId(provision.id.document, provision.id.path + passage.path)
        return Hit(
            id=pid,
            document_title=stored.document.title,
            title=provision.heading,
            text=provision.text[passage.start : passage.end].strip(),
            origin=stored.origin,
            status=stored.status(on, pid),
            score=float(unit.score),
            unit_text=provision.text,
            span=(passage.start, passage.end),
            gloss=unit.note.provision.text if unit.note else "",
            file=stored.file.name if stored.origin == VERBATIM else None,
            page=provision.page_of(passage.start),
            warnings=(*warnings_for(stored, pid, on), *self._unmerged(stored, pid)),
        )

    def _unmerged(self, stored: StoredProvision, pid: ProvisionId) -> Iterable[str]:
        """Warnings of amendments that the words shown do not contain."""
        changes = self.library.unmerged(stored.row, stored.provision.id)
        return amendment_warnings((c for c in changes if c.touches(pid)), self.understood.on)


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
