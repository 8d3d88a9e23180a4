"""Searching a library: filters, one hit an article, the index following the library, versions by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.documents import Document, Evidence, Relation, RelationKind, Status, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import NOTE, VERBATIM, Level, Portion, Provision, ProvisionId, Step
from corpus.settings import Settings
from search import candidates
from search.model import Filters, Hit, Query
from search.service import Searcher

TODAY = date(2026, 11, 21)
OLD, NEW, CIRCULAR = "66/2011/QH12", "53/2024/QH15", "43/2021/TT-BCA"


def unit(number: str, article: str, heading: str, *clauses: str) -> Provision:
    lines = [f"Điều {article}. {heading}", *(f"{n}. {words}" for n, words in enumerate(clauses, 1))]
    portions, start = [], len(lines[0]) + 1
    for n, line in enumerate(lines[1:], 1):
        portions.append(Portion((Step(Level.CLAUSE, str(n)),), start, start + len(line)))
        start += len(line) + 1
    return Provision(
        ProvisionId(number, (Step(Level.ARTICLE, article),)),
        "\n".join(lines),
        heading=heading,
        portions=tuple(portions),
    )


def store(
    library: Library,
    name: str,
    document: Document,
    *units: Provision,
    reader: str = "docx",
    amended: dict | None = None,
) -> None:
    facts = FileFacts(name.ljust(64, "0"), name, f"/{name}", 1, reader)
    assert library.store(facts, [Text(document, units, amended=amended or {})]).new


def dated(
    number: str, kind: str, title: str, effective: date, issuers: tuple[str, ...], relations: tuple[Relation, ...] = ()
) -> Document:
    return Document(
        number,
        kind,
        title,
        issuers,
        issued=effective,
        validity=Validity(effective, effective_evidence=Evidence(f"{number} điều 9")),
        relations=relations,
    )


@pytest.fixture
def library(settings: Settings) -> Library:
    library = Library.open(settings.database)
    ends = Relation(NEW, RelationKind.REPLACES, OLD, ProvisionId.parse(f"{NEW} điều 62"), None, date(2025, 7, 1))
    store(
        library,
        "cũ",
        dated(OLD, "Luật", "Luật Nạn nhân", date(2012, 1, 1), ("Quốc hội",)),
        unit(OLD, "32", "Hỗ trợ nạn nhân", "Nạn nhân được ăn, mặc.", "Nạn nhân được tàu xe."),
    )
    store(
        library,
        "mới",
        dated(NEW, "Luật", "Luật Nạn nhân", date(2025, 7, 1), ("Quốc hội",), (ends,)),
        unit(NEW, "37", "Hỗ trợ nạn nhân", "Nạn nhân được ăn, mặc, ở.", "Nạn nhân được học nghề."),
    )
    store(
        library,
        "thông tư",
        dated(CIRCULAR, "Thông tư", "Thân thiện", date(2021, 6, 8), ("Bộ Công an",)),
        unit(CIRCULAR, "20", "Lấy lời khai trẻ em", "Chọn nơi an toàn.", "Cán bộ mặc thường phục."),
        unit(CIRCULAR, "5", "Chuyển tin", "Chuyển tin trong 24 giờ."),
    )
    return library


@pytest.fixture
def searcher(library: Library, settings: Settings) -> Searcher:
    searcher = Searcher(library, settings)
    searcher.refresh()
    return searcher


def ids(hits: list[Hit]) -> list[str]:
    return [str(h.id) for h in hits]


def test_the_clause_comes_with_its_exact_span(searcher: Searcher) -> None:
    hit = searcher.search(Query("cán bộ lấy lời khai trẻ em mặc gì, thường phục", TODAY))[0]
    assert str(hit.id) == f"{CIRCULAR} điều 20 khoản 2"
    assert hit.text == "2. Cán bộ mặc thường phục."
    assert hit.unit_text[hit.span[0] : hit.span[1]] == hit.text


def test_at_most_one_hit_an_article(searcher: Searcher) -> None:
    hits = searcher.search(Query("nạn nhân được hỗ trợ ăn mặc ở học nghề tàu xe", TODAY, limit=50))
    units = [str(h.id.unit()) for h in hits]
    assert len(units) == len(set(units))


@pytest.mark.parametrize(("on", "first"), [(date(2025, 6, 30), OLD), (date(2025, 7, 1), NEW)])
def test_what_applies_on_the_day_comes_first(searcher: Searcher, on: date, first: str) -> None:
    hits = searcher.search(Query("nạn nhân được hỗ trợ ăn, mặc", on))
    assert hits[0].id.document == first
    assert hits[0].status is Status.IN_FORCE
    # the other law is still found, with its status said
    other = next(h for h in hits if h.id.document == ({OLD, NEW} - {first}).pop())
    assert other.status in {Status.EXPIRED, Status.NOT_YET}
    assert other.warnings


FILTERS = [
    (Filters(documents=(NEW,)), {NEW}),
    (Filters(kinds=("Thông tư",)), {CIRCULAR}),
    (Filters(issuers=("Bộ Công an",)), {CIRCULAR}),
    (Filters(statuses=(Status.EXPIRED,)), {OLD}),
    (Filters(kinds=("Luật",), statuses=(Status.IN_FORCE,)), {NEW}),
    (Filters(documents=("1/1999/QĐ-TTg",)), set()),
]


@pytest.mark.parametrize(("filters", "documents"), FILTERS)
def test_filters(searcher: Searcher, filters: Filters, documents: set[str]) -> None:
    hits = searcher.search(Query("nạn nhân trẻ em được hỗ trợ chuyển tin", TODAY, filters, limit=50))
    assert {h.id.document for h in hits} == documents


@pytest.mark.parametrize(
    "question", [f"khoản 2 Điều 37 Luật {NEW}", "dieu 37 khoan 2 luat nan nhan", f"{NEW} điều 37 khoản 2"]
)
def test_a_citation_answers_directly(searcher: Searcher, question: str) -> None:
    assert ids(searcher.search(Query(question, TODAY)))[0] == f"{NEW} điều 37 khoản 2"


def test_accents_are_optional(searcher: Searcher) -> None:
    assert (
        ids(searcher.search(Query("can bo lay loi khai tre em mac thuong phuc", TODAY)))[0]
        == f"{CIRCULAR} điều 20 khoản 2"
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("nan nhan duoc hoc nghe", "nạn nhân được học nghề"),
        ("nạn nhân được học nghe", "nạn nhân được học nghe"),  # a question with accents is never changed
        ("53/2024/QH15", "53/2024/QH15"),
    ],
)
def test_a_question_without_accents_gets_them_back(searcher: Searcher, question: str, text: str) -> None:
    understood = searcher.find(Query(question, TODAY)).understood
    assert (understood.text, understood.restored) == (text, text != question)


def test_an_empty_question_finds_nothing(searcher: Searcher) -> None:
    assert searcher.search(Query("   ", TODAY)) == []
    assert searcher.search(Query("?!", TODAY)) == []


def test_the_index_follows_the_library_by_what_changed(library: Library, searcher: Searcher) -> None:
    assert not searcher.behind()
    store(
        library,
        "thêm",
        dated("9/2022/TT-BTN", "Thông tư", "Cầu", date(2022, 1, 1), ()),
        unit("9/2022/TT-BTN", "1", "Cây cầu tre", "Cầu tre dài năm mét."),
    )
    assert searcher.behind()
    assert searcher.refresh() == 1
    assert searcher.index.count() == library.index_size() == 5
    assert ids(searcher.search(Query("cầu tre dài mấy mét", TODAY)))[0].startswith("9/2022/TT-BTN điều 1")
    library.remove_file("thêm".ljust(64, "0"))
    searcher.refresh()
    assert searcher.index.count() == library.index_size() == 4
    whole = searcher.tables().frequencies
    searcher.refresh(rebuild=True)
    rebuilt = searcher.tables().frequencies
    # counting in and out leaves the same term weights as counting anew
    assert (whole.ids == rebuilt.ids).all()
    assert (whole.counts == rebuilt.counts).all()
    assert whole.total == rebuilt.total


def test_the_version_of_the_day_is_quoted(library: Library, settings: Settings) -> None:
    number = "101/2015/QH13"
    document = dated(number, "Bộ luật", "Bộ luật Tố tụng", date(2018, 1, 1), ("Quốc hội",))
    store(library, "gốc", document, unit(number, "155", "Khởi tố theo yêu cầu", "Theo yêu cầu của bị hại, lời cũ."))
    store(
        library,
        "gộp",
        document,
        unit(number, "155", "Khởi tố theo yêu cầu", "Theo yêu cầu của bị hại, lời mới."),
        reader="codification",
        amended={"155": date(2021, 12, 1)},
    )
    searcher = Searcher(library, settings)
    searcher.refresh()
    texts = {
        on: searcher.search(Query("khởi tố theo yêu cầu của bị hại", on))[0].text
        for on in (date(2020, 1, 1), date(2022, 1, 1))
    }
    assert "lời cũ" in texts[date(2020, 1, 1)]
    assert "lời mới" in texts[date(2022, 1, 1)]


def test_a_note_stands_beside_the_official_words(library: Library, settings: Settings) -> None:
    note = Provision(
        ProvisionId(CIRCULAR, (Step(Level.ARTICLE, "5"),)), "Nói gọn: chuyển tin trong một ngày.", heading="Chuyển tin"
    )
    store(library, "tóm lược", Document(CIRCULAR, "Thông tư", "Thân thiện"), note, reader="note")
    searcher = Searcher(library, settings)
    searcher.refresh()
    hits = [h for h in searcher.search(Query("chuyển tin trong mấy giờ", TODAY)) if h.id.article == "5"]
    assert [h.origin for h in hits] == [VERBATIM]
    assert hits[0].gloss == "Nói gọn: chuyển tin trong một ngày."
    stored = library.unit(f"{CIRCULAR} điều 5", TODAY, NOTE)
    assert stored is not None


def test_a_lost_frequency_table_is_made_anew(searcher: Searcher, settings: Settings) -> None:
    path: Path = settings.var / "index" / "frequencies.npz"
    path.write_bytes(b"broken")
    again = Searcher(searcher.library, settings)
    assert again.behind()
    assert again.refresh() == 4
    assert again.tables().frequencies.total == 4
    assert not again.behind()


def test_an_amendment_the_words_do_not_contain_is_told(library: Library, settings: Settings) -> None:
    amends = Relation(
        "99/2025/QH15",
        RelationKind.AMENDS,
        NEW,
        ProvisionId.parse("99/2025/QH15 điều 1 khoản 3"),
        ProvisionId.parse(f"{NEW} điều 37 khoản 2"),
        date(2026, 1, 1),
    )
    store(library, "sửa", dated("99/2025/QH15", "Luật", "Luật sửa đổi", date(2026, 1, 1), (), (amends,)))
    searcher = Searcher(library, settings)
    searcher.refresh()

    def warnings(clause: int, on: date) -> str:
        return " ".join(searcher.search(Query(f"{NEW} điều 37 khoản {clause}", on))[0].warnings)

    assert "Có sửa đổi chưa hợp nhất: khoản 2 Điều 37 được sửa bởi khoản 3 Điều 1" in warnings(2, TODAY)
    assert "sẽ được sửa" in warnings(2, date(2025, 12, 31))
    assert warnings(1, TODAY) == ""
    # a text that names the amending law among those it has merged is up to date
    merged = Relation(
        "99/2025/QH15", RelationKind.AMENDS, NEW, None, ProvisionId.parse(f"{NEW} điều 37"), date(2026, 1, 1)
    )
    document = dated(NEW, "Luật", "Luật Nạn nhân", date(2025, 7, 1), ("Quốc hội",), (merged,))
    store(
        library,
        "pháp điển",
        document,
        unit(NEW, "37", "Hỗ trợ nạn nhân", "Nạn nhân được ăn.", "Nạn nhân được học nghề mới."),
        reader="codification",
        amended={"37": date(2026, 1, 1)},
    )
    searcher.refresh()
    assert warnings(2, TODAY) == ""


def test_a_named_provision_comes_before_any_that_says_more(searcher: Searcher) -> None:
    question = f"khoản 1 Điều 5 {CIRCULAR}: cán bộ lấy lời khai trẻ em mặc thường phục, chọn nơi an toàn trong mấy giờ"
    assert ids(searcher.search(Query(question, TODAY)))[0] == f"{CIRCULAR} điều 5 khoản 1"


def test_of_those_that_say_the_same_a_law_goes_before_circulars(library: Library, settings: Settings) -> None:
    words = "Người nhặt được của rơi phải trả lại."
    for number, kind in (("5/2020/TT-BCA", "Thông tư"), ("6/2020/QH14", "Luật"), ("7/2020/TT-BCA", "Thông tư")):
        store(
            library, number, dated(number, kind, "Của rơi", date(2020, 1, 1), ()), unit(number, "2", "Của rơi", words)
        )
    searcher = Searcher(library, settings)
    searcher.refresh()
    hits = searcher.search(Query("nhặt được của rơi phải làm gì", TODAY))
    assert next(h.id.document for h in hits if h.id.article == "2") == "6/2020/QH14"


def test_what_people_put_in_is_looked_at_though_the_law_says_more(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "FROM_INDEX", 2)
    for number in ("5/2020/QH14", "6/2020/QH14", "7/2020/QH14"):
        law = dated(number, "Luật", "Phiên dịch", date(2020, 1, 1), ())
        words = "Phiên dịch tiếng dân tộc cho trẻ em được mời trong bao lâu do luật định."
        store(library, number, law, unit(number, "2", "Mời phiên dịch", words), reader="codification")
    own = dated("12/QC-CAT", "Quy chế", "Phối hợp", date(2020, 1, 1), ())
    store(library, "quy chế", own, unit("12/QC-CAT", "8", "Tiếng nói", "Trung tâm cử người biết tiếng trong 10 giờ."))
    searcher = Searcher(library, settings)
    searcher.refresh()
    question = "mời phiên dịch tiếng dân tộc cho trẻ em trong bao lâu"
    found = {c.pid: c for c in searcher.ranking(Query(question, TODAY, limit=1)).gathered.candidates}
    assert (found["12/QC-CAT điều 8"].field, found["12/QC-CAT điều 8"].own) == (True, True)
    assert not any(c.field or c.own for pid, c in found.items() if pid.endswith("điều 2"))
    asked_of_laws = Query(question, TODAY, Filters(documents=("5/2020/QH14",)), limit=1)
    assert {c.document for c in searcher.ranking(asked_of_laws).gathered.candidates} == {"5/2020/QH14"}
