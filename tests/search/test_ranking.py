"""From candidates to hits: their order, what is told of it, the basis, and names in a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpus import phrasings
from corpus.documents import Document, Evidence, Status, Validity
from corpus.library import Amendment, FileFacts, Library, Text
from corpus.provisions import Level, Portion, Provision, ProvisionId, Step
from corpus.settings import Settings
from search.features import NAMES, OF_FIELD
from search.model import Basis, Filters, Hit, Query
from search.ranker import shipped
from search.ranking import EXPLAINED, names_in, newest_first
from search.service import Searcher

TODAY = date(2026, 11, 21)
OLD, NEW, CIRCULAR, SCAN = "66/2011/QH12", "53/2024/QH15", "43/2021/TT-BCA", "9/2022/TT-BTN"


def unit(number: str, article: str, heading: str, *clauses: str) -> Provision:
    text, portions = f"Điều {article}. {heading}", []
    for n, words in enumerate(clauses, 1):
        start, text = len(text) + 1, f"{text}\n{n}. {words}"
        portions.append(Portion((Step(Level.CLAUSE, str(n)),), start, len(text)))
    pid = ProvisionId(number, (Step(Level.ARTICLE, article),))
    return Provision(pid, text, heading=heading, portions=tuple(portions))


def store(library: Library, document: Document, *units: Provision, reader: str = "docx") -> None:
    facts = FileFacts(f"{document.number}{reader}".ljust(64, "0"), document.number, f"/{document.number}", 1, reader)
    assert library.store(facts, [Text(document, units, amended={})]).new


def document(number: str, kind: str, title: str, first: date, last: date | None = None) -> Document:
    evidence = Evidence(f"{number} điều 9")
    return Document(number, kind, title, issued=first, validity=Validity(first, last, evidence, evidence))


ASKED = f"document: {CIRCULAR}\nasked:\n  điều 20 khoản 2:\n    - mấy chú bận đồ gì\n  điều 5:\n    - báo tin\n"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Four documents, and two phrasings in place of those that ship. Tests must not write to it."""
    home = tmp_path_factory.mktemp("ranking")
    (home / "phrasings").mkdir()
    (home / "phrasings" / "a.yaml").write_text(ASKED, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrasings, "FOLDER", home / "phrasings")
        yield filled(Settings(home=home))


def filled(settings: Settings) -> Searcher:
    library = Library.open(settings.database)
    store(
        library,
        document(OLD, "Luật", "Luật Nạn nhân", date(2012, 1, 1), date(2025, 7, 1)),
        unit(OLD, "32", "Hỗ trợ nạn nhân", "Nạn nhân được ăn, mặc.", "Nạn nhân được tàu xe."),
    )
    store(
        library,
        document(NEW, "Luật", "Luật Nạn nhân", date(2025, 7, 1)),
        unit(NEW, "37", "Hỗ trợ nạn nhân", "Nạn nhân được ăn, mặc, ở.", "Nạn nhân được học nghề."),
        unit(NEW, "38", "Trốn học", "Nhà trường báo cha mẹ."),
    )
    store(
        library,
        document(CIRCULAR, "Thông tư", "Thân thiện", date(2021, 6, 8)),
        unit(CIRCULAR, "20", "Lấy lời khai trẻ em", "Chọn nơi an toàn.", "Cán bộ mặc thường phục."),
        unit(CIRCULAR, "5", "Chuyển tin", "Chuyển tin trong 24 giờ."),
    )
    store(
        library,
        document(SCAN, "Thông tư", "Cầu", date(2022, 1, 1)),
        unit(SCAN, "1", "Cây cầu tre", "Cầu tre dài năm mét."),
        reader="scan",
    )
    searcher = Searcher(library, settings)
    searcher.refresh()
    return searcher


def ids(searcher: Searcher, question: str, **changed: object) -> list[str]:
    return [str(hit.id) for hit in searcher.search(Query(question, TODAY, **changed))]


# Order ----------------------------------------------------------------------------------------------------------------


def test_hits_come_by_belief_and_all_beliefs_add_up_to_one(searcher: Searcher) -> None:
    query = Query("nạn nhân được hỗ trợ ăn mặc, học nghề", TODAY, limit=50)
    ranking = searcher.ranking(query)
    scores = [hit.score for hit in ranking.hits(query)]
    assert len(scores) == len(ranking.gathered.candidates) == 6
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1)
    assert [float(ranking.beliefs[n]) for n in ranking.order] == scores


MORE = "nạn nhân được hỗ trợ học nghề, cán bộ mặc thường phục"
NAMED = [
    # cited outright: first, whatever else is like the question
    (f"Điều 5 {CIRCULAR} {MORE}", [f"{CIRCULAR} điều 5"]),
    (f"khoản 1 Điều 38 Luật {NEW} {MORE}", [f"{NEW} điều 38"]),
    # two of them in the order in which the question names them
    (f"Điều 5 {CIRCULAR} và Điều 38 {NEW} {MORE}", [f"{CIRCULAR} điều 5", f"{NEW} điều 38"]),
    (f"Điều 38 {NEW} và Điều 5 {CIRCULAR} {MORE}", [f"{NEW} điều 38", f"{CIRCULAR} điều 5"]),
]


@pytest.mark.parametrize(("question", "first"), NAMED)
def test_provisions_named_go_first(searcher: Searcher, question: str, first: list[str]) -> None:
    units = [str(hit.id.unit()) for hit in searcher.search(Query(question, TODAY, limit=50))]
    assert units[: len(first)] == first
    assert f"{NEW} điều 37" in units[len(first) :] or f"{CIRCULAR} điều 20" in units[len(first) :]
    # without its citation the question has another answer
    assert ids(searcher, MORE)[0].split(" khoản")[0] not in first


def test_alike_candidates_come_in_the_order_of_their_ids(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query("nạn nhân", TODAY, limit=50)
    learned = shipped()
    nothing = np.zeros_like
    even = replace(learned.order, weight=nothing(learned.order.weight), outer=nothing(learned.order.outer))
    monkeypatch.setattr(searcher, "ranker", replace(learned, order=even))
    units = [str(hit.id.unit()) for hit in searcher.ranking(query).hits(query)]
    assert units == sorted(units)
    assert len(units) == 6


@pytest.mark.parametrize("limit", [0, 1, 2, 50])
def test_no_more_hits_than_asked_for(searcher: Searcher, limit: int) -> None:
    all_of_them = ids(searcher, "nạn nhân được hỗ trợ", limit=50)
    assert ids(searcher, "nạn nhân được hỗ trợ", limit=limit) == all_of_them[:limit]


def test_a_status_asked_for_is_looked_for_beyond_the_first_page(searcher: Searcher) -> None:
    question = "nạn nhân được học nghề"
    assert ids(searcher, question)[0].startswith(NEW)
    (expired,) = ids(searcher, question, filters=Filters(statuses=(Status.EXPIRED,)), limit=1)
    assert expired.startswith(OLD)


def test_a_phrasing_brings_the_clause_that_shares_no_word_with_the_question(searcher: Searcher) -> None:
    assert ids(searcher, "mấy chú bận đồ gì vậy")[0] == f"{CIRCULAR} điều 20 khoản 2"


# Explanations ---------------------------------------------------------------------------------------------------------


def test_an_explanation_names_what_weighed_most(searcher: Searcher) -> None:
    query = Query("nạn nhân được hỗ trợ ăn mặc, học nghề", TODAY, limit=50, explain=True)
    ranking = searcher.ranking(query)
    for n, hit in zip(ranking.order, ranking.hits(query), strict=True):
        values = dict(zip(NAMES + OF_FIELD, ranking.table[n].tolist(), strict=True))
        whole = dict(zip(NAMES + OF_FIELD, ranking.ranker.order.parts(ranking.table[n][None])[0].tolist(), strict=True))
        assert len(hit.parts) == EXPLAINED
        assert {name: (value, part) for name, value, part in hit.parts} == {
            name: (values[name], whole[name]) for name, _, _ in hit.parts
        }
        shares = [abs(part) for _, _, part in hit.parts]
        assert shares == sorted(shares, reverse=True)
        # nothing left out weighs more
        left = whole.keys() - {name for name, _, _ in hit.parts}
        assert max(abs(whole[name]) for name in left) <= shares[-1]


def test_all_parts_together_make_the_difference_in_belief(searcher: Searcher) -> None:
    ranking = searcher.ranking(Query("nạn nhân được học nghề", TODAY))
    parts = ranking.ranker.order.parts(ranking.table).sum(axis=1)
    first, second = ranking.order[:2]
    ratio = np.log(ranking.beliefs[first] / ranking.beliefs[second])
    assert ratio > 0
    assert ratio == pytest.approx(parts[first] - parts[second], rel=1e-3)


def test_nothing_is_explained_unasked(searcher: Searcher) -> None:
    hits = searcher.search(Query("nạn nhân được học nghề", TODAY))
    assert hits
    assert {hit.parts for hit in hits} == {()}


# Basis ----------------------------------------------------------------------------------------------------------------

#: A question that a clause holds whole, and one that it holds in part.
WHOLE, PART = "nạn nhân được học nghề", "nạn nhân được học nghề may vá trên thuyền"
BASES = [
    (PART, 0.0, 0.0, Basis.FOUND),
    (PART, 0.0, 1.1, Basis.DOUBTFUL),
    (PART, 1.1, 1.1, Basis.NONE),
    (WHOLE, 1.1, 1.1, Basis.DOUBTFUL),
]


@pytest.mark.parametrize(("question", "enough", "sure", "basis"), BASES)
def test_below_enough_there_is_no_basis_and_below_sure_it_is_doubtful(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, question: str, enough: float, sure: float, basis: Basis
) -> None:
    monkeypatch.setattr(searcher, "ranker", replace(shipped(), enough=enough, sure=sure))
    found = searcher.find(Query(question, TODAY))
    assert found.basis is basis
    # the hits are told all the same
    assert str(found.hits[0].id) == f"{NEW} điều 37 khoản 2"


@pytest.mark.parametrize(
    ("typed", "read"), [("NCTN đc học nghề hok", "người chưa thành niên được học nghề không"), ("học nghề", "học nghề")]
)
def test_how_a_question_is_worded_is_told_of_it_as_it_is_read(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, typed: str, read: str
) -> None:
    told: list[str] = []

    class Listening:
        def of(self, text: str) -> float:
            told.append(text)
            return 0.0

    monkeypatch.setattr("search.ranking.shipped", Listening)
    searcher.find(Query(typed, TODAY))
    assert told == [read]


def test_no_candidates_are_no_basis(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searcher, "ranker", replace(shipped(), enough=0.0, sure=0.0))
    found = searcher.find(Query("nạn nhân", TODAY, Filters(documents=("1/1999/QĐ-TTg",))))
    assert (found.hits, found.basis) == ((), Basis.NONE)


# What is told of a hit ------------------------------------------------------------------------------------------------

WARNED = [
    ("cầu tre dài mấy mét", TODAY, SCAN, "đọc từ bản quét bằng nhận dạng chữ; hãy đối chiếu với bản gốc."),
    ("nạn nhân được tàu xe", TODAY, OLD, "hết hiệu lực từ ngày 01/07/2025"),
    ("nạn nhân được tàu xe", date(2025, 6, 30), OLD, "sẽ hết hiệu lực từ ngày 01/07/2025."),
    ("nạn nhân được học nghề", date(2025, 6, 30), NEW, "chưa có hiệu lực vào ngày 30/06/2025; có hiệu lực từ ngày 01/07/2025."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "on", "number", "warning"), WARNED)
def test_what_a_reader_must_know(searcher: Searcher, question: str, on: date, number: str, warning: str) -> None:
    hits = {hit.id.document: hit for hit in searcher.search(Query(question, on, limit=50))}
    assert len(hits[number].warnings) == 1
    assert warning in hits[number].warnings[0]
    assert hits[CIRCULAR].warnings == ()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # the clause the question names; the whole article if it has no such clause
        (f"{NEW} điều 37 khoản 1 về học nghề", "1. Nạn nhân được ăn, mặc, ở."),
        (f"{NEW} điều 38 khoản 7", "Điều 38. Trốn học\n1. Nhà trường báo cha mẹ."),
        # else the one that answers
        ("nạn nhân được học nghề", "2. Nạn nhân được học nghề."),
    ],
)
def test_the_portion_shown(searcher: Searcher, question: str, text: str) -> None:
    hit = searcher.search(Query(question, TODAY))[0]
    assert hit.text == text
    assert hit.unit_text[slice(*hit.span)].strip() == text


# Names ----------------------------------------------------------------------------------------------------------------

NAMES_IN = [
    ("Luật Thái Lan phạt ai, điện thoại Samsung treo logo?", ("Thái Lan", "Samsung", "logo")),
    # the first word is capitalised anyway; a foreign one is a name wherever it stands
    ("Trẻ em bị đánh thì báo ai", ()),
    ("Facebook bị hack thì sao", ("Facebook", "hack")),
    # punctuation and other words part two names; one told twice is one
    ("bán người sang Lào, Thái Lan", ("Lào", "Thái Lan")),
    ("ông Nam đánh ông Nam", ("Nam",)),
    # what people capitalise in citations, and abbreviations, are none
    ("theo Điều 5 Thông tư và Nghị Quyết thì sao", ()),
    ("ĐTV hỏi cung NCTN có CSGT", ()),
    # a question in capitals tells no names; nor do figures and single letters
    ("THÁI LAN BẮT AI", ()),
    ("cháu 15 tuổi ở điểm b bị gì", ()),
    # typed without accents
    ("con toi bi danh o Ha Noi", ("Ha Noi",)),
    ("", ()),
]


@pytest.mark.parametrize(("question", "names"), NAMES_IN)
def test_names_in_a_question(question: str, names: tuple[str, ...]) -> None:
    assert names_in(question) == names


CODE, CHANGING = "101/2015/QH13", "99/2025/QH15"
SINCE = date(2025, 7, 1)


def changed(portion: str, provision: str = "điều 1 khoản 23", on: date | None = SINCE) -> Amendment:
    return Amendment(
        CHANGING, f"{CHANGING} {provision}" if provision else "", f"{CODE} {portion}" if portion else "", on
    )


NEWEST = [
    # the words found first were changed, in a part of them, by a clause that was found too
    (changed("điều 173 khoản 3 điểm a"), "điều 1 khoản 23", TODAY, [1, 0, 2]),
    (changed("điều 173 khoản 3"), "điều 1 khoản 23 điểm b", SINCE, [1, 0, 2]),
    (changed("điều 173 khoản 3", "điều 1 khoản 23 điểm b"), "điều 1 khoản 23", TODAY, [1, 0, 2]),
    # not yet, or nobody knows since when
    (changed("điều 173 khoản 3"), "điều 1 khoản 23", date(2025, 6, 30), [0, 1, 2]),
    (changed("điều 173 khoản 3", on=None), "điều 1 khoản 23", TODAY, [0, 1, 2]),
    # another clause of the article, or nobody knows which; another clause of what changes it, or nobody knows where
    (changed("điều 173 khoản 2"), "điều 1 khoản 23", TODAY, [0, 1, 2]),
    (changed("điều 173"), "điều 1 khoản 23", TODAY, [0, 1, 2]),
    (changed("điều 173 khoản 3"), "điều 1 khoản 24", TODAY, [0, 1, 2]),
    (changed("điều 173 khoản 3", ""), "điều 1 khoản 23", TODAY, [0, 1, 2]),
    (changed("", ""), "điều 1 khoản 23", TODAY, [0, 1, 2]),
]


@pytest.mark.parametrize(("change", "found", "on", "order"), NEWEST)
def test_a_clause_goes_before_the_words_it_has_changed(
    change: Amendment, found: str, on: date, order: list[int]
) -> None:
    ids = [f"{CODE} điều 173 khoản 3", f"{CHANGING} {found}", f"{CODE} điều 9"]
    hits = [Hit(ProvisionId.parse(pid), "", "", "", "nguyên văn", Status.IN_FORCE, 0.5) for pid in ids]
    for places in ([0, 1, 2], [0, 2, 1]):  # right behind, or farther down
        asked = [(hits[n], [change] if n == 0 else []) for n in places]
        wanted = order if order[0] else places
        assert [hits.index(h) for h in newest_first(asked, on)] == wanted
    # already before
    asked = [(hits[1], []), (hits[0], [change])]
    assert newest_first(asked, on) == [hits[1], hits[0]]
