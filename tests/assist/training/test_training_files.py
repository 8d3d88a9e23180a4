"""All files of a lesson in a folder: names, nothing half-written, the poster's one page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation

from assist.training import exports
from assist.training.exports import lesson_file, lesson_files, master, metrics, paragraphs, poster, slug, sources
from assist.training.exports.metrics import Run
from assist.training.model import Audience, Lesson, Line, SectionKind
from corpus.documents import Status
from tests.assist.training.lesson_sample import LESSON, line, source

OWN = ("slides", "handout", "poster", "json")
BARE = Lesson(topic="mượn sách", title="Mượn sách", audience=Audience.TEACHERS, minutes=10, on=LESSON.on)


def test_files_are_written_in_order_under_plain_names(tmp_path: Path) -> None:
    written = lesson_files(LESSON, tmp_path / "bai" / "mot", only=OWN)
    assert [path.name for path in written] == [
        "nhan-don-muon-sach-quy-trinh-chieu.pptx",
        "nhan-don-muon-sach-quy-tai-lieu.docx",
        "nhan-don-muon-sach-quy-ap-phich.pptx",
        "nhan-don-muon-sach-quy-bai-soan.json",
    ]
    assert sorted(path.name for path in (tmp_path / "bai" / "mot").iterdir()) == sorted(path.name for path in written)


def test_what_is_written_as_data_is_the_lesson(tmp_path: Path) -> None:
    (path,) = lesson_files(LESSON, tmp_path, only=("json",))
    assert Lesson.model_validate_json(path.read_bytes()) == LESSON


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exports.lesson_file

    def fails(lesson: Lesson, what: str, **others: object) -> tuple[bytes, str, str]:
        if what == "poster":
            raise MemoryError
        return whole(lesson, what)

    monkeypatch.setattr(exports, "lesson_file", fails)
    with pytest.raises(MemoryError):
        lesson_files(LESSON, tmp_path / "bai", only=OWN)
    assert not (tmp_path / "bai").exists()


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        lesson_files(LESSON, tmp_path / "bai", only=("json",))
    assert not (tmp_path / "bai").exists()


def test_a_folder_that_is_a_file_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "bai").write_text("đã có")
    with pytest.raises(FileExistsError):
        lesson_files(LESSON, tmp_path / "bai", only=("json",))
    assert (tmp_path / "bai").read_text() == "đã có"


def test_files_that_were_there_are_replaced_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "nhan-don-muon-sach-quy-bai-soan.json").write_text("cũ")
    (tmp_path / "khac.txt").write_text("khác")
    (path,) = lesson_files(LESSON, tmp_path, only=("json",))
    assert path.read_text() != "cũ"
    assert (tmp_path / "khac.txt").read_text() == "khác"


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="slides, handout, poster"):
        lesson_file(LESSON, "video")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Điều 150–151 BLHS", "dieu-150-151-blhs"),
        ("  ", "bai"),
        ("tiếp nhận " * 20, "tiep-nhan-tiep-nhan-tiep-nhan-tiep-nhan-tiep-nhan-tiep-nhan"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_names_are_letters_that_every_disk_takes(text: str, name: str) -> None:
    assert slug(text) == name


# -- poster ----------------------------------------------------------------------------------------------------------------


def _many(count: int) -> Lesson:
    lines = tuple(
        line(f"h.{n}", "Việc.", n, who="Thủ thư", act="Chuyển đơn", limit=f"không quá {n} giờ") for n in range(1, count)
    )
    sections = [s.model_copy(update={"lines": lines}) if s.kind is SectionKind.LIMITS else s for s in LESSON.sections]
    return LESSON.model_copy(update={"sections": tuple(sections)})


@pytest.mark.parametrize("count", [4, 9, 60])
def test_the_poster_is_one_page_and_counts_what_it_leaves_out(count: int) -> None:
    made = poster.arrange(_many(count))
    assert len(made.table.rows) + made.left == count - 1
    shown = Presentation(io.BytesIO(lesson_file(_many(count), "poster")[0]))
    (page,) = shown.slides
    assert (shown.slide_width.mm, shown.slide_height.mm) == pytest.approx((297, 210), abs=0.2)
    words = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
    assert ("không đủ chỗ" in words) is bool(made.left)
    assert "Theo pháp luật ngày 02/03/2026" in words


def test_rows_on_the_poster_end_above_its_foot() -> None:
    for lesson in (LESSON, _many(60)):
        made = poster.arrange(lesson)
        high = sum(poster.height(made.table.widths, row, made.size, made.air) for row in made.table.rows)
        assert high < master.A4_LYING[1] - 100


def test_a_full_poster_keeps_what_the_audience_itself_must_do() -> None:
    lesson = _many(60).model_copy(update={"audience": Audience.COMMUNE_POLICE})
    section = lesson.section(SectionKind.LIMITS)
    assert section
    own = section.lines[-1].model_copy(update={"who": "Công an xã"})
    sections = [
        s.model_copy(update={"lines": (*section.lines[:-1], own)}) if s.kind is SectionKind.LIMITS else s
        for s in lesson.sections
    ]
    made = poster.arrange(lesson.model_copy(update={"sections": tuple(sections)}))
    assert made.left
    assert made.table.rows[-1][0][0].text == "Công an xã"


def test_an_objective_tells_its_places_and_not_that_their_words_are_missing() -> None:
    bare = source(1).model_copy(update={"quote": ""})
    for key, missing in (("muc-tieu.thoi-han", False), ("h.1", True)):
        told = " ".join(
            paragraphs.notes_of([line(key, "Nói đúng các thời hạn.").model_copy(update={"sources": (bare,)})])
        )
        assert "Khoản 1 Điều 1" in told
        assert ("Kho không có lời văn" in told) is missing


def test_a_line_without_an_act_says_its_body_once() -> None:
    told = line("h.1", "Thủ thư trả lời trong 3 ngày.", who="Thủ thư", limit="trong 3 ngày")
    assert sources.act_words(told) == "trả lời trong 3 ngày"
    assert sources.act_words(line("h.2", "Trả lời trong 3 ngày.", who="Thủ thư")) == "Trả lời trong 3 ngày."


def test_few_limits_stand_in_larger_type() -> None:
    assert poster.arrange(_many(4)).size > poster.arrange(_many(12)).size >= 11


def test_bodies_of_one_limit_share_a_row_and_a_poster_of_few_limits_has_dos_too() -> None:
    lines = tuple(
        line(f"h.{n}", "Việc.", n, who=who, act="Chuyển đơn trong 5 giờ", limit="không quá 5 giờ")
        for n, who in enumerate(("Thủ thư", "Lớp trưởng", "Bảo vệ"), start=1)
    )

    def of(count: int) -> poster.Poster:
        changed = {SectionKind.LIMITS: lines[:count]}
        sections = [s.model_copy(update={"lines": changed.get(s.kind, s.lines)}) for s in LESSON.sections]
        return poster.arrange(LESSON.model_copy(update={"sections": tuple(sections)}))

    (row,) = of(3).table.rows
    assert [run.text for cell in row[:2] for run in cell] == ["Thủ thư; Lớp trưởng; Bảo vệ", "Chuyển đơn"]
    assert {each.key for each in of(3).lines} == {"h.1", "h.2", "h.3"}
    few = of(2)
    assert [row[0][0].text for row in few.table.rows][:3] == ["Hạn", "Hạn", "✔ Nên"]
    assert "✘ Không" in {row[0][0].text for row in few.table.rows}


def test_joint_circulars_are_short_unless_two_look_alike() -> None:
    def joint(*bodies: str) -> list[Line]:
        return [
            line(f"l.{n}", "Việc.").model_copy(
                update={
                    "sources": (source(n).model_copy(update={"id": f"{b} khoản {n}", "pinpoint": f"khoản {n}, {b}"}),)
                }
            )
            for n, b in enumerate(bodies, start=1)
        ]

    one = joint("01/2031/TTLT-MS-TV", "05/2018/TT-MS")
    assert poster._basis(one, poster._shortener(one))[0].text == "Khoản 1, 01/2031/TTLT; Khoản 2, 05/2018/TT-MS"
    two = joint("01/2031/TTLT-MS-TV", "01/2031/TTLT-MS-XX")
    assert (
        poster._basis(two, poster._shortener(two))[0].text == "Khoản 1, 01/2031/TTLT-MS-TV; Khoản 2, 01/2031/TTLT-MS-XX"
    )


def test_the_foot_names_the_documents_of_what_is_shown() -> None:
    (page,) = Presentation(io.BytesIO(lesson_file(_many(9), "poster")[0])).slides
    words = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
    assert "Thông tư 05/2018/TT-MS (hết hiệu lực một phần)" in words
    assert "Luật Mượn sách" not in words


def test_a_lesson_without_limits_shows_what_to_do_and_an_empty_one_nothing() -> None:
    without = LESSON.model_copy(
        update={"sections": tuple(s for s in LESSON.sections if s.kind is not SectionKind.LIMITS)}
    )
    assert poster.arrange(without).table.heads[1] == "Điều cần nhớ"
    with pytest.raises(ValueError, match="không có dòng nào"):
        poster.arrange(BARE)


# -- words about provisions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "parts"),
    [
        ("không quá 24 giờ kể từ lúc tiếp nhận tin", ("không quá 24\xa0giờ", "kể từ lúc tiếp nhận tin")),
        (
            "không quá 20 ngày (thời hạn tính từ ngày nhận đơn)",
            ("không quá 20\xa0ngày", "(thời hạn tính từ ngày nhận đơn)"),
        ),
        ("chậm nhất 7 ngày trước lúc kết thúc", ("chậm nhất 7\xa0ngày", "trước lúc kết thúc")),
        ("không quá 2 lần mỗi ngày", ("không quá 2\xa0lần mỗi ngày", "")),
        (
            "không quá 1 ngày kể từ lúc nhận (hoặc từ lúc biết)",
            ("không quá 1\xa0ngày", "kể từ lúc nhận (hoặc từ lúc biết)"),
        ),
    ],
)
def test_limits_are_parted_into_how_long_and_from_when(limit: str, parts: tuple[str, str]) -> None:
    assert sources.cut_limit(limit) == parts


def test_provisions_of_one_document_are_cited_together() -> None:
    found = [source(1), source(2), source(2), source(1, 2), source(3, status=Status.UNVERIFIED)]
    assert sources.pinpoints(found) == [
        "Khoản 1, khoản 2 Điều 1 và khoản 1 Điều 2, 05/2018/TT-MS",
        "Khoản 1 Điều 3, 05/2018/TT-MS [chưa xác minh]",
    ]


def test_an_article_cited_whole_is_not_lost_among_its_clauses() -> None:
    whole = source(4).model_copy(update={"id": "05/2018/TT-MS điều 4", "pinpoint": "Điều 4, 05/2018/TT-MS"})
    assert sources.pinpoints([whole, source(4, 2), source(4, 3)]) == [
        "Điều 4 và khoản 2, khoản 3 Điều 4, 05/2018/TT-MS"
    ]


def test_words_of_ours_stand_without_quotation_marks() -> None:
    ours = source(1).model_copy(update={"origin": "tóm lược", "quote": "Giữ sách."})
    assert sources.clause_words(ours)[1] == "Tóm lược: Giữ sách."
    assert sources.clause_words(source(1).model_copy(update={"quote": ""}))[1].startswith("Kho không có lời văn")


def test_the_poster_measures_as_it_draws() -> None:
    wide = metrics.width("Thời hạn", 20, bold=True)
    assert metrics.width("Thời hạn", 20) < wide < metrics.width("Thời hạn", 40)
    assert metrics.count_lines([Run("a b", scale=0.5)], 30, 20) == 1
