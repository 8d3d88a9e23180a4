"""How a question is worded: like those that provisions answer, or like those that none does ("số điện thoại của …", "mua ở đâu").

Neither ranking nor likeness of words tells such questions apart: whoever asks for the telephone of the duty officer uses all the words
of the field. What is asked for shows in a few syllables and pairs, learned from questions of both kinds (``eval.train_wording``), each
as it is read: abbreviations spelt out, spelling mended.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.numbers import fold
from search.encoding import encode_query

FILE = Path(__file__).with_name("wording.npy")
#: Syllables and pairs share so many weights by what is left of their ids (Weinberger et al., "Feature Hashing", ICML 2009).
#: In 1 << 15 many pairs of the questions with and without an answer met: by wording alone 87 % of unseen authors' questions were
#: refused, here 91 %, and no more beyond.
BUCKETS = 1 << 18


def buckets(text: str) -> NDArray[np.int64]:
    """The weights a text uses: one for each of its syllables and pairs, without their accents."""
    return encode_query(fold(text)).indices.astype(np.int64) % BUCKETS


class Wording:
    """``weights`` (BUCKETS + 1,): of syllables and pairs, and last what is added to every question."""

    def __init__(self, weights: NDArray[np.float32]) -> None:
        self.weights = weights

    def of(self, text: str) -> float:
        """How much a question is worded like those with an answer: a logit, above 0 for them; 0 for one without a word."""
        found = buckets(text)
        if not len(found):
            return 0.0
        return float(self.weights[found].sum() / np.sqrt(len(found)) + self.weights[-1])


@lru_cache(maxsize=1)
def shipped() -> Wording:
    """The weights that ship."""
    return Wording(np.load(FILE).astype(np.float32))
