"""Notes: sentences, rendering with exact portions, faults in files, and the checker that holds them to the official text."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.notes import Definition, Duty, Limit, Notes, Penalty, load_notes
from corpus.provisions import ProvisionId
from eval.check_notes import check_article, find_articles, main

SOURCES = Path(os.environ.get("KHOLUAT_SOURCES", Path(__file__).parents[2].parent / "shared" / "sources"))

GOOD = """\
document: 9/2020/TT-BCA
articles:
  - provision: điều 3
    heading: Gửi báo cáo
    gist: Đơn vị gửi báo cáo trong 5 ngày.
    duties:
      - {who: trực ban, modality: phải, act: ghi sổ, evidence: điều 3 khoản 10}
      - {who: thủ kho, modality: có thể, act: từ chối, evidence: điều 3 khoản 2 điểm đ}
      - {who: đội trưởng, modality: không được, act: vắng mặt, evidence: điều 3 khoản 2 điểm d}
      - who: đơn vị
        modality: phải
        act: gửi báo cáo
        condition: khi xong việc
        limit: {number: 5, unit: ngày, counted_from: ngày xong việc}
        evidence: điều 3 khoản 2
"""
OFFICIAL = (
    "### 1\n\nlời điều trước.Điều 37.7.TT.9.3. Chế độ báo cáo\n\n"
    "(Điều 3 Thông tư số 9/2020/TT-BCA, có hiệu lực thi hành kể từ ngày 01/03/2020)\n\n"
    "1. Mở sổ theo dõi riêng.\n\n"
    "2. Hoàn thành nhiệm vụ, các đơn vị phải báo cáo về trên trong thời hạn 05 ngày kể từ ngày xong việc:\n\n"
    "a) Đội trưởng không được bỏ vị trí;\n\nb) Thủ kho có thể không nhận.\n\n"
    "3. Trực ban có trách nhiệm vào sổ.Điều 37.7.TT.9.4. Điều sau\n"
)


@pytest.fixture(scope="module")
def shipped() -> Notes:
    notes, problems = load_notes()
    assert problems == []
    return next(n for n in notes if n.document == "43/2021/TT-BCA")


def _load(folder: Path, **files: str) -> tuple[list[Notes], list[str]]:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_notes(folder)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (
            Duty(who="ông A", modality="phải", act="đọc", object="sách", place="nhà", evidence="điều 1"),
            "Ông A phải đọc sách tại nhà.",
        ),
        (
            Duty(who="ông A", modality="được", act="nghỉ", condition="khi ốm", evidence="điều 1"),
            "Khi ốm, ông A được nghỉ.",
        ),
        # a limit with and without its starting point; times are not a stretch of time
        (
            Duty(
                who="ông A",
                modality="phải",
                act="đến",
                limit=Limit(number=3, unit="ngày", counted_from="lúc gọi"),
                evidence="điều 1",
            ),
            "Ông A phải đến trong vòng không quá 3 ngày (thời hạn tính từ lúc gọi).",
        ),
        (
            Duty(who="ông A", modality="được", act="hỏi", limit=Limit(number=2, unit="lần"), evidence="điều 1"),
            "Ông A được hỏi không quá 2 lần.",
        ),
        (Definition(term="kho", gloss="nơi cất.", evidence="điều 1"), "“kho” nghĩa là nơi cất."),
        (
            Penalty(penalty="phạt tù", lowest=1, highest=5, unit="năm", when="tái phạm", evidence="điều 1"),
            "Tái phạm: phạt tù từ 1 năm đến 5 năm.",
        ),
    ],
)
def test_sentences(entry: Duty | Definition | Penalty, sentence: str) -> None:
    assert entry.sentence() == sentence


def test_rendering_groups_sentences_by_clause_and_point(tmp_path: Path) -> None:
    (notes,), problems = _load(tmp_path, a=GOOD)
    assert problems == []
    (provision,) = notes.provisions()
    assert str(provision.id) == "9/2020/TT-BCA điều 3"
    assert provision.text == (
        "Điều 3. Gửi báo cáo\n"
        "Đơn vị gửi báo cáo trong 5 ngày.\n"
        "Khoản 2: Khi xong việc, đơn vị phải gửi báo cáo trong vòng không quá 5 ngày (thời hạn tính từ ngày xong việc).\n"
        "Điểm d khoản 2: Đội trưởng không được vắng mặt.\n"
        "Điểm đ khoản 2: Thủ kho có thể từ chối.\n"
        "Khoản 10: Trực ban phải ghi sổ.\n"
    )
    spans = {" ".join(map(str, p.path)): provision.portion_text(p.path) for p in provision.portions}
    assert list(spans) == ["khoản 2", "khoản 2 điểm d", "khoản 2 điểm đ", "khoản 10"]
    assert spans["khoản 2 điểm đ"] == "Điểm đ khoản 2: Thủ kho có thể từ chối."
    assert spans["khoản 10"] == "Khoản 10: Trực ban phải ghi sổ."
    # a clause holds its points
    assert spans["khoản 2"] is not None
    assert spans["khoản 2"].endswith(spans["khoản 2 điểm đ"])


def test_how_soon_commune_police_pass_a_report_on_is_answered_by_clause_1_of_article_5(shipped: Notes) -> None:
    article = next(p for p in shipped.provisions() if p.id.article == "5")
    clause = ProvisionId.parse("43/2021/TT-BCA điều 5 khoản 1").path[1:]
    text = article.portion_text(clause)
    assert text is not None
    sentences = [s for s in text.split(". ") if "Công an xã phải chuyển" in s]
    assert ["24 giờ" in s for s in sentences] == [True, False]
    assert "hẻo lánh" in sentences[1]
    assert "48 giờ" in sentences[1]


def test_every_article_at_hand_is_noted_and_the_missing_ones_are_not(shipped: Notes) -> None:
    noted = [int(p.id.article or 0) for p in shipped.provisions()]
    assert noted == [*range(1, 14), *range(17, 26)]


def test_portions_of_shipped_notes_lie_inside_their_text_in_order(shipped: Notes) -> None:
    for provision in shipped.provisions():
        assert provision.text.startswith(f"Điều {provision.id.article}. {provision.heading}\n")
        clauses = [p for p in provision.portions if len(p.path) == 1]
        for before, after in pairwise(clauses):
            assert before.end < after.start
        for portion in provision.portions:
            assert re.match(r"(Khoản|Điểm) ", provision.text[portion.start :])
            assert provision.text[portion.end] == "\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # an unknown key, a word for a modality or unit that is none, a number that is none
        ("act: ghi sổ", "act: ghi sổ, acts: x", r"articles\[1\]\.duties\[1\]\.acts \(dòng 7\): khóa lạ"),
        ("modality: có thể", "modality: nên", r"duties\[2\]\.modality \(dòng 8\): giá trị 'nên' .*'phải'"),
        ("unit: ngày", "unit: tuần trăng", r"duties\[4\]\.limit\.unit \(dòng 14\): giá trị"),
        ("number: 5", "number: năm", r"duties\[4\]\.limit\.number \(dòng 14\): phải là số nguyên"),
        ("number: 5", "number: 0", r"duties\[4\]\.limit\.number \(dòng 14\): số 0 phải lớn hơn 0"),
        (GOOD.split("articles:")[1], " []\n", r"articles \(dòng 2\): chưa có ghi chú nào"),
        # places that do not parse or stand elsewhere
        ("điều 3 khoản 10", "điều ba", r"duties\[1\]\.evidence \(dòng 7\): không đọc được"),
        ("điều 3 khoản 10", "điều 30 khoản 1", r"duties\[1\]\.evidence \(dòng 7\): 'điều 30 khoản 1' không nằm trong"),
        ("provision: điều 3", "provision: Điều thứ ba", r"articles\[1\]\.provision \(dòng 3\)"),
        ("    gist: Đơn vị gửi báo cáo trong 5 ngày.\n", "", r"articles\[1\]\.gist \(dòng 3\): thiếu khóa"),
    ],
)
def test_a_faulty_file_is_named_with_its_place_and_the_rest_loads(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in GOOD
    notes, problems = _load(tmp_path, a=GOOD.replace(old, new), b=GOOD.replace("9/2020", "8/2020"))
    assert [n.document for n in notes] == ["8/2020/TT-BCA"]
    assert len(problems) == 1
    assert problems[0].startswith("a.yaml: ")
    assert re.search(told, problems[0]), problems


def test_an_article_noted_twice_and_a_document_noted_twice(tmp_path: Path) -> None:
    twice = GOOD + GOOD.split("articles:\n")[1]
    notes, problems = _load(tmp_path, a=twice, b=GOOD, c=GOOD)
    assert len(notes) == 1
    assert re.search(r"a\.yaml: articles\[2\]\.provision \(dòng 16\): 'điều 3' đã có", problems[0])
    assert problems[1] == "c.yaml: document: 9/2020/TT-BCA đã có trong b.yaml; gộp hai tệp làm một."


def test_a_penalty_frame_the_wrong_way_round() -> None:
    with pytest.raises(ValueError, match="thấp hơn"):
        Penalty(penalty="phạt tù", lowest=5, highest=1, evidence="điều 1")


# --- the checker -------------------------------------------------------------------------------------------------


def _errors(folder: Path, note: str, official: str = OFFICIAL) -> list[str]:
    (notes,), problems = _load(folder, a=note)
    assert problems == []
    articles = find_articles(official, notes.document)
    return check_article(notes.articles[0], notes, articles["3"]).errors


TRUE = GOOD.replace("khoản 10", "khoản 3").replace("điểm d", "điểm a").replace("điểm đ", "điểm b") + (
    "    statements:\n      - {text: Có sổ theo dõi riêng, evidence: điều 3 khoản 1}\n"
)


def test_the_official_article_is_found_though_headings_are_glued() -> None:
    article = find_articles(OFFICIAL, "9/2020/TT-BCA")["3"]
    assert article.heading == "Chế độ báo cáo"
    assert article.text.endswith("vào sổ.")


def test_a_true_note_passes(tmp_path: Path) -> None:
    assert _errors(tmp_path, TRUE) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("number: 5", "number: 6", "giới hạn 6 ngày không có trong văn bản"),
        ("number: 5", "number: 6", "thiếu giới hạn 5 ngày"),
        ("unit: ngày", "unit: ngày làm việc", "giới hạn 5 ngày làm việc không có trong văn bản"),
        (", counted_from: ngày xong việc", "", "văn bản có nêu mốc tính"),
        ("counted_from: ngày xong việc", "counted_from: lúc khởi tố bị can", "không khớp lời văn bản"),
        ("trong 5 ngày.", "trong 7 ngày.", "(gist): số 7 không có"),
        ("act: ghi sổ", "act: ghi sổ cho người dưới 16 tuổi", "“dưới 16 tuổi” không có"),
        ("modality: có thể", "modality: không được", "ghi chú không có việc nào “có thể”"),
        ("modality: không được", "modality: có thể", "“có thể” nhưng văn bản không có từ nào mang nghĩa ấy"),
        ("điều 3 khoản 1}", "điều 3 khoản 4}", "văn bản không có vị trí này"),
        ("điều 3 khoản 1}", "điều 3 khoản 3}", "khoản 1: văn bản có mà ghi chú chưa nói tới"),
        (
            "act: gửi báo cáo",
            "act: xong nhiệm vụ, các đơn vị phải báo cáo về trên trong thời hạn 05 ngày kể từ ngày xong việc",
            "chép nguyên văn",
        ),
    ],
)
def test_a_false_note_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in TRUE
    errors = _errors(tmp_path, TRUE.replace(old, new))
    assert any(told in error for error in errors), errors


def test_an_age_of_the_article_that_the_note_leaves_out(tmp_path: Path) -> None:
    errors = _errors(tmp_path, TRUE, OFFICIAL.replace("theo dõi riêng", "theo dõi riêng người dưới 18 tuổi"))
    assert errors == ["điều 3: thiếu tuổi “dưới 18 tuổi” trong ghi chú."]


def test_the_command_line_tells_errors_by_its_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "phap-dien.md"
    source.write_text(OFFICIAL, encoding="utf-8")
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.yaml").write_text(TRUE, encoding="utf-8")
    assert main([str(source), "--notes", str(notes)]) == 0
    assert "9/2020/TT-BCA: 1/1 điều trong nguồn có ghi chú, 4 việc, 1 giới hạn." in capsys.readouterr().out
    (notes / "a.yaml").write_text(TRUE.replace("number: 5", "number: 6"), encoding="utf-8")
    assert main([str(source), "--notes", str(notes)]) == 1
    assert main([str(tmp_path / "không có")]) == 1


@pytest.mark.sources
def test_shipped_notes_agree_with_the_codification(capsys: pytest.CaptureFixture[str]) -> None:
    if not SOURCES.is_dir():
        pytest.skip(f"không có {SOURCES}")
    status = main([str(SOURCES / "phap-dien")])
    printed = capsys.readouterr().out
    assert status == 0, printed
    assert "43/2021/TT-BCA: 22/22 điều trong nguồn có ghi chú" in printed
