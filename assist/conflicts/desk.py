"""The desk of a review: runs are kept and gone on with, findings stand in a queue, and people say what they hold of each.

What a person says is held for a key (the two provisions) and the words it was said of. It shows again in every review that finds the
same provisions with the same words; where the words have changed it shows as given on earlier words, and the finding is open again.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

from assist.conflicts.current import Current
from assist.conflicts.listing import rank, words_of_difference
from assist.conflicts.model import DifferenceType, Finding, Severity
from assist.conflicts.review import ALL, Review, ReviewError
from assist.conflicts.shelf import Shelf
from assist.conflicts.stored import as_data, from_data, key_of, text_hash
from corpus.citations import cite
from corpus.library import Library, SavedFinding, SavedReview, SavedVerdict
from corpus.numbers import fold

Progress = Callable[[int, int], None]


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


@dataclass(frozen=True)
class Filter:
    """Which entries are wanted; an empty part lets all through. ``words``: all of them in the words of the entry, accents or not."""

    types: frozenset[DifferenceType] = frozenset()
    documents: frozenset[str] = frozenset()
    severities: frozenset[Severity] = frozenset()
    states: frozenset[State] = frozenset()
    words: str = ""


@dataclass(frozen=True)
class Agreement:
    """How far reviewers agree: findings that two judged (``both``), those judged alike (``same``), Cohen's kappa of it."""

    both: int
    same: int
    kappa: float | None


class Stopped(Exception):  # noqa: N818 (no error)
    """Raise it in ``progress`` to stop a run: what was found stays, and the run can be gone on with."""


class Desk:
    """Reviews of one library. ``shelf``: the library as it was read already; without it every run reads it."""

    def __init__(self, library: Library, shelf: Shelf | None = None) -> None:
        self.library = library
        self._shelf = shelf
        self._current = Current(library)

    # -- running -----------------------------------------------------------------------------------------------------

    def run(
        self,
        numbers: Sequence[str],
        against: Sequence[str] | str | None,
        types: Collection[DifferenceType],
        on: date,
        *,
        progress: Progress | None = None,
        resume: str = "",
    ) -> str:
        """Review, and keep every chunk as soon as it is done; the id of the review. Arguments as for ``Review.run``.

        ``resume``: the id of a review that was stopped; its own documents, types and day are taken, and it goes on where it stood, or
        begins anew if the library has changed since. ``progress``: told (done, in all), first while the library is read.
        ReviewError, with nothing kept, for what cannot be reviewed.
        """
        saved = self._known(resume) if resume else None
        if saved is not None:
            if saved.finished is not None:
                return saved.id
            numbers, against, on = saved.documents, saved.against, saved.on
            types = [DifferenceType[name] for name in saved.types]
        revision = self.library.revision()
        mine, others = Review(self.library, on).check(numbers, against)  # before the library is read, some seconds
        review = Review(self.library, on, self._shelf or Shelf(self.library, progress))
        if saved is None:
            compared = ALL if others is None else None if against is None else others
            identifier, start = self.library.start_review(on, mine, compared, [t.name for t in types], revision), 0
        else:
            identifier, start = saved.id, saved.done
            if saved.revision != revision:
                self.library.restart_review(identifier, revision)
                start = 0
        try:
            self._go_on(identifier, review, (mine, against, types), start, progress)
        except (Stopped, ReviewError):
            raise
        except Exception as error:
            self.library.finish_review(identifier, problem=f"Dừng vì lỗi: {error}")
            raise
        self.library.finish_review(identifier)
        return identifier

    def _go_on(
        self,
        identifier: str,
        review: Review,
        what: tuple[Sequence[str], Sequence[str] | None, Collection[DifferenceType]],
        start: int,
        progress: Progress | None,
    ) -> None:
        mine, others, types = what
        taken = {saved.key for saved in self.library.findings(identifier)} if start else set()
        at = start
        for done, total, found in review.steps(mine, ALL if others is None else others, types, start, progress):
            rows = [_row(finding, taken) for finding in found]
            if not self.library.add_findings(identifier, rows, done, total, after=at):
                raise ReviewError("Lượt rà soát này đã bị xóa, hoặc đang chạy ở một cửa sổ khác.")
            at = done
            if progress:
                progress(done, total)

    def reviews(self) -> list[SavedReview]:
        """What is kept, newest first."""
        return self.library.reviews()

    def delete(self, review: str) -> None:
        """Forget a review; what people said of its findings stays and shows where they are found again."""
        self.library.delete_review(review)

    def _known(self, review: str) -> SavedReview:
        saved = self.library.review(review)
        if saved is None:
            raise ReviewError("Không còn lượt rà soát này trong kho; có thể nó đã bị xóa.")
        return saved

    # -- the queue ---------------------------------------------------------------------------------------------------

    def entries(self, review: str, wanted: Filter = Filter()) -> list[Entry]:
        """The queue, the gravest first; of a review that is running, what has been found so far. ReviewError if it is gone."""
        return [entry for entry in self._entries(review) if _passes(entry, wanted)]

    def entry(self, review: str, key: str) -> Entry | None:
        """One line of the queue; None for a key that the review does not have."""
        return next((entry for entry in self._entries(review) if entry.key == key), None)

    def counts(self, review: str) -> dict[State, int]:
        """How many findings stand where; every state is there."""
        counts = Counter(entry.state for entry in self._entries(review))
        return {state: counts[state] for state in State}

    def _entries(self, review: str) -> Iterator[Entry]:
        saved = self._known(review)
        pairs = [(row, from_data(row.data)) for row in self.library.findings(review)]
        pairs.sort(key=lambda pair: rank(pair[1]))
        verdicts: dict[str, list[SavedVerdict]] = defaultdict(list)
        for verdict in self.library.verdicts(row.key for row, _ in pairs):
            if verdict.withdrawn is None:
                verdicts[verdict.key].append(verdict)
        same = (
            saved.revision == self.library.revision()
        )  # then the words are those reviewed, and need not be read again
        for number, (row, finding) in enumerate(pairs, 1):
            words = (frozenset({row.under_hash}), frozenset({row.basis_hash})) if same else self._words_now(finding)
            changed = row.under_hash not in words[0] or row.basis_hash not in words[1]
            opinions = _opinions(verdicts[row.key], words)
            yield Entry(number, row.key, finding, _state(opinions), opinions, changed)

    def _words_now(self, finding: Finding) -> tuple[frozenset[str], frozenset[str]]:
        basis = self._current.hashes(finding.basis.id) if finding.basis else frozenset({""})
        return self._current.hashes(finding.under_review.id), basis

    # -- judging -----------------------------------------------------------------------------------------------------

    def judge(self, review: str, key: str, verdict: Verdict, note: str, reviewer: str) -> None:
        """Keep what a person holds of a finding, with the words they read. ReviewError without a name, or for a key that is gone."""
        name = " ".join(reviewer.split())
        if not name:
            raise ReviewError("Chưa có tên người rà soát. Ghi tên hoặc ký hiệu của mình rồi chọn lại.")
        row = next((r for r in self.library.findings(self._known(review).id) if r.key == key), None)
        if row is None:
            raise ReviewError("Cặp quy định này không còn trong lượt rà soát. Mở lại danh sách rồi chọn lại.")
        self.library.add_verdict(key, row.under_hash, row.basis_hash, verdict.value, note.strip(), name)

    def withdraw(self, opinion: int) -> None:
        """Take one opinion back. An earlier one of the same person on the same finding counts again, as before this one was given."""
        self.library.withdraw_verdict(opinion)

    def agreement(self, review: str) -> Agreement:
        """How far those who judged this review's findings agree; stale opinions are left out. See ``agreement_of``."""
        return agreement_of(
            {_person(o.reviewer): o.verdict for o in entry.opinions if not o.stale} for entry in self._entries(review)
        )


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


def _person(name: str) -> str:
    """The name by which one person is told from another: An is not Ân."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def _row(finding: Finding, taken: set[str]) -> SavedFinding:
    key = base = key_of(finding)
    number = 1
    while key in taken:
        number += 1
        key = f"{base} ({number})"
    taken.add(key)
    basis = text_hash(finding.basis) if finding.basis else ""
    return SavedFinding(key, text_hash(finding.under_review), basis, as_data(finding))


def _opinions(verdicts: Sequence[SavedVerdict], words: tuple[frozenset[str], frozenset[str]]) -> tuple[Opinion, ...]:
    """Of each person the newest on the present words, else the newest; the verdicts come newest first."""
    by_person: dict[str, Opinion] = {}
    for v in verdicts:
        stale = v.under_hash not in words[0] or v.basis_hash not in words[1]
        known = by_person.get(_person(v.reviewer))
        if known is None or (known.stale and not stale):
            by_person[_person(v.reviewer)] = Opinion(v.id, Verdict(v.verdict), v.note, v.reviewer, v.at, stale)
    return tuple(sorted(by_person.values(), key=lambda o: (o.at, o.id), reverse=True))


def _state(opinions: Sequence[Opinion]) -> State:
    fresh = {o.verdict for o in opinions if not o.stale}
    people = sum(not o.stale for o in opinions)
    if not people:
        return State.REOPENED if opinions else State.OPEN
    if people == 1:
        return State.JUDGED
    return State.AGREED if len(fresh) == 1 else State.DISPUTED


def _passes(entry: Entry, wanted: Filter) -> bool:
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
