"""Training of what gives accents back: which places are learned from, and that a little of it learns what stands around."""

from __future__ import annotations

from eval import train_accents
from eval.train_accents import Numbered, rows_of, train
from search.restoring import AROUND
from search.words import UnitText, Words, WordsBuilder

QUESTIONS = ["bố mẹ hỏi cháu", "bộ luật hỏi cháu", "bo me hoi chau", "bố mẹ, bộ luật 18"] * 6


def words() -> Words:
    builder = WordsBuilder()
    text = "Bộ luật quy định bố mẹ. " * 6
    builder.add(UnitText(1, "1/2021/TT-BCA điều 1", "1/2021/TT-BCA", (("", text),)))
    return builder.finished(1)


def test_questions_without_accents_teach_nothing() -> None:
    assert rows_of(["bố mẹ, bộ luật 18", "bo me hoi chau"]) == [["bố", "mẹ"], ["bộ", "luật", "18"]]


def test_only_what_may_be_several_is_learned_with_what_stands_around_it() -> None:
    numbered = Numbered(rows_of(QUESTIONS), words())
    assert sorted(numbered.meant["bo"]) == ["bố", "bộ"]
    assert numbered.meant["luat"] == ["luật"]
    around, right = numbered.places([["bố", "mẹ"], ["luật", "18"]])
    assert [numbered.forms[n] for n in right] == ["bố"]
    assert [numbered.bares[n] for n in around[0]] == [*[""] * AROUND, "bo", "me", *[""] * (AROUND - 1)]


def test_a_little_training_tells_by_the_next_syllable(monkeypatch) -> None:
    monkeypatch.setattr(train_accents, "PASSES", 60)
    rows = rows_of(QUESTIONS)
    numbered = Numbered(rows, words())
    places = numbered.places(rows)
    network = train(numbered, *places, held=places)
    for plain, right, wrong in (("bo me", "bố", "bộ"), ("bo luat", "bộ", "bố")):
        state = network.states(plain.split())[0]
        likelier, other = network.scores(state, [network.number_of[right], network.number_of[wrong]])
        assert likelier > other
