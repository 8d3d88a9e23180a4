"""A reader of quiz items of its own: figures, days, hours, ages, and the texts that an item is held against.

Nothing here is the code that makes the items, so that a fault of that code shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from importlib.resources import files

import yaml

from assist.training.model import Line, QuizItem, QuizKind
from corpus.checklists import Checklist, Item, load_checklists
from corpus.documents import Status

_MADE = re.compile(r"^(?P<line>.+)\.(?P<form>[a-z-]+)\.[0-9a-f]{8}$")
_SAID = re.compile(r"“(.+)”", re.DOTALL)
_NEAR = 0.3

# Figures -------------------------------------------------------------------------------------------------------------

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
                found.add(alike(_value(number), match["unit"]))
    return found


def _value(number: str) -> Fraction:
    return Fraction(_SPELT[number]) if number in _SPELT else Fraction(number.replace(".", "").replace(",", "."))


def alike(value: Fraction, unit: str) -> Figure:
    """A figure in the one form of its kind."""
    if unit in _HOURS:
        return value * _HOURS[unit], "giờ"
    return (value * _MONTHS[unit], "tháng") if unit in _MONTHS else (value, unit)


def days(text: str) -> set[tuple[int, int, int]]:
    """The calendar days of a text, in either way of writing."""
    found = re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})|ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", text.lower())
    return {(int(a or d), int(b or e), int(c or f)) for a, b, c, d, e, f in found}


_HOUR = re.compile(r"(\d+) giờ(?: (\d+))?(?: (thứ \w+|Chủ nhật))?")
_WEEK = {"thứ hai": 0, "thứ ba": 1, "thứ tư": 2, "thứ năm": 3, "thứ sáu": 4, "thứ bảy": 5, "chủ nhật": 6}


def hours(text: str) -> list[int]:
    """The hours of a text in minutes since Monday; one without its day counts as Monday's."""
    return [
        (_WEEK[(day or "thứ hai").lower()] * 24 + int(hour)) * 60 + int(minutes or 0)
        for hour, minutes, day in _HOUR.findall(text)
    ]


def months_of_age(text: str) -> int | None:
    """An age in months: ``15 tuổi 11 tháng`` is 191, ``vừa tròn 16 tuổi`` 192."""
    match = re.search(r"(\d+) tuổi(?: (\d+) tháng)?", text)
    return int(match[1]) * 12 + int(match[2] or 0) if match else None


def of_age(phrase: str, months: int) -> bool | None:
    """Whether somebody so many months old is of an age that a law names; None for words that name none."""
    low = phrase.lower()
    least, below = re.search(r"từ đủ (\d+)", low), re.search(r"dưới (\d+) tuổi", low)
    if least is None and below is None:
        return None
    return (least is None or months >= int(least[1]) * 12) and (below is None or months < int(below[1]) * 12)


# What an item is held against --------------------------------------------------------------------------------------------


@dataclass
class Text:
    """The line an item came from, its item of the checklists, the words of its sources, and all lines of the lesson."""

    line: Line
    item: Item | None
    quotes: str
    lines: Mapping[str, Line]
    typed: set[Figure] = field(default_factory=set)
    differing: set[Figure] = field(default_factory=set)


LISTS: tuple[Checklist, ...] = tuple(load_checklists()[0])
#: Plain sentences by their codes: among the dos and don'ts a lesson tells them in other words.
_PLAIN: dict[str, str] = {
    each["code"]: " ".join(each["text"].split())
    for each in yaml.safe_load((files("assist.training") / "plain_words.yaml").read_text(encoding="utf-8"))["sentences"]
}
EVERY: dict[str, Item] = {f"{c.code}.{i.code}": i for c in LISTS for i in c.items}
PROCEDURE: dict[str, Checklist] = {f"{c.code}.{i.code}": c for c in LISTS for i in c.items}


def text_of(made: QuizItem, lines: Mapping[str, Line]) -> Text | None:
    """None where the item's line is not among those of the lesson."""
    match = _MADE.match(made.key)
    if match is None:
        return None
    # a rule that the lesson tells among its changes stands there under another key
    mine = {s.id for s in made.sources}
    line = lines.get(match["line"]) or next((x for x in lines.values() if {s.id for s in x.sources} == mine), None)
    if line is None:
        return None
    item = EVERY.get(match["line"])
    text = Text(line, item, quotes(line), lines)
    for demand in item.demands() if item else ():
        for bound in (demand.limit, demand.ceiling):
            if bound is not None:
                (text.typed if demand is item else text.differing).add(alike(Fraction(bound.number), bound.unit))
        if demand is not item:
            text.differing |= figures(demand.says)
    return text


def quotes(line: Line) -> str:
    """The words of a line's sources in lower case."""
    return "\n".join(s.quote for s in line.sources if s.status not in {Status.EXPIRED, Status.NOT_YET}).lower()


def form_of(made: QuizItem) -> str:
    match = _MADE.match(made.key)
    return match["form"] if match else ""


def statement(made: QuizItem) -> str:
    """The sentence between the quotation marks of a stem."""
    match = _SAID.search(made.stem)
    return match[1] if match else ""


def plain(words: str) -> str:
    return " ".join(words.lower().split()).strip(".")


def true_sentences(key: str, line: Line) -> list[str]:
    """The ways in which a line is truly told: whole, its first sentence, before its list of cases, its item's words and title."""
    item = EVERY.get(key)
    told = [line.text, item.says if item else "", _PLAIN.get(key.rpartition(".")[2], "")]
    if line.who:
        told += [f"{line.who}: {each}" for each in told if each]
    told += [re.split(r"(?<=\.) (?=[A-ZĐ])", each)[0] for each in told]
    told += [each.split(" khi thuộc một trong các trường hợp")[0] for each in told]
    if item is not None:
        act = re.sub(r"^Không ", "", item.act) if item.modality == "không được" else item.act
        told.append(f"{item.who} {item.modality} {act}")
    elif line.who and line.act and line.modality:
        told.append(f"{line.who} {line.modality} {line.act}")
    return [plain(each) for each in told if each]


def told_in(text: Text, words: str) -> bool:
    """Whether words hold the line's sentence in one of its true ways."""
    said = plain(words)
    key = next((key for key, line in text.lines.items() if line is text.line), text.line.key)
    return any(each[1:] in said for each in true_sentences(key, text.line))


def line_told(option: str, lines: Mapping[str, Line]) -> str:
    """The key of the line of which an option is a true sentence, "" where it is none's."""
    words = plain(option)
    for key, line in lines.items():
        duty = plain(f"{line.who} {line.modality} {line.act}") if line.who and line.act else "\n"
        # among the dos and don'ts a note's duty stands without when it is due
        if words in true_sentences(key, line) or (words.startswith("khi ") and words.endswith(f", {duty}")):
            return key
    return ""


def line_meant(option: str, lines: Mapping[str, Line]) -> str:
    """The key of the line whose true sentence an option is nearest to, by the words they share."""
    mine = set(plain(option).split())

    def shared(key: str) -> float:
        return max(
            len(mine & set(each.split())) / len(mine | set(each.split())) for each in true_sentences(key, lines[key])
        )

    return max(lines, key=shared) if lines else ""


# Shape ---------------------------------------------------------------------------------------------------------------

#: Forms whose options are alike by themselves: figures, hours, one of four fixed verdicts, a name.
ALIKE = frozenset(
    {
        "modality",
        "modality-word",
        "exception",
        "outcome",
        "figure",
        "case-clock",
        "text-clock",
        "case-ceiling",
        "case-limit",
        "case-verdict",
    }
    | {"term", "age", "age-common", "matched", "exception", "caveat", "outcome"}
)


def shape(made: QuizItem) -> list[str]:
    """What is wrong with an item whatever its form."""
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
    right = lengths[made.answer]
    others = [n for at, n in enumerate(lengths) if at != made.answer]
    apart = right > (1 + _NEAR) * max(others) or right < (1 - _NEAR) * min(others)
    if form_of(made) not in ALIKE and made.kind is not QuizKind.TRUE_FALSE and apart:
        faults.append("the right option stands out by its length")
    return faults


def of_kind(items: Iterable[QuizItem], kind: QuizKind) -> list[QuizItem]:
    return [item for item in items if item.kind is kind]
