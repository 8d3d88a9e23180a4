"""Reviews as the library keeps them: chunks are kept whole or not at all, verdicts outlive the review, each is in the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.library import Library, SavedFinding
from corpus.library.schema import Audit

ON = date(2026, 3, 2)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(f"sqlite:///{tmp_path}/library.sqlite")


def row(key: str) -> SavedFinding:
    return SavedFinding(key, "a" * 32, "b" * 32, {"what": key})


@pytest.mark.parametrize("against", [None, "all", ("07/2022/TT-BCA",)])
def test_a_review_is_begun_grows_and_ends(library: Library, against: tuple[str, ...] | str | None) -> None:
    made = library.start_review(ON, ["05/2018/TT-BCA"], against, ["LIMIT"], revision=7)
    begun = library.review(made)
    assert begun is not None
    assert (begun.on, begun.documents, begun.against, begun.types) == (ON, ("05/2018/TT-BCA",), against, ("LIMIT",))
    assert (begun.finished, begun.done, begun.total, begun.revision, begun.found) == (None, 0, 0, 7, 0)
    assert library.add_findings(made, [row("y"), row("x")], 25, 40)
    assert library.add_findings(made, [row("z")], 40, 40, after=25)
    library.finish_review(made)
    [ended] = library.reviews()
    assert ended.finished is not None
    assert (ended.done, ended.total, ended.found, ended.problem) == (40, 40, 3, "")
    assert [(f.place, f.key, f.data) for f in library.findings(made)] == [
        (i, key, {"what": key}) for i, key in enumerate("yxz")
    ]


def test_reviews_are_listed_newest_first(library: Library) -> None:
    made = [library.start_review(ON, [name], None, [], revision=1) for name in "abc"]
    assert [r.id for r in library.reviews()] == made[::-1]
    assert [r.id for r in library.reviews(limit=1)] == made[-1:]


def test_a_chunk_is_kept_once(library: Library) -> None:
    """Two windows go on with one review: the one that comes second is told, and nothing is kept twice."""
    made = library.start_review(ON, ["a"], None, [], revision=1)
    assert library.add_findings(made, [row("x")], 25, 40, after=0)
    assert not library.add_findings(made, [row("x")], 25, 40, after=0)
    library.delete_review(made)
    assert not library.add_findings(made, [row("y")], 40, 40)
    assert (library.review(made), library.findings(made)) == (None, [])


def test_a_review_with_a_problem_is_not_at_its_end(library: Library) -> None:
    made = library.start_review(ON, ["a"], None, [], revision=1)
    library.add_findings(made, [row("x")], 25, 40)
    library.finish_review(made, problem="Dừng vì lỗi: hết bộ nhớ")
    stopped = library.review(made)
    assert stopped is not None
    assert (stopped.finished, stopped.problem) == (None, "Dừng vì lỗi: hết bộ nhớ")
    library.add_findings(made, [], 26, 40)
    gone_on = library.review(made)
    assert gone_on is not None
    assert gone_on.problem == ""


def test_a_review_begun_anew_has_found_nothing(library: Library) -> None:
    made = library.start_review(ON, ["a"], None, [], revision=1)
    library.add_findings(made, [row("x")], 25, 40)
    library.restart_review(made, revision=2)
    anew = library.review(made)
    assert anew is not None
    assert (anew.done, anew.total, anew.found, anew.revision) == (0, 0, 0, 2)


def test_verdicts_are_kept_each_and_outlive_the_review(library: Library) -> None:
    made = library.start_review(ON, ["a"], None, [], revision=1)
    library.add_findings(made, [row("x")], 1, 1)
    first = library.add_verdict("x", "a" * 32, "b" * 32, "chồng chéo", "xem lại", "cán bộ 07")
    second = library.add_verdict("x", "a" * 32, "b" * 32, "chưa rõ", "", "cán bộ 07")
    other = library.add_verdict("y", "a" * 32, "", "chưa rõ", "", "cán bộ 08")
    library.delete_review(made)
    assert library.verdicts(["x", "không có"]) == [second, first]
    assert library.verdicts() == [other, second, first]
    assert library.verdicts([]) == []
    assert (first.note, first.reviewer, first.withdrawn) == ("xem lại", "cán bộ 07", None)


def test_a_verdict_is_withdrawn_once_and_stays_in_the_log(library: Library) -> None:
    said = library.add_verdict("x", "a" * 32, "", "chồng chéo", "", "cán bộ 07")
    assert library.withdraw_verdict(said.id)
    assert not library.withdraw_verdict(said.id)
    assert not library.withdraw_verdict(99)
    [kept] = library.verdicts(["x"])
    assert kept.withdrawn is not None
    with Session(library.engine) as session:
        log = [(a.action, a.detail["ý kiến"]) for a in session.scalars(select(Audit))]
    assert log == [("quyết định về cặp quy định", "chồng chéo"), ("rút ý kiến về cặp quy định", "chồng chéo")]


def test_reviews_leave_the_texts_as_they_are(library: Library) -> None:
    before = library.revision()
    made = library.start_review(ON, ["a"], None, [], revision=before)
    library.add_findings(made, [row("x")], 1, 1)
    library.add_verdict("x", "a" * 32, "", "chưa rõ", "", "cán bộ 07")
    assert library.revision() == before
