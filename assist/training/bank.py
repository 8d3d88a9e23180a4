"""The bank of a lesson's questions: freshly made ones are merged with those that people edited, wrote or left out.

The bank is plain data that the lesson keeps (``Lesson.quiz``); nothing is stored here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assist.conflicts.words import lower
from assist.training.model import QuizItem, Source
from corpus.documents import Status

_MADE = re.compile(r"^(?P<line>.+)\.(?P<form>[a-z-]+)\.[0-9a-f]{8}$")
_ENDED = frozenset({Status.EXPIRED, Status.NOT_YET})


@dataclass(frozen=True)
class Banked:
    """A question of the bank. ``stale``: why a person has to look at it again, "" where its provisions say what they said."""

    item: QuizItem
    stale: str = ""


def merge(
    kept: Sequence[QuizItem],
    made: Sequence[QuizItem],
    left_out: Iterable[str] = (),
    now: Iterable[Source] = (),
) -> tuple[Banked, ...]:
    """The questions that people touched, in their order, then the made ones that repeat none of them.

    ``kept``: the bank so far; of it only edited items stay, the others are made anew. An edited item stands for the made one of the
    same line and way of asking, whatever the seed. It is stale where a source of the made one has other words than it had.
    ``left_out``: keys that people took out; they stay out, under another seed too. ``now``: further sources as they stand today, of
    the lesson's lines.
    """
    edited = [item for item in kept if item.edited]
    out = {_place(key) for key in left_out}
    today = {source.id: source for source in (*now, *(source for item in made for source in item.sources))}
    held = {_place(item.key) for item in edited}
    stems = {_plain(item.stem) for item in edited}
    fresh = [item for item in made if _place(item.key) not in held | out and _plain(item.stem) not in stems]
    return (*(Banked(item, why_stale(item, today)) for item in edited), *(Banked(item) for item in fresh))


def why_stale(item: QuizItem, now: Mapping[str, Source]) -> str:
    """Why an item's provisions no longer say what they said when it was written; "" where they do or where nothing newer is known.

    ``now``: sources by their ids as they stand today.
    """
    reasons = []
    for source in item.sources:
        today = now.get(source.id)
        if today is None:
            continue
        if today.text_hash and source.text_hash and today.text_hash != source.text_hash:
            reasons.append(f"Lời văn của {source.pinpoint} đã khác lúc soạn câu hỏi.")
        elif today.status in _ENDED and source.status not in _ENDED:
            reasons.append(f"{source.pinpoint[:1].upper()}{source.pinpoint[1:]} nay là: {today.status.value.lower()}.")
    return " ".join(dict.fromkeys(reasons))


def to_data(items: Iterable[QuizItem]) -> list[dict[str, object]]:
    """The bank as JSON holds it."""
    return [item.model_dump(mode="json") for item in items]


def from_data(data: Iterable[Mapping[str, object]]) -> tuple[QuizItem, ...]:
    """The bank that ``to_data`` wrote. pydantic.ValidationError (a ValueError) where it is none."""
    return tuple(QuizItem.model_validate(each) for each in data)


def _place(key: str) -> str:
    """Line and way of asking of a made item; the whole key of one that a person wrote."""
    match = _MADE.match(key)
    return f"{match['line']}.{match['form']}" if match else key


def _plain(words: str) -> str:
    return " ".join(lower(words).split())
