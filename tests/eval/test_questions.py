"""The question set: every line can be read, and its gold stands in the texts and says what answers must say."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assist.model import Answer, Quote
from corpus.documents import Status
from corpus.numbers import normalize_number
from corpus.provisions import VERBATIM, ProvisionId
from eval.ask_report import (
    KINDS,
    LOCKED,
    MEASURES,
    OWN_DOCUMENTS,
    OWN_QUESTIONS,
    PLAIN_LOCKED,
    PLAIN_TUNE,
    TUNE,
    TUNED_ON,
    Question,
    Result,
    miss,
    plain,
    read_questions,
    table,
)
from ingest.pipeline import parse_file
from search.model import Hit

SETS = (*TUNED_ON, LOCKED, PLAIN_LOCKED, OWN_QUESTIONS)
ROWS = [json.loads(line) for path in SETS for line in path.read_text(encoding="utf-8").splitlines()]
MAIN = read_questions()
SET = [question for path in SETS for question in read_questions(path)]
#: On official texts.
OFFICIAL = [question for path in (*TUNED_ON, LOCKED, PLAIN_LOCKED) for question in read_questions(path)]

#: How many questions of each kind the set was written with: a line lost or misfiled shows here.
COUNTS = {
    "field": 45,
    "unaccented": 12,
    "abbreviation": 12,
    "colloquial": 12,
    "citation": 8,
    "premise": 10,
    "day": 9,
    "none": 5,
    "missing": 8,
}

#: The same of each half of the investigators' set.
INVESTIGATORS = {
    "field": 20,
    "unaccented": 16,
    "misspelt": 16,
    "abbreviation": 12,
    "colloquial": 32,
    "scenario": 16,
    "premise": 10,
    "day": 8,
    "none": 14,
}

#: Where the texts of the gold stand, under the sources' folder.
SUBJECTS = {
    "to-tung-va-cac-phuong-thuc-giai-quyet-tranh-chap": (
        "to-tung-hinh-su",
        "to-tung-dan-su",
        "to-chuc-co-quan-dieu-tra-hinh-su",
        "thi-hanh-tam-giu-tam-giam",
    ),
    "hinh-su": ("hinh-su",),
    "thi-hanh-an": ("thi-hanh-an-hinh-su",),
    "dan-su": ("dan-su",),
    "dan-so-gia-dinh-tre-em-binh-dang-gioi": ("tre-em", "hon-nhan-va-gia-dinh", "binh-dang-gioi"),
    "bo-tro-tu-phap": ("tro-giup-phap-ly", "giam-dinh-tu-phap", "luat-su"),
    "lao-dong": ("lao-dong",),
    "chinh-sach-xa-hoi": ("phong-chong-mai-dam", "chinh-sach-tro-giup-xa-hoi-doi-voi-doi-tuong-bao-tro-xa-hoi"),
    "bao-hiem": ("bao-hiem-y-te",),
    "an-ninh-quoc-gia": ("an-ninh-mang",),
    "hanh-chinh-tu-phap": ("nuoi-con-nuoi",),
    "y-te-duoc": ("phong-chong-tac-hai-cua-ruou-bia",),
}
WORD_FILES = (
    *("VBPL_173982", "VBPL_26741", "VBPL_162690", "VBPL_25681", "VBPL_44169", "VBPL_182617", "VBPL_179251"),
    *("VBPL_122827", "VBPL_167755", "VBPL_96121", "VBPL_96172", "VBPL_122826", "VBPL_153151", "VBPL_179252"),
    *("VBPL_96122", "VBPL_132957", "VBPL_25699", "VBPL_36870", "VBPL_14838", "VBPL_178737", "VBPL_96116"),
    *("Luật-13-2022-QH15", "Luật-81-2025-QH15", "Luật-85-2025-QH15", "Luật-88-2025-QH15"),
    *("VBPL_179428", "Luật-86-2025-QH15", "Luật-99-2025-QH15"),
)
OTHER_FILES = (
    "ke-hoach/111-KH-CAT-CSHS.txt",
    "pdf/2025_1583_1584_282_2025_ND_CP.pdf",
    "van-ban-2026/nghi-dinh-160-2026-nd-cp-co-so-du-lieu-thi-hanh-an-hinh-su.md",
    "van-ban-2026/nghi-dinh-213-2026-nd-cp-thi-hanh-tam-giam.md",
    "van-ban-2026/231-2026-nd-cp-quan-ly-giam-sat-giao-duc-nguoi-chap-hanh-an-hinh-su-tai-cong-dong.md",
    "van-ban-2026/thong-tu-56-2026-tt-bca-quan-ly-theo-doi-nguoi-bi-cam-di-khoi-noi-cu-tru.md",
)

#: What the questions of kind "missing" ask for; 8316/QĐ-BCA and 999/2023/TT-BCA have no file at all.
ABSENT = (
    "100/2015/QH13 điều 600",
    "101/2015/QH13 điều 555",
    "101/2015/QH13 điều 421 khoản 9",
    # the codification prints article 418's clauses a second time inside article 417
    "101/2015/QH13 điều 417 khoản 5",
    "43/2021/TT-BCA điều 15",
    "06/2018/TTLT-VKSNDTC-TANDTC-BCA-BTP-BLĐTBXH điều 3",
)


# The lines ------------------------------------------------------------------------------------------------------------


def test_kinds_and_their_counts() -> None:
    assert Counter(q.kind for q in MAIN) == COUNTS
    halves = [Counter(q.kind for q in read_questions(path)) for path in (TUNE, LOCKED)]
    assert halves == [INVESTIGATORS, INVESTIGATORS]
    halves = [Counter(q.kind for q in read_questions(path)) for path in (PLAIN_TUNE, PLAIN_LOCKED)]
    assert halves == [{"plain": 185}, {"plain": 223}]
    assert set(COUNTS) | set(INVESTIGATORS) | {"plain"} == set(KINDS)


def test_no_id_twice() -> None:
    assert len({q.id for q in SET}) == len(SET)


def test_no_question_twice_on_one_day() -> None:
    assert len({(plain(q.question), q.on) for q in SET}) == len(SET)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_fields(row: dict[str, object]) -> None:
    assert {"id", "question", "kind", "gold", "also", "expect"} <= set(row)
    assert set(row) <= {"id", "question", "kind", "gold", "also", "expect", "on"}
    expect = row["expect"]
    assert isinstance(expect, dict)
    assert set(expect) <= {"answered", "contains", "reason_contains"}
    assert isinstance(expect["answered"], bool)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_ids_are_canonical(row: dict[str, list[str]]) -> None:
    for text in [*row["gold"], *row["also"]]:
        pid = ProvisionId.parse(text)
        assert str(pid) == text
        assert normalize_number(pid.document) == pid.document
        assert pid.article or pid.document == "111/KH-CAT-CSHS"
    assert len(set(row["gold"] + row["also"])) == len(row["gold"] + row["also"])


@pytest.mark.parametrize("question", SET, ids=[q.id for q in SET])
def test_only_questions_with_a_basis_have_gold(question: Question) -> None:
    basis = question.kind not in {"none", "missing"}
    assert bool(question.gold) is basis
    assert question.answered is basis
    assert not (question.also and not question.gold)
    assert not (question.contains and not basis)
    assert not (question.reason_contains and basis)


@pytest.mark.parametrize("question", [q for q in SET if q.kind == "unaccented"], ids=lambda q: q.id)
def test_unaccented_questions_have_no_accent(question: Question) -> None:
    assert question.question.isascii()


@pytest.mark.parametrize("question", [q for q in SET if q.kind == "premise"], ids=lambda q: q.id)
def test_false_premises_do_not_state_what_is_right(question: Question) -> None:
    assert question.contains
    for text in question.contains:
        assert not any(plain(part) in plain(question.question) for part in text.split("|"))


def test_gold_of_own_documents_stands_in_them_and_says_what_answers_must() -> None:
    files = sorted(OWN_DOCUMENTS.glob("*.txt"))
    parsed = [document for path in files for document in parse_file(path)]
    units = {str(p.id): p for document in parsed for p in document.provisions}
    questions = read_questions(OWN_QUESTIONS)
    assert Counter(pid.document for q in questions for pid in q.gold) == dict.fromkeys(
        ["12/QC-CAT-TTCTXH", "27/QT-TTBTXH", "345/HD-SGDĐT"], 34
    )
    for question in questions:
        quoted = []
        for pid in question.right:
            unit = units[str(pid.unit())]
            words = unit.portion_text(pid.path[len(pid.unit().path) :]) if pid != pid.unit() else unit.text
            assert words, f"{question.id}: {pid} is not there"
            quoted.append(plain(words))
        for text in question.contains:
            assert any(plain(part) in quoted[0] for part in text.split("|")), f"{question.id}: {text}"


# The measures ---------------------------------------------------------------------------------------------------------

A_QUESTION = Question(
    id="X1",
    question="Thư trả trong mấy ngày?",
    kind="field",
    gold=(ProvisionId.parse("1/2030/TT-ABC điều 5 khoản 1"),),
    also=(),
    on=None,
    answered=True,
    contains=("07 ngày|bảy ngày",),
    reason_contains=(),
)


def hit(text: str) -> Hit:
    return Hit(ProvisionId.parse(text), "", "", "", VERBATIM, Status.IN_FORCE, 1.0)


def result(ids: list[str], quote: str, origin: str = VERBATIM) -> Result:
    hits = tuple(hit(text) for text in ids)
    answer = Answer("", date(2030, 1, 1), True, "Kết luận.", (Quote(hits[0].id, quote, origin, Status.IN_FORCE),))
    return Result(A_QUESTION, hits, answer)


@pytest.mark.parametrize(
    ("ids", "rank", "clause"),
    [
        (["1/2030/TT-ABC điều 5 khoản 1"], 1, True),
        (["1/2030/TT-ABC điều 5 khoản 1 điểm a"], 1, True),  # inside the right clause
        (["1/2030/TT-ABC điều 5"], 1, False),  # the article does not say which clause
        (["1/2030/TT-ABC điều 5 khoản 10"], 1, False),  # clause 10 is not inside clause 1
        (["2/2030/TT-ABC điều 5 khoản 1"], None, False),  # another document
        (["1/2030/TT-ABC điều 6", "1/2030/TT-ABC điều 5 khoản 2"], 2, False),
    ],
)
def test_rank_and_clause(ids: list[str], rank: int | None, clause: bool) -> None:
    found = result(ids, "")
    assert (found.rank, found.clause_first) == (rank, clause)


@pytest.mark.parametrize(
    ("quote", "unsaid"),
    [
        ("Trả trong 07 ngày.", ()),
        ("Trả trong 7 ngày.", ()),  # a note writes the number without its zero
        ("Trả trong BẢY  ngày.", ()),  # the other of the two wordings
        ("Trả trong 17 ngày.", ("07 ngày|bảy ngày",)),
    ],
)
def test_what_must_be_said(quote: str, unsaid: tuple[str, ...]) -> None:
    assert result(["1/2030/TT-ABC điều 5 khoản 1"], quote).unsaid == unsaid


def test_table_and_misses() -> None:
    good = result(["1/2030/TT-ABC điều 5 khoản 1"], "07 ngày")
    bad = result(["1/2030/TT-ABC điều 6"], "07 ngày", origin="tóm lược")
    refused = replace(bad, answer=Answer("", date(2030, 1, 1), False, "Không.", reason="Ngoài kho."))
    rows = {row[0]: dict(zip(MEASURES, row[2:], strict=True)) for row in table([good, bad])}
    assert rows["all"] == {
        "article@1": "1/2",
        "article@10": "1/2",
        "clause@1": "1/2",
        "answered": "2/2",
        "says": "2/2",
        "verbatim": "1/2",
    }
    assert "none" not in rows
    assert miss(good) is None
    found = miss(refused)
    assert found is not None
    assert found["failed"] == ["article@1", "article@10", "clause@1", "answered", "says"]
    assert found["cited"] is None


# The texts ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def texts(sources: Path) -> dict[str, str]:
    """Every provision and portion of the documents the set leans on, by canonical id; a unit of two files has both texts."""
    found: dict[str, str] = {}
    files = [
        *(f"phap-dien/{topic}/{name}.md" for topic, names in SUBJECTS.items() for name in names),
        *(f"docx/{name}.docx" for name in WORD_FILES),
        *OTHER_FILES,
    ]
    for path in [sources / name for name in files]:
        for parsed in parse_file(path):
            for provision in parsed.provisions:
                unit = str(provision.id)
                found[unit] = found.get(unit, "") + provision.text
                for portion in provision.portions:
                    pid = str(ProvisionId(provision.id.document, provision.id.path + portion.path))
                    found[pid] = found.get(pid, "") + provision.text[portion.start : portion.end]
    return found


@pytest.mark.sources
@pytest.mark.slow
def test_gold_stands_in_the_texts(texts: dict[str, str]) -> None:
    assert [(q.id, str(pid)) for q in OFFICIAL for pid in q.right if str(pid) not in texts] == []


@pytest.mark.sources
@pytest.mark.slow
def test_gold_says_what_answers_must_say(texts: dict[str, str]) -> None:
    unsaid = []
    for question in OFFICIAL:
        gold = plain("\n".join(texts.get(str(pid), "") for pid in question.gold))
        unsaid += [
            (question.id, text) for text in question.contains if not any(plain(t) in gold for t in text.split("|"))
        ]
    assert unsaid == []


@pytest.mark.sources
@pytest.mark.slow
def test_what_is_asked_for_in_vain_is_not_there(texts: dict[str, str]) -> None:
    assert [text for text in ABSENT if text in texts] == []
    documents = {ProvisionId.parse(text).document for text in texts}
    assert documents.isdisjoint({"8316/QĐ-BCA", "999/2023/TT-BCA"})
