"""Lines of an invented rule on a reading room, with the checklist items they come from, for the tests of the quiz."""

from __future__ import annotations

from typing import Any

from assist.training.model import Line, Source
from corpus.checklists import Checklist
from corpus.documents import Status

RULE = "21/2020/TT-ABC"


def source(place: str, quote: str, status: Status = Status.IN_FORCE, text_hash: str = "a" * 32) -> Source:
    pinpoint = {"điều": "Điều", "khoản": "khoản"}
    words = place.split()
    told = " ".join(f"{pinpoint[words[at]]} {words[at + 1]}" for at in range(len(words) - 2, -1, -2))
    return Source(
        id=f"{RULE} {place}",
        pinpoint=f"{told}, {RULE}",
        status=status,
        quote=quote,
        origin="nguyên văn",
        text_hash=text_hash,
    )


_ITEMS: list[dict[str, Any]] = [
    {
        "code": "chuyen-phieu",
        "act": "Chuyển phiếu báo mất sách cho thủ kho trong 24 giờ",
        "who": "Công an xã",
        "modality": "phải",
        "says": "Nhận phiếu báo mất sách thì chuyển cho thủ kho, chậm nhất 24 giờ kể từ lúc nhận.",
        "basis": [f"{RULE} điều 5 khoản 1"],
        "when": {"role": ["bị hại"], "receiver": ["Công an xã"]},
        "limit": {"number": 24, "unit": "giờ", "event": "tiếp nhận tin"},
        "differs": [
            {
                "point": "thời hạn, con số",
                "beside": "khác nhau",
                "modality": "phải",
                "says": "Nội quy chung cho tới 03 ngày.",
                "basis": ["9/2015/QH13 điều 7 khoản 1"],
                "limit": {"number": 3, "unit": "ngày", "event": "tiếp nhận tin"},
            }
        ],
    },
    {
        "code": "mac-dep",
        "act": "Mặc trang phục gọn gàng khi trò chuyện cùng người đọc",
        "who": "Điều tra viên",
        "modality": "phải",
        "says": "Khi trò chuyện cùng người đọc thì ăn mặc gọn gàng.",
        "basis": [f"{RULE} điều 6 khoản 1"],
        "when": {"role": ["bị hại"]},
    },
    {
        "code": "moi-ban",
        "act": "Mời bạn cùng lớp ngồi cạnh cho người đọc đỡ ngại",
        "who": "Cơ quan điều tra",
        "modality": "có thể",
        "says": "Bạn cùng lớp được mời đến ngồi cạnh, không có cũng không sao.",
        "basis": [f"{RULE} điều 6 khoản 2"],
        "when": {"role": ["bị hại"]},
    },
    {
        "code": "khong-to-tieng",
        "act": "Không nói to trong phòng đọc sách của trường",
        "who": "Kiểm sát viên",
        "modality": "không được",
        "says": "Trong phòng đọc sách cấm nói to.",
        "basis": [f"{RULE} điều 6 khoản 3"],
        "when": {"role": ["bị hại"]},
    },
    {
        "code": "chua-ro",
        "act": "Đóng dấu vào trang đầu của cuốn sách",
        "who": "Điều tra viên",
        "modality": "phải",
        "says": "Đóng dấu vào trang đầu trong 10 ngày.",
        "basis": [f"{RULE} điều 9 khoản 1"],
        "limit": {"number": 10, "unit": "ngày", "event": "tiếp nhận tin"},
        "unverified": "Chưa có văn bản này.",
    },
]
#: Clauses as the invented rule writes them.
_QUOTES = {
    "điều 5 khoản 1": "1. Công an xã tiếp nhận phiếu báo mất sách phải chuyển phiếu đến thủ kho trong hạn không quá 24 giờ kể từ khi "
    "tiếp nhận; nơi ở xa thì không quá 48 giờ.",
    "điều 6 khoản 1": "1. Điều tra viên phải ăn mặc gọn gàng lúc trò chuyện với người đọc.",
    "điều 6 khoản 2": "2. Cơ quan điều tra có thể mời bạn học cùng lớp của người đọc đến ngồi bên cạnh.",
    "điều 6 khoản 3": "3. Kiểm sát viên không được nói to khi ở trong phòng đọc.",
    "điều 9 khoản 1": "1. Điều tra viên phải đóng dấu vào trang đầu trong 10 ngày.",
}


def checklist() -> Checklist:
    return Checklist.model_validate({"code": "phong-doc", "title": "Phòng đọc", "order": 1, "items": _ITEMS})


def item_line(code: str, **others: Any) -> Line:
    """The line of an item of the checklist."""
    item = next(i for i in _ITEMS if i["code"] == code)
    place = item["basis"][0].removeprefix(f"{RULE} ")
    says = item["says"]
    return Line.model_validate(
        {
            "key": f"phong-doc.{code}",
            "text": f"{item['who']}: {says[:1].lower()}{says[1:]}",
            "who": item["who"],
            "act": item["act"],
            "modality": item["modality"],
            "sources": (source(place, _QUOTES[place]),),
            **others,
        }
    )


def note_line(number: int, text: str, quote: str, **others: Any) -> Line:
    """A line made from a note of a clause of the rule."""
    given = {
        "key": f"ghi-chu.dieu-{number}.1",
        "text": text,
        "sources": (source(f"điều {number} khoản 1", quote),),
        **others,
    }
    return Line.model_validate(given)


ITEM_LINES = tuple(item_line(item["code"]) for item in _ITEMS)
NOTE_LINES = (
    note_line(
        11, "Sách mượn được giữ không quá 15 ngày.", "1. Người đọc giữ sách trong thời hạn không quá mười lăm ngày."
    ),
    note_line(12, "Ít nhất 80% số sách phải có bìa bọc.", "1. Tỷ lệ sách có bìa bọc đạt ít nhất 80%."),
    note_line(
        13,
        "Quy định này có hiệu lực từ ngày 01/7/2024.",
        "1. Thông tư này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024.",
    ),
    note_line(
        14, "Làm rách sách: phạt tù từ 2 năm đến 7 năm.", "1. Người nào xé sách thì bị phạt tù từ 02 năm đến 07 năm."
    ),
    note_line(
        15,
        "Người trông phòng đọc phải giữ kín tên người mượn.",
        "1. Người trông phòng đọc phải giữ kín họ, tên của người mượn.",
        modality="phải",
    ),
    note_line(
        16,
        "“Sách quý” nghĩa là cuốn in trước năm 1945 mà trường chỉ có một bản.",
        "1. Sách quý là cuốn in trước năm 1945.",
    ),
    note_line(
        17, "“Người đọc” nghĩa là ai có thẻ của thư viện và đang ngồi trong phòng.", "1. Người đọc là người có thẻ."
    ),
    note_line(
        18, "“Thẻ mượn” nghĩa là tờ bìa cứng ghi tên, lớp và có dấu của trường.", "1. Thẻ mượn là tờ bìa có dấu."
    ),
    note_line(
        19, "“Kho kín” nghĩa là gian phòng khóa cửa, muốn vào phải có thủ kho đi cùng.", "1. Kho kín là phòng khóa cửa."
    ),
)
LINES = (*ITEM_LINES, *NOTE_LINES)
