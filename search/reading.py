"""Reading candidates for a question: how often each of its terms stands in each of their clauses, from numbers alone.

A question becomes weighted terms of three families (as in ``search.encoding``): syllables as written, syllables without accents,
pairs. What is measured on the resulting tables stands in ``search.features``; which clause answers, in ``search.passages``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.quantities import asked_units, find_quantities
from search.encoding import (
    ACCENTED,
    K1,
    PAIR,
    STOP_FACTOR,
    UNACCENTED,
    B,
    bare,
    clauses,
    has_accents,
    pair_term,
    stops_of,
    term_ids,
)
from search.frequencies import Frequencies
from search.query import SYNONYM, Understood
from search.words import HEADING, TITLE, Extract, Ints, Words

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Terms:
    """The terms of a question. Arrays (n,): ``worth`` is weight times IDF; ``content``: syllables that are no stops; ``is_pair``.

    ``written``, ``bare``, ``pairs``: number of a token (of a token's bare form, of two bare forms) -> index of its term. ``units``:
    kinds of amount the question asks for.
    """

    worth: Floats
    content: Flags
    is_pair: Flags
    written: dict[int, int]
    bare: dict[int, int]
    pairs: dict[tuple[int, int], int]
    units: frozenset[str]


def question_terms(understood: Understood, frequencies: Frequencies, words: Words) -> Terms:
    """The terms of a question's own words, and of the law's words for what it says otherwise, at less weight."""
    found: dict[tuple[str, ...], tuple[float, bool]] = {}  # family and syllables -> weight, whether it is content

    def add(key: tuple[str, ...], weight: float, content: bool) -> None:
        if key not in found or found[key][0] < weight:
            found[key] = (weight, content)

    for text, share in ((understood.text, 1.0), (understood.added, SYNONYM)):
        accented = has_accents(text)
        stops = stops_of(accented)
        for clause in clauses(text):
            for syllable in clause:
                stop = syllable in stops
                weight = share * (STOP_FACTOR if stop else 1.0)
                if accented:
                    add(("a", syllable), ACCENTED * weight, not stop)
                add(("u", bare(syllable)), (UNACCENTED if accented else ACCENTED) * weight, not stop and not accented)
            for left, right in pairwise(clause):
                weight = share * (STOP_FACTOR if left in stops and right in stops else 1.0)
                add(("p", bare(left), bare(right)), PAIR * weight, False)
    hashed = [
        pair_term(key[1], key[2]) if key[0] == "p" else term_ids(key[1])[0 if key[0] == "a" else 1] for key in found
    ]
    written, folded, pairs = ([(key, n) for n, key in enumerate(found) if key[0] == family] for family in "aup")
    known, plain = words.number_of, words.bare_number
    stated = {q.unit for q in find_quantities(understood.question)} - {"tuổi", "người"}
    asked = asked_units(understood.question) or stated
    return Terms(
        worth=np.array([weight for weight, _ in found.values()], np.float32)
        * frequencies.idf(np.array(hashed, np.uint32)),
        content=np.array([content for _, content in found.values()], bool),
        is_pair=np.array([key[0] == "p" for key in found], bool),
        written={known[k[1]]: n for k, n in written if k[1] in known},
        bare={plain[k[1]]: n for k, n in folded if k[1] in plain},
        pairs={(plain[k[1]], plain[k[2]]): n for k, n in pairs if k[1] in plain and k[2] in plain},
        # "30 ngày, có đúng không?" asks for days as "mấy ngày?" does; an age or a head count describes the case
        units=frozenset(_PLAIN_UNITS.get(unit, unit) for unit in asked),
    )


def count(terms: Terms, extract: Extract, words: Words) -> Floats:
    """How often each term stands in each segment: (segments, terms)."""
    n, segments = len(terms.worth), len(extract.path)
    plain = words.bare_of[extract.tokens]
    flat = [np.empty(0, np.int64)]
    families = (
        (terms.written, extract.tokens, len(words.vocabulary)),
        (terms.bare, plain, len(words.bares)),
    )
    for numbers, tokens, size in families:
        index = np.full(size, -1, np.int32)
        index[list(numbers)] = list(numbers.values())
        term = index[tokens]
        held = term >= 0
        flat.append(extract.segment[held].astype(np.int64) * n + term[held])
    if terms.pairs:
        halves = {number: k for k, number in enumerate(sorted({h for pair in terms.pairs for h in pair}))}
        half = np.full(len(words.bares), -1, np.int32)
        half[list(halves)] = list(halves.values())
        table = np.full((len(halves), len(halves)), -1, np.int32)
        for (left, right), number in terms.pairs.items():
            table[halves[left], halves[right]] = number
        side = half[plain]
        # a segment ends with a zero, so that no pair crosses into the next
        both = np.flatnonzero((side[:-1] >= 0) & (side[1:] >= 0))
        term = table[side[both], side[both + 1]]
        flat.append(extract.segment[both][term >= 0].astype(np.int64) * n + term[term >= 0])
    return np.bincount(np.concatenate(flat), minlength=segments * n).astype(np.float32).reshape(segments, n)


@dataclass(frozen=True)
class Reading:
    """What a question's terms do in some places of a ``Words`` (P of them).

    ``table`` (S, n) and ``length`` (S,) of the segments of ``extract``; ``states`` (S,): whether a segment states an amount of a kind
    asked for. What is summed from them is cached.
    """

    terms: Terms
    words: Words
    extract: Extract
    places: int
    table: Floats
    length: Floats
    states: Flags

    @classmethod
    def of(cls, terms: Terms, words: Words, places: Ints) -> Reading:
        """Reads the units at some places."""
        extract = words.read(places)
        length = np.bincount(extract.segment[extract.tokens > 0], minlength=len(extract.path)).astype(np.float32)
        states = np.zeros(len(extract.path), bool)
        if terms.units:
            states[extract.segment[_amounts(extract, words, terms.units)]] = True
        return cls(terms, words, extract, len(places), count(terms, extract, words), length, states)

    def is_path(self, path: str) -> Flags:
        """(S,): the segments of a path."""
        return self.extract.path == self.words.path_number(path)

    @cached_property
    def is_text(self) -> Flags:
        """(S,): the segments that are the unit's own words."""
        return ~(self.is_path(TITLE) | self.is_path(HEADING))

    def summed(self, which: Flags, group: Ints, size: int) -> tuple[Floats, Floats]:
        """Counts (size, n) and lengths (size,) of chosen segments, added up by group (S,)."""
        total = np.zeros((size, self.table.shape[1]), np.float32)
        rows = np.flatnonzero(which)
        if len(rows):
            rows = rows[np.argsort(group[rows], kind="stable")]
            starts = runs(group[rows])
            total[group[rows[starts]]] = np.add.reduceat(self.table[rows], starts)
        return total, np.bincount(group[which], self.length[which], minlength=size).astype(np.float32)

    @cached_property
    def text(self) -> tuple[Floats, Floats]:
        """Counts and lengths by place."""
        return self.summed(self.is_text, self.extract.unit, self.places)

    @cached_property
    def heading(self) -> tuple[Floats, Floats]:
        return self.summed(self.is_path(HEADING), self.extract.unit, self.places)

    @cached_property
    def title(self) -> tuple[Floats, Floats]:
        return self.summed(self.is_path(TITLE), self.extract.unit, self.places)

    @cached_property
    def clauses(self) -> Clauses:
        """First-level portions of the texts read, with what stands before the first of them."""
        key = self.extract.unit.astype(np.int64) * len(self.words.paths) + self.words.clause_of[self.extract.path]
        keys, numbers = np.unique(key[self.is_text], return_inverse=True)
        group = np.zeros(len(key), np.int32)
        group[self.is_text] = numbers
        table, length = self.summed(self.is_text, group, len(keys))
        states = np.zeros(len(keys), bool)
        states[group[self.states & self.is_text]] = True
        place, path = np.divmod(keys, len(self.words.paths))
        return Clauses(table, length, place.astype(np.int32), path.astype(np.int32), states)


@dataclass(frozen=True)
class Clauses:
    """``table`` (C, n), and (C,): length, the place and path of each, whether it states an amount of a kind asked for."""

    table: Floats
    length: Floats
    place: Ints
    path: Ints
    states: Flags


def runs(group: Ints) -> NDArray[np.intp]:
    """Where each run of equal numbers begins.

    >>> runs(np.array([3, 3, 5, 7, 7], np.int32)).tolist()
    [0, 2, 3]
    """
    return np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]])[: len(group)])


#: Units that a text writes as another one with more words after it.
_PLAIN_UNITS = {"ngày làm việc": "ngày", "năm tù": "năm", "triệu đồng": "đồng"}
#: Units of amounts as a token after a number; the values are those of ``corpus.quantities``.
_UNIT_TOKENS = {
    "giờ": "giờ", "tiếng": "giờ", "phút": "phút", "ngày": "ngày", "tuần": "tuần", "tháng": "tháng", "năm": "năm", "lần": "lần",
    "tuổi": "tuổi", "người": "người", "đồng": "đồng", "triệu": "đồng",
}  # fmt: skip


def _amounts(extract: Extract, words: Words, asked: frozenset[str]) -> NDArray[np.intp]:
    """Places of tokens that are a number before one of the units asked for; the parts of a date are none."""
    unit, date = np.zeros(len(words.vocabulary), bool), np.zeros(len(words.vocabulary), bool)
    for syllable, meaning in _UNIT_TOKENS.items():
        if meaning in asked and syllable in words.number_of:
            unit[words.number_of[syllable]] = True
    for syllable in ("ngày", "tháng", "năm"):
        date[words.number_of.get(syllable, 0)] = True
    date[0] = False
    tokens = extract.tokens
    if not len(tokens):
        return np.empty(0, np.intp)
    dated = np.concatenate([[False], date[tokens[:-1]]]) & np.concatenate([date[tokens[1:]], [False]])
    return np.flatnonzero(words.number_tokens[tokens] & np.concatenate([unit[tokens[1:]], [False]]) & ~dated)


def saturated(tf: Floats, length: Floats, average: float) -> Floats:
    """BM25's saturation of term frequencies (rows) by the length of their text."""
    return (tf * (K1 + 1) / (tf + K1 * (1 - B + B * length[:, None] / average))).astype(np.float32)
