"""Where a text stands, and what that says about its citations: "Điều này", "Luật này", and articles with no document named.

A text's own document is believed only where nothing speaks against it: words that are quoted, amended, repealed or listed are
of other texts, and a bare article beside another document may be that document's.
"""

from __future__ import annotations

import re

from corpus.citation_documents import View
from corpus.names import KIND_WORDS, Names
from corpus.numbers import fold
from corpus.provisions import Level, Path, ProvisionId, Step

_RELATED = re.compile(r"(?:điều|chương|mục) này có nội dung liên quan đến(?:[^\n]|\n(?!\s*\n))*")
#: "; Điều 204. Giải quyết khiếu nại": an entry of a list of articles, with its heading; whose article it is stands elsewhere.
_ENTRY = re.compile(r"\.\s+[A-ZĐÀ-Ỹ]")
_QUOTED = re.compile(r"“[^”]*”|(?<![\w])\"(?=\S)[^\"\n]*(?<=\S)\"")
#: The new words an amending text gives another: from a quotation mark that opens a paragraph after "như sau:" to one that ends
#: a paragraph, over many paragraphs; what is never closed goes on to the end.
_NEW_WORDS = re.compile(r":\s*\n[ \t]*[“\"](?:.(?![”\"][.;,]*[ \t]*(?:\n|\Z)))*.?", re.DOTALL)
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
#: A text that says which articles of a higher law it details lists them bare, often over many paragraphs.
_DETAILS = re.compile(
    r"(?:quy định chi tiết|hướng dẫn)[^\n]{0,200}?\b(?:luật|pháp lệnh|nghị định|nghị quyết)\b(?!\s+(?:này|liên tịch này))"
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


class Standing:
    """One text, the provision it is the text of (None if it is nobody's), and what follows for the citations in it."""

    def __init__(self, view: View, names: Names, context: ProvisionId | None) -> None:
        self.view = view
        self.names = names
        self.context = context
        low = view.low
        quotes = (_QUOTED, _NEW_WORDS) if "“" in low or '"' in low else ()
        self._quoted = [m.span() for pattern in quotes for m in pattern.finditer(low)]
        self._related = [m.span() for m in _RELATED.finditer(low)] if "nội dung liên quan" in low else []
        known = names.entry(context.document) if context else None
        self._amending = known is not None and known.amending

    @property
    def document(self) -> str | None:
        return self.context.document if self.context else None

    def related(self, at: int) -> tuple[int, int] | None:
        """The span of the list of related articles ("Điều này có nội dung liên quan đến …") that a place is in."""
        return next((span for span in self._related if span[0] <= at < span[1]), None)

    def fits(self, this: str) -> bool:
        """Whether "Nghị định này" can be the document the text stands in: a circular that says so speaks of another text."""
        if self.context is None:
            return False
        number = self.context.document
        entry = self.names.entry(number)
        own = fold(entry.kind if entry and entry.kind else "")
        if own:
            # The code that an amending law's new words speak of is not the amending law.
            laws = {own, this} <= {"bo luat", "luat"} and not (entry and entry.amending)
            return own == this or laws or (own == "thong tu lien tich" and this == "thong tu")
        codes = KIND_WORDS.get(this, ())
        tail = re.sub(r"\d+$", "", re.split(r"[-/]", re.sub(r"^\d+[a-zđ]?(?:/\d{4})?[-/]", "", fold(number)))[0])
        return tail in codes or (this == "thong tu" and tail == "ttlt")

    def is_quoted(self, at: int) -> bool:
        """Whether a place is in a quotation, or in the headings that a list of related articles repeats: words of other texts."""
        return any(a < at < b for a, b in self._quoted) or any(a < at < b for a, b in self._related)

    def fill(self, paths: tuple[Path, ...], at: int) -> tuple[ProvisionId, ...]:
        """Fill "Điều này", "khoản này" from where the text stands; nothing inside a quotation, which stands elsewhere."""
        if self.context is None or self.is_quoted(at):
            return ()
        found = []
        for path in paths:
            filled = self._whole(path, at)
            if filled is None:
                return ()
            found.append(ProvisionId(self.context.document, filled))
        return tuple(found)

    def _whole(self, path: Path, at: int) -> Path | None:
        """A path with its "này" steps filled in, from the article down; None where one cannot be told."""
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

    def is_own(self, start: int, end: int) -> bool:
        """Whether a citation with no document, at this span, can only be of the document the text stands in."""
        low = self.view.low
        if self.context is None or self._amending or self.is_quoted(start) or _ELSEWHERE.match(low, end):
            return False
        if _AMENDS.search(low, max(0, start - 600), start) or _AMENDS_LIST.search(low, max(0, start - 1500), start):
            return False
        if _DETAILS.search(low, max(0, start - 4000), start):
            return False
        if _AFTER_QUOTE.search(low, max(0, start - 12), start):
            return False
        before = low[max(0, start - 2) : start].strip()
        # "tội cướp tài sản (Điều 133)" names a code's article in a text about the code.
        if before == "(" and low[end : end + 1] == ")":
            return False
        return not (before == ";" and _ENTRY.match(self.view.shown, end))
