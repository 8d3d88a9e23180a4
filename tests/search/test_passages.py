"""Which clause or point is shown of an article."""

from __future__ import annotations

from datetime import date

import pytest

from search.frequencies import Frequencies
from search.passages import best_path, inside
from search.query import Understood
from search.reading import Reading, question_terms
from search.words import HEADING, TITLE, UnitText, WordsBuilder

NUMBER = "43/2021/TT-BCA"
Segments = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("path", "other", "is_inside"),
    [
        ("khoản 1", "khoản 1", True),
        ("khoản 1 điểm a", "khoản 1", True),
        ("khoản 1", "khoản 1 điểm a", False),
        ("khoản 12", "khoản 1", False),
        ("khoản 1a", "khoản 1", False),
        # everything is in the whole, which is in nothing
        ("khoản 1", "", True),
        ("", "", True),
        ("", "khoản 1", False),
        # items of a plan are parted by dots
        ("mục a.(1)", "mục a", True),
        ("mục a.(1)", "mục a.(10)", False),
        ("mục đ", "mục d", False),
    ],
)
def test_inside(path: str, other: str, is_inside: bool) -> None:
    assert inside(path, other) is is_inside


def shown(
    question: str,
    text: Segments,
    note: Segments = [],  # noqa: B006
    asked: dict[str, float] | None = None,
    near: dict[str, float] | None = None,
) -> str:
    builder = WordsBuilder()
    for row, segments in enumerate((text, note)):
        builder.add(UnitText(row, f"{NUMBER} điều 5", NUMBER, tuple(segments)))
    words = builder.finished(1)
    understood = Understood(question, question, date(2026, 11, 21), False)
    reading = Reading.of(question_terms(understood, Frequencies.empty(), words), words, words.places_of([0, 1]))
    return best_path(reading, 0, 1 if note else None, asked or {}, near or {})


AID = [
    (TITLE, "Luật Phòng, chống mua bán người"),
    (HEADING, "Hỗ trợ nạn nhân"),
    ("", "Điều 37. Hỗ trợ nạn nhân"),
    ("khoản 1", "1. Nạn nhân được hỗ trợ:"),
    ("khoản 1 điểm a", "a) Ăn, mặc, ở;"),
    ("khoản 1 điểm b", "b) Tàu xe về nơi cư trú."),
    ("khoản 2", "2. Nạn nhân có nhu cầu thì được học nghề."),
    ("khoản 3", "3. Hồ sơ nộp tại Ủy ban nhân dân cấp xã trong 30 ngày, gồm đơn và giấy xác nhận."),
]
PLAN = [
    (HEADING, "Tuyên truyền"),
    ("", "1. Tuyên truyền"),
    ("mục a", "a) Công an tỉnh chủ trì:"),
    ("mục a.(1)", "(1) Phát tờ rơi tại bến xe;"),
    ("mục a.(2)", "(2) Mở lớp cho giáo viên."),
    ("mục b", "b) Sở Tài chính bố trí kinh phí."),
]
SHOWN = [
    # the clause, and the point if it says all that is asked
    ("học nghề", AID, "khoản 2"),
    ("nộp hồ sơ ở ủy ban", AID, "khoản 3"),
    ("tàu xe về nơi cư trú", AID, "khoản 1 điểm b"),
    # a clause whose point says half of it is shown whole
    ("nạn nhân được hỗ trợ tàu xe", AID, "khoản 1"),
    ("hỗ trợ tàu xe về", AID, "khoản 1"),
    # an article without clauses, and one with nothing to choose by
    ("chuyển tin", [(HEADING, "Chuyển tin"), ("", "Chuyển tin trong 24 giờ.")], ""),
    # said once in each of many clauses: none stands out
    (
        "ăn mặc học nghề tàu xe",
        [("khoản 1", "1. Ăn."), ("khoản 2", "2. Mặc."), ("khoản 3", "3. Học."), ("khoản 4", "4. Nghề."), ("khoản 5", "5. Tàu.")],
        "",
    ),
    # the words stand in the heading alone, which is no clause's
    ("hỗ trợ", [(HEADING, "Hỗ trợ"), ("khoản 1", "1. Được ăn."), ("khoản 2", "2. Hỗ trợ tàu xe.")], "khoản 2"),
    # items of a plan
    ("phát tờ rơi ở bến xe", PLAN, "mục a.(1)"),
    ("bố trí kinh phí", PLAN, "mục b"),
    # points without a clause above them are clauses themselves
    ("mở lớp", [("điểm a", "a) Phát tờ rơi;"), ("điểm b", "b) Mở lớp.")], "điểm b"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "path"), SHOWN)
def test_what_is_shown(question: str, text: Segments, path: str) -> None:
    assert shown(question, text) == path


def test_a_clause_that_states_the_amount_asked_for_goes_before_its_like() -> None:
    who, how_long = "Tạm giữ do thủ trưởng quyết định ghi rõ.", "Tạm giữ không quá 03 ngày, kể từ lúc bắt."
    text = [("khoản 1", f"1. {who}"), ("khoản 2", f"2. {how_long}")]
    assert shown("tạm giữ quyết định", text) == "khoản 1"
    assert shown("tạm giữ bao lâu", text) == "khoản 2"
    # told the other way round the amount still decides
    assert shown("tạm giữ bao lâu", [("khoản 1", f"1. {how_long}"), ("khoản 2", f"2. {who}")]) == "khoản 1"


TWINS = [("khoản 1", "1. Cán bộ được phân công."), ("khoản 2", "2. Cán bộ được cử đến.")]


def test_the_note_on_a_clause_speaks_for_it() -> None:
    note = [("khoản 2", "Khoản 2: Nữ cán bộ phải mặc thường phục.")]
    assert shown("cán bộ mặc thường phục", TWINS) == "khoản 1"
    assert shown("cán bộ mặc thường phục", TWINS, note) == "khoản 2"


LIKE = [
    # a phrasing the clause answers; the likest of two
    ({"khoản 1": 0.6}, "khoản 1"),
    ({"khoản 2": 0.6}, "khoản 2"),
    ({"khoản 1": 0.3, "khoản 2": 0.6}, "khoản 2"),
    # one for the whole article, or for a clause that is not there, chooses none
    ({"": 0.9, "khoản 9": 0.9}, "khoản 1"),
]


@pytest.mark.parametrize(("asked", "path"), LIKE)
def test_a_phrasing_points_to_the_clause_it_answers(asked: dict[str, float], path: str) -> None:
    assert shown("ai làm việc với cán bộ", TWINS, asked=asked) == path


@pytest.mark.parametrize(
    ("asked", "path"), [({"khoản 1": 1.5}, "khoản 1"), ({"khoản 1 điểm b": 1.5}, "khoản 1 điểm b")]
)
def test_a_phrasing_for_a_clause_does_not_choose_a_point_and_one_for_a_point_does(
    asked: dict[str, float], path: str
) -> None:
    assert shown("tụi nó được lo những gì", AID, asked=asked) == path


def test_a_phrasing_lets_a_clause_stand_out_that_shares_no_word_with_the_question() -> None:
    assert shown("phí đò dọc", AID, asked={"khoản 3": 0.5}) == "khoản 3"
    assert shown("phí đò dọc", AID, asked={"khoản 2": 0.5}) == "khoản 2"


NEAR = [
    # the likest clause, though neither shares a word with the question
    ({"khoản 1": 0.6, "khoản 2": 0.3}, "khoản 1"),
    ({"khoản 1": 0.3, "khoản 2": 0.6}, "khoản 2"),
    # a little likeness more does not outweigh the words
    ({"khoản 1": 0.5, "khoản 2": 0.4}, "khoản 2", "ai cử đến"),
    # likeness alone makes no clause stand out of an article that has all that is asked in its first line
    ({"khoản 1": 0.6, "khoản 2": 0.3}, "", "chuyển đồ", [("", "Chuyển đồ."), *TWINS]),
]


@pytest.mark.parametrize("case", NEAR)
def test_the_likest_clause_by_its_vector(case: tuple) -> None:
    near, path, question, text = (*case, *("bả ngồi đâu", TWINS)[len(case) - 2 :])
    assert shown(question, text, near=near) == path
