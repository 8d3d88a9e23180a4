"""Stage 3: what belongs to the sheet or the web page and not to the text.

Page numbers, running heads of the gazette, lines repeated at the edge of many pages, boxes of digital signatures, notes of portals,
rules under letterheads, footnotes of consolidated texts. Each kind has its own test; nothing else is taken.
"""

from __future__ import annotations

import re
from collections import Counter

from ingest.cleaning.draft import Draft, Removals, drop_lines, pages_of
from ingest.cleaning.footnotes import drop_footnotes

GAZETTE = "đầu trang Công báo"
PAGE_NUMBER = "số trang"
REPEATED = "đầu trang, chân trang lặp lại"
SIGNATURE = "khung chữ ký số"
PORTAL = "ghi chú của cổng thông tin"
RULE = "kẻ ngang"
ARRIVAL = "dấu công văn đến"

_GAZETTE = re.compile(
    r"^(?:\d{1,4}\s+)?CÔNG BÁO\s*/\s*Số\s*[\d\s+&,-]+\s*/\s*Ngày\s*\d{1,2}\s*-\s*\d{1,2}\s*-\s*\d{4}(?:\s+\d{1,4})?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[-–—\s.|]*(?:Trang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s.|]*$", re.IGNORECASE)
_RULE = re.compile(r"^[\W_]*[_=~*.–—─-]{3,}[\W_]*$")
_NOISE = re.compile(r"^[^\w“”\"]{1,6}$")
_SIGNATURE = re.compile(
    r"^(?:(?:Người ký|Ký bởi|Được ký bởi|Signed by|Digitally signed by)\s*:|(?:Thời gian ký|Ngày ký|Signing time|Date)\s*:\s*\d)",
    re.IGNORECASE,
)
_SIGNATURE_FIELD = re.compile(
    r"^(?:Người ký|Ký bởi|Được ký bởi|Email|Cơ quan|Tổ chức|Đơn vị|Chức vụ|Thời gian ký|Ngày ký|Giờ ký|Lý do|Vị trí|Reason"
    r"|Location|Date|DN|CN)"
    r"\s*[:=]|^\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}|^[\d:]{5,8}\s*[+-]\d{2}[:']?\d{2}",
    re.IGNORECASE,
)
_PORTAL = re.compile(
    r"^(?:Nguồn\s*:\s*Cổng thông tin.*|.*\bvbpl\.vn\s*[•|-]\s*ID\s*:?\s*\d+.*"
    r"|(?:Tải về|Tải xuống|Chia sẻ|Trang chủ|In trang|In bài viết|Gửi email|Bản in|Quay lại|Xem thêm|Đóng|Lên đầu trang)"
    r"(?:\s*[|•>»/-]?\s*(?:Tải về|Tải xuống|Chia sẻ|Trang chủ|In trang|In bài viết|Gửi email|Bản in"
    r"|Facebook|Twitter|Zalo|Email|Văn bản|Tin tức))*"
    r"|(?:Trang chủ\s*[>»/].*)|Lượt xem\s*:\s*\d+|Cỡ chữ.*|(?:Follow|Theo dõi) .{0,30}(?:Google News|Facebook|Zalo).*)$",
    re.IGNORECASE,
)
#: The office's arrival stamp, its dotted lines filled in by hand: "ĐẾN", "Ngày:..15..4..".
_ARRIVAL = re.compile(r"^(?:ĐẾN|CÔNG VĂN ĐẾN)\W*$|^(?:Ngày|Giờ)\s*[.:]\s*[.:].{0,25}$")
#: Heads that a form or an appendix rightly repeats on its first page.
_OWN_HEAD = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|^Độc lập|^(?:Mẫu|Biểu|Phụ lục|MẪU|BIỂU|PHỤ LỤC|Điều|Chương|Mục)\b|^[A-ZĐ]{2,}.*-{3,}"
)


def remove_furniture(lines: list[Draft], removed: Removals, *, paged: bool, portal: bool) -> list[Draft]:
    """The lines without furniture. ``paged``: the reader saw pages; ``portal``: it read a file or page that a portal made."""

    lines = _drop_gazette_heads(lines, removed)
    lines = drop_lines(lines, {i: RULE for i, line in enumerate(lines) if _RULE.match(line.text)}, removed)
    if paged:
        lines = _drop_page_numbers(lines, removed)
        lines = _drop_repeated(lines, removed)
        lines = drop_footnotes(lines, removed)
        lines = _drop_signature_boxes(lines, removed)
        lines = drop_lines(lines, {i: ARRIVAL for i, line in enumerate(lines) if _ARRIVAL.match(line.text)}, removed)
        lines = _drop_noise(lines, removed)
    if portal:
        notes = {i: PORTAL for i, line in enumerate(lines) if len(line.text) <= 120 and _PORTAL.match(line.text)}
        lines = drop_lines(lines, notes, removed)
    return lines


def _drop_gazette_heads(lines: list[Draft], removed: Removals) -> list[Draft]:
    """Running heads in either order; a page number on a line of its own beside one goes with it (texts made from PDF)."""
    drop: dict[int, str] = {}
    for i, line in enumerate(lines):
        if not _GAZETTE.match(line.text):
            continue
        drop[i] = GAZETTE
        if re.search(r"\d{4}$", line.text) and not re.match(r"\d{1,4}\s", line.text):
            for j in (i + 1, i - 1):
                if 0 <= j < len(lines) and j not in drop and _NUMBER.match(lines[j].text):
                    drop[j] = PAGE_NUMBER
                    break
        # The text after a head goes on from the page before, whatever blanks stood around the head.
        following = next((k for k in range(i + 1, len(lines)) if k not in drop), None)
        if following is not None:
            lines[following].opens_page = True
    return drop_lines(lines, drop, removed)


def _drop_page_numbers(lines: list[Draft], removed: Removals) -> list[Draft]:
    """A number alone on the first or last line of a page, if most such numbers keep the same distance to the page's own."""
    found: dict[int, int] = {}
    for page in pages_of(lines):
        for i in {page[0], page[-1]}:
            match = _NUMBER.match(lines[i].text)
            number = lines[i].page
            if match and number is not None:
                found[i] = int(match.group(1)) - number
    if not found:
        return lines
    distance, times = Counter(found.values()).most_common(1)[0]
    if times < 2 and distance:
        return lines  # one number that is not the page's own: a cell of a table, a mark of a note
    return drop_lines(lines, {i: PAGE_NUMBER for i, d in found.items() if d == distance}, removed)


def _drop_repeated(lines: list[Draft], removed: Removals) -> list[Draft]:
    """A line equal, but for a page number, at the same edge of at least half the pages (three or more): its repeats go.

    The first stays: a running head often repeats the title, and the text must keep one.
    """
    pages = pages_of(lines)
    drop: dict[int, str] = {}
    for edge in (0, -1):
        seen: dict[str, list[int]] = {}
        for page in pages:
            if len(page) > 2:
                key = re.sub(r"^\d{1,4}\s+|\s+\d{1,4}$", "", lines[page[edge]].text)
                if len(key) >= 4 and not _OWN_HEAD.search(key):
                    seen.setdefault(key, []).append(page[edge])
        for places in seen.values():
            if len(places) >= max(3, len(pages) / 2):
                drop.update(dict.fromkeys(places[1:], REPEATED))
    return drop_lines(lines, drop, removed)


def _drop_signature_boxes(lines: list[Draft], removed: Removals) -> list[Draft]:
    """The box a signing program prints on a page: its fields within four lines of "Người ký:", "Ký bởi:" or "Thời gian ký:"."""
    anchors = [i for i, line in enumerate(lines) if _SIGNATURE.match(line.text)]
    drop: dict[int, str] = {}
    for anchor in anchors:
        near = [i for i in range(anchor - 4, anchor + 5) if 0 <= i < len(lines) and lines[i].page == lines[anchor].page]
        fields = [i for i in near if _SIGNATURE_FIELD.match(lines[i].text)]
        # One field alone may be a form's own line ("Ngày ký: …"); two and more make a box.
        if len(fields) >= 2:
            drop.update(dict.fromkeys(fields, SIGNATURE))
    return drop_lines(lines, drop, removed)


def _drop_noise(lines: list[Draft], removed: Removals) -> list[Draft]:
    """Specks and strokes that a text layer or a recogniser gave as signs: lines without a letter or digit."""
    return drop_lines(lines, {i: RULE for i, line in enumerate(lines) if _NOISE.match(line.text)}, removed)
