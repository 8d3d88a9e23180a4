"""The wordings of questions, from ``stems.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assist.office.text import capital
from assist.training.asking.known import Known
from assist.training.model import Audience, Source

_DATA = Path(__file__).with_name("stems.yaml")
#: Those who are asked in plain words, without numbers of documents.
PLAIN = frozenset({Audience.PUPILS})


@cache
def wording() -> dict[str, Any]:
    """All wordings; keys and places in braces are explained in the file."""
    loaded: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return loaded


def opening(known: Known, audience: Audience, *, short: bool = False) -> str:
    """What a stem begins with: by which provision the answer is judged. Pupils are told no numbers of documents."""
    if audience in PLAIN:
        return ""
    return f"Theo {known.cite(short=short or audience is Audience.TEACHERS)}, "


def stem(words: str, **parts: str) -> str:
    """A wording filled in, its first letter large."""
    return capital(" ".join(words.format(**parts).split()))


def because(known: Known) -> str:
    """The end of every explanation: the provision, and that it is not verified where it is not."""
    words = f"Căn cứ: {'; '.join(dict.fromkeys(s.pinpoint for s in sources_of(known)))}."
    if known.line.doubt:
        words += f" {wording()['doubt']}"
    return words


def sources_of(known: Known) -> tuple[Source, ...]:
    """The sources of the line that apply on the day."""
    wanted = {str(pid) for pid in known.ids}
    return tuple(source for source in known.line.sources if source.id in wanted)
