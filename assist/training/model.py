"""What a lesson is made of. Plain data that survives JSON: a saved lesson is these models, and every exporter reads only them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from corpus.documents import Status
from corpus.notes import Modality
from corpus.yamlfiles import Strict

_Text = Field(min_length=1)


class Audience(StrEnum):
    """Who is taught."""

    INVESTIGATORS = "điều tra viên"
    COMMUNE_POLICE = "công an xã"
    SPEAKERS = "báo cáo viên"
    TEACHERS = "giáo viên, hội viên phụ nữ"
    PUPILS = "học sinh"


class SectionKind(StrEnum):
    """The parts of a lesson, in their usual order."""

    OBJECTIVES = "Mục tiêu"
    CHANGES = "Điểm mới"
    RULES = "Quy định cốt lõi"
    LIMITS = "Bảng thời hạn"
    DO_DONT = "Nên và không nên"
    CASE = "Tình huống thảo luận"
    QUIZ = "Câu hỏi kiểm tra"
    SOURCES = "Nguồn"


class Source(Strict):
    """A provision that a line rests on, as it stands on the lesson's day.

    ``id``: canonical; ``pinpoint``: as a lawyer cites it, with the document ("khoản 1 Điều 5, 43/2021/TT-BCA"); ``quote``: its words;
    ``origin``: "nguyên văn" (official words) or "tóm lược" (ours), "" where there is no text; ``text_hash``: of the words, 32
    hexadecimal digits of SHA-256 (``assist.conflicts.stored.hash_of``), by which a later change is seen. ``amended``: what amended the
    words since they stood as quoted, and when ("Luật số 86/2025/QH15 sửa từ ngày 01/07/2025"), "" if nothing did.
    """

    id: str = _Text
    pinpoint: str = _Text
    status: Status
    quote: str = ""
    origin: str = ""
    text_hash: str = ""
    remarks: tuple[str, ...] = ()
    amended: str = ""


class Line(Strict):
    """One content line: a rule, a limit, a change, a thing to do. ``text``: one or two plain sentences in our words.

    ``key``: its name in the lesson, stable when lines are reordered ("lay-loi-khai.bao-truoc"). ``who``, ``act``: who must do what,
    where it is a duty. ``limit``: the time limit in words ("không quá 24 giờ kể từ lúc tiếp nhận tin"), "" if none. ``do``: False in a
    section of dos and don'ts for what must not be done. ``edited``: a person changed the words. ``doubt``: why it is chưa xác minh.
    """

    key: str = _Text
    text: str = _Text
    sources: tuple[Source, ...] = Field(min_length=1)
    who: str = ""
    act: str = ""
    modality: Modality | None = None
    limit: str = ""
    do: bool = True
    group: str = ""  # heading it stands under: a procedure, a document, a chapter of the topic
    edited: bool = False
    doubt: str = ""


class Section(Strict):
    """A part of the lesson. ``minutes``: for the trainer's plan, in all the lesson's. ``notes``: what the trainer says besides."""

    kind: SectionKind
    title: str = _Text
    lines: tuple[Line, ...] = ()
    minutes: int = 0
    notes: str = ""


class QuizKind(StrEnum):
    """Kinds of questions."""

    CHOICE = "chọn một"
    TRUE_FALSE = "đúng/sai"
    CASE = "tình huống ngắn"


#: What each level of a question asks of the learner.
LEVELS = {1: "nhớ", 2: "phân biệt", 3: "vận dụng"}


class QuizItem(Strict):
    """A question with one right answer. ``options``: for TRUE_FALSE "Đúng", "Sai"; ``answer``: the place of the right one.

    ``level``: 1 to recall, 2 to tell apart, 3 to apply to a case. ``explanation``: why, in our words; ``sources``: at least one.
    ``wrong``: for each option the reason why it is wrong by the text, "" for the right one. ``key``: stable for a seed and a text.
    """

    key: str = _Text
    kind: QuizKind
    level: int = Field(ge=1, le=3)
    stem: str = _Text
    options: tuple[str, ...] = Field(min_length=2)
    answer: int = Field(ge=0)
    explanation: str = _Text
    wrong: tuple[str, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    edited: bool = False


class CaseStudy(Strict):
    """An invented situation for discussion. ``facts``: a case for the checklist engine (``assist.checklists.case``); ``story``: told
    in plain words without names; ``questions``: for the group; ``answers``: model answer, each line with its sources.
    """

    facts: dict[str, object]
    story: str = _Text
    questions: tuple[str, ...] = Field(min_length=1)
    answers: tuple[Line, ...] = ()


class SourceDocument(Strict):
    """A document that the lesson rests on, with its standing on the day."""

    number: str = _Text
    kind: str = ""
    title: str = ""
    issued: date | None = None
    effective: date | None = None
    status: Status


class Asked(Strict):
    """What a lesson was asked for besides its own fields, so that the same can be asked again on another day.

    ``topic``: the words typed, "" where only documents or checklists were named, None where that was not kept; ``documents``: numbers
    or citations; ``checklists``: codes of procedures; ``levels``: of the questions, all if empty.
    """

    topic: str | None = None
    documents: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()
    quiz_items: int = 10
    levels: tuple[int, ...] = ()


class Lesson(Strict):
    """A whole lesson. ``topic``: as asked, or the title where only documents or checklists were named; ``title``: as shown; ``on``:
    the day of validity; ``seed``: of the quiz and the case; ``asked``: what else it was asked for.
    """

    topic: str = _Text
    title: str = _Text
    audience: Audience
    minutes: int = Field(ge=10, le=480)
    on: date
    sections: tuple[Section, ...] = ()
    case: CaseStudy | None = None
    quiz: tuple[QuizItem, ...] = ()
    documents: tuple[SourceDocument, ...] = ()
    remarks: tuple[
        str, ...
    ] = ()  # what the trainer should know: rules that are chưa xác minh, texts that are not at hand
    seed: int = 1
    asked: Asked = Asked()

    def section(self, kind: SectionKind) -> Section | None:
        return next((s for s in self.sections if s.kind is kind), None)
