"""What an amendment really changed: the notes on the amending place beside those on the article as it was.

What stood there before in other words is no news. A duty that passed to another body is told with both, as is an addressee that
changed; what has no counterpart is new. Read from our own notes only, so where they are silent nothing is called new or old.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assist.training.material import SAME
from assist.training.suitability import syllables
from assist.training.telling import uncapital, weight_of
from assist.training.words import alike, capital, covered, figures
from corpus.bodies import gone
from corpus.notes import Duty, Entry, Limit, Notes, Statement
from corpus.provisions import ProvisionId

#: So much of an entry stands in the old article, and so much in one entry of it: it stood there before.
_STOOD, _IN_ONE = 0.65, 0.4
#: An act that another body had before, where that one is gone, and where it is not: a chance likeness must not move a duty.
_PASSED, _PASSED_SURELY = 0.55, 0.85
#: Acts told of a body that took over, and the syllables of one line of them.
_ACTS, _LONGEST = 4, 95
_PLACE = re.compile(r"\s*\((?:khoản|điểm|Điều)[^()]*\)|Điều \d+ mới[^:]*:")
_LEVEL = re.compile(r"\bcấp (?:tỉnh|huyện|xã|trung ương)\b|\bBộ (?=[A-ZĐ])[^,;.()]*")


@dataclass(frozen=True)
class News:
    """One change. ``passed``: to whom and from whom a duty passed, ("", "") where it is no such change; ``text``: the act, then, or
    else the whole sentence.
    """

    text: str
    weight: float
    passed: tuple[str, str] = ("", "")


def before(notes: Sequence[Notes], by: str, portions: Iterable[ProvisionId]) -> list[Entry]:
    """What the notes tell of the amended portions as they were; nothing of notes that already follow the amended words."""
    places = list(portions)
    return [
        entry
        for noted in notes
        if by not in noted.merged and any(p.document == noted.document for p in places)
        for article in noted.articles
        for entry in article.entries()
        if any(p.contains(noted.id_of(entry.evidence)) for p in places)
    ]


def news(entry: Entry, old: Sequence[Entry], on: date, ended: Sequence[Entry] = ()) -> News | None:
    """What is new in an entry of the amending place beside the old ones; None where all of it stood there before.

    ``on``: the day of the change; ``ended``: entries on what the same document repealed.
    """
    whole, weight = entry.sentence(), weight_of(entry)
    if not old:
        return News(whole, weight)
    if isinstance(entry, Duty):
        found = _same_act(entry, [o for o in (*old, *ended) if isinstance(o, Duty)], on)
        if found and _other_body(entry.who, found.who):
            return News(_with_limit(entry), weight, (entry.who, found.who))
        if found and found.limit and entry.limit and (was := _amount(found.limit)) != _amount(entry.limit):
            return News(f"{whole.rstrip('.')} (trước là {was}).", weight + 0.2)
        if found and _gone(found.object, on) and not _gone(entry.object, on):
            return News(f"{whole.rstrip('.')} (trước là {found.object}).", weight + 0.2)
    elif isinstance(entry, Statement) and len(old) == 1 and (was := _gone(old[0].sentence(), on)):
        return News(f"{whole.rstrip('.')} (trước là {was}).", weight)
    words = _bare(whole)
    together = covered(words, " ".join(_bare(o.sentence()) for o in old))
    one = max(covered(words, _bare(o.sentence())) for o in old)
    same_figures = figures(_PLACE.sub("", whole)) <= figures(" ".join(o.sentence() for o in old))
    return None if together >= _STOOD and one >= _IN_ONE and same_figures else News(whole, weight)


def told_together(found: Sequence[News]) -> tuple[list[str], list[str]]:
    """Lines for the duties that passed to another body, one for each pair of bodies, the largest first; then the other sentences."""
    by_pair: dict[tuple[str, str], list[News]] = {}
    for each in found:
        if each.passed[0]:
            by_pair.setdefault(each.passed, []).append(each)
    lines = []
    for (now, was), acts in sorted(by_pair.items(), key=lambda pair: -len(pair[1])):
        chosen: list[str] = []
        for each in sorted(acts, key=lambda n: -n.weight):
            alike_told = any(alike(_bare(each.text), _bare(other)) >= SAME for other in chosen)
            if len(chosen) < _ACTS and not alike_told and syllables(" ".join((*chosen, each.text))) <= _LONGEST:
                chosen.append(each.text)
        does = chosen[0] if len(chosen) == 1 else f"làm các việc: {'; '.join(chosen)}"
        if chosen:
            lines.append(f"{capital(now)} thay cho {uncapital(was)} {does}.")
    rest = sorted((n for n in found if not n.passed[0]), key=lambda n: -n.weight)
    return lines, [n.text for n in rest]


def _same_act(duty: Duty, old: Sequence[Duty], on: date) -> Duty | None:
    """The old duty that was this one: of the same body if there is such, else of one whose act is told almost alike."""
    own, words = [], _bare(_act(duty))
    for other in old:
        shared = (covered(words, _bare(_act(other))) + covered(_bare(_act(other)), words)) / 2
        moved = _other_body(duty.who, other.who)
        least = (_PASSED if _gone(other.who, on) else _PASSED_SURELY) if moved else _PASSED
        if shared >= least:
            own.append((shared + (0 if moved else 0.3), other))
    return max(own, key=lambda pair: pair[0])[1] if own else None


def _other_body(now: str, was: str) -> bool:
    levels = [set(_LEVEL.findall(who)) for who in (now, was)]
    return levels[0] != levels[1] or alike(now, was) < SAME


def _gone(words: str, on: date) -> str:
    """The first body in the words that is gone on the day, as they write it."""
    return next((words[start:end] for _, (start, end) in gone(words, on)), "")


def _act(duty: Duty) -> str:
    return " ".join(filter(None, (duty.act, duty.object)))


def _with_limit(duty: Duty) -> str:
    """The act with its limit and its condition: "xác minh nạn nhân, không quá 20 ngày kể từ ngày nhận đề nghị"."""
    words = _act(duty)
    if duty.limit:
        bound = duty.limit.sentence().removeprefix("trong vòng ")
        counted = re.sub(r"[(]thời hạn tính từ ([^()]*)[)]", r"kể từ \1", bound)
        words += f", {counted}"
    return f"{words} {duty.condition}" if duty.condition else words


def _amount(limit: Limit) -> str:
    """``không quá 20 ngày``, without what it is counted from."""
    return limit.sentence().removeprefix("trong vòng ").partition(" (")[0]


def _bare(text: str) -> str:
    """Words without the places they stand at and the levels of bodies, which the amendment exchanged."""
    return _LEVEL.sub(" ", _PLACE.sub(" ", text))
