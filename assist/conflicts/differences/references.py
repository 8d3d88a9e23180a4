"""Two clauses that say the same and cite different provisions for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assist.conflicts.cited import same_document
from assist.conflicts.differences.pairing import Sides, more_often, pair_up
from assist.conflicts.model import Difference, DifferenceType, Reference, Severity, Span

_ANY_PLACES = 0.6
_OWN_PLACES = 0.7  # "khoản 2 Điều này" of two documents are not alike numbered: only copies are compared so closely


def references(sides: Sides) -> Iterator[Difference]:
    """Citations that differ in article, clause, point or document, standing among the same words."""
    left = _unmatched(sides.left.references, sides.right.references)
    right = _unmatched(sides.right.references, sides.left.references)
    for pair in pair_up(sides, left, right, _span, _key):
        a, b = pair.left, pair.right
        if _same(a, b):
            continue
        own = _inner(a) or _inner(b)
        if own and (
            sides.likeness < _OWN_PLACES or sides.left.clause.id.document == sides.right.clause.id.document == ""
        ):
            continue
        if not own and sides.likeness < _ANY_PLACES:
            continue
        severity = Severity.LOW if own else Severity.MEDIUM
        words = f"Dẫn chiếu khác nhau cho cùng một nội dung: {sides.quote(a.span, b.span, 80)}."
        yield Difference(DifferenceType.REFERENCE, severity, words, (a.span,), (b.span,))


def _unmatched(own: Sequence[Reference], other: Sequence[Reference]) -> list[Reference]:
    """Citations that stand here more often than there, or of which the other side cites the same place of another document."""
    more = more_often(own, other, lambda r: r.portion)
    return [r for r in own if r in more or not any(_same(r, o) for o in other)]


def _same(a: Reference, b: Reference) -> bool:
    if a.target is not None and a.target == b.target:
        return True
    if not a.portion and not b.portion and ("/" in a.document) != ("/" in b.document):
        return False  # two whole documents, one by number and one by title: of many cited so, no two need be one
    return a.portion == b.portion and same_document(a.document, b.document)


def _inner(reference: Reference) -> bool:
    return reference.document == "này" or (not reference.document and bool(reference.portion))


def _span(reference: Reference) -> Span:
    return reference.span


def _key(reference: Reference) -> tuple[frozenset[str], str]:
    return reference.portion, reference.document
