"""What the tab Danh mục thân thiện does, without a browser: listing, changing, ticking, days off, records, files to take away."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any, NamedTuple

import docx
import gradio as gr
import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from assist.checklists.case import make_case, read_case
from assist.checklists.engine import ChecklistEngine
from corpus.library.schema import Audit
from tests.ui.small_checklists import GOOD_RECORD
from ui.state import App
from ui.web import checklist
from ui.web.checklist import CHOICES, UNKNOWN
from ui.web.checklist_tab import _guarded
from ui.web.page import Page
from ui.web.server import web_app

RECEIVED = "tiếp nhận tin"
PASS_ON, READ_RULES = "nhan-tin.chuyen-tin", "loi-khai.doc-noi-quy"


class Shown(NamedTuple):
    """What the tab's handlers give back."""

    id: Any
    saved: Any
    problem: Any
    progress: Any
    items: Any
    tools: Any


def form(*, code="VA-01", title="", on="", birth="", activities=(), printed=("",) * 5, **choices) -> tuple[Any, ...]:
    """The form's values in their order."""
    return (code, title, on, birth, *(choices.get(n, UNKNOWN) for n in CHOICES), list(activities), *printed)


def make(app: App, identifier: str = "", **values: Any) -> Shown:
    return Shown(*checklist.make(app, identifier, *form(**values)))


def change(app: App, identifier: str, action: str, value: str, key: str = "") -> Shown:
    return Shown(*checklist.change(app, identifier, {"action": action, "key": key, "value": value}))


def tick(app: App, identifier: str, action: str, value: Any, item: str = PASS_ON, **more: str) -> tuple[Any, Any]:
    return checklist.tick(app, identifier, {"action": action, "key": item, "value": value, **more})


def skipped(*updates: Any) -> bool:
    """Whether what stands on the page stays as it is."""
    return all(isinstance(update, dict) and "value" not in update for update in updates)


def counted(progress: str) -> tuple[int, int]:
    done, total = re.search(r"<strong>(\d+)</strong>/(\d+)", progress).groups()
    return int(done), int(total)


@pytest.fixture
def case(app: App) -> str:
    """A saved case whose report came in at 10:30 on Thursday, 05/03/2026."""
    facts = {
        "code": "VA-01",
        "circumstances": {"role": "bị hại", "activities": ["lấy lời khai"]},
        "events": {RECEIVED: "2026-03-05T10:30"},
    }
    return app.library.save_case("", "VA-01", make_case(facts).model_dump(mode="json"), {})


# Making ------------------------------------------------------------------------------------------------------------------


def test_the_welcome_counts_what_there_is_to_choose_from(app):
    saved, problem, progress, items, tools = checklist.show(app, "")
    assert "trong 8 việc" in items
    assert "Các vụ việc đã lưu (0)" in saved
    assert (problem, progress, tools.visible) == ("", "", False)


def test_a_case_is_saved_and_listed_at_once(app):
    made = make(
        app, title="sách mất", birth="2/2014", on="05/03/2026", role="bị hại", printed=("", " CA tỉnh ", "", "", "")
    )
    kept = app.library.case(made.id)
    assert (kept.code, kept.facts["born"], kept.facts["on"]) == ("VA-01", "2014-02", "2026-03-05")
    assert kept.sheet["body"] == "CA tỉnh"
    assert "Các vụ việc đã lưu (1)" in made.saved
    assert "Chuyển tin cho thủ thư" in made.items
    assert "Đọc nội quy trước khi hỏi" not in made.items  # no statement is planned
    assert counted(made.progress) == (0, 3)
    assert made.problem == ""
    assert "chỉ biết tháng 2/2014" in made.items
    assert checklist.fill(app, made.id)[:5] == ("VA-01", "sách mất", "05/03/2026", "02/2014", "bị hại")


def test_a_change_of_the_form_keeps_moments_and_ticks(app, case):
    tick(app, case, "done", True)
    again = make(app, case, code="VA-02", role="người làm chứng")
    assert again.id == case
    assert app.library.case(case).facts["events"] == {RECEIVED: "2026-03-05T10:30"}
    assert counted(again.progress) == (1, 3)
    assert len(app.library.cases()) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": "  "}, "Hãy ghi mã hồ sơ"),
        ({"code": "x" * 61}, "Mã hồ sơ dài quá 60 ký tự"),
        ({"title": "x" * 201}, "Ghi thêm dài quá 200 ký tự"),
        ({"on": "31/02/2026"}, "không có trong lịch"),
        ({"on": "05/03/0206"}, "kiểm tra lại năm"),
        ({"birth": "hồi bé"}, "Không đọc được ngày"),
        ({"birth": "13/2014"}, "không có trên lịch"),
        ({"birth": "06/3/2026"}, "sau thời điểm “tiếp nhận tin”"),  # born after the report
        ({"role": "người bị buộc tội", "age": "dưới 13"}, "chưa đến tuổi chịu trách nhiệm hình sự"),
        ({"role": "bị hại", "activities": ["hỏi cung"]}, "chỉ làm với người bị buộc tội"),
        ({"stage": "khởi tố", "activities": ["phiên tòa"]}, "Phiên tòa chỉ có ở giai đoạn xét xử"),
        ({"birth": "11/2/2000", "on": "05/03/2026"}, "đã đủ 18 tuổi"),
    ],
)
def test_what_cannot_be_or_contradicts_itself_is_told_and_nothing_changes(app, case, values, said):
    before = app.library.case(case)
    told = make(app, case, **values)
    assert said in told.problem
    assert skipped(told.id, told.saved, told.progress, told.items, told.tools)
    assert app.library.case(case) == before


def test_a_form_that_is_refused_makes_no_case(app):
    assert "Hãy ghi mã hồ sơ" in make(app, code="").problem
    assert app.library.cases() == []


def test_a_fault_nobody_foresaw_is_told_and_saves_nothing(app, case, monkeypatch):
    before = app.library.case(case)
    monkeypatch.setattr(ChecklistEngine, "judge", lambda *_: 1 / 0)
    told = Shown(*_guarded(lambda: make(app, case, code="khác")))
    assert checklist.FAILED in told.problem
    assert skipped(told.id, told.saved, told.progress, told.items, told.tools)
    assert app.library.case(case) == before
    _, problem, *_ = checklist.show(app, case)  # the page still opens
    assert checklist.FAILED in problem


# Changing ----------------------------------------------------------------------------------------------------------------


def test_a_hanging_item_joins_or_leaves_by_its_answer(app, case):
    before = checklist.show(app, case)
    assert "Chưa rõ có áp dụng không (1)" in before[3]
    assert counted(before[2]) == (0, 6)
    yes = change(app, case, "fact", "có", "remote")
    assert "Chưa rõ có áp dụng không" not in yes.items
    assert counted(yes.progress) == (0, 7)
    assert "Báo trước cho phòng đọc ở xa" not in change(app, case, "fact", "không", "remote").items
    assert "Chưa rõ có áp dụng không (1)" in change(app, case, "fact", UNKNOWN, "remote").items


def test_a_moment_sets_the_deadlines_and_its_absence_takes_them_away(app, case):
    items = checklist.show(app, case)[3]
    assert "Hạn: <strong>10 giờ 30 ngày 06/03/2026</strong>" in items
    assert "Nội quy cũ cho chuyển trong ba ngày." in items
    assert "Hạn này đến sớm hơn" in items
    assert 'value="10:30 05/03/2026"' in items
    gone = change(app, case, "moment", " ", RECEIVED)
    assert "Hạn: <strong>" not in gone.items
    assert "2 hạn chờ mốc này" in gone.items


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (RECEIVED, "sáng qua", "Không đọc được thời điểm"),
        (RECEIVED, "05/3/0206", "kiểm tra lại năm"),
        (RECEIVED, "05/3/2206", "kiểm tra lại năm"),
        ("kết thúc giải quyết tin", "04/3/2026", "đứng trước “tiếp nhận tin”"),
    ],
)
def test_a_moment_that_cannot_be_is_told_and_the_list_stays(app, case, key, value, said):
    before = app.library.case(case)
    told = change(app, case, "moment", value, key)
    assert said in told.problem
    assert told.id == case
    assert "10 giờ 30 ngày 06/03/2026" in told.items
    assert app.library.case(case) == before


def test_a_moment_is_offered_for_every_limit_that_counts_from_it(app, case):
    from corpus.checklists import Checklist

    limit = {"number": 3, "unit": "ngày", "event": "khởi tố vụ án", "or_since": "khởi tố bị can"}
    item = app.checklists[0].items[0].model_dump() | {"limit": limit, "timing": None}
    app.checklists[:] = [Checklist.model_validate({"code": "hai-moc", "title": "Hai mốc", "order": 1, "items": [item]})]
    items = checklist.show(app, case)[3]
    for event in ("khởi tố vụ án", "khởi tố bị can"):
        assert f'data-change="moment" data-key="{event}"' in items


def test_cases_are_opened_and_deleted(app, case):
    other = make(app, code="VA-02").id
    opened = change(app, other, "open", case)
    assert opened.id == case
    assert "Danh mục thủ tục thân thiện · VA-01" in opened.items
    kept = change(app, case, "delete", other)
    assert kept.id == case
    assert "VA-02" not in kept.saved
    gone = change(app, case, "delete", case)
    assert gone.id == ""
    assert "Các vụ việc đã lưu (0)" in gone.saved
    assert gone.tools.visible is False


def test_a_case_deleted_elsewhere_is_told(app, case):
    app.library.delete_case(case)
    told = change(app, case, "fact", "có", "remote")
    assert "đã bị xóa ở nơi khác" in told.problem
    assert told.id == ""
    assert "đã bị xóa ở nơi khác" in tick(app, case, "done", True)[0]
    here = make(app, code="VA-03").id
    absent = change(app, here, "open", case)
    assert "đã bị xóa ở nơi khác" in absent.problem
    assert absent.id == here


# Ticking -----------------------------------------------------------------------------------------------------------------


def test_ticks_and_notes_are_kept_and_shown_again(app, case):
    problem, progress = tick(app, case, "done", True)
    assert (problem, counted(progress)) == ("", (1, 6))
    tick(app, case, "note", "đã gọi lúc 8 giờ")
    items = checklist.show(app, case)[3]
    assert f'data-key="{PASS_ON}" checked' in items
    assert "đã gọi lúc 8 giờ</textarea>" in items
    assert counted(tick(app, case, "done", False)[1]) == (0, 6)
    assert app.library.case(case).items[PASS_ON] == {"done": False, "note": "đã gọi lúc 8 giờ"}


def test_a_tick_of_an_item_that_no_longer_applies_is_kept_but_not_counted(app, case):
    tick(app, case, "done", True, READ_RULES)
    assert counted(make(app, case).progress) == (0, 3)
    assert counted(make(app, case, activities=["lấy lời khai"]).progress) == (1, 6)


def test_a_verdict_needs_to_say_whose_it_is(app, case):
    problem, progress = tick(app, case, "verdict", "có ghi")
    assert "Hãy ghi ai quyết định" in problem
    assert skipped(progress)
    assert app.library.case(case).items == {}
    assert tick(app, case, "verdict", "có ghi", by=" ĐTV 12 ")[0] == ""
    kept = app.library.case(case).items[PASS_ON]
    assert (kept["verdict"], kept["by"]) == ("có ghi", "ĐTV 12")
    items = checklist.show(app, case)[3]
    assert "<option selected>có ghi</option>" in items
    assert "ĐTV 12, " in items
    assert "data-decider" in items  # it can be changed although no record is there
    tick(app, case, "verdict", "", by="ĐTV 13")
    with Session(app.library.engine) as session:
        said = [a.detail["verdict"] for a in session.scalars(select(Audit).where(Audit.action.contains("danh mục")))]
    assert said == ["có ghi", ""]  # the earlier one is not lost


def test_an_unknown_verdict_changes_nothing(app, case):
    assert skipped(*tick(app, case, "verdict", "bịa", by="ĐTV 12"))
    assert app.library.case(case).items == {}


def test_printed_particulars_are_kept_as_they_are_typed(app, case):
    checklist.keep_sheet(app, case, "CA tỉnh", "CA huyện", " 12/DM ", "", "")
    assert checklist.fill(app, case)[-5:] == ("CA tỉnh", "CA huyện", "12/DM", "", "")
    assert app.library.case(case).facts["events"]


# Days off ----------------------------------------------------------------------------------------------------------------


def test_a_day_off_set_by_hand_moves_a_deadline(app, case):
    due = "Hạn: <strong>24 giờ ngày {}/03/2026</strong>"
    assert due.format("06") in checklist.show(app, case)[3]  # the day of the report counted, Friday is the second
    assert "Đã lưu 1 ngày" in checklist.save_days(app, "06/03/2026 nghỉ do bão")
    assert due.format("09") in checklist.show(app, case)[3]
    assert checklist.write_days(app) == "06/03/2026 nghỉ do bão"
    told = checklist.save_days(app, "06/03/2026 nghỉ\nmai")
    assert "Dòng 2" in told
    assert "Chưa lưu gì" in told
    assert checklist.write_days(app) == "06/03/2026 nghỉ do bão"
    checklist.save_days(app, "")
    assert due.format("06") in checklist.show(app, case)[3]


# Records -----------------------------------------------------------------------------------------------------------------


def upload(app: App, case: str, path: Path) -> tuple[Any, ...]:
    """What the page shows after a record was read."""
    return list(checklist.read_records(app, case, [str(path)]))[-1]


@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_a_record_shows_what_it_says_and_goes_no_further(app, case, tmp_path, ending):
    path = tmp_path / f"lời khai.{ending}"
    if ending == "txt":
        path.write_text(GOOD_RECORD, encoding="utf-8")
    else:
        written = docx.Document()
        for line in GOOD_RECORD.splitlines():
            written.add_paragraph(line)
        written.save(str(path))
    files, revision = app.library.files(), app.library.revision()
    _, problem, _, items, _ = upload(app, case, path)
    assert problem == ""
    assert f"(lời khai.{ending}" in items
    assert "Đã đọc nội quy phòng đọc cho cháu nghe" in items
    kept = app.library.case(case).records[0]
    assert kept["kind"] == "biên bản ghi lời khai"
    assert kept["proposals"][READ_RULES]["verdict"] == "có ghi"
    assert not path.exists()
    assert app.library.files() == files
    assert app.library.revision() == revision
    forgotten = change(app, case, "forget", kept["sha256"])
    assert "Chưa đọc biên bản, báo cáo nào" in forgotten.items
    assert app.library.case(case).records == []


def test_the_same_record_read_again_takes_the_place_of_the_first(app, case, tmp_path):
    for name in ("một.txt", "hai.txt"):
        path = tmp_path / name
        path.write_text(GOOD_RECORD, encoding="utf-8")
        upload(app, case, path)
    assert [r["name"] for r in app.library.case(case).records] == ["hai.txt"]


@pytest.mark.parametrize(
    ("name", "content"), [("rỗng.txt", b""), ("hỏng.pdf", b"%PDF-1.4 broken"), ("hỏng.docx", b"PK\x03\x04 broken")]
)
def test_a_record_that_cannot_be_read_is_told_and_the_case_stays(app, case, tmp_path, name, content):
    before = app.library.case(case)
    path = tmp_path / name
    path.write_bytes(content)
    _, problem, _, items, _ = upload(app, case, path)
    assert f"{name}: Không đọc được tệp biên bản" in problem
    assert checklist.FAILED not in problem
    assert "Chuyển tin cho thủ thư" in items
    assert app.library.case(case) == before
    assert not path.exists()


def test_a_record_for_a_case_deleted_elsewhere_is_told_and_removed(app, case, tmp_path):
    path = tmp_path / "lời khai.txt"
    path.write_text(GOOD_RECORD, encoding="utf-8")
    app.library.delete_case(case)
    assert "đã bị xóa ở nơi khác" in upload(app, case, path)[1]
    assert not path.exists()


# Files to take away ------------------------------------------------------------------------------------------------------


def test_files_to_take_away_open_again(app, case, tmp_path):
    tick(app, case, "done", True)
    tick(app, case, "note", "đã gọi")
    client = TestClient(web_app(app))
    got = {kind: client.get(f"/xuat/danh-muc/{case}.{kind}") for kind in ("docx", "xlsx", "ics", "yaml")}
    for kind, answer in got.items():
        assert answer.status_code == 200
        assert f'filename="kho-luat-danh-muc.{kind}"' in answer.headers["content-disposition"]
    document = docx.Document(io.BytesIO(got["docx"].content))
    words = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    assert "VA-01" in words
    assert "Chuyển tin cho thủ thư" in words
    book = load_workbook(io.BytesIO(got["xlsx"].content))
    cells = [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert any("đã gọi" in cell for cell in cells)
    events = Calendar.from_ical(got["ics"].content).walk("VEVENT")
    assert len(events) == 1  # the other limit is ticked
    path = tmp_path / "case.yaml"
    path.write_bytes(got["yaml"].content)
    assert read_case(path).model_dump(mode="json") == app.library.case(case).facts


def test_a_file_that_is_not_there_or_cannot_be_made_says_so(app, case, monkeypatch):
    client = TestClient(web_app(app))
    for name in ("0" * 32 + ".docx", "khong-co.docx", f"{case}.pdf", case, f"..%2f{case}.docx"):
        assert client.get(f"/xuat/danh-muc/{name}").status_code == 404
    monkeypatch.setattr(ChecklistEngine, "judge", lambda *_: 1 / 0)
    answer = client.get(f"/xuat/danh-muc/{case}.docx")
    assert (answer.status_code, answer.text) == (500, checklist.FAILED)


def test_a_reloaded_page_shows_the_open_case_and_forgets_a_deleted_one(app, case):
    page = Page(app)
    with gr.Blocks() as blocks:
        page.lay_out(blocks)
    shown = dict(zip(page.arriving, page._arrive("", case, "?trang=danh-muc"), strict=True))
    assert shown[page.case] == case
    assert "10 giờ 30 ngày 06/03/2026" in shown[page.checklist.items]
    assert shown[page.checklist.form[0]] == "VA-01"
    app.library.delete_case(case)
    shown = dict(zip(page.arriving, page._arrive("", case, "?trang=danh-muc"), strict=True))
    assert shown[page.case] == ""
    assert 'class="welcome"' in shown[page.checklist.items]
    assert shown[page.checklist.form[0]] == ""
