"""The tokens of the dense model: syllables and words of two of them, and what cuts a text into them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.numbers import fold
from search.encoding import other_spellings

Ids = NDArray[np.int64]

UNKNOWN = "[UNK]"


@dataclass(frozen=True)
class Vocabulary:
    """Tokens, the unknown one first: syllables, and words of two of them joined by a space. ``scores``: log-probabilities, by which a
    text is cut into the likeliest tokens. ``canonical``: for each token the place of the one whose row it shares (another spelling of
    it); ``bare``: of its form without accents, 0 if it has none.
    """

    tokens: list[str]
    scores: list[float]
    canonical: Ids
    bare: Ids


def vocabulary(texts: list[list[str]], size: int, pairs: int) -> Vocabulary:
    """The commonest syllables, and the pairs that stand together more often than chance would have it; both without accents too."""
    count = Counter(s for text in texts for s in text)
    joined = Counter(f"{left} {right}" for text in texts for left, right in pairwise(text))
    everything = sum(count.values())
    kept = [s for s, n in count.most_common() if n >= 5 and not (s.isdigit() and n < 50)][:size]

    def bound(pair: str) -> float:
        left, right = pair.split()
        return float(np.log(joined[pair] * everything / (count[left] * count[right])))

    words = [
        p for p, n in joined.most_common() if n >= 40 and not any(s.isdigit() for s in p.split()) and bound(p) >= 2.0
    ]
    words = words[:pairs]
    written = {**{s: count[s] for s in kept}, **{p: joined[p] for p in words}}
    bare: Counter[str] = Counter()
    for token, n in written.items():
        bare[fold(token)] += n
    # a form without accents deserves a row wherever its accented ones have one
    tokens = [UNKNOWN, *written, *(t for t, n in bare.items() if t not in written and (" " in t or n >= 40))]
    number = {t: n for n, t in enumerate(tokens)}
    scores = [0.0, *(float(np.log((written.get(t) or bare[t]) / everything)) for t in tokens[1:])]
    canonical = list(range(len(tokens)))
    for token in list(tokens[1:]):
        for other in spellings(token):
            if other not in number:
                number[other] = len(canonical)
                tokens.append(other)
                scores.append(scores[number[token]])
                canonical.append(number[token])
    return Vocabulary(tokens, scores, np.array(canonical), np.array([number.get(fold(t), 0) for t in tokens]))


def spellings(token: str) -> list[str]:
    """Other ways to write a token's tone marks (hoà = hòa)."""
    ways = [[s, *other_spellings(s)] for s in token.split()]
    return [" ".join(way) for way in product(*ways) if " ".join(way) != token]


def tokenizer_of(vocabulary: Vocabulary) -> Any:
    """Cuts a text into the likeliest tokens: a Unigram model in which every syllable stands between marks, so that no token begins or
    ends inside one. What has no token is unknown whole.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    marked = [(UNKNOWN, 0.0)] + [
        ("".join(f"▁{syllable}▁" for syllable in token.split()), score)
        for token, score in zip(vocabulary.tokens[1:], vocabulary.scores[1:], strict=True)
    ]
    tokenizer = Tokenizer(models.Unigram(marked, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Lowercase(),
            normalizers.Replace("ð", "đ"),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Replace(Regex(r" ?[^\p{L}\p{N} ]+ ?"), "."),
            normalizers.Replace(Regex(r"(?<=[\p{L}\p{N}])(?![\p{L}\p{N}])"), "▁"),
            normalizers.Replace(Regex(r"(?<![\p{L}\p{N}▁])(?=[\p{L}\p{N}])"), "▁"),
            normalizers.Replace(" ", ""),
        ]
    )
    # a word does not go over a mark, and short pieces are cut faster
    tokenizer.pre_tokenizer = pre_tokenizers.Split(".", behavior="removed")
    return tokenizer
