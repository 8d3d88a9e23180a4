"""Review of a set of documents: pairs of provisions worth a reviewer's time, and provisions at odds with a fact.

Clauses are compared with the nearest few only, found by their weighted words; each pair once. Nothing here judges: a finding says in
what two provisions differ, people say whether that is a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from assist.checklists.bases import Bases
from assist.conflicts.clauses import clause_at, clauses_of
from assist.conflicts.compare import SAME_MATTER, differences, same_matter
from assist.conflicts.facts import OF_DOCUMENTS, at_odds, of_document
from assist.conflicts.listing import rank
from assist.conflicts.model import Clause, Difference, DifferenceType, Finding, Statement
from assist.conflicts.noted import Noted, also, grouped, shipped
from assist.conflicts.pairs import Pairs, sides
from assist.conflicts.prevailing import Rules, prevails, read_rules
from assist.conflicts.shelf import Shelf
from assist.conflicts.statements import read_statement
from corpus.citations import cite
from corpus.documents import Status
from corpus.library import Library, StoredProvision
from corpus.names import NameEntry, Names
from corpus.provisions import VERBATIM, Level, ProvisionId

Progress = Callable[[int, int], None]

#: ``against``: the whole library.
ALL = "all"
_OF_DOCUMENT = "văn bản này được"  # a remark of ``corpus.standing`` on the document as a whole
#: Units that lay something down; headings, enacting words, signatures and forms do not.
_RULES = frozenset({Level.ARTICLE, Level.ITEM, Level.DASH, Level.LOOSE})


class ReviewError(Exception):
    """What cannot be reviewed, and how to mend that, as a Vietnamese sentence."""


class Review:
    """Review on a day. ``shelf``: the library as it was read already; without it, it is read with the first review.

    ``noted``: differences that people noted; those of the checklists that ship if None.
    """

    def __init__(
        self, library: Library, on: date, shelf: Shelf | None = None, noted: Iterable[Noted] | None = None
    ) -> None:
        self.library, self.on = library, on
        self._given = shelf
        self._noted: defaultdict[frozenset[str], list[Noted]] = defaultdict(list)
        for each in shipped() if noted is None else noted:
            self._noted[frozenset({each.place.document, each.other.document})].append(each)
        self._statements: dict[ProvisionId, Statement] = {}
        self._bases = Bases(library)
        self._units_kept: dict[str, list[StoredProvision]] = {}

    def chosen(self, names: Sequence[str]) -> list[str]:
        """The numbers of documents, each once, in any way people write them; ReviewError for one unknown or without official text."""
        found: list[str] = []
        for name in names:
            number = self._names.resolve(name, self.on) if name.strip() else None
            if number is None or self._names.entry(number) is None:
                raise ReviewError(
                    f"Kho không có văn bản “{name.strip()}”. Kiểm tra lại số hiệu trong danh sách văn bản."
                )
            if number not in self._with_text:
                raise ReviewError(
                    f"Kho chưa có nguyên văn của {number} nên không rà soát được. "
                    "Hãy nạp tệp của văn bản ấy vào kho rồi rà soát lại."
                )
            if number not in found:
                found.append(number)
        if not found:
            raise ReviewError("Chưa chọn văn bản nào để rà soát. Nêu ít nhất hai số hiệu, hoặc một số hiệu với cả kho.")
        return found

    def check(self, names: Sequence[str], against: Sequence[str] | str | None) -> tuple[list[str], list[str] | None]:
        """The numbers to review and those to compare with (None: the whole library); ReviewError for what cannot be reviewed."""
        numbers = self.chosen(names)
        if against == ALL:
            return numbers, None
        if isinstance(against, str):
            against = [against]
        others = numbers if against is None else self.chosen(against)
        if len({*numbers, *others}) < 2:
            raise ReviewError(
                f"Chỉ có một văn bản ({numbers[0]}), không có gì để so. Nêu thêm số hiệu, hoặc so với cả kho."
            )
        return numbers, others

    def run(
        self,
        numbers: Sequence[str],
        against: Sequence[str] | str | None = None,
        types: Collection[DifferenceType] = (),
        limit: int | None = None,
        progress: Progress | None = None,
    ) -> list[Finding]:
        """What a reviewer should look at: the gravest first, pairs of two documents before those of one, then the most alike.

        ``against``: further documents, ``"all"`` for the whole library, None for each other. ``types``: only these, all if empty.
        ``progress``: told (done, in all): for the whole library first its documents and clauses as they are read, then the steps of
        the review. ReviewError for what cannot be reviewed.
        """
        found: list[Finding] = []
        for done, total, chunk in self.steps(numbers, against, types, progress=progress):
            found += chunk
            if progress:
                progress(done, total)
        found.sort(key=rank)
        return found[:limit]

    def steps(
        self,
        numbers: Sequence[str],
        against: Sequence[str] | str | None = None,
        types: Collection[DifferenceType] = (),
        start: int = 0,
        of: int = 0,
        progress: Progress | None = None,
    ) -> Iterator[tuple[int, int, list[Finding]]]:
        """``run`` in chunks: (steps done, steps in all, what the chunk found), the first before any work: where it begins.

        The order of steps is fixed while the library stays as it is: a review that was stopped goes on from ``start``, the steps then
        done, and both parts together find what one whole run finds. Where there were not as many steps in all as there are now
        (``of``), it begins at 0. A step is a clause compared with its nearest, or a document held against facts. ``progress``: told
        only while a whole library is read.
        """
        mine, others = self.check(numbers, against)
        wanted = frozenset(types) or frozenset(DifferenceType)
        units = {number: self._units(number) for number in mine}
        clauses = {n: [c for stored in units[n] for c in self._clauses(stored, named=True)] for n in mine}
        subjects = [clause for number in mine for clause in clauses[number]]
        compared = len(subjects) if wanted - OF_DOCUMENTS - {DifferenceType.BODY} else 0
        total = compared + len(mine)
        if start and of != total:
            start = 0
        yield start, total, []
        if start < compared:
            pairs = self._pairs(subjects, mine, others, progress)
            for done, chunk in pairs.chunks(start):
                yield done, total, [f for pair in chunk if (f := self._pair(pairs, *pair, wanted))]
        for done, number in enumerate(mine, compared + 1):
            if done > start:
                yield (
                    done,
                    total,
                    [
                        *(self._of_notes(mine, others, wanted) if number == mine[0] else ()),
                        *at_odds(clauses[number], self.shelf, self.on, wanted),
                        *of_document(number, units[number], self.shelf, self.on, wanted),
                    ],
                )

    # -- what is read once -------------------------------------------------------------------------------------------

    @cached_property
    def shelf(self) -> Shelf:
        """The library as citations need it; read with the first question, some seconds."""
        return self._given or Shelf(self.library)

    @cached_property
    def _names(self) -> Names:
        if self._given is not None:
            return self._given.names
        return Names(
            NameEntry(d.number, d.kind, d.title, d.issued, d.effective, d.expires, aliases)
            for d, aliases in self.library.name_entries()
        )

    @cached_property
    def _with_text(self) -> set[str]:
        return self.library.numbers_with_text(VERBATIM)

    @cached_property
    def _rules(self) -> Rules:
        return read_rules(self.shelf, self.on)

    def _units(self, number: str) -> list[StoredProvision]:
        return [s for s in self.library.document_units(number, VERBATIM) if s.provision.level in _RULES]

    def _clauses(self, stored: StoredProvision, *, named: bool) -> Iterator[Clause]:
        """The clauses that stand on the day. A document that was asked for by name is read although it has ended as a whole."""
        whole = ProvisionId(stored.provision.id.document)
        ended = self._ended(whole)
        if ended and not named:
            return
        for clause in clauses_of(stored):
            if ended or not self._ended(clause.id):
                yield clause

    def _ended(self, pid: ProvisionId) -> bool:
        validity = self.shelf.validity(pid)
        if validity is not None and validity.status(self.on) is Status.EXPIRED:
            return True
        ending = self.shelf.ending(pid, self.on)
        return ending is not None and not ending.excepted

    def _statement(self, clause: Clause) -> Statement:
        if clause.id not in self._statements:
            self._statements[clause.id] = read_statement(clause, self.shelf.names)
        return self._statements[clause.id]

    # -- pairs -------------------------------------------------------------------------------------------------------

    def _pairs(
        self, subjects: Sequence[Clause], mine: Sequence[str], others: Sequence[str] | None, progress: Progress | None
    ) -> Pairs:
        named = set(mine) | set(others or ())
        further = [n for n in (sorted(self._with_text) if others is None else others) if n not in set(mine)]
        pool = list(subjects)
        for done, number in enumerate(further, 1):
            if progress and others is None:
                progress(done, len(further))
            for stored in self._units(number):
                pool += self._clauses(stored, named=number in named)
        among = None if others is None or set(others) == set(mine) else set(others)
        progress = progress if others is None else None
        return Pairs(pool, len(subjects), self._statement, among, self._related(subjects), progress)

    def _related(self, subjects: Sequence[Clause]) -> dict[ProvisionId, list[ProvisionId]]:
        """The articles that the codification notes as "có nội dung liên quan" to those under review, either way."""
        links = self.library.codified_links()
        places = self.library.by_codified({number for link in links for number in link})
        wanted = {clause.id.unit() for clause in subjects}
        found: defaultdict[ProvisionId, list[ProvisionId]] = defaultdict(list)
        for link in links:
            ends = [places.get(number) for number in link]
            for here, there in (ends, reversed(ends)):
                if here in wanted and there is not None and there not in found[here]:
                    found[here].append(there)
        return found

    def _pair(self, pairs: Pairs, left: Clause, right: Clause, wanted: frozenset[DifferenceType]) -> Finding | None:
        noted = self._noted.get(frozenset({left.id.document, right.id.document}), [])
        if any(each.covers(left.id, right.id) for each in noted):
            return None  # told as it was noted
        compared = pairs.compare(left, right, wanted)
        if compared is None:
            return None
        return self._finding(compared.under_review, compared.basis, compared.differences, compared.likeness)

    def _finding(
        self, under_review: Clause, basis: Clause, differences: Sequence[Difference], likeness: float
    ) -> Finding:
        return Finding(
            under_review,
            differences[0],
            basis,
            prevails=prevails(under_review, basis, self.shelf, self.on, self._rules),
            likeness=likeness,
            others=tuple(differences[1:]),
            remarks=self._remarks(under_review, basis),
        )

    def _remarks(self, *sides: Clause) -> tuple[str, ...]:
        """Why the words of a side may not be those in force on the day; none for one that is in force as it stands."""
        found = self._bases.read((side.id, self.on) for side in sides)
        return tuple(
            remark if name in remark else f"{document if _OF_DOCUMENT in remark else name}: {remark}"
            for side in sides
            for name, document in [(cite(pid, side.title or None) for pid in (side.id, ProvisionId(side.id.document)))]
            for remark in found[side.id, self.on].remarks
        )

    # -- noted pairs -------------------------------------------------------------------------------------------------

    def _of_notes(
        self, mine: Sequence[str], others: Sequence[str] | None, wanted: frozenset[DifferenceType]
    ) -> Iterator[Finding]:
        """What was noted of the documents under review and those they are held against; one question once."""
        within = self._with_text if others is None else {*mine, *others} & self._with_text
        told: dict[tuple[ProvisionId, ProvisionId], list[list[Noted]]] = {}
        for group in grouped(
            noted
            for documents, pairs in self._noted.items()
            if documents <= within and documents & set(mine)
            for noted in pairs
            if noted.type in wanted and self._clause_at(noted.place) and self._clause_at(noted.other)
        ):
            told.setdefault((group[0].place, group[0].other), []).append(group)
        yield from map(self._noted_finding, told.values())

    def _noted_finding(self, groups: Sequence[Sequence[Noted]]) -> Finding:
        """What was noted of one pair, the gravest first, and what the rules read besides where the words are near each other."""
        places = [self._clause_at(pid) for pid in (groups[0][0].place, groups[0][0].other)]
        assert places[0] is not None  # only such are grouped
        assert places[1] is not None
        under_review, basis = sides(places[0], places[1])
        mine, theirs = (read_statement(clause, self.shelf.names) for clause in (under_review, basis))
        alike = same_matter(mine, theirs)
        read = {d.type: d for d in reversed(differences(mine, theirs, max(alike, SAME_MATTER)))}
        told = []
        for lead, *more in groups:
            shown = read.pop(lead.type, None)
            words = lead.words(turned=under_review.id != lead.place) + also(lead, more)
            told.append(Difference(lead.type, lead.severity, words, *((shown.left, shown.right) if shown else ())))
        if alike >= SAME_MATTER:
            told += read.values()
        return self._finding(under_review, basis, told, 1.0)

    def _clause_at(self, pid: ProvisionId) -> Clause | None:
        """The place with all that stands inside it; None where its text is not held or it does not stand on the day."""
        if pid.document not in self._units_kept:
            self._units_kept[pid.document] = self._units(pid.document)
        stored = next((s for s in self._units_kept[pid.document] if s.provision.id.contains(pid)), None)
        return None if stored is None or self._ended(pid) else clause_at(stored, pid)
