"""Articles that stand a second time inside another article of their own document.

The codification prints articles 416, 418-420 and 422-425 of the procedure code once each where they belong and once more inside
articles 415, 417 and 421. Left there, a clause of article 422 would be cited as one of article 421.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.numbers import fold

_HEADING = re.compile(r"[ĐÐ]iều\s+(\d+[a-zđ]*)\.\s*(\S.*)")


def intruder(label: str, paragraphs: Sequence[str], headings: Mapping[str, str]) -> int | None:
    """Index of the first paragraph that heads another article of the document, under its own title; None if there is none.

    ``headings``: title of each article of the document, by label. An attached regulation that numbers its articles anew has other
    titles and is left alone.

    >>> intruder("421", ["1. Một.", "Điều 422. Bào chữa", "1. Hai."], {"421": "Hỏi cung", "422": "Bào chữa"})
    1
    """
    for index, paragraph in enumerate(paragraphs):
        found = _HEADING.fullmatch(paragraph.strip())
        if found and found[1] != label and _same(found[2], headings.get(found[1], "")):
            return index
    return None


def _same(one: str, other: str) -> bool:
    letters = (re.sub(r"\W+", "", fold(title)) for title in (one, other))
    first, second = letters
    return bool(first) and first == second
