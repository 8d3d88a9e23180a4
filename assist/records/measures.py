"""Signs that are figures: how long, how often, at night, within a limit, how old, how many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from assist.checklists.model import Moment, write_instant
from assist.records.ages import AgeFact, children
from assist.records.proposals import Proposal, Verdict
from assist.records.record import Record
from assist.records.sessions import Session
from assist.records.text import Passage
from corpus.checklists import Ceiling, Item, RecordKind, Sign, TimeLimit
from corpus.circumstances import Event
from corpus.spelt_numbers import NUMBER, number

_NIGHT_BEGINS, _NIGHT_ENDS = 22, 6
#: Of these limits and in these records the passing on of a report is what the limit asks for; elsewhere it may be another matter.
_OF_REPORTS = {Event.RECEIVED, Event.NOT_COMPETENT}
_PASSED_ON = {RecordKind.RECEPTION, RecordKind.TRANSFER, None}
_COUNTED = re.compile(
    rf"(?<![\w/.,-])(?P<n>{NUMBER})\s+(?:\([^)]{{1,20}}\)\s*)?(?:(?:tấm|bức|kiểu|chiếc|cái)\s+)?"
    r"(?P<what>ảnh|hình|người|nam|nữ|thanh niên|đối tượng|cháu|bé|giọng)(?!\w)",
    re.IGNORECASE,
)
_SHOWN_TO = re.compile(
    r"đưa ra|lấy ra|bày|cho (?:\S+ ){0,4}?xem|bố trí|xếp|sắp xếp|\bgồm\b|đặt|chuẩn bị|đánh số|trình bày trước|đứng",
    re.IGNORECASE,
)


def judge_duration(record: Record, item: Item, sign: Sign) -> Proposal:
    """Each session against the most hours one may last."""
    ceiling = _ceiling(item, "giờ")
    if not record.sessions:
        return Proposal(item, Verdict.NOT_SHOWN, "Không thấy ghi giờ bắt đầu và giờ kết thúc.")
    if ceiling is None:
        return Proposal(item, Verdict.LOOK, "Quy tắc không nêu số giờ; hãy tự đối chiếu.", record.sessions[0].passage)
    over = next((s for s in record.sessions if s.length and s.length > timedelta(hours=ceiling.number)), None)
    if over and over.length:
        reason = f"{_session_words(over)}: {_length_words(over.length)}, quá {ceiling.number} giờ."
        return Proposal(item, Verdict.LOOK, _upper(reason), _where(over), breach=True)
    odd = next((s for s in record.sessions if s.length is None), None)
    if odd:
        return Proposal(item, Verdict.LOOK, _upper(_incomplete(odd)), _where(odd))
    longest = max(record.sessions, key=lambda s: s.length or timedelta())
    reason = f"{_session_words(longest)}: {_length_words(longest.length or timedelta())}, trong {ceiling.number} giờ."
    return Proposal(item, Verdict.SHOWN, _upper(reason), _where(longest))


def judge_times(record: Record, item: Item, sign: Sign) -> Proposal:
    """How many sessions that day: as the record says it is, and as many as it holds itself."""
    ceiling = _ceiling(item, "lần")
    days = Counter(s.start.date() for s in record.sessions if s.start)
    held = max(days.values(), default=0)
    said = max(record.ordinals, key=lambda o: o.number, default=None)
    if ceiling is None:
        return Proposal(
            item, Verdict.LOOK, "Quy tắc không nêu số lần; hãy tự đối chiếu.", said.passage if said else None
        )
    if said and said.number > ceiling.number:
        reason = f"Biên bản ghi là lần thứ {said.number} trong ngày, quá {ceiling.number} lần."
        return Proposal(item, Verdict.LOOK, reason, said.passage, breach=True)
    if held > ceiling.number:
        busy = next(day for day, times in days.items() if times == held)
        last = [s for s in record.sessions if s.start and s.start.date() == busy][ceiling.number]
        return Proposal(
            item,
            Verdict.LOOK,
            f"Biên bản có {held} lần trong một ngày, quá {ceiling.number} lần.",
            last.passage,
            breach=True,
        )
    if said:
        return Proposal(
            item,
            Verdict.SHOWN,
            f"Biên bản ghi là lần thứ {said.number} trong ngày, không quá {ceiling.number} lần.",
            said.passage,
        )
    if held > 1:
        reason = f"Biên bản có {held} lần trong ngày; hãy xem còn biên bản nào khác cùng ngày không."
        return Proposal(item, Verdict.LOOK, reason, record.sessions[0].passage)
    return Proposal(item, Verdict.NOT_SHOWN, "Không thấy ghi đây là lần thứ mấy trong ngày.")


def judge_night(record: Record, item: Item, sign: Sign) -> Proposal:
    """Any part of a session between 22:00 and 06:00."""
    if not record.sessions:
        return Proposal(item, Verdict.NOT_SHOWN, "Không thấy ghi giờ bắt đầu và giờ kết thúc.")
    for session in record.sessions:
        if any(_at_night(moment) for moment in (session.start, session.end) if moment) or _through_night(session):
            reason = f"{_session_words(session)}: có phần rơi vào ban đêm (22 giờ đến 6 giờ)."
            return Proposal(item, Verdict.LOOK, _upper(reason), _where(session), breach=True)
    odd = next((s for s in record.sessions if s.length is None), None)
    if odd:
        return Proposal(item, Verdict.LOOK, _upper(_incomplete(odd)), _where(odd))
    session = record.sessions[-1]
    return Proposal(item, Verdict.SHOWN, _upper(f"{_session_words(session)}: ngoài giờ đêm."), _where(session))


def judge_interval(record: Record, item: Item, sign: Sign, since: Mapping[Event, Moment]) -> Proposal:
    """From the limit's event to the passing on of a report; in other records to their day, which is then only told."""
    limit = next((demand.limit for demand in item.demands() if demand.limit), None)
    starts = _starts(record, limit, since)
    passing = limit is None or (limit.event in _OF_REPORTS and record.kind in _PASSED_ON)
    ends = _ends(record, passing=passing)
    begun = min((moment for moment, _ in starts if moment), key=lambda m: m.earliest(), default=None)
    done, passage = max(((m, p) for m, p in ends if m), key=lambda end: end[0].latest(), default=(None, None))
    shown = passage or next((p for _, p in [*ends, *starts] if p), None)
    if begun is None and done is None:
        return Proposal(
            item, Verdict.NOT_SHOWN, "Không thấy ghi thời điểm bắt đầu tính hạn và thời điểm đã làm.", shown
        )
    if begun is None or done is None or limit is None:
        lacking = "bắt đầu tính hạn" if begun is None else "đã làm việc này"
        return Proposal(item, Verdict.LOOK, f"Không thấy ghi thời điểm {lacking}, chưa tính được.", shown)
    if limit.before or limit.unit not in {"phút", "giờ", "ngày"} or limit.two_thirds:
        return Proposal(item, Verdict.LOOK, f"Hạn {limit.words()}: cần tính theo lịch, hãy xem phần tính hạn.", shown)
    if not passing:
        said = f"Từ {_moment_words(begun)} đến {_moment_words(done)} (ngày của văn bản)"
        return Proposal(
            item, Verdict.LOOK, f"{said}, hạn {limit.words()}; hãy xem văn bản này có đúng là của việc ấy.", shown
        )
    several = len({m for m, _ in starts if m}) + len({m for m, _ in ends if m}) > 2
    return _within(item, limit, begun, done, shown, several=several)


def judge_age(record: Record, item: Item, sign: Sign, since: Mapping[Event, Moment]) -> Proposal:
    """Date of birth, years and year of birth of a person under 18 agree with each other on the record's day."""
    on = record.day or min((moment.day for moment in since.values()), default=None)
    if not record.ages:
        return Proposal(item, Verdict.NOT_SHOWN, "Không thấy ghi ngày sinh hay tuổi.")
    if on is None:
        return Proposal(item, Verdict.LOOK, "Biên bản không có ngày nên chưa tính được tuổi.", record.ages[0].passage)
    groups = children(record.ages, on)
    if not groups:
        return Proposal(item, Verdict.NOT_SHOWN, "Không thấy ghi tuổi của người dưới 18 tuổi.", record.ages[0].passage)
    for group in groups:
        if len(group) > 1 and not _common(group, on):
            said = " nhưng ".join(fact.words() for fact in group)
            dated = next((fact for fact in group if fact.notation != "age"), group[0])
            reason = f"Ghi {said}: ngày {on:%d/%m/%Y} phải là {_range_words(dated.possible(on))} tuổi."
            return Proposal(item, Verdict.LOOK, reason, group[0].passage, breach=True)
    agreed = next((group for group in groups if len(group) > 1), None)
    alone = next((group[0] for group in groups if len(group) == 1), None)
    if agreed and alone is None:
        reason = f"Ghi {', '.join(fact.words() for fact in agreed)}: khớp nhau vào ngày {on:%d/%m/%Y}."
        return Proposal(item, Verdict.SHOWN, reason, agreed[0].passage)
    fact = alone or groups[0][0]
    reason = f"Chỉ ghi {fact.words()} (tính ra {_range_words(fact.possible(on))} tuổi), không có gì để đối chiếu."
    return Proposal(item, Verdict.LOOK, reason, fact.passage)


def judge_count(record: Record, item: Item, sign: Sign) -> Proposal:
    """How many persons or photographs were put before the one who identifies."""
    least = sign.at_least or 1
    found: list[tuple[int, Passage]] = []
    for sentence in record.content.sentences:
        text = record.content.text[sentence.start : sentence.end]
        if (
            not sentence.testimony
            and _SHOWN_TO.search(text)
            and not re.search(r"\b(?:chưa|không)\b.{0,15}(?:đủ|bố trí|có)", text)
        ):
            found += [
                (number(m["n"]), record.content.passage(sentence.start, sentence.end)) for m in _COUNTED.finditer(text)
            ]
    if not found:
        return Proposal(item, Verdict.NOT_SHOWN, "Không thấy ghi số người hoặc số ảnh được đưa ra.")
    few = next(((n, passage) for n, passage in found if n < least), None)
    if few:
        return Proposal(item, Verdict.LOOK, f"Ghi {few[0]} người hoặc ảnh, ít hơn {least}.", few[1], breach=True)
    return Proposal(item, Verdict.SHOWN, f"Ghi {found[0][0]} người hoặc ảnh, từ {least} trở lên.", found[0][1])


def _ceiling(item: Item, unit: str) -> Ceiling | None:
    return next((d.ceiling for d in item.demands() if d.ceiling and d.ceiling.unit == unit), None)


def _starts(
    record: Record, limit: TimeLimit | None, since: Mapping[Event, Moment]
) -> list[tuple[Moment | None, Passage | None]]:
    """When the limit began to run: as the record tells (for a receipt), else as the case tells."""
    event = limit.event if limit else Event.RECEIVED
    told: list[tuple[Moment | None, Passage | None]] = []
    if event is Event.RECEIVED:
        told += [(m.moment, m.passage) for m in record.moments if m.step == "received"]
    if not any(moment for moment, _ in told) and event in since:
        told.append((since[event], None))
    return told


def _ends(record: Record, *, passing: bool) -> list[tuple[Moment | None, Passage | None]]:
    """When it was done: a report's passing on, or the day of a document of another kind."""
    if passing:
        return [(m.moment, m.passage) for m in record.moments if m.step == "passed"]
    return [(Moment(record.day), _day_passage(record))] if record.day else []


def _day_passage(record: Record) -> Passage | None:
    for sentence in record.content.sentences:
        text = record.content.text[sentence.start : sentence.end]
        if not sentence.testimony and re.search(r"\d\s*(?:tháng|/)\s*\d", text):
            return record.content.passage(sentence.start, sentence.end)
    return None


def _within(
    item: Item, limit: TimeLimit, begun: Moment, done: Moment, passage: Passage | None, *, several: bool
) -> Proposal:
    said = f"Từ {_moment_words(begun)} đến {_moment_words(done)}"
    length = done.latest() - begun.earliest()
    told = f"{said}: {_length_words(length)}" if begun.clock and done.clock else said
    if done.latest() < begun.earliest():
        return Proposal(item, Verdict.LOOK, f"{said}: thời điểm sau lại đứng trước, hãy kiểm tra lại.", passage)
    kept = _keeps(limit, begun, done)
    if kept is False:
        return Proposal(item, Verdict.LOOK, f"{told}, quá {limit.number} {limit.unit}.", passage, breach=True)
    if kept is None:
        reason = f"{told}: sát hạn {limit.number} {limit.unit}, cần tính cho đúng giờ và ngày bắt đầu tính."
        return Proposal(item, Verdict.LOOK, reason, passage)
    if several:
        return Proposal(item, Verdict.LOOK, f"{told}: biên bản ghi nhiều thời điểm khác nhau, hãy xem lại.", passage)
    return Proposal(item, Verdict.SHOWN, f"{told}, trong {limit.number} {limit.unit}.", passage)


def _keeps(limit: TimeLimit, begun: Moment, done: Moment) -> bool | None:
    """Whether the limit is kept by every count, by none (False), or by some (None).

    A limit in days ends on the last day at 24:00; whether the day it begins on is the first of them the texts leave open.
    """
    if limit.unit == "ngày":
        apart = (done.day - begun.day).days
        return True if apart < limit.number else False if apart > limit.number else None
    most = timedelta(minutes=limit.number) if limit.unit == "phút" else timedelta(hours=limit.number)
    if done.latest() - begun.earliest() <= most:
        return True
    return False if done.earliest() - begun.latest() > most or (begun.clock and done.clock) else None


def _common(group: list[AgeFact], on: date) -> set[int]:
    """The ages that all statements of a group allow."""
    return set.intersection(*(set(fact.possible(on)) for fact in group))


def _range_words(years: range) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]} hoặc {years[-1]}"


def _at_night(moment: datetime) -> bool:
    """22:00 itself ends the evening and 06:00 the night; only time inside counts."""
    at = moment.hour * 60 + moment.minute
    return at > _NIGHT_BEGINS * 60 or at < _NIGHT_ENDS * 60


def _through_night(session: Session) -> bool:
    return bool(
        session.start
        and session.end
        and (session.start.hour >= _NIGHT_BEGINS or session.end.date() > session.start.date())
    )


def _session_words(session: Session) -> str:
    start = f"bắt đầu {session.start:%H giờ %M}" if session.start else "không ghi giờ bắt đầu"
    end = f"kết thúc {session.end:%H giờ %M}" if session.end else "không ghi giờ kết thúc"
    return f"{start}, {end}"


def _incomplete(session: Session) -> str:
    if session.start and session.end:
        return f"{_session_words(session)}: giờ kết thúc đứng trước giờ bắt đầu, hãy kiểm tra lại."
    return f"{_session_words(session)}: chưa tính được."


def _length_words(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} giờ {rest:02d} phút" if rest else f"{hours} giờ"


def _moment_words(moment: Moment) -> str:
    return write_instant(moment.earliest()) if moment.clock else f"ngày {moment.day:%d/%m/%Y}"


def _where(session: Session) -> Passage:
    """The words about the end, which decides once the start is known; else those about the start."""
    return session.end_passage if session.end_passage and session.start else session.passage


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
