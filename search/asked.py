"""Questions people are known to ask (``corpus.phrasings``), matched against the one at hand: which clause answers the likest of them.

Two measures: a cosine over the terms of ``search.encoding`` (syllables, unaccented syllables, pairs), each present or not, weighted by
how rare it is among the phrasings themselves ("thằng" is rare in law and common in questions); and the cosine of dense vectors.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.provisions import ProvisionId
from search import mapped
from search.encoding import ACCENTED, PAIR, STOP_FACTOR, UNACCENTED, bare, clauses, has_accents, stops_of
from search.lists import packed, unpacked

Floats = NDArray[np.float32]
#: Raise it with any change to what is stored: older files are made anew.
VERSION = 5
_NAMES, _ARRAYS = ("units", "paths", "terms"), ("starts", "phrasing", "weight")
#: Of each vector, numbers by which the likest are chosen; so many times as many as are wanted are then measured by all of theirs.
BEGUN, CHOSEN = 64, 20


def terms_of(text: str, added: str = "", share: float = 0.0) -> dict[str, float]:
    """The terms of a question with their weights, without IDF; those of ``added`` count ``share`` of theirs."""
    found: dict[str, float] = {}

    def add(term: str, weight: float) -> None:
        found[term] = max(found.get(term, 0.0), weight)

    for words, part in ((text, 1.0), (added, share)):
        if not part:
            continue
        accented = has_accents(words)
        stops = stops_of(accented)
        for clause in clauses(words):
            folded = [bare(s) for s in clause]
            weak = [part * (STOP_FACTOR if s in stops else 1.0) for s in clause]
            for syllable, plain, weight in zip(clause, folded, weak, strict=True):
                if accented:
                    add(f"a {syllable}", ACCENTED * weight)
                add(f"u {plain}", (UNACCENTED if accented else ACCENTED) * weight)
            for (left, right), weights in zip(pairwise(folded), pairwise(weak), strict=True):
                add(f"p {left} {right}", PAIR * max(weights))
    return found


#: So many of a unit's phrasings, the likest by either measure, are told of.
TOLD = 3


_NONE = np.empty(0, np.intp)


@dataclass(frozen=True)
class Likeness:
    """How like a question each phrasing is. ``terms`` (N,): by its terms, 0 to 1; ``rough`` (N,): by the beginning of its vector,
    which chooses; ``near``: of some phrasings, by their whole vectors, 0 to 1."""

    terms: Floats
    rough: Floats
    near: Callable[[NDArray[np.intp]], Floats]

    def both(self, which: NDArray[np.intp]) -> Floats:
        """Of some phrasings, the sum of both measures."""
        return np.asarray(self.terms[which] + self.near(which), np.float32)


@dataclass(frozen=True)
class Turned:
    """Vectors turned so that their first numbers tell most: ``axes`` (dim, dim), the principal components; ``whole`` (N, dim); and
    ``begun`` (N, BEGUN) of them column by column, so that a product with one vector reads a quarter of the memory, in order."""

    axes: Floats
    begun: Floats
    whole: Floats

    @classmethod
    def of(cls, vectors: Floats) -> Turned:
        # the axes come by what they tell, least first
        axes = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)[1][:, ::-1].astype(np.float32)
        whole = np.ascontiguousarray(vectors @ axes)
        return cls(axes, np.asfortranarray(whole[:, :BEGUN]), whole)


class AskedBefore:
    """An inverted index of phrasings. ``units`` and ``paths`` (N,) say what each answers; ``terms`` (M,) sorted, with ``starts``
    (M + 1,) into ``phrasing`` and ``weight``; ``size`` (N,): the length of each phrasing's vector of terms; ``vectors``: the
    dense ones."""

    def __init__(
        self,
        units: Sequence[str],
        paths: Sequence[str],
        terms: Sequence[str],
        starts: NDArray[np.int32],
        phrasing: NDArray[np.int32],
        weight: Floats,
        vectors: Turned,
    ) -> None:
        self.units, self.paths, self.terms = units, paths, terms
        self.starts, self.phrasing, self.weight, self.vectors = starts, phrasing, weight, vectors

    @property
    def parts(self) -> tuple[Any, ...]:
        """What another one is made of that knows the same."""
        return self.units, self.paths, self.terms, self.starts, self.phrasing, self.weight, self.vectors

    @cached_property
    def idf(self) -> Floats:
        """Of each term (M,)."""
        held = np.diff(self.starts)
        return np.log((len(self.units) - held + 0.5) / (held + 0.5) + 1).astype(np.float32)

    @cached_property
    def size(self) -> Floats:
        worth = self.weight * np.repeat(self.idf, np.diff(self.starts))
        return np.sqrt(np.bincount(self.phrasing, worth, minlength=len(self.units))).astype(np.float32)

    @classmethod
    def of(cls, questions: Iterable[tuple[str, str, str]], encode: Callable[[list[str]], Floats]) -> AskedBefore:
        """From (unit, path below it, question), and what makes dense vectors."""
        asked = list(questions)
        # flat from the start: millions of small tuples would take a gigabyte
        number: dict[str, int] = {}
        of_term, weight, sizes = array("i"), array("f"), array("i")
        for _, _, question in asked:
            found = terms_of(question)
            of_term.extend([number.setdefault(term, len(number)) for term in found])
            weight.extend(found.values())
            sizes.append(len(found))
        terms = sorted(number)
        place = np.empty(len(terms), np.int32)
        place[[number[term] for term in terms]] = np.arange(len(terms))
        sorted_term = place[np.array(of_term, np.int32)]
        order = np.argsort(sorted_term, kind="stable")
        return cls(
            [unit for unit, _, _ in asked],
            [path for _, path, _ in asked],
            terms,
            np.concatenate([[0], np.cumsum(np.bincount(sorted_term, minlength=len(terms)))]).astype(np.int32),
            np.repeat(np.arange(len(asked), dtype=np.int32), np.array(sizes, np.int32))[order],
            np.array(weight, np.float32)[order],
            Turned.of(encode([question for _, _, question in asked])),
        )

    @classmethod
    def load(cls, path: Path, made_from: str) -> AskedBefore | None:
        """What was kept at ``path`` of the same phrasings; None if there is nothing, or of others, or it cannot be read."""
        try:
            with np.load(path) as data:
                if str(data["made_from"]) != f"{VERSION}:{made_from}":
                    return None
                units, paths, terms = (unpacked(data[name]) for name in _NAMES)
                starts, phrasing, weight = (data[n] for n in _ARRAYS)
                axes, begun = data["axes"], data["begun"]
            whole: Floats = mapped.numbers_of(path, made_from)
            return cls(units, paths, terms, starts, phrasing, weight, Turned(axes, begun, whole))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None

    def save(self, path: Path, made_from: str) -> None:
        """Write the index, replacing the old one at once."""
        arrays: dict[str, Any] = {name: packed(getattr(self, name)) for name in _NAMES}
        arrays |= {n: getattr(self, n) for n in _ARRAYS}
        arrays |= {"axes": self.vectors.axes, "begun": self.vectors.begun}
        described = {"made_from": np.array(f"{VERSION}:{made_from}"), **arrays}
        mapped.save(path, made_from, self.vectors.whole, described)

    def placed(self, known: Collection[str]) -> AskedBefore:
        """The same where items of a plan, which are asked for by their full path, stand below the units that are known."""
        holders = {unit: _holder(unit, known) for unit in dict.fromkeys(self.units) if unit not in known}
        units, paths = list(self.units), list(self.paths)
        for n, unit in enumerate(units):
            if (held := holders.get(unit)) is not None:
                units[n], paths[n] = held[0], f"{held[1]} {paths[n]}".strip()
        return AskedBefore(units, paths, *self.parts[2:])

    def paths_of(self, unit: str, likeness: Likeness) -> dict[str, float]:
        """How like a question the phrasings of a unit are: path below it -> the sum of both measures of the likest."""
        best: dict[str, float] = {}
        which = self.of_unit(unit)
        for n, like in zip(which.tolist(), likeness.both(which).tolist(), strict=True):
            path = self.paths[n]
            if like > best.get(path, -1.0):
                best[path] = like
        return best

    def likest_of(self, units: Sequence[str], likeness: Likeness) -> list[tuple[list[float], list[float]]]:
        """By terms and by vectors, the likeness of each unit's TOLD likest phrasings, greatest first; fewer where it has fewer."""
        lists = [self.of_unit(unit) for unit in units]
        sizes = np.array([len(which) for which in lists], np.intp)
        which = np.concatenate([_NONE, *lists])
        unit = np.repeat(np.arange(len(units)), sizes)
        starts = np.repeat(np.cumsum(sizes) - sizes, sizes)
        place = np.arange(len(which)) - starts  # within its unit, once they are in order
        told = place < TOLD

        def greatest(values: Floats) -> list[list[float]]:
            found = np.zeros((len(units), TOLD))
            # likeness is at most 1 and a hair: one number orders by unit, then from the greatest down
            order = np.argsort(2 * unit - values.astype(np.float64), kind="stable")
            found[unit[told], place[told]] = values[order[told]]
            return [row[:size] for row, size in zip(found.tolist(), sizes.tolist(), strict=True)]

        return list(zip(greatest(likeness.terms[which]), greatest(likeness.near(which)), strict=True))

    def of_unit(self, unit: str) -> NDArray[np.intp]:
        """Which phrasings a unit answers."""
        return self._of_unit.get(unit, _NONE)

    @cached_property
    def _of_unit(self) -> dict[str, NDArray[np.intp]]:
        found: dict[str, list[int]] = {}
        for n, unit in enumerate(self.units):
            found.setdefault(unit, []).append(n)
        return {unit: np.array(which, np.intp) for unit, which in found.items()}

    @cached_property
    def _number(self) -> dict[str, int]:
        return {term: n for n, term in enumerate(self.terms)}

    def likeness(self, vector: Floats, text: str, added: str = "", share: float = 0.0) -> Likeness:
        """How like a question each phrasing is; ``vector``: of the question."""
        vectors = self.vectors
        turned = vector @ vectors.axes

        def near(which: NDArray[np.intp]) -> Floats:
            return np.maximum(vectors.whole[which] @ turned, 0)

        rough = np.maximum(vectors.begun @ turned[:BEGUN], 0)
        return Likeness(self._by_terms(text, added, share), rough, near)

    def _by_terms(self, text: str, added: str, share: float) -> Floats:
        parts: list[slice] = []
        shares: list[float] = []
        total = 0.0
        unknown = float(np.log(2 * len(self.units) + 2))
        for term, weight in terms_of(text, added, share).items():
            number = self._number.get(term)
            if number is None:
                total += weight * unknown
                continue
            idf = float(self.idf[number])
            total += weight * idf
            parts.append(slice(self.starts[number], self.starts[number + 1]))
            shares.append(np.sqrt(weight) * idf)
        if not parts:
            return np.zeros(len(self.units), np.float32)
        # one count over all postings takes a third of what adding them term by term does
        held = np.concatenate([self.phrasing[part] for part in parts])
        worth = np.concatenate(
            [self._root[part] * np.float32(share) for part, share in zip(parts, shares, strict=True)]
        )
        score = np.bincount(held, worth, minlength=len(self.units))
        return (score / np.maximum(self.size * np.sqrt(max(total, 1e-6)), 1e-6)).astype(np.float32)

    @cached_property
    def _root(self) -> Floats:
        return np.sqrt(self.weight)

    def best(self, likeness: Likeness, most: int) -> list[str]:
        """The units of the likest phrasings, best first."""
        roughly = likeness.terms + likeness.rough
        chosen = CHOSEN * most
        # only those that may be among them are measured and put in order
        least = np.partition(roughly, -chosen)[-chosen] if len(roughly) > chosen else 0
        which = np.flatnonzero(roughly >= least)
        both = likeness.both(which)
        order = np.argsort(-both, kind="stable")[:most]
        return list(dict.fromkeys(self.units[which[n]] for n in order if both[n] > 0))


def _holder(unit: str, known: Collection[str]) -> tuple[str, str] | None:
    """The deepest known unit above one, and the path from there to it; None if there is none."""
    pid = ProvisionId.parse(unit)
    for depth in range(len(pid.path) - 1, 0, -1):
        above = str(ProvisionId(pid.document, pid.path[:depth]))
        if above in known:
            return above, str(ProvisionId("", pid.path[depth:])).strip()
    return None
