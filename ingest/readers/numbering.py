"""Numbers as Word and browsers print them before list items, and Word's automatic numbering resolved to its visible labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS = 9


def ordinal(number: int, form: str) -> str:
    """``number`` in a WordprocessingML number format; unknown formats print as decimal, as Word does.

    >>> ordinal(4, "lowerLetter"), ordinal(28, "lowerLetter"), ordinal(9, "upperRoman")
    ('d', 'bb', 'IX')
    """
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and number > 0:
        digits, rest = "", number
        for value, letters in _ROMAN:
            digits += letters * (rest // value)
            rest %= value
        return digits.upper() if form == "upperRoman" else digits
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form == "none" else str(number)


@dataclass
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    blank: str = " "
    legal: bool = False  # isLgl: every number of the label in decimal
    restart: int | None = None  # lvlRestart: 0 never restarts


@dataclass
class Numbering:
    """Labels of the automatically numbered paragraphs of one document, to be asked for in document order.

    ``numbering`` and ``styles`` are the root elements of numbering.xml and styles.xml, None where the document lacks them.
    """

    numbering: Any
    styles: Any
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)
    _by_style: dict[str, Any] = field(default_factory=dict)
    _by_number: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.styles is not None:
            self._by_style = {s.get(qn("w:styleId")): s for s in self.styles.findall(qn("w:style"))}
        if self.numbering is not None:
            self._by_number = {n.get(qn("w:numId")): n for n in self.numbering.findall(qn("w:num"))}

    def label(self, paragraph: Any) -> str:
        """The label Word shows before ``paragraph`` (a w:p element), blank included; "" if it is not numbered."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number_id, level = place
        abstract = self._abstract(number_id)
        if abstract is None:
            return ""
        levels = self._levels(number_id, abstract)
        # Lists that share a definition go on counting, unless an override says where to start again.
        counts = self._counts.setdefault(abstract.get(qn("w:abstractNumId")), [None] * _LEVELS)
        if (number_id, level) not in self._seen:
            self._seen.add((number_id, level))
            if (start := self._override(number_id, level)) is not None:
                counts[level] = start - 1
        current = counts[level]
        counts[level] = levels[level].start if current is None else current + 1
        for higher in range(level):
            if counts[higher] is None:
                counts[higher] = levels[higher].start
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart
            if restart is None or 0 < level + 1 <= restart:
                counts[deeper] = None
        return self._print(levels, level, counts)

    @staticmethod
    def _print(levels: list[_Level], level: int, counts: list[int | None]) -> str:
        own = levels[level]
        if own.form == "bullet":
            # Bullets are drawn with symbol fonts, whose letters say nothing in another font.
            return f"-{own.blank or ' '}"

        def number(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            form = "decimal" if own.legal else levels[which].form
            return ordinal(counts[which] or 0, form)

        text = re.sub(r"%([1-9])", number, own.text)
        return text + own.blank if text.strip() else ""

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """numId and level of a paragraph: its own, else its style's or that of a style it is based on."""
        own = paragraph.find(qn("w:pPr"))
        number_id, level = _num_pr(own)
        style = own.find(qn("w:pStyle")) if own is not None else None
        name = style.get(qn("w:val")) if style is not None else None
        visited: set[str] = set()
        while number_id is None and name and name not in visited:
            visited.add(name)
            found = self._by_style.get(name)
            if found is None:
                break
            number_id, style_level = _num_pr(found.find(qn("w:pPr")))
            if number_id is not None and level is None:
                level = style_level if style_level is not None else self._level_of_style(number_id, name)
            based = found.find(qn("w:basedOn"))
            name = based.get(qn("w:val")) if based is not None else None
        if number_id in (None, "0") or self.numbering is None:
            return None
        return str(number_id), min(level or 0, _LEVELS - 1)

    def _level_of_style(self, number_id: str, name: str) -> int:
        abstract = self._abstract(number_id)
        for level in abstract.findall(qn("w:lvl")) if abstract is not None else ():
            if _value(level, "w:pStyle") == name:
                return int(level.get(qn("w:ilvl")))
        return 0

    def _abstract(self, number_id: str, depth: int = 0) -> Any:
        num = self._by_number.get(number_id)
        wanted = _value(num, "w:abstractNumId") if num is not None else None
        for abstract in self.numbering.findall(qn("w:abstractNum")):
            if abstract.get(qn("w:abstractNumId")) != wanted:
                continue
            link = _value(abstract, "w:numStyleLink")
            style = self._by_style.get(link) if link and depth < 3 else None
            linked = _num_pr(style.find(qn("w:pPr")))[0] if style is not None else None
            return self._abstract(linked, depth + 1) if linked else abstract
        return None

    def _levels(self, number_id: str, abstract: Any) -> list[_Level]:
        levels = [_Level() for _ in range(_LEVELS)]
        elements = list(abstract.findall(qn("w:lvl")))
        num = self._by_number.get(number_id)
        for override in num.findall(qn("w:lvlOverride")) if num is not None else ():
            elements += override.findall(qn("w:lvl"))
        for element in elements:
            suffix, restart = _value(element, "w:suff"), _value(element, "w:lvlRestart")
            levels[int(element.get(qn("w:ilvl")))] = _Level(
                form=_value(element, "w:numFmt") or "decimal",
                text=_value(element, "w:lvlText") or "",
                start=int(_value(element, "w:start") or 0),
                blank="" if suffix == "nothing" else " ",
                legal=element.find(qn("w:isLgl")) is not None,
                restart=int(restart) if restart is not None else None,
            )
        return levels

    def _override(self, number_id: str, level: int) -> int | None:
        num = self._by_number.get(number_id)
        for override in num.findall(qn("w:lvlOverride")) if num is not None else ():
            if override.get(qn("w:ilvl")) == str(level) and (start := _value(override, "w:startOverride")) is not None:
                return int(start)
        return None


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def _num_pr(properties: Any) -> tuple[str | None, int | None]:
    numbered = properties.find(qn("w:numPr")) if properties is not None else None
    if numbered is None:
        return None, None
    level = _value(numbered, "w:ilvl")
    return _value(numbered, "w:numId"), int(level) if level is not None else None
