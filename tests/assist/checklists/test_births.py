"""Birth dates known in part take the last day of what is known (procedure code, Article 417, clause 2)."""

from __future__ import annotations

from datetime import date

import pytest

from assist.checklists.births import BirthError, read_birth


@pytest.mark.parametrize(
    ("text", "day", "point"),
    [
        ("2014-02-11", date(2014, 2, 11), ""),
        ("2014-2", date(2014, 2, 28), "điểm a"),
        ("2012-02", date(2012, 2, 29), "điểm a"),
        ("2014-12", date(2014, 12, 31), "điểm a"),
        ("2014-Q1", date(2014, 3, 31), "điểm b"),
        ("2014-Q4", date(2014, 12, 31), "điểm b"),
        ("2014-H1", date(2014, 6, 30), "điểm c"),
        ("2014-H2", date(2014, 12, 31), "điểm c"),
        ("2014", date(2014, 12, 31), "điểm d"),
    ],
)
def test_a_stretch_gives_its_last_day(text: str, day: date, point: str) -> None:
    birth = read_birth(text)
    assert birth.day == day
    assert point in birth.taken
    assert bool(birth.taken) == bool(point)


@pytest.mark.parametrize("text", ["2014-13", "2014-00", "2014-02-30", "2014-Q5", "11/2/2014", "hai nghìn", ""])
def test_what_is_no_birth_date_is_told(text: str) -> None:
    with pytest.raises(BirthError, match="ngày sinh"):
        read_birth(text)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2010-03-14", date(2026, 3, 13), 15),
        ("2010-03-14", date(2026, 3, 14), 16),
        ("2008-02-29", date(2026, 2, 28), 17),
        ("2008-02-29", date(2026, 3, 1), 18),
        ("2013", date(2026, 6, 1), 12),  # 31/12/2013
    ],
)
def test_age_in_full_years(born: str, on: date, age: int) -> None:
    assert read_birth(born).age(on) == age
