"""The record: one transaction a file, versions kept, status from other documents, the preferred text of each unit."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from corpus.documents import Document, Evidence, Relation, RelationKind, Status, Validity
from corpus.library import FileFacts, Library, LibraryError, Text
from corpus.provisions import Level, Portion, Provision, ProvisionId, Step


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(f"sqlite:///{tmp_path}/library.sqlite")


def facts(name: str, content: str = "", reader: str = "docx") -> FileFacts:
    return FileFacts(
        sha256=f"{name}{content}".ljust(64, "0"), name=name, source=f"/nguon/{name}", size=1, reader=reader
    )


def article(number: str, label: str, text: str, portions: tuple[Portion, ...] = ()) -> Provision:
    return Provision(
        ProvisionId(number, (Step(Level.ARTICLE, label),)), text, heading=f"Tiêu đề {label}", portions=portions
    )


OLD, NEW = "66/2011/QH12", "53/2024/QH15"


def law(number: str, effective: date, *, issued: date | None = None, relations: tuple[Relation, ...] = ()) -> Document:
    evidence = Evidence(f"{number} điều 9")
    return Document(
        number,
        "Luật",
        "Phòng, chống mua bán người",
        issued=issued,
        validity=Validity(effective, effective_evidence=evidence),
        relations=relations,
    )


@pytest.mark.parametrize("reader", ["docx", "pdf", "scan", "text", "html"])
def test_what_people_put_in_is_told_from_what_came_by_itself(library: Library, reader: str) -> None:
    brought = {"codification": "1/2020/QH14", "note": "2/2020/QH14", "catalogue": "3/2020/QH14", reader: "4/QC-CAT"}
    for by, number in brought.items():
        units = (article(number, "1", "Điều 1."),) if by != "catalogue" else ()
        library.store(facts(by, reader=by), [Text(law(number, date(2020, 1, 1)), units)])
    assert library.put_in() == {"4/QC-CAT"}
    assert library.catalogued() == {"3/2020/QH14"}


def test_a_file_is_stored_once(library: Library) -> None:
    text = Text(law(OLD, date(2012, 1, 1)), (article(OLD, "1", "Điều 1."),))
    assert library.store(facts("a.docx"), [text]).new
    revision = library.revision()
    assert not library.store(facts("a.docx"), [text]).new
    assert library.revision() == revision


def test_replacement_ends_the_older_law_on_its_day(library: Library) -> None:
    library.store(facts("cũ.docx"), [Text(law(OLD, date(2012, 1, 1)), (article(OLD, "1", "Điều 1."),))])
    replaces = Relation(NEW, RelationKind.REPLACES, OLD, ProvisionId.parse(f"{NEW} điều 62"), None, date(2025, 7, 1))
    library.store(
        facts("mới.docx"), [Text(law(NEW, date(2025, 7, 1), relations=(replaces,)), (article(NEW, "2", "Điều 2."),))]
    )
    before = {d.number: d.status for d in library.documents(date(2025, 6, 30))}
    after = {d.number: d.status for d in library.documents(date(2025, 7, 1))}
    assert before == {OLD: Status.IN_FORCE, NEW: Status.NOT_YET}
    assert after == {OLD: Status.EXPIRED, NEW: Status.IN_FORCE}
    document = library.document(OLD)
    assert document is not None
    assert document.validity.expires_evidence.source == f"{NEW} điều 62"
    assert [(link.wording, link.other) for link in library.relations(OLD)] == [("bị thay thế bởi", NEW)]


def test_taking_the_replacing_file_out_restores_the_older_law(library: Library) -> None:
    test_replacement_ends_the_older_law_on_its_day(library)
    newer = facts("mới.docx").sha256
    assert library.remove_file(newer)
    assert [(d.number, d.status) for d in library.documents(date(2026, 1, 1))] == [(OLD, Status.IN_FORCE)]
    assert library.restore_file(newer)
    assert {d.number: d.status for d in library.documents(date(2026, 1, 1))}[OLD] is Status.EXPIRED


def test_a_repealed_clause_leaves_the_rest_in_force(library: Library) -> None:
    clause = (Step(Level.CLAUSE, "4"),)
    library.store(
        facts("57.docx"),
        [
            Text(
                law("57/2019/TT-BCA", date(2019, 12, 30)),
                (article("57/2019/TT-BCA", "2", "Điều 2.\n4. Bốn.", (Portion(clause, 8, 15),)),),
            )
        ],
    )
    repeal = Relation(
        "81/2025/TT-BCA",
        RelationKind.REPEALS,
        "57/2019/TT-BCA",
        ProvisionId.parse("81/2025/TT-BCA điều 9 khoản 2"),
        ProvisionId.parse("57/2019/TT-BCA điều 2 khoản 4"),
        date(2025, 10, 15),
    )
    library.store(facts("81.docx"), [Text(law("81/2025/TT-BCA", date(2025, 10, 15), relations=(repeal,)))])
    on = date(2025, 10, 15)
    stored = library.unit("57/2019/TT-BCA điều 2", on)
    assert stored is not None
    assert stored.status(on) is Status.IN_FORCE
    assert stored.status(on, ProvisionId.parse("57/2019/TT-BCA điều 2 khoản 4")) is Status.EXPIRED
    summary = library.summary("57/2019/TT-BCA", on)
    assert summary is not None
    assert summary.status is Status.PARTLY


def test_a_changed_file_supersedes_and_the_older_version_is_kept(library: Library) -> None:
    library.store(
        facts("a.docx", "1"),
        [Text(law(OLD, date(2012, 1, 1)), (article(OLD, "1", "Điều 1. Cũ"), article(OLD, "2", "Điều 2.")))],
    )
    result = library.store(
        facts("a.docx", "2"), [Text(law(OLD, date(2012, 1, 1)), (article(OLD, "1", "Điều 1. Mới"),))]
    )
    assert result.superseded == "a.docx"
    stored = library.unit(f"{OLD} điều 1", date(2020, 1, 1))
    assert stored is not None
    assert stored.provision.text == "Điều 1. Mới"
    assert [v.text for v in library.versions(f"{OLD} điều 1")] == ["Điều 1. Mới", "Điều 1. Cũ"]
    assert library.unit(f"{OLD} điều 2", date(2020, 1, 1)) is None
    assert {row.pid for row in library.index_rows(0)} == {f"{OLD} điều 1"}
    # what the index must drop and what it must add, since the first revision
    assert {(r.pid, r.alive) for r in library.index_rows(1)} == {
        (f"{OLD} điều 1", False),
        (f"{OLD} điều 2", False),
        (f"{OLD} điều 1", True),
    }
    # the first version's bytes come back
    library.store(facts("a.docx", "1"), [])
    again = library.unit(f"{OLD} điều 1", date(2020, 1, 1))
    assert again is not None
    assert again.provision.text == "Điều 1. Cũ"


def test_a_text_with_a_merged_amendment_is_preferred_from_its_day(library: Library) -> None:
    number, issued = "101/2015/QH13", date(2015, 11, 27)
    library.store(
        facts("gốc.docx"),
        [Text(law(number, date(2018, 1, 1), issued=issued), (article(number, "155", "Điều 155. Lời cũ"),))],
    )
    library.store(
        facts("pháp điển.md", reader="codification"),
        [
            Text(
                law(number, date(2018, 1, 1), issued=issued),
                (article(number, "155", "Điều 155. Lời mới"),),
                amended={"155": date(2021, 12, 1)},
            )
        ],
    )
    now, then = (library.unit(f"{number} điều 155", day) for day in (date(2022, 1, 1), date(2020, 1, 1)))
    assert now is not None
    assert then is not None
    assert now.provision.text == "Điều 155. Lời mới"
    assert then.provision.text == "Điều 155. Lời cũ"
    assert [r.text for r in library.index_rows(0)] == ["Điều 155. Lời mới"]


def test_an_official_file_is_preferred_among_equally_recent_texts(library: Library) -> None:
    document = law(NEW, date(2025, 7, 1), issued=date(2024, 11, 28))
    for reader, words in (("scan", "quét"), ("docx", "tệp"), ("codification", "điển")):
        library.store(facts(f"{words}.x", reader=reader), [Text(document, (article(NEW, "1", f"Điều 1. {words}"),))])
    stored = library.unit(f"{NEW} điều 1", date(2026, 1, 1))
    assert stored is not None
    assert stored.provision.text == "Điều 1. tệp"


def test_clashing_dates_become_a_remark(library: Library) -> None:
    number = "05/2019/NQ-HĐTP"
    for name, day, reader in (
        ("văn bản.docx", date(2019, 9, 1), "docx"),
        ("trang.txt", date(2019, 8, 15), "attributes"),
    ):
        evidence = Evidence(name)
        library.store(
            facts(name, reader=reader), [Text(Document(number, validity=Validity(day, effective_evidence=evidence)))]
        )
    document = library.document(number)
    assert document is not None
    assert document.validity.effective == date(2019, 9, 1)
    assert "01/09/2019" in document.remarks[0]
    assert "15/08/2019" in document.remarks[0]


def test_a_failing_document_leaves_nothing_of_its_file(library: Library) -> None:
    good = Text(law(OLD, date(2012, 1, 1)), (article(OLD, "1", "Điều 1."),))
    broken = Text(law(NEW, date(2025, 7, 1)), (article(NEW, "1", None),))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        library.store(facts("hai.docx"), [good, broken])
    assert library.documents(date(2026, 1, 1)) == []
    assert library.files() == []
    assert library.revision() == 0


def test_conversations_keep_their_turns(library: Library) -> None:
    first = library.save_turn("", "Câu hỏi một", {"answer": "A"})
    library.save_turn(first, "Câu hỏi hai", {"answer": "B"})
    assert [t["question"] for t in library.conversation(first)] == ["Câu hỏi một", "Câu hỏi hai"]
    assert [c[1] for c in library.conversations()] == ["Câu hỏi một"]
    library.delete_conversation(first)
    assert library.conversations() == []


def test_two_writers_at_once_both_succeed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/library.sqlite"
    Library.open(url)
    failures: list[Exception] = []

    def write(number: str) -> None:
        try:
            Library.open(url).store(
                facts(f"{number[:2]}.docx"), [Text(law(number, date(2020, 1, 1)), (article(number, "1", "Điều 1."),))]
            )
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(f"{n}/2020/TT-BCA",)) for n in range(10, 18)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert failures == []
    library = Library.open(url)
    assert len(library.documents(date(2026, 1, 1))) == 8
    assert library.revision() == 8


def test_a_library_that_cannot_be_opened_says_how_to_mend(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").mkdir()
    with pytest.raises(LibraryError, match="KHOLUAT_HOME"):
        Library.open(f"sqlite:///{tmp_path}/library.sqlite")
