"""The tab Danh mục thân thiện as its users meet it, in chromium."""

from __future__ import annotations

from typing import Any

import docx
import pytest

from assist.checklists.case import make_case
from tests.ui.settling import until
from tests.ui.small_checklists import GOOD_RECORD
from tests.ui.small_library import EVIL

pytestmark = pytest.mark.browser

RECEIVED = "tiếp nhận tin"
PASS_ON = "nhan-tin.chuyen-tin"
DUE = "10 giờ 30 ngày 06/03/2026"


def box(name: str) -> str:
    """The text field of a form's component."""
    return f"#case-{name} input, #case-{name} textarea"


def visit(page, served: str) -> None:
    page.goto(f"{served}/?trang=danh-muc")
    page.wait_for_selector("#case-form", state="visible")
    page.wait_for_selector("#cases summary")


def open_case(page, served: str, app, *, code: str = "VA-01", **facts: Any) -> None:
    """Save a case and open it from the list of saved ones."""
    values = {"code": code, "circumstances": {"activities": ["lấy lời khai"]}, **facts}
    app.library.save_case("", code, make_case(values).model_dump(mode="json"), {})
    visit(page, served)
    page.click("#cases summary")
    page.locator("#cases button.plain", has_text=code[:20]).click()
    page.wait_for_selector("#checklist .checklist")


def row(page, code: str):
    return page.locator(f"[id='item-{code}']")


def test_a_list_is_made_by_mouse_and_keyboard_dated_ticked_and_still_there_after_a_reload(page, served, app):
    visit(page, served)
    page.click("#case-role input")
    page.get_by_role("option", name="bị hại").click()
    page.get_by_label("lấy lời khai").check()
    page.fill(box("code"), "VA-01/2026")
    page.press(box("code"), "Enter")
    page.wait_for_selector("#checklist .checklist")
    assert "Đọc nội quy trước khi hỏi" in page.locator("#checklist").inner_text()
    moment = page.locator(f"[data-change=moment][data-key='{RECEIVED}']")
    moment.fill("10h30 05/3/2026")
    moment.press("Enter")
    row(page, PASS_ON).locator(".due", has_text=DUE).wait_for()
    row(page, PASS_ON).get_by_role("checkbox").check()
    page.locator("#case-progress strong", has_text="1").wait_for()
    row(page, PASS_ON).get_by_label("Ghi chú cho việc").fill("đã gọi lúc 8 giờ")
    page.keyboard.press("Tab")
    until(page, lambda: app.library.cases()[0].items[PASS_ON].get("note"), "đã gọi lúc 8 giờ")
    page.reload()
    page.wait_for_selector("#checklist .checklist")
    assert row(page, PASS_ON).get_by_role("checkbox").is_checked()
    assert row(page, PASS_ON).get_by_label("Ghi chú cho việc").input_value() == "đã gọi lúc 8 giờ"
    assert DUE in row(page, PASS_ON).inner_text()
    assert page.input_value(box("code")) == "VA-01/2026"
    assert page.input_value("#case-role input") == "bị hại"


def test_an_answer_moves_its_item_and_what_is_typed_in_the_form_stays(page, served, app):
    open_case(page, served, app)
    apart = page.locator("details.apart", has_text="Chưa rõ có áp dụng không")
    assert apart.locator(".item").count() == 1
    page.fill(box("title"), "đang gõ dở")
    page.locator("fieldset.asked").get_by_label("có", exact=True).check()
    apart.wait_for(state="detached")
    assert row(page, "nhan-tin.bao-phong-xa").get_by_role("checkbox").is_visible()
    assert page.input_value(box("title")) == "đang gõ dở"
    moment = page.locator(f"[data-change=moment][data-key='{RECEIVED}']")
    moment.fill("sáng qua")
    moment.press("Enter")
    page.locator("#case-problem [role=alert]", has_text="Không đọc được thời điểm “sáng qua”").wait_for()
    assert page.locator("#checklist .item").count() > 0


def test_done_items_hide_and_the_list_is_taken_away_as_word(page, served, app, tmp_path):
    open_case(page, served, app)
    ticked = row(page, PASS_ON)
    ticked.get_by_role("checkbox").check()
    page.locator("#case-progress strong", has_text="1").wait_for()
    page.get_by_label("Ẩn việc đã xong").check()
    ticked.wait_for(state="hidden")
    assert row(page, "nhan-tin.ghi-so").is_visible()
    page.get_by_label("Ẩn việc đã xong").uncheck()
    ticked.wait_for()
    with page.expect_download() as download:
        page.get_by_text("Tải bản Word").click()
    path = tmp_path / "danh mục.docx"
    download.value.save_as(path)
    written = docx.Document(str(path))
    words = [p.text for p in written.paragraphs] + [c.text for t in written.tables for r in t.rows for c in r.cells]
    assert any("Chuyển tin cho thủ thư" in text for text in words)


def test_nothing_in_a_code_a_title_a_note_or_a_basis_runs(page, served, app):
    open_case(page, served, app, code=EVIL[:60], title=EVIL)
    row(page, PASS_ON).get_by_label("Ghi chú cho việc").fill(f"</textarea>{EVIL}")
    page.keyboard.press("Tab")
    until(page, lambda: app.library.cases()[0].items.get(PASS_ON, {}).get("note"), f"</textarea>{EVIL}")
    page.reload()
    page.wait_for_selector("#checklist .checklist")
    words = page.locator("#checklist").inner_text()
    assert EVIL in words  # the title, as text
    assert f"</textarea>{EVIL}" == row(page, PASS_ON).get_by_label("Ghi chú cho việc").input_value()
    row(page, "loi-khai.doc-hai").locator("summary").click()
    assert f"Lời độc hại {EVIL}" in row(page, "loi-khai.doc-hai").locator("blockquote").inner_text()
    page.click("#cases summary")
    page.locator("#cases button.danger").click()  # the question before loss holds the code too
    page.keyboard.press("Escape")
    assert page.evaluate("window.ran") is None
    assert page.locator("img[src=x]").count() == 0


def test_on_a_narrow_screen_nothing_runs_over(page, served, app):
    page.set_viewport_size({"width": 420, "height": 860})
    open_case(page, served, app, title="một tên dài " * 15, events={RECEIVED: "2026-03-05T10:30"})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for summary in page.locator("#checklist .more > summary").all()[:4]:
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_list_is_worked_by_the_keyboard_alone(page, served, app):
    open_case(page, served, app)
    page.locator("[data-change=moment]").first.focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-tick=done]')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    code = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("Space")
    until(page, lambda: app.library.cases()[0].items.get(code), {"done": True})
    assert page.evaluate("document.activeElement.dataset.key") == code  # the place is not lost
    page.keyboard.press("Space")
    until(page, lambda: app.library.cases()[0].items.get(code), {"done": False})


def test_a_case_is_deleted_only_after_a_yes(page, served, app):
    open_case(page, served, app)
    page.wait_for_selector("#cases li.current", state="attached")
    if not page.locator("#cases details").evaluate("box => box.open"):
        page.click("#cases summary")
    delete = page.get_by_role("button", name="Xóa vụ việc VA-01")
    delete.click()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert len(app.library.cases()) == 1
    delete.click()
    page.locator("dialog button", has_text="Xóa").click()
    page.wait_for_selector("#checklist .welcome")
    assert app.library.cases() == []
    assert page.input_value(box("code")) == ""


def test_a_record_is_read_beside_its_items_and_a_person_decides(page, served, app, tmp_path):
    open_case(page, served, app)
    record = tmp_path / "lời khai.txt"
    record.write_text(GOOD_RECORD, encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Đọc biên bản, báo cáo của vụ việc…").click()
    chooser.value.set_files(record)
    item = row(page, "loi-khai.doc-noi-quy")
    item.locator(".proposal", has_text="Đã đọc nội quy phòng đọc cho cháu nghe").wait_for()
    item.locator("select").select_option("có ghi")
    page.locator("#case-problem [role=alert]", has_text="Hãy ghi ai quyết định").wait_for()
    page.locator("[data-decider]").fill("ĐTV 12")
    item.locator("select").select_option("không thấy ghi")
    until(page, lambda: app.library.cases()[0].items.get("loi-khai.doc-noi-quy", {}).get("by"), "ĐTV 12")
    assert app.library.cases()[0].items["loi-khai.doc-noi-quy"]["verdict"] == "không thấy ghi"
    page.locator("#case-problem [role=alert]").wait_for(state="detached")
