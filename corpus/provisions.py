"""Provisions: where a rule stands, and what it says.

``ProvisionId`` names a place the way an Akoma Ntoso URI does: the work (a document number) and the portion (a path). The third
part, the expression (the text as it is on a day), is chosen by the library from the day that matters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from corpus.numbers import normalize_number


class Level(StrEnum):
    """The levels of Vietnamese legal texts; the value is the word that canonical ids and citations print."""

    PREAMBLE = "phần mở đầu"  # title, legal bases, enacting words: all before the first article or heading
    PART = "phần"
    CHAPTER = "chương"
    SECTION = "mục"  # a section of a chapter
    SUBSECTION = "tiểu mục"
    ARTICLE = "điều"
    CLAUSE = "khoản"
    POINT = "điểm"
    ITEM = "mục."  # an item of a text without articles: I / 1 / a / (1), printed dotted: mục II.4.a.(4)
    DASH = "gạch đầu dòng"  # a paragraph that begins with a dash, counted from 1 among its siblings
    APPENDIX = "phụ lục"
    CLOSING = "phần cuối"  # signature block and recipients
    LOOSE = "đoạn"  # text that fits no structure: kept, counted from 1


#: Containers group articles; they are not part of an article's id.
CONTAINERS = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})

#: The order of points in official texts: a b c d đ e g h i k l m n o p q r s t u v x y (no f, j, w, z).
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class Step:
    """One step of a path: ``Step(Level.CLAUSE, "1")``. Labels are lower case for points ("đ"), as printed otherwise ("217a", "II")."""

    level: Level
    label: str = ""

    def __str__(self) -> str:
        return f"{self.level.value.rstrip('.')} {self.label}".strip()


Path = tuple[Step, ...]

_STEP = re.compile(
    r"""
      (?P<bare>phần\ mở\ đầu|phần\ cuối)
    | gạch\ đầu\ dòng\ (?P<dash>\d+)
    | tiểu\ mục\ (?P<subsection>\w+)
    | phụ\ lục(?:\ (?P<appendix>[\w.\-]+))?
    | phần\ (?P<part>thứ\ [\w\-]+|[\w\-]+)  # "thứ nhất", "I"
    | chương\ (?P<chapter>[\w\-]+)
    | mục\ (?P<section>[\w.()\-]+)      # a section after a chapter or a part, an item otherwise
    | điều\ (?P<article>\d+[a-zđ]*)     # 217a
    | khoản\ (?P<clause>\d+[a-zđ]*)
    | điểm\ (?P<point>[a-zđ]\d?[a-zđ]?|\d+(?:\.\d+)*)
    | đoạn\ (?P<loose>\d+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class ProvisionId:
    """The name of one provision: document number and path.

    >>> pid = ProvisionId.parse("43/2021/TT-BCA điều 5 khoản 1 điểm đ")
    >>> pid.document, pid.article, pid.clause, pid.point
    ('43/2021/TT-BCA', '5', '1', 'đ')
    >>> str(pid)
    '43/2021/TT-BCA điều 5 khoản 1 điểm đ'
    >>> pid.pinpoint()
    'điểm đ khoản 1 Điều 5'
    >>> str(ProvisionId.parse("111/KH-CAT-CSHS mục II.4.a.(4)"))
    '111/KH-CAT-CSHS mục II.4.a.(4)'
    """

    document: str
    path: Path = ()

    @classmethod
    def parse(cls, text: str) -> ProvisionId:
        """Read a canonical id; ValueError if it is none."""
        return cls(*_parsed(text))

    def label(self, level: Level) -> str | None:
        """The label at a level, or None: ``pid.label(Level.CLAUSE)``."""
        return next((s.label for s in self.path if s.level is level), None)

    @property
    def article(self) -> str | None:
        return self.label(Level.ARTICLE)

    @property
    def clause(self) -> str | None:
        return self.label(Level.CLAUSE)

    @property
    def point(self) -> str | None:
        return self.label(Level.POINT)

    def fields(self) -> dict[str, str | None]:
        """The id and its parts as the JSON contracts write them."""
        return {
            "id": str(self),
            "document": self.document,
            "article": self.article,
            "clause": self.clause,
            "point": self.point,
        }

    def unit(self) -> ProvisionId:
        """The article (or plan item, appendix …) this provision stands in: what one search hit shows."""
        for i, step in enumerate(self.path):
            if step.level is Level.ARTICLE:
                return ProvisionId(self.document, self.path[: i + 1])
        return self

    def contains(self, other: ProvisionId) -> bool:
        """Whether ``other`` is this provision or stands inside it."""
        return self.document == other.document and other.path[: len(self.path)] == self.path

    def __str__(self) -> str:
        words: list[str] = []
        items = [s.label for s in self.path if s.level is Level.ITEM]
        for step in self.path:
            if step.level is Level.ITEM:
                if items:
                    words.append("mục " + ".".join(items))
                    items = []
            else:
                words.append(str(step))
        return " ".join([self.document, *words])

    def pinpoint(self) -> str:
        """The place as a lawyer cites it, smallest first, without the document: ``điểm đ khoản 2 Điều 150``."""
        items = [s.label for s in self.path if s.level is Level.ITEM]
        words = [f"mục {'.'.join(items)}"] if items else []
        for step in self.path:
            if step.level is Level.ITEM:
                continue
            words.insert(0, f"Điều {step.label}" if step.level is Level.ARTICLE else str(step))
        text = " ".join(words)
        return text[:1].upper() + text[1:] if text[:2] in {"ph", "ch", "mụ", "ti"} else text


@lru_cache(maxsize=1 << 14)
def _parsed(text: str) -> tuple[str, Path]:
    """Number and path of a canonical id; a question reads the same few thousand again and again."""
    text = unicodedata.normalize("NFC", text).strip()
    start = re.search(
        r"(?:^|\s)(?=(?:phần|chương|mục|tiểu mục|điều|khoản|điểm|phụ lục|gạch đầu dòng|đoạn)(?:\s|$))", text
    )
    number, rest = (text[: start.start()], text[start.end() :]) if start else (text, "")
    if not number:
        raise ValueError(f"không phải mã điều khoản: {text!r}")
    path: list[Step] = []
    position = 0
    while position < len(rest):
        found = _STEP.match(rest, position)
        if not found:
            raise ValueError(f"không đọc được phần {rest[position:]!r} của mã điều khoản {text!r}")
        path.extend(_steps(found, path))
        position = found.end()
        while position < len(rest) and rest[position] == " ":
            position += 1
    return normalize_number(number), tuple(path)


def _steps(found: re.Match[str], before: list[Step]) -> list[Step]:
    groups = {k: v for k, v in found.groupdict().items() if v is not None}
    if "bare" in groups:
        return [Step(Level(groups["bare"]))]
    if not groups:
        return [Step(Level.APPENDIX)]
    name, label = next(iter(groups.items()))
    if name == "section":
        if before and before[-1].level in CONTAINERS:
            return [Step(Level.SECTION, label)]
        return [Step(Level.ITEM, part) for part in label.split(".")]
    return [Step(Level[name.upper()], label)]


@dataclass(frozen=True)
class Portion:
    """A clause or point inside a unit: its path below the unit and its span in the unit's text (character offsets, end exclusive)."""

    path: Path
    start: int
    end: int


@dataclass(frozen=True)
class Provision:
    """One unit of a document as one file tells it: an article, plan item, container heading, preamble, appendix or loose text.

    ``text`` is whole, heading line included; a clause's or point's words are ``text[portion.start:portion.end]``, so a quote is an
    exact span by construction. Units of a file follow each other without gaps: their texts joined are the cleaned whole.
    """

    id: ProvisionId
    text: str
    heading: str = ""  # the article's title, "" if it has none
    containers: Path = ()  # the part, chapter, section it stands in
    portions: tuple[Portion, ...] = ()
    page: int | None = None  # first page in the file, from 1; None where a format has no pages
    source_start: int = 0  # offset of the first character in the reader's text
    page_breaks: tuple[tuple[int, int], ...] = ()  # (offset in text, page that begins there)
    codified: str | None = None  # number in the national codification: 37.7.TT.8.5

    @property
    def level(self) -> Level:
        return self.id.path[-1].level if self.id.path else Level.LOOSE

    @cached_property
    def by_path(self) -> dict[str, Portion]:
        """Its portions by their path below it, as canonical ids write that: "khoản 1 điểm a"."""
        return {str(ProvisionId("", p.path)).strip(): p for p in self.portions}

    def portion_text(self, path: Path) -> str | None:
        """The words of the portion with this path below the unit (empty path: the whole unit); None if there is none."""
        if not path:
            return self.text
        return next((self.text[p.start : p.end] for p in self.portions if p.path == path), None)

    def page_of(self, offset: int) -> int | None:
        """The page on which the character at ``offset`` stands."""
        page = self.page
        for start, number in self.page_breaks:
            if start <= offset:
                page = number
        return page


#: Where a provision's words come from: read from an ingested file, or the project's own note.
VERBATIM = "nguyên văn"
NOTE = "tóm lược"
