"""How large the type on a slide is: small enough to need few slides, then as large, and as widely set, as its words leave room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assist.training.exports import master
from assist.training.exports.plan import LEAST_AIR, Air, Slide
from assist.training.exports.titles import title
from assist.training.model import Audience, Lesson

#: The widest setting; between it and the narrowest go so many steps.
_MOST_AIR = Air(leading=1.5, gap=22.0, cell=10.0)
_STEPS = 12
_LARGE, _FEW = 28.0, 4  # larger type than this only where it makes so few lines: a full slide of it is a wall
_STRAY = 4.0  # points that slides of one title may differ in size


@dataclass(frozen=True)
class Sizes:
    """The sizes of type that are used, in points, the smallest first."""

    text: tuple[float, ...] = (20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0)
    columns: tuple[float, ...] = (18.0, 20.0, 22.0, 24.0)
    table: tuple[float, ...] = (16.0, 18.0, 20.0, 22.0, 24.0)


_PUPILS = Sizes(
    text=(22.0, 24.0, 26.0, 28.0, 30.0, 32.0), columns=(20.0, 22.0, 24.0, 26.0), table=(18.0, 20.0, 22.0, 24.0, 26.0)
)


def sizes_for(lesson: Lesson) -> Sizes:
    """Pupils sit further back and read more slowly."""
    return _PUPILS if lesson.audience is Audience.PUPILS else Sizes()


def fewest(make: Callable[[float], list[Slide]], sizes: Sequence[float]) -> list[Slide]:
    """The slides in the type that needs the fewest, the largest such; titles counted, each then as large as its words allow."""
    best: list[Slide] = []
    for size in sorted((size for size in sizes if size <= _LARGE), reverse=True):
        made = make(size)
        if not best or len(made) < len(best):
            best = made
    return settled(best, sizes)


def settled(slides: Sequence[Slide], sizes: Sequence[float]) -> list[Slide]:
    """Slides of one title get its count, ``(1/3)``, and the largest size of type that all of them hold; a short one a little more.

    A title that is cut stands whole in the notes.
    """
    found: list[Slide] = []
    for words, same in groupby(slides, key=lambda slide: slide.title):
        part = list(same)
        common = min(_largest(slide, sizes) for slide in part)
        for at, slide in enumerate(part, start=1):
            count = f"({at}/{len(part)})" if len(part) > 1 else ""
            told, title_size = title(words, count)
            size = _largest(slide, [s for s in sizes if s <= common + _STRAY])
            whole = (words,) if at == 1 and not told.startswith(words) else ()
            found.append(replace(slide, title=told, title_size=title_size, size=size, notes=(*whole, *slide.notes)))
    return found


def _largest(slide: Slide, sizes: Sequence[float]) -> float:
    """The largest size, from its own on, that keeps it within lines and room; its own where none does."""
    larger = [replace(slide, size=size) for size in sizes if size > slide.size]
    return max((s.size for s in larger if s.fits() and (s.size <= _LARGE or s.lines() <= _FEW)), default=slide.size)


def air_for(slide: Slide) -> Air:
    """The widest setting that keeps within the room of a slide."""
    for step in range(_STEPS, 0, -1):
        air = _between(step / _STEPS)
        if slide.height(air) <= master.BODY[3]:
            return air
    return LEAST_AIR


def _between(share: float) -> Air:
    def mixed(least: float, most: float) -> float:
        return least + (most - least) * share

    return Air(
        mixed(LEAST_AIR.leading, _MOST_AIR.leading),
        mixed(LEAST_AIR.gap, _MOST_AIR.gap),
        mixed(LEAST_AIR.cell, _MOST_AIR.cell),
    )
