"""How people ask: files of questions, faults in them, and that those that ship lead to places that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.numbers import fold
from corpus.phrasings import FOLDER, Phrasings, load_phrasings
from corpus.provisions import Provision, ProvisionId

GOOD = """\
# lời của dự án
document: 43/2021/TT-BCA
asked:
  điều 5 khoản 1:
    - công an xã nhận tin thì mấy giờ phải báo lên
    - '  nhận tin rồi để đó có sao không  '
  điều 20 khoản 2 điểm đ:
    - bé gái thì ai hỏi
  phụ lục:
    - mẫu giấy ở đâu
"""


def load(folder: Path, **files: str) -> tuple[list[Phrasings], list[str]]:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_phrasings(folder)


def test_every_question_comes_with_the_provision_that_answers_it(tmp_path: Path) -> None:
    (record,), problems = load(tmp_path, a=GOOD)
    assert problems == []
    assert record.document == "43/2021/TT-BCA"
    assert [(str(pid), question) for pid, question in record.questions()] == [
        ("43/2021/TT-BCA điều 5 khoản 1", "công an xã nhận tin thì mấy giờ phải báo lên"),
        ("43/2021/TT-BCA điều 5 khoản 1", "nhận tin rồi để đó có sao không"),
        ("43/2021/TT-BCA điều 20 khoản 2 điểm đ", "bé gái thì ai hỏi"),
        ("43/2021/TT-BCA phụ lục", "mẫu giấy ở đâu"),
    ]


def test_items_of_a_plan_are_places_too(tmp_path: Path) -> None:
    text = "document: 111/KH-CAT-CSHS\nasked:\n  mục II.4.a.(4):\n    - ai dán tờ rơi\n"
    (record,), problems = load(tmp_path, a=text)
    assert problems == []
    assert record.questions() == [(ProvisionId.parse("111/KH-CAT-CSHS mục II.4.a.(4)"), "ai dán tờ rơi")]


FAULTS = [
    # YAML that is none; a place told twice
    (GOOD.replace("asked:", "asked: ["), "a.yaml: dòng 5, cột 5: YAML hỏng:"),
    (GOOD + "  phụ lục:\n    - mẫu nào\n", "a.yaml: dòng 11, cột 3: YAML hỏng: khóa 'phụ lục' đứng hai lần"),
    ("", "a.yaml: tệp rỗng hoặc không phải một nhóm"),
    # a key that is unknown, missing, or of another kind
    (GOOD + "note: hay hỏi\n", "a.yaml: note (dòng 11): khóa lạ, lược đồ không có; kiểm tra chính tả hoặc bỏ đi."),
    (GOOD.replace("document: 43/2021/TT-BCA\n", ""), "a.yaml: document (dòng 2): thiếu khóa bắt buộc này."),
    ("document: 43/2021/TT-BCA\n", "a.yaml: asked (dòng 1): thiếu khóa bắt buộc này."),
    (
        "document: 43/2021/TT-BCA\nasked:\n  điều 5: báo ai\n",
        "a.yaml: asked.điều 5 (dòng 3): phải là một danh sách (mỗi dòng bắt đầu bằng dấu gạch).",
    ),
    (
        "document: 43/2021/TT-BCA\nasked:\n  điều 5:\n    - báo ai\n    - 24\n",
        "a.yaml: asked.điều 5[2] (dòng 5): phải là chữ, không phải 24; đặt trong ngoặc kép.",
    ),
    ("document: 43/2021/TT-BCA\nasked: []\n", "a.yaml: asked (dòng 2): phải là một nhóm `khóa: giá trị`."),
    # a number that is none, or is written another way
    (
        GOOD.replace("43/2021/TT-BCA", "Thông tư 43"),
        "a.yaml: document (dòng 2): 'Thông tư 43' không phải số hiệu văn bản; viết như 43/2021/TT-BCA.",
    ),
    (
        GOOD.replace("43/2021/TT-BCA", "43/2021/tt-bca"),
        "a.yaml: document (dòng 2): số hiệu '43/2021/tt-bca' phải viết là '43/2021/TT-BCA'.",
    ),
    # a place that does not parse, is written as lawyers cite it, or is no place
    (
        GOOD.replace("điều 20 khoản 2 điểm đ", "điều hai mươi"),
        "a.yaml: asked.điều hai mươi (dòng 7): không đọc được phần 'điều hai mươi'",
    ),
    (
        GOOD.replace("điều 20 khoản 2 điểm đ", "Điều 20"),
        "a.yaml: asked.Điều 20 (dòng 7): 'Điều 20' không phải vị trí điều khoản; viết như 'điều 5 khoản 1 điểm a'.",
    ),
    (
        GOOD.replace("phụ lục", "biểu mẫu"),
        "a.yaml: asked.biểu mẫu (dòng 9): 'biểu mẫu' không phải vị trí điều khoản; viết như 'điều 5 khoản 1 điểm a'.",
    ),
]


@pytest.mark.parametrize(("text", "problem"), FAULTS)
def test_a_fault_is_told_with_its_file_and_place_and_other_files_are_read(
    tmp_path: Path, text: str, problem: str
) -> None:
    records, problems = load(tmp_path, a=text, b=GOOD)
    assert [r.document for r in records] == ["43/2021/TT-BCA"]
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_two_files_of_one_document_are_reported(tmp_path: Path) -> None:
    records, problems = load(tmp_path, a=GOOD, b=GOOD.replace("điều 5", "điều 6"))
    assert str(records[0].questions()[0][0]) == "43/2021/TT-BCA điều 5 khoản 1"
    assert problems == ["b.yaml: document: 43/2021/TT-BCA đã có trong a.yaml; gộp hai tệp làm một."]


def test_a_document_without_questions_is_reported(tmp_path: Path) -> None:
    records, problems = load(tmp_path, a="document: 43/2021/TT-BCA\nasked: {}\n")
    assert records == []
    assert problems[0].startswith("a.yaml: asked (dòng 2): ")


def test_a_folder_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    records, problems = load_phrasings(tmp_path / "không có")
    assert records == []
    assert problems == [
        f"{tmp_path / 'không có'}: không có thư mục này; kiểm tra lại đường dẫn hoặc cài lại chương trình."
    ]


@pytest.fixture(scope="module")
def shipped() -> list[Phrasings]:
    records, problems = load_phrasings()
    assert problems == []
    return records


def test_every_file_that_ships_is_read_and_has_questions(shipped: list[Phrasings]) -> None:
    assert len(shipped) == len(list(FOLDER.glob("*.yaml"))) > 60
    without = [(r.document, place) for r in shipped for place, questions in r.asked.items() if not questions]
    assert without == []
    assert [(str(pid), question) for r in shipped for pid, question in r.questions() if len(question.split()) < 2] == []


def test_no_question_that_ships_is_asked_twice_of_one_document(shipped: list[Phrasings]) -> None:
    # two places would each claim to answer it; capitals and stops make no other question
    asked = Counter(
        (r.document, " ".join(question.lower().replace("?", " ").split()))
        for r in shipped
        for _, question in r.questions()
    )
    assert [key for key, times in asked.items() if times > 1] == []


#: The text at hand runs the first clause into the heading, and the clauses are not told apart.
RUN_TOGETHER = {"160/2026/NĐ-CP điều 8"}


def official_units(sources: Path, numbers: set[str]) -> dict[str, Provision]:
    """Units of documents by id; of one at hand as a PDF alone, from the PDF that has its number for a name."""
    from eval.official_texts import read_official
    from ingest.pipeline import parse_file

    found: dict[str, Provision] = {}
    for number, official in read_official(sources, numbers).items():
        found |= official.units
        if not official.units:
            name = re.sub(r"\W", "_", fold(number))
            files = [path for path in sources.rglob("*.pdf") if name in fold(path.stem)]
            found |= {str(unit.id): unit for path in files for parsed in parse_file(path) for unit in parsed.provisions}
    return found


@pytest.mark.sources
@pytest.mark.slow
def test_every_place_of_the_phrasings_that_ship_exists_in_the_official_texts(
    sources: Path, shipped: list[Phrasings]
) -> None:
    units = official_units(sources, {r.document for r in shipped})
    unknown = set()
    for pid in {pid for r in shipped for pid, _ in r.questions()}:
        # an item of a plan may be a unit, or a portion of the one above it
        above = (ProvisionId(pid.document, pid.path[:n]) for n in range(len(pid.path), 0, -1))
        unit = next((units[str(place)] for place in above if str(place) in units), None)
        if unit is None or unit.portion_text(pid.path[len(unit.id.path) :]) is None:
            unknown.add(str(pid))
    assert {pid for pid in unknown if pid.split(" khoản")[0] not in RUN_TOGETHER} == set()
