"""The words that places of the law have in the library as it stands, to be held against words read earlier."""

from __future__ import annotations

from assist.conflicts.clauses import clauses_of
from assist.conflicts.stored import hash_of, text_hash
from corpus.library import Library
from corpus.provisions import VERBATIM, ProvisionId


class Current:
    """Hashes of current words. A document is read when first asked for, and kept until the library changes."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._revision = -1
        self._documents: dict[str, dict[str, frozenset[str]]] = {}

    def hashes(self, pid: ProvisionId) -> frozenset[str]:
        """Hashes of the words of a place: its own, and with all that stands inside it; of a document its title. None if it is gone."""
        revision = self.library.revision()
        if revision != self._revision:
            self._revision, self._documents = revision, {}
        if pid.document not in self._documents:
            self._documents[pid.document] = self._read(pid.document)
        return self._documents[pid.document].get(str(pid), frozenset())

    def _read(self, number: str) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        document = self.library.document(number)
        if document is not None:
            found[number] = {hash_of(document.title)}
        for stored in self.library.document_units(number, VERBATIM):
            unit = stored.provision
            for clause in clauses_of(stored):
                found.setdefault(str(clause.id), set()).add(text_hash(clause))
            found.setdefault(str(unit.id), set()).add(hash_of(unit.text))
            for portion in unit.portions:
                place = ProvisionId(number, unit.id.path + portion.path)
                found.setdefault(str(place), set()).add(hash_of(unit.text[portion.start : portion.end]))
        return {place: frozenset(hashes) for place, hashes in found.items()}
