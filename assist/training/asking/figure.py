"""Questions about a figure of a line: a limit, an age, a share, a frame of punishment, a day. The figure must stand in a source."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assist.conflicts.amounts import TIME, read_amounts
from assist.conflicts.model import Amount, Span
from assist.conflicts.words import lower
from assist.training import distractors
from assist.training.asking.between import between
from assist.training.asking.known import Known, said
from assist.training.asking.model import TRUE_FALSE, Draft, Point
from assist.training.asking.stems import PLAIN, because, opening, sources_of, stem, wording
from assist.training.model import Audience, QuizKind

_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b|\bngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})\b")
_FRAME = re.compile(r"từ (?P<a>\d+) (?P<u>tháng|năm)(?: tù)? đến (?P<b>\d+) (?P<v>tháng|năm)")
_MONTHS = {"tháng": 1, "năm": 12}
#: A sentence that points at words it does not bring, or only gives an example: nobody could judge it alone.
_POINTS = re.compile(
    r"^(?:ví dụ|khi ấy|khi đó|như vậy|nếu vậy)\b|(?:thông tin|khoản|điểm|điều|mục|trường hợp) này\b"
    r"|(?:ở|nêu|kể|như) trên\b|(?:ở|theo|tại|nêu) (?:đầu khoản|khoản \d+\b(?! điều)|điểm [a-zđ]\b(?! khoản))"
)
#: The age in the name of a crime is no rule of its own; one side of a range is no figure of its own.
IN_A_NAME = re.compile(r"mua bán người (?:dưới|từ đủ) (?=\d|$)")
_RANGE_BEFORE, _RANGE_AFTER = re.compile(r"(?:đến|-|–) $"), re.compile(r"(?:tuổi|%)? ?(?:đến|-|–) ?(?:dưới )?\d")
_AGE_BOUND = re.compile(r"dưới $|từ đủ $")
#: "Người dưới 18 tuổi" stands everywhere; nobody is asked that.
_EVERYWHERE = 18
#: After these words a note lists the cases of a frame.
_CASES = re.compile(r",? khi thuộc một trong các trường hợp\b")
_EASY = 200
_LONGEST = (
    420  # characters of a stem's sentence; what is longer is cut to the sentence that has the figure, or not asked
)


@dataclass(frozen=True)
class Asked:
    """A figure of a line to ask about. ``spans``: where it stands in ``text``; ``wrong``: options that are wrong by the text, of which
    ``narrower`` would leave the sentence true all the same.
    """

    text: str
    spans: tuple[Span, ...]
    what: str
    right: str
    wrong: tuple[str, ...]
    narrower: frozenset[str] = frozenset()

    @property
    def false(self) -> tuple[str, ...]:
        """Options with which the sentence is false."""
        return tuple(option for option in self.wrong if option not in self.narrower)

    def with_words(self, words: str) -> str:
        """The text with other words in the figure's places."""
        parts, at = [], 0
        for span in self.spans:
            parts += [self.text[at : span.start], words]
            at = span.end
        return "".join([*parts, self.text[at:]])


def figure_key(words: str) -> str:
    """A figure in one way of writing, to see that two questions ask for the same: ``02 giờ`` is ``2 giờ``."""
    return re.sub(r"\b0+(?=\d)", "", lower(words))


def questions(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """A choice and a true-or-false of the line's figure, if it has one that its sources hold."""
    options = 2 if audience is Audience.PUPILS else 3
    for asked in _asked_in(known, options, rng):
        yield from _about(known, asked, audience, rng)


def _about(known: Known, asked: Asked, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    words = wording()["figure"]
    told = asked.with_words(wording()["blank"])
    ask = words["ask_plain"] if audience in PLAIN else words["ask"]
    yield Draft(
        "figure",
        Point.FIGURE,
        QuizKind.CHOICE,
        1,
        stem(ask, theo=opening(known, audience), what=words["what"][asked.what], said=told),
        asked.right,
        tuple((option, words["wrong"].format(option=option, right=asked.right)) for option in asked.wrong),
        f"{said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
        figure_key(asked.right),
    )
    if not known.rivals:  # without the words of the other case neither true nor false is quite so
        yield _true_or_false(known, asked, audience, rng)


def _true_or_false(known: Known, asked: Asked, audience: Audience, rng: random.Random) -> Draft:
    words = wording()["true_false"]
    is_true = rng.random() < 0.5 or not asked.false
    option = asked.right if is_true else rng.choice(asked.false)
    reason = words["right"] if is_true else words["figure"].format(option=option, right=asked.right)
    right, wrong = TRUE_FALSE if is_true else TRUE_FALSE[::-1]
    return Draft(
        "figure-tf",
        Point.FIGURE,
        QuizKind.TRUE_FALSE,
        1,
        stem(words["ask"], theo=opening(known, audience), said=asked.with_words(option)),
        right,
        ((wrong, reason),),
        f"{reason} {said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
        figure_key(asked.right),
        truths=(known.line.key,),
    )


def points_away(text: str) -> bool:
    """Whether a sentence sends the reader to words it does not bring, so that it cannot be judged alone."""
    return bool(_POINTS.search(lower(text)))


def asked_of(known: Known, count: int, rng: random.Random, text: str = "") -> Asked | None:
    """The figure of the line's sentence (or of ``text``, a part of it) with ``count`` wrong ones; None where there is none to ask."""
    return next(_asked_in(known, count, rng, text), None)


def _asked_in(known: Known, count: int, rng: random.Random, text: str = "") -> Iterator[Asked]:
    """Every figure of the sentence that can be asked for, each once."""
    if not text:
        # the first sentence alone is easier to read; the whole only where the figure stands further on
        first = shortened(said(known), _EASY)
        if first and not points_away(first) and (easy := list(_asked_in(known, count, rng, first))):
            yield from easy
            return
    text = text or shortened(said(known))
    if not text or points_away(text) or text.count("“") > 1:  # two terms explained at once are two clauses
        return
    seen: set[str] = set()
    frame, day = _frame(text, known, count, rng), _date(text, known, count, rng)
    # the figures of a frame are no figures of their own
    for found in [frame] if frame else [*_amounts(text, known, count, rng), *([day] if day else [])]:
        key = figure_key(found.right)
        if len(found.wrong) == count and key not in seen:
            seen.add(key)
            yield found


# Amounts -------------------------------------------------------------------------------------------------------------


def typed(known: Known) -> Amount | None:
    """The limit that the line's data states outright, of the item or in the line's own field."""
    if known.item and (bound := known.item.limit or known.item.ceiling):
        return Amount(Fraction(bound.number), bound.unit, Span(0, 0))
    found = read_amounts(lower(known.line.limit))
    return next(iter((*found.limits, *found.counts)), None)


def in_quotes(amount: Amount, quotes: str) -> bool:
    """Whether the sources hold the figure."""
    found = read_amounts(lower(quotes))
    every = (*found.limits, *found.ages, *found.counts, *found.penalties)
    return any(distractors.same(amount.value, amount.unit, other) and amount.unit == other.unit for other in every)


def _amounts(text: str, known: Known, count: int, rng: random.Random) -> Iterator[Asked]:
    low = lower(text)
    found = read_amounts(low)
    wanted = typed(known)
    if wanted is not None:
        same = [a for a in (*found.limits, *found.counts) if a.unit == wanted.unit and a.value == wanted.value]
        candidates = same[:1] if known.quotes == "" or in_quotes(wanted, known.quotes) else []
    else:
        bound = [a for a in found.limits if a.bound or a.of]
        ages = [a for a in found.ages if a.value != _EVERYWHERE]
        shares = [a for a in found.counts if a.unit in {"%", "lần", "đồng"}]
        candidates = [a for a in (*bound, *shares, *ages) if in_quotes(a, known.quotes)]
    every = (*found.limits, *found.ages, *found.counts, *found.penalties)
    for amount in candidates:
        before, after = low[max(0, amount.span.start - 30) : amount.span.start], low[amount.span.end :]
        if IN_A_NAME.search(before) or _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after.lstrip()):
            continue
        spans = tuple(
            a.span for a in sorted(every, key=lambda a: a.span.start) if distractors.same(amount.value, amount.unit, a)
        )
        # a range told elsewhere in the sentence would become absurd, as "từ 10% đến 7%"
        if any(_RANGE_AFTER.match(low[s.end :].lstrip()) or _RANGE_BEFORE.search(low[: s.start]) for s in spans):
            continue
        written = text[amount.span.start : amount.span.end]
        number = re.match(r"[\d.,]+|\w+(?= \w)", written)
        # "từ 5% đến 7%": a range is no one figure; a figure told in two units cannot be changed in one
        if number is None or " đến " in written or any(text[s.start : s.end] != written for s in spans):
            continue
        # the figure in the name of a term is no figure of its own: "Phạm tội 02 lần trở lên"
        if any(text.count("“", 0, s.start) > text.count("”", 0, s.start) for s in spans):
            continue
        bounds = between(amount, every, before)
        if bounds is None:
            continue
        options = distractors.figures(amount.value, amount.unit, known.forbidden, count, rng, bounds)
        unit = written[number.end() :]
        what = "time" if amount.unit in TIME.values() else amount.unit
        if amount.unit == "tuổi" and (side := _AGE_BOUND.search(before)):
            what = side[0].strip()
        yield Asked(
            text,
            spans,
            what if what in wording()["figure"]["what"] else "other",
            written,
            tuple(f"{distractors.written(value, number[0])}{unit}" for value in options),
            # who is under 15 is under 16 too: what a sentence says of an age stays true with a narrower bound
            frozenset(
                f"{distractors.written(value, number[0])}{unit}"
                for value in options
                if (what == "dưới" and value < amount.value) or (what == "từ đủ" and value > amount.value)
            ),
        )


# Frames of punishment ------------------------------------------------------------------------------------------------


def _frames_in(text: str) -> list[tuple[re.Match[str], tuple[Fraction, Fraction]]]:
    return [
        (match, (Fraction(int(match["a"]) * _MONTHS[match["u"]]), Fraction(int(match["b"]) * _MONTHS[match["v"]])))
        for match in _FRAME.finditer(text)
    ]


def frame_in(text: str, known: Known) -> tuple[Fraction, Fraction] | None:
    """The one frame of imprisonment of a text in months, if the sources hold its figures."""
    found = _frames_in(lower(text)) if "phạt tù" in lower(text) else []
    return found[0][1] if len(found) == 1 and {*found[0][1]} <= {*_months_in(known)} else None


def _months_in(known: Known) -> list[Fraction]:
    amounts = read_amounts(lower(known.quotes))
    return [a.value * _MONTHS[a.unit] for a in (*amounts.penalties, *amounts.limits) if a.unit in _MONTHS]


def _frame(text: str, known: Known, count: int, rng: random.Random) -> Asked | None:
    frame = frame_in(text, known)
    if frame is None:
        return None
    match = _frames_in(lower(text))[0][0]
    months = _months_in(known)
    others = [(a, b) for a in months for b in months if a < b]  # any of them may be a frame of the quotes
    options = distractors.frames(frame, others, count, rng)
    return Asked(
        text,
        (Span(match.start(), match.end()),),
        "frame",
        text[match.start() : match.end()],
        tuple(map(_frame_words, options)),
    )


def _frame_words(frame: tuple[Fraction, Fraction]) -> str:
    def words(months: Fraction) -> str:
        return f"{int(months / 12)} năm" if months % 12 == 0 else f"{int(months)} tháng"

    return f"từ {words(frame[0])} đến {words(frame[1])}"


# Days ----------------------------------------------------------------------------------------------------------------


def dates_in(text: str) -> list[tuple[Span, date]]:
    """The days a text names, as 01/7/2025 or as "ngày 01 tháng 7 năm 2025"; what is no day of the calendar is left out."""
    found = []
    for match in _DATE.finditer(text):
        day, month, year = (int(part) for part in match.groups() if part)
        try:
            found.append((Span(match.start(), match.end()), date(year, month, day)))
        except ValueError:
            continue
    return found


def _date(text: str, known: Known, count: int, rng: random.Random) -> Asked | None:
    found = dates_in(text)
    if len({day for _, day in found}) != 1:
        return None
    span, day = found[0]
    held = {other for _, other in dates_in(lower(known.quotes))}
    if day not in held or len(found) != 1:
        return None
    wrong = distractors.days(day, held, count, rng)
    written = text[span.start : span.end]
    return Asked(text, (span,), "date", written, tuple(_day_words(option, written) for option in wrong))


def _day_words(day: date, like: str) -> str:
    padded = "/0" in like or not re.search(r"/[1-9]/", like)
    month = f"{day.month:02d}" if padded or day.month < 3 else str(day.month)
    if "tháng" in like:
        return f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return f"{day.day:02d}/{month}/{day.year}"


# Stems ---------------------------------------------------------------------------------------------------------------


def shortened(text: str, longest: int = _LONGEST) -> str:
    """The text, or its first sentence where the whole is long, or what stands before its list of cases; "" where all is too long."""
    if len(text) <= longest:
        return text
    first = re.split(r"(?<=\.) (?=[A-ZĐ])", text, maxsplit=1)[0]
    if len(first) > longest and (cases := _CASES.search(first)):
        first = f"{first[: cases.start()]}."
    return first if len(first) <= longest and first != text else ""
