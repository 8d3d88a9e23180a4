"""From the words of a text to the tokens of citations: "các điểm a, b khoản 2 Điều 150 BLHS" to POINT LABEL MORE LABEL CLAUSE ….

The scanner knows spelling (accents or none, "Đ150", "k.2", glued words, stray spaces in numbers, NFD); the grammar
``citation_grammar.lark`` knows order; ``citations.py`` knows which provision is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lark import Token

from corpus.citation_documents import ABBREVIATION, KIND, SHORT_KINDS, DocumentReader, View
from corpus.names import is_bare
from corpus.numbers import fold
from corpus.provisions import Level


@dataclass(frozen=True)
class LevelWord:
    """A word such as "các khoản": its level, whether it is plural, whether it is one of the short or unaccented spellings."""

    level: Level | str
    plural: bool = False
    short: bool = False
    bare: bool = False


DASH, SMALL_ITEM = "dash", "tiết"
#: The label of a point that cannot be told; what is cited is then only known as far as its clause.
DOUBTFUL = "?"

_NUMERIC = r"\d{1,3}(?:[a-zđ](?!\w)|(?=bl[a-z]{2}|luật|nghị|thông|điều|khoản|của|và|thì|này)|(?!\w))(?!\s?%|/\d|[.,]\d)"
_DOTTED = r"\d{1,2}(?:\.\d{1,2})+(?=,?\s+(?:mục|phần|phụ lục|chương)\s)"
_LETTER = r"(?:[a-zđ]\d?|dd)(?!\w)|\d{1,2}(?:\.\d{1,2})*(?![\w%/]|[.,]\d)"
_ROMAN = r"[ivxlc]+(?!\w)"
_ITEM = r"(?:[ivxlc]+|\d{1,2})(?:\.(?:\d{1,2}|[a-zđ])(?!\w)|\.?\(\d{1,2}\))*(?![\w(]|\.\d)"
_ORDINAL = r"thứ\s(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
_LABELS = {
    Level.ARTICLE: re.compile(_NUMERIC),
    Level.CLAUSE: re.compile(f"{_DOTTED}|{_NUMERIC}"),
    Level.POINT: re.compile(_LETTER),
    SMALL_ITEM: re.compile(r"\(\d{1,2}\)|" + _LETTER),
    DASH: re.compile(_ORDINAL + r"|(?:thứ\s)?\d{1,2}(?!\w)"),
    Level.ITEM: re.compile(_ITEM),
    Level.SUBSECTION: re.compile(rf"{_ROMAN}|\d{{1,2}}(?![\w/]|[.,]\d)"),
    Level.CHAPTER: re.compile(rf"{_ROMAN}|\d{{1,2}}(?![\w/]|[.,]\d)"),
    Level.PART: re.compile(rf"{_ORDINAL}|{_ROMAN}|\d{{1,2}}(?![\w/]|[.,]\d)|[a-hđ](?!\w)"),
    Level.APPENDIX: re.compile(rf"(?:{_ROMAN}|\d{{1,2}}|[a-hđ](?!\w))(?:[-.][a-zđ\d]{{1,2}}(?!\w))?[a-zđ]?(?![\w/])"),
}
_ORDINALS = {w: str(i) for i, w in enumerate("nhất hai ba tư năm sáu bảy tám chín mười".split(), 1)}

_WORDS: dict[Level | str, str] = {
    Level.ARTICLE: r"điều|dieu|[đd]\.?(?=\s?\d)",
    Level.CLAUSE: r"khoản|khỏan|khoan|k\.?(?=\s?\d)",
    Level.POINT: r"điểm|diem|[đd]\.(?=\s?[a-zđ]\b)|đ(?=\s[a-zđ]\s)",
    SMALL_ITEM: r"tiết|tiet",
    DASH: r"gạch đầu dòng|gach dau dong",
    Level.SUBSECTION: r"tiểu mục|tieu muc",
    Level.ITEM: r"mục|muc",
    Level.CHAPTER: r"chương|chuong",
    Level.PART: r"phần|phan",
    Level.APPENDIX: r"phụ lục|phu luc",
}
_GROUPS = {f"L{i}": level for i, level in enumerate(_WORDS)}
_LEVEL = re.compile(
    r"(?P<plural>(?:các|những|cac)\s+(?:(?:điều|khoản|điểm|mục|dieu|khoan|diem)\s+)?(?=\S))?"
    r"(?:(?:từ|tu)\s+)?"
    r"(?:" + "|".join(f"(?P<{g}>{_WORDS[level]})" for g, level in _GROUPS.items()) + r")"
    r"(?P<gap>\s*(?:số\s+|từ\s+|tu\s+(?=\d))?)"
)
#: "các điều 5, 6", where the plural's own noun is the level word.
_PLURAL = re.compile(
    r"(?:các|những|cac)\s+(?:từ\s+)?(?:" + "|".join(f"(?P<{g}>{_WORDS[lv]})" for g, lv in _GROUPS.items()) + r")"
    r"(?P<gap>\s*(?:từ\s+|số\s+)?)"
)
_TERMINALS = {
    Level.CLAUSE: "CLAUSE",
    Level.POINT: "POINT",
    SMALL_ITEM: "SMALL_ITEM",
    DASH: "DASH",
}
#: From small to large, to see that "Mục 4, Chương II" climbs.
_RANK = {
    level: i
    for i, level in enumerate((Level.ARTICLE, Level.ITEM, Level.SUBSECTION, Level.CHAPTER, Level.PART, Level.APPENDIX))
}
_RANK[Level.SUBSECTION], _RANK[Level.ITEM] = 1, 2
_CONTAINERS = frozenset({Level.ITEM, Level.SUBSECTION, Level.CHAPTER, Level.PART, Level.APPENDIX})

_BREAK = r"[ \t]*\n?[ \t]*"
_JOIN = re.compile(
    rf"{_BREAK}(?:(?P<comma>[,;]){_BREAK}(?:(?:và|hoặc|va|hoac)(?!\w)\s*)?|(?P<and>và/hoặc|và|hoặc|hay|cùng với|va|hoac)(?!\w)\s*)"
    r"(?:(?:quy định\s+)?(?:tại|theo)\s+)?"
)
_RANGE = re.compile(rf"{_BREAK}(?:đến hết|đến|tới|den|toi)(?!\w)\s*|(?<=\d)[-–](?=\d)")
_OF = re.compile(
    rf"{_BREAK},?{_BREAK}"
    r"(?:(?:(?:được\s+)?ban hành\s+)?(?:kèm\s+theo|đính\s+kèm(?:\s+theo)?)\s*|(?:của|trong|thuộc|tại|cua)(?!\w)\s*)?\[?"
)
_THIS = re.compile(r"này(?!\w)|nay(?!\w)")

_HEADING = re.compile(
    r"\**(?:Điều|ĐIỀU|Dieu)\s+[\w.]*\w[*]*(?:(?P<dot>[.:])[*\s]*(?=[^\s*])|(?P<alone>[.:]?[ \t*]*(?:\n|$)))"
)
_LABEL_AHEAD = r"(?=\s*(?:số\s+|từ\s+)?(?:\d|\(\d|[a-zđ]\d?(?!\w)|[ivxlc]+(?!\w)|thứ\s|này|nay|dd\b))"
_NUMBER_AHEAD = r"(?=[\s.:]*(?:số|so)?[\s.:]*\d)"
#: Where a citation may begin, over lower-case text. One pattern a word: each then has a literal prefix, which the engine finds
#: ten times faster than one large alternation.
_ANCHORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    *(
        ("level", re.compile(word + _LABEL_AHEAD))
        for word in "điều dieu khoản khỏan khoan điểm diem mục muc tiết chương chuong phần".split()
    ),
    *(("level", re.compile(word + _LABEL_AHEAD)) for word in ("gạch đầu dòng", "phụ lục", "phu luc", "tiểu mục")),
    ("level", re.compile(r"[đdk]\.?\s?\d|[đd]\.\s?[a-zđ]\s")),
    *(("document", re.compile(word + r"(?=\s)")) for word in "luật luat hiến hien".split()),
    *(("document", re.compile(word + r"(?=\s)")) for word in ("pháp lệnh", "phap lenh")),
    *(
        ("document", re.compile(word + r"(?=\s+(?:này|nay)(?!\w)|\s+liên tịch|\s+lien tich)|" + word + _NUMBER_AHEAD))
        for kind in "thông tư|nghị quyết|nghị định|quyết định|chỉ thị|kế hoạch|công văn|công điện|văn bản hợp nhất|sắc lệnh".split(
            "|"
        )
        for word in (kind, fold(kind))
    ),
    ("document", re.compile(rf"(?:{'|'.join(SHORT_KINDS)}){_NUMBER_AHEAD}")),
    ("document", re.compile(rf"(?:{ABBREVIATION})(?!\w)")),
    ("number", re.compile(r"\d{1,5}[a-zđ]?\s?/\s?(?:(?:19|20)\d{2}\s?/\s?)?[a-zđ]")),
    ("codified", re.compile(r"\d{1,2}\.\d{1,2}\.(?:lq|pl|nđ|nd|qđ|qd|tt|tl|nq|nl|ct|sl)\.\d[\d.]*[a-zđ]?(?!\w)")),
)
_PREFIXES = {
    "level": re.compile(r"(?:(?:các|những|cac|từ|tu)\s+(?:(?:điều|khoản|điểm)\s+từ\s+)?)+$"),
    "document": re.compile(r"(?:bộ|bo)\s+$"),
}
#: "danh mục 1", "hạng mục 2", "chi tiết a", "thời điểm a": other words that end in a level word.
_OTHER_WORD = re.compile(
    r"(?<!\w)(?:danh|tiểu|hạng|chuyên|chi|thời|địa|quan|đặc|ưu|nhược|trọng|luận|số|tài|các bước|thành)\s$"
)
_CODIFIED_WORD = re.compile(r"(?:điều|dieu)\s+$")


def anchors(view: View) -> list[tuple[int, str, int]]:
    """Places where a citation may begin: (start, "level", "document", "number" or "codified", end of the pattern), in order."""
    low, shown = view.low, view.shown
    found: list[tuple[int, str, int]] = []
    for kind, pattern in _ANCHORS:
        for match in pattern.finditer(low):
            at = match.start()
            before = low[at - 1] if at else " "
            if kind in {"number", "codified"}:
                if before.isalnum() or before in "/.,-" or (kind == "codified" and low[match.end() :][:1] == "/"):
                    continue
                word = _CODIFIED_WORD.search(low, max(0, at - 8), at) if kind == "codified" else None
                found.append((word.start() if word else at, kind, match.end()))
                continue
            # Texts glue words ("tạiĐiều 59", "thuếvàNghị định"): a capital after a small letter begins one.
            if (
                before.isalnum()
                and not (shown[at].isupper() and shown[at - 1].islower())
                and low[max(0, at - 3) : at] != "tại"
            ):
                continue
            if _OTHER_WORD.search(low, max(0, at - 7), at):
                continue
            prefix = _PREFIXES[kind].search(low, max(0, at - 26), at)
            if prefix and (prefix.start() == 0 or not low[prefix.start() - 1].isalnum()):
                at = prefix.start()
            found.append((at, kind, match.end()))
    # A codified number's own "Điều" goes first; the longest reading of two at one place, too.
    found.sort(key=lambda a: (a[0], a[1] != "codified", -a[2]))
    return found


class Scanner:
    """Reads the tokens of a run of provisions at a given place of one text."""

    def __init__(self, view: View, documents: DocumentReader) -> None:
        self.view = view
        self.documents = documents
        self.accented = not is_bare(view.text)

    def run(self, at: int) -> list[Token]:
        """The tokens of the longest unbroken run of provisions at a place, its document last; empty if there is none."""
        tokens: list[Token] = []
        level = self._level(at, tokens, None)
        while level is not None:
            at = tokens[-1].end_pos or at
            follow = self._labels(at, level, tokens)
            at = tokens[-1].end_pos or at
            if not follow:
                break
            level = self._next(at, level, tokens)
        return tokens

    def _next(self, at: int, before: Level | str, tokens: list[Token]) -> Level | str | None:
        """What follows a unit: another unit (its level is returned) or the document, which ends the run."""
        low = self.view.low
        join = _JOIN.match(low, at)
        if join:
            kept = len(tokens)
            level = self._level(join.end(), tokens, join, before)
            if level is not None:
                return level
            del tokens[kept:]
        gap = re.compile(rf"{_BREAK}(?:(?:của|tại|thuộc|trong)\s+)?").match(low, at)
        if gap:
            level = self._level(gap.end(), tokens, gap, before)
            if level is not None:
                return level
        of = _OF.match(low, at)
        if of and not (
            of.end() < len(low) and low[of.start() : of.end()].count("\n") and KIND.match(low, of.end()) is None
        ):
            document = self.documents.read(of.end(), attached=True)
            if document and not ("," in of[0] and not document[1].alone):
                tokens.append(self._token("DOCUMENT", document[1], of.end(), document[0]))
        return None

    def _level(
        self, at: int, tokens: list[Token], gap: re.Match[str] | None, before: Level | str | None = None
    ) -> Level | str | None:
        """Read a level word and its first label at a place; tokens are appended only if both are there."""
        low = self.view.low
        found = _PLURAL.match(low, at)
        plural = found is not None
        if not found or self._label(found.end(), _level_of(found)) is None:
            found = _LEVEL.match(low, at)
            plural = bool(found and found["plural"])
        if not found:
            return None
        level = _level_of(found)
        # "Điều 5. Tên điều" on a line of its own is the article itself, not a mention of it.
        if level is Level.ARTICLE and gap is not None and "\n" in gap[0] and self.heading(found.start()):
            return None
        name = found.group(next(g for g in _GROUPS if found[g] is not None))
        label = self._label(found.end(), level) or self._this(found, level)
        if label is None:
            return None
        if gap is not None:
            self._join(gap, level, before, tokens)
        terminal = _TERMINALS.get(level, "TOP")
        if tokens and terminal == "TOP" and gap is not None and self._climbs(gap, level, before):
            terminal = "WITHIN"
        word = LevelWord(level, plural, short=name[0] in "đdk" and len(name) < 3, bare=is_bare(name))
        tokens.append(self._token(terminal, word, found.start(), found.end()))
        tokens.append(label)
        return level

    def _join(self, gap: re.Match[str], level: Level | str, before: Level | str | None, tokens: list[Token]) -> None:
        """Append the JOIN between two units where the words before the second call for one."""
        groups = gap.groupdict()
        if "comma" in groups:
            if not self._climbs(gap, level, before):
                value = (
                    "," if groups["comma"] and not re.search(r"\w", gap[0].split("tại")[0].split("theo")[0]) else "and"
                )
                tokens.append(self._token("JOIN", value, gap.start(), gap.end()))
        elif level == before:
            # "khoản 3, khoản 4 khoản 5": a comma was lost
            tokens.append(self._token("JOIN", ",", gap.start(), gap.end()))

    def _climbs(self, gap: re.Match[str], level: Level | str, before: Level | str | None) -> bool:
        """Whether this unit is where the one before stands: "Điều 12 Mục 4 Chương II"; with a comma only among containers."""
        if level not in _CONTAINERS or before not in _RANK or _RANK[level] <= _RANK[before]:  # type: ignore[index]
            return False
        words = gap[0].strip()
        return words in {"", "của", "tại", "thuộc", "trong"} or (words == "," and before in _CONTAINERS)

    def _this(self, found: re.Match[str], level: Level | str) -> Token | None:
        if level not in {Level.ARTICLE, Level.CLAUSE, Level.POINT}:
            return None
        this = _THIS.match(self.view.low, found.end())
        if not this or (this[0] == "nay" and self.accented):
            return None
        return self._token("THIS", "", this.start(), this.end())

    def _label(self, at: int, level: Level | str) -> Token | None:
        found = _LABELS[level].match(self.view.low, at)
        if not found:
            return None
        raw = found[0]
        if level in {Level.CHAPTER, Level.PART, Level.APPENDIX, Level.ITEM, Level.SUBSECTION} and re.match(
            r"[ivxlc]", raw
        ):
            head = re.match(r"[ivxlc]+", raw)
            if head:
                raw = head[0].upper() + raw[head.end() :]
        if level in {Level.ARTICLE, Level.CLAUSE}:
            raw = raw.lstrip("0") or raw
        elif level is Level.POINT:
            # A capital I is an l as often as an i; without accents d may be đ: such a point is not read as either.
            doubtful = self.view.shown[found.start() : found.end()] == "I" or (raw == "d" and not self.accented)
            raw = DOUBTFUL if doubtful else {"dd": "đ"}.get(raw, raw)
        elif level is Level.APPENDIX:
            raw = raw.upper() if len(raw) == 1 else raw
        elif level == DASH:
            raw = _ORDINALS.get(raw.removeprefix("thứ").strip(), raw.removeprefix("thứ").strip())
        return self._token("LABEL", raw, found.start(), found.end())

    def _labels(self, at: int, level: Level | str, tokens: list[Token]) -> bool:
        """The further labels of a list: "…, 6 và 7", "… đến 9". False if the run cannot go on after it."""
        low = self.view.low
        word = re.compile(rf"(?:{_WORDS[level]})\s*")
        while tokens[-1].type != "THIS":
            for terminal, pattern in (("MORE", _JOIN), ("TO", _RANGE)):
                gap = pattern.match(low, at)
                if not gap:
                    continue
                start = gap.end()
                if terminal == "TO":
                    again = word.match(low, start)
                    start = again.end() if again else start
                label = self._label(start, level)
                if label is None or not self._belongs(gap, label):
                    continue
                tokens.append(self._token(terminal, gap[0].strip(), gap.start(), gap.end()))
                tokens.append(label)
                at = label.end_pos or at
                break
            else:
                return True
        return True

    def _belongs(self, gap: re.Match[str], label: Token) -> bool:
        """Whether a bare label after a comma is a label: "2. …" or "b) …" on the next line begins a clause or point instead."""
        end = label.end_pos or 0
        after = self.view.low[end : end + 2]
        if "\n" in gap[0] and after[:1] in {".", ")"}:
            return False
        written = self.view.low[label.start_pos or 0 : end]
        return not (after[:1] == ")" and not written.startswith("(")) and not re.match(r"0\d", written)

    def heading(self, at: int) -> bool:
        """Whether an article's own heading stands here: "Điều 5. Phạm vi" or a bare "Điều 5" on a line of its own."""
        shown = self.view.shown
        line = shown.rfind("\n", 0, at) + 1
        if shown[line:at].strip(" \t*#“\"'>"):
            return False
        found = _HEADING.match(shown, at)
        if not found:
            return False
        if found["dot"]:
            return shown[found.end()].isupper() or shown[found.end()] in "“\"'([1"
        return "\n" in shown.strip()

    @staticmethod
    def _token(terminal: str, value: object, start: int, end: int) -> Token:
        return Token(terminal, value, start_pos=start, end_pos=end)


def _level_of(found: re.Match[str]) -> Level | str:
    return next(level for group, level in _GROUPS.items() if found[group] is not None)
