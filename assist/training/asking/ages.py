"""Questions that apply an age: who is "dưới 16 tuổi", who is "từ đủ 16 tuổi" on the day told."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from fractions import Fraction

from assist.conflicts.amounts import read_amounts
from assist.conflicts.words import lower
from assist.training.asking.altered import sentence
from assist.training.asking.figure import IN_A_NAME, figure_key
from assist.training.asking.known import Known
from assist.training.asking.model import Draft, Point
from assist.training.asking.stems import PLAIN, because, opening, sources_of, stem, wording
from assist.training.model import Audience, QuizKind

_RANGE = re.compile(r"từ đủ (?P<a>\d+)(?: tuổi)? đến dưới (?P<b>\d+) tuổi")
_FROM = re.compile(r"từ đủ (?P<a>\d+) tuổi(?: trở lên)?(?! đến)")
_UNDER = re.compile(r"dưới (?P<b>\d+) tuổi")
_COMMON = 18


def questions(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """Who of three or four persons is of the age that the line's sentence names, or who is not; only for a sentence with one age."""
    text = sentence(known, audience)
    found = None if IN_A_NAME.search(lower(text)) else _the_age(text)
    if found is None:
        return
    phrase, least, below = found
    # that 17 is under 18 is hardly a question for those who work with it
    common = _COMMON in {least, below} and audience not in {Audience.PUPILS, Audience.TEACHERS}
    if common or not _held(known, least, below):
        return
    inside, outside = _persons(least, below)
    wanted = 2 if audience in PLAIN else 3
    within = rng.random() < 0.5
    right, wrong = (inside, outside) if within else (outside, inside)
    if len(wrong) < wanted:
        return
    words = wording()["age"]
    person = words["pupil" if audience in PLAIN else "person"]
    reason = words["outside" if within else "inside"].format(phrase=phrase)
    yield Draft(
        "age",
        Point.FIGURE,
        QuizKind.CASE,
        3,
        stem(words["within" if within else "without"], theo=opening(known, audience), phrase=phrase, said=text),
        person.format(age=rng.choice(right)),
        tuple((person.format(age=age), reason) for age in rng.sample(wrong, wanted)),
        f"{_means(least, below, phrase)} {because(known)}",
        sources_of(known),
        (known.line.key,),
        figure_key(f"{below or least} tuổi"),
    )


def _the_age(text: str) -> tuple[str, int, int] | None:
    """The words of the only age of a sentence, from which age (0: none) and below which (0: none)."""
    low = lower(text)
    ages = {int(a.value) for a in read_amounts(low).ages}
    match = _RANGE.search(low)
    if match and ages == {int(match["a"]), int(match["b"])} and len(_RANGE.findall(low)) == 1:
        return match[0], int(match["a"]), int(match["b"])
    if len(ages) != 1 or _RANGE.search(low):
        return None
    start, under = _FROM.findall(low), _UNDER.findall(low)
    if (match := _FROM.search(low)) and not under and len(start) == 1:
        return match[0], int(match["a"]), 0
    if (match := _UNDER.search(low)) and not start and len(under) == 1:
        return match[0], 0, int(match["b"])
    return None


def _held(known: Known, least: int, below: int) -> bool:
    """Whether the sources name the same bounds."""
    ages = read_amounts(lower(known.quotes)).ages
    bounds = {(a.value, "dưới" if a.bound == "dưới" else "từ đủ" if a.bound == "từ đủ" else "") for a in ages}
    quoted = lower(known.quotes)
    from_there = not least or (Fraction(least), "từ đủ") in bounds or bool(re.search(rf"từ đủ 0?{least} ", quoted))
    return from_there and (not below or (Fraction(below), "dưới") in bounds or f"dưới {below} tuổi" in quoted)


def _persons(least: int, below: int) -> tuple[list[str], list[str]]:
    """Ages inside and outside, some of them at the very edge, where the mistakes are made."""
    inside, outside = [], []
    if least:
        inside += [f"vừa tròn {least} tuổi hôm nay", f"{least} tuổi 2 tháng"]
        outside += [f"{least - 1} tuổi 11 tháng", f"{least - 1} tuổi 6 tháng"]
    if below:
        inside += [f"{below - 1} tuổi 11 tháng", f"{below - 1} tuổi 7 tháng"]
        outside += [f"vừa tròn {below} tuổi hôm nay", f"{below} tuổi 2 tháng"]
    if not least:
        inside.append(f"{below - 2} tuổi 9 tháng")
        outside.append(f"{below} tuổi 5 tháng")
    if not below:
        inside.append(f"{least + 1} tuổi 3 tháng")
        outside.append(f"{least - 1} tuổi 9 tháng")
    return inside, outside


def _means(least: int, below: int, phrase: str) -> str:
    words = wording()["age"]
    parts = [words["from"].format(age=least)] if least else []
    parts += [words["under"].format(age=below)] if below else []
    return f"“{phrase}”: {', '.join(parts)}."
