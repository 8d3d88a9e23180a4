"""What the ranker is trained on: questions with their candidates, measured, and which of these are right.

A phrasing is asked as if it were not known: neither it nor the same without its accents is found among the phrasings. Some questions
are asked of strange documents: no phrasing of the document that answers is known, as of those that people put in themselves, and none
of half the others either, or the want of phrasings would tell the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from corpus.numbers import fold
from corpus.phrasings import load_phrasings
from corpus.provisions import ProvisionId
from eval import alqac
from eval.ask_report import QUESTIONS, TODAY, TUNED_ON, article_of, read_questions
from eval.train_dense import left_to_ranker
from eval.train_wording import read_no_basis
from search.asked import AskedBefore, Likeness
from search.beside import Tables
from search.candidates import FieldDocuments
from search.features import NAMES, OF_FIELD
from search.model import Filters, Query
from search.ranker import Linear, Network, Ranker
from search.reading import Floats
from search.service import Searcher

LABELS = QUESTIONS.with_name("citizens-labels.jsonl")
PHRASINGS, STRANGE, NO_BASIS = "phrasings", "strange", "no-basis"
#: Draws the phrasings.
SEED = 20261122
#: How much a question counts of our own sets, of the citizens', of ALQAC, whose statements are the law's own words, and a phrasing;
#: and one of our own or the citizens' that is asked again of strange documents.
OWN, LABELLED, EXAM, PHRASED, AGAIN = 4.0, 5.0, 0.5, 0.3, 1.0
#: Phrasings of the field and of other law that are trained on, at most, and those after them that are asked of strange documents; one
#: in so many of all is asked without its accents.
FROM_FIELD, FROM_OTHERS, FROM_STRANGE, UNACCENTED = 5000, 2500, 4000, 3
#: A phrasing this like the question is the question itself (both measures added: 2 at most).
ITSELF = 1.9

_ONES = np.ones(len(NAMES + OF_FIELD), np.float32)
_NO_UNITS = np.zeros((len(_ONES), 0), np.float32)
#: In place of the ranker that ships, whose weights may be of other features.
UNTRAINED = Ranker(
    Network(NAMES + OF_FIELD, _ONES, _ONES, _ONES, _NO_UNITS, _NO_UNITS[0], _NO_UNITS[0]),
    Linear(NAMES + OF_FIELD, _ONES, _ONES, _ONES),
    Linear(NAMES + OF_FIELD, _ONES, _ONES, _ONES),
    0.0,
    0.0,
)


@dataclass(frozen=True)
class Example:
    """A question's candidates, measured. ``text``: the question as it is read, abbreviations spelt out and spelling mended; ``right``
    (U,): which of the candidates answer; ``terms``: content terms asked; ``weight``: how much it counts."""

    question: str
    text: str
    table: Floats
    right: np.ndarray
    terms: int
    answerable: bool
    weight: float = 1.0
    judged: bool = True  # whether it tells what has a basis; not one that is asked within chosen documents
    wording: float = 0.0


def examples(
    searcher: Searcher,
    questions: Sequence[tuple[str, date, frozenset[str]]],
    weight: float,
    filters: Filters | None = None,
    strange: bool = False,
) -> list[Example]:
    """Measures (question, day, right articles); none right: there is no basis. With ``filters`` the set is asked within documents;
    with ``strange``, as if no phrasing of the documents that answer were known."""
    found = []
    for question, on, right in questions:
        if isinstance(searcher, Learner):
            searcher.asking = question
            searcher.strange = strangers(question, right, searcher.phrased) if strange else frozenset()
        ranking = searcher.ranking(Query(question, on, filters or Filters()))
        if ranking.understood.named or not ranking.gathered.candidates:
            continue  # cited outright, or nothing found: nothing to learn
        flags = np.array([c.pid in right for c in ranking.gathered.candidates], bool)
        terms = int(ranking.reading.terms.content.sum())
        asked = ranking.understood
        found.append(
            Example(
                asked.question, asked.text, ranking.table, flags, terms, bool(right), weight, judged=filters is None
            )
        )
    return found


def strangers(question: str, right: Iterable[str], phrased: Iterable[str]) -> frozenset[str]:
    """The documents of the right articles, and half the others, drawn by the question."""
    drawn = (number for number in phrased if crc32(f"{question}\n{number}".encode()) % 2)
    return frozenset({*drawn, *(ProvisionId.parse(place).document for place in right)})


class Unasked(AskedBefore):
    """Phrasings, of which a question finds neither itself nor any of strange documents. ``places``: phrasing without its accents ->
    where it stands; ``asking``: the one that is asked, with or without; ``strange``: the documents."""

    places: Mapping[str, Sequence[int]] = {}
    asking = ""
    strange: frozenset[str] = frozenset()

    def of_unit(self, unit: str) -> NDArray[np.intp]:
        known = super().of_unit(unit)
        return known[:0] if ProvisionId.parse(unit).document in self.strange else known

    def likeness(self, vector: Floats, text: str, added: str = "", share: float = 0.0) -> Likeness:
        found = super().likeness(vector, text, added, share)
        unknown = np.zeros(len(found.terms), bool)
        alike = np.flatnonzero(found.terms > ITSELF - 1)
        unknown[alike[found.both(alike) > ITSELF]] = True
        unknown[list(self.places.get(fold(self.asking), ()))] = True
        for document in self.strange:
            unknown[self._of_document.get(document, [])] = True

        def near(which: NDArray[np.intp]) -> Floats:
            return np.where(unknown[which], 0, found.near(which))

        return Likeness(np.where(unknown, 0, found.terms), np.where(unknown, 0, found.rough), near)

    @cached_property
    def _of_document(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for n, unit in enumerate(self.units):
            found.setdefault(ProvisionId.parse(unit).document, []).append(n)
        return found


class Learner(Searcher):
    """A searcher to which no phrasing is known that is asked of it, nor any of some documents, which are to it as if people had put
    them in; ``asking``: what is asked; ``strange``: the documents."""

    asking = ""
    strange: frozenset[str] = frozenset()
    _unasked: tuple[AskedBefore, Unasked] | None = None

    @cached_property
    def phrased(self) -> tuple[str, ...]:
        """The documents that have phrasings."""
        return tuple(record.document for record in load_phrasings()[0])

    def asked(self, tables: Tables | None = None) -> AskedBefore:
        known = super().asked(tables)
        if self._unasked is None or self._unasked[0] is not known:
            self._unasked = known, Unasked(*known.parts)
            asked = (question for record in load_phrasings()[0] for _, question in record.questions())
            places: dict[str, list[int]] = {}
            for n, question in enumerate(asked):  # the order in which ``Beside.asked`` keeps them
                places.setdefault(fold(question), []).append(n)
            self._unasked[1].places = places
        self._unasked[1].asking, self._unasked[1].strange = self.asking, self.strange
        return self._unasked[1]

    def field_documents(self, revision: int) -> FieldDocuments:
        known = super().field_documents(revision)
        return FieldDocuments(known.field | self.strange, known.core - self.strange, known.own | self.strange)


def phrased(searcher: Searcher) -> tuple[list[Example], list[Example]]:
    """Phrasings that the dense model was not trained on, some of the field and fewer of other law, drawn with a fixed seed; and of the
    rest some, asked of strange documents."""
    field = searcher.library.catalogued()
    left = [
        (question, TODAY, frozenset({str(article_of(pid))}), pid.document in field)
        for record in load_phrasings()[0]
        for pid, question in record.questions()
        if left_to_ranker(question)
    ]
    mixed = [left[n] for n in np.random.default_rng(SEED).permutation(len(left)).tolist()]
    of_field, of_others = ([q for q in mixed if q[3] is belongs] for belongs in (True, False))
    known = of_field[:FROM_FIELD] + of_others[:FROM_OTHERS]
    unused = {*of_field[FROM_FIELD:], *of_others[FROM_OTHERS:]}
    strange = [q for q in mixed if q in unused][:FROM_STRANGE]

    def asked(chosen: Sequence[tuple[str, date, frozenset[str], bool]]) -> list[tuple[str, date, frozenset[str]]]:
        return [(fold(q) if n % UNACCENTED == 0 else q, on, right) for n, (q, on, right, _) in enumerate(chosen)]

    return examples(searcher, asked(known), PHRASED), examples(searcher, asked(strange), PHRASED, strange=True)


def read_sets(searcher: Searcher, laws: Searcher, benchmarks: Path) -> dict[str, list[Example]]:
    """The examples of each set."""
    unlabelled = benchmarks / "citizen" / "unlabelled.jsonl"
    found: dict[str, list[Example]] = {}
    again: list[tuple[str, date, frozenset[str]]] = []
    for path in TUNED_ON:
        questions = [
            (q.question, q.on or TODAY, frozenset(str(article_of(pid)) for pid in q.right))
            for q in read_questions(path)
            if q.kind not in {"missing", "citation"}
        ]
        found[path.stem] = examples(searcher, questions, OWN)
        again += questions
    asked = {row["id"]: row["question"] for row in map(json.loads, unlabelled.read_text(encoding="utf-8").splitlines())}
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    rows = [(asked[r["id"]], TODAY, frozenset(str(ProvisionId.parse(g).unit()) for g in r["gold"])) for r in labels]
    found[LABELS.stem] = examples(searcher, rows, LABELLED)
    within = Filters(documents=tuple(alqac.NUMBERS.values()))
    exam = [(q.question, alqac.ON, q.gold) for q in alqac.read_part(benchmarks / "alqac", "tune")]
    found["alqac"] = examples(laws, exam, EXAM, within)
    found[PHRASINGS], found[STRANGE] = phrased(searcher)
    # what has no right article is not of any document
    found[STRANGE] += examples(searcher, [q for q in again + rows if q[2]], AGAIN, strange=True)
    found[NO_BASIS] = examples(searcher, [(question, TODAY, frozenset()) for question, _ in read_no_basis()], 1.0)
    return found
