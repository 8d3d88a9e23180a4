"""The catalogue held to the texts: places, dates, evidence, and relations that close both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.documents import Document, Evidence, Relation, RelationKind, Validity
from corpus.provisions import Provision, ProvisionId
from eval.check_catalogue import check_record
from eval.official_texts import Official
from ingest.portions import split_portions

NEW, OLD = "9/2020/TT-BCA", "1/2010/TT-BCA"
ARTICLE = "Điều 3. Hiệu lực\nKý ngày 15/1/2020.\n1. Thông tư này dùng từ ngày 01 tháng 3 năm 2020.\n2. Bỏ Thông tư số 1/2010/TT-BCA."
ENDS = Relation(
    NEW,
    RelationKind.REPEALS,
    OLD,
    ProvisionId.parse(f"{NEW} điều 3 khoản 2"),
    evidence=Evidence(f"{NEW} điều 3 khoản 2"),
)
DAY = date(2020, 3, 1)
RECORD = Document(
    NEW,
    issued=date(2020, 1, 15),
    issued_evidence=Evidence(f"{NEW} điều 3"),
    validity=Validity(DAY, effective_evidence=Evidence(f"{NEW} điều 3 khoản 1")),
    relations=(ENDS,),
)
ENDED = Document(OLD, validity=Validity(date(2010, 1, 1), DAY, Evidence("a.txt"), Evidence(f"{NEW} điều 3 khoản 1")))


def _official(label: str = "3") -> dict[str, Official]:
    pid = ProvisionId.parse(f"{NEW} điều {label}")
    unit = Provision(pid, ARTICLE, "Hiệu lực", portions=split_portions(ARTICLE))
    first = [Provision(ProvisionId.parse(f"{NEW} điều {n}"), "x") for n in (1, 2)]
    said = Document(NEW, issued=RECORD.issued, validity=Validity(DAY), relations=(ENDS,))
    return {NEW: Official({str(p.id): p for p in (*first, unit)}, [said]), OLD: Official()}


def _check(record: Document, ended: Document = ENDED, official: dict[str, Official] | None = None) -> list[str]:
    known = {record.number: record, ended.number: ended}
    return check_record(record, known, official or _official(), frozenset({"a.txt"})).errors


def test_a_record_that_agrees_with_its_text() -> None:
    assert _check(RECORD) == []
    known = {NEW: RECORD, OLD: ENDED}
    assert check_record(ENDED, known, _official(), frozenset({"a.txt"})).errors == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"relations": ()}, "quan hệ bãi bỏ 1/2010/TT-BCA: văn bản nói"),
        (
            {"relations": (replace(ENDS, provision=ProvisionId.parse(f"{NEW} điều 3 khoản 5")),)},
            "điều 3 khoản 5: văn bản không có vị trí này",
        ),
        ({"missing": (f"{NEW} điều 2",)}, "ghi là thiếu mà nguồn có"),
        ({"issued": date(2020, 1, 16)}, "ngày ban hành: danh mục 16/01/2020, nguồn 15/01/2020"),
        (
            {"validity": Validity(DAY, effective_evidence=Evidence(f"{NEW} điều 3 khoản 2"))},
            "ngày có hiệu lực 01/03/2020: không đọc thấy trong 9/2020/TT-BCA điều 3 khoản 2",
        ),
        ({"issued": None}, "ngày ban hành: nguồn ghi 15/01/2020 mà danh mục bỏ trống"),
        ({"issued_evidence": Evidence("b.txt")}, "ngày ban hành: không có tệp b.txt trong nguồn"),
        (
            {"validity": Validity(date(2020, 3, 2), effective_evidence=Evidence(f"{NEW} điều 3 khoản 1"))},
            "ngày có hiệu lực: danh mục 02/03/2020, nguồn 01/03/2020",
        ),
    ],
)
def test_a_record_that_does_not(change: dict[str, object], told: str) -> None:
    errors = _check(replace(RECORD, **change))  # type: ignore[arg-type]  # a table of fields
    assert any(told in error for error in errors), errors


def test_an_article_no_source_holds_must_be_named_missing() -> None:
    official = _official("5")
    record = replace(RECORD, relations=(), issued_evidence=Evidence("a.txt"))
    record = replace(record, validity=Validity(DAY, effective_evidence=Evidence("a.txt")))
    told = [e for e in _check(record, official=official) if "missing" in e]
    assert told == [f"điều {n}: nguồn không có mà chưa ghi trong missing." for n in (3, 4)]
    named = replace(record, missing=(f"{NEW} điều 3", f"{NEW} điều 4"))
    assert not [e for e in _check(named, official=official) if "missing" in e]


@pytest.mark.parametrize(
    ("validity", "told"),
    [
        (Validity(date(2010, 1, 1)), "9/2020/TT-BCA đã chấm dứt văn bản này mà danh mục không ghi"),
        (Validity(date(2010, 1, 1), date(2020, 4, 1)), "ngày hết hiệu lực 01/04/2020: 9/2020/TT-BCA ghi 01/03/2020"),
        # a doubt is an honest answer
        (Validity(date(2010, 1, 1), unverified_since=DAY), ""),
    ],
)
def test_what_another_document_ends_has_ended(validity: Validity, told: str) -> None:
    ended = replace(ENDED, validity=validity)
    errors = check_record(ended, {NEW: RECORD, OLD: ended}, _official(), frozenset()).errors
    ends = [e for e in errors if "hết hiệu lực" in e]
    assert len(ends) == bool(told)
    assert not told or told in ends[0]
