"""The words of a record as the rest of this package reads them: clean lines joined in one text, cut into sentences.

Nothing is taken out but what prints as nothing, so an offset into the text is a place a person can find again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from more_itertools import split_before

from ingest.cleaning.characters import clean_characters
from ingest.cleaning.draft import Draft, split_lines
from ingest.cleaning.lines import join_lines, measure
from ingest.source import SourceText

#: Vietnamese letters by case, for character classes: ranges of Unicode mix the two.
UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper())
LOWER = "a-z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.islower())
#: Readers whose lines end where the sheet ends; the others give a paragraph a line.
_WRAPPED = {"pdf", "scan"}
# A point ends a sentence if a new one begins after it; not after initials ("N.T. Bình"), a title ("TP. Vinh") or an item's number.
_END = re.compile(
    rf"(?:(?<![A-ZĐ])(?<!\bTP)(?<!\bTX)(?<!\bsố)(?<!\s\d)(?<!\s\d\d)\.|[!?…])[\"”’)]*\s+(?=[\"“(-]?\s?[{UPPER}\d])|;\s+"
)
_LABEL = re.compile(rf"^[{UPPER}][^:.;,]{{1,40}}:")
#: A question or an answer of the minutes, and what the one who is heard says in the first person.
_ASKED = re.compile(r"^\s*[-+*]?\s*(?:Câu\s+)?(?:Hỏi|HỎI|Đáp|ĐÁP|Trả lời|TRẢ LỜI|H|Đ|TL)(?:\s+\S+){0,4}?\s*:")
_FIRST_PERSON = re.compile(rf"^[\"“-]?\s*(?:Cháu|Em|Con)\s+[{LOWER}]")
_GOES_ON = re.compile(r"^[\"“-]?\s*(?:Tôi|Chúng tôi|Cháu|Em|Con|Sau đó|Lúc đó|Rồi|Khi|Hôm)\b")
_ON_MINUTES = re.compile(r"biên bản|\bBB\b|quyền|ký tên|cùng ký|kết thúc", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """Words of a record exactly as in its text. ``page``: from 1, None where the format has no pages; ``offset``: in the text."""

    text: str
    page: int | None
    offset: int


@dataclass(frozen=True)
class Sentence:
    """A sentence, from ``start`` up to ``end``. ``testimony``: what was asked or said, not what the officers did."""

    start: int
    end: int
    testimony: bool


@dataclass(frozen=True)
class RecordText:
    """The clean text of a record. ``pages``: (offset, page) where each page begins; ``recognised``: pages read from a picture."""

    text: str
    pages: tuple[tuple[int, int | None], ...]
    recognised: frozenset[int | None] = frozenset()

    def passage(self, start: int, end: int) -> Passage:
        """The words from ``start`` up to ``end``, without the blanks at either side."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return Passage(words.strip(), self.page_at(start), start)

    def page_at(self, offset: int) -> int | None:
        """The page on which this character stands."""
        return self.pages[max(bisect_right([start for start, _ in self.pages], offset) - 1, 0)][1]

    def guessed_at(self, offset: int) -> bool:
        """Whether this character was recognised from a picture, so that accents may be lost."""
        return self.page_at(offset) in self.recognised

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order; none runs over the end of a line."""
        found: list[Sentence] = []
        start, inside = 0, False
        for line in self.text.split("\n"):
            asked = bool(_ASKED.match(line))
            inside = asked or (inside and bool(_GOES_ON.match(line)) and not _ON_MINUTES.search(line))
            cuts = [0, *(m.end() for m in _END.finditer(line)), len(line)]
            for left, right in pairwise(cuts):
                piece = line[left:right]
                if piece.strip():
                    said = inside or bool(_FIRST_PERSON.match(piece) and not _ON_MINUTES.search(piece))
                    found.append(Sentence(start + left, start + right, said))
            start += len(line) + 1
        return tuple(found)


def clean_text(source: SourceText) -> RecordText:
    """The text of a file as read, its lines cleaned and, where the sheet's width broke them, joined again."""
    drafts: list[Draft] = []
    for page in source.pages:
        for draft in split_lines(page):
            draft.text = clean_characters(draft.text)
            if draft.text:
                drafts.append(draft)
    if drafts and source.reader in _WRAPPED:
        layout = measure(drafts, paged=True)
        # "Người giám hộ: …" begins anew, however full the line above
        drafts = [
            d for group in split_before(drafts, lambda d: bool(_LABEL.match(d.text))) for d in join_lines(group, layout)
        ]
    starts: list[tuple[int, int | None]] = []
    offset = 0
    for draft in drafts:
        for place, page_number in ((0, draft.page), *draft.breaks):
            if not starts or starts[-1][1] != page_number:
                starts.append((offset + place, page_number))
        offset += len(draft.text) + 1
    recognised = frozenset(page.number for page in source.pages if page.method == "ocr")
    return RecordText("\n".join(draft.text for draft in drafts), tuple(starts) or ((0, None),), recognised)
