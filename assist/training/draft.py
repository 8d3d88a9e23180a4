"""A lesson that is worked on, and what stands beside it: what was left out, the words before they were changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import Field

from assist.training.model import Asked, Lesson, Line, QuizItem, SectionKind
from corpus.yamlfiles import Strict

#: Parts made from the others: shown, not edited.
DERIVED = frozenset({SectionKind.SOURCES})
GONE = "Dòng này không còn trong bài; có thể nó vừa được bỏ ở cửa sổ khác."


class EditError(Exception):
    """The change cannot be made; the message is Vietnamese and says what to mend."""


class LeftOut(Strict):
    """A line or a question that was left out, and where it stood. ``part``: of the lesson; ``rejected``: a question that is not
    wanted again, in no lesson.
    """

    part: SectionKind
    at: int
    line: Line | None = None
    item: QuizItem | None = None
    rejected: bool = False

    @property
    def key(self) -> str:
        held = self.line or self.item
        return held.key if held else ""

    @property
    def text(self) -> str:
        return self.line.text if self.line else self.item.stem if self.item else ""


class Work(Strict):
    """What stands beside a kept lesson.

    ``left_out``: newest last. ``uncounted``: keys of objectives that went because nothing was left to count. ``words``:
    ``PART key`` -> the line before a person changed its words; ``items``: a question's key -> the question as it was made. ``seen``:
    ``PART key`` -> what a person was told of its provisions and settled.
    """

    left_out: tuple[LeftOut, ...] = ()
    uncounted: tuple[str, ...] = ()
    words: dict[str, Line] = Field(default_factory=dict)
    items: dict[str, QuizItem] = Field(default_factory=dict)
    seen: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A lesson that is worked on. ``Draft.read(*draft.written()) == draft``."""

    lesson: Lesson
    work: Work = field(default_factory=Work)

    @classmethod
    def read(cls, data: dict[str, Any], work: dict[str, Any]) -> Draft:
        """From what the library keeps. ValueError (pydantic's) if it was written by a program that knew other fields."""
        # what a lesson was asked for stood beside it once
        asked = {name: value for name, value in work.items() if name in Asked.model_fields}
        lesson = Lesson.model_validate({"asked": asked, **data} if asked else data)
        return cls(lesson, Work.model_validate({name: value for name, value in work.items() if name not in asked}))

    def written(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The lesson and the work as JSON values."""
        return self.lesson.model_dump(mode="json"), self.work.model_dump(mode="json")

    def lines(self, part: SectionKind) -> tuple[Line, ...]:
        """The lines of a part; of the case, those of its model answer."""
        if part is SectionKind.CASE:
            return self.lesson.case.answers if self.lesson.case else ()
        section = self.lesson.section(part)
        return section.lines if section else ()

    def line(self, part: SectionKind, key: str) -> Line:
        """EditError if there is none."""
        found = next((line for line in self.lines(part) if line.key == key), None)
        if found is None or part in DERIVED:
            raise EditError(GONE)
        return found

    def before(self, part: SectionKind, key: str) -> Line | None:
        """A line as it was before a person changed its words; None if nobody did."""
        return self.work.words.get(name_of(part, key))

    def with_lines(self, part: SectionKind, lines: Sequence[Line]) -> Draft:
        """The draft with other lines in a part."""
        if part is SectionKind.CASE and self.lesson.case:
            case = self.lesson.case.model_copy(update={"answers": tuple(lines)})
            return self.with_lesson(case=case)
        return self.with_section(part, lines=tuple(lines))

    def with_section(self, part: SectionKind, **changes: Any) -> Draft:
        """The draft with fields of a part changed. EditError if the lesson has no such part."""
        if self.lesson.section(part) is None:
            raise EditError("Bài không có phần này.")
        sections = (s.model_copy(update=changes) if s.kind is part else s for s in self.lesson.sections)
        return self.with_lesson(sections=tuple(sections))

    def with_lesson(self, **changes: Any) -> Draft:
        return replace(self, lesson=self.lesson.model_copy(update=changes))

    def with_work(self, **changes: Any) -> Draft:
        return replace(self, work=self.work.model_copy(update=changes))


def name_of(part: SectionKind, key: str) -> str:
    """What a line is called in ``Work.words``: parts may hold lines of one key."""
    return f"{part.name} {key}"


def settled(draft: Draft, part: SectionKind, key: str, told: str) -> bool:
    """Whether a person has dealt with what was told of a line's provisions."""
    return draft.work.seen.get(name_of(part, key)) == told
