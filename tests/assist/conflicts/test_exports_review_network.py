"""The picture of a review: the same file every time, readable from none to many documents, and what it leaves out said."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from assist.conflicts.desk import Entry, State
from assist.conflicts.exports import About, network, review_file
from assist.conflicts.model import Clause, Difference, DifferenceType, Finding, Severity
from corpus.provisions import ProvisionId
from tests.assist.conflicts.review_sample import ABOUT, ENTRIES

ROOT = Path(__file__).resolve().parents[3]
_TITLE = "Quy định về việc mượn sách ở thư viện trường học, xã và phường $ đặc khu"


def many(count: int) -> tuple[list[Entry], About]:
    """A review of ``count`` documents, each with a pair to the next two."""
    clauses = [
        Clause(
            ProvisionId.parse(f"{i:02d}/20{10 + i % 15}/TTLT-BCA-BQP-BTC-VKSNDTC-TANDTC điều 1"), "Sách.", title=_TITLE
        )
        for i in range(1, count + 1)
    ]
    found = [
        Finding(one, Difference(DifferenceType.LIMIT, severity, "Khác."), other)
        for (one, other), severity in zip(
            [*itertools.pairwise(clauses), *zip(clauses, clauses[2:], strict=False)], itertools.cycle(Severity)
        )
    ]
    entries = [Entry(i, str(i), finding, State.OPEN, (), False) for i, finding in enumerate(found, 1)]
    documents = tuple((clause.id.document, _TITLE) for clause in clauses[: count // 2 + 1])
    return entries, replace(ABOUT, documents=documents)


def _named(svg: bytes) -> list[str]:
    """The words of an SVG: matplotlib writes each as a comment beside its outlines."""
    return re.findall(r"<!-- (.*?) -->", svg.decode())


@pytest.mark.parametrize("count", [0, 1, 2, 3, 12, 40])
def test_every_document_is_named_once_and_inside_the_picture(count: int) -> None:
    entries, about = many(count)
    about = about if count else replace(about, documents=())
    picture = Image.open(io.BytesIO(network.draw(entries, about, "png"))).convert("L")
    wide, high = picture.size
    assert wide == 1600
    assert high <= 1120  # it fits on a lying page
    edges = [(0, 0, wide, 2), (0, high - 2, wide, high), (0, 0, 2, high), (wide - 2, 0, wide, high)]
    assert [picture.crop(edge).getextrema()[0] for edge in edges] == [255] * 4  # nothing is cut off at a side
    words = _named(network.draw(entries, about, "svg"))
    assert len([w for w in words if w.startswith(_TITLE[:20])]) == count


def test_the_same_review_makes_the_same_file_in_every_process() -> None:
    code = (
        "import hashlib; from assist.conflicts.exports import review_file;"
        "from tests.assist.conflicts.review_sample import ABOUT, ENTRIES;"
        "print(*(hashlib.sha256(review_file(ENTRIES, ABOUT, e)[0]).hexdigest() for e in ('png', 'svg')))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "1"}
    made = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    here = [hashlib.sha256(review_file(ENTRIES, ABOUT, ending)[0]).hexdigest() for ending in ("png", "svg")]
    assert made.stdout.split() == here


def test_numbers_of_pairs_and_of_entries_inside_are_written() -> None:
    svg, media = review_file(ENTRIES, ABOUT, "svg")
    assert media == "image/svg+xml"
    words = _named(svg)
    assert words.count("1") == 4  # two lines, and two documents with an entry inside
    assert "05/2018/TT-BCA" in words
    assert "07/2022/TTLT-BCA-BTP-VKSNDTC-…" in words
    assert "mức độ cao nhất: cao" in words
    assert b"<title>" in svg


def test_beyond_forty_documents_the_picture_says_what_it_leaves_out() -> None:
    entries, about = many(45)
    assert network.told(entries, about).endswith("vẽ 40 trong 45 văn bản, những văn bản có nhiều cặp nhất.")
    words = _named(network.draw(entries, about, "svg"))
    assert len([w for w in words if w.startswith(_TITLE[:20])]) == 40
    assert "Vẽ 40 trong 45 văn bản: những văn bản có nhiều cặp nhất." in words


def test_numbers_that_would_look_alike_when_cut_stay_whole() -> None:
    one, other = (f"07/2022/TTLT-BCA-BTP-VKSNDTC-TANDTC-{end}" for end in ("BQP", "BTC"))
    entries = [
        Entry(
            1,
            "k",
            Finding(
                Clause(ProvisionId(one), "Sách."),
                Difference(DifferenceType.LIMIT, Severity.LOW, "Khác."),
                Clause(ProvisionId(other), "Sách."),
            ),
            State.OPEN,
            (),
            False,
        )
    ]
    words = _named(network.draw(entries, replace(ABOUT, documents=()), "svg"))
    assert {one, other} <= set(words)


def test_no_pair_of_two_documents() -> None:
    assert network.told((), ABOUT) == "Không có chỗ nào được nêu giữa hai văn bản khác nhau."
