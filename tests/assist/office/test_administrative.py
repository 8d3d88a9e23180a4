"""What documents of every kind share: place and day, the page upright and lying."""

from __future__ import annotations

from datetime import date

import pytest
from docx.shared import Mm

from assist.office.administrative import begin, text_width, write_place_and_day


@pytest.mark.parametrize(
    ("place", "day", "words"),
    [
        ("Hà Nội", date(2026, 3, 5), "Hà Nội, ngày 05 tháng 3 năm 2026"),
        ("Huế", date(2026, 1, 31), "Huế, ngày 31 tháng 01 năm 2026"),
        ("Cần Thơ", date(2026, 2, 9), "Cần Thơ, ngày 09 tháng 02 năm 2026"),
        ("Đà Nẵng", date(2025, 12, 10), "Đà Nẵng, ngày 10 tháng 12 năm 2025"),
        (" ", None, "……………, ngày … tháng … năm …"),
    ],
)
def test_place_and_day_as_official_documents_write_them(place: str, day: date | None, words: str) -> None:
    assert write_place_and_day(place, day) == words


@pytest.mark.parametrize(("landscape", "size"), [(False, (210, 297, 165)), (True, (297, 210, 252))])
def test_margins_and_number_from_page_two_upright_and_lying(landscape: bool, size: tuple[int, int, int]) -> None:
    section = begin("Việc", date(2026, 3, 5), landscape=landscape).sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    for made, wanted in zip((section.page_width, section.page_height, width), size, strict=True):
        assert abs(made - Mm(wanted)) < Mm(0.1)
    assert text_width(landscape=landscape) == size[2]
    assert section.different_first_page_header_footer
