"""An article of the same document that stands a second time inside another is cut out, an attached regulation is not."""

from __future__ import annotations

import pytest

from ingest.codification.intruders import intruder

HEADINGS = {"21": "Hỏi chuyện", "22": "Bào chữa", "23": "Xét xử"}

ROWS = [
    # the neighbour under its own title, with the Icelandic Eth or without
    (["1. Một.", "Điều 22. Bào chữa", "1. Hai."], 1),
    (["1. Một.", "Ðiều 22. Bào  chữa."], 1),
    # an attached regulation numbers its articles anew and calls them otherwise
    (["Ban hành quy chế.", "Điều 22. Phạm vi"], None),
    (["Ban hành quy chế.", "Điều 1. Phạm vi"], None),
    # its own heading, and a mere mention
    (["Điều 21. Hỏi chuyện", "1. Một."], None),
    (["1. Theo Điều 22. Bào chữa thì làm."], None),
    ([], None),
]


@pytest.mark.parametrize(("paragraphs", "index"), ROWS)
def test_intruder(paragraphs: list[str], index: int | None) -> None:
    assert intruder("21", paragraphs, HEADINGS) == index
