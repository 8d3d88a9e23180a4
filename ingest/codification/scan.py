"""Split one subject (đề mục) of the national codification, as Markdown, into its codified articles.

A subject runs from "## VĂN BẢN" to "## Danh sách điều khoản" (an index of bare headings, which repeats the body and is left
out). Each codified article is a heading with its codified number, a source line in brackets, the words, and perhaps a line
of related articles. Headings may be glued to the paragraph before, run over two lines, or have no title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from ingest.cleaning.characters import clean_characters, decode_entities
from ingest.source import Removed

BODY_MARK = "## VĂN BẢN"
INDEX_MARK = "## Danh sách điều khoản"

_CODE = r"\d+\.\d+\.[A-ZĐ]{2}(?:\.[0-9IVXLA-D]+[a-zđ]*)+"
_HEADING = re.compile(rf"(?P<word>Điều|Mục|Phần)\s+(?P<code>{_CODE})\.?(?!\w)[^\S\n]*")
_RELATED = re.compile(r"\([\s*_]*(?:Điều|Mục|Phần|Khoản|Chương|Nội dung)?[^()\n;.]{0,24}có nội dung liên quan\b")
_RELATED_END = re.compile(rf"\)[^\S\n]*[*_)\]]*[^\S\n]*(?=\n|\Z|(?:\*\*)?Điều\s+{_CODE})")
_KIND_WORDS = r"Hiến pháp|Bộ [Ll]uật|Luật|Pháp lệnh|Sắc lệnh|Lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Thông báo|Công văn"
#: A source line opens with a bracket, a place (or none) and a kind of document.
_SOURCE = re.compile(
    rf"[\[(*_]*\([\s*_\[(]*(?:(?:(?:Điều|Mục|Phần|Khoản|Điểm|Chương|Tiết|Danh mục)\b[^()\n]{{0,80}}?|\d+[a-zđ]?)\s*)?"
    rf"(?:{_KIND_WORDS})\s"
)
_IN_FORCE = re.compile(r"hi[ệê][uụ][^\S\n]+lực")
_SOURCE_TAIL = re.compile(r"[^\S\n]*[*_)\]]*(?:\(https?://[^)\s]*\)?)?[*_)\]]*")
_DATE_AT_LINE_END = re.compile(r"ngày\s*\d{1,2}/\d{1,2}/\d{4}[*_\s]*$")

_STRUCTURE = re.compile(
    r"^(?:PHẦN|Phần)(?:\s+(?:THỨ|thứ))?\s+\S+|^(?:CHƯƠNG|Chương)\s+[IVXLC\d]+[A-Za-z]?\b|^(?:MỤC|Mục)\s+[IVXLC\d]+[a-z]?\b"
    r"|^(?:TIỂU MỤC|Tiểu mục)\s+[IVXLC\d]+\b"
)
_NOT_A_TITLE = re.compile(r"^(?:\d+[.)]|[a-zđ]\)|[-+•(“])")
_CLAUSE_START = re.compile(r"^\d+[.)]\s")
_CLAUSE_ONE = re.compile(r"\s1\.\s+(?=[A-ZĐÀ-Ỹ])")
_OF_THE_ARTICLE = re.compile(r"^\(\W*(?:Điều|Khoản|Điểm|Nội dung)?\s*(?!Chương|Mục|Phần|Tiểu)")
_SENTENCE_WORDS = 9  # a title of so many words that ends with a full stop is an untitled article's only sentence
_ATTACHMENT = re.compile(r"^[^\n]{1,220}\.(?:docx?|pdf|rar|zip|xlsx?|jpe?g|png|rtf|dwg)$", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\]\(((?:https?://|/|#)[^)\s]*)\)")
_STARS = re.compile(r"\*{2,}|(?<![^\W_])\*(?=\S)|(?<=\S)\*(?![^\W_])")


@dataclass(frozen=True)
class Entry:
    """One codified article as it stands in a subject. ``start``: offset of its heading in the text as read.

    ``source`` is "" where no source line was found; ``related`` holds the lines of related articles, whole.
    """

    word: str  # "Điều", or "Mục", "Phần" where the codified unit is called so
    code: str  # codified number without the closing dot: 37.7.TT.8.5
    title: str
    source: str
    paragraphs: tuple[str, ...]
    related: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    start: int = 0


@dataclass(frozen=True)
class Subject:
    """A subject split up.

    ``structure``: its own chapter lines, and what it says of whole chapters; ``loose``: other text before the first article.
    """

    title: str = ""
    last_edit: str = ""
    entries: tuple[Entry, ...] = ()
    structure: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()  # of the text before the first article
    warnings: tuple[str, ...] = ()


@dataclass
class _Parts:
    structure: list[str] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


def normalized(text: str) -> tuple[str, _Offsets]:
    """The text, each of its lines cleaned of what is wrong with its characters, and the way back to offsets in the text as given."""
    given = text.split("\n")
    clean = [_clean(line) for line in given]
    return "\n".join(clean), _Offsets.of(given, clean)


def _clean(line: str) -> str:
    return decode_entities(clean_characters(line))


@dataclass(frozen=True)
class _Offsets:
    """Lines as given and cleaned, and where each begins in its text."""

    given: list[str]
    clean: list[str]
    given_starts: list[int]
    clean_starts: list[int]

    @classmethod
    def of(cls, given: list[str], clean: list[str]) -> _Offsets:
        starts = [list(accumulate((len(line) + 1 for line in lines), initial=0)) for lines in (given, clean)]
        return cls(given, clean, starts[0], starts[1])

    def back(self, position: int) -> int:
        """The offset in the given text of the letter at ``position`` of the cleaned one."""
        index = bisect_right(self.clean_starts, position) - 1
        column, given, clean = position - self.clean_starts[index], self.given[index], self.clean[index]
        if given != clean:
            # The shortest beginning of the line that, cleaned, ends with the letter.
            wanted = clean[: column + 1]
            column = next((n for n in range(column, len(given)) if _clean(given[: n + 1]) == wanted), column)
        return self.given_starts[index] + column


def split_subject(text: str) -> Subject:
    """Split the Markdown of one subject, front matter included. Nothing between the two marks is lost.

    The letters and digits of the body are those of the title, the entries (their words, removed parts included), the
    structure lines and the loose text. Raises nothing: what cannot be read is kept and a warning (Vietnamese) says so.
    """
    clean, offsets = normalized(text)
    begin = clean.find(BODY_MARK)
    begin = begin + len(BODY_MARK) if begin >= 0 else _after_front_matter(clean)
    end = clean.find(INDEX_MARK, begin)
    body = clean[begin : end if end >= 0 else len(clean)]
    related = _related_spans(body)
    headings, related = _headings(body, related)
    parts = _Parts()
    entries: list[Entry] = []
    warnings: list[str] = []

    front = headings[0].start() if headings else len(body)
    preface = _lines(_without(body, 0, front, related, parts.structure, parts.removed), parts)
    title = preface[0].lstrip("# ").strip() if preface and preface[0].startswith("#") else ""
    preface = _take_structure(preface[1:] if title else preface, parts)
    for i, heading in enumerate(headings):
        stop = headings[i + 1].start() if i + 1 < len(headings) else len(body)
        entry = _entry(body, heading, stop, related, parts, offsets.back(begin + heading.start()))
        if not entry.source:
            warnings.append(
                f"Điều {entry.code}: không thấy dòng ghi nguồn văn bản; nội dung chưa gắn được với văn bản nào."
            )
        entries.append(entry)
    edited = re.search(r"^lastedit:\s*(\S+)", clean[:2000], re.MULTILINE)
    return Subject(
        title=title,
        last_edit=edited[1] if edited else "",
        entries=tuple(entries),
        structure=tuple(parts.structure),
        loose=tuple(preface),
        removed=tuple(parts.removed),
        warnings=tuple(warnings),
    )


def _after_front_matter(text: str) -> int:
    found = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return found.end() if found else 0


def _related_spans(body: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = 0
    while found := _RELATED.search(body, position):
        line_end = body.find("\n", found.end())
        line_end = line_end if line_end >= 0 else len(body)
        close = _RELATED_END.search(body, found.end())
        stop = close.end() if close else line_end
        # A list broken over lines goes on to its bracket, but never into the next article's source line.
        if stop > line_end and (_IN_FORCE.search(body, line_end, stop) or stop - line_end > 5000):
            stop = line_end
        spans.append((found.start(), stop))
        position = stop
    return spans


def _headings(body: str, related: list[tuple[int, int]]) -> tuple[list[re.Match[str]], list[tuple[int, int]]]:
    """Headings of codified articles, and the related spans widened over the broken lists that look like headings."""
    starts = [start for start, _ in related]
    candidates: list[re.Match[str]] = []
    for heading in _HEADING.finditer(body):
        index = bisect_right(starts, heading.start()) - 1
        if index < 0 or heading.start() >= related[index][1]:
            candidates.append(heading)
    headings: list[re.Match[str]] = []
    strays: list[re.Match[str]] = []
    for i, heading in enumerate(candidates):
        stop = candidates[i + 1].start() if i + 1 < len(candidates) else len(body)
        in_list = body[max(0, heading.start() - 20) : heading.start()].rstrip("* \n").endswith((";", ",", "đến"))
        stray = in_list and _source_span(body, heading.end(), stop)[0] < 0
        (strays if stray else headings).append(heading)
    bounds = [heading.start() for heading in headings]
    widened = [list(span) for span in related]
    for lost in strays:
        index = bisect_right(starts, lost.start()) - 1
        following = bisect_right(bounds, lost.start())
        if index < 0 or (following and bounds[following - 1] > starts[index]):
            continue
        stop = bounds[following] if following < len(bounds) else len(body)
        if lost.start() >= widened[index][1]:
            close = _RELATED_END.search(body, lost.end(), stop)
            line_end = body.find("\n", lost.end(), stop)
            widened[index][1] = close.end() if close else (line_end if line_end >= 0 else stop)
    return headings, [(start, end) for start, end in widened]


def _entry(
    body: str, heading: re.Match[str], stop: int, related: list[tuple[int, int]], parts: _Parts, start: int
) -> Entry:
    removed: list[Removed] = []
    source_start, source_end = _source_span(body, heading.end(), stop)
    rest = _Parts(parts.structure, removed)
    before: list[str] = []
    if source_start < 0:
        head, tail_start = body[heading.end() : stop].split("\n", 1)[0], heading.end()
        tail_start += len(head)
        titles = [_plain(head, removed)]
    else:
        titles, before = _title(body[heading.end() : source_start], removed)
        tail_start = source_end
    lists: list[str] = []
    words = _without(body, tail_start, stop, related, lists, removed)
    paragraphs = [*before, *_take_structure(_lines(words, rest), parts)]
    title, paragraphs = _split_title(" ".join(" ".join(titles).split()), paragraphs)
    # Lists that speak of the subject's chapter stand between two articles and belong to neither.
    parts.structure.extend(line for line in lists if not _OF_THE_ARTICLE.match(line))
    return Entry(
        word=heading["word"],
        code=heading["code"],
        title=title,
        source=" ".join(_plain(body[source_start:source_end], removed).split()) if source_start >= 0 else "",
        paragraphs=tuple(paragraphs),
        related=tuple(line for line in lists if _OF_THE_ARTICLE.match(line)),
        removed=tuple(removed),
        start=start,
    )


def _without(
    body: str, start: int, stop: int, spans: list[tuple[int, int]], cut: list[str], removed: list[Removed]
) -> str:
    """``body[start:stop]`` without the spans in it; the words of these go to ``cut``, a line each."""
    words: list[str] = []
    position = start
    for begin, end in spans[bisect_right(spans, (start, -1)) :]:
        if begin >= stop:
            break
        words.append(body[position:begin])
        cut.append(" ".join(_plain(body[begin:end], removed).split()))
        position = end
    words.append(body[position:stop])
    return "\n".join(words)


def _split_title(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    """A title apart from words of the article that the codification printed on its line."""
    if not paragraphs:
        sentence = title.endswith((".", ";", ":")) and len(title.split()) >= _SENTENCE_WORDS
        return ("", [title]) if sentence else (title, paragraphs)
    glued = _CLAUSE_ONE.search(title)
    if glued and paragraphs[0].startswith("2."):
        return title[: glued.start()], [title[glued.start() :].strip(), *paragraphs]
    return title, paragraphs


def _source_span(body: str, start: int, stop: int) -> tuple[int, int]:
    """Where the source line of an article stands, brackets and all; (-1, -1) if there is none."""
    for found in _SOURCE.finditer(body, start, stop):
        in_force = _IN_FORCE.search(body, found.end(), min(stop, found.end() + 3000))
        if not in_force:
            continue
        later = _SOURCE.search(body, found.end(), in_force.start())
        if later and ")" in body[found.end() : later.start()]:
            continue  # a title that cites a document in brackets stands before the source line
        depth = body.count("(", found.start(), found.end()) - body.count(")", found.start(), found.end())
        for mark in re.compile(r"[()\n]").finditer(body, found.end(), stop):
            if mark[0] == "(":
                depth += 1
            elif mark[0] == ")":
                depth -= 1
                if depth <= 0 and mark.start() > in_force.start():
                    tail = _SOURCE_TAIL.match(body, mark.end(), stop)
                    return found.start(), tail.end() if tail else mark.end()
            elif mark.start() > in_force.start() and _DATE_AT_LINE_END.search(body, found.start(), mark.start()):
                return found.start(), mark.start()
    return -1, -1


def _title(between: str, removed: list[Removed]) -> tuple[list[str], list[str]]:
    """Title lines and lines of the article's words, of what stands between a codified number and its source line."""
    lines = [_plain(line, removed).strip() for line in between.split("\n")]
    glued = lines.pop() if len(lines) > 1 else ""  # words on the source line itself, before its bracket
    titles = [line for line in lines if line]
    words = [glued] if glued else []
    for i, line in enumerate(titles[1:], start=1):
        if _CLAUSE_START.match(line):
            return titles[:i], titles[i:] + words
    return titles, words


def _lines(text: str, parts: _Parts) -> list[str]:
    lines: list[str] = []
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            continue
        line = _plain(line, parts.removed).strip()
        if _ATTACHMENT.match(line):
            parts.removed.append(Removed(line, None, "tên tệp đính kèm"))
        elif line:
            lines.append(line)
    return lines


def _plain(text: str, removed: list[Removed]) -> str:
    """Without links and emphasis; the addresses go to ``removed``.

    Not ``cleaning.strip_markup``: the codification has tables and formulas one cell a line, in which a first ">", "=" or "*" is a sign
    of its own and no mark, and its emphasis often opens before a blank ("2.* Tên*"), as Markdown's cannot.
    """
    if "](" in text:
        removed.extend(Removed(found[2], None, "địa chỉ liên kết") for found in _LINK.finditer(text))
        text = _LINK.sub(r"\1", text)
    return _STARS.sub("", text) if "*" in text else text


def _take_structure(lines: list[str], parts: _Parts) -> list[str]:
    """Cut the subject's chapter lines off the end of an article's words: they head the next article."""
    first = len(lines)
    for index in range(len(lines) - 1, max(-1, len(lines) - 13), -1):
        line = lines[index]
        if len(line) > 300 or _NOT_A_TITLE.match(line):
            break
        if _STRUCTURE.match(line):
            first = index
        elif first < index and not line.isupper():
            # Above a chapter line only another chapter's title may stand, and those are in capitals.
            break
    parts.structure.extend(lines[first:])
    return lines[:first]
