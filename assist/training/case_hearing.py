"""What the answer to a situation holds beside its items: what goes for the first hearing of the child, and what the file must show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from re import Pattern

from assist.checklists.case import Case
from assist.checklists.engine import ChecklistEngine
from assist.training.case_answers import KEY, answer, lowered
from assist.training.grounds import Grounds
from assist.training.model import Line
from assist.training.suitability import syllables
from corpus.checklists import Checklist, Item
from corpus.circumstances import Activity

#: The hearing that a report calls for, the procedure of hearings, and what holds whoever hears the child.
_HEARD_FIRST, _HEARING = "tiep-nhan.lay-loi-khai-ban-dau", "lay-loi-khai"
_WITH_THEM = re.compile(r"cùng dự")
_PERSONAL = re.compile(r"^(?:Điều tra viên, Cán bộ điều tra|Người lấy lời khai|Cơ quan đang thụ lý)$")
#: What is only to be preferred need not be so in the file.
_PREFERRED = re.compile(r"^[Ưư]u tiên")
#: What a sentence adds on children of another kind.
_OF_OTHERS = re.compile(r"; em [^;.]*")
#: A sentence this short is told itself instead of its title.
_SHORT = 40


def first_hearing(
    case: Case,
    answers: Sequence[Line],
    on: date,
    checklists: Sequence[Checklist],
    grounds: Grounds,
    cues: Sequence[Pattern[str]],
) -> list[Line]:
    """The answers, with what holds for any hearing of a child after the one that a report calls for, as far as the story asks it."""
    at = next((n for n, line in enumerate(answers) if line.key == f"{KEY}.{_HEARD_FIRST}"), None)
    if at is None:
        return list(answers)
    first = answers[at]
    heard = case.model_copy(
        update={"circumstances": case.circumstances.model_copy(update={"activities": (Activity.STATEMENT,)})}
    )
    own = [checklist for checklist in checklists if checklist.code == _HEARING]
    lines = ChecklistEngine(grounds.bases, own).judge(heard, on).lines
    found = {}
    for cue in (_WITH_THEM, *cues):
        line = next((x for x in lines if cue.search(x.item.act) and _PERSONAL.search(x.item.who)), None)
        if line:
            found[line.code] = line
    told = []
    for line in found.values():
        plain = answer(line, {}, grounds, on)
        says = _OF_OTHERS.sub("", line.item.says)
        says = says if syllables(says) <= _SHORT else f"{line.item.act}."
        text = f"{first.who}, khi {lowered(first.act)}: {lowered(says)}"
        told.append(plain.model_copy(update={"text": text, "who": first.who, "group": first.group}))
    return [*answers[: at + 1], *told, *answers[at + 1 :]]


def records(answers: Sequence[Line], checklists: Sequence[Checklist], most: int = 3) -> list[Line]:
    """One line on what the file must show that the answers were done, of those that have a sign; none if there is no sign."""
    signs: list[tuple[Item, Line]] = []
    by_key = {f"{KEY}.{c.code}.{i.code}": i for c in checklists for i in c.items}
    for line in answers:
        item = by_key.get(line.key)
        # what is done only in some case need not be in this file
        if (
            item
            and item.sign
            and " khi " not in item.act
            and not _PREFERRED.search(item.act)
            and item.sign.shows not in {other.sign.shows for other, _ in signs if other.sign}
        ):
            signs.append((item, line))
    if not signs:
        return []
    limited = [each for each in signs if each[0].limit][:1]  # that a limit was kept is what is looked at first
    some = sorted([*limited, *(each for each in signs if each not in limited)][:most], key=signs.index)
    told = "; ".join(f"{item.sign.shows}{_except(item)}" for item, _ in some if item.sign)
    sources = {s.id: s for _, line in some for s in line.sources}
    doubt = next((line.doubt for _, line in some if line.doubt), "")
    return [
        Line(key=f"{KEY}.ho-so", text=f"Hồ sơ phải cho thấy: {told}.", sources=tuple(sources.values()), doubt=doubt)
    ]


def _except(item: Item) -> str:
    """The exception of a ceiling, wherever the ceiling is told: `` (trừ khi …)``."""
    found = re.search(r"trừ (?:khi|trường hợp)[^;.]*", item.says) if item.ceiling else None
    return f" ({found.group()})" if found else ""
