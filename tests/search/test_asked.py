"""Phrasings: how like a question they are, by terms and by vectors, where they stand, and what is kept of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search import asked as asked_before
from search.asked import AskedBefore, Floats, Likeness, terms_of

LAW, PLAN = "53/2024/QH15", "111/KH-CAT-CSHS"
LN2, LN6 = float(np.log(2)), float(np.log(6))

TERMS = [
    # as written, without accents at a fifth, and side by side at four fifths
    ("xe máy", {"a xe": 1, "u xe": 0.2, "a máy": 1, "u may": 0.2, "p xe may": 0.8}),
    # typed without accents
    ("xe may", {"u xe": 1, "u may": 1, "p xe may": 0.8}),
    # no pair across punctuation; once however often it is said; one spelling
    ("máy, xe máy", {"a máy": 1, "u may": 0.2, "a xe": 1, "u xe": 0.2, "p xe may": 0.8}),
    ("hoà, hòa", {"a hòa": 1, "u hoa": 0.2}),
    # what only builds a question counts a quarter; a pair as much as the weightier of its two
    ("là gì", {"a là": 0.25, "u la": 0.05, "a gì": 0.25, "u gi": 0.05, "p la gi": 0.2}),
    ("là máy", {"a là": 0.25, "u la": 0.05, "a máy": 1, "u may": 0.2, "p la may": 0.8}),
    ("?!", {}),
]


@pytest.mark.parametrize(("text", "terms"), TERMS)
def test_the_terms_of_a_question(text: str, terms: dict[str, float]) -> None:
    assert terms_of(text) == pytest.approx(terms)


def test_words_of_the_law_count_their_share_and_not_where_the_question_has_them() -> None:
    assert terms_of("máy", "máy, tàu", 0.5) == pytest.approx({"a máy": 1, "u may": 0.2, "a tàu": 0.5, "u tau": 0.1})
    assert terms_of("máy", "máy, tàu") == pytest.approx({"a máy": 1, "u may": 0.2})


#: Dense vectors of two places: what is asked about vehicles, and what is asked about food.
VECTORS = {"xe máy": (1, 0), "tàu thủy": (0.6, 0.8), "cơm trưa": (0, 1)}


def encode(texts: list[str]) -> Floats:
    return np.array([VECTORS.get(text, (0, 0)) for text in texts], np.float32).reshape(len(texts), 2)


def index(*questions: tuple[str, str, str]) -> AskedBefore:
    return AskedBefore.of(questions, encode)


TWO = index((f"{LAW} điều 1", "khoản 1", "xe máy"), (f"{LAW} điều 2", "", "tàu thủy"))
NO_VECTOR = np.zeros(2, np.float32)


@pytest.mark.parametrize(
    ("question", "likeness"),
    [
        ("xe máy", [1, 0]),
        ("Xe máy?", [1, 0]),
        ("tàu thuỷ", [0, 1]),
        # half the words: what is shared, 1,2 of the phrasing's 3,2
        ("máy", [np.sqrt(1.2 / 3.2), 0]),
        # a word no phrasing has is as rare as can be: ln(2 · 2 + 2)
        ("máy bay", [1.2 * LN2 / np.sqrt(3.2 * LN2 * (1.2 * LN2 + 2.0 * LN6)), 0]),
        # without accents only the bare forms and the pair meet: √(1 · 0,2) twice, and 0,8
        ("xe may", [(2 * np.sqrt(0.2) + 0.8) / np.sqrt(3.2 * 2.8), 0]),
        ("cơm trưa", [0, 0]),
        ("?!", [0, 0]),
    ],
)
def test_likeness_by_terms(question: str, likeness: list[float]) -> None:
    assert TWO.likeness(NO_VECTOR, question).terms.tolist() == pytest.approx(likeness, abs=1e-6)


def test_a_word_that_all_phrasings_share_says_less_than_a_rare_one() -> None:
    asked = index((f"{LAW} điều 1", "", "máy cày"), (f"{LAW} điều 2", "", "máy đo"), (f"{LAW} điều 3", "", "máy bơm"))
    common, rare = (asked.likeness(NO_VECTOR, question).terms[1] for question in ("máy thở", "đo thở"))
    assert 0 < common < rare < 1


def test_words_of_the_law_make_a_question_like_a_phrasing_in_them() -> None:
    own, helped = (TWO.likeness(NO_VECTOR, "bồ", added, 0.5).terms for added in ("", "tàu thủy"))
    assert own.tolist() == [0, 0]
    assert helped[0] == 0
    assert 0 < helped[1] < 1


def test_likeness_by_vectors_is_their_cosine_and_never_below_nothing() -> None:
    likeness = TWO.likeness(np.array([0.6, -0.8], np.float32), "?")
    assert likeness.near(np.arange(2)).tolist() == pytest.approx([0.6, 0], abs=1e-3)
    assert likeness.near(np.array([1])).tolist() == pytest.approx([0], abs=1e-3)


def known(terms: list[float], vectors: list[float]) -> Likeness:
    """A likeness by terms and by vectors, these told from their beginning."""
    by_vectors = np.array(vectors, np.float32)
    return Likeness(np.array(terms, np.float32), by_vectors, lambda which: by_vectors[which])


def test_the_beginning_of_vectors_chooses_and_the_whole_decides() -> None:
    # many dimensions, of which a few tell most, as those of the shipped model do
    random = np.random.default_rng(7)
    vectors = (random.standard_normal((400, 256)) * 0.97 ** np.arange(256)) @ np.linalg.qr(
        random.standard_normal((256, 256))
    )[0]
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    questions = [(f"{LAW} điều {n}", "", "?") for n in range(400)]
    asked = AskedBefore.of(questions, lambda texts: vectors)
    assert asked.vectors.begun.shape == (400, asked_before.BEGUN)
    for n in range(20):
        likeness = asked.likeness(vectors[n], "?")
        cosines = vectors @ vectors[n]
        assert likeness.near(np.arange(400)).tolist() == pytest.approx(np.maximum(cosines, 0).tolist(), abs=1e-5)
        assert asked.best(likeness, 5) == [f"{LAW} điều {k}" for k in np.argsort(-cosines)[:5]]


def test_of_both_measures_the_sum_decides() -> None:
    likeness = known([0.5, 0.1, 0.0], [0.1, 0.6, 0.0])
    asked = index((f"{LAW} điều 1", "", "xe máy"), (f"{LAW} điều 2", "", "tàu thủy"), (f"{LAW} điều 3", "", "cơm trưa"))
    # what is not like it at all is none of the likest
    assert asked.best(likeness, 3) == [f"{LAW} điều 2", f"{LAW} điều 1"]
    assert asked.best(likeness, 1) == [f"{LAW} điều 2"]
    assert asked.best(likeness, 0) == []


def test_a_unit_of_several_phrasings_is_named_once() -> None:
    asked = index((f"{LAW} điều 1", "khoản 1", "xe máy"), (f"{LAW} điều 1", "khoản 2", "xe máy cũ"))
    assert asked.best(asked.likeness(NO_VECTOR, "xe máy"), 5) == [f"{LAW} điều 1"]


def test_of_a_unit_the_likest_three_by_each_measure_and_the_likest_by_clause() -> None:
    unit = f"{LAW} điều 1"
    paths = ["khoản 1", "khoản 1", "khoản 2", "", "khoản 1"]
    asked = index(*((unit, path, "xe máy") for path in paths), (f"{LAW} điều 2", "", "cơm trưa"))
    likeness = known([0.25, 0.5, 0.125, 0.0, 0.375, 1.0], [0.5, 0.125, 0.25, 0.75, 0.0, 1.0])
    assert asked.likest_of([unit], likeness) == [([0.5, 0.375, 0.25], [0.75, 0.5, 0.25])]
    assert asked.paths_of(unit, likeness) == {"khoản 1": 0.75, "khoản 2": 0.375, "": 0.75}


def test_a_unit_without_phrasings() -> None:
    likeness, unit = TWO.likeness(NO_VECTOR, "xe máy"), f"{LAW} điều 9"
    assert TWO.paths_of(unit, likeness) == {}
    assert TWO.likest_of([unit], likeness) == [([], [])]
    assert TWO.likest_of([], likeness) == []


PLACED = [
    # an article stays where it is, known or not
    (f"{LAW} điều 1", "khoản 1", {f"{LAW} điều 1"}, (f"{LAW} điều 1", "khoản 1")),
    (f"{LAW} điều 1", "khoản 1", set(), (f"{LAW} điều 1", "khoản 1")),
    # an item of a plan goes to the deepest unit that is known above it
    (f"{PLAN} mục II.4.a.(4)", "", {f"{PLAN} mục II", f"{PLAN} mục II.4"}, (f"{PLAN} mục II.4", "mục a.(4)")),
    (f"{PLAN} mục II.4.a", "", {f"{PLAN} mục II"}, (f"{PLAN} mục II", "mục 4.a")),
    # unless it is a unit itself, or none above it is
    (f"{PLAN} mục II.4", "", {f"{PLAN} mục II", f"{PLAN} mục II.4"}, (f"{PLAN} mục II.4", "")),
    (f"{PLAN} mục II.4", "", {f"{PLAN} mục I"}, (f"{PLAN} mục II.4", "")),
    # of another plan, or an item that only begins alike
    (f"{PLAN} mục II.4", "", {"506/KH-BCA-C02 mục II"}, (f"{PLAN} mục II.4", "")),
    (f"{PLAN} mục II.14.a", "", {f"{PLAN} mục II.1"}, (f"{PLAN} mục II.14.a", "")),
]


@pytest.mark.parametrize(("unit", "path", "known", "placed"), PLACED)
def test_items_of_a_plan_are_placed_below_their_unit(
    unit: str, path: str, known: set[str], placed: tuple[str, str]
) -> None:
    asked = index((unit, path, "xe máy"), (f"{LAW} điều 2", "", "cơm trưa"))
    found = asked.placed(known)
    assert (found.units[0], found.paths[0]) == placed
    assert found.units[1] == f"{LAW} điều 2"
    # what was asked is as like as before, and answers at the new place
    likeness = found.likeness(NO_VECTOR, "xe máy")
    assert likeness.terms.tolist() == pytest.approx([1, 0])
    assert found.paths_of(placed[0], likeness) == {placed[1]: pytest.approx(1)}
    assert (asked.units[0], asked.paths[0]) == (unit, path)


@pytest.mark.parametrize("asked", [TWO, index()])
def test_stored_and_loaded_again(tmp_path: Path, asked: AskedBefore) -> None:
    path = tmp_path / "index" / "asked.npz"
    index((f"{LAW} điều 3", "", "cơm trưa")).save(path, "cũ")
    asked.save(path, "mô hình:tệp")
    assert sorted(p.suffix for p in path.parent.iterdir()) == [".npy", ".npz"]  # nothing of the older one is left
    loaded = AskedBefore.load(path, "mô hình:tệp")
    assert loaded is not None
    assert (loaded.units, loaded.paths, loaded.terms) == (asked.units, asked.paths, asked.terms)
    vector = np.array([0.6, 0.8], np.float32)
    before, after = (a.likeness(vector, "xe máy đi tàu thủy") for a in (asked, loaded))
    assert after.terms.tolist() == before.terms.tolist()
    every = np.arange(len(asked.units))
    assert (after.rough.tolist(), after.near(every).tolist()) == (before.rough.tolist(), before.near(every).tolist())


def test_what_is_missing_broken_or_made_otherwise_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "asked.npz"
    assert AskedBefore.load(path, "a") is None
    path.write_bytes(b"broken")
    assert AskedBefore.load(path, "a") is None
    TWO.save(path, "a")
    assert AskedBefore.load(path, "a") is not None
    assert AskedBefore.load(path, "b") is None
    monkeypatch.setattr(asked_before, "VERSION", asked_before.VERSION + 1)
    assert AskedBefore.load(path, "a") is None


def test_no_phrasings_are_like_nothing() -> None:
    asked = index()
    likeness = asked.likeness(NO_VECTOR, "xe máy")
    assert (len(likeness.terms), len(likeness.rough)) == (0, 0)
    assert asked.best(likeness, 5) == []
