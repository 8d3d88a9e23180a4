"""Ages in three notations: date of birth, years of age in digits or words, year of birth; and whether they agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assist.records.clock import find_days
from assist.records.text import Passage, RecordText
from corpus.spelt_numbers import SPELT, YEAR, number

_BORN = re.compile(r"(?:sinh|\bSN\b|\bNS\b)(?:\s+(?:ngày|năm|tháng|vào))*(?:[\s:|,]|\(.{0,20}?\))*$", re.IGNORECASE)
_BORN_YEAR = re.compile(
    rf"(?:sinh\s+năm|năm\s+sinh|\bSN\b|\bNS\b|\bsinh)[\s:|]*(?:tháng\s+)?(?:\d{{1,2}}\s*(?:[/.-]|năm)\s*)?(?P<year>{YEAR})(?![\d/.-]\d)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?<![\w/.])(?P<n>\d{{1,3}}|{SPELT})\s*tu[oôồổỗốộ]i(?:\s+(?P<months>\d{{1,2}})\s+tháng)?", re.IGNORECASE
)
_YEARS_LABEL = re.compile(r"\btuổi\s*[:|]\s*(?P<n>\d{1,2})(?!\d)", re.IGNORECASE)
#: The law's words about ages, not somebody's age.
_BOUND = re.compile(r"(?:dưới|đủ|trên|từ|đến|chưa|quá|khoảng|tầm|chừng|hơn|gần)\s+$", re.IGNORECASE)
_NEAR = 80  # characters within which two statements of age in one record are about the same person
_ADULT = 18

Notation = Literal["birth", "age", "year"]


@dataclass(frozen=True)
class AgeFact:
    """A statement of age. ``birth`` a date, ``age`` full years, ``year`` of birth; the value fitting ``notation`` is set."""

    notation: Notation
    passage: Passage
    birth: date | None = None
    number: int = 0  # full years, or the year of birth
    place: int = 0  # of its first character in the record's text

    def possible(self, on: date) -> range:
        """The full years of age this allows on a day."""
        if self.notation == "age":
            return range(self.number, self.number + 1)
        if self.birth:
            years = on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))
            return range(years, years + 1)
        return range(on.year - self.number - 1, on.year - self.number + 1)

    def words(self) -> str:
        """``sinh ngày 14/09/2011``, ``12 tuổi``, ``sinh năm 2013``."""
        if self.birth:
            return f"sinh ngày {self.birth:%d/%m/%Y}"
        return f"{self.number} tuổi" if self.notation == "age" else f"sinh năm {self.number}"


def find_ages(record: RecordText) -> tuple[AgeFact, ...]:
    """All statements of age outside what is asked and answered, in order."""
    out: list[AgeFact] = []
    spans: list[tuple[int, int]] = []
    spoken = [(s.start, s.end) for s in record.sentences if s.testimony]
    for day in find_days(record.text):
        if day.value and _BORN.search(record.text[max(day.start - 60, 0) : day.start]):
            out.append(AgeFact("birth", _around(record, day.start, day.end), birth=day.value, place=day.start))
            spans.append((day.start, day.end))
    for found in _BORN_YEAR.finditer(record.text):
        if not any(start < found.end("year") and found.start("year") < end for start, end in spans):
            out.append(
                AgeFact("year", _around(record, *found.span()), number=number(found["year"]), place=found.start())
            )
    for found in [*_YEARS.finditer(record.text), *_YEARS_LABEL.finditer(record.text)]:
        if not _BOUND.search(record.text[max(found.start() - 12, 0) : found.start()]):
            value = int(found["n"]) if found["n"].isdigit() else number(found["n"])
            out.append(AgeFact("age", _around(record, *found.span()), number=value, place=found.start()))
    out.sort(key=lambda fact: fact.place)
    return tuple(fact for fact in out if not any(start <= fact.place < end for start, end in spoken))


def children(facts: tuple[AgeFact, ...], on: date) -> list[list[AgeFact]]:
    """The statements about each person who is under 18 by one of them: those that follow each other closely, one a notation."""
    groups: list[list[AgeFact]] = []
    for fact in facts:
        last = groups[-1] if groups else []
        near = last and fact.place - last[-1].place <= _NEAR
        if near and all(fact.notation != other.notation for other in last):
            last.append(fact)
        else:
            groups.append([fact])
    return [group for group in groups if any(0 <= min(fact.possible(on)) < _ADULT for fact in group)]


def _around(record: RecordText, start: int, end: int) -> Passage:
    """The sentence in which the statement stands, so that a person can see who it is about."""
    sentence = next((s for s in record.sentences if s.start <= start < s.end), None)
    return record.passage(sentence.start, sentence.end) if sentence else record.passage(start, end)
