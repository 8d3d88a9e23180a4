"""How a provision is named in the files of a lesson."""

from __future__ import annotations

import pytest

from assist.training.exports.sources import place_words
from assist.training.model import Source
from corpus.documents import Status

ARTICLE = Source(
    id="53/2024/QH15 điều 27 khoản 2",
    pinpoint="khoản 2 Điều 27, 53/2024/QH15",
    status=Status.IN_FORCE,
    quote="Lời cũ của khoản này.",
)
AMENDED = "86/2025/QH15 sửa từ ngày 01/07/2025"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Khoản 2 Điều 27, 53/2024/QH15 (còn hiệu lực)"),
        ({"status": Status.UNVERIFIED}, "Khoản 2 Điều 27, 53/2024/QH15 (chưa xác minh)"),
        # in force, but not in the words quoted below it
        (
            {"amended": AMENDED},
            f"Khoản 2 Điều 27, 53/2024/QH15 (còn hiệu lực; lời văn dưới đây là trước khi được {AMENDED})",
        ),
        # nothing is quoted that could mislead
        ({"amended": AMENDED, "quote": ""}, "Khoản 2 Điều 27, 53/2024/QH15 (còn hiệu lực)"),
    ],
)
def test_where_a_provision_stands(changes: dict[str, object], words: str) -> None:
    assert place_words(ARTICLE.model_copy(update=changes)) == words
