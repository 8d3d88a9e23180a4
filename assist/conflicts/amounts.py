"""Figures of a clause with what the words around them make of them: limits, ages, counts, money, penalties.

``corpus.quantities`` reads what people type in questions; official texts also write "03 (ba) ngày", "từ 02 đến 07 năm",
"mười lăm ngày", "năm ngày", and the bound and the moment from which a limit runs matter as much as the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assist.conflicts.model import Amount, Span
from assist.conflicts.words import normal
from corpus.spelt_numbers import number as spelt_number

_ONES = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_SPELT = rf"(?:mười(?: (?:{_ONES}|lăm))?|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín) mươi(?: (?:{_ONES}|mốt|tư|lăm))?|{_ONES})"
_FRACTION = r"một phần (?:hai|ba|tư|bốn|năm|mười)|hai phần ba|ba phần (?:tư|bốn)|\d/\d"
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?|{_SPELT})"

#: Units as written to the unit they are compared under; time first, then the rest.
TIME = {
    "ngày làm việc": "ngày làm việc",
    "phút": "phút",
    "giờ": "giờ",
    "tiếng": "giờ",
    "ngày đêm": "ngày",
    "ngày": "ngày",
    "tuần": "tuần",
    "tháng": "tháng",
    "quý": "quý",
    "năm": "năm",
}
_MONEY = {"đồng": 1, "nghìn đồng": 1000, "ngàn đồng": 1000, "triệu đồng": 10**6, "tỷ đồng": 10**9, "tỉ đồng": 10**9}
_COUNTED = {
    "lần": "lần", "người": "người", "%": "%", "phần trăm": "%", "bản": "bản", "bộ": "bộ", "thành viên": "thành viên",
    "trẻ em": "trẻ em", "học sinh": "học sinh", "học viên": "học viên", "lượt": "lượt", "buổi": "buổi", "mét vuông": "m2",
    "mét khối": "m3", "mét": "m", "m2": "m2", "m3": "m3", "m": "m", "km": "km", "cm": "cm", "mm": "mm", "ha": "ha", "kg": "kg",
    "gam": "g", "tấn": "tấn", "lít": "l", "tín chỉ": "tín chỉ", "tiết": "tiết", "giường": "giường", "phiếu": "phiếu",
    "hồ sơ": "hồ sơ", "thẩm phán": "thẩm phán", "hội thẩm": "hội thẩm", "điều tra viên": "điều tra viên",
    "kiểm sát viên": "kiểm sát viên", "cán bộ": "cán bộ", "giám định viên": "giám định viên", "đại biểu": "đại biểu",
    "luật sư": "luật sư", "cổ đông": "cổ đông", "lao động": "lao động", "mức lương cơ sở": "mức lương cơ sở",
    "tháng lương cơ sở": "mức lương cơ sở", "chỗ ngồi": "chỗ", "con": "con", "số": "số", "vị trí": "vị trí", "điểm": "điểm",
}  # fmt: skip
_UNITS: dict[str, str] = {
    **TIME,
    **dict.fromkeys(_MONEY, "đồng"),
    **_COUNTED,
    "tuổi": "tuổi",
    "tháng tuổi": "tháng tuổi",
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
#: "03 (ba) ngày": the spelled repetition says nothing new.
_REPEATED = r"(?:\s*\([^()\d]{2,40}\))?"
_AMOUNT = re.compile(
    rf"(?<![\w/.,-])(?P<n>{_NUMBER}){_REPEATED}(?:\s*(?:đến|-|–|tới)\s*(?P<under>dưới |không quá )?(?P<m>{_NUMBER}){_REPEATED})?"
    rf"\s*(?P<unit>{_UNIT})(?!\w)(?! (?:{_ONES}) tháng)"
)
_SHARE = re.compile(rf"(?<![\w/.,-])(?P<n>{_FRACTION})(?![\w/])")
_SHARES = {
    "một phần hai": Fraction(1, 2), "một phần ba": Fraction(1, 3), "một phần tư": Fraction(1, 4), "một phần bốn": Fraction(1, 4),
    "một phần năm": Fraction(1, 5), "một phần mười": Fraction(1, 10), "hai phần ba": Fraction(2, 3),
    "ba phần tư": Fraction(3, 4), "ba phần bốn": Fraction(3, 4),
}  # fmt: skip
_DATE = re.compile(
    r"\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|\btháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}"
    r"|\b\d{1,2} giờ \d{2}(?: phút)?(?! (?:giờ|ngày))"
    r"|\b(?:khoản|điều|điểm|mục|số|phụ lục)\s+\d+[a-zđ]?(?:\.\d+)*(?!\s*(?:%|ngày|giờ|tháng|năm))"
)
#: What stands right before a figure, to the bound it sets.
_BEFORE = re.compile(
    r"(?:(?P<most>không (?:được )?(?:vượt )?quá|không (?:nhiều|lớn|cao|dài|muộn) hơn|tối đa|nhiều nhất|cao nhất|chậm nhất|muộn nhất"
    r"|lâu nhất|trong (?:thời hạn|vòng|thời gian)|thời hạn)"
    r"|(?P<least>ít nhất|tối thiểu|không (?:được )?(?:dưới|ít hơn|thấp hơn|nhỏ hơn)|thấp nhất|sớm nhất|nhỏ nhất)"
    r"|(?P<below>dưới|chưa đủ|chưa đến|ít hơn|thấp hơn|nhỏ hơn|chưa tròn)|(?P<above>trên|hơn|quá|vượt)"
    r"|(?P<full>từ đủ|đủ|tròn|từ)|(?P<upto>đến|tới))(?: (?:là|đủ|khoảng|trong|trong vòng|tới|từ|đến))*\s*$"
)
_AFTER = re.compile(
    r"\s*(?:tuổi\s*)?(?P<up>trở lên)|\s*(?P<down>trở xuống)|,?\s*(?P<before>trước (?:khi|ngày|lúc|thời điểm)|trước)\b"
)
_NAMES = {"most": "không quá", "least": "ít nhất", "below": "dưới", "above": "trên", "full": "từ đủ", "upto": "đến"}
_SINCE = re.compile(
    r"[^.;\n]{0,25}?\b(?:kể từ|tính từ|từ|sau) (?:khi|ngày|lúc|thời điểm|giờ)?\s*(?P<event>[^.;,\n]{3,90})"
    r"|,?\s*trước (?:khi|ngày|lúc)?\s*(?P<until>[^.;,\n]{3,90})"
)
#: Punishments: the figures after them, to the end of the sentence part, are their frame.
_PUNISHED = re.compile(
    r"(?:bị )?phạt (?:tù|tiền|cải tạo|quản chế|cảnh cáo)|cải tạo không giam giữ|quản chế|tước quyền sử dụng giấy phép"
    r"|cấm (?:đảm nhiệm chức vụ|hành nghề|cư trú|kinh doanh|huy động vốn)|(?P<whole>tù chung thân|tử hình)|năm tù|tháng tù"
    r"|bị phạt|khung hình phạt|hình phạt tù|mức phạt"
)
_PUNISHES_TO = re.compile(r"[.;\n:]")
#: Words after which a figure inside such a part is none of the punishment: "phạt tiền … đối với hành vi …", "nếu", "mà".
_NO_LONGER = re.compile(r"đối với|\bnếu\b|\bkhi\b|\bmà\b|\bthì\b|trường hợp|gây|trị giá|tỷ lệ")


@dataclass(frozen=True)
class Amounts:
    """The figures of a text by what they are."""

    limits: tuple[Amount, ...] = ()
    ages: tuple[Amount, ...] = ()
    counts: tuple[Amount, ...] = ()
    penalties: tuple[Amount, ...] = ()


def read_amounts(low: str) -> Amounts:
    """The figures of a text in lower case; spans are offsets in it.

    >>> [(int(a.value), a.unit, a.bound) for a in read_amounts("không quá 03 (ba) ngày làm việc kể từ khi nhận").limits]
    [(3, 'ngày làm việc', 'không quá')]
    """
    if not _MAYBE.search(low):
        return Amounts()
    masked = _DATE.sub(lambda m: " " * len(m[0]), low)
    punished = list(_punished(low))
    limits: list[Amount] = []
    ages: list[Amount] = []
    counts: list[Amount] = []
    penalties: list[Amount] = []
    for amount in _amounts(masked):
        if amount.unit in {"tuổi", "tháng tuổi"}:
            ages.append(amount)
        elif any(start <= amount.span.start < end for start, end in punished) and amount.unit in _PENAL:
            penalties.append(amount)
        elif amount.unit in TIME.values():
            limits.append(amount)
        else:
            counts.append(amount)
    for match in _PUNISHED.finditer(low):
        if match["whole"]:
            penalties.append(Amount(Fraction(1), match["whole"], Span(match.start(), match.end())))
    penalties.sort(key=lambda a: a.span.start)
    return Amounts(tuple(limits), tuple(ages), tuple(counts), tuple(penalties))


#: "năm tháng", "năm học sinh": more likely the year; "hai năm ngày …", "hằng năm": certainly.
_YEAR_OF = frozenset({"tháng", "số", "con", "điểm", "học sinh"})
_NOT_FIVE = re.compile(rf"(?:\d|\b(?:{_ONES}|mươi|mười|hàng|hằng|mỗi|của))\s*$")
_MAYBE = re.compile(rf"\d|\b(?:{_SPELT}) (?:{_UNIT})\b|phần (?:hai|ba|tư|mười)|tù chung thân|tử hình")
_PENAL = frozenset({"năm", "tháng", "ngày", "đồng", "%"})


def _punished(low: str) -> Iterator[tuple[int, int]]:
    for match in _PUNISHED.finditer(low):
        if match["whole"]:
            continue
        start, end = match.start(), match.end()
        if match[0] in {"năm tù", "tháng tù"}:  # "từ 02 năm tù": the figure stands before
            yield start - 12, end
            continue
        stop = _PUNISHES_TO.search(low, end)
        stop_at = stop.start() if stop else len(low)
        # a thousand's dot is no full stop
        while stop and low[stop.start()] == "." and low[stop.start() + 1 : stop.start() + 2].isdigit():
            stop = _PUNISHES_TO.search(low, stop.end())
            stop_at = stop.start() if stop else len(low)
        no_longer = _NO_LONGER.search(low, end, stop_at)
        yield start, no_longer.start() if no_longer else stop_at


def _amounts(low: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(low):
        written, unit_written = match["n"], match["unit"]
        unit = _UNITS[unit_written]
        spelt = not written[0].isdigit()
        if spelt and not _is_number(low, match, unit):
            continue
        factor = _MONEY.get(unit_written, 1)
        end = match.end()
        if match["m"]:
            first = Span(match.start(), match.end("n"))
            yield Amount(_value(written) * factor, unit, first, _bound(low, first.start, len(low), "từ đủ"))
            start = match.start("m")
            bound = "dưới" if (match["under"] or "").startswith("dưới") else "đến"
            yield Amount(_value(match["m"]) * factor, unit, Span(start, end), bound)
            continue
        bound, event = _bound(low, match.start(), end), ""
        if unit in TIME.values():
            since = _SINCE.match(low, end)
            if since:
                event = normal(since["event"] or since["until"])
        yield Amount(_value(written) * factor, unit, Span(match.start(), end), bound, event)
    for match in _SHARE.finditer(low):
        written = match["n"]
        value = _SHARES.get(written) or (Fraction(written) if not written.endswith("/0") else Fraction(0))
        yield Amount(value, "phần", Span(match.start(), match.end()), _bound(low, match.start(), match.end()))


def _is_number(low: str, match: re.Match[str], unit: str) -> bool:
    """Whether a number word is one: "một người" is anybody, "năm tháng" the years, "hai năm ngày" no five days."""
    written = match["n"]
    if written == "một":
        return unit in TIME.values() or unit == "lần"
    if written == "năm":
        before = low[max(0, match.start() - 8) : match.start()]
        return match["unit"] not in _YEAR_OF and not _NOT_FIVE.search(before)
    return True


def _value(written: str) -> Fraction:
    if not written[0].isdigit():
        return Fraction(spelt_number(written))
    if "." in written:
        return Fraction(written.replace(".", ""))
    return Fraction(written.replace(",", "."))


def _bound(low: str, start: int, end: int, otherwise: str = "") -> str:
    after = _AFTER.match(low, end) if end < len(low) else None
    before = _BEFORE.search(low, max(0, start - 45), start)
    if after and after["up"]:
        return "trên" if before and before["above"] else "từ đủ"
    if after and after["down"]:
        return "không quá"
    if after and after["before"]:
        return "ít nhất, trước"
    if before is None or before.lastgroup is None:
        return otherwise
    return _NAMES[before.lastgroup]
