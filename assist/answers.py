"""Answering a question from the library: kết luận, căn cứ, lưu ý; or, plainly, that the library holds no basis.

Every citation comes from retrieval and every quote is an exact span of its provision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from assist.conclusions import conclude
from assist.language_model import LanguageModelError, Worder
from assist.model import Answer, Near, Quote
from corpus.citations import cite
from corpus.documents import INVERSE, Document, RelationKind, Status
from corpus.provisions import NOTE, VERBATIM, ProvisionId
from corpus.quantities import asked_units, find_quantities
from corpus.standing import standing
from search.encoding import encode_query
from search.frequencies import content
from search.model import Basis, Filters, Hit, Query
from search.service import Found, Searcher

#: A further basis is quoted if it is believed at least so much as the first one.
NEAR = 0.4
MOST_QUOTES = 4
#: Provisions pointed to where none is believed enough.
MOST_NEAR = 3

#: A question with no more terms than these beside the provision it names asks what the provision says.
_CITATION_TERMS = 16

#: Relations by which a document takes another's place, and the same seen from the other.
_ENDS = (RelationKind.REPLACES.value, RelationKind.REPEALS.value)
_ENDED_BY = (INVERSE[RelationKind.REPLACES], INVERSE[RelationKind.REPEALS])

NO_BASIS = "Không tìm thấy căn cứ trong kho."
NOT_ENOUGH = (
    "Các điều khoản gần nhất không chứa đủ nội dung được hỏi, nên kho không coi là căn cứ. "
    "Có thể vấn đề nằm ngoài các văn bản đã nạp."
)
DOUBTFUL = (
    "Kho không chắc các điều khoản trích dưới đây đúng là điều bạn hỏi; hãy đọc kỹ, hoặc hỏi lại bằng từ ngữ khác."
)


class Answerer:
    """Answers questions over a ``Searcher``."""

    def __init__(self, searcher: Searcher, worder: Worder | None = None) -> None:
        self.searcher = searcher
        self.worder = worder

    def ask(
        self,
        question: str,
        on: date,
        filters: Filters | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer to a question for a day (a day written in the question goes first).

        With a language model, ``on_text`` gets the conclusion as it grows; without one the conclusion is extractive.
        """
        if not question.strip():
            return Answer(
                question, on, False, NO_BASIS, reason="Câu hỏi trống. Hãy gõ câu hỏi hoặc số hiệu, điều khoản."
            )
        found = self.searcher.find(Query(question, on, filters or Filters(), limit=8))
        day = found.understood.on
        reason = self._refusal(found)
        if reason:
            notes = [*self._date_notes(found), *self._other_day(found)]
            near = tuple(_near(found)) if reason == NOT_ENOUGH else ()
            return Answer(question, day, False, NO_BASIS, notes=tuple(notes), reason=reason, nearest=near)
        quotes = self._quotes(found)
        weighted = self.searcher.tables().frequencies.weighted(encode_query(found.understood.text))
        notes = list(dict.fromkeys([*self._date_notes(found), *(w for q in quotes for w in q.warnings)]))
        notes.extend(self._missing_notes(found))
        if found.basis is Basis.DOUBTFUL and not found.understood.named:
            notes.insert(0, DOUBTFUL)
        notes.extend(note for note in self._other_day(found) if note not in notes)
        if all(q.origin == NOTE for q in quotes):
            notes.append("Kho chưa có nguyên văn; phần trích là tóm lược của kho, không phải lời văn bản.")
        only_names = bool(found.understood.named) and len(content(found.understood.text)) <= _CITATION_TERMS
        conclusion = conclude(question, weighted, quotes, whole=only_names)
        if self.worder is not None:
            try:
                conclusion = self.worder.word(question, quotes, on_text)
                notes.append("Phần kết luận do mô hình ngôn ngữ viết; hãy đối chiếu với căn cứ được trích.")
            except LanguageModelError as error:
                notes.append(str(error))
        return Answer(question, day, True, conclusion, tuple(quotes), tuple(notes))

    def _refusal(self, found: Found) -> str:
        """Why there is no basis; empty if there is one."""
        understood = found.understood
        if understood.named and len(found.missing) == len(understood.named):
            return " ".join(self._why_missing(pid, understood.on) for pid in found.missing)
        if understood.documents and not understood.named:
            empty = [n for n in understood.documents if not self._has_text(n)]
            if empty and len(empty) == len(understood.documents):
                return " ".join(self._no_text(n) for n in empty)
        if not found.hits:
            return "Kho không có điều khoản nào khớp với câu hỏi. Hãy thử dùng từ ngữ khác hoặc nạp thêm văn bản."
        if understood.named:
            return ""
        if understood.articles and not any(h.id.article in understood.articles for h in found.hits):
            labels = ", ".join(f"Điều {a}" for a in understood.articles)
            return f"Không có {labels} nào trong kho khớp với nội dung câu hỏi. Hãy ghi rõ tên hoặc số hiệu văn bản."
        if found.basis is Basis.NONE:
            return NOT_ENOUGH
        return ""

    def _why_missing(self, pid: ProvisionId, on: date) -> str:
        document = self.searcher.library.document(pid.document)
        if document is None or not self._has_text(pid.document):
            validity = self.searcher.library.validity(pid)
            # a first day known of an article says something, even where its words are not at hand
            told = standing(pid, document.title, validity, on) if document and validity and validity.effective else ""
            return f"{told} {self._no_text(pid.document)}".strip()
        if any(ProvisionId.parse(m).contains(pid) for m in document.missing):
            return f"{_named(pid, document)}: các nguồn hiện có không chứa lời văn của điều này."
        if self._origin(pid.document) == NOTE:
            return (
                f"Kho chưa có nguyên văn của {document.title or pid.document}, chỉ có tóm lược một số điều, trong đó không có "
                f"{pid.pinpoint()}. Hãy nạp tệp của văn bản này nếu bạn có."
            )
        return f"{_named(pid, document)} không có trong bản văn mà kho đang giữ."

    def _no_text(self, number: str) -> str:
        document = self.searcher.library.document(number)
        if document is None:
            return f"Kho chưa có văn bản {number}. Hãy nạp tệp của văn bản này nếu bạn có."
        title = f" ({document.title})" if document and document.title else ""
        return (
            f"Kho chỉ biết tên và ngày của {number}{title}, chưa có toàn văn. Hãy nạp tệp của văn bản này nếu bạn có."
        )

    def _has_text(self, number: str) -> bool:
        return bool(self._origin(number))

    def _origin(self, number: str) -> str:
        """Where the best words of a document come from: official text, the project's notes, or "" where there are none."""
        summary = self.searcher.library.summary(number, date.today())
        return summary.origin if summary else ""

    def _quotes(self, found: Found) -> list[Quote]:
        top = found.hits[0]
        chosen = [top]
        units = asked_units(found.understood.question)
        # where an amount is asked for and the first basis states one, a further basis must state one too
        amount_needed = bool(units) and _states(top, units)
        for hit in found.hits[1:]:
            if len(chosen) == MOST_QUOTES:
                break
            near = hit.score >= NEAR * top.score
            named = any(hit.id.unit() == pid.unit() for pid in found.understood.named)
            applies = hit.status not in {Status.EXPIRED, Status.NOT_YET}
            if named or (near and applies and (not amount_needed or _states(hit, units))):
                chosen.append(hit)
        return [_quote(h) for h in chosen]

    def _date_notes(self, found: Found) -> Iterable[str]:
        for written in found.understood.bad_dates:
            yield f"Ngày “{written}” không tồn tại; câu trả lời tính theo ngày {found.understood.on:%d/%m/%Y}."
        if found.understood.day_given:
            yield f"Trả lời theo quy định áp dụng vào ngày {found.understood.on:%d/%m/%Y}."

    def _other_day(self, found: Found) -> Iterable[str]:
        """Which document applies on the day, where the basis, or a provision that fits better than it, is of another day."""
        for hit in (*found.hits[:1], found.whatever_the_day):
            if hit is not None and hit.status in {Status.NOT_YET, Status.EXPIRED}:
                yield from hit.warnings[:1]
                yield from self._other_edition(hit, found.understood.on)
                return

    def _other_edition(self, hit: Hit, on: date) -> Iterable[str]:
        """The documents that stand on the day in the place of a hit's document."""
        for link in self.searcher.library.relations(hit.id.document):
            ends = link.wording in (_ENDS if hit.status is Status.NOT_YET else _ENDED_BY)
            other = self.searcher.library.summary(link.other, on)
            if not ends or link.portion or other is None or other.status not in {Status.IN_FORCE, Status.PARTLY}:
                continue
            name = cite(ProvisionId(link.other), other.title or None)
            held = "" if other.origin == VERBATIM else " (kho chưa có nguyên văn)"
            yield f"Vào ngày {on:%d/%m/%Y} áp dụng {name}{held}."

    def _missing_notes(self, found: Found) -> Iterable[str]:
        for pid in found.missing:
            yield self._why_missing(pid, found.understood.on)
        for name in found.understood.unresolved:
            yield f"Không xác định được văn bản “{name}” trong kho."


def _states(hit: Hit, units: frozenset[str]) -> bool:
    return any(q.unit in units for q in find_quantities(hit.text))


def _named(pid: ProvisionId, document: Document) -> str:
    words = cite(pid, document.title or None)
    return words[:1].upper() + words[1:]


def _near(found: Found) -> Iterable[Near]:
    """The first provisions found; of a day other than the one asked for, none."""
    applying = [hit for hit in found.hits if hit.status not in {Status.EXPIRED, Status.NOT_YET}]
    return (Near(hit.id, hit.title, hit.document_title) for hit in applying[:MOST_NEAR])


def _quote(hit: Hit) -> Quote:
    return Quote(
        id=hit.id,
        quote=hit.text,
        origin=hit.origin,
        status=hit.status,
        title=hit.title,
        document_title=hit.document_title,
        file=hit.file,
        page=hit.page,
        gloss=hit.gloss,
        warnings=hit.warnings,
    )
