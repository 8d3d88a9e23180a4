"""Fair quiz items from the lines of a lesson: one right option, wrong ones that are wrong by the text, each with its reason.

A line is asked about only where its point can be checked: a figure that stands in a source or in the typed limit of its item, a body
that the sources name, a modality that the item states without exception. Wrong options are held against every line, every item of the
checklists on the same act or provision, and every quote, so that none is right for another reason.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assist.conflicts.words import lower
from assist.training.asking import ages, case, figure, limits, modality, parts, place, statements, term, which, who
from assist.training.asking.altered import Claim, claim
from assist.training.asking.known import Known, read_lines
from assist.training.asking.limits import Bounded, bounded
from assist.training.asking.model import TRUE_FALSE, Draft
from assist.training.asking.selection import choose
from assist.training.asking.stems import PLAIN
from assist.training.model import Audience, Line, QuizItem, QuizKind
from corpus.checklists import Checklist

#: To recall, to tell apart, to apply to a case.
LEVELS = (1, 2, 3)
_LONGEST_STEM = {Audience.PUPILS: 45}  # syllables
_LONGEST = 110


def make_quiz(
    lines: Sequence[Line],
    count: int,
    seed: int,
    audience: Audience,
    *,
    checklists: Sequence[Checklist] | None = None,
    levels: Sequence[int] | None = None,
    title: str = "",
) -> tuple[QuizItem, ...]:
    """At most ``count`` items; fewer where the lines bear no more fair ones (``why_fewer`` tells).

    ``levels``: only items of these (``QuizItem.level``); None or empty for all. ``title``: of the lesson; a figure that it tells is
    not asked for. ValueError: ``count`` below 0, a level that is none of 1, 2, 3.

    The same lines and seed give the same quiz, in whatever order the lines come. ``checklists``: whose items tell limits, conditions
    and differing demands of the lines made from them; None for those that ship.
    """
    if count < 0:
        raise ValueError("Số câu hỏi không thể là số âm.")
    wanted = frozenset(levels or LEVELS)
    if not wanted <= set(LEVELS):
        raise ValueError("Mức độ câu hỏi chỉ có 1 (nhớ), 2 (phân biệt), 3 (vận dụng).")
    known = read_lines(lines, checklists)
    claims = {
        each.line.key: twin
        for each in known
        if (twin := claim(each, audience, random.Random(_hash(seed, each.line.key, "claim"))))
        and not _told(twin.figure, title)
    }
    bounds = {each.line.key: bound for each in known if (bound := bounded(each))}
    room = Room(known, claims, bounds)
    drafts = [
        draft
        for each in known
        for draft in _drafts(each, room, seed, audience)
        if draft.level in wanted and _fair(draft, audience) and not _told(draft.figure, title)
    ]
    chosen = choose(drafts, known, count, audience, lambda d, attempt: _hash(seed, attempt, d.form, *d.lines))
    texts = {each.line.key: each.line.text for each in known}
    made = [_item(draft, seed, texts) for draft in chosen]
    return tuple(sorted(made, key=lambda item: (item.level, _hash(seed, item.key))))


def why_fewer(asked: int, made: Sequence[QuizItem], lines: Sequence[Line]) -> str:
    """Why there are fewer items than asked for, as a sentence for the user; "" where there are enough."""
    if len(made) >= asked:
        return ""
    head = f"Chỉ soạn được {len(made)} câu" if made else "Chưa soạn được câu hỏi nào"
    if not lines:
        return f"{head} vì bài chưa có dòng nội dung nào."
    return (
        f"{head} trên {asked} câu được yêu cầu: {len(lines)} dòng của bài chỉ cho chừng ấy câu có một đáp án đúng theo lời văn bản và "
        "không lặp nhau. Thêm nội dung vào bài, hoặc tự soạn thêm câu."
    )


@dataclass(frozen=True)
class Room:
    """What questions on one line need of the others. ``claims``: sentences with a wrong form, by line."""

    known: Sequence[Known]
    claims: Mapping[str, Claim]
    bounds: Mapping[str, Bounded]


def _drafts(known: Known, room: Room, seed: int, audience: Audience) -> Iterator[Draft]:
    """All ways to ask about a line. Each way draws from its own stream, so that one that is mended does not change the others."""

    def stream(form: str) -> random.Random:
        return random.Random(_hash(seed, known.line.key, form))

    every = room.known
    yield from figure.questions(known, audience, stream("figure"))
    yield from who.questions(known, audience, stream("who"))
    yield from who.questions_among(known, every, audience, stream("lead"))
    yield from modality.questions(known, audience, stream("modality"))
    yield from case.questions(known, every, audience, stream("case"))
    yield from ages.questions(known, audience, stream("age"))
    yield from term.questions(known, every, audience, stream("term"))
    yield from which.banned(known, every, audience, stream("ban"))
    yield from parts.questions(known, every, audience, stream("parts"))
    yield from statements.questions(known, every, room.claims, audience, stream("statements"))
    if audience not in PLAIN:
        own = room.bounds.get(known.line.key)
        yield from which.questions(known, every, stream("which"))
        yield from limits.in_order(own, list(room.bounds.values()), stream("order"))
        yield from limits.heaviest(known, every, stream("heaviest"))
        yield from limits.matched(own, audience, stream("matched"))
        yield from place.questions(known, every, audience, stream("place"))


def _told(asked: str, title: str) -> bool:
    """Whether the lesson's title, which stands on every page, tells a figure."""
    return bool(asked) and asked in figure.figure_key(title)


def _fair(draft: Draft, audience: Audience) -> bool:
    """What every item must meet whatever its form: options all different, enough of them, a stem that can be read at one go."""
    options = [" ".join(lower(text).split()) for text in (draft.right, *(text for text, _ in draft.wrong))]
    enough = (2 if draft.is_true_false else 3) <= len(options) <= (3 if audience in PLAIN else 4)
    return (
        enough
        and len(set(options)) == len(options)
        and len(draft.stem.split()) <= _LONGEST_STEM.get(audience, _LONGEST)
    )


# Finishing -----------------------------------------------------------------------------------------------------------


def _item(draft: Draft, seed: int, texts: dict[str, str]) -> QuizItem:
    rng = random.Random(_hash(seed, *draft.lines, draft.form, "place"))
    reasons = {draft.right: "", **dict(draft.wrong)}
    options = list(TRUE_FALSE) if draft.is_true_false else list(reasons)
    if not draft.is_true_false:
        rng.shuffle(options)
    name = _hash(seed, draft.form, *(texts[key] for key in draft.lines))[:8]
    return QuizItem(
        key=f"{draft.lines[0]}.{draft.form}.{name}",
        kind=draft.kind,
        level=draft.level,
        stem=draft.stem,
        options=tuple(options),
        answer=options.index(draft.right),
        explanation=" ".join(draft.explanation.split()),
        wrong=tuple(reasons[option] for option in options),
        sources=draft.sources,
    )


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def kinds_of(items: Iterable[QuizItem]) -> Counter[QuizKind]:
    """How many items of each kind, for a caller that shows it."""
    return Counter(item.kind for item in items)
