"""A condition that stands on one side only, where the rest is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assist.conflicts.differences.pairing import Sides, cut, overlap
from assist.conflicts.model import Difference, DifferenceType, Severity, Span, Statement
from assist.conflicts.words import Words, likeness, weigh, words_in

_Condition = tuple[str, Span]
_HELD = 0.5  # of a condition's weight: it stands on the other side, however it is put
_LEAST_SIZE = 0.5
_SAYS = 2  # words of matter from which a condition says something itself
_NEARLY_ONE = 0.85
_LEAST_LIKENESS = 0.65  # of clauses worded further apart each has conditions of its own
_LEAST_REST = 0.55  # likeness of what is left without the condition


def conditions(sides: Sides) -> Iterator[Difference]:
    """Conditions of one side that the other does not put, one difference for all of a side."""
    if sides.likeness < _LEAST_LIKENESS:
        return
    for here in (True, False):
        own, other = (sides.left, sides.right) if here else (sides.right, sides.left)
        other_words = sides.right_words if here else sides.left_words
        own_text = own.clause.text
        alone = _unmatched(own.conditions, other.conditions)
        lacking = [c for c in alone if _missing(c, own, other, other_words)]
        if not lacking:
            continue
        rest = words_in(_without(own_text, [span for _, span in lacking]))
        if not rest.words or likeness(rest, other_words) < _LEAST_REST:
            continue
        if min(rest.weight, other_words.weight) < _LEAST_SIZE * max(rest.weight, other_words.weight):
            continue  # a few words that stand within a long clause
        quoted = "; ".join(f"“{cut(own_text, span, 90)}”" for _, span in lacking[:2])
        side, lacks = ("ở đây", "ở kia") if here else ("ở kia", "ở đây")
        spans = tuple(span for _, span in lacking)
        yield Difference(
            DifferenceType.CONDITION,
            _severity(sides, lacking),
            f"Điều kiện chỉ có {side}: {quoted}; {lacks} không thấy nêu.",
            spans if here else (),
            () if here else spans,
        )


def _severity(sides: Sides, lacking: list[_Condition]) -> Severity:
    """An exception changes who is bound; any other condition may be understood, unless the clauses are else nearly one."""
    excepts = any(words.startswith(("trừ", "ngoại trừ", "không kể", "không áp dụng")) for words, _ in lacking)
    return Severity.MEDIUM if excepts or sides.likeness >= _NEARLY_ONE else Severity.LOW


def _unmatched(own: tuple[_Condition, ...], other: tuple[_Condition, ...]) -> list[_Condition]:
    """Conditions that no condition of the other side answers; each answers one, the likest first."""
    fits = []
    for a, (words, _) in enumerate(own):
        mine = words_in(words)
        for b, (others, _) in enumerate(other):
            theirs = words_in(others)
            fit = max(overlap(mine.single, theirs.single), likeness(mine, theirs))
            if fit >= _HELD:
                fits.append((fit, likeness(mine, theirs), a, b))
    answered: set[int] = set()
    used: set[int] = set()
    for _, _, a, b in sorted(fits, reverse=True):
        if a not in answered and b not in used:
            answered.add(a)
            used.add(b)
    return [c for a, c in enumerate(own) if a not in answered]


def _missing(condition: _Condition, own: Statement, other_side: Statement, text: Words) -> bool:
    words, span = words_in(condition[0]), condition[1]
    if len(words.words) < _SAYS:
        # it only cites, "trường hợp quy định tại khoản 2": another citation there is a difference of citations
        cites = any(span.start <= r.span.start < span.end for r in own.references)
        if not cites:
            excepts = condition[0].startswith("trừ") and not any(c.startswith("trừ") for c, _ in other_side.conditions)
            return excepts or not words.single <= text.single
        return not any(len(words_in(c).words) < _SAYS for c, _ in other_side.conditions)
    held = weigh(words.pairs & text.pairs)
    single = weigh(words.single & text.single) / weigh(words.single)
    if held < _HELD * weigh(words.pairs) and single < 0.75:
        return True
    # its words may stand elsewhere in the text too: then they stand there less often than here
    here, there = Counter(words_in(own.clause.text).words), Counter(text.words)
    fewer = weigh(w for w in words.single if there[w] < here[w])
    return fewer >= 0.75 * weigh(words.single)


def _without(text: str, spans: list[Span]) -> str:
    for span in sorted(spans, key=lambda s: -s.start):
        text = text[: span.start] + " " + text[span.end :]
    return text
