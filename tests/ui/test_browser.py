"""The page as its users meet it, in chromium. The ``page`` fixture fails a test whose page asks another host for anything."""

from __future__ import annotations

import re
import threading

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.ui.small_library import EVIL
from ui.web import search as search_tab

pytestmark = pytest.mark.browser


def ask(page, question: str) -> None:
    """Ask by the keyboard and wait for the answer."""
    turns = page.locator("#thread .turn .conclusion").count()
    page.fill("#question textarea", question)
    for _ in range(20):  # Enter is not taken while the question before is still being worked on; the words stay
        page.press("#question textarea", "Enter")
        page.wait_for_timeout(300)
        if page.input_value("#question textarea") != question:
            break
    page.wait_for_function(f"document.querySelectorAll('#thread .turn .conclusion').length > {turns}")


def search_for(page, text: str) -> None:
    """Search and wait for cards; as with ``ask``, a key pressed before the page listens is pressed again."""
    box = "#search-text input, #search-text textarea"
    for _ in range(8):
        page.fill(box, text)
        page.press(box, "Enter")
        try:
            page.wait_for_selector("#search-results .card", timeout=4000)
            return
        except PlaywrightTimeout:
            continue
    raise AssertionError(f"no card for {text!r}")


def tab(page, name: str) -> None:
    shown = page.locator("[role=tab]:visible", has_text=name)
    if not shown.count():  # a narrow screen keeps the last tabs in a menu
        page.locator(".overflow-menu > button").click()
        shown = page.locator(".overflow-dropdown button", has_text=name)
    shown.click()


def test_an_answer_stands_beside_its_evidence_and_survives_a_reload(page, served):
    ask(page, "mượn sách bao lâu")
    card = page.locator("#thread .card").first
    for words in (
        "Khoản 1 Điều 1",
        "11/2020/TT-ABC",
        "Còn hiệu lực",
        "nguyên văn",
        "quy-tac.txt, trang 1",
        "Cảnh báo để thử.",
    ):
        assert words in card.inner_text()
    conclusion, evidence = page.locator(".conclusion").bounding_box(), card.bounding_box()
    assert evidence["x"] > conclusion["x"] + conclusion["width"]  # beside, not below
    before = page.locator("#thread").inner_text()
    page.reload()
    page.wait_for_selector("#thread .card")
    assert page.locator("#thread").inner_text() == before


def test_on_a_narrow_screen_the_evidence_stands_below_and_nothing_runs_over(page):
    page.set_viewport_size({"width": 420, "height": 860})
    ask(page, "mượn sách bao lâu")
    below = """document.querySelector('#thread .card').getBoundingClientRect().top
        > document.querySelector('.conclusion').getBoundingClientRect().bottom"""
    assert page.evaluate(below)
    for name in ("Hỏi đáp", "Tra cứu", "Kho văn bản"):
        tab(page, name)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.url.endswith("?trang=kho")  # the menu leads to addresses as the tabs do


def test_a_page_that_takes_long_to_open_says_so_until_it_has(page, served, monkeypatch):
    page.wait_for_selector("#opening", state="detached")
    opened, choices = threading.Event(), search_tab.choices
    monkeypatch.setattr(search_tab, "choices", lambda app: opened.wait(20) and choices(app))
    page.goto(served)
    notice = page.wait_for_selector("#opening")
    page.wait_for_function("notice => getComputedStyle(notice).opacity == 1", arg=notice)
    assert "Đang mở kho văn bản" in page.inner_text("#opening")
    opened.set()
    page.wait_for_selector("#opening", state="detached")
    assert page.locator("#thread .examples").count()


def test_a_mark_jumps_to_its_card(page):
    ask(page, "mượn sách bao lâu")
    page.click(".conclusion a.mark")
    assert page.evaluate("document.activeElement.id") == "c1-1"


def test_evidence_opens_the_article_its_address_is_shareable_and_back_leads_back(page, served):
    ask(page, "14 ngày")
    page.locator("#thread .card", has_text="14 ngày").get_by_text("Xem trong văn bản").click()
    page.wait_for_selector("#document .article")
    assert page.url.endswith("?doc=11/2020/TT-ABC&dieu=2&khoan=1")
    page.wait_for_function("document.activeElement.id === 'điều-2-khoản-1'")
    page.reload()
    page.wait_for_function("document.activeElement && document.activeElement.id === 'điều-2-khoản-1'")
    assert page.locator("[role=tab][aria-selected=true]:visible").inner_text() == "Kho văn bản"
    page.go_back()
    page.wait_for_selector("#thread .card", state="visible")


def test_a_shared_address_with_no_such_place_says_so(page, served):
    page.goto(f"{served}/?doc=11/2020/TT-ABC&dieu=99")
    page.wait_for_selector("#document .error")
    assert "không có Điều 99" in page.locator("#document .error").inner_text()
    page.goto(f"{served}/?doc=1/1999/TT-KHONG")
    page.wait_for_selector("#document .nothing")
    assert "Kho chưa có văn bản 1/1999/TT-KHONG" in page.locator("#document").inner_text()


def test_a_document_shows_facts_relations_versions_gloss_and_its_original(page, served):
    page.goto(f"{served}/?doc=11/2020/TT-ABC")
    page.wait_for_selector("#document .article")
    words = page.locator("#document").inner_text()
    for part in (
        "Quy tắc mượn sách",
        "Bộ Thử nghiệm",
        "01/03/2020",
        "theo Điều 3, 11/2020/TT-ABC",
        "ghi khác nhau một chữ",
    ):
        assert part in words
    page.click("#document .versions > summary")
    assert "ban-cu.txt" in page.locator("#document .versions").inner_text()
    article = page.locator("#document .article", has_text="Thời hạn mượn")
    assert "Sách phải trả đúng hạn" in article.locator(".gist").inner_text()
    beside = article.locator(".beside", has_text="hai tuần")
    law, told = (beside.locator(part).bounding_box() for part in ("p", "aside"))
    assert law["x"] + law["width"] <= told["x"]  # the note stands at the side of its clause
    assert abs(law["y"] - told["y"]) < 10
    with page.expect_download() as download:
        page.get_by_text("Tải bản gốc").first.click()
    assert download.value.suggested_filename == "quy-tac.txt"
    page.locator("#document .relation a", has_text="05/2010/TT-ABC").click()
    page.wait_for_function("document.querySelector('#document-title')?.textContent.includes('Quy tắc cũ')")
    assert "Bị thay thế bởi" in page.locator("#document").inner_text()


def test_the_status_is_that_of_the_chosen_day(page, served):
    page.goto(f"{served}/?doc=77/2015/QH13&dieu=1")
    page.wait_for_selector("#document .chip-expired")
    page.fill("#document-day input, #document-day textarea", "01/01/2020")
    page.press("#document-day input, #document-day textarea", "Enter")
    page.wait_for_selector("#document .document-head .chip-in-force")
    page.fill("#document-day input, #document-day textarea", "31/02/2020")
    page.press("#document-day input, #document-day textarea", "Enter")
    page.wait_for_selector("#document [role=alert]")


def test_a_long_code_shows_one_part_at_a_time_and_every_article_in_its_contents(page, served):
    page.goto(f"{served}/?doc=77/2015/QH13&dieu=426")
    page.wait_for_selector("[id='điều-426']")
    assert page.locator("#document .article").count() <= 25
    assert page.locator("#document .contents a").count() == 426
    page.locator("#document .contents summary", has_text="Chương I.").click()
    page.locator("#document .contents a", has_text=re.compile(r"^Điều 1\.")).click()
    page.wait_for_selector("[id='điều-1']")
    assert page.url.endswith("dieu=1")


def test_nothing_in_a_text_a_title_a_file_name_or_a_question_runs(page, served):
    ask(page, EVIL)
    ask(page, f"độc hại {EVIL}")
    tab(page, "Tra cứu")
    search_for(page, f"độc hại {EVIL}")
    tab(page, "Kho văn bản")
    page.wait_for_selector("#shelf-table table")
    page.get_by_text("Tệp trong kho").click()
    page.wait_for_selector("#file-table table")
    page.goto(f"{served}/?doc=66/2020/TT-ABC")
    page.wait_for_selector("#document .article")
    assert "<script>window.ran=1</script>" in page.locator("#document").inner_text()  # shown, as text
    assert "${window.ran=1}{{window.ran=1}}" in page.locator("#document").inner_text()
    assert page.locator("#document a[href^=javascript]").count() == 0
    tab(page, "Hỏi đáp")
    page.locator("#history summary").click()
    assert page.evaluate("window.ran") is None
    assert page.locator("img[src=x]").count() == 0


def test_everything_can_be_done_by_the_keyboard(page):
    page.focus("#question textarea")
    page.keyboard.type("mượn")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("sách")
    assert page.input_value("#question textarea") == "mượn\nsách"  # Shift+Enter is a new line, not a question
    page.keyboard.press("Enter")
    page.wait_for_selector("#thread .card")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('#ask-day')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "send"
    page.focus(".conclusion a.mark")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # from the card to its first link
    page.keyboard.press("Enter")
    page.wait_for_selector("#document .article")


def test_fields_and_regions_have_names(page):
    ask(page, "mượn sách")
    for name in ("Câu hỏi", "Áp dụng vào ngày"):
        assert page.get_by_label(name).first.is_visible()
    assert page.get_by_role("article", name="Căn cứ 1").is_visible()
    assert page.evaluate("document.documentElement.lang") == "vi"
    tab(page, "Kho văn bản")
    assert page.get_by_role("columnheader", name="Tình trạng").is_visible()


def test_conversations_are_listed_reopened_and_deleted_only_after_a_yes(page):
    ask(page, "mượn sách")
    page.click("#new-conversation")
    page.wait_for_selector("#thread .welcome")
    ask(page, "thẻ")
    page.locator("#history summary").click()
    page.locator("#history button.plain", has_text="mượn sách").click()
    page.wait_for_function("document.querySelector('#thread .question').textContent.includes('mượn sách')")
    page.locator("#history summary").click()
    delete = page.get_by_role("button", name="Xóa cuộc hỏi đáp mượn sách")
    delete.click()
    page.keyboard.press("Escape")
    assert page.locator("#history li").count() == 2
    delete.click()
    page.locator("dialog button", has_text="Xóa").click()
    page.wait_for_selector("#thread .welcome")
    page.wait_for_function("document.querySelectorAll('#history li').length === 1")


def test_an_example_is_asked_by_a_click(page):
    page.locator(".examples button").nth(1).click()
    page.wait_for_selector("#thread .conclusion")


def test_an_answer_is_copied_and_downloaded(page):
    ask(page, "mượn sách bao lâu")
    page.get_by_text("Chép câu trả lời").click()
    page.get_by_text("Đã chép").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1] Khoản 1 Điều 1, 11/2020/TT-ABC" in copied
    with page.expect_download() as download:
        page.get_by_text("Tải .docx").click()
    assert download.value.suggested_filename.endswith(".docx")


def test_no_basis_and_a_fault_are_vietnamese_sentences(page, app):
    ask(page, "xyzzy")
    assert "Không tìm thấy căn cứ trong kho." in page.locator("#thread").inner_text()
    app.searcher.broken = True
    page.fill("#question textarea", "mượn sách")
    page.keyboard.press("Enter")
    page.wait_for_selector("#thread [role=alert]")
    assert "hãy thử lại" in page.locator("#thread [role=alert]").inner_text()
    assert page.input_value("#question textarea") == "mượn sách"


def test_a_search_is_marked_counted_filtered_exported_and_shareable(page, served):
    tab(page, "Tra cứu")
    page.fill("#search-document input, #search-document textarea", "11/2020/TT-ABC")
    search_for(page, "ngày")
    page.wait_for_selector("#search-results .card mark")
    assert page.locator("#search-results .card").count() == 2
    assert "2 điều khoản" in page.locator("#search-results .count").inner_text()
    with page.expect_download() as download:
        page.get_by_text("Tải CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    page.wait_for_url("**tim=**")
    page.reload()
    page.wait_for_selector("#search-results .card")
    assert page.locator("#search-results .card").count() == 2
    assert page.input_value("#search-document input, #search-document textarea") == "11/2020/TT-ABC"


def test_the_list_follows_its_filters_while_one_types(page):
    tab(page, "Kho văn bản")
    page.wait_for_selector("#shelf-table table")
    page.locator("#shelf-words input, #shelf-words textarea").press_sequentially("quy tac muon")
    page.wait_for_function("document.querySelectorAll('#shelf-table tbody tr').length === 1")


def test_files_are_uploaded_taken_out_of_use_and_brought_back(page, tmp_path):
    good, bad = tmp_path / "nội quy.txt", tmp_path / "rỗng.txt"
    good.write_text(
        "Điều 1. Giờ mở cửa\n1. Thư viện mở từ 8 giờ.\nĐiều 2. Trật tự\n1. Không nói to.\n", encoding="utf-8"
    )
    bad.write_text("", encoding="utf-8")
    tab(page, "Kho văn bản")
    page.get_by_text("Nạp văn bản vào kho").click()
    page.set_input_files("#uploads input[type=file]", [good, bad])
    page.wait_for_selector("#upload-report .count")
    report = page.locator("#upload-report").inner_text()
    assert "1 tệp đã nạp" in report
    assert "1 lỗi" in report
    page.get_by_text("Tệp trong kho").click()
    # the list is drawn anew after an upload; a click while that happens falls on a button that is gone
    page.locator("#file-table tr", has_text="nội quy.txt").wait_for()
    row = page.locator("#file-table tr", has_text="quy-tac.txt")
    button, asked = row.get_by_role("button", name="Ngừng dùng"), page.locator("dialog button", has_text="Ngừng dùng")
    button.click()
    try:
        asked.wait_for(timeout=8000)
    except PlaywrightTimeout:  # the list was being drawn anew: a person would press again
        button.click()
    asked.click()
    page.locator("#file-table .told button", has_text="Hoàn tác").click()
    page.wait_for_function("document.querySelector('#file-table .told')?.textContent.includes('dùng trở lại')")
    assert "đang dùng" in row.inner_text()


CONTRAST = """
() => {
  const luminance = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0.99) return c.slice(0, 3); } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll('.gradio-container *')) {
    if (!e.offsetParent || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    if (e.disabled || e.closest('.unseen, .skip, .aimed')) continue;
    const a = luminance(parse(getComputedStyle(e).color).slice(0, 3)), b = luminance(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push([ratio.toFixed(1), e.tagName, e.className, e.textContent.trim().slice(0, 30)].join(' '));
  }
  return poor;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_in_light_and_dark(page, served, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(served)
    page.wait_for_selector("#thread .welcome")
    assert page.evaluate(CONTRAST) == []
    ask(page, "mượn sách bao lâu")
    ask(page, "xyzzy")
    assert page.evaluate(CONTRAST) == []
    tab(page, "Tra cứu")
    search_for(page, "ngày")
    assert page.evaluate(CONTRAST) == []
    tab(page, "Kho văn bản")
    page.wait_for_selector("#shelf-table table")
    assert page.evaluate(CONTRAST) == []
    page.goto(f"{served}/?doc=11/2020/TT-ABC")
    page.wait_for_selector("#document .article")
    assert page.evaluate(CONTRAST) == []
