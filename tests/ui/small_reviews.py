"""Two circulars in our own words that set other limits for the same things, and a hostile one, beside the small library."""

from __future__ import annotations

from datetime import date

from corpus.documents import Document, Evidence, Validity
from corpus.library import FileFacts, Library, Text
from tests.ui.small_library import EVIL, provision

FIRST, SECOND, HOSTILE = "21/2021/TT-ABC", "22/2022/TT-ABC", "23/2023/TT-ABC"
WITHOUT = "05/2010/TT-ABC"  # of the small library: known by its facts only
ON = date(2026, 3, 2)

_LAST = {
    FIRST: "Phòng đọc đóng cửa lúc năm giờ chiều.",
    SECOND: "Thẻ mất thì làm lại ở bàn tiếp đón.",
    HOSTILE: "Cấm ăn quà.",
}
_RULES = {
    FIRST: [
        "Trong thời hạn 05 ngày kể từ ngày nhận sổ mượn sách, thủ thư phải nộp sổ cho phòng lưu trữ của trường.",
        "Khi phát hiện sách bị rách, người mượn phải báo cho thủ thư trong thời hạn 24 giờ.",
        "Học sinh được mượn truyện tranh vào chiều thứ sáu hằng tuần.",
    ],
    SECOND: [
        "Trong thời hạn 10 ngày kể từ ngày nhận sổ mượn sách, thủ thư phải nộp sổ cho phòng lưu trữ của trường.",
        "Khi phát hiện sách bị rách, người mượn phải báo cho thủ thư trong thời hạn 48 giờ.",
        "Học sinh được mượn truyện tranh vào chiều thứ sáu hằng tuần.",
    ],
    HOSTILE: [
        f"Trong thời hạn 07 ngày kể từ ngày nhận sổ mượn sách {EVIL}, thủ thư phải nộp sổ cho phòng lưu trữ của trường."
    ],
}


def add_circulars(library: Library, *numbers: str) -> None:
    """Store the circulars, both ordinary ones if none is named."""
    for number in numbers or (FIRST, SECOND):
        year = 2000 + int(number[:2])
        title = f"Quy định về sổ mượn sách {EVIL if number == HOSTILE else number[:2]}"
        facts = Document(
            number,
            "Thông tư",
            title,
            ("Bộ Thử nghiệm",),
            issued=date(year, 1, 5),
            validity=Validity(date(year, 3, 1), effective_evidence=Evidence(f"{number} điều 2")),
        )
        heading = EVIL if number == HOSTILE else "Sổ mượn sách"
        units = (
            provision(number, 1, heading, _RULES[number]),
            provision(number, 2, "Việc khác", [_LAST[number]]),
        )
        file = FileFacts(number[:2] * 32, f"{number[:2]}.txt", f"/tmp/{number[:2]}", 9, "text")
        library.store(file, [Text(facts, units)])


def change_rule(library: Library, number: str, clause: int, words: str) -> None:
    """Store a later file of a circular in which one clause reads otherwise."""
    old = library.document(number)
    assert old is not None
    rules = [words if place == clause else rule for place, rule in enumerate(_RULES[number], 1)]
    file = FileFacts("f" * 64, "ban-moi.txt", f"/tmp/{number[:2]}", 9, "text")
    library.store(file, [Text(old, (provision(number, 1, "Sổ mượn sách", rules),))])
