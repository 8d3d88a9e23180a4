"""The bank of questions: what trainers edited, rejected or wrote is used in other lessons too, while its provisions say the same.

A drawn question is named by its line and its form without the seed: of one line and form lessons draw one question in many dresses,
and what a trainer decided of it holds for all of them. Questions for pupils are others and are named apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from assist.training.asking.stems import PLAIN
from assist.training.draft import Draft
from assist.training.grounds import Grounds, source
from assist.training.model import Audience, Lesson, Line, QuizItem, Source
from assist.training.quiz import make_quiz
from assist.training.quiz_editing import OWN, Maker
from assist.training.staleness import changes_of
from assist.training.suitability import suitability
from corpus.checklists import Checklist
from corpus.library import Library, SavedItem
from corpus.provisions import ProvisionId

_TRIES = 3  # times that a quiz is drawn longer to make up for rejected questions


class State(StrEnum):
    """What a trainer did to a question."""

    EDITED = "đã sửa"
    REJECTED = "đã bỏ"
    WRITTEN = "tự soạn"


@dataclass(frozen=True)
class Entry:
    """A question of the bank. ``on``: the day of validity of the lesson it is from; ``changed``: when it was kept.

    ``review``: what happened to its provisions since, "" while they say the same; such a question is not used.
    """

    key: str
    state: State
    audience: Audience
    on: date
    item: QuizItem
    changed: datetime
    review: str = ""


#: What stood in the bank under keys before a change, None for nothing.
Before = dict[str, SavedItem | None]


def entry_key(item: QuizItem, audience: Audience) -> str:
    """The name of a question in the bank.

    >>> item = QuizItem.model_construct(key="tin-bao.nhan.figure.0a1b2c3d")
    >>> entry_key(item, Audience.SPEAKERS), entry_key(item, Audience.PUPILS)
    ('tin-bao.nhan.figure', 'tin-bao.nhan.figure hs')
    """
    name = item.key if item.key.startswith(OWN) else item.key.rpartition(".")[0] or item.key
    return f"{name} hs" if audience in PLAIN else name


class Bank:
    """The bank of a library; what its questions rest on is read through ``grounds``."""

    def __init__(self, library: Library, grounds: Grounds) -> None:
        self.library = library
        self.grounds = grounds

    # Using ---------------------------------------------------------------------------------------------------------

    def quiz(
        self,
        lines: Sequence[Line],
        count: int,
        seed: int,
        audience: Audience,
        on: date,
        *,
        checklists: Sequence[Checklist] | None = None,
        levels: Sequence[int] = (),
        title: str = "",
    ) -> tuple[tuple[QuizItem, ...], int]:
        """A quiz as ``make_quiz`` gives it, without rejected questions and with edited ones in their edited words; and how many
        rejected ones were passed over.
        """
        entries = {saved.key: saved for saved in self.library.bank_items()}

        def rejected(item: QuizItem) -> bool:
            entry = entries.get(entry_key(item, audience))
            return entry is not None and entry.state == State.REJECTED

        passed = 0
        for _ in range(_TRIES):
            # of one draw all questions go with each other; so a longer one is drawn and what is too much of it left out
            drawn = make_quiz(lines, count + passed, seed, audience, checklists=checklists, levels=levels, title=title)
            fit = [item for item in drawn if not rejected(item)]
            over = len(drawn) - len(fit)
            if over <= passed:
                break
            passed = over
        while len(fit) > count:
            most = Counter(item.level for item in fit).most_common(1)[0][0]
            fit.remove(next(item for item in reversed(fit) if item.level == most))
        return tuple(self._edited(item, entries.get(entry_key(item, audience)), audience, on) for item in fit), passed

    def maker(self, lesson: Lesson) -> Maker:
        """``quiz`` for more questions of a lesson."""
        levels = lesson.asked.levels

        def make(lines: Sequence[Line], count: int, seed: int, audience: Audience) -> Sequence[QuizItem]:
            return self.quiz(lines, count, seed, audience, lesson.on, levels=levels, title=lesson.title)[0]

        return make

    def offers(self, lesson: Lesson) -> list[QuizItem]:
        """Questions that trainers wrote and that go into a lesson: it holds their provisions, which still say the same."""
        held = {s.id for section in lesson.sections for line in section.lines for s in line.sources}
        held |= {s.id for line in (lesson.case.answers if lesson.case else ()) for s in line.sources}
        there = {item.key for item in lesson.quiz} | {item.stem for item in lesson.quiz}
        found = []
        for entry in map(_entry, self.library.bank_items()):
            item = entry.item
            if (
                entry.state is not State.WRITTEN
                or {item.key, item.stem} & there
                or not {s.id for s in item.sources} <= held
            ):
                continue
            if _suits(item, lesson.audience) and (sources := self._standing(entry, lesson.on)):
                found.append(item.model_copy(update={"sources": sources}))
        return found

    def entries(self, on: date) -> list[Entry]:
        """The whole bank, newest first, held against the library as it is on a day."""
        found = [_entry(saved) for saved in self.library.bank_items()]
        self.grounds.bases.read(
            (ProvisionId.parse(s.id), on) for e in found for s in e.item.sources
        )  # at once is quicker
        return [replace(entry, review=self._review(entry, on)) for entry in found]

    def _edited(self, item: QuizItem, saved: SavedItem | None, audience: Audience, on: date) -> QuizItem:
        if saved is None or saved.state != State.EDITED:
            return item
        entry = _entry(saved)
        sources = self._standing(entry, on)
        if not sources or not _suits(entry.item, audience):
            return item
        return entry.item.model_copy(update={"key": item.key, "sources": sources})

    def _standing(self, entry: Entry, on: date) -> tuple[Source, ...]:
        """The question's provisions as they stand on the day; none if one does not say what it said."""
        if self._review(entry, on):
            return ()
        pids = [ProvisionId.parse(s.id) for s in entry.item.sources]
        bases = self.grounds.bases.read((pid, on) for pid in pids)
        return tuple(source(bases[pid, on], self.grounds.amended(pid, on)) for pid in pids)

    def _review(self, entry: Entry, on: date) -> str:
        pids = {s.id: ProvisionId.parse(s.id) for s in entry.item.sources}
        bases = self.grounds.bases.read((pid, on) for pid in pids.values())
        told = [
            words
            for s in entry.item.sources
            for _, words in changes_of(s, bases[pids[s.id], on], entry.on, on, self.grounds)
        ]
        return " ".join(dict.fromkeys(told))

    # Keeping -------------------------------------------------------------------------------------------------------

    def learn(self, before: Draft, after: Draft) -> Before:
        """Keep what a change of a lesson says of its questions; what stood in the bank before, for ``put_back``."""
        was, now = _decided(before), _decided(after)
        changed = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
        stood: Before = {key: self.library.bank_item(key) for key in changed}
        lesson = after.lesson
        for key in changed:
            if key in now:
                state, item = now[key]
                kept = SavedItem(
                    key, state.value, lesson.audience.value, lesson.on, item.model_dump(mode="json"), datetime.now()
                )
                self.library.keep_bank_item(kept)
            else:
                self.library.drop_bank_item(key)
        return stood

    def put_back(self, stood: Before) -> None:
        """The bank as it stood before a change."""
        for key, saved in stood.items():
            if saved is None:
                self.library.drop_bank_item(key)
            else:
                self.library.keep_bank_item(saved)

    def take_out(self, key: str) -> Before:
        """The bank without a question; lessons that hold it keep it. What stood there, for ``put_back``."""
        stood: Before = {key: self.library.bank_item(key)}
        self.library.drop_bank_item(key)
        return stood

    def confirm(self, key: str, on: date) -> Before:
        """A question that was looked at again: it holds for its provisions as they stand on the day."""
        saved = self.library.bank_item(key)
        if saved is not None:
            entry = _entry(saved)
            read = self.grounds.read([ProvisionId.parse(s.id) for s in entry.item.sources], on)
            if len(read.sources) == len(entry.item.sources):  # what rests on an ended provision is not right again
                item = entry.item.model_copy(update={"sources": read.sources})
                self.library.keep_bank_item(
                    replace(saved, on=on, data=item.model_dump(mode="json"), changed=datetime.now())
                )
        return {key: saved}


def usable(entries: Iterable[Entry]) -> list[Entry]:
    """Those that a quiz may hold: not rejected, nothing to look at again."""
    return [entry for entry in entries if entry.state is not State.REJECTED and not entry.review]


def _decided(draft: Draft) -> dict[str, tuple[State, QuizItem]]:
    """What the trainer of a lesson decided of its questions, by their names in the bank."""
    audience = draft.lesson.audience
    found = {}
    for out in draft.work.left_out:
        if out.item and out.item.key.startswith(OWN):  # left out of one lesson, it still is a question for others
            found[entry_key(out.item, audience)] = (State.WRITTEN, out.item)
        elif out.item and out.rejected:
            found[entry_key(out.item, audience)] = (State.REJECTED, out.item)
    for item in draft.lesson.quiz:
        if item.key.startswith(OWN):
            found[entry_key(item, audience)] = (State.WRITTEN, item)
        elif item.edited:
            found[entry_key(item, audience)] = (State.EDITED, item)
    return found


def _entry(saved: SavedItem) -> Entry:
    item = QuizItem.model_validate(saved.data)
    return Entry(saved.key, State(saved.state), Audience(saved.audience), saved.on, item, saved.changed)


def _suits(item: QuizItem, audience: Audience) -> bool:
    fit = suitability(audience)
    words = " ".join((item.stem, *item.options, item.explanation))
    return not fit.forbidden(words) and not fit.too_long(item.stem)
