"""The planted benchmark: pairs of a real provision and a copy with one change, a paraphrase, or another matter; made at run time.

Texts come from the sources and are never stored. What is made: for each kind of ``eval.conflicts.mutations`` the same number of copies
with one change, half of them reworded besides; copies that are only reworded (DUPLICATE); near neighbours about another matter
(NONE). No original serves twice. The same sources, seed and size give the same pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import bm25s

from assist.conflicts.model import Clause
from corpus.catalogue import load_catalogue
from corpus.provisions import ProvisionId
from corpus.syllables import share_of_syllables
from eval.conflicts.changes import unmarked
from eval.conflicts.mutations import DEFINITIONS, ELEMENT, kinds, mutate
from eval.conflicts.originals import read_clauses
from eval.conflicts.paraphrase import paraphrase
from search.encoding import clauses as phrases

DUPLICATE, NONE = "DUPLICATE", "NONE"
SIZE = 680
_CONTROLS = 0.15  # the share of either control
_SHORTEST, _LONGEST = 14, 110  # words of an original
_A_DOCUMENT = 6  # originals of one kind from one document, as long as there are others
_SPARE_A_DOCUMENT = 80  # and this many where the kind lies in few documents
_PATIENCE = 12  # spare pairs a wanted one, after which no better spread is looked for
_A_WAY = 0.4  # the share of a kind made in one way, as long as there are others
_FIELD_WEIGHT = 3.0  # how much likelier a text of the field is taken than another
_SPELT = 0.98  # share of words spelled as Vietnamese: a misread text is no original
_NEIGHBOURS = 60
_LIKEST = 0.6  # share of words that two matters may have in common and still be two


_LABEL = re.compile(r"\s*(?:\d+[a-zđ]?\.|[a-zđ]\d?\)|-)\s*")
#: Articles about the document itself, which lay nothing down.
_FRAME = re.compile(
    r"hiệu lực|phạm vi|đối tượng áp dụng|trách nhiệm thi hành|tổ chức thực hiện|điều khoản", re.IGNORECASE
)


@dataclass(frozen=True)
class PlantedPair:
    """``kind``: what was done (``UNIT`` beside ``LIMIT``); ``type``: what a comparison should say, DUPLICATE and NONE included.

    ``how``: the way it was done; ``reworded``: whether the copy is also a paraphrase; ``was`` and ``now``: the words changed.
    """

    original: Clause
    altered: Clause
    kind: str
    how: str = ""
    reworded: bool = False
    was: str = ""
    now: str = ""

    @property
    def type(self) -> str:
        """The name of the expected ``DifferenceType``, or ``NONE``."""
        return {"UNIT": "LIMIT"}.get(self.kind, self.kind)


def planted(sources: Path, seed: int, size: int = SIZE) -> list[PlantedPair]:
    """The pairs made from the sources' clauses; ValueError if they do not hold enough of some kind."""
    return plant(read_clauses(sources), seed, size)


def plant(
    clauses: Sequence[Clause], seed: int, size: int = SIZE, field: frozenset[str] | None = None
) -> list[PlantedPair]:
    """The pairs made from given clauses. ``field``: the documents preferred (None: those of the catalogue)."""
    field = frozenset(d.number for d in load_catalogue()[0]) if field is None else field
    rng = Random(seed)
    pool = [c for c in clauses if usable(c)]
    order = sorted(
        pool,
        key=lambda c: rng.random() ** (1 / _FIELD_WEIGHT if c.id.document in field else 1.0),
        reverse=True,
    )
    controls = round(size * _CONTROLS)
    each, more = divmod(size - 2 * controls, len(kinds()))
    wanted = {kind: each + (n < more) for n, kind in enumerate(kinds())} | {DUPLICATE: controls, NONE: controls}
    near = neighbours(pool)
    used: set[str] = set()  # words, not ids: one sentence may stand in several documents
    pairs: list[PlantedPair] = []
    for kind, count in wanted.items():
        made = _made(kind, count, len(pairs), order, used, rng, near)
        if len(made) < count:
            raise ValueError(f"chỉ có {len(made)} quy định để lập cặp loại {kind}, cần {count}.")
        pairs += made
    return pairs


def _made(
    kind: str,
    count: int,
    first: int,
    order: Sequence[Clause],
    used: set[str],
    rng: Random,
    near: Callable[[Clause], list[Clause]],
) -> list[PlantedPair]:
    """``count`` pairs of a kind, spread over documents and ways while there is a choice; marks their originals as used."""
    made: list[PlantedPair] = []
    spare: list[PlantedPair] = []
    documents: Counter[str] = Counter()
    ways: Counter[str] = Counter()
    for clause in order:
        if len(made) == count or len(spare) >= _PATIENCE * count:
            break
        if clause.text in used or documents[clause.id.document] >= _SPARE_A_DOCUMENT:
            continue
        pair = _pair(kind, clause, first + len(made) + len(spare), rng, near)
        if pair is None:
            continue
        used.add(clause.text)
        documents[clause.id.document] += 1
        if documents[clause.id.document] <= _A_DOCUMENT and ways[pair.how] < count * _A_WAY:
            made.append(pair)
            ways[pair.how] += 1
        else:
            spare.append(pair)
    more = count - len(made)
    used.difference_update(pair.original.text for pair in spare[more:])
    return made + spare[:more]


def words_of(clause: Clause) -> tuple[str, str]:
    """The number or letter a clause begins with, "" without one, and its words."""
    label = _LABEL.match(clause.text)
    return (label[0], clause.text[label.end() :]) if label else ("", clause.text)


def usable(clause: Clause) -> bool:
    """Whether a clause is plain prose of a fair length: no quotations to be put elsewhere, no table, no spoilt text."""
    if _FRAME.search(clause.heading):
        return False
    _, text = words_of(clause)
    plain = not any(mark in text for mark in '“”"|[]…*_\\') and text.count("\n") <= 1 and "Ví dụ" not in text
    whole = bool(text) and text[0].isupper() and text[-1] in ".;"
    return _SHORTEST <= len(text.split()) <= _LONGEST and plain and whole and share_of_syllables(text) > _SPELT


def _pair(
    kind: str, clause: Clause, number: int, rng: Random, near: Callable[[Clause], list[Clause]]
) -> PlantedPair | None:
    if kind == NONE:
        others = [c for c in near(clause) if another_matter(clause, c)]
        family = [c for c in others if c.id.document == clause.id.document] or [
            c for c in others if c.kind == clause.kind
        ]
        # the likest by words of the nearest few: what a search would offer, and a reader would put aside
        others = sorted((family or others)[:8], key=lambda c: -alike(clause.text, c.text))[:2]
        return PlantedPair(clause, rng.choice(others), NONE) if others else None
    label, words = words_of(clause)
    if kind == DUPLICATE:
        text = paraphrase(words, rng, least=2 + number % 2, most=6)
        return PlantedPair(clause, _copy(clause, label + text, number), DUPLICATE, reworded=True) if text else None
    mutated = mutate(kind, words, rng)
    if mutated is None or (mutated[1].how == ELEMENT and not DEFINITIONS.search(clause.heading)):
        return None
    text, change = mutated
    reworded = number % 2 == 0
    if reworded and (text := paraphrase(text, rng) or "") == "":
        return None
    was = words[change.start : change.end]
    return PlantedPair(
        clause, _copy(clause, label + unmarked(text), number), kind, change.how, reworded, was, change.new
    )


def _copy(clause: Clause, text: str, number: int) -> Clause:
    """The clause with other words, at the same place of a document that does not exist."""
    code = clause.id.document.rpartition("/")[2]
    return replace(clause, id=ProvisionId(f"{number + 1}/2099/{code}", clause.id.path), text=text)


# -- other matters ----------------------------------------------------------------------------------------------------


def tokens(text: str) -> list[str]:
    """The syllables of a text, in order."""
    return [syllable for phrase in phrases(text) for syllable in phrase]


def neighbours(pool: Sequence[Clause], limit: int = _NEIGHBOURS) -> Callable[[Clause], list[Clause]]:
    """BM25 over the clauses' words (Lù, bm25s, 2024): from a clause to the nearest others, the likest first."""
    retriever = bm25s.BM25()
    retriever.index([tokens(c.text) for c in pool], show_progress=False)

    def near(clause: Clause) -> list[Clause]:
        found, _ = retriever.retrieve([tokens(clause.text)], k=min(limit, len(pool)), show_progress=False)
        return [pool[int(n)] for n in found[0] if pool[int(n)].id != clause.id]

    return near


def alike(left: str, right: str) -> float:
    """The share of syllables two texts have in common (Jaccard), 0 to 1."""
    a, b = set(tokens(left)), set(tokens(right))
    return len(a & b) / len(a | b) if a | b else 0.0


def another_matter(left: Clause, right: Clause) -> bool:
    """Whether two clauses, near by their words, are about two matters, as far as headings and places tell.

    Clauses of one article never count, nor those of articles side by side, nor those whose headings or words are much alike.
    """
    if left.id.document == right.id.document:
        here, there = (int("".join(filter(str.isdigit, c.id.article or "0"))) for c in (left, right))
        if abs(here - there) < 3:
            return False
    return alike(left.heading, right.heading) < 0.3 and alike(left.text, right.text) < _LIKEST
