"""Clock times, days, sessions, ordinals and receipts as people write them in minutes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from assist.records.record import Record, record_of
from corpus.spelt_numbers import number
from ingest.source import Page, SourceText


def record(*lines: str, title: str = "BIÊN BẢN GHI LỜI KHAI", method: str = "text") -> Record:
    page = Page(1, "\n".join([title, *lines]), method)
    return record_of(SourceText(Path("a.txt"), "", "text", (page,)))


def sitting(text: str) -> list[tuple[str, str]]:
    def words(moment: datetime | None) -> str:
        return f"{moment:%d/%m %H:%M}" if moment else "?"

    return [(words(s.start), words(s.end)) for s in record(*text.split("\n")).sessions]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("08", 8), ("mười", 10), ("mười bốn", 14), ("mười lăm", 15), ("hai mươi", 20), ("hai mươi mốt", 21), ("hai tư", 24),
        ("ba mươi lăm", 35), ("mồng năm", 5), ("không năm", 5), ("hai nghìn không trăm hai mươi sáu", 2026), ("hai ngàn mười", 2010),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        # the printed form
        (
            "Bắt đầu hồi 08 giờ 30 phút ngày 05/3/2026.\nKết thúc hồi 10 giờ 15 phút cùng ngày.",
            [("05/03 08:30", "05/03 10:15")],
        ),
        (
            "Hồi 08 giờ 30, ngày 05 tháng 3 năm 2026.\nKết thúc hồi 10 giờ 15 cùng ngày.",
            [("05/03 08:30", "05/03 10:15")],
        ),
        # by hand
        ("BĐ: 8g30’ ngày 05.03.2026\nKT: 9g50’", [("05/03 08:30", "05/03 09:50")]),
        ("Thời gian: 8h30 - 9h ngày 5/3/2026", [("05/03 08:30", "05/03 09:00")]),
        ("Từ 8:30 đến 9:05 ngày 5/3/2026", [("05/03 08:30", "05/03 09:05")]),
        # the day stands before
        ("Hôm nay, ngày 05 tháng 3 năm 2026, từ 15 giờ đến 15 giờ 50 phút.", [("05/03 15:00", "05/03 15:50")]),
        # spelled out
        (
            "Vào hồi mười bốn giờ ngày mười tháng ba năm hai nghìn không trăm hai mươi sáu.\nXong lúc mười sáu giờ rưỡi cùng ngày.",
            [("10/03 14:00", "10/03 16:30")],
        ),
        ("Bắt đầu lúc 8 giờ kém 15 ngày 5/3/2026, kết thúc lúc 9 giờ rưỡi.", [("05/03 07:45", "05/03 09:30")]),
        # parts of the day
        ("Hồi 2 giờ chiều ngày 5/3/2026.\nKết thúc lúc 9 giờ tối cùng ngày.", [("05/03 14:00", "05/03 21:00")]),
        # past midnight, with and without the second day
        ("Từ 23h15 ngày 05/3/2026 đến 0h30 ngày 06/3/2026.", [("05/03 23:15", "06/03 00:30")]),
        ("Bắt đầu lúc 23h15 ngày 05/3/2026.\nKết thúc lúc 0h30.", [("05/03 23:15", "06/03 00:30")]),
        # several sittings, the day in a row of its own
        (
            "Ngày làm việc | 05/3/2026\nBuổi 1 | bắt đầu 8h00, kết thúc 9h30\nBuổi 2 | bắt đầu 13h30, kết thúc 15h45",
            [("05/03 08:00", "05/03 09:30"), ("05/03 13:30", "05/03 15:45")],
        ),
        # one end is missing
        ("Bắt đầu hồi 08 giờ ngày 05/3/2026.", [("05/03 08:00", "?")]),
        ("Ngày 05/3/2026. Kết thúc hồi 10 giờ.", [("?", "05/03 10:00")]),
        ("Bắt đầu hồi 08 giờ ngày 05/3/2026.\nKết thúc hồi … giờ … phút cùng ngày.", [("05/03 08:00", "?")]),
        # no sitting: lengths, rough times, what somebody tells
        ("Thời gian mỗi lần không quá 02 giờ.", []),
        ("Hỏi: Lúc đó là mấy giờ?\nĐáp: Lúc 17 giờ ngày 02/3/2026 ạ.", []),
        ("Sự việc xảy ra khoảng 17 giờ ngày 02/3/2026.", []),
    ],
)
def test_sessions(text: str, sessions: list[tuple[str, str]]) -> None:
    assert sitting(text) == sessions


def test_a_session_keeps_the_words_that_show_it() -> None:
    read = record("Hồi 8 giờ ngày 05/3/2026, tại nhà cháu A.", "Kết thúc hồi 9 giờ.")
    passage = read.sessions[0].passage
    assert passage.text == "Hồi 8 giờ ngày 05/3/2026, tại nhà cháu A."
    assert read.text[passage.offset :].startswith(passage.text)
    assert passage.page == 1
    assert read.place is not None
    assert read.place.text == "nhà cháu A"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(lần thứ hai trong ngày)", [2]),
        ("Lần 3 trong ngày", [3]),
        ("Đây là buổi làm việc thứ ba trong ngày với cháu.", [3]),
        ("Biên bản ghi lời khai lần thứ nhất trong cùng ngày", [1]),
        # of the whole case, not of the day; not filled in
        ("(lần thứ hai)", []),
        ("Lần thứ ...... trong ngày", []),
    ],
)
def test_ordinals(text: str, numbers: list[int]) -> None:
    assert [o.number for o in record(text).ordinals] == numbers


@pytest.mark.parametrize(
    ("title", "text", "moments"),
    [
        # the first time of a reception record is the receipt
        (
            "BIÊN BẢN TIẾP NHẬN",
            "Hồi 07 giờ 45 phút ngày 03/3/2026, tại trụ sở.\nTin được chuyển đến Cơ quan điều tra lúc 14 giờ ngày 04/3/2026.",
            ["received 03/03 07:45", "passed 04/03 14:00"],
        ),
        # in a report it must be said
        (
            "BÁO CÁO",
            "Công an xã nhận được tin hồi 6h15 ngày 18/01/2026 và chuyển hồ sơ lúc 8h20 ngày 19/01/2026.",
            ["received 18/01 06:15", "passed 19/01 08:20"],
        ),
        ("PHIẾU CHUYỂN", "Lúc 6h15 ngày 18/01/2026 tiếp nhận tin báo.", ["received 18/01 06:15"]),
        # a call is no passing on, a plan neither, a blank is known to be blank
        ("BÁO CÁO", "Đã điện báo lúc 7h ngày 18/01/2026.", []),
        ("BÁO CÁO", "Dự kiến chuyển lúc 7h ngày 18/01/2026.", []),
        ("PHIẾU CHUYỂN", "Thời điểm chuyển tin: ……………", ["passed ?"]),
    ],
)
def test_moments(title: str, text: str, moments: list[str]) -> None:
    found = record(*text.split("\n"), title=title).moments
    assert [f"{m.step} {m.moment.earliest():%d/%m %H:%M}" if m.moment else f"{m.step} ?" for m in found] == moments
