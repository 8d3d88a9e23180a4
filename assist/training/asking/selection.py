"""Which of all drafted questions make a quiz: levels in their shares, the listeners' own work first, none that answers another."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assist.conflicts.words import Words, likeness, lower, words_in
from assist.training.asking.known import Known
from assist.training.asking.model import TRUE_FALSE, Draft, Point
from assist.training.asking.stems import PLAIN
from assist.training.model import Audience
from assist.training.suitability import suitability

#: To recall, to tell apart, to apply: what part of a quiz each should be.
SHARES = {1: 0.35, 2: 0.4, 3: 0.25}
SHARES_PLAIN = {1: 0.45, 2: 0.4, 3: 0.15}
#: What part of a quiz may be statements to judge, which half of those who know nothing get right.
STATEMENTS, STATEMENTS_PLAIN = 0.25, 0.4
#: What part may have "must" for its answer: most things that the law says must be done, so it could be guessed.
_MUSTS = 0.2
#: One figure is the answer so often at most.
_FIGURE_TWICE = 2
_PER_LINE = 2
#: What is chosen first decides how much goes with it; a quiz that stays too short is tried again in another order.
_ATTEMPTS = 4
_ALIKE = 0.6
#: How much work of somebody must concern the listeners to be their own, and to be near it (``Suitability.concern``).
_OWN, _NEAR = 0.9, 0.6
#: Forms of which a quiz bears few, as shares: more of them are a drill.
_ONCE = {
    "age": 0.1,
    "place": 0.1,
    "modality": 0.1,
    "modality-tf": 0.2,
    "modality-word": 0.1,
    "case-verdict": 0.1,
    "right-one": 0.2,
    "right-any": 0.2,
    "wrong-any": 0.2,
    "wrong-one": 0.2,
    "exception": 0.1,
    "caveat": 0.1,
}
#: Fair, but weaker than a teacher would like: only for a quiz that would else be too short.
_RESERVE = frozenset({"right-any", "wrong-any", "caveat", "place"})
#: Once is enough of these even in a quiz that is too short.
_TRIVIAL = frozenset({"age", "modality-word", "case-verdict", "modality"})
#: That a thing which the law tells must be done is guessed.
_GUESSED = frozenset({"modality", "case-verdict", "modality-word"})
#: Forms that a teacher would pick last: easy to guess, or by rote.
_LAST = ("modality", "caveat", "case-verdict", "modality-word", "modality-tf", "place")
#: How often a quiz may ask for the frame of an article's clause, which is learned by rote.
_FRAMES = 0.2
#: Those who are asked about their own work only: what another body must do is no test of them.
_OWN_WORK = frozenset({Audience.COMMUNE_POLICE, Audience.INVESTIGATORS})
#: Whose work a target is, of a line that has no field for it.
_CHARGED = re.compile(r"bên chịu trách nhiệm: (?P<who>[^;()]+)")


@dataclass
class _State:
    """What has been chosen."""

    drafts: list[Draft] = field(default_factory=list)
    levels: Counter[int] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)

    def add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.levels[draft.level] += 1
        self.forms[_kin(draft)] += 1
        self.lines.update(draft.core)
        if draft.figure:
            self.figures[draft.figure] += 1


@dataclass(frozen=True)
class _Pass:
    """How strict one round of choosing is. ``work``: 0 the listeners' own, 1 near it, 2 anybody's; ``fresh``: no line twice;
    ``shares``: levels and forms within theirs; ``last``: whatever is fair."""

    work: int
    fresh: bool
    shares: bool
    last: bool = False


#: From what a teacher would like best to what is still fair; each is gone through only while the quiz is too short.
_PASSES = (
    _Pass(0, fresh=True, shares=True),
    _Pass(0, fresh=False, shares=True),
    _Pass(1, fresh=True, shares=True),
    _Pass(1, fresh=False, shares=True),
    _Pass(0, fresh=True, shares=False),
    _Pass(0, fresh=False, shares=False),
    _Pass(1, fresh=False, shares=False),
    _Pass(1, fresh=False, shares=False, last=True),
    _Pass(2, fresh=True, shares=True),
    _Pass(2, fresh=False, shares=False, last=True),
)


def choose(
    drafts: Sequence[Draft], known: Iterable[Known], count: int, audience: Audience, order: Callable[[Draft, int], str]
) -> list[Draft]:
    """At most ``count`` of the drafts. ``order``: breaks ties, drawn by the seed and by the number of the attempt."""
    lines = {each.line.key: each for each in known}
    asked = {key for draft in drafts for key in draft.lines}
    about = {key: words_in(_about(each)) for key, each in lines.items() if key in asked}
    work = {key: _work(each, audience) for key, each in lines.items()}
    whose = {id(draft): max(work[key] for key in draft.lines) for draft in drafts}
    shares = _shares(drafts, audience)
    found: list[Draft] = []
    for attempt in range(_ATTEMPTS):
        ordered = sorted(drafts, key=lambda draft: order(draft, attempt))
        # sentences set side by side use up several lines each: where the lesson is too short for that, they come last
        for early in (True, False):
            chosen = _filled(ordered, whose, _Asked(count, audience, about, shares, early))
            found = chosen if len(chosen) > len(found) else found
            if len(found) >= min(count, len(drafts)):
                return found
    return found


@dataclass(frozen=True)
class _Asked:
    """What quiz is wanted. ``about``: what each line is about; ``early``: whole sentences may be set side by side from the first."""

    count: int
    audience: Audience
    about: Mapping[str, Words]
    shares: Mapping[int, float]
    early: bool


def _shares(drafts: Sequence[Draft], audience: Audience) -> dict[int, float]:
    shares = SHARES_PLAIN if audience in PLAIN else SHARES
    there = {draft.level for draft in drafts}
    whole = sum(share for level, share in shares.items() if level in there)
    return {level: share / whole for level, share in shares.items() if level in there}


def _filled(ordered: Sequence[Draft], whose: Mapping[int, int], asked: _Asked) -> list[Draft]:
    left, state = list(ordered), _State()
    passes = [each for each in _PASSES if each.work < 2 or asked.audience not in _OWN_WORK]
    for each in passes:
        while len(state.drafts) < asked.count:
            open_ = [d for d in left if whose[id(d)] <= each.work and _fits(d, state, each, asked)]
            if not open_:
                break
            made = len(state.drafts)
            best = max(
                open_,
                key=lambda d: (
                    round(asked.shares[d.level] * (made + 1) - state.levels[d.level], 6),
                    -whose[id(d)],
                    d.form not in _LAST,
                    -state.forms[_kin(d)],
                ),
            )
            state.add(best)
            left = [draft for draft in left if draft is not best]
    return state.drafts


def _fits(draft: Draft, state: _State, strict: _Pass, asked: _Asked) -> bool:
    count = asked.count
    if not _few_of_a_kind(draft, state.drafts, asked):
        return False
    if draft.figure and state.figures[draft.figure] >= (_FIGURE_TWICE if strict.last else 1):
        return False
    if draft.point is Point.SENTENCE and not asked.early and not strict.last:
        return False
    if draft.form in _RESERVE and not strict.last:
        return False
    if strict.shares and draft.form in _GUESSED and draft.is_must:
        return False
    if strict.fresh and any(state.lines[key] for key in draft.core):
        return False
    same = sum(d.form == draft.form for d in state.drafts)
    more = 2 if strict.last and draft.form not in _TRIVIAL else 1
    if draft.form in _ONCE and same + 1 > max(1, math.ceil(_ONCE[draft.form] * count * more)):
        return False
    if strict.shares:
        if state.levels[draft.level] + 1 > math.ceil(round(asked.shares.get(draft.level, 0) * count + 0.01, 6)):
            return False
        if state.forms[_kin(draft)] + 1 > max(2, math.ceil(0.2 * count)):
            return False
    return _goes_with(draft, state.drafts, asked.about)


def _few_of_a_kind(draft: Draft, chosen: Sequence[Draft], asked: _Asked) -> bool:
    """Whether statements to judge, duties and frames of punishment stay within their shares."""
    share = STATEMENTS_PLAIN if asked.audience in PLAIN else STATEMENTS

    def room(part: float, there: int) -> bool:
        return there + 1 <= max(1, math.floor(part * asked.count))

    return not (
        (draft.is_true_false and not room(share, sum(d.is_true_false for d in chosen)))
        or (draft.is_must and not room(_MUSTS, sum(d.is_must for d in chosen)))
        or (draft.is_frame and not room(_FRAMES, sum(d.is_frame for d in chosen)))
        or (draft.is_true_false and not _balanced(draft, chosen))
    )


def _balanced(draft: Draft, chosen: Sequence[Draft]) -> bool:
    """Whether of the statements to judge not two more are true than false, or false than true."""
    rights = Counter(d.right for d in (*chosen, draft) if d.is_true_false)
    return rights[TRUE_FALSE[0]] - rights[TRUE_FALSE[1]] in (-1, 0, 1)


def _goes_with(draft: Draft, chosen: Sequence[Draft], about: Mapping[str, Words]) -> bool:
    """Whether a question repeats none of the chosen, answers none of them and is answered by none."""
    mine = [d for d in chosen if set(d.lines) & set(draft.lines)]
    if (
        any((d.stem, d.right) == (draft.stem, draft.right) for d in chosen)
        or sum(d.lines[0] == draft.lines[0] for d in mine) >= _PER_LINE
    ):
        return False
    for other in mine:
        # of one line and one point a quiz asks once; a whole sentence answers whatever is asked about it
        if other.point is draft.point is not Point.SENTENCE:
            return False
        # what sentences are set side by side shows of each what it says, and a wrong one that comes again is known for wrong
        if Point.SENTENCE in {other.point, draft.point}:
            return False
        if set(other.truths) & set(draft.lines) or set(draft.truths) & set(other.lines):
            return False
        if tells(other, draft) or tells(draft, other):
            return False
    # a line much like another tells its figure or body as well as its own
    for other in chosen:
        near = any(likeness(about[a], about[b]) >= _ALIKE for a in draft.lines for b in other.lines if a != b)
        same = other.point is draft.point and not (draft.figure and other.figure and draft.figure != other.figure)
        if near and (same or tells(other, draft) or tells(draft, other)):
            return False
    return True


def tells(one: Draft, other: Draft) -> bool:
    """Whether the words of one hold the answer of the other."""
    words = lower(f"{one.stem}\n{one.told}")
    if other.figure and other.figure in words:
        return True
    return not other.is_true_false and lower(other.right) in words


def _kin(draft: Draft) -> str:
    """Forms that feel alike to who answers: a figure to fill in or to judge is still a figure."""
    return draft.form.removesuffix("-tf") if draft.form != "modality-tf" else "modality-word"


def _about(known: Known) -> str:
    return known.item.act if known.item else known.line.text


def _work(known: Known, audience: Audience) -> int:
    """Whose work the line is: 0 the listeners' own or everybody's, 1 near it, 2 others'."""
    fit, charged = suitability(audience), _CHARGED.search(known.line.text)
    who = known.line.who or (charged["who"].strip() if charged else "")
    concern = fit.concern(who)
    if not who or (concern >= _OWN and not fit.names(who)):
        return 0
    return 1 if concern >= _NEAR else 2
