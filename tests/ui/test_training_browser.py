"""The tab Tập huấn as its users meet it, in chromium."""

from __future__ import annotations

import zipfile

import pytest

import ui.web.training
from assist.training.draft import Draft
from assist.training.model import SectionKind
from tests.ui.settling import settled, until
from tests.ui.small_library import EVIL
from tests.ui.small_training import FakeTrainer, line, small_lesson, stale
from ui.state import App
from ui.web.training_place import Place

pytestmark = pytest.mark.browser

RULES = SectionKind.RULES


@pytest.fixture(autouse=True)
def trainer(monkeypatch: pytest.MonkeyPatch) -> FakeTrainer:
    made = FakeTrainer()
    monkeypatch.setattr(ui.web.training, "trainer", lambda _: made)
    return made


@pytest.fixture
def kept(app: App) -> str:
    return app.library.add_lesson(*Draft(small_lesson()).written())


def visit(page, served: str, kept: str = "") -> None:
    page.goto(f"{served}/{Place(kept).address()}")
    page.wait_for_selector("article.lesson" if kept else ".lesson-form", state="visible")
    settled(page)


def order(app: App, kept: str) -> list[str]:
    saved = app.library.lesson(kept)
    return [each.key for each in Draft.read(saved.data, saved.work).lines(RULES)]


def row(page, key: str, part: str = "RULES"):
    return page.locator(f"#part-{part} .line[data-key='{key}']")


def test_a_lesson_is_made_and_a_reload_keeps_it(page, served, app):
    visit(page, served)
    page.get_by_role("button", name="Lấy lời khai người dưới 18 tuổi").click()
    page.get_by_label("Người nghe").select_option("công an xã")
    page.get_by_label("Theo pháp luật ngày").fill("02/3/2026")
    page.get_by_role("button", name="Soạn bài", exact=True).click()
    page.wait_for_selector("article.lesson")
    [name] = app.library.lessons()
    page.wait_for_function(f"location.search === '{Place(name.id).address()}'")
    page.reload()
    page.wait_for_selector("article.lesson")
    assert page.locator("#lesson-title").inner_text() == "Lấy lời khai người dưới 18 tuổi"
    page.go_back()
    page.wait_for_selector(".lesson-form", state="visible")


def test_what_is_wrong_is_said_and_the_form_stays(page, served, app):
    visit(page, served)
    page.get_by_label("Chủ đề", exact=True).fill("chuyện không có")
    page.get_by_role("button", name="Soạn bài", exact=True).click()
    page.locator("#lesson-problem [role=alert]", has_text="Không tìm thấy căn cứ").wait_for()
    assert page.get_by_label("Chủ đề", exact=True).input_value() == "chuyện không có"
    page.locator("[data-teach-form] [type=submit]:enabled").wait_for()
    assert app.library.lessons() == []


def test_lines_move_by_mouse_and_keyboard(page, served, app, kept):
    visit(page, served, kept)
    row(page, "muon.the").get_by_label("Chuyển dòng lên").click()
    until(page, lambda: order(app, kept)[0], "muon.the")
    for place in (1, 2):
        settled(page)
        row(page, "muon.the").focus()
        page.keyboard.press("Alt+ArrowDown")
        until(page, lambda place=place: order(app, kept)[place], "muon.the")


def test_words_are_edited_warned_of_undone_and_unsaved_words_outlive_a_redraw(page, served, app, kept):
    visit(page, served, kept)
    first, second = row(page, "muon.tra-dung-han"), row(page, "muon.tre")
    second.locator(".edit summary").click()
    second.get_by_label("Lời của dòng").fill("đang gõ dở")
    first.locator(".edit summary").click()
    first.get_by_label("Lời của dòng").fill("Người mượn phải trả sách trong 30 ngày.")
    first.get_by_role("button", name="Lưu").click()
    first.locator(".warning", has_text="“30 ngày”").wait_for()
    assert "Khoản 1 Điều 2" in first.inner_text()
    assert second.get_by_label("Lời của dòng").input_value() == "đang gõ dở"
    page.get_by_role("button", name="Hoàn tác").click()
    first.locator(".warning").first.wait_for(state="detached")
    assert "14 ngày" in first.locator(".words").inner_text()


def test_a_line_is_left_out_and_put_back(page, served, app, kept):
    visit(page, served, kept)
    row(page, "muon.the").get_by_role("button", name="Bỏ", exact=True).click()
    until(page, lambda: len(order(app, kept)), 2)
    settled(page)
    page.locator("#part-RULES .left-out summary", has_text="Đã bỏ (1)").click()
    page.get_by_role("button", name="Đưa lại").click()
    until(page, lambda: order(app, kept)[1:2], ["muon.the"])


def test_minutes_and_notes_are_kept_as_they_are_typed(page, served, app, kept):
    visit(page, served, kept)
    page.get_by_label("Số phút của phần Quy định cốt lõi").fill("30")
    page.keyboard.press("Tab")
    until(page, lambda: app.library.lesson(kept).data["minutes"], 50)
    assert page.locator("[data-total]").inner_text() == "50"
    page.get_by_label("Ghi chú cho phần Quy định cốt lõi").fill("Hỏi lại lớp.")
    page.keyboard.press("Tab")
    until(page, lambda: app.library.lesson(kept).data["sections"][0]["notes"], "Hỏi lại lớp.")


def test_the_key_is_hidden_until_shown(page, served, kept):
    visit(page, served, kept)
    why = page.locator("#part-QUIZ .answer-key", has_text="Khoản 1 Điều 2 ghi 14 ngày").first
    assert why.get_attribute("open") is None
    page.get_by_role("button", name="Hiện mọi đáp án").click()
    page.get_by_text("Khoản 1 Điều 2 ghi 14 ngày.").first.wait_for(state="visible")


def test_changed_provisions_stand_in_a_band_and_are_dealt_with(page, served, app, kept, trainer):
    trainer.changed = [stale("muon.the", "Lời văn khác lúc soạn.", line("muon.the", "Khách phải có thẻ mới."))]
    visit(page, served, kept)
    band = page.locator(".stale-band")
    assert "1 dòng có căn cứ đã thay đổi" in band.inner_text()
    band.get_by_role("button", name="Cập nhật").click()
    band.wait_for(state="detached")
    assert "thẻ mới" in row(page, "muon.the").inner_text()


def test_files_are_taken_away_and_a_lesson_is_deleted_after_a_yes(page, served, app, kept, tmp_path):
    visit(page, served, kept)
    with page.expect_download() as download:
        page.get_by_text("Tất cả (ZIP)").click()
    path = tmp_path / "bài.zip"
    download.value.save_as(path)
    assert len(zipfile.ZipFile(path).namelist()) == 8
    page.click("#lessons summary")
    page.locator("#lessons button.danger").click()
    page.keyboard.press("Escape")
    assert len(app.library.lessons()) == 1
    page.locator("#lessons button.danger").click()
    page.locator("dialog button", has_text="Xóa").click()
    page.wait_for_selector(".lesson-form", state="visible")
    assert app.library.lessons() == []


def test_on_a_narrow_screen_nothing_runs_over_and_nothing_in_a_lesson_runs(page, served, app):
    kept = app.library.add_lesson(*Draft(small_lesson(title=EVIL, remarks=(EVIL,))).written())
    page.set_viewport_size({"width": 420, "height": 860})
    for identifier in ("", kept):
        visit(page, served, identifier)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.click("#lessons summary")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("window.ran") is None
    assert page.locator("img[src=x]").count() == 0
