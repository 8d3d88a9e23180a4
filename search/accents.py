"""Accents given back to a question typed without them: "cong an xa chuyen tin bao" is "công an xã chuyển tin báo".

Each bare syllable stands for the syllables of the library that are it without their accents; the likeliest row of them is taken, by
how often syllables stand alone and side by side in the library's texts and in the questions people are known to ask (a bigram model
read by Viterbi's algorithm: Jurafsky & Martin, "Speech and Language Processing", 3rd ed., ch. 3 and app. A), and by what a small
network makes of the syllables around each (``search.restoring``), which sees further and knows what it was taught, where the bigrams
know what is in the library.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from search.encoding import CLAUSE, FEW, SYLLABLE, bare, clauses, has_accents
from search.lists import packed, unpacked
from search.restoring import shipped
from search.words import Words

Floats = NDArray[np.float32]
#: Raise it with any change to what is stored or to how it is counted: older files are made anew.
VERSION = 2
#: A pair of a question counts as so many of the law: there are a hundred times as many of these, and people ask in other words.
QUESTIONS = 300
#: How many occurrences of a syllable its own frequency is worth against what stands before it.
PRIOR = 100.0
#: What the network's logarithm counts beside that of the bigrams.
NETWORK = 0.75
#: Pairs that the library holds once are left out, as most of them are slips; candidates looked at for a syllable.
LEAST, MOST = 2, 16

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, eq=False)
class Accents:
    """The model. ``syllables`` (V,) as ``search.encoding.clauses`` gives them, with ``written``, how they are spelt in questions, and
    ``counts`` (V,); ``pairs`` ascending, left * V + right, with ``together``, how often they stand side by side."""

    syllables: list[str]
    written: list[str]
    counts: Floats
    pairs: NDArray[np.uint32]
    together: Floats

    @classmethod
    def of(cls, words: Words, texts: Iterable[str]) -> Accents:
        """From the library's words and from questions; those without accents teach nothing."""
        number = dict(words.number_of)
        spelt: dict[str, Counter[str]] = {}
        tokens: list[int] = []
        for text in texts:
            if not has_accents(text):
                continue
            for clause in clauses(text):
                tokens.extend(number.setdefault(syllable, len(number) + 1) for syllable in clause)
                tokens.append(0)
            for word in _WORD.findall(unicodedata.normalize("NFC", text).lower()):
                ((syllable,),) = clauses(word)
                spelt.setdefault(syllable, Counter())[word] += 1
        size = len(number) + 1
        asked = np.array(tokens, np.int64)
        counts = np.bincount(words.tokens, minlength=size) + QUESTIONS * np.bincount(asked, minlength=size)
        pairs, together = _side_by_side(words.tokens, size)
        kept = together >= LEAST
        more, also = _side_by_side(asked, size)
        keys, place = np.unique(np.concatenate([pairs[kept], more]), return_inverse=True)
        weights = np.concatenate([together[kept], QUESTIONS * also])
        syllables = ["", *number]
        return cls(
            syllables,
            [spelt[s].most_common(1)[0][0] if s in spelt else s for s in syllables],
            counts.astype(np.float32),
            keys.astype(np.uint32),
            np.bincount(place, weights, minlength=len(keys)).astype(np.float32),
        )

    @classmethod
    def load(cls, path: Path, made_from: str) -> Accents | None:
        """What was kept at ``path`` of the same texts; None if there is nothing, or of others, or it cannot be read."""
        try:
            with np.load(path) as data:
                if str(data["made_from"]) != f"{VERSION}:{made_from}":
                    return None
                syllables, written = (unpacked(data[name]) for name in ("syllables", "written"))
                return cls(syllables, written, data["counts"], data["pairs"], data["together"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None

    def save(self, path: Path, made_from: str) -> None:
        """Write the model, replacing the old one at once."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part.npz")
        lists: dict[str, Any] = {name: packed(getattr(self, name)) for name in ("syllables", "written")}
        arrays: dict[str, Any] = {"counts": self.counts, "pairs": self.pairs, "together": self.together}
        np.savez(partial, made_from=np.array(f"{VERSION}:{made_from}"), **lists, **arrays)
        partial.replace(path)

    @cached_property
    def _number(self) -> Mapping[str, int]:
        return {syllable: n for n, syllable in enumerate(self.syllables)}

    @cached_property
    def _meant(self) -> Mapping[str, NDArray[np.int64]]:
        """Bare syllable -> what it may be, commonest first."""
        found: dict[str, list[int]] = {}
        for n in np.argsort(-self.counts, kind="stable").tolist():
            if n and self.counts[n]:
                found.setdefault(bare(self.syllables[n]), []).append(n)
        return {plain: np.array(numbers[:MOST], np.int64) for plain, numbers in found.items()}

    def restored(self, text: str) -> str:
        """The text with the accents of its bare syllables; a syllable that bears one, an abbreviation, a number stay as they are."""
        text = unicodedata.normalize("NFC", text)
        # written in capitals throughout, they mark no abbreviation
        capitals = text.upper() == text and len(SYLLABLE.findall(text)) > FEW
        pieces: list[str] = []
        done = 0
        for mark in CLAUSE.finditer(text):
            pieces += self._clause(text[done : mark.start()], capitals), mark[0]
            done = mark.end()
        return "".join([*pieces, self._clause(text[done:], capitals)])

    def _clause(self, text: str, capitals: bool) -> str:
        words = list(SYLLABLE.finditer(text))
        bearing = [_may_lack(word[0], capitals) for word in words]
        syllables = [next((s for clause in clauses(word[0]) for s in clause), "") for word in words]
        choices = [self._choices(syllable, lacks) for syllable, lacks in zip(syllables, bearing, strict=True)]
        told = self._told([bare(syllable) for syllable in syllables], choices)
        row = zip(words, bearing, self._likeliest(choices, told), strict=True)
        for word, lacks, number in reversed(list(row)):
            spelt = self.written[number]
            if lacks and number and (capitals or spelt != word[0].lower()):
                spelt = spelt if capitals or word[0].islower() else spelt.capitalize()
                text = f"{text[: word.start()]}{spelt}{text[word.end() :]}"
        return text

    def _choices(self, syllable: str, lacks: bool) -> NDArray[np.int64]:
        """What a syllable may be; nothing for what no text has."""
        if lacks:
            return self._meant.get(syllable, np.empty(0, np.int64))
        known = self._number.get(syllable)
        return np.array([] if known is None else [known], np.int64)

    def _told(self, plain: list[str], choices: list[NDArray[np.int64]]) -> list[Floats]:
        """What the network adds to each choice at each place of bare syllables; what it was not taught counts as little as the least
        likely."""
        network = shipped()
        told = [np.zeros(max(len(choice), 1), np.float32) for choice in choices]
        if not any(len(choice) > 1 for choice in choices):
            return told
        states = network.states(plain)
        for choice, state, at in zip(choices, states, told, strict=True):
            numbers = [network.number_of.get(self.syllables[n]) for n in choice.tolist()]
            known = [n for n in numbers if n is not None]
            if len(choice) > 1 and known:
                scores = network.scores(state, known)
                at[:] = scores.min()
                at[[n is not None for n in numbers]] = scores
        return told

    def _likeliest(self, choices: list[NDArray[np.int64]], told: list[Floats]) -> list[int]:
        """One of the choices at each place, 0 where there are none, so that the row is the likeliest; ``told``: of the network."""
        share = self.counts / max(float(self.counts[1:].sum()), 1.0)
        nothing = np.zeros(1, np.int64)
        places = [choice if len(choice) else nothing for choice in choices]
        score = np.zeros(1)
        back: list[NDArray[np.intp]] = []
        for (left, right), of_network in zip(pairwise([nothing, *places]), told, strict=True):
            together = self._together(left[:, None] * len(self.syllables) + right)
            alone = np.maximum(share[right], 1e-9)
            before = np.where(left > 0, self.counts[left], 0)[:, None]
            step = score[:, None] + np.log((together + PRIOR * alone) / (before + PRIOR)) + NETWORK * of_network
            back.append(step.argmax(axis=0))
            score = step.max(axis=0)
        row, at = [], int(score.argmax()) if places else 0
        for place, came in zip(reversed(places), reversed(back), strict=True):
            row.append(int(place[at]))
            at = int(came[at])
        return row[::-1]

    def _together(self, keys: NDArray[np.int64]) -> Floats:
        if not len(self.pairs):
            return np.zeros(keys.shape, np.float32)
        place = np.minimum(np.searchsorted(self.pairs, keys.astype(np.uint32)), len(self.pairs) - 1)
        return np.where(self.pairs[place] == keys, self.together[place], 0).astype(np.float32)


def _may_lack(word: str, capitals: bool) -> bool:
    """Whether accents may be missing: a word that bears none, and is no number and no abbreviation."""
    return word.isalpha() and word.isascii() and (capitals or len(word) == 1 or not word.isupper())


def _side_by_side(
    tokens: NDArray[np.int32] | NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of tokens side by side within a clause of text, as left * size + right, and how often."""
    left, right = tokens[:-1].astype(np.int64), tokens[1:].astype(np.int64)
    keys = (left * size + right)[(left > 0) & (right > 0)]
    return np.unique(keys, return_counts=True)
