"""The desk of a review: runs are kept and gone on with, findings stand in a queue, and people say what they hold of each.

What a person says is held for a key (the two provisions) and the words it was said of. It shows again in every review that finds the
same provisions with the same words; where the words have changed it shows as given on earlier words, and the finding is open again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from assist.conflicts.current import Current
from assist.conflicts.entries import Entry, Filter, passes
from assist.conflicts.listing import rank
from assist.conflicts.model import DifferenceType, Finding
from assist.conflicts.opinions import (
    Agreement,
    Opinion,
    State,
    Verdict,
    Words,
    agreement_of,
    opinions_of,
    person,
    state_of,
)
from assist.conflicts.review import ALL, Review, ReviewError
from assist.conflicts.shelf import Shelf
from assist.conflicts.stored import as_data, from_data, hashes_of, key_of
from corpus.library import Library, SavedFinding, SavedReview, SavedVerdict

__all__ = ["Agreement", "Desk", "Entry", "Filter", "Opinion", "State", "Stopped", "Verdict"]

Progress = Callable[[int, int], None]
#: A finding's key, the hashes of its words as reviewed, and the finding.
Reviewed = tuple[str, Words, Finding]


class Stopped(Exception):  # noqa: N818 (no error)
    """Raise it in ``progress`` to stop a run: what was found stays, and the run can be gone on with."""


class Desk:
    """Reviews of one library. ``shelf``: the library as it was read already; without it every run reads it."""

    def __init__(self, library: Library, shelf: Shelf | None = None) -> None:
        self.library = library
        self._shelf = shelf
        self._current = Current(library)
        self._read: tuple[SavedReview | None, list[Reviewed]] = (None, [])

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
        begun: Callable[[str], None] | None = None,
        doing: Callable[[str], None] | None = None,
    ) -> str:
        """Review, and keep every chunk as soon as it is done; the id of the review. Arguments as for ``Review.run``.

        ``resume``: the id of a review that was stopped; its own documents, types and day are taken, and it goes on where it stood,
        or begins anew if the library has changed since, or the steps have. ``begun``: told the id before the work begins. ``doing``:
        told, in Vietnamese, what is being done whenever that changes; ``progress``: (done, in all) of that. ReviewError, with nothing
        kept, for what cannot be reviewed.
        """
        progress, doing, begun = progress or _unheard, doing or _unheard, begun or _unheard
        saved = self._known(resume) if resume else None
        if saved is not None:
            if saved.finished is not None:
                return saved.id
            numbers, against, on = saved.documents, saved.against, saved.on
            types = [DifferenceType[name] for name in saved.types]
        revision = self.library.revision()
        mine, others = Review(self.library, on).check(numbers, against)  # before the library is read, some seconds
        if self._shelf is None:
            doing("Đọc kho")
        review = Review(self.library, on, self._shelf or Shelf(self.library, progress))
        if saved is None:
            against = ALL if others is None else against and others
            saved = self._known(self.library.start_review(on, mine, against, [t.name for t in types], revision))
        begun(saved.id)
        try:
            self._go_on(saved, revision, review, progress, doing)
        except (Stopped, ReviewError):
            raise
        except Exception as error:
            self.library.finish_review(saved.id, problem=f"Dừng vì lỗi: {error}")
            raise
        self.library.finish_review(saved.id)
        return saved.id

    def _go_on(
        self,
        saved: SavedReview,
        revision: int,
        review: Review,
        progress: Progress,
        doing: Callable[[str], None],
    ) -> None:
        """Take the steps that are left, and keep what each chunk of them finds."""
        types = [DifferenceType[name] for name in saved.types]
        at, of = (saved.done, saved.total) if saved.revision == revision else (0, 0)
        steps = review.steps(saved.documents, saved.against, types, at, of, progress)
        taken = {row.key for row in self.library.findings(saved.id)}
        for chunk, (done, total, found) in enumerate(steps):
            if chunk == 0 and (done < saved.done or saved.revision != revision):
                # anew: the library, or what the program makes of it, is not what it was
                self.library.restart_review(saved.id, revision)
                taken.clear()
                at = done
            rows = [_row(finding, taken) for finding in found]
            if not self.library.add_findings(saved.id, rows, done, total, after=at):
                raise ReviewError("Lượt rà soát này đã bị xóa, hoặc đang chạy ở một cửa sổ khác.")
            at = done
            progress(done, total)
            if chunk == 0 and saved.against == ALL:
                doing("Đọc các văn bản để so")
            elif chunk == (1 if saved.against == ALL else 0):
                doing("So sánh các quy định")

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

    def entries(self, review: str, wanted: Filter = Filter()) -> list[Entry]:  # noqa: B008 (it is frozen)
        """The queue, the gravest first; of a review that is running, what has been found so far. ReviewError if it is gone."""
        return [entry for entry in self._entries(review) if passes(entry, wanted)]

    def entry(self, review: str, key: str) -> Entry | None:
        """One line of the queue; None for a key that the review does not have."""
        return next((entry for entry in self._entries(review) if entry.key == key), None)

    def counts(self, review: str) -> dict[State, int]:
        """How many findings stand where; every state is there."""
        counts = Counter(entry.state for entry in self._entries(review))
        return {state: counts[state] for state in State}

    def _entries(self, review: str) -> Iterator[Entry]:
        saved = self._known(review)
        reviewed = self._reviewed(saved)
        verdicts: dict[str, list[SavedVerdict]] = defaultdict(list)
        for verdict in self.library.verdicts(key for key, _, _ in reviewed):
            if verdict.withdrawn is None:
                verdicts[verdict.key].append(verdict)
        # then the words are those reviewed, and need not be read again
        same = saved.revision == self.library.revision()
        for number, (key, words, finding) in enumerate(reviewed, 1):
            now = words if same else self._words_now(finding)
            opinions = opinions_of(verdicts[key], now)
            changed = not (words[0] <= now[0] and words[1] <= now[1])
            yield Entry(number, key, finding, state_of(opinions), opinions, changed)

    def _reviewed(self, saved: SavedReview) -> list[Reviewed]:
        """What a review has found, the gravest first; that of the last one asked for is kept, for a queue is looked at many times."""
        known, rows = self._read  # at once: several windows ask
        if known != saved:
            rows = [
                (row.key, (frozenset({row.under_hash}), frozenset({row.basis_hash})), from_data(row.data))
                for row in self.library.findings(saved.id)
            ]
            rows.sort(key=lambda row: rank(row[2]))
            self._read = (saved, rows)
        return rows

    def _words_now(self, finding: Finding) -> Words:
        basis = self._current.hashes(finding.basis.id) if finding.basis else frozenset({""})
        return self._current.hashes(finding.under_review.id), basis

    # -- judging -----------------------------------------------------------------------------------------------------

    def judge(self, review: str, key: str, verdict: Verdict, note: str, reviewer: str) -> None:
        """Keep what a person holds of a finding, with the words they read. ReviewError without a name, or for a key that is gone."""
        name = " ".join(reviewer.split())
        if not name:
            raise ReviewError("Chưa có tên người rà soát. Ghi tên hoặc ký hiệu của mình rồi chọn lại.")
        finding = next((f for k, _, f in self._reviewed(self._known(review)) if k == key), None)
        if finding is None:
            raise ReviewError("Cặp quy định này không còn trong lượt rà soát. Mở lại danh sách rồi chọn lại.")
        self.library.add_verdict(key, *hashes_of(finding), verdict.value, note.strip(), name)

    def withdraw(self, opinion: int) -> None:
        """Take one opinion back. An earlier one of the same person on the same finding counts again, as before this one was given."""
        self.library.withdraw_verdict(opinion)

    def agreement(self, review: str) -> Agreement:
        """How far those who judged this review's findings agree; stale opinions are left out. See ``agreement_of``."""
        return agreement_of(
            {person(o.reviewer): o.verdict for o in entry.opinions if not o.stale} for entry in self._entries(review)
        )


def _row(finding: Finding, taken: set[str]) -> SavedFinding:
    key = base = key_of(finding)
    number = 1
    while key in taken:
        number += 1
        key = f"{base} ({number})"
    taken.add(key)
    return SavedFinding(key, *hashes_of(finding), as_data(finding))


def _unheard(*_: object) -> None:
    """Nobody listens."""
