"""The words of units as numbers: where a unit is cut, what is kept of it, and how the store follows the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import words as stored_words
from search.words import HEADING, TITLE, UnitText, Words, WordsBuilder, segments_of

SEGMENTS = [
    # an article without clauses; one without a heading; a text with neither; nothing
    (
        "Luật Trẻ em",
        "Giải thích",
        "Điều 4. Giải thích",
        [],
        [("@", "Luật Trẻ em"), ("#", "Giải thích"), ("", "Điều 4. Giải thích")],
    ),
    ("Luật Trẻ em", "", "Điều 4.", [], [("@", "Luật Trẻ em"), ("", "Điều 4.")]),
    ("", "", "Nơi nhận:", [], [("", "Nơi nhận:")]),
    ("", "", "", [], []),
    # what stands before, between and after the clauses is in none of them
    (
        "",
        "",
        "Đầu: 1. Một. Giữa. 2. Hai. Cuối.",
        [("khoản 1", 5, 12), ("khoản 2", 19, 26)],
        [("", "Đầu: "), ("khoản 1", "1. Một."), ("", " Giữa. "), ("khoản 2", "2. Hai."), ("", " Cuối.")],
    ),
    # the clause's own words before, between and after its points stay with the clause
    (
        "",
        "",
        "1. Gồm: a) ăn; rồi b) mặc; hết.",
        [("khoản 1", 0, 31), ("khoản 1 điểm a", 8, 14), ("khoản 1 điểm b", 19, 26)],
        [
            ("khoản 1", "1. Gồm: "),
            ("khoản 1 điểm a", "a) ăn;"),
            ("khoản 1", " rồi "),
            ("khoản 1 điểm b", "b) mặc;"),
            ("khoản 1", " hết."),
        ],
    ),
    # a point may be all there is of its clause; the order in which portions are told does not matter
    (
        "",
        "",
        "a) ăn b) mặc",
        [("khoản 2", 6, 12), ("khoản 1", 0, 6), ("khoản 1 điểm a", 0, 6)],
        [("khoản 1 điểm a", "a) ăn "), ("khoản 2", "b) mặc")],
    ),
    # items of a plan
    (
        "",
        "",
        "1. Họp. a) Tổ. (1) Ai.",
        [("mục a", 8, 22), ("mục a.(1)", 15, 22)],
        [("", "1. Họp. "), ("mục a", "a) Tổ. "), ("mục a.(1)", "(1) Ai.")],
    ),
]


@pytest.mark.parametrize(("title", "heading", "text", "portions", "segments"), SEGMENTS)
def test_where_a_unit_is_cut(
    title: str, heading: str, text: str, portions: list[tuple[str, int, int]], segments: list[tuple[str, str]]
) -> None:
    assert segments_of(title, heading, text, portions) == tuple(segments)


@st.composite
def divided(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int]]]:
    """A text with clauses in it and points in them, as structuring gives them: nested or apart, with or without words between."""
    text = draw(st.text(alphabet="aă â.đ;\n1", max_size=30))

    def spans(start: int, end: int) -> Iterator[tuple[int, int]]:
        bounds = sorted(draw(st.lists(st.integers(start, end), max_size=6)))
        yield from zip(bounds[::2], bounds[1::2], strict=False)

    portions = []
    for k, (start, end) in enumerate(spans(0, len(text)), 1):
        portions.append((f"khoản {k}", start, end))
        portions += [(f"khoản {k} điểm {'abc'[n]}", *span) for n, span in enumerate(spans(start, end))]
    return text, portions


@given(divided())
def test_segments_do_not_overlap_and_together_give_the_text_back(
    made: tuple[str, list[tuple[str, int, int]]],
) -> None:
    text, portions = made
    segments = segments_of("", "", text, portions)
    assert "".join(words for _, words in segments) == text
    assert all(words for _, words in segments)
    paths = [path for path, words in segments for _ in words]
    # each letter belongs to the innermost portion around it
    around = ([path for path, start, end in portions if start <= k < end] for k in range(len(text)))
    assert paths == [max(here, key=len, default="") for here in around]


def stored(*units: UnitText, old: Words | None = None, removed: tuple[int, ...] = (), revision: int = 1) -> Words:
    builder = WordsBuilder(old)
    for unit in units:
        builder.add(unit)
    return builder.finished(revision, removed)


LAW, CIRCULAR = "53/2024/QH15", "43/2021/TT-BCA"
AID = UnitText(
    7,
    f"{LAW} điều 37",
    LAW,
    (
        (TITLE, "Luật Nạn nhân"),
        (HEADING, "Hỗ trợ"),
        ("", "Điều 37."),
        ("khoản 1", "1. Ăn, mặc."),
        ("khoản 1 điểm a", "a) Ăn"),
    ),
)
REPORT = UnitText(3, f"{CIRCULAR} điều 5", CIRCULAR, ((HEADING, "Chuyển tin"), ("", "Chuyển tin trong 24 giờ.")))
REPORT_NOTE = UnitText(9, f"{CIRCULAR} điều 5", CIRCULAR, ((HEADING, "Chuyển tin"), ("", "Nói gọn: một ngày.")))


def told(words: Words) -> dict[int, tuple[str, str, list[tuple[str, str]]]]:
    """A store read back: row -> id, document, segments with their syllables, "|" where punctuation parts them."""
    found = {}
    for place, row in enumerate(words.rows.tolist()):
        segments = []
        for n in range(words.unit_start[place], words.unit_start[place + 1]):
            tokens = words.tokens[words.segment_start[n] : words.segment_start[n + 1]]
            said = " ".join(words.vocabulary[token] if token else "|" for token in tokens)
            segments.append((words.paths[words.segment_path[n]], said))
        found[row] = (words.pids[place], words.documents[words.document_of[place]], segments)
    return found


def test_what_is_kept_of_a_unit() -> None:
    words = stored(AID, REPORT)
    assert told(words) == {
        3: (f"{CIRCULAR} điều 5", CIRCULAR, [("#", "chuyển tin |"), ("", "chuyển tin trong 24 giờ |")]),
        7: (
            f"{LAW} điều 37",
            LAW,
            [
                ("@", "luật nạn nhân |"),
                ("#", "hỗ trợ |"),
                ("", "điều 37 |"),
                ("khoản 1", "1 | ăn | mặc |"),
                ("khoản 1 điểm a", "a | ăn |"),
            ],
        ),
    }
    assert len(words) == 2
    assert words.places == {f"{CIRCULAR} điều 5": [0], f"{LAW} điều 37": [1]}


def test_a_segment_of_punctuation_alone_is_kept_empty() -> None:
    words = stored(UnitText(1, f"{LAW} điều 1", LAW, (("", "…"), ("khoản 1", "1. Ghi."))))
    assert told(words)[1][2] == [("", ""), ("khoản 1", "1 | ghi |")]


def test_one_word_has_one_number_whatever_its_spelling_and_one_more_without_its_accents() -> None:
    words = stored(UnitText(1, f"{LAW} điều 1", LAW, (("", "Hoà giải, hòa giải; HOA GIẢI hóa"),)))
    assert words.vocabulary == ["", "hòa", "giải", "hoa", "hóa"]
    assert words.number_of == {"hòa": 1, "giải": 2, "hoa": 3, "hóa": 4}
    assert [words.bares[n] for n in words.bare_of] == ["", "hoa", "giai", "hoa", "hoa"]
    assert words.bare_number == {"hoa": 1, "giai": 2}


def test_a_text_and_its_note_share_an_id() -> None:
    words = stored(REPORT, AID, REPORT_NOTE)
    assert words.places[f"{CIRCULAR} điều 5"] == [0, 2]
    assert words.rows[[0, 2]].tolist() == [3, 9]


@pytest.mark.parametrize(
    ("rows", "places"),
    [([3, 7, 9], [0, 1, 2]), ([9, 3], [2, 0]), ([1, 7, 8, 100], [1]), ([4], []), ([], [])],
)
def test_places_of_rows_keep_their_order_and_leave_out_what_is_not_stored(rows: list[int], places: list[int]) -> None:
    assert stored(AID, REPORT, REPORT_NOTE).places_of(rows).tolist() == places


def test_a_store_of_nothing() -> None:
    words = Words.empty()
    assert (len(words), words.revision, words.vocabulary, words.places) == (0, 0, [""], {})
    assert words.places_of([1, 2]).tolist() == []
    extract = words.read(words.places_of([1]))
    assert [len(part) for part in (extract.tokens, extract.segment, extract.path, extract.unit)] == [0, 0, 0, 0]


def test_units_are_read_end_to_end_in_the_order_asked_for() -> None:
    words = stored(AID, REPORT, REPORT_NOTE)
    extract = words.read(words.places_of([9, 3]))
    said = " ".join(words.vocabulary[token] or "|" for token in extract.tokens)
    assert said == "chuyển tin | nói gọn | một ngày | chuyển tin | chuyển tin trong 24 giờ |"
    assert extract.segment.tolist() == [0] * 3 + [1] * 6 + [2] * 3 + [3] * 6
    assert [words.paths[n] for n in extract.path] == ["#", "", "#", ""]
    assert extract.unit.tolist() == [0, 0, 1, 1]


CLAUSES = [
    ("", ""),
    ("@", "@"),
    ("#", "#"),
    ("khoản 1", "khoản 1"),
    ("khoản 1 điểm a", "khoản 1"),
    ("khoản 12", "khoản 12"),
    ("khoản 12 điểm đ", "khoản 12"),
    ("điểm a", "điểm a"),
    # a point of a clause that no unit has by itself stands alone
    ("khoản 9 điểm a", "khoản 9 điểm a"),
    ("mục a", "mục a"),
]


def test_the_clause_of_a_path() -> None:
    words = stored(UnitText(1, f"{LAW} điều 1", LAW, tuple((path, "lời") for path, _ in CLAUSES)))
    assert {path: words.paths[words.clause_of[words.path_number(path)]] for path, _ in CLAUSES} == dict(CLAUSES)
    assert words.path_number("khoản 77") == -1


def test_which_words_are_numbers() -> None:
    # "năm" is a year far more often than five
    said = "24 02 2025 ba Mười hai; năm tuổi 36a một"
    words = stored(UnitText(1, f"{LAW} điều 1", LAW, (("", said),)))
    numbers = {word for word, is_number in zip(words.vocabulary, words.number_tokens, strict=True) if is_number}
    assert numbers == {"24", "02", "2025", "ba", "mười", "hai", "một"}


def alike(one: Words, other: Words) -> bool:
    arrays = ("tokens", "segment_start", "segment_path", "unit_start", "rows", "document_of", "bare_of")
    names = ("revision", "vocabulary", "paths", "bares", "pids", "documents")
    return all(np.array_equal(getattr(one, n), getattr(other, n)) for n in arrays) and all(
        getattr(one, n) == getattr(other, n) for n in names
    )


@pytest.mark.parametrize("units", [(), (REPORT,), (AID, REPORT, REPORT_NOTE)])
def test_stored_and_loaded_again(tmp_path: Path, units: tuple[UnitText, ...]) -> None:
    words = stored(*units, revision=12)
    path = tmp_path / "index" / "words.npz"
    words.save(path)
    loaded = Words.load(path)
    assert loaded is not None
    assert alike(loaded, words)
    assert [p.name for p in path.parent.iterdir()] == ["words.npz"]


def test_storing_again_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "words.npz"
    stored(AID, REPORT).save(path)
    later = stored(REPORT_NOTE, revision=2)
    later.save(path)
    loaded = Words.load(path)
    assert loaded is not None
    assert alike(loaded, later)


def test_what_is_missing_broken_or_of_another_version_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "words.npz"
    assert Words.load(path) is None
    path.write_bytes(b"broken")
    assert Words.load(path) is None
    stored(AID).save(path)
    assert Words.load(path) is not None
    monkeypatch.setattr(stored_words, "VERSION", stored_words.VERSION + 1)
    assert Words.load(path) is None


def test_rows_are_added_written_anew_and_removed() -> None:
    changed = UnitText(7, f"{LAW} điều 37", LAW, ((HEADING, "Hỗ trợ"), ("khoản 2", "2. Học nghề.")))
    new = UnitText(1, f"{LAW} điều 2", LAW, (("", "Mới."),))
    first = stored(AID, REPORT, REPORT_NOTE)
    second = stored(changed, new, old=first, removed=(9, 1000), revision=2)
    assert second.revision == 2
    assert second.rows.tolist() == [1, 3, 7]
    assert told(second) == {
        1: (f"{LAW} điều 2", LAW, [("", "mới |")]),
        3: told(first)[3],
        7: (f"{LAW} điều 37", LAW, [("#", "hỗ trợ |"), ("khoản 2", "2 | học nghề |")]),
    }
    # the older store is as it was: readers go on with it
    assert set(told(first)) == {3, 7, 9}
    assert second.vocabulary[: len(first.vocabulary)] == first.vocabulary


def test_a_row_both_removed_and_added_is_there() -> None:
    again = UnitText(3, f"{CIRCULAR} điều 5", CIRCULAR, (("", "Mới."),))
    assert told(stored(again, old=stored(REPORT), removed=(3,)))[3][2] == [("", "mới |")]


UNITS = st.lists(
    st.builds(
        lambda row, words: UnitText(row, f"{LAW} điều {row}", LAW, ((HEADING, words[:3]), ("khoản 1", words))),
        st.integers(1, 6),
        st.text(alphabet="ab á,.", max_size=8),
    ),
    max_size=5,
    unique_by=lambda unit: unit.row,
)


@given(UNITS, UNITS, st.sets(st.integers(1, 6)))
def test_a_store_brought_up_to_date_tells_what_one_made_anew_tells(
    before: list[UnitText], after: list[UnitText], removed: set[int]
) -> None:
    written = {unit.row for unit in after}
    left = [unit for unit in before if unit.row not in removed | written]
    assert told(stored(*after, old=stored(*before), removed=tuple(removed))) == told(stored(*left, *after))
