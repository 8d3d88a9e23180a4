"""The bank of questions as its users meet it, in chromium: written, filtered, taken out; the level asked for in the form."""

from __future__ import annotations

import pytest

import ui.web.training
from assist.training.draft import Draft
from corpus.provisions import ProvisionId
from tests.ui.settling import settled, until
from tests.ui.small_training import ON, FakeTrainer, small_lesson
from ui.state import App
from ui.training import bank
from ui.web.training_place import Place

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def trainer(monkeypatch: pytest.MonkeyPatch) -> FakeTrainer:
    made = FakeTrainer()
    monkeypatch.setattr(ui.web.training, "trainer", lambda _: made)
    return made


@pytest.fixture
def kept(app: App) -> str:
    """The small lesson, its questions and its first rule resting on a clause as the library has it."""
    real = bank(app).grounds.read([ProvisionId.parse("11/2020/TT-ABC điều 2 khoản 1")], ON).sources
    lesson = small_lesson(case=None)
    quiz = tuple(item.model_copy(update={"sources": real}) for item in lesson.quiz)
    sections = [
        s.model_copy(update={"lines": tuple(line.model_copy(update={"sources": real}) for line in s.lines)})
        for s in lesson.sections
    ]
    return app.library.add_lesson(
        *Draft(lesson.model_copy(update={"quiz": quiz, "sections": tuple(sections)})).written()
    )


def visit(page, served: str, kept: str = "") -> None:
    page.goto(f"{served}/{Place(kept).address()}")
    page.wait_for_selector("article.lesson" if kept else ".lesson-form", state="visible")
    settled(page)


def test_a_question_is_written_filtered_taken_out_and_put_back(page, served, app, kept):
    visit(page, served, kept)
    page.locator("#part-QUIZ summary", has_text="Tự soạn một câu").click()
    form = page.locator("[data-lesson-form=write-item]")
    form.get_by_label("Câu hỏi", exact=True).fill("Ai phải trả sách?")
    form.get_by_label("Phương án A", exact=True).fill("Thủ thư")
    form.get_by_label("Phương án B", exact=True).fill("Người mượn")
    form.get_by_label("Phương án B là đúng").check()
    form.get_by_label("Giải thích").fill("Khoản 1 nói vậy.")
    form.get_by_label("Mức độ").select_option("2")
    form.get_by_role("button", name="Thêm vào bài").click()
    page.locator("#part-QUIZ .line", has_text="Ai phải trả sách?").wait_for()
    page.locator("#part-QUIZ .line[data-key=q1]").get_by_role("button", name="Bỏ", exact=True).click()
    until(page, lambda: len(app.library.bank_items()), 2)
    visit(page, served)
    page.locator(".bank > summary", has_text="Ngân hàng câu hỏi (2)").click()
    rows = page.locator(".bank .line:visible")
    until(page, rows.count, 2)
    bank_part = page.locator(".bank")
    bank_part.get_by_label("Tình trạng").select_option("tự soạn")
    until(page, rows.count, 1)
    assert page.locator("[data-bank-shown]").inner_text() == "1"
    bank_part.get_by_label("Có chữ").fill("không có chữ này")
    until(page, rows.count, 0)
    bank_part.get_by_label("Có chữ").fill("AI PHẢI")
    until(page, rows.count, 1)
    rows.get_by_role("button", name="Lấy khỏi ngân hàng").click()
    until(page, lambda: [saved.state for saved in app.library.bank_items()], ["đã bỏ"])
    settled(page)
    # the open list and its filter outlive the redraw
    assert bank_part.get_by_label("Có chữ").is_visible()
    assert bank_part.get_by_label("Có chữ").input_value() == "AI PHẢI"
    page.get_by_role("button", name="Hoàn tác").click()
    until(page, lambda: len(app.library.bank_items()), 2)
    with page.expect_download() as download:
        bank_part.get_by_role("link", name="GIFT cho Moodle").click()
    assert download.value.suggested_filename == "ngan-hang-cau-hoi-moodle.txt"


def test_the_level_is_asked_for_and_the_bank_fits_a_narrow_screen(page, served, app, kept, trainer):
    visit(page, served, kept)
    page.locator("#part-QUIZ .line[data-key=q1]").get_by_role("button", name="Bỏ", exact=True).click()
    until(page, lambda: len(app.library.bank_items()), 1)
    page.set_viewport_size({"width": 420, "height": 860})
    visit(page, served)
    page.locator(".bank > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("Chủ đề", exact=True).fill("mượn sách")
    page.get_by_text("Thêm lựa chọn").click()
    page.get_by_label("Mức độ câu hỏi").select_option("vận dụng")
    page.get_by_label("Theo pháp luật ngày").fill("02/3/2026")
    page.get_by_role("button", name="Soạn bài", exact=True).click()
    page.wait_for_selector("article.lesson")
    assert trainer.asked[0].levels == (3,)
