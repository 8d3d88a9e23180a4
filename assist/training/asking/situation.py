"""A situation in one or two plain sentences in which an item applies: told from the keys of its conditions, nothing else invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from assist.training.asking.stems import wording
from corpus.circumstances import AgeBand, Condition, Role

_AGES = {AgeBand.UNDER_13: range(8, 13), AgeBand.FROM_13: range(13, 16), AgeBand.FROM_16: range(16, 18)}
_LISTS = ("kind", "stage", "activity", "receiver")
_FLAGS = ("remote", "caught", "competent", "interpreter", "online", "threatened", "distressed", "foreign", "room")
#: From here on a person can be accused (Penal Code, Article 12).
_LIABLE = 14


def situation(conditions: Sequence[Condition], rng: random.Random) -> str | None:
    """``Một em 12 tuổi là bị hại; sắp có buổi lấy lời khai. ``, with a space at its end; None where a condition cannot be told."""
    merged = _merged(conditions)
    # what holds whoever is concerned, as the care of a room, has no story of a child
    if (
        merged is None
        or merged.keys() - {"role", "age", *_LISTS, *_FLAGS}
        or not merged.keys() & {"role", "age", "kind", "receiver"}
    ):
        return None
    if "activity" in merged:
        merged.pop("stage", None)  # a planned step says where the case stands
    words = wording()["case"]
    roles = [Role(r) for r in merged.get("role", [Role.VICTIM])]
    role = Role.VICTIM if Role.VICTIM in roles else rng.choice(sorted(roles))
    bands = merged.get("age") or ([AgeBand.FROM_13, AgeBand.FROM_16] if role is Role.ACCUSED else list(AgeBand))
    ages = [age for band in bands for age in _AGES[AgeBand(band)] if role is not Role.ACCUSED or age >= _LIABLE]
    if not ages:
        return None
    first = words["role"][role.value].format(age=rng.choice(ages))
    parts = []
    for name in _LISTS:
        if name in merged:
            # of receivers the first is the one whom the item names first, of stages the one at which the thing is due
            first_one = name in {"receiver", "stage"}
            told = words[name].get(str(merged[name][0] if first_one else rng.choice(sorted(merged[name]))))
            if told is None:
                return None
            if name == "kind":
                first = f"{first} {told}".strip()
            else:
                parts.append(told)
    parts += [words[name][int(merged[name])] for name in _FLAGS if name in merged]
    return f"{'; '.join([first, *parts])}. "


def excludes(conditions: Sequence[Condition], other: Condition) -> bool:
    """Whether no case meets the conditions and the other one together, so that a story of the first is none of the other."""
    return _merged([*conditions, other]) is None


def _merged(conditions: Sequence[Condition]) -> dict[str, Any] | None:
    """What all conditions ask for together, by key; None where no case meets them all."""
    merged: dict[str, Any] = {}
    for condition in conditions:
        for name in sorted(condition.model_fields_set):
            wanted = getattr(condition, name)
            if wanted is None or wanted == ():
                continue
            if isinstance(wanted, bool):
                if merged.setdefault(name, wanted) is not wanted:
                    return None
            else:
                both = [w for w in wanted if name not in merged or w in merged[name]]
                if not both:
                    return None
                merged[name] = both
    return merged
