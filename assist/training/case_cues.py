"""What a story tells in particular, and how items and lines read that take it up: nothing is told that the answer passes over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import Pattern

from assist.training.model import Line

#: By cue (a fact of the case or a turn of the story) the titles of items that answer it, the best item for each.
ITEMS: dict[str, tuple[Pattern[str], ...]] = {
    "interpreter": (re.compile(r"phiên dịch", re.IGNORECASE),),
    "distressed": (re.compile(r"hoảng loạn|tạm dừng", re.IGNORECASE),),
    "tired": (re.compile(r"\bmệt\b", re.IGNORECASE),),
    "first": (
        re.compile(r"^Lấy lời khai bị hại ngay"),
        re.compile(r"^Hỏi có nhờ người bảo vệ"),
        re.compile(r"^Giải thích quyền"),
        re.compile(r"^Báo trước"),
        re.compile(r"cùng dự$"),
    ),
    "here": (re.compile(r"^Lấy lời khai ban đầu$"),),
    "room": (re.compile(r"^Bố trí phòng lấy lời khai"),),
    "place": (re.compile(r"^Chọn nơi"),),
}
#: Facts that a story tells only if a line answers them, with how such a line reads.
_ANSWERS: dict[str, Pattern[str]] = {
    "interpreter": re.compile(r"phiên dịch", re.IGNORECASE),
    "distressed": re.compile(r"hoảng loạn|dừng", re.IGNORECASE),
    "age_unclear": re.compile(r"giấy tờ mâu thuẫn|giám định tuổi", re.IGNORECASE),
}


def patterns(cues: Iterable[str]) -> tuple[Pattern[str], ...]:
    """How the titles of items read that take the cues up."""
    return tuple(pattern for cue in cues for pattern in ITEMS[cue])


def unanswered(told: Iterable[str], answers: Sequence[Line]) -> list[str]:
    """The facts (names of ``Circumstances``) among those told that no line takes up."""
    return [fact for fact in told if fact in _ANSWERS and not any(_ANSWERS[fact].search(line.text) for line in answers)]
