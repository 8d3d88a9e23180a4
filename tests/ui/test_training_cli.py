"""``kholuat training``: files written all or none, and wrong use told in Vietnamese with exit code 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import ui.state
import ui.training
from assist.training.model import Audience
from tests.ui.small_training import FakeTrainer
from ui.cli import app as command_line
from ui.training import InputError, read_audience, read_kinds

TOPIC = "mượn sách"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command_line, ["training", *arguments], catch_exceptions=False)


@pytest.fixture(autouse=True)
def trainer(app, monkeypatch: pytest.MonkeyPatch) -> FakeTrainer:
    made = FakeTrainer()
    monkeypatch.setattr(ui.state, "App", lambda: app)
    monkeypatch.setattr(ui.training, "trainer", lambda _: made)
    return made


@pytest.mark.parametrize(
    ("words", "audience"),
    [
        ("công an xã", Audience.COMMUNE_POLICE),
        ("cong an xa", Audience.COMMUNE_POLICE),
        ("CAX", Audience.COMMUNE_POLICE),
        ("đtv", Audience.INVESTIGATORS),
        ("dieu tra vien", Audience.INVESTIGATORS),
        ("Báo cáo viên", Audience.SPEAKERS),
        ("giáo viên", Audience.TEACHERS),
        ("hội phụ nữ", Audience.TEACHERS),
        ("giáo viên, hội viên phụ nữ", Audience.TEACHERS),
        ("học  sinh", Audience.PUPILS),
        ("hs", Audience.PUPILS),
    ],
)
def test_an_audience_is_read_as_people_write_it(words: str, audience: Audience) -> None:
    assert read_audience(words) is audience


@pytest.mark.parametrize("words", ["", "phi công", "viên", "xyz"])
def test_an_unknown_audience_is_told_the_list(words: str) -> None:
    with pytest.raises(InputError, match="điều tra viên; công an xã; báo cáo viên"):
        read_audience(words)


def test_kinds_of_files_are_read_in_their_own_order() -> None:
    assert read_kinds(["handout,slides", "GIFT"]) == ("slides", "handout", "gift")
    assert len(read_kinds([])) == 8
    with pytest.raises(InputError, match="pptx"):
        read_kinds(["pptx"])


def test_a_set_is_written_and_listed(trainer: FakeTrainer, tmp_path: Path) -> None:
    out = tmp_path / "bộ tài liệu"
    result = run(
        TOPIC, "--audience", "cax", "--minutes", "45", "--out", str(out), "--on", "02/3/2026", "--only", "handout,json"
    )
    assert result.exit_code == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".json"]
    for path in out.iterdir():
        assert str(path) in result.stdout
    assert "Tài liệu phát tay (Word)" in result.stdout
    [asked] = trainer.asked
    assert (asked.topic, asked.audience, asked.minutes) == (TOPIC, Audience.COMMUNE_POLICE, 45)


def test_choices_reach_the_trainer(trainer: FakeTrainer, tmp_path: Path) -> None:
    run(
        "x",
        "--audience",
        "hs",
        "--documents",
        "1/2020/TT-A, BLHS",
        "--checklist",
        "nhan-tin",
        "--seed",
        "7",
        "--questions",
        "3",
        *("--level", "3", "--level", "2"),
        "--json",
    )
    [asked] = trainer.asked
    assert (asked.documents, asked.checklists, asked.seed, asked.quiz_items, asked.levels) == (
        ("1/2020/TT-A", "BLHS"),
        ("nhan-tin",),
        7,
        3,
        (2, 3),
    )
    assert run("x", "--audience", "hs", "--level", "4", "--json").exit_code == 2


def test_json_holds_the_lesson_and_its_files(tmp_path: Path) -> None:
    told = json.loads(run(TOPIC, "--audience", "cax", "--out", str(tmp_path), "--only", "json", "--json").stdout)
    assert told["lesson"]["title"] == "Mượn sách"
    assert [Path(path).parent for path in told["files"]] == [tmp_path]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([TOPIC, "--audience", "phi công"], "Chọn một trong: điều tra viên"),
        ([TOPIC], "Chưa nêu người nghe"),
        (["chuyện không có", "--audience", "cax"], "Không tìm thấy căn cứ"),
        ([TOPIC, "--audience", "cax", "--on", "1900-01-01"], "trước mọi văn bản trong kho"),
        ([TOPIC, "--audience", "cax", "--only", "mp3"], "Không có loại tệp “mp3”"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_left(arguments: list[str], told: str, tmp_path: Path) -> None:
    out = tmp_path / "mới"
    result = run(*arguments, "--out", str(out))
    assert result.exit_code == 2
    assert told in result.stderr
    assert not out.exists()


def test_a_folder_that_cannot_be_written_is_said_before_the_work(trainer: FakeTrainer, tmp_path: Path) -> None:
    file = tmp_path / "là tệp"
    file.write_text("x", encoding="utf-8")
    result = run(TOPIC, "--audience", "cax", "--out", str(file / "con"))
    assert result.exit_code == 2
    assert "không phải thư mục" in result.stderr
    assert trainer.asked == []
    assert run(TOPIC, "--audience", "cax").exit_code == 2  # nowhere to write to


@pytest.mark.parametrize("is_set", [True, False])
def test_words_are_smoothed_only_where_a_language_model_is_set(is_set, monkeypatch):
    from datetime import date
    from types import SimpleNamespace

    from assist.training.lessons import Request
    from assist.training.model import Audience
    from ui import training

    made = SimpleNamespace(lesson=lambda request, progress: "bài")
    monkeypatch.setattr("assist.language_model.make_generator", lambda settings: "mô hình" if is_set else None)
    monkeypatch.setattr("assist.training.wording.smooth", lambda lesson, generator: f"{lesson}, {generator}")
    monkeypatch.setattr(training, "check_day", lambda app, on: None)
    request = Request("mượn sách", Audience.INVESTIGATORS, 45, date(2026, 3, 2))
    assert training.make(SimpleNamespace(settings=None), request, None, made) == ("bài, mô hình" if is_set else "bài")


def test_no_model_of_the_search_is_loaded_to_make_a_lesson() -> None:
    """Loading one takes as long as making the set; a topic in free words asks for it only then."""
    asked = "import sys, ui.cli, ui.training_command, assist.training.lessons, assist.training.exports.slides; "
    told = subprocess.run(
        [sys.executable, "-c", f"{asked}print({{'haystack', 'torch'}} & sys.modules.keys())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "set()"
