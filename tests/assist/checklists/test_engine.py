"""The engine: what applies, in which order, by which reading, on which day; what it asks and what it leaves out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from assist.checklists.bases import Bases, unknown_bases
from assist.checklists.case import make_case
from assist.checklists.engine import ChecklistEngine
from assist.checklists.model import Line, Result
from assist.checklists.workdays import Calendar
from corpus.checklists import Checklist
from corpus.documents import Document, Evidence, Status, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import Portion, Provision, ProvisionId

RULE, LAW, OLD, FUTURE, CODE = "11/2020/TT-ABC", "12/2021/QH15", "05/2010/TT-ABC", "20/2027/TT-ABC", "101/2015/QH13"


def article(number: str, *clauses: str) -> Provision:
    text, portions = "Điều 1. Thử\n", []
    for label, words in enumerate(clauses, 1):
        start = len(text)
        text += f"{label}. {words}\n"
        portions.append(Portion(ProvisionId.parse(f"x khoản {label}").path, start, len(text)))
    return Provision(ProvisionId.parse(f"{number} điều 1"), text, "Thử", (), tuple(portions))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Documents of our own: two in force, one ended, one of the future, one known by its facts only."""
    library = Library.open(f"sqlite:///{tmp_path_factory.mktemp('library')}/library.sqlite")
    days = {
        RULE: (date(2020, 3, 1), None),
        LAW: (date(2021, 1, 1), None),
        OLD: (date(2010, 1, 1), date(2020, 3, 1)),
        FUTURE: (date(2027, 1, 1), None),
    }
    for number, (effective, expires) in days.items():
        evidence = Evidence(f"{number} điều 9")
        document = Document(
            number,
            "Thông tư",
            f"Quy tắc thử {number}",
            validity=Validity(effective, expires, evidence, evidence if expires else Evidence()),
        )
        facts = FileFacts(sha256=number.ljust(64, "0"), name=f"{number[:2]}.docx", source=number, size=1, reader="docx")
        library.store(facts, [Text(document, (article(number, "Việc một.", "Việc hai."),))])
    facts = FileFacts(sha256="9" * 64, name="99.yaml", source="99", size=1, reader="catalogue")
    library.store(facts, [Text(Document("99/2019/QĐ-ABC", "Quyết định", "Chưa có lời văn"))])
    return library


def item(code: str, **more: Any) -> dict[str, Any]:
    base = {
        "code": code,
        "act": f"Làm việc {code}",
        "who": "cán bộ",
        "modality": "phải",
        "says": "Làm cho đúng.",
        "basis": [f"{RULE} điều 1 khoản 1"],
        "timing": {"relation": "sau", "event": "tiếp nhận tin"},
    }
    return base | more


def hours(number: int, event: str = "tiếp nhận tin", **more: Any) -> dict[str, Any]:
    return {"number": number, "unit": "giờ", "event": event, **more}


def judge(library: Library, items: list[dict[str, Any]], *, when: dict[str, Any] | None = None, **case: Any) -> Result:
    checklist = Checklist.model_validate(
        {"code": "thu", "title": "Thử", "order": 1, "when": when or {}, "items": items}
    )
    case = {"code": "VA-01", "on": "2026-03-05", "events": {"tiếp nhận tin": "2026-03-05T10:30"}} | case
    return ChecklistEngine(Bases(library), [checklist], Calendar()).judge(make_case(case))


def codes(lines: tuple[Line, ...]) -> list[str]:
    return [line.code.removeprefix("thu.") for line in lines]


def test_lines_come_in_the_order_they_fall_due(library: Library) -> None:
    result = judge(
        library,
        [
            item("khong-moc", timing={"relation": "sau", "event": "khởi tố vụ án"}),
            item("muon", limit=hours(48)),
            item("som", limit=hours(24)),
            item("sau", timing={"relation": "sau", "event": "tiếp nhận tin"}),
            item("ngay", timing={"relation": "ngay", "event": "tiếp nhận tin"}),
            item("truoc", timing={"relation": "trước", "event": "tiếp nhận tin"}),
        ],
    )
    assert codes(result.lines) == ["truoc", "ngay", "sau", "som", "muon", "khong-moc"]
    assert result.lines[3].at == datetime(2026, 3, 6, 10, 30)


def test_an_item_hanging_on_a_fact_is_asked_for_and_not_listed(library: Library) -> None:
    items = [
        item("xa-xoi", when={"remote": True}),
        item("bi-hai", when={"role": ["bị hại"], "remote": True}),
        item("moi-nguoi"),
    ]
    result = judge(library, items, circumstances={"role": "người làm chứng"})
    assert codes(result.lines) == ["moi-nguoi"]
    assert codes(result.open) == ["xa-xoi"]
    assert [(q.fact, q.codes) for q in result.questions] == [("remote", ("thu.xa-xoi",))]
    assert codes(judge(library, items, circumstances={"role": "bị hại", "remote": True}).lines) == [
        "xa-xoi",
        "bi-hai",
        "moi-nguoi",
    ]


def test_the_condition_of_the_procedure_comes_on_top(library: Library) -> None:
    items = [item("a")]
    assert codes(judge(library, items, when={"stage": ["xét xử"]}, circumstances={"stage": "tiếp nhận"}).lines) == []
    result = judge(library, items, when={"stage": ["xét xử"]})
    assert (codes(result.open), [q.fact for q in result.questions]) == (["a"], ["stage"])


def test_a_limit_without_its_moment_asks_for_it(library: Library) -> None:
    result = judge(library, [item("a", limit=hours(24, "khởi tố bị can"))])
    assert result.lines[0].first.deadline is None
    assert [q.fact for q in result.questions] == ["event:khởi tố bị can"]


def test_a_limit_in_hours_from_a_day_asks_for_the_clock(library: Library) -> None:
    result = judge(library, [item("a", limit=hours(24))], events={"tiếp nhận tin": "2026-03-05"})
    end = result.lines[0].first.deadline
    assert end is not None
    assert (end.due, end.other) == (datetime(2026, 3, 6), datetime(2026, 3, 7))
    assert [q.fact for q in result.questions] == ["event:tiếp nhận tin"]


def test_a_limit_of_another_text_says_by_what_it_is_counted(library: Library) -> None:
    end = judge(library, [item("a", limit=hours(24))]).lines[0].first.deadline
    assert end is not None
    assert any("Điều 134" in why for why in end.why)


DIFFERS = {
    "point": "mức bắt buộc",
    "beside": "khác nhau",
    "says": "Có thể làm.",
    "modality": "có thể",
    "basis": [f"{LAW} điều 1 khoản 2"],
}


@pytest.mark.parametrize(
    ("own", "other", "first", "why"),
    [
        # what binds more goes first, whichever stands where
        ({}, {}, RULE, "“phải” chặt hơn “có thể”"),
        ({"modality": "có thể"}, {"modality": "phải"}, LAW, "“phải” chặt hơn “có thể”"),
        ({"modality": "có thể"}, {"modality": "không được"}, LAW, "“không được” chặt hơn “có thể”"),
        # then what ends earlier
        (
            {"limit": hours(48)},
            {"modality": "phải", "limit": hours(24)},
            LAW,
            "Hạn này đến sớm hơn (10 giờ 30 ngày 06/03/2026 trước",
        ),
        ({"limit": hours(24)}, {"modality": "phải", "limit": hours(48)}, RULE, "Hạn này đến sớm hơn"),
        ({}, {"modality": "phải", "limit": hours(48)}, LAW, "định hạn rõ"),
        # equal: the item's own, and no reason is made up
        ({"limit": hours(24)}, {"modality": "phải", "limit": hours(24)}, RULE, ""),
        # what is not in force on the day gives way
        ({"basis": [f"{OLD} điều 1 khoản 1"]}, {}, LAW, "không có hiệu lực"),
        ({}, {"modality": "không được", "basis": [f"{FUTURE} điều 1 khoản 1"]}, RULE, "không có hiệu lực"),
    ],
)
def test_the_stricter_reading_is_the_default_and_says_why(
    library: Library, own: dict[str, Any], other: dict[str, Any], first: str, why: str
) -> None:
    line = judge(library, [item("a", **own, differs=[DIFFERS | other])]).lines[0]
    assert line.first.bases[0].id.document == first
    assert len(line.others) == 1
    assert why in line.why_first
    assert bool(why) == bool(line.why_first)


def test_a_differing_demand_with_a_condition_that_fails_is_left_out(library: Library) -> None:
    items = [item("a", differs=[DIFFERS | {"when": {"role": ["bị hại"]}}])]
    assert judge(library, items, circumstances={"role": "người làm chứng"}).lines[0].others == ()
    assert len(judge(library, items, circumstances={"role": "bị hại"}).lines[0].others) == 1


def test_what_rests_on_nothing_in_force_is_set_apart(library: Library) -> None:
    result = judge(
        library, [item("cu", basis=[f"{OLD} điều 1 khoản 1"]), item("moi", basis=[f"{FUTURE} điều 1 khoản 1"])]
    )
    assert result.lines == ()
    assert [(line.code, line.first.status) for line in result.lapsed] == [
        ("thu.cu", Status.EXPIRED),
        ("thu.moi", Status.NOT_YET),
    ]


def test_each_item_is_judged_on_the_day_of_its_own_event(library: Library) -> None:
    items = [
        item("luc-nhan", basis=[f"{OLD} điều 1 khoản 1"]),
        item("luc-khoi-to", basis=[f"{OLD} điều 1 khoản 1"], timing={"relation": "sau", "event": "khởi tố vụ án"}),
    ]
    events = {"tiếp nhận tin": "2020-02-28", "khởi tố vụ án": "2020-03-02"}
    result = judge(library, items, on=None, events=events)
    assert codes(result.lines) == ["luc-nhan"]
    assert codes(result.lapsed) == ["luc-khoi-to"]


def test_bases_carry_words_standing_and_source(library: Library) -> None:
    basis = judge(library, [item("a")]).lines[0].first.bases[0]
    assert (basis.quote, basis.origin, basis.file, basis.status) == (
        "1. Việc một.",
        "nguyên văn",
        "11.docx",
        Status.IN_FORCE,
    )
    assert basis.document_title == f"Quy tắc thử {RULE}"


def test_a_document_without_words_is_told(library: Library) -> None:
    basis = judge(library, [item("a", basis=["99/2019/QĐ-ABC điều 1"])]).lines[0].first.bases[0]
    assert (basis.quote, basis.status) == ("", Status.UNVERIFIED)
    assert any("chưa có lời văn" in remark for remark in basis.remarks)


def test_a_second_event_from_which_the_text_may_be_read_to_count(library: Library) -> None:
    items = [item("a", limit=hours(12, "giữ, bắt hoặc nhận người", or_since="ra quyết định tạm giữ"))]
    both = {"giữ, bắt hoặc nhận người": "2026-03-05T08:00", "ra quyết định tạm giữ": "2026-03-05T11:00"}
    end = judge(library, items, events=both).lines[0].first.deadline
    assert end is not None
    assert (end.due, end.other) == (datetime(2026, 3, 5, 20), datetime(2026, 3, 5, 23))
    only = judge(library, items, events={"ra quyết định tạm giữ": "2026-03-05T11:00"}).lines[0].first.deadline
    assert only is not None
    assert only.due == datetime(2026, 3, 5, 23)


def test_a_birth_date_known_in_part_is_remarked(library: Library) -> None:
    assert "điểm d khoản 2 Điều 417" in judge(library, [item("a")], born="2014").remarks[0]


def test_a_day_off_set_by_hand_moves_a_limit_in_months(library: Library) -> None:
    limit = {"number": 1, "unit": "tháng", "event": "tiếp nhận tin"}
    checklist = Checklist.model_validate({"code": "thu", "title": "Thử", "order": 1, "items": [item("a", limit=limit)]})
    case = make_case({"code": "VA-01", "events": {"tiếp nhận tin": "2026-02-05"}})  # ends Thursday 05/03/2026
    calendar = Calendar(off={date(2026, 3, 5): "nghỉ đặt tay"})
    plain = ChecklistEngine(Bases(library), [checklist]).judge(case).lines[0].first.deadline
    moved = ChecklistEngine(Bases(library), [checklist], calendar).judge(case).lines[0].first.deadline
    assert plain is not None
    assert moved is not None
    assert (plain.due, moved.due) == (datetime(2026, 3, 6), datetime(2026, 3, 7))


def test_bases_that_cannot_be_are_named(library: Library) -> None:
    items = [
        item("dung"),
        item("khong-co-dieu", basis=[f"{RULE} điều 99"]),
        item("khong-biet", basis=["77/2030/TT-XYZ điều 1"]),
        item("chua-co-loi", basis=["99/2019/QĐ-ABC điều 5"]),
    ]
    checklist = Checklist.model_validate({"code": "thu", "title": "Thử", "order": 1, "items": items})
    told = unknown_bases(library, [checklist])
    assert len(told) == 2
    assert "thu.khong-co-dieu: 11/2020/TT-ABC không có Điều 99" in told[0]
    assert "thu.khong-biet: kho không biết văn bản 77/2030/TT-XYZ" in told[1]


def test_a_case_without_facts_guesses_nothing(library: Library, tmp_path: Path) -> None:
    items = [
        item("a", when={"role": ["bị hại"]}),
        item("b", when={"sex": ["nữ"]}),
        item("c", when={"activity": ["đối chất"]}),
    ]
    result = judge(library, items, events={})
    assert result.lines == ()
    assert codes(result.open) == ["a", "b"]
