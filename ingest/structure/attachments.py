"""Attachments: appendices, and the regulations, rules and plans that a decision or circular issues with itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.provisions import Level, Path, Step

_APPENDIX = re.compile(
    r"^[\s#*_]*(?:PHỤ LỤC|Phụ lục)(?:\s+SỐ)?(?:\s+(?P<label>[IVX]{1,6}|\d{1,3}|[A-H])\b)?(?P<rest>.*)$"
)
_ATTACHED = re.compile(
    r"^[\s#*_]*(?P<kind>QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|QUY TRÌNH|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|CHIẾN LƯỢC|HƯỚNG DẪN|DANH MỤC|MẪU|"
    r"BỘ CHỈ TIÊU[^.;]*|HỆ THỐNG CHỈ TIÊU[^.;]*)[\s*_:]*$"
)
_WITH = re.compile(
    r"kèm theo\s+(?:Quyết định|Thông tư|Nghị định|Nghị quyết|Công văn|Kế hoạch|Luật|Pháp lệnh)", re.IGNORECASE
)
#: How far below an attachment's name the words "kèm theo …" may stand, and how much of its head is its title.
_NEAR = 7
#: Letterhead above an attachment that belongs to it.
_LETTERHEAD = re.compile(r"^\W*(?:CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|Độc lập\s?[-–])", re.IGNORECASE)


@dataclass(frozen=True)
class Segment:
    """A run of lines that is one text: the document itself (empty path) or an attachment.

    ``appendix``: whether it is called an appendix, not a regulation. ``heading_lines``: lines of its head.
    """

    start: int
    end: int
    path: Path = ()
    title: str = ""
    appendix: bool = False
    heading_lines: int = 0


def segments(lines: Sequence[str]) -> list[Segment]:
    """The document and its attachments in order; together they are all lines."""
    starts: list[tuple[int, int, str, bool]] = []  # first line, line of the name, label, appendix
    first_article = next((i for i, line in enumerate(lines) if re.match(r"\W*Điều\s*1\b", line)), None)
    count = 0
    for i, line in enumerate(lines):
        # Before the first article only the plan's own title can stand; a text without articles has appendices at most.
        if first_article is not None and i < first_article:
            continue
        appendix = _appendix_match(lines, i)
        if appendix is not None:
            starts.append((i, i, appendix, True))
            continue
        match = _ATTACHED.match(line)
        if match and i > 0 and first_article is not None and _issued_with(lines, i):
            begin = i
            while begin > 0 and begin > i - 5 and (_LETTERHEAD.match(lines[begin - 1]) or _is_issuer(lines, begin - 1)):
                begin -= 1
            count += 1
            starts.append((begin, i, re.sub(r"\s+", "-", match["kind"].strip().lower()), False))
    if not starts:
        return [Segment(0, len(lines))]
    result = [Segment(0, starts[0][0])] if starts[0][0] > 0 else []
    for k, (begin, name, label, appendix_kind) in enumerate(starts):
        end = starts[k + 1][0] if k + 1 < len(starts) else len(lines)
        head = _head_end(lines, name, end)
        title = " ".join(t.strip(" *_#") for t in lines[name:head])
        result.append(Segment(begin, end, (Step(Level.APPENDIX, label),), title[:300], appendix_kind, head - begin))
    return result


def _appendix_match(lines: Sequence[str], i: int) -> str | None:
    """The label of the appendix that line ``i`` heads ("I", "" if it has none), or None if it heads none."""
    match = _APPENDIX.match(lines[i])
    if not match:
        return None
    rest = match["rest"].strip(" .:*_-–")
    capitals = lines[i].lstrip(" #*_").startswith("PHỤ LỤC")
    if rest and not (capitals and rest.upper() == rest) and not rest.startswith("("):
        return None
    if not capitals and not _issued_with(lines, i):
        return None
    return match["label"] or ""


def _issued_with(lines: Sequence[str], i: int) -> bool:
    return any(
        (_WITH.search(line) and line.lstrip(" *_")[:1] in "(BKbkI")
        or "(Ban hành kèm theo" in line
        or "(Kèm theo" in line
        for line in lines[i : i + _NEAR]
    )


def _is_issuer(lines: Sequence[str], i: int) -> bool:
    """A letterhead line above a name: capitals, no sentence, and the motto stands next to it."""
    text = lines[i].strip(" *_#")
    return text.isupper() and len(text) < 80 and any(_LETTERHEAD.match(line) for line in lines[i : i + 4])


def _head_end(lines: Sequence[str], name: int, end: int) -> int:
    """The line behind an attachment's head: its name, its title in capitals, the bracket that says what it was issued with."""
    last = name
    for i in range(name + 1, min(name + _NEAR, end)):
        text = lines[i].strip(" *_#")
        if _WITH.search(text) or text.isupper():
            last = i
            if _WITH.search(text) and ")" in text:
                break
    return last + 1
