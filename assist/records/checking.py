"""From a record and the items of a checklist to proposals, one an item whose sign reads records of this kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assist.checklists.model import Moment
from assist.records import measures
from assist.records.proposals import Proposal, Verdict
from assist.records.record import Record
from assist.records.wording import judge_words
from corpus.checklists import Item, Sign
from corpus.circumstances import Event


def check(record: Record, items: Sequence[Item], since: Mapping[Event, Moment] | None = None) -> list[Proposal]:
    """A proposal for each item whose sign is read in records of this kind; of an unknown kind, for each that has a sign.

    ``since``: moments of the case, used where the record does not tell them.
    """
    known = since or {}
    return [
        _judge(record, item, item.sign, known)
        for item in items
        if item.sign and (record.kind is None or record.kind in item.sign.records)
    ]


def _judge(record: Record, item: Item, sign: Sign, since: Mapping[Event, Moment]) -> Proposal:
    if sign.kind == "interval":
        return measures.judge_interval(record, item, sign, since)
    if sign.kind == "age":
        return measures.judge_age(record, item, sign, since)
    judge = {
        "words": judge_words,
        "duration": measures.judge_duration,
        "times a day": measures.judge_times,
        "attendance": judge_attendance,
        "night": measures.judge_night,
        "count": measures.judge_count,
    }[sign.kind]
    return judge(record, item, sign)


def judge_attendance(record: Record, item: Item, sign: Sign) -> Proposal:
    """Somebody in one of the capacities attended, and the record does not say elsewhere that they did not."""
    asked = [a for a in record.attendees if a.capacity in sign.who]
    names = " hoặc ".join(capacity.value for capacity in sign.who)
    absent = {a.capacity for a in asked if a.present is False}
    there = next((a for a in asked if a.present and a.capacity not in absent), None)
    if there:
        return Proposal(item, Verdict.SHOWN, f"Ghi {there.capacity.value} có mặt.", there.passage)
    contradicted = next((a for a in asked if a.present), None)
    if contradicted:
        reason = f"Chỗ ghi {contradicted.capacity.value} có mặt, chỗ ghi không; hãy đọc cả hai."
        return Proposal(item, Verdict.LOOK, reason, contradicted.passage)
    away = next((a for a in asked if a.present is False), None)
    if away:
        return Proposal(item, Verdict.NOT_SHOWN, f"Ghi {away.capacity.value} không có mặt.", away.passage, breach=True)
    if asked:
        return Proposal(
            item, Verdict.LOOK, f"Có nhắc tới {asked[0].capacity.value} nhưng {asked[0].why}.", asked[0].passage
        )
    return Proposal(item, Verdict.NOT_SHOWN, f"Không thấy ghi {names} có mặt.")
