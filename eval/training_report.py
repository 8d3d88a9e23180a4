"""Lessons measured: ``KHOLUAT_HOME=… python -m eval.training_report [--sources SOURCES]``.

Per lesson: lines, the share whose provisions the library knows and that apply on the day, counts of status, lines whose figures stand
neither in the words quoted nor (with the official texts) in their article, sentences too long for the audience, words it may not be
given, seconds to make. Exit status 1 if any line fails.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assist.training.lessons import Request, Trainer, TrainingError
from assist.training.model import Audience, Lesson, Line, SectionKind
from assist.training.suitability import suitability
from corpus.checklists import load_checklists
from corpus.documents import Status
from corpus.library import Library
from corpus.provisions import ProvisionId
from corpus.settings import get_settings
from eval.wording import numbers

TOPICS = (
    ("Tiếp nhận tin báo", (Audience.COMMUNE_POLICE, Audience.INVESTIGATORS, Audience.PUPILS)),
    ("Lấy lời khai trẻ em", (Audience.INVESTIGATORS, Audience.TEACHERS, Audience.COMMUNE_POLICE)),
    ("Điều 150, 151 BLHS và NQ 02/2019", (Audience.INVESTIGATORS, Audience.TEACHERS, Audience.PUPILS)),
    ("Điểm mới từ 01/7/2025 về phòng, chống mua bán người", (Audience.SPEAKERS, Audience.PUPILS, Audience.TEACHERS)),
    (
        "Phòng điều tra thân thiện và chỉ tiêu kế hoạch 111",
        (Audience.INVESTIGATORS, Audience.COMMUNE_POLICE, Audience.TEACHERS),
    ),
)
DAYS = (date(2026, 11, 22), date(2025, 12, 1))
_SPELT = {w: n for n, w in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), start=1)}
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
_CITED = re.compile(
    r"(?:[Đđ]iều|[Kk]hoản|[Mm]ục|[Kk]ế hoạch|[Mm]ẫu số|tiết) [\d()., và]+|\b\d+/(?:\d{4}/)?[\w&Đ-]+"
    r"|(?:Luật|luật năm|Thông tư\w*) \d+(?:/\d+)?"
)


@dataclass
class Measured:
    """What was found of one lesson."""

    lesson: Lesson
    seconds: float
    lines: int = 0
    grounded: int = 0
    doubtful: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    figures: list[str] = field(default_factory=list)
    lengths: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    minutes: int = 0

    @property
    def fine(self) -> bool:
        return self.grounded == self.lines and not (self.figures or self.lengths or self.words or self.ended)


def measure(lesson: Lesson, library: Library, checked: frozenset[str], seconds: float = 0.0) -> Measured:
    """Measure a lesson. ``checked``: sentences of items and notes whose figures the corpus checker set beside the official text."""
    found = Measured(lesson, seconds, minutes=sum(s.minutes for s in lesson.sections))
    fit = suitability(lesson.audience)
    for kind, line in _lines(lesson):
        found.lines += 1
        found.doubtful += bool(line.doubt)
        found.statuses.update(s.status.value for s in line.sources)
        places = [ProvisionId.parse(s.id) for s in line.sources]
        found.grounded += all(_known(library, pid, lesson.on) for pid in places)
        found.ended += [s.id for s in line.sources if s.status in {Status.EXPIRED, Status.NOT_YET}]
        if kind is not SectionKind.CASE:
            found.figures += _foreign_figures(line, checked)
        found.lengths += [f"{line.key}: {part[:60]}…" for part in fit.too_long(line.text)]
        found.words += [f"{line.key}: {word}" for word in fit.forbidden(f"{line.text} {line.act} {line.limit}")]
    told = [lesson.case.story, *lesson.case.questions] if lesson.case else []
    told += [text for item in lesson.quiz for text in (item.stem, *item.options, item.explanation)]
    found.words += [f"tình huống, câu hỏi: {word}" for text in told for word in fit.forbidden(text)]
    return found


def _lines(lesson: Lesson) -> Iterator[tuple[SectionKind, Line]]:
    for section in lesson.sections:
        if section.kind not in {SectionKind.SOURCES, SectionKind.OBJECTIVES}:
            yield from ((section.kind, line) for line in section.lines)
    yield from ((SectionKind.CASE, line) for line in (lesson.case.answers if lesson.case else ()))


def _known(library: Library, pid: ProvisionId, on: date) -> bool:
    """Whether the library has the place, or the unit it stands in, or knows when it applies."""
    for length in range(len(pid.path), 0, -1):
        if library.unit(ProvisionId(pid.document, pid.path[:length]), on) is not None:
            return True
    return library.validity(pid) is not None


def _foreign_figures(line: Line, checked: frozenset[str]) -> list[str]:
    """Figures of a line that stand in none of its quotes, unless its sentence is one the corpus checker read."""
    if any(sentence in line.text for sentence in checked):
        return []
    text = _CITED.sub(" ", _DAY.sub(" ", f"{line.text} {line.limit}"))
    quoted = " ".join(s.quote for s in line.sources)
    there = numbers(quoted) | {_SPELT[w] for w in re.findall(r"\w+", quoted.lower()) if w in _SPELT}
    there |= {int(n) for n in re.findall(r"\d+", " ".join(s.pinpoint for s in line.sources))}
    missing = sorted(numbers(text) - there)
    return [f"{line.key}: {missing}"] if missing else []


def checked_sentences(trainer: Trainer) -> frozenset[str]:
    """The sentences that ``eval.check_corpus`` sets beside the official words, as lessons may carry them."""
    told = {i.says.rstrip(".") for c in trainer.checklists for i in c.items} | {
        i.act for c in trainer.checklists for i in c.items
    }
    told |= {i.says[1:].rstrip(".") for c in trainer.checklists for i in c.items}
    for noted in trainer.notes:
        for article in noted.articles:
            told |= {article.gist, *(e.sentence().rstrip(".") for e in article.entries())}
            # frames of punishment are told with the circumstances of their points
            told |= {
                p.model_copy(update={"points": (), "when": ""}).sentence()[1:].rstrip(".") for p in article.penalties
            }
    return frozenset(told)


def main(arguments: list[str] | None = None) -> int:
    """Make the lessons and print what was measured."""
    parser = argparse.ArgumentParser(description="Đo các bài tập huấn soạn từ kho.")
    parser.add_argument("--minutes", type=int, default=45)
    parser.add_argument("--all", action="store_true", help="mọi chủ đề cho mọi người nghe")
    options = parser.parse_args(arguments)
    settings = get_settings()
    library = Library.open(settings.database)
    if not Path(settings.home).exists():
        print(f"Không có {settings.home}.", file=sys.stderr)
        return 1
    trainer = Trainer(library, load_checklists()[0])
    checked = checked_sentences(trainer)
    bad = 0
    for topic, audiences in TOPICS:
        for audience in Audience if options.all else audiences:
            for on in DAYS:
                began = time.perf_counter()
                try:
                    lesson = trainer.lesson(Request(topic, audience, options.minutes, on))
                except TrainingError as error:
                    print(f"{topic} | {audience.value} | {on}: {error}")
                    continue
                found = measure(lesson, library, checked, time.perf_counter() - began)
                bad += not found.fine
                _print(found)
    print(f"{bad} bài có dòng không đạt.")
    return 1 if bad else 0


def _print(found: Measured) -> None:
    lesson = found.lesson
    print(
        f"{lesson.title} | {lesson.audience.value} | {lesson.on}: {found.lines} dòng, có điều khoản {found.grounded}, "
        f"chưa xác minh {found.doubtful}, {found.minutes}/{lesson.minutes} phút, {len(lesson.quiz)} câu hỏi, "
        f"{found.seconds:.1f} giây; " + ", ".join(f"{status} {count}" for status, count in found.statuses.most_common())
    )
    for name, rows in (
        ("số lạ", found.figures),
        ("câu dài", found.lengths),
        ("từ cấm", found.words),
        ("hết hiệu lực", found.ended),
    ):
        for row in rows:
            print(f"    {name}: {row}")


if __name__ == "__main__":
    sys.exit(main())
