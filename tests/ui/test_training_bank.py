"""The bank of questions behind its doors: learned from what is done on the page, listed, offered, taken out, handed out as files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

import ui.state
from assist.training.draft import Draft
from corpus.provisions import ProvisionId
from tests.ui.small_library import EVIL
from tests.ui.small_training import ON, FakeTrainer, small_lesson
from ui.cli import app as command_line
from ui.state import App
from ui.training import bank
from ui.web.server import web_app
from ui.web.training import Trainings
from ui.web.training_place import Place

EDIT = {
    "stem": "Sách mượn được mấy ngày?",
    "option-0": "7 ngày",
    "option-1": "14 ngày",
    "option-2": "21 ngày",
    "answer": "1",
    "explanation": "Khoản 1 Điều 2 ghi 14 ngày.",
}
WRITE = EDIT | {
    "stem": "Ai phải trả sách?",
    "option-0": "Người mượn",
    "option-1": "Thủ thư",
    "option-2": "",
    "answer": "0",
}
WRITE |= {"level": "2", "line": "RULES muon.tra-dung-han"}


@pytest.fixture
def draft(app: App) -> Draft:
    """The small lesson, all of it resting on one clause as the library has it."""
    real = bank(app).grounds.read([ProvisionId.parse("11/2020/TT-ABC điều 2 khoản 1")], ON).sources
    assert real
    lesson = small_lesson(case=None)
    sections = [
        s.model_copy(update={"lines": tuple(line.model_copy(update={"sources": real}) for line in s.lines)})
        for s in lesson.sections
    ]
    quiz = tuple(item.model_copy(update={"sources": real}) for item in lesson.quiz)
    return Draft(lesson.model_copy(update={"sections": tuple(sections), "quiz": quiz}))


@pytest.fixture
def work(app: App) -> Trainings:
    made = Trainings(app)
    made.trainer = FakeTrainer()
    return made


@pytest.fixture
def kept(app: App, draft: Draft) -> str:
    return app.library.add_lesson(*draft.written())


def act(work: Trainings, kept: str, action: str, **data: Any) -> tuple[Any, ...]:
    return work.act({"action": action, "search": Place(kept).address(), **data})


def on_page(work: Trainings, kept: str, action: str, **data: Any) -> tuple[Any, ...]:
    return act(work, kept, action, part="QUIZ", **data)


def held(work: Trainings) -> list[tuple[str, str]]:
    return [(saved.state, saved.data["stem"]) for saved in work.app.library.bank_items()]


def rows(work: Trainings) -> list[Any]:
    return BeautifulSoup(work.show(Place())[-1], "html.parser").select("[data-bank-row]")


def test_what_is_done_to_questions_goes_to_the_bank_and_comes_back_when_undone(work: Trainings, kept: str) -> None:
    on_page(work, kept, "edit", key="q1", fields=EDIT)
    assert held(work) == [("đã sửa", "Sách mượn được mấy ngày?")]
    *_, said, _ = on_page(work, kept, "leave-out", key="q1")
    assert "bài sau không rút lại" in said
    assert held(work) == [("đã bỏ", "Sách mượn được mấy ngày?")]
    act(work, kept, "undo")
    assert held(work) == [("đã sửa", "Sách mượn được mấy ngày?")]
    on_page(work, kept, "restore", key="q1")
    assert held(work) == []


def test_a_question_is_written_offered_to_another_lesson_and_taken(work: Trainings, kept: str, draft: Draft) -> None:
    _, problem, _, said, html = on_page(work, kept, "write-item", fields=WRITE)
    assert (problem, "lưu vào ngân hàng" in said, "tự soạn" in html) == ("", True, True)
    assert held(work) == [("tự soạn", "Ai phải trả sách?")]
    other = work.app.library.add_lesson(*draft.written())
    soup = BeautifulSoup(work.show(Place(other))[-1], "html.parser")
    [button] = soup.select(".offered button")
    _, problem, _, _, html = on_page(work, other, "take-item", key=button["data-key"])
    assert problem == ""
    assert not BeautifulSoup(html, "html.parser").select(".offered")
    assert len(Draft.read(work.app.library.lesson(other).data, {}).lesson.quiz) == 3
    _, problem, *_ = on_page(work, other, "take-item", key=button["data-key"])
    assert "không còn trong ngân hàng" in problem


@pytest.mark.parametrize(
    ("field", "told"), [({"line": ""}, "căn cứ"), ({"level": "x"}, "con số"), ({"stem": ""}, "lời hỏi")]
)
def test_a_poor_question_is_refused_and_not_kept(work: Trainings, kept: str, field: dict[str, str], told: str) -> None:
    _, problem, *_ = on_page(work, kept, "write-item", fields=WRITE | field)
    assert told in problem
    assert held(work) == []


def test_the_list_tells_what_filters_look_at_and_a_question_is_taken_out_and_put_back(
    work: Trainings, kept: str
) -> None:
    on_page(work, kept, "write-item", fields=WRITE)
    on_page(work, kept, "edit", key="q1", fields=EDIT)
    first, second = rows(work)
    assert (first["data-state"], first["data-level"], first["data-documents"]) == ("đã sửa", "1", "11/2020/TT-ABC")
    assert second["data-state"] == "tự soạn"
    assert "Khoản 1 Điều 2" in first.get_text()
    *_, said, _ = act(work, "", "bank-out", value=first.select_one("[data-lesson=bank-out]")["data-value"])
    assert "Hoàn tác" in said
    assert [row["data-state"] for row in rows(work)] == ["tự soạn"]
    act(work, "", "undo")
    assert len(rows(work)) == 2


def test_a_question_whose_provision_changed_is_shown_for_review_until_it_is_confirmed(
    work: Trainings, kept: str
) -> None:
    on_page(work, kept, "edit", key="q1", fields=EDIT)
    [saved] = work.app.library.bank_items()
    saved.data["sources"][0]["text_hash"] = "0" * 32  # the words were others when it was kept
    work.app.library.keep_bank_item(saved)
    [row] = rows(work)
    assert row.has_attr("data-review")
    assert "khác lúc soạn" in row.get_text()
    act(work, "", "bank-right", value=saved.key)
    [row] = rows(work)
    assert not row.has_attr("data-review")


def test_the_bank_is_handed_out_with_what_is_to_be_reviewed_only_in_the_table(work: Trainings, kept: str) -> None:
    on_page(work, kept, "write-item", fields=WRITE)
    on_page(work, kept, "edit", key="q1", fields=EDIT)
    on_page(work, kept, "leave-out", key="q2")
    client = TestClient(web_app(work.app))
    table = openpyxl.load_workbook(io.BytesIO(client.get("/xuat/tap-huan/ngan-hang/xlsx").content)).active
    states = {row[1].value: row[6].value for row in table.iter_rows(min_row=2)}
    assert states == {
        "đã bỏ": "Phải trả sách trong mấy ngày?",
        "đã sửa": "Sách mượn được mấy ngày?",
        "tự soạn": "Ai phải trả sách?",
    }
    moodle = client.get("/xuat/tap-huan/ngan-hang/gift").text
    assert moodle.count("::Câu") == 2
    assert "công an xã" in moodle
    assert "Phải trả sách trong mấy ngày?" not in moodle
    assert client.get("/xuat/tap-huan/ngan-hang/docx").status_code == 404


def test_nothing_in_the_bank_is_markup(work: Trainings, kept: str) -> None:
    on_page(work, kept, "write-item", fields=WRITE | {"stem": EVIL, "option-1": EVIL})
    assert len(rows(work)) == 1
    assert not BeautifulSoup(work.show(Place())[-1], "html.parser").select("script, img")


def run(app: App, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.setattr(ui.state, "App", lambda: app)
    return CliRunner().invoke(command_line, ["training", "--bank", *arguments], catch_exceptions=False)


def test_the_command_lists_the_bank_and_writes_its_files(
    work: Trainings, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "chưa có câu nào" in run(work.app, monkeypatch).stdout
    on_page(work, kept, "leave-out", key="q2")
    out = tmp_path / "ngân hàng"
    run(work.app, monkeypatch, "--out", str(out))
    assert [path.suffix for path in out.iterdir()] == [".xlsx"]  # nothing that Moodle could ask
    on_page(work, kept, "edit", key="q1", fields=EDIT)
    result = run(work.app, monkeypatch, "--out", str(out), "--json")
    told = json.loads(result.stdout)
    assert [item["state"] for item in told["items"]] == ["đã sửa", "đã bỏ"]
    assert sorted(path.name for path in out.iterdir()) == sorted(Path(path).name for path in told["files"])
    listed = run(work.app, monkeypatch).stdout
    assert "Sách mượn được mấy ngày?" in listed
    assert "Đã ghi" not in listed


def test_a_file_in_the_way_is_told(work: Trainings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "là tệp"
    file.write_text("x", encoding="utf-8")
    result = run(work.app, monkeypatch, "--out", str(file))
    assert result.exit_code == 2
    assert "không phải thư mục" in result.stderr
