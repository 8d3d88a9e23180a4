"""What is kept beside the index: tables of one revision, changed by what a refresh takes in and out; the phrasings, read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from corpus import phrasings
from corpus.library import IndexRow
from corpus.names import NameEntry
from search.beside import Beside, Change, Tables
from search.encoding import SparseVector, encode_document, term_ids

NUMBER = "43/2021/TT-BCA"
#: A unit's own vector and that of its one clause.
VECTORS = np.eye(2, 3, dtype=np.float32)


def row(number: int, article: str, text: str, heading: str = "", title: str = "") -> IndexRow:
    return IndexRow(number, f"{NUMBER} điều {article}", NUMBER, "Thông tư", (), heading, title, text, (), True)


def encoded(unit: IndexRow) -> SparseVector:
    return encode_document(unit.heading, unit.text, unit.title)


def taken(*units: IndexRow, revision: int = 1) -> Tables:
    change = Change(Tables.empty(), set())
    for unit in units:
        change.add(unit, encoded(unit), VECTORS)
    return change.finished(revision)


def counted(tables: Tables, syllable: str) -> int:
    """In how many units a syllable stands."""
    return int(tables.frequencies.count(np.array([term_ids(syllable)[0]], np.uint32))[0])


TOY, PLACE = row(4, "20", "Có đồ chơi.", "Phòng"), row(2, "5", "Phòng có quạt.", "Nơi làm việc")


def test_a_unit_taken_in_is_in_all_tables() -> None:
    tables = taken(TOY, PLACE, revision=8)
    assert (tables.revision, tables.frequencies.total, len(tables.words)) == (8, 2, 2)
    assert tables.words.revision == tables.vectors.revision == 8
    assert tables.words.rows.tolist() == tables.vectors.rows.tolist() == [2, 4]
    assert {word: counted(tables, word) for word in ("phòng", "quạt", "xe")} == {"phòng": 2, "quạt": 1, "xe": 0}


def test_what_is_written_is_counted() -> None:
    change = Change(taken(TOY), {4})
    assert change.written == 0
    change.add(PLACE, encoded(PLACE), VECTORS)
    assert change.written == 1


def test_what_is_taken_out_is_in_none_and_what_is_written_again_counts_once() -> None:
    before = taken(TOY, PLACE)
    changed = row(2, "5", "Phòng có đèn.", "Nơi làm việc")
    change = Change(before, {2, 4})
    change.dead.add(4)
    change.removed += [encoded(TOY).indices, encoded(PLACE).indices]
    change.add(changed, encoded(changed), VECTORS)
    after, anew = change.finished(2), taken(changed, revision=2)
    assert after.words.pids == [f"{NUMBER} điều 5"]
    assert after.vectors.rows.tolist() == [2]
    held = {word: counted(after, word) for word in ("phòng", "quạt", "đèn", "chơi")}
    assert held == {"phòng": 1, "quạt": 0, "đèn": 1, "chơi": 0}
    assert after.frequencies.ids.tolist() == anew.frequencies.ids.tolist()
    assert after.frequencies.counts.tolist() == anew.frequencies.counts.tolist()
    assert (after.frequencies.total, before.frequencies.total) == (1, 2)


def test_a_rare_token_weighs_more_than_a_common_one_and_the_mark_between_clauses_nothing() -> None:
    tables = taken(TOY, PLACE)
    weight = dict(zip(tables.words.vocabulary, tables.token_idf.tolist(), strict=True))
    assert weight[""] == weight["có"] == 0  # "có" only builds questions
    assert weight["phòng"] == pytest.approx(np.log(0.5 / 2.5 + 1))
    assert weight["quạt"] == pytest.approx(np.log(1.5 / 1.5 + 1))


def test_tables_are_stored_and_loaded_by_their_revision(tmp_path: Path) -> None:
    beside, tables = Beside(tmp_path), taken(TOY, PLACE, revision=3)
    beside.save(tables)
    loaded = beside.load(3)
    assert (loaded.revision, loaded.frequencies.total, loaded.words.pids) == (3, 2, tables.words.pids)
    # of any other revision there are none
    for revision in (0, 2, 4):
        assert (beside.load(revision).revision, len(beside.load(revision).words)) == (0, 0)


def test_without_files_there_are_empty_tables_of_no_revision(tmp_path: Path) -> None:
    tables = Beside(tmp_path / "chưa có").load(1)
    assert (tables.revision, tables.frequencies.total, len(tables.words)) == (0, 0, 0)


@pytest.mark.parametrize("name", ["frequencies.npz", "words.npz", "vectors.npz"])
def test_if_one_file_is_lost_broken_or_of_another_revision_all_are_made_anew(tmp_path: Path, name: str) -> None:
    beside = Beside(tmp_path)
    beside.save(taken(TOY, revision=3))
    kept = (tmp_path / name).read_bytes()
    (tmp_path / name).unlink()
    assert beside.load(3).revision == 0
    (tmp_path / name).write_bytes(b"broken")
    assert beside.load(3).revision == 0
    beside.save(taken(TOY, revision=4))
    assert beside.load(4).revision == 4
    (tmp_path / name).write_bytes(kept)
    assert beside.load(4).revision == beside.load(3).revision == 0


@dataclass
class Encoder:
    """Stands for the dense model; remembers what it was asked to encode."""

    signature: str = "một"
    encoded: list[list[str]] = field(default_factory=list)

    def encode(self, texts: list[str]) -> np.ndarray:
        self.encoded.append(texts)
        return np.ones((len(texts), 2), np.float32)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of phrasings in place of those that ship."""
    folder = tmp_path / "phrasings"
    folder.mkdir()
    monkeypatch.setattr(phrasings, "FOLDER", folder)
    ask(folder, "điều 5 khoản 1 điểm a", "mấy giờ phải báo")
    return folder


def ask(folder: Path, place: str, question: str, name: str = "a") -> None:
    number = {"a": NUMBER, "b": "111/KH-CAT-CSHS"}[name]
    (folder / f"{name}.yaml").write_text(
        f"document: {number}\nasked:\n  {place}:\n    - {question}\n", encoding="utf-8"
    )


def test_phrasings_stand_at_their_units_with_the_path_below_them(folder: Path, tmp_path: Path) -> None:
    ask(folder, "mục II.4", "ai dán tờ rơi", "b")
    encoder = Encoder()
    asked = Beside(tmp_path / "var").asked(encoder)
    assert list(zip(asked.units, asked.paths, strict=True)) == [
        (f"{NUMBER} điều 5", "khoản 1 điểm a"),
        ("111/KH-CAT-CSHS mục II.4", ""),
    ]
    assert encoder.encoded == [["mấy giờ phải báo", "ai dán tờ rơi"]]


def test_phrasings_are_read_anew_only_when_they_or_the_model_change(folder: Path, tmp_path: Path) -> None:
    encoder = Encoder()

    def read() -> list[str]:
        """What is encoded when the phrasings are asked for, as another process would."""
        encoder.encoded.clear()
        Beside(tmp_path / "var").asked(encoder)
        return [text for texts in encoder.encoded for text in texts]

    assert read() == ["mấy giờ phải báo"]
    assert read() == []
    ask(folder, "điều 5 khoản 1 điểm a", "bao lâu phải báo")
    assert read() == ["bao lâu phải báo"]
    assert read() == []
    encoder.signature = "hai"
    assert read() == ["bao lâu phải báo"]
    ask(folder, "mục II.4", "ai dán tờ rơi", "b")
    assert read() == ["bao lâu phải báo", "ai dán tờ rơi"]
    (folder / "b.yaml").unlink()
    assert read() == ["bao lâu phải báo"]
    (tmp_path / "var" / "asked.npz").write_bytes(b"broken")
    assert read() == ["bao lâu phải báo"]
    assert read() == []


def test_names_are_read_anew_only_when_the_library_changes(tmp_path: Path) -> None:
    read: list[int] = []

    def names(revision: int) -> str | None:
        """What a name means to another process."""

        def entries() -> Iterator[NameEntry]:
            read.append(revision)
            yield NameEntry(NUMBER, "Thông tư", "quy định chi tiết")

        return Beside(tmp_path / "var").names(revision, entries).resolve("TT 43/2021")

    assert [names(1), names(1), names(2), names(2)] == [NUMBER] * 4
    assert read == [1, 2]
    for broken in ("{", "[]", '{"made_from": "x"}', ""):
        (tmp_path / "var" / "names.json").write_text(broken, encoding="utf-8")
        assert names(2) == NUMBER
        assert names(2) == NUMBER
    assert read == [1, 2, 2, 2, 2, 2]
