"""Bodies that no longer exist: the file that ships, names as people write them, and faults told in Vietnamese."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.bodies import gone, load_bodies

AFTER, BEFORE = date(2026, 3, 2), date(2025, 6, 30)


def test_the_file_that_ships_is_read_without_fault() -> None:
    bodies, problems = load_bodies()
    assert problems == []
    assert len({b.name for b in bodies}) == len(bodies)
    # a day without anything that shows it must not pass for a fact
    assert all(b.evidence.verified for b in bodies if b.since or b.no_later)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nộp tại Toà án nhân dân cấp huyện", ["Tòa án nhân dân cấp huyện"]),  # the old place of the tone mark
        ("UỶ BAN NHÂN DÂN CẤP HUYỆN", ["Ủy ban nhân dân cấp huyện"]),
        ("Sở Lao động – Thương binh và Xã hội", ["Sở Lao động - Thương binh và Xã hội"]),  # a long dash
        ("Sở Lao động, Thương binh và Xã hội", ["Sở Lao động - Thương binh và Xã hội"]),
        ("báo Công an cấp huyện", ["Công an cấp huyện"]),  # the longer name counts, not "cấp huyện" in it
        ("trung tâm y tế cấp huyện", ["Cấp huyện"]),
        ("Công an xã, phường, thị trấn", ["Công an thị trấn"]),
        ("Viện kiểm sát nhân dân  cấp\ncao", ["Viện kiểm sát nhân dân cấp cao"]),  # broken over lines
        ("Tòa án nhân dân khu vực và Công an cấp xã", []),
        ("thuyện nhỏ ở cấp huyệnn", []),  # a part of a word is no name
    ],
)
def test_names_as_people_write_them(text: str, names: list[str]) -> None:
    assert [body.name for body, _ in gone(text, AFTER)] == names


def test_the_day_decides() -> None:
    text = "gửi Viện kiểm sát nhân dân cấp huyện"
    assert gone(text, BEFORE) == []
    [(body, (start, end))] = gone(text, AFTER)
    assert text[start:end] == "Viện kiểm sát nhân dân cấp huyện"
    assert body.successor == "Viện kiểm sát nhân dân khu vực"
    assert body.told() == "từ ngày 01/07/2025 (82/2025/QH15 điều 1)"


def test_an_unknown_day_is_said_to_be_unknown() -> None:
    [(body, _)] = gone("xin ý kiến Bộ Giao thông vận tải", AFTER)
    assert body.since is None
    assert "chưa xác minh" in body.told()


@pytest.mark.parametrize(
    ("yaml", "fault"),
    [
        ("bodies: []", "bodies"),
        ("bodies:\n  - {name: Sở X, patterns: [Sở X cũ], since: {date: 2025-02-30}}", "ngày"),
        ("bodies:\n  - {name: Sở X, patterns: [Sở X cũ], since: {date: 2025-02-03}}", "bằng chứng"),
        ("bodies:\n  - {name: A B, patterns: [Sở X cũ]}\n  - {name: C D, patterns: [sở x  cũ]}", "đã có ở 'A B'"),
        ("bodies:\n  - {name: A B, patterns: [huyện]}", "một tiếng"),
        ("bodies:\n  - {name: A B, patterns: [Sở X cũ], until: 2020}", "khóa lạ"),
    ],
)
def test_faults_say_where_and_what(tmp_path: Path, yaml: str, fault: str) -> None:
    path = tmp_path / "bodies.yaml"
    path.write_text(yaml, encoding="utf-8")
    bodies, problems = load_bodies(path)
    assert bodies == []
    assert problems
    assert all(p.startswith("bodies.yaml: ") for p in problems)
    assert any(fault in p for p in problems), problems
