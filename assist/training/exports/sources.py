"""What every file of a lesson says alike of its provisions: pinpoints, marks of doubt, the clauses whole, the documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from assist.office.text import capital
from assist.training.counting import doubted, parts_of
from assist.training.model import Audience, Lesson, Line, QuizItem, Source, SourceDocument
from corpus.documents import Status

DOUBT = "[chưa\u00a0xác\u00a0minh]"  # stays on one line
_FIGURE = re.compile(r"(\d) (giờ|phút|ngày|tuần|tháng|năm|lần)\b")
# where "from when" begins: "kể từ lúc nhận", "(thời hạn tính từ ngày nhận)", "trước lúc kết thúc"
_SINCE = re.compile(r" (?:\((?:thời hạn )?(?:tính|kể) từ (.+)\)|kể từ (.+)|((?:trước|sau) .+))$")
# "trong 24 giờ", ", không quá 05 ngày làm việc" at the end of an act or of a part of it
_WITHIN = re.compile(
    r",? (?:trong(?: vòng| thời hạn)?|không quá|chậm nhất|tối đa)(?: là)? 0*(\d+) ((?:giờ|phút|ngày làm việc|ngày|tuần|tháng|năm))"
    r"(?=$|[.;,]| \(| khi | nếu )"
)
# what an explanation ends in, before the sentence of doubt
_REASON = re.compile(r"Căn cứ: (.+?)\.(?= Hiệu lực|$)", re.DOTALL)
LETTERS = "ABCDEFGH"  # of options
MADE_BY = "Phần mềm lập từ các văn bản có trong kho; người giảng kiểm tra lại với văn bản chính thức trước khi sử dụng."


#: Who has the reasons of doubt told by the trainer: they cannot look them up.
TOLD_BY_TRAINER = {Audience.PUPILS, Audience.TEACHERS}


def count_doubts(lesson: Lesson) -> int:
    """How many lines are not verified, a line that stands in two parts once."""
    return len(doubted(parts_of(lesson)))


def without_marks(lesson: Lesson) -> Lesson:
    """A lesson as pupils read it: a mark of doubt beside a piece of advice makes them doubt the advice, so the trainer has the doubts
    in the notes and all see the standing of each document in their list. Other lessons as they are.
    """
    if lesson.audience is not Audience.PUPILS:
        return lesson

    def plain(line: Line) -> Line:
        return line.model_copy(update={"doubt": "", "sources": tuple(map(_unmarked, line.sources))})

    sections = tuple(s.model_copy(update={"lines": tuple(map(plain, s.lines))}) for s in lesson.sections)
    case = lesson.case and lesson.case.model_copy(update={"answers": tuple(map(plain, lesson.case.answers))})
    return lesson.model_copy(update={"sections": sections, "case": case})


def _unmarked(source: Source) -> Source:
    unsure = source.status is Status.UNVERIFIED
    return source.model_copy(update={"status": Status.IN_FORCE}) if unsure else source


def day_words(lesson: Lesson) -> str:
    """``Theo pháp luật ngày 22/11/2026``."""
    return f"Theo pháp luật ngày {lesson.on:%d/%m/%Y}"


def is_doubtful(line: Line) -> bool:
    """Whether it is not verified that the line holds on the lesson's day. Of a provision beside others its own mark tells."""
    return bool(line.doubt)


def pinpoints(sources: Iterable[Source], *, marked: bool = True) -> list[str]:
    """As a lawyer cites them, those of one document together: ``Khoản 1, khoản 2 Điều 5 và khoản 2 Điều 7, 43/2021/TT-BCA``.

    With ``marked`` those that are not simply in force say so.
    """
    places: dict[tuple[str, str], list[str]] = {}
    for source in sources:
        mark = f" [{source.status.value.lower()}]" if marked and source.status is not Status.IN_FORCE else ""
        place, _, document = source.pinpoint.rpartition(", ")
        if not source.id.startswith(document):  # a pinpoint that does not end in its document
            place, document = "", source.pinpoint
        known = places.setdefault((document, mark), [])
        if place and place not in known:
            known.append(place)
    return [
        capital(f"{_joined(known)}, {document}{mark}" if known else f"{document}{mark}")
        for (document, mark), known in places.items()
    ]


def _joined(places: Sequence[str]) -> str:
    """``khoản 1, khoản 2 Điều 5 và Điều 7``: the article once for its clauses."""
    by_article: dict[tuple[str, bool], list[str]] = {}  # an article cited whole stays beside its clauses
    for place in places:
        below, found, article = place.rpartition(" Điều ")
        by_article.setdefault((f"Điều {article}" if found else place, bool(found)), []).extend([below] if found else [])
    *most, last = [f"{', '.join(below)} {article}".strip() for (article, _), below in by_article.items()]
    return f"{', '.join(most)} và {last}" if most else last


def line_pinpoints(line: Line) -> list[str]:
    """The same for a line. One that is marked itself does not mark its provisions with the same words again."""
    if is_doubtful(line) and {source.status for source in line.sources} <= {Status.IN_FORCE, Status.UNVERIFIED}:
        return pinpoints(line.sources, marked=False)
    return pinpoints(line.sources)


def place_words(source: Source) -> str:
    """Where a provision stands and how it stands that day; of words that were amended since, by what."""
    amended = f"; lời văn dưới đây là trước khi được {source.amended}" if source.amended and source.quote else ""
    return f"{capital(source.pinpoint)} ({source.status.value.lower()}{amended})"


def clause_words(source: Source) -> list[str]:
    """A provision whole: where it stands and how it stands that day, its words and whose they are, what is to be known of it."""
    words = [place_words(source)]
    if source.quote:
        quote = source.quote.strip()
        # a summary is in our words: no quotation marks
        words.append(
            f"Tóm lược: {quote}" if source.origin == "tóm lược" else f"{capital(source.origin) or 'Lời văn'}: “{quote}”"
        )
    else:
        words.append("Kho không có lời văn của điều khoản này.")
    return [*words, *(f"Lưu ý: {remark}" for remark in source.remarks)]


def every_clause(sources: Sequence[Source]) -> Iterator[list[str]]:
    """The words of each; a remark on several is numbered, told whole with the first of them and then by its number."""
    counted = Counter(remark for source in sources for remark in source.remarks)
    numbers = {remark: n for n, remark in enumerate((r for r, count in counted.items() if count > 1), start=1)}
    told: set[str] = set()
    for source in sources:
        words = clause_words(source.model_copy(update={"remarks": ()}))
        for remark in source.remarks:
            number = f" ({numbers[remark]})" if remark in numbers else ""
            words.append(f"Lưu ý: xem lưu ý{number} ở trên." if remark in told else f"Lưu ý{number}: {remark}")
            told.add(remark)
        yield words


def reason_words(item: QuizItem) -> str:
    """Why the answer is right, without the provisions, which stand beside it."""
    found = _REASON.search(item.explanation)
    if found and {part.strip() for part in found[1].split("; ")} <= {source.pinpoint for source in item.sources}:
        return " ".join(f"{item.explanation[: found.start()]} {item.explanation[found.end() :]}".split())
    return " ".join(item.explanation.split())


def reason_sources(item: QuizItem) -> list[Source]:
    """The provisions that the explanation names; of the other options they stand beside their own reasons. All if it names none."""
    found = _REASON.search(item.explanation)
    named = {part.strip() for part in found[1].split("; ")} if found else set()
    return [source for source in item.sources if source.pinpoint in named] or list(item.sources)


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


def act_words(line: Line) -> str:
    """What must be done, to stand beside ``who_words``; without an act the line's words, the name not said twice."""
    if line.act:
        return line.act
    rest = line.text.removeprefix(f"{line.who} ") if line.who else line.text
    return rest.removesuffix(".") if rest != line.text else line.text


def act_beside_limit(line: Line) -> str:
    """The same to stand in a row with the limit: a time that the row tells anyway is not told twice."""
    words = act_words(line)
    limit = keep_figures(line.limit).replace("\u00a0", " ")
    for found in reversed(list(_WITHIN.finditer(words))):
        if re.search(rf"\b0*{int(found[1])} {found[2]}(?! làm việc)(?=$|\W)", limit) and found.start():
            words = words[: found.start()] + words[found.end() :]
    return words


def who_words(line: Line) -> str:
    """``Công an xã``; a dash where the line names nobody."""
    return capital(line.who) or "–"


def cut_limit(limit: str) -> tuple[str, str]:
    """The limit in two, its words as they are: how long, and the words from when, "" where it has none.

    >>> cut_limit("không quá 24 giờ kể từ lúc tiếp nhận tin")
    ('không quá 24\\xa0giờ', 'kể từ lúc tiếp nhận tin')
    """
    found = _SINCE.search(limit)
    long, since = (limit[: found.start()], limit[found.start() :]) if found else (limit, "")
    return keep_figures(long.strip()), keep_figures(since.strip())


def keep_figures(text: str) -> str:
    """With figures and their units on one line."""
    return _FIGURE.sub("\\1\u00a0\\2", text)
