"""The bank of questions: edits stay, what was left out stays out, changed provisions are told."""

from __future__ import annotations

import json

import pytest

from assist.training.bank import from_data, merge, to_data, why_stale
from assist.training.model import Audience, QuizItem
from assist.training.quiz import make_quiz
from corpus.documents import Status
from tests.assist.training.quiz_lines import LINES, checklist, source


@pytest.fixture
def made() -> tuple[QuizItem, ...]:
    return make_quiz(LINES, 8, 1, Audience.INVESTIGATORS, checklists=[checklist()])


def edited(item: QuizItem) -> QuizItem:
    return item.model_copy(update={"stem": f"{item.stem} (lời của tôi)", "edited": True})


def test_an_edited_item_stands_for_the_made_one(made: tuple[QuizItem, ...]) -> None:
    mine = edited(made[2])
    bank = merge([*made[:2], mine], made)
    assert [b.item for b in bank].count(mine) == 1
    assert made[2] not in [b.item for b in bank]
    assert len(bank) == len(made)
    assert not any(b.stale for b in bank)


def test_under_another_seed_the_edited_item_still_stands_for_its_question(made: tuple[QuizItem, ...]) -> None:
    mine = edited(made[0])
    other_key = made[0].key[:-8] + "0" * 8
    renewed = (made[0].model_copy(update={"key": other_key}), *made[1:])
    assert other_key not in [b.item.key for b in merge([mine], renewed)]


def test_items_nobody_touched_are_made_anew(made: tuple[QuizItem, ...]) -> None:
    assert [b.item for b in merge(made, made[:3])] == list(made[:3])


def test_what_was_left_out_stays_out(made: tuple[QuizItem, ...]) -> None:
    assert made[1] not in [b.item for b in merge([], made, left_out=[made[1].key])]


def test_an_edited_item_is_stale_when_the_words_of_its_provision_changed(made: tuple[QuizItem, ...]) -> None:
    mine = edited(made[0])
    changed = made[0].model_copy(
        update={"sources": tuple(s.model_copy(update={"text_hash": "b" * 32}) for s in made[0].sources)}
    )
    bank = merge([mine], [changed, *made[1:]])
    assert bank[0].item is mine
    assert "đã khác" in bank[0].stale
    assert "đã khác" in merge([mine], made[1:], now=changed.sources)[0].stale


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (source("điều 5 khoản 1", "x"), ""),
        (source("điều 5 khoản 1", "x", text_hash="b" * 32), "đã khác"),
        (source("điều 5 khoản 1", "x", Status.EXPIRED), "hết hiệu lực"),
        (source("điều 6 khoản 1", "x", text_hash="b" * 32), ""),  # of another provision
        (source("điều 5 khoản 1", "", text_hash=""), ""),  # nothing to compare
    ],
    ids=["same", "words", "ended", "other", "no words"],
)
def test_why_a_question_is_stale(made: tuple[QuizItem, ...], today, told: str) -> None:
    item = made[0].model_copy(update={"sources": (source("điều 5 khoản 1", "x"),)})
    reason = why_stale(item, {today.id: today})
    assert (told in reason.lower()) if told else reason == ""


def test_the_bank_survives_json(made: tuple[QuizItem, ...]) -> None:
    assert from_data(json.loads(json.dumps(to_data(made)))) == made
