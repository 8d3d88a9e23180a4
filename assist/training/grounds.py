"""The provisions that lines rest on, as a lesson keeps them: pinpoint, status on the day, words and their hash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assist.checklists.bases import Bases
from assist.checklists.model import Basis
from assist.conflicts.stored import hash_of
from assist.training.model import Source
from assist.training.words import capital
from corpus.documents import Status
from corpus.library import Amendment
from corpus.provisions import ProvisionId

_ENDED = frozenset({Status.EXPIRED, Status.NOT_YET})
_BEST = (Status.IN_FORCE, Status.PARTLY, Status.UNVERIFIED, Status.NOT_YET, Status.EXPIRED)


@dataclass(frozen=True)
class Ground:
    """What carries a line on a day. ``sources``: those of its provisions that apply; ``doubt``: why the line is chưa xác minh."""

    sources: tuple[Source, ...]
    statuses: tuple[Status, ...]  # of all its provisions, those that do not apply too
    doubt: str = ""

    @property
    def applies(self) -> bool:
        """Whether at least one provision can be relied on that day: neither ended nor yet to come."""
        return bool(self.sources)


class Grounds:
    """Reads provisions for a day through the bases of checklists, which keep what they read."""

    def __init__(self, bases: Bases) -> None:
        self.bases = bases
        self.library = bases.library
        self._changes: dict[tuple[ProvisionId, date], list[Amendment]] = {}
        self._revision = -1

    def read(self, provisions: Sequence[ProvisionId], on: date, merged: Iterable[str] = ()) -> Ground:
        """What of these provisions carries a line on the day.

        ``merged``: documents whose amendments the line's own words already contain (``Notes.merged``).
        """
        found = self.bases.read((pid, on) for pid in provisions)
        bases = [found[pid, on] for pid in provisions]
        standing = [basis for basis in bases if basis.status not in _ENDED]
        if not standing:
            return Ground((), tuple(b.status for b in bases))
        best = min(standing, key=lambda basis: _BEST.index(basis.status))
        doubt = self.why_unsure(best.id) if best.status is Status.UNVERIFIED else ""
        changes = {basis.id: self.amended(basis.id, on, merged) for basis in standing}
        # an amended provision is no sure ground beside one that is chưa xác minh: one of them must be both in force and unchanged
        unsure = all(changes[basis.id] or basis.status is Status.UNVERIFIED for basis in standing)
        if not doubt and unsure and (touched := next((c for c in changes.values() if c), None)):
            by = touched[0]
            place = ProvisionId.parse(by.portion).pinpoint()
            since = f" từ ngày {by.on:%d/%m/%Y}" if by.on else ""
            doubt = f"{capital(place)} đã được {by.source} sửa{since}; đối chiếu với lời văn sửa đổi trước khi dạy."
        sources = tuple(source(basis, self.amended(basis.id, on)) for basis in standing)
        return Ground(sources, tuple(b.status for b in bases), doubt)

    def amended(self, pid: ProvisionId, on: date, merged: Iterable[str] = ()) -> list[Amendment]:
        """Changes in force on the day that touch the provision and that the words at hand do not contain; only those with a place."""
        known = set(merged)
        return [
            change
            for change in self._unmerged(pid.unit(), on)
            if change.portion and change.source not in known and change.touches(pid) and (change.on or on) <= on
        ]

    def _unmerged(self, unit: ProvisionId, on: date) -> list[Amendment]:
        """What the stored words of a unit lack; kept until the library changes, for many lines rest on one article."""
        revision = self.library.revision()
        if revision != self._revision:
            self._changes, self._revision = {}, revision
        if (unit, on) not in self._changes:
            stored = self.library.unit(unit, on)
            found = self.library.unmerged({stored.row: stored.provision.id})[stored.row] if stored else []
            self._changes[unit, on] = found
        return self._changes[unit, on]

    def why_unsure(self, pid: ProvisionId) -> str:
        """Why it is chưa xác minh whether a provision applies."""
        validity = self.library.validity(pid)
        since = validity.unverified_since if validity is not None else None
        first = f"Chưa xác minh từ ngày {since:%d/%m/%Y}. " if since else ""
        if validity is not None and validity.why:
            return f"{first}{capital(validity.why)}"
        document = self.library.document(pid.document)
        remark = capital(document.remarks[0]) if document and document.remarks else ""
        if validity is not None and validity.effective is None:
            return f"Chưa rõ ngày có hiệu lực. {remark}".strip()
        return f"{first}{remark}".strip() or "Chưa xác minh còn hiệu lực hay không."


def source(basis: Basis, changes: Sequence[Amendment] = ()) -> Source:
    """A basis of the checklists as a lesson keeps it. ``changes``: what has amended it since the words at hand."""
    return Source(
        id=str(basis.id),
        pinpoint=pinpoint(basis.id),
        status=basis.status,
        quote=basis.quote,
        origin=basis.origin,
        text_hash=hash_of(basis.quote) if basis.quote else "",
        remarks=basis.remarks,
        amended=_amended(changes[0]) if changes else "",
    )


def pinpoint(pid: ProvisionId) -> str:
    """``khoản 1 Điều 5, 43/2021/TT-BCA``."""
    return f"{pid.pinpoint()}, {pid.document}" if pid.path else pid.document


def _amended(change: Amendment) -> str:
    return f"{change.source} sửa từ ngày {change.on:%d/%m/%Y}" if change.on else f"{change.source} sửa"
