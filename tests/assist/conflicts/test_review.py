"""A review over a small library: pairs once, the right one under review, checks against facts, and what cannot be reviewed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assist.conflicts.listing import as_dicts, words_of_difference
from assist.conflicts.model import Clause, DifferenceType, Finding, Severity
from assist.conflicts.pairs import sides
from assist.conflicts.review import Review, ReviewError
from assist.conflicts.shelf import Shelf
from corpus.library import Library
from corpus.provisions import ProvisionId
from tests.assist.conflicts.small_texts import (
    EMPTY,
    ENDED,
    FILLER,
    LAW,
    NEWER,
    OLDER,
    ON,
    document,
    passing_on,
    put,
    words,
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(f"sqlite:///{tmp_path_factory.mktemp('kho')}/library.sqlite")
    cited = (
        "Việc khác",
        "Thủ thư kê sách theo khoản 9 Điều 3 Thông tư này và báo Sở Lao động - Thương binh và Xã hội.",
    )
    texts = [
        (document(LAW, "Luật", date(2024, 3, 1)), words(LAW, FILLER, passing_on("24 giờ"))),
        (
            document(OLDER, "Thông tư", date(2018, 4, 1)),
            words(OLDER, cited, passing_on("03 ngày"), ("Xếp sách", "1. Theo cỡ.\n2. Theo vần.")),
        ),
        (document(NEWER, "Thông tư", date(2022, 5, 1)), words(NEWER, passing_on("48 giờ"))),
        (document(ENDED, "Thông tư", date(2009, 5, 1), date(2018, 4, 1)), words(ENDED, passing_on("06 ngày"))),
        (document(EMPTY, "Thông tư", date(2023, 5, 1)), ()),
    ]
    for i, (facts, provisions) in enumerate(texts):
        put(library, f"{i}.docx", facts, provisions)
    return library


@pytest.fixture(scope="module")
def review(library: Library) -> Review:
    return Review(library, ON, Shelf(library))


def limits(review: Review, numbers: list[str], against: list[str] | str | None = None) -> list[tuple[str, str]]:
    found = review.run(numbers, against, {DifferenceType.LIMIT})
    return [(str(f.under_review.id), str(f.basis.id)) for f in found if f.basis]


def test_each_pair_once_with_the_lower_and_the_earlier_under_review(review: Review) -> None:
    law, older, newer = (f"{n} điều {a} khoản 2" for n, a in ((LAW, 2), (OLDER, 2), (NEWER, 1)))
    assert sorted(limits(review, [NEWER, LAW, OLDER])) == sorted([(older, law), (newer, law), (older, newer)])


def test_spans_and_words_follow_the_sides(review: Review) -> None:
    [found] = review.run([LAW, OLDER], types={DifferenceType.LIMIT})
    assert found.basis is not None
    [mine], [theirs] = found.difference.left, found.difference.right
    assert "03 ngày" in found.under_review.text[mine.start : mine.end]
    assert "24 giờ" in found.basis.text[theirs.start : theirs.end]
    assert LAW in found.prevails
    assert 0.45 < found.likeness <= 1


@pytest.mark.parametrize(
    ("numbers", "against", "pairs"),
    [
        ([OLDER], [NEWER], {OLDER, NEWER}),
        ([OLDER], "all", {OLDER, NEWER, LAW}),  # what has ended is no basis unless it is asked for
        ([OLDER], [ENDED], {OLDER, ENDED}),
        (["Luật Mượn sách", "07/2022/tt-bca"], None, {LAW, NEWER}),
    ],
)
def test_what_is_compared_with_what(
    review: Review, numbers: list[str], against: list[str] | str | None, pairs: set[str]
) -> None:
    found = limits(review, numbers, against)
    assert {side.split(" ")[0] for pair in found for side in pair} == pairs


def test_clauses_against_facts(review: Review) -> None:
    found = review.run([OLDER, LAW])
    facts = {f.difference.type: f for f in found if f.basis is None}
    assert facts.keys() == {DifferenceType.REFERENCE, DifferenceType.BODY}
    assert all(f.under_review.id == ProvisionId.parse(f"{OLDER} điều 1") and f.fact for f in facts.values())
    only = review.run([OLDER, LAW], types={DifferenceType.BODY})
    assert [f.difference.type for f in only] == [DifferenceType.BODY]


def test_the_gravest_come_first_and_the_list_may_be_cut(review: Review) -> None:
    found = review.run([LAW, OLDER, NEWER])
    order = [list(Severity).index(f.difference.severity) for f in found]
    assert order == sorted(order)
    assert review.run([LAW, OLDER, NEWER], limit=2) == found[:2]


def test_a_review_that_was_stopped_goes_on_and_finds_the_same(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assist.conflicts.pairs._STEP", 2)
    numbers = [LAW, OLDER, NEWER]
    whole = list(review.steps(numbers))
    assert [done for done, _, _ in whole] == sorted({done for done, _, _ in whole})
    assert (whole[0][0], whole[0][2], whole[-1][0]) == (0, [], whole[-1][1])
    for stopped in range(len(whole)):
        done, total, _ = whole[stopped]
        rest = list(review.steps(numbers, start=done, of=total))
        assert rest[0] == (done, total, [])
        assert rest[1:] == whole[stopped + 1 :]


def test_a_review_of_other_steps_begins_anew(review: Review) -> None:
    assert next(review.steps([LAW, OLDER], start=3, of=99))[0] == 0


def test_progress_is_told_to_the_end(review: Review) -> None:
    told: list[tuple[int, int]] = []
    review.run([LAW, OLDER], progress=lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.parametrize(
    ("numbers", "against", "says"),
    [
        ([], None, "Chưa chọn văn bản"),
        ([LAW], None, "Chỉ có một văn bản"),
        ([LAW, "30/2024/qh15"], None, "Chỉ có một văn bản"),
        ([LAW], [LAW], "Chỉ có một văn bản"),
        ([LAW, "99/2099/TT-XYZ"], None, "Kho không có văn bản “99/2099/TT-XYZ”"),
        ([LAW, " "], None, "Kho không có văn bản"),
        ([LAW, EMPTY], None, f"chưa có nguyên văn của {EMPTY}"),
        ([LAW], [EMPTY], "nạp tệp của văn bản ấy"),
    ],
)
def test_what_cannot_be_reviewed(
    library: Library, review: Review, numbers: list[str], against: list[str] | None, says: str
) -> None:
    for each in (review, Review(library, ON)):  # with the library read already, and without
        with pytest.raises(ReviewError, match=r"^[A-ZĐ]") as told:
            each.run(numbers, against)
        assert says in str(told.value)


def test_the_contract_of_the_list(review: Review) -> None:
    items = as_dicts((finding, "") for finding in review.run([LAW, OLDER, NEWER]))
    keys = ["type", "severity", "under_review", "basis", "difference", "prevails", "verdict"]
    assert all(list(item) == keys and item["verdict"] == "" for item in items)
    pair = next(item for item in items if item["basis"])
    assert list(pair["under_review"]) == list(pair["basis"]) == ["document", "article", "clause", "point", "text"]
    assert any(item["basis"] is None for item in items)
    assert "mâu thuẫn" not in json.dumps(items, ensure_ascii=False).lower()


@pytest.mark.parametrize(
    ("left", "right", "swapped"),
    [
        (("Luật", LAW, 2024), ("Thông tư", NEWER, 2022), True),
        (("Thông tư", NEWER, 2022), ("Luật", LAW, 2024), False),
        (("Thông tư", NEWER, 2022), ("Thông tư", OLDER, 2018), True),
        (("Thông tư", OLDER, 2018), ("Thông tư", NEWER, 2022), False),
        (("Thông tư", NEWER, None), ("Thông tư", OLDER, 2018), False),
    ],
)
def test_which_is_under_review(
    left: tuple[str, str, int | None], right: tuple[str, str, int | None], swapped: bool
) -> None:
    one, two = (
        Clause(ProvisionId.parse(f"{number} điều 1"), "Lời.", kind=kind, issued=date(year, 1, 1) if year else None)
        for kind, number, year in (left, right)
    )
    assert sides(one, two) == ((two, one) if swapped else (one, two))


def test_further_points_are_told_after_the_gravest(review: Review) -> None:
    [found] = review.run([LAW, OLDER], types={DifferenceType.LIMIT})
    more = Finding(found.under_review, found.difference, found.basis, others=(found.difference,))
    assert words_of_difference(more) == words_of_difference(found)  # said once
