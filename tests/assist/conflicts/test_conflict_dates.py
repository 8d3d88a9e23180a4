"""Dates that contradict each other, and records against the words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assist.conflicts.dates import Record, contradictory_dates, read_records, record_against_text
from assist.conflicts.endings import Ending
from assist.conflicts.model import DifferenceType, Severity
from corpus.documents import Document, Evidence, Validity
from corpus.provisions import Level, Provision, ProvisionId, Step

ON = date(2026, 3, 2)
NUMBER = "07/2020/TT-BCA"
CIRCULAR = Document(NUMBER, "Thông tư", "Về việc giao nhận", issued=date(2020, 3, 10))


def article(label: str, text: str, heading: str = "") -> Provision:
    return Provision(
        ProvisionId(NUMBER, (Step(Level.ARTICLE, label),)), f"Điều {label}. {heading}\n{text}", heading=heading
    )


FINAL = article("9", "Thông tư này có hiệu lực thi hành kể từ ngày 25 tháng 4 năm 2020.", "Hiệu lực thi hành")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nộp sổ vào ngày 31/4/2021.", "không có trên lịch"),
        ("Tính từ ngày 05/6/2021 đến hết ngày 02/3/2021.", "kết thúc trước khi bắt đầu"),
        ("Kinh phí giai đoạn 2025-2021.", "kết thúc trước khi bắt đầu"),
        (
            "Kế hoạch số 8/KH-XYZ ngày 19/01/2023 về bảo vệ trẻ em năm 2024.",
            "kế hoạch năm 2024 mà ngày ghi là 19/01/2023",
        ),
        ("Các nơi phải hoàn thành việc này trước ngày 01/02/2020.", "trước ngày ban hành"),
    ],
)
def test_days_at_odds_are_found_with_their_place(text: str, told: str) -> None:
    [found] = contradictory_dates(CIRCULAR, [article("2", text), FINAL])
    assert found.place == ProvisionId.parse(f"{NUMBER} điều 2")
    assert found.difference.type is DifferenceType.DATES
    assert told in found.difference.what
    assert found.difference.left


@pytest.mark.parametrize(
    "text",
    [
        "Tính từ ngày 05/6/2021 đến hết ngày 02/9/2021.",
        "Kinh phí giai đoạn 2021-2025.",
        "Kế hoạch số 8/KH-XYZ ngày 19/12/2023 về bảo vệ trẻ em năm 2024.",  # issued in the last months before
        "Kế hoạch số 8/KH-XYZ ngày 19/01/2023 giảm 3% số vụ so với năm 2021.",  # a year it compares with
        "Việc nhận trước ngày 01/02/2020 vẫn tính.",
    ],
)
def test_days_that_agree_are_not(text: str) -> None:
    assert contradictory_dates(CIRCULAR, [article("2", text), FINAL]) == []


def test_in_force_before_it_was_issued() -> None:
    late = replace(CIRCULAR, issued=date(2020, 12, 10))
    [found] = contradictory_dates(late, [article("2", "Không có ngày."), FINAL])
    assert found.place == ProvisionId.parse(f"{NUMBER} điều 9")
    assert "trước ngày ban hành 10/12/2020" in found.difference.what


def test_a_plan_for_another_year() -> None:
    plan = Document("8/KH-XYZ", "Kế hoạch", "Bảo vệ trẻ em năm 2024", issued=date(2023, 1, 19))
    assert [t.difference.severity for t in contradictory_dates(plan, [])] == [Severity.MEDIUM]
    assert contradictory_dates(replace(plan, issued=date(2024, 1, 19)), []) == []


def test_a_record_against_the_final_article() -> None:
    record = Record(NUMBER, "ban-ghi.json", date(2020, 3, 11), date(2020, 4, 10))
    found = [t.difference.what for t in record_against_text(record, CIRCULAR, [FINAL], ON)]
    assert "ban-ghi.json ghi ngày có hiệu lực 10/04/2020" in found[0]
    assert "25/04/2020" in found[0]
    assert "ban-ghi.json ghi ngày ban hành 11/03/2020" in found[1]
    assert record_against_text(Record(NUMBER, "ban-ghi.json", None, date(2020, 4, 25)), CIRCULAR, [FINAL], ON) == []


def test_a_day_that_another_document_put_off_is_no_fault_of_the_record() -> None:
    later = Validity(date(2021, 1, 1), effective_evidence=Evidence("41/2020/TT-BCA điều 1"))
    record = Record(NUMBER, "ban-ghi.json", None, date(2021, 1, 1))
    assert record_against_text(record, replace(CIRCULAR, validity=later), [FINAL], ON) == []


def test_in_force_by_the_record_ended_by_another_text() -> None:
    record = Record(NUMBER, "ban-ghi.json", status="Còn hiệu lực")
    ended = Validity(date(2020, 4, 25), date(2025, 7, 1), expires_evidence=Evidence("12/2025/TT-BCA điều 9"))
    [found] = record_against_text(record, replace(CIRCULAR, validity=ended), [FINAL], ON)
    assert found.difference.severity is Severity.HIGH
    assert "hết hiệu lực từ ngày 01/07/2025" in found.difference.what
    by = Ending(ProvisionId(NUMBER), ProvisionId.parse("12/2025/TT-BCA điều 9"), date(2025, 7, 1), replaced=True)
    assert len(record_against_text(record, CIRCULAR, [FINAL], ON, by)) == 1
    assert record_against_text(record, CIRCULAR, [FINAL], ON) == []


def test_records_of_a_dump(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    item = {
        "docNum": NUMBER,
        "issueDate": "2020-03-10T00:00:00",
        "effFrom": None,
        "effStatus": {"name": "Còn hiệu lực"},
    }
    path.write_text(json.dumps({"items": [item, {"docNum": None}]}), encoding="utf-8")
    assert read_records(path) == [Record(NUMBER, "dump.json", date(2020, 3, 10), None, "Còn hiệu lực")]
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="không phải bản ghi"):
        read_records(path)


def test_the_two_known_ones_are_found(sources: Path) -> None:
    """Items 5 and 6 of the facts: the record of the law of 2011, and the plan of 2024 dated 2023."""
    from ingest.pipeline import parse_file

    [news] = parse_file(sources / "ke-hoach" / "tin-17-KH-BCD.txt")
    assert any("năm 2024" in t.difference.what for t in contradictory_dates(news.document, news.provisions))
    record = next(r for r in read_records(sources / "vbpl-meta" / "law.json") if r.number == "66/2011/QH12")
    law = Document(
        "66/2011/QH12",
        "Luật",
        validity=Validity(
            date(2012, 1, 1), date(2025, 7, 1), expires_evidence=Evidence("53/2024/QH15 điều 62 khoản 2")
        ),
    )
    [told] = record_against_text(record, law, [], ON)
    assert "đã hết hiệu lực từ ngày 01/07/2025" in told.difference.what
