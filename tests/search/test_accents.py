"""Accents given back: the likeliest row of syllables, and nothing changed that is right without."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from search.accents import Accents
from search.words import UnitText, Words, WordsBuilder

LAW = (
    "Công an xã chuyển tin báo về tội phạm cho Cơ quan điều tra. Công an xã lập biên bản. Công an xã chuyển tin báo.",
    "Điều tra viên hỏi cung bị can. Điều tra viên hỏi cung bị can là người dưới 18 tuổi. Trẻ em dưới 16 tuổi.",
    "Phạt tù từ 02 năm đến 07 năm. Phạt tù từ 02 năm đến 07 năm. Kỉ luật cán bộ. Kỉ luật cán bộ.",
)
QUESTIONS = (
    "công an không lập biên bản có sao không",
    "con bé mới 12 tuổi thì kỷ luật cán bộ không",
    "má mì bắt con tui tiếp khách thì xử sao",
    "hỏi thế này: kêu ai, báo đâu",
    "mot cau khong dau thi khong day gi",  # teaches nothing
)


def words() -> Words:
    builder = WordsBuilder()
    for row, text in enumerate(LAW, 1):
        builder.add(UnitText(row, f"1/2021/TT-BCA điều {row}", "1/2021/TT-BCA", (("", text),)))
    return builder.finished(3)


@pytest.fixture(scope="module")
def accents() -> Accents:
    return Accents.of(words(), QUESTIONS)


@pytest.mark.parametrize(
    ("question", "restored"),
    [
        ("cong an xa chuyen tin bao", "công an xã chuyển tin báo"),
        # what stands before tells which
        ("ma mi bat con tui", "má mì bắt con tui"),
        ("phat tu tu 02 nam", "phạt tù từ 02 năm"),
        # right without accents
        ("khong lap bien ban co sao khong", "không lập biên bản có sao không"),
        ("bat con tui tiep khach", "bắt con tui tiếp khách"),
        # numbers stand between their neighbours
        ("con be moi 12 tuoi", "con bé mới 12 tuổi"),
        ("43/2021/TT-BCA", "43/2021/TT-BCA"),
        # abbreviations and names nobody has written stay; a capital stays
        ("BCA hoi cung NCTN", "BCA hỏi cung NCTN"),
        ("Dieu tra vien dung Samsung", "Điều tra viên dung Samsung"),
        # capitals throughout
        ("CONG AN XA CHUYEN TIN BAO", "công an xã chuyển tin báo"),
        # an accent that is there holds
        ("phat tù tu 02 nam", "phạt tù từ 02 năm"),
        ("bị can hoi cung", "bị can hỏi cung"),
        # as questions spell it, where the index has one spelling for two
        ("ki luat can bo", "kỷ luật cán bộ"),
        # marks between clauses stay
        ("hoi the nay: keu ai,  bao dau?", "hỏi thế này: kêu ai,  báo đâu?"),
        ("", ""),
        ("18 + 2 = 20?", "18 + 2 = 20?"),
        ("hello world zzz", "hello world zzz"),
    ],
)
def test_restored(accents: Accents, question: str, restored: str) -> None:
    assert accents.restored(question) == restored


def test_without_any_text_nothing_is_changed() -> None:
    assert Accents.of(Words.empty(), []).restored("cong an xa, 02 nam") == "cong an xa, 02 nam"


def test_kept_and_read_again(accents: Accents, tmp_path: Path) -> None:
    path = tmp_path / "var" / "accents.npz"
    assert Accents.load(path, "a") is None
    accents.save(path, "a")
    assert Accents.load(path, "b") is None
    kept = Accents.load(path, "a")
    assert kept is not None
    assert kept.restored("ma mi bat con tui") == "má mì bắt con tui"
    assert np.array_equal(kept.pairs, accents.pairs)
    path.write_bytes(b"broken")
    assert Accents.load(path, "a") is None


def test_a_long_question_takes_milliseconds(accents: Accents) -> None:
    question = "cong an xa chuyen tin bao ve toi pham cho co quan dieu tra " * 20
    accents.restored(question)
    start = time.process_time()
    accents.restored(question)
    assert time.process_time() - start < 0.5
