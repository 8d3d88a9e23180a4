"""Saved cases: what people did on an item is kept when the facts change, and a verdict that is changed stays in the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.library import Library
from corpus.library.schema import Audit


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(f"sqlite:///{tmp_path}/library.sqlite")


def test_a_case_is_saved_opened_and_changed(library: Library) -> None:
    made = library.save_case("", "VA-01", {"code": "VA-01"}, {"place": "Hà Nội"})
    assert library.set_item(made, "tiep-nhan.chuyen-tin", {"done": True})
    assert library.set_item(made, "tiep-nhan.chuyen-tin", {"note": "đã chuyển lúc 9 giờ"})
    assert library.save_case(made, "VA-01b", {"code": "VA-01b"}, {}) == made
    saved = library.case(made)
    assert saved is not None
    assert (saved.code, saved.facts) == ("VA-01b", {"code": "VA-01b"})
    assert saved.items == {"tiep-nhan.chuyen-tin": {"done": True, "note": "đã chuyển lúc 9 giờ"}}
    assert [c.id for c in library.cases()] == [made]


def test_a_changed_verdict_stays_in_the_log(library: Library) -> None:
    made = library.save_case("", "VA-01", {}, {})
    for verdict in ("có ghi", "không thấy ghi"):
        library.set_item(made, "a.b", {"verdict": verdict, "by": "cán bộ 07"})
    with Session(library.engine) as session:
        log = [a.detail for a in session.scalars(select(Audit).where(Audit.action == "quyết định về mục danh mục"))]
    assert [(d["verdict"], d["by"]) for d in log] == [("có ghi", "cán bộ 07"), ("không thấy ghi", "cán bộ 07")]


def test_records_are_replaced_by_hash_and_forgotten(library: Library) -> None:
    made = library.save_case("", "VA-01", {}, {})
    library.add_record(made, {"sha256": "a", "name": "bien-ban.docx", "proposals": {}})
    library.add_record(made, {"sha256": "a", "name": "bien-ban-2.docx", "proposals": {}})
    saved = library.case(made)
    assert saved is not None
    assert [r["name"] for r in saved.records] == ["bien-ban-2.docx"]
    assert library.remove_record(made, "a")
    saved = library.case(made)
    assert saved is not None
    assert saved.records == []


def test_a_case_that_is_gone_is_told(library: Library) -> None:
    made = library.save_case("", "VA-01", {}, {})
    library.delete_case(made)
    assert library.case(made) is None
    assert not library.set_item(made, "a.b", {"done": True})
    assert library.save_case(made, "VA-01", {}, {}) != made  # deleted elsewhere meanwhile: saved as a new one


def test_days_set_by_hand(library: Library) -> None:
    days = [(date(2026, 1, 2), True, "nghỉ hoán đổi"), (date(2026, 1, 10), False, "làm bù")]
    library.set_days(days)
    library.set_days(days[:1])
    assert library.days_set() == days[:1]
