"""Are quiz items fair? Two hundred items over five topics, each checked by a reader of its own, not by the code that made it.

    python -m eval.quiz_report [--items 200] [--seed 1] [--read 40] [--home FOLDER]

Checked of each item: the right option is true by the text (its figure, body or word of modality stands in a quoted clause, or in the
typed limit and modality of the checklist item), no wrong option is (it stands neither there nor in a differing demand on the point),
one option is right, every wrong one has its reason, options do not tell by their length, no item comes twice. ``--read`` prints a
drawn number of items whole, to be read by eye.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from assist.training.lessons import Request, Trainer, TrainingError
from assist.training.model import Audience, Lesson, Line, QuizItem, QuizKind, SectionKind
from assist.training.quiz import make_quiz
from corpus.checklists import Item, load_checklists
from corpus.documents import Status
from corpus.library import Library
from corpus.notes import Definition, load_notes
from corpus.settings import get_settings

ON = date(2026, 11, 22)
TOPICS: tuple[tuple[str, tuple[Audience, ...]], ...] = (
    ("tiếp nhận tin báo", (Audience.COMMUNE_POLICE, Audience.INVESTIGATORS)),
    ("lấy lời khai trẻ em", (Audience.INVESTIGATORS, Audience.COMMUNE_POLICE)),
    ("Điều 150, 151 BLHS và NQ 02/2019", (Audience.INVESTIGATORS, Audience.SPEAKERS)),
    ("điểm mới từ 01/7/2025 về phòng, chống mua bán người", (Audience.SPEAKERS, Audience.TEACHERS)),
    ("phòng điều tra thân thiện và chỉ tiêu kế hoạch 111", (Audience.INVESTIGATORS, Audience.PUPILS)),
)
_SEEDS = 3
_MINUTES = 240  # a long lesson has most of the topic's lines
_PARTS = (SectionKind.CHANGES, SectionKind.RULES, SectionKind.LIMITS, SectionKind.DO_DONT)
_MADE = re.compile(r"^(?P<line>.+)\.(?P<form>[a-z-]+)\.[0-9a-f]{8}$")
_SAID = re.compile(r"“(.+)”", re.DOTALL)
_NEAR = 0.25


# A reader of figures of its own --------------------------------------------------------------------------------------

_SPELT = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười hai": 12,
    "mười lăm": 15, "mười sáu": 16, "mười tám": 18, "hai mươi": 20, "ba mươi": 30,
}  # fmt: skip
_UNITS = "ngày làm việc|phút|giờ|ngày|tuần|tháng|năm|lần|tuổi|%|đồng|người"
_WORDS = "|".join(sorted(_SPELT, key=len, reverse=True))
_NUMBER = rf"\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?|{_WORDS}"
_FIGURE = re.compile(
    rf"(?<![\w/.,])(?P<n>{_NUMBER})(?:\s*\([^()]*\))?(?:\s*(?:đến|-|–)\s*(?:dưới )?(?P<m>{_NUMBER})(?:\s*\([^()]*\))?)?"
    rf"\s*(?P<unit>{_UNITS})(?!\w)"
)
_HOURS = {"phút": Fraction(1, 60), "giờ": Fraction(1), "ngày": Fraction(24), "tuần": Fraction(168)}
_MONTHS = {"tháng": 1, "năm": 12}
Figure = tuple[Fraction, str]


def figures(text: str) -> set[Figure]:
    """The figures of a text with their units, one form for equal ones: 1 ngày is 24 giờ, 1 năm 12 tháng.

    >>> figures("chậm nhất 24 giờ") == figures("trong 01 (một) ngày")
    True
    """
    found = set()
    for match in _FIGURE.finditer(" ".join(text.lower().split())):
        for number in (match["n"], match["m"]):
            if number:
                found.add(_alike(_value(number), match["unit"]))
    return found


def _value(number: str) -> Fraction:
    return Fraction(_SPELT[number]) if number in _SPELT else Fraction(number.replace(".", "").replace(",", "."))


def _alike(value: Fraction, unit: str) -> Figure:
    if unit in _HOURS:
        return value * _HOURS[unit], "giờ"
    return (value * _MONTHS[unit], "tháng") if unit in _MONTHS else (value, unit)


def days(text: str) -> set[tuple[int, int, int]]:
    """The calendar days of a text, in either way of writing."""
    found = re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})|ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", text.lower())
    return {(int(a or d), int(b or e), int(c or f)) for a, b, c, d, e, f in found}


# Checks --------------------------------------------------------------------------------------------------------------


@dataclass
class Text:
    """What an item is held against: the line it came from, the item of the checklists, the words of its sources."""

    line: Line
    item: Item | None
    quotes: str
    typed: set[Figure] = field(default_factory=set)
    differing: set[Figure] = field(default_factory=set)


Row = tuple[str, Audience, QuizItem, Text]


def text_of(made: QuizItem, lines: dict[str, Line], items: dict[str, Item]) -> Text | None:
    """None where the item's line is not among those of the lesson."""
    match = _MADE.match(made.key)
    line = lines.get(match["line"]) if match else None
    if match is None or line is None:
        return None
    item = items.get(match["line"])
    text = Text(line, item, "\n".join(s.quote for s in made.sources).lower())
    for demand in item.demands() if item else ():
        for bound in (demand.limit, demand.ceiling):
            if bound is not None:
                (text.typed if demand is item else text.differing).add(_alike(Fraction(bound.number), bound.unit))
        if demand is not item:
            text.differing |= figures(demand.says)
    return text


def form_of(made: QuizItem) -> str:
    match = _MADE.match(made.key)
    return match["form"] if match else ""


def faults_of(made: QuizItem, text: Text) -> list[str]:
    """What is wrong with an item, in English for the report; empty where nothing is."""
    return [*_shape(made), *_CHECKS[form_of(made)](made, text)]


def _shape(made: QuizItem) -> list[str]:
    faults = []
    options = [" ".join(o.lower().split()) for o in made.options]
    if len(set(options)) < len(options) or not 0 <= made.answer < len(options):
        faults.append("options repeat or the answer is none of them")
    if any("tất cả" in o or "cả a và b" in o for o in options):
        faults.append("an option of all or both")
    if len(made.wrong) != len(options) or any(bool(why) == (at == made.answer) for at, why in enumerate(made.wrong)):
        faults.append("a wrong option without its reason")
    if not made.sources or any(s.status in {Status.EXPIRED, Status.NOT_YET} for s in made.sources):
        faults.append("a source that does not apply")
    lengths = [len(o) for o in made.options]
    alike = (
        form_of(made) in {"modality", "modality-word", "figure", "case-clock", "case-verdict", "term"}
        or made.kind is QuizKind.TRUE_FALSE
    )
    right = lengths[made.answer]
    others = [n for at, n in enumerate(lengths) if at != made.answer]
    if not alike and (right > (1 + _NEAR) * max(others) or right < (1 - _NEAR) * min(others)):
        faults.append("the right option stands out by its length")
    return faults


def _figure(made: QuizItem, text: Text) -> list[str]:
    right, held = made.options[made.answer], figures(text.quotes)
    others = [o for at, o in enumerate(made.options) if at != made.answer]
    if days(right):
        faults = [] if days(right) <= days(text.quotes) else ["the right day stands in no source"]
        return faults + [f"{o} stands in a source" for o in others if days(o) & days(text.quotes)]
    faults = [] if figures(right) and figures(right) <= held | text.typed else ["the right figure stands in no source"]
    for option in others:
        theirs = figures(option)
        if not theirs or theirs == figures(right):
            faults.append(f"{option} says the same as the right one")
        if theirs <= held | text.typed | text.differing and not (
            len(theirs) > 1 and not _frame_in(option, text.quotes)
        ):
            faults.append(f"{option} stands in a source or a differing demand")
    return faults


def _frame_in(option: str, quotes: str) -> bool:
    """Whether the two figures of a frame stand beside each other in the sources, in this order."""
    numbers = re.findall(r"\d+", option)
    return bool(re.search(r"\b0*" + r"\b[^\d]{1,14}\b0*".join(numbers) + r"\b", quotes))


def _told_in(text: Text, words: str, *, shortened: bool = True) -> bool:
    """Whether words hold the line's sentence, or its item's; with ``shortened`` the first sentence of a long one is enough."""
    held = [text.line.text, text.item.says if text.item else ""]
    if shortened:
        held += [re.split(r"(?<=\.) (?=[A-ZĐ])", each)[0] for each in held]
    return any(each.strip()[1:].rstrip(".") in words for each in held if each)


def _statement(made: QuizItem) -> str:
    match = _SAID.search(made.stem)
    return match[1] if match else ""


def _figure_tf(made: QuizItem, text: Text) -> list[str]:
    said, held = _statement(made), figures(text.quotes) | text.typed
    mine = figures(text.line.text)
    mine |= figures(text.item.says) if text.item else set()
    changed = (figures(said) - mine) | {
        (Fraction(d * 10000 + m * 100), str(y)) for d, m, y in days(said) - days(text.line.text)
    }
    if made.answer == 0:
        faults = ["a true statement that is not the line's"] if changed or not _told_in(text, said) else []
        return faults + (
            ["a figure of the statement stands in no source"] if not figures(said) & held and not days(said) else []
        )
    if len(changed) != 1 and not re.search(r"từ \d+ \w+ đến", said):
        return [f"a false statement with {len(changed)} changed figures"]
    return ["the false figure stands in a source"] if changed & (held | text.differing) else []


def _clock(made: QuizItem, text: Text) -> list[str]:
    stamps = [_hour(words) for words in (re.findall(_HOUR, made.stem) or [""])[:1]] + [_hour(o) for o in made.options]
    start, *ends = stamps
    limit = text.item.limit if text.item else None
    if start is None or None in ends or limit is None:
        return ["a case whose hours cannot be read"]
    factor = {"giờ": 60, "phút": 1}[limit.unit] * (-1 if limit.before else 1)
    wanted = start + limit.number * factor
    faults = [] if ends[made.answer] == wanted else ["the right hour is not the limit's end"]
    if figures(f"{limit.number} {limit.unit}") - figures(text.quotes) and text.quotes:
        faults.append("the limit stands in no source")
    for at, end in enumerate(ends):
        gap = Fraction(abs((end or 0) - start), 60)
        if at != made.answer and (gap, "giờ") in figures(text.quotes) | text.typed | text.differing:
            faults.append(f"{made.options[at]} is the end of a limit that a source states")
    return faults


_HOUR = r"\d+ giờ(?: \d+)? (?:thứ \w+|Chủ nhật)"
_WEEK = {"thứ hai": 0, "thứ ba": 1, "thứ tư": 2, "thứ năm": 3, "thứ sáu": 4, "thứ bảy": 5, "chủ nhật": 6}


def _hour(words: str) -> int | None:
    """Minutes since Monday."""
    match = re.fullmatch(r"(\d+) giờ(?: (\d+))? (thứ \w+|chủ nhật)", words.lower())
    return (_WEEK[match[3]] * 24 + int(match[1])) * 60 + int(match[2] or 0) if match else None


#: Words of the options that are about modality, to the modality they state.
_STATES = (
    (r"bắt buộc", "phải"),
    (r"tùy chọn", "có thể"),
    (r"bị cấm|không được làm", "không được"),
    (r"yêu cầu|xin phép|báo trước|không bị cấm|phản đối", ""),
)
_IN_QUOTE = {
    "phải": r"\bphải\b|trách nhiệm|\bcần\b|bắt buộc|nhiệm vụ",
    "có thể": r"có thể|\bđược\b|có quyền",
    "không được": r"không được|không\b|cấm|chỉ được",
}


def _modality(made: QuizItem, text: Text) -> list[str]:
    if text.item is None:
        return ["no item to hold the modality against"]
    stated = [next((m for pattern, m in _STATES if re.search(pattern, o.lower())), "?") for o in made.options]
    faults = [] if stated[made.answer] == text.item.modality else [f"the item says {text.item.modality}"]
    if stated.count(text.item.modality) != 1:
        faults.append("two options of one modality")
    if any(other.point.value == "mức bắt buộc" for other in text.item.differs):
        faults.append("provisions differ on the modality")
    asked = re.search(r"yêu cầu|đề nghị", f"{text.quotes} {text.line.text.lower()}")
    if asked and any("có người yêu cầu" in o for o in made.options):
        faults.append("the text speaks of an asking")
    return faults


def _which(made: QuizItem, text: Text) -> list[str]:
    wanted = "phải" if "bắt buộc?" in made.stem and "không bắt buộc?" not in made.stem else "có thể"
    by_act = {i.act.lower(): i.modality for i in _EVERY.values()}
    told = [by_act.get(o.lower(), "?") for o in made.options]
    faults = [] if told[made.answer] == wanted else ["the right act has another modality"]
    return faults + [
        f"{o} has the asked modality"
        for at, (o, m) in enumerate(zip(made.options, told, strict=True))
        if at != made.answer and m in {wanted, "?"}
    ]


def _word(made: QuizItem, text: Text) -> list[str]:
    right = made.options[made.answer]
    filled = _statement(made).replace("……", right)
    faults = [] if _told_in(text, filled) else ["the filled sentence is not the line's"]
    if text.quotes and not re.search(_IN_QUOTE[right], text.quotes) and right != "phải":
        faults.append("no word of that modality in the source")
    return faults


def _word_tf(made: QuizItem, text: Text) -> list[str]:
    same = _told_in(text, _statement(made), shortened=False)
    return [] if same == (made.answer == 0) else ["true and false do not agree with the line"]


def _body(made: QuizItem, text: Text) -> list[str]:
    def stands(name: str) -> bool:
        return all(part.strip().lower() in text.quotes for part in name.split(","))

    if not stands(made.options[made.answer]):
        return ["the right body stands in no source"]
    return [f"{o} stands in a source" for at, o in enumerate(made.options) if at != made.answer and stands(o)]


def _body_tf(made: QuizItem, text: Text) -> list[str]:
    said = _statement(made)
    name = re.split(r" (?:phải|có thể|không được|được giao việc:) ", said)[0]
    stands = all(part.strip().lower() in text.quotes for part in name.split(","))
    return [] if stands == (made.answer == 0) else ["true and false do not agree with whom the source names"]


def _term(made: QuizItem, text: Text) -> list[str]:
    gloss, right = _plain(_statement(made)), made.options[made.answer]
    glosses = _glosses()
    faults = [] if any(gloss in g for g in glosses.get(_plain(right), ())) else ["the gloss is not the term's"]
    return faults + [
        f"{o} has the same gloss"
        for o in made.options
        if o != right and any(gloss in g for g in glosses.get(_plain(o), ()))
    ]


def _glosses() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for notes in load_notes()[0]:
        for article in notes.articles:
            for entry in article.entries():
                if isinstance(entry, Definition):
                    found.setdefault(_plain(entry.term), []).append(_plain(entry.gloss))
    return found


def _plain(words: str) -> str:
    return " ".join(words.lower().split()).strip(".")


_EVERY: dict[str, Item] = {f"{c.code}.{i.code}": i for c in load_checklists()[0] for i in c.items}
_CHECKS = {
    "figure": _figure,
    "figure-tf": _figure_tf,
    "case-clock": _clock,
    "case-verdict": _modality,
    "modality": _modality,
    "modality-word": _word,
    "modality-tf": _word_tf,
    "which": _which,
    "who": _body,
    "lead": _body,
    "who-tf": _body_tf,
    "lead-tf": _body_tf,
    "term": _term,
}


# The draw ------------------------------------------------------------------------------------------------------------


def lines_of(lesson: Lesson) -> list[Line]:
    """The lines of a lesson that questions are made of."""
    return [line for kind in _PARTS if (section := lesson.section(kind)) for line in section.lines]


def draw(trainer: Trainer, wanted: int, seed: int) -> list[Row]:
    """Items over the topics and their audiences, turn by turn, under a few seeds, none twice; at most ``wanted``."""
    pools: list[list[Row]] = []
    for topic, audiences in TOPICS:
        for audience in audiences:
            pool: list[Row] = []
            for number in range(seed, seed + _SEEDS):
                pool += _made(trainer, topic, audience, number)
            pools.append(pool)
    chosen: dict[str, Row] = {}
    rng = random.Random(seed)
    for pool in pools:
        rng.shuffle(pool)
    while len(chosen) < wanted and any(pools):
        for pool in pools:
            if pool and len(chosen) < wanted:
                row = pool.pop()
                chosen.setdefault(row[2].stem, row)
    return list(chosen.values())


def _made(trainer: Trainer, topic: str, audience: Audience, seed: int) -> list[Row]:
    try:
        lesson = trainer.lesson(Request(topic, audience, _MINUTES, ON, seed=seed, quiz_items=0))
    except TrainingError as error:
        print(f"{topic}, {audience.value}: {error}")
        return []
    lines = lines_of(lesson)
    by_key = {re.sub(r"^(?:han|nen)\.", "", line.key): line for line in reversed(lines)}
    began = time.perf_counter()
    made = make_quiz(lines, 100, seed, audience)
    took = time.perf_counter() - began
    print(f"{topic} | {audience.value} | seed {seed}: {len(by_key)} lines, {len(made)} items, {took:.1f} s")
    texts = [text_of(each, by_key, _EVERY) for each in made]
    return [(topic, audience, each, text) for each, text in zip(made, texts, strict=True) if text]


def show(number: int, topic: str, audience: Audience, made: QuizItem, text: Text) -> str:
    """An item whole, with the clauses."""
    lines = [f"--- {number}. [{topic} | {audience.value} | {made.kind.value} | mức {made.level}] {made.key}", made.stem]
    lines += [
        f"  {'*' if at == made.answer else ' '} {option}{f'   ({why})' if why else ''}"
        for at, (option, why) in enumerate(zip(made.options, made.wrong, strict=True))
    ]
    lines.append(f"  > {made.explanation}")
    lines += [
        f"  # {s.pinpoint} [{s.status.value}; {s.origin}]: {' '.join(s.quote.split())[:900]}" for s in made.sources[:3]
    ]
    return "\n".join(lines)


def report(rows: Sequence[Row]) -> int:
    """Print the figures; how many items have a fault."""
    bad = []
    for topic, audience, made, text in rows:
        if faults := faults_of(made, text):
            bad.append(made.key)
            print(f"FAULT {made.key}: {'; '.join(faults)}\n   {topic} | {audience.value} | {made.stem[:200]}")
    items = [made for _, _, made, _ in rows]
    stems = Counter(made.stem for made in items)
    print(
        f"\nitems {len(items)}, with a fault {len(bad)} ({len(bad) / max(1, len(items)):.1%}), "
        f"stems twice {sum(n > 1 for n in stems.values())}"
    )
    print("forms:", dict(Counter(form_of(made) for made in items).most_common()))
    print(
        "kinds:",
        {k.value: n for k, n in Counter(made.kind for made in items).items()},
        "levels:",
        dict(sorted(Counter(m.level for m in items).items())),
    )
    print("topics:", dict(Counter(topic for topic, _, _, _ in rows)))
    by_text = sum(
        figures(m.options[m.answer]) <= figures(t.quotes)
        for _, _, m, t in rows
        if form_of(m) == "figure" and figures(m.options[m.answer])
    )
    print(
        f"figures of the right option in the quoted words: {by_text} of {sum(form_of(m) == 'figure' for m in items)}, "
        "the others in the typed limit"
    )
    _places(items)
    return len(bad)


def _places(items: Iterable[QuizItem]) -> None:
    """Whether place, length or rank of the right option tell it."""
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
    print(f"right one alone the longest {longest}, alone the shortest {shortest}, of {len(choices)}")
    ranks = Counter(
        sorted(m.options, key=lambda o: min(figures(o), default=(Fraction(0), ""))).index(m.options[m.answer])
        for m in choices
        if form_of(m) == "figure"
    )
    print("rank of the right figure:", dict(sorted(ranks.items())))
    truths = Counter(m.answer for m in items if m.kind is QuizKind.TRUE_FALSE)
    print("true and false:", truths[0], truths[1])


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
    rows = draw(trainer, options.items, options.seed)
    bad = report(rows)
    if options.read:
        print()
        for number, row in enumerate(random.Random(options.seed).sample(rows, min(options.read, len(rows))), start=1):
            print(show(number, *row))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
