"""Questions on a part of a sentence: the exception that it makes, or what an act counts as. The rest of it is told."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from assist.conflicts.amounts import read_amounts
from assist.conflicts.words import likeness, lower, words_in
from assist.training.asking.figure import points_away, shortened
from assist.training.asking.known import Known, said
from assist.training.asking.model import Draft, Point
from assist.training.asking.stems import PLAIN, because, opening, sources_of, stem, wording
from assist.training.model import Audience, QuizKind

_EXCEPTION = re.compile(r"\btrừ khi (?P<part>[^.;:()]{8,90})(?=[.;)]|$)")
#: What an act is punished as: "là tội giết người (điểm h khoản 1 Điều 123)", "bị truy cứu theo Điều 151".
_OUTCOME = re.compile(
    r"^(?P<case>[^.;]{30,260}?) (?P<part>(?:là tội|là phạm tội|bị truy cứu|thì bị truy cứu) [^.;,]{4,90})(?=[.;]|$)"
)
#: An exception that every law has.
_BY_LAW = re.compile(r"pháp luật")
_LONGEST = 330
_ALIKE = 0.4
#: Words that tell one crime or article from another; a source that has those of a wrong option may make it right.
_NAMES = re.compile(r"điều \d+|tội [^,.;()]{4,40}")


def questions(known: Known, every: Sequence[Known], audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """The exception of the line, and what the act it tells counts as."""
    wanted = 2 if audience in PLAIN else 3
    text = shortened(said(known), _LONGEST)
    if not text or points_away(text):
        return
    yield from _exception(known, every, text, wanted, audience, rng)
    yield from _outcome(known, every, wanted, audience, rng)


def _exception(
    known: Known, every: Sequence[Known], text: str, wanted: int, audience: Audience, rng: random.Random
) -> Iterator[Draft]:
    found = list(_EXCEPTION.finditer(text))
    words = wording()["exception"]
    if len(found) != 1:
        return
    right = found[0]["part"].strip()
    sources = lower(f"{text}\n{known.quotes}")
    theirs = [m["part"].strip() for other in every if other is not known for m in _EXCEPTION.finditer(other.line.text)]
    theirs = [part for part in theirs if not re.search(r"\b(?:khoản|điểm|điều)\b", lower(part))]
    pool = {
        option: reason
        for option, reason in [
            *((each, "") for each in theirs),
            *((each["is"], each["heard"]) for each in words["pool"]),
        ]
        if not (re.search(reason, sources) if reason else _heard(option, sources))
        and likeness(words_in(option), words_in(right)) < _ALIKE
    }
    options = [o for o in sorted(pool) if abs(len(o) - len(right)) <= max(12, 0.5 * max(len(o), len(right)))]
    if len(options) < wanted:
        return
    yield Draft(
        "caveat" if _BY_LAW.search(right) else "exception",
        Point.EXCEPTION,
        QuizKind.CHOICE,
        2,
        stem(
            words["ask"],
            theo=opening(known, audience),
            said=f"{text[: found[0].start('part')]}{wording()['blank']}{text[found[0].end('part') :]}",
        ),
        right,
        tuple((option, words["wrong"].format(right=right)) for option in rng.sample(options, wanted)),
        f"{said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
    )


def _heard(option: str, sources: str) -> bool:
    """Whether most words of an option stand in the sources."""
    words = lower(option).split()
    return sum(word in sources for word in words) > 0.7 * len(words)


def _outcome(
    known: Known, every: Sequence[Known], wanted: int, audience: Audience, rng: random.Random
) -> Iterator[Draft]:
    own = _ends(known)
    if own is None:
        return
    case, right = own
    sources = lower(f"{known.line.text}\n{known.quotes}")
    options = {}
    for other in every:
        theirs = _ends(other)
        if other is known or theirs is None or lower(theirs[1]) == lower(right):
            continue
        if read_amounts(lower(other.line.text)).ages and not read_amounts(lower(case)).ages:
            continue  # of a victim of that age it may be right
        if not _NAMES.search(lower(right)):
            continue  # what has no name of a crime may be said in other words
        names = _NAMES.findall(lower(theirs[1]))
        # it must be named otherwise than anything that the sources of this line name
        if names and not any(name.strip() in sources for name in names):
            options[theirs[1]] = other
    style = next(name for name in ("là tội", "theo Điều", "") if name in right)
    for each in wording()["outcome"]["pool"][style]:
        if not any(name.strip() in sources for name in _NAMES.findall(lower(each))):
            options.setdefault(each, known)
    near = [
        o
        for o in sorted(options)
        if (style or "bị truy cứu") in o and abs(len(o) - len(right)) <= max(12, 0.4 * max(len(o), len(right)))
    ]
    if len(near) < wanted:
        return
    words = wording()["outcome"]
    yield Draft(
        "outcome",
        Point.OUTCOME,
        QuizKind.CASE,
        3,
        stem(words["ask"], theo=opening(known, audience), said=case),
        right,
        tuple((option, words["wrong"].format(right=right)) for option in rng.sample(near, wanted)),
        f"{said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
    )


def _ends(known: Known) -> tuple[str, str] | None:
    """The act that a line's first sentence tells and what it counts as; None where it is no such sentence."""
    match = _OUTCOME.match(known.line.text)
    if match is None or points_away(match[0]):
        return None
    part = re.sub(r" \([^()]*\)$", "", re.sub(r"^thì ", "", match["part"]))
    return re.sub(r" thì$", "", match["case"]), part
