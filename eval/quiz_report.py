"""Are quiz items fair? Two hundred items over five topics, each checked by a reader of its own, not by the code that made it.

    python -m eval.quiz_report [--items 200] [--seed 1] [--read 40] [--home FOLDER]

The items are those of whole quizzes of ten, as a trainer gets them. Checked of each (``eval.quiz_checks``): the right option is true
by the text (its figure, body or word of modality stands in a quoted clause, or in the typed limit and modality of the checklist
item), no wrong option is, one option is right, every wrong one has its reason, options do not tell by their length, no item comes
twice. Of the quizzes: how many items, of which levels, how many statements to judge, one figure twice at most. ``--read`` prints a
drawn number of items whole, to be read by eye.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from assist.training.lessons import Request, Trainer, TrainingError
from assist.training.model import Audience, Lesson, Line, QuizItem, QuizKind, SectionKind
from corpus.checklists import load_checklists
from corpus.library import Library
from corpus.settings import get_settings
from eval.quiz_checks import faults_of
from eval.quiz_reader import Text, figures, form_of, text_of

ON = date(2026, 11, 22)
TOPICS: tuple[tuple[str, tuple[Audience, ...]], ...] = (
    ("tiếp nhận tin báo", (Audience.COMMUNE_POLICE, Audience.INVESTIGATORS)),
    ("lấy lời khai trẻ em", (Audience.INVESTIGATORS, Audience.COMMUNE_POLICE)),
    ("Điều 150, 151 BLHS và NQ 02/2019", (Audience.INVESTIGATORS, Audience.SPEAKERS)),
    ("điểm mới từ 01/7/2025 về phòng, chống mua bán người", (Audience.SPEAKERS, Audience.TEACHERS)),
    ("phòng điều tra thân thiện và chỉ tiêu kế hoạch 111", (Audience.INVESTIGATORS, Audience.PUPILS)),
)
_MINUTES = (45, 240)  # a lesson as it is held, and one that has most of the topic's lines
_TEN = 10
_ROUNDS = 4
_PARTS = (SectionKind.CHANGES, SectionKind.RULES, SectionKind.LIMITS, SectionKind.DO_DONT)

Row = tuple[str, Audience, QuizItem, Text]


@dataclass(frozen=True)
class Quiz:
    """A quiz of a lesson. ``lines``: how many lines the lesson has that may be asked about."""

    topic: str
    audience: Audience
    minutes: int
    seed: int
    lines: int
    rows: tuple[Row, ...]


# The draw ------------------------------------------------------------------------------------------------------------


def lines_of(lesson: Lesson) -> list[Line]:
    """The lines of a lesson that questions are made of."""
    return [line for kind in _PARTS if (section := lesson.section(kind)) for line in section.lines]


def draw(trainer: Trainer, wanted: int, seed: int) -> list[Quiz]:
    """Quizzes of all topics, audiences and lengths, then under the next seed, until they have so many items; none comes twice."""
    quizzes: list[Quiz] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for number in range(seed, seed + _ROUNDS):
        for minutes in _MINUTES:
            for topic, audiences in TOPICS:
                for audience in audiences:
                    if len(seen) >= wanted:
                        return quizzes
                    found = _quiz(trainer, topic, audience, minutes, number)
                    new = [row for row in found.rows if (row[2].stem, tuple(sorted(row[2].options))) not in seen]
                    seen |= {(row[2].stem, tuple(sorted(row[2].options))) for row in new}
                    quizzes.append(found)
    return quizzes


def _quiz(trainer: Trainer, topic: str, audience: Audience, minutes: int, seed: int) -> Quiz:
    try:
        lesson = trainer.lesson(Request(topic, audience, minutes, ON, seed=seed, quiz_items=_TEN))
    except TrainingError as error:
        print(f"{topic}, {audience.value}: {error}")
        return Quiz(topic, audience, minutes, seed, 0, ())
    by_key = {re.sub(r"^(?:han|nen)\.", "", line.key): line for line in reversed(lines_of(lesson))}
    texts = [text_of(each, by_key) for each in lesson.quiz]
    rows = tuple((topic, audience, each, text) for each, text in zip(lesson.quiz, texts, strict=True) if text)
    if len(rows) < len(lesson.quiz):
        print(f"{topic}, {audience.value}: {len(lesson.quiz) - len(rows)} items of no line of the lesson")
    return Quiz(topic, audience, minutes, seed, len(by_key), rows)


def show(number: int, topic: str, audience: Audience, made: QuizItem, text: Text) -> str:
    """An item whole, with the clauses."""
    lines = [f"--- {number}. [{topic} | {audience.value} | {made.kind.value} | mức {made.level}] {made.key}", made.stem]
    lines += [
        f"  {'*' if at == made.answer else ' '} {option}{f'   ({why})' if why else ''}"
        for at, (option, why) in enumerate(zip(made.options, made.wrong, strict=True))
    ]
    lines.append(f"  > {made.explanation}")
    lines += [
        f"  # {s.pinpoint} [{s.status.value}; {s.origin}]: {' '.join(s.quote.split())[:900]}" for s in made.sources[:4]
    ]
    return "\n".join(lines)


# The figures -----------------------------------------------------------------------------------------------------------


def report(rows: Sequence[Row]) -> int:
    """Print the figures of the items; how many have a fault."""
    bad = []
    for topic, audience, made, text in rows:
        if faults := faults_of(made, text):
            bad.append(made.key)
            print(f"FAULT {made.key}: {'; '.join(faults)}\n   {topic} | {audience.value} | {made.stem[:200]}")
    items = [made for _, _, made, _ in rows]
    print(f"\nitems {len(items)}, with a fault {len(bad)} ({len(bad) / max(1, len(items)):.1%})")
    print("forms:", dict(Counter(form_of(made) for made in items).most_common()))
    print("kinds:", {k.value: n for k, n in Counter(made.kind for made in items).items()})
    print("levels:", dict(sorted(Counter(m.level for m in items).items())))
    print("topics:", dict(Counter(topic for topic, _, _, _ in rows)))
    asked = [(m, t) for _, _, m, t in rows if form_of(m) == "figure" and figures(m.options[m.answer])]
    by_text = sum(figures(m.options[m.answer]) <= figures(t.quotes) for m, t in asked)
    print(f"figures of the right option in the quoted words: {by_text} of {len(asked)}, the others in the typed limit")
    _places(items)
    return len(bad)


def _places(items: Iterable[QuizItem]) -> None:
    """Whether place, length or rank of the right option tell it."""
    items = list(items)
    choices = [m for m in items if m.kind is not QuizKind.TRUE_FALSE]
    for size in (3, 4):
        same = [m for m in choices if len(m.options) == size]
        print(f"place of the right one of {size}:", [sum(m.answer == at for m in same) for at in range(size)])
    longest = sum(
        len(m.options[m.answer]) > max(len(o) for at, o in enumerate(m.options) if at != m.answer) for m in choices
    )
    shortest = sum(
        len(m.options[m.answer]) < min(len(o) for at, o in enumerate(m.options) if at != m.answer) for m in choices
    )
    share = f"{longest / max(1, len(choices)):.0%}"
    print(f"right one alone the longest {longest} ({share}), alone the shortest {shortest}, of {len(choices)}")
    ranks = Counter(
        sorted(m.options, key=lambda o: min(figures(o), default=(Fraction(0), ""))).index(m.options[m.answer])
        for m in choices
        if form_of(m) == "figure"
    )
    print("rank of the right figure:", dict(sorted(ranks.items())))
    truths = Counter(m.answer for m in items if m.kind is QuizKind.TRUE_FALSE)
    print("true and false:", truths[0], truths[1])


def table(quizzes: Sequence[Quiz]) -> int:
    """Print what each quiz is made of; how many quizzes of lessons with enough lines are not whole."""
    short = 0
    print("\nlines items  level 1 2 3  true/false  one figure at most  topic, audience, minutes, seed")
    for quiz in quizzes:
        items = [made for _, _, made, _ in quiz.rows]
        levels = Counter(made.level for made in items)
        judged = sum(made.kind is QuizKind.TRUE_FALSE for made in items)
        same = Counter(
            words
            for made in items
            if re.fullmatch(r"(?:ngày |từ )?\d[^.]{1,25}", words := made.options[made.answer].lower())
        )
        short += len(items) < _TEN and quiz.lines >= 15  # a lesson that has so many lines should bear ten
        print(
            f"{quiz.lines:5} {len(items):5}        {levels[1]} {levels[2]} {levels[3]}  {judged:10}  "
            f"{max(same.values(), default=0):18}  "
            f"{quiz.topic}, {quiz.audience.value}, {quiz.minutes}, {quiz.seed}"
        )
    print(f"quizzes {len(quizzes)}, of ten items {sum(len(q.rows) >= _TEN for q in quizzes)}, too short {short}")
    return short


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", type=int, default=0, help="print so many drawn items whole")
    parser.add_argument("--home", type=Path, default=None, help="another KHOLUAT_HOME")
    options = parser.parse_args()
    settings = get_settings()
    database = f"sqlite:///{options.home / 'var/library.sqlite'}" if options.home else settings.database
    trainer = Trainer(Library.open(database), load_checklists()[0])
    quizzes = draw(trainer, options.items, options.seed)
    by_words = {(row[2].stem, tuple(sorted(row[2].options))): row for quiz in quizzes for row in quiz.rows}
    rows = list(by_words.values())[: options.items]
    bad = report(rows)
    table(quizzes)
    if options.read:
        print()
        for number, row in enumerate(random.Random(options.seed).sample(rows, min(options.read, len(rows))), start=1):
            print(show(number, *row))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
