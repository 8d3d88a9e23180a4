"""``kholuat conflicts``: its JSON contract, the printed list, and wrong use told in Vietnamese with exit code 2."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from typer.testing import CliRunner, Result

import ui.state
from assist.conflicts.desk import Desk, Verdict
from assist.conflicts.model import DifferenceType, Span
from assist.conflicts.review import ReviewError
from corpus.documents import Document, Evidence, Validity
from corpus.library import FileFacts, Text
from tests.ui.small_library import provision
from ui.cli import app as command_line
from ui.conflicts import find_review, read_types
from ui.conflicts_printing import excerpt

FIRST, SECOND, WITHOUT = "21/2021/TT-ABC", "22/2022/TT-ABC", "05/2010/TT-ABC"
KEYS = ["type", "severity", "under_review", "basis", "difference", "prevails", "verdict"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command_line, ["conflicts", *arguments], catch_exceptions=False)


@pytest.fixture
def two(app, monkeypatch: pytest.MonkeyPatch):
    """Two circulars that set different limits for one thing, beside the small library."""
    monkeypatch.setattr(ui.state, "App", lambda: app)
    for number, days, year in ((FIRST, "05 ngày", 2021), (SECOND, "10 ngày", 2022)):
        shown = Evidence(f"{number} điều 2")
        facts = Document(
            number,
            "Thông tư",
            "Quy định về sổ mượn sách",
            ("Bộ Thử nghiệm",),
            issued=date(year, 1, 5),
            validity=Validity(date(year, 3, 1), effective_evidence=shown),
        )
        rule = f"Trong thời hạn {days} kể từ ngày nhận sổ mượn sách, thủ thư phải nộp sổ cho phòng lưu trữ."
        units = (
            provision(number, 1, "Nộp sổ mượn sách", [rule, "Sổ đóng bìa cứng."]),
            provision(number, 2, "Giữ phòng", ["Giữ phòng sạch."]),
        )
        app.library.store(FileFacts(str(year) * 16, f"{year}.txt", f"/tmp/{year}", 9, "text"), [Text(facts, units)])
    return app


def test_json_keeps_its_contract(two):
    result = run("--documents", f"{FIRST},{SECOND}", "--type", "limit", "--on", "2026-03-02", "--json")
    assert result.exit_code == 0
    [item] = json.loads(result.stdout)
    assert list(item) == KEYS
    assert (item["type"], item["severity"], item["verdict"]) == ("thời hạn, con số khác nhau", "cao", "")
    assert {k: item["under_review"][k] for k in ("document", "article", "clause", "point")} == {
        "document": FIRST,
        "article": "1",
        "clause": "1",
        "point": None,
    }
    assert item["basis"]["document"] == SECOND
    assert "10 ngày" in item["basis"]["text"]
    assert SECOND in item["prevails"]


def test_the_printed_list_stands_side_by_side_and_judges_nothing(two):
    result = run("--documents", FIRST, "--documents", SECOND, "--limit", "1", "--on", "02/3/2026")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    for part in (
        "chỗ nên xem, theo kho vào ngày 02/03/2026",
        f"Quy phạm được kiểm tra: khoản 1 Điều 1 Thông tư số {FIRST}",
        f"Quy phạm là căn cứ rà soát: khoản 1 Điều 1 Thông tư số {SECOND}",
        "Khác nhau: Thời hạn khác nhau: “05 ngày” ở đây, “10 ngày” ở kia",
        "Thông tin về áp dụng: Nếu không thể làm theo cả hai thì có thể áp dụng",
        "chưa phải kết luận",
    ):
        assert part in words
    assert "mâu thuẫn" not in words
    assert not two.searcher.refreshed  # the library is enough


def test_nothing_found_is_said(two):
    result = run("--documents", f"{FIRST},{SECOND}", "--type", "penalty")
    assert (result.exit_code, "Không tìm thấy chỗ nào" in result.stdout) == (0, True)
    assert code_told(result) in result.stdout
    assert run("--documents", f"{FIRST},{SECOND}", "--type", "penalty", "--json").stdout.strip() == "[]"


def test_against_the_whole_library_or_chosen_documents(two):
    for against in ("all", SECOND):
        items = json.loads(run("--documents", FIRST, "--against", against, "--type", "thời hạn", "--json").stdout)
        assert [item["basis"]["document"] for item in items] == [SECOND]


def code_told(result: Result) -> str:
    found = re.search(r"Lượt rà soát (\w{8}):", result.stderr)
    assert found
    return found[1]


def test_a_run_is_kept_and_printed_again_with_what_people_said(two):
    first = run("--documents", f"{FIRST},{SECOND}", "--type", "limit", "--json")
    code = code_told(first)
    desk = Desk(two.library)
    [review] = desk.reviews()
    [entry] = desk.entries(review.id)
    desk.judge(review.id, entry.key, Verdict.CONFLICT, "Hạn dài gấp đôi.", "cán bộ 07")
    [item] = json.loads(run("--resume", code, "--json").stdout)
    assert item == json.loads(first.stdout)[0] | {"verdict": "mâu thuẫn"}
    desk.judge(review.id, entry.key, Verdict.OVERLAP, "", "cán bộ 08")
    words = " ".join(run("--resume", review.id).stdout.split())
    assert "Ý kiến: chồng chéo – cán bộ 08, " in words
    assert re.search(r"Ý kiến: mâu thuẫn – cán bộ 07, [\d/]+: Hạn dài gấp đôi\.", words)
    assert "Đã có ý kiến: 1 trong 1 chỗ." in words
    assert f"được giữ với mã {code}" in words
    assert len(desk.reviews()) == 1
    again = run("--documents", f"{FIRST},{SECOND}", "--type", "limit", "--json")  # another run shows it too
    assert json.loads(again.stdout)[0]["verdict"] == "chồng chéo; mâu thuẫn"


def test_reviews_are_listed(two):
    assert "Chưa có lượt rà soát nào" in run("--list").stdout
    assert run("--list", "--json").stdout.strip() == "[]"
    code = code_told(run("--documents", f"{FIRST},{SECOND}", "--type", "limit", "--on", "2026-03-02"))
    run("--documents", FIRST, "--against", "all", "--type", "limit")
    newest, oldest = run("--list").stdout.splitlines()
    assert oldest.startswith(f"{code} · ")
    assert oldest.endswith(f" · xong, 1 chỗ · {FIRST}, {SECOND} với nhau · theo ngày 02/03/2026")
    assert f"{FIRST} với cả kho" in newest
    listed = json.loads(run("--list", "--json").stdout)
    assert (listed[1]["code"], listed[1]["found"], listed[1]["types"]) == (code, 1, ["LIMIT"])


def test_ctrl_c_says_how_to_go_on_and_resume_does(two, monkeypatch: pytest.MonkeyPatch):
    whole = run("--documents", f"{FIRST},{SECOND}", "--json").stdout

    @contextmanager
    def interrupted(title: str) -> Iterator:
        def advance(done: int, total: int) -> None:
            if title == "So sánh các quy định":
                raise KeyboardInterrupt

        yield advance

    with monkeypatch.context() as patch:
        patch.setattr("ui.printing.progress", interrupted)
        patch.setattr("assist.conflicts.pairs._STEP", 2)
        stopped = run("--documents", f"{FIRST},{SECOND}", "--json")
    code = code_told(stopped)
    assert (stopped.exit_code, stopped.stdout) == (130, "")
    assert f"Đã dừng. Những gì đã tìm được vẫn được giữ; làm tiếp bằng kholuat conflicts --resume {code}" in " ".join(
        stopped.stderr.split()
    )
    assert re.search(rf"{code} · .* · chưa xong \(\d+/\d+ bước\), ", run("--list").stdout)
    resumed = run("--resume", code.upper(), "--json")
    assert (resumed.exit_code, resumed.stdout) == (0, whole)


def test_ctrl_c_before_anything_was_done(two, monkeypatch: pytest.MonkeyPatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assist.conflicts.desk.Shelf", interrupt)
    result = run("--documents", f"{FIRST},{SECOND}")
    assert (result.exit_code, "Chưa rà soát được gì" in result.stderr) == (130, True)


@pytest.mark.parametrize(("code", "says"), [("zzz", "Không có lượt rà soát mã “zzz”"), ("", "--list")])
def test_an_unknown_code_is_told(two, code, says):
    result = run("--resume", code)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


def test_a_code_of_several_reviews_is_asked_about(two):
    made = [two.library.start_review(date(2026, 3, 2), [FIRST], "all", [], 1) for _ in range(17)]
    first = next(m for m in made if sum(other.startswith(m[0]) for other in made) > 1)  # of 17 two begin alike
    with pytest.raises(ReviewError, match="nhiều lượt"):
        find_review(two.library.reviews(), first[0])
    assert find_review(two.library.reviews(), first).id == first


def test_resume_takes_nothing_but_its_own_documents(two):
    result = run("--resume", "abc", "--documents", FIRST)
    assert result.exit_code == 2
    assert "--resume lấy lại văn bản" in re.sub(r"[\s│]+", " ", result.stderr)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--documents", FIRST], "Chỉ có một văn bản"),
        (["--documents", f"{FIRST},{FIRST}"], "Chỉ có một văn bản"),
        (["--documents", " , "], "Chưa chọn văn bản nào"),
        (["--documents", f"{FIRST},99/2099/TT-XYZ"], "Kho không có văn bản “99/2099/TT-XYZ”"),
        (["--documents", f"{FIRST},{WITHOUT}"], f"chưa có nguyên văn của {WITHOUT}"),
        (["--documents", FIRST, "--against", WITHOUT], "nạp tệp của văn bản ấy"),
        (["--documents", f"{FIRST},{SECOND}", "--type", "màu sắc"], "Loại “màu sắc” không có"),
        ([], "trong danh mục"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2(two, arguments, says):
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ([], set()),
        (["LIMIT"], {DifferenceType.LIMIT}),
        (["body,dates"], {DifferenceType.BODY, DifferenceType.DATES}),
        (["thoi han", "định nghĩa"], {DifferenceType.LIMIT, DifferenceType.DEFINITION}),
        (["quy định trùng lặp"], {DifferenceType.DUPLICATE}),
    ],
)
def test_types_are_named_in_either_language(words, types):
    assert read_types(words) == types


def test_a_word_of_several_types_is_asked_about():
    with pytest.raises(ReviewError, match="nhiều loại"):
        read_types(["khác nhau"])


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("Ngắn\nthôi.", (), "Ngắn thôi."),
        ("a " * 200, (), "a " * 131 + "…"),
        ("đầu " * 100 + "CHỖ NÀY " + "cuối", (Span(400, 408),), "… " + "đầu " * 23 + "CHỖ NÀY cuối"),
    ],
)
def test_excerpts_show_the_words_that_differ(text, spans, shown):
    assert excerpt(text, spans) == shown
