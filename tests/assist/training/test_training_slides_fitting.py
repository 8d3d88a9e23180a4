"""How slides are filled: type as large as the words allow, titles without dots, what is the trainer's alone not shown."""

from __future__ import annotations

from typing import Any

import pytest

from assist.training.exports import deck, fitting, master, metrics, sections, sources, titles
from assist.training.exports.limits import limit_slides, shared_rows
from assist.training.exports.metrics import Run
from assist.training.exports.paragraphs import MOST
from assist.training.model import Audience, Lesson, Line, Section, SectionKind
from tests.assist.training.lesson_sample import LESSON, LONG, line, source
from tests.assist.training.test_training_slides import BARE, PUPILS, WORDY, opened, titles_of, words_of


@pytest.fixture(scope="module")
def shown() -> Any:
    return opened(LESSON)


SHORT = tuple(line(f"ngan.{n}", f"Việc thứ {n} làm ngay.", n) for n in range(1, 7))


def test_few_words_stand_in_large_type_and_many_in_the_least_that_saves_a_slide() -> None:
    section = Section(kind=SectionKind.RULES, title="Quy định", lines=SHORT[:1])
    (one,) = sections.grouped_slides(section, fitting.Sizes())
    assert one.size == 32.0
    long = section.model_copy(update={"lines": tuple(line(f"d.{n}", LONG, n) for n in range(1, 3))})
    two = sections.grouped_slides(long, fitting.Sizes())
    assert len(two) < len(sections.grouped_slides(long, fitting.Sizes(text=(24.0,))))
    assert max(slide.size for slide in two) < 24.0


def test_slides_of_one_title_differ_little_in_size() -> None:
    lines = (*(line(f"d.{n}", LONG, n) for n in range(1, 4)), SHORT[0])
    made = sections.grouped_slides(Section(kind=SectionKind.RULES, title="Quy định", lines=lines), fitting.Sizes())
    sizes = [slide.size for slide in made]
    assert len(made) > 1
    assert max(sizes) - min(sizes) <= 4.0


@pytest.mark.parametrize("lesson", [LESSON, PUPILS, WORDY], ids=["usual", "pupils", "wordy"])
def test_air_is_given_where_there_is_room_and_never_too_much(lesson: Lesson) -> None:
    for slide in deck.slides_of(lesson):
        air = fitting.air_for(slide)
        assert air.leading >= metrics.LEADING
        assert slide.height(air) <= master.BODY[3]


def test_bodies_that_must_do_the_same_in_the_same_time_share_a_row() -> None:
    def limit(n: int, who: str, act: str, time: str) -> Line:
        return line(f"h.{n}", "Chuyển sách.", n, who=who, act=act, limit=f"không quá {time} kể từ lúc nhận")

    lines = (
        limit(1, "thủ thư", "Chuyển sách trong 24 giờ", "24 giờ"),
        limit(2, "thủ thư", "Chuyển sách trong 48 giờ (lớp ở xa)", "48 giờ"),
        limit(3, "lớp trưởng", "Chuyển sách", "24 giờ"),
    )
    assert [[n for n, _ in row] for row in shared_rows(lines)] == [[1, 3], [2]]
    (made,) = limit_slides(Section(kind=SectionKind.LIMITS, title="Bảng thời hạn", lines=lines), fitting.Sizes())
    assert made.table
    told = [" ".join(run.text for run in row[0]).replace("\xa0", " ") for row in made.table.rows]
    assert told == ["1, 3. Thủ thư; Lớp trưởng: chuyển sách", "2. Thủ thư: chuyển sách (lớp ở xa)"]
    assert "(1) Khoản 1 Điều 1" in made.basis
    assert "(3) Khoản 1 Điều 3" in made.basis


@pytest.mark.parametrize(
    ("act", "limit", "told"),
    [
        ("chuyển đơn trong 05 ngày khi thiếu chữ ký", "không quá 5 ngày", "chuyển đơn khi thiếu chữ ký"),
        (
            "trả lời, không quá 24 giờ; chưa trả lời được thì báo",
            "24 giờ kể từ lúc hỏi",
            "trả lời; chưa trả lời được thì báo",
        ),
        ("trả lời trong 3 ngày", "không quá 3 ngày làm việc", "trả lời trong 3 ngày"),  # another time
        ("trả lời trong 3 ngày", "không quá 30 ngày", "trả lời trong 3 ngày"),
        ("không cho mượn quá 02 giờ mỗi lần", "không quá 2 giờ mỗi lần", "không cho mượn quá 02 giờ mỗi lần"),
    ],
)
def test_a_time_is_told_once_in_a_row(act: str, limit: str, told: str) -> None:
    assert sources.act_beside_limit(line("h.1", "Việc.", act=act, limit=limit)) == told


# -- titles ----------------------------------------------------------------------------------------------------------------

NAMED = "Điều 5 Luật Mượn, trả sách quý: "
LAW = "Điều 5 Luật Mượn, trả sách quý số 12/2030/QH99: "
TWO_LINES = "ai được mượn; ai được gia hạn; ai trả thay được người khác"
LONGER = "ai được mượn sách để đọc ở nhà; " * 3 + "và ai trả lời"


@pytest.mark.parametrize(
    ("words", "count", "told"),
    [
        ("Mượn sách", "(1/2)", "Mượn sách (1/2)"),
        (f"{LAW}ai được mượn, mượn bao lâu", "", f"{NAMED}ai được mượn, mượn bao lâu"),
        (f"{LAW}{TWO_LINES}", "", f"{LAW}{TWO_LINES}"),
        (f"{LAW}{LONGER}", "", f"{NAMED}{LONGER}"),
        ("Tiếng đọc bài " * 40, "(10/12)", None),  # nothing parts it
        (f"{'phòng, chống mất sách và ' * 12}giữ sách", "", None),
    ],
)
def test_titles_take_two_lines_at_most_without_dots(words: str, count: str, told: str | None) -> None:
    made, size = titles.title(words, count)
    assert told is None or made == told
    assert "…" not in made
    assert made.endswith(count)
    assert not made.removesuffix(count).strip().endswith((" và", ",", "phòng", ";", "("))
    lines = metrics.count_lines([Run(made, bold=True)], master.WIDTH, size)
    assert lines * round(size * metrics.LEADING) <= master.TITLE[3]


def test_a_title_cut_short_stands_whole_in_the_notes() -> None:
    group = f"{LAW}{'ai được mượn sách để đọc ở nhà; ' * 6}và ai trả lời"
    section = Section(
        kind=SectionKind.RULES,
        title="Quy định",
        lines=tuple(line(f"g.{n}", LONG, n, group=group) for n in (1, 2, 3, 4)),
    )
    made = sections.grouped_slides(section, fitting.Sizes())
    assert made[0].notes[0] == group
    assert group not in made[1].notes


@pytest.mark.parametrize("lesson", [LESSON, PUPILS, WORDY, BARE], ids=["usual", "pupils", "wordy", "bare"])
def test_no_title_ends_in_dots(lesson: Lesson) -> None:
    shown = opened(lesson)
    assert not [title for title in titles_of(shown) if "…" in title]


# -- what is the trainer's alone ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", list(Audience))
def test_remarks_are_told_to_the_trainer_and_not_shown(audience: Audience) -> None:
    shown = opened(LESSON.model_copy(update={"audience": audience}))
    assert not [slide for slide in shown.slides if LESSON.remarks[0][:30] in words_of(slide)]
    cover = shown.slides[0]
    assert LESSON.remarks[0] in cover.notes_slide.notes_text_frame.text
    told = "Có 1 nội dung chưa xác minh" in words_of(cover)
    assert told is (audience not in {Audience.PUPILS, Audience.TEACHERS})


def test_the_day_stands_on_the_cover_and_over_the_documents(shown: Any) -> None:
    assert "Theo pháp luật ngày 02/03/2026" in words_of(shown.slides[0])
    assert "ngày 02/03/2026" in titles_of(shown)[-1]


def test_a_documents_name_is_whole_or_says_something() -> None:
    documents = tuple(
        LESSON.documents[0].model_copy(
            update={"number": f"{n}/2018/TT-MS-TTTV-PGD-HCMHS", "title": "Quy định về việc giữ gìn sách quý " * n}
        )
        for n in range(1, 9)
    )
    made = deck._documents(LESSON.model_copy(update={"documents": documents}), fitting.Sizes())
    names = [row[0][1].text for slide in made if slide.table for row in slide.table.rows if len(row[0]) > 1]
    assert names
    assert min(len(name.split()) for name in names) >= 4
    assert all(slide.lines() <= MOST for slide in made)


# -- questions and answers -------------------------------------------------------------------------------------------------

WHOLE = "Thủ thư ghi ngày mượn, ngày trả vào sổ rồi đọc lại cho người mượn nghe, sau đó hai bên ký tên"


def test_a_short_question_over_long_options_stands_as_the_title() -> None:
    item = LESSON.quiz[0].model_copy(
        update={
            "stem": "Câu nào dưới đây đúng với quy định?",
            "options": (f"{WHOLE} vào phiếu mượn đã in sẵn ở quầy và giữ một bản.", *(f"{WHOLE} {n}." for n in "123")),
        }
    )
    (made,) = deck._question(item, "Câu 1/1", "Câu hỏi kiểm tra", fitting.Sizes(), [])
    assert made.title == "Câu 1/1. Câu nào dưới đây đúng với quy định?"
    assert made.lines() <= MOST
    assert made.size >= 16.0


@pytest.mark.parametrize(("stem", "again"), [("Ai giữ sổ?", True), (LONG * 2, False)])
def test_a_short_answer_stands_below_its_question(stem: str, again: bool) -> None:
    item = LESSON.quiz[0].model_copy(update={"stem": stem, "explanation": "Thủ thư giữ sổ."})
    (made,) = deck._answer(item, "Câu 1/1", "Câu hỏi kiểm tra", fitting.Sizes())
    assert (made.paragraphs[0].text == stem) is again
    assert "B. 24 giờ" in [p.text for p in made.paragraphs]


def test_an_answer_names_the_provisions_of_its_reason_and_not_of_every_option() -> None:
    item = LESSON.quiz[0].model_copy(
        update={
            "explanation": "Trả đúng hẹn. Căn cứ: khoản 1 Điều 4, 05/2018/TT-MS. Hiệu lực của căn cứ này là chưa xác minh.",
            "sources": (source(4), source(5)),
        }
    )
    assert sources.reason_words(item) == "Trả đúng hẹn. Hiệu lực của căn cứ này là chưa xác minh."
    assert [each.pinpoint for each in sources.reason_sources(item)] == ["khoản 1 Điều 4, 05/2018/TT-MS"]
    foreign = item.model_copy(update={"explanation": "Trả đúng hẹn. Căn cứ: khoản 9 Điều 9, 05/2018/TT-MS."})
    assert sources.reason_words(foreign) == foreign.explanation
    assert len(sources.reason_sources(foreign)) == 2


def test_the_columns_of_limits_follow_their_words() -> None:
    def made(act: str, time: str) -> tuple[float, ...]:
        lines = tuple(line(f"h.{n}", "Việc.", n, who="thủ thư", act=f"{act} {n}", limit=time) for n in range(1, 4))
        (slide,) = limit_slides(Section(kind=SectionKind.LIMITS, title="Bảng", lines=lines), fitting.Sizes())
        assert slide.table
        return slide.table.widths

    wide = made("chuyển sách", "không quá 2 giờ mỗi lần, trừ khi người mượn ở xa và có giấy hẹn của trường")
    narrow = made("chuyển sách cho người có quyền quyết định việc mượn sách quý của phòng đọc loại", "không quá 2 giờ")
    assert wide[1] > narrow[1]
