"""How questions are read: the day, the provisions and documents named, abbreviations written out."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from corpus.names import NameEntry, Names
from search.query import Phrases, expand, in_words_of_law, understand
from search.terms import terms

TODAY = date(2026, 11, 21)
NAMES = Names(
    [
        NameEntry("100/2015/QH13", "Bộ luật", "Bộ luật Hình sự", date(2015, 11, 27), date(2018, 1, 1), None, ()),
        NameEntry(
            "66/2011/QH12",
            "Luật",
            "Luật Phòng, chống mua bán người",
            date(2011, 3, 29),
            date(2012, 1, 1),
            date(2025, 7, 1),
            (),
        ),
        NameEntry(
            "53/2024/QH15", "Luật", "Luật Phòng, chống mua bán người", date(2024, 11, 28), date(2025, 7, 1), None, ()
        ),
        NameEntry("43/2021/TT-BCA", "Thông tư", "Thủ tục thân thiện", date(2021, 4, 22), date(2021, 6, 8), None, ()),
    ]
)

NAMED = [
    # law order, smallest first; user order, document first; abbreviated; unaccented
    ("khoản 1 Điều 5 Thông tư 43/2021/TT-BCA quy định gì", ["43/2021/TT-BCA điều 5 khoản 1"]),
    ("TT 43/2021 điều 5 khoản 1 quy định gì", ["43/2021/TT-BCA điều 5 khoản 1"]),
    ("TT 43/2021/TT-BCA, Điều 5", ["43/2021/TT-BCA điều 5"]),
    ("k1 đ150 BLHS", ["100/2015/QH13 điều 150 khoản 1"]),
    ("dieu 150 blhs phat bao nhieu nam", ["100/2015/QH13 điều 150"]),
    # a document between, so the bare article is nobody's
    ("Điều 421 cho hỏi cung mấy lần", []),
]


@pytest.mark.parametrize(("question", "named"), NAMED)
def test_provisions_named(question: str, named: list[str]) -> None:
    assert [str(p) for p in understand(question, TODAY, NAMES).named] == named


def test_a_bare_article_is_kept_as_a_number() -> None:
    assert understand("Điều 421 cho hỏi cung mấy lần", TODAY, NAMES).articles == ("421",)


JOINT = ["06/2018/TTLT-BCA-BQP", "06/2018/TTLT-VKSNDTC-BCA"]
SHARED = [
    # the number alone tells neither: both are meant, with the article behind it, as people type it
    ("TTLT 06/2018 đ8 cử người giám hộ", JOINT, ("8",)),
    ("ttlt 06/2018 d8 cu nguoi giam ho", JOINT, ("8",)),
    ("thông tư liên tịch số 06/2018, điều 8", JOINT, ("8",)),
    ("Điều 8 Thông tư liên tịch 06/2018 nói gì", JOINT, ("8",)),
    ("06/2018/TTLT quy định gì", JOINT, ()),
    # told apart by the issuer or the kind; a number that one document bears; one that nobody knows
    ("06/2018/TTLT-BCA-BQP quy định gì", ["06/2018/TTLT-BCA-BQP"], ()),
    ("Thông tư 06/2018 quy định gì", ["06/2018/TT-BYT"], ()),
    ("TT 43/2021 quy định gì", ["43/2021/TT-BCA"], ()),
    ("06/2018 có gì", [], ()),
    ("tháng 06/2018 bắt cháu, điều 8", [], ("8",)),
]


@pytest.mark.parametrize(("question", "documents", "articles"), SHARED)
def test_a_short_number_that_several_documents_bear_names_them_all(
    question: str, documents: list[str], articles: tuple[str, ...]
) -> None:
    names = Names(
        [
            *(NameEntry(n, "Thông tư liên tịch", n, None, None, None, ()) for n in JOINT),
            NameEntry("06/2018/TT-BYT", "Thông tư", "Danh mục thuốc", None, None, None, ()),
            NameEntry("43/2021/TT-BCA", "Thông tư", "Thủ tục thân thiện", None, None, None, ()),
        ]
    )
    understood = understand(question, TODAY, names)
    assert (list(understood.documents), understood.articles) == (documents, articles)
    assert understood.unresolved == ()


@pytest.mark.parametrize(("on", "number"), [(date(2025, 6, 30), "66/2011/QH12"), (date(2025, 7, 1), "53/2024/QH15")])
def test_the_day_chooses_the_edition_of_a_law(on: date, number: str) -> None:
    assert understand("Điều 2 Luật Phòng, chống mua bán người", on, NAMES).named[0].document == number


DAYS = [
    ("Vào ngày 30/6/2025 nạn nhân được hỗ trợ gì?", date(2025, 6, 30), True),
    ("tại thời điểm 30-6-2025 thì sao", date(2025, 6, 30), True),
    ("ngày 30 tháng 6 năm 2025 áp dụng luật nào", date(2025, 6, 30), True),
    ("ngay 30 thang 6 nam 2025 ap dung luat nao", date(2025, 6, 30), True),
    # the day of a document is not the day asked about
    ("Thông tư 43/2021/TT-BCA ngày 22/4/2021 quy định gì", TODAY, False),
    # two days: nobody knows which
    ("từ 01/6/2025 đến 30/6/2025 có gì khác", TODAY, False),
    ("chuyển trong 24 giờ", TODAY, False),
]


@pytest.mark.parametrize(("question", "on", "given"), DAYS)
def test_the_day_asked_about(question: str, on: date, given: bool) -> None:
    understood = understand(question, TODAY, NAMES)
    assert (understood.on, understood.day_given) == (on, given)


def test_a_day_that_does_not_exist_is_told() -> None:
    understood = understand("Ngày 31/02/2024 áp dụng luật nào", TODAY, NAMES)
    assert understood.bad_dates
    assert understood.on == TODAY


EXPANSIONS = [
    ("ĐTV hỏi cung NCTN mấy lần", "điều tra viên hỏi cung người chưa thành niên mấy lần"),
    ("dtv hoi cung", "điều tra viên hoi cung"),
    ("vu mbn, cygtt thi khoi to may toi", "vu mua bán người, cố ý gây thương tích thi khoi to may toi"),
    ("CQĐT và VKS phối hợp", "cơ quan điều tra và viện kiểm sát phối hợp"),
    # numbers stay as they are; a syllable is no abbreviation
    ("TT 43/2021/TT-BCA", "TT 43/2021/TT-BCA"),
    ("ca nhạc", "ca nhạc"),
]


@pytest.mark.parametrize(("question", "expanded"), EXPANSIONS)
def test_abbreviations_are_written_out(question: str, expanded: str) -> None:
    assert expand(question) == expanded


@pytest.mark.parametrize(
    ("question", "added"),
    [
        ("Bố mẹ có được ngồi cùng không?", "cha mẹ, người đại diện, tham dự, có mặt"),
        # the longest phrase first: who still nurses is no child
        ("chị ấy con nhỏ còn bú", "nuôi con dưới 36 tháng tuổi"),
        # without accents only phrases of several syllables: "duong" may be a road
        ("con be di duong", "trẻ em, người dưới 18 tuổi"),
        # half with accents
        ("bố me co duoc ngoi cung cháu khong", "cha mẹ, người đại diện, tham dự, có mặt"),
        ("dượng nó", "người chăm sóc, cha mẹ"),
        ("Điều tra viên hỏi cung bị can", ""),
    ],
)
def test_what_people_say_in_the_words_of_the_law(question: str, added: str) -> None:
    assert in_words_of_law(question) == added


SYNONYMS = terms()["synonyms"]


def test_no_phrase_is_said_of_two_things() -> None:
    spoken = [phrase for group in SYNONYMS for phrase in group["spoken"]]
    assert len(set(spoken)) == len(spoken) > 250


@pytest.mark.sources
@pytest.mark.slow
def test_the_words_of_the_law_stand_where_they_are_said_to(sources: Path) -> None:
    from corpus.provisions import ProvisionId
    from eval.official_texts import read_official

    said = [(law["term"], law["source"]) for group in SYNONYMS for law in group["law"]]
    official = read_official(sources, {ProvisionId.parse(source).document for _, source in said})
    wrong = []
    for term, source in said:
        unit = official[ProvisionId.parse(source).document].units.get(source)
        words = unicodedata.normalize("NFC", unit.text).lower().replace(",", "") if unit else ""
        if term.lower() not in words:
            wrong.append((term, source))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nó sờ soạng, rồi sờ mó cháu", ["sờ soạng", "sờ"]),  # the longest of those that begin at one place
        ("sờ  soạng", ["sờ"]),  # words parted otherwise are other words
        ("đánh đập con", ["đánh đập"]),
        ("đánh đập", ["đánh đập"]),
        ("sờsoạng, mấy sờm", []),  # whole words only
        ("ĐÁNH ĐẬP", ["đánh đập"]),
        ("đập con nít", ["con nít"]),  # what overlaps is found once, from the left
        ("", []),
    ],
)
def test_phrases_are_found_as_whole_words(text: str, found: list[str]) -> None:
    assert list(Phrases(["sờ", "sờ soạng", "Đánh đập", "đập con nít nhà", "con nít"]).find(text)) == found
