"""The sparse encoder: what matches what, and how much."""

from __future__ import annotations

import time
import unicodedata

import numpy as np
import pytest

from corpus.numbers import fold
from search.encoding import PAIR, clauses, encode_document, encode_query, has_accents, joined, other_spellings

CHILD = "Lấy lời khai trẻ em"
OTHER = "Lấy lời khai người lớn tuổi"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # punctuation ends a clause of text; slash and hyphen do not
        ("Khoản 1, Điều 5: số 43/2021/TT-BCA", [["khoản", "1"], ["điều", "5"], ["số", "43", "2021", "tt", "bca"]]),
        # one spelling for the places of a tone mark, and for y and i
        ("UỶ ban hoà giải, khoẻ", [["ủy", "ban", "hòa", "giải"], ["khỏe"]]),
        ("kỹ sĩ quý hoa thuý", [["kĩ", "sĩ", "quý", "hoa", "thúy"]]),
        # a tone inside a closed syllable stays
        ("toán hoàn thuyền", [["toán", "hoàn", "thuyền"]]),
        # look-alike letter and decomposed text
        ("\u00d0iều " + unicodedata.normalize("NFD", "kiện"), [["điều", "kiện"]]),
        ("", []),
        ("… — !", []),
    ],
)
def test_clauses(text: str, expected: list[list[str]]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize("syllable", ["hòa", "ủy", "kĩ", "lí", "khỏe", "thúy"])
def test_other_spellings_lead_back(syllable: str) -> None:
    others = other_spellings(syllable)
    assert others
    assert all(clauses(o) == [[syllable]] for o in others)


@pytest.mark.parametrize("syllable", ["tre", "quý", "toán", "5", "a"])
def test_no_other_spelling(syllable: str) -> None:
    assert other_spellings(syllable) == []


def test_fold_and_accents() -> None:
    assert fold("Đủ 18 TUỔI") == "du 18 tuoi"


@pytest.mark.parametrize(
    ("text", "accented"),
    [
        ("trẻ em", True),
        ("TRẺ EM", True),
        (unicodedata.normalize("NFD", "trẻ em"), True),
        ("tre em duoi 18 tuoi", False),
        ("", False),
        ("5/2021", False),
        ("tre\u00a0em \u0410", False),  # a blank that does not break and a Cyrillic A are no accents
        # half with accents, half without
        ("cong an xã chuyen tin bao trong bao lâu", False),
        ("công an xã chuyen tin bao trong bao lau", False),
        ("công an xã chuyển tin bao trong bao lau", True),
        ("bố me co duoc ngoi cung cháu khong", False),
        ("bố me danh con bi thuong co bi phat khong", False),
        # right, though most of its syllables bear none
        ("sang tên cho con", True),
        ("làm khai sinh cho con", True),
        ("con trong trại tạm giam thì ai làm khai sinh cho con", True),
        # what has no vowel bears no accent: a number copied whole
        ("dieu 5 nghi dinh 37/2018/NĐ-CP", False),
        ("QĐ-TTg quy dinh gi", False),
        ("k1 Đ5", True),  # nothing that could bear one, so any will do
        # a slip of the keyboard is no syllable: it counts if it has an accent, and not if it has none
        ("ngừoi lánhh", True),
        ("nguwoif bij haji lấy lời khai", True),
        ("Samsung Facebook World bị phạt", True),
    ],
)
def test_is_it_typed_with_accents(text: str, accented: bool) -> None:
    assert has_accents(text) is accented


def test_half_accented_question_finds_both_halves() -> None:
    query = encode_query("lấy loi khai cua tre em trong bao lau")
    assert query.dot(encode_document("", CHILD)) > query.dot(encode_document("", OTHER)) > 0
    whole = encode_query("lay loi khai cua tre em trong bao lau")
    assert query.dot(encode_document("", CHILD)) == pytest.approx(whole.dot(encode_document("", CHILD)))


def test_a_stop_with_its_accents_is_one_in_a_half_accented_question() -> None:
    accented, bare = (encode_query(f"{word} nhan tre em mo coi lam con nuoi").values.sum() for word in ("về", "ve"))
    assert accented < bare  # "về" says nothing, "ve" may be "vé"


def test_vector_is_sorted_unique_uint32() -> None:
    vector = encode_document("Trẻ em", "Trẻ em là người dưới 16 tuổi. Trẻ em")
    assert vector.indices.dtype == np.uint32
    assert vector.values.dtype == np.float32
    assert np.all(np.diff(vector.indices.astype(np.int64)) > 0)
    assert np.all(vector.values > 0)


def test_unaccented_question_finds_accented_text() -> None:
    query = encode_query("lay loi khai tre em")
    assert query.dot(encode_document("", CHILD)) > query.dot(encode_document("", OTHER)) > 0


def test_accented_match_counts_more() -> None:
    text = encode_document("", CHILD)
    same_letters = encode_document("", "Lay loi khai tre em")
    query = encode_query(CHILD)
    assert query.dot(text) > query.dot(same_letters) > 0


def test_pairs_stop_at_punctuation() -> None:
    query = encode_query("lời khai")
    apart = query.dot(encode_document("", "trình bày lời, khai báo"))
    together = query.dot(encode_document("", "trình bày, lời khai báo"))
    assert together - apart > 0.5 * PAIR


def test_heading_and_title_count() -> None:
    query = encode_query("bảo mật thông tin")
    plain = encode_document("", "Cơ quan giữ bảo mật thông tin của nạn nhân")
    headed = encode_document("Bảo mật thông tin", "Cơ quan giữ bảo mật thông tin của nạn nhân")
    titled = encode_document("", "Cơ quan giữ bảo mật thông tin của nạn nhân", title="Luật Bảo mật thông tin")
    assert query.dot(headed) > query.dot(plain)
    assert query.dot(titled) > query.dot(plain)


def test_heading_counts_alike_whether_text_repeats_it() -> None:
    body = "Cơ quan điều tra phân công điều tra viên phù hợp."
    apart = encode_document("Phân công điều tra viên", body)
    within = encode_document("Phân công điều tra viên", "Điều 4. Phân công điều tra viên\n" + body)
    query = encode_query("phân công")
    assert query.dot(apart) == pytest.approx(query.dot(within), rel=0.1)


def test_repetition_saturates() -> None:
    query = encode_query("giám hộ")
    once, ten = (query.dot(encode_document("", "giám hộ, " * n + "việc " * (200 - 2 * n))) for n in (1, 10))
    assert once < ten < 4 * once


def test_stop_syllables_weigh_little() -> None:
    query = encode_query("thì như thế nào khi giám hộ")
    words = {w: encode_query(w).indices for w in ("nào", "hộ")}
    weight = {w: max(query.values[np.isin(query.indices, i)]) for w, i in words.items()}
    assert weight["nào"] < 0.5 * weight["hộ"]


@pytest.mark.parametrize("text", ["", "…", "?!"])
def test_empty(text: str) -> None:
    assert len(encode_query(text)) == 0
    assert len(encode_document("", text)) == 0


def test_ids_are_stable() -> None:
    """Ids are written to disk: a change needs a new ``VERSION``."""
    assert encode_query("khai").indices.tolist() == [1037816539]


def test_speed() -> None:
    """47,600 articles (60 million characters) in under 3 minutes is 3 µs a character."""
    text = "Cơ quan tiến hành tố tụng phân công người có kinh nghiệm, hiểu tâm lý người dưới mười tám tuổi. " * 500
    encode_document("", text)
    begun = time.process_time()
    encode_document("Phân công", text)
    assert time.process_time() - begun < 3e-6 * len(text)


def test_a_joined_question_keeps_its_own_weights() -> None:
    own, other = encode_query("tạm giữ trẻ em"), encode_query("trẻ em, người bào chữa")
    both = joined(own, other, 0.5)
    assert list(both.indices) == sorted(set(own.indices) | set(other.indices))
    weight = dict(zip(both.indices, both.values, strict=True))
    assert all(weight[i] == v for i, v in zip(own.indices, own.values, strict=True))
    new = [(i, v) for i, v in zip(other.indices, other.values, strict=True) if i not in set(own.indices)]
    assert new
    assert all(weight[i] == pytest.approx(v / 2) for i, v in new)
    assert len(joined(own, encode_query(""), 0.5)) == len(own)
