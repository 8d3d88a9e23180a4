"""A small review of made-up documents on lending books: pairs, a fact, and what two people said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from assist.conflicts.desk import Entry, Opinion, State, Verdict
from assist.conflicts.exports import About
from assist.conflicts.model import Clause, Difference, DifferenceType, Finding, Severity, Span
from corpus.provisions import ProvisionId

LAW, CIRCULAR, JOINT = "30/2024/QH15", "05/2018/TT-BCA", "07/2022/TTLT-BCA-BTP-VKSNDTC-TANDTC-BQP"
TITLES = {LAW: "Luật Mượn sách", CIRCULAR: "Quy định về mượn sách trong trường", JOINT: "Phối hợp cho mượn sách quý"}


def clause(place: str, text: str, lead: str = "") -> Clause:
    pid = ProvisionId.parse(place)
    return Clause(pid, text, lead=lead, title=TITLES[pid.document], issued=date(2020, 1, 2))


def words(text: str, part: str) -> tuple[Span, ...]:
    """Where a part stands in a text."""
    return (Span(text.index(part), text.index(part) + len(part)),)


_LONG = "2. Thủ thư chuyển đơn trong 03 ngày kể từ khi nhận."
_SHORT = "1. Thủ thư phải chuyển đơn trong 24 giờ nếu đơn đủ chữ ký."
_LIMIT = Finding(
    clause(f"{CIRCULAR} điều 5 khoản 2", _LONG, "Khi có đơn mượn sách quý:"),
    Difference(
        DifferenceType.LIMIT,
        Severity.HIGH,
        "Thời hạn khác nhau: “03 ngày” ở đây, “24 giờ” ở kia",
        words(_LONG, "03 ngày"),
        words(_SHORT, "24 giờ"),
    ),
    clause(f"{LAW} điều 9 khoản 1", _SHORT),
    prevails="Có thể áp dụng khoản 1 Điều 9 Luật Mượn sách số 30/2024/QH15: luật có hiệu lực pháp lý cao hơn thông tư.",
    likeness=0.8123,
    others=(
        Difference(
            DifferenceType.CONDITION,
            Severity.LOW,
            "Điều kiện chỉ có ở kia: “nếu đơn đủ chữ ký”",
            (),
            words(_SHORT, "nếu đơn đủ chữ ký"),
        ),
    ),
)
_SAME = Finding(
    clause(f"{JOINT} điều 3", "=Sách trả muộn thì báo cho nhà trường."),
    Difference(DifferenceType.DUPLICATE, Severity.LOW, "Hai quy định nói cùng một việc."),
    clause(f"{CIRCULAR} điều 7", "Sách trả muộn thì báo nhà trường."),
    likeness=0.97,
)
_INSIDE = Finding(
    clause(f"{CIRCULAR} điều 11", "Phòng đọc mở cửa đến 17 giờ."),
    Difference(DifferenceType.LIMIT, Severity.MEDIUM, "Con số khác nhau: “17 giờ” ở đây, “18 giờ” ở kia."),
    clause(f"{CIRCULAR} điều 12", "Phòng đọc mở cửa đến 18 giờ."),
    likeness=0.7,
)
_GONE = "Nêu “Ty Văn hóa”, có thể không còn từ ngày 01/07/2025."
_FACT = Finding(
    clause(f"{JOINT} điều 8", "Ty Văn hóa giữ danh mục sách quý."),
    Difference(DifferenceType.BODY, Severity.MEDIUM, _GONE, words("Ty Văn hóa", "Ty Văn hóa")),
    fact=_GONE,
)

A = Opinion(
    1, Verdict.OVERLAP, "Hai nơi một việc.\nĐề xuất: giữ ở luật.", "Người A", datetime(2026, 3, 5, 8, 30), False
)
B = Opinion(2, Verdict.CONFLICT, "đề xuất: bỏ khoản 2\x0b", "Người B", datetime(2026, 3, 4, 9, 0), False)
OLD = Opinion(3, Verdict.UNCLEAR, "hỏi lại", "Người B", datetime(2026, 2, 1, 9, 0), True)

DISPUTED = Entry(1, "05 | 30", _LIMIT, State.DISPUTED, (A, B), False)
OPEN = Entry(2, "05 | 05", _INSIDE, State.OPEN, (), False)
FACT = Entry(3, "07 | BODY", _FACT, State.OPEN, (), True)
REOPENED = Entry(4, "07 | 05", _SAME, State.REOPENED, (OLD,), True)
ENTRIES = (DISPUTED, OPEN, FACT, REOPENED)
UNJUDGED = tuple(replace(entry, state=State.OPEN, opinions=(), changed=False) for entry in ENTRIES)
ABOUT = About(
    documents=((CIRCULAR, TITLES[CIRCULAR]), (JOINT, TITLES[JOINT])),
    on=date(2026, 3, 2),
    against=((LAW, TITLES[LAW]),),
    run=datetime(2026, 3, 3, 7, 15),
    upper_body="Công an tỉnh B",
    body="Phòng Thư viện",
    number="9/BC-TV",
    place="Hà Nội",
    day=date(2026, 3, 5),
    position="Trưởng phòng",
)
