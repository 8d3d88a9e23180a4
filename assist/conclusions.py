"""The short conclusion of an extractive answer: the sentence that answers, where it stands, and whether the question's premise holds.

Nothing is reworded: the conclusion quotes an exact part of the first basis and says where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.model import Quote
from corpus.citations import cite
from corpus.numbers import fold
from corpus.provisions import NOTE
from corpus.quantities import Quantity, asked_units, find_quantities
from search.encoding import SparseVector, encode_document
from search.frequencies import coverage

_SENTENCE = re.compile(r"[^.;\n]+(?:[.;](?=\d)[^.;\n]+)*[.;]?")
_TO_CONFIRM = "dung khong|phai khong|dung hay sai|co dung|dung chua|co phai"
_ASKS_WHETHER = re.compile(rf"\b({_TO_CONFIRM}|duoc khong|co duoc|ha)\b|\bkhong\s*\?*$")
#: The same where it is the amount itself that is to be confirmed; what goes before an age or a head count that is a limit.
_ASKS_TO_CONFIRM = re.compile(rf"\b({_TO_CONFIRM})\b")
_LIMIT = re.compile(  # without accents only those that are no other words: "bị can 16 tuổi", "tội 2 người"
    r"\b(dưới|trên|từ|đủ|quá|đến|tới|hơn|cần|có|ít nhất|tối đa|tối thiểu|duoi|tren|hon|it nhat|toi da|toi thieu)\s*$",
    re.IGNORECASE,
)
#: Units of amounts that tell the case.
_OF_THE_CASE = frozenset({"tuổi", "người"})
_ASKS_DEFINITION = re.compile(r"\b(?:the nao la|la gi|nghia la|hieu (?:the nao|la)|khai niem|dinh nghia)\b")
_HEADING = re.compile(r"\s*Điều\s+\d+[a-zđ]*\b")
#: The labels of official texts (1. a) -) and of the project's notes (Điểm a khoản 2:).
_LABEL = re.compile(r"^\s*(?:(?:Khoản|Điểm|Đoạn|Mục) [^:.]{1,40}: |Điều \d+[a-zđ]*\.|\d+\.|[a-zđ]\)|\(\d+\)|-)\s*")
#: A conclusion quotes at most this many characters of its basis; the whole clause stands below it.
LONGEST = 420
#: Where an amount is asked: how many sentences at most, and how close each must be to the closest one.
MOST_SENTENCES, AS_CLOSE = 4, 0.25


def sentences(text: str) -> list[str]:
    """The sentences and list items of a clause, as exact parts of it, without their labels.

    >>> sentences("1. Trong thời hạn 24 giờ, phải chuyển; trừ lễ. 2. Sau đó báo lại.")[0]
    'Trong thời hạn 24 giờ, phải chuyển;'
    """
    parts = [_LABEL.sub("", m[0]).strip() for m in _SENTENCE.finditer(text)]
    return [p for p in parts if len(p) > 3]


def without_heading(text: str) -> str:
    """A whole article without its heading line: the heading says what the article is about, not what it says."""
    first, _, rest = text.partition("\n")
    return rest.strip() if rest.strip() and _HEADING.match(first) else text


def key_sentences(question: str, weighted: SparseVector, text: str) -> list[str]:
    """The exact parts of ``text`` that answer: the one with most of the question's terms; where an amount is asked, every part that
    states one and is nearly as close, so that an exception (48 hours for remote communes) is never left behind.
    """
    text = without_heading(text)
    parts = sentences(text)
    if not parts:
        return [text.strip()]
    if _ASKS_DEFINITION.search(fold(question)) and len(text) <= LONGEST:
        return [text.strip()]
    shares = [coverage(weighted, encode_document("", part)) for part in parts]
    units = asked_units(question)
    if units:
        amounts = [any(q.unit in units for q in find_quantities(part)) for part in parts]
        if any(amounts):
            best = max(share for share, amount in zip(shares, amounts, strict=True) if amount)
            chosen = [
                part
                for part, share, amount in zip(parts, shares, amounts, strict=True)
                if amount and share >= AS_CLOSE * best
            ]
            return [_shortened(part, units) for part in chosen[:MOST_SENTENCES]]
    return [_shortened(parts[shares.index(max(shares))])]


def _shortened(part: str, units: frozenset[str] = frozenset()) -> str:
    """A long sentence cut to its beginning; where an amount is asked for, to its beginning and the words around each amount, so that
    the limit itself is never what is cut away. What is left out is marked by an ellipsis."""
    if len(part) <= LONGEST:
        return part
    amounts = [q for q in find_quantities(part) if q.unit in units]
    if not amounts or amounts[-1].end <= LONGEST:
        return part[: part.rfind(" ", 0, LONGEST)] + " …"
    head = part[: part.rfind(" ", 0, LONGEST // 3)]
    start = max(part.find(" ", max(amounts[0].start - LONGEST // 3, len(head))), len(head))
    end = part.find(" ", min(amounts[-1].end + LONGEST // 5, len(part)))
    middle = part[start : end if end > 0 else len(part)].strip()
    return f"{head} … {middle}{'' if end < 0 else ' …'}"


def conclude(question: str, weighted: SparseVector, quotes: Sequence[Quote], *, whole: bool = False) -> str:
    """The conclusion over numbered quotes, the first being the basis. ``whole``: the question only names it and asks what it says."""
    first = quotes[0]
    parts = [_shortened(without_heading(first.quote))] if whole else key_sentences(question, weighted, first.quote)
    said = " ".join(f"“{part.rstrip(';,')}”" for part in parts)
    place = cite(first.id, first.document_title or None)
    verdict = premise(question, first)
    says = ", theo tóm lược của kho" if first.origin == NOTE else " quy định"
    return f"{verdict}{place[:1].upper()}{place[1:]}{says}: {said} [1]"


def premise(question: str, basis: Quote) -> str:
    """A correction where a yes-or-no question states an amount: compared with what the basis says under the same unit.

    An age or a head count nearly always tells the case ("con tôi 14 tuổi … được không") and is no premise; one is, where a limit is
    put forward to be confirmed ("dưới 18 tuổi, đúng không").
    """
    folded = fold(question)
    if not _ASKS_WHETHER.search(folded):
        return ""
    confirming = bool(_ASKS_TO_CONFIRM.search(folded))
    asked = [
        q
        for q in find_quantities(question)
        if q.unit not in _OF_THE_CASE or (confirming and _LIMIT.search(question[: q.start]))
    ]
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
