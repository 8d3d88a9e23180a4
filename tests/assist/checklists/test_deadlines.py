"""Limits as Article 134 of the Criminal Procedure Code counts them. The ends were worked out by hand from the text and a calendar.

Days off in the table. 2025: Tết 25/01-02/02, 07/04, 30/04-04/05 (Saturday 26/04 worked). 2026: 01-04/01 (Saturday 10/01 worked),
Tết 14-22/02, 25-27/04, 30/04-03/05, 29/08-02/09 (Saturday 22/08 worked), 24/11.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.checklists.deadlines import deadline
from assist.checklists.model import Deadline, Moment
from assist.checklists.workdays import Calendar
from corpus.checklists import TimeLimit
from corpus.circumstances import Event

PLAIN = Calendar()

# Rows: the limit, the start, the date to act by, the later reading (empty where there is none).

CLOCK = [
    # across midnight, into a Saturday, into a new year, into Tết: never moved
    ("24 giờ", "10h30 05/03/2026", "10h30 06/03/2026", ""),
    ("24 giờ", "22h45 06/03/2026", "22h45 07/03/2026", ""),
    ("12 giờ", "20h 31/12/2025", "8h 01/01/2026", ""),
    ("48 giờ", "8h 13/02/2026", "8h 15/02/2026", ""),
    ("72 giờ", "23h 26/01/2025", "23h 29/01/2025", ""),
    # the end of February
    ("24 giờ", "9h15 28/02/2024", "9h15 29/02/2024", ""),
    ("24 giờ", "9h15 28/02/2025", "9h15 01/03/2025", ""),
    # midnight belongs to the day it begins; an end at midnight is 24:00 of the day before
    ("24 giờ", "0h 05/03/2026", "24h 05/03/2026", ""),
    ("12 giờ", "12h 05/03/2026", "24h 05/03/2026", ""),
    ("30 phút", "23h50 05/03/2026", "0h20 06/03/2026", ""),
    # no clock time: from 00:00, from 24:00
    ("24 giờ", "05/03/2026", "24h 05/03/2026", "24h 06/03/2026"),
    ("12 giờ", "05/03/2026", "12h 05/03/2026", "12h 06/03/2026"),
    ("90 phút", "05/03/2026", "1h30 05/03/2026", "1h30 06/03/2026"),
]

DAYS = [
    # no day off near
    ("1 ngày", "05/03/2026", "24h 05/03/2026", "24h 06/03/2026"),
    ("3 ngày", "02/03/2026", "24h 04/03/2026", "24h 05/03/2026"),
    # the earlier reading stays on a Saturday or Sunday, the later moves to Monday 09/03
    ("2 ngày", "05/03/2026", "24h 06/03/2026", "24h 09/03/2026"),
    ("3 ngày", "05/03/2026", "24h 07/03/2026", "24h 09/03/2026"),
    ("4 ngày", "05/03/2026", "24h 08/03/2026", "24h 09/03/2026"),
    # the clock time of the start does not matter
    ("3 ngày", "23h30 05/03/2026", "24h 07/03/2026", "24h 09/03/2026"),
    # Tết 2026: all ends from 14/02 to 22/02 move to Monday 23/02
    ("7 ngày", "10/02/2026", "24h 16/02/2026", "24h 23/02/2026"),
    ("10 ngày", "06/02/2026", "24h 15/02/2026", "24h 23/02/2026"),
    ("15 ngày", "08/02/2026", "24h 22/02/2026", "24h 23/02/2026"),
    # Tết 2025: to Monday 03/02
    ("5 ngày", "22/01/2025", "24h 26/01/2025", "24h 03/02/2025"),
    ("10 ngày", "22/01/2025", "24h 31/01/2025", "24h 03/02/2025"),
    # the Hùng kings' day on a Sunday, made up for on Monday 27/04/2026
    ("20 ngày", "07/04/2026", "24h 26/04/2026", "24h 28/04/2026"),
    ("20 ngày", "08/04/2026", "24h 27/04/2026", "24h 28/04/2026"),
    # 30/04 and 01/05 with a swapped Friday
    ("3 ngày", "28/04/2025", "24h 30/04/2025", "24h 05/05/2025"),
    # a worked Saturday is a working day
    ("1 ngày", "25/04/2025", "24h 25/04/2025", "24h 26/04/2025"),
    ("1 ngày", "09/01/2026", "24h 09/01/2026", "24h 10/01/2026"),
    # over New Year
    ("1 ngày", "31/12/2025", "24h 31/12/2025", "24h 05/01/2026"),
    # February of a leap year and of another
    ("20 ngày", "10/02/2024", "24h 29/02/2024", "24h 01/03/2024"),
    ("20 ngày", "10/02/2025", "24h 01/03/2025", "24h 03/03/2025"),
    # weeks as seven days
    ("1 tuần", "02/03/2026", "24h 08/03/2026", "24h 09/03/2026"),
    ("2 tuần", "03/02/2026", "24h 16/02/2026", "24h 23/02/2026"),
]

WORKING_DAYS = [
    ("1 ngày làm việc", "05/03/2026", "24h 05/03/2026", "24h 06/03/2026"),
    ("3 ngày làm việc", "02/03/2026", "24h 04/03/2026", "24h 05/03/2026"),
    # over a weekend: 5, 6, 9 or 6, 9, 10 March (3 days are 07/03)
    ("3 ngày làm việc", "05/03/2026", "24h 09/03/2026", "24h 10/03/2026"),
    ("1 ngày làm việc", "06/03/2026", "24h 06/03/2026", "24h 09/03/2026"),
    # a start on a day off: both readings begin on the next working day
    ("1 ngày làm việc", "07/03/2026", "24h 09/03/2026", ""),
    ("5 ngày làm việc", "08/03/2026", "24h 13/03/2026", ""),
    ("2 ngày làm việc", "17/02/2026", "24h 24/02/2026", ""),
    # over Tết: 12, 13, 23 or 13, 23, 24 February; 23, 24 January, 3 February
    ("3 ngày làm việc", "12/02/2026", "24h 23/02/2026", "24h 24/02/2026"),
    ("3 ngày làm việc", "23/01/2025", "24h 03/02/2025", "24h 04/02/2025"),
    # worked Saturdays count: 26/04/2025, 10/01/2026, 22/08/2026
    ("5 ngày làm việc", "23/04/2025", "24h 28/04/2025", "24h 29/04/2025"),
    ("3 ngày làm việc", "08/01/2026", "24h 10/01/2026", "24h 12/01/2026"),
    ("2 ngày làm việc", "21/08/2026", "24h 22/08/2026", "24h 24/08/2026"),
    ("1 ngày làm việc", "22/08/2026", "24h 22/08/2026", "24h 24/08/2026"),
    # swapped days off do not: 02/05/2025, 02/01/2026, 31/08/2026
    ("3 ngày làm việc", "29/04/2025", "24h 06/05/2025", "24h 07/05/2025"),
    ("2 ngày làm việc", "31/12/2025", "24h 05/01/2026", "24h 06/01/2026"),
    ("3 ngày làm việc", "28/08/2026", "24h 04/09/2026", "24h 07/09/2026"),
]

MONTHS = [
    # the same day of the later month
    ("1 tháng", "02/03/2026", "24h 02/04/2026", ""),
    ("4 tháng", "15/05/2026", "24h 15/09/2026", ""),
    # on a Sunday, a Saturday: Monday
    ("1 tháng", "05/03/2026", "24h 06/04/2026", ""),
    ("1 tháng", "28/02/2026", "24h 30/03/2026", ""),
    # the clock time of the start does not matter
    ("1 tháng", "23h59 05/03/2026", "24h 06/04/2026", ""),
    # no such day: the month's last; 28/02/2026 is a Saturday
    ("1 tháng", "31/01/2025", "24h 28/02/2025", ""),
    ("1 tháng", "31/01/2026", "24h 02/03/2026", ""),
    ("1 tháng", "30/01/2024", "24h 29/02/2024", ""),
    ("2 tháng", "31/12/2025", "24h 02/03/2026", ""),
    ("3 tháng", "30/11/2025", "24h 02/03/2026", ""),
    # 30/04/2026 is the first of four days off
    ("1 tháng", "31/03/2026", "24h 04/05/2026", ""),
    # Tết 2025 and 2026
    ("1 tháng", "27/12/2024", "24h 03/02/2025", ""),
    ("1 tháng", "17/01/2026", "24h 23/02/2026", ""),
    ("2 tháng", "20/12/2025", "24h 23/02/2026", ""),
    # a worked Saturday stays, its swapped Friday moves
    ("2 tháng", "10/11/2025", "24h 10/01/2026", ""),
    ("2 tháng", "02/11/2025", "24h 05/01/2026", ""),
    # years
    ("12 tháng", "29/02/2024", "24h 28/02/2025", ""),
    ("1 năm", "29/02/2024", "24h 28/02/2025", ""),
    ("4 năm", "29/02/2020", "24h 29/02/2024", ""),
    ("2 năm", "05/03/2024", "24h 05/03/2026", ""),
    ("1 năm", "02/09/2025", "24h 03/09/2026", ""),
]

CUSTODY = [
    # by the day, by the clock; days off prolong nothing
    ("3 ngày", "9h 05/03/2026", "24h 07/03/2026", "9h 08/03/2026"),
    ("3 ngày", "23h30 15/02/2026", "24h 17/02/2026", "23h30 18/02/2026"),
    ("9 ngày", "8h 10/02/2026", "24h 18/02/2026", "8h 19/02/2026"),
    ("3 ngày", "14h 27/02/2024", "24h 29/02/2024", "14h 01/03/2024"),
    # from midnight both are one
    ("3 ngày", "0h 05/03/2026", "24h 07/03/2026", ""),
    # no clock time
    ("3 ngày", "05/03/2026", "24h 07/03/2026", "24h 08/03/2026"),
    # in hours
    ("12 giờ", "20h 15/02/2026", "8h 16/02/2026", ""),
]

DETENTION = [
    # 30 days a month: 31/01 is the 1st, 28/02 the 29th, 31/03 the 60th
    ("2 tháng", "31/01/2026", "24h 31/03/2026", "24h 01/04/2026"),
    ("1 tháng", "01/02/2026", "24h 02/03/2026", "24h 03/03/2026"),
    ("1 tháng", "01/02/2024", "24h 01/03/2024", "24h 02/03/2024"),
    # the day of the year 360 is 26/12
    ("1 năm", "01/01/2026", "24h 26/12/2026", "24h 27/12/2026"),
    ("20 ngày", "10/02/2026", "24h 01/03/2026", "24h 02/03/2026"),
    ("1 tuần", "02/03/2026", "24h 08/03/2026", "24h 09/03/2026"),
    # two thirds: 40, 20, 60, 80, 240 days
    ("2/3 của 2 tháng", "31/01/2026", "24h 11/03/2026", "24h 12/03/2026"),
    ("2/3 của 1 tháng", "20/01/2026", "24h 08/02/2026", "24h 09/02/2026"),
    ("2/3 của 3 tháng", "01/01/2026", "24h 01/03/2026", "24h 02/03/2026"),
    ("2/3 của 4 tháng", "01/06/2026", "24h 19/08/2026", "24h 20/08/2026"),
    ("2/3 của 1 năm", "01/01/2026", "24h 28/08/2026", "24h 29/08/2026"),
    # rounded down: 13 of 20 days, 33 of 50
    ("2/3 của 20 ngày", "10/02/2026", "24h 22/02/2026", "24h 23/02/2026"),
    ("2/3 của 50 ngày", "01/03/2026", "24h 02/04/2026", "24h 03/04/2026"),
]

BEFORE = [
    # the start is the event counted back from
    ("24 giờ", "8h 10/03/2026", "8h 09/03/2026", ""),
    ("30 phút", "0h15 10/03/2026", "23h45 09/03/2026", ""),
    ("24 giờ", "10/03/2026", "24h 08/03/2026", "24h 09/03/2026"),
    # so many full days between, or the last day counted; no moving from the Sunday 08/03 or the Saturday 14/02
    ("1 ngày", "10/03/2026", "24h 08/03/2026", "24h 09/03/2026"),
    ("7 ngày", "10/03/2026", "24h 02/03/2026", "24h 03/03/2026"),
    ("7 ngày", "14h 10/03/2026", "24h 02/03/2026", "24h 03/03/2026"),
    ("10 ngày", "24/02/2026", "24h 13/02/2026", "24h 14/02/2026"),
    ("3 ngày", "02/03/2026", "24h 26/02/2026", "24h 27/02/2026"),
    ("1 tuần", "10/03/2026", "24h 02/03/2026", "24h 03/03/2026"),
    # back to the same day of the earlier month or its last
    ("1 tháng", "31/03/2026", "24h 27/02/2026", "24h 28/02/2026"),
    ("1 tháng", "31/03/2024", "24h 28/02/2024", "24h 29/02/2024"),
    ("1 tháng", "15/01/2026", "24h 14/12/2025", "24h 15/12/2025"),
    ("1 năm", "29/02/2024", "24h 27/02/2023", "24h 28/02/2023"),
    # working days back: 23, 13, 12 February; 10 (a Saturday), 9, 8, 7 January
    ("2 ngày làm việc", "24/02/2026", "24h 12/02/2026", "24h 13/02/2026"),
    ("3 ngày làm việc", "12/01/2026", "24h 07/01/2026", "24h 08/01/2026"),
]

#: The limit, the two starts, the earliest and the latest of all readings.
TWO_EVENTS = [
    ("5 ngày", "10/03/2026", "12/03/2026", "24h 14/03/2026", "24h 17/03/2026"),
    ("5 ngày", "12/03/2026", "10/03/2026", "24h 14/03/2026", "24h 17/03/2026"),
    ("24 giờ", "8h 05/03/2026", "10h 05/03/2026", "8h 06/03/2026", "10h 06/03/2026"),
    ("24 giờ", "8h 05/03/2026", "8h 05/03/2026", "8h 06/03/2026", ""),
    # one event without a clock time gives both ends
    ("24 giờ", "05/03/2026", "10h 05/03/2026", "24h 05/03/2026", "24h 06/03/2026"),
    # 30/01 and 31/01 both give 28/02, a Saturday
    ("1 tháng", "30/01/2026", "31/01/2026", "24h 02/03/2026", ""),
    ("3 ngày làm việc", "12/02/2026", "16/02/2026", "24h 23/02/2026", "24h 25/02/2026"),
]

#: Monday 23/02/2026 off, Saturday 28/02/2026 worked.
BY_HAND = Calendar(off={date(2026, 2, 23): "Nghỉ do bão"}, working={date(2026, 2, 28): "Làm bù ngày nghỉ do bão"})
SET_BY_HAND = [
    ("1 tháng", "17/01/2026", "24h 24/02/2026", ""),
    ("1 tháng", "31/01/2026", "24h 28/02/2026", ""),
    ("10 ngày", "06/02/2026", "24h 15/02/2026", "24h 24/02/2026"),
    ("2 ngày", "26/02/2026", "24h 27/02/2026", "24h 28/02/2026"),
    ("3 ngày làm việc", "12/02/2026", "24h 24/02/2026", "24h 25/02/2026"),
    ("1 ngày làm việc", "27/02/2026", "24h 27/02/2026", "24h 28/02/2026"),
    # hours and custody do not heed them
    ("24 giờ", "8h 22/02/2026", "8h 23/02/2026", ""),
    ("2 ngày tạm giữ", "8h 22/02/2026", "24h 23/02/2026", "8h 24/02/2026"),
]


def moment(text: str) -> Moment:
    clock, _, day = text.rpartition(" ")
    d, m, y = map(int, day.split("/"))
    if not clock:
        return Moment(date(y, m, d))
    hour, _, minute = clock.partition("h")
    return Moment(date(y, m, d), time(int(hour), int(minute or 0)))


def instant(text: str) -> datetime | None:
    if not text:
        return None
    if text.startswith("24h "):
        return moment(text.removeprefix("24h ")).latest()
    return moment(text).earliest()


def limit(text: str, event: Event = Event.RECEIVED, **more: Any) -> TimeLimit:
    found = re.fullmatch(r"(2/3 của )?(\d+) (.+?)( tạm giữ)?", text)
    assert found, text
    if found[4]:
        event, more = Event.HELD, {"custody": True}
    if found[1]:
        more["two_thirds"] = True
    return TimeLimit(number=int(found[2]), unit=found[3], event=event, **more)


def ends(found: Deadline) -> tuple[datetime, datetime | None]:
    return found.due, found.other


@pytest.mark.parametrize(("text", "start", "due", "other"), CLOCK + DAYS + WORKING_DAYS + MONTHS)
def test_limits_from_an_event(text: str, start: str, due: str, other: str) -> None:
    assert ends(deadline(limit(text), moment(start), PLAIN)) == (instant(due), instant(other))


@pytest.mark.parametrize(("text", "start", "due", "other"), CUSTODY)
def test_custody(text: str, start: str, due: str, other: str) -> None:
    for event in (Event.HELD, Event.CUSTODY_DECIDED):
        found = deadline(limit(text, event, custody=True), moment(start), PLAIN)
        assert ends(found) == (instant(due), instant(other))


@pytest.mark.parametrize(("text", "start", "due", "other"), DETENTION)
def test_detention(text: str, start: str, due: str, other: str) -> None:
    found = deadline(limit(text, Event.DETAINED, custody=True), moment(start), PLAIN)
    assert ends(found) == (instant(due), instant(other))


@pytest.mark.parametrize(("text", "event", "due", "other"), BEFORE)
def test_limits_back_from_an_event(text: str, event: str, due: str, other: str) -> None:
    assert ends(deadline(limit(text, before=True), moment(event), PLAIN)) == (instant(due), instant(other))


@pytest.mark.parametrize(("text", "start", "second", "due", "other"), TWO_EVENTS)
def test_limits_from_either_of_two_events(text: str, start: str, second: str, due: str, other: str) -> None:
    found = deadline(limit(text, or_since=Event.INITIATED), moment(start), PLAIN, moment(second))
    assert ends(found) == (instant(due), instant(other))


@pytest.mark.parametrize(("text", "start", "due", "other"), SET_BY_HAND)
def test_days_set_by_hand(text: str, start: str, due: str, other: str) -> None:
    assert ends(deadline(limit(text), moment(start), BY_HAND)) == (instant(due), instant(other))


#: What the reader is told: the limit, more of it, the start, the lines of the earlier and of the later reading.
TOLD = [
    (
        "24 giờ",
        {},
        "10h30 05/03/2026",
        ["kể từ 10 giờ 30 ngày 05/03/2026 cộng 24 giờ → 10 giờ 30 ngày 06/03/2026"],
        [],
    ),
    (
        "24 giờ",
        {},
        "05/03/2026",
        ["kể từ 0 giờ ngày 05/03/2026 cộng 24 giờ → 24 giờ ngày 05/03/2026"],
        ["kể từ 24 giờ ngày 05/03/2026 cộng 24 giờ → 24 giờ ngày 06/03/2026"],
    ),
    (
        "12 giờ",
        {},
        "0h 05/03/2026",
        ["kể từ 0 giờ ngày 05/03/2026 cộng 12 giờ → 12 giờ ngày 05/03/2026"],
        [],
    ),
    (
        "3 ngày",
        {},
        "05/03/2026",
        [
            "đếm cả ngày 05/03/2026 là ngày thứ nhất, 3 ngày → hết 24 giờ ngày 07/03/2026 (Thứ bảy)",
            "ngày 07/03/2026 là Thứ bảy, ngày nghỉ; cách đếm này không dời hạn",
        ],
        [
            "không đếm ngày 05/03/2026, 3 ngày sau đó → ngày 08/03/2026 (Chủ nhật)",
            "ngày 08/03/2026 là Chủ nhật, ngày nghỉ → ngày làm việc tiếp theo 09/03/2026 (Thứ hai)",
            "hết 24 giờ ngày 09/03/2026",
        ],
    ),
    (
        "3 ngày làm việc",
        {},
        "08/01/2026",
        [
            "đếm cả ngày 08/01/2026, đếm 3 ngày làm việc → hết 24 giờ ngày 10/01/2026 (Thứ bảy)",
            "có đếm ngày làm việc: 10/01/2026 (Thứ bảy làm bù)",
        ],
        [
            "không đếm ngày 08/01/2026, đếm 3 ngày làm việc → hết 24 giờ ngày 12/01/2026 (Thứ hai)",
            "bỏ qua ngày nghỉ: 1 ngày Thứ bảy, Chủ nhật",
            "có đếm ngày làm việc: 10/01/2026 (Thứ bảy làm bù)",
        ],
    ),
    (
        "2 ngày làm việc",
        {},
        "01/05/2026",
        [
            "ngày 01/05/2026 là Ngày Quốc tế Lao động, ngày nghỉ; không được đếm",
            "không đếm ngày 01/05/2026, đếm 2 ngày làm việc → hết 24 giờ ngày 05/05/2026 (Thứ ba)",
            "bỏ qua ngày nghỉ: 2 ngày Thứ bảy, Chủ nhật; 01/05/2026 (Ngày Quốc tế Lao động)",
        ],
        [],
    ),
    (
        "1 tháng",
        {},
        "31/01/2026",
        [
            "kể từ ngày 31/01/2026 cộng 1 tháng → tháng 02/2026 không có ngày 31 → ngày cuối tháng 28/02/2026 (Thứ bảy)",
            "ngày 28/02/2026 là Thứ bảy, ngày nghỉ → ngày làm việc tiếp theo 02/03/2026 (Thứ hai)",
            "hết 24 giờ ngày 02/03/2026",
        ],
        [],
    ),
    (
        "1 năm",
        {},
        "05/03/2025",
        [
            "1 năm = 12 tháng (Điều 134 khoản 1 có nêu năm nhưng không nói cách tính; đếm như tháng)",
            "kể từ ngày 05/03/2025 cộng 12 tháng → ngày 05/03/2026 (Thứ năm)",
            "hết 24 giờ ngày 05/03/2026",
        ],
        [],
    ),
    (
        "3 ngày",
        {"before": True},
        "11/03/2026",
        [
            "lùi 3 ngày từ ngày 11/03/2026 → ngày 08/03/2026 (Chủ nhật)",
            "để trọn 3 ngày nằm giữa → chậm nhất 24 giờ ngày 07/03/2026 (Thứ bảy)",
            "ngày 07/03/2026 là Thứ bảy, ngày nghỉ; nên làm xong từ ngày làm việc trước đó, 06/03/2026 (Thứ sáu)",
        ],
        [
            "lùi 3 ngày từ ngày 11/03/2026 → ngày 08/03/2026 (Chủ nhật)",
            "đếm cả ngày 08/03/2026 → chậm nhất 24 giờ ngày 08/03/2026 (Chủ nhật)",
            "ngày 08/03/2026 là Chủ nhật, ngày nghỉ; nên làm xong từ ngày làm việc trước đó, 06/03/2026 (Thứ sáu)",
        ],
    ),
    (
        "2/3 của 50 ngày",
        {"custody": True},
        "01/03/2026",
        [
            "hai phần ba của 50 ngày → 33 ngày (bỏ phần lẻ, có lợi cho người bị giữ)",
            "đếm cả ngày 01/03/2026 là ngày thứ nhất, 33 ngày → hết 24 giờ ngày 02/04/2026 (Thứ năm)",
            "Ngày nghỉ không kéo dài hạn giữ người.",
            "Nếu trước đó đã tạm giữ, số ngày tạm giữ còn được trừ vào hạn này (Điều 118 khoản 4).",
        ],
        [
            "hai phần ba của 50 ngày → 33 ngày (bỏ phần lẻ, có lợi cho người bị giữ)",
            "không đếm ngày 01/03/2026, 33 ngày sau đó → ngày 03/04/2026 (Thứ sáu), hết 24 giờ",
            "Ngày nghỉ không kéo dài hạn giữ người.",
            "Nếu trước đó đã tạm giữ, số ngày tạm giữ còn được trừ vào hạn này (Điều 118 khoản 4).",
        ],
    ),
]


@pytest.mark.parametrize(("text", "more", "start", "steps", "other_steps"), TOLD)
def test_the_arithmetic_is_told(
    text: str, more: dict[str, Any], start: str, steps: list[str], other_steps: list[str]
) -> None:
    found = deadline(limit(text, **more), moment(start), PLAIN)
    assert (list(found.steps), list(found.other_steps)) == (steps, other_steps)


def test_two_thirds_of_months_are_shown_from_months_to_days() -> None:
    found = deadline(limit("2/3 của 2 tháng", Event.DETAINED, custody=True), moment("31/01/2026"), PLAIN)
    assert found.steps[:2] == (
        "2 tháng × 30 ngày = 60 ngày (hạn giữ người: 1 tháng là 30 ngày)",
        "hai phần ba của 60 ngày → 40 ngày",
    )
    assert [str(pid) for pid in found.basis] == [
        "101/2015/QH13 điều 134 khoản 1",
        "101/2015/QH13 điều 118 khoản 4",
        "101/2015/QH13 điều 419 khoản 1",
    ]


def test_custody_tells_that_the_order_decides() -> None:
    found = deadline(limit("3 ngày tạm giữ"), moment("9h 05/03/2026"), PLAIN)
    for lines in (found.steps, found.other_steps, found.why):
        assert any("ghi trong quyết định tạm giữ" in line for line in lines)
    assert "kể từ 9 giờ ngày 05/03/2026 cộng 3 × 24 giờ → 9 giờ ngày 08/03/2026" in found.other_steps
    assert [str(pid) for pid in found.basis] == ["101/2015/QH13 điều 134 khoản 1", "101/2015/QH13 điều 117 khoản 2"]


@pytest.mark.parametrize(
    ("text", "start", "says"),
    [
        ("24 giờ", "05/03/2026", ["Chưa biết giờ, phút"]),
        ("3 ngày", "02/03/2026", ["ngày đầu"]),
        ("3 ngày", "05/03/2026", ["ngày đầu", "dời qua ngày nghỉ"]),
        ("3 ngày làm việc", "05/03/2026", ["ngày đầu"]),
        ("3 ngày tạm giữ", "05/03/2026", ["chạy theo giờ", "ghi trong quyết định", "Chưa biết giờ, phút"]),
        # one reading only
        ("24 giờ", "9h 05/03/2026", []),
        ("1 ngày làm việc", "07/03/2026", []),
        ("1 tháng", "31/01/2026", []),
    ],
)
def test_why_readings_differ(text: str, start: str, says: list[str]) -> None:
    why = deadline(limit(text), moment(start), PLAIN).why
    assert len(why) == len(says)
    assert all(part in line for part, line in zip(says, why, strict=True))


def test_two_events_tell_which_gives_which() -> None:
    two = limit("24 giờ", or_since=Event.INITIATED)
    found = deadline(two, moment("10h 05/03/2026"), PLAIN, moment("8h 05/03/2026"))
    assert found.steps[0] == "Tính từ lúc khởi tố vụ án."
    assert found.other_steps[0] == "Tính từ lúc tiếp nhận tin."
    assert found.why == (
        "Văn bản cho tính từ một trong hai lúc: tiếp nhận tin hoặc khởi tố vụ án.",
        "Hạn sớm nhất tính từ lúc khởi tố vụ án; hạn muộn nhất tính từ lúc tiếp nhận tin.",
    )


def test_a_second_event_of_unknown_time_is_told() -> None:
    found = deadline(limit("24 giờ", or_since=Event.INITIATED), moment("10h 05/03/2026"), PLAIN)
    assert ends(found) == (instant("10h 06/03/2026"), None)
    assert found.steps[-1] == "Văn bản còn cho tính từ lúc khởi tố vụ án; chưa biết thời điểm đó nên chưa tính."


@pytest.mark.parametrize(
    ("bad", "second", "says"),
    [
        (limit("3 ngày"), "05/03/2026", "chỉ tính từ một sự kiện"),
        (limit("3 ngày làm việc", Event.HELD, custody=True), "", "không tính theo ngày làm việc"),
        (limit("2/3 của 12 giờ", Event.HELD, custody=True), "", "từ 2 ngày trở lên"),
        (limit("2/3 của 1 ngày", Event.HELD, custody=True), "", "từ 2 ngày trở lên"),
    ],
)
def test_what_cannot_be_counted_is_refused(bad: TimeLimit, second: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        deadline(bad, moment("05/03/2026"), PLAIN, moment(second) if second else None)


def test_a_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="chỉ có các năm 2000–2100"):
        deadline(limit("3 ngày"), moment("31/12/2100"), PLAIN)


# Properties, near the years of the table and far from them.

UNITS = ["phút", "giờ", "ngày", "ngày làm việc", "tuần", "tháng", "năm"]
near, far = (date(2024, 12, 1), date(2026, 12, 31)), (date(2010, 1, 1), date(2085, 1, 1))
dates = st.dates(*near) | st.dates(*far)
moments = st.builds(Moment, dates, st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)))


@st.composite
def limits(draw: st.DrawFn, before: bool | None = None) -> TimeLimit:
    unit = draw(st.sampled_from(UNITS))
    number = draw(st.integers(1, 3 if unit == "năm" else 24))
    back = draw(st.booleans()) if before is None else before
    custody = not back and unit != "ngày làm việc" and draw(st.booleans())
    thirds = custody and unit not in {"phút", "giờ"} and number > 1 and draw(st.booleans())
    event = draw(st.sampled_from([Event.RECEIVED, Event.HELD, Event.DETAINED]))
    return TimeLimit(number=number, unit=unit, event=event, before=back, custody=custody, two_thirds=thirds)


def last(found: Deadline) -> datetime:
    return found.other or found.due


def last_day(at: datetime) -> date:
    """The day that an end at midnight closes."""
    return (at - timedelta(days=1)).date()


quick = settings(deadline=None, max_examples=120)


@quick
@given(limits(), moments)
def test_the_date_to_act_by_is_the_earlier_and_both_are_told(given_limit: TimeLimit, since: Moment) -> None:
    found = deadline(given_limit, since, PLAIN)
    assert found.steps
    assert found.basis
    if found.other is None:
        assert not found.other_steps
        assert not found.why
    else:
        assert found.due < found.other
        assert found.other_steps
        assert found.why


@quick
@given(limits(), moments, moments)
def test_a_later_start_never_ends_earlier(given_limit: TimeLimit, one: Moment, two: Moment) -> None:
    first, second = sorted((one, two), key=lambda m: (m.earliest(), m.latest()))
    if first.latest() > second.latest():  # a day of unknown hour around a known one: neither is later
        return
    early, late = deadline(given_limit, first, PLAIN), deadline(given_limit, second, PLAIN)
    assert early.due <= late.due
    assert last(early) <= last(late)


@quick
@given(limits(), moments)
def test_more_units_never_end_earlier_nor_counted_back_later(given_limit: TimeLimit, since: Moment) -> None:
    found = deadline(given_limit, since, PLAIN)
    more = deadline(given_limit.model_copy(update={"number": given_limit.number + 1}), since, PLAIN)
    shorter, longer = (more, found) if given_limit.before else (found, more)
    assert shorter.due <= longer.due
    assert last(shorter) <= last(longer)


@quick
@given(st.sampled_from(["tháng", "năm", "ngày làm việc"]), st.integers(1, 12), moments)
def test_months_and_working_days_end_on_working_days(unit: Any, number: int, since: Moment) -> None:
    found = deadline(TimeLimit(number=number, unit=unit, event=Event.RECEIVED), since, PLAIN)
    assert not PLAIN.is_off(last_day(found.due))
    assert not PLAIN.is_off(last_day(last(found)))


@quick
@given(
    st.sampled_from(["tháng", "ngày làm việc"]), st.integers(1, 12), st.dates(*near), st.integers(0, 40), st.booleans()
)
def test_a_day_off_set_by_hand_never_makes_it_earlier(
    unit: Any, number: int, start: date, ahead: int, on_end: bool
) -> None:
    given_limit = TimeLimit(number=number, unit=unit, event=Event.RECEIVED)
    plain = deadline(given_limit, Moment(start), PLAIN)
    struck = last_day(plain.due) if on_end else start + timedelta(ahead)
    by_hand = deadline(given_limit, Moment(start), Calendar(off={struck: "Nghỉ do bão"}))
    assert plain.due <= by_hand.due
    assert last(plain) <= last(by_hand)


@quick
@given(limits(before=True), moments)
def test_counted_back_it_ends_before_the_event(given_limit: TimeLimit, event: Moment) -> None:
    found = deadline(given_limit, event, PLAIN)
    assert found.due < event.earliest()
    assert last(found) < event.latest() or last(found) == event.earliest()


@quick
@given(limits(before=False), moments, moments)
def test_two_events_span_the_readings_of_both(given_limit: TimeLimit, one: Moment, two: Moment) -> None:
    either = given_limit.model_copy(update={"or_since": Event.INITIATED})
    second = given_limit.model_copy(update={"event": Event.INITIATED})
    both = deadline(given_limit, one, PLAIN), deadline(second, two, PLAIN)
    found = deadline(either, one, PLAIN, two)
    assert found.due == min(each.due for each in both)
    assert last(found) == max(last(each) for each in both)
