"""Branches of law that a question and a title name, and what candidates are told of them."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.documents import Document, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import Level, Provision, ProvisionId, Step
from corpus.settings import Settings
from search.branches import branches
from search.model import Query
from search.service import Searcher

TITLES = {
    "101/2015/QH13": "Bộ luật Tố tụng hình sự",
    "92/2015/QH13": "Bộ luật Tố tụng dân sự",
    "15/2012/QH13": "Luật Xử lý vi phạm hành chính",
    "102/2016/QH13": "Luật Trẻ em",
}
CRIMINAL, CIVIL, ADMINISTRATIVE, CHILDREN = TITLES


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bộ luật Tố tụng hình sự", {"hinh su"}),
        ("THI HÀNH ÁN DÂN SỰ", {"dan su"}),
        ("xu phat vi pham hanh chinh", {"hanh chinh"}),
        ("phần dân sự trong vụ án hình sự", {"hinh su", "dan su"}),
        ("người dân sống gần đây", set()),
        ("", set()),
    ],
)
def test_branches_named(text: str, named: set[str]) -> None:
    assert branches(text) == named


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Four laws that say the same. Tests must not write to it."""
    settings = Settings(home=tmp_path_factory.mktemp("branches"))
    library = Library.open(settings.database)
    for number, title in TITLES.items():
        pid = ProvisionId(number, (Step(Level.ARTICLE, "7"),))
        words = "Điều 7. Thời hạn kháng nghị\nThời hạn kháng nghị là 15 ngày kể từ ngày tuyên án."
        document = Document(number, "Luật", title, validity=Validity(date(2016, 1, 1)))
        facts = FileFacts(number.ljust(64, "0"), number, f"/{number}", 1, "docx")
        library.store(facts, [Text(document, (Provision(pid, words, heading="Thời hạn kháng nghị"),), amended={})])
    searcher = Searcher(library, settings)
    searcher.refresh()
    return searcher


@pytest.mark.parametrize(
    ("question", "same", "other"),
    [
        ("thời hạn kháng nghị bản án hình sự", {CRIMINAL}, {CIVIL, ADMINISTRATIVE}),
        ("thoi han khang nghi ban an hinh su", {CRIMINAL}, {CIVIL, ADMINISTRATIVE}),
        ("thời hạn kháng nghị phần dân sự của án hình sự", {CRIMINAL, CIVIL}, {ADMINISTRATIVE}),
        ("thời hạn kháng nghị bản án", set(), set()),
    ],
)
def test_candidates_of_the_branch_and_of_others(
    searcher: Searcher, question: str, same: set[str], other: set[str]
) -> None:
    candidates = searcher.ranking(Query(question, date(2026, 11, 21))).gathered.candidates
    assert {c.document for c in candidates} == set(TITLES)
    assert {c.document for c in candidates if c.branch} == same
    assert {c.document for c in candidates if c.other_branch} == other
