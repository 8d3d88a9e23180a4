"""Fair quiz items from the lines of a lesson: one right option, wrong ones that are wrong by the text, each with its reason.

A line is asked about only where its point can be checked: a figure that stands in a source or in the typed limit of its item, a body
that the sources name, a modality that the item states without exception. Wrong options are held against every line, every item of the
checklists on the same act or provision, and every quote, so that none is right for another reason.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from assist.conflicts.words import likeness, lower, words_in
from assist.training.asking import case, figure, modality, term, which, who
from assist.training.asking.known import Known, read_lines
from assist.training.asking.model import TRUE_FALSE, Draft
from assist.training.asking.stems import PLAIN
from assist.training.model import Audience, Line, QuizItem, QuizKind
from corpus.checklists import Checklist

#: To recall, to tell apart, to apply to a case.
LEVELS = (1, 2, 3)
#: What part of a quiz each kind should have, for adults and for pupils.
_SHARES = {QuizKind.CHOICE: 0.5, QuizKind.TRUE_FALSE: 0.25, QuizKind.CASE: 0.25}
_SHARES_PLAIN = {QuizKind.CHOICE: 0.5, QuizKind.TRUE_FALSE: 0.5}
#: What part of a quiz may have "must" for its answer: most things that the law says must be done, so it could be guessed.
_MUSTS = 0.3
#: Of two ways to ask of one kind, which is liked better: what makes a learner think more comes first.
_LIKED = (
    "case-clock",
    "which",
    "who",
    "lead",
    "term",
    "figure",
    "who-tf",
    "lead-tf",
    "figure-tf",
    "case-verdict",
    "modality-tf",
    "modality",
)
_PER_LINE = 2
_ALIKE = 0.6
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
) -> tuple[QuizItem, ...]:
    """At most ``count`` items; fewer where the lines bear no more fair ones (``why_fewer`` tells).

    ``levels``: only items of these (``QuizItem.level``); None or empty for all. ValueError: ``count`` below 0, a level that is none of
    1, 2, 3.

    The same lines and seed give the same quiz, in whatever order the lines come. ``checklists``: whose items tell limits, conditions
    and differing demands of the lines made from them; None for those that ship.
    """
    if count < 0:
        raise ValueError("Số câu hỏi không thể là số âm.")
    wanted = frozenset(levels or LEVELS)
    if not wanted <= set(LEVELS):
        raise ValueError("Mức độ câu hỏi chỉ có 1 (nhớ), 2 (phân biệt), 3 (vận dụng).")
    known = read_lines(lines, checklists)
    by_line = {
        each.line.key: [
            d for d in _drafts(each, known, seed, audience) if d.level in wanted and _fair(d, audience)
        ]
        for each in known
    }
    chosen = _choose(by_line, {each.line.key: each for each in known}, count, seed, audience)
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


def _drafts(known: Known, every: Sequence[Known], seed: int, audience: Audience) -> Iterator[Draft]:
    """All ways to ask about a line. Each way draws from its own stream, so that one that is mended does not change the others."""

    def stream(form: str) -> random.Random:
        return random.Random(_hash(seed, known.line.key, form))

    yield from figure.questions(known, audience, stream("figure"))
    yield from who.questions(known, audience, stream("who"))
    yield from who.questions_among(known, every, audience, stream("lead"))
    yield from modality.questions(known, audience, stream("modality"))
    yield from case.questions(known, audience, stream("case"))
    yield from term.questions(known, every, audience, stream("term"))
    if audience not in PLAIN:
        yield from which.questions(known, every, stream("which"))


def _fair(draft: Draft, audience: Audience) -> bool:
    """What every item must meet whatever its form: options all different, enough of them, a stem that can be read at one go."""
    options = [" ".join(lower(text).split()) for text in (draft.right, *(text for text, _ in draft.wrong))]
    enough = (2 if draft.is_true_false else 3) <= len(options) <= (3 if audience in PLAIN else 4)
    return (
        enough
        and len(set(options)) == len(options)
        and len(draft.stem.split()) <= _LONGEST_STEM.get(audience, _LONGEST)
    )


# Choosing ------------------------------------------------------------------------------------------------------------


def _choose(
    by_line: dict[str, list[Draft]], known: dict[str, Known], count: int, seed: int, audience: Audience
) -> list[Draft]:
    """Line by line in drawn order, one question each and then a second on another point; kinds are kept near their shares."""
    shares = _SHARES_PLAIN if audience in PLAIN else _SHARES
    order = sorted(by_line, key=lambda key: _hash(seed, key))
    chosen: list[Draft] = []
    kinds: Counter[QuizKind] = Counter()
    # a line asked twice in one form is asked so only where the quiz would else be shorter
    for apart in (True, True, False)[-_PER_LINE - 1 :]:
        for key in order:
            if len(chosen) >= count:
                return chosen
            mine = [draft for draft in chosen if key in draft.lines]
            if len([d for d in mine if d.lines[0] == key]) >= _PER_LINE:
                continue
            open_ = [d for d in by_line[key] if _goes_with(d, chosen, mine, known)]
            if apart:
                open_ = [d for d in open_ if not any(_repeats(d, other) for other in mine)]
            if not open_:
                continue
            best = max(
                open_,
                key=lambda d: (shares.get(d.kind, 0) * (len(chosen) + 1) - kinds[d.kind], -_rank(d)),
            )
            chosen.append(best)
            kinds[best.kind] += 1
    return chosen


def _goes_with(draft: Draft, chosen: Sequence[Draft], mine: Sequence[Draft], known: dict[str, Known]) -> bool:
    """Whether a question repeats none of the chosen, answers none of them and is answered by none."""
    if any(d.stem == draft.stem for d in chosen) or any(d.point is draft.point for d in mine):
        return False
    if any(_tells(d, draft) or _tells(draft, d) for d in mine):
        return False
    if draft.is_must and sum(d.is_must for d in chosen) + 1 > max(1, _MUSTS * (len(chosen) + 1)):
        return False
    words = _about(known[draft.lines[0]])
    return not any(
        d.point is draft.point and likeness(words_in(_about(known[d.lines[0]])), words_in(words)) >= _ALIKE
        for d in chosen
        if d.form.split("-")[0] != "which"
    )


def _repeats(one: Draft, other: Draft) -> bool:
    """Whether two questions on a line are too much alike: both statements to judge, or one states what the other asks for."""
    return one.is_true_false or other.is_true_false


def _rank(draft: Draft) -> int:
    return _LIKED.index(draft.form) if draft.form in _LIKED else len(_LIKED)


def _tells(one: Draft, other: Draft) -> bool:
    """Whether the stem of one holds the answer of the other."""
    return not other.is_true_false and lower(other.right) in lower(one.stem)


def _about(known: Known) -> str:
    return known.item.act if known.item else known.line.text


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
