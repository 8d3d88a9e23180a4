"""Which clause or point of an article answers a question."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.provisions import Path, Provision
from corpus.quantities import find_quantities
from search.encoding import SparseVector, encode_document
from search.frequencies import coverage

#: A point is shown alone only if it holds nearly all that its clause has to say to the question.
POINT_SHARE = 0.85
#: A clause is shown alone only if it holds at least this share of what the whole article has to say to it.
CLAUSE_SHARE = 0.45
#: What a portion gains that states an amount of the kind asked for.
AMOUNT = 1.25


@dataclass(frozen=True)
class Passage:
    """A portion of a unit, its span in the unit's text, and how much of the question it holds (0 to 1, by weight of terms)."""

    path: Path
    start: int
    end: int
    coverage: float


def best_passage(provision: Provision, question: SparseVector, units: frozenset[str] = frozenset()) -> Passage:
    """The clause or point that holds most of the question's terms, or the whole unit if none stands out.

    ``question`` carries IDF (``Frequencies.weighted``). ``units``: kinds of amount the question asks for; a portion that states one is
    the likelier answer.
    """
    text = provision.text
    whole_vector = encode_document(provision.heading, text)
    whole = Passage((), 0, len(text), coverage(question, whole_vector))
    if not provision.portions:
        return whole
    scored = []
    for portion in provision.portions:
        words = text[portion.start : portion.end]
        vector = encode_document("", words)
        states = units and any(q.unit in units for q in find_quantities(words))
        scored.append((portion, question.dot(vector) * (AMOUNT if states else 1.0), coverage(question, vector)))
    clauses = [s for s in scored if len(s[0].path) == 1]
    portion, score, share = max(clauses or scored, key=lambda s: s[1])
    if score < CLAUSE_SHARE * question.dot(encode_document("", text)):
        return whole
    inside = [
        s for s in scored if len(s[0].path) > len(portion.path) and s[0].path[: len(portion.path)] == portion.path
    ]
    if inside:
        point, point_score, point_share = max(inside, key=lambda s: s[1])
        if point_score >= POINT_SHARE * score:
            return Passage(point.path, point.start, point.end, max(point_share, 0.0))
    return Passage(portion.path, portion.start, portion.end, share)
