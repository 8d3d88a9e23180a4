"""Quiz items: fair, reproducible, and held to the words of their sources."""

from __future__ import annotations

import random
import re
from collections import Counter
from fractions import Fraction

import pytest

from assist.conflicts.model import Amount, Span
from assist.training import distractors
from assist.training.asking import figure
from assist.training.asking.known import read_lines
from assist.training.model import Audience, QuizItem, QuizKind
from assist.training.quiz import make_quiz, why_fewer
from corpus.documents import Status
from tests.assist.training.quiz_lines import ITEM_LINES, LINES, NOTE_LINES, checklist, item_line, note_line, source

LISTS = [checklist()]
SEEDS = range(1, 31)


def quiz(lines=LINES, count=20, seed=1, audience=Audience.INVESTIGATORS) -> tuple[QuizItem, ...]:
    return make_quiz(lines, count, seed, audience, checklists=LISTS)


def all_items() -> list[QuizItem]:
    return [item for seed in SEEDS for item in quiz(seed=seed)]


def forms(items) -> set[str]:
    return {item.key.split(".")[-2] for item in items}


def test_same_lines_and_seed_make_the_same_quiz_in_whatever_order_the_lines_come() -> None:
    assert quiz(LINES) == quiz(tuple(reversed(LINES)))
    assert quiz(seed=1) != quiz(seed=2)
    keys = [item.key for item in quiz()]
    assert len(set(keys)) == len(keys)


def test_a_line_that_stands_in_two_sections_is_one_line() -> None:
    twice = item_line("chuyen-phieu").model_copy(update={"key": "han.phong-doc.chuyen-phieu"})
    assert quiz((*LINES, twice)) == quiz(LINES)


@pytest.mark.parametrize("line", [*ITEM_LINES[:4], *NOTE_LINES], ids=lambda line: line.key)
def test_every_item_has_one_right_option_reasons_and_sources(line) -> None:
    for item in quiz((line, *NOTE_LINES), seed=3):
        assert 0 <= item.answer < len(item.options)
        assert len({option.lower() for option in item.options}) == len(item.options)
        assert [bool(why) for why in item.wrong] == [at != item.answer for at in range(len(item.options))]
        assert item.sources
        assert item.explanation
        assert "Căn cứ: " in item.explanation
        assert not any("tất cả" in option.lower() for option in item.options)
        assert "{" not in item.stem + item.explanation + "".join((*item.options, *item.wrong))


def test_all_the_ways_of_asking_come_up() -> None:
    assert forms(item for seed in SEEDS for item in (*quiz(seed=seed), *quiz(seed=seed, count=60))) >= {
        "figure", "figure-tf", "who", "who-tf", "case-clock", "case-verdict", "case-who", "modality-tf", "term",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "right", "never"),
    [
        # neither the figure of the differing demand (03 ngày) in hours, nor the other figure of the clause
        (item_line("chuyen-phieu"), "24 giờ", {"48 giờ", "72 giờ", "24 giờ"}),
        (NOTE_LINES[0], "15 ngày", {"15 ngày"}),
        (NOTE_LINES[1], "80%", {"80%"}),
        (NOTE_LINES[2], "ngày 01/7/2024", {"ngày 01/7/2024"}),
        (NOTE_LINES[3], "từ 2 năm đến 7 năm", {"từ 2 năm đến 7 năm"}),
    ],
    ids=["limit", "days", "share", "date", "frame"],
)
def test_wrong_figures_stand_in_no_text_on_the_point(line, right: str, never: set[str]) -> None:
    (known,) = read_lines([line], LISTS)
    for seed in SEEDS:
        asked = next(figure.questions(known, Audience.INVESTIGATORS, random.Random(seed)))
        options = {option for option, _ in asked.wrong}
        assert asked.right in {right, right.removeprefix("ngày ")}
        assert not never & options
        assert "……" in asked.stem
        assert len(options) == 3


def test_a_figure_that_no_source_holds_is_not_asked() -> None:
    line = note_line(20, "Trả sách trong 10 ngày kể từ lúc mượn.", "1. Người đọc trả sách đúng hẹn.")
    assert not quiz((line,))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Số sách rách giảm từ 5% đến 7%.", "1. Giảm từ 5% đến 7% số sách rách."),  # one side of a range
        ("Cấm đưa các thông tin này cho người dưới 12 tuổi.", "1. Cấm đưa thông tin cho người dưới 12 tuổi."),  # which?
        ("Tội mua bán người dưới 16 tuổi thì theo điều khác.", "1. Tội mua bán người dưới 16 tuổi."),  # a name
    ],
    ids=["range", "points elsewhere", "name"],
)
def test_figures_that_would_make_an_unclear_question_are_not_asked(text: str, quote: str) -> None:
    assert not quiz((note_line(20, text, quote),))


@pytest.mark.parametrize("status", [Status.EXPIRED, Status.NOT_YET])
def test_a_line_whose_provision_does_not_apply_is_not_asked(status: Status) -> None:
    line = NOTE_LINES[0].model_copy(
        update={"sources": (source("điều 11 khoản 1", NOTE_LINES[0].sources[0].quote, status),)}
    )
    assert not quiz((line,))


def test_a_rule_that_no_text_at_hand_states_is_not_asked() -> None:
    assert not quiz((item_line("chua-ro"),))


def test_a_doubtful_line_says_so_in_its_explanation() -> None:
    line = NOTE_LINES[0].model_copy(update={"doubt": "Chưa có luật mới."})
    assert all("chưa xác minh" in item.explanation for item in quiz((line,)))


def test_no_wrong_body_is_named_on_the_point() -> None:
    for item in all_items():
        if item.key.split(".")[-2] != "who":
            continue
        others = {option for at, option in enumerate(item.options) if at != item.answer}
        assert not any(option.lower() in item.sources[0].quote.lower() for option in others)
        assert item.options[item.answer].lower() in item.sources[0].quote.lower()


def test_the_hour_of_a_case_is_the_end_of_the_limit() -> None:
    cases = [item for item in all_items() if item.key.split(".")[-2] == "case-clock"]
    assert cases
    week = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"]
    for item in cases:
        start = re.search(r"lúc (\d+ giờ(?: \d+)?) (thứ \w+)\.", item.stem)
        assert start
        assert item.level == 3
        assert item.kind is QuizKind.CASE
        assert item.options[item.answer] == f"{start[1]} {week[week.index(start[2]) + 1]}"


def test_true_statements_are_the_lines_and_false_ones_change_one_point() -> None:
    texts = {line.key: line.text for line in LINES}
    acts = {f"phong-doc.{i.code}": f"{i.who} {i.modality} {i.act[:1].lower()}{i.act[1:]}." for i in LISTS[0].items}
    for item in all_items():
        if item.key.split(".")[-2] in {"figure-tf", "modality-tf"}:
            assert item.options == ("Đúng", "Sai")
            line = item.key.rsplit(".", 2)[0]
            told = (texts[line], acts.get(line, texts[line]))
            assert any(each[1:] in item.stem for each in told) == (item.answer == 0)


def test_neither_place_nor_truth_tells_the_answer() -> None:
    choices = [item for seed in range(1, 121) for item in quiz(seed=seed) if len(item.options) == 4]
    places = Counter(item.answer for item in choices)
    assert all(0.15 < places[at] / len(choices) < 0.35 for at in range(4))
    truths = Counter(item.answer for item in all_items() if item.kind is QuizKind.TRUE_FALSE)
    assert 0.3 < truths[0] / sum(truths.values()) < 0.7


def test_the_rank_of_the_right_figure_does_not_tell_it() -> None:
    ranks = Counter(
        sum(value < 15 for value in distractors.figures(Fraction(15), "ngày", (), 3, random.Random(seed)))
        for seed in range(400)
    )
    assert set(ranks) == {0, 1, 2, 3}
    assert all(60 < n < 140 for n in ranks.values())


def test_no_question_is_answered_by_another() -> None:
    for seed in SEEDS:
        items = quiz(seed=seed)
        for item in items:
            line = item.key.rsplit(".", 2)[0]
            for other in items:
                if other is not item and other.key.rsplit(".", 2)[0] == line and other.kind is not QuizKind.TRUE_FALSE:
                    assert other.options[other.answer].lower() not in item.stem.lower()


def test_most_answers_are_not_that_it_must_be_done() -> None:
    musts = [item for item in quiz() if "bắt buộc" in item.options[item.answer]]
    assert len(musts) <= max(1, 0.34 * len(quiz()))


@pytest.mark.parametrize("audience", list(Audience))
def test_pupils_get_short_questions_without_numbers_of_documents(audience: Audience) -> None:
    items = quiz(audience=audience)
    assert items
    if audience is Audience.PUPILS:
        assert all(len(item.options) <= 3 and len(item.stem.split()) <= 45 for item in items)
        assert all("Thông tư" not in item.stem and item.kind is not QuizKind.CASE for item in items)


def test_fewer_fair_items_than_asked_are_fewer_and_the_reason_is_told() -> None:
    few = quiz(NOTE_LINES[:1], count=10)
    assert 0 < len(few) < 10
    assert f"{len(few)} câu" in why_fewer(10, few, NOTE_LINES[:1])
    assert why_fewer(1, few[:1], NOTE_LINES[:1]) == ""
    assert quiz((), count=5) == ()
    assert "chưa có dòng" in why_fewer(5, (), ())
    assert quiz(count=0) == ()
    with pytest.raises(ValueError, match="số âm"):
        quiz(count=-1)


@pytest.mark.parametrize(
    ("value", "unit", "other", "same"),
    [
        (24, "giờ", (1, "ngày"), True),
        (48, "giờ", (1, "ngày"), False),
        (7, "ngày", (1, "tuần"), True),
        (12, "tháng", (1, "năm"), True),
        (30, "ngày", (1, "tháng"), True),
        (3, "ngày", (3, "ngày làm việc"), True),  # too fine a difference for a wrong option
        (2, "lần", (2, "giờ"), False),
    ],
)
def test_figures_are_compared_across_units(value: int, unit: str, other: tuple[int, str], same: bool) -> None:
    assert distractors.same(Fraction(value), unit, Amount(Fraction(other[0]), other[1], Span(0, 0))) is same


@pytest.mark.parametrize(
    ("value", "like", "written"),
    [(3, "02", "03"), (12, "02", "12"), (3, "hai", "ba"), (5_000_000, "2.000.000", "5.000.000"), (3, "24", "3")],
)
def test_wrong_figures_are_written_as_the_right_one(value: int, like: str, written: str) -> None:
    assert distractors.written(Fraction(value), like) == written


def test_bodies_that_are_named_or_belong_to_one_named_are_no_options() -> None:
    rng = random.Random(1)
    right, others = distractors.bodies("Điều tra viên", ["điều tra viên", "kiểm sát viên"], 3, rng) or ("", [])
    assert right == "Điều tra viên"
    assert "Kiểm sát viên" not in others  # who may do what an investigator does
    assert len(others) == 3
    assert distractors.bodies("Người giữ vườn", [], 2, rng) is None


def test_beside_an_odd_share_no_round_one_stands() -> None:
    for seed in range(20):
        wrong = distractors.figures(Fraction(61), "%", (), 3, random.Random(seed))
        assert len(wrong) == 3
        assert all(value % 5 for value in wrong)


def test_a_line_is_not_asked_twice_as_a_statement_while_others_are_left() -> None:
    for seed in SEEDS:
        items = quiz(count=6, seed=seed)
        judged = Counter(item.key.rsplit(".", 2)[0] for item in items if item.kind is QuizKind.TRUE_FALSE)
        asked = Counter(item.key.rsplit(".", 2)[0] for item in items)
        assert all(asked[key] == 1 for key in judged)
