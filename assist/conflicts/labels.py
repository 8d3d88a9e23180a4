"""Whether an article's words bear a label that its structure was read without: a slip of a source, or of the reader of a scan."""

from __future__ import annotations

import re

from corpus.provisions import POINT_LETTERS, Level, Provision, ProvisionId


def is_labelled(provision: Provision, target: ProvisionId, level: Level) -> bool:
    """Whether the words bear the clause or point of ``target``, or one after it. ``provision``: the article."""
    if level is Level.CLAUSE:
        labels = [int(n) for n in re.findall(r"(?m)^\W*(\d{1,3})[a-zđ]?[.,)/]", provision.text)]
        return any(n >= int(target.clause or 0) for n in labels)
    parts = [
        p.path for p in provision.portions if p.path[-1].level is Level.CLAUSE and p.path[-1].label == target.clause
    ]
    words = ((provision.portion_text(parts[0]) if parts else None) or provision.text).lower()
    sought = POINT_LETTERS.index(target.point or "a")
    if not provision.codified and _is_misread(words, sought):
        return True
    return any(POINT_LETTERS.find(letter) >= sought for letter in re.findall(r"(?<!\w)([a-zđ])\)", words))


def _is_misread(words: str, sought: int) -> bool:
    """Whether a scan may have misread a label: c for e where it is cited, any where they stand. The codification is typed."""
    labels = re.findall(r"(?m)^\W*(\w{1,2})\)", words)
    return (POINT_LETTERS[sought] == "e" and "c" in labels) or len(labels) > sought
