"""Citations: reads "các điểm a, b và đ khoản 2 Điều 150 Bộ luật này" in a text, and writes the canonical form.

Three stages: ``citation_tokens`` finds the words, ``citation_grammar.lark`` gives their order, and this module says which
provisions are meant, from the document named after them or from where the text itself stands. A target is given only where
exactly one reading remains; otherwise the citation has portions (the articles read) and no target.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from lark import Lark, Token, UnexpectedInput
from lark.lexer import Lexer

from corpus.citation_binding import Reading, Runs
from corpus.citation_tokens import DocumentWords, Scanner, View, anchors
from corpus.names import KIND_WORDS, Names
from corpus.numbers import fold, kind_of_number
from corpus.provisions import Level, Path, ProvisionId, Step

#: Codified number (37.7.TT.8.5) to the provision it holds.
Codified = Mapping[str, ProvisionId] | Callable[[str], ProvisionId | None]


@dataclass(frozen=True)
class Citation:
    """One mention of provisions of one document. Offsets are of the text given to ``find_citations``, end exclusive."""

    text: str
    start: int
    end: int
    document_name: str  # as written; "" if none is
    targets: tuple[ProvisionId, ...]  # empty where the document is not exactly one
    portions: tuple[Path, ...] = ()  # the places read, document apart


class _Tokens(Lexer):
    """Hands ready-made tokens to lark."""

    def __init__(self, _configuration: object) -> None:
        pass

    def lex(self, data: object, _state: object = None) -> Iterable[Token]:  # type: ignore[override]
        return iter(data)  # type: ignore[call-overload]


@cache
def _parser() -> Lark:
    grammar = files("corpus").joinpath("citation_grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=_Tokens, transformer=Runs())


def _parse(tokens: list[Token]) -> Reading | None:
    try:
        return _parser().parse(tokens)  # type: ignore[return-value]
    except UnexpectedInput:
        return None


_RELATED = re.compile(r"(?:điều|chương|mục) này có nội dung liên quan đến(?:[^\n]|\n(?!\s*\n))*")
#: "; Điều 204. Giải quyết khiếu nại": an entry of a list of articles, with its heading; whose article it is stands elsewhere.
_ENTRY = re.compile(r"\.\s+[A-ZĐÀ-Ỹ]")
_RELATED_OF = re.compile(
    r"[^;\n]*?\bcủa\s+(?=(?:nghị định|thông tư|quyết định|nghị quyết|luật|bộ luật|pháp lệnh)\b[^;]*?\d)"
)
_QUOTED = re.compile(r"“[^”]*”|(?<![\w])\"(?=\S)[^\"\n]*(?<=\S)\"")
#: Words before a bare article that make it another document's: what is amended or repealed, what is detailed or guided …
_AMENDS = re.compile(
    r"(?:sửa đổi|bãi bỏ|thay cụm từ|thay thế cụm từ|bỏ cụm từ|bỏ từ|hủy bỏ|huỷ bỏ|đính chính|hết hiệu lực|quy định chi tiết|hướng dẫn)"
    r"[^\n]*$|(?:bổ sung|thay thế)(?![^.;\n]*(?:theo|tại)\s*$)[^.;\n]*$"
)
#: … and a list opened by such words: "Bãi bỏ các quy định sau:" and its items a), b), c).
_AMENDS_LIST = re.compile(
    r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|hết hiệu lực)[^\n]*:\s*\n(?:\s*(?:[a-zđ]\)|\d+\.\s|[-+•])[^\n]*\n|\s*\n)*"
    r"\s*(?:[a-zđ]\)|\d+\.\s|[-+•])[^\n]*$"
)
#: … and the idiom "cụm từ “…” tại khoản 4 Điều 31".
_AFTER_QUOTE = re.compile(r"[”\"]\s+(?:tại|trong|ở|vào)\s+$")
_ELSEWHERE = re.compile(
    r"\s*\([^)\n]{0,200}\)\s*(?:của\s+)?(?:bộ luật|luật|nghị định|thông tư|nghị quyết|quyết định|pháp lệnh)\b"
    r"|[^.;:\n]{0,90}?\bcủa\s+(?:bộ luật|luật|nghị định|thông tư|nghị quyết|quyết định|pháp lệnh|công ước|hiệp định|quy chế"
    r"|điều lệ|hiến pháp)\b"
    r"(?!\s+(?:liên tịch\s+)?này)"
    r"|\s*,?\s*(?:của|ban hành|kèm theo|nêu trên|nói trên)(?!\w)|\s*\["
)
_COUNTED = re.compile(
    r"\s+(?:người|cán bộ|chiến sĩ|đồng chí|nhân viên|công nhân|bác sĩ|giáo viên|học sinh|lực lượng|đội|tổ|xe|chiếc|máy|tàu|quân"
    r"|lần|ngày|tháng|năm|giờ|tuổi|triệu|nghìn|tỷ|tỉ|đồng|phần trăm|%|nguoi|can bo|ngay|thang|nam|gio|lan|tuoi|trieu)(?!\w)"
)
#: Kinds of document that have items (I / 1 / a / (1)) and no articles.
_ITEM_KINDS = frozenset(
    {"Kế hoạch", "Chỉ thị", "Công văn", "Công điện", "Thông báo", "Hướng dẫn", "Chương trình", "Báo cáo"}
)


def find_citations(
    text: str,
    *,
    names: Names | None = None,
    context: ProvisionId | None = None,
    on: date | None = None,
    codified: Codified | None = None,
) -> list[Citation]:
    """The citations in a text, in their order; they do not overlap.

    ``names`` resolves titles and short numbers (full numbers name themselves); ``context`` is where the text stands, for
    "Luật này" and "khoản 2 Điều này"; ``on`` is the day that chooses among editions of a law; ``codified`` resolves numbers of
    the national codification.

    >>> [str(t) for c in find_citations("k.1 đ. 5 TT số 43/2021/TT-BCA") for t in c.targets]
    ['43/2021/TT-BCA điều 5 khoản 1']
    """
    return _Finder(text, names or Names(), context, on, codified).find()


class _Finder:
    """One pass over one text."""

    def __init__(
        self, text: str, names: Names, context: ProvisionId | None, on: date | None, codified: Codified | None
    ) -> None:
        self.view = View(text)
        self.names = names
        self.context = context
        self.codified = codified
        self.scanner = Scanner(self.view, names, on)
        low = self.view.low
        self.quoted = [m.span() for m in _QUOTED.finditer(low)] if "“" in low or '"' in low else []
        self.related = [m.span() for m in _RELATED.finditer(low)] if "nội dung liên quan" in low else []
        self.found: list[Citation] = []
        self.done = 0
        self._last_end = 0
        self._bare: list[tuple[int, int]] = []  # citations with no document of their own: index in found, end

    def find(self) -> list[Citation]:
        for start, kind, end in anchors(self.view):
            if start < self.done:
                continue
            if kind == "codified":
                self._codified(start, end)
            elif kind == "level":
                self._run(start)
            else:
                self._document(start)
        return self.found

    # -- the three beginnings ----------------------------------------------------------------------------------------

    def _codified(self, start: int, end: int) -> None:
        """A number of the national codification, "Điều 37.7.TT.8.5"."""
        raw = self.view.low[start:end].rstrip(".")
        self.done = end
        if raw[0] in "đd" and self.scanner.heading(start):
            return
        written = re.sub(r"^\D+", "", raw)
        number = re.sub(r"[a-zđ]{2}", lambda m: {"nd": "NĐ", "qd": "QĐ"}.get(m[0], m[0].upper()), written, count=1)
        target = None
        if self.codified is not None:
            target = self.codified(number) if callable(self.codified) else self.codified.get(number)
        self._add(start, start + len(raw), "", (target,) if target else (), (target.path,) if target else ())

    def _document(self, at: int) -> None:
        named = self.scanner.document(at)
        if named is None:
            return
        end, words = named
        self.done = end
        if not words.alone:
            return
        # "BLHS điều 150": the document first, as people type it
        gap = re.compile(r"[ \t]+\(?|:[ \t]*").match(self.view.low, end)
        if gap and not words.this:
            tokens = self.scanner.run(gap.end())
            if tokens and tokens[-1].type != "DOCUMENT":
                reading = _parse([*tokens, Token("DOCUMENT", words)])
                if reading and reading.paths and not reading.standing:
                    stop = tokens[-1].end_pos or end
                    self.done = stop
                    self._add_named(at, stop, words, reading.paths)
                    return
        self._add_named(at, end, words, ((),))

    def _run(self, at: int) -> None:
        tokens = self.scanner.run(at)
        if not tokens:
            return
        whole = tokens
        reading = _parse(tokens)
        broken = reading is None
        while reading is None and len(tokens) > 2:
            tokens = tokens[:-1]
            while tokens and tokens[-1].type not in {"LABEL", "THIS"}:
                tokens = tokens[:-1]
            reading = _parse(tokens) if tokens else None
        if reading is None or not tokens:
            self.done = whole[0].end_pos or at
            return
        self._settle(tokens, reading, broken)

    # -- which provisions --------------------------------------------------------------------------------------------

    def _settle(self, tokens: list[Token], reading: Reading, broken: bool) -> None:
        """Decide what a parsed run means and add its citations."""
        start, end = tokens[0].start_pos or 0, tokens[-1].end_pos or 0
        document: DocumentWords | None = tokens[-1].value if tokens[-1].type == "DOCUMENT" else None
        if document is None:
            cut = self._trim(tokens, reading)
            if cut is None:
                self.done = end
                return
            reading, end = cut
        self.done = end
        if reading.standing:
            split = end if not reading.paths else reading.standing_end
            targets = self._standing(reading.standing, start)
            if self.context is not None and not self._lonely_this(tokens):
                self._add(start, split, "", targets, tuple(t.path for t in targets))
            start = self._after_join(split) if reading.paths else end
        if not reading.paths:
            return
        if document is not None:
            self._add_named(start, end, document, reading.paths)
        elif not reading.worthwhile(tokens) or self._is_count(start, end, tokens):
            return
        else:
            self._add_bare(start, end, reading.paths, broken)

    def _trim(self, tokens: list[Token], reading: Reading) -> tuple[Reading, int] | None:
        """A list at the very end of a run may have run into the sentence: "Điều 5 và 10 người"; keep its first label then."""
        end = tokens[-1].end_pos or 0
        marks = [i for i, t in enumerate(tokens) if t.type not in {"LABEL", "MORE", "TO", "THIS"}]
        last = marks[-1]
        if tokens[last].value.plural if hasattr(tokens[last].value, "plural") else False:
            counted = _COUNTED.match(self.view.low, end) and len(tokens) - last > 2
            kept = tokens[:-2] if counted else tokens
        else:
            more = next((i for i in range(last, len(tokens)) if tokens[i].type == "MORE"), None)
            kept = tokens if more is None else tokens[:more]
        if kept is tokens:
            return reading, end
        again = _parse(kept)
        return None if again is None else (again, kept[-1].end_pos or 0)

    def _is_count(self, start: int, end: int, tokens: list[Token]) -> bool:
        """ "điều 5 người": to send, not to cite; "63 điều 5 khoản": a number of articles."""
        low = self.view.low
        if len(tokens) > 2:
            return False
        return bool(_COUNTED.match(low, end)) or (
            not self.view.shown[start].isupper()
            and bool(re.search(r"(?:\d|\bmấy|\bcác|\bnhiều)\s$", low[max(0, start - 6) : start]))
        )

    def _lonely_this(self, tokens: list[Token]) -> bool:
        """Whether "điều này", "khoản này" alone are everyday words ("this thing", "this sum"): in small letters, not after "tại"."""
        at = tokens[0].start_pos or 0
        if len(tokens) != 2 or self.view.shown[at].isupper():
            return False
        cited = re.search(r"(?:tại|theo|của)\s$", self.view.low[max(0, at - 5) : at])
        return tokens[0].value.level is Level.ARTICLE or not cited

    def _standing(self, paths: tuple[Path, ...], at: int) -> tuple[ProvisionId, ...]:
        """Fill "Điều này", "khoản này" from where the text stands; nothing inside a quotation, which stands elsewhere."""
        if self.context is None or self._is_quoted(at):
            return ()
        found = []
        for path in paths:
            filled = self._fill(path, at)
            if filled is None:
                return ()
            found.append(ProvisionId(self.context.document, filled))
        return tuple(found)

    def _fill(self, path: Path, at: int) -> Path | None:
        assert self.context is not None
        known: dict[Level, Step] = {}
        base: list[Step] = []
        for step in self.context.path:
            known[step.level] = step
        if Level.ARTICLE not in known:
            return None
        if path[0].level is not Level.ARTICLE:  # "điểm a khoản này": the article is understood
            base = [*self._upto(Level.ARTICLE)]
            if path[0].level is Level.POINT:
                clause = known.get(Level.CLAUSE) or self._clause_at(at)
                base += [clause] if clause else []
        for step in path:
            if step.label:
                base.append(step)
                continue
            if step.level is Level.ARTICLE:
                base = [*self._upto(Level.ARTICLE)]
                continue
            standing = known.get(step.level)
            if standing is None:
                standing = self._clause_at(at) if step.level is Level.CLAUSE else self._point_at(at)
            if standing is None:
                return None
            base.append(standing)
        return tuple(base)

    def _upto(self, level: Level) -> Path:
        assert self.context is not None
        path = self.context.path
        return path[: next(i for i, s in enumerate(path) if s.level is level) + 1]

    def _clause_at(self, at: int) -> Step | None:
        """The clause a place stands in, where clauses before it are numbered 1, 2, 3 … without a gap."""
        labels = [m[1] for m in re.finditer(r"(?m)^[ \t*]*(\d{1,3}[a-zđ]?)\.\**\s", self.view.low[:at])]
        expected = 1
        for label in labels:
            number = int(re.sub(r"\D", "", label))
            if number not in ({expected, expected - 1} if label[-1].isalpha() else {expected}):
                return None
            expected = number + 1
        return Step(Level.CLAUSE, labels[-1]) if labels else None

    def _point_at(self, at: int) -> Step | None:
        clause = list(re.finditer(r"(?m)^[ \t*]*\d{1,3}[a-zđ]?\.\**\s", self.view.low[:at]))
        start = clause[-1].start() if clause else 0
        labels = [m[1] for m in re.finditer(r"(?m)^[ \t*]*([a-zđ]\d?)\)", self.view.low[start:at])]
        return Step(Level.POINT, labels[-1]) if labels else None

    def _add_named(self, start: int, end: int, words: DocumentWords, paths: tuple[Path, ...]) -> None:
        """A citation whose document is written."""
        number = words.number
        if words.this:
            if paths == ((),) and self.context is None:
                return
            own = self.context is not None and self._fits(words.this) and not self._is_quoted(start)
            number = self.context.document if own and self.context else None
            if number is None and paths == ((),):
                return  # "Quyết định này phải được gửi": some other paper that the text speaks of
        if number is None and all(p and p[0].level is not Level.ARTICLE for p in paths):
            return  # "Mục 3 HỢP ĐỒNG …": a heading, or a part of a text that cannot be named
        self._add(start, end, words.written, self._targets(number, paths), paths)
        if paths != ((),) and self._foreign(self.found[-1]):
            self._doubt_before(start)

    def _doubt_before(self, start: int) -> None:
        """Bare articles earlier in the sentence may share the document named now: "tại Điều 59, … tại Điều 72 Luật Ngân sách"."""
        for index, end in reversed(self._bare):
            if re.search(r"[.;:]\s|\n", self.view.low[end:start]):
                return
            self.found[index] = replace(self.found[index], targets=())

    def _targets(self, number: str | None, paths: tuple[Path, ...]) -> tuple[ProvisionId, ...]:
        if number is None:
            return ()
        # "Mục 2" of a law is a section whose chapter is not said; only plans and the like have items called so.
        vague = any(p and p[0].level is Level.ITEM and p[0].label.isdigit() for p in paths)
        if vague and self._kind(number) not in _ITEM_KINDS:
            return ()
        return tuple(ProvisionId(number, path) for path in paths)

    def _kind(self, number: str) -> str:
        entry = self.names.entry(number)
        return (entry.kind if entry else "") or kind_of_number(number) or ""

    def _fits(self, this: str) -> bool:
        """Whether "Nghị định này" can be the document the text stands in: a circular that says so speaks of another text."""
        assert self.context is not None
        number = self.context.document
        entry = self.names.entry(number)
        own = fold(entry.kind if entry and entry.kind else "")
        laws = {"bo luat", "luat"}
        if own:
            return own == this or {own, this} <= laws or (own == "thong tu lien tich" and this == "thong tu")
        codes = KIND_WORDS.get(this, ())
        tail = re.sub(r"\d+$", "", re.split(r"[-/]", re.sub(r"^\d+[a-zđ]?(?:/\d{4})?[-/]", "", fold(number)))[0])
        return tail in codes or (this == "thong tu" and tail == "ttlt")

    def _is_quoted(self, at: int) -> bool:
        """Whether a place is in a quotation, or in the headings that a list of related articles repeats: words of other texts."""
        return any(a < at < b for a, b in self.quoted) or any(a < at < b for a, b in self.related)

    def _after_join(self, at: int) -> int:
        found = re.compile(r"[\s,;]*(?:(?:và|hoặc|và/hoặc|hay)\s+)?(?:(?:quy định\s+)?(?:tại|theo)\s+)?").match(
            self.view.low, at
        )
        return found.end() if found else at

    def _add_bare(self, start: int, end: int, paths: tuple[Path, ...], broken: bool) -> None:
        """A citation with no document: of the document the text stands in, where nothing speaks against it."""
        if self.scanner.heading(start):
            return
        span = next((s for s in self.related if s[0] <= start < s[1]), None)
        if span is not None:
            of = _RELATED_OF.match(self.view.low, end, span[1])
            named = self.scanner.document(of.end(), attached=True) if of else None
            if named:
                self.done = named[0]
                self._add(start, end, named[1].written, self._targets(named[1].number, paths), paths)
            else:
                self._add(start, end, "", (), paths)
            return
        own = self.context is not None and not broken and self._is_own(start, end)
        number = self.context.document if own and self.context else None
        self._add(start, end, "", self._targets(number, paths), paths)
        self._bare.append((len(self.found) - 1, end))

    def _is_own(self, start: int, end: int) -> bool:
        """Whether a bare "Điều 5" is of the text's own document: not quoted, not amended, not shared with another document."""
        low = self.view.low
        if self._is_quoted(start) or _ELSEWHERE.match(low, end):
            return False
        if _AMENDS.search(low, max(0, start - 600), start) or _AMENDS_LIST.search(low, max(0, start - 1500), start):
            return False
        if _AFTER_QUOTE.search(low, max(0, start - 12), start):
            return False
        before = low[max(0, start - 2) : start].strip()
        # "tội cướp tài sản (Điều 133)" names a code's article in a text about the code.
        if before == "(" and low[end : end + 1] == ")":
            return False
        if before == ";" and _ENTRY.match(self.view.shown, end):
            return False
        last = self.found[-1] if self.found else None
        # "Luật Kiến trúc giao tại khoản 5 Điều 13": a document named just before may be meant.
        return not (
            last
            and self._foreign(last)
            and re.fullmatch(r"[^.;:\n]{0,30}|\s*;\s*(?:tại\s)?", low[self._last_end : start])
        )

    def _foreign(self, citation: Citation) -> bool:
        """Whether a citation names another document than the one the text stands in."""
        own = self.context.document if self.context else ""
        return bool(citation.document_name) and not any(t.document == own for t in citation.targets)

    def _add(
        self, start: int, end: int, name: str, targets: tuple[ProvisionId, ...], portions: tuple[Path, ...]
    ) -> None:
        first, last = self.view.span(start, end)
        self._last_end = end
        self.found.append(Citation(self.view.text[first:last], first, last, name, targets, portions))


# -- writing ---------------------------------------------------------------------------------------------------------


_TITLED_KINDS = ("bộ luật", "luật", "pháp lệnh", "hiến pháp")
_KIND_NAMES = (
    *_TITLED_KINDS,
    "thông tư liên tịch",
    "thông tư",
    "nghị quyết liên tịch",
    "nghị quyết",
    "nghị định",
    "quyết định",
    "chỉ thị",
    "kế hoạch",
    "công văn",
    "công điện",
    "thông báo",
    "hướng dẫn",
    "chương trình",
    "văn bản hợp nhất",
    "báo cáo",
)


def _document_words(number: str, title: str | None) -> str:
    """The document as a citation ends with it: "Bộ luật Hình sự số 100/2015/QH13", "Thông tư số 43/2021/TT-BCA"."""
    if title:
        title = title.strip()
        if number in title:
            return title
        low = title.lower()
        kind = next((k for k in sorted(_KIND_NAMES, key=len, reverse=True) if low.startswith(k)), "")
        # Titles of other kinds, and of amending laws, say what the document does: the number alone names it better.
        simple = kind in _TITLED_KINDS and "sửa đổi" not in low and " số " not in low and "\n" not in title
        simple = simple and kind_of_number(number) in {None, "Luật", "Pháp lệnh", "Hiến pháp"}
        if simple and low != kind:
            return f"{title} số {number}"
        if kind:
            return f"{title[: len(kind)]} số {number}"
    kind_name = kind_of_number(number)
    # The assembly's numbers do not tell a law from a resolution.
    word = "Văn bản" if kind_name in {None, "Luật"} else kind_name
    return f"{word} số {number}"


def place(path: Path) -> str:
    """A path as a citation says it, smallest first: ``điểm đ khoản 2 Điều 150``; "" for a whole document."""
    words: list[str] = []
    top_items: list[str] = []
    for i, step in enumerate(path):
        if step.level is Level.ITEM:
            if i and path[i - 1].level not in {Level.ITEM, Level.APPENDIX}:
                words.insert(0, f"tiết {step.label}")
                continue
            top_items.append(step.label)
            if i + 1 == len(path) or path[i + 1].level is not Level.ITEM:
                words.insert(0, f"mục {'.'.join(top_items)}")
        elif step.level is Level.ARTICLE:
            words.insert(0, f"Điều {step.label}")
        elif step.level is Level.DASH:
            words.insert(0, f"gạch đầu dòng thứ {step.label}")
        else:
            words.insert(0, str(step) if step.level not in {Level.CHAPTER, Level.PART} else str(step).capitalize())
    return " ".join(words)


def cite(target: ProvisionId, title: str | None = None) -> str:
    """The canonical citation, smallest to largest.

    >>> cite(ProvisionId.parse("100/2015/QH13 điều 150 khoản 2 điểm đ"), "Bộ luật Hình sự")
    'điểm đ khoản 2 Điều 150 Bộ luật Hình sự số 100/2015/QH13'
    """
    document = _document_words(target.document, title)
    return f"{place(target.path)} {document}" if target.path else document


def cite_run(ids: Iterable[ProvisionId], title: str | None = None) -> str:
    """One citation for several provisions of one document, in the given order; ValueError if they are of several documents.

    >>> cite_run([ProvisionId.parse(f"43/2021/TT-BCA điều 5 khoản 1 điểm {x}") for x in "abđ"])
    'các điểm a, b và đ khoản 1 Điều 5 Thông tư số 43/2021/TT-BCA'
    """
    wanted = list(ids)
    documents = {i.document for i in wanted}
    if len(documents) != 1:
        raise ValueError("cite_run cần các điều khoản của đúng một văn bản")
    groups: list[tuple[Path, Level | None, list[str]]] = []  # siblings: (parent, level, labels)
    for pid in wanted:
        parent, step = pid.path[:-1], pid.path[-1] if pid.path else None
        level: Level | None = step.level if step and step.level in {Level.POINT, Level.CLAUSE} else None
        if level and step and groups and groups[-1][:2] == (parent, level):
            groups[-1][2].append(step.label)
        else:
            groups.append((parent if level else pid.path, level, [step.label] if level and step else []))
    parts = []
    for parent, level, labels in groups:
        if level is None:
            parts.append(place(parent))
        elif len(labels) == 1:
            parts.append(place((*parent, Step(level, labels[0]))))
        else:
            parts.append(f"các {level.value} {', '.join(labels[:-1])} và {labels[-1]} {place(parent)}")
    return f"{', '.join(p for p in parts if p)} {_document_words(wanted[0].document, title)}".strip()
