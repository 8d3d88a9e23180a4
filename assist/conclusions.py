"""The short conclusion of an extractive answer: the sentence that answers, where it stands, and whether the question's premise holds.

Nothing is reworded: the conclusion quotes an exact part of the first basis and says where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.citations import cite

from assist.model import Quote
from assist.quantities import Quantity, find_quantities
from corpus.numbers import fold
from corpus.provisions import NOTE
from search.encoding import SparseVector, encode_document
from search.frequencies import coverage

_SENTENCE = re.compile(r"[^.;\n]+(?:[.;](?=\d)[^.;\n]+)*[.;]?")
_ASKS_AMOUNT = re.compile(
    r"\b(bao lau|bao nhieu|may (?:gio|ngay|thang|nam|lan|phut|tuoi|nguoi)|thoi han|thoi gian|toi da|toi thieu|khi nao)\b"
)
_ASKS_WHETHER = re.compile(
    r"\b(dung khong|phai khong|dung hay sai|co dung|duoc khong|co duoc|co phai|dung chua|ha)\b|\bkhong\s*\?*$"
)
_LABEL = re.compile(r"^\s*(?:Điều \d+[a-zđ]*\.|\d+\.|[a-zđ]\)|\(\d+\)|-)\s*")
#: A conclusion quotes at most this many characters of its basis; the whole clause stands below it.
LONGEST = 420


def sentences(text: str) -> list[str]:
    """The sentences and list items of a clause, as exact parts of it, without their labels.

    >>> sentences("1. Trong thời hạn 24 giờ, phải chuyển; trừ lễ. 2. Sau đó báo lại.")[0]
    'Trong thời hạn 24 giờ, phải chuyển;'
    """
    parts = [_LABEL.sub("", m[0]).strip() for m in _SENTENCE.finditer(text)]
    return [p for p in parts if len(p) > 3]


def key_sentence(question: str, weighted: SparseVector, text: str) -> str:
    """The exact part of ``text`` that answers best: most of the question's terms; an amount where an amount is asked."""
    parts = sentences(text)
    if not parts:
        return text.strip()
    asks_amount = bool(_ASKS_AMOUNT.search(fold(question)))

    def merit(part: str) -> float:
        value = coverage(weighted, encode_document("", part))
        if asks_amount and find_quantities(part):
            value += 0.35
        return value

    best = max(parts, key=merit)
    if len(best) > LONGEST:
        return best[: best.rfind(" ", 0, LONGEST)] + " …"
    return best


def conclude(question: str, weighted: SparseVector, quotes: Sequence[Quote]) -> str:
    """The conclusion over numbered quotes, the first being the basis."""
    first = quotes[0]
    sentence = key_sentence(question, weighted, first.quote)
    place = cite(first.id, first.document_title or None)
    verdict = premise(question, first)
    says = "tóm lược của kho ghi" if first.origin == NOTE else "quy định"
    return f"{verdict}{place} {says}: “{sentence.rstrip(';,')}” [1]"


def premise(question: str, basis: Quote) -> str:
    """A correction where a yes-or-no question states an amount: compared with what the basis says under the same unit."""
    folded = fold(question)
    if not _ASKS_WHETHER.search(folded):
        return ""
    asked = find_quantities(question)
    if not asked:
        return ""
    stated = find_quantities(basis.quote)
    for quantity in asked:
        same = [s for s in stated if s.unit == quantity.unit]
        if same and all(s.value != quantity.value for s in same):
            words = " và ".join(dict.fromkeys(_words(basis.quote, s) for s in same[:3]))
            return f"Không đúng như câu hỏi nêu ({_words(question, quantity)}): điều khoản này ghi {words}. "
    return ""


def _words(text: str, quantity: Quantity) -> str:
    return text[quantity.start : quantity.end]
