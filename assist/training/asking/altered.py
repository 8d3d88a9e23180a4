"""A sentence of a line beside the same sentence wrong in one point: another figure, body or condition.

A wrong sentence that nobody would believe tests nothing, so no word is simply turned into its opposite: "phải" becomes "must if
asked", and only where the text speaks of no asking.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from assist.conflicts.modality import STRONG_LEAVE, modalities_in
from assist.conflicts.words import lower
from assist.office.text import capital
from assist.training.asking import figure, who
from assist.training.asking.known import Known, said
from assist.training.asking.model import Point
from assist.training.asking.settled import EXCEPT, settled
from assist.training.asking.stems import PLAIN, wording
from assist.training.model import Audience

#: Where the text speaks of an asking, a leave, a need or a reason, a condition of that kind may be half right.
ON_REQUEST = re.compile(r"yêu cầu|đề nghị|\bxin\b|\bnhờ\b|nguyện vọng")
BY_LEAVE = re.compile(r"cho phép|đồng ý|phê duyệt|xin ý kiến|\bduyệt\b|phê chuẩn|cấp trên|xin phép")
AT_NEED = re.compile(r"xem xét|khi cần|nếu cần|thấy cần|cần thiết|tùy|có điều kiện")
FOR_REASON = re.compile(r"lý do|\btrừ\b|chính đáng")
FOR_HARM = re.compile(r"hậu quả|nghiêm trọng")
#: Sentences to choose among are read four at a time.
_LONGEST = {Audience.PUPILS: 110, Audience.TEACHERS: 160}
_LONGEST_OTHERS = 190
_SHORTEST = 25
#: A title shorter than this tells too little of when the thing is due.
_BARE = 30


#: Who is everybody; that only some must do it is what many believe.
_EVERYBODY = re.compile(r"^(?:Mọi người|Ai cũng|Mỗi người|Mọi cơ quan, tổ chức, cá nhân)(?= (?:phải|có))")


_ANYONE = re.compile(r"^(?:Mọi|Ai|Không ai|Em|Người|Nạn nhân)\b")


@dataclass(frozen=True)
class Claim:
    """``true``: the line's sentence; ``false``: wrong in one ``point``, and ``why``. ``figure``: the true figure, where that is it."""

    known: Known
    true: str
    false: str
    why: str
    point: Point
    figure: str = ""


def sentence(known: Known, audience: Audience) -> str:
    """The line's sentence, or its first one, if it can be judged alone among others; "" where it cannot."""
    text = act_sentence(known) or said(known)
    longest = _LONGEST.get(audience, _LONGEST_OTHERS)
    text = figure.shortened(text, longest)
    fits = _SHORTEST <= len(text) <= longest and not figure.points_away(text) and text.count("“") == text.count("”")
    return text if fits else ""


def act_sentence(known: Known) -> str:
    """``Công an xã phải lập biên bản.``: who, how far and what, of an item on whose modality the texts agree; else ""."""
    act, modality, item = who.bare_act(known), settled(known), known.item
    if item is None or not act or not modality or len(item.who) > 70 or len(act) < _BARE:
        return ""
    return f"{capital(item.who)} {modality} {act}."


def claim(known: Known, audience: Audience, rng: random.Random) -> Claim | None:
    """The line's sentence true and false; None where no point of it can be changed so that it is surely wrong."""
    text = sentence(known, audience)
    if not text:
        return None
    words = wording()["true_false"]
    asked = None if known.rivals else figure.asked_of(known, 2, rng, text)
    if asked is not None and asked.false:
        option = rng.choice(asked.false)
        why = words["figure"].format(option=option, right=asked.right)
        return Claim(known, text, asked.with_words(option), why, Point.FIGURE, figure.figure_key(asked.right))
    other = None if audience in PLAIN else who.others_than(known, 2, rng)
    if other is not None and lower(text).startswith(lower(other[0])) and rng.random() < 0.5:
        option = rng.choice(other[1])
        why = words["who"].format(option=option, right=other[0])
        return Claim(known, text, f"{option}{text[len(other[0]) :]}", why, Point.WHO)
    false = another_modality(text, known, audience, rng)
    return Claim(known, text, false, words["modality"].format(said=text), Point.MODALITY) if false else None


def another_modality(text: str, known: Known, audience: Audience, rng: random.Random) -> str:
    """The sentence with a condition or a duty that the text has not; "" where it has no one such word, or it would be absurd."""
    found = the_word(text, known)
    if found is None:
        return ""
    start, end = found
    everybody = _EVERYBODY.match(text)
    if everybody and everybody.end() <= start and not lower(text[start:end]).startswith("không"):
        return f"{rng.choice(wording()['everybody'])}{text[everybody.end() :]}"
    word = lower(text[start:end])
    context = lower(f"{text} {known.quotes}")
    # a false statement that something harmful is allowed stays in a child's memory
    if audience in PLAIN and word.startswith(("không", "cấm")):
        return ""
    usable = [
        name
        for name, heard in (
            ("yêu cầu", ON_REQUEST),
            ("cần", AT_NEED),
            ("cho phép", BY_LEAVE),
            ("lý do", FOR_REASON),
            ("hậu quả", FOR_HARM),
        )
        if not heard.search(context)
    ]
    if _ANYONE.match(text):  # who has no superior to ask; and for what nobody may do there is no good reason
        usable = [name for name in usable if name not in {"cho phép", "lý do"}]
    ways = wording()["altered"].get(word, {})
    words = [
        ways[name]
        for name in ("yêu cầu", "cần", "cho phép", "lý do", "hậu quả", "")
        if name in ways and name in [*usable, ""]
    ]
    if not words:
        return ""
    return f"{text[:start]}{_cased(rng.choice(words), text[start:end])}{text[end:]}"


def the_word(text: str, known: Known) -> tuple[int, int] | None:
    """Where the one word of modality of a sentence stands; None where there are several or none, or an exception beside it."""
    low = lower(text)
    strong = [(kind, span) for kind, span in modalities_in(low) if kind != "được"]
    if len(strong) != 1 or EXCEPT.search(low):
        return None
    kind, span = strong[0]
    before = low[max(0, span.start - 12) : span.start]
    if re.search(r"\b(?:không|chưa|ai|nào) $", before) or low[span.end :].startswith(" chịu"):
        return None
    if kind in {"phải", "có thể"} and known.line.modality != kind and (known.line.modality or kind == "có thể"):
        return None  # "kẻ xấu có thể lừa" leaves nobody a choice
    if kind == STRONG_LEAVE and "nghĩa vụ" in low[span.end : span.end + 15]:
        return None
    return span.start, span.end


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
