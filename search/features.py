"""What is measured of a question and a candidate unit, for ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.documents import LOWEST_FORCE, Status, legal_force
from corpus.syllables import is_syllable
from search.encoding import AVERAGE_LENGTH, HEADING_REPEAT, K1, TITLE_REPEAT, clauses, stops_of, term_ids
from search.frequencies import Frequencies
from search.reading import Floats, Reading, runs, saturated
from search.words import HEADING, TITLE, Ints, Words

#: Average length of a clause in syllables, for the saturation of its term frequencies.
AVERAGE_CLAUSE = 70.0
#: How many of the best candidates vote for their document.
VOTERS = 30
#: What of a measure puts one candidate before another: shares and cosines, 0 to 1.
CLEARLY = 0.02
#: A clause states the amount asked for if it is nearly as good as the best one.
NEARLY = 0.8

#: The columns, in order. Shares are of the question's worth (weight times IDF), 0 to 1; "… less": the same less the best candidate's.
NAMES = (
    "bm25",  # of the whole unit, heading and title repeated, as a share of the most it could be
    "bm25 clause",  # of its best clause with the heading
    "held",  # share of the question's content that the unit holds, title and heading included
    "held clause",  # that the best clause with the heading holds
    "held heading",
    "heading precise",  # share of the heading that stands in the question
    "held title",
    "title precise",
    "pairs",  # share of the question's pairs that the unit holds
    "pairs clause",
    "pairs heading",
    "missing",  # the worth of the weightiest content term that the unit lacks
    "amount",  # the best clause states an amount of the kind asked for
    "no amount",  # one is asked for and no clause states it
    "long",  # logarithm of the length in syllables
    "names lacking",  # names and foreign words of the question that the unit lacks
    "dense",  # cosine of the dense vectors
    "dense clause",  # of its likest clause
    "force",  # rank of legal force, 0 the highest
    "field",  # a document of the catalogue, or that people put in
    "core",  # one that has notes
    "own",  # one that people put in and no catalogue knows
    "out of force",  # not in force on the day
    "number",  # its article number stands in the question, without a document
    "document",  # the question names its document
    "branch",  # the title names a branch of law that the question names: criminal, civil, administrative
    "other branch",  # it names only others than the question does
    "unofficial",
    "article",  # an article, and no appendix or loose text
    "asked",  # likeness of the likest phrasing, by its terms
    "asked more",  # mean likeness of the next two
    "asked near",  # the same by vectors
    "asked near more",
    "has asked",  # it has phrasings
    "field votes",  # a document of the field: the field's share of the best candidates' BM25
    "core votes",
    "votes",  # its document's share of the best candidates' BM25
    "bm25 less",
    "bm25 clause less",
    "held less",
    "held clause less",
    "dense less",
    "dense clause less",
    "asked less",
    "asked near less",
    "bm25 rank",  # how many candidates have clearly more of it, as 1 / (2 + that many)
    "bm25 clause rank",
    "held rank",
    "held clause rank",
    "dense rank",
    "dense clause rank",
    "asked rank",
    "asked near rank",
    "heading precise rank",
    "pairs rank",
)
#: Measured again for questions of the field: each of the above times the field's votes, so that what tells the right article in the
#: field's few documents, which are noted and much asked about, need not tell it among all others (Daumé III, ACL 2007).
OF_FIELD = tuple(f"{name}, in the field" for name in NAMES)
_LESS = ("bm25", "bm25 clause", "held", "held clause", "dense", "dense clause", "asked", "asked near")
_RANKED = (*_LESS, "heading precise", "pairs")


@dataclass(frozen=True)
class Candidate:
    """What is known of a unit before it is read. ``status``: on the day; ``asked``, ``asked_near``: how like its phrasings are by
    terms and by vectors, greatest first."""

    pid: str
    document: str
    kind: str
    status: Status
    dense: float
    dense_clause: float
    field: bool
    core: bool
    own: bool
    number_named: bool
    document_named: bool
    branch: bool
    other_branch: bool
    article: bool
    asked: Sequence[float]
    asked_near: Sequence[float]


def measure(reading: Reading, unit: Ints, candidates: Sequence[Candidate], names: Sequence[str], idf: Floats) -> Floats:
    """The features of candidates, (U, len(NAMES + OF_FIELD)).

    ``unit`` (P,): the candidate of each place read (a text and its note are one); ``names``: ``names_in`` of the question; ``idf``: of
    tokens.
    """
    if not candidates:
        return np.empty((0, 2 * len(NAMES)), np.float32)
    columns = {**_words(reading, unit, len(candidates), idf), **_circumstances(candidates)}
    columns["names lacking"] = _lacking(reading, unit, len(candidates), names)
    columns["votes"] = _votes(columns["bm25"], [c.document for c in candidates])
    for name in ("field", "core"):
        columns[f"{name} votes"] = columns[name] * _votes(columns["bm25"], columns[name].tolist())
    columns.update({f"{name} less": columns[name] - columns[name].max() for name in _LESS})
    columns.update({f"{name} rank": _reciprocal_rank(columns[name]) for name in _RANKED})
    table = np.stack([columns[name] for name in NAMES], axis=1).astype(np.float32)
    return np.concatenate([table, table * columns["field votes"].max()], axis=1)


def _words(reading: Reading, unit: Ints, size: int, idf: Floats) -> dict[str, Floats]:
    terms, worth = reading.terms, reading.terms.worth
    content = np.where(terms.content, worth, 0)
    pairs = np.where(terms.is_pair, worth, 0)
    (text, length), (heading, heading_length), (title, title_length) = reading.text, reading.heading, reading.title
    parts = reading.clauses
    clause_unit = unit[parts.place]

    def share(table: Floats, of: Floats) -> Floats:
        return ((table > 0) @ of / max(float(of.sum()), 1e-6)).astype(np.float32)

    def best(values: Floats, group: Ints) -> Floats:
        found = np.zeros(size, np.float32)
        if len(group):  # groups ascend: places stand candidate by candidate
            starts = runs(group)
            found[group[starts]] = np.maximum.reduceat(values, starts)
        return found

    most = max(float(worth.sum()) * (K1 + 1), 1e-6)
    whole = text + (HEADING_REPEAT - 1) * heading + TITLE_REPEAT * title
    whole_length = length + (HEADING_REPEAT - 1) * heading_length + TITLE_REPEAT * title_length
    near = parts.table + heading[parts.place]
    near_bm25 = saturated(near, parts.length + heading_length[parts.place], AVERAGE_CLAUSE) @ worth / most
    stating = best(np.where(parts.states, near_bm25, 0), clause_unit)
    best_clause = best(near_bm25, clause_unit)
    anywhere = text + heading + title
    held = np.zeros((size, len(worth)), np.float32)
    starts = runs(unit)
    held[unit[starts]] = np.maximum.reduceat(anywhere, starts)
    return {
        "bm25": best(saturated(whole, whole_length, AVERAGE_LENGTH) @ worth / most, unit),
        "bm25 clause": best_clause,
        "held": best(share(anywhere, content), unit),
        "held clause": best(share(near, content), clause_unit),
        "held heading": best(share(heading, content), unit),
        "heading precise": best(_precise(reading, HEADING, idf), unit),
        "held title": best(share(title, content), unit),
        "title precise": best(_precise(reading, TITLE, idf), unit),
        "pairs": best(share(text, pairs), unit),
        "pairs clause": best(share(parts.table, pairs), clause_unit),
        "pairs heading": best(share(heading, pairs), unit),
        "missing": ((held == 0) * content).max(axis=1, initial=0) / max(float(content.sum()), 1e-6),
        "amount": ((stating > 0) & (stating >= NEARLY * best_clause)).astype(np.float32),
        "no amount": float(bool(terms.units)) * (stating == 0),
        "long": np.log1p(best(length, unit)),
    }


def _precise(reading: Reading, path: str, idf: Floats) -> Floats:
    """By place: the share, by IDF, of the heading's or title's words that stand in the question."""
    terms, words, extract = reading.terms, reading.words, reading.extract
    if terms.written:
        matched = np.zeros(len(words.vocabulary), bool)
        matched[list(terms.written)] = True
    else:
        bare = np.zeros(len(words.bares), bool)
        bare[list(terms.bare)] = True
        matched = bare[words.bare_of]
    inside = reading.is_path(path)[extract.segment]
    tokens, place = extract.tokens[inside], extract.unit[extract.segment[inside]]
    total = np.bincount(place, idf[tokens], minlength=reading.places)
    hit = np.bincount(place, idf[tokens] * matched[tokens], minlength=reading.places)
    return (hit / np.maximum(total, 1e-6)).astype(np.float32)


def _lacking(reading: Reading, unit: Ints, size: int, names: Sequence[str]) -> Floats:
    """For each candidate, how many words of names it lacks; one that is no Vietnamese syllable counts more: Samsung, World Cup."""
    lacking = np.zeros(size, np.float32)
    extract = reading.extract
    place = extract.unit[extract.segment]
    for name in names:
        for word in name.split():
            (syllables,) = clauses(word) or [[]]
            held = np.zeros(size, bool)
            for syllable in syllables[:1]:
                number = reading.words.number_of.get(syllable)
                if number is not None:
                    held[unit[place[extract.tokens == number]]] = True
            lacking += np.where(held, 0, 0.75 if is_syllable(word, accents_optional=True) else 1.0)
    return lacking


def _circumstances(candidates: Sequence[Candidate]) -> dict[str, Floats]:
    def column(values: list[float]) -> Floats:
        return np.array(values, np.float32)

    return {
        "dense": column([c.dense for c in candidates]),
        "dense clause": column([c.dense_clause for c in candidates]),
        "force": column([legal_force(c.kind, c.document) / LOWEST_FORCE for c in candidates]),
        "field": column([c.field for c in candidates]),
        "core": column([c.core for c in candidates]),
        "own": column([c.own for c in candidates]),
        "out of force": column([c.status in {Status.EXPIRED, Status.NOT_YET} for c in candidates]),
        "number": column([c.number_named for c in candidates]),
        "document": column([c.document_named for c in candidates]),
        "branch": column([c.branch for c in candidates]),
        "other branch": column([c.other_branch for c in candidates]),
        "unofficial": column([c.document.startswith(("không số", "tin:")) for c in candidates]),
        "article": column([c.article for c in candidates]),
        "asked": column([c.asked[0] if c.asked else 0.0 for c in candidates]),
        "asked more": column([sum(c.asked[1:3]) / 2 for c in candidates]),
        "asked near": column([c.asked_near[0] if c.asked_near else 0.0 for c in candidates]),
        "asked near more": column([sum(c.asked_near[1:3]) / 2 for c in candidates]),
        "has asked": column([bool(c.asked) for c in candidates]),
    }


def _reciprocal_rank(values: Floats) -> Floats:
    """1 / (2 + how many are clearly greater), for each: the same words under another title are as good."""
    greater = len(values) - np.searchsorted(np.sort(values), values + CLEARLY, side="right")
    return (1 / (2 + greater)).astype(np.float32)


def _votes(bm25: Floats, groups: Sequence[Hashable]) -> Floats:
    """For each candidate, its group's share of the best candidates' BM25."""
    votes: dict[Hashable, float] = defaultdict(float)
    for n in np.argsort(-bm25, kind="stable")[:VOTERS]:
        votes[groups[n]] += float(bm25[n])
    total = sum(votes.values()) or 1.0
    return np.array([votes.get(group, 0.0) / total for group in groups], np.float32)


def token_idf(words: Words, frequencies: Frequencies) -> Floats:
    """IDF of every token as written; nothing for what only builds a question, and for the mark between clauses of text."""
    idf = frequencies.idf(np.array([term_ids(syllable)[0] for syllable in words.vocabulary], np.uint32))
    idf[[0, *(words.number_of[s] for s in stops_of(True) if s in words.number_of)]] = 0
    return idf
