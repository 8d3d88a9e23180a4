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
from itertools import takewhile

from lark import Lark, Token, UnexpectedInput
from lark.lexer import Lexer

from corpus.citation_binding import Reading, Runs
from corpus.citation_context import Standing
from corpus.citation_documents import DocumentReader, DocumentWords, View
from corpus.citation_tokens import Scanner, anchors
from corpus.citation_writer import cite, cite_run, cite_source
from corpus.names import Names
from corpus.numbers import kind_of_number
from corpus.provisions import Level, Path, ProvisionId

__all__ = ["Citation", "Codified", "cite", "cite_run", "cite_source", "find_citations"]

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


_RELATED_OF = re.compile(
    r"[^;\n]*?\bcủa\s+(?=(?:nghị định|thông tư|quyết định|nghị quyết|luật|bộ luật|pháp lệnh)\b[^;]*?\d)"
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
        self.documents = DocumentReader(self.view, names, on)
        self.scanner = Scanner(self.view, self.documents)
        self.standing = Standing(self.view, names, context)
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
        named = self.documents.read(at)
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
            targets = self.standing.fill(reading.standing, start)
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

    def _add_named(self, start: int, end: int, words: DocumentWords, paths: tuple[Path, ...]) -> None:
        """A citation whose document is written."""
        number = words.number
        if words.this:
            if paths == ((),) and self.context is None:
                return
            own = self.standing.fits(words.this) and not self.standing.is_quoted(start)
            number = self.standing.document if own else None
            if number is None and paths == ((),):
                return  # "Quyết định này phải được gửi": some other paper that the text speaks of
        if number is None and all(p and p[0].level is not Level.ARTICLE for p in paths):
            return  # "Mục 3 HỢP ĐỒNG …": a heading, or a part of a text that cannot be named
        self._add(start, end, words.written, self._targets(number, paths), paths)
        if paths != ((),) and self._foreign(self.found[-1]):
            self._doubt_before(start)

    def _doubt_before(self, start: int) -> None:
        """Bare articles earlier in the paragraph may be of the document named now: "tại Điều 59, … tại Điều 72 Luật Ngân sách"."""
        for index, end in reversed(self._bare):
            if "\n" in self.view.low[end:start]:
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

    def _after_join(self, at: int) -> int:
        found = re.compile(r"[\s,;]*(?:(?:và|hoặc|và/hoặc|hay)\s+)?(?:(?:quy định\s+)?(?:tại|theo)\s+)?").match(
            self.view.low, at
        )
        return found.end() if found else at

    def _add_bare(self, start: int, end: int, paths: tuple[Path, ...], broken: bool) -> None:
        """A citation with no document: of the document the text stands in, where nothing speaks against it."""
        if self.scanner.heading(start):
            return
        span = self.standing.related(start)
        if span is not None:
            of = _RELATED_OF.match(self.view.low, end, span[1])
            named = self.documents.read(of.end(), attached=True) if of else None
            if named:
                self.done = named[0]
                self._add(start, end, named[1].written, self._targets(named[1].number, paths), paths)
            else:
                self._add(start, end, "", (), paths)
            return
        number = self.standing.document if not broken and self._is_own(start, end) else None
        self._add(start, end, "", self._targets(number, paths), paths)
        self._bare.append((len(self.found) - 1, end))

    def _is_own(self, start: int, end: int) -> bool:
        """Whether a bare "Điều 5" is of the text's own document, and not of one named just before it."""
        if not self.standing.is_own(start, end):
            return False
        # "nghĩa vụ theo Điều 111 Bộ luật Lao động, nghỉ việc theo Điều 112": a document named in the same paragraph may be meant.
        paragraph = self.view.span(self.view.low.rfind("\n", 0, start) + 1, start)[0]
        return not any(self._foreign(c) for c in takewhile(lambda c: c.start >= paragraph, reversed(self.found)))

    def _foreign(self, citation: Citation) -> bool:
        """Whether a citation names another document than the one the text stands in."""
        return bool(citation.document_name) and not any(t.document == self.standing.document for t in citation.targets)

    def _add(
        self, start: int, end: int, name: str, targets: tuple[ProvisionId, ...], portions: tuple[Path, ...]
    ) -> None:
        first, last = self.view.span(start, end)
        self._last_end = end
        self.found.append(Citation(self.view.text[first:last], first, last, name, targets, portions))
