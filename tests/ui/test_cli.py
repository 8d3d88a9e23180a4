"""The command line: contracts, exit codes, errors in Vietnamese and never a traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from corpus.settings import Settings, get_settings
from search.features import NAMES, OF_FIELD
from search.ranking import EXPLAINED
from ui.cli import app
from ui.state import App

QUESTION = "Công an xã chuyển tin báo xâm hại trẻ em trong bao lâu?"
HIT_KEYS = ["id", "document", "article", "clause", "point", "title", "text", "origin", "status", "score"]
CITATION_KEYS = ["id", "document", "article", "clause", "point", "quote", "origin", "status", "file", "page"]
ANSWER_KEYS = ["question", "on", "answered", "answer", "citations", "notes", "reason", "nearest"]
DOCUMENT_KEYS = ["number", "kind", "title", "issuers", "issued", "effective", "expires", "status", "articles", "origin"]


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin, catch_exceptions=False)


@pytest.fixture
def clone(shipped: App, all_phrasings: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh clone's library, read only."""
    monkeypatch.setenv("KHOLUAT_HOME", str(shipped.settings.home))
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


@pytest.mark.usefixtures("clone")
class TestReading:
    def test_ask_prints_conclusion_basis_and_remarks(self) -> None:
        result = run("ask", QUESTION)
        assert result.exit_code == 0
        assert "24 giờ" in result.stdout
        assert "[1] khoản 1 Điều 5 Thông tư số 43/2021/TT-BCA" in result.stdout
        assert "Lưu ý:" in result.stdout

    def test_ask_json(self) -> None:
        data = json.loads(run("ask", "--json", "--on", "2024-05-01", QUESTION).stdout)
        assert list(data) == ANSWER_KEYS
        assert data["on"] == "2024-05-01"
        assert list(data["citations"][0]) == CITATION_KEYS
        assert data["citations"][0]["id"] == "43/2021/TT-BCA điều 5 khoản 1"
        assert data["citations"][0]["status"] == "Còn hiệu lực"

    def test_search_json(self) -> None:
        data = json.loads(run("search", "--json", "--limit", "3", "lấy lời khai trẻ em").stdout)
        assert list(data) == ["question", "on", "hits"]
        assert 0 < len(data["hits"]) <= 3
        assert list(data["hits"][0]) == HIT_KEYS

    def test_search_explains_the_reading_and_each_score(self) -> None:
        question = "CAX chuyển tin báo xâm hại của bố mẹ cháu bé trong baoo lâu, ngày 01/5/2024?"
        lines = run("search", "--explain", "--limit", "2", question).stdout.splitlines()
        assert lines[0] == "Ngày áp dụng: 01/05/2024 (nêu trong câu hỏi)"
        assert lines[1].startswith("Đọc câu hỏi là: công an xã chuyển tin báo")
        assert "Thêm từ ngữ của luật: " in lines[2]
        assert "trẻ em" in lines[2]
        told = [line for line in lines if re.fullmatch(r" {6}[+-]\d+\.\d\d  \S.*", line)]
        assert len(told) == 2 * EXPLAINED
        assert "Ngày áp dụng" not in run("search", question).stdout

    def test_search_explains_in_json(self) -> None:
        question = "khoản 1 Điều 5 TT 43/2021"
        data = json.loads(run("search", "--explain", "--json", "--on", "2024-05-01", question).stdout)
        assert list(data) == ["question", "on", "reading", "hits"]
        assert list(data["reading"]) == ["on", "text", "restored", "added", "named"]
        assert data["reading"]["on"] == "2024-05-01"
        assert data["reading"]["named"] == ["43/2021/TT-BCA điều 5 khoản 1"]
        for hit in data["hits"]:
            assert list(hit) == [*HIT_KEYS, "parts"]
            assert all(list(p) == ["feature", "value", "part"] for p in hit["parts"])
            sizes = [abs(p["part"]) for p in hit["parts"]]
            assert sizes == sorted(sizes, reverse=True)
            assert {p["feature"] for p in hit["parts"]} <= {*NAMES, *OF_FIELD}
        line = json.loads(run("search", "--explain", "--batch", stdin=question).stdout)
        assert line["hits"][0]["parts"]

    @pytest.mark.parametrize(("on", "status"), [("2027-12-31", "Chưa có hiệu lực"), ("2028-01-01", "Còn hiệu lực")])
    def test_show_how_a_provision_stands_whose_words_are_not_at_hand(self, on: str, status: str) -> None:
        result = run("show", "--on", on, "59/2024/QH15 điều 139")
        assert result.exit_code == 0
        assert status in result.stdout
        assert "chưa có lời văn" in result.stdout

    def test_show_warns_of_a_change_its_words_do_not_contain(self) -> None:
        result = run("show", "--on", "2025-07-01", "101/2015/QH13 điều 110 khoản 2")
        told = "Có sửa đổi chưa hợp nhất: Điều 110 được sửa bởi khoản 11 Điều 1 Luật số 99/2025/QH15"
        assert told in result.stdout
        data = json.loads(run("show", "--json", "43/2021/TT-BCA điều 5").stdout)
        assert data["warnings"] == []

    def test_show_counts_the_places_of_a_relation(self) -> None:
        lines = [line for line in run("show", "59/2024/QH15").stdout.splitlines() if ": 85/2025/QH15" in line]
        assert len(lines) == 1
        assert "chỗ khác" in lines[0]

    @pytest.mark.parametrize("command", ["search", "ask"])
    def test_batch_reads_lines_and_writes_lines(self, command: str) -> None:
        questions = [QUESTION, "lay loi khai tre em", "Cách nấu phở"]
        result = run(command, "--batch", "--json", stdin="\n".join(questions) + "\n\n")
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        assert [line["question"] for line in lines] == questions
        keys = ["question", "on", "hits"] if command == "search" else ANSWER_KEYS
        assert all(list(line) == keys for line in lines)

    def test_search_in_one_document_by_any_name(self) -> None:
        data = json.loads(run("search", "--json", "--document", "TT 43/2021", "lấy lời khai").stdout)
        assert {h["document"] for h in data["hits"]} == {"43/2021/TT-BCA"}

    def test_documents_json(self) -> None:
        data = json.loads(run("documents", "--json", "--on", "2025-07-01").stdout)
        assert all(list(d) == DOCUMENT_KEYS for d in data)
        status = {d["number"]: d["status"] for d in data}
        assert status["66/2011/QH12"] == "Hết hiệu lực"
        assert status["53/2024/QH15"] == "Hết hiệu lực một phần"  # 86/2025/QH15 ended its Điều 52
        assert status["102/2016/QH13"] == "Còn hiệu lực"

    @pytest.mark.parametrize("name", ["43/2021/TT-BCA điều 5 khoản 1", "khoản 1 Điều 5 TT 43/2021"])
    def test_show_a_provision(self, name: str) -> None:
        result = run("show", name)
        assert result.exit_code == 0
        assert "24 giờ" in result.stdout
        assert "Tóm lược" in result.stdout

    def test_show_a_document(self) -> None:
        result = run("show", "43/2021/TT-BCA")
        assert "Điều 5" in result.stdout
        assert "08/06/2021" in result.stdout
        assert json.loads(run("show", "--json", "43/2021/TT-BCA").stdout)["missing"] == [
            f"43/2021/TT-BCA điều {n}" for n in (14, 15, 16)
        ]

    @pytest.mark.parametrize(
        "name", ["43/2021/TT-BCA điều 14", "43/2021/TT-BCA điều 5 khoản 99", "chuyện gì đó", "1/1900/XX điều 2"]
    )
    def test_show_what_is_not_there(self, name: str) -> None:
        result = run("show", name)
        assert result.exit_code == 1
        assert "Kho không có" in result.stderr or "Không tìm thấy" in result.stderr

    def test_check_finds_no_fault(self) -> None:
        result = run("check")
        assert result.exit_code == 0
        assert "không có lỗi" in result.stdout

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("ask",), "Thiếu câu hỏi"),
            (("ask", "--on", "31/02/2024", "gì"), "không phải một ngày có thật"),
            (("ask", "--on", "hôm qua", "gì"), "không phải một ngày có thật"),
            (("search", "--document", "TT 99/1900", "gì"), "Kho không có văn bản"),
            (("search", "--status", "tốt", "gì"), "Còn hiệu lực"),
            (("search", "--limit", "0", "gì"), "limit"),
        ],
    )
    def test_wrong_use_exits_2_and_says_why(self, arguments: tuple[str, ...], said: str) -> None:
        result = run(*arguments)
        assert result.exit_code == 2
        assert said in " ".join(result.stderr.split())
        assert "Traceback" not in result.stderr


def test_help_of_every_command() -> None:
    assert run("--help").exit_code == 0
    for command in ("serve", "ask", "search", "ingest", "show", "documents", "check"):
        result = run(command, "--help")
        assert result.exit_code == 0
        assert command in run("--help").stdout


TEXT = """BỘ THỬ NGHIỆM
Số: 09/2020/TT-BTN
Hà Nội, ngày 05 tháng 01 năm 2020
THÔNG TƯ
Quy định việc thử nghiệm
Điều 1. Cây cầu tre
Cây cầu tre dài năm mét, bắc qua con rạch.
Điều 2. Hiệu lực
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 02 năm 2020.
"""


@pytest.mark.usefixtures("settings")
def test_ingest_stores_indexes_and_says_so(tmp_path: Path) -> None:
    good, bad = tmp_path / "tốt.txt", tmp_path / "hỏng.pdf"
    good.write_text(TEXT, encoding="utf-8")
    first = run("ingest", str(good))
    assert first.exit_code == 0
    assert "đã nạp" in first.stdout
    assert "09/2020/TT-BTN" in first.stdout
    # the words of the file are quoted at once, before the note of anything else
    answer = json.loads(run("ask", "--json", "Cây cầu tre dài mấy mét?").stdout)
    assert answer["citations"][0]["id"] == "09/2020/TT-BTN điều 1"
    assert answer["citations"][0]["origin"] == "nguyên văn"
    assert answer["citations"][0]["file"] == "tốt.txt"
    second = run("ingest", "--json", str(good))
    assert second.exit_code == 0
    assert json.loads(second.stdout)["files"][0]["outcome"] == "đã có"
    bad.write_bytes(b"%PDF-1.4 broken")
    third = run("ingest", str(bad), str(good))
    assert third.exit_code == 1
    assert "lỗi" in third.stdout
    assert "Tổng cộng 2 tệp" in third.stdout


def test_check_tells_the_mend_and_mends(settings: Settings, tmp_path: Path) -> None:
    good = tmp_path / "tốt.txt"
    good.write_text(TEXT, encoding="utf-8")
    run("ingest", str(good))
    kept = next((settings.var / "files").rglob("*.txt"))
    kept.write_text("bị sửa", encoding="utf-8")
    (settings.var / "index" / "frequencies.npz").unlink()
    result = run("check")
    assert result.exit_code == 1
    assert "đã bị thay đổi" in result.stdout
    assert "check --mend" in result.stdout
    kept.write_text(TEXT, encoding="utf-8")
    assert run("check", "--mend").exit_code == 0
