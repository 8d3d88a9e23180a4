"""A language model may smooth words; whatever binds must survive it."""

from __future__ import annotations

import pytest

from assist.training.model import Audience, Lesson, Line, Section, SectionKind, Source
from assist.training.wording import keeps, smooth
from corpus.documents import Status

ON = "2026-03-02"
SOURCE = Source(id="11/2020/TT-ABC điều 2 khoản 1", pinpoint="khoản 1 Điều 2, 11/2020/TT-ABC", status=Status.IN_FORCE)
TEXT = "Thủ thư phải thu sách về trong 14 ngày."


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        ("Trong 14 ngày, thủ thư phải thu sách về.", True),
        ("Trong 15 ngày, thủ thư phải thu sách về.", False),  # another figure
        ("Trong 14 ngày, thủ thư nên thu sách về.", False),  # binds no more
        ("Trong 14 ngày, thủ thư phải thu sách về theo Điều 3.", False),  # a citation of its own
        ("Phải thu 14.", False),  # too little is left
        ("", False),
    ],
)
def test_new_words_must_say_what_the_old_ones_did(after: str, kept: bool) -> None:
    assert keeps(TEXT, after, Audience.COMMUNE_POLICE) is kept


class Fake:
    """Answers with what it was made with, or fails."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer

    def run(self, messages: list, streaming_callback: object = None) -> dict:
        if self.answer is None:
            raise ConnectionError

        class Reply:
            text = self.answer

        return {"replies": [Reply()]}


def lesson(line: Line) -> Lesson:
    section = Section(kind=SectionKind.RULES, title="Quy định", lines=(line,), minutes=30)
    return Lesson.model_validate(
        {
            "topic": "t",
            "title": "T",
            "audience": "công an xã",
            "minutes": 30,
            "on": ON,
            "sections": [section.model_dump()],
        }
    )


@pytest.mark.parametrize(
    ("answer", "edited", "text"),
    [
        ("Trong 14 ngày, thủ thư phải thu sách về.", False, "Trong 14 ngày, thủ thư phải thu sách về."),
        ("Trong 20 ngày, thủ thư phải thu sách về.", False, TEXT),
        ("Trong 14 ngày, thủ thư phải thu sách về.", True, TEXT),
        (None, False, TEXT),
    ],
)
def test_a_line_keeps_its_words_unless_the_new_ones_are_safe(answer: str | None, edited: bool, text: str) -> None:
    line = Line(key="a.b", text=TEXT, sources=(SOURCE,), edited=edited)
    smoothed = smooth(lesson(line), Fake(answer))
    assert smoothed.sections[0].lines[0].text == text
    assert smoothed.sections[0].lines[0].sources == (SOURCE,)
