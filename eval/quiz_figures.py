"""Checks of figures: limits, ages, frames, hours, who has which limit. Part of ``eval.quiz_checks``."""

from __future__ import annotations

import re
from fractions import Fraction

from assist.training.model import QuizItem
from corpus.checklists import Item
from corpus.circumstances import Condition
from eval.quiz_reader import (
    EVERY,
    PROCEDURE,
    Text,
    alike,
    days,
    figures,
    form_of,
    hours,
    plain,
    quotes,
    statement,
    told_in,
)


def others_of(made: QuizItem) -> list[str]:
    return [option for at, option in enumerate(made.options) if at != made.answer]


# Figures -------------------------------------------------------------------------------------------------------------


def figure_is_right(made: QuizItem, text: Text) -> list[str]:
    right, held = made.options[made.answer], figures(text.quotes)
    others = others_of(made)
    if days(right):
        faults = [] if days(right) <= days(text.quotes) else ["the right day stands in no source"]
        return faults + [f"{o} stands in a source" for o in others if days(o) & days(text.quotes)]
    faults = [] if figures(right) and figures(right) <= held | text.typed else ["the right figure stands in no source"]
    for option in others:
        theirs = figures(option)
        if not theirs or theirs == figures(right):
            faults.append(f"{option} says the same as the right one")
        if theirs <= held | text.typed | text.differing and not (
            len(theirs) > 1 and not _frame_in(option, text.quotes)
        ):
            faults.append(f"{option} stands in a source or a differing demand")
    return faults


def _frame_in(option: str, quotes: str) -> bool:
    """Whether the two figures of a frame stand beside each other in the sources, in this order."""
    numbers = re.findall(r"\d+", option)
    return bool(re.search(r"\b0*" + r"\b[^\d]{1,14}\b0*".join(numbers) + r"\b", quotes))


def figure_judged(made: QuizItem, text: Text) -> list[str]:
    said, held = statement(made), figures(text.quotes) | text.typed
    mine = figures(text.line.text)
    mine |= figures(text.item.says) if text.item else set()
    changed = (figures(said) - mine) | {
        (Fraction(d * 10000 + m * 100), str(y)) for d, m, y in days(said) - days(text.line.text)
    }
    if made.answer == 0:
        faults = ["a true statement that is not the line's"] if changed or not told_in(text, said) else []
        return faults + (
            ["a figure of the statement stands in no source"] if not figures(said) & held and not days(said) else []
        )
    if len(changed) != 1 and not re.search(r"từ \d+ \w+ đến", said):
        return [f"a false statement with {len(changed)} changed figures"]
    return ["the false figure stands in a source"] if changed & (held | text.differing) else []


def matched(made: QuizItem, text: Text) -> list[str]:
    def holds(option: str) -> bool:
        who, _, limit = option.partition(", không quá ")
        bodies = all(part.strip().lower() in text.quotes for part in who.split(","))
        return bodies and figures(limit) <= figures(text.quotes) & text.typed

    faults = [] if holds(made.options[made.answer]) else ["the right body or limit stands in no source"]
    return faults + [f"{o} is right too" for o in others_of(made) if holds(o)]


def in_order(made: QuizItem, text: Text) -> list[str]:
    lengths = []
    for option in made.options:
        words = set(plain(option).replace(",", " ").split())
        found = {
            _length(item)
            for key, item in EVERY.items()
            if key in text.lines
            and item.limit
            and words <= set(plain(f"{item.who} {item.act}").replace(",", " ").split())
        } | {
            max(figures(line.limit), default=(Fraction(0), ""))[0]
            for line in text.lines.values()
            if line.limit and words <= set(plain(f"{line.who} {line.act}").replace(",", " ").split())
        }
        lengths.append(found)
    if any(len(found) != 1 for found in lengths):
        return ["an option of which the limit is not found, or found twice"]
    values = [next(iter(found)) for found in lengths]
    wanted = min(values) if "ngắn nhất" in made.stem else max(values)
    right = values[made.answer] == wanted and values.count(wanted) == 1
    return [] if right else ["another act has as short or as long a limit"]


def _length(item: Item) -> Fraction:
    value, unit = alike(Fraction(item.limit.number), item.limit.unit) if item.limit else (Fraction(0), "")
    return value * 720 if unit == "tháng" else value * 24 if unit == "ngày làm việc" else value


def heaviest(made: QuizItem, text: Text) -> list[str]:
    frames = {}
    for line in text.lines.values():
        match = re.match(r"([^:.]+): phạt tù từ (\d+) năm đến (\d+) năm", line.text)
        if match and _frame_in(f"{match[2]} đến {match[3]}", quotes(line)):
            frames[match[1]] = (int(match[3]), int(match[2]))
    told = [frames.get(option) for option in made.options]
    if None in told:
        return ["an option whose frame stands in no source"]
    ranked = sorted((each for each in told if each), reverse=True)
    return [] if told[made.answer] == ranked[0] and ranked[0] > ranked[1] else ["another frame is as heavy"]


# Hours ---------------------------------------------------------------------------------------------------------------


def _ends(made: QuizItem) -> tuple[int, list[int]] | None:
    starts = hours(re.sub(r"“.*”", "", made.stem, flags=re.DOTALL))
    ends = [hours(option) for option in made.options]
    return (starts[0], [each[0] for each in ends]) if starts and all(len(each) == 1 for each in ends) else None


def clock(made: QuizItem, text: Text) -> list[str]:
    found = _ends(made)
    limit = text.item.limit if text.item and form_of(made) == "case-clock" else None
    span = (
        alike(Fraction(limit.number), limit.unit)[0] if limit else next((v for v, u in _own(text) if u == "giờ"), None)
    )
    if found is None or span is None:
        return ["a case whose hours cannot be read"]
    start, ends = found
    wanted = start + int(span * 60) * (-1 if limit and limit.before else 1)
    faults = [] if ends[made.answer] == wanted else ["the right hour is not the limit's end"]
    if text.quotes and (span, "giờ") not in figures(text.quotes):
        faults.append("the limit stands in no source")
    for at, end in enumerate(ends):
        gap = Fraction(abs(end - start), 60)
        if at != made.answer and (gap, "giờ") in figures(text.quotes) | text.typed | text.differing:
            faults.append(f"{made.options[at]} is the end of a limit that a source states")
    return faults


def _own(text: Text) -> set[tuple[Fraction, str]]:
    """The limit of the line itself."""
    return text.typed or figures(text.line.limit)


def limit_of_case(made: QuizItem, text: Text) -> list[str]:
    right = figures(made.options[made.answer])
    faults = [] if right and right <= text.typed else ["the right limit is not the item's"]
    for option in others_of(made):
        if not figures(option) & (figures(text.quotes) | text.differing):
            continue
        rivals = [
            item
            for key, item in EVERY.items()
            if item.limit
            and alike(Fraction(item.limit.number), item.limit.unit) in figures(option)
            and set(item.basis) & set(text.item.basis if text.item else ())
            and apart(text, key)
        ]
        if not rivals:
            faults.append(f"{option} stands in a source and is shut out by nothing")
    return faults


def apart(text: Text, key: str) -> bool:
    """Whether no case meets the conditions of the line's item and of another one."""
    mine = [text.item.when, *([PROCEDURE[k].when] if (k := key_of(text)) in PROCEDURE else [])] if text.item else []
    theirs = [EVERY[key].when, PROCEDURE[key].when]
    return any(_differ(a, b) for a in mine for b in theirs)


def key_of(text: Text) -> str:
    return next((key for key, item in EVERY.items() if item is text.item), "")


def _differ(one: Condition, other: Condition) -> bool:
    for name in one.model_fields_set & other.model_fields_set:
        a, b = getattr(one, name), getattr(other, name)
        if isinstance(a, tuple) and a and b and not set(a) & set(b):
            return True
        if isinstance(a, bool) and isinstance(b, bool) and a is not b:
            return True
    return False
