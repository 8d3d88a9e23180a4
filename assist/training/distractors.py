"""Wrong options of the same kind as the right one: figures in the same unit, frames of punishment, days, bodies of the same rank."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assist.conflicts.bodies_named import bodies_in, related
from assist.conflicts.model import Amount
from assist.conflicts.words import lower

_DATA = Path(__file__).with_name("distractors.yaml")
#: Time in minutes and in months; between the two a month is 30 days. A working day counts as a day: only a wrong option is told by it.
MINUTES = {
    "phút": 1,
    "giờ": 60,
    "ngày": 1440,
    "ngày làm việc": 1440,
    "tuần": 10080,
    "tháng": 43200,
    "quý": 129600,
    "năm": 518400,
}
#: Below this share wrong ones are drawn about it, for those of the list lie too far off to be believed.
_SMALL_SHARE = 40
_SPELT = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


@cache
def data() -> dict[str, Any]:
    """The pools of ``distractors.yaml``."""
    loaded: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return loaded


def same(value: Fraction, unit: str, other: Amount) -> bool:
    """Whether a figure says the same as another, in whatever unit: 24 giờ is 1 ngày, 12 tháng is 1 năm.

    >>> from assist.conflicts.model import Span
    >>> same(Fraction(24), "giờ", Amount(Fraction(1), "ngày", Span(0, 0)))
    True
    """
    if unit == other.unit:
        return value == other.value
    if unit in MINUTES and other.unit in MINUTES:
        years = {"năm", "quý", "tháng"}
        if unit in years and other.unit in years:  # 12 months, not 360 days
            return value * MINUTES[unit] == other.value * MINUTES[other.unit]
        near = value * MINUTES[unit], other.value * MINUTES[other.unit]
        return near[0] == near[1] or ("năm" in (unit, other.unit) and abs(near[0] - near[1]) <= 6 * 1440)
    return False


def figures(
    right: Fraction,
    unit: str,
    forbidden: Sequence[Amount],
    count: int,
    rng: random.Random,
    between: tuple[Fraction, Fraction | None] | None = None,
) -> list[Fraction]:
    """``count`` figures near the right one, fewer where there are none. How many of them are smaller is drawn, so that its rank tells
    nothing. ``between``: only figures that lie between these two."""
    pool = {Fraction(str(v)) for v in data()["figures"].get(unit, ())}
    if unit == "đồng":
        pool = {right * Fraction(f) for f in ("1/4", "1/2", "3/4", "3/2", "2", "3", "5")}
    elif not pool:
        pool = {right + step for step in (-3, -2, -1, 1, 2, 3, 5)} | {right * 2}
    if unit == "%":
        odd = {
            right + step for step in (-40, -30, -20, -10, 10, 20, 30)
        }  # beside round ones an odd share would tell itself
        small = {right * Fraction(f) for f in ("1/2", "3/2", "2", "3")} | {right + 5, right + 10}
        pool = {
            v
            for v in (odd if right % 5 else pool if right >= _SMALL_SHARE else small)
            if v <= 100 and v.denominator == 1
        }
    least, most = between or (Fraction(0), None)
    usable = [
        v
        for v in pool
        if v > least
        and (most is None or v < most)
        and v != right
        and not any(same(v, unit, other) for other in forbidden)
    ]
    return _around(usable, right, count, rng, key=lambda v: v)


def _around(usable: Iterable[Any], right: Any, count: int, rng: random.Random, key: Callable[[Any], Any]) -> list[Any]:
    below = sorted((v for v in usable if key(v) < key(right)), key=key, reverse=True)
    above = sorted((v for v in usable if key(v) > key(right)), key=key)
    least, most = max(0, count - len(above)), min(count, len(below))
    if least > most:
        return [*below, *above]
    smaller = rng.randint(least, most)
    # the nearest are the best, but always the nearest would be a pattern of its own
    return [*_some(below, smaller, rng), *_some(above, count - smaller, rng)]


def _some(ordered: list[Any], count: int, rng: random.Random) -> list[Any]:
    return rng.sample(ordered[: count + 1], count) if count else []


def frames(
    right: tuple[Fraction, Fraction], pairs_known: Sequence[tuple[Fraction, Fraction]], count: int, rng: random.Random
) -> list[tuple[Fraction, Fraction]]:
    """Other frames of imprisonment in months, near the right one. ``pairs_known``: frames that the sources hold."""
    pool = [(Fraction(a), Fraction(b)) for a, b in data()["frames"]]
    usable = [f for f in pool if f != right and f not in pairs_known]
    return _around(usable, right, count, rng, key=lambda f: (f[0] + f[1], f[0]))


def days(right: date, known: Iterable[date], count: int, rng: random.Random) -> list[date]:
    """Days on which laws begin, near the right one and none of those known."""
    taken = {right, *known}
    pool = {date(year, month, day) for year in range(right.year - 1, right.year + 2) for month, day in data()["days"]}
    pool |= {date(right.year + d, right.month, min(right.day, 28)) for d in (-1, 1)}
    return _around([d for d in pool if d not in taken], right, count, rng, key=lambda d: d)


def bodies(right: str, named: Iterable[str], count: int, rng: random.Random) -> tuple[str, list[str]] | None:
    """The right body as its list writes it, and others of the same rank that are not named; None where no list has the right one.

    A body is left out if it, a post of it or what it belongs to is named.
    """
    known = list(named)
    for group in data()["bodies"]:
        for written in group:
            if lower(written) != _bare(right):
                continue
            others = [
                other
                for other in group
                if other != written
                and not any(
                    name == there or related(name, there) for name, _ in bodies_in(lower(other)) for there in known
                )
            ]
            if len(others) < count:
                return None
            return written, rng.sample(sorted(others), count)
    return None


def _bare(who: str) -> str:
    words = lower(who)
    for tail in data()["tails"]:
        words = words.removesuffix(f" {tail}")
    return words


def written(value: Fraction, like: str) -> str:
    """A figure written as its model is: padded as "02", spelt as "hai", with dots as "20.000.000".

    >>> written(Fraction(3), "02"), written(Fraction(3), "hai"), written(Fraction(5000000), "2.000.000")
    ('03', 'ba', '5.000.000')
    """
    if value.denominator != 1:
        return f"{float(value):g}".replace(".", ",")
    number = int(value)
    if not like[:1].isdigit():
        return _SPELT[number] if number < len(_SPELT) else str(number)
    if "." in like or number >= 10_000:
        return f"{number:,}".replace(",", ".")
    return f"{number:02d}" if like.startswith("0") else str(number)
