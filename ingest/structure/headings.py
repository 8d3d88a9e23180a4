"""Headings of articles and of the parts, chapters and sections that group them: what a line may be, and which lines are.

A line that begins with "Điều 8" may be a heading, a reference that a line break brought to the front, or an article of another
law being quoted. Each candidate gets a score from its shape, and the chain of ascending numbers with the best sum is the law's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.provisions import Level, Step

_ARTICLE = re.compile(
    r"""^[\s#>*_“"]{0,6}
    (?P<word>[ĐÐđðDd]\s?[iìí][eêềếểễệ]u)\s*
    (?P<number>\d{1,4})(?:\s?(?P<letter>[a-zđ])(?=[\s.:]|$))?
    (?P<sep>\s*[.:]|\s*[-–](?=\s)|)
    [\s*_]*(?P<title>.*)$""",
    re.VERBOSE | re.IGNORECASE,
)
#: What follows a number in a reference, not in a heading.
_REFERENCE = re.compile(
    r"(?:này|của|và|hoặc|hay|đến|tại|các|khoản|điểm|luật|bộ luật|pháp lệnh|hiến pháp|nghị định|nghị quyết|quyết định|thông tư|"
    r"quy chế|nêu|được|thì|bị|phải|theo)\b",
    re.IGNORECASE,
)
_LETTERS = " abcdđeghiklmnopqrstuvxy"

#: Costs of the chain: one lost article is likelier than a false one, five are not.
#: A quoted heading counts only where it fits the sequence: a forgotten quotation mark must not hide the rest of a law.
_QUOTED = 0.01
_RUN = 3
_GAP_COST, _GAP_LIMIT = 0.25, 1.3


@dataclass(frozen=True)
class ArticleHeading:
    """A line that is, or may be, an article's heading."""

    line: int
    number: int
    letter: str
    title: str
    score: float

    @property
    def label(self) -> str:
        return f"{self.number}{self.letter}"

    @cached_property
    def order(self) -> tuple[int, int]:
        return (self.number, max(_LETTERS.find(self.letter or " "), 0))


def article_candidates(lines: Sequence[str], quoted: Sequence[bool]) -> list[ArticleHeading]:
    """All lines that might head an article, in order."""
    found = []
    for i, line in enumerate(lines):
        match = _ARTICLE.match(line)
        if not match:
            continue
        score = _score(match)
        if score <= 0:
            continue
        if quoted[i]:
            score = _QUOTED
        elif line.lstrip()[:1] in '“"':
            score = min(score, 0.1)
        title = match["title"].strip(" *_")
        found.append(ArticleHeading(i, int(match["number"]), (match["letter"] or "").lower(), title, score))
    return found


def _score(match: re.Match[str]) -> float:
    title, separator = match["title"].lstrip('“"*_ '), match["sep"].strip()
    lower_word = match["word"][0] in "đðd"
    if not separator:
        if lower_word or (title and (not title[0].isupper() or _REFERENCE.match(title))):
            return 0.0
        return 0.9 if not title else 0.5
    if separator in "-–" and title[:1].islower():
        return 0.0
    if title[:1].islower():
        return 0.3 if not lower_word else 0.0
    return 1.0 if not lower_word else 0.3


def article_chain(candidates: Sequence[ArticleHeading]) -> list[ArticleHeading]:
    """The strictly ascending chain of candidates with the highest score less the cost of its gaps; [] if nothing scores."""
    best: list[float] = []
    previous: list[int] = []
    for j, heading in enumerate(candidates):
        top, link = -_gap((0, 0), heading.order), -1
        for i in range(j):
            earlier = candidates[i].order
            # A gap's cost is never negative: most pairs need no look at it.
            if earlier < heading.order and best[i] > top:
                value = best[i] - _gap(earlier, heading.order)
                if value > top + 1e-9:
                    top, link = value, i
        best.append(top + heading.score)
        previous.append(link)
    if not best:
        return []
    end = max(range(len(best)), key=lambda k: (best[k], -k))
    if best[end] <= 0:
        return []
    chain = []
    while end >= 0:
        chain.append(candidates[end])
        end = previous[end]
    chain.reverse()
    quoted = next((k for k, heading in enumerate(reversed(chain)) if heading.score > _QUOTED), len(chain))
    # One or two articles of another law may happen to count on from the last one; three in a row are this law's.
    return chain[: len(chain) - quoted] if quoted < _RUN else chain


def mend_misread(
    chain: Sequence[ArticleHeading], candidates: Sequence[ArticleHeading]
) -> tuple[list[ArticleHeading], list[str]]:
    """Fill a gap of one article from the only full heading that stands in it under a wrong number, and say so."""
    result: list[ArticleHeading] = []
    warnings: list[str] = []
    for heading in chain:
        if result and heading.number == result[-1].number + 2:
            inside = [c for c in candidates if result[-1].line < c.line < heading.line and c.score >= 1 and c.title]
            if len(inside) == 1:
                misread, number = inside[0], heading.number - 1
                result.append(replace(misread, number=number, letter=""))
                warnings.append(
                    f"tiêu đề “Điều {misread.label}. {misread.title[:60]}” đứng giữa Điều {number - 1} và Điều {number + 1}: "
                    f"đọc là Điều {number}, hãy đối chiếu bản gốc"
                )
        result.append(heading)
    return result, warnings


def _gap(earlier: tuple[int, int], later: tuple[int, int]) -> float:
    same = later[0] == earlier[0]
    missing = later[1] - earlier[1] - 1 if same else later[0] - earlier[0] - 1 + max(later[1] - 1, 0)
    return min(_GAP_LIMIT, _GAP_COST * missing)


_ROMAN = r"[IVXH]{1,7}"  # H: two strokes that a recogniser joined; kept as read
_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?:\s\w+)?)"
_CONTAINERS: tuple[tuple[Level, re.Pattern[str]], ...] = tuple(
    (level, re.compile(rf"^[\s#>*_]*{word}\s*(?P<label>{label})(?P<rest>.*)$", re.IGNORECASE))
    for level, word, label in (
        (Level.PART, "Phần", rf"{_ORDINAL}|{_ROMAN}\b|\d{{1,2}}[a-z]?\b"),
        (Level.CHAPTER, "Chương", rf"{_ROMAN}[a-z]?\b|{_ROMAN}(?=[A-ZĐ\u00c0-\u1ef8])|\d{{1,2}}[a-z]?\b"),
        (Level.SUBSECTION, "Tiểu mục", rf"{_ROMAN}\b|\d{{1,2}}[a-z]?\b"),
        (Level.SECTION, "Mục", rf"{_ROMAN}\b|\d{{1,2}}[a-z]?\b|[A-Z]\b"),
    )
)


@dataclass(frozen=True)
class ContainerHeading:
    """A line that begins a part, chapter, section or subsection."""

    line: int
    step: Step
    title: str


def container_heading(lines: Sequence[str], at: int) -> ContainerHeading | None:
    """The container a line begins, or None: "Chương II", "Mục 1. QUY ĐỊNH CHUNG"; not "Mục 1 Chương này quy định …".

    The word and its number may stand on two lines.
    """
    line = lines[at]
    if line.strip(" #*_") in {"Phần", "Chương", "Mục", "Tiểu mục"} and at + 1 < len(lines):
        line = f"{line.strip(' #*_')} {lines[at + 1]}"
    for level, pattern in _CONTAINERS:
        match = pattern.match(line)
        if not match:
            continue
        title = match["rest"].strip(" .:*_#-–\t")
        separated = match["rest"].lstrip()[:1] in {".", ":", "-", "–"}
        letters = [c for c in title if c.isalpha()]
        capitals = sum(c.isupper() for c in letters)
        if title and not (separated and title[0].isupper()) and capitals < 0.5 * len(letters):
            return None
        label = re.sub(r"\s+", " ", match["label"]).strip()
        label = label.lower() if label.lower().startswith("thứ") else label.upper() if label.isalpha() else label
        return ContainerHeading(at, Step(level, label), title)
    return None
