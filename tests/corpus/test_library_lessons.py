"""Lessons as the library keeps them: listed by the last change, changed one after the other, gone without a trace."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(f"sqlite:///{tmp_path}/library.sqlite")


def data(title: str) -> dict[str, Any]:
    return {"title": title, "topic": "mượn sách", "audience": "học sinh", "on": "2026-03-02", "sections": []}


def test_a_lesson_is_kept_with_what_lists_name_it_by(library: Library) -> None:
    made = library.add_lesson(data("Mượn sách"))
    [name] = library.lessons()
    assert (name.id, name.title, name.topic, name.audience, name.on) == (
        made,
        "Mượn sách",
        "mượn sách",
        "học sinh",
        date(2026, 3, 2),
    )
    kept = library.lesson(made)
    assert kept is not None
    assert (kept.data, kept.work) == (data("Mượn sách"), {})


def test_the_lesson_worked_on_last_comes_first(library: Library) -> None:
    made = [library.add_lesson(data(title)) for title in "ab"]
    assert [name.id for name in library.lessons()] == made[::-1]
    changed = library.change_lesson(made[0], lambda saved: (saved.data | {"title": "c"}, {"left": [1]}))
    assert changed is not None
    assert (changed.title, changed.work) == ("c", {"left": [1]})
    assert [name.title for name in library.lessons()] == ["c", "b"]
    assert [name.title for name in library.lessons(limit=1)] == ["c"]


def test_a_change_that_fails_keeps_nothing(library: Library) -> None:
    made = library.add_lesson(data("a"))

    def fail(_: object) -> Any:
        raise ValueError("hỏng")

    with pytest.raises(ValueError, match="hỏng"):
        library.change_lesson(made, fail)
    kept = library.lesson(made)
    assert kept is not None
    assert kept.title == "a"


def test_a_deleted_lesson_is_gone(library: Library) -> None:
    made = library.add_lesson(data("a"))
    library.delete_lesson(made)
    assert library.lesson(made) is None
    assert library.change_lesson(made, lambda saved: (saved.data, {})) is None


def test_lessons_leave_the_texts_as_they_are(library: Library) -> None:
    before = library.revision()
    library.add_lesson(data("a"))
    assert library.revision() == before
