"""What every file of a lesson says alike of its provisions: pinpoints, marks of doubt, the clauses whole, the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assist.office.text import capital
from assist.training.model import Lesson, Line, QuizItem, Source, SourceDocument
from corpus.documents import Status

DOUBT = "[chưa\u00a0xác\u00a0minh]"  # stays on one line
LETTERS = "ABCDEFGH"  # of options
MADE_BY = "Phần mềm lập từ các văn bản có trong kho; người giảng kiểm tra lại với văn bản chính thức trước khi sử dụng."


def day_words(lesson: Lesson) -> str:
    """``Theo pháp luật ngày 22/11/2026``."""
    return f"Theo pháp luật ngày {lesson.on:%d/%m/%Y}"


def is_doubtful(line: Line) -> bool:
    """Whether it is not verified that the line holds on the lesson's day. Of a provision beside others its own mark tells."""
    return bool(line.doubt)


def pinpoints(sources: Iterable[Source], *, marked: bool = True) -> list[str]:
    """As a lawyer cites them, each once; with ``marked`` those that are not simply in force say so."""
    found: list[str] = []
    for source in sources:
        mark = f" [{source.status.value.lower()}]" if marked and source.status is not Status.IN_FORCE else ""
        if (words := f"{capital(source.pinpoint)}{mark}") not in found:
            found.append(words)
    return found


def line_pinpoints(line: Line) -> list[str]:
    """The same for a line. One that is marked itself does not mark its provisions with the same words again."""
    if is_doubtful(line) and {source.status for source in line.sources} <= {Status.IN_FORCE, Status.UNVERIFIED}:
        return pinpoints(line.sources, marked=False)
    return pinpoints(line.sources)


def clause_words(source: Source) -> list[str]:
    """A provision whole: where it stands and how it stands that day, its words and whose they are, what is to be known of it."""
    words = [f"{capital(source.pinpoint)} ({source.status.value.lower()})"]
    if source.quote:
        words.append(f"{capital(source.origin) or 'Lời văn'}: “{source.quote.strip()}”")
    else:
        words.append("Kho không có lời văn của điều khoản này.")
    return [*words, *(f"Lưu ý: {remark}" for remark in source.remarks)]


def all_sources(lesson: Lesson) -> list[Source]:
    """Every provision that the lesson rests on, once, in the order of first use; the one with words where only one has them."""
    found: dict[str, Source] = {}
    for source in _sources(lesson):
        if source.id not in found or (source.quote and not found[source.id].quote):
            found[source.id] = source
    return list(found.values())


def _sources(lesson: Lesson) -> Iterator[Source]:
    for section in lesson.sections:
        for line in section.lines:
            yield from line.sources
    for line in lesson.case.answers if lesson.case else ():
        yield from line.sources


def document_words(document: SourceDocument) -> str:
    """``Thông tư 43/2021/TT-BCA``."""
    kind = "" if document.number.lower().startswith(document.kind.lower()) else document.kind
    return f"{kind} {document.number}".strip()


def full_document_words(document: SourceDocument) -> str:
    """With its title, its days and how it stands."""
    issued = f", ban hành ngày {document.issued:%d/%m/%Y}" if document.issued else ""
    effective = f", hiệu lực từ ngày {document.effective:%d/%m/%Y}" if document.effective else ""
    title = f" – {document.title}" if document.title else ""
    return f"{capital(document_words(document))}{title}{issued}{effective}: {document.status.value.lower()}."


def answer_letter(item: QuizItem) -> str:
    """``B``."""
    return LETTERS[item.answer]


def who_words(line: Line) -> str:
    """``Công an xã``; a dash where the line names nobody."""
    return capital(line.who) or "–"


def split_limit(limit: str) -> tuple[str, str]:
    """How long, and from when.

    >>> split_limit("không quá 24 giờ kể từ lúc tiếp nhận tin")
    ('Không quá 24 giờ', 'Lúc tiếp nhận tin')
    >>> split_limit("không quá 2 giờ mỗi lần")
    ('Không quá 2 giờ mỗi lần', '–')
    """
    for word, kept in ((" kể từ ", ""), (" trước ", "Trước "), (" sau ", "Sau ")):
        long, found, since = limit.partition(word)
        if found:
            return capital(long.strip()), capital(f"{kept}{since.strip()}")
    return capital(limit.strip()), "–"
