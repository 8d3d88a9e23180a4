"""Notes: sentences, rendering with exact portions, faults in files, and the checker that holds them to the official text."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.notes import Definition, Duty, Entry, Frame, Limit, Notes, Penalty, Target, Task, load_notes
from corpus.provisions import ProvisionId

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
        (
            Duty(
                who="ông A",
                modality="phải",
                act="chỉ hỏi",
                limit=Limit(number=1, unit="ngày", times=2),
                evidence="điều 1",
            ),
            "Ông A phải chỉ hỏi nhiều nhất hai lần trong 1 ngày.",
        ),
        (Definition(term="kho", gloss="nơi cất.", evidence="điều 1"), "“kho” nghĩa là nơi cất."),
        (
            Penalty(
                frames=(Frame(kind="phạt tù", lowest="6 tháng", highest="5 năm"), Frame(kind="tù chung thân")),
                when="tái phạm",
                evidence="điều 1",
            ),
            "Tái phạm: phạt tù từ 6 tháng đến 5 năm hoặc tù chung thân.",
        ),
        (
            Penalty(frames=(Frame(kind="phạt tù", highest="5 năm"),), points=("a", "đ"), evidence="điều 1"),
            "Thuộc một trong các điểm a, đ: phạt tù đến 5 năm.",
        ),
        (
            Penalty(
                frames=(Frame(kind="phạt tiền", highest="50.000.000 đồng"),),
                when="kẻ bán hàng",
                points=("b",),
                additional=True,
                evidence="điều 1",
            ),
            "Kẻ bán hàng thuộc điểm b: ngoài hình phạt chính còn có thể bị phạt tiền đến 50.000.000 đồng.",
        ),
        # targets and tasks of a plan
        (
            Target(goal="tỷ lệ phá án", bound="ít nhất", figure=85.5, unit="%", deadline="năm 2024", evidence="mục I"),
            "Chỉ tiêu: tỷ lệ phá án ít nhất 85.5% (hạn: năm 2024).",
        ),
        (
            Target(goal="mỗi xã mở", bound="đạt", figure=2, unit="lớp", who="Công an xã", evidence="mục I"),
            "Chỉ tiêu: mỗi xã mở đạt 2 lớp (bên chịu trách nhiệm: Công an xã).",
        ),
        (
            Task(lead="phòng A", act="soạn tài liệu", join=("phòng B", "phòng C"), report="hằng quý", evidence="mục I"),
            "Phòng A chủ trì soạn tài liệu; phối hợp: phòng B, phòng C; báo cáo: hằng quý.",
        ),
        (
            Task(lead="phòng A", act="soạn tài liệu", deadline="tháng 6", evidence="mục I"),
            "Phòng A có nhiệm vụ soạn tài liệu; thời gian: tháng 6.",
        ),
    ],
)
def test_sentences(entry: Entry, sentence: str) -> None:
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


@pytest.mark.parametrize(
    ("lowest", "highest", "told"),
    [
        ("5 năm", "1 năm", "thấp hơn"),
        ("13 tháng", "1 năm", "thấp hơn"),
        ("50.000.000 đồng", "5.000.000 đồng", "thấp hơn"),
        ("năm năm", None, "phải là số và đơn vị"),
        (None, "5", "phải là số và đơn vị"),
    ],
)
def test_a_frame_that_is_none(lowest: str | None, highest: str | None, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Frame(kind="phạt tù", lowest=lowest, highest=highest)
