"""A small checklist of a made-up case, by hand: two procedures, two readings of a limit, another provision, an ended basis."""

from __future__ import annotations

from datetime import date, datetime

from assist.checklists.exports import CaseSheet
from assist.checklists.model import Basis, Deadline, Line, Question, Reading, Result
from corpus.checklists import Ceiling, Demand, Item, TimeLimit, Timing
from corpus.circumstances import Event
from corpus.documents import Status
from corpus.provisions import ProvisionId

CODE = "HS-2026-007"
_TITLES = {"101/2015/QH13": "Bộ luật Tố tụng hình sự", "53/2024/QH15": "Luật Phòng, chống mua bán người"}
COUNTING = ProvisionId.parse("101/2015/QH13 điều 134 khoản 1")


def basis(text: str, status: Status = Status.IN_FORCE, *remarks: str) -> Basis:
    pid = ProvisionId.parse(text)
    return Basis(pid, status, _TITLES.get(pid.document, ""), remarks=remarks)


def line(code: str, procedure: str, item: Item, first: Reading, **more: object) -> Line:
    return Line(code, procedure, item, first, **more)  # type: ignore[arg-type]


def reading(demand: Demand, *bases: Basis, deadline: Deadline | None = None) -> Reading:
    return Reading(demand, bases or tuple(basis(text) for text in demand.basis), deadline)


_PASS_ON = Item(
    code="chuyen-tin",
    act="Chuyển tin và tài liệu kèm theo",
    who="Công an xã",
    modality="phải",
    says="Gửi tin báo cùng đồ vật, tài liệu đã thu cho Cơ quan điều tra có thẩm quyền trong một ngày đêm.",
    basis=("43/2021/TT-BCA điều 5 khoản 1",),
    limit=TimeLimit(number=24, unit="giờ", event=Event.RECEIVED),
)
_ASSIGN = Item(
    code="phan-cong",
    act="Phân công người giải quyết",
    who="Thủ trưởng Cơ quan điều tra",
    modality="phải",
    says="Giao Điều tra viên thụ lý và báo cho Viện kiểm sát.",
    basis=("43/2021/TT-BCA điều 8 khoản 1",),
    limit=TimeLimit(number=3, unit="ngày", event=Event.RECEIVED),
)
_LENGTH = Item(
    code="thoi-luong",
    act="Giữ thời lượng lấy lời khai",
    who="Điều tra viên",
    modality="không được",
    says="Kéo một buổi lấy lời khai quá hai giờ.",
    basis=("101/2015/QH13 điều 421 khoản 4",),
    ceiling=Ceiling(number=2, unit="giờ", per="lần"),
)
_INVITE = Item(
    code="moi-ho-tro",
    act="Mời người hỗ trợ cùng dự",
    who="Cơ quan điều tra",
    modality="có thể",
    says="Mời đại diện nhà trường hoặc Hội Phụ nữ ngồi cùng trẻ.",
    basis=("43/2021/TT-BCA điều 20 khoản 3",),
    timing=Timing(relation="trước", event=Event.STATEMENT),
)
_LATER = Demand(
    modality="phải",
    says="Chuyển tin trong 48 giờ nếu xã ở nơi đi lại khó.",
    basis=("43/2021/TT-BCA điều 5 khoản 1",),
    limit=TimeLimit(number=48, unit="giờ", event=Event.RECEIVED),
)
_OLD = Item(
    code="bao-so-cu",
    act="Báo cho cơ quan lao động cấp huyện",
    who="Công an xã",
    modality="phải",
    says="Báo cho phòng phụ trách trẻ em của huyện.",
    basis=("56/2017/NĐ-CP điều 24",),
)

TAKEN = datetime(2026, 3, 3, 10, 30)
_DAY = Deadline(
    datetime(2026, 3, 4, 10, 30), ("Tiếp nhận tin lúc 10 giờ 30 ngày 03/03/2026.", "Cộng 24 giờ."), basis=(COUNTING,)
)
_TWO_DAYS = Deadline(datetime(2026, 3, 5, 10, 30), ("Cộng 48 giờ từ lúc tiếp nhận.",), basis=(COUNTING,))
_THREE_DAYS = Deadline(
    datetime(2026, 3, 6),  # 24:00 of 5 March
    ("Ngày tiếp nhận được tính là ngày thứ nhất.",),
    other=datetime(2026, 3, 7),
    other_steps=("Ngày tiếp nhận không được tính.",),
    why=("điều luật không nói ngày đầu có được tính hay không",),
)

_RECEIVE, _STATEMENT = "Tiếp nhận tin báo", "Lấy lời khai"
RESULT = Result(
    on=date(2026, 3, 3),
    lines=(
        line(
            "tiep-nhan.chuyen-tin",
            _RECEIVE,
            _PASS_ON,
            reading(_PASS_ON, deadline=_DAY),
            others=(reading(_LATER, deadline=_TWO_DAYS),),
            why_first="hạn ngắn hơn bảo vệ trẻ tốt hơn.",
        ),
        line("lay-loi-khai.thoi-luong", _STATEMENT, _LENGTH, reading(_LENGTH)),
        line(
            "tiep-nhan.phan-cong",
            _RECEIVE,
            _ASSIGN,
            reading(
                _ASSIGN,
                basis("43/2021/TT-BCA điều 8 khoản 1"),
                basis("53/2024/QH15 điều 62", Status.UNVERIFIED, "có thể đã được sửa đổi"),
                deadline=_THREE_DAYS,
            ),
        ),
        line("lay-loi-khai.moi-ho-tro", _STATEMENT, _INVITE, reading(_INVITE)),
    ),
    open=(line("giam-dinh.de-nghi", "Giám định", _INVITE, reading(_INVITE), missing=("asked_examination",)),),
    lapsed=(
        line("tiep-nhan.bao-so-cu", _RECEIVE, _OLD, reading(_OLD, basis("56/2017/NĐ-CP điều 24", Status.EXPIRED))),
    ),
    questions=(Question("asked_examination", "Bị hại có đề nghị giám định không?", ("giam-dinh.de-nghi",)),),
    remarks=("Ngày nghỉ lễ năm 2026 lấy theo bảng dự kiến.",),
)

SHEET = CaseSheet(
    code=CODE,
    title="Vụ việc nghi xâm hại trẻ em tại xã A",
    result=RESULT,
    upper_body="Công an tỉnh B",
    body="Cơ quan Cảnh sát điều tra",
    number="12/DM-CSĐT",
    place="Hà Nội",
    day=date(2026, 3, 5),
    position="Điều tra viên",
    facts=(
        ("Tư cách của người dưới 18 tuổi", "bị hại"),
        ("Tuổi", "dưới 13"),
        ("Tiếp nhận tin", "10 giờ 30 ngày 03/03/2026"),
    ),
    done={"lay-loi-khai.thoi-luong": True},
    notes={"tiep-nhan.chuyen-tin": '=HYPERLINK("http://x")', "lay-loi-khai.moi-ho-tro": "đã gọi\x0b nhà trường"},
    decided={"lay-loi-khai.thoi-luong": ("có ghi", "máy đọc", datetime(2026, 3, 4, 9, 15))},
)
