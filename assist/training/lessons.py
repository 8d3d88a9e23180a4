"""A lesson from the library: topic, audience, minutes and day in; a whole lesson out, each line with its provision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assist.checklists.bases import Bases
from assist.training.bank import Bank
from assist.training.cases import make_case_study
from assist.training.choosing import Chooser
from assist.training.gathering import Gatherer
from assist.training.grounds import Grounds
from assist.training.model import (
    Asked,
    Audience,
    CaseStudy,
    Lesson,
    Line,
    QuizItem,
    Section,
    SectionKind,
    SourceDocument,
)
from assist.training.noted import shipped_notes
from assist.training.outline import (
    DO_MINUTES,
    Candidate,
    dos,
    minutes,
    named,
    objectives,
    without_quotes,
)
from assist.training.quiz import why_fewer
from assist.training.remarks import differences, remarks
from assist.training.staleness import Staleness, compare
from assist.training.suitability import suitability
from assist.training.topics import Topic, Topics, title_of
from corpus.checklists import Checklist
from corpus.documents import Status
from corpus.library import Library
from corpus.notes import Notes
from corpus.provisions import ProvisionId
from search.service import Searcher

Progress = Callable[[str, int, int], None]
_STEPS = ("tìm căn cứ", "chọn nội dung", "tìm điểm mới", "dựng tình huống", "soạn câu hỏi", "xong")
_SHORTEST, _LONGEST = 10, 480


class TrainingError(Exception):
    """The lesson cannot be made; the message is Vietnamese and says what to mend."""


@dataclass(frozen=True)
class Request:
    """What is asked for. ``documents``: numbers or citations; ``checklists``: codes of procedures; ``minutes``: 10 to 480;
    ``levels``: of the questions (1 to 3), all if empty.
    """

    topic: str
    audience: Audience
    minutes: int
    on: date
    documents: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()
    seed: int = 1
    quiz_items: int = 10
    levels: tuple[int, ...] = ()


class Trainer:
    """Makes lessons over a library and the checklists. ``searcher``: for topics in free words, opened only when needed."""

    def __init__(
        self,
        library: Library,
        checklists: Sequence[Checklist],
        searcher: Callable[[], Searcher] | None = None,
        bases: Bases | None = None,
        notes: Sequence[Notes] | None = None,
    ) -> None:
        self.library = library
        self.checklists = checklists
        self.bases = bases or Bases(library)
        self.grounds = Grounds(self.bases)
        self.topics = Topics(library, checklists, searcher)
        self.bank = Bank(library, self.grounds)
        self.notes = shipped_notes() if notes is None else tuple(notes)
        self.chooser = Chooser(self.grounds, self.notes)
        self.gatherer = Gatherer(self.bases, self.grounds, checklists, self.notes)

    def lesson(self, request: Request, progress: Progress | None = None) -> Lesson:
        """The lesson. TrainingError for a topic without basis, a day before any document, nothing left for the audience."""
        step = _stepper(progress)
        self._check(request)
        step(0)
        topic = self.topics.read(request.topic, request.on, request.documents, request.checklists)
        if topic.empty:
            raise TrainingError(
                f"Không tìm thấy căn cứ trong kho cho chủ đề “{request.topic.strip()}”. Hãy nêu tên thủ tục (như “lấy lời khai”), "
                "số hiệu văn bản hoặc điều khoản, hoặc nạp thêm văn bản."
            )
        step(1)
        candidates = self._candidates(topic, request)
        step(2)
        lines, case, quiz, why_fewer = self._parts(topic, request, candidates, step)
        return self._put_together(topic, request, lines, case, quiz, why_fewer)

    def refresh(self, lesson: Lesson, on: date) -> Staleness:
        """Which lines' provisions were amended, ended, changed words or status since, and what would be said now."""
        return compare(lesson, on, self.grounds, lambda: self._now(lesson, on))

    # Material ------------------------------------------------------------------------------------------------------

    def _check(self, request: Request) -> None:
        if not request.topic.strip() and not (request.documents or request.checklists):
            raise TrainingError("Chủ đề đang trống; hãy gõ tên thủ tục, văn bản hoặc vấn đề cần dạy.")
        if not _SHORTEST <= request.minutes <= _LONGEST:
            raise TrainingError(f"Thời lượng phải từ {_SHORTEST} đến {_LONGEST} phút.")
        known = {c.code for c in self.checklists}
        for code in request.checklists:
            if code not in known:
                raise TrainingError(f"Không có danh mục {code!r}; các mã có: {', '.join(sorted(known))}.")
        for words in request.documents:
            if not self.topics.document(words, request.on):
                raise TrainingError(f"Kho không biết văn bản “{words}”; kiểm tra số hiệu hoặc nạp tệp của văn bản.")

    def _candidates(self, topic: Topic, request: Request) -> list[Candidate]:
        """What can be taught on the day to the audience. TrainingError if nothing can."""
        gathered = self.gatherer.gather(topic, request.audience, request.on)
        if not gathered.candidates:
            raise TrainingError(self._why_nothing(topic, request, gathered.ended, gathered.any_piece))
        return gathered.candidates

    def _why_nothing(self, topic: Topic, request: Request, ended: Sequence[Status], any_piece: bool) -> str:
        day = f"{request.on:%d/%m}/{request.on.year}"
        if ended and set(ended) == {Status.NOT_YET}:
            return f"Vào ngày {day} chưa có văn bản nào về chủ đề này có hiệu lực; hãy chọn ngày sau đó."
        if ended and Status.EXPIRED in ended and Status.NOT_YET not in ended:
            return f"Vào ngày {day} các căn cứ của chủ đề này đều đã hết hiệu lực; hãy chọn ngày khác hoặc văn bản thay thế."
        if ended:
            return f"Vào ngày {day} không căn cứ nào của chủ đề này có hiệu lực; hãy chọn ngày khác."
        if not any_piece:
            return (
                f"Kho có văn bản về “{request.topic.strip()}” nhưng chưa có nội dung soạn được cho {request.audience.value}; "
                "hãy chọn chủ đề gần hơn hoặc người nghe khác."
            )
        return f"Không còn nội dung nào của chủ đề này hợp với {request.audience.value}; hãy chọn người nghe hoặc chủ đề khác."

    # Parts ---------------------------------------------------------------------------------------------------------

    def _parts(
        self, topic: Topic, request: Request, candidates: Sequence[Candidate], step: Callable[[int], None]
    ) -> tuple[dict[SectionKind, list[Line]], CaseStudy | None, tuple[QuizItem, ...], str]:
        fit = suitability(request.audience)
        kinds = [kind for kind in SectionKind if kind not in fit.leave_out]
        chosen = self.chooser.choose(topic, request.audience, request.minutes, request.on, candidates)
        taught, bounds = chosen.taught, chosen.bounds
        lines = {
            SectionKind.RULES: chosen.rules,
            SectionKind.LIMITS: [c.line("han.") for c in bounds],
            SectionKind.CHANGES: chosen.changes,
        }
        count = max(3, round(chosen.plan.get(SectionKind.DO_DONT, 0) / DO_MINUTES / 2))
        do, dont = dos(candidates, taught, count, fit)
        # a speaker tells others' duties: each says whose it is
        speaks = request.audience is Audience.SPEAKERS
        lines[SectionKind.DO_DONT] = [named(line) if speaks else line for line in (*do, *dont)]
        step(3)
        case = None
        if SectionKind.CASE in kinds:
            case = make_case_study(
                topic, request.audience, request.on, request.seed, self.checklists, self.grounds, [*taught, *bounds]
            )
        step(4)
        said = {line.key.removeprefix("nen.") for line in lines[SectionKind.DO_DONT]}
        asked = {c.piece.key: c.line() for c in [*taught, *bounds, *(c for c in candidates if c.piece.key in said)]}
        quiz, why = self._quiz(list(asked.values()), request)
        step(5)
        return lines, case, quiz, why

    def _quiz(self, lines: Sequence[Line], request: Request) -> tuple[tuple[QuizItem, ...], str]:
        """Questions on what the lesson tells, and why they are fewer than asked ("" if they are not)."""
        if not request.quiz_items or SectionKind.QUIZ in suitability(request.audience).leave_out:
            return (), ""
        items, passed = self.bank.quiz(
            lines,
            request.quiz_items,
            request.seed,
            request.audience,
            request.on,
            checklists=self.checklists,
            levels=request.levels,
            title=title_of(request.topic),
        )
        why = why_fewer(request.quiz_items, items, lines)
        if why and request.levels:
            why += " Có thể chọn thêm mức độ câu hỏi."
        if why and passed:
            why += f" {passed} câu đã bị bỏ trước đây nên không rút lại; xem Ngân hàng câu hỏi."
        return items, why

    def _put_together(
        self,
        topic: Topic,
        request: Request,
        lines: dict[SectionKind, list[Line]],
        case: CaseStudy | None,
        quiz: tuple[QuizItem, ...],
        why_fewer: str,
    ) -> Lesson:
        title = title_of(request.topic) or self._title(request)
        lines[SectionKind.OBJECTIVES] = objectives(lines)
        lines[SectionKind.SOURCES], documents = self._sources(lines, case, request.on)
        has = {kind for kind, own in lines.items() if own}
        has |= {SectionKind.CASE} if case else set()
        has |= {SectionKind.QUIZ} if quiz else set()
        has -= set(suitability(request.audience).leave_out)
        plan = minutes(request.minutes, has, topic.changes, len(lines[SectionKind.CHANGES]))
        notes = {SectionKind.QUIZ: why_fewer, SectionKind.RULES: differences(lines[SectionKind.RULES], self.checklists)}
        sections = [
            Section(
                kind=kind,
                title=kind.value,
                lines=tuple(lines.get(kind, ())),
                minutes=plan[kind],
                notes=notes.get(kind, ""),
            )
            for kind in SectionKind
            if kind in has
        ]
        return Lesson(
            topic=request.topic.strip() or title,
            title=title,
            audience=request.audience,
            minutes=request.minutes,
            on=request.on,
            sections=tuple(sections),
            case=case,
            quiz=quiz,
            documents=documents,
            remarks=tuple(remarks({**lines, SectionKind.CASE: list(case.answers if case else ())}, self.grounds)),
            seed=request.seed,
            asked=Asked(
                topic=request.topic,
                documents=request.documents,
                checklists=request.checklists,
                quiz_items=request.quiz_items,
                levels=request.levels,
            ),
        )

    def _title(self, request: Request) -> str:
        titles = [c.title for c in self.checklists if c.code in request.checklists]
        return "; ".join([*titles, *request.documents])

    def _sources(
        self, lines: dict[SectionKind, list[Line]], case: CaseStudy | None, on: date
    ) -> tuple[list[Line], tuple[SourceDocument, ...]]:
        every = [line for own in lines.values() for line in own] + list(case.answers if case else ())
        by_document: dict[str, dict[str, object]] = {}
        for line in every:
            for source in line.sources:
                by_document.setdefault(ProvisionId.parse(source.id).document, {})[source.id] = source
        documents, told = [], []
        for number, sources in by_document.items():
            summary = self.library.summary(number, on)
            if summary is None:
                continue
            documents.append(
                SourceDocument(
                    number=number,
                    kind=summary.kind,
                    title=summary.title,
                    issued=summary.issued,
                    effective=summary.effective,
                    status=summary.status,
                )
            )
            text = f"{summary.kind} {number}: {summary.title}. {summary.status.value} vào ngày {on:%d/%m/%Y}.".strip()
            line = Line(key=f"nguon.{number}", text=text, sources=tuple(sources.values()))  # type: ignore[arg-type]
            told.append(without_quotes(line))
        return told, tuple(documents)

    def _now(self, lesson: Lesson, on: date) -> dict[str, Line]:
        """The lines that the lesson's topic would give on the day, by key."""
        asked = lesson.asked
        words = lesson.topic if asked.topic is None else asked.topic
        topic = self.topics.read(words, on, asked.documents, asked.checklists)
        request = Request(words, lesson.audience, lesson.minutes, on, asked.documents, asked.checklists, lesson.seed)
        try:
            candidates = self._candidates(topic, request)
        except TrainingError:
            return {}
        return {c.piece.key: c.line() for c in candidates}


def _stepper(progress: Progress | None) -> Callable[[int], None]:
    def step(number: int) -> None:
        if progress:
            progress(_STEPS[number], number, len(_STEPS) - 1)

    return step
