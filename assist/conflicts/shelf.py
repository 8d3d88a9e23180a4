"""What the library holds, as far as citations need it: which articles, clauses and points there are, and when each applies.

Read once, in some seconds; every question afterwards is a look-up. Answers about what does *not* exist are given only where the
text at hand is complete around the place, for sources lose clauses and leave out articles that were repealed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assist.conflicts.endings import Ending, final_articles, read_endings
from corpus.documents import Document, Validity
from corpus.library import Library
from corpus.library.facts import document_from_json
from corpus.library.records import combine, provision_of
from corpus.library.schema import DocumentRow, ProvisionRow, Witness
from corpus.names import NameEntry, Names
from corpus.provisions import POINT_LETTERS, VERBATIM, Level, Provision, ProvisionId

Progress = Callable[[int, int], None]

_FEWEST = 5  # articles: a text of fewer may be an extract
_LOST = 0.05  # of the articles below the highest number: a text that lacks more is taken for an extract
_PORTION = re.compile(r"(?:khoản (?P<clause>\w+))?\s*(?:điểm (?P<point>[\w.]+))?")
_ENDS = re.compile(
    r"thay\s+(?:thế|cho)|bãi\s+bỏ|h[ủu][ỷy]\s+bỏ|hết\s+hiệu\s+lực|chấm\s+dứt\s+hiệu\s+lực", re.IGNORECASE
)
_LAST_HEADING = re.compile(
    r"hiệu lực|(?:điều khoản|trách nhiệm|tổ chức|hướng dẫn|quy định chi tiết)\b.*\bthi hành\b|^tổ chức thực hiện$|chuyển tiếp",
    re.IGNORECASE,
)
#: "Trường hợp các văn bản được dẫn chiếu … được thay thế thì áp dụng theo văn bản mới": references move with what they cite.
_MOVING = re.compile(
    r"(?:dẫn chiếu|viện dẫn)[^.\n]{0,200}(?:thay thế|sửa đổi)[^.\n]{0,160}(?:áp dụng|thực hiện|theo)|"
    r"(?:thay thế|sửa đổi)[^.\n]{0,120}(?:dẫn chiếu|viện dẫn)[^.\n]{0,120}(?:áp dụng|thực hiện|theo)",
    re.IGNORECASE,
)


@dataclass
class Holding:
    """One document's verbatim words: article label to clause label to point labels ("" for points right below the article)."""

    articles: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    as_of: dict[str, date | None] = field(default_factory=dict)  # article label -> latest change its words contain
    headings: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    last_heading: str = ""
    moving: str = ""  # the provision that lets its references move with what they cite

    def numbers(self) -> list[int]:
        return sorted(int(label) for label in self.articles if label.isdigit())

    def complete(self) -> bool:
        """Whether the articles run from 1 upwards with hardly a gap."""
        numbers = self.numbers()
        return len(numbers) >= _FEWEST and numbers[0] == 1 and numbers[-1] - len(numbers) <= _LOST * numbers[-1]


class Shelf:
    """The library's documents, their standing, the structure of their words, and what ended others."""

    def __init__(self, library: Library, progress: Progress | None = None) -> None:
        self.library = library
        self.documents: dict[str, Document] = {}
        self.holdings: dict[str, Holding] = {}
        with Session(library.engine) as session:
            for row in session.scalars(select(DocumentRow)):
                self.documents[row.number] = document_from_json(row.facts)
        self.names = Names(
            NameEntry(d.number, d.kind, d.title, d.issued, d.validity.effective, d.validity.expires, d.aliases)
            for d in self.documents.values()
        )
        # a reader is told by what a document ended, so its validity is taken with its evidence
        self.standings = {
            number: replace(standing, validity=self.documents[number].validity)
            for number, standing in library.standings().items()
            if number in self.documents
        }
        finals = list(self._read(progress))
        self.endings: dict[str, list[Ending]] = read_endings(finals, self.holdings)

    def _read(self, progress: Progress | None) -> Iterator[tuple[Document, list[Provision]]]:
        """Fill the holdings, and give each document that may end others with its final articles."""
        finals: dict[str, dict[str, ProvisionRow]] = defaultdict(dict)
        with Session(self.library.engine, expire_on_commit=False) as session:
            query = (
                select(ProvisionRow)
                .join(Witness, Witness.id == ProvisionRow.witness_id)
                .where(ProvisionRow.preferred, Witness.origin == VERBATIM, ProvisionRow.level == Level.ARTICLE.name)
                .order_by(ProvisionRow.document, ProvisionRow.seq)
                .execution_options(yield_per=1000)
            )
            for row in session.scalars(query):
                label = row.pid.removeprefix(f"{row.document} điều ")
                if re.fullmatch(
                    r"\d+[a-zđ]*", label
                ):  # an article of a regulation in an appendix is not the document's own
                    self._hold(row, label)
                    if _ENDS.search(row.text):
                        finals[row.document][label] = row
            session.expunge_all()
        for done, (number, holding) in enumerate(self.holdings.items()):
            if progress:
                progress(done + 1, len(self.holdings))
            labels = sorted(holding.articles, key=_order)
            holding.last_heading = holding.headings[labels[-1]]
            last = final_articles(labels, holding.headings)
            ending = [provision_of(finals[number][label]) for label in last if label in finals[number]]
            if ending:
                yield self.documents.get(number, Document(number)), ending

    def _hold(self, row: ProvisionRow, label: str) -> None:
        holding = self.holdings.setdefault(row.document, Holding())
        structure: dict[str, list[str]] = {}
        for path, _, _ in row.portions:
            found = _PORTION.fullmatch(path)
            if found:
                points = structure.setdefault(found["clause"] or "", [])
                points += [found["point"]] if found["point"] else []
        holding.articles[label], holding.as_of[label], holding.headings[label] = structure, row.as_of, row.heading
        holding.rows[label] = row.id
        if not holding.moving and ("dẫn chiếu" in row.text or "viện dẫn" in row.text) and _MOVING.search(row.text):
            holding.moving = row.pid

    # -- questions ---------------------------------------------------------------------------------------------------

    def validity(self, pid: ProvisionId) -> Validity | None:
        """When a place applies, as the library shows it; None for a document it does not know."""
        standing = self.standings.get(pid.document)
        if standing is None or pid.document not in self.documents:
            return None
        validity = standing.validity
        parts = [(ProvisionId.parse(text), part) for text, part in standing.partial]
        for _, part in sorted(((p, v) for p, v in parts if p.contains(pid)), key=lambda pair: len(pair[0].path)):
            validity = combine(validity, part)
        return validity

    def ending(self, pid: ProvisionId, on: date) -> Ending | None:
        """What ended a place by a day, as the final articles at hand say; the whole document's end before a part's."""
        ended = [e for e in self.endings.get(pid.document, ()) if e.on <= on and e.target.contains(pid)]
        return min(ended, key=lambda e: (len(e.target.path), not e.replaced, e.on), default=None)

    def words_of_day(self, pid: ProvisionId) -> date | None:
        """The day whose law a place's words know: of its latest change, else of issue."""
        document, holding = self.documents.get(pid.document), self.holdings.get(pid.document)
        days = [document.issued if document else None, holding.as_of.get(pid.article or "") if holding else None]
        return max((d for d in days if d), default=None)

    def lacks(self, pid: ProvisionId) -> Level | None:
        """The level at which a place is missing from the words at hand; None if it is there, or where that cannot be told."""
        holding = self.holdings.get(pid.document)
        if holding is None or not pid.article or pid.path[0].level is not Level.ARTICLE:
            return None
        if pid.article not in holding.articles:
            return Level.ARTICLE if self._lacks_article(holding, pid) else None
        clauses = holding.articles[pid.article]
        if pid.clause is None:
            return (
                Level.POINT
                if pid.point and _beyond_point(pid.point, clauses.get("", [])) and len(clauses) == 1
                else None
            )
        if pid.clause not in clauses:
            return Level.CLAUSE if _beyond_clause(pid.clause, [c for c in clauses if c]) else None
        return Level.POINT if pid.point and _beyond_point(pid.point, clauses[pid.clause]) else None

    def _lacks_article(self, holding: Holding, pid: ProvisionId) -> bool:
        if not (pid.article or "").isdigit() or not holding.complete():
            return False
        entry = self.names.entry(pid.document)
        if entry is not None and entry.amending:
            return False  # sources keep an amending text's own articles in part only
        # Past the end only where the end is surely the end. A number skipped within may be a repeal or an omission of the source:
        # repeals that a text at hand makes are told by ``ending``, and omissions are no fault of the text that cites.
        return int(pid.article or 0) > holding.numbers()[-1] and bool(_LAST_HEADING.search(holding.last_heading))


def _order(label: str) -> tuple[int, str]:
    found = re.match(r"\d+", label)
    return (int(found[0]) if found else 0, label)


def _beyond_clause(label: str, known: list[str]) -> bool:
    """Whether a clause lies past the last of clauses numbered 1, 2, 3 … without a gap."""
    if not label.isdigit() or len(known) < 2 or not all(k.isdigit() for k in known):
        return False
    numbers = [int(k) for k in known]
    return numbers == list(range(1, len(numbers) + 1)) and int(label) > numbers[-1]


def _beyond_point(label: str, known: list[str]) -> bool:
    """Whether a point lies past the last of points lettered a, b, c, d, đ … without a gap."""
    if len(label) != 1 or label not in POINT_LETTERS or len(known) < 2:
        return False
    return known == list(POINT_LETTERS[: len(known)]) and POINT_LETTERS.index(label) >= len(known)
