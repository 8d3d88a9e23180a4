"""Reading candidates: which terms a question has, what they weigh, and how often they stand where."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from search.encoding import encode_document
from search.frequencies import Frequencies
from search.query import Understood
from search.reading import Reading, Terms, question_terms, saturated
from search.words import HEADING, TITLE, UnitText, Words, WordsBuilder

TODAY = date(2026, 11, 21)
NUMBER = "43/2021/TT-BCA"
#: With no units counted every term weighs ln(0,5 / 0,5 + 1).
LN2 = float(np.log(2))


def words_of(*units: list[tuple[str, str]]) -> Words:
    builder = WordsBuilder()
    for n, segments in enumerate(units):
        builder.add(UnitText(n, f"{NUMBER} điều {n}", NUMBER, tuple(segments)))
    return builder.finished(1)


def asked(question: str, added: str = "") -> Understood:
    return Understood(question, question, TODAY, False, added)


def terms_in(question: str, words: Words, added: str = "", frequencies: Frequencies | None = None) -> Terms:
    return question_terms(asked(question, added), frequencies or Frequencies.empty(), words)


def read(question: str, *units: list[tuple[str, str]]) -> Reading:
    words = words_of(*units)
    return Reading.of(terms_in(question, words), words, words.places_of(range(len(units))))


def names(terms: Terms, words: Words) -> dict[int, str]:
    """What each term is: a syllable, one without accents after "=", two of these."""
    return (
        {n: words.vocabulary[token] for token, n in terms.written.items()}
        | {n: f"={words.bares[bare]}" for bare, n in terms.bare.items()}
        | {n: f"{words.bares[left]} {words.bares[right]}" for (left, right), n in terms.pairs.items()}
    )


COUNTS = [
    # three families, each word counted as often as it stands
    (
        "lấy lời khai",
        "Lấy lời khai, lời khai mới.",
        {"lấy": 1, "lời": 2, "khai": 2, "=lay": 1, "=loi": 2, "=khai": 2, "lay loi": 1, "loi khai": 2},
    ),
    # no pair across punctuation, in the text or in the question
    ("lời khai", "Nghe lời; khai báo.", {"lời": 1, "khai": 1, "=loi": 1, "=khai": 1}),
    ("lời, khai", "Ghi lời khai.", {"lời": 1, "khai": 1, "=loi": 1, "=khai": 1}),
    # accents tell words apart; without them they do not
    ("bán", "Bàn, bán, bạn.", {"bán": 1, "=ban": 3}),
    ("ban", "Bàn, bán, bạn.", {"=ban": 3}),
    ("lay loi khai", "Lấy lời khai.", {"=lay": 1, "=loi": 1, "=khai": 1, "lay loi": 1, "loi khai": 1}),
    # a word asked twice is one term; two places for one tone
    ("hoà giải, hòa giải", "Hòa giải.", {"hòa": 1, "=hoa": 1, "giải": 1, "=giai": 1, "hoa giai": 1}),
    ("con bò", "Cán bộ mặc thường phục.", {"=bo": 1}),
    ("?!", "Cán bộ mặc thường phục.", {}),
]


@pytest.mark.parametrize(("question", "text", "counts"), COUNTS)
def test_how_often_terms_stand_in_a_text(question: str, text: str, counts: dict[str, int]) -> None:
    reading = read(question, [("", text)])
    named = names(reading.terms, reading.words)
    assert reading.table.shape == (1, len(reading.terms.worth))
    assert {named[n]: reading.table[0, n] for n in np.flatnonzero(reading.table[0])} == counts


def test_terms_are_counted_by_segment_and_no_pair_crosses_its_bounds() -> None:
    reading = read("lời khai", [("", "Nghe lời"), ("khoản 1", "khai báo")], [("", "Lời khai")])
    named = names(reading.terms, reading.words)
    by_name = {name: reading.table[:, n].tolist() for n, name in named.items()}
    assert by_name == {
        "lời": [1, 0, 1],
        "khai": [0, 1, 1],
        "=loi": [1, 0, 1],
        "=khai": [0, 1, 1],
        "loi khai": [0, 0, 1],
    }


WEIGHTS = [
    # content; with accents the bare form adds a fifth, and the pair four
    ("hỏi cung", "", {"hỏi": 0.25, "=hoi": 0.05, "cung": 1, "=cung": 0.2, "hoi cung": 0.8}),
    # what only builds the question keeps a quarter; a pair of two such too
    ("là gì", "", {"là": 0.25, "=la": 0.05, "gì": 0.25, "=gi": 0.05, "la gi": 0.2}),
    # without accents the bare form is all there is
    ("bi can", "", {"=bi": 1, "=can": 1, "bi can": 0.8}),
    # the law's words weigh six tenths, one the question has itself keeps its own weight
    ("bé, trẻ", "trẻ", {"bé": 1, "=be": 0.2, "trẻ": 1, "=tre": 0.2}),
    ("bé", "trẻ", {"bé": 1, "=be": 0.2, "trẻ": 0.6, "=tre": 0.12}),
]


@pytest.mark.parametrize(("question", "added", "weights"), WEIGHTS)
def test_what_terms_weigh(question: str, added: str, weights: dict[str, float]) -> None:
    words = words_of([("", f"{question}, {added}")])
    terms = terms_in(question, words, added)
    assert {name: float(terms.worth[n]) / LN2 for n, name in names(terms, words).items()} == pytest.approx(weights)
    assert len(terms.worth) == len(weights)


def test_a_rare_term_is_worth_more() -> None:
    words = words_of([("", "trẻ khai")])
    units = [encode_document("", text).indices for text in ("trẻ khai", "trẻ", "trẻ")]
    terms = terms_in("trẻ khai", words, frequencies=Frequencies.empty().updated(units, [], 1))
    worth = {name: float(terms.worth[n]) for n, name in names(terms, words).items()}
    assert worth["trẻ"] == pytest.approx(np.log(0.5 / 3.5 + 1))
    assert worth["khai"] == pytest.approx(np.log(2.5 / 1.5 + 1))
    assert worth["tre khai"] == pytest.approx(0.8 * np.log(2.5 / 1.5 + 1))


@pytest.mark.parametrize(
    ("question", "content"),
    [
        # syllables as written that are no stops; without accents the bare ones
        ("cung là gì", {"cung"}),
        ("trẻ khai", {"trẻ", "khai"}),
        ("tre khai gi", {"=tre", "=khai"}),
        ("là gì", set()),
    ],
)
def test_which_terms_are_content_and_which_are_pairs(question: str, content: set[str]) -> None:
    words = words_of([("", question)])
    terms = terms_in(question, words)
    named = names(terms, words)
    assert {named[n] for n in np.flatnonzero(terms.content)} == content
    assert {named[n] for n in np.flatnonzero(terms.is_pair)} == {name for name in named.values() if " " in name}


def test_a_term_no_text_has_still_counts_in_what_the_question_is_worth() -> None:
    words = words_of([("", "trẻ")])
    terms = terms_in("trẻ mồ", words)
    assert names(terms, words) == {0: "trẻ", 1: "=tre"}
    assert float(terms.worth.sum()) / LN2 == pytest.approx(1 + 0.2 + 1 + 0.2 + 0.8)


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("hỏi cung mấy lần", {"lần"}),
        # a number to be confirmed asks as much as "mấy" does
        ("tạm giữ 30 ngày, có đúng không?", {"ngày"}),
        ("chuyển tin trong hai tuần có muộn không", {"tuần"}),
        # an age or a head count tells the case
        ("cháu 15 tuổi bị 3 người đánh thì báo ai", set()),
        ("báo tin cho ai", set()),
    ],
)
def test_which_amounts_are_asked_for(question: str, units: set[str]) -> None:
    assert terms_in(question, words_of([])).units == units


STATES = [
    ("bao lâu", "Chuyển tin trong 24 giờ.", True),
    ("bao lâu", "Báo cáo trong ba ngày.", True),
    ("bao lâu", "Tạm giữ không quá 02 tháng, gia hạn 01 tháng.", True),
    # a date is no amount, nor is an age or a number of times
    ("bao lâu", "Có hiệu lực từ ngày 01 tháng 7 năm 2025.", False),
    ("bao lâu", "Người đủ 16 tuổi được hỏi 02 lần.", False),
    ("bao lâu", "Giao trong ngày, 24 người.", False),
    # the number stands right before its unit, with nothing between
    ("bao lâu", "Điều 24. Giờ làm việc", False),
    ("mấy lần", "Không quá 02 lần trong 01 ngày.", True),
    ("mấy lần", "Trong 24 giờ.", False),
    ("bao nhiêu tiền", "Phạt 500.000 đồng.", True),
    ("bao nhiêu tiền", "Phạt tù 02 năm.", False),
    ("báo cho ai", "Chuyển tin trong 24 giờ.", False),
]


@pytest.mark.parametrize(("question", "text", "states"), STATES)
def test_whether_a_text_states_the_amount_asked_for(question: str, text: str, states: bool) -> None:
    assert read(question, [("", text)]).states.tolist() == [states]


ARTICLE = [
    (TITLE, "Luật Trẻ em"),
    (HEADING, "Chuyển tin"),
    ("", "Điều 5. Chuyển tin"),
    ("khoản 1", "1. Chuyển tin trong:"),
    ("khoản 1 điểm a", "a) 24 giờ, nếu là tin trẻ em;"),
    ("khoản 2", "2. Ghi sổ."),
]


def test_sums_by_place_keep_title_heading_and_text_apart() -> None:
    reading = read("chuyển tin trẻ trong bao lâu", ARTICLE, [("", "Trẻ, trẻ.")])
    named = {name: n for n, name in names(reading.terms, reading.words).items()}
    sums = {part: getattr(reading, part) for part in ("title", "heading", "text")}
    assert {part: lengths.tolist() for part, (_, lengths) in sums.items()} == {
        "title": [3, 0],
        "heading": [2, 0],
        "text": [4 + 4 + 8 + 3, 2],
    }
    assert {part: counts[:, named["tin"]].tolist() for part, (counts, _) in sums.items()} == {
        "title": [0, 0],
        "heading": [1, 0],
        "text": [3, 0],
    }
    assert sums["text"][0][:, named["trẻ"]].tolist() == [1, 2]
    assert sums["title"][0][:, named["trẻ"]].tolist() == [1, 0]


def test_clauses_hold_their_points_and_what_stands_before_them_is_one_more() -> None:
    reading = read("chuyển tin trong bao lâu", ARTICLE, [("khoản 1", "1. Trong 02 ngày.")])
    parts = reading.clauses
    tin = next(n for n, name in names(reading.terms, reading.words).items() if name == "tin")
    told = {
        (int(place), reading.words.paths[path]): (float(length), float(counts[tin]), bool(states))
        for place, path, length, counts, states in zip(
            parts.place, parts.path, parts.length, parts.table, parts.states, strict=True
        )
    }
    assert told == {
        (0, ""): (4, 1, False),
        (0, "khoản 1"): (4 + 8, 2, True),
        (0, "khoản 2"): (3, 0, False),
        (1, "khoản 1"): (4, 0, True),
    }


def test_an_amount_in_the_title_makes_no_clause_state_it() -> None:
    reading = read("trong bao lâu", [(TITLE, "Kế hoạch 02 năm"), ("", "Họp.")])
    assert reading.states.tolist() == [True, False]
    assert reading.clauses.states.tolist() == [False]


def test_nothing_to_read() -> None:
    words = words_of(ARTICLE)
    reading = Reading.of(terms_in("chuyển tin", words), words, words.places_of([]))
    assert reading.table.shape == (0, len(reading.terms.worth))
    assert (len(reading.text[1]), len(reading.clauses.length)) == (0, 0)


@pytest.mark.parametrize(
    ("times", "length", "value"),
    [
        # of average length: 2,4 n / (n + 1,4)
        (0, 100, 0.0),
        (1, 100, 1.0),
        (2, 100, 4.8 / 3.4),
        # twice as long: n + 1,4 · (0,25 + 1,5)
        (1, 200, 2.4 / 3.45),
        # of no length: n + 1,4 · 0,25
        (1, 0, 2.4 / 1.35),
    ],
)
def test_saturation(times: int, length: int, value: float) -> None:
    found = saturated(np.array([[times]], np.float32), np.array([length], np.float32), 100.0)
    assert found.tolist() == [[pytest.approx(value)]]


def test_each_more_time_adds_less_and_never_reaches_the_most() -> None:
    times = np.arange(200, dtype=np.float32)[:, None]
    steps = np.diff(saturated(times, np.full(200, 400, np.float32), 400.0)[:, 0])
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()
    assert steps.sum() < 2.4
