"""Documents as texts name them: "Thông tư số 43/2021/TT- BCA", "TT 43/2021", "Bộ luật Hình sự năm 2015", "BLHS", "Nghị định này"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.names import NUMBER_CODES, Names, is_bare, single_word_abbreviations, words_of
from corpus.numbers import LOOK_ALIKES, fold

_COMBINED = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")
_LOOK_ALIKE_LETTERS = frozenset(map(chr, LOOK_ALIKES))


class View:
    """A text as the scanner sees it: NFC, look-alike letters mended, with the way back to the offsets of the given text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None
        if not unicodedata.is_normalized("NFC", text) and _COMBINED.search(text):
            text = self._compose(text)
        # replace() runs only for the letters that are there: translate() would walk every character of long texts
        for letter in _LOOK_ALIKE_LETTERS & set(text):
            text = text.replace(letter, LOOK_ALIKES[ord(letter)])
        self.shown = text
        low = self.shown.lower()
        # A few capitals (İ) grow when lowered; they would shift every offset after them.
        self.low = low if len(low) == len(self.shown) else "".join(c.lower()[:1] or c for c in self.shown)

    def _compose(self, text: str) -> str:
        """The text in NFC; remembers where each of its characters begins in the given one."""
        pieces: list[str] = []
        starts: list[int] = []
        done = 0
        for found in _COMBINED.finditer(text):
            piece = unicodedata.normalize("NFC", found[0])
            pieces += (text[done : found.start()], piece)
            starts.extend(range(done, found.start()))
            starts.extend([found.start()] * len(piece))
            done = found.end()
        pieces.append(text[done:])
        starts.extend(range(done, len(text) + 1))
        self._starts = starts
        return "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the given text."""
        if self._starts is None:
            return start, end
        return self._starts[start], self._starts[end]


@dataclass(frozen=True)
class DocumentWords:
    """A document as a text names it. ``number``: the one it is, or None; ``this``: the folded kind of "Luật này"."""

    written: str
    number: str | None = None
    this: str = ""
    alone: bool = False  # certain enough to be a citation without an article


_DOCUMENT_KINDS = (
    "bộ luật|luật|pháp lệnh|hiến pháp|thông tư liên tịch|thông tư|nghị quyết liên tịch|nghị quyết|nghị định thư|nghị định|quyết định"
    "|chỉ thị|kế hoạch|công văn|công điện|thông báo|hướng dẫn|chương trình|văn bản hợp nhất|văn bản|sắc lệnh|lệnh|báo cáo|kết luận"
    "|quy chế|quy định|điều lệ|quy trình|nội quy|công ước|hiệp định|hiệp ước|hợp đồng|đề án|tiêu chuẩn|quy chuẩn|danh mục|thỏa thuận"
)
SHORT_KINDS = "ttlt tt nqlt nq nđ nd qđ qd ct kh cv vbhn".split()
_BARE_KINDS = "|".join(k for k in map(fold, _DOCUMENT_KINDS.split("|")))
KIND = re.compile(
    rf"(?P<kind>{_DOCUMENT_KINDS}|(?:{_BARE_KINDS})|(?P<code>{'|'.join(SHORT_KINDS)})(?=[\s.:]*(?:số|so)?[\s.:]*\d))(?!\w)"
)
_NUMBER_MARK = re.compile(r"[\s,]*\(?(?:số|so)?[\s:.]*\[?(?=\d)")
_PART = r"(?:TTg|[A-ZĐƯ&][A-ZĐƯ&]*\d{0,3})"
_NUMBER = re.compile(
    r"\d{1,5}[a-zđA-ZĐ]?\s?(?:/\s?(?:19|20)\d{2}\s?)?[/–-]\s?"
    rf"(?P<code>{_PART})(?:(?:[-/–]|\s[-/–]|[-/–]\s(?={_PART}(?![a-zà-ỹ])))(?:{_PART}))*"
)
_LOW_NUMBER = re.compile(r"\d{1,5}[a-zđ]?(?:/(?:19|20)\d{2})?[/-](?P<code>[a-zđ]+)\d{0,3}(?:[-/][a-zđ]+\d{0,3})*(?!\w)")
_SHORT = re.compile(r"(\d{1,4}[a-zđ]?)\s?/\s?((?:19|20)\d{2})(?!\d|\w|/\s?[\wđ])")
_TITLED = re.compile(
    r"(?:[ ,]+(?!(?:số|điều|khoản|điểm|luật|nghị|thông|pháp|quyết|bộ|ngày|của)\b)[^\W\d]+){1,16}[ ,]+\(?số[\s:]+(?=\d)"
)
_AMENDING = re.compile(
    r"\s+(?:sửa đổi|sua doi)(?:\s*,\s*(?:bổ sung|bo sung))?"
    r"(?:\s+(?:một số|mot so))?(?:\s+(?:điều|dieu|nội dung))?(?:\s+(?:của|cua))?\s+"
    r"(?:các\s+)?"
)
_EDITION = re.compile(
    r"\s+\(?(?:(?:năm|nam)\s+)?((?:19|20)\d{2})(?![\w/])\)?|,?\s+ngày\s+\d{1,2}\s*(?:tháng\s*|/)\d{1,2}\s*(?:năm\s*|/)((?:19|20)\d{2})(?!\w)"
)
_WORD = re.compile(r"\w+")
_GLUED_WORD = re.compile(r"(\w{2,})(?:và|thì|ngày|được|của|này|về|quy)$")
_STOPS = frozenset(
    "quy và thì được có là phải cho về theo khi nếu do bởi hoặc tại này ngày năm để đã không bao của trên nêu".split()
)
_LEVEL_WORD = re.compile(r"(?:điều|khoản|điểm|mục|chương|dieu|khoan|diem)$")
_LAWS = ("bo luat", "luat", "phap lenh", "hien phap")
#: "pháp luật trẻ em", "kỷ luật …": these words before "luật" make it no law's name.
_NOT_LAW = re.compile(r"(?:pháp|phap|kỷ|quy|trọng|tính|ngành|học|dự án|dự thảo)\s$")

ABBREVIATION = "|".join(map(re.escape, single_word_abbreviations()))
_ABBREVIATED = re.compile(rf"(?:{ABBREVIATION})(?!\w)")


_folded = lru_cache(maxsize=4096)(fold)  # the same few kind words and codes, over and over


class DocumentReader:
    """Reads the document named at a place of one text."""

    def __init__(self, view: View, names: Names, on: date | None) -> None:
        self.view = view
        self.names = names
        self.on = on
        self.accented = not is_bare(view.text)

    def read(self, at: int, attached: bool = False) -> tuple[int, DocumentWords] | None:
        """The document named at a place: (end, words). ``attached``: an article stands before it, so loose names count too."""
        low = self.view.low
        kind = KIND.match(low, at)
        if not kind:
            number = self._number(at, need_code=True)
            if number:
                end, value = number
                return end, DocumentWords(self._written(at, end), value, alone=True)
            found = _ABBREVIATED.match(low, at)
            return self._edition(at, found.end()) if found else None
        word = _folded(kind["kind"])
        this = re.compile(r"\s+này(?!\w)" if self.accented else r"\s+n(?:à|a)y(?!\w)").match(low, kind.end())
        if this:
            return this.end(), DocumentWords(self._written(at, this.end()), this=word, alone=True)
        mark = _NUMBER_MARK.match(low, kind.end())
        if mark:
            numbered = self._numbered(at, mark.end(), word)
            if numbered:
                return numbered
            if word not in _LAWS:
                return (kind.end(), DocumentWords(self._written(at, kind.end()))) if attached else None
        if word in _LAWS:
            if _NOT_LAW.search(low, max(0, at - 12), at) and not attached:
                return None
            law = self._law(at, kind.end(), word)
            if law and (attached or law[1].alone):
                return law
        if attached and not kind["code"]:
            return self._unknown(at, kind.end())
        return None

    def _numbered(self, at: int, place: int, word: str) -> tuple[int, DocumentWords] | None:
        """A kind word followed by a full or a short number."""
        number = self._number(place)
        if number:
            end, value = number
            return end, DocumentWords(self._written(at, end), value, alone=True)
        short = _SHORT.match(self.view.low, place)
        if not short:
            return None
        value = self.names.resolve_short(word, short[1], int(short[2]))
        # "kế hoạch 02/2019" in running text is a month; a capital or a code means a document.
        sure = value is not None or self.view.shown[at].isupper()
        return short.end(), DocumentWords(self._written(at, short.end()), value, alone=sure)

    def _number(self, at: int, need_code: bool = False) -> tuple[int, str | None] | None:
        found = _NUMBER.match(self.view.shown, at) or _LOW_NUMBER.match(self.view.shown, at)
        if not found:
            return None
        code = re.sub(r"\d+$", "", _folded(found["code"]))
        if (need_code or found.re is _LOW_NUMBER) and code not in NUMBER_CODES:
            return None
        return found.end(), self.names.resolve_number(found[0])

    def _law(self, at: int, after: int, word: str) -> tuple[int, DocumentWords] | None:
        """A law by its title, with its number or the year of its edition if they follow."""
        low = self.view.low
        amending = _AMENDING.match(low, after)
        if amending:
            base = self.read(amending.end(), attached=True)
            if not base:
                return None
            end = base[0]
            return end, DocumentWords(
                self._written(at, end), self.names.resolve(self.view.shown[at:end], self.on), alone=True
            )
        titled = _TITLED.match(low, after)
        if titled:
            number = self._number(titled.end())
            if number and re.search(r"QH\d|UBTVQH|LCT|PL-|/L-?CTN", self.view.shown[titled.end() : number[0]]):
                end = number[0]
                return end, DocumentWords(
                    self._written(at, end), self.names.resolve(self.view.shown[at:end], self.on), alone=True
                )
        spans = [(m.start(), m.end()) for m in _WORD.finditer(low, at, min(len(low), at + 220))]
        words: list[str] = []
        for i, (start, end) in enumerate(spans):
            gap = low[spans[i - 1][1] : start] if i else ""
            if i and not re.fullmatch(r"[ \t]*[,-]?[ \t]*\n?[ \t]*", gap):
                break
            words.extend(words_of(low[start:end]))
        length = self.names.title_length(words)
        glued = _GLUED_WORD.match(words[length]) if 0 < length < len(words) else None
        glued = glued or next((g for w in words[1:12] if (g := _GLUED_WORD.match(w)) and not self.names.knows(w)), None)
        if glued:
            # "Luật Quản lý thuếvà Điều 21": cut the title at the word glued to it
            place = next(i for i, w in enumerate(words) if w == glued[0])
            whole = self.names.title_length([*words[:place], glued[1]])
            if whole == place + 1:
                return self._edition(at, spans[place][0] + len(glued[1]))
        if length < 1 or (length == 1 and word != "hien phap"):
            return None
        return self._edition(at, spans[length - 1][1])

    def _edition(self, at: int, end: int) -> tuple[int, DocumentWords]:
        """A title or abbreviation that ends at ``end``, and the year or number after it."""
        low, title = self.view.low, self.view.shown[at:end]
        mark = re.compile(r"[\s,]*\(?số[\s:]+(?=\d)").match(low, end)
        number = self._number(mark.end()) if mark else None
        if number:
            whole = self.view.shown[at : number[0]]
            return number[0], DocumentWords(
                self._written(at, number[0]), self.names.resolve(whole, self.on), alone=True
            )
        loose = self.names.is_loose(title)
        year = _EDITION.match(low, end)
        if year:
            stop = year.end()
            if low[year.start() : stop].count("(") != low[year.start() : stop].count(")"):
                year = None
        if year:
            value = self.names.resolve_title(title, int(year[1] or year[2]), self.on)
            return year.end(), DocumentWords(self._written(at, year.end()), value, alone=not loose)
        value = self.names.resolve_title(title, None, self.on)
        return end, DocumentWords(self._written(at, end), value, alone=not loose)

    def _unknown(self, at: int, after: int) -> tuple[int, DocumentWords]:
        """A document that no name at hand matches: its words up to where its title seems to end."""
        end = after
        for word in list(_WORD.finditer(self.view.low, after, min(len(self.view.low), after + 120)))[:8]:
            numbered = re.match(r"số\s+\d", self.view.low[word.start() : word.start() + 8])
            if (
                word[0] in _STOPS
                or word[0].isdigit()
                or numbered
                or _LEVEL_WORD.match(word[0])
                or self.view.low[end : word.start()].strip(" ")
            ):
                break
            end = word.end()
        year = _EDITION.match(self.view.low, end)
        end = year.end() if year else end
        return end, DocumentWords(self._written(at, end))

    def _written(self, start: int, end: int) -> str:
        first, last = self.view.span(start, end)
        return self.view.text[first:last]
