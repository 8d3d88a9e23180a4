"""Questions about who acts: bodies of the same rank that the sources do not name are the wrong options, or others of the document."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from assist.conflicts.bodies_named import bodies_in
from assist.conflicts.words import likeness, lower, words_in
from assist.office.text import capital
from assist.training import distractors
from assist.training.asking.known import Known, akin, said
from assist.training.asking.model import TRUE_FALSE, Draft, Point
from assist.training.asking.stems import PLAIN, because, opening, sources_of, stem, wording
from assist.training.model import Audience, QuizKind
from corpus.checklists import Point as Differing

#: A proper name keeps its capital inside a sentence; all other acts begin small there.
_KEEPS = re.compile(r"(?:Công an|Cơ quan|Tòa án|Viện|Ủy ban|Điều tra viên|Kiểm sát viên|Bộ |Trung tâm)")
_LONGEST_ACT = 110
_LONGEST_TASK = 220
_SAME_TASK = 0.3
#: So many syllables in a row that two names share are one body's.
_SAME_BODY = 4
#: Names of many bodies at once: each of them is right beside its own kind.
_MANY = re.compile(
    r"\b(?:các|mọi|những|từng|mỗi|cơ quan, tổ chức|tổ chức, cá nhân|đơn vị|có liên quan|liên ngành)\b", re.IGNORECASE
)


def small(words: str) -> str:
    """Words as they stand inside a sentence."""
    return words if _KEEPS.match(words) else words[:1].lower() + words[1:]


def one_of(who: str) -> str:
    """One of several who have the duty, for in a case one acts: "Điều tra viên" of "Điều tra viên, Cán bộ điều tra".

    A first part of two syllables is no whole name: "Thủ trưởng, Phó Thủ trưởng Cơ quan điều tra".
    """
    first = re.split(r", (?!Cơ quan$)", who)[0]
    return first if len(first.split()) > 2 else who


def bare_act(known: Known) -> str:
    """The act after "phải", "có thể" or "không được": "lấy lời khai quá 02 giờ mỗi lần"; "" where the item's title is no such act.

    Only titles of checklist items are: they begin with a verb and hold their condition.
    """
    item = known.item
    if item is None or len(item.act) > _LONGEST_ACT or ";" in item.act or ";" in item.who:
        return ""
    act = item.act.strip()
    negative = re.match(r"Không (?!để )", act)
    if item.modality == "không được":
        return act[negative.end() :] if negative and "," not in act else ""
    if item.modality == "được" or negative or re.match(r"(?:Chỉ|Cấm|Ưu tiên|Vẫn|Tự|Không) ", act):
        return ""
    # a title that names the one who acts was written from another's side
    theirs = [name for name, _ in bodies_in(lower(item.who))]
    if lower(item.who.split(",")[0]) in lower(act) or any(
        akin(name, there) for name in theirs for there, _ in bodies_in(lower(act))
    ):
        return ""
    if _beside_itself(item.who, act):
        return ""
    return small(act)


def _beside_itself(who: str, act: str) -> bool:
    """Whether an act names its actor by another length of its name: "cơ quan chuyên môn về y tế cấp tỉnh", "y tế cấp tỉnh"."""
    names, words = lower(who.replace(",", "")).split(), f" {lower(act).replace(',', '')} "
    runs = (" ".join(names[at : at + _SAME_BODY]) for at in range(len(names) - _SAME_BODY + 1))
    return any(f" {run} " in words for run in runs)


def others_than(known: Known, count: int, rng: random.Random) -> tuple[str, list[str]] | None:
    """Who acts, and bodies of the same rank that no text on the point names; None where the sources do not name the one who acts."""
    item = known.item
    if item is None or known.anybody or Differing.COMPETENCE in known.disputed:
        return None
    theirs = [name for name, _ in bodies_in(lower(item.who))]
    named = {name for name, _ in bodies_in(lower(known.quotes))}
    if not theirs or not set(theirs) <= named:
        return None
    return distractors.bodies(item.who, known.named, count, rng)


def questions(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """Who must do it, as a choice and as a statement to judge; nothing where the sources do not name the one who acts."""
    act, item = bare_act(known), known.item
    if not act or item is None or audience in PLAIN:
        return
    found = others_than(known, 3, rng) or others_than(known, 2, rng)
    if found is None:
        return
    right, others = found
    words = wording()
    explanation = f"{said(known)} {because(known)}"
    yield Draft(
        "who",
        Point.WHO,
        QuizKind.CHOICE,
        2,
        stem(words["who"][item.modality], theo=opening(known, audience), act=act),
        right,
        tuple((option, words["who"]["wrong"].format(option=option, right=right)) for option in others),
        explanation,
        sources_of(known),
        (known.line.key,),
    )
    told = f"{{}} {item.modality} {act}."
    yield _true_or_false("who-tf", known, told, right, others, explanation, audience, rng)


def _true_or_false(
    form: str,
    known: Known,
    told: str,
    right: str,
    others: Sequence[str],
    explanation: str,
    audience: Audience,
    rng: random.Random,
) -> Draft:
    """A statement with the right actor or, as often, another one; ``told`` has ``{}`` where the actor stands."""
    words = wording()["true_false"]
    is_true = rng.random() < 0.5
    option = right if is_true else rng.choice(others)
    reason = words["right"] if is_true else words["who"].format(option=option, right=right)
    answer, other = TRUE_FALSE if is_true else TRUE_FALSE[::-1]
    return Draft(
        form,
        Point.WHO,
        QuizKind.TRUE_FALSE,
        2,
        stem(words["ask"], theo=opening(known, audience), said=told.replace("{}", option)),
        answer,
        ((other, reason),),
        f"{reason} {explanation}",
        sources_of(known),
        (known.line.key,),
        truths=(known.line.key,),
    )


# Lines made from notes: who among those the document gives work to ----------------------------------------------------------


def questions_among(known: Known, every: Sequence[Known], audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """To whom a task or duty that a note tells is given; the wrong options have work in the same document, but none like this."""
    line = known.line
    act = line.act.rstrip(".")
    if (
        known.item is not None
        or audience in PLAIN
        or not line.who
        or not act
        or len(act) > _LONGEST_TASK
        or known.anybody
    ):
        return
    if _MANY.search(line.who) or lower(line.who) not in lower(known.quotes) or lower(line.who) in lower(act):
        return
    words = f"{line.text} {known.quotes}"
    others = {
        other.line.who
        for other in every
        if other.item is None
        and other.line.who
        and not _MANY.search(other.line.who)
        and other.ids[0].document == known.ids[0].document
        and likeness(words_in(other.line.act), words_in(act)) < _SAME_TASK
    }
    # one who does something like it elsewhere may be right too, and so may whom the clause names beside
    doing_alike = [o.line.who for o in every if likeness(words_in(o.line.act), words_in(act)) >= _SAME_TASK]
    usable = sorted(who for who in others if not _overlaps(who, [line.who, *doing_alike]) and not _named(who, words))
    if len(usable) < 3:  # a document that names few: others of the same rank that no text on the point names
        listed = distractors.bodies(line.who, known.named, 3, rng) or distractors.bodies(line.who, known.named, 2, rng)
        fit = [
            w
            for w in (listed[1] if listed else [])
            if w not in usable and not _overlaps(w, [line.who, *doing_alike, *usable])
        ]
        usable += [who for who in fit if not _named(who, words)]
    near = [who for who in usable if abs(len(who) - len(line.who)) <= max(8, 0.5 * max(len(who), len(line.who)))]
    if near:
        yield _lead_true_or_false(known, act, near, audience, rng)
    if len(near) < 2:
        return
    stems = wording()["lead"]
    yield Draft(
        "lead",
        Point.WHO,
        QuizKind.CHOICE,
        2,
        stem(stems["ask"], theo=opening(known, audience), act=act),
        capital(line.who),
        tuple(
            (capital(who), stems["wrong"].format(option=who, right=line.who))
            for who in rng.sample(near, min(3, len(near)))
        ),
        f"{said(known)} {because(known)}",
        sources_of(known),
        (line.key,),
    )


def _lead_true_or_false(known: Known, act: str, near: Sequence[str], audience: Audience, rng: random.Random) -> Draft:
    told = f"{{}} được giao việc: {act}."
    explanation = f"{said(known)} {because(known)}"
    return _true_or_false(
        "lead-tf", known, told, capital(known.line.who), [capital(n) for n in near], explanation, audience, rng
    )


def _overlaps(who: str, others: Sequence[str]) -> bool:
    mine = [name for name, _ in bodies_in(lower(who))]
    theirs = [name for other in others for name, _ in bodies_in(lower(other))]
    words = set(lower(who).replace(",", " ").split())
    sets = [set(lower(other).replace(",", " ").split()) for other in others]
    return any(words <= other or other <= words for other in sets) or any(akin(a, b) for a in mine for b in theirs)


def _named(who: str, words: str) -> bool:
    here = [name for name, _ in bodies_in(lower(words))]
    return lower(who) in lower(words) or any(akin(name, there) for name, _ in bodies_in(lower(who)) for there in here)
