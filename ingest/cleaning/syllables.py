"""Which strings are Vietnamese syllables, and which can stand as a word: told by the shape, not by a word list.

A syllable is an optional onset, a rime and a tone; a rime that ends in a stop takes only the sharp and the heavy tone
(Đoàn Thiện Thuật, Ngữ âm tiếng Việt). Vowel-initial syllables are so few that those in use are listed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ONSETS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx")

_RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh
    oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyt uyu
    ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêt yêu
    """.split()
)
_RIMES_AFTER_QU = frozenset(
    "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên êt i it ich y yên yêt ynh yt ôc ơ".split()
)
_STOPS = ("c", "ch", "p", "t")

#: Vowel-initial syllables that stand as words in official texts.
_VOWEL_WORDS = frozenset(
    """
    a ai ái am ám ảm an án ang anh ánh ảnh ao ảo áo áp át ăn ắt âm ẩm ấm ân ẩn ấn ấp ập âu ấu ấy em én ép êm ế ích ít im in
    o oan oán oanh oai óc om ong ô ổ ồ ôm ốm ôn ổn ông ống ồn ở ơn ớt u ủ ù uẩn uất uế uy ủy uỷ ùy úy uý uyên uyển um ung ủng ùn út
    ư ưa ứa ưng ứng ước ươm ươn ươi ướp ướt ưu ức ương uống uốn uổng y ý ỷ yêm yểm yên yến yết yêu yếu yểu ụ
    """.split()
)

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


@lru_cache(maxsize=65536)
def is_syllable(text: str) -> bool:
    """Whether ``text`` (NFC, any case) has the shape of one Vietnamese syllable.

    >>> is_syllable("nghĩa"), is_syllable("ước"), is_syllable("ngước"), is_syllable("ghă")
    (True, True, True, False)
    """
    marks = [c for c in unicodedata.normalize("NFD", text.lower()) if c in _TONES]
    if len(marks) > 1:
        return False
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c not in _TONES)
    bare = unicodedata.normalize("NFC", bare)
    if bare in _RIMES:
        return _tone_fits(bare, marks)
    if bare == "gi":
        return True
    for onset in _ONSETS:
        if bare.startswith(onset):
            rime = bare[len(onset) :]
            allowed = _RIMES_AFTER_QU if onset == "qu" else _RIMES
            if rime in allowed and _tone_fits(rime, marks):
                return True
    return False


def _tone_fits(rime: str, marks: list[str]) -> bool:
    return not rime.endswith(_STOPS) or bool(marks and marks[0] in {"\u0301", "\u0323"})


@lru_cache(maxsize=65536)
def is_word(text: str) -> bool:
    """Whether ``text`` can stand alone between blanks: a syllable, and if it begins with a vowel one in use.

    >>> is_word("năm"), is_word("ăm"), is_word("n"), is_word("gi")
    (True, False, False, False)
    """
    low = text.lower()
    first = unicodedata.normalize("NFD", low)[0]
    if first in "aeiouy":
        return low in _VOWEL_WORDS
    return low != "gi" and is_syllable(low)
