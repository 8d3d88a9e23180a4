"""What suits whom: parts of a lesson, words that may not appear, lengths that can be read, whose work concerns the audience."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from assist.training.model import Audience, Line, SectionKind
from corpus.yamlfiles import Strict, read_file

FILE = Path(__file__).with_name("suitability.yaml")

_SYLLABLE = re.compile(r"\w+")
#: Where a sentence, or an item of a list within one, ends for the breath of who reads it aloud.
_END = re.compile(r"[.!?;:]\s+|\n+")


class Weight(Strict):
    """How much work of whoever fits ``pattern`` concerns the audience: 0 not at all, 1 fully. ``named``: they are others than the
    audience, so a list of things to do names them.
    """

    pattern: str = Field(min_length=1)
    weight: float = Field(ge=0, le=2)
    named: bool = False


class Suitability(Strict):
    """What suits an audience; the keys are told at the head of the file."""

    material: tuple[Literal["items", "notes", "plain"], ...] = Field(min_length=1)
    leave_out: tuple[SectionKind, ...] = ()
    leave_out_words: tuple[str, ...] = ()
    longest_sentence: int = Field(gt=0)
    longest_section: int = Field(gt=0)
    full_frames: bool = False
    other: float = Field(default=1.0, ge=0, le=2)
    who: tuple[Weight, ...] = ()
    procedures: dict[str, float] = Field(default_factory=dict)

    def concern(self, who: str, procedure: str = "") -> float:
        """How much a thing that ``who`` must do, in a procedure (code, "" for none), concerns the audience."""
        own = next((w.weight for w in self.who if re.search(w.pattern, who)), self.other) if who else 1.0
        return own * self.procedures.get(procedure, 1.0)

    def names(self, who: str) -> bool:
        """Whether an imperative for ``who`` must name them, for it would be read as the audience's own task."""
        return bool(who) and next((w.named for w in self.who if re.search(w.pattern, who)), False)

    def forbidden(self, text: str) -> list[str]:
        """The words in a text that the audience may not be given."""
        low = f" {' '.join(_SYLLABLE.findall(text.lower()))} "
        return [word for word in self.leave_out_words if f" {word} " in low]

    def too_long(self, text: str) -> list[str]:
        """The sentences of a text that are longer than the audience can follow."""
        return [part for part in _END.split(text) if syllables(part) > self.longest_sentence]

    def suits(self, line: Line) -> bool:
        """Whether a line may be shown to the audience as it is."""
        return not self.forbidden(f"{line.text} {line.act} {line.limit}") and not self.too_long(line.text)


class _File(Strict):
    audiences: dict[Audience, Suitability]


def syllables(text: str) -> int:
    """How many syllables and figures a text has."""
    return len(_SYLLABLE.findall(text))


def length(lines: Iterable[Line]) -> int:
    """Syllables of the texts of lines."""
    return sum(syllables(line.text) for line in lines)


@cache
def suitability(audience: Audience) -> Suitability:
    """What suits an audience, from the file that ships. ValueError if the file was broken."""
    data, problems = read_file(FILE, _File)
    if data is None:
        raise ValueError(f"{FILE.name}: {' '.join(problems)}")
    return data.audiences[audience]
