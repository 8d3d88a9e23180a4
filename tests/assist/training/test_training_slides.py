"""Slides: never more than seven lines, nothing beside its box, provisions at the foot, doubt marked, clauses in the notes."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from assist.training.exports import deck, fitting, master, metrics, plan, slides, sources
from assist.training.exports.dos import do_slides
from assist.training.exports.metrics import Run
from assist.training.exports.paragraphs import MOST
from assist.training.model import Audience, Lesson, Section, SectionKind
from tests.assist.training.lesson_sample import CASE, LESSON, LONG, line

PUPILS = LESSON.model_copy(update={"audience": Audience.PUPILS})
BARE = Lesson(topic="mượn sách", title="Mượn sách", audience=Audience.TEACHERS, minutes=10, on=LESSON.on)
WORDY = LESSON.model_copy(
    update={
        "title": "Tên bài dài " * 30,
        "remarks": (LONG * 6,),
        "sections": (
            Section(
                kind=SectionKind.RULES,
                title="Tên phần dài " * 20,
                lines=tuple(
                    line(f"dai.{n}", (LONG * (n % 5) or "Ngắn.")[: 60 * n], n + 1, group=f"Nhóm {n // 3} " * 12)
                    for n in range(1, 25)
                ),
            ),
            Section(
                kind=SectionKind.LIMITS,
                title="Bảng thời hạn",
                lines=tuple(line(f"han.{n}", LONG, n, who=LONG, act=LONG, limit=LONG, doubt="cũ") for n in range(1, 5)),
            ),
            Section(
                kind=SectionKind.DO_DONT,
                title="Nên và không nên",
                lines=tuple(line(f"nen.{n}", LONG[: 17 * n], n, do=n % 3 > 0) for n in range(1, 13)),
            ),
        ),
        "case": CASE.model_copy(update={"story": LONG * 9}),
    }
)


def opened(lesson: Lesson) -> Any:
    return Presentation(io.BytesIO(slides.lesson_pptx(lesson)))


@pytest.fixture(scope="module")
def shown() -> Any:
    return opened(LESSON)


def titles_of(shown: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in shown.slides]


def _slide(shown: Any, title: str) -> Any:
    return next(slide for slide in shown.slides if slide.shapes.title.text_frame.text.startswith(title))


def words_of(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("lesson", [LESSON, PUPILS, WORDY, BARE], ids=["usual", "pupils", "wordy", "bare"])
def test_no_slide_has_more_than_seven_lines(lesson: Lesson) -> None:
    assert [(s.title, s.lines()) for s in deck.slides_of(lesson) if s.lines() > MOST] == []


@pytest.mark.parametrize("lesson", [LESSON, PUPILS, WORDY], ids=["usual", "pupils", "wordy"])
def test_the_file_itself_keeps_to_its_boxes(lesson: Lesson) -> None:
    """Measured from the file and not from the plan: every frame's text fits its height at the sizes written there."""
    for slide in opened(lesson).slides:
        for shape in slide.placeholders:
            size, high = _heights(shape)
            if size:
                assert high <= shape.height / 12700 + 0.5, (slide.shapes.title.text_frame.text, shape.name)
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.top + _table_height(shape.table) <= Pt(master.BASIS[1])


def _heights(shape: Any) -> tuple[float, float]:
    sizes = {
        0: master.TITLE_SIZE,
        13: master.KICKER_SIZE,
        14: master.BASIS_SIZE,
        11: 12.0,
        12: 12.0,
        15: 20.0,
        16: 20.0,
    }
    kind = shape.placeholder_format.idx
    if "Title" in type(shape.part.slide.slide_layout).__name__ or kind not in {*sizes, 1, 2}:
        return 0, 0
    high, last = 0.0, 0.0
    for paragraph in shape.text_frame.paragraphs:
        sized = next((run.font.size.pt for run in paragraph.runs if run.font.size), None)
        size = sized or sizes.get(kind, 20.0)
        indent = int(paragraph._p.get_or_add_pPr().get("marL", "0")) / 12700
        runs = _runs(paragraph, size, bold=kind == 0)
        last = paragraph.space_after.pt if paragraph.space_after else 0.0
        high += metrics.count_lines(runs, shape.width / 12700 - indent, size) * _leading(paragraph, size) + last
    return 1, high - last


def _leading(paragraph: Any, size: float) -> float:
    """As the file says, or as the layout does for text that has none of its own."""
    return float(paragraph.line_spacing.pt) if paragraph.line_spacing else round(size * metrics.LEADING)


def _runs(paragraph: Any, size: float, *, bold: bool = False) -> list[Run]:
    return [
        Run(run.text, bold=bold or bool(run.font.bold), scale=run.font.size.pt / size if run.font.size else 1.0)
        for run in paragraph.runs
    ]


def _table_height(table: Any) -> int:
    high = 0
    for row in table.rows:
        lines = []
        for cell, column in zip(row.cells, table.columns, strict=True):
            size = cell.text_frame.paragraphs[0].runs[0].font.size.pt
            paragraph = cell.text_frame.paragraphs[0]
            count = metrics.count_lines(_runs(paragraph, size), column.width / 12700 - 2 * plan.PADDING, size)
            lines.append(count * _leading(paragraph, size) + (cell.margin_top + cell.margin_bottom) / 12700)
        high += max(lines)
    return int(Pt(high))


def test_the_order_is_that_of_the_lesson_and_the_key_follows_its_question(shown: Any) -> None:
    titles = titles_of(shown)
    wanted = (
        "Nhận và",
        "Nội dung",
        "Mục tiêu",
        "Nhận đơn",
        "Bảng",
        "Nên",
        "Tình huống",
        "Gợi ý",
        "Câu 1/3",
        "Nguồn",
    )
    places = [next(at for at, title in enumerate(titles) if title.startswith(words)) for words in wanted]
    assert places == sorted(places)
    assert titles[titles.index("Câu 1/3") + 1] == "Câu 1/3: đáp án"
    assert "24 giờ kể từ" not in words_of(_slide(shown, "Câu 1/3"))


def test_parts_of_one_title_are_counted(shown: Any) -> None:
    assert [t for t in titles_of(shown) if t.startswith("Sách mượn lâu năm")] == [
        f"Sách mượn lâu năm ({n}/2)" for n in (1, 2)
    ]


def test_the_foot_holds_the_provisions_with_the_numbers_of_their_lines(shown: Any) -> None:
    slide = _slide(shown, "Nhận đơn mượn")
    assert "Căn cứ: (1) Khoản 1 Điều 1, 05/2018/TT-MS; (2) Khoản 1 Điều 2, 05/2018/TT-MS" in words_of(slide)
    assert "Theo pháp luật ngày 02/03/2026" in words_of(slide)


def test_numbers_run_on_over_slides(shown: Any) -> None:
    def numbers(slide: Any) -> list[str]:
        return [each.get("startAt") for each in slide._element.iter(qn("a:buAutoNum"))]

    rules = [slide for slide in shown.slides if "Quy định cốt lõi" in words_of(slide)]
    assert [n for slide in rules for n in numbers(slide)] == ["1", "2", "3", "4", "5", "6"]


def test_what_is_not_verified_is_marked_on_every_piece_and_told_in_the_notes(shown: Any) -> None:
    pieces = [slide for slide in shown.slides if slide.shapes.title.text_frame.text.startswith("Sách mượn lâu năm")]
    assert all("[chưa\xa0xác\xa0minh]" in words_of(slide) for slide in pieces)
    assert "Chưa xác minh: Quy định mới về sách quý chưa có trong kho." in pieces[0].notes_slide.notes_text_frame.text


def test_the_notes_hold_the_clause_and_the_trainerswords_of(shown: Any) -> None:
    notes = _slide(shown, "Nhận đơn mượn").notes_slide.notes_text_frame.text
    assert "Thời lượng của phần này: 20 phút." in notes
    assert "Hỏi lớp trước khi mở trang." in notes
    assert "Khoản 1 Điều 3, 05/2018/TT-MS (còn hiệu lực)" in notes
    assert "Nguyên văn: “1. Thủ thư giữ gìn sách quý" in notes
    assert "Khoản này được sửa năm 2022." in notes


def test_limits_are_a_real_table_that_says_what_it_shows(shown: Any) -> None:
    frame = next(shape for shape in _slide(shown, "Bảng thời hạn").shapes if shape.has_table)
    assert [cell.text for cell in frame.table.rows[0].cells] == ["Ai, việc gì", "Thời hạn"]
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr").startswith("Bảng thời hạn, hàng 1")


def test_no_line_of_dos_is_lost_between_columns_and_slides() -> None:
    section = WORDY.section(SectionKind.DO_DONT)
    made = do_slides(section, fitting.Sizes())
    told = [p.line.key for s in made for p in (*s.paragraphs, *(q for c in s.columns for q in c.paragraphs)) if p.line]
    assert sorted(set(told)) == sorted(each.key for each in section.lines)


def test_a_question_too_long_for_one_slide_is_parted_from_its_options(shown: Any) -> None:
    assert [t for t in titles_of(shown) if t.startswith("Câu 3/3: phương án")]


def test_true_and_false_stand_on_the_slide_of_a_long_statement(shown: Any) -> None:
    assert "Câu 2/3: phương án" not in titles_of(shown)


def test_short_options_stand_abreast_before_they_are_parted_from_the_question() -> None:
    stem = "Bạn đọc trả sách trong bao nhiêu ngày kể từ ngày mượn, nếu phòng không gia hạn cho? " * 4
    item = LESSON.quiz[0].model_copy(update={"stem": stem, "options": ("1 ngày", "2 ngày", "3 ngày", "4 ngày")})
    made = deck._question(item, "Câu 1/1", "Câu hỏi kiểm tra", fitting.Sizes(), [])
    assert len(made) == 1
    assert made[0].lines() <= MOST


def test_story_and_questions_share_a_slide_where_it_holds_both(shown: Any) -> None:
    assert CASE.questions[0] in words_of(_slide(shown, "Tình huống"))
    long = opened(LESSON.model_copy(update={"case": CASE.model_copy(update={"story": LONG * 2})}))
    assert CASE.questions[0] not in words_of(_slide(long, "Tình huống"))
    assert CASE.questions[0] in words_of(_slide(long, "Câu hỏi thảo luận"))


def test_every_minute_stands_in_the_plan_of_the_hour() -> None:
    sections = tuple(Section(kind=SectionKind.RULES, title=f"Phần {n}", minutes=n) for n in range(1, 9))
    (agenda,) = deck._agenda(LESSON.model_copy(update={"sections": sections}), fitting.Sizes())
    rows = [[run.text for cell in row for run in cell] for row in agenda.table.rows] if agenda.table else []
    assert len(rows) == MOST
    assert rows[-1] == ["Phần 7; phần 8", "15 phút"]


def test_the_doubt_of_an_answer_is_marked_at_the_foot_and_told_in_the_notes() -> None:
    unsure = "Hiệu lực của căn cứ này vào ngày học là chưa xác minh; đối chiếu văn bản trước khi dùng."
    item = LESSON.quiz[0].model_copy(update={"explanation": f"Trả trong 3 ngày. {unsure}"})
    (made,) = deck._answer(item, "Câu 1/1", "Câu hỏi kiểm tra", fitting.Sizes())
    assert not any(unsure[:20] in run.text for p in made.paragraphs for run in p.runs)
    assert unsure in made.notes


def test_words_stand_in_type_large_enough(shown: Any) -> None:
    for lesson, least, least_table in ((LESSON, 18.0, 16.0), (PUPILS, 20.0, 18.0), (WORDY, 18.0, 16.0)):
        made = deck.slides_of(lesson)
        assert min(slide.size for slide in made if not slide.table) >= least
        assert min(slide.size for slide in made) >= least_table
    small = {
        run.font.size.pt
        for s in shown.slides
        for shape in s.placeholders
        for p in shape.text_frame.paragraphs
        for run in p.runs
        if run.font.size and sources.DOUBT not in run.text
    }
    assert min(small) >= 18


def test_every_slide_has_a_number_a_title_and_shapes_of_distinct_names(shown: Any) -> None:
    for slide in shown.slides:
        assert slide.shapes.title.text_frame.text
        assert slide._element.findall(f".//{qn('a:fld')}")
        ids = [each.get("id") for each in slide._element.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids))
        assert not [
            s.name
            for s in slide.placeholders
            if s.has_text_frame and not s.text_frame.text.strip() and not s._element.findall(f".//{qn('a:fld')}")
        ]


def test_provisions_and_feet_are_read_after_the_text(shown: Any) -> None:
    for title in ("Nhận đơn mượn", "Bảng thời hạn"):
        kinds = [
            shape.placeholder_format.idx if shape.is_placeholder else "bảng" for shape in _slide(shown, title).shapes
        ]
        assert kinds[-3:] == [master.BASIS_AT, master.FOOT_AT, master.NUMBER_AT]


def test_fewer_donts_are_spread_beside_the_dos() -> None:
    section = WORDY.section(SectionKind.DO_DONT)
    assert section is not None
    few = section.model_copy(
        update={
            "lines": tuple(
                line(f"n.{n}", "Ghi sổ mượn, ghi ngày trả và tên người mượn sách.", n, do=n < 6) for n in range(1, 8)
            )
        }
    )
    made = do_slides(few, fitting.Sizes(columns=(20.0,)))
    assert [[[p.number for p in c.paragraphs] for c in s.columns] for s in made] == [[[1, 2], [6]], [[3, 4, 5], [7]]]


def test_letters_stand_out_from_their_ground() -> None:
    """WCAG 2 AA: a contrast of 4.5 at least, of every pair of colours that is used."""
    at = {master.INK: "dk1", master.WHITE: "lt1", master.DEEP: "dk2", master.PALE: "lt2"}

    def light(name: str) -> float:
        value = master.COLOURS[at.get(name, name)]
        parts = [int(value[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    inks = (master.INK, master.DEEP, master.GOOD, master.BAD, master.MARK, master.GREY)
    for one, other in [(i, g) for i in inks for g in (master.WHITE, master.PALE)]:
        low, high = sorted((light(one), light(other)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (one, other)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("sổ", 100, ["sổ"]),
        ("giữ gìn sách quý", 100, ["giữ gìn", "sách quý"]),
        ("chưa\xa0xác\xa0minh nhé", 170, ["chưa\xa0xác\xa0minh", "nhé"]),  # a no-break space does not break
        ("05/2018/TT-MS-" * 3, 200, None),  # a word wider than the column is cut
    ],
)
def test_words_break_into_lines_that_fit(text: str, room: float, lines: list[str] | None) -> None:
    made = metrics.wrap([Run(text)], room, 20)
    assert all(metrics.width(each, 20) <= room for each in made)
    assert lines is None or made == lines


def test_long_text_is_cut_between_sentences_where_it_can_be() -> None:
    pieces = metrics.split_text("Câu một ngắn. Câu hai cũng ngắn. Câu ba thì dài hơn một chút.", 200, 20, 2)
    assert all(piece.endswith(".") for piece in pieces)
    assert " ".join(pieces).startswith("Câu một ngắn. Câu hai")


@pytest.mark.parametrize(
    ("heights", "most", "breaks"),
    [
        ([1, 1, 1], 7, [3]),
        ([4, 3, 4, 3], 7, [2, 4]),
        ([3, 3, 3, 1], 7, [2, 4]),  # not three and then a lonely one
        ([9, 1], 7, [1, 2]),  # one that is too high stands alone
        ([], 7, []),
    ],
)
def test_paragraphs_are_spread_evenly(heights: list[int], most: int, breaks: list[int]) -> None:
    from assist.training.exports.paging import pages

    made = pages(len(heights), lambda i, j: sum(heights[i:j]), most)
    assert [end for _, end in made] == breaks
    assert all(one[1] == other[0] for one, other in pairwise(made))


def test_pupils_see_no_mark_of_doubt_and_the_trainer_has_it_in_the_notes() -> None:
    lesson = LESSON.model_copy(update={"audience": Audience.PUPILS})
    shown, notes = "", ""
    for slide in deck.slides_of(lesson):
        paragraphs = [*slide.paragraphs, *(p for column in slide.columns for p in column.paragraphs)]
        cells = [cell for row in slide.table.rows for cell in row] if slide.table else []
        shown += " ".join(
            [slide.basis, *(run.text for p in paragraphs for run in p.runs), *(r.text for c in cells for r in c)]
        )
        notes += "\n".join(slide.notes)
    assert "chưa\xa0xác\xa0minh" not in shown
    assert "[chưa xác minh]" not in shown
    assert "Chưa xác minh: " in notes
