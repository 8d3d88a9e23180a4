"""Mending how a question is typed: shorthand ("ko", "đc"), slips of the Telex keyboard ("nguwoif"), a wrong or lost mark
("ngừoi"), a letter too many or two changed about ("lánhh", "thya"), two words run together ("biênbản").

Only what is spelled as no Vietnamese syllable is touched (people know words that no law has), never what is written with a capital,
which may be a name, and nothing that units of the library hold. Of the common words it may have been meant for, the one that stands
best beside its neighbours is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

import numpy as np

from corpus.numbers import fold
from corpus.syllables import is_syllable
from search.encoding import clauses, has_accents, pair_term, term_ids
from search.frequencies import Frequencies
from search.terms import terms

#: A word that fewer units hold is unknown; a word it is mended to must stand in at least so many.
RARE, COMMON = 20, 30
#: A word changed by a letter counts so much less than one that lost only its marks.
EDITED = 0.05
#: What the Telex keys spell is hardly meant for anything else.
KEYED = 100.0
#: The same where its marks are kept.
KEPT_MARKS = 0.5

_NOT = re.compile(r"\bk\b(?!\s*\d)")  # "k 1" is a clause
_HOURS = re.compile(r"(?<=mấy )h\b|(?<=\d )h\b")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "abcdeghiklmnopqrstuvxy"
_ONSET_WITH_VOWEL = re.compile(r"qu|gi(?=[aeiouy])")  # its vowel letter never bears the tone
_MARKED = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TELEX = {"aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư", "dd": "đ", "w": "ư"}
_TELEX_TONES = dict(zip("fsxrj", _TONES[1:], strict=True))


def mend(question: str, frequencies: Frequencies) -> str:
    """The question with its unknown words mended where one reading is likely; a library without words changes nothing.

    Shorthand that has one meaning is always written out.
    """
    question = unicodedata.normalize("NFC", question)
    shorthand = terms()["shorthand"]
    question = _WORD.sub(lambda m: shorthand.get(m[0], m[0]), question)
    question = _HOURS.sub("giờ", _NOT.sub("không", question))
    if frequencies.total == 0:
        return question
    accented = has_accents(question)
    words = list(_WORD.finditer(question))
    for place in range(len(words) - 1, -1, -1):  # from the end, so that the places before stay
        found = words[place]
        word = found[0]
        if len(word) < 3 or word != word.lower() or _spelled(word, accented) or _known(word, accented, frequencies):
            continue
        beside = [words[n][0] for n in (place - 1, place + 1) if 0 <= n < len(words)]
        better = _best(word, beside, accented, frequencies)
        if better:
            question = f"{question[: found.start()]}{better}{question[found.end() :]}"
    return question


def _spelled(word: str, accented: bool) -> bool:
    """Whether a word is a syllable, its tone mark where it may stand."""
    if not is_syllable(word, accents_optional=not accented):
        return False
    return word not in _misplaced(fold(word)) if accented else True


def _known(word: str, accented: bool, frequencies: Frequencies) -> bool:
    return _units(word, accented, frequencies) >= RARE


def _units(word: str, accented: bool, frequencies: Frequencies) -> int:
    """How many units hold a word: as written, or whatever its marks in a question typed without any."""
    syllables = [syllable for clause in clauses(word) for syllable in clause] or [word]
    if len(syllables) > 1:
        return 0  # a mark that no letter of it can bear parts it: "vísa" with its tone moved to the s
    written, bare = term_ids(syllables[0])
    return int(frequencies.count(np.array([written if accented else bare], np.uint32))[0])


def _best(word: str, beside: list[str], accented: bool, frequencies: Frequencies) -> str:
    scored: dict[str, float] = {}
    for candidate, share in _candidates(word, accented, frequencies):
        units = _units(candidate, accented, frequencies)
        if units >= COMMON:
            near = sum(_together(candidate, other, frequencies) for other in beside)
            scored[candidate] = max(scored.get(candidate, 0.0), share * (units + 50.0 * near))
    if scored:
        return max(scored, key=lambda c: (scored[c], c))
    for cut in range(2, len(word) - 1):  # two words run together
        halves = word[:cut], word[cut:]
        if all(_units(half, accented, frequencies) >= COMMON for half in halves) and _together(*halves, frequencies):
            return " ".join(halves)
    return ""


def _together(one: str, other: str, frequencies: Frequencies) -> int:
    """How many units hold two words side by side, in either order."""
    terms = [pair_term(a, b) for a, b in ((one, other), (other, one))]
    return int(frequencies.count(np.array(terms, np.uint32)).max())


def _candidates(word: str, accented: bool, frequencies: Frequencies) -> Iterator[tuple[str, float]]:
    """Words it may be meant for, each with its share of belief."""
    telex = _from_telex(word)
    if telex != word and is_syllable(telex):
        yield telex, KEYED
    bare = fold(word)
    if accented:  # a letter too many or changed about, its marks right: "lánhh"
        for edit in _edits(word, letters=""):
            if is_syllable(edit):
                yield edit, KEPT_MARKS
    for plain, share in ((bare, 1.0), *((edit, EDITED) for edit in _edits(bare))):
        if not is_syllable(plain, accents_optional=True) or _units(plain, False, frequencies) < COMMON:
            continue
        if not accented:
            yield plain, share
            continue
        for marked in _with_marks(plain):
            yield marked, share


def _from_telex(word: str) -> str:
    """``nguwoif`` as the keyboard would have written it, had the keys been taken: người."""
    tone = ""
    for key, mark in _TELEX_TONES.items():
        if key in word[1:]:
            place = word.rindex(key)
            word, tone = word[:place] + word[place + 1 :], mark
            break
    for keys, letter in _TELEX.items():
        word = word.replace(keys, letter)
    word = word.replace("ưo", "ươ")
    vowels = [n for n, letter in enumerate(word) if fold(letter) in "aeiouy"]
    if word[:2] in {"qu", "gi"} and len(vowels) > 1:
        vowels = vowels[1:]
    if not tone or not vowels:
        return word
    marked = [n for n in vowels if word[n] not in "aeiouy"]
    # on the last marked vowel; else on the last before a final consonant, the last but one where a vowel ends the word
    open_end = vowels[-1] == len(word) - 1
    place = marked[-1] if marked else vowels[-2] if open_end and len(vowels) > 1 else vowels[-1]
    return unicodedata.normalize("NFC", word[: place + 1] + tone + word[place + 1 :])


def _edits(word: str, letters: str = _LETTERS) -> set[str]:
    """Words one slip away: a letter left out, put in, changed, or two changed about."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    return {
        *(a + b[1:] for a, b in cuts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        *(a + letter + b[1:] for a, b in cuts if b for letter in letters),
        *(a + letter + b for a, b in cuts for letter in letters),
    } - {word}


@lru_cache(maxsize=4096)
def _with_marks(plain: str) -> tuple[str, ...]:
    """Every Vietnamese syllable that is this one without its marks."""
    marked = ("".join(letters) for letters in product(*(_MARKED.get(letter, letter) for letter in plain)))
    found = set()
    for word in marked:
        if is_syllable(word):
            vowels = [n for n, letter in enumerate(word) if letter in "aăâeêioôơuưy"]
            found |= {unicodedata.normalize("NFC", word[: n + 1] + t + word[n + 1 :]) for n in vowels for t in _TONES}
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def _misplaced(plain: str) -> frozenset[str]:
    """Ways to write the syllables of these letters with the tone mark on a letter that never bears it: quỳên, qủa.

    Where two vowels both lack a mark of their own (hòa, hoà) either may bear the tone.
    """
    wrong = set()
    onset = _ONSET_WITH_VOWEL.match(plain)
    for word in _with_marks(plain):
        letters = [set(unicodedata.normalize("NFD", letter)) for letter in word]
        toned = next((n for n, parts in enumerate(letters) if parts & set(_TONES[1:])), None)
        marked = [n for n, parts in enumerate(letters) if parts & set("\u0302\u0306\u031b")]
        if toned is not None and (toned < (onset.end() if onset else 0) or (marked and toned != marked[-1])):
            wrong.add(word)
    return frozenset(wrong)
