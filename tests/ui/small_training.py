"""A lesson in our own words over the small library, and a trainer that makes it at once and tells of changes it was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from assist.conflicts.stored import hash_of
from assist.training.lessons import Request, TrainingError
from assist.training.model import (
    Audience,
    CaseStudy,
    Lesson,
    Line,
    QuizItem,
    QuizKind,
    Section,
    SectionKind,
    Source,
    SourceDocument,
)
from assist.training.staleness import Change, StaleLine, Staleness
from corpus.documents import Status

BOOKS = "11/2020/TT-ABC"
ON = date(2026, 3, 2)
QUOTE = "Mỗi lần mượn không quá 14 ngày, kể từ ngày nhận sách."


def source(place: str = "điều 2 khoản 1", status: Status = Status.IN_FORCE, quote: str = QUOTE) -> Source:
    words = {"điều 2 khoản 1": "khoản 1 Điều 2", "điều 1 khoản 1": "khoản 1 Điều 1"}[place]
    return Source(
        id=f"{BOOKS} {place}",
        pinpoint=f"{words}, {BOOKS}",
        status=status,
        quote=quote,
        origin="nguyên văn",
        text_hash=hash_of(quote),
    )


def line(key: str, text: str, **fields: object) -> Line:
    return Line(key=key, text=text, **({"sources": (source(),)} | fields))


def item(key: str, stem: str) -> QuizItem:
    return QuizItem(
        key=key,
        kind=QuizKind.CHOICE,
        level=1,
        stem=stem,
        options=("7 ngày", "14 ngày", "21 ngày"),
        answer=1,
        explanation="Khoản 1 Điều 2 ghi 14 ngày.",
        wrong=("Văn bản không ghi 7 ngày.", "", "Văn bản không ghi 21 ngày."),
        sources=(source(),),
    )


def small_lesson(**changes: object) -> Lesson:
    """Rules, limits, dos and don'ts, a case and two questions; 45 minutes for commune police."""
    rules = (
        line("muon.tra-dung-han", "Người mượn phải trả sách trong 14 ngày.", group="Mượn sách"),
        line("muon.the", "Khách phải có thẻ.", group="Mượn sách", sources=(source("điều 1 khoản 1"),)),
        line("muon.tre", "Trả muộn thì dừng mượn 7 ngày.", group="Mượn sách", doubt="Chưa rõ còn áp dụng hay không."),
    )
    limits = (
        line(
            "han.muon.tra",
            "Trả sách: không quá 14 ngày.",
            who="người mượn",
            act="Trả sách",
            limit="không quá 14 ngày kể từ ngày nhận sách",
        ),
    )
    case = CaseStudy(
        facts={},
        story="Một em mượn sách rồi để quên ở nhà.",
        questions=("Em phải làm gì?",),
        answers=(line("tinh-huong.tra", "Em trả sách trong 14 ngày."),),
    )
    lesson = Lesson(
        topic="mượn sách",
        title="Mượn sách",
        audience=Audience.COMMUNE_POLICE,
        minutes=45,
        on=ON,
        sections=(
            Section(kind=SectionKind.RULES, title="Quy định cốt lõi", lines=rules, minutes=25, notes="Hỏi lớp trước."),
            Section(kind=SectionKind.LIMITS, title="Bảng thời hạn", lines=limits, minutes=5),
            Section(
                kind=SectionKind.DO_DONT,
                title="Nên và không nên",
                lines=(
                    line("nen.giu", "Giữ sách sạch."),
                    line("nen.xe", "Không xé sách.", do=False),
                    line("nen.tra", "Trả sớm."),
                ),
                minutes=5,
            ),
            Section(kind=SectionKind.CASE, title="Tình huống thảo luận", minutes=5),
            Section(kind=SectionKind.QUIZ, title="Câu hỏi kiểm tra", minutes=4),
            Section(
                kind=SectionKind.SOURCES,
                title="Nguồn",
                lines=(line(f"nguon.{BOOKS}", f"Thông tư {BOOKS}"),),
                minutes=1,
            ),
        ),
        case=case,
        quiz=(item("q1", "Mượn được bao lâu?"), item("q2", "Phải trả sách trong mấy ngày?")),
        documents=(SourceDocument(number=BOOKS, kind="Thông tư", title="Quy tắc mượn sách", status=Status.IN_FORCE),),
        remarks=("Một dòng của bài chưa xác minh.",),
    )
    return lesson.model_copy(update=changes)


def stale(key: str, text: str, now: Line | None, part: SectionKind = SectionKind.RULES) -> StaleLine:
    return StaleLine(key, part, Change.WORDS if now else Change.ENDED, text, now)


@dataclass
class FakeTrainer:
    """Makes the small lesson; a topic with “không có” has no basis. ``changed``: what a check of a kept lesson tells."""

    changed: list[StaleLine] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)

    def lesson(self, request: Request, progress: Callable[[str, int, int], None] | None = None) -> Lesson:
        self.asked.append(request)
        if progress:
            progress("tìm căn cứ", 0, 2)
            progress("chọn nội dung", 1, 2)
        if "không có" in request.topic:
            raise TrainingError(f"Không tìm thấy căn cứ trong kho cho chủ đề “{request.topic}”.")
        title = request.topic[:1].upper() + request.topic[1:]
        return small_lesson(topic=request.topic, title=title, audience=request.audience, on=request.on)

    def refresh(self, lesson: Lesson, on: date) -> Staleness:
        held = {each.key for section in lesson.sections for each in section.lines}
        return Staleness(on, tuple(c for c in self.changed if c.key in held))
