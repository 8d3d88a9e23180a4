"""The provisions that checklist items rest on, as they stand on a day, with their words where the library holds them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assist.checklists.model import Basis
from corpus.documents import Status
from corpus.library import Library, StoredProvision
from corpus.provisions import ProvisionId
from corpus.standing import amendment_warnings, standing


class Bases:
    """Looks provisions up in the library, each article once a day."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def read(self, wanted: Iterable[tuple[ProvisionId, date]]) -> dict[tuple[ProvisionId, date], Basis]:
        """The bases for these provisions on these days."""
        pairs = set(wanted)
        units = {key: self.library.unit(*key) for key in {(pid.unit(), on) for pid, on in pairs}}
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

    def _without_words(self, pid: ProvisionId, on: date) -> Basis:
        """What is known of a provision whose words nobody has put in."""
        document, validity = self.library.document(pid.document), self.library.validity(pid)
        if document is None or validity is None:
            return Basis(pid, Status.UNVERIFIED, remarks=("Kho chưa biết văn bản này.",))
        told = standing(pid, document.title, validity, on)
        missing = "Kho chưa có lời văn của điều khoản này; hãy nạp tệp của văn bản nếu bạn có."
        return Basis(pid, validity.status(on), document.title, remarks=tuple(filter(None, (told, missing))))


def _with_words(stored: StoredProvision, pid: ProvisionId, on: date, warnings: list[str]) -> Basis:
    path = pid.path[len(pid.unit().path) :]
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
