"""Each kind of sign against records that keep it, breach it or say nothing."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from assist.checklists.model import Moment
from assist.records import Proposal, Verdict, check
from assist.records.record import record_of
from corpus.checklists import Item
from corpus.circumstances import Event
from ingest.source import Page, SourceText

SHOWN, NOT, LOOK = Verdict.SHOWN, Verdict.NOT_SHOWN, Verdict.LOOK
DAY = "Hồi 8 giờ ngày 01/02/2026."


def item(kind: str, records: list[str] | None = None, **more: Any) -> Item:
    sign = {
        "records": records or ["biên bản ghi lời khai"],
        "shows": "điều cần thấy",
        "kind": kind,
        **more.pop("sign", {}),
    }
    base = {
        "code": "a",
        "act": "Làm",
        "who": "Điều tra viên",
        "modality": "phải",
        "says": "Làm.",
        "basis": ["101/2015/QH13 điều 421"],
    }
    return Item.model_validate({**base, "sign": sign, **more})


def propose(
    what: Item,
    *lines: str,
    title: str = "BIÊN BẢN GHI LỜI KHAI",
    since: dict[Event, Moment] | None = None,
    method: str = "text",
) -> Proposal:
    page = Page(1, "\n".join([title, *lines]), method)
    (proposal,) = check(record_of(SourceText(Path("a.txt"), "", "text", (page,))), [what], since)
    return proposal


RIGHTS = item(
    "words",
    sign={
        "words": [["giải thích", "phổ biến"], ["quyền và nghĩa vụ", "quyền, nghĩa vụ"]],
        "contrary": ["chưa nghe về quyền"],
    },
)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Điều tra viên giải thích quyền và nghĩa vụ cho cháu A.", SHOWN),
        ("ĐTV đã phổ biến quyền, nghĩa vụ; BH không thắc mắc gì.", SHOWN),
        ("Thiếu úy L.T.K giải thích quyền và nghĩa vụ.", SHOWN),
        ("☑ Đã giải thích quyền và nghĩa vụ", SHOWN),
        # accents set elsewhere, two sentences
        ("Đã giải thich rõ. Quyền và nghiã vụ đọc từng điều.", NOT),
        ("Đã giải thích rõ cho cháu nghe. Quyền và nghiã vụ được đọc từng điều.", SHOWN),
        # denied, before or after, by other words
        ("Điều tra viên không giải thích quyền và nghĩa vụ.", NOT),
        ("Quyền và nghĩa vụ của cháu chưa được giải thích.", NOT),
        ("Việc giải thích quyền và nghĩa vụ: Không.", NOT),
        ("Giải thích quyền và nghĩa vụ | Chưa thực hiện", NOT),
        ("Cán bộ quên giải thích quyền, nghĩa vụ.", NOT),
        ("Bỏ qua phần giải thích quyền và nghĩa vụ.", NOT),
        # blank forms
        ("Giải thích quyền và nghĩa vụ: ………………", NOT),
        ("☐ Đã giải thích quyền và nghĩa vụ", LOOK),
        ("Giải thích quyền và nghĩa vụ: có/không", LOOK),
        # planned, due, asked for
        ("Sẽ giải thích quyền và nghĩa vụ sau.", LOOK),
        ("Quyền và nghĩa vụ của cháu sẽ giải thích vào hôm sau.", LOOK),
        ("Đề nghị lần sau giải thích quyền và nghĩa vụ cho cháu.", LOOK),
        ("Điều tra viên có trách nhiệm giải thích quyền và nghĩa vụ.", LOOK),
        # a "not" whose reach is unclear
        ("Chưa được Điều tra viên, Cán bộ điều tra giải thích về quyền và nghĩa vụ.", LOOK),
        # said by the one who is heard
        ("Hỏi: Cháu đã được giải thích quyền và nghĩa vụ chưa? Đáp: Rồi ạ.", LOOK),
        # far apart, or in answers
        ("Đã giải thích nội quy.\nCháu ngồi ghế.\nCháu uống nước.\nCô giáo đến.\nGhi quyền và nghĩa vụ.", NOT),
        # both
        ("Đã giải thích quyền và nghĩa vụ.\nCháu ngồi nghe.\nHọ nói không giải thích quyền và nghĩa vụ.", LOOK),
        # shown to be breached
        ("Cháu nói chưa nghe về quyền bao giờ. Đã giải thích quyền và nghĩa vụ.", LOOK),
        ("Gia đình phản ánh cháu chưa nghe về quyền.", LOOK),
    ],
)
def test_words(text: str, verdict: Verdict) -> None:
    proposal = propose(RIGHTS, *text.split("\n"))
    assert proposal.verdict is verdict
    assert verdict is not SHOWN or proposal.passage is not None


def test_a_scan_without_accents_is_no_proof_for_short_words() -> None:
    recorded = item("words", sign={"words": [["ghi âm"]]})
    assert propose(recorded, "Buoi lam viec co ghi am.", method="ocr").verdict is LOOK
    assert propose(recorded, "Buổi làm việc có ghi âm.", method="ocr").verdict is SHOWN
    assert propose(recorded, "Buoi lam viec khong ghi am.", method="ocr").verdict is NOT
    # typed text has its accents: other words are other words
    assert propose(recorded, "Có ghi ám hiệu.").verdict is NOT


DURATION = item("duration", ceiling={"number": 2, "unit": "giờ", "per": "lần"})


@pytest.mark.parametrize(
    ("text", "verdict", "breach", "words"),
    [
        ("Kết thúc hồi 10 giờ cùng ngày.", SHOWN, False, "2 giờ, trong 2 giờ"),
        (
            "Kết thúc hồi 10 giờ 40 cùng ngày.",
            LOOK,
            True,
            "Bắt đầu 08 giờ 00, kết thúc 10 giờ 40: 2 giờ 40 phút, quá 2 giờ",
        ),
        ("Không ghi gì thêm.", LOOK, False, "không ghi giờ kết thúc"),
        ("Kết thúc hồi 7 giờ cùng ngày.", LOOK, False, "đứng trước giờ bắt đầu"),
        ("Kết thúc hồi 9 giờ.\nBắt đầu 14h00, kết thúc 16h15.", LOOK, True, "2 giờ 15 phút"),
    ],
)
def test_duration(text: str, verdict: Verdict, breach: bool, words: str) -> None:
    proposal = propose(DURATION, DAY, *text.split("\n"))
    assert (proposal.verdict, proposal.breach) == (verdict, breach)
    assert words in proposal.reason


def test_duration_without_any_time() -> None:
    assert propose(DURATION, "Đã làm việc với cháu A.").verdict is NOT


@pytest.mark.parametrize(
    ("text", "verdict", "breach"),
    [
        ("(lần thứ hai trong ngày)", SHOWN, False),
        ("(lần thứ ba trong ngày)", LOOK, True),
        ("Kết thúc 9h.\nBắt đầu 10h00, kết thúc 11h00.\nBắt đầu 14h00, kết thúc 15h00.", LOOK, True),
        ("Kết thúc 9h.\nBắt đầu 10h00, kết thúc 11h00.", LOOK, False),
        ("Kết thúc 9h.", NOT, False),
    ],
)
def test_times_a_day(text: str, verdict: Verdict, breach: bool) -> None:
    proposal = propose(item("times a day", ceiling={"number": 2, "unit": "lần", "per": "ngày"}), DAY, *text.split("\n"))
    assert (proposal.verdict, proposal.breach) == (verdict, breach)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Cùng dự: ông B.Q.T là bố đẻ của em V.", SHOWN),
        ("Người bảo vệ quyền và lợi ích hợp pháp: Luật sư P.T.Q, có mặt.\nNgười đại diện: vắng mặt.", SHOWN),
        ("Người đại diện: vắng mặt.", NOT),
        ("Người đại diện: bà N.T.B.\nNgười đại diện từ chối tham dự.", LOOK),
        ("Đã thông báo cho người đại diện.", LOOK),
        ("Người đại diện: ...............", NOT),
    ],
)
def test_attendance(text: str, verdict: Verdict) -> None:
    asked = item("attendance", sign={"who": ["người đại diện", "người bảo vệ quyền và lợi ích hợp pháp"]})
    assert propose(asked, *text.split("\n")).verdict is verdict


INTERVAL = item(
    "interval",
    ["báo cáo, phiếu chuyển tin", "biên bản tiếp nhận", "thông báo"],
    limit={"number": 24, "unit": "giờ", "event": "tiếp nhận tin"},
)
RECEIVED = {Event.RECEIVED: Moment(date(2026, 1, 18), time(6, 15))}


@pytest.mark.parametrize(
    ("text", "since", "verdict", "breach"),
    [
        ("Nhận được tin hồi 6h15 ngày 18/01/2026, chuyển lúc 6h15 ngày 19/01/2026.", {}, SHOWN, False),
        ("Nhận được tin hồi 6h15 ngày 18/01/2026, chuyển lúc 8h20 ngày 19/01/2026.", {}, LOOK, True),
        ("Nhận được tin hồi 6h15 ngày 18/01/2026.", {}, LOOK, False),
        ("Chuyển hồ sơ lúc 6h ngày 19/01/2026.", {}, LOOK, False),
        ("Chuyển hồ sơ lúc 6h ngày 19/01/2026.", RECEIVED, SHOWN, False),
        ("Chuyển hồ sơ lúc 7h ngày 19/01/2026.", RECEIVED, LOOK, True),
        # the day alone may be in time or not
        ("Ngày chuyển: 19/01/2026", RECEIVED, LOOK, False),
        ("Ngày chuyển: 18/01/2026", RECEIVED, SHOWN, False),
        ("Kính gửi Cơ quan điều tra.", {}, NOT, False),
    ],
)
def test_interval(text: str, since: dict[Event, Moment], verdict: Verdict, breach: bool) -> None:
    proposal = propose(INTERVAL, text, title="BÁO CÁO", since=since)
    assert (proposal.verdict, proposal.breach) == (verdict, breach)


def test_the_day_of_another_document_proves_no_limit() -> None:
    proposal = propose(INTERVAL, "Hà Nội, ngày 18 tháng 01 năm 2026", title="THÔNG BÁO", since=RECEIVED)
    assert proposal.verdict is LOOK
    assert "18/01/2026" in proposal.reason


@pytest.mark.parametrize(("day", "verdict", "breach"), [(2, SHOWN, False), (4, LOOK, False), (5, LOOK, True)])
def test_a_limit_in_days_at_its_edge_is_for_a_person(day: int, verdict: Verdict, breach: bool) -> None:
    days = item(
        "interval", ["báo cáo, phiếu chuyển tin"], limit={"number": 3, "unit": "ngày", "event": "tiếp nhận tin"}
    )
    text = f"Nhận được tin lúc 8h ngày 01/02/2026, chuyển lúc 9h ngày {day:02d}/02/2026."
    proposal = propose(days, text, title="BÁO CÁO")
    assert (proposal.verdict, proposal.breach) == (verdict, breach)


@pytest.mark.parametrize(
    ("text", "verdict", "breach"),
    [
        ("Cháu A, sinh ngày 20/11/2012, 13 tuổi.", SHOWN, False),
        ("Cháu A, sinh ngày 20/11/2012, 14 tuổi.", LOOK, True),
        ("Cháu A, SN 2013, 10 tuổi.", LOOK, True),
        ("Cháu A, sinh ngày 20/11/2012, sinh năm 2011.", LOOK, True),
        ("Cháu A, sinh năm 2013.", LOOK, False),
        ("Cháu A, 13 tuổi.", LOOK, False),
        ("Cháu A.", NOT, False),
    ],
)
def test_age(text: str, verdict: Verdict, breach: bool) -> None:
    proposal = propose(item("age"), DAY, text)
    assert (proposal.verdict, proposal.breach) == (verdict, breach)


@pytest.mark.parametrize(
    ("text", "verdict", "breach"),
    [
        ("Từ 14h đến 16h ngày 01/02/2026.", SHOWN, False),
        ("Từ 20h30 đến 22h ngày 01/02/2026.", SHOWN, False),
        ("Từ 21h30 đến 22h45 ngày 01/02/2026.", LOOK, True),
        ("Từ 5h30 đến 7h ngày 01/02/2026.", LOOK, True),
        ("Từ 22h30 ngày 01/02/2026 đến 6h30 ngày 02/02/2026. Lý do: không thể trì hoãn.", LOOK, True),
        ("Từ 21h ngày 01/02/2026 đến 7h ngày 02/02/2026.", LOOK, True),
        ("Bắt đầu lúc 20h ngày 01/02/2026.", LOOK, False),
        ("Hỏi cung bị can.", NOT, False),
    ],
)
def test_night(text: str, verdict: Verdict, breach: bool) -> None:
    proposal = propose(item("night"), text)
    assert (proposal.verdict, proposal.breach) == (verdict, breach)


@pytest.mark.parametrize(
    ("text", "verdict", "breach"),
    [
        ("Đưa ra 5 ảnh chân dung.", SHOWN, False),
        ("Đưa ra ba (03) tấm ảnh đánh số.", SHOWN, False),
        ("Bố trí bốn người đàn ông đứng sau kính.", SHOWN, False),
        ("Cho cháu xem 02 tấm ảnh.", LOOK, True),
        ("Chỉ đưa ra một người.", LOOK, True),
        ("Có 4 người dự.", NOT, False),
        ("Đáp: Họ cho cháu xem 5 ảnh.", NOT, False),
    ],
)
def test_count(text: str, verdict: Verdict, breach: bool) -> None:
    counted = item("count", ["biên bản nhận dạng"], sign={"at_least": 3})
    proposal = propose(counted, text, title="BIÊN BẢN NHẬN DẠNG")
    assert (proposal.verdict, proposal.breach) == (verdict, breach)


def test_only_items_for_this_kind_of_record_are_judged() -> None:
    def judged(title: str) -> int:
        page = Page(None, f"{title}\nNội dung.")
        return len(check(record_of(SourceText(Path("a.txt"), "", "text", (page,))), [DURATION, INTERVAL]))

    assert judged("BIÊN BẢN GHI LỜI KHAI") == 1
    assert judged("BIÊN BẢN ĐỐI CHẤT") == 0
    # of an unknown kind all are
    assert judged("GHI CHÉP") == 2
