"""What the tab Tập huấn does, without a browser: lessons made, changed, checked, copied, taken away; what is wrong is said."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import gradio as gr
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from assist.training.draft import Draft
from assist.training.model import SectionKind
from tests.ui.small_library import EVIL
from tests.ui.small_training import FakeTrainer, line, small_lesson, stale
from ui.state import App
from ui.web.page import Page
from ui.web.server import web_app
from ui.web.training import Trainings
from ui.web.training_place import Place, read_place

FORM = {
    "topic": "mượn sách",
    "audience": "công an xã",
    "minutes": "45",
    "day": "02/03/2026",
    "questions": "5",
    "seed": "1",
}


@pytest.fixture
def work(app: App) -> Trainings:
    made = Trainings(app)
    made.trainer = FakeTrainer()
    return made


@pytest.fixture
def kept(work: Trainings) -> str:
    return work.app.library.add_lesson(*Draft(small_lesson()).written())


def act(work: Trainings, kept: str, action: str, **data: Any) -> tuple[Any, ...]:
    return work.act({"action": action, "search": Place(kept).address(), **data})


def draft(work: Trainings, kept: str) -> Draft:
    saved = work.app.library.lesson(kept)
    assert saved is not None
    return Draft.read(saved.data, saved.work)


def words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


@pytest.mark.parametrize("place", [Place(), Place("ab12")])
def test_an_address_leads_back_to_its_place(place: Place) -> None:
    assert read_place(place.address()) == place


def test_a_lesson_is_made_told_of_and_kept(work: Trainings) -> None:
    *going, (saved, problem, made) = work.run(FORM)
    assert any("chọn nội dung" in str(progress) for _, _, progress in going)
    [name] = work.app.library.lessons()
    assert Place(name.id).address() in BeautifulSoup(made, "html.parser").p["data-made"]
    assert problem == ""
    assert "Mượn sách" in saved


@pytest.mark.parametrize(("level", "levels"), [("", ()), ("3", (3,))])
def test_the_level_of_the_questions_reaches_the_trainer(work: Trainings, level: str, levels: tuple[int, ...]) -> None:
    list(work.run(FORM | {"level": level}))
    assert work.trainer.asked[0].levels == levels


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"level": "4"}, "Mức độ câu hỏi"),
        ({"topic": " "}, "Hãy gõ chủ đề"),
        ({"audience": "phi công"}, "Hãy chọn người nghe"),
        ({"minutes": "5"}, "Thời lượng phải là số từ 10 đến 480"),
        ({"minutes": "bốn"}, "Thời lượng"),
        ({"day": "31/02/2026"}, "không có trong lịch"),
        ({"day": "01/01/1900"}, "trước mọi văn bản"),
        ({"topic": "chuyện không có"}, "Không tìm thấy căn cứ"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_kept(work: Trainings, fields: dict[str, str], told: str) -> None:
    *_, (_, problem, progress) = work.run(FORM | fields)
    assert told in problem
    assert progress == ""
    assert work.app.library.lessons() == []


def test_a_lesson_shows_lines_with_provisions_marks_and_the_key_hidden(work: Trainings, kept: str) -> None:
    *_, html = work.show(Place(kept))
    soup = BeautifulSoup(html, "html.parser")
    first = soup.select_one("#part-RULES .line")
    assert first.select_one(".pinpoints a")["href"] == "?doc=11/2020/TT-ABC&dieu=2&khoan=1"
    assert "chưa xác minh" in soup.select_one("[data-key='muon.tre'] .doubt").get_text()
    assert not soup.select_one(".answer-key").has_attr("open")
    assert "Đáp án mẫu" in words(html)
    assert len(soup.select(".files a")) == 9


def test_lines_change_are_warned_of_and_taken_back(work: Trainings, kept: str) -> None:
    key = "muon.tra-dung-han"
    *_, said, html = act(
        work, kept, "edit", part="RULES", key=key, fields={"text": "Người mượn có thể trả sách trong 30 ngày."}
    )
    assert "Hoàn tác" in said
    assert "“30 ngày”" in words(html)
    assert "“phải” thành “có thể”" in words(html)
    assert draft(work, kept).line(SectionKind.RULES, key).edited
    act(work, kept, "undo")
    assert draft(work, kept) == Draft(small_lesson())
    _, problem, *_ = act(work, kept, "undo")
    assert "Không còn gì để hoàn tác" in problem


@pytest.mark.parametrize(
    ("action", "data", "holds"),
    [
        ("move", {"part": "RULES", "key": "muon.the", "value": "-1"}, lambda d: d.lines(SectionKind.RULES)[0].key == "muon.the"),
        ("move-part", {"part": "LIMITS", "value": "-1"}, lambda d: d.lesson.sections[0].kind is SectionKind.LIMITS),
        ("leave-out", {"part": "CASE", "key": "tinh-huong.tra"}, lambda d: d.lesson.case.answers == ()),
        ("notes", {"part": "RULES", "value": "Nhắc lại."}, lambda d: d.lesson.section(SectionKind.RULES).notes == "Nhắc lại."),
        ("minutes", {"part": "RULES", "value": "30"}, lambda d: d.lesson.minutes == 50),
        ("title", {"fields": {"title": "Bài mới"}}, lambda d: d.lesson.title == "Bài mới"),
        ("case", {"fields": {"story": "Chuyện khác.", "questions": "Một?\nHai?"}}, lambda d: len(d.lesson.case.questions) == 2),
        ("leave-out", {"part": "QUIZ", "key": "q1"}, lambda d: [q.key for q in d.lesson.quiz] == ["q2"]),
        ("move", {"part": "QUIZ", "key": "q1", "value": "1"}, lambda d: d.lesson.quiz[1].key == "q1"),
    ],
)  # fmt: skip
def test_what_is_done_on_the_page_is_kept(
    work: Trainings, kept: str, action: str, data: dict[str, Any], holds: Any
) -> None:
    _, problem, *_ = act(work, kept, action, **data)
    assert problem == ""
    assert holds(draft(work, kept))


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("edit", {"part": "RULES", "key": "không có", "fields": {"text": "x"}}),
        ("move", {"part": "MÀU", "key": "x", "value": "1"}),
        ("nhảy", {"part": "RULES", "key": "x"}),
        ("minutes", {"part": "RULES", "value": "ba"}),
        ("settle", {"part": "RULES", "key": "muon.the"}),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(
    work: Trainings, kept: str, action: str, data: dict[str, Any]
) -> None:
    _, problem, *_ = act(work, kept, action, **data)
    assert problem
    assert draft(work, kept) == Draft(small_lesson())


def test_lines_whose_provisions_changed_are_told_renewed_and_settled(work: Trainings, kept: str) -> None:
    now = line("muon.the", "Khách phải có thẻ mới.")
    work.trainer.changed = [
        stale("muon.the", "Lời văn khác lúc soạn.", now),
        stale("muon.tre", "Đã hết hiệu lực.", None),
    ]
    *_, html = work.show(Place(kept))
    assert "2 dòng có căn cứ đã thay đổi" in words(html)
    assert "Nay nói: Khách phải có thẻ mới." in words(html)
    _, problem, *_ = act(work, kept, "set-day")
    assert "Còn dòng" in problem
    act(work, kept, "renew", part="RULES", key="muon.the")
    *_, html = act(work, kept, "renew", part="RULES", key="muon.tre")
    assert [each.text for each in draft(work, kept).lines(SectionKind.RULES)][1:] == ["Khách phải có thẻ mới."]
    assert "căn cứ đã thay đổi" not in words(html)
    *_, html = act(work, kept, "set-day")
    assert draft(work, kept).lesson.on > small_lesson().on


def test_a_copy_is_another_lesson_and_a_deleted_one_is_gone(work: Trainings, kept: str) -> None:
    act(work, kept, "copy", value=kept)
    titles = [name.title for name in work.app.library.lessons()]
    assert titles == ["Mượn sách (bản sao)", "Mượn sách"]
    *_, html = act(work, kept, "delete", value=kept)
    assert "data-teach-form" in html
    _, problem, *_ = work.show(Place(kept))
    assert "không còn" in problem


def test_files_are_handed_out(work: Trainings, kept: str) -> None:
    client = TestClient(web_app(work.app))
    for what, ending in (("slides", ".pptx"), ("key", ".docx"), ("json", ".json")):
        answer = client.get(f"/xuat/tap-huan/{kept}/{what}")
        assert answer.status_code == 200
        assert f'{ending}"' in answer.headers["content-disposition"]
    together = client.get(f"/xuat/tap-huan/{kept}/zip?the-thuc=1&body=Phòng+Thử+nghiệm")
    assert len(zipfile.ZipFile(io.BytesIO(together.content)).namelist()) == 8


@pytest.mark.parametrize("place", ["0" * 32 + "/slides", "x/slides", "../slides"])
def test_no_lesson_no_file(work: Trainings, place: str) -> None:
    assert TestClient(web_app(work.app)).get(f"/xuat/tap-huan/{place}").status_code == 404


def test_an_address_opens_its_lesson_on_a_fresh_page(work: Trainings, kept: str) -> None:
    page = Page(work.app)
    page.lessons = work
    with gr.Blocks() as blocks:
        page.lay_out(blocks)
    updates = page._arrive("", "", Place(kept).address())
    assert updates[0].selected == "tap-huan"
    assert any("data-id" in str(update) and kept in str(update) for update in updates)


def test_nothing_in_a_lesson_is_markup(work: Trainings) -> None:
    lesson = small_lesson(title=EVIL, remarks=(EVIL,))
    kept = work.app.library.add_lesson(*Draft(lesson).written())
    saved, *_, html = work.show(Place(kept))
    for shown in (saved, html):
        assert not BeautifulSoup(shown, "html.parser").select("script, img")
