"""When a limit ends, as the Criminal Procedure Code counts (101/2015/QH13, Article 134), with every reading that its text leaves open.

Article 134, clause 1 says that a limit in days ends at 24:00 of its last day; that a limit in months ends on the same day of the
later month or on that month's last day, and on the next working day where that is a day off; that custody and detention end on the
day written in the order, a month being 30 days. It does not say whether the first day counts, nor whether the rule on days off, which
stands in the sentence on months, reaches limits in days. The earlier reading is the date to act by, the later is told beside it.
"""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from assist.checklists.model import Deadline, Moment, write_instant
from assist.checklists.workdays import Calendar, write_day
from corpus.checklists import TimeLimit
from corpus.circumstances import Event
from corpus.provisions import ProvisionId

_COUNTING = ProvisionId.parse("101/2015/QH13 điều 134 khoản 1")
_CUSTODY_ORDER = ProvisionId.parse("101/2015/QH13 điều 117 khoản 2")
_CUSTODY_TAKEN_OFF = ProvisionId.parse("101/2015/QH13 điều 118 khoản 4")
_TWO_THIRDS = ProvisionId.parse("101/2015/QH13 điều 419 khoản 1")

#: Limits from these events are of custody (tạm giữ), whose order states the hour; all others of detention (tạm giam).
_CUSTODY_EVENTS = frozenset({Event.HELD, Event.CUSTODY_DECIDED})
_CLOCK_UNITS = {"phút": timedelta(minutes=1), "giờ": timedelta(hours=1)}
_CUSTODY_DAYS = {"ngày": 1, "tuần": 7, "tháng": 30, "năm": 12 * 30}

_FIRST_DAY = "Điều 134 khoản 1 không nói ngày đầu có được đếm hay không."
_DAYS_OFF = "Quy tắc dời qua ngày nghỉ ở Điều 134 khoản 1 nằm trong câu về tháng; chưa rõ có dùng cho hạn tính theo ngày hay không."
_NO_CLOCK = "Chưa biết giờ, phút của mốc tính; hãy bổ sung để tính chính xác."
_ROUND_DAYS = "Hạn tạm giữ tính «kể từ khi»: chưa rõ đếm tròn ngày hay chạy theo giờ."
_CUSTODY_ENDS = (
    "Giờ, ngày hết hạn ghi trong quyết định tạm giữ là căn cứ cuối cùng (Điều 117 khoản 2, Điều 134 khoản 1)."
)
_DETENTION_ORDER = "Ngày hết hạn ghi trong lệnh, quyết định tạm giam là căn cứ cuối cùng (Điều 134 khoản 1)."
_BEFORE = "Văn bản không nói ngày diễn ra việc và ngày cuối có được đếm hay không khi tính lùi."


@dataclass(frozen=True)
class _End:
    """Where one reading ends, and its arithmetic."""

    at: datetime
    steps: tuple[str, ...]


@dataclass(frozen=True)
class _Count:
    """The earliest and the latest reading from one event, why they differ, and the provisions beside Article 134."""

    early: _End
    late: _End
    why: tuple[str, ...] = ()
    basis: tuple[ProvisionId, ...] = ()


def deadline(limit: TimeLimit, since: Moment, calendar: Calendar, or_since: Moment | None = None) -> Deadline:
    """The end of ``limit``, counted from ``since``, the moment of ``limit.event`` (or back from it).

    ``or_since``: the moment of ``limit.or_since``; the earliest of all readings is then ``due``, the latest ``other``. ``ValueError``
    with a Vietnamese message: a limit that cannot be counted, or a day off asked for outside the years of ``calendar``.
    """
    _check(limit, or_since)
    first = _count(limit, limit.event, since, calendar)
    if limit.or_since is None:
        return _deadline(first.early, first.late, first.why, first.basis)
    if or_since is None:
        note = f"Văn bản còn cho tính từ lúc {limit.or_since.value}; chưa biết thời điểm đó nên chưa tính."
        return _deadline(
            _End(first.early.at, (*first.early.steps, note)),
            _End(first.late.at, (*first.late.steps, note)),
            first.why,
            first.basis,
        )
    second = _count(limit, limit.or_since, or_since, calendar)
    counts = ((limit.event, first), (limit.or_since, second))
    by_early, early = min(counts, key=lambda pair: pair[1].early.at)
    by_late, late = max(counts, key=lambda pair: pair[1].late.at)
    two = (
        f"Văn bản cho tính từ một trong hai lúc: {limit.event.value} hoặc {limit.or_since.value}.",
        f"Hạn sớm nhất tính từ lúc {by_early.value}; hạn muộn nhất tính từ lúc {by_late.value}.",
    )
    return _deadline(
        _End(early.early.at, (f"Tính từ lúc {by_early.value}.", *early.early.steps)),
        _End(late.late.at, (f"Tính từ lúc {by_late.value}.", *late.late.steps)),
        tuple(dict.fromkeys((*two, *early.why, *late.why))),
        tuple(dict.fromkeys((*first.basis, *second.basis))),
    )


def _deadline(early: _End, late: _End, why: tuple[str, ...], basis: tuple[ProvisionId, ...]) -> Deadline:
    basis = (_COUNTING, *basis)
    if early.at == late.at:
        return Deadline(early.at, early.steps, basis=basis)
    return Deadline(early.at, early.steps, late.at, late.steps, why, basis)


def _check(limit: TimeLimit, or_since: Moment | None) -> None:
    if or_since is not None and limit.or_since is None:
        raise ValueError("Hạn này chỉ tính từ một sự kiện; bỏ thời điểm thứ hai.")
    if limit.custody and limit.unit == "ngày làm việc":
        raise ValueError("Hạn giữ người không tính theo ngày làm việc; ghi theo giờ, ngày hoặc tháng.")
    if limit.two_thirds and (limit.unit not in _CUSTODY_DAYS or limit.number * _CUSTODY_DAYS[limit.unit] < 2):
        raise ValueError("Hai phần ba chỉ tính được cho hạn tạm giam từ 2 ngày trở lên.")


def _count(limit: TimeLimit, event: Event, since: Moment, calendar: Calendar) -> _Count:
    if limit.unit in _CLOCK_UNITS:
        return _clock(limit, since)
    if limit.before:
        return _back(limit, since.day, calendar)
    if limit.custody:
        return _custody(limit, event, since)
    if limit.unit == "ngày làm việc":
        return _working_days(limit.number, since.day, calendar)
    if limit.unit in {"ngày", "tuần"}:
        return _days(limit, since.day, calendar)
    return _months(limit, since.day, calendar)


def _clock(limit: TimeLimit, since: Moment) -> _Count:
    """Minutes and hours run by the clock, through days off; without a clock time from 00:00 or from 24:00 of the day."""

    def end(start: datetime, said: str) -> _End:
        run = limit.number * _CLOCK_UNITS[limit.unit]
        at = start - run if limit.before else start + run
        verb = "lùi lại" if limit.before else "cộng"
        return _End(at, (f"{said} {verb} {limit.number} {limit.unit} → {write_instant(at)}",))

    if since.clock is not None:
        only = end(since.earliest(), f"kể từ {_write_start(since)}")
        return _Count(only, only)
    return _Count(
        end(since.earliest(), f"kể từ 0 giờ ngày {since.day:%d/%m/%Y}"),
        end(since.latest(), f"kể từ 24 giờ ngày {since.day:%d/%m/%Y}"),
        (_NO_CLOCK,),
    )


def _days(limit: TimeLimit, start: date, calendar: Calendar) -> _Count:
    """The first day counted and no day off heeded, against the first day not counted and the end moved to a working day."""
    n, note = _in_days(limit)
    strict, loose = start + timedelta(n - 1), start + timedelta(n)
    stays = _off_line(strict, calendar, "cách đếm này không dời hạn")
    early = _End(_midnight_after(strict), (*note, _counted(start, n, strict), *stays))
    moved = _moved(loose, calendar)
    late = _End(moved.at, (*note, _not_counted(start, n, loose), *moved.steps))
    return _Count(early, late, (_FIRST_DAY, _DAYS_OFF) if calendar.is_off(loose) else (_FIRST_DAY,))


def _working_days(n: int, start: date, calendar: Calendar) -> _Count:
    """Only working days are counted; open is whether the day of the start, if worked, is the first of them."""
    strict = calendar.add_working_days(calendar.next_working(start), n - 1)
    loose = calendar.add_working_days(start, n)
    said = f"ngày {start:%d/%m/%Y}, đếm {n} ngày làm việc → hết 24 giờ ngày"
    late = _End(_midnight_after(loose), (f"không đếm {said} {write_day(loose)}", *_passed_over(start, loose, calendar)))
    if strict == loose:
        day_off = _off_line(start, calendar, "không được đếm")
        only = _End(late.at, (*day_off, *late.steps))
        return _Count(only, only)
    early = _End(
        _midnight_after(strict), (f"đếm cả {said} {write_day(strict)}", *_passed_over(start, strict, calendar))
    )
    return _Count(early, late, (_FIRST_DAY,))


def _months(limit: TimeLimit, start: date, calendar: Calendar) -> _Count:
    """To the same day of the later month, or the month's last; moved to the next working day, as Article 134 says outright."""
    months, note = _in_months(limit)
    day = _same_day(start, months)
    short = f"tháng {day:%m/%Y} không có ngày {start.day} → ngày cuối tháng" if day.day < start.day else "ngày"
    step = f"kể từ ngày {start:%d/%m/%Y} cộng {months} tháng → {short} {write_day(day)}"
    moved = _moved(day, calendar)
    end = _End(moved.at, (*note, step, *moved.steps))
    return _Count(end, end)


def _custody(limit: TimeLimit, event: Event, since: Moment) -> _Count:
    """Custody and detention in days; no day off prolongs them."""
    n, figure = _custody_figure(limit)
    first, last, next_day = since.day, since.day + timedelta(n - 1), since.day + timedelta(n)
    fixed = "Ngày nghỉ không kéo dài hạn giữ người."
    early, late = _counted(first, n, last), f"{_not_counted(first, n, next_day)}, hết 24 giờ"
    if event not in _CUSTODY_EVENTS or limit.two_thirds:
        end = (fixed, "Nếu trước đó đã tạm giữ, số ngày tạm giữ còn được trừ vào hạn này (Điều 118 khoản 4).")
        return _Count(
            _End(_midnight_after(last), (*figure, early, *end)),
            _End(_midnight_after(next_day), (*figure, late, *end)),
            (_FIRST_DAY, _DETENTION_ORDER),
            (_CUSTODY_TAKEN_OFF, _TWO_THIRDS) if limit.two_thirds else (_CUSTODY_TAKEN_OFF,),
        )
    at = since.latest() + timedelta(n)
    if since.clock is not None:
        late = f"kể từ {_write_start(since)} cộng {n} × 24 giờ → {write_instant(at)}"
    return _Count(
        _End(_midnight_after(last), (*figure, early, fixed, _CUSTODY_ENDS)),
        _End(at, (*figure, late, fixed, _CUSTODY_ENDS)),
        (_ROUND_DAYS, _CUSTODY_ENDS) if since.clock is not None else (_ROUND_DAYS, _CUSTODY_ENDS, _NO_CLOCK),
        (_CUSTODY_ORDER,),
    )


def _custody_figure(limit: TimeLimit) -> tuple[int, tuple[str, ...]]:
    """The figure in days, two thirds taken and rounded down where asked, and the steps that say so."""
    each = _CUSTODY_DAYS[limit.unit]
    n = limit.number * each
    steps: tuple[str, ...] = ()
    if limit.unit != "ngày":
        rule = "" if limit.unit == "tuần" else " (hạn giữ người: 1 tháng là 30 ngày)"
        steps = (f"{limit.number} {limit.unit} × {each} ngày = {n} ngày{rule}",)
    if not limit.two_thirds:
        return n, steps
    share, rest = divmod(2 * n, 3)
    cut = " (bỏ phần lẻ, có lợi cho người bị giữ)" if rest else ""
    return share, (*steps, f"hai phần ba của {n} ngày → {share} ngày{cut}")


def _back(limit: TimeLimit, day: date, calendar: Calendar) -> _Count:
    """So much before the day of the event: with all of it lying between as full days, or with the last day of it counted."""
    n, unit = limit.number, limit.unit
    note: tuple[str, ...] = ()
    if unit == "ngày làm việc":
        strict, loose = calendar.add_working_days(day, -n - 1), calendar.add_working_days(day, -n)
    else:
        if unit in {"ngày", "tuần"}:
            days, note = _in_days(limit)
            loose = day - timedelta(days)
        else:
            months, note = _in_months(limit)
            loose = _same_day(day, -months)
        strict = loose - timedelta(1)

    def end(last: date, reading: str) -> _End:
        step = f"lùi {n} {unit} từ ngày {day:%d/%m/%Y} → ngày {write_day(loose)}"
        said = f"{reading} → chậm nhất 24 giờ ngày {write_day(last)}"
        worked = calendar.previous_working(last)
        advice = _off_line(last, calendar, f"nên làm xong từ ngày làm việc trước đó, {write_day(worked)}")
        return _End(_midnight_after(last), (*note, step, said, *advice))

    whole = end(strict, f"để trọn {n} {unit} nằm giữa")
    return _Count(whole, end(loose, f"đếm cả ngày {loose:%d/%m/%Y}"), (_BEFORE,))


def _in_days(limit: TimeLimit) -> tuple[int, tuple[str, ...]]:
    """The figure of a limit in days or weeks as days, and the step that says so."""
    if limit.unit == "ngày":
        return limit.number, ()
    days = 7 * limit.number
    return days, (f"{limit.number} tuần × 7 ngày = {days} ngày (Điều 134 khoản 1 không nêu tuần; đếm như ngày)",)


def _in_months(limit: TimeLimit) -> tuple[int, tuple[str, ...]]:
    """The figure of a limit in months or years as months, and the step that says so."""
    if limit.unit == "tháng":
        return limit.number, ()
    months = 12 * limit.number
    return months, (
        f"{limit.number} năm = {months} tháng (Điều 134 khoản 1 có nêu năm nhưng không nói cách tính; đếm như tháng)",
    )


def _same_day(day: date, months: int) -> date:
    """The same day ``months`` later (earlier if negative), or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def _moved(day: date, calendar: Calendar) -> _End:
    """The end of the day, or of the next working day if it is a day off."""
    worked = calendar.next_working(day)
    step = f"{_why_off(day, calendar)} → ngày làm việc tiếp theo {write_day(worked)}"
    closes = f"hết 24 giờ ngày {worked:%d/%m/%Y}"
    return _End(_midnight_after(worked), (closes,) if worked == day else (step, closes))


def _off_line(day: date, calendar: Calendar, consequence: str) -> tuple[str, ...]:
    return (f"{_why_off(day, calendar)}; {consequence}",) if calendar.is_off(day) else ()


def _why_off(day: date, calendar: Calendar) -> str:
    return f"ngày {day:%d/%m/%Y} là {calendar.why_off(day)}, ngày nghỉ"


def _passed_over(first: date, last: date, calendar: Calendar) -> tuple[str, ...]:
    """Which days between were not counted, holidays by name, and which weekend days were."""
    days = [first + timedelta(i) for i in range((last - first).days + 1)]
    off = [(day, calendar.why_off(day)) for day in days if calendar.is_off(day)]
    plain = sum(why in {"Thứ bảy", "Chủ nhật"} for _, why in off)
    said = [f"{plain} ngày Thứ bảy, Chủ nhật"] if plain else []
    said += [f"{day:%d/%m/%Y} ({why})" for day, why in off if why not in {"Thứ bảy", "Chủ nhật"}]
    made_up = [f"{day:%d/%m/%Y} ({why})" for day in days if (why := calendar.why_working(day))]
    lines = [f"bỏ qua ngày nghỉ: {'; '.join(said)}"] if said else []
    return (*lines, *([f"có đếm ngày làm việc: {'; '.join(made_up)}"] if made_up else []))


def _counted(first: date, n: int, last: date) -> str:
    return f"đếm cả ngày {first:%d/%m/%Y} là ngày thứ nhất, {n} ngày → hết 24 giờ ngày {write_day(last)}"


def _not_counted(first: date, n: int, last: date) -> str:
    return f"không đếm ngày {first:%d/%m/%Y}, {n} ngày sau đó → ngày {write_day(last)}"


def _write_start(since: Moment) -> str:
    """``10 giờ 30 ngày 05/03/2026``; midnight belongs to the day it begins: ``0 giờ ngày 05/03/2026``."""
    if since.clock == time.min:
        return f"0 giờ ngày {since.day:%d/%m/%Y}"
    return write_instant(since.earliest())


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(1), time.min)
