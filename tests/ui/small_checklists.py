"""Two small checklists over the small library: limits, another reading, a hanging fact, signs, a ban, a hostile basis."""

from __future__ import annotations

from typing import Any

from corpus.checklists import Checklist

BOOKS = "11/2020/TT-ABC"
RECEPTION, STATEMENT = "nhan-tin", "loi-khai"
#: What the record's reader is asked to find: the words of a good record and of one that shows a breach.
GOOD_RECORD = """\
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BIÊN BẢN GHI LỜI KHAI
Hồi 08 giờ 00 ngày 06 tháng 3 năm 2026, tại phòng đọc của thư viện.
Đã đọc nội quy phòng đọc cho cháu nghe trước khi bắt đầu.
Biên bản kết thúc hồi 09 giờ 30 cùng ngày.
"""

_RECEPTION: dict[str, Any] = {
    "code": RECEPTION,
    "title": "Nhận tin về sách mất",
    "order": 1,
    "items": [
        {
            "code": "ghi-so",
            "act": "Ghi sổ ngay khi nhận tin",
            "who": "Người trực",
            "modality": "phải",
            "says": "Người trực ghi vào sổ rồi đưa giấy hẹn.",
            "basis": [f"{BOOKS} điều 1 khoản 1"],
            "timing": {"relation": "ngay", "event": "tiếp nhận tin"},
        },
        {
            "code": "chuyen-tin",
            "act": "Chuyển tin cho thủ thư",
            "who": "Người trực",
            "modality": "phải",
            "says": "Chuyển tin cho thủ thư cùng những gì đã ghi.",
            "basis": [f"{BOOKS} điều 2 khoản 1"],
            "limit": {"number": 24, "unit": "giờ", "event": "tiếp nhận tin"},
            "differs": [
                {
                    "point": "thời hạn, con số",
                    "beside": "khác nhau",
                    "modality": "phải",
                    "says": "Nội quy cũ cho chuyển trong ba ngày.",
                    "basis": [f"{BOOKS} điều 3 khoản 1"],
                    "limit": {"number": 3, "unit": "ngày", "event": "tiếp nhận tin"},
                }
            ],
        },
        {
            "code": "bao-phong-xa",
            "act": "Báo trước cho phòng đọc ở xa",
            "who": "Người trực",
            "modality": "được",
            "says": "Điểm đọc ở xa được báo trước bằng điện thoại.",
            "basis": [f"{BOOKS} điều 1 khoản 2"],
            "when": {"remote": True},
        },
        {
            "code": "tra-loi",
            "act": "Trả lời người báo mất sách",
            "who": "Thủ thư",
            "modality": "phải",
            "says": "Trả lời bằng giấy cho người đã báo.",
            "basis": [f"{BOOKS} điều 2 khoản 2"],
            "limit": {"number": 2, "unit": "ngày làm việc", "event": "tiếp nhận tin"},
        },
        {
            "code": "luat-cu",
            "act": "Làm theo quy tắc đã hết hiệu lực",
            "who": "Thủ thư",
            "modality": "phải",
            "says": "Việc này chỉ có trong luật cũ.",
            "basis": ["77/2015/QH13 điều 1 khoản 1"],
        },
    ],
}

_STATEMENT: dict[str, Any] = {
    "code": STATEMENT,
    "title": "Hỏi người mượn",
    "order": 2,
    "when": {"activity": ["lấy lời khai"]},
    "items": [
        {
            "code": "doc-noi-quy",
            "act": "Đọc nội quy trước khi hỏi",
            "who": "Thủ thư",
            "modality": "phải",
            "says": "Đọc nội quy cho người mượn nghe trước khi hỏi.",
            "basis": [f"{BOOKS} điều 1 khoản 2"],
            "sign": {
                "records": ["biên bản ghi lời khai"],
                "shows": "biên bản ghi đã đọc nội quy",
                "words": [["đọc nội quy", "đã đọc nội quy"]],
            },
        },
        {
            "code": "khong-giu-lau",
            "act": "Không hỏi quá giờ",
            "who": "Thủ thư",
            "modality": "không được",
            "says": "Không giữ người mượn lâu hơn giờ đã định.",
            "basis": [f"{BOOKS} điều 2 khoản 1"],
            "ceiling": {"number": 2, "unit": "giờ", "per": "lần"},
            "sign": {"records": ["biên bản ghi lời khai"], "shows": "giờ bắt đầu và kết thúc", "kind": "duration"},
        },
        {
            "code": "doc-hai",
            "act": "Chép lời độc hại",
            "who": "Thủ thư",
            "modality": "có thể",
            "says": "Chép nguyên lời để thử trang.",
            "basis": ["66/2020/TT-ABC điều 1 khoản 1"],
        },
    ],
}


def small_checklists() -> list[Checklist]:
    """The two checklists, the one of reception first."""
    return [Checklist.model_validate(_RECEPTION), Checklist.model_validate(_STATEMENT)]
