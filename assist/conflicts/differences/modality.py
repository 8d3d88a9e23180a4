"""What must be done on one side and may, or may not, on the other."""

from __future__ import annotations

from collections.abc import Iterator

from assist.conflicts.differences.pairing import Sides, around, cut, following, more_often, pair_up
from assist.conflicts.modality import ONLY, STRONG_LEAVE
from assist.conflicts.model import Difference, DifferenceType, Severity, Span
from assist.conflicts.words import Words

_Word = tuple[str, Span]
#: How a word binds: only kinds that bind otherwise differ. A bare "được" is leave or a passive, so it differs from a ban alone.
_BINDS = {
    "phải": "bắt buộc",
    "không được": "cấm",
    "có thể": "cho phép",
    STRONG_LEAVE: "cho phép",
    ONLY: "chỉ được",
    "được": "",
}
_LEAST_FIT = 0.45
_WORDED_ALIKE = 0.7  # below it the sentence must be one too, not only the clause


def modalities(sides: Sides) -> Iterator[Difference]:
    """Words of modality over the same act that bind otherwise; and a word on one side where the other has none."""
    left, right = sides.left.modalities, sides.right.modalities
    lacking_left = _strong(more_often(left, right, _kind))
    lacking_right = _strong(more_often(right, left, _kind))
    told = False
    if lacking_left or lacking_right:
        for pair in pair_up(sides, left, right, _span, _kind, _LEAST_FIT, _governed):
            (kind, span), (other, other_span) = pair.left, pair.right
            severity = _severity(kind, other)
            if severity is None or not (pair.left in lacking_left or pair.right in lacking_right):
                continue
            unlike = sides.likeness < _WORDED_ALIKE
            if unlike and ("được" in (kind, other) or not sides.in_like_sentences(span, other_span)):
                continue
            told = True
            here, there = _with_act(sides.left_text, span), _with_act(sides.right_text, other_span)
            words = f"Mức bắt buộc khác nhau: “{here}” ở đây, “{there}” ở kia."
            yield Difference(DifferenceType.MODALITY, severity, words, (span,), (other_span,))
    if not told:
        yield from _lacking(sides, lacking_left, lacking_right)
        if not left and not right and not sides.left_text[:1].isspace():
            yield from _led(sides)


def _lacking(sides: Sides, lacking_left: list[_Word], lacking_right: list[_Word]) -> Iterator[Difference]:
    """A ban, or leave, that the other side does not put at all: there the bare verb is a duty."""
    if sides.likeness < 0.6:
        return
    for lacking, here in ((lacking_left, True), (lacking_right, False)):
        other_words = sides.right_words if here else sides.left_words
        own_words = sides.left_words if here else sides.right_words
        for kind, span in lacking:
            if kind not in {"không được", "có thể", ONLY}:
                continue
            governed = following(own_words, span, 4)
            if not governed or not governed <= other_words.single:
                continue
            text = sides.left_text if here else sides.right_text
            side = "ở đây" if here else "ở kia"
            words = f"Một bên nêu “{_with_act(text, span)}” ({side}), bên còn lại nêu cùng việc ấy mà không có từ này."
            severity = Severity.MEDIUM if kind == "có thể" else Severity.HIGH
            yield Difference(DifferenceType.MODALITY, severity, words, (span,) if here else (), () if here else (span,))
            return


def _led(sides: Sides) -> Iterator[Difference]:
    """Points take their modality from the words that lead them in."""
    left, right = sides.left.modality, sides.right.modality
    if left is None or right is None or sides.left.modality_span or sides.right.modality_span:
        return
    severity = _severity(left, right)
    if severity is not None and sides.likeness >= 0.6:
        words = f"Mức bắt buộc khác nhau theo lời dẫn của khoản: “{left}” ở đây, “{right}” ở kia."
        yield Difference(DifferenceType.MODALITY, severity, words)


def _severity(left: str, right: str) -> Severity | None:
    """None where the two bind alike."""
    if left == right:
        return None
    if {left, right} == {"được", "không được"}:
        return Severity.HIGH
    ways = {_BINDS[left], _BINDS[right]}
    if len(ways) == 1 or "" in ways:
        return None
    if "cấm" in ways or ways == {"bắt buộc", "cho phép"}:
        return Severity.HIGH
    return Severity.MEDIUM


def _strong(words: list[_Word]) -> list[_Word]:
    return [w for w in words if w[0] != "được"]


def _governed(words: Words, span: Span) -> frozenset[str]:
    return following(words, span, 4) or around(words, span, 3)


def _kind(word: _Word) -> str:
    return word[0]


def _span(word: _Word) -> Span:
    return word[1]


def _with_act(text: str, span: Span) -> str:
    return cut(text, Span(span.start, min(len(text), span.end + 40)), 40)
