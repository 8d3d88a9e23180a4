"""Which pieces of the material apply on a day: periods that are over, amendments that do not touch a sentence, who gives a support."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import lesson_texts as texts

from assist.checklists.bases import Bases
from assist.training.gathering import Gatherer
from assist.training.grounds import Grounds
from assist.training.model import Audience
from assist.training.topics import Topic
from corpus.documents import Document, Evidence, Validity
from corpus.library import FileFacts, Library, Text
from corpus.notes import Notes
from corpus.provisions import ProvisionId

TOPIC = Topic("sách", named=(ProvisionId(texts.NUMBER),))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = Library.open(f"sqlite:///{tmp_path}/library.sqlite")
    texts.fill(opened)
    return opened


def note(number: str, provision: str, **entries: Any) -> Notes:
    article = {"provision": provision, "heading": "Sách", "gist": "Chuyện sách.", "partial": True, **entries}
    return Notes.model_validate({"document": number, "articles": [article]})


def told(library: Library, *notes: Notes, on: date = texts.ON, checklists: bool = False) -> list[Any]:
    bases = Bases(library)
    given = [texts.checklist()] if checklists else []
    return Gatherer(bases, Grounds(bases), given, notes).gather(TOPIC, Audience.INVESTIGATORS, on).candidates


@pytest.mark.parametrize(
    ("deadline", "on", "over"),
    [
        ("đến năm 2025", date(2026, 3, 2), True),
        ("đến năm 2025", date(2025, 12, 31), False),
        ("đến hết năm 2026", date(2026, 3, 2), False),
        ("", date(2026, 3, 2), False),
    ],
)
def test_a_target_says_that_its_period_is_over(library: Library, deadline: str, on: date, over: bool) -> None:
    target = {"goal": "sách về đúng hạn", "bound": "đạt", "figure": 95, "unit": "%", "deadline": deadline}
    (found,) = told(library, note(texts.NUMBER, "điều 2", targets=[target | {"evidence": "điều 2"}]), on=on)
    assert ("tính đến ngày học đã hết kỳ" in found.piece.text) == over


@pytest.mark.parametrize(
    ("text", "there"), [("Người xem sách ghi tên vào sổ", True), ("Sách quý xem tại phòng đọc", False)]
)
def test_a_note_stands_where_only_words_were_exchanged_that_it_does_not_use(
    library: Library, text: str, there: bool
) -> None:
    own = note(texts.NUMBER, "điều 3", statements=[{"text": text, "evidence": "điều 3"}])
    exchange = {"text": "Ở Điều 3, “phòng đọc” được thay bằng “thư viện”", "evidence": "điều 1"}
    found = told(library, own, note(texts.NEW, "điều 1", statements=[exchange]))
    assert [c.piece.text for c in found if "điều 3" in str(c.piece.provisions[0])] == ([f"{text}."] if there else [])
    assert not any(c.ground.doubt for c in found)


def test_what_ended_or_has_not_begun_is_counted_and_not_taught(library: Library) -> None:
    bases = Bases(library)
    gathered = Gatherer(bases, Grounds(bases), [texts.checklist()], []).gather(
        TOPIC, Audience.INVESTIGATORS, date(2009, 1, 1)
    )
    assert gathered.any_piece
    assert gathered.ended
    assert not gathered.candidates


@pytest.mark.parametrize(("on", "over"), [(date(2026, 3, 2), True), (date(2025, 6, 1), False)])
def test_a_task_of_a_plan_whose_years_are_over_is_told_and_nobody_is_told_to_do_it(
    library: Library, on: date, over: bool
) -> None:
    number = "7/KH-TV"
    plan = Document(
        number,
        "Kế hoạch",
        "Kế hoạch đọc sách giai đoạn 2021-2025",
        validity=Validity(date(2021, 1, 1), None, Evidence("kh.txt")),
    )
    words = texts.article(number, 1, "Đọc sách", ["Thư viện báo cáo mỗi quý."])
    library.store(FileFacts("09" * 32, "kh.txt", "/tmp/k", 20, "text"), [Text(plan, (words,))])
    task = {"lead": "Thư viện", "act": "lập tủ sách cho từng lớp, đạt chỉ tiêu đã đề ra", "evidence": "điều 1"}
    topic = Topic("sách", named=(ProvisionId(number),))
    bases = Bases(library)
    gatherer = Gatherer(bases, Grounds(bases), [], [note(number, "điều 1", tasks=[task])])
    (found,) = gatherer.gather(topic, Audience.INVESTIGATORS, on).candidates
    assert found.piece.text.endswith("tính đến ngày học đã hết kỳ.") == over
    assert bool(found.piece.imperative) != over
    assert bool(found.piece.act) != over
