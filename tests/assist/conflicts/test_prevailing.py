"""Which of two provisions may be applied: by standing, by force, by time, and silence where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assist.conflicts.model import Clause
from assist.conflicts.prevailing import Rules, prevails, read_rules
from assist.conflicts.shelf import Shelf
from corpus.documents import Document, Evidence, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import Provision, ProvisionId
from ingest.portions import split_portions

ON = date(2026, 3, 2)
LAW, OLDER, NEWER, OTHER, ENDED, COMING, PLAN, MERGED, LATE, DECISION = (
    "30/2024/QH15",
    "05/2018/TT-BCA",
    "07/2022/TT-BCA",
    "08/2023/TT-BYT",
    "03/2009/TT-BCA",
    "02/2026/TT-BCA",
    "11/KH-CAT",
    "04/VBHN-BCA",
    "06/2020/TT-BCA",
    "15/2006/QĐ-BYT",
)
#: number -> kind, issuer, issued, first day in force, first day no longer in force
DOCUMENTS = {
    LAW: ("Luật", "Quốc hội", date(2024, 3, 1), date(2024, 7, 1), None),
    OLDER: ("Thông tư", "Bộ Công an", date(2018, 4, 1), date(2018, 6, 1), None),
    NEWER: ("Thông tư", "Bộ Công an", date(2022, 5, 1), date(2022, 7, 1), None),
    OTHER: ("Thông tư", "Bộ Y tế", date(2023, 5, 1), date(2023, 7, 1), None),
    ENDED: ("Thông tư", "Bộ Công an", date(2009, 5, 1), date(2009, 7, 1), date(2018, 6, 1)),
    COMING: ("Thông tư", "Bộ Công an", date(2026, 2, 1), date(2026, 9, 1), None),
    PLAN: ("Kế hoạch", "Công an tỉnh", date(2025, 2, 1), date(2025, 2, 1), None),
    MERGED: ("Văn bản hợp nhất", "Bộ Công an", date(2025, 2, 1), None, None),
    LATE: ("Thông tư", "Bộ Công an", date(2020, 5, 1), date(2023, 1, 1), None),  # in force long after it was issued
    DECISION: ("Quyết định", "Bộ Y tế", date(2006, 5, 1), date(2006, 7, 1), None),
}
PROMULGATING = "64/2031/QH17"
RULES = (
    "1. Làm theo văn bản đang có hiệu lực.\n"
    "2. Nơi hai văn bản khác nhau về cùng một vấn đề thì theo bên có hiệu lực pháp lý cao hơn.\n"
    "3. Nơi hai văn bản của cùng một cơ quan khác nhau về cùng một vấn đề thì theo bên có {later}."
)


def shelf_of(library: Library, later: str = "") -> Shelf:
    for i, (number, (kind, issuer, issued, effective, expires)) in enumerate(DOCUMENTS.items()):
        shown = Evidence(f"{number} điều 9")
        validity = Validity(effective, expires, shown, shown if expires else Evidence())
        facts = Document(number, kind, "Về mượn sách", (issuer,), issued=issued, validity=validity)
        library.store(FileFacts(str(i).ljust(64, "0"), f"{i}", f"/{i}", 1, "docx"), [Text(facts, ())])
    if later:
        text = f"Điều 8. Áp dụng\n{RULES.format(later=later)}"
        unit = Provision(ProvisionId.parse(f"{PROMULGATING} điều 8"), text, "Áp dụng", portions=split_portions(text))
        title = "Luật Ban hành văn bản quy phạm pháp luật"
        validity = Validity(date(2025, 4, 1), effective_evidence=Evidence("luat.docx"))
        facts = Document(PROMULGATING, "Luật", title, ("Quốc hội",), issued=date(2025, 2, 1), validity=validity)
        library.store(FileFacts("f" * 64, "luat.docx", "/luat", 1, "docx"), [Text(facts, (unit,))])
    return Shelf(library)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf_of(Library.open(f"sqlite:///{tmp_path_factory.mktemp('kho')}/library.sqlite"))


@pytest.fixture(scope="module", params=["lời ban hành sau", "hiệu lực sau"])
def with_law(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, bool]:
    library = Library.open(f"sqlite:///{tmp_path_factory.mktemp('kho')}/library.sqlite")
    return shelf_of(library, request.param), request.param == "hiệu lực sau"


def clause(number: str, article: int = 2) -> Clause:
    kind, _, issued, _, _ = DOCUMENTS[number]
    return Clause(ProvisionId.parse(f"{number} điều {article}"), "Lời.", kind=kind, title="Về mượn sách", issued=issued)


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        (
            OLDER,
            LAW,
            (
                "Nếu không thể làm theo cả hai thì có thể áp dụng Điều 2",
                LAW,
                "luật có hiệu lực pháp lý cao hơn thông tư",
                "chưa xác minh",
            ),
        ),
        (
            OLDER,
            NEWER,
            (
                "Nếu không thể làm theo cả hai thì có thể áp dụng Điều 2",
                NEWER,
                "cùng cơ quan ban hành",
                "01/05/2022 so với ngày 01/04/2018",
            ),
        ),
        (
            PLAN,
            OLDER,
            ("Nếu không thể làm theo cả hai thì có thể áp dụng Điều 2", OLDER, "kế hoạch không đặt ra quy phạm"),
        ),
        (OLDER, ENDED, ("Vào ngày 02/03/2026", ENDED, "đã hết hiệu lực (từ ngày 01/06/2018")),
        (LAW, COMING, ("Vào ngày 02/03/2026", COMING, "chưa có hiệu lực (có hiệu lực từ ngày 01/09/2026)")),
    ],
)
def test_what_may_be_applied(shelf: Shelf, left: str, right: str, says: tuple[str, ...]) -> None:
    told = prevails(clause(left), clause(right), shelf, ON)
    assert all(part in told for part in says)
    assert told == prevails(clause(right), clause(left), shelf, ON)  # whichever is named first
    assert "mâu thuẫn" not in told


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (OLDER, OLDER),  # one document
        (OLDER, OTHER),  # of like force, of two bodies
        (MERGED, OLDER),  # a consolidated text: its rules are those of what it consolidates
        (LATE, NEWER),  # issued earlier, in force later: only the words of the rule could tell
        (DECISION, OLDER),  # a minister's decision of the years in which those held rules
    ],
)
def test_silence_where_nothing_can_be_said(shelf: Shelf, left: str, right: str) -> None:
    assert prevails(clause(left), clause(right, 3), shelf, ON) == ""


def test_the_rule_is_cited_where_its_words_are_at_hand(with_law: tuple[Shelf, bool]) -> None:
    shelf, by_effect = with_law
    rules = read_rules(shelf, ON)
    assert (str(rules.higher), str(rules.later)) == (
        f"{PROMULGATING} điều 8 khoản 2",
        f"{PROMULGATING} điều 8 khoản 3",
    )
    assert rules.by_effect is by_effect
    assert "theo khoản 2 Điều 8" in prevails(clause(OLDER), clause(LAW), shelf, ON)
    told = prevails(clause(LATE), clause(NEWER), shelf, ON, rules)
    assert f"có thể áp dụng Điều 2 Thông tư số {LATE if by_effect else NEWER}" in told
    assert "theo khoản 3 Điều 8" in told
    assert read_rules(shelf, date(2024, 1, 1)) == Rules()  # before that law was passed


@pytest.mark.parametrize("later", [True, False])
def test_which_acts_are_crimes_hangs_on_the_penal_code_whichever_law_is_later(shelf: Shelf, later: bool) -> None:
    code = replace(clause(LAW), id=ProvisionId.parse("88/2031/QH17 điều 5"), kind="Bộ luật", title="Bộ luật Hình sự")
    other = replace(clause(LAW), kind="Bộ luật", issued=date(2035 if later else 1999, 1, 1))
    told = prevails(code, other, shelf, ON)
    assert told.startswith("Trách nhiệm hình sự chỉ theo Bộ luật Hình sự")
    assert "chưa xác minh" in told  # this library does not hold the Code's words
    assert told == prevails(other, code, shelf, ON)
    assert "hiệu lực pháp lý cao hơn" in prevails(
        clause(OLDER), code, shelf, ON
    )  # a circular on the Code stays below it
