"""A unit under construction: a run of lines, and the provision it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.numbers import fold
from corpus.provisions import Level, Path, Portion, Provision, ProvisionId, Step
from ingest.source import Line


@dataclass(frozen=True)
class Unit:
    """Lines ``start`` to ``end`` (exclusive) of the clean text under the path of a future provision."""

    path: Path
    start: int
    end: int
    heading: str = ""
    containers: Path = ()
    portions: tuple[Portion, ...] = ()

    def shifted(self, by: int) -> Unit:
        return replace(self, start=self.start + by, end=self.end + by)


def to_provision(unit: Unit, number: str, lines: Sequence[Line]) -> Provision:
    """The provision of a unit. ``source_start`` counts within the text of the page on which the unit begins."""
    own = lines[unit.start : unit.end]
    breaks: list[tuple[int, int]] = []
    page, offset = own[0].page, 0
    for line in own:
        for start, begun in ((0, line.page), *line.breaks):
            if begun is not None and begun != page:
                page = begun
                breaks.append((offset + start, begun))
        offset += len(line.text) + 1
    return Provision(
        id=ProvisionId(number, unit.path),
        text="\n".join(line.text for line in own),
        heading=unit.heading,
        containers=unit.containers,
        portions=unit.portions,
        page=own[0].page,
        source_start=own[0].offset,
        page_breaks=tuple(breaks),
    )


def unique_paths(units: Iterable[Unit]) -> tuple[list[Unit], list[str]]:
    """Units with a repeated path get a number after their last label ("phụ lục I-2").

    The second value names the repeated ones, apart from headings that only say once more where the text goes on.
    """
    first: dict[Path, Unit] = {}
    taken: set[Path] = set()
    result: list[Unit] = []
    repeated: list[str] = []
    for unit in units:
        path, count = unit.path, 1
        while path in taken:
            count += 1
            last = unit.path[-1]
            path = (*unit.path[:-1], replace(last, label=f"{last.label}-{count}" if last.label else str(count)))
        taken.add(path)
        if path != unit.path and not (unit.heading and _goes_on(first[unit.path].heading, unit.heading)):
            repeated.append(" ".join(str(step) for step in unit.path))
        first.setdefault(unit.path, unit)
        result.append(replace(unit, path=path))
    return result, repeated


def _goes_on(heading: str, again: str) -> bool:
    return fold(heading)[:20] == fold(again)[:20]


def loose_units(lines: Sequence[str], start: int, end: int, under: Path, *, size: int) -> list[Unit]:
    """Text without structure, cut at paragraph ends into units of about ``size`` characters: "đoạn 1", "đoạn 2" …"""
    units: list[Unit] = []
    begin, length = start, 0
    for i in range(start, end):
        length += len(lines[i]) + 1
        if length >= size or i + 1 == end:
            path = (*under, Step(Level.LOOSE, str(len(units) + 1)))
            units.append(Unit(path, begin, i + 1))
            begin, length = i + 1, 0
    return units
