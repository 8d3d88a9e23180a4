"""Questions that set whole sentences side by side: which of them is right, or which is wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from assist.conflicts.words import likeness, words_in
from assist.training.asking.altered import Claim, sentence
from assist.training.asking.known import Known
from assist.training.asking.model import Draft, Point
from assist.training.asking.stems import PLAIN, because, sources_of, wording
from assist.training.model import Audience, QuizKind, Source

#: Options this near in length give nothing away (share of the longer).
NEAR = 0.3
_ALIKE = 0.45
#: Other sentences may be wanted by other questions, so each line has a few sets of them.
_DRAWS = 3


def questions(
    known: Known, every: Sequence[Known], claims: Mapping[str, Claim], audience: Audience, rng: random.Random
) -> Iterator[Draft]:
    """The line's sentence right among wrong ones of other lines, and wrong among right ones."""
    own = claims.get(known.line.key)
    wanted = 2 if audience in PLAIN else 3
    text = own.true if own else sentence(known, audience)
    if not text:
        return
    others = [
        other
        for other in every
        if other is not known and likeness(words_in(other.line.text), words_in(known.line.text)) < _ALIKE
    ]
    false = [(other, claims[other.line.key].false) for other in others if other.line.key in claims]
    true = [(other, told) for other in others if (told := sentence(other, audience))]
    for _ in range(_DRAWS):
        # a right sentence of which no point could be wrong would be another kind than the others
        strict = own or audience in PLAIN
        chosen = _near(known, text, _mixed(false, claims, rng), wanted, rng) if strict else []
        form = "right-one" if chosen else "right-any"
        chosen = chosen or _near(known, text, false, wanted, rng)
        if chosen:
            yield _right_one(form, known, text, [claims[other.line.key] for other, _ in chosen], audience)
        chosen = _near(known, own.false, true, wanted, rng) if own else []
        if own and chosen:
            # a condition shows beside sentences that have none
            yield _wrong_one("wrong-any" if own.point is Point.MODALITY else "wrong-one", own, chosen, audience)


def _mixed(
    false: Sequence[tuple[Known, str]], claims: Mapping[str, Claim], rng: random.Random
) -> list[tuple[Known, str]]:
    """The false sentences with only one whose modality was changed, for several would show what sentences were made false by."""
    changed = [each for each in false if claims[each[0].line.key].point is Point.MODALITY]
    rest = [each for each in false if claims[each[0].line.key].point is not Point.MODALITY]
    return [*rest, *([rng.choice(changed)] if changed else [])]


def _near(
    known: Known, text: str, others: Sequence[tuple[Known, str]], wanted: int, rng: random.Random
) -> list[tuple[Known, str]]:
    """So many of the others, as long as the sentence; of its own part of the lesson where that has enough. [] where too few."""
    fit = [(other, told) for other, told in others if abs(len(told) - len(text)) <= NEAR * max(len(told), len(text))]
    mine = [each for each in fit if each[0].line.group == known.line.group]
    fit = mine if len(mine) >= wanted else fit
    rng.shuffle(fit)
    chosen: list[tuple[Known, str]] = []
    for other, told in fit:
        apart = all(likeness(words_in(o.line.text), words_in(other.line.text)) < _ALIKE for o, _ in chosen)
        if apart and len(chosen) < wanted:
            chosen.append((other, told))
    if len(chosen) < wanted:
        return []
    # the odd one is neither the longest nor the shortest by more than a little
    lengths = [len(told) for _, told in chosen]
    return chosen if 0.85 * min(lengths) <= len(text) <= 1.15 * max(lengths) else []


def _ask(name: str, group: Sequence[Known], audience: Audience) -> str:
    words = wording()["statements"]
    parts = {each.line.group for each in group}
    if len(parts) == 1 and (part := parts.pop()) and audience not in PLAIN:
        return str(words[f"{name}_in"]).format(part=part)
    return str(words[name])


def _right_one(form: str, known: Known, text: str, wrong: Sequence[Claim], audience: Audience) -> Draft:
    group = [known, *(each.known for each in wrong)]
    return Draft(
        form,
        Point.SENTENCE,
        QuizKind.CHOICE,
        2,
        _ask("right", group, audience),
        text,
        tuple((each.false, f"{each.why} ({each.known.line.sources[0].pinpoint})") for each in wrong),
        f"{wording()['true_false']['right']} {because(known)}",
        _sources(group),
        tuple(each.line.key for each in group),
        told="\n".join([text, *(each.false for each in wrong)]),
        truths=(known.line.key,),
    )


def _wrong_one(form: str, own: Claim, right: Sequence[tuple[Known, str]], audience: Audience) -> Draft:
    group = [own.known, *(other for other, _ in right)]
    reason = wording()["statements"]["is_right"]
    return Draft(
        form,
        Point.SENTENCE,
        QuizKind.CHOICE,
        2,
        _ask("wrong", group, audience),
        own.false,
        tuple((told, reason.format(place=other.line.sources[0].pinpoint)) for other, told in right),
        f"{own.why} {because(own.known)}",
        _sources(group),
        tuple(each.line.key for each in group),
        told="\n".join([own.false, *(told for _, told in right)]),
        truths=tuple(other.line.key for other, _ in right),
    )


def _sources(group: Sequence[Known]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for each in group for source in sources_of(each)))
