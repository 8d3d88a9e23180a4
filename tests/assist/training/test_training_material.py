"""What items and notes give a lesson: their words, limits, who acts, and what is told together."""

from __future__ import annotations

from typing import Any

import pytest

from assist.training.material import Piece, at_most, item_piece
from assist.training.noted import note_entries_at, note_pieces
from assist.training.topics import Topic
from corpus.checklists import Checklist
from corpus.notes import Notes
from corpus.provisions import ProvisionId

NUMBER = "11/2020/TT-ABC"


def item(**more: object) -> Piece:
    given = {
        "code": "thu-sach",
        "act": "Thu sách trong 14 ngày",
        "who": "Người giữ sách",
        "modality": "phải",
        "says": "Sách phải về kệ trong 14 ngày tính từ hôm đưa đi.",
        "basis": [f"{NUMBER} điều 2 khoản 1"],
        "limit": {"number": 14, "unit": "ngày", "event": "tiếp nhận tin"},
    } | more
    data = {
        "code": "muon",
        "title": "Cho mượn sách",
        "order": 1,
        "items": [{k: v for k, v in given.items() if v is not None}],
    }
    checklist = Checklist.model_validate(data)
    return item_piece(checklist, checklist.items[0], 0)


def pieces(article: dict[str, Any], words: str = "", full_frames: bool = True) -> list[Piece]:
    """The pieces of a note on an article that the topic names as part of its document."""
    noted = Notes.model_validate(
        {"document": NUMBER, "articles": [{"provision": "điều 2", "heading": "Giữ sách", **article}]}
    )
    topic = Topic("sách", named=(ProvisionId(NUMBER),), words=words)
    return note_pieces(topic, [noted], {NUMBER: "Cho mượn sách"}, full_frames)


@pytest.mark.parametrize(
    ("act", "limit", "told"),
    [
        ("Chuyển tin trong 48 giờ (xã xa)", "không quá 48 giờ kể từ lúc nhận", "Chuyển tin không quá 48 giờ (xã xa)"),
        ("Gửi giấy trong 03 ngày", "không quá 3 ngày kể từ lúc nhận", "Gửi giấy không quá 03 ngày"),
        ("Trả lời trong 3 ngày", "không quá 3 ngày làm việc kể từ lúc nhận", "Trả lời trong 3 ngày"),
        ("Họp trong 30 ngày", "không quá 3 ngày", "Họp trong 30 ngày"),
        ("Họp trong hội trường", "", "Họp trong hội trường"),
    ],
)
def test_an_act_tells_its_limit_as_a_limit(act: str, limit: str, told: str) -> None:
    assert at_most(act, limit) == told


@pytest.mark.parametrize(
    ("more", "limit"),
    [
        (
            {"says": "Thu sách trong 14 ngày từ ngày lập phiếu mượn; hỏng thì báo ngay."},
            "không quá 14 ngày kể từ ngày lập phiếu mượn",
        ),
        ({"says": "Thu sách trong 14 ngày từ lúc ấy."}, "không quá 14 ngày kể từ lúc tiếp nhận tin"),
        ({}, "không quá 14 ngày kể từ lúc tiếp nhận tin"),
        (
            {
                "says": "Định kỳ 14 ngày thu sách một lần. Nội quy không nói tính từ ngày nào; ở đây tính từ ngày mở cửa."
            },
            "định kỳ 14 ngày; văn bản không nói tính từ ngày nào",
        ),
        (
            {"says": "Thu sách trong 14 ngày; nhà xa thì được kéo dài, nhưng tổng cộng không quá 30 ngày."},
            "không quá 14 ngày kể từ lúc tiếp nhận tin; kéo dài thì tổng cộng không quá 30 ngày",
        ),
        (
            {
                "says": "Mỗi lần không cho mượn quá 2 lần, trừ khi thư viện vắng.",
                "limit": None,
                "ceiling": {"number": 2, "unit": "lần", "per": "ngày"},
            },
            "không quá 2 lần mỗi ngày, trừ khi thư viện vắng",
        ),
    ],
)
def test_a_limit_names_only_what_its_text_names(more: dict[str, object], limit: str) -> None:
    piece = item(**more)
    assert piece.limit == limit
    assert "ở đây tính từ" not in piece.text


@pytest.mark.parametrize(
    ("says", "text"),
    [
        ("Ghi vào sổ trong 14 ngày.", "Người giữ sách: ghi vào sổ trong 14 ngày."),
        (
            "Thiếu bìa được coi là sách rách, kể cả sau 14 ngày.",
            "Thiếu bìa được coi là sách rách, kể cả sau 14 ngày.",
        ),
        ("Người giữ sách ghi vào sổ trong 14 ngày.", "Người giữ sách ghi vào sổ trong 14 ngày."),
        ("Ghi ngay vào sổ.", "Người giữ sách: ghi ngay vào sổ (không quá 14 ngày kể từ lúc tiếp nhận tin)."),
    ],
)
def test_a_line_begins_with_who_acts_but_not_where_it_says_what_something_is(says: str, text: str) -> None:
    assert item(says=says).text == text


def test_a_ceiling_spelt_out_is_not_told_twice() -> None:
    told = item(
        says="Một ngày không cho mượn quá hai lần.", limit=None, ceiling={"number": 2, "unit": "lần", "per": "ngày"}
    )
    assert told.text == "Người giữ sách: một ngày không cho mượn quá hai lần."


def test_a_ban_with_an_exception_keeps_it_in_the_list_of_donts() -> None:
    ban = item(
        act="Không cho mượn quá 2 lần",
        modality="không được",
        says="Một ngày không cho mượn quá 2 lần, trừ khi thư viện vắng.",
        limit=None,
        ceiling={"number": 2, "unit": "lần", "per": "ngày"},
    )
    assert (ban.imperative, ban.do) == ("Không cho mượn quá 2 lần, trừ khi thư viện vắng", False)


def test_one_thing_said_with_and_without_its_article_is_one_thing() -> None:
    def piece(text: str, article: int, **more: object) -> Piece:
        place = ProvisionId.parse(f"{NUMBER} điều {article}")
        return Piece("k", text, (place,), (1,), "g", 1.0, **more)  # type: ignore[arg-type]

    short = piece("Khi cần thì giúp bạn đọc tìm sách và kê lại bàn ghế.", 1)
    long = piece(
        "Khi cần, giúp bạn đọc tìm sách, kê lại bàn ghế theo Thông tư về phòng đọc của trường (khoản 1 Điều 1).", 1
    )
    assert short.same(long)
    assert not short.same(piece(long.text, 2))


_FRAMES = {
    "heading": "Làm mất sách",
    "gist": "Làm mất sách của trường.",
    "statements": [
        {"text": "Mất có tổ chức", "evidence": "điều 2 khoản 2 điểm a"},
        {"text": "Bộ phận giữ sách cùng làm mất", "evidence": "điều 2 khoản 2 điểm b"},
    ],
    "penalties": [
        {"frames": [{"kind": "đền", "lowest": "1 năm", "highest": "2 năm"}], "evidence": "điều 2 khoản 1"},
        {
            "when": "Người làm mất bị phạt nếu",
            "points": ["a", "b"],
            "frames": [{"kind": "đền", "lowest": "3 năm", "highest": "5 năm"}],
            "evidence": "điều 2 khoản 2",
        },
        {"additional": True, "frames": [{"kind": "cấm mượn"}], "evidence": "điều 2 khoản 3"},
    ],
}


def test_frames_come_with_their_circumstances_or_all_in_one_line() -> None:
    full = {p.text for p in pieces(_FRAMES) if p.frame}
    assert full == {
        "Đền từ 1 năm đến 2 năm.",
        "Làm mất sách, khoản 2: đền từ 3 năm đến 5 năm khi thuộc một trong các trường hợp: "
        "mất có tổ chức; bộ phận giữ sách cùng làm mất.",
    }
    (short,) = (p for p in pieces(_FRAMES, full_frames=False) if p.frame)
    assert (
        short.text
        == "Làm mất sách, các khung hình phạt: khoản 1: đền từ 1 năm đến 2 năm; khoản 2: đền từ 3 năm đến 5 năm."
    )
    assert [p.pinpoint() for p in short.provisions] == ["khoản 1 Điều 2", "khoản 2 Điều 2"]
    assert any("cấm mượn" in p.text and not p.frame for p in pieces(_FRAMES, full_frames=False))


def test_definitions_stand_for_a_gist_that_only_announces_them() -> None:
    article = {
        "gist": "Giải thích sách rách và sách quý.",
        "definitions": [
            {"term": "Sách rách", "gloss": "(ở khoản 1 Điều 9 nội quy) sách thiếu trang", "evidence": "điều 2 khoản 1"},
            {"term": "Sách quý", "gloss": "sách chỉ có một bản", "evidence": "điều 2 khoản 2"},
        ],
    }
    (told,) = pieces(article)
    assert told.text == "“Sách rách” là sách thiếu trang; “Sách quý” là sách chỉ có một bản."
    assert [p.pinpoint() for p in told.provisions] == ["khoản 1 Điều 2", "khoản 2 Điều 2"]
    kept = pieces(article | {"gist": "Sách rách không cho mượn."})
    assert "Sách rách không cho mượn." in [p.text for p in kept]
    assert "“Sách rách” (ở khoản 1 Điều 9 nội quy) nghĩa là sách thiếu trang." in [p.text for p in kept]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("chỉ đạo làm tiết (3), tức việc dọn phòng đọc", "Chỉ đạo làm việc dọn phòng đọc"),
        ("chỉ đạo làm tiết (1), (2)", None),
        ("chủ động làm các việc của mục này", ""),
        ("dọn phòng đọc", "Dọn phòng đọc"),
    ],
)
def test_a_task_that_names_others_by_number_tells_what_they_are_or_is_left_out(act: str, told: str | None) -> None:
    found = pieces({"gist": "Việc của mọi người.", "tasks": [{"lead": "Thủ thư", "act": act, "evidence": "điều 2"}]})
    assert [p.imperative for p in found if p.who == "Thủ thư"] == ([] if told is None else [told])


def test_a_gist_that_adds_up_the_targets_is_not_told_beside_them() -> None:
    targets = [
        {
            "goal": "sách về đúng hạn",
            "bound": "đạt",
            "figure": 95,
            "unit": "%",
            "deadline": "đến năm 2025",
            "evidence": "điều 2",
        }
    ]
    assert [p.text for p in pieces({"gist": "Nhớ: 95% sách về đúng hạn, đến năm 2025.", "targets": targets})] == [
        "Chỉ tiêu: sách về đúng hạn đạt 95% (hạn: đến năm 2025)."
    ]
    assert len(pieces({"gist": "Trong 12 tháng, 95% sách về đúng hạn.", "targets": targets})) == 2


@pytest.mark.parametrize(
    ("act", "who"), [("hỗ trợ tìm sách", ""), ("mang sách về", "bạn đọc"), ("từ chối phiếu", "bạn đọc")]
)
def test_who_is_served_is_not_who_acts(act: str, who: str) -> None:
    duty = {"who": "bạn đọc", "modality": "được", "act": act, "evidence": "điều 2 khoản 1"}
    found = next(p for p in pieces({"gist": "Quyền của bạn đọc.", "duties": [duty]}) if p.act)
    assert found.who == who
    assert "bạn đọc" in found.text.lower()


def test_a_task_under_a_heading_of_several_things_counts_by_its_own_words() -> None:
    tasks = [
        {"lead": "Thủ thư", "act": "dọn phòng đọc thân thiện", "evidence": "điều 2"},
        {"lead": "Thủ thư", "act": "củng cố đội xung kích", "evidence": "điều 2"},
    ]
    article = {"heading": "Đội xung kích; phòng đọc thân thiện", "gist": "Nhiều việc.", "tasks": tasks}
    assert [p.act for p in pieces(article, "phòng đọc thân thiện") if p.act] == ["dọn phòng đọc thân thiện"]


def test_notes_of_a_place_begin_with_limits_and_with_where_to_report() -> None:
    noted = Notes.model_validate(
        {
            "document": NUMBER,
            "articles": [
                {
                    "provision": "điều 2",
                    "heading": "Nhiều việc",
                    "gist": "Nhiều việc.",
                    "statements": [{"text": "Sách để trên kệ", "evidence": "điều 2 khoản 1"}],
                    "duties": [
                        {"who": "thủ thư", "modality": "phải", "act": "ghi sổ", "evidence": "điều 2 khoản 1"},
                        {
                            "who": "thủ thư",
                            "modality": "phải",
                            "act": "trả lời",
                            "limit": {"number": 3, "unit": "ngày"},
                            "evidence": "điều 2 khoản 2",
                        },
                        {
                            "who": "thủ thư",
                            "modality": "phải",
                            "act": "nghe máy của tổng đài báo mất sách",
                            "evidence": "điều 2 khoản 3",
                        },
                    ],
                }
            ],
        }
    )
    told = [entry.sentence() for entry in note_entries_at([noted], ProvisionId.parse(f"{NUMBER} điều 2"))]
    assert ["tổng đài" in told[0], "3 ngày" in told[1], "ghi sổ" in told[2], "kệ" in told[3]] == [True] * 4
    assert note_entries_at([noted], ProvisionId.parse(f"{NUMBER} điều 3")) == []


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("Người dùng dao kéo bị phạt nếu làm một việc", "khi dùng dao kéo, thuộc một trong các trường hợp"),
        ("Người xé sách bị phạt theo khung này nếu", "năm khi thuộc một trong các trường hợp"),
    ],
)
def test_a_frame_tells_what_its_clause_asks_beside_the_points(when: str, told: str) -> None:
    penalty = {
        "when": when,
        "points": ["a", "b"],
        "frames": [{"kind": "phạt tù", "lowest": "1 năm", "highest": "2 năm"}],
        "evidence": "điều 2 khoản 1",
    }
    cases = [{"text": f"Việc {p}", "evidence": f"điều 2 khoản 1 điểm {p}"} for p in "ab"]
    (frame,) = [
        p
        for p in pieces({"heading": "Xé sách", "gist": "Xé sách.", "penalties": [penalty], "statements": cases})
        if p.frame
    ]
    assert told in frame.text
