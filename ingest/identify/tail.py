"""The tail of a document: day of adoption, signers, recipients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.identify.dates import Day, find_days
from ingest.identify.head import find_number
from ingest.structure.closing import closing_start, is_adoption, is_recipients, is_signature

_ARTICLE = re.compile(r"^[\s#*_>]*Điều\s*\d+", re.IGNORECASE)
_ITEM = re.compile(r"^[\s#*_>]*(?:[IVX]{1,5}\.\s|\d{1,2}[.)]\s|[a-zđ]\)\s)")
_COPY = re.compile(r"SAO Y|Số\s*:?\s*\d+/SY")
_RANK = re.compile(r"^(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|GS\.?|PGS\.?|TS\.?|BS\.?)[\s.,]*", re.IGNORECASE)
_SIGNED = re.compile(r"\(?\s*[Đđ]ã\s+k[ýí]\s*\)?\s*:?|\(\s*[Kk][ýí]\s*\)|Epas\s*:\s*\d+")
#: Lines between an office and the name under it: "(đã ký)", a stamp's number.
_NAME_WITHIN = 5
_NOT_NAMES = {"Nơi", "Nhận", "Hà", "Bộ", "Ban", "Văn", "Phòng", "Kính", "Độc", "Tổng", "Cục"}


@dataclass(frozen=True)
class Tail:
    """What the lines behind the last article tell."""

    adopted: Day | None = None
    signers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    number: str = ""
    day: Day | None = None
    lines: tuple[str, ...] = ()


def read_tail(lines: Sequence[str]) -> Tail:
    """Read the closing of the document's own text (without attachments)."""
    # Footnotes of a consolidated text are numbered too and stand behind its signatures, so articles count first.
    numbered = _ARTICLE if any(_ARTICLE.match(line) for line in lines) else _ITEM
    last = max((i for i, line in enumerate(lines) if numbered.match(line)), default=0)
    start = closing_start(lines, min(last + 1, len(lines)))
    closing = list(lines[start:])
    adopted: Day | None = None
    for line in closing:
        if is_adoption(line):
            days = find_days(line[line.find("thông qua") :])
            adopted = days[0] if days else None
            break
    copy = next((i for i, line in enumerate(closing) if _COPY.search(line)), len(closing))
    closing = closing[:copy]
    number, _ = find_number(closing)
    dated = [days[0] for line in closing if ", ngày" in line for days in [find_days(line)] if days]
    return Tail(
        adopted=adopted,
        signers=_signers(closing),
        recipients=_recipients(closing),
        number=number,
        day=dated[0] if dated else None,
        lines=tuple(closing),
    )


def _signers(closing: Sequence[str]) -> tuple[str, ...]:
    """Names under the offices; where the columns of a page were read one after the other, a name that ends the text."""
    names: list[str] = []
    office = -_NAME_WITHIN
    for i, line in enumerate(closing):
        if line.lstrip().startswith(("-", "+")) or is_adoption(line) or is_recipients(line):
            continue
        name, after_office = _name(line)
        if is_signature(line) or after_office:
            office = i
        if name and i - office < _NAME_WITHIN:
            names.append(name)
    if not names and closing:
        last, _ = _name(closing[-1])
        names = [last] if last else []
    return tuple(dict.fromkeys(names))


def _name(line: str) -> tuple[str, bool]:
    """The name a line holds ("" if none: two to five words with capital initials), and whether an office or rank precedes it."""
    words = _SIGNED.sub(" ", line).strip(" *_.,:").split()
    count = len(words)
    while words and (words[0].isupper() or words[0] in "-–"):
        words.pop(0)
    name = _RANK.sub("", " ".join(words)).strip()
    parts = name.split()
    fits = 2 <= len(parts) <= 5 and parts[0] not in _NOT_NAMES
    fits = fits and all(p.isalpha() and p[0].isupper() and p[1:].islower() for p in parts)
    return (name if fits else ""), len(parts) < count


def _recipients(closing: Sequence[str]) -> tuple[str, ...]:
    start = next((i for i, line in enumerate(closing) if is_recipients(line)), None)
    if start is None:
        return ()
    found: list[str] = []
    for line in closing[start + 1 :]:
        text = line.strip()
        if not text.startswith(("-", "+", "–")):
            if found:
                break
            continue
        found.append(text.strip("-+– ;.,"))
    return tuple(found)
