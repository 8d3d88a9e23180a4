"""Sparse term vectors: from a text to (term id, weight) pairs that BM25 scoring needs, for documents and for questions.

Three families of terms stand side by side in one vector, each with its own ids:

- syllables as written ("khai"), after NFC, lower case and one spelling for the places a tone mark may stand (hoà = hòa, uỷ = ủy);
- syllables without accents, for questions typed without them;
- adjacent pairs of unaccented syllables within one clause of text ("lay loi", "loi khai"). Two syllables together are nearly always
  one word or a phrase, so the pair tells what the lost accents would have told, and one family serves both ways of typing.

A document's values are BM25's saturated term frequencies; a question's values are how much each term matters to it, without IDF.
The engine multiplies by IDF (``Modifier.IDF``: ln((N - n + 0.5) / (n + 0.5) + 1) over the whole index), so the vector of a document
never has to be written again because another document came or went. Score = dot product.

Formula: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), eq. 3.15.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from corpus.numbers import LOOK_ALIKES, fold
from corpus.syllables import is_syllable

#: Syllables between two of these can form pairs; anything else that is not a letter or digit ends a clause of text.
CLAUSE = re.compile(r"[^\w\s/\-–'’&]+|\n+")
SYLLABLE = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouy]")

#: Part of the index's signature: raise it with any change to what ``encode_document`` gives, and indexes are rebuilt.
VERSION = "sparse-1"

#: Saturation and length normalisation, chosen on questions of citizens and of ALQAC (eval/); the average length of an article with
#: its repeated heading and title in syllables, over the codification.
K1 = 1.4
B = 0.75
AVERAGE_LENGTH = 400.0
#: How often the heading and the document's title count: they say in few words what the whole is about.
HEADING_REPEAT = 5
TITLE_REPEAT = 3

#: Weights on the question's side: an accented match counts for both its families, so it outweighs an unaccented one.
ACCENTED, UNACCENTED, PAIR = 1.0, 0.2, 0.8
#: What is left of the weight of a syllable that only builds the question ("là", "thế nào").
STOP_FACTOR = 0.25

#: Up to so many syllables one accent tells that accents were typed: "làm khai sinh cho con" is right.
FEW = 5

STOP_SYLLABLES = frozenset(
    "à ạ ai anh bao bị bởi các cái cần cho chưa có còn của cũng cùng chị dạ đã đang đâu đây để đến đó đối được em gì hay hãy hỏi "
    "hơn hả khi không là lại làm lên lúc luật mà mình mỗi muốn này nào nên nếu nhé nhiêu như những nữa ở phải qua quy "
    "định ra rằng rất rồi "
    "sao sau sẽ so số sự tại theo thể thế thì thưa tôi trên trong từ trường hợp và vào vẫn vậy về vì việc với vừa xin"
    .split()
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class SparseVector:
    """Term ids (uint32, ascending, each once) and their weights (float32), of the same length."""

    indices: NDArray[np.uint32]
    values: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.indices)

    def dot(self, other: SparseVector) -> float:
        """The score of one vector against another, without IDF."""
        _, here, there = np.intersect1d(self.indices, other.indices, assume_unique=True, return_indices=True)
        return float(self.values[here] @ other.values[there])


def joined(own: SparseVector, other: SparseVector, weight: float) -> SparseVector:
    """Two question vectors as one: a term of both keeps its own weight, those of ``other`` come in at ``weight`` times theirs."""
    new = ~np.isin(other.indices, own.indices)
    indices = np.concatenate([own.indices, other.indices[new]])
    values = np.concatenate([own.values, other.values[new] * np.float32(weight)])
    order = np.argsort(indices)
    return SparseVector(indices[order], values[order])


@lru_cache(maxsize=4096)
def has_accents(text: str) -> bool:
    """Whether a text is typed with Vietnamese accents: at least a third of the syllables that could bear one do, or one of up to five.

    People type half of a question with accents, or paste a word; taken for accented it would find no word of its other half. Correct
    text has few syllables without: of a thousand questions people are known to ask, four have less than half of theirs accented.
    What has no vowel bears none (the Đ of "NĐ-CP" tells nothing), nor does what is spelled as no Vietnamese syllable, unless it does
    bear one, as slips of the keyboard do. Where nothing could bear one ("k1 Đ5"), any accent will do.

    >>> has_accents("công an xã chuyển tin báo"), has_accents("cong an xã chuyen tin bao trong bao lâu")
    (True, False)
    """
    text = unicodedata.normalize("NFC", text.translate(LOOK_ALIKES).lower())
    plain = fold(text)
    if plain == text:
        return False
    bearing = [bears for bears in map(_bears_accent, _LETTERS.findall(text)) if bears is not None]
    return not bearing or 3 * sum(bearing) >= len(bearing) or (len(bearing) <= FEW and any(bearing))


@lru_cache(maxsize=1 << 16)
def _bears_accent(word: str) -> bool | None:
    """Whether a word of lower case bears an accent; None if it could not."""
    plain = fold(word)
    if not _VOWEL.search(plain):
        return None
    return True if plain != word else False if is_syllable(word, accents_optional=True) else None


def clauses(text: str) -> list[list[str]]:
    """The normalised syllables of a text, a list for each clause of text (what stands between punctuation marks).

    >>> clauses("Ủy ban, UỶ BAN: 43/2021/TT-BCA")
    [['ủy', 'ban'], ['ủy', 'ban'], ['43', '2021', 'tt', 'bca']]
    """
    text = unicodedata.normalize("NFC", text).lower().replace("ð", "đ")
    split = (SYLLABLE.findall(clause) for clause in CLAUSE.split(text))
    return [[_spelling(s) for s in syllables] for syllables in split if syllables]


# "hoà" and "hòa", "uỷ" and "ủy", "kỹ" and "kĩ" are the same words; official texts and keyboards use both.
_TONE_PLACE = re.compile(r"^(.*)([ou])([àáảãạèéẻẽẹỳýỷỹỵ])$")
_FINAL_Y = re.compile(r"^([hklmst])([yỳýỷỹỵ])$")
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")


@lru_cache(maxsize=1 << 16)
def _spelling(syllable: str) -> str:
    found = _FINAL_Y.match(syllable)
    if found:
        return found[1] + found[2].translate(_Y_TO_I)
    found = _TONE_PLACE.match(syllable)
    if found and (found[2], found[1][-1:]) != ("u", "q") and not (found[2] == "u" and found[3] not in "ỳýỷỹỵ"):
        letters = unicodedata.normalize("NFD", found[3])
        return found[1] + unicodedata.normalize("NFC", found[2] + letters[1]) + letters[0]
    return syllable


def other_spellings(syllable: str) -> list[str]:
    """Spellings of a normalised syllable that ``clauses`` gives back as this one: for encoders that cannot normalise.

    >>> other_spellings("hòa"), other_spellings("kĩ"), other_spellings("tre")
    (['hoà'], ['kỹ'], [])
    """
    candidates = []
    for i in (len(syllable) - 2, len(syllable) - 1):
        letters = unicodedata.normalize("NFD", syllable[i : i + 1]) if i >= 0 else ""
        if len(letters) == 2 and letters[0] in "ou" and i == len(syllable) - 2:  # òa -> oà
            moved = unicodedata.normalize("NFC", syllable[-1] + letters[1])
            candidates.append(syllable[:i] + letters[0] + moved)
        if letters[:1] == "i" and i == len(syllable) - 1:  # kĩ -> kỹ
            candidates.append(syllable[:i] + unicodedata.normalize("NFC", "y" + letters[1:]))
    return [c for c in candidates if c != syllable and _spelling(c) == syllable]


def _hash(term: str) -> int:
    # 32 bits are what the engines take. The codification has 207,000 distinct terms, so about 5 pairs of them share an id
    # (n²/2 / 2³²), almost always two rare ones, which costs a question less than a typing slip would.
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "little")


@lru_cache(maxsize=1 << 18)
def _ids(syllable: str) -> tuple[int, int]:
    """Ids of the syllable as written and without accents; the mark before a term keeps the families apart."""
    return _hash("a:" + syllable), _hash("u:" + fold(syllable))


@lru_cache(maxsize=1 << 16)
def bare(syllable: str) -> str:
    """A syllable without its accents."""
    return fold(syllable)


def term_ids(syllable: str) -> tuple[int, int]:
    """Ids of a syllable, as ``clauses`` gives it: as written, and without accents."""
    return _ids(syllable)


def pair_term(left: str, right: str) -> int:
    """Id of two syllables side by side, whatever their accents."""
    halves = [np.array([_ids(s)[1]], np.uint64) for s in (left, right)]
    return int(_pairs(*halves)[0])


def _pairs(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Ids of pairs from the ids of their halves: splitmix64's finaliser, which spreads 64 bits evenly; the upper 32 are kept."""
    mixed = (left << np.uint64(32)) | right
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(32)).astype(np.uint32)


def _terms(text: str) -> tuple[NDArray[np.uint32], int]:
    """All term ids of a text, with repetition, and its length in syllables."""
    written: list[int] = []
    folded: list[int] = []
    last: list[bool] = []
    for clause in clauses(text):
        for a, u in map(_ids, clause):
            written.append(a)
            folded.append(u)
        last.extend([False] * (len(clause) - 1))
        last.append(True)
    if not written:
        return np.empty(0, np.uint32), 0
    u64 = np.array(folded, np.uint64)
    inside = ~np.array(last[:-1], bool)
    pairs = _pairs(u64[:-1][inside], u64[1:][inside])
    return np.concatenate([np.array(written, np.uint32), u64.astype(np.uint32), pairs]), len(written)


def encode_document(heading: str, text: str, title: str = "") -> SparseVector:
    """The vector of a provision: saturated term frequencies.

    The heading counts ``HEADING_REPEAT`` times in all, whether or not ``text`` (the whole unit) begins with it; the title of the
    document, which users often name ("theo Luật Trẻ em"), ``TITLE_REPEAT`` times.
    """
    terms, length = _terms(text)
    parts, weights = [terms], [np.ones(len(terms), np.float32)]
    within = 1 if heading and heading in text[: len(heading) + 40] else 0
    for extra, repeat in ((heading, HEADING_REPEAT - within), (title, TITLE_REPEAT)):
        terms, size = _terms(extra)
        parts.append(terms)
        weights.append(np.full(len(terms), repeat, np.float32))
        length += repeat * size
    indices, inverse = np.unique(np.concatenate(parts), return_inverse=True)
    frequency = np.bincount(inverse, np.concatenate(weights), minlength=len(indices))
    saturated = frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / AVERAGE_LENGTH))
    return SparseVector(indices, saturated.astype(np.float32))


def encode_query(text: str) -> SparseVector:
    """The vector of a question; each term counts once. The engine applies IDF.

    A question typed without accents, or mostly so, is matched on unaccented syllables at full weight.
    """
    accented = has_accents(text)
    weight: dict[int, float] = {}

    def raise_to(term: int, value: float) -> None:
        weight[term] = max(weight.get(term, 0.0), value)

    stops = stops_of(accented)
    for clause in clauses(text):
        stop = [s in stops for s in clause]
        ids = [_ids(s) for s in clause]
        for (written, folded), is_stop in zip(ids, stop, strict=True):
            factor = STOP_FACTOR if is_stop else 1.0
            if accented:
                raise_to(written, ACCENTED * factor)
            raise_to(folded, (UNACCENTED if accented else ACCENTED) * factor)
        if len(ids) > 1:
            halves = np.array([folded for _, folded in ids], np.uint64)
            for pair, a, b in zip(_pairs(halves[:-1], halves[1:]).tolist(), stop, stop[1:], strict=False):
                raise_to(pair, PAIR * (STOP_FACTOR if a and b else 1.0))
    indices = np.array(sorted(weight), np.uint32)
    return SparseVector(indices, np.array([weight[int(i)] for i in indices], np.float32))


def stops_of(accented: bool) -> frozenset[str]:
    """The syllables that only build a question, by whether it was typed with accents."""
    return STOP_SYLLABLES if accented else _STOPS_UNACCENTED


# Unaccented, many stop syllables coincide with words of the law (cho = chờ, de = đề): only those that rarely do are kept. One that
# bears its accents is what it says, in a question that is half without them.
_STOPS_UNACCENTED = frozenset(
    {fold(s) for s in "bao gì không là nào nhiêu như những thì thế này được".split()}
    | {s for s in STOP_SYLLABLES if fold(s) != s}
)
