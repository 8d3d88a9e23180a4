"""The slides of a section of lines: under their groups, broken so that none holds more than seven lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assist.training.exports import master
from assist.training.exports.dos import do_slides
from assist.training.exports.fitting import Sizes, fewest
from assist.training.exports.limits import limit_slides
from assist.training.exports.metrics import Run
from assist.training.exports.paging import pages
from assist.training.exports.paragraphs import (
    MOST,
    Paragraph,
    basis_of,
    fits_foot,
    numbered,
    opening_notes,
    stack,
)
from assist.training.exports.plan import Slide
from assist.training.exports.texts import text_slides
from assist.training.exports.titles import shortened
from assist.training.model import Section, SectionKind


def section_slides(section: Section, sizes: Sizes) -> list[Slide]:
    """Any section but the case and the quiz."""
    if section.kind is SectionKind.LIMITS:
        return limit_slides(section, sizes)
    if section.kind is SectionKind.DO_DONT:
        return do_slides(section, sizes)
    return grouped_slides(section, sizes)


def grouped_slides(section: Section, sizes: Sizes) -> list[Slide]:
    """The lines of a section under their groups: a group has slides of its own; small neighbours share one, under headings."""
    return fewest(lambda size: _grouped(section, size), sizes.text)


def _grouped(section: Section, size: float) -> list[Slide]:
    groups: list[tuple[str, list[Paragraph]]] = []
    number = 1
    for name, lines in groupby(section.lines, key=lambda line: line.group):
        each = list(lines)
        groups.append((name, numbered(each, master.WIDTH, size, start=number)))
        number += len(each)
    found: list[Slide] = []
    for title, paragraphs in _share(groups, section.title, size):
        opening = opening_notes(section) if not found else ()
        found.extend(text_slides(paragraphs, title, section.title, size, opening))
    return found


def _share(groups: Sequence[tuple[str, list[Paragraph]]], title: str, size: float) -> list[tuple[str, list[Paragraph]]]:
    """Groups that fill a slide alone keep their name as its title; those that fit one slide together stand under headings there."""

    def joined(start: int, end: int) -> list[Paragraph]:
        found: list[Paragraph] = []
        for name, paragraphs in groups[start:end]:
            if name:
                head = shortened(name, master.WIDTH, size)  # the notes have the group's name whole
                found.append(Paragraph((Run(head, bold=True, look="head"),), heading=True, name=name))
            found.extend(paragraphs)
        return found

    def used(start: int, end: int) -> float | None:
        if end - start == 1:
            return stack(groups[start][1], master.WIDTH, size)
        together = joined(start, end)
        return stack(together, master.WIDTH, size) if fits_foot(basis_of(together)) else None

    found: list[tuple[str, list[Paragraph]]] = []
    for start, end in pages(len(groups), used, MOST):
        if end - start == 1:
            name, paragraphs = groups[start]
            found.append((name or title, paragraphs))
        else:
            found.append((title, joined(start, end)))
    return found
