"""Limits, counts, ages and penalties that differ: figures set against figures of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from assist.conflicts.differences.pairing import Sides, around, cut, more_often, overlap, pair_up, sentence_of
from assist.conflicts.model import Amount, Difference, DifferenceType, Severity, Span
from assist.conflicts.words import words_in
from corpus.documents import legal_force

#: Stretches that are the same counted otherwise, in a common unit; working days are never calendar days.
_HOURS = {"phút": Fraction(1, 60), "giờ": Fraction(1), "ngày": Fraction(24), "tuần": Fraction(168)}
_MONTHS = {"tháng": Fraction(1), "quý": Fraction(3), "năm": Fraction(12)}
_TIME = frozenset({*_HOURS, *_MONTHS, "ngày làm việc"})
_DAYS_OF_MONTH = 30
_NEARLY_ONE = 0.7
_SAME_ACT = 0.5
_SAME_START, _SURE_FIT = 0.75, 0.8
_SAME_EVENT_MEANT = 0.6
_AT_ONCE = re.compile(r"\b(?:ngay lập tức|lập tức|ngay|không chậm trễ)\b(?! (?:sau|từ|khi|tại|trong)\b)")
#: Bounds that say one thing of a stretch of time or of a count: "trong 3 ngày" is no more than 3 days.
_MOST = frozenset({"", "không quá", "đến"})
_LEAST = frozenset({"ít nhất", "từ đủ", "ít nhất, trước"})


def limits(sides: Sides) -> Iterator[Difference]:
    """Stretches of time, and counts of times, persons, shares and money."""
    yield from _differing(sides, sides.left.limits, sides.right.limits, DifferenceType.LIMIT, "thời hạn")
    yield from _only_one_side(sides)
    yield from _differing(sides, sides.left.counts, sides.right.counts, DifferenceType.LIMIT, "con số")


def _only_one_side(sides: Sides) -> Iterator[Difference]:
    """A limit that one side sets for what the other wants done at once, or leaves open."""
    left, right = sides.left.limits, sides.right.limits
    if bool(left) == bool(right) or sides.likeness < _SAME_ACT:
        return
    here = bool(left)
    text, other = (sides.left_text, sides.right_text) if here else (sides.right_text, sides.left_text)
    limit = next((a for a in left or right if a.bound in {"không quá", "ít nhất, trước"} or a.of), None)
    if limit is None:
        return
    at_once = _at_once(text, limit, other)
    if at_once is None and (sides.likeness < _NEARLY_ONE or _details(sides, here)):
        return
    side = "ở đây" if here else "ở kia"
    if at_once is not None:
        lacks, severity = f"bên kia ghi “{cut(other, at_once)}”", Severity.MEDIUM
    else:
        lacks, severity = "bên kia không nêu thời hạn", Severity.LOW
    words = f"Thời hạn chỉ nêu ở một bên: “{cut(text, limit.span)}” {side}, {lacks}."
    spans, others = (limit.span,), (at_once,) if at_once else ()
    yield Difference(DifferenceType.LIMIT, severity, words, spans if here else others, others if here else spans)


def _at_once(text: str, limit: Amount, other: str) -> Span | None:
    """The word by which the other side wants at once ("chuyển ngay") what this one gives a stretch of time."""
    sentence = sentence_of(text, limit.span)
    if _AT_ONCE.search(sentence.lower()):
        return None  # "chuyển ngay trong thời hạn không quá 24 giờ" wants it at once too
    mine = words_in(sentence).single
    others = words_in(other)
    for match in _AT_ONCE.finditer(other.lower()):
        span = Span(match.start(), match.end())
        act = around(others, span, 2)
        if act and act & mine:
            return Span(max(0, other.rfind(" ", 0, max(0, span.start - 1)) + 1), span.end)
    return None


def _details(sides: Sides, here: bool) -> bool:
    """Whether the side with the limit stands below the other: to set the limit that a law leaves open is what it is for."""
    mine, theirs = sides.left.clause, sides.right.clause
    low, high = (mine, theirs) if here else (theirs, mine)
    forces = legal_force(low.kind, low.id.document), legal_force(high.kind, high.id.document)
    return forces[0] > forces[1]


def penalties(sides: Sides) -> Iterator[Difference]:
    """Frames of punishment: the figures from and to, and the heaviest kinds."""
    left, right = sides.left.penalties, sides.right.penalties
    found = list(_differing(sides, left, right, DifferenceType.PENALTY, "khung hình phạt, mức phạt"))
    yield from found
    if found:
        return
    heavy_left = [a for a in left if a.unit in _HEAVIEST]
    heavy_right = [a for a in right if a.unit in _HEAVIEST]
    more, less = more_often(heavy_left, heavy_right, _unit), more_often(heavy_right, heavy_left, _unit)
    if left and right and (more or less):
        here = ", ".join(a.unit for a in more) or "không có"
        there = ", ".join(a.unit for a in less) or "không có"
        yield Difference(
            DifferenceType.PENALTY,
            Severity.HIGH,
            f"Hình phạt nặng nhất khác nhau: {here} ở đây, {there} ở kia.",
            tuple(a.span for a in more),
            tuple(a.span for a in less),
        )


_HEAVIEST = frozenset({"tù chung thân", "tử hình"})


def _unit(amount: Amount) -> str:
    return amount.unit


def ages(sides: Sides) -> Iterator[Difference]:
    """Thresholds of age, with their bounds."""
    yield from _differing(sides, sides.left.ages, sides.right.ages, DifferenceType.DEFINITION, "độ tuổi")


def _key(amount: Amount) -> tuple[Fraction, str, str]:
    return amount.value, amount.unit, amount.bound


def _value(amount: Amount) -> tuple[Fraction, str]:
    return amount.value, amount.unit


def _differing(
    sides: Sides, left: Sequence[Amount], right: Sequence[Amount], kind: DifferenceType, what: str
) -> Iterator[Difference]:
    if not left or not right:
        return
    lacking_left, lacking_right = more_often(left, right, _value), more_often(right, left, _value)
    if len(left) == len(right) == 1 or not (lacking_left and lacking_right):
        candidates_left, candidates_right = list(left), list(right)
    else:
        # what both sides hold is set apart first: in a list of many figures the rest is what may have changed
        candidates_left, candidates_right = lacking_left, lacking_right
    told = set()
    for pair in pair_up(sides, candidates_left, candidates_right, lambda a: a.span, _key):
        a, b = pair.left, pair.right
        if _value(a) == _value(b):
            difference = _bounds(sides, a, b, kind, what)
        elif not _comparable(a, b) or not _of_one_thing(sides, a, b, pair.fit):
            continue
        else:
            difference = _values(sides, a, b, kind, what)
        if difference is not None and difference.what not in told:
            told.add(difference.what)
            yield difference


def _comparable(a: Amount, b: Amount) -> bool:
    if a.unit == b.unit:
        return True
    return (
        (a.unit in _TIME and b.unit in _TIME)
        or {a.unit, b.unit} <= {"tuổi", "tháng tuổi"}
        or {a.unit, b.unit} <= {"%", "phần"}
    )


def _of_one_thing(sides: Sides, a: Amount, b: Amount, fit: float) -> bool:
    """Whether two unequal figures measure the same; between texts worded apart that takes more than a few words around them."""
    if sides.likeness >= _NEARLY_ONE:
        return True
    if a.of and b.of and not overlap(words_in(a.of).single, words_in(b.of).single) >= _SAME_START:
        return False
    if (a.unit in _MONTHS) != (b.unit in _MONTHS) and a.unit in _TIME and b.unit in _TIME:
        return False  # hours of one step and months of another
    return fit >= _SURE_FIT or sides.in_like_sentences(a.span, b.span)


def _values(sides: Sides, a: Amount, b: Amount, kind: DifferenceType, what: str) -> Difference:
    quoted = sides.quote(a.span, b.span)
    if _same_stretch(a, b):
        words = f"Cùng một {what} nhưng tính theo đơn vị khác nhau: {quoted}."
        return Difference(kind, Severity.LOW, words, (a.span,), (b.span,))
    if a.value == b.value and {a.unit, b.unit} == {"ngày", "ngày làm việc"}:
        words = f"Đơn vị tính {what} khác nhau: {quoted}; ngày làm việc không tính ngày nghỉ."
        return Difference(kind, Severity.MEDIUM, words, (a.span,), (b.span,))
    words = f"{what.capitalize()} khác nhau: {quoted}{_about(a, b)}."
    return Difference(kind, Severity.HIGH, words, (a.span,), (b.span,))


def _about(a: Amount, b: Amount) -> str:
    of = a.of or b.of
    return f" (tính từ {' '.join(of.split()[:8])})" if of else ""


def _same_stretch(a: Amount, b: Amount) -> bool:
    for table in (_HOURS, _MONTHS):
        if a.unit in table and b.unit in table:
            return a.value * table[a.unit] == b.value * table[b.unit]
    if a.unit in _HOURS and b.unit in _MONTHS:
        a, b = b, a
    if a.unit in _MONTHS and b.unit in _HOURS:
        return a.value * _MONTHS[a.unit] * _DAYS_OF_MONTH * 24 == b.value * _HOURS[b.unit]
    return False


def _bounds(sides: Sides, a: Amount, b: Amount, kind: DifferenceType, what: str) -> Difference | None:
    """The same figure with another bound, or counted from another moment."""
    if a.bound != b.bound and _contrary(a.bound, b.bound, kind):
        here, there = _bounded(sides.left_text, a), _bounded(sides.right_text, b)
        words = f"Cùng con số nhưng mức giới hạn khác nhau: {here} ở đây, {there} ở kia."
        severity = Severity.HIGH if kind in {DifferenceType.DEFINITION, DifferenceType.LIMIT} else Severity.MEDIUM
        return Difference(kind, severity, words, (a.span,), (b.span,))
    if kind is DifferenceType.LIMIT and a.of and b.of and sides.likeness >= _SAME_EVENT_MEANT:
        since, other = words_in(a.of), words_in(b.of)
        if since.single and other.single and not overlap(since.single, other.single):
            words = f"Cùng {what} nhưng tính từ mốc khác nhau: “{_short(a.of)}” ở đây, “{_short(b.of)}” ở kia."
            return Difference(kind, Severity.MEDIUM, words, (a.span,), (b.span,))
    return None


def _short(words: str) -> str:
    return " ".join(words.split()[:10])


def _bounded(text: str, amount: Amount) -> str:
    bound = amount.bound.removesuffix(", trước")
    return f"“{bound} {text[amount.span.start : amount.span.end]}”"


def _contrary(left: str, right: str, kind: DifferenceType) -> bool:
    if kind is DifferenceType.DEFINITION:
        # an age without a bound says nothing certain: "người 16 tuổi"
        return bool(left and right)
    if "" in (left, right):
        return False
    return not any(left in alike and right in alike for alike in (_MOST, _LEAST))
