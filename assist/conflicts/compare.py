"""Whether two clauses speak of the same matter, and on which points they then differ."""

from __future__ import annotations

import re

from assist.conflicts.differences.competence import bodies
from assist.conflicts.differences.conditions import conditions
from assist.conflicts.differences.definitions import definitions
from assist.conflicts.differences.figures import ages, limits, penalties
from assist.conflicts.differences.modality import modalities
from assist.conflicts.differences.pairing import sides_of
from assist.conflicts.differences.references import references
from assist.conflicts.model import Clause, Difference, DifferenceType, Severity, Statement
from assist.conflicts.words import likeness, words_in

#: Below this two clauses speak of different things; above the second one they say the same if nothing differs.
SAME_MATTER = 0.45
SAME_CONTENT = 0.6
SAME_CONTENT_OF_SHORT = 0.75
SAME_CONTENT_IN_ONE_DOCUMENT = 0.9
_SAME_HEADING = 0.6
_SHORT_ENOUGH = 300  # characters: in a longer clause one "không" may be a matter of wording
_ONE_HEADING, _TELLING, _HEADING_SAYS = (
    0.8,
    3.0,
    0.25,
)  # "Tổ chức thực hiện" is one heading everywhere and tells nothing
_ONE_TERM = 0.5
_LEAD_SAYS, _ENOUGH = 0.6, 25.0  # a point of a list is told by the words that lead it in, the more the shorter it is
_TOO_LITTLE = 8.0  # weight of words: so short a clause is told by its heading and its lead
_ORDER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
_TESTS = (penalties, ages, limits, modalities, bodies, definitions, references, conditions)


def same_matter(left: Statement, right: Statement) -> float:
    """How alike what two clauses speak of is: near 0 for unrelated ones, near 1 for a paraphrase or a copy with a point changed.

    The words of matter decide; headings weigh in where both are known, and the more, the less the clauses themselves say.
    """
    mine, theirs = words_in(left.clause.text), words_in(right.clause.text)
    alike = likeness(mine, theirs)
    if alike < 0.1:
        return alike
    told = min(1.0, min(mine.weight, theirs.weight) / _TOO_LITTLE)
    headed = likeness(words_in(left.clause.heading), words_in(right.clause.heading))
    if headed >= _ONE_HEADING and words_in(left.clause.heading).weight >= _TELLING:
        alike += _HEADING_SAYS * (1 - alike)
    elif left.clause.heading and right.clause.heading:
        part = 0.2 + 0.5 * (1 - told)
        alike *= 1 - part * (1 - min(1.0, headed * 1.5))
    if left.clause.lead and right.clause.lead:
        led = likeness(words_in(left.clause.lead), words_in(right.clause.lead))
        alike *= 1 - _LEAD_SAYS * (1 - min(1.0, min(mine.weight, theirs.weight) / _ENOUGH)) * (1 - min(1.0, led * 1.5))
    if left.clause.id != right.clause.id:
        alike *= _standing(left.clause, right.clause, headed)
    if left.defines and right.defines:
        if not same_term(left.defines, right.defines):
            alike *= 0.6
        elif left.clause.id.document != right.clause.id.document:
            alike = max(alike, _ONE_TERM)  # two texts that explain one term speak of it, in whatever words
    return min(1.0, alike)


def compare(left: Statement, right: Statement) -> list[Difference]:
    """The points on which two clauses of one matter differ, the gravest first; empty where they speak of different things.

    A pair of which nothing differs, and which says the same, gives one DUPLICATE.
    """
    alike = same_matter(left, right)
    if alike < SAME_MATTER:
        return []
    found = differences(left, right, alike)
    if found or alike < _least_for_duplicate(left, right) or _contrary(left, right):
        return found
    what = "Hai quy định nói cùng một việc, không thấy điểm nào khác nhau."
    return [Difference(DifferenceType.DUPLICATE, Severity.LOW, what)]


def differences(left: Statement, right: Statement, alike: float) -> list[Difference]:
    """The points on which two clauses that speak of one matter differ, the gravest first; ``alike``: how alike they are held to be."""
    sides = sides_of(left, right, alike)
    return sorted((d for test in _TESTS for d in test(sides)), key=lambda d: _ORDER[d.severity])


#: How a document speaks of itself: what it covers, when it takes effect, who carries it out. Every document does.
_OF_ITSELF = re.compile(
    r"(?:thông tư|nghị định|luật|bộ luật|quyết định|nghị quyết|pháp lệnh|quy chế)(?: liên tịch)? này"
    r" (?P<scope>quy định|hướng dẫn|áp dụng)"
    r"|ban hành kèm theo [^.;]{3,30} này|các nội dung khác .{0,200}\bkhông đề cập"
    r"|.{0,30}\bnày (?:có hiệu lực|hết hiệu lực|thay thế)|.{0,250}\bchịu trách nhiệm (?:tổ chức |hướng dẫn )?thi hành [^.;]{3,30} này"
    r"|.{0,120}\b(?:khó khăn|vướng mắc)\b[^.;]{0,160}\b(?:phản ánh|báo cáo|đề nghị)"
)
_FRAME = re.compile(
    r"\W*(?:người phạm tội|phạm tội|pháp nhân thương mại|phạt tiền|phạt cảnh cáo|phạt tù|tịch thu|buộc )"
)


def _standing(left: Clause, right: Clause, headed: float) -> float:
    """What the places of two clauses take from their likeness: neighbours and clauses of one form speak of different things."""
    mine, theirs = left.text[:300].lower(), right.text[:300].lower()
    crimes = left.heading.startswith("Tội ") and right.heading.startswith("Tội ")
    frames = left.heading and right.heading and _FRAME.match(mine) and _FRAME.match(theirs)
    if crimes and left.id.document == right.id.document:
        return 0.0  # two crimes, or two frames of one, of one code
    if headed < _SAME_HEADING and (crimes or frames):
        return 0.5
    if left.id.document == right.id.document:
        if left.id.unit() == right.id.unit():
            return 0.6
        return 0.85 if headed < _SAME_HEADING else 1.0
    both = _OF_ITSELF.match(mine), _OF_ITSELF.match(theirs)
    if both[0] and both[1]:
        return 0.7 if both[0]["scope"] and both[1]["scope"] else 0.4
    return 1.0


_NOT = re.compile(r"\b(?:không|chưa|cấm)\b(?! (?:quá|vượt|đủ|tròn|dưới|ít hơn|nhiều hơn|thấp hơn|kể))")


def _contrary(left: Statement, right: Statement) -> bool:
    """Whether like words may say opposite things: another actor opens them, or one denies what the other does not."""
    mine, theirs = words_in(left.actor).single, words_in(right.actor).single
    both_open = left.actor_span and right.actor_span and left.actor_span.start == right.actor_span.start == 0
    if both_open and mine and theirs and not mine & theirs:
        return True
    denied = len(_NOT.findall(left.clause.text.lower())) - len(_NOT.findall(right.clause.text.lower()))
    return denied != 0 and min(len(left.clause.text), len(right.clause.text)) < _SHORT_ENOUGH


def _least_for_duplicate(left: Statement, right: Statement) -> float:
    mine, theirs = left.clause, right.clause
    if mine.id != theirs.id and mine.id.document == theirs.id.document:
        return SAME_CONTENT_IN_ONE_DOCUMENT  # parallel procedures are worded alike on purpose
    short = min(words_in(mine.text).weight, words_in(theirs.text).weight) < _TOO_LITTLE
    return SAME_CONTENT_OF_SHORT if short else SAME_CONTENT


def same_term(left: str, right: str) -> bool:
    """Whether two defined terms are one: nearly all their words."""
    return likeness(words_in(left), words_in(right)) >= 0.5
