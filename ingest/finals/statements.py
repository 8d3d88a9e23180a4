"""What an article states outside quotation marks: one statement a line, with the provision that makes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.provisions import Provision, ProvisionId
from ingest.portions import quoted_blocks

_INLINE = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")


@dataclass(frozen=True)
class Statement:
    """A line of an article; quoted words are blanked out, offsets kept. ``by``: the smallest provision the line stands in."""

    text: str
    by: ProvisionId


def statements(provision: Provision) -> Iterator[Statement]:
    """The lines of a unit that say something themselves, in order."""
    masked = masked_text(provision.text)
    offset = 0
    for line in masked.split("\n"):
        if line.strip():
            at = offset + len(line) - len(line.lstrip())
            inner = [p for p in provision.portions if p.start <= at < max(p.end, p.start + 1)]
            path = max(inner, key=lambda p: len(p.path)).path if inner else ()
            yield Statement(line, ProvisionId(provision.id.document, provision.id.path + path))
        offset += len(line) + 1


def masked_text(text: str) -> str:
    """The text with the words of other texts, and phrases being replaced, turned to blanks.

    >>> masked_text("Thay cụm từ “Bộ A” bằng “Bộ B”.")
    'Thay cụm từ        bằng       .'
    """
    chars = list(text)
    for start, end in [*quoted_blocks(text), *(m.span() for m in _INLINE.finditer(text))]:
        for i in range(start, end):
            if chars[i] != "\n":
                chars[i] = " "
    return "".join(chars)
