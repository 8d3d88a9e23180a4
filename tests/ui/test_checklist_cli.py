"""``kholuat checklist``: its JSON contract, files to take away, and wrong use told in Vietnamese with exit code 2."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

import ui.state
from assist.checklists.case import read_case
from tests.ui.small_checklists import GOOD_RECORD
from ui.cli import app as command_line

KEYS = [
    *("item", "who", "modality", "basis", "due", "status"),
    *("code", "procedure", "says", "applies", "missing", "limit", "other_due", "arithmetic", "differs"),
]
CASE = """\
code: VA-01
circumstances:
  role: bị hại
  activities: [lấy lời khai]
events:
  tiếp nhận tin: 2026-03-05T10:30
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command_line, ["checklist", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def case(app, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case file; the command works on the small library and checklists."""
    monkeypatch.setattr(ui.state, "App", lambda: app)
    path = tmp_path / "vụ việc.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "lời khai.txt"
    path.write_text(GOOD_RECORD, encoding="utf-8")
    return path


def test_json_keeps_its_contract(case):
    result = run("--case", case, "--json")
    assert result.exit_code == 0
    items = json.loads(result.stdout)
    assert all(list(item) == KEYS for item in items)
    assert [i["applies"] for i in items] == ["áp dụng"] * 6 + ["còn phải hỏi", "không có hiệu lực"]
    passed_on = next(i for i in items if i["code"] == "nhan-tin.chuyen-tin")
    assert {key: passed_on[key] for key in KEYS[:6]} == {
        "item": "Chuyển tin cho thủ thư",
        "who": "Người trực",
        "modality": "phải",
        "basis": ["11/2020/TT-ABC điều 2 khoản 1"],
        "due": "2026-03-06T10:30:00",
        "status": "Còn hiệu lực",
    }
    assert passed_on["limit"] == "không quá 24 giờ kể từ lúc tiếp nhận tin"
    assert passed_on["arithmetic"]
    assert [d["says"] for d in passed_on["differs"]] == ["Nội quy cũ cho chuyển trong ba ngày."]
    assert next(i for i in items if i["missing"])["missing"] == ["remote"]
    assert next(i for i in items if i["limit"] is None)["due"] is None


def test_the_printed_list_says_what_when_and_why(case):
    result = run("--case", case)
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    for part in (
        "Danh mục theo quy định áp dụng vào ngày 05/03/2026: 6 việc",
        "Hạn: 10 giờ 30 ngày 06/03/2026",
        "Căn cứ: khoản 1 Điều 2",
        "Quy định khác",
        "Xã có ở vùng rừng núi xa xôi, hẻo lánh, hải đảo, đi lại khó khăn không? (1 việc)",
        "Làm theo quy tắc đã hết hiệu lực: Hết hiệu lực",
        "không quá 2 giờ mỗi lần",
    ):
        assert part in words


def test_the_example_is_a_case_that_can_be_used(case):
    example = run("--example")
    assert example.exit_code == 0
    case.write_text(example.stdout, encoding="utf-8")
    assert read_case(case).code == "VA-01"
    assert run("--case", case, "--json").exit_code == 0


def test_a_record_is_read_against_the_items(case, record):
    data = json.loads(run("--case", case, "--check", record, "--json").stdout)
    assert all(list(item) == [*KEYS, "record"] for item in data)
    found = {item["code"]: item["record"] for item in data}
    assert found["loi-khai.doc-noi-quy"]["verdict"] == "có ghi"
    assert "Đã đọc nội quy phòng đọc" in found["loi-khai.doc-noi-quy"]["passage"]
    assert found["nhan-tin.ghi-so"] is None  # no sign to look for
    printed = " ".join(run("--case", case, "--check", record).stdout.split())
    assert "Bản ghi: có ghi" in printed
    assert "“Đã đọc nội quy phòng đọc" in printed
    assert record.exists()  # the user's own file stays


def test_lists_are_written_as_files(case, tmp_path):
    paths = [tmp_path / f"danh mục{ending}" for ending in (".docx", ".XLSX", ".ics")]
    result = run("--case", case, "--json", *(word for path in paths for word in ("--export", path)))
    assert result.exit_code == 0
    json.loads(result.stdout)  # what is told of the files is not mixed into it
    assert result.stderr.count("Đã ghi") == 3
    for path, part in zip(paths[:2], ("word/document.xml", "xl/workbook.xml"), strict=True):
        assert part in ZipFile(io.BytesIO(path.read_bytes())).namelist()
    assert len(Calendar.from_ical(paths[2].read_bytes()).walk("VEVENT")) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code: VA-01\ntên: An\n", "khóa lạ"),
        ("code: VA-01\ncircumstances: {role: nạn nhân}\n", "không dùng được; chọn một trong"),
        ("code: VA-01\nevents: {tiếp nhận tin: hôm qua}\n", "không đọc được; viết như 2026-03-05T10:30"),
        ("code: VA-01\nborn: 2014-13\n", "không có trên lịch"),
        ("code: VA-01\nborn: 2026-03-06\nevents: {tiếp nhận tin: 2026-03-05}\n", "kiểm tra lại một trong hai"),
        ("code: VA-01\nevents: {tiếp nhận tin: 0206-03-05}\n", "kiểm tra lại năm"),
        ("code: VA-01\ncircumstances: {role: bị hại, activities: [hỏi cung]}\n", "chỉ làm với người bị buộc tội"),
        ("on: 2026-03-05\n", "thiếu khóa bắt buộc"),
        ("code: [\n", "YAML hỏng"),
        ("", "tệp rỗng"),
    ],
)
def test_a_case_that_cannot_be_used_exits_2_and_says_why(case, text, said):
    case.write_text(text, encoding="utf-8")
    result = run("--case", case, "--json")
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Thiếu --case"),
        (("--case", "{folder}/khong-co.yaml"), "không mở được tệp"),
        (("--case", "{case}", "--export", "{folder}/danh mục.pdf"), "chỉ ghi ra được tệp .docx, .xlsx, .ics"),
        (("--case", "{case}", "--export", "{folder}/không có/danh mục.docx"), "Không ghi được"),
        (("--case", "{case}", "--check", "{folder}/hỏng.pdf"), "Không đọc được tệp biên bản"),
        (("--case", "{case}", "--check", "{folder}/khong-co.docx"), "Không đọc được tệp biên bản"),
    ],
)
def test_wrong_use_exits_2_and_says_why(case, arguments, said):
    (case.parent / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    result = run(*(a.format(case=case, folder=case.parent) for a in arguments))
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
