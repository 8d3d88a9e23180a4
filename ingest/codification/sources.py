"""Read a source line of the codification: which document an article comes from, since when, and what changed it.

"(Điều 4 Thông tư số 43/2021/TT-BCA, có hiệu lực thi hành kể từ ngày 08/06/2021)"; the first line of a document in a subject
also gives its title, day and issuer; amenders follow after the date: "có nội dung được sửa đổi bởi Điều 1 Thông tư số …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.documents import RelationKind
from corpus.numbers import NUMBER, fold, normalize_number
from corpus.provisions import Level, Path, Step

_KIND = (
    r"Hiến pháp|Bộ [Ll]uật|Luật|Pháp lệnh|Sắc lệnh|Lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị"
    r"|Thông tư liên tịch|Thông tư liên bộ|Thông tư|Thông báo|Công văn"
)
_LEVELS = {
    "điều": Level.ARTICLE,
    "khoản": Level.CLAUSE,
    "điểm": Level.POINT,
    "tiết": Level.POINT,
    "mục": Level.ITEM,
    "phần": Level.PART,
    "chương": Level.CHAPTER,
}
_PLACE = re.compile(r"(Điều|Khoản|Điểm|Tiết|Mục|Phần|Chương|Danh mục)\s+((?:[^\s(),;]|\.(?=\d))+)", re.IGNORECASE)
_HEAD = re.compile(
    rf"^\W*(?P<place>(?:(?:Điều|Khoản|Điểm|Tiết|Mục|Phần|Chương)\s.{{0,80}}?)|Danh mục.{{1,60}}?|\d+[a-zđ]?|)[\s,]*(?:của\s+)?"
    rf"(?P<kind>{_KIND})\s+(?:(?P<numbered>số)\b\s*:?\s*)?(?P<rest>.*?)[\s,.]*$",
    re.DOTALL,
)
#: What stands between "số" and the number by mistake: "số liên tịch 144/2007/…", "số Thông tư số 24/2024/…", "số TT 07/2023/…".
_REPEATED = re.compile(rf"^[\s'\"]*(?:(?P<joint>liên tịch)|(?P<kind>{_KIND})(?:\s+số)?|TT)?[\s'\"]*(?=\d)")
_VERB = re.compile(r"sửa đổi|bổ sung|bãi bỏ|hủy bỏ|huỷ bỏ|thay thế|hiệu lực|đính chính")
_DATE = r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
_FROM = re.compile(
    rf"[,;]?\s*(?:có\s+)?hi[ệê][uụ]\s+lực(?:\s+thi\s+hành)?\s*(?:kể\s*)?từ\s*(?:ngày)?\s*(?P<date>{_DATE})"
)
_UNTIL = re.compile(rf"^[\s,]*có\s+hi[ệê]\w\s+lực(?:\s+thi\s+hành)?\s+đến\s*(?:hết\s*)?(?:ngày)?\s*(?P<date>{_DATE})")
_ISSUED = re.compile(r"^(?P<title>.*)\bngày\s+(?P<date>\d{1,2}/\d{1,2}/\d{4})(?:\s+của\s+(?P<issuers>.+))?$", re.DOTALL)
_AMENDER = re.compile(
    rf"(?P<place>(?:(?:Điều|Khoản|Điểm|Mục|Phần|Chương|Phụ lục)\s[^;()]{{1,80}}?\s*,?\s*(?:của\s+)?)?)"
    rf"(?P<kind>{_KIND})\s+số\s*:?\s*(?P<number>.+?)[\s,]*(?:có\s+)?hi[ệê][uụ]\s+lực(?:\s+thi\s+hành)?\s*(?:kể\s*)?từ\s*(?:ngày)?\s*"
    rf"(?P<date>{_DATE})",
    re.IGNORECASE | re.DOTALL,
)
_ISSUER_BREAK = re.compile(
    r"\s*(?:,|;|\s-|-|–|\bvà\b)\s*(?=(?:Bộ|T[òo][aà]\w? án|Viện|Thanh tra|Ngân hàng|[ỦU][ỷy] ban|Chính phủ|Tổng|Ban|Liên đoàn|Mặt trận"
    r"|Trung ương|Quốc hội|Th[uủ] tướng|Chủ tịch|Kiểm toán|Đoàn|Hội|Bảo hiểm|Văn phòng|Đoàn chủ tịch)\s)"
)
_OLD_NUMBER = re.compile(r"\d+[a-zđ]?(?:\s?[A-ZĐ]{2,}(?:[/-][A-ZĐ]+)*)?(?!\w)")  # 60 TC/TCT
_TITLE_AFTER_ISSUER = re.compile(r"(?<=\w )(?:[Hh]ướng dẫn|[Qq]uy định|[Bb]an hành|[Vv]ề việc)\s")


@dataclass(frozen=True)
class Change:
    """One change a source line tells: by which provision of which document, from when. ``words``: as the line says it."""

    kind: RelationKind
    number: str
    place: Path
    on: date | None
    words: str


@dataclass(frozen=True)
class SourceLine:
    """A source line as read. ``place``: path in the document, () where the codification took it in whole."""

    kind: str
    number: str
    place: Path
    effective: date | None
    expires: date | None = None  # first day no longer in force
    title: str = ""
    issued: date | None = None
    issuers: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    remark: str = (
        ""  # what stands behind the date and is no change by a document: a later day for some clauses, a suspension
    )
    warnings: tuple[str, ...] = ()


def read_source_line(text: str) -> SourceLine | None:
    """Read one source line, brackets and all; None if no document can be made out.

    >>> line = read_source_line("(Điều 4 Thông tư số 43/2021/TT-BCA, có hiệu lực thi hành kể từ ngày 08/06/2021)")
    >>> line.number, str(line.place[0]), line.effective.isoformat()
    ('43/2021/TT-BCA', 'điều 4', '2021-06-08')
    """
    text = " ".join(text.split()).strip()
    text = re.sub(r"^[\s(\[*_]+|[\s)\]*_.;]+$", "", text)
    start = _FROM.search(text)
    head, tail = (text[: start.start()], text[start.end() :]) if start else (re.split(r",?\s*có hiệu lực", text)[0], "")
    found = _HEAD.match(head)
    if not found:
        return None
    kind, rest, warnings = found["kind"], found["rest"], []
    repeated = _REPEATED.match(rest)
    if repeated:
        kind = kind + " liên tịch" if repeated["joint"] else repeated["kind"] or kind
    number, described = _number(rest) if found["numbered"] or NUMBER.match(rest) else ("", rest)
    title, issued, issuers = _described(described)
    if not number:
        title = title or described
        number = unnumbered(kind, title)
        if not number:
            return None
    effective, problem = _day(start["date"]) if start else (None, "không có ngày hiệu lực")
    warnings += [problem] if problem else []
    until = _UNTIL.match(tail)
    expires = _day_after(_day(until["date"])[0]) if until else None
    tail = tail[until.end() :] if until else tail
    changes, remark = _changes(tail)
    return SourceLine(
        kind=_kind(kind, number),
        number=number,
        place=_place(found["place"]),
        effective=effective,
        expires=expires,
        title=title,
        issued=issued,
        issuers=issuers,
        changes=changes,
        remark=remark,
        warnings=tuple(warnings),
    )


def unnumbered(kind: str, title: str) -> str:
    """A stable name, in place of a number, for a document that has none; "" if it has no title either.

    >>> unnumbered("Pháp lệnh", "Về Hàm, cấp ngoại giao")
    'không số: Pháp lệnh Hàm, cấp ngoại giao'
    """
    title = re.sub(r"^(?:không số\s+)?(?:về việc|về)\s+", "", title.strip(" ,."), flags=re.IGNORECASE)
    # Words that name a level of a text would end the number when a provision's id is read back; capitals do not.
    title = re.sub(
        r"(?<=\s)(?:phần|chương|mục|tiểu mục|điều|khoản|điểm|phụ lục|gạch đầu dòng|đoạn)(?=\s|$)",
        lambda word: word[0].capitalize(),
        title,
    )
    return normalize_number(f"không số: {kind} {title}") if title else ""


def _number(rest: str) -> tuple[str, str]:
    """The number at the start of ``rest`` and the title behind it."""
    repeated = _REPEATED.match(rest)
    rest = rest[repeated.end() :] if repeated else rest
    found = NUMBER.match(rest) or _OLD_NUMBER.match(rest)
    if not found:
        return "", rest
    return normalize_number(found[0]), re.sub(r"^\s*\(\d\)", "", rest[found.end() :]).strip(" ,.")


def _described(text: str) -> tuple[str, date | None, tuple[str, ...]]:
    """Title, day of issue and issuers, where the line gives them."""
    found = _ISSUED.match(text.strip())
    if not found:
        return "", None, ()
    title, issuers = found["title"].strip(" ,"), found["issuers"] or ""
    # Some lines name the issuer before the title.
    swapped = _TITLE_AFTER_ISSUER.search(issuers)
    if swapped and not title:
        title, issuers = issuers[swapped.start() :].strip(), issuers[: swapped.start()]
    return title, _day(found["date"])[0], _issuers(issuers)


def _issuers(text: str) -> tuple[str, ...]:
    return tuple(part.strip(" ,.") for part in _ISSUER_BREAK.split(text.strip()) if part.strip(" ,."))


def _place(text: str) -> Path:
    """The path of the words before the document's kind: "Điều 4", "Khoản 2 Mục I", "27" for "Điều 27"."""
    if not _PLACE.search(text):
        label = text.strip().lower()
        return (Step(Level.ARTICLE, label),) if label[:1].isdigit() else ()
    steps = []
    for word, printed in _PLACE.findall(text):
        level, label = _LEVELS.get(word.lower()), printed.strip(".")
        if level and label:
            steps.append(Step(level, label.lower() if level in {Level.ARTICLE, Level.CLAUSE, Level.POINT} else label))
    if any(step.level is Level.ARTICLE for step in steps):
        order = {Level.ARTICLE: 0, Level.CLAUSE: 1, Level.POINT: 2}
        return tuple(sorted((s for s in steps if s.level in order), key=lambda step: order[step.level]))
    ranks = {Level.PART: 0, Level.CHAPTER: 1, Level.ITEM: 2, Level.CLAUSE: 3, Level.POINT: 4}
    steps.sort(key=lambda step: ranks[step.level])
    contained = any(step.level in {Level.PART, Level.CHAPTER} for step in steps)
    return tuple(Step(Level.SECTION, s.label) if s.level is Level.ITEM and contained else s for s in steps)


def _changes(tail: str) -> tuple[tuple[Change, ...], str]:
    """Changes told behind the date, and the words that tell none."""
    changes: list[Change] = []
    spare: list[str] = []
    words = ""
    position = 0
    for found in _AMENDER.finditer(tail):
        between = tail[position : found.start()].strip(" ,;.")
        position = found.end()
        if _VERB.search(between):
            words = re.sub(r"\s*(?:bởi|theo quy định tại|tại|theo)(?:\s+các)?$", "", between).strip(" ,")
        number, _ = _number(found["number"])
        kind = _change_kind(words)
        if not number or kind is None:
            spare.append(f"{between} {found[0]}".strip())
            continue
        changes.append(Change(kind, number, _place(found["place"]), _day(found["date"])[0], words))
    rest = tail[position:].strip(" ,;.)")
    if re.search(r"\w{2}", rest):
        spare.append(rest)
    return tuple(changes), "; ".join(spare)


def _change_kind(words: str) -> RelationKind | None:
    """What the verbs say; None for a suspension, which changes no words.

    "có nội dung bị bãi bỏ" tells of a part of the article, and the rest stays in force: that is an amendment. The bare verb
    tells of the whole article.
    """
    plain = fold(words)
    if "ngung hieu luc" in plain:
        return None
    whole = plain.split("co noi dung")[0].strip(" ,")
    if whole.startswith(("duoc", "bi ")):
        if re.search(r"bai bo|huy bo|het hieu luc", whole) and "sua doi" not in whole:
            return RelationKind.REPEALS
        if "thay the" in whole:
            return RelationKind.REPLACES
    return RelationKind.AMENDS


def _kind(kind: str, number: str) -> str:
    kind = "Bộ luật" if kind.lower() == "bộ luật" else kind
    if kind == "Thông tư liên bộ" or (kind == "Thông tư" and re.search(r"TTL[TB]", number)):
        return "Thông tư liên tịch"
    return "Nghị quyết liên tịch" if kind == "Nghị quyết" and "NQLT" in number else kind


def _day(text: str) -> tuple[date | None, str]:
    day, month, year = (int(part) for part in re.findall(r"\d+", text)[:3])
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, f"ngày {text} không có thật"


def _day_after(day: date | None) -> date | None:
    return date.fromordinal(day.toordinal() + 1) if day else None
