"""What is measured of a question and its candidates: each column by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import LOWEST_FORCE, Status, legal_force
from search.encoding import encode_document
from search.features import NAMES, OF_FIELD, Candidate, measure, token_idf
from search.frequencies import Frequencies
from search.query import Understood
from search.reading import Reading, question_terms
from search.words import HEADING, TITLE, UnitText, WordsBuilder

NUMBER = "43/2021/TT-BCA"
PLAIN = Candidate(
    pid=f"{NUMBER} điều 5",
    document=NUMBER,
    kind="Thông tư",
    status=Status.IN_FORCE,
    dense=0.0,
    dense_clause=0.0,
    field=False,
    core=False,
    own=False,
    number_named=False,
    document_named=False,
    branch=False,
    other_branch=False,
    article=True,
    asked=(),
    asked_near=(),
)
Segments = list[tuple[str, str]]


def measured(
    question: str,
    *texts: str | Segments,
    candidates: list[Candidate] | None = None,
    unit: list[int] | None = None,
    names: tuple[str, ...] = (),
) -> list[dict[str, float]]:
    """The features of texts for a question, a dictionary for each. With no units counted all terms are equally rare."""
    builder = WordsBuilder()
    for row, text in enumerate(texts):
        segments = [("", text)] if isinstance(text, str) else text
        builder.add(UnitText(row, f"{NUMBER} điều {row}", NUMBER, tuple(segments)))
    words, none = builder.finished(1), Frequencies.empty()
    terms = question_terms(Understood(question, question, date(2026, 11, 21), False), none, words)
    reading = Reading.of(terms, words, words.places_of(range(len(texts))))
    of_place = np.array(range(len(texts)) if unit is None else unit, np.int32)
    chosen = candidates if candidates is not None else [PLAIN] * (int(of_place.max()) + 1)
    table = measure(reading, of_place, chosen, names, token_idf(words, none))
    assert table.shape == (len(chosen), len(NAMES + OF_FIELD))
    return [dict(zip(NAMES + OF_FIELD, row, strict=True)) for row in table.tolist()]


def test_no_candidates() -> None:
    assert measured("trẻ em", "Trẻ em.", candidates=[]) == []


ARTICLE = [
    (TITLE, "Luật Trẻ em"),
    (HEADING, "Nuôi dưỡng"),
    ("", "Điều 5. Nuôi dưỡng"),
    ("khoản 1", "1. Trẻ mồ côi được nhận nuôi."),
    ("khoản 2", "2. Trẻ bị bỏ rơi được chăm sóc trong 24 giờ."),
]
COLUMNS = [
    # of four content words the article holds all, its best clause with the heading three, the heading one, the title one
    ("trẻ mồ côi nuôi", "held", 1.0),
    ("trẻ mồ côi bỏ", "held clause", 0.75),
    ("trẻ mồ dưỡng bò", "held clause", 0.75),
    ("trẻ mồ côi nuôi", "held heading", 0.25),
    ("trẻ mồ côi nuôi", "held title", 0.25),
    ("tàu thủy", "held", 0.0),
    # what only builds the question is no content
    ("trẻ là gì", "held", 1.0),
    # how much of the heading and the title stands in the question; "luật" only builds questions
    ("nuôi dưỡng trẻ mồ côi", "heading precise", 1.0),
    ("nuôi heo", "heading precise", 0.5),
    ("nuoi heo", "heading precise", 0.5),
    ("trẻ", "title precise", 1.0),
    ("tàu", "title precise", 0.0),
    # two of three pairs, in two clauses; in the heading one of one
    ("trẻ mồ côi bị", "pairs", 2 / 3),
    ("mồ côi bỏ rơi", "pairs", 2 / 3),
    ("mồ côi bỏ rơi", "pairs clause", 1 / 3),
    ("nuôi dưỡng", "pairs heading", 1.0),
    ("nuôi", "pairs", 0.0),
    # the weightiest word lacked, as a share of the content
    ("trẻ mồ côi xe", "missing", 0.25),
    ("trẻ mồ côi", "missing", 0.0),
    ("xe", "missing", 1.0),
    # the article's own words: 4 + 7 + 11, neither heading nor title
    ("trẻ", "long", np.log1p(22)),
    # an amount asked for that the best clause states, that another one does, that none does; none asked for
    ("trẻ bị bỏ rơi bao lâu thì chăm sóc", "amount", 1.0),
    ("trẻ bị bỏ rơi bao lâu thì chăm sóc", "no amount", 0.0),
    ("bao lâu thì nhận nuôi được trẻ mồ côi", "amount", 0.0),
    ("bao lâu thì nhận nuôi được trẻ mồ côi", "no amount", 0.0),
    ("trẻ được nuôi mấy lần", "no amount", 1.0),
    ("trẻ mồ côi", "amount", 0.0),
    ("trẻ mồ côi", "no amount", 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("question", "column", "value"), COLUMNS)
def test_what_is_read(question: str, column: str, value: float) -> None:
    (features,) = measured(question, ARTICLE)
    assert features[column] == pytest.approx(value, abs=1e-5)


def test_bm25_is_a_share_of_the_most_it_could_be() -> None:
    # one word, typed without accents, once in a text of two syllables: 2,4 / (1 + 1,4 · (0,25 + 0,75 · 2 / 400)) of 2,4
    (features,) = measured("tre", "Trẻ vui.")
    assert features["bm25"] == pytest.approx(1 / (1 + 1.4 * (0.25 + 0.75 * 2 / 400)), rel=1e-4)
    assert features["bm25 clause"] == pytest.approx(1 / (1 + 1.4 * (0.25 + 0.75 * 2 / 70)), rel=1e-4)


def test_a_word_counts_more_in_the_heading_than_in_the_title_and_there_more_than_in_the_text() -> None:
    rest = "Có hiệu lực."
    in_heading, in_title, in_text = measured(
        "tre", [(HEADING, "Trẻ"), ("", rest)], [(TITLE, "Trẻ"), ("", rest)], [("", f"Trẻ. {rest}")]
    )
    assert in_heading["bm25"] > in_title["bm25"] > in_text["bm25"] > 0


def test_a_text_and_its_note_are_measured_as_one_candidate_at_the_better_of_both() -> None:
    text, note, other = "Người dưới 18 tuổi được trợ giúp.", "Trẻ mồ côi được luật sư giúp.", "Trẻ ăn."
    question = "trẻ mồ côi có luật sư"
    apart = measured(question, text, note, other)
    one, two = measured(question, text, note, other, unit=[0, 0, 1])
    for name in ("bm25", "bm25 clause", "held", "held clause", "pairs"):
        assert one[name] == max(apart[0][name], apart[1][name])
    assert two["held"] == apart[2]["held"] < one["held"]


def test_words_missing_in_the_text_may_stand_in_the_note() -> None:
    text, note = "Người mồ côi được trợ giúp.", "Trẻ được luật bênh."
    (together,) = measured("trẻ mồ côi", text, note, unit=[0, 0])
    assert together["missing"] == 0
    assert together["held"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("names", "lacking"),
    [
        ((), 0),
        (("Thái Lan",), 0),
        # a Vietnamese syllable that is lacked counts three quarters, a foreign word one
        (("Lào",), 0.75),
        (("Thái Bình",), 0.75),
        (("Samsung",), 1),
        (("Samsung", "Lào Cai"), 2.5),
        (("Facebook",), 0),
    ],
)
def test_names_of_the_question_that_are_lacked(names: tuple[str, ...], lacking: float) -> None:
    (features,) = measured("bán người", "Bán người sang Thái Lan qua Facebook.", names=names)
    assert features["names lacking"] == lacking


LAW = "53/2024/QH15"
CIRCUMSTANCES = [
    ({}, {"dense": 0, "field": 0, "core": 0, "number": 0, "document": 0, "article": 1, "out of force": 0}),
    ({"dense": 0.5, "field": True, "core": True}, {"dense": 0.5, "field": 1, "core": 1, "own": 0}),
    ({"field": True, "own": True}, {"field": 1, "core": 0, "own": 1}),
    ({}, {"branch": 0, "other branch": 0}),
    ({"branch": True}, {"branch": 1, "other branch": 0}),
    ({"other_branch": True}, {"branch": 0, "other branch": 1}),
    ({"number_named": True, "document_named": True, "article": False}, {"number": 1, "document": 1, "article": 0}),
    ({"status": Status.EXPIRED}, {"out of force": 1}),
    ({"status": Status.NOT_YET}, {"out of force": 1}),
    # what nobody has verified is not out of force
    ({"status": Status.UNVERIFIED}, {"out of force": 0}),
    ({"status": Status.PARTLY}, {"out of force": 0}),
    ({"document": "tin:17/KH-BCĐ"}, {"unofficial": 1}),
    ({"document": "không số: hướng dẫn"}, {"unofficial": 1}),
    ({}, {"unofficial": 0}),
    # phrasings, the likest three by each measure
    ({}, {"asked": 0, "asked more": 0, "asked near": 0, "has asked": 0}),
    (
        {"asked": (0.5, 0.25, 0.125), "asked_near": (0.75, 0.5, 0.0)},
        {"asked": 0.5, "asked more": 0.1875, "asked near": 0.75, "asked near more": 0.25, "has asked": 1},
    ),
    ({"asked": (0.5,), "asked_near": (0.75,)}, {"asked more": 0, "asked near more": 0, "has asked": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "columns"), CIRCUMSTANCES)
def test_what_is_known_without_reading(changed: dict[str, object], columns: dict[str, float]) -> None:
    (features,) = measured("trẻ em", "Trẻ em.", candidates=[replace(PLAIN, **changed)])
    assert {name: features[name] for name in columns} == columns


def test_force_falls_with_rank() -> None:
    kinds = [("Luật", LAW), ("Nghị định", "162/2025/NĐ-CP"), ("Thông tư", NUMBER), ("Tờ rơi", NUMBER)]
    found = measured(
        "trẻ", *["Trẻ."] * 4, candidates=[replace(PLAIN, kind=kind, document=number) for kind, number in kinds]
    )
    force = [features["force"] for features in found]
    assert force == pytest.approx([legal_force(*kind) / LOWEST_FORCE for kind in kinds])
    assert 0 < force[0] < force[1] < force[2] < force[3] == 1


def test_what_is_less_than_the_best_is_told_for_each() -> None:
    found = measured(
        "trẻ mồ côi",
        "Trẻ mồ côi.",
        "Trẻ em.",
        "Tàu.",
        candidates=[replace(PLAIN, dense=dense) for dense in (0.25, 0.75, 0.5)],
    )
    assert [f["held less"] for f in found] == pytest.approx([0, -2 / 3, -1])
    assert [f["dense less"] for f in found] == [-0.5, 0, -0.25]
    for f in found:
        assert f["bm25 less"] == pytest.approx(f["bm25"] - found[0]["bm25"])


def test_ranks_among_the_candidates_and_what_is_hardly_less_shares_its_place() -> None:
    found = measured("trẻ", *["Trẻ."] * 5, candidates=[replace(PLAIN, dense=d) for d in (0.5, 0.75, 0.51, 0.25, 0.74)])
    assert [f["dense rank"] for f in found] == pytest.approx([1 / 4, 1 / 2, 1 / 4, 1 / 6, 1 / 2])
    assert [f["bm25 rank"] for f in found] == [0.5] * 5


def test_candidates_vote_for_their_document_and_those_of_the_field_for_it() -> None:
    here, there = replace(PLAIN, field=True, core=True), replace(PLAIN, document=LAW)
    found = measured("trẻ", "Trẻ.", "Trẻ.", "Trẻ.", "Tàu.", candidates=[here, there, here, replace(here, core=False)])
    assert [f["votes"] for f in found] == pytest.approx([2 / 3, 1 / 3, 2 / 3, 2 / 3])
    assert [f["field votes"] for f in found] == pytest.approx([2 / 3, 0, 2 / 3, 2 / 3])
    assert [f["core votes"] for f in found] == pytest.approx([2 / 3, 0, 2 / 3, 0])
    # measured once more for the field, by the field's share
    for f in found:
        assert {name: f[f"{name}, in the field"] for name in NAMES} == pytest.approx(
            {name: f[name] * 2 / 3 for name in NAMES}
        )


def test_only_the_best_thirty_vote() -> None:
    texts = ["Trẻ."] * 30 + ["Trẻ và nhiều lời khác nữa."]
    found = measured("trẻ", *texts, candidates=[PLAIN] * 30 + [replace(PLAIN, document=LAW)])
    assert found[0]["votes"] == pytest.approx(1)
    assert found[30]["votes"] == 0


def test_without_any_word_in_common_nobody_votes() -> None:
    found = measured("xe", "Trẻ.", "Tàu.", candidates=[replace(PLAIN, field=True)] * 2)
    assert [(f["votes"], f["field votes"], f["bm25"]) for f in found] == [(0, 0, 0)] * 2


SHARES = (
    *("bm25", "bm25 clause", "held", "held clause", "held heading", "held title", "missing", "force", "votes"),
    *("heading precise", "title precise", "pairs", "pairs clause", "pairs heading", "field votes"),
)
SAID = st.lists(st.sampled_from("trẻ mồ côi nuôi tre là gì , . 24 giờ xe".split()), max_size=12).map(" ".join)


@given(SAID, st.lists(st.tuples(SAID, SAID, SAID, SAID), min_size=1, max_size=4))
def test_shares_are_between_none_and_all(question: str, units: list[tuple[str, ...]]) -> None:
    texts = [list(zip((TITLE, HEADING, "", "khoản 1"), said, strict=True)) for said in units]
    for features in measured(question, *texts, candidates=[replace(PLAIN, field=True)] * len(texts)):
        assert all(-1e-6 <= features[name] <= 1 + 1e-6 for name in SHARES), features


def test_a_token_s_rarity() -> None:
    builder = WordsBuilder()
    builder.add(UnitText(1, f"{NUMBER} điều 1", NUMBER, (("", "Trẻ được nuôi."),)))
    units = [encode_document("", text).indices for text in ("Trẻ được nuôi.", "Trẻ ăn.")]
    words = builder.finished(1)
    weight = dict(
        zip(words.vocabulary, token_idf(words, Frequencies.empty().updated(units, [], 1)).tolist(), strict=True)
    )
    assert weight == pytest.approx({"": 0, "được": 0, "trẻ": np.log(0.5 / 2.5 + 1), "nuôi": np.log(2)})
