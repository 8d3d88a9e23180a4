"""Stage 5: lines that the layout broke become paragraphs again.

A line goes on in the next if the next begins in lower case, or if it ends no sentence, was as full as the sheet is wide, and the
next opens no unit. Where the source's lines are paragraphs already (DOCX, HTML, most text files), only the first of these is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.cleaning.draft import Draft
from ingest.cleaning.units import ARTICLE, CONTAINER, all_capitals, in_letterhead, opens_unit

_ENDED = re.compile(r"(?:[.;:!?…]|\./\.?)[\"”’')\]]*$")
#: Words that no paragraph ends with: what follows them belongs to them, however short the line.
_HANGING = re.compile(
    r"(?:,|\s[-–]|(?:^|\s)(?:của|và|hoặc|với|tại|theo|do|là|các|những|về|số|ngày|tháng|khoản|điểm|từ|đến|cho|bởi|được|bị|có|không|trong"
    r"|Điều|Bộ luật|Luật|Nghị định|Thông tư|Nghị quyết|Quyết định|VÀ|CỦA|VỀ|VỚI|TRONG|TẠI))$"
)
#: "khoản 2" or "Điều" before a line that begins with "3." or "Điều 4.": a citation broken in two, not a heading.
_CITING = re.compile(
    r"(?:(?:^|\s)(?:Điều|khoản|điểm|số|ngày|tháng|năm|mục|và|hoặc|tại|theo|của)(?:\s\d{1,3}[a-zđ]?)?|[a-zđ\d],)$"
)
_CODE_BREAK = re.compile(r"[A-ZĐƯ0-9]{2}[-–]$|\d/$|[A-ZĐ]/$")
_WORKS = re.compile(r"^(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định)\s+(?:số|sửa đổi|[A-ZĐ])")
#: Lines under which a title in capitals stands, over one line or more.
_TITLED = re.compile(
    rf"{CONTAINER.pattern}|^(?:LUẬT|BỘ LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ|THÔNG TƯ LIÊN TỊCH|KẾ HOẠCH|QUY CHẾ)$"
)
_CAPITALS_GO_ON = re.compile(r"^(?:VÀ|CỦA|VỀ|TRONG|ĐỐI VỚI|THUỘC|TẠI|CHO|VỚI|HOẶC)\s")


@dataclass(frozen=True)
class Layout:
    """How a file's lines were made: ``wrapped`` by a sheet's width, and that width in characters (of each page that has one)."""

    wrapped: bool
    width: int
    page_width: dict[int | None, int]

    def of(self, page: int | None) -> int:
        return self.page_width.get(page, self.width)


def measure(lines: list[Draft], *, paged: bool) -> Layout:
    """The layout of a file: wrapped if it has pages or if one line in twelve begins in the middle of a sentence."""
    long = sorted(len(line.text) for line in lines if len(line.text) > 40)
    width = long[int(len(long) * 0.9)] if long else 80
    inside = sum(1 for line in lines if line.text[0].islower() and not opens_unit(line.text))
    wrapped = (paged or inside * 12 >= len(lines)) and width <= 200
    pages: dict[int | None, list[int]] = {}
    for line in lines:
        if len(line.text) > 40:
            pages.setdefault(line.page, []).append(len(line.text))
    by_page: dict[int | None, int] = {
        p: sorted(ls)[int(len(ls) * 0.9)] for p, ls in pages.items() if p is not None and len(ls) >= 10
    }
    return Layout(wrapped, width, by_page)


def join_lines(lines: list[Draft], layout: Layout) -> list[Draft]:
    """Paragraphs, one a draft; where a page begins inside one, its ``breaks`` say so."""
    out: list[Draft] = []
    last: Draft | None = None  # the raw line at the end of the paragraph being built
    pieces = 0
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        glue = _glue(out, last, line, following, layout, pieces) if last else None
        if glue is None:
            out.append(replace(line))
            pieces = 1
        else:
            paragraph = out[-1]
            text = paragraph.text + glue
            if last and line.page != last.page and line.page is not None:
                paragraph.breaks += ((len(text), line.page),)
            paragraph.text = text + line.text
            pieces += 1
        last = line
    return out


def _glue(
    out: list[Draft], last: Draft, line: Draft, following: Draft | None, layout: Layout, pieces: int
) -> str | None:
    """What stands between the last paragraph and the line if the line continues it ("" or a blank); None if it does not."""
    before, text = out[-1].text, line.text
    if " | " in text or " | " in before or before.endswith("./."):
        return None
    if _CODE_BREAK.search(before) and re.match(r"[A-ZĐƯ\d]", text) and not opens_unit(text):
        return ""
    ended = bool(_ENDED.search(before))
    if opens_unit(text):
        return " " if not ended and _continues_citation(before, last, line, layout) else None
    if in_letterhead(text) or (in_letterhead(before) and not text[0].islower()):
        return None
    gap = line.gap and not line.opens_page
    if text[0].islower() or text[0] in ",;.)":
        return _glue_lower(before, last, gap, ended, layout)
    if not layout.wrapped or (ended and not _next_legal_basis(before, text)):
        return None
    if all_capitals(before) and all_capitals(text):
        titled = len(out) > 1 and bool(_TITLED.match(out[-2].text)) and not _TITLED.match(before) and not gap
        return " " if titled or _HANGING.search(before) or _CAPITALS_GO_ON.match(text) else None
    if all_capitals(before) or (all_capitals(text) and len(text.split()) > 2):
        return None
    if _HANGING.search(before):
        return " "
    if gap:
        return None
    if before.startswith("V/v"):
        return " "  # the subject of a letter stands in a column of its own, narrower than the sheet
    if ARTICLE.match(before) and not _ENDED.search(text) and (following is None or opens_unit(following.text)):
        return " "  # neither has a full stop and a unit follows: both lines are the article's title
    return " " if _was_full(last, text, layout, _share(before, pieces)) else None


def _glue_lower(before: str, last: Draft, gap: bool, ended: bool, layout: Layout) -> str | None:
    """A line in lower case: the middle of a sentence, unless what stands before is a heading or a finished item."""
    if all_capitals(before) and not _HANGING.search(before):
        return None
    if not ended:
        return " "
    # "khoản 1 Điều 3;" at the end of a full line goes on with "điểm b khoản 2 …".
    full = layout.wrapped and not gap and len(last.text) >= 0.8 * layout.of(last.page)
    return " " if full else None


def _continues_citation(before: str, last: Draft, line: Draft, layout: Layout) -> bool:
    """Whether a line that looks like a unit is the rest of a citation or of a name with a dash."""
    if line.gap and not line.opens_page:
        return False
    if line.text.startswith(("- ", "– ")):
        broken_name = bool(re.search(r"Lao động$", before)) and line.text[2:].startswith("Thương binh")
        lower = line.text[2:3].islower() and layout.wrapped and _was_full(last, line.text[2:], layout, 0.9)
        return broken_name or lower
    if re.match(r"[\"“(]|(?:Phụ lục|PHỤ LỤC|Mẫu số|Biểu số)\b", line.text):
        return layout.wrapped and bool(_HANGING.search(before)) and _was_full(last, line.text, layout, 0.8)
    return layout.wrapped and bool(_CITING.search(before)) and _was_full(last, line.text, layout, 0.75)


def _next_legal_basis(before: str, text: str) -> bool:
    """A legal basis that names a second work after a semicolon: "Căn cứ Luật A; Luật sửa đổi …"."""
    return before.startswith("Căn cứ") and before.endswith(";") and bool(_WORKS.match(text))


def _share(before: str, pieces: int) -> float:
    """How full a line must have been to go on: headings end anywhere and have no full stop, so theirs must be fuller."""
    return 0.93 if ARTICLE.match(before) and pieces <= 3 else 0.8


def _was_full(last: Draft, text: str, layout: Layout, share: float) -> bool:
    """Whether the next word would not have fitted on the line, by ``share`` of the sheet's width."""
    word = text.split(maxsplit=1)[0]
    return len(last.text) + 1 + len(word) > share * layout.of(last.page)
