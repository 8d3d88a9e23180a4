"""A kept lesson as the template shows it: parts with their lines, marks, links to provisions, what may be done to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from assist.training.counting import count_differs
from assist.training.draft import Draft, name_of
from assist.training.edit_checks import check_edit, check_words
from assist.training.editing import trimmed
from assist.training.model import LEVELS, Line, QuizItem, Section, SectionKind, Source
from assist.training.quiz_editing import OWN
from assist.training.staleness import StaleLine
from corpus.documents import Status
from corpus.library import SavedLesson
from ui.training import FILES, OF_QUIZ

#: What is typed at the head of an official handout: the name of each field and its label.
PRINTED = (
    ("upper_body", "Cơ quan chủ quản"),
    ("body", "Cơ quan lập"),
    ("number", "Số, ký hiệu"),
    ("place", "Địa danh"),
    ("position", "Chức vụ người ký"),
)
#: Lines that changed, by part and key.
Stale = Mapping[tuple[SectionKind, str], StaleLine]


def lesson_view(saved: SavedLesson, draft: Draft, stale: Stale) -> dict[str, Any]:
    """Values for ``training_lesson.html``."""
    lesson = trimmed(draft.lesson)
    return {
        "id": saved.id,
        "lesson": lesson,
        "audience": lesson.audience.value,
        "parts_list": [_part(draft, section, stale) for section in lesson.sections],
        "documents": [_document(d) for d in lesson.documents],
        "files": [(kind, name) for kind, name in FILES.items() if lesson.quiz or kind not in OF_QUIZ],
        "printed": PRINTED,
        "choices": _choices(draft),
        "levels": LEVELS,
        "total": sum(section.minutes for section in lesson.sections),
    }


def _choices(draft: Draft) -> list[tuple[str, str]]:
    """Lines that a question in a person's own words can rest on: name and words."""
    parts = (SectionKind.RULES, SectionKind.LIMITS, SectionKind.DO_DONT, SectionKind.CHANGES)
    return [(name_of(part, line.key), f"{part.value}: {line.text}") for part in parts for line in draft.lines(part)]


def _part(draft: Draft, section: Section, stale: Stale) -> dict[str, Any]:
    kind, lesson = section.kind, draft.lesson
    lines = [_line(draft, kind, line, stale) for line in section.lines]
    case = lesson.case if kind is SectionKind.CASE else None
    return {
        "name": kind.name,
        "kind": kind.value,
        "title": section.title,
        "minutes": section.minutes,
        "notes": section.notes,
        "groups": [(name, list(own)) for name, own in groupby(lines, key=lambda line: str(line["group"]))],
        "do": [line for line in lines if line["do"]],
        "dont": [line for line in lines if not line["do"]],
        "lines": lines,
        "case": case,
        "case_warnings": check_words(" ".join((case.story, *case.questions)), lesson.audience) if case else [],
        "answers": [_line(draft, kind, line, stale) for line in case.answers] if case else [],
        "quiz": [_item(draft, item, stale) for item in lesson.quiz] if kind is SectionKind.QUIZ else [],
        "left_out": [{"key": x.key, "text": x.text} for x in draft.work.left_out if x.part is kind],
        "count": len(lesson.quiz) if kind is SectionKind.QUIZ else len(lines),
    }


def _line(draft: Draft, part: SectionKind, line: Line, stale: Stale) -> dict[str, Any]:
    before = draft.before(part, line.key)
    return {
        "part": part.name,
        "key": line.key,
        "text": line.text,
        "who": line.who,
        "act": line.act,
        "limit": line.limit,
        "row": part is SectionKind.LIMITS and bool(line.act or line.limit),
        "do": line.do,
        "group": line.group,
        "edited": line.edited,
        "before": before.text if before else "",
        "warnings": _warnings(draft, part, line, before),
        # a provision that is chưa xác minh has its own mark beside it; the line is marked where none has
        "doubtful": bool(line.doubt) and all(source.status is not Status.UNVERIFIED for source in line.sources),
        "doubt": line.doubt,
        "sources": _sources(line.sources),
        "stale": stale.get((part, line.key)),
    }


def _warnings(draft: Draft, part: SectionKind, line: Line, before: Line | None) -> list[str]:
    found = check_edit(before, line, draft.lesson.audience) if before else []
    told = count_differs(draft.lesson, line) if part is SectionKind.OBJECTIVES else ""
    return [*found, told] if told else found


def _item(draft: Draft, item: QuizItem, stale: Stale) -> dict[str, Any]:
    return {
        "part": SectionKind.QUIZ.name,
        "key": item.key,
        "kind": item.kind.value,
        "fixed": item.kind.name == "TRUE_FALSE",
        "level": item.level,
        "stem": item.stem,
        "options": item.options,
        "answer": item.answer,
        "explanation": item.explanation,
        "wrong": item.wrong,
        "edited": item.edited,
        "restorable": item.key in draft.work.items,
        "own": item.key.startswith(OWN),
        "warnings": check_words(" ".join((item.stem, *item.options)), draft.lesson.audience) if item.edited else [],
        "sources": _sources(item.sources),
        "stale": stale.get((SectionKind.QUIZ, item.key)),
    }


def _sources(sources: Sequence[Source]) -> list[dict[str, Any]]:
    return [
        {
            "id": source.id,
            "pinpoint": source.pinpoint[:1].upper() + source.pinpoint[1:],
            "status": source.status.value,
            "plain": source.status is Status.IN_FORCE,
            "quote": source.quote,
            "origin": source.origin,
            "remarks": source.remarks,
        }
        for source in sources
    ]


def _document(document: Any) -> dict[str, Any]:
    return {**document.model_dump(exclude={"status"}), "status": document.status.value}


def stale_view(stale: Stale, draft: Draft) -> list[dict[str, Any]]:
    """The lines whose provisions changed, in the order of the lesson, each with what would be said now."""
    told = []
    for (part, key), found in stale.items():
        own = next((line for line in draft.lines(part) if line.key == key), None)
        item = next((i for i in draft.lesson.quiz if i.key == key), None) if part is SectionKind.QUIZ else None
        words = item.stem if item else own.text if own else ""
        now = found.now
        told.append(
            {
                "part": part.name,
                "kind": part.value,
                "key": key,
                "words": words,
                "change": found.change.value,
                "text": found.text,
                "quiz": item is not None,
                "gone": now is None,
                "now": now.text if now and now.text != words else "",
                "edited": found.edited,
            }
        )
    return told
