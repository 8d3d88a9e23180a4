"""What a clause lays down: actor, modality, conditions, bodies, citations, defined terms."""

from __future__ import annotations

import pytest

from assist.conflicts.model import Clause, Statement
from assist.conflicts.statements import read_statement
from corpus.names import NameEntry, Names
from corpus.provisions import ProvisionId

HERE = ProvisionId.parse("7/2030/TT-ABC điều 4 khoản 2")


def read(text: str, lead: str = "", heading: str = "", names: Names | None = None) -> Statement:
    return read_statement(Clause(HERE, text, heading, lead), names)


@pytest.mark.parametrize(
    ("text", "actor", "modality"),
    [
        ("Điều tra viên phải mời phiên dịch.", "điều tra viên", "phải"),
        ("Khi nhận đơn, Ủy ban nhân dân cấp xã có trách nhiệm mở sổ.", "ủy ban nhân dân cấp xã", "phải"),
        ("Trong 24 giờ, Điều tra viên, Cán bộ điều tra có thể gọi lại.", "điều tra viên, cán bộ điều tra", "có thể"),
        ("Nhà trường không được đuổi học sinh vì lý do này.", "nhà trường", "không được"),
        ("Luật sư có quyền xem sổ.", "luật sư", "được"),
        ("Nghiêm cấm mở niêm phong.", "", "không được"),
        ("Viện kiểm sát gửi bản sao cho gia đình.", "viện kiểm sát", None),
        ("Việc lập sổ do Sở Y tế thực hiện.", "sở y tế", None),
        # what somebody is able to do, or runs into, is no leave
        ("Người đó không gặp nguy hiểm có thể xảy ra.", "", None),
    ],
)
def test_actor_and_modality(text: str, actor: str, modality: str | None) -> None:
    statement = read(text)
    assert (statement.actor, statement.modality) == (actor, modality)
    if statement.actor_span:
        assert text[statement.actor_span.start : statement.actor_span.end].lower() == actor


def test_a_point_takes_actor_and_modality_from_its_lead() -> None:
    statement = read("Mở sổ theo dõi;", lead="2. Công an xã có trách nhiệm:")
    assert (statement.actor, statement.modality, statement.actor_span) == ("công an xã", "phải", None)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Nếu gia đình từ chối thì lập biên bản.", ["nếu gia đình từ chối"]),
        ("Đóng sổ, trừ trường hợp còn đơn chưa trả lời.", ["trừ trường hợp còn đơn chưa trả lời"]),
        ("Khi có mặt luật sư, cán bộ bắt đầu hỏi.", ["khi có mặt luật sư"]),
        # the moment a limit runs from is no condition
        ("Trả lời trong 3 ngày kể từ khi nhận đơn.", []),
    ],
)
def test_conditions(text: str, conditions: list[str]) -> None:
    assert [words for words, _ in read(text).conditions] == conditions


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("gửi UBND cấp xã và uỷ ban nhân dân cấp tỉnh", ["ủy ban nhân dân cấp xã", "ủy ban nhân dân cấp tỉnh"]),
        ("báo VKS, CQĐT", ["viện kiểm sát", "cơ quan điều tra"]),
        ("Bộ trưởng Bộ Y tế giao Sở Lao động – Thương binh và Xã hội", ["bộ trưởng bộ y tế", "sở lao động - thương binh và xã hội"]),
        ("Phó Thủ trưởng Cơ quan điều tra", ["phó thủ trưởng cơ quan điều tra"]),
        ("một cơ sở sản xuất", []),
    ],
)  # fmt: skip
def test_bodies(text: str, bodies: list[str]) -> None:
    assert [name for name, _ in read(text).bodies] == bodies


@pytest.mark.parametrize(
    ("text", "portion", "document", "target"),
    [
        ("theo khoản 2 Điều 9 Thông tư này", ["khoản 2", "điều 9"], "này", "7/2030/TT-ABC điều 9 khoản 2"),
        ("nêu tại khoản 1 Điều này", ["khoản 1", "điều này"], "", "7/2030/TT-ABC điều 4 khoản 1"),
        ("theo Điều 3 Nghị định số 12/2029/NĐ-CP", ["điều 3"], "12/2029/NĐ-CP", "12/2029/NĐ-CP điều 3"),
        ("theo Điều 8 Luật Cây xanh", ["điều 8"], "luat cay xanh", "15/2028/QH16 điều 8"),
        # a list is no one provision
        ("các điểm a, b và c khoản 1 Điều 6", ["khoản 1", "điều 6", "điểm a", "điểm b", "điểm c"], "", None),
    ],
)
def test_citations(text: str, portion: list[str], document: str, target: str | None) -> None:
    names = Names([NameEntry("15/2028/QH16", "Luật", "Luật Cây xanh")])
    (cited,) = read(text, names=names).references
    assert sorted(cited.portion) == sorted(portion)
    assert (cited.document, str(cited.target) if cited.target else None) == (document, target)


@pytest.mark.parametrize(
    ("text", "heading", "term"),
    [
        ("Phòng lánh nạn là nơi ở tạm của người cần bảo vệ.", "Giải thích từ ngữ", "phòng lánh nạn"),
        ("“Người đi cùng” được hiểu là người thân của trẻ.", "", "người đi cùng"),
        ("Thời hạn trả lời là 5 ngày.", "Thời hạn", ""),
    ],
)
def test_defined_terms(text: str, heading: str, term: str) -> None:
    assert read(text, heading=heading).defines == term


def test_nothing_fails_on_scraps() -> None:
    for text in ["", ";", "…", "a)", "trừ trường hợp", "Điều", "A\u0301", "02 (hai"]:
        read(text)
