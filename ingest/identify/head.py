"""The head of a document: letterhead, number, place and day, kind, title, legal bases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.numbers import NUMBER, fold, normalize_number
from ingest.identify.dates import Day, find_days
from ingest.identify.names import kind_line

_ARTICLE_ONE = re.compile(r"^[\s#*_>]*(?:Điều\s*1\b|Chương\s+(?:I|1)\b|Phần\s+(?:thứ\s+nhất|I|1)\b)", re.IGNORECASE)
_ITEM_ONE = re.compile(r"^[\s#*_>]*(?:[I1][./]\s|PHỤ LỤC)")
_LONGEST_HEAD = 80
_NUMBER_LABEL = re.compile(r"(?<!\w)S[ốôóòỐÔÓÒ]\s{0,2}[:;.,]?\s*(?P<rest>.*)$")
_LAW_LABEL = re.compile(r"^\W*(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh)\s+số\s*:?\s*(?P<rest>\d.*)$", re.IGNORECASE)
_OPEN_SERIAL = re.compile(r"^[\s.…_]*(?P<suffix>/\s*(?:(?:19|20)\d{2}\s*/\s*)?[A-ZĐƯ][\wĐđ-]+)")
_GLUED = re.compile(r"(?P<serial>\d{1,4})\s?(?P<suffix>(?:NQ|QĐ|CT|TB|CĐ|KH|NĐ|TT)-[A-ZĐ][\w-]*)")
_BASIS = re.compile(r"^[\s\-*>+]*(?:Căn\s+c[ứưúu]|Thực\s+hiện|Theo\s+đề\s+nghị)\b")
_TITLE_ENDS = re.compile(
    r"^[\s\-*>+]*(?:Căn\s+c[ứưúu]\b|Thực\s+hiện|Theo\s+đề\s+nghị|Kính\s+gửi|Quốc hội ban hành|Luật này quy định|Bộ luật này|"
    r"Xét\b|Ngày\s?:|Ngày \d|ĐẾN\b|"
    r"(?:Chính phủ|Bộ trưởng|Thủ tướng|Chủ tịch)\s.{0,60}(?:ban hành|quyết định)|_{3,}|-{3,})|, ngày\b|^\W*S[ốô]\s*:",
    re.IGNORECASE,
)
_ENACTS = re.compile(
    r"ban hành\s+(?P<what>(?:Bộ luật|Luật|Nghị định|Thông tư liên tịch|Thông tư|Nghị quyết|Pháp lệnh)\s.+?)\s*[.;]?$"
)
_ISSUING_OFFICE = re.compile(
    r"^(?:CHÍNH PHỦ|QUỐC HỘI|(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|GIÁM ĐỐC|ỦY BAN|UỶ BAN|HỘI ĐỒNG|VIỆN TRƯỞNG|CHÁNH ÁN)\b.*)$"
)
_LONGEST_TITLE = 700
_LONGEST_TITLE_LINE = 250
#: Names that keep their capitals when a title in capitals is written as a sentence.
_PROPER = (
    "Việt Nam",
    "Quốc hội",
    "Chính phủ",
    "Tòa án",
    "Viện kiểm sát",
    "Công an",
    "Quân đội",
    "Ủy ban",
    "Hội đồng",
    "Bộ trưởng",
    "Nhà nước",
    "Bộ Công an",
    "Bộ Quốc phòng",
)


@dataclass(frozen=True)
class Head:
    """What the lines above the first article tell. ``open_number``: the letters of a number whose serial was left blank."""

    lines: tuple[str, ...]
    kind: str = ""
    title: str = ""
    number: str = ""
    open_number: str = ""
    place: str = ""
    day: Day | None = None
    basis: tuple[str, ...] = ()
    letterhead: tuple[str, ...] = ()


def read_head(lines: Sequence[str]) -> Head:
    """Read the lines above the first article or heading of a clean text."""
    ends = (next((i for i, line in enumerate(lines) if first.match(line)), None) for first in (_ARTICLE_ONE, _ITEM_ONE))
    head = list(lines[: min(next((end for end in ends if end is not None), len(lines)), _LONGEST_HEAD)])
    first_basis = next((i for i, line in enumerate(head) if _BASIS.match(line)), len(head))
    at, kind, rest = _kind(head)
    number, open_number = find_number(head[:first_basis])
    place, day = _place_and_day(head[:first_basis])
    title = _title(head, at, rest) if kind else ""
    return Head(
        lines=tuple(head),
        kind=kind,
        title=_cased(title, head, kind),
        number=number,
        open_number=open_number,
        place=place,
        day=day,
        basis=_basis(head),
        letterhead=tuple(head[: at if kind else first_basis]),
    )


def find_number(lines: Sequence[str]) -> tuple[str, str]:
    """The number behind "Số:" or "Luật số:", and the letters of one whose serial is blank; "" for what is not there.

    A number broken after a hyphen goes on in the next line; hyphens that a PDF marks as soft (U+FFFE, U+00AD) are hyphens.
    """
    open_number = ""
    for i, line in enumerate(lines):
        text = re.sub("[\ufffe\u00ad\u0002]", "-", line)
        label = _LAW_LABEL.match(text) or (_NUMBER_LABEL.search(text) if len(text) < 160 else None)
        if not label:
            continue
        rest = label["rest"].strip(" *_")
        j = i + 1
        while re.search(r"[-–/]\s*$", rest) and j < len(lines):
            rest = rest.rstrip() + lines[j].strip()
            j += 1
        found = NUMBER.match(rest)
        if found and not re.search(r"\w\s+$", text[: label.start()]):
            return normalize_number(found[0]), ""
        glued = _GLUED.match(rest)
        if glued:  # a recogniser lost the stroke: "47NQ-CP"
            return normalize_number(f"{glued['serial']}/{glued['suffix']}"), ""
        blank = _OPEN_SERIAL.match(rest)
        if blank:
            open_number = re.sub(r"\s", "", blank["suffix"])
    return "", open_number


def _kind(head: Sequence[str]) -> tuple[int, str, str]:
    for i, line in enumerate(head):
        found = kind_line(line)
        if found and len(line) < 200:
            if re.search(r"SỐ\s+\S*\d\S*$", line.strip(), re.IGNORECASE) and NUMBER.search(line):
                continue  # a portal's title line in capitals
            if found[0] == "Văn bản hợp nhất" and i + 1 < len(head) and any(kind_line(x) for x in head[i + 1 : i + 8]):
                continue  # "VĂN BẢN HỢP NHẤT - VĂN PHÒNG QUỐC HỘI" stands above the law's own name
            return i, *found
    return 0, "", ""


def _title(head: Sequence[str], at: int, rest: str) -> str:
    parts = [rest] if rest else []
    for line in head[at + 1 :]:
        text = line.strip(" *_#")
        if not text or _TITLE_ENDS.search(text) or _ARTICLE_ONE.match(text) or _ITEM_ONE.match(text):
            break
        if _ISSUING_OFFICE.match(text) or len(" ".join(parts)) > _LONGEST_TITLE:
            if parts:
                break
            continue
        if (
            parts
            and parts[0].isupper()
            and not text.isupper()
            and not text.startswith("(")
            and _new_sentence(text, parts)
        ):
            break
        parts.append(text)
    return re.sub(r"\s+", " ", " ".join(parts)).strip(" .;*_")


def _new_sentence(text: str, parts: Sequence[str]) -> bool:
    """Whether a line in small letters under a title in capitals begins the text ("Luật … số 47/2014/QH13 ngày …")."""
    return bool(re.match(r"(?:Bộ luật|Luật|Nghị định|Thông tư|Pháp lệnh)\s", text)) or len(text) > 160


def _cased(title: str, head: Sequence[str], kind: str) -> str:
    """A title as a sentence writes it. Capitals are taken from the enacting sentence where that has the same words."""
    if title.isupper():
        enacted = (_enacted(line, title, kind) for line in head)
        title = next((found for found in enacted if found), None) or sentence_case(title)
    if not title:
        return ""
    title = title[0].upper() + title[1:]
    if kind not in {"Luật", "Bộ luật", "Pháp lệnh"} or fold(title).startswith(fold(kind) + " "):
        return title
    return f"{kind} {title[0].lower() + title[1:] if fold(title).startswith('sua doi') else title}"


def _enacted(line: str, title: str, kind: str) -> str | None:
    """The title as "Quốc hội ban hành Luật …" has it: the shortest beginning of that sentence with the title's letters."""
    enacting = _ENACTS.search(line.strip(" *"))
    if not enacting:
        return None
    words = re.sub(rf"^{kind}\s+", "", enacting["what"], flags=re.IGNORECASE)
    wanted, length = _letters(title), 0
    for end, char in enumerate(words, 1):
        length += len(_letters(char))
        if length == len(wanted):
            return words[:end] if _letters(words[:end]) == wanted else None
    return None


def sentence_case(capitals: str) -> str:
    """Capitals as a sentence: small letters, but for the first word, names of laws, and bodies of the state.

    >>> sentence_case("SỬA ĐỔI MỘT SỐ ĐIỀU CỦA LUẬT CĂN CƯỚC")
    'Sửa đổi một số điều của Luật Căn cước'
    """
    text = capitals.lower()
    text = re.sub(r"\b(bộ luật|luật|pháp lệnh) (\w)", lambda m: f"{m[1].capitalize()} {m[2].upper()}", text)
    for name in _PROPER:
        text = re.sub(rf"\b{name.lower()}\b", name, text)
    return text[:1].upper() + text[1:]


def _letters(text: str) -> str:
    return re.sub(r"\W", "", fold(text))


def _place_and_day(lines: Sequence[str]) -> tuple[str, Day | None]:
    """Place and day of "Kiên Giang, ngày 26 tháng 5 năm 2021"; the line may begin with the number."""
    for line in lines:
        found = re.search(r",\s*ngày\s*\d{1,2}\s*tháng", line)
        days = find_days(line[found.start() :]) if found and len(line) < 200 else []
        if found and days:
            words: list[str] = []
            for word in reversed(line[: found.start()].strip(" *_").split()):
                if (
                    not word[:1].isupper()
                    or (word.isupper() and len(word) > 1)
                    or any(c.isdigit() for c in word)
                    or len(words) == 4
                ):
                    break
                words.insert(0, word)
            return " ".join(words), days[0]
    return "", None


def _basis(head: Sequence[str]) -> tuple[str, ...]:
    found = []
    for line in head:
        text = line.strip(" *_-+>")
        if re.match(r"Căn\s+c[ứưúu]|Thực\s+hiện", text):
            found.append(text.rstrip(" ;,."))
    return tuple(found)
