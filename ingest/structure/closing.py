"""Where a text's last words begin: the adoption sentence of a law, recipients, signatures, certification of a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ADOPTED = re.compile(
    r"^(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh|Hiến pháp)\s.{0,20}\s?được\s.{0,12}(?:Quốc hội|Ủy ban [Tt]hường vụ|UBTVQH).*thông qua",
    re.IGNORECASE,
)
_RECIPIENTS = re.compile(r"^\W*Nơi nhận\b", re.IGNORECASE)
_OFFICE = (
    r"BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ TỊCH|PHÓ CHỦ TỊCH|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|CHÁNH ÁN|PHÓ CHÁNH ÁN|VIỆN TRƯỞNG|PHÓ VIỆN TRƯỞNG|"
    r"GIÁM ĐỐC|PHÓ GIÁM ĐỐC|CHỦ NHIỆM|PHÓ CHỦ NHIỆM|TỔNG THANH TRA|THỐNG ĐỐC|TRƯỞNG BAN|CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|"
    r"TỔNG KIỂM TOÁN|TỔNG BÍ THƯ|BÍ THƯ|TRƯỞNG ĐOÀN|TỔNG CỤC TRƯỞNG|HIỆU TRƯỞNG"
)
_SIGNATURE = re.compile(
    rf"^\W*(?:(?:TM|KT|TL|TUQ|Q)\s?\.\s?[A-ZĐÀ-Ỹ]|(?:{_OFFICE})\b|SAO Y|XÁC THỰC|VĂN PHÒNG QUỐC HỘI\s*$|"
    r"(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá) [A-ZĐÀ-Ỹ])"
)
_LONGEST = 90


def is_signature(line: str) -> bool:
    """Whether a line is an office of a signature block: "KT. BỘ TRƯỞNG", "CHỦ TỊCH QUỐC HỘI(Đã ký)"."""
    line = line.strip()
    if not _SIGNATURE.match(line) or len(line) > _LONGEST:
        return False
    words = re.findall(r"[^\W\d_]+", line.split("(")[0])
    capitals = sum(w.isupper() for w in words)
    return (capitals >= 2 and capitals >= len(words) / 3) or bool(re.match(r"\W*(?:Đại|Thượng|Trung|Thiếu) t", line))


def is_recipients(line: str) -> bool:
    """Whether a line begins the list of recipients ("Nơi nhận:")."""
    return bool(_RECIPIENTS.match(line))


def is_adoption(line: str) -> bool:
    """Whether a line is the sentence by which the National Assembly says when it adopted the text."""
    return bool(_ADOPTED.match(line.strip(" *_>")))


def closing_start(lines: Sequence[str], after: int) -> int:
    """The first closing line at or behind ``after``; ``len(lines)`` if the text has no closing."""
    for i in range(after, len(lines)):
        if is_adoption(lines[i]) or is_recipients(lines[i]) or is_signature(lines[i]):
            return i
    return len(lines)
