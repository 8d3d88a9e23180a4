"""Stage 1: one code point for each letter.

NFC; letters of other alphabets that stand in for Vietnamese ones; blanks and marks that print as nothing or as a box. The place
of a tone mark (hoà, hòa) is left as printed: both are spellings of the source, and the text must stay true to it.
"""

from __future__ import annotations

import html
import re
import unicodedata

from corpus.numbers import LOOK_ALIKES

#: Stand for one Vietnamese letter wherever they occur: Icelandic Eth and African D for Đ, the old-font Oi for Ư.
_ALWAYS = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "Ƣ": "Ư", "ƣ": "ư"}

#: Cyrillic and Greek letters that print as Latin ones; used only where the word shows that a Latin letter is meant.
_FOREIGN = {chr(k): str(v) for k, v in LOOK_ALIKES.items() if 0x370 <= k < 0x530} | dict(
    zip("аеорсхуіјѕԁАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcxyijsdABEKMHOPCTXIJSABEZHIKMNOPTYXo", strict=True)
)

_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t"
_NOTHING = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\x00-\x08\x0e-\x1f"
_PRIVATE = "\ue000-\uf8ff"
_SUSPECT = re.compile(
    f"[{''.join(_ALWAYS)}\u0370-\u052f{_BLANKS}{_NOTHING}{_PRIVATE}\u2010\u2011\u2212\u0300-\u036f\ufb00-\ufb06]|  "
)
_NON_ASCII_SPACE = re.compile(f"[{_BLANKS}]")
_INVISIBLE = re.compile(f"[{_NOTHING}]")
_PRIVATE_BULLET = re.compile(f"^[{_PRIVATE}]+\\s*")
_PRIVATE_USE = re.compile(f"[{_PRIVATE}]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_FOREIGN_WORD = re.compile(r"[^\W\d_]*[\u0370-\u052f][^\W\d_]*")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-"} | _ALWAYS)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")


def clean_characters(line: str) -> str:
    """The line in NFC with look-alike letters and invisible characters put right, and single blanks.

    >>> clean_characters("Ðiều\u00a05.  Nguồn\u200b tin")
    'Điều 5. Nguồn tin'
    """
    if line.isascii() and "  " not in line and "\t" not in line:
        return line.strip()
    line = unicodedata.normalize("NFC", line)
    if not _SUSPECT.search(line):
        return line.strip()
    line = _NON_ASCII_SPACE.sub(" ", line)
    line = _INVISIBLE.sub("", line)
    line = _PRIVATE_BULLET.sub("- ", line)
    line = _PRIVATE_USE.sub("", line)
    line = _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), line)
    line = line.translate(_HYPHENS)
    line = _FOREIGN_WORD.sub(_latin_word, line)
    # Again: a mark that followed an invisible character now follows its letter.
    line = unicodedata.normalize("NFC", line)
    return re.sub(r" {2,}", " ", line).strip()


def _latin_word(found: re.Match[str]) -> str:
    """The word in Latin letters if all its foreign letters have a double and something shows that Latin was meant."""
    word = found.group()
    foreign = [c for c in word if "\u0370" <= c <= "\u052f"]
    if any(c not in _FOREIGN for c in foreign):
        return word
    mixed = len(foreign) < len(word)
    # A lone Greek letter is a symbol of a formula; a word of Cyrillic capitals only is an abbreviation typed on a wrong keyboard.
    typed_capitals = len(word) > 1 and word.isupper()
    return "".join(_FOREIGN.get(c, c) for c in word) if mixed or typed_capitals else word


def decode_entities(line: str) -> str:
    """HTML entities as the characters they name; ``KH&CN;`` and the like, which name none, stay.

    >>> decode_entities("nghiên cứu &amp; phát triển; KH&CN;")
    'nghiên cứu & phát triển; KH&CN;'
    """
    return _ENTITY.sub(lambda m: html.unescape(m.group()), line) if "&" in line else line
