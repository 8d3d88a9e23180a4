"""Texts made of articles: laws, decrees, circulars, and the regulations attached to decisions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.numbers import fold
from corpus.provisions import Level, Path, Step
from ingest.portions import quoted_blocks, split_portions
from ingest.structure.closing import closing_start
from ingest.structure.headings import (
    ArticleHeading,
    ContainerHeading,
    article_candidates,
    article_chain,
    container_heading,
    mend_misread,
)
from ingest.structure.units import Unit

_ORDER = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION)
#: Lines between a container's heading and what follows it: its title, rarely a note.
_CONTAINER_LINES = 6
_TAIL = re.compile(r"^\W*(?:Điều|Quy định|Các quy định)\s+(?:khoản\s+)?chuyển tiếp\b.*\bLuật\b.*:?$", re.IGNORECASE)
_LONGEST_HEADING = 300
_FULL_SENTENCE = 100


def quoted_lines(lines: Sequence[str]) -> list[bool]:
    """For every line, whether it stands in the quoted words of another text (the new wording in an amending law)."""
    blocks = quoted_blocks("\n".join(lines))
    starts = [start for start, _ in blocks]
    inside, offset = [], 0
    for line in lines:
        block = bisect_right(starts, offset) - 1
        inside.append(block >= 0 and offset < blocks[block][1])
        offset += len(line) + 1
    return inside


def article_units(lines: Sequence[str], *, under: Path = ()) -> tuple[list[Unit], list[str]] | None:
    """The units of a text made of articles, and warnings; None if it has none.

    Lines before the first heading are the preamble, those from the adoption sentence or the signatures on the closing. An
    article whose number is out of turn stays in the text of the article before it, except a repeated article or what other
    laws left behind the last one: these are kept as loose units.
    """
    quoted = quoted_lines(lines)
    candidates = article_candidates(lines, quoted)
    chain = article_chain(candidates)
    if not chain:
        return None
    chain, warnings = mend_misread(chain, candidates)
    closing = closing_start(lines, chain[-1].line + 1)
    loose_at = _loose_starts(lines, candidates, chain, quoted, closing, warnings)
    containers = _containers(lines, quoted, {h.line for h in chain}, closing)

    heads: list[tuple[int, ArticleHeading | ContainerHeading | None]] = [
        *((h.line, h) for h in chain),
        *((_instalment_start(lines, c.line), c) for c in containers),
        *((line, None) for line in loose_at),
    ]
    heads.sort(key=lambda head: head[0])
    units: list[Unit] = []
    if heads[0][0] > 0:
        units.append(Unit((*under, Step(Level.PREAMBLE)), 0, heads[0][0]))
    stack: Path = ()
    loose = 0
    for i, (start, head) in enumerate(heads):
        end = heads[i + 1][0] if i + 1 < len(heads) else closing
        if isinstance(head, ContainerHeading):
            # A gazette that prints a law in instalments repeats the part and section it goes on with.
            goes_on = head.step in stack
            path = stack[: stack.index(head.step) + 1] if goes_on else (*_above(stack, head.step.level), head.step)
            stack = stack if goes_on else path
            units.append(
                Unit((*under, *path), start, end, _container_title(head, lines[head.line + 1 : end]), path[:-1])
            )
        elif isinstance(head, ArticleHeading):
            path = (*under, Step(Level.ARTICLE, head.label))
            text = "\n".join(lines[start:end])
            heading = article_title(head.title, lines[start + 1 : end])
            units.append(Unit(path, start, end, heading, stack, split_portions(text)))
        else:
            loose += 1
            heading = lines[start].strip(" *_#>:")[:_LONGEST_HEADING]
            text = "\n".join(lines[start:end])
            units.append(Unit((*under, Step(Level.LOOSE, str(loose))), start, end, heading, (), split_portions(text)))
    if closing < len(lines):
        units.append(Unit((*under, Step(Level.CLOSING)), closing, len(lines)))
    warnings.extend(_gaps(chain))
    return units, warnings


def counts_articles(lines: Sequence[str]) -> bool:
    """Whether full headings of articles count 1, 2, 3 in the text, as those of a regulation do and references at a line's start do
    not."""
    chain = article_chain(article_candidates(lines, quoted_lines(lines)))
    return [(head.number, head.score >= 1) for head in chain[:3]] == [(1, True), (2, True), (3, True)]


def article_title(title: str, following: Sequence[str]) -> str:
    """An article's heading: what follows its number, or the next line; "" where the article begins with its rule at once."""
    rest = [line.strip() for line in following if line.strip()]
    title = title.strip()
    if not title:
        if (
            len(rest) > 1
            and len(rest[0]) <= _LONGEST_HEADING
            and not re.match(r"\d|[a-zđ]\)|-", rest[0])
            and rest[0][-1] not in ".;:,"
        ):
            return rest[0].strip("*_ ")
        return ""
    while rest and rest[0][0].islower() and not re.match(r"[a-zđ]{1,2}\)", rest[0]) and title[-1] not in ".;:":
        title = f"{title} {rest.pop(0)}"  # a heading broken over two lines
    if not rest or len(title) > _LONGEST_HEADING or re.match(r"\d{1,2}[.)]\s", title):
        return ""
    if title[-1] in ".;" and len(title) > _FULL_SENTENCE:
        return ""
    return title.rstrip(" .:*_")


def _container_title(head: ContainerHeading, following: Sequence[str]) -> str:
    lines = [head.title, *(line.strip(" *_#>") for line in following)]
    if len(lines) > 1 and head.title and lines[1].endswith(head.title):
        lines.pop(1)  # the number stood on the title's line
    return " ".join(filter(None, lines))


def _instalment_start(lines: Sequence[str], container: int) -> int:
    """The first line of the head that a gazette prints above a law's next instalment, else the container's own line."""
    for i in range(container - 1, max(container - _CONTAINER_LINES, -1), -1):
        if lines[i].strip() == "PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT":
            return i
    return container


def _above(stack: Path, level: Level) -> Path:
    return tuple(step for step in stack if _ORDER.index(step.level) < _ORDER.index(level))


def _containers(
    lines: Sequence[str], quoted: Sequence[bool], articles: set[int], closing: int
) -> list[ContainerHeading]:
    """Container headings that lead, within a few lines, to an article or to a smaller container."""
    found: list[ContainerHeading] = []
    anchors = set(articles)
    for i in range(closing - 1, -1, -1):
        if quoted[i] or i in articles:
            continue
        heading = container_heading(lines, i)
        if heading and any(j in anchors for j in range(i + 1, i + 1 + _CONTAINER_LINES)):
            found.append(heading)
            anchors.add(i)
    found.reverse()
    # A heading written twice in a row (Markdown title and text) is one.
    return [
        c
        for k, c in enumerate(found)
        if not (k and c.step == found[k - 1].step and not _between(articles, found[k - 1], c))
    ]


def _between(articles: set[int], first: ContainerHeading, second: ContainerHeading) -> bool:
    return any(first.line < line < second.line for line in articles)


def _loose_starts(
    lines: Sequence[str],
    candidates: Sequence[ArticleHeading],
    chain: Sequence[ArticleHeading],
    quoted: Sequence[bool],
    closing: int,
    warnings: list[str],
) -> list[int]:
    """Lines that begin text which is no article of this document: a repeated article, transitional rules of amending laws."""
    chosen = {h.label: h for h in chain}
    starts = []
    for heading in candidates:
        if heading.score < 1 or not heading.title or chain[0].line > heading.line or heading.line >= closing:
            continue
        kept = chosen.get(heading.label)
        if kept is heading:
            continue
        repeated = kept is not None and fold(kept.title)[:40] == fold(heading.title)[:40]
        behind = heading.line > chain[-1].line and heading.number <= chain[-1].number and heading.title[0].isupper()
        if repeated or behind:
            starts.append(heading.line)
            warnings.append(
                f"Điều {heading.label} đứng hai lần hoặc sai chỗ; bản đứng ngoài thứ tự được giữ thành đoạn riêng, hãy xem lại tệp gốc"
            )
    for i in range(chain[-1].line + 1, closing):
        if not quoted[i] and _TAIL.match(lines[i]) and i not in starts:
            starts.append(i)
    return sorted(starts)


def _gaps(chain: Sequence[ArticleHeading]) -> list[str]:
    missing: list[str] = []
    previous = 0
    for heading in chain:
        missing.extend(str(n) for n in range(previous + 1, heading.number))
        previous = heading.number
    if not missing:
        return []
    shown = ", ".join(missing[:12]) + (", …" if len(missing) > 12 else "")
    return [f"không thấy Điều {shown}: tệp có thể là bản trích hoặc mất tiêu đề; hãy so với bản gốc"]
