"""How a line of a Vietnamese legal text shows that a unit, a letterhead line or a heading begins: shared by several stages."""

from __future__ import annotations

import re

#: "Điều 12.", "Điều 217a.", "Điều 5:", and "Điều 5" alone on its line.
ARTICLE = re.compile(r"^[\"“]?(?:Điều|ĐIỀU)\s+(?P<number>\d{1,4})(?P<letter>[a-zđ]{0,2})(?:\s?[.:](?!\d)|$)")

CONTAINER = re.compile(
    r"^[\"“]?(?:(?:Phần|PHẦN)\s+(?:thứ|THỨ|[IVXLC\d]+\b)|(?:Chương|CHƯƠNG)\s+(?:[IVXLC]+|\d+)\b"
    r"|(?:Tiểu mục|TIỂU MỤC|Mục|MỤC)\s+(?:\d+|[IVXLC]+)\s*(?:[.:]|$|(?=[A-ZĐ])))"
)

#: Lines that open a unit below the article, or a unit of a plan.
_ITEM = re.compile(
    r"""^["“]?(?:
        \d{1,3}[a-zđ]?\.(?:\d{1,2})?(?:\s|$)      # 1.  12a.  18.2 (a footnote mark glued to the number)
      | \d{1,2}(?:\.\d{1,2})+[.)]?\s              # 1.2.  3.1.4
      | \d{1,2}\)\s                               # 1)
      | [a-zđ]\d?\s?\)                            # a)  đ)  a1)
      | \([a-zđ\d]{1,2}\)                         # (1)  (a)
      | [-–—+•●▪■□*]\s?\S                         # - + •
      | (?:[IVX]{1,5}|[A-EĐ])\.\s                 # I.  A.
    )""",
    re.VERBOSE,
)

_OPENING = re.compile(
    r"^(?:(?:Căn cứ|CĂN CỨ|Theo đề nghị|Xét đề nghị|Xét)\s|Nơi nhận\s*:|Kính gửi\s*:"
    r"|(?:Phụ lục|PHỤ LỤC|Mẫu số|MẪU SỐ|Biểu số|Biểu mẫu)\b|(?:QUYẾT ĐỊNH|NGHỊ QUYẾT|LUẬT|THÔNG TƯ)\s*:?$"
    r"|(?:TM|KT|TL|TUQ|Q)\.\s?[A-ZĐ]{2})"
)

_LETTERHEAD = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|^Độc lập\s*[-–]\s*Tự do|^(?:Luật\s+)?Số\s*:|^Luật số\s*:"
    r"|^\W*(?:[\w. ]{2,30}), ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b"
)


def opens_unit(line: str) -> bool:
    """Whether a part, article, clause, point, plan item, legal basis or appendix begins here."""
    return bool(ARTICLE.match(line) or CONTAINER.match(line) or _ITEM.match(line) or _OPENING.match(line))


def in_letterhead(line: str) -> bool:
    """Whether the line is one of a document's head: motto, number, place and day."""
    return bool(_LETTERHEAD.search(line))


def all_capitals(line: str) -> bool:
    """Whether the line is set in capitals, as titles and names of bodies are."""
    return line.isupper() and sum(c.isalpha() for c in line) >= 4
