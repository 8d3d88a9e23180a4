"""What a topic means against a small invented library."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import lesson_texts as texts

from assist.training.topics import Topics, title_of
from corpus.library import Library


@pytest.fixture
def topics(tmp_path: Path) -> Topics:
    library = Library.open(f"sqlite:///{tmp_path}/library.sqlite")
    texts.fill(library)
    return Topics(library, [texts.checklist()])


@pytest.mark.parametrize(
    ("text", "procedures", "named"),
    [
        ("cho mượn sách", ["cho-muon-sach"], []),
        ("Việc cho mượn sách cũ", ["cho-muon-sach"], []),
        ("Điều 2 Thông tư số 11/2020/TT-ABC", [], ["11/2020/TT-ABC điều 2"]),
        ("Thông tư 11/2020/TT-ABC", [], ["11/2020/TT-ABC"]),
        ("cho mượn sách theo Thông tư 11/2020/TT-ABC", ["cho-muon-sach"], ["11/2020/TT-ABC"]),
        ("Thông tư 99/2031/TT-XYZ", [], []),
        ("cách nấu phở", [], []),
    ],
)
def test_a_topic_names_procedures_and_provisions(
    topics: Topics, text: str, procedures: list[str], named: list[str]
) -> None:
    topic = topics.read(text, texts.ON)
    assert list(topic.checklists) == procedures
    assert [str(pid) for pid in topic.named] == named
    assert topic.empty == (not procedures and not named and not topic.close)


@pytest.mark.parametrize(
    ("text", "asked", "since"),
    [
        ("Điểm mới từ 01/9/2025 của Thông tư 11/2020/TT-ABC", True, date(2025, 9, 1)),
        ("Những thay đổi của Thông tư 11/2020/TT-ABC", True, None),
        ("Quy định mới từ 31/02/2025 của Thông tư 11/2020/TT-ABC", True, None),
        ("Thông tư 11/2020/TT-ABC", False, None),
    ],
)
def test_what_is_new_may_be_the_topic_itself(topics: Topics, text: str, asked: bool, since: date | None) -> None:
    topic = topics.read(text, texts.ON)
    assert (topic.changes, topic.since) == (asked, since)


def test_where_news_is_asked_the_places_that_amend_belong_to_the_topic(topics: Topics) -> None:
    assert [str(pid) for pid in topics.read("Điểm mới của Thông tư 11/2020/TT-ABC", texts.ON).close] == [
        "22/2025/TT-ABC điều 1"
    ]
    assert not topics.read("Điểm mới từ 01/01/2026 của Thông tư 11/2020/TT-ABC", texts.ON).close


def test_documents_and_procedures_given_beside_the_words_come_in_once(topics: Topics) -> None:
    topic = topics.read(
        "cho mượn sách", texts.ON, ["11/2020/TT-ABC", "khoản 1 Điều 2 Thông tư 11/2020/TT-ABC"], ["cho-muon-sach"]
    )
    assert topic.checklists == ("cho-muon-sach",)
    assert [str(pid) for pid in topic.named] == ["11/2020/TT-ABC", "11/2020/TT-ABC điều 2 khoản 1"]


def test_a_title_has_a_capital_and_no_stray_spaces() -> None:
    assert title_of("  cho   mượn sách. ") == "Cho mượn sách"
