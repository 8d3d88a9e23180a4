"""The tab Rà soát xung đột as its users meet it, in chromium."""

from __future__ import annotations

import threading
import time

import docx
import pytest

from assist.conflicts.desk import Desk, State
from corpus.library import FileFacts, Text
from tests.ui.settling import settled, until
from tests.ui.small_library import EVIL
from tests.ui.small_reviews import FIRST, HOSTILE, ON, SECOND, add_circulars
from ui.state import App
from ui.web.conflicts_place import Place

pytestmark = pytest.mark.browser

REVIEWER = "Rà soát viên 1"
FORM, FIND = "#review [data-review-form]", "[data-picker=documents] [data-find]"


@pytest.fixture
def app(app: App) -> App:
    """The program over the small library with two circulars that set other limits for the same things."""
    add_circulars(app.library)
    return app


@pytest.fixture
def review(app: App) -> str:
    return Desk(app.library).run([FIRST, SECOND], None, [], ON)


def choose(page, *texts: str) -> None:
    """Choose documents by typing and Enter, faster than the list of what was found comes."""
    for chosen, text in enumerate(texts, 1):
        page.fill(FIND, text)
        page.press(FIND, "Enter")
        page.wait_for_function(
            f"document.querySelectorAll('[data-picker=documents] [data-chosen] li').length === {chosen}"
        )
    page.press(FIND, "Escape")


def visit(page, served: str, place: Place) -> None:
    page.goto(served + "/" + place.address())
    page.wait_for_selector("#review .review" if place.review else FORM, state="visible")
    settled(page)


def pair(page, number: int) -> None:
    """Wait until a pair is shown and its heading has the keyboard's place."""
    page.wait_for_function(f"document.querySelector('#review .pair h2')?.textContent.startsWith('Chỗ số {number}:')")
    page.wait_for_function("document.activeElement.id === 'review-title'")
    settled(page)


def state(app: App, review: str, number: int = 1) -> State:
    return Desk(app.library).entries(review)[number - 1].state


def test_documents_are_chosen_compared_and_judged_and_a_reload_keeps_the_place(page, served, app):
    visit(page, served, Place())
    choose(page, "so muon sach 21", SECOND)
    page.get_by_label("Tính vào ngày").fill("02/3/2026")
    page.get_by_role("button", name="Rà soát", exact=True).click()
    page.wait_for_selector("#review .queue [data-row='3']")
    [saved] = app.library.reviews()
    assert page.url.endswith(Place(saved.id).address())
    page.locator("[data-row='1']").click()
    pair(page, 1)
    sides = page.locator("#review .side")
    assert [sides.nth(n).locator("mark.point").inner_text() for n in (0, 1)] == ["05 ngày", "10 ngày"]
    left, right = (sides.nth(n).bounding_box() for n in (0, 1))
    assert left["x"] + left["width"] <= right["x"]  # side by side
    page.get_by_label("Ghi chú").fill("khác mốc tính")
    page.get_by_role("button", name="chồng chéo").click()  # the name is asked for first, once
    page.locator("[data-judge-problem]").wait_for()
    page.keyboard.type(REVIEWER)
    page.keyboard.press("Enter")
    pair(page, 2)
    assert page.locator(".told").inner_text().startswith("Đã ghi “chồng chéo” cho chỗ số 1.")
    page.reload()
    pair(page, 2)
    page.go_back()
    pair(page, 1)
    opinion = page.locator(".opinions li")
    assert REVIEWER in opinion.inner_text()
    assert page.get_by_label("Ghi chú").input_value() == "khác mốc tính"
    assert page.get_by_role("button", name="chồng chéo").get_attribute("aria-pressed") == "true"
    assert page.get_by_label("Người rà soát", exact=True).input_value() == REVIEWER


def test_a_verdict_outlives_a_file_that_is_taken_in_again(page, served, app, review):
    visit(page, served, Place(review, pair=1))
    page.get_by_label("Người rà soát", exact=True).fill(REVIEWER)
    page.get_by_role("button", name="không mâu thuẫn").click()
    pair(page, 2)
    again = app.library.document(FIRST)
    units = tuple(unit.provision for unit in app.library.document_units(FIRST))
    app.library.store(FileFacts("9" * 64, "ban-in-lai.txt", "/tmp/in-lai", 9, "text"), [Text(again, units)])
    visit(page, served, Place(review))
    assert "đã có ý kiến: 1" in " ".join(page.locator(".states").inner_text().split())
    page.locator("[data-row='1']").click()
    pair(page, 1)
    assert page.locator(".opinions .stale").count() == 0
    assert "không mâu thuẫn" in page.locator(".opinions").inner_text()


def test_a_review_is_worked_by_the_keyboard_alone(page, served, app, review):
    visit(page, served, Place(review))
    page.wait_for_function("document.activeElement.id === 'review-title'")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.row") == "2"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    pair(page, 1)
    page.keyboard.press("ArrowRight")
    pair(page, 2)
    page.keyboard.press("k")
    pair(page, 1)
    name = page.get_by_label("Người rà soát", exact=True)
    name.fill("Tổ 1")  # a figure that is typed is no verdict
    name.press("End")
    page.keyboard.type("2")
    page.wait_for_function("document.querySelector('[data-judge-name]').value === 'Tổ 12'")
    assert state(app, review) is State.OPEN
    page.locator("#review-title").focus()
    page.keyboard.press("4")
    pair(page, 2)
    assert Desk(app.library).entries(review)[0].opinions[0].verdict.value == "chưa rõ"
    assert Desk(app.library).entries(review)[0].opinions[0].reviewer == "Tổ 12"
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.dataset.row === '2'")  # where one was in the list
    page.go_back()
    pair(page, 2)


def test_a_note_stays_with_its_pair(page, served, app, review):
    visit(page, served, Place(review, pair=1))
    note = page.get_by_label("Ghi chú")
    note.fill("của chỗ số 1")
    page.locator("[data-next]").click()
    pair(page, 2)
    assert note.input_value() == ""
    page.get_by_label("Người rà soát", exact=True).fill(REVIEWER)
    note.fill("của chỗ số 2")
    page.get_by_role("button", name="chưa rõ").click()
    pair(page, 3)
    assert note.input_value() == ""
    page.get_by_role("button", name="chồng chéo").click()
    pair(page, 1)
    assert note.input_value() == ""
    assert [e.opinions[0].note for e in Desk(app.library).entries(review)[1:]] == ["của chỗ số 2", ""]


def test_a_verdict_is_undone_and_an_opinion_taken_back_after_a_question(page, served, app, review):
    visit(page, served, Place(review, pair=1))
    page.get_by_label("Người rà soát", exact=True).fill(REVIEWER)
    page.get_by_role("button", name="chưa rõ").click()
    pair(page, 2)
    page.get_by_role("button", name="Hoàn tác").click()
    pair(page, 1)
    until(page, lambda: state(app, review), State.OPEN)
    page.get_by_role("button", name="chưa rõ").click()
    pair(page, 2)
    page.keyboard.press("k")
    pair(page, 1)
    page.get_by_role("button", name="Rút lại ý kiến").click()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert state(app, review) is State.JUDGED
    page.get_by_role("button", name="Rút lại ý kiến").click()
    page.locator("dialog button", has_text="Rút lại").click()
    until(page, lambda: state(app, review), State.OPEN)


def test_filters_stand_in_the_address_and_reports_are_of_what_is_filtered(page, served, app, review, tmp_path):
    visit(page, served, Place(review))
    page.get_by_label("Mức độ").select_option("low")
    page.wait_for_function("document.querySelectorAll('#review [data-row]').length === 1")
    assert page.url.endswith("&muc=low")
    page.wait_for_function("document.activeElement.name === 'muc'")  # the keyboard stays where it was
    page.get_by_text("Thông tin in ra").click()
    page.get_by_label("Cơ quan lập").fill("Phòng Thử nghiệm")
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.get_by_text("Tải báo cáo Word").click()
    path = tmp_path / "rà soát.docx"
    download.value.save_as(path)
    report = docx.Document(str(path))
    written = "\n".join(c.text for t in report.tables for r in t.rows for c in r.cells)
    assert "truyện tranh" in written
    assert "05 ngày" not in written
    assert "PHÒNG THỬ NGHIỆM" in written.upper()
    page.get_by_label("Có từ").fill("phong luu tru")
    page.get_by_label("Có từ").press("Enter")
    page.locator("#review .nothing", has_text="Không có chỗ nào khớp").wait_for()
    page.get_by_text("Bỏ lọc").click()
    page.wait_for_function("document.querySelectorAll('#review [data-row]').length === 3")
    page.wait_for_function(
        "document.querySelector('[name=muc]').value === ''"
    )  # what the filters show is what is filtered
    page.get_by_text("Mạng lưới văn bản").click()
    page.wait_for_function("document.querySelector('.network img').naturalWidth > 100")
    for name, ending in (("Tải bảng Excel", "xlsx"), ("PNG", "png"), ("JSON", "json")):
        with page.expect_download() as download:
            page.locator(".take-away a", has_text=name).click()
        assert download.value.suggested_filename == f"kho-luat-ra-soat.{ending}"


def test_a_place_asked_for_while_another_is_read_is_the_one_shown(page, served, app, review, monkeypatch):
    visit(page, served, Place(review))
    read, asked = app.library.review, threading.Event()

    def slowly(code: str):
        asked.set()
        time.sleep(1)
        return read(code)

    monkeypatch.setattr(app.library, "review", slowly)
    page.evaluate("(address) => { kholuat.moveTo(address); kholuat.go(); }", Place(review, pair=1).address())
    assert asked.wait(10)
    page.evaluate("(address) => { kholuat.moveTo(address); kholuat.go(); }", Place(review, pair=2).address())
    pair(page, 2)
    assert page.url.endswith(Place(review, pair=2).address())


def test_what_is_missing_is_said_and_the_choice_stays(page, served, app):
    visit(page, served, Place())
    choose(page, FIRST)
    page.get_by_role("button", name="Rà soát", exact=True).click()
    page.locator("#review-problem [role=alert]", has_text="Chỉ có một văn bản").wait_for()
    assert page.locator("[data-picker=documents] [data-chosen] li").count() == 1
    page.fill(FIND, "khong co van ban nao")
    page.locator("[data-found] .quiet", has_text="Không có văn bản nào khớp").wait_for()
    page.press(FIND, "Escape")
    page.get_by_label("với các văn bản khác").check()
    others = page.locator("[data-picker=others] [data-find]")
    others.fill(SECOND)
    page.locator("[data-picker=others] [data-found] label", has_text=SECOND).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Rà soát", exact=True).click()
    page.wait_for_selector("#review .queue [data-row]")
    assert app.library.reviews()[0].against == (SECOND,)


def test_a_review_is_deleted_only_after_a_yes(page, served, app, review):
    visit(page, served, Place(review))
    page.click("#reviews summary")
    delete = page.locator("#reviews button.danger")
    delete.click()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert len(app.library.reviews()) == 1
    delete.click()
    page.locator("dialog button", has_text="Xóa").click()
    page.wait_for_selector(FORM)
    assert app.library.reviews() == []
    page.wait_for_function("location.search === '?trang=ra-soat'")


def test_on_a_narrow_screen_the_sides_stand_one_below_the_other_and_nothing_runs_over(page, served, app, review):
    page.set_viewport_size({"width": 420, "height": 860})
    for place in (Place(), Place(review), Place(review, pair=1)):
        visit(page, served, place)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    upper, lower = (page.locator("#review .side").nth(n).bounding_box() for n in (0, 1))
    assert upper["y"] + upper["height"] <= lower["y"]


def test_nothing_in_a_document_or_a_note_runs(page, served, app):
    add_circulars(app.library, HOSTILE)
    review = Desk(app.library).run([FIRST, HOSTILE], None, [], ON)
    visit(page, served, Place(review, pair=1))
    assert EVIL in page.locator("#review .side").nth(1).inner_text()
    page.get_by_label("Người rà soát", exact=True).fill(EVIL[:70])
    page.get_by_label("Ghi chú").fill(f"</textarea>{EVIL}")
    page.get_by_role("button", name="chưa rõ").click()
    until(page, lambda: state(app, review), State.JUDGED)
    visit(page, served, Place(review, pair=1))
    assert EVIL in page.locator(".opinions").inner_text()
    visit(page, served, Place())
    page.fill(FIND, HOSTILE)
    # until the finder has answered it may show another hostile document of the library too
    page.locator("[data-found] label", has_text=HOSTILE).filter(has_text="window.ran=1").wait_for()
    page.press(FIND, "Enter")
    assert page.evaluate("window.ran") is None
    assert page.locator("img[src=x]").count() == 0
