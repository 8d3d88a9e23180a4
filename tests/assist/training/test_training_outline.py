"""Minutes of the parts, and what of equal pieces stays."""

from __future__ import annotations

import pytest

from assist.training.grounds import Ground
from assist.training.material import Piece
from assist.training.model import Audience, SectionKind, Source
from assist.training.outline import SHARES, Candidate, dos, limits, minutes, rules
from assist.training.suitability import suitability
from corpus.documents import Status
from corpus.provisions import ProvisionId

FIT = suitability(Audience.INVESTIGATORS)


def piece(key: str, text: str = "", **more: object) -> Piece:
    place = ProvisionId.parse(f"11/2020/TT-ABC điều {len(key)}")
    given = {"provisions": (place,), "order": (1,), "group": "nhóm", "close": 1.0, "act": text or key} | more
    return Piece(key=key, text=text or key, **given)  # type: ignore[arg-type]


def candidate(piece: Piece, score: float = 1.0) -> Candidate:
    source = Source(id=str(piece.provisions[0]), pinpoint="Điều 1", status=Status.IN_FORCE)
    return Candidate(piece, Ground((source,), (Status.IN_FORCE,)), score)


@pytest.mark.parametrize("total", [10, 11, 30, 45, 60, 90, 479, 480])
def test_minutes_are_whole_and_add_up(total: int) -> None:
    given = minutes(total, SHARES)
    assert sum(given.values()) == total
    assert min(given.values()) >= 1
    fewer = minutes(total, [SectionKind.RULES, SectionKind.CASE, SectionKind.SOURCES])
    assert sum(fewer.values()) == total
    assert len(fewer) == 3


def test_what_a_lesson_lacks_goes_to_the_rules() -> None:
    without = [kind for kind in SHARES if kind is not SectionKind.LIMITS]
    assert minutes(100, without)[SectionKind.RULES] > minutes(100, SHARES)[SectionKind.RULES]


def test_rules_are_the_best_in_the_order_of_the_case_and_none_twice() -> None:
    pieces = [
        candidate(piece("muon", "ghi sổ mượn sách cũ", order=(2,)), 0.9),
        candidate(piece("lap-", "Ghi sổ mượn sách cũ", order=(3,)), 0.8),
        candidate(piece("dau", "mở cửa thư viện lúc sáng", order=(1,)), 0.7),
        candidate(piece("xa", "tưới cây sau vườn", order=(0,)), 0.1),
    ]
    assert [c.piece.key for c in rules(pieces, 5, FIT)] == ["dau", "muon"]
    assert [c.piece.key for c in rules(pieces, 1, FIT)] == ["muon"]


def test_one_limit_for_two_bodies_is_two_limits() -> None:
    def bound(who: str) -> Piece:
        return piece(who, "chuyển sách trong 24 giờ", who=who, limit="không quá 24 giờ kể từ lúc nhận")

    found = limits([candidate(bound("Thủ thư")), candidate(bound("Bảo vệ trường")), candidate(bound("Thủ thư"))])
    assert sorted(c.piece.who for c in found) == ["Bảo vệ trường", "Thủ thư"]


def test_dos_that_the_rules_did_not_tell_come_before_those_they_told() -> None:
    told = candidate(piece("ghi-so", "ghi sổ cho mượn", imperative="Ghi sổ", modality="phải"), 1.0)
    new = candidate(piece("khoa-cua", "khóa cửa kho khi về", imperative="Khóa cửa kho khi về", modality="phải"), 0.5)
    ban = candidate(
        piece("cam", "cho mượn sách rách", imperative="Không cho mượn sách rách", do=False, modality="không được")
    )
    may = candidate(piece("duoc", "gia hạn thêm một lần", imperative="Gia hạn thêm", modality="có thể"))
    do, dont = dos([told, new, ban, may], [told], 1)
    assert [line.key for line in do] == ["nen.khoa-cua"]
    assert [line.text for line in dont] == ["Không cho mượn sách rách."]
