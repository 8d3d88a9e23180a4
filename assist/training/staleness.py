"""Whether a saved lesson still holds on a day: each line's provisions as they were read then, against the library now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assist.checklists.model import Basis
from assist.conflicts.stored import hash_of
from assist.training.grounds import Grounds, source
from assist.training.model import Lesson, Line, SectionKind, Source
from corpus.documents import Status
from corpus.provisions import ProvisionId

_PREFIXES = ("han.", "nen.", "tinh-huong.")


class Change(StrEnum):
    """What happened to a line's provision, the gravest first."""

    ENDED = "hết hiệu lực"
    WORDS = "lời văn đã đổi"
    AMENDED = "đã có sửa đổi"
    UNCERTAIN = "chưa xác minh"


_ORDER = tuple(Change)


@dataclass(frozen=True)
class StaleLine:
    """A line whose provision changed. ``section``: where it stands; ``text``: what changed, in Vietnamese; ``now``: the line as it
    would be said now, None where it should be left out; ``edited``: a person wrote its words, so they are not replaced unasked."""

    key: str
    section: SectionKind
    change: Change
    text: str
    now: Line | None = None
    edited: bool = False


@dataclass(frozen=True)
class Staleness:
    """What a saved lesson is worth on a day. ``checked``: how many lines were looked at."""

    on: date
    lines: tuple[StaleLine, ...] = ()
    checked: int = 0

    @property
    def unchanged(self) -> bool:
        return not self.lines


def compare(lesson: Lesson, on: date, grounds: Grounds, now: Callable[[], Mapping[str, Line]]) -> Staleness:
    """Look at every line of a lesson. ``now``: the lines its topic would give on the day, asked for only if something changed."""
    kept = list(_lines(lesson))
    pids = {ProvisionId.parse(s.id) for _, line in kept for s in line.sources}
    bases = grounds.bases.read((pid, on) for pid in pids)
    stale: list[StaleLine] = []
    current: Mapping[str, Line] | None = None
    for section, line in kept:
        found = [
            what
            for s in line.sources
            for what in changes_of(s, bases[ProvisionId.parse(s.id), on], lesson.on, on, grounds)
        ]
        lost = [change for change, _ in found if change is Change.ENDED]
        if not found:
            continue
        current = now() if current is None else current
        change, _ = min(found, key=lambda f: _ORDER.index(f[0]))
        text = " ".join(dict.fromkeys(told for _, told in found))
        refreshed = _refreshed(line, bases, on, current, ended=len(lost) == len(line.sources))
        stale.append(StaleLine(line.key, section, change, text, refreshed, line.edited))
    return Staleness(on, tuple(stale), len(kept))


def _lines(lesson: Lesson) -> Iterator[tuple[SectionKind, Line]]:
    for section in lesson.sections:
        if section.kind not in {SectionKind.SOURCES, SectionKind.OBJECTIVES}:
            for line in section.lines:
                yield section.kind, line
    for line in lesson.case.answers if lesson.case else ():
        yield SectionKind.CASE, line
    for item in lesson.quiz:
        yield SectionKind.QUIZ, Line(key=item.key, text=item.stem, sources=item.sources, edited=item.edited)


def changes_of(then: Source, basis: Basis, made: date, on: date, grounds: Grounds) -> Iterable[tuple[Change, str]]:
    """What happened to a provision since ``made``, each with what is told of it. ``then``: as it was kept; ``basis``: as it is now."""
    pid = basis.id
    place = then.pinpoint
    if basis.status is Status.EXPIRED and then.status is not Status.EXPIRED:
        told = next((r for r in basis.remarks if "hết hiệu lực" in r), f"{place} hết hiệu lực vào ngày {on:%d/%m/%Y}.")
        yield Change.ENDED, told
        return
    if basis.status is Status.NOT_YET:
        yield Change.ENDED, f"{place} chưa có hiệu lực vào ngày {on:%d/%m/%Y}."
        return
    now_hash = hash_of(basis.quote) if basis.quote else ""
    if then.text_hash and not now_hash:
        yield Change.WORDS, f"Kho không còn giữ lời văn của {place}."
    elif now_hash != then.text_hash:
        yield (
            Change.WORDS,
            f"Lời văn của {place} trong kho khác lúc soạn bài."
            if then.text_hash
            else f"Kho nay đã có lời văn của {place}.",
        )
    told_then = " ".join(
        then.remarks
    )  # a source's remarks name the amendments that were known when the lesson was made
    for change in grounds.amended(pid, on):
        if change.source not in told_then or (change.on and change.on > made):
            since = f" từ ngày {change.on:%d/%m/%Y}" if change.on else ""
            yield Change.AMENDED, f"{ProvisionId.parse(change.portion).pinpoint()} được {change.source} sửa{since}."
    if basis.status is Status.UNVERIFIED and then.status is not Status.UNVERIFIED:
        validity = grounds.library.validity(pid)
        why = validity.why if validity else ""
        yield Change.UNCERTAIN, f"Vào ngày {on:%d/%m/%Y} chưa xác minh {place} còn hiệu lực. {why}".strip()


def _refreshed(
    line: Line, bases: Mapping[tuple[ProvisionId, date], Basis], on: date, current: Mapping[str, Line], *, ended: bool
) -> Line | None:
    """The line as it would be said now: its sources as they stand, its words as our checked data has them, a person's words kept."""
    if ended:
        return None
    bare = line.key
    for prefix in _PREFIXES:
        bare = bare.removeprefix(prefix)
    fresh = current.get(bare)
    standing = [
        b
        for s in line.sources
        if (b := bases[ProvisionId.parse(s.id), on]).status not in {Status.EXPIRED, Status.NOT_YET}
    ]
    sources = fresh.sources if fresh else tuple(map(source, standing))
    if not sources:
        return None
    update: dict[str, object] = {"sources": sources, "doubt": fresh.doubt if fresh else _doubt(standing)}
    if fresh and not line.edited and line.key == bare:
        update |= {"text": fresh.text, "limit": fresh.limit, "who": fresh.who, "act": fresh.act}
    return line.model_copy(update=update)


def _doubt(bases: Iterable[Basis]) -> str:
    told = list(bases)
    unsure = [b for b in told if b.status is Status.UNVERIFIED]
    if len(unsure) < len(told) or not unsure:
        return ""
    return next(iter(unsure[0].remarks), "Chưa xác minh còn hiệu lực hay không.")
