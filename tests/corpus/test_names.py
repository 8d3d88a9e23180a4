"""Names of documents: every spelling to the one number, and nothing where two documents could be meant."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest

from corpus.names import NameEntry, Names, single_word_abbreviations, words_of

BLHS, OLD_BLHS, SUA = "100/2015/QH13", "15/1999/QH10", "12/2017/QH14"
PCMBN, OLD_PCMBN = "53/2024/QH15", "66/2011/QH12"
TTLT06 = "06/2018/TTLT-VKSNDTC-TANDTC-BCA-BTP-BLĐTBXH"

NAMES = Names(
    [
        NameEntry(BLHS, "Bộ luật", "Bộ luật Hình sự", date(2015, 11, 27), date(2018, 1, 1)),
        NameEntry(OLD_BLHS, "Bộ luật", "Hình sự", date(1999, 12, 21), date(2000, 7, 1)),
        NameEntry(
            SUA, "Luật", "Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự", date(2017, 6, 20), date(2018, 1, 1)
        ),
        NameEntry(
            "102/2016/QH13", "Luật", "Luật Trẻ em", date(2016, 4, 5), date(2017, 6, 1), aliases=("Luật bảo vệ trẻ em",)
        ),
        NameEntry(
            OLD_PCMBN, "Luật", "Phòng, chống mua bán người", date(2011, 3, 29), date(2012, 1, 1), date(2025, 7, 1)
        ),
        NameEntry(PCMBN, "Luật", "LUẬT PHÒNG, CHỐNG MUA BÁN NGƯỜI", date(2024, 11, 28), date(2025, 7, 1)),
        NameEntry("43/2021/TT-BCA", "Thông tư", "quy định chi tiết"),
        NameEntry("07/2020/TT-BCA", "Thông tư", ""),
        NameEntry("07/2020/TT-BTP", "Thông tư", ""),
        NameEntry(TTLT06, "Thông tư liên tịch", ""),
        NameEntry("02/2019/NQ-HĐTP", "Nghị quyết", ""),
        NameEntry("121/2020/QH14", "Nghị quyết", ""),
        NameEntry("37/2018/NĐ-CP", "Nghị định", "Luật gì đó"),
        NameEntry("83/2016/QH14", "Luật", "Thi hành án hình sự", date(2010, 6, 17)),
        NameEntry("41/2019/QH14", "Luật", "Thi hành án hình sự", date(2019, 6, 14), date(2020, 1, 1)),
        NameEntry("105/2016/QH13", "Luật", "Luật Dược", date(2016, 4, 6), date(2017, 1, 1)),
        NameEntry("65/2006/QH11", "Luật", "Luật sư", date(2006, 6, 29), aliases=("Luật Luật sư năm 2006",)),
        NameEntry("1863/QĐ-TTg", "Quyết định", ""),
        NameEntry("19/2003/QH11", "Bộ luật", "Tố tụng hình sự", None, None, date(2018, 1, 1)),
        NameEntry("101/2015/QH13", "Bộ luật", "Tố tụng hình sự", date(2015, 11, 27), date(2018, 1, 1)),
    ]
)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        # full numbers in any spelling
        ("43/2021/TT-BCA", "43/2021/TT-BCA"),
        ("Thông tư số 43/2021/TT- BCA", "43/2021/TT-BCA"),
        ("43/2021/tt/bca", "43/2021/TT-BCA"),
        ("37/2018/nd-cp", "37/2018/NĐ-CP"),
        ("QD 1863/QD-TTG", "1863/QĐ-TTg"),
        ("Nghị quyết 02/2019/NQ-HDTP", "02/2019/NQ-HĐTP"),
        # a number nobody knows is still that document's name
        ("Nghị định số 59/2020/ND-CP", "59/2020/NĐ-CP"),
        # a joint circular by a part of its issuers; a number that lacks its issuer is none
        ("06/2018/TTLT-TANDTC-VKSNDTC", TTLT06),
        ("99/2018/TTLT", None),
        # short numbers
        ("43/2021", "43/2021/TT-BCA"),
        ("TT 43/2021", "43/2021/TT-BCA"),
        ("TTLT 6/2018", TTLT06),
        ("NQ 02/2019", "02/2019/NQ-HĐTP"),
        ("Nghị quyết số 121/2020", "121/2020/QH14"),
        ("Luật 12/2017", SUA),
        # of another kind, of two documents, of none
        ("NĐ 43/2021", None),
        ("Luật 121/2020", None),
        ("TT 07/2020", None),
        ("TT 99/2020", None),
        # titles and abbreviations
        ("Bộ luật Hình sự năm 2015", BLHS),
        ("BLHS 1999", OLD_BLHS),
        ("bo luat hinh su 2015", BLHS),
        ("blhs (2015)", BLHS),
        ("Bộ luật Hình sự năm 1985", None),
        ("Luật Trẻ em", "102/2016/QH13"),
        ("luat tre em", "102/2016/QH13"),
        ("Luật TE", "102/2016/QH13"),
        ("Luật bảo vệ trẻ em", "102/2016/QH13"),
        ("Luật phòng chống mua bán người 2011", OLD_PCMBN),
        ("LPCMBN năm 2024", PCMBN),
        ("Luật Phòng, chống mua bán người ngày 28 tháng 11 năm 2024", PCMBN),
        ("Bộ luật Hình sự số 100/2015/QH13", BLHS),
        # a title that belongs to another document than the number
        ("Bộ luật Hình sự số 102/2016/QH13", None),
        # amending laws
        ("Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự", SUA),
        ("Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 12/2017/QH14", SUA),
        ("Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 100/2015/QH13", None),
        ("Luật sửa đổi, bổ sung một số điều của Luật Trẻ em", None),
        # accents count where they are written: "được" is not "Dược"
        ("luật được", None),
        ("Luật Dược", "105/2016/QH13"),
        # a lawyer is no law
        ("luật sư", None),
        ("luat su", None),
        ("Luật Luật sư", "65/2006/QH11"),
        ("luat luat su", "65/2006/QH11"),
        # only laws are called by their bare title
        ("quy định chi tiết", None),
        ("", None),
        ("điều gì đó", None),
    ],
)
def test_resolve(name: str, number: str | None) -> None:
    assert NAMES.resolve(name) == number


@pytest.mark.parametrize(
    ("name", "on", "number"),
    [
        ("Luật Phòng, chống mua bán người", date(2020, 1, 1), OLD_PCMBN),
        ("Luật Phòng, chống mua bán người", date(2025, 6, 30), OLD_PCMBN),
        ("Luật Phòng, chống mua bán người", date(2025, 7, 1), PCMBN),
        ("Luật Phòng, chống mua bán người", None, PCMBN),
        ("Luật Phòng, chống mua bán người", date(2010, 1, 1), None),
        # the day the first edition ends is not recorded: the next one's first day ends it
        ("BLHS", date(2010, 1, 1), OLD_BLHS),
        ("BLHS", date(2018, 1, 1), BLHS),
        # an edition of which only the last day is known: none after that day, the only one before the next began
        ("Bộ luật Tố tụng hình sự", date(2026, 11, 21), "101/2015/QH13"),
        ("Bộ luật Tố tụng hình sự", None, "101/2015/QH13"),
        ("Bộ luật Tố tụng hình sự", date(2017, 12, 31), "19/2003/QH11"),
        # an edition whose first day nobody knows: no choice between the two
        ("Luật Thi hành án hình sự", date(2024, 1, 1), None),
        ("Luật Thi hành án hình sự năm 2019", date(2024, 1, 1), "41/2019/QH14"),
        # not yet passed on the day
        ("Luật Trẻ em", date(2015, 1, 1), None),
    ],
)
def test_the_day_chooses_the_edition(name: str, on: date | None, number: str | None) -> None:
    assert NAMES.resolve(name, on) == number


def test_tone_marks_in_either_place_are_one_spelling() -> None:
    assert words_of("Luật Hoà giải, thuỷ lợi") == words_of("luật hòa giải thủy lợi")


def test_title_length_takes_the_longest_title() -> None:
    assert NAMES.title_length(words_of("luật trẻ em quy định")) == 3
    # known to be another law's title, although that law is not at hand
    assert NAMES.title_length(words_of("luật giáo dục đại học quy định")) == 5
    assert NAMES.title_length(words_of("luật được ban hành")) == 0


def test_abbreviations_are_ready_for_a_pattern() -> None:
    found = single_word_abbreviations()
    assert {"blhs", "bltths", "lpcmbn"} <= set(found)
    assert found == sorted(found, key=len, reverse=True)


def test_four_thousand_documents_are_no_burden() -> None:
    entries = [NameEntry(f"{n}/2020/TT-B{n % 7}A", "Thông tư", f"quy định số {n}") for n in range(4000)]
    began = time.process_time()
    names = Names([*entries, NameEntry(BLHS, "Bộ luật", "Bộ luật Hình sự", date(2015, 11, 27), date(2018, 1, 1))])
    for _ in range(1000):
        assert names.resolve("BLHS") == BLHS
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "name", ["BLHS 1999", "luat tre em", "TTLT 06/2018", "Luật Dược", "BLTTHS", "Luật bảo vệ trẻ em", "x"]
)
def test_names_kept_resolve_as_those_read(name: str) -> None:
    kept = Names.from_tables(json.loads(json.dumps(NAMES.tables())))
    assert kept.resolve(name) == NAMES.resolve(name)
    assert kept.tables() == NAMES.tables()
    assert kept.entry(BLHS) == NAMES.entry(BLHS)
