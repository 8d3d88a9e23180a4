"""What the reports of a review say alike: opinions, proposals, counts; and the report as data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assist.conflicts.desk import State, Verdict
from assist.conflicts.exports import review_file
from assist.conflicts.exports.rows import (
    Pair,
    as_json,
    by_type,
    fact_words,
    kinds,
    met,
    number_words,
    opinion_words,
    pairs,
    place,
    proposal_words,
    type_by_state,
    verdicts,
)
from assist.conflicts.model import DifferenceType, Severity
from assist.conflicts.review import ALL
from tests.assist.conflicts.review_sample import (
    ABOUT,
    CIRCULAR,
    DISPUTED,
    ENTRIES,
    FACT,
    JOINT,
    LAW,
    OPEN,
    REOPENED,
    A,
)


def test_place_names_the_provision_as_a_sentence_begins() -> None:
    assert place(DISPUTED.finding.under_review) == "Khoản 2 Điều 5 Thông tư số 05/2018/TT-BCA"


@pytest.mark.parametrize(
    ("entry", "opinions", "proposals"),
    [
        (OPEN, ["chưa có ý kiến"], []),
        (
            DISPUTED,
            [
                "[khác ý nhau]",
                "Chồng chéo (Người A, 05/03/2026): Hai nơi một việc.",
                "Mâu thuẫn (Người B, 04/03/2026)",
            ],
            ["Giữ ở luật. (Người A)", "Bỏ khoản 2 (Người B)"],
        ),
        (
            REOPENED,
            [
                "[lời văn đã đổi, xem lại]",
                "Chưa rõ (Người B, 01/02/2026, ý kiến trên lời văn trước khi đổi): hỏi lại",
                "Lời văn trong kho nay đã khác lời văn ghi ở đây.",
            ],
            [],
        ),
        (
            replace(DISPUTED, state=State.JUDGED, opinions=(replace(A, note="Không có đề xuất: để vậy"),)),
            ["Chồng chéo (Người A, 05/03/2026): Không có đề xuất: để vậy"],
            [],
        ),
    ],
)
def test_opinions_and_proposals(entry, opinions: list[str], proposals: list[str]) -> None:
    assert [opinion_words(entry), proposal_words(entry)] == [opinions, proposals]


def test_counts_by_type_state_and_kind() -> None:
    assert [(kind, [e.number for e in group]) for kind, group in by_type(ENTRIES)] == [
        (DifferenceType.LIMIT, [1, 2]),
        (DifferenceType.BODY, [3]),
        (DifferenceType.DUPLICATE, [4]),
    ]
    assert type_by_state(ENTRIES) == [
        ["Thời hạn, con số khác nhau", 1, 0, 0, 1, 0, 2],
        ["Nêu cơ quan không còn", 1, 0, 0, 0, 0, 1],
        ["Quy định trùng lặp", 0, 0, 0, 0, 1, 1],
        ["Tổng cộng", 2, 0, 0, 1, 1, 4],
    ]
    assert kinds(ENTRIES) == (2, 1, 1)
    assert verdicts(ENTRIES) == {Verdict.OVERLAP: 1, Verdict.CONFLICT: 1}  # the stale opinion is left out
    assert number_words(1243) == "1.243"


def test_documents_and_pairs_of_documents() -> None:
    assert pairs(ENTRIES) == [Pair(CIRCULAR, LAW, 1, Severity.HIGH), Pair(CIRCULAR, JOINT, 1, Severity.LOW)]
    assert [(d.number, d.reviewed, d.checked, d.basis, d.inside) for d in met(ENTRIES, ABOUT)] == [
        (CIRCULAR, True, 1, 1, 1),
        (JOINT, True, 1, 0, 1),
        (LAW, False, 0, 1, 0),
    ]
    assert met((), ABOUT)[0].title == "Quy định về mượn sách trong trường"


def test_the_report_as_data() -> None:
    content, media = review_file(ENTRIES, ABOUT, "json")
    assert media.startswith("application/json")
    data = json.loads(content)
    assert [d["number"] for d in data["documents"]] == [CIRCULAR, JOINT]
    assert (data["against"][0]["number"], data["on"], data["run"]) == (LAW, "2026-03-02", "2026-03-03T07:15:00")
    first, second, fact, _ = data["entries"]
    assert first["type"] == "thời hạn, con số khác nhau"
    assert [(o["verdict"], o["reviewer"]) for o in first["opinions"]] == [
        ("chồng chéo", "Người A"),
        ("mâu thuẫn", "Người B"),
    ]
    assert (first["verdict"], first["state"], second["verdict"]) == ("chồng chéo; mâu thuẫn", "khác ý nhau", "")
    assert (fact["basis"], fact["fact"][:3], fact["changed"]) == (None, "Nêu", True)
    one = replace(DISPUTED, state=State.JUDGED, opinions=(A,))
    assert json.loads(as_json((one,), replace(ABOUT, against=ALL)))["entries"][0]["verdict"] == "chồng chéo"


def test_an_ending_nobody_writes() -> None:
    with pytest.raises(ValueError, match="docx"):
        review_file(ENTRIES, ABOUT, "pdf")


def test_a_fact_told_in_the_difference_is_not_told_twice() -> None:
    assert fact_words(FACT.finding).startswith("Không có quy phạm đối chiếu")
    assert fact_words(replace(FACT.finding, fact="Điều 3 Luật X")) == "Điều 3 Luật X"
