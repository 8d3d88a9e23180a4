"""Taking in many files: one that fails does not stop the rest, nothing is stored twice, a changed file supersedes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.settings import Settings
from ingest.batch import FileResult, Outcome, ingest

DIRECTIVE = """BỘ THỬ NGHIỆM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}
Hà Nội, ngày {day}
THÔNG TƯ
Quy định việc thử nghiệm
Căn cứ Luật Thử nghiệm số 01/2019/QH14;
Điều 1. Phạm vi
Thông tư này nói về {subject}.
Điều 2. Hiệu lực
1. Thông tư này có hiệu lực thi hành từ ngày 01 tháng 02 năm 2020.
2. Cán bộ thử nghiệm thi hành Thông tư này.
"""


def directive(number: str = "09/2020/TT-BTN", subject: str = "cây cầu", day: str = "05 tháng 01 năm 2020") -> str:
    return DIRECTIVE.format(number=number, subject=subject, day=day)


@pytest.fixture
def library(settings: Settings) -> Library:
    return Library.open(settings.database)


def outcomes(results: list[FileResult]) -> dict[str, Outcome]:
    return {r.path.name: r.outcome for r in results}


def test_a_folder_is_read_and_a_second_run_stores_nothing(tmp_path: Path, library: Library, settings: Settings) -> None:
    folder = tmp_path / "vào"
    folder.mkdir()
    (folder / "một.txt").write_text(directive(), encoding="utf-8")
    (folder / "bảng.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    first = ingest([folder], library, settings)
    assert outcomes(first) == {"một.txt": Outcome.STORED, "bảng.json": Outcome.SKIPPED}
    revision = library.revision()
    assert outcomes(ingest([folder], library, settings))["một.txt"] is Outcome.KNOWN
    assert library.revision() == revision
    document = library.document("09/2020/TT-BTN")
    assert document is not None
    assert document.issued == date(2020, 1, 5)
    assert document.validity.effective == date(2020, 2, 1)
    stored = library.unit("09/2020/TT-BTN điều 2 khoản 2", date(2021, 1, 1))
    assert stored is not None
    assert (
        stored.provision.portion_text(stored.provision.portions[1].path)
        == "2. Cán bộ thử nghiệm thi hành Thông tư này."
    )
    kept = settings.var / stored.file.stored
    assert kept.read_text(encoding="utf-8") == directive()


def test_failures_are_told_and_the_rest_is_stored(tmp_path: Path, library: Library, settings: Settings) -> None:
    good = tmp_path / "tốt.txt"
    good.write_text(directive(), encoding="utf-8")
    bad = {
        "rỗng.txt": b"",
        "ảnh.pdf": b"\x89PNG\r\n\x1a\n" + b"0" * 64,
        "nén.docx": b"PK\x03\x04 not a document",
        "rác.txt": bytes(range(256)) * 9,
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    results = ingest([*(tmp_path / name for name in bad), tmp_path / "không có.pdf", good], library, settings)
    got = outcomes(results)
    assert got.pop("tốt.txt") is Outcome.STORED
    assert set(got.values()) == {Outcome.FAILED}
    for result in results:
        if result.outcome is Outcome.FAILED:
            assert len(result.message) > 20
            assert "Traceback" not in result.message
            assert "Error" not in result.message


def test_a_changed_file_replaces_its_earlier_self(tmp_path: Path, library: Library, settings: Settings) -> None:
    path = tmp_path / "vb.txt"
    path.write_text(directive(subject="cây cầu"), encoding="utf-8")
    ingest([path], library, settings)
    path.write_text(directive(subject="con đường"), encoding="utf-8")
    (result,) = ingest([path], library, settings)
    assert "thay bản cũ" in result.message
    stored = library.unit("09/2020/TT-BTN điều 1", date(2021, 1, 1))
    assert stored is not None
    assert "con đường" in stored.provision.text
    assert [v.current for v in library.versions("09/2020/TT-BTN điều 1")] == [True, False]


def test_one_number_with_two_texts_is_kept_twice_with_a_warning(
    tmp_path: Path, library: Library, settings: Settings
) -> None:
    for name, subject in (("a.txt", "cây cầu"), ("b.txt", "con đường")):
        (tmp_path / name).write_text(directive(subject=subject), encoding="utf-8")
    results = ingest([tmp_path / "a.txt", tmp_path / "b.txt"], library, settings)
    assert [r.outcome for r in results] == [Outcome.STORED, Outcome.STORED]
    assert "đã có từ tệp" in results[1].warnings[0]
    assert "1 mục có lời văn khác nhau" in results[1].warnings[0]
    assert len([v for v in library.versions("09/2020/TT-BTN điều 1") if v.current]) == 2


def test_a_date_that_does_not_exist_is_told_and_left_open(tmp_path: Path, library: Library, settings: Settings) -> None:
    path = tmp_path / "ngày sai.txt"
    path.write_text(directive(day="31 tháng 02 năm 2020"), encoding="utf-8")
    (result,) = ingest([path], library, settings)
    assert result.outcome is Outcome.STORED
    document = library.document("09/2020/TT-BTN")
    assert document is not None
    assert document.issued is None
    assert any("31" in text for text in result.warnings)


def test_text_with_no_structure_is_kept_whole(tmp_path: Path, library: Library, settings: Settings) -> None:
    path = tmp_path / "ghi chép.txt"
    path.write_text("Một đoạn ghi chép không có số hiệu.\n\nĐoạn thứ hai nói về con mèo.\n", encoding="utf-8")
    (result,) = ingest([path], library, settings)
    assert result.outcome is Outcome.STORED
    units = library.document_units(result.documents[0])
    assert "con mèo" in " ".join(u.provision.text for u in units)


def test_two_workers_store_the_same_as_one(tmp_path: Path, library: Library, settings: Settings) -> None:
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(directive(number=f"{10 + n}/2020/TT-BTN"), encoding="utf-8")
    ingest([tmp_path / f"{n}.txt" for n in range(5)], library, settings, workers=2)
    assert [d.number for d in library.documents(date(2021, 1, 1))] == [f"{10 + n}/2020/TT-BTN" for n in range(5)]


def test_progress_counts_every_file(tmp_path: Path, library: Library, settings: Settings) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(directive(number=f"{10 + n}/2020/TT-BTN"), encoding="utf-8")
    seen: list[tuple[int, int]] = []
    ingest(
        [tmp_path / f"{n}.txt" for n in range(3)],
        library,
        settings,
        progress=lambda done, total, _: seen.append((done, total)),
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_second_copy_is_known_and_a_copy_of_a_broken_file_is_broken(
    tmp_path: Path, library: Library, settings: Settings
) -> None:
    for name, text in (("a.txt", directive()), ("b.txt", directive()), ("rỗng1.txt", ""), ("rỗng2.txt", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = ("a.txt", "b.txt", "rỗng1.txt", "rỗng2.txt")
    got = outcomes(ingest([tmp_path / name for name in names], library, settings))
    assert got == {
        "a.txt": Outcome.STORED,
        "b.txt": Outcome.KNOWN,
        "rỗng1.txt": Outcome.FAILED,
        "rỗng2.txt": Outcome.FAILED,
    }
