"""Is a word a Vietnamese syllable? Tells text with false spaces ("n ăm", "Qu ốc") and wrong encodings from clean text.

Vietnamese spelling is closed: a syllable is one of some thirty onsets and one of some 160 rhymes, with one tone mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from corpus.numbers import fold

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSETS = "ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong "
    "ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu "
    "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
_WORD = re.compile(r"[^\W\d_]+")


_UNACCENTED = re.compile(
    rf"(?:{_ONSETS.replace('đ', '')})?(?:{'|'.join(sorted({fold(r) for r in _RHYMES.split()}, key=len, reverse=True))})"
)


def is_syllable(word: str, *, accents_optional: bool = False) -> bool:
    """Whether a word of letters is spelled as a Vietnamese syllable, in any case and any Unicode form.

    ``accents_optional``: "tuoi" counts too, as people type.
    """
    if accents_optional:
        return _UNACCENTED.fullmatch(fold(word)) is not None
    bare = _TONES.sub("", unicodedata.normalize("NFD", word.lower()))
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def splits_syllables(text: str, reference: str) -> bool:
    """Whether ``text`` shows in pieces syllables that stand whole in ``reference``, another reading of the same page.

    >>> splits_syllables("tháng 11 n ăm 2015", "tháng 11 năm 2015")
    True
    """
    pieces, whole = _words(text), _words(reference)
    return pieces.total() > whole.total() and any(map(is_syllable, whole - pieces))


def share_of_syllables(text: str) -> float:
    """The share (0 to 1) of the words of letters in ``text`` that are Vietnamese syllables; 0 without words."""
    words = _words(text)
    return sum(count for word, count in words.items() if is_syllable(word)) / words.total() if words else 0.0


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unicodedata.normalize("NFC", text)))
