"""Questions on whether a thing must, may or may not be done: of an item by its title, of other lines by the word in their sentence."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from assist.conflicts.modality import STRONG_LEAVE, modalities_in
from assist.conflicts.words import lower
from assist.training.asking.altered import AT_NEED, ON_REQUEST, act_sentence, another_modality, the_word
from assist.training.asking.figure import points_away
from assist.training.asking.known import Known, said
from assist.training.asking.model import TRUE_FALSE, Draft, Point
from assist.training.asking.settled import settled
from assist.training.asking.stems import PLAIN, because, opening, sources_of, stem, wording
from assist.training.asking.who import bare_act
from assist.training.model import Audience, QuizKind

_LONGEST = 260
#: Words of a source that bear a modality; what must be done is often told without any.
_BEAR = {"có thể": {"có thể", STRONG_LEAVE, "được"}, "không được": {"không được", "chỉ được"}}


def questions(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """Of an item a choice of four verdicts on its act; of another line its sentence with the word left out or changed."""
    if known.item is None:
        yield from _of_text(known, audience, rng)
    else:
        yield from _of_act(known, audience)
        yield from _of_sentence(known, audience, rng)


def _of_act(known: Known, audience: Audience) -> Iterator[Draft]:
    act, modality, item = bare_act(known), settled(known), known.item
    # "khi thấy cần" in the act says that it is left to choice
    if not act or not modality or item is None or len(item.who) > 70 or (modality == "có thể" and AT_NEED.search(act)):
        return
    words = wording()["modality"]
    drop = {"yêu cầu"} if ON_REQUEST.search(lower(f"{known.line.text} {known.quotes}")) else set()
    wrong = tuple(
        (text, words["why"][name]) for name, text in words["options"].items() if name != modality and name not in drop
    )
    yield Draft(
        "modality",
        Point.MODALITY,
        QuizKind.CHOICE,
        2,
        stem(words["ask"], theo=opening(known, audience), who=_inside(item.who), act=act),
        words["options"][modality],
        wrong,
        f"Việc này {words['is'][modality]}. {said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
    )


def _of_sentence(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """Whether who must do it, or must only on a condition that the text has not."""
    text = act_sentence(known)
    false = another_modality(text, known, audience, rng) if text else ""
    if false:
        yield _true_or_false(known, audience, text, "" if rng.random() < 0.5 else false)


def _inside(who: str) -> str:
    """Who acts, inside a sentence; posts of the procedure code keep their capital."""
    return (
        who
        if who[:2].isupper()
        or re.match(r"(?:Điều tra|Kiểm sát|Công an|Cơ quan|Tòa|Viện|Thủ trưởng|Thẩm phán|Ủy ban|Trạm|Đồn|Trung)", who)
        else (who[:1].lower() + who[1:])
    )


# Sentences -----------------------------------------------------------------------------------------------------------


def _of_text(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    text = said(known)
    found = the_word(text, known)
    if found is None or len(text) > _LONGEST or points_away(text):
        return
    start, end = found
    false = another_modality(text, known, audience, rng)
    is_true = rng.random() < 0.5 or not false
    # children are asked about bans by true sentences only; of others a sentence that has no believable false form is not asked about
    if false or audience in PLAIN:
        yield _true_or_false(known, audience, text, "" if is_true else false)
    held = {kind for kind, _ in modalities_in(lower(known.quotes))}
    if (
        known.line.modality in {"phải", "có thể", "không được"}
        and lower(text[start:end]) == known.line.modality
        and (not known.quotes or known.line.modality == "phải" or held & _BEAR[known.line.modality])
    ):
        others = [w for w in ("phải", "có thể", "không được") if w != known.line.modality]
        yield Draft(
            "modality-word",
            Point.MODALITY,
            QuizKind.CHOICE,
            1,
            stem(
                wording()["modality"]["ask_text"],
                theo=opening(known, audience),
                said=f"{text[:start]}{wording()['blank']}{text[end:]}",
            ),
            known.line.modality,
            tuple((option, wording()["modality"]["why"][option]) for option in others),
            f"{text} {because(known)}",
            sources_of(known),
            (known.line.key,),
        )


def _true_or_false(known: Known, audience: Audience, text: str, false: str) -> Draft:
    """``false``: the sentence with another modality, "" to show the true one."""
    words = wording()["true_false"]
    reason = words["modality"].format(said=text) if false else words["right"]
    right, wrong = TRUE_FALSE[::-1] if false else TRUE_FALSE
    return Draft(
        "modality-tf",
        Point.MODALITY,
        QuizKind.TRUE_FALSE,
        2,
        stem(words["ask"], theo=opening(known, audience), said=false or text),
        right,
        ((wrong, reason),),
        f"{reason} {'' if false else text} {because(known)}".replace("  ", " "),
        sources_of(known),
        (known.line.key,),
        truths=(known.line.key,),
    )
