"""The provisions that checklist items rest on, as they stand on a day, with their words where the library holds them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assist.checklists.model import Basis
from corpus.checklists import Checklist
from corpus.documents import Status
from corpus.library import Library, StoredProvision
from corpus.provisions import VERBATIM, ProvisionId
from corpus.standing import amendment_warnings, standing


class Bases:
    """Looks provisions up in the library, and keeps what it found until the library changes."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._kept: dict[tuple[ProvisionId, date], Basis] = {}
        self._revision = -1

    def read(self, wanted: Iterable[tuple[ProvisionId, date]]) -> dict[tuple[ProvisionId, date], Basis]:
        """The bases for these provisions on these days."""
        asked, revision = set(wanted), self.library.revision()
        if revision != self._revision:
            self._kept, self._revision = {}, revision
        self._kept |= self._read(asked - self._kept.keys())
        return {pair: self._kept[pair] for pair in asked}

    def _read(self, pairs: set[tuple[ProvisionId, date]]) -> dict[tuple[ProvisionId, date], Basis]:
        units = {key: self._unit(*key) for key in {(pid.unit(), on) for pid, on in pairs}}
        rows = {stored.row: stored.provision.id for stored in units.values() if stored}
        changes = self.library.unmerged(rows)
        found: dict[tuple[ProvisionId, date], Basis] = {}
        for pid, on in pairs:
            stored = units[pid.unit(), on]
            if stored is None:
                found[pid, on] = self._without_words(pid, on)
                continue
            touching = (change for change in changes[stored.row] if change.touches(pid))
            found[pid, on] = _with_words(stored, pid, on, amendment_warnings(touching, on))
        return found

    def _unit(self, pid: ProvisionId, on: date) -> StoredProvision | None:
        """The stored unit that holds a provision; items of plans lie within a larger item."""
        for length in range(len(pid.path), 0, -1):
            stored = self.library.unit(ProvisionId(pid.document, pid.path[:length]), on)
            if stored is not None or pid.article is not None:
                return stored
        return None

    def _without_words(self, pid: ProvisionId, on: date) -> Basis:
        """What is known of a provision whose words nobody has put in."""
        document, validity = self.library.document(pid.document), self.library.validity(pid)
        if document is None or validity is None:
            return Basis(pid, Status.UNVERIFIED, remarks=("Kho chưa biết văn bản này.",))
        told = standing(pid, document.title, validity, on)
        missing = "Kho chưa có lời văn của điều khoản này; hãy nạp tệp của văn bản nếu bạn có."
        return Basis(pid, validity.status(on), document.title, remarks=tuple(filter(None, (told, missing))))


def _with_words(stored: StoredProvision, pid: ProvisionId, on: date, warnings: list[str]) -> Basis:
    path = pid.path[len(stored.provision.id.path) :]
    words = stored.provision.portion_text(path)
    validity = next((v for text, v in stored.partial if ProvisionId.parse(text).contains(pid)), stored.validity)
    remarks = [standing(pid, stored.document.title, validity, on), *warnings]
    if words is None:  # a note, or a text that lost a clause: the article is at hand, the place is not
        remarks.append(f"Bản văn trong kho không tách được {pid.pinpoint()}; hãy xem cả điều.")
    start = stored.provision.text.find(words) if words else 0
    return Basis(
        pid,
        stored.status(on, pid),
        stored.document.title,
        stored.origin,
        (words or "").strip(),
        stored.file.name,
        stored.provision.page_of(max(start, 0)),
        tuple(filter(None, remarks)),
    )


def unknown_bases(library: Library, checklists: Iterable[Checklist]) -> list[str]:
    """Bases that cannot be: of a document the library does not know, or an article that its official text does not have. Vietnamese.

    A clause is not looked for: texts read by character recognition lose some.
    """
    wanted: dict[ProvisionId, list[str]] = {}
    for checklist in checklists:
        for item in checklist.items:
            for demand in item.demands():
                for pid in demand.provisions():
                    wanted.setdefault(pid.unit(), []).append(f"{checklist.code}.{item.code}")
    contents: dict[str, set[str] | None] = {}
    problems = []
    for unit, codes in wanted.items():
        number = unit.document
        if number not in contents:
            summary = library.summary(number, date.today())
            whole = summary is not None and summary.origin == VERBATIM
            contents[number] = {entry.pid for entry in library.toc(number)} if whole else None
            if summary is None:
                problems.append(
                    f"Danh mục, mục {codes[0]}: kho không biết văn bản {number}; kiểm tra số hiệu ghi ở basis."
                )
        held = contents[number]
        inside = held is None or any(ProvisionId.parse(pid).contains(unit) for pid in held)
        document = None if inside else library.document(number)
        if document and not any(ProvisionId.parse(missing).contains(unit) for missing in document.missing):
            problems.append(f"Danh mục, mục {codes[0]}: {number} không có {unit.pinpoint()}; kiểm tra lại basis.")
    return problems
