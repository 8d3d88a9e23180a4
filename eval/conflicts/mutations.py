"""One change that matters, made in the words of a provision: each mutation finds the places where it may be made and takes one.

A mutation gives ``None`` where the text has no place for it. What comes out is marked and checked by ``eval.conflicts.changes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from corpus.notes import TIMES
from corpus.provisions import POINT_LETTERS
from eval.conflicts.changes import SUBJECT_FIRST, Change, marked, sound

ELEMENT = "yếu tố của định nghĩa"
Mutation = Callable[[str, Random], Change | None]
_Found = Iterator[Change]


def _one(find: Callable[[str, Random], _Found]) -> Mutation:
    """A mutation that takes one of the places a finder yields."""

    def mutate(text: str, rng: Random) -> Change | None:
        places = list(find(text, rng))
        return rng.choice(places) if places else None

    return mutate


# -- limits -----------------------------------------------------------------------------------------------------------

_STRETCH = re.compile(
    r"(?P<before>(?:thời hạn|thời gian|không quá|quá|trong vòng|tối đa|chậm nhất|muộn nhất|ít nhất|tối thiểu)[^.;:\d\n]{0,20}?)"
    r"(?P<figure>\d{1,3})(?P<spelt> \([a-zà-ỹ ]+\))? (?P<unit>phút|giờ|ngày làm việc|ngày|tháng|năm)\b(?! (?:tù|\d))",
    re.IGNORECASE,
)
_FIGURES = {
    "phút": (15, 30, 45, 60),
    "giờ": (2, 6, 12, 24, 36, 48, 72),
    "ngày": (2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90),
    "ngày làm việc": (2, 3, 5, 7, 10, 15, 20, 30),
    "tháng": (1, 2, 3, 4, 6, 9, 12, 18, 24),
    "năm": (1, 2, 3, 5, 7, 10),
}
_OTHER_UNITS = {
    "giờ": ("ngày", "ngày làm việc"),
    "ngày": ("ngày làm việc", "giờ", "tháng"),
    "ngày làm việc": ("ngày", "tháng"),
    "tháng": ("ngày", "năm"),
    "năm": ("tháng",),
}
_PUNISHES = re.compile(r"phạt|hình phạt|\btù\b|án treo")


def _stretches(text: str) -> Iterator[re.Match[str]]:
    if not _PUNISHES.search(text):
        yield from (m for m in _STRETCH.finditer(text) if not re.search(r"\b(?:ngày|tháng|đến|từ) $", m["before"]))


def _figures(text: str, rng: Random) -> _Found:
    for match in _stretches(text):
        unit, now = match["unit"].lower(), int(match["figure"])
        value = rng.choice([n for n in _FIGURES[unit] if n != now])
        new = f"{value:0{len(match['figure'])}d}"
        if match["spelt"]:
            if value > len(TIMES):
                continue
            new += f" ({TIMES[value - 1]})"
        yield Change(match.start("figure"), match.end("spelt" if match["spelt"] else "figure"), new, "con số")


def _units(text: str, rng: Random) -> _Found:
    for match in _stretches(text):
        others = _OTHER_UNITS.get(match["unit"].lower())
        if others:
            yield Change(*match.span("unit"), rng.choice(others), "đơn vị")


# -- modality ---------------------------------------------------------------------------------------------------------

_ASIDE = re.compile(
    r"\b(?:nếu|buộc|trường hợp|khi|mà|lý do|thấy|để|như|bị|không|do|vì|những|các|nhất|khả năng)(?: \w+){0,4} ?$", re.I
)
_SUBJECT = (
    r"(?:Người|Trẻ em|Bị can|Bị cáo|Đương sự|Cơ quan|Tổ chức|Cá nhân|Phạm nhân|Luật sư|Học sinh|Cán bộ|Công dân|Thành viên|Viên chức"
    r"|Nạn nhân|Doanh nghiệp|Chấp hành viên|Đơn vị|Tòa án|Viện kiểm sát|Điều tra viên|Kiểm sát viên|Thẩm phán|Ủy ban nhân dân|Bị hại)"
)
_LEAVE = (
    "gặp|nhận|gửi|hưởng|miễn|giảm|tham gia|sử dụng|yêu cầu|mời|vắng mặt|hỗ trợ|tiếp cận|liên hệ|mang|đề nghị|khiếu nại|ký|bào chữa"
    "|biết|trình bày|nghỉ|lưu giữ|tổ chức|thay đổi|tiến hành|đọc|sao chụp|ghi chép|trích xuất|tạm hoãn|hoãn|xem xét|lựa chọn|nhờ"
    "|chuyển"
)
#: What stands in the text, its group to be changed, what it becomes.
_TURNS = tuple(
    (re.compile(pattern), new, how)
    for pattern, new, how in (
        (
            r"(?<!người )\b(phải)\b(?! (?:là|chịu|bị|không|trái|chăng|nộp phạt|có trách nhiệm|thi hành án))",
            "có thể",
            "phải → có thể",
        ),
        (r"\b(có trách nhiệm)\b(?= \w)(?! (?:của|trong|liên quan|về|hình sự|dân sự))", "có thể", "phải → có thể"),
        (
            r"\b(có thể)\b(?! (?:bị|xảy ra|hiểu|gặp|gây|dẫn|làm|ảnh hưởng|là|có|nhận dạng|tự|tiếp tục|bỏ trốn|nhận thức|không|sẽ))",
            "phải",
            "có thể → phải",
        ),
        (
            r"\b(không được)\b(?! (?:hoặc|khắc phục|giải quyết|coi|chấp nhận|đáp ứng|sự|,))(?= \w)",
            "được",
            "không được → được",
        ),
        (rf"^{_SUBJECT}[^.;:,\n]{{0,70}}? (?<!người )(được) (?={_LEAVE})", "không được", "được → không được"),
        (rf"^{_SUBJECT}[^.;:,\n]{{0,70}}? (?<!người )(có quyền) (?=\w)", "không được", "được → không được"),
    )
)


def _modality(text: str, _: Random) -> _Found:
    for pattern, new, how in _TURNS:
        for match in pattern.finditer(text):
            # the word of a condition or of a clause within the sentence binds nobody
            if not _ASIDE.search(text[: match.start(1)]):
                yield Change(*match.span(1), new, how)


# -- competence -------------------------------------------------------------------------------------------------------

#: Agencies and posts that may stand for each other and still read as law.
_BODIES: tuple[tuple[str, ...], ...] = (
    ("Cơ quan điều tra", "Viện kiểm sát", "Tòa án", "Cơ quan thi hành án hình sự"),
    ("Điều tra viên", "Kiểm sát viên", "Thẩm phán", "Hội đồng xét xử"),
    ("Thủ trưởng Cơ quan điều tra", "Viện trưởng Viện kiểm sát", "Chánh án Tòa án"),
    ("Chánh án Tòa án nhân dân tối cao", "Viện trưởng Viện kiểm sát nhân dân tối cao", "Bộ trưởng Bộ Tư pháp"),
    ("Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Bộ Tư pháp", "Bộ Công an"),
    ("Bộ Công an", "Bộ Quốc phòng", "Bộ Tư pháp", "Bộ Y tế", "Bộ Tài chính", "Bộ Nội vụ"),
    ("Bộ trưởng Bộ Công an", "Bộ trưởng Bộ Quốc phòng", "Bộ trưởng Bộ Tư pháp", "Bộ trưởng Bộ Y tế"),
    ("Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp tỉnh", "Ủy ban nhân dân cấp huyện"),
    ("Chủ tịch Ủy ban nhân dân cấp xã", "Chủ tịch Ủy ban nhân dân cấp tỉnh", "Chủ tịch Ủy ban nhân dân cấp huyện"),
    ("Sở Tư pháp", "Sở Y tế", "Sở Tài chính", "Sở Nội vụ"),
    ("Giám đốc Sở Tư pháp", "Giám đốc Sở Y tế", "Giám đốc Sở Nội vụ"),
    ("Công an cấp xã", "Công an cấp tỉnh", "Công an cấp huyện"),
    ("Giám đốc Công an cấp tỉnh", "Trưởng Công an cấp huyện", "Trưởng Công an cấp xã"),
    ("Trại giam", "Trại tạm giam", "Nhà tạm giữ"),
    ("Giám thị trại giam", "Giám thị trại tạm giam", "Trưởng nhà tạm giữ"),
    ("Cơ quan thi hành án dân sự", "Văn phòng Thừa phát lại", "Cơ quan thi hành án hình sự"),
    ("Thủ trưởng cơ quan thi hành án dân sự", "Chấp hành viên", "Chánh án Tòa án"),
    ("Chính phủ", "Thủ tướng Chính phủ", "Ủy ban Thường vụ Quốc hội"),
    ("Trung tâm trợ giúp pháp lý nhà nước", "Đoàn luật sư", "Sở Tư pháp"),
)
_ACTS = (
    "phải|có trách nhiệm|có thẩm quyền(?! của| nơi| khác|[,.;])|có quyền|có thể|có nhiệm vụ|có nghĩa vụ|không được"
    "|được|chịu trách nhiệm|quyết định|quy định|thực hiện|tiến hành"
    "|ra|hướng dẫn|cấp (?!huyện|tỉnh|xã|quân khu|trung ương|trên|dưới|cao|quận)"
    "|xem xét|gửi|thông báo|lập|tổ chức|ban hành|phối hợp|chủ trì|kiểm tra|giao|cử|thụ lý|giải quyết|trả lời|xác minh"
    "|yêu cầu|chuyển|phê duyệt|phê chuẩn|tiếp nhận|thẩm định|căn cứ|đề nghị|mời|trưng cầu|áp dụng|bố trí|công bố|thành lập"
    "|tạo điều kiện"
)
_ALL_BODIES = "|".join(sorted({re.escape(b) for group in _BODIES for b in group}, key=len, reverse=True))
_ACTOR = re.compile(rf"(?:^|[.;]\s|, |\bdo |\bthì |\n)(?P<body>{_ALL_BODIES})(?= (?:{_ACTS})\b)", re.IGNORECASE)


def _competence(text: str, rng: Random) -> _Found:
    for match in _ACTOR.finditer(text):
        body = match["body"]
        groups = [g for g in _BODIES if body.lower() in (b.lower() for b in g)]
        others = [b for g in groups for b in g if b.lower() not in text.lower() and body.lower() not in b.lower()]
        if others:
            new = rng.choice(others)
            yield Change(
                *match.span("body"), new if body[0].isupper() else new[0].lower() + new[1:], "cơ quan, chức danh"
            )


# -- definitions and ages ---------------------------------------------------------------------------------------------

_AGE = re.compile(r"\b(?P<bound>dưới|từ đủ|chưa đủ|đủ|trên|từ) (?P<age>\d{1,2}) tuổi(?P<up> trở lên)?")
_DEFINES = re.compile(r"^[^,.;:\n]{3,90}? (?:là|được hiểu là|bao gồm|gồm) (?=\w)")
#: Headings of the articles whose lists of terms are definitions.
DEFINITIONS = re.compile(r"giải thích (?:từ ngữ|thuật ngữ)|khái niệm|định nghĩa", re.IGNORECASE)
_STOPS = (
    "trừ|nếu|khi|trong|theo|kể|mà|do|để|tại|giữa|có|gây|là|được|bị"
    "|và|hoặc|của|bao|gồm|không|từ|đến|như|thì|phải|ra|vào|lên|xuống|khoản|điểm|kiểm|xác|đánh|xem"
)
_ELEMENT = re.compile(rf"(?<=\w), (?:(?!(?:{_STOPS})\b)[^\W\d]+)(?: (?!(?:{_STOPS})\b)[^\W\d]+){{0,2}}(?=, )")
_AGE_ABOVE, _AGE_BELOW = re.compile(r" đến (?:dưới |đủ )?(\d{1,2}) tuổi"), re.compile(r"(\d{1,2}) tuổi đến $")
_AGES = (6, 7, 12, 14, 15, 16, 18, 20, 21, 55, 60, 65, 70, 75, 80)


def _ages(text: str, rng: Random) -> _Found:
    for match in _AGE.finditer(text):
        now = int(match["age"])
        above, below = _AGE_ABOVE.match(text, match.end()), _AGE_BELOW.search(text[: match.start()])
        least, most = int(below[1]) if below else 0, int(above[1]) if above else 120
        near = [
            n
            for n in _AGES
            if least < n < most and n != now and abs(n - now) <= 6 and not re.search(rf"\b{n} tuổi", text)
        ]
        if near:
            yield Change(*match.span("age"), f"{rng.choice(near):0{len(match['age'])}d}", "độ tuổi")
        if match["bound"] == "từ đủ" and match["up"]:
            yield Change(match.start(), match.end(), f"trên {match['age']} tuổi", "cận của độ tuổi")


def _elements(text: str, _: Random) -> _Found:
    head = _DEFINES.match(text)
    if head is None or re.search(r"\b(?:phải|không được|có trách nhiệm)\b", text):
        return
    for match in _ELEMENT.finditer(text, head.end()):
        # the first word of the sentence's rest belongs to every element; only one inside the list can go by itself
        yield Change(*match.span(), "", ELEMENT)


def _definition(text: str, rng: Random) -> _Found:
    yield from _ages(text, rng)
    yield from _elements(text, rng)


# -- penalties --------------------------------------------------------------------------------------------------------

_PRISON = re.compile(
    r"(?:phạt tù|phạt cải tạo không giam giữ|(?P<ban>cấm) [^.;,]{5,90}?(?<! là)) từ (?P<low>\d{1,2}) (?P<unit>tháng|năm)"
    r"(?= đến (?P<high>\d{1,2}) (?P<top>tháng|năm))"
)
_UP_TO = re.compile(
    r"\b(?:bị|hoặc|thì) (?:phạt tù|phạt cải tạo không giam giữ) (?:từ \d{1,2} (?:tháng|năm) )?đến (?P<high>\d{1,2}) (?P<top>tháng|năm)"
)
_FINE = re.compile(r"(?:phạt tiền|bị phạt) từ (?P<low>[\d.]{5,}) đồng đến (?P<high>[\d.]{5,}) đồng")


def _money(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _penalty(text: str, rng: Random) -> _Found:
    months = {"tháng": 1, "năm": 12}
    for match in _PRISON.finditer(text):
        top = int(match["high"]) * months[match["top"]]
        how = "thời hạn cấm" if match["ban"] else "mức thấp nhất"
        lower = [n for n in (1, 2, 3, 5, 6, 7, 10, 12) if n != int(match["low"]) and n * months[match["unit"]] < top]
        if lower:
            yield Change(*match.span("low"), f"{rng.choice(lower):0{len(match['low'])}d}", how)
    for match in _UP_TO.finditer(text):
        low = re.search(r"từ (\d{1,2}) (tháng|năm)", match[0])
        least = int(low[1]) * months[low[2]] if low else 0
        higher = [
            n for n in (2, 3, 5, 7, 10, 12, 15, 20) if n != int(match["high"]) and n * months[match["top"]] > least
        ]
        if higher:
            yield Change(*match.span("high"), f"{rng.choice(higher):0{len(match['high'])}d}", "mức cao nhất")
    for match in _FINE.finditer(text):
        low_fine, high_fine = (int(match[g].replace(".", "")) for g in ("low", "high"))
        yield Change(*match.span("low"), _money(low_fine // 2), "mức tiền thấp nhất")
        yield Change(*match.span("high"), _money(high_fine * rng.choice((2, 3))), "mức tiền cao nhất")


# -- references -------------------------------------------------------------------------------------------------------

_CITED = re.compile(
    r"\b(?:(?:[Kk]hoản) (?P<clause>\d{1,2})|(?:[Đđ]iểm) (?P<point>[a-eđghik])"
    r"|Điều (?P<article>\d{1,3})|số (?P<serial>\d{1,3})(?=/\d{4}/))(?![\w.])"
)
_AMENDS = re.compile(r"sửa đổi, bổ sung|bãi bỏ|thay thế cụm từ|[“”\"]")


def _reference(text: str, rng: Random) -> _Found:
    if _AMENDS.search(text):
        return
    cited = list(_CITED.finditer(text))
    # a text that cites a document by its number is used for that: few do
    for match in [m for m in cited if m["serial"]] or cited:
        kind = match.lastgroup or ""
        now = match[kind]
        if kind == "point":
            # "các điểm a, b và c": another letter might be there already
            fresh = [c for c in POINT_LETTERS[:8] if c != now and not re.search(rf"\b{c}\b", text)]
        else:
            reach = {
                "clause": range(1, 9),
                "article": range(max(1, int(now) - 12), int(now) + 13),
                "serial": range(1, 200),
            }[kind]
            fresh = [f"{n:0{len(now)}d}" for n in reach if n != int(now) and not re.search(rf"\b0*{n}\b", text)]
        if fresh:
            yield Change(*match.span(kind), rng.choice(fresh), {"serial": "số hiệu"}.get(kind, "điều khoản"))


# -- conditions -------------------------------------------------------------------------------------------------------

_TAIL = re.compile(
    r",? (?:trừ trường hợp|trừ khi|nếu(?! có (?:và|hoặc)\b)"
    r"|trong trường hợp|(?<!trước )(?<!sau )(?<!từ )(?<!đến )(?<!ngay )khi) [^.;:,\d\n]{12,140}(?=[.;]?$)"
)
_HEAD = re.compile(r"^(?:Trường hợp|Trong trường hợp|Khi|Nếu) [^.;:,\d\n]{12,140}?(?:, thì |, | thì )(?=\w)")
_WITHIN = re.compile(r", trừ trường hợp [^.;:,\d\n]{12,140}(?=[,.;])")
#: Conditions of our own, fit for almost any duty, right or ban.
_ADDED = (
    "nếu người có liên quan đề nghị bằng văn bản",
    "trừ trường hợp bất khả kháng",
    "khi đã được cấp trên trực tiếp chấp thuận",
    "nếu việc đó không làm lộ bí mật nhà nước",
    "trừ trường hợp vụ việc có nhiều tình tiết phức tạp",
    "khi thấy thật cần thiết",
    "trừ khi người đó vắng mặt có lý do chính đáng",
    "khi điều kiện về nhân lực cho phép",
    "nếu chi phí đã được thanh toán đủ",
    "trừ trường hợp đang xảy ra thiên tai, dịch bệnh",
)  # fmt: skip
_BINDS = re.compile(
    r"\b(?:phải|có trách nhiệm|chỉ được|có quyền|không được|có thể|có nhiệm vụ)\b(?! (?:của|hình sự|bị))"
)
_CONDITIONAL = re.compile(r"\b(?:nếu|khi|trường hợp|trừ)\b", re.IGNORECASE)


def _dropped(text: str, _: Random) -> _Found:
    for pattern in (_TAIL, _WITHIN):
        for match in pattern.finditer(text):
            yield Change(*match.span(), "", "bỏ điều kiện")
    head = _HEAD.match(text)
    rest = text[head.end() :] if head else ""
    # a comma ends the condition only where no "thì" does, and the words after it are a subject with its verb
    ends = head and ("thì" in head[0] or (" thì " not in re.split(r"[.;]", rest)[0] and SUBJECT_FIRST.match(rest)))
    if head and ends and not re.search(r"\b(?:đó|này|nói trên|nêu trên)\b", rest[:60]):
        after = head.end()
        yield Change(0, after + 1, text[after].upper(), "bỏ điều kiện")


def _added(text: str, rng: Random) -> _Found:
    end = len(text.rstrip(".;"))
    last = re.split(r"[.;\n]\s*", text[:end])[-1]
    binding = _BINDS.search(last)
    if (
        binding
        and not _ASIDE.search(last[: binding.start()])
        and not _CONDITIONAL.search(last)
        and text[end - 1].isalpha()
    ):
        yield Change(end, end, f" {rng.choice(_ADDED)}", "thêm điều kiện")


def _condition(text: str, rng: Random) -> _Found:
    # a text fit for both is used for the rarer way
    yield from list(_dropped(text, rng)) or _added(text, rng)


#: By kind: "LIMIT" and "UNIT" are both told as a differing limit.
MUTATIONS: dict[str, Mutation] = {
    "PENALTY": _one(_penalty),
    "DEFINITION": _one(_definition),
    "COMPETENCE": _one(_competence),
    "UNIT": _one(_units),
    "LIMIT": _one(_figures),
    "CONDITION": _one(_condition),
    "MODALITY": _one(_modality),
    "REFERENCE": _one(_reference),
}


def mutate(kind: str, text: str, rng: Random) -> tuple[str, Change] | None:
    """The marked text and the change of one kind; None where there is no place for it, or what came out is not sound."""
    change = MUTATIONS[kind](text, rng)
    return (marked(text, change), change) if change and sound(text, change) else None


def kinds() -> Sequence[str]:
    """The kinds of mutation, the rarest in official texts first."""
    return tuple(MUTATIONS)
