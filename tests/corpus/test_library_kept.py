"""What is kept of a revision: the same as read anew, gone when the library changes, and not without bound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from corpus.documents import Document, Relation, RelationKind, Status, Validity
from corpus.library import FileFacts, Library, Text, kept
from corpus.provisions import Level, Provision, ProvisionId, Step

LAW, AMENDING = "53/2024/QH15", "86/2025/QH15"
DAY = date(2025, 8, 1)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(f"sqlite:///{tmp_path}/library.sqlite")
    store(library, LAW, "Điều 1.", "Điều 2.", "Điều 3.")
    return library


def store(library: Library, number: str, *texts: str, relations: tuple[Relation, ...] = ()) -> None:
    provisions = tuple(
        Provision(ProvisionId(number, (Step(Level.ARTICLE, str(n)),)), text) for n, text in enumerate(texts, 1)
    )
    document = Document(number, "Luật", validity=Validity(date(2025, 7, 1)), relations=relations)
    library.store(FileFacts(number.ljust(64, "0"), number, number, 1, "docx"), [Text(document, provisions)])


def rows(library: Library) -> list[int]:
    return [row.row for row in library.index_rows(0)]


def asked(library: Library) -> list[str]:
    """Statements the database is given from now on, but for the revision, which is asked of the driver."""
    found: list[str] = []
    event.listen(library.engine, "before_cursor_execute", lambda *given: found.append(given[2]))
    return found


def test_a_second_reading_asks_only_for_the_revision(library: Library) -> None:
    wanted = rows(library)
    first = library.units(wanted)
    ids = {row: unit.provision.id for row, unit in first.items()}
    changes, standings = library.unmerged(ids), library.standings()
    statements = asked(library)
    assert library.units(wanted) == first
    assert (library.unmerged(ids), library.standings()) == (changes, standings)
    assert statements == []


def test_what_is_kept_goes_when_the_library_changes(library: Library) -> None:
    wanted = rows(library)
    unit = library.units(wanted)[wanted[0]]
    assert library.standings()[LAW].status(str(unit.provision.id), DAY) is Status.IN_FORCE
    assert library.unmerged({unit.row: unit.provision.id}) == {unit.row: []}
    changed = ProvisionId.parse(f"{LAW} điều 1")
    ends = Relation(
        AMENDING, RelationKind.REPEALS, LAW, ProvisionId.parse(f"{AMENDING} điều 1"), changed, date(2025, 8, 1)
    )
    amends = Relation(AMENDING, RelationKind.AMENDS, LAW, ProvisionId.parse(f"{AMENDING} điều 2"), changed, DAY)
    store(library, AMENDING, "Điều 1.", "Điều 2.", relations=(ends, amends))
    assert library.units(wanted)[wanted[0]].status(DAY) is Status.EXPIRED
    assert library.standings()[LAW].status(str(changed), DAY) is Status.EXPIRED
    assert [c.source for c in library.unmerged({unit.row: unit.provision.id})[unit.row]] == [AMENDING]


def test_units_kept_longest_go_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_UNITS", 2)
    wanted = rows(library)
    assert set(library.units(wanted)) == set(wanted)
    assert list(library.kept().units) == wanted[1:]


def test_a_document_nobody_knows_has_no_standing(library: Library) -> None:
    assert set(library.standings()) == {LAW}
