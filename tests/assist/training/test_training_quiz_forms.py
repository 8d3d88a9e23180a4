"""Forms that tell apart and apply: each right by the text, the others wrong by it; and which of all questions make a quiz."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import combinations

import pytest

from assist.training.asking import ages, altered, case, clock, figure, limits, parts, place, statements, which
from assist.training.asking.known import Known, read_lines, without_remarks
from assist.training.asking.model import Draft
from assist.training.asking.who import bare_act
from assist.training.model import Audience, Line, QuizItem, QuizKind
from assist.training.quiz import make_quiz
from corpus.checklists import Checklist
from tests.assist.training.quiz_lines import LINES, RULE, checklist, note_line, source

POLICE, TEACHERS, PUPILS = Audience.INVESTIGATORS, Audience.TEACHERS, Audience.PUPILS
SEEDS = range(1, 13)


def rng(seed: int = 1) -> random.Random:
    return random.Random(seed)


def library(*items: dict[str, object]) -> list[Checklist]:
    return [Checklist.model_validate({"code": "kho", "title": "Kho sách", "order": 1, "items": list(items)})]


def known_of(lists: list[Checklist], quotes: dict[str, str]) -> list[Known]:
    """Lines of all items, each resting on the article that it names, with that article's words."""
    lines = []
    for item in lists[0].items:
        article = item.basis[0].removeprefix(f"{RULE} ")
        given = {
            "key": f"kho.{item.code}",
            "text": f"{item.who}: {item.says[:1].lower()}{item.says[1:]}",
            "who": item.who,
            "act": item.act,
            "modality": item.modality,
            "group": "Kho sách",
            "sources": (source(article, quotes[article]),),
        }
        lines.append(Line.model_validate(given))
    return read_lines(lines, lists)


def item(code: str, who: str, act: str, says: str, article: int, **others: object) -> dict[str, object]:
    place_of = f"{RULE} điều {article} khoản 1"
    return {"code": code, "who": who, "act": act, "says": says, "modality": "phải", "basis": [place_of], **others}


def limit(number: int, unit: str) -> dict[str, object]:
    return {"number": number, "unit": unit, "event": "tiếp nhận tin"}


SENDING = library(
    item(
        "gui-gan", "Công an xã", "Gửi sách về kho trong 24 giờ", "Gửi sách về kho, không quá 24 giờ.", 1,
        limit=limit(24, "giờ"), when={"role": ["bị hại"], "remote": False},
    ),
    item(
        "gui-xa", "Công an xã", "Gửi sách về kho trong 48 giờ", "Ở xã xa thì gửi sách về kho, không quá 48 giờ.", 1,
        limit=limit(48, "giờ"), when={"role": ["bị hại"], "remote": True},
    ),
)  # fmt: skip
SENT = {"điều 1 khoản 1": "1. Công an xã phải gửi sách về kho không quá 24 giờ; ở xã xa không quá 48 giờ."}

BOUNDED = library(
    item("dem", "Thủ kho trường", "Đếm lại toàn bộ số sách trong 2 ngày", "Đếm lại sách trong 2 ngày.", 1, limit=limit(2, "ngày")),
    item("van", "Công an xã", "Dán nhãn vào từng cuốn sách trong 7 ngày", "Dán nhãn trong 7 ngày.", 2, limit=limit(7, "ngày")),
    item("bao", "Nhà trường", "Báo tin mất sách cho phụ huynh trong 15 ngày", "Báo tin trong 15 ngày.", 3, limit=limit(15, "ngày")),
)  # fmt: skip
BOUND = {
    "điều 1 khoản 1": "1. Thủ kho trường phải đếm lại toàn bộ số sách trong hạn 02 ngày.",
    "điều 2 khoản 1": "1. Công an xã phải dán nhãn vào từng cuốn sách trong hạn 07 ngày.",
    "điều 3 khoản 1": "1. Nhà trường phải báo tin mất sách cho phụ huynh trong hạn 15 ngày.",
}


def test_the_case_tells_which_of_two_limits_holds_and_the_other_is_a_wrong_option() -> None:
    known = known_of(SENDING, SENT)
    made = [d for seed in SEEDS for each in known for d in case.questions(each, known, POLICE, rng(seed))]
    found = {(d.lines[0], d.right) for d in made if d.form == "case-limit"}
    assert found == {("kho.gui-gan", "24 giờ"), ("kho.gui-xa", "48 giờ")}
    for draft in made:
        if draft.form == "case-limit":
            assert {"24 giờ", "48 giờ"} <= {draft.right, *(option for option, _ in draft.wrong)}
            assert ("hải đảo" in draft.stem) == (draft.right == "48 giờ")
            assert draft.level == 3


def test_limits_set_in_order_are_those_of_the_texts() -> None:
    known = known_of(BOUNDED, BOUND)
    bounds = [b for each in known if (b := limits.bounded(each))]
    assert sorted(b.act for b in bounds) == [
        "báo tin mất sách cho phụ huynh",
        "dán nhãn vào từng cuốn sách",
        "đếm lại toàn bộ số sách",
    ]
    made = [d for b in bounds for d in limits.in_order(b, bounds, rng())]
    assert {(d.stem.split()[-2], d.right.split()[0]) for d in made} <= {("ngắn", "Thủ"), ("dài", "Nhà")}
    assert made
    assert all(not re.search(r"\d", option) for d in made for option in (d.right, *(o for o, _ in d.wrong)))


def test_who_and_limit_are_matched_by_two_bodies_and_two_figures() -> None:
    known = known_of(BOUNDED, BOUND)
    made = [d for each in known for d in limits.matched(limits.bounded(each), POLICE, rng())]
    assert made
    for draft in made:
        options = [draft.right, *(option for option, _ in draft.wrong)]
        assert sorted(Counter(o.split(", không quá ")[0] for o in options).values()) == [2, 2]
        assert sorted(Counter(o.split(", không quá ")[1] for o in options).values()) == [2, 2]


def test_the_heaviest_frame_is_not_asked_of_one_article_alone() -> None:
    def frames(names: list[str]) -> list[Draft]:
        texts = [
            note_line(30 + n, f"{name}: phạt tù từ {n + 1} năm đến {n + 3} năm.", f"1. phạt tù từ 0{n + 1} năm đến 0{n + 3} năm.")
            for n, name in enumerate(names)
        ]  # fmt: skip
        known = read_lines(texts, [])
        return [d for each in known for d in limits.heaviest(each, known, rng())]

    assert not frames(["Xé sách, khoản 1", "Xé sách, khoản 2", "Xé sách, khoản 3"])
    (made,) = frames(["Xé sách, khoản 1", "Vẽ sách, khoản 2", "Đốt sách, khoản 1"])
    assert made.right == "Đốt sách, khoản 1"


AGES = [
    ("Ai từ đủ 14 tuổi thì được mượn sách của người lớn.", "1. Người từ đủ 14 tuổi được mượn.", 14, None),
    ("Người dưới 12 tuổi phải đi cùng cha mẹ khi vào kho.", "1. Người dưới 12 tuổi phải có cha mẹ đi cùng.", None, 12),
    ("Người từ đủ 12 đến dưới 14 tuổi được mượn mỗi lần một cuốn.", "1. Từ đủ 12 tuổi đến dưới 14 tuổi mượn một cuốn.", 12, 14),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "least", "below"), AGES, ids=["from", "under", "range"])
def test_one_person_is_of_the_age_asked_for(text: str, quote: str, least: int | None, below: int | None) -> None:
    def inside(option: str) -> bool:
        match = re.search(r"(\d+) tuổi(?: (\d+) tháng)?", option)
        assert match
        months = int(match[1]) * 12 + int(match[2] or 0)
        return (least is None or months >= least * 12) and (below is None or months < below * 12)

    (known,) = read_lines([note_line(40, text, quote)], [])
    for seed in SEEDS:
        (draft,) = ages.questions(known, TEACHERS, rng(seed))
        wanted = "không thuộc" not in draft.stem
        assert inside(draft.right) is wanted
        assert all(inside(option) is not wanted for option, _ in draft.wrong)


def test_the_age_in_the_name_of_a_crime_is_not_asked_for() -> None:
    line = note_line(40, "Tội mua bán người dưới 16 tuổi thì theo điều khác.", "1. Tội mua bán người dưới 16 tuổi.")
    (known,) = read_lines([line], [])
    assert not list(ages.questions(known, TEACHERS, rng()))


@pytest.mark.parametrize(
    ("text", "quote", "modality", "false"),
    [
        (
            "Người đọc phải trả sách.",
            "1. Người đọc trả sách.",
            "phải",
            "chỉ khi có người yêu cầu mới phải trả sách",
        ),
        (
            "Người đọc phải trả sách.",
            "1. Trả sách khi thủ kho yêu cầu.",
            "phải",
            "^$",
        ),  # would be true of whom the keeper asks
        (
            "Cấm xé sách của thư viện trường.",
            "1. Cấm xé sách.",
            "không được",
            "^Chỉ khi gây hậu quả nghiêm trọng mới cấm xé",
        ),
        ("Kẻ xấu có thể đem sách đi bán.", "1. Sách bị đem bán.", None, "^$"),  # leaves nobody a choice
        ("Người đọc phải trả sách, trừ khi ốm.", "1. Trả sách.", "phải", "^$"),  # an exception of its own
    ],
    ids=["duty", "asked", "ban", "possible", "exception"],
)
def test_a_false_sentence_has_a_condition_that_the_text_has_not(
    text: str, quote: str, modality: str | None, false: str
) -> None:
    (known,) = read_lines([note_line(41, text, quote, modality=modality)], [])
    for seed in SEEDS:
        assert re.search(false, altered.another_modality(text, known, TEACHERS, rng(seed)))


def test_children_are_shown_no_false_ban() -> None:
    (known,) = read_lines([note_line(41, "Cấm xé sách của trường.", "1. Cấm xé sách.", modality="không được")], [])
    assert altered.another_modality(known.line.text, known, PUPILS, rng()) == ""


def test_the_exception_of_a_sentence_is_asked_for_and_no_other_is_in_the_text() -> None:
    text = "Thủ kho không cho mượn sách quý, trừ khi hiệu trưởng đi cùng người mượn."
    (known,) = read_lines([note_line(42, text, "1. Không cho mượn, trừ khi hiệu trưởng đi cùng vì lý do gấp.")], [])
    (draft,) = parts.questions(known, [known], POLICE, rng())
    assert draft.right == "hiệu trưởng đi cùng người mượn"
    assert "……" in draft.stem
    assert not {"có lý do chính đáng", "vụ việc cần giải quyết gấp"} & {option for option, _ in draft.wrong}


def test_what_an_act_counts_as_is_asked_with_others_that_the_source_does_not_name() -> None:
    text = "Đem bán phần thân thể của người khác làm họ chết là tội giết người."
    (known,) = read_lines([note_line(43, text, "1. ... là tội giết người, không phải tội cố ý gây thương tích.")], [])
    (draft,) = parts.questions(known, [known], POLICE, rng())
    assert draft.right == "là tội giết người"
    assert all(option.startswith("là tội") and "thương tích" not in option for option, _ in draft.wrong)


def test_only_investigators_are_asked_where_a_rule_stands_and_no_such_article_says_it_too() -> None:
    known = read_lines(LINES, [checklist()])
    made = [d for each in known for d in place.questions(each, known, POLICE, rng())]
    assert made
    assert not [d for each in known for d in place.questions(each, known, TEACHERS, rng())]
    for draft in made:
        assert all(draft.right != option and "Điều" in option for option, _ in draft.wrong)


def test_one_ban_stands_among_what_is_not_forbidden() -> None:
    texts = [
        ("nói chuyện điện thoại trong phòng đọc", "không được"),
        ("ghi tên vào sổ trước khi vào kho sách", "phải"),
        ("trả sách đúng hẹn cho thủ kho của trường", "phải"),
        ("mời bạn cùng lớp đến ngồi đọc với mình", "có thể"),
    ]
    lines = [
        note_line(
            50 + n, f"Người đọc {how} {act}.", f"1. Người đọc {how} {act}.", who="Người đọc", act=act, modality=how
        )
        for n, (act, how) in enumerate(texts)
    ]
    known = read_lines(lines, [])
    (draft,) = [d for each in known for d in which.banned(each, known, POLICE, rng())]
    assert draft.right == "Nói chuyện điện thoại trong phòng đọc"
    assert len(draft.wrong) == 3


def test_the_hour_at_which_a_talk_must_stop() -> None:
    lists = library(
        item("hoi", "Điều tra viên", "Không hỏi chuyện quá 02 giờ mỗi lần", "Mỗi lần hỏi không quá 02 giờ.", 1,
             modality="không được", ceiling={"number": 2, "unit": "giờ", "per": "lần"}),
    )  # fmt: skip
    (known,) = known_of(lists, {"điều 1 khoản 1": "1. Điều tra viên hỏi chuyện mỗi lần không quá 02 giờ."})
    assert not any(
        d.form == "case-ceiling" for d in clock.questions(known, None, POLICE, rng())
    )  # nobody knows whose talk
    (draft,) = clock.questions(known, "Một em 12 tuổi là bị hại. ", POLICE, rng())
    start, end = (re.search(r"(\d+) giờ", words) for words in (draft.stem, draft.right))
    assert start and end  # noqa: PT018
    assert int(end[1]) - int(start[1]) == 2


def test_what_is_done_with_several_people_is_no_case_of_one_child() -> None:
    def made(says: str) -> list[Draft]:
        lists = library(
            item("rieng", "Điều tra viên", "Hỏi chuyện người đọc ở phòng khác", says, 1, when={"role": ["bị hại"]})
        )
        known = known_of(lists, {"điều 1 khoản 1": "1. Điều tra viên phải hỏi chuyện người đọc ở phòng khác."})
        return [d for each in known for d in case.questions(each, known, POLICE, rng())]

    assert made("Hỏi chuyện ở phòng khác.")
    assert not made("Hỏi riêng từng em ở phòng khác.")


def test_sentences_side_by_side_are_right_or_wrong_as_asked_and_of_a_length() -> None:
    known = read_lines(LINES, [checklist()])
    claims = {k.line.key: c for k in known if (c := altered.claim(k, POLICE, rng()))}
    true = {altered.sentence(k, POLICE) for k in known} | {c.true for c in claims.values()}
    made = [d for each in known for d in statements.questions(each, known, claims, POLICE, rng())]
    assert {d.form for d in made} >= {"right-one", "wrong-one", "wrong-any"}
    for draft in made:
        wrong = [option for option, _ in draft.wrong]
        assert (draft.right in true) == (not draft.form.startswith("wrong"))
        assert all((option in true) == draft.form.startswith("wrong") for option in wrong)
        assert min(map(len, wrong)) * 0.8 <= len(draft.right) <= max(map(len, wrong)) * 1.2


def test_an_example_of_a_text_is_no_rule_to_be_asked_about() -> None:
    line = note_line(44, "Ví dụ của nội quy: ai làm rách 30% số trang thì đền cả cuốn.", "1. Ví dụ: rách 30% số trang.")
    assert not make_quiz((line,), 5, 1, POLICE, checklists=[])


# The quiz as a whole -----------------------------------------------------------------------------------------------------


def quizzes(audience: Audience = POLICE, count: int = 10) -> list[tuple[QuizItem, ...]]:
    return [make_quiz(LINES, count, seed, audience, checklists=[checklist()]) for seed in SEEDS]


def test_statements_to_judge_are_a_quarter_for_adults_and_two_fifths_for_pupils() -> None:
    for audience, most in ((POLICE, 2), (PUPILS, 4)):
        for items in quizzes(audience):
            assert sum(each.kind is QuizKind.TRUE_FALSE for each in items) <= most


def test_one_figure_is_the_answer_twice_at_most_and_no_sentence_tells_another_answer() -> None:
    for items in quizzes():
        figures = Counter(each.options[each.answer] for each in items if re.match(r"\d", each.options[each.answer]))
        assert all(count <= 2 for count in figures.values())
        for one, other in combinations(items, 2):
            if one.key.rsplit(".", 2)[0] == other.key.rsplit(".", 2)[0]:
                assert one.options[one.answer].lower() not in other.stem.lower() or one.kind is QuizKind.TRUE_FALSE


def test_others_work_is_asked_about_only_where_the_listeners_own_is_too_little() -> None:
    words = "Công an xã giữ sách số {} không quá {} ngày."
    own = [
        note_line(60 + n, words.format(n, n + 20), f"1. {words.format(n, n + 20)}", who="Công an xã") for n in range(3)
    ]
    other = [note_line(70, "Tòa án giữ sách không quá 9 ngày.", "1. Tòa án giữ sách không quá 9 ngày.", who="Tòa án")]
    two = make_quiz([*own, *other], 2, 1, Audience.COMMUNE_POLICE, checklists=[])
    assert len(two) == 2
    assert all("Tòa án" not in each.stem for each in two)


# What readers of finished sets found ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mỗi quý đếm sách một lần. Kế hoạch không nói tính từ ngày nào.", "Mỗi quý đếm sách một lần."),
        ("Chỉ tiêu là đủ sách. Văn bản đặt cho giai đoạn trước, đến nay đã hết kỳ.", "Chỉ tiêu là đủ sách."),
        ("Thủ kho không cho mượn sách quý.", "Thủ kho không cho mượn sách quý."),
        ("Khoản 2 không nêu hạn trả.", ""),
    ],
)  # fmt: skip
def test_what_the_lesson_remarks_on_a_text_is_not_quoted_as_the_text(text: str, told: str) -> None:
    assert without_remarks(text) == told


@pytest.mark.parametrize(
    ("who", "act", "asked"),
    [
        ("Cơ quan chuyên môn về sách cấp tỉnh", "Phối hợp đếm sách với cơ quan về sách cấp tỉnh", False),
        ("Cơ quan chuyên môn về sách cấp tỉnh", "Phối hợp đếm sách với cơ quan về báo cấp tỉnh", True),
    ],
)
def test_no_body_is_asked_to_work_with_itself(who: str, act: str, asked: bool) -> None:
    lists = library(item("dem", who, act, f"{act}.", 1))
    (known,) = known_of(lists, {"điều 1 khoản 1": f"1. {who} phải làm việc ấy."})
    assert bool(bare_act(known)) is asked


def test_a_lower_bound_of_age_does_not_make_a_sentence_false() -> None:
    lists = library(
        item("the", "Thủ kho", "Làm thẻ cho người dưới 16 tuổi", "Làm thẻ riêng cho người dưới 16 tuổi.", 1)
    )
    (known,) = known_of(lists, {"điều 1 khoản 1": "1. Thủ kho phải làm thẻ riêng cho người dưới 16 tuổi."})
    for seed in SEEDS:
        asked = figure.asked_of(known, 3, rng(seed))
        assert asked
        assert all(int(option.split()[0]) > 16 for option in asked.false)


def test_wrong_figures_lie_between_those_of_the_sentence() -> None:
    says = "Trả sách trong 5 ngày; gặp trở ngại thì không quá 15 ngày."
    lists = library(item("tra", "Thủ kho", "Trả sách trong 5 ngày", says, 1, limit=limit(5, "ngày")))
    (known,) = known_of(
        lists, {"điều 1 khoản 1": "1. Thủ kho phải trả sách trong 5 ngày; gặp trở ngại thì không quá 15 ngày."}
    )
    for seed in SEEDS:
        asked = figure.asked_of(known, 3, rng(seed), says)
        assert asked
        assert all(int(option.split()[0]) < 15 for option in asked.wrong)


def test_a_figure_in_the_title_is_not_asked() -> None:
    text = "Kho sách mở cửa cho mọi người từ ngày 01/7/2031."
    line = note_line(9, text, text)
    assert make_quiz([line], 5, 1, POLICE)
    assert make_quiz([line], 5, 1, POLICE, title="Kho sách từ 01/7/2031") == ()
