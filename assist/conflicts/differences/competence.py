"""Another body, post or person acts, or is turned to, than on the other side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assist.conflicts.bodies_named import is_person, narrower, related
from assist.conflicts.differences.pairing import Sides, around, more_often, overlap, pair_up
from assist.conflicts.model import Difference, DifferenceType, Severity, Span, Statement
from assist.conflicts.words import words_in

_Body = tuple[str, Span]
_LEAST_FIT = 0.4
_LEAST_LIKENESS = 0.5
_LEAST_FIT_OF_UNLIKE = 0.6
_FIT_OF_UNLIKE_KINDS = 0.75
_ALIKE = 0.7  # from here the two texts are nearly one, and what stands in the same place is set side by side
_OPENING = re.compile(r"(?:trong|khi|nếu|trường hợp|sau|trước|chậm nhất|đối với|định kỳ|hằng năm|hàng năm|căn cứ)\b")


def bodies(sides: Sides) -> Iterator[Difference]:
    """Bodies and posts that one side names where the other names another one; then actors that the lexicon does not hold."""
    left, right = sides.left.bodies, sides.right.bodies
    more, less = more_often(left, right, _name), more_often(right, left, _name)
    told = False
    least = _LEAST_FIT if sides.likeness >= _ALIKE else _LEAST_FIT_OF_UNLIKE
    changed: Counter[str] = Counter()
    for pair in pair_up(sides, more, less, _span, _name, least):
        (name, span), (other, other_span) = pair.left, pair.right
        # one named on both sides may be left out, or named once more, without anything changing hands
        both = any(n == name for n, _ in right) or any(n == other for n, _ in left)
        if both and pair.fit < 0.6:
            continue
        acts = _acts(sides.left, span) or _acts(sides.right, other_span)
        people = is_person(name) + is_person(other)
        if (people == 2 and not acts and pair.fit < _LEAST_FIT_OF_UNLIKE) or (
            people == 1 and sides.likeness < _ALIKE and pair.fit < _FIT_OF_UNLIKE_KINDS
        ):
            continue
        unlike = sides.likeness < _ALIKE
        if unlike and (
            related(name, other)
            or _differently_placed(sides, span, other_span)
            or not sides.in_like_sentences(span, other_span)
            or sides.likeness < _LEAST_LIKENESS
        ):
            continue
        if narrower(name, other):
            severity, what = Severity.LOW, "Một bên nêu hẹp hơn"
        elif related(name, other):
            severity, what = Severity.LOW, "Một bên nêu cơ quan, bên kia nêu người hoặc đơn vị của cơ quan ấy"
        elif (_acts(sides.left, span) and _acts(sides.right, other_span)) if unlike else acts:
            severity, what = Severity.HIGH, "Chủ thể thực hiện khác nhau"
        else:
            severity = Severity.LOW if unlike else Severity.MEDIUM
            what = "Cơ quan, người được nêu khác nhau"
        # of a body named three times here and twice there, one may have given way to another
        if changed[name] >= _count(left, name) - _count(right, name):
            continue
        changed[name] += 1
        told = True
        yield Difference(
            DifferenceType.COMPETENCE, severity, f"{what}: {sides.quote(span, other_span)}.", (span,), (other_span,)
        )
    if not told:
        yield from _actors(sides)


_GENITIVE = re.compile(r"\b(?:của|thuộc|trong)\s+$")
_JOINS = re.compile(r"\s*(?:,|và|hoặc|hay|;)\s*$")


def _differently_placed(sides: Sides, left: Span, right: Span) -> bool:
    """Whether one of two bodies is only the owner of another ("của Công an nhân dân"), or one of a list of several."""
    here, there = sides.left, sides.right
    if _owner(here, left) != _owner(there, right):
        return True
    return _listed(here, left) or _listed(there, right)


def _owner(statement: Statement, span: Span) -> bool:
    return _GENITIVE.search(statement.clause.text.lower(), max(0, span.start - 8), span.start) is not None


def _listed(statement: Statement, span: Span) -> bool:
    text = statement.clause.text.lower()
    return any(
        (b.end <= span.start and _JOINS.fullmatch(text, b.end, span.start))
        or (span.end <= b.start and _JOINS.fullmatch(text, span.end, b.start))
        for _, b in statement.bodies
    )


def _actors(sides: Sides) -> Iterator[Difference]:
    """Actors read from the sentence alone: nothing of either stands on the other side."""
    left, right = sides.left, sides.right
    if not (left.actor_span and right.actor_span) or left.actor == right.actor or sides.likeness < 0.5:
        return
    mine, theirs = words_in(left.actor).single, words_in(right.actor).single
    if not mine or not theirs or overlap(mine, theirs) > 0.3:
        return
    if overlap(mine, sides.right_words.single) > 0.5 or overlap(theirs, sides.left_words.single) > 0.5:
        return
    if not (_opens(left, left.actor_span) and _opens(right, right.actor_span)):
        return
    here, there = around(sides.left_words, left.actor_span), around(sides.right_words, right.actor_span)
    if overlap(here, there) < 0.5:
        return
    words = f"Chủ thể thực hiện khác nhau: {sides.quote(left.actor_span, right.actor_span)}."
    yield Difference(DifferenceType.COMPETENCE, Severity.HIGH, words, (left.actor_span,), (right.actor_span,))


def _opens(statement: Statement, span: Span) -> bool:
    """Whether the phrase opens a sentence, or follows its opening condition or limit; else it may be the end of a list."""
    before = statement.clause.text[: span.start]
    sentence = re.split(r"[.;:\n]", before)[-1].strip().lower()
    return not sentence or ((sentence[-1] == "," or sentence.endswith("thì")) and _OPENING.match(sentence) is not None)


def _acts(statement: Statement, span: Span) -> bool:
    actor = statement.actor_span
    return actor is not None and actor.start <= span.start < actor.end


def _count(bodies: tuple[_Body, ...], name: str) -> int:
    return sum(n == name for n, _ in bodies)


def _name(body: _Body) -> str:
    return body[0]


def _span(body: _Body) -> Span:
    return body[1]
