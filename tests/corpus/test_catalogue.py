"""The catalogue: what ships loads clean, dates carry evidence, and a faulty file is named with the place in it."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

import corpus.catalogue
from corpus.catalogue import load_catalogue
from corpus.documents import Document, RelationKind, Status
from corpus.provisions import ProvisionId

SOURCES = Path(os.environ.get("KHOLUAT_SOURCES", Path(__file__).parents[2].parent / "shared" / "sources"))

GOOD = """\
number: 9/2020/TT-BCA
kind: Thông tư
title: Thử nghiệm
issued: {date: 2020-01-02, evidence: 9/2020/TT-BCA phần mở đầu}
effective: {date: 2020-03-01, evidence: 9/2020/TT-BCA điều 4 khoản 1}
"""


@pytest.fixture(scope="module")
def shipped() -> dict[str, Document]:
    documents, problems = load_catalogue()
    assert problems == []
    return {document.number: document for document in documents}


def _load(folder: Path, **files: str) -> tuple[list[Document], list[str]]:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_catalogue(folder)


def test_the_module_wins_over_the_data_folder_of_the_same_name() -> None:
    assert corpus.catalogue.__file__ is not None
    assert corpus.catalogue.__file__.endswith("catalogue.py")


def test_the_core_documents_are_there(shipped: dict[str, Document]) -> None:
    core = (
        "100/2015/QH13 12/2017/QH14 101/2015/QH13 02/2021/QH15 99/2025/QH15 86/2025/QH15 85/2025/QH15 59/2024/QH15 "
        "53/2024/QH15 66/2011/QH12 102/2016/QH13 121/2020/QH14 02/2019/NQ-HĐTP 28/2020/TT-BCA 46/2019/TT-BCA "
        "56/2017/NĐ-CP 162/2025/NĐ-CP 43/2021/TT-BCA 8316/QĐ-BCA 06/2018/TTLT-VKSNDTC-TANDTC-BCA-BTP-BLĐTBXH "
        "01/2022/TTLT-VKSNDTC-TANDTC-BCA-BQP-BLĐTBXH 12/2025/TTLT-VKSNDTC-TANDTC-BCA-BQP"
    )
    assert set(core.split()) <= set(shipped)


@pytest.mark.parametrize(
    ("number", "day", "status"),
    [
        # one trafficking law gives way to the other
        ("66/2011/QH12", date(2025, 6, 30), Status.IN_FORCE),
        ("66/2011/QH12", date(2025, 7, 1), Status.EXPIRED),
        ("53/2024/QH15", date(2025, 6, 30), Status.NOT_YET),
        ("53/2024/QH15", date(2025, 7, 1), Status.IN_FORCE),
        # the code's own last article names a day that a later resolution put off
        ("100/2015/QH13", date(2016, 7, 1), Status.NOT_YET),
        ("100/2015/QH13", date(2018, 1, 1), Status.IN_FORCE),
        # in force, then nothing at hand says whether it outlived the law on juveniles
        ("43/2021/TT-BCA", date(2021, 6, 7), Status.NOT_YET),
        ("43/2021/TT-BCA", date(2025, 12, 31), Status.IN_FORCE),
        ("43/2021/TT-BCA", date(2026, 1, 1), Status.UNVERIFIED),
        # number, date and title are all that is known
        ("8316/QĐ-BCA", date(2026, 1, 1), Status.UNVERIFIED),
    ],
)
def test_status_on_a_day(shipped: dict[str, Document], number: str, day: date, status: Status) -> None:
    assert shipped[number].validity.status(day) is status


@pytest.mark.parametrize(
    ("place", "day", "status"),
    [
        ("điều 139", date(2027, 12, 31), Status.NOT_YET),
        ("điều 139 khoản 2", date(2028, 1, 1), Status.IN_FORCE),
        ("điều 162 khoản 2 điểm a", date(2026, 1, 1), Status.NOT_YET),
        ("điều 162 khoản 3", date(2026, 1, 1), Status.IN_FORCE),
        ("điều 13", date(2026, 1, 1), Status.IN_FORCE),  # not điều 139
    ],
)
def test_provisions_of_the_juvenile_law_that_start_later(
    shipped: dict[str, Document], place: str, day: date, status: Status
) -> None:
    validity = shipped["59/2024/QH15"].validity_of(ProvisionId.parse(f"59/2024/QH15 {place}"))
    assert validity.status(day) is status


def test_articles_no_source_holds_are_listed_as_missing(shipped: dict[str, Document]) -> None:
    assert shipped["43/2021/TT-BCA"].missing == tuple(f"43/2021/TT-BCA điều {n}" for n in (14, 15, 16))


def test_no_shipped_date_of_effect_or_end_stands_without_evidence(shipped: dict[str, Document]) -> None:
    for document in shipped.values():
        validity = document.validity
        assert validity.effective is None or validity.effective_evidence.verified, document.number
        assert validity.expires is None or validity.expires_evidence.verified, document.number
        assert document.issued is None or document.issued_evidence.verified, document.number


def test_every_shipped_relation_says_what_shows_it(shipped: dict[str, Document]) -> None:
    relations = [r for document in shipped.values() for r in document.relations]
    assert relations
    assert [r for r in relations if not r.evidence.verified] == []


def test_a_relation_carries_the_provision_that_makes_it(shipped: dict[str, Document]) -> None:
    ending = next(r for r in shipped["53/2024/QH15"].relations if r.kind is RelationKind.REPEALS)
    assert (ending.target, ending.on, str(ending.provision)) == (
        "66/2011/QH12",
        date(2025, 7, 1),
        "53/2024/QH15 điều 62 khoản 2",
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        # an unknown key
        ("titel: x", r"a\.yaml: titel \(dòng 6\): khóa lạ"),
        # a day that is not on the calendar
        ("expires: {date: 2021-02-30}", r"a\.yaml: expires\.date \(dòng 6\): ngày '2021-02-30' không đọc được"),
        # days out of order
        ("expires: {date: 2019-01-01}", r"a\.yaml: expires\.date \(dòng 6\): ngày hết hiệu lực 01/01/2019 đứng trước"),
        # a provision that does not parse
        ("missing: [điều 3, mục]", r"a\.yaml: missing\[2\] \(dòng 6\): không đọc được"),
        ("missing: [Điều 3]", r"a\.yaml: missing\[1\] \(dòng 6\): 'Điều 3' không phải vị trí"),
        # evidence that shows nothing
        ("expires: {date: 2022-01-01, evidence: ai cũng biết}", r"expires\.evidence \(dòng 6\): bằng chứng"),
        ("expires: {date: 2022-01-01, evidence: 9/2020/TT-BCA Điều 4}", r"expires\.evidence \(dòng 6\): bằng chứng"),
        # a relation of no known kind, a target that is no number, a place that is none
        ("relations: [{kind: nuốt, target: 1/2019/TT-BCA}]", r"relations\[1\]\.kind \(dòng 6\): .*chọn một trong"),
        (
            "relations: [{kind: thay thế, target: luật cũ}]",
            r"relations\[1\]\.target \(dòng 6\): 'luật cũ' không phải số",
        ),
        (
            "relations: [{kind: thay thế, target: 1/2019/TT-BCA, portion: chỗ kia}]",
            r"relations\[1\]\.portion \(dòng 6\): 'chỗ kia' không phải vị trí",
        ),
        ("address: vbpl.vn", r"address \(dòng 6\): địa chỉ"),
        # one key twice: YAML would keep the last in silence
        ("kind: Nghị định", r"a\.yaml: dòng 6, cột 1: YAML hỏng: khóa 'kind' đứng hai lần"),
        # broken YAML
        ("issuers: [Bộ Công an", r"a\.yaml: dòng \d+, cột \d+: YAML hỏng"),
    ],
)
def test_a_faulty_file_is_named_with_its_place_and_the_rest_loads(tmp_path: Path, change: str, told: str) -> None:
    documents, problems = _load(tmp_path, a=f"{GOOD}{change}\n", b=GOOD.replace("9/2020", "8/2020"))
    assert [d.number for d in documents] == ["8/2020/TT-BCA"]
    assert len(problems) == 1
    assert re.search(told, problems[0]), problems


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "tệp rỗng"),
        ("- một\n- hai\n", "không phải một nhóm"),
        ("kind: Luật\ntitle: x\n", "number (dòng 1): thiếu khóa"),
        (GOOD.replace("9/2020/TT-BCA\n", "9/2020/tt-bca\n", 1), "phải viết là '9/2020/TT-BCA'"),
        (GOOD.replace("title: Thử nghiệm", "title:"), "title (dòng 3): phải là chữ"),
    ],
)
def test_files_that_are_no_record(tmp_path: Path, text: str, told: str) -> None:
    documents, problems = _load(tmp_path, a=text)
    assert documents == []
    assert len(problems) == 1
    assert told in problems[0]


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("title: Bộ".encode("utf-16"))
    documents, problems = load_catalogue(tmp_path)
    assert documents == []
    assert "UTF-8" in problems[0]


def test_two_files_on_one_document(tmp_path: Path) -> None:
    documents, problems = _load(tmp_path, a=GOOD, b=GOOD)
    assert len(documents) == 1
    assert problems == ["b.yaml: number: 9/2020/TT-BCA đã có trong a.yaml; gộp hai tệp làm một."]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    documents, problems = load_catalogue(tmp_path / "không có")
    assert documents == []
    assert "không có thư mục này" in problems[0]


def test_doubt_without_a_day_holds_all_along_and_is_told(tmp_path: Path) -> None:
    documents, _ = _load(tmp_path, a=f"{GOOD}doubt: {{why: chưa ai xem.}}\n")
    assert documents[0].validity.status(date(2021, 1, 1)) is Status.UNVERIFIED
    assert documents[0].remarks == ("Chưa xác minh văn bản còn hiệu lực hay không: chưa ai xem.",)


def test_a_run_of_articles_can_be_in_doubt_while_the_document_stands() -> None:
    documents, problems = load_catalogue()
    assert problems == []
    code = next(d for d in documents if d.number == "101/2015/QH13")
    doubtful, certain = (code.validity_of(ProvisionId.parse(f"101/2015/QH13 điều {n} khoản 1")) for n in (421, 431))
    assert doubtful.status(date(2025, 12, 31)) is Status.IN_FORCE
    assert doubtful.status(date(2026, 1, 1)) is Status.UNVERIFIED
    assert certain.status(date(2026, 1, 1)) is Status.IN_FORCE
    assert any("điều 413 đến điều 430" in remark for remark in code.remarks)


def test_a_shipped_doubt_names_its_day(shipped: dict[str, Document]) -> None:
    """The reason is told on any later day: "this day" would be read as the day asked about."""
    reasons = [v.why for d in shipped.values() for v in (d.validity, *(v for _, v in d.exceptions)) if v.why]
    assert len(reasons) > 15
    assert [why for why in reasons if "ngày này" in why] == []
