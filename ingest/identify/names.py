"""Names: of issuers by the codes in numbers and by letterheads, and of kinds of documents by the line that states them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.numbers import NUMBER, fold, normalize_number

#: Codes of issuing bodies as numbers write them (Decree 30/2020 on clerical work, Appendix VI, and the numbers at hand).
ISSUERS = {
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "CTN": "Chủ tịch nước",
    "CP": "Chính phủ",
    "TTG": "Thủ tướng Chính phủ",
    "HĐTP": "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
    "TANDTC": "Tòa án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "VKSTC": "Viện kiểm sát nhân dân tối cao",
    "KTNN": "Kiểm toán nhà nước",
    "VPQH": "Văn phòng Quốc hội",
    "VPCP": "Văn phòng Chính phủ",
    "VPCTN": "Văn phòng Chủ tịch nước",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BTP": "Bộ Tư pháp",
    "BYT": "Bộ Y tế",
    "BNV": "Bộ Nội vụ",
    "BNG": "Bộ Ngoại giao",
    "BTC": "Bộ Tài chính",
    "BXD": "Bộ Xây dựng",
    "BCT": "Bộ Công Thương",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BGTVT": "Bộ Giao thông vận tải",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "NHNNVN": "Ngân hàng Nhà nước Việt Nam",
    "TTCP": "Thanh tra Chính phủ",
    "UBDT": "Ủy ban Dân tộc",
    "TLĐLĐVN": "Tổng Liên đoàn Lao động Việt Nam",
    "UBTƯMTTQVN": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "UBND": "Ủy ban nhân dân",
    "CTUBND": "Chủ tịch Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "CAT": "Công an tỉnh",
    "BCĐ": "Ban Chỉ đạo",
}
#: Bodies of a province: their number names no place, the letterhead or the place of issue does.
_LOCAL = frozenset({"UBND", "CTUBND", "HĐND", "CAT", "BCĐ"})

#: Kinds as the line under the letterhead states them, longest first.
KINDS = (
    "Nghị quyết liên tịch",
    "Thông tư liên tịch",
    "Văn bản hợp nhất",
    "Nghị quyết",
    "Nghị định",
    "Pháp lệnh",
    "Quyết định",
    "Chương trình",
    "Hướng dẫn",
    "Thông báo",
    "Công điện",
    "Hiến pháp",
    "Kế hoạch",
    "Thông tư",
    "Sắc lệnh",
    "Báo cáo",
    "Bộ luật",
    "Chỉ thị",
    "Quy chế",
    "Luật",
    "Lệnh",
)

_FOLDED_KINDS = {fold(kind): kind for kind in KINDS}
_MOTTO = re.compile(r"C[ỘO]NG H[ÒO][AÀ]\s+X[ÃA] H[ỘO]I CH[ỦU] NGH[ĨI]A VI[ỆE]T NAM|Độc\s*lập.*$", re.IGNORECASE)
_LOCAL_LINE = re.compile(
    r"^(?:CHỦ TỊCH )?(?:ỦY|UỶ) BAN NHÂN DÂN|^HỘI ĐỒNG NHÂN DÂN|^CÔNG AN (?:TỈNH|THÀNH PHỐ)|^SỞ |^BAN CHỈ ĐẠO|^TỈNH |^THÀNH PHỐ "
)
_PLACE_WORDS = {"tỉnh", "thành", "phố", "huyện", "quận", "xã", "phường", "thị"}
_CAPITAL = {"ủy", "hội", "sở", "ban", "công", "chủ"}


def kind_line(line: str) -> tuple[str, str] | None:
    """The kind a line states in capitals and what follows it, or None: "LUẬTĐẶC XÁ" gives ("Luật", "ĐẶC XÁ")."""
    text = line.strip(" *_#:")
    if text.isupper() and fold(text) in _FOLDED_KINDS:  # "QUYÉT ĐỊNH", as a recogniser reads it
        return _FOLDED_KINDS[fold(text)], ""
    for kind in KINDS:
        capitals = kind.upper()
        if not text.startswith(capitals):
            continue
        rest = text[len(capitals) :]
        if rest and rest[0].isalpha() and not rest[0].isupper():
            return None
        return kind, rest.strip(" *_#:")
    return None


def issuers_of_number(number: str, place: str = "") -> tuple[str, ...]:
    """The issuers a number's letters name, in their order; () if they name none that is known.

    >>> issuers_of_number("06/2018/TTLT-BCA-VKSNDTC")
    ('Bộ Công an', 'Viện kiểm sát nhân dân tối cao')
    >>> issuers_of_number("111/KH-CAT-CSHS", "Kiên Giang")
    ('Công an tỉnh Kiên Giang',)
    """
    found = NUMBER.match(normalize_number(number))
    if not found:
        return ()
    names: list[str] = []
    for code in (re.sub(r"\d+$", "", part.strip()).upper() for part in re.split(r"[-/]", found["suffix"])):
        name = ISSUERS.get(code)
        if name is None:
            continue
        if code in _LOCAL and place:
            name = f"{name} {place}" if name.endswith("tỉnh") else f"{name} tỉnh {place}"
        if name not in names:
            names.append(name)
    # "KH-CAT-CSHS": behind a local body stand its departments.
    return tuple(names)


def issuers_of_letterhead(lines: Sequence[str]) -> tuple[str, ...]:
    """The issuers that the capitals above a document's kind name, in their order.

    The gazette prints them twice, joined by hyphens and broken over lines; a name counts once.
    """
    capitals = [_MOTTO.sub("", line).strip(" *_#-–") for line in lines]
    capitals = [text for text in capitals if text and text.isupper() and "thong tin dien tu" not in fold(text)]
    joined = fold(" ".join(capitals))
    found: dict[str, int] = {}
    for name in set(ISSUERS.values()):
        if is_local(name):
            continue
        at = re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", joined)
        if at:
            found[name] = at.start()
    names = [n for n in found if not any(n != other and fold(n) in fold(other) for other in found)]
    if names:
        return tuple(sorted(names, key=lambda n: found[n]))
    local = [text for text in capitals if _LOCAL_LINE.match(text)]
    return (_proper(" ".join(dict.fromkeys(local))),) if local else ()


def is_local(issuer: str) -> bool:
    """Whether a name is that of a body of a province, district or commune, which needs its place to be one body."""
    return any(issuer.startswith(ISSUERS[code]) for code in _LOCAL)


def _proper(capitals: str) -> str:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ" as it is written in a sentence."""
    words: list[str] = []
    place = False
    for word in capitals.lower().replace("uỷ", "ủy").split():
        if word in _PLACE_WORDS:
            place = True
            words.append(word)
        elif place or word in _CAPITAL or not words:
            words.append(word.capitalize())
        else:
            words.append(word)
    return " ".join(words).replace("Ủy Ban", "Ủy ban").replace("Công An", "Công an")
