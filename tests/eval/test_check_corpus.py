"""The checker that holds the notes to the official texts, and the command that runs it over all."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.notes import Notes, load_notes
from corpus.provisions import Provision, ProvisionId
from eval.check_corpus import main
from eval.check_notes import check_article
from ingest.portions import split_portions

TRUE = """\
document: 9/2020/TT-BCA
articles:
  - provision: điều 3
    heading: Gửi báo cáo
    gist: Đơn vị gửi báo cáo trong 5 ngày.
    duties:
      - {who: trực ban, modality: phải, act: ghi sổ, evidence: điều 3 khoản 3}
      - {who: thủ kho, modality: có thể, act: từ chối, evidence: điều 3 khoản 2 điểm b}
      - {who: đội trưởng, modality: không được, act: vắng mặt, evidence: điều 3 khoản 2 điểm a}
      - who: đơn vị
        modality: phải
        act: gửi báo cáo
        condition: khi xong việc
        limit: {number: 5, unit: ngày, counted_from: ngày xong việc}
        evidence: điều 3 khoản 2
    statements:
      - {text: Có sổ theo dõi riêng, evidence: điều 3 khoản 1}
"""
OFFICIAL = (
    "### 1\n\nlời điều trước.Điều 37.7.TT.9.3. Chế độ báo cáo\n\n"
    "(Điều 3 Thông tư số 9/2020/TT-BCA, có hiệu lực thi hành kể từ ngày 01/03/2020)\n\n"
    "1. Mở sổ theo dõi riêng.\n\n"
    "2. Hoàn thành nhiệm vụ, các đơn vị phải báo cáo về trên trong thời hạn 05 ngày kể từ ngày xong việc:\n\n"
    "a) Đội trưởng không được bỏ vị trí;\n\nb) Thủ kho có thể không nhận.\n\n"
    "3. Trực ban có trách nhiệm vào sổ.Điều 37.7.TT.9.4. Điều sau\n"
)


def _official(text: str) -> Provision:
    start = text.index("Chế độ báo cáo")
    heading, body = text[start:].split("\n\n", 1)
    words = f"{heading}\n{body[body.index('1. ') : body.index('Điều 37.7.TT.9.4')]}"
    return Provision(ProvisionId.parse("9/2020/TT-BCA điều 3"), words, heading, portions=split_portions(words))


def _load(folder: Path, note: str) -> Notes:
    (folder / "a.yaml").write_text(note, encoding="utf-8")
    (notes,), problems = load_notes(folder)
    assert problems == []
    return notes


def _errors(folder: Path, note: str, official: str = OFFICIAL) -> list[str]:
    notes = _load(folder, note)
    return check_article(notes.articles[0], notes, _official(official)).errors


def test_a_true_note_passes(tmp_path: Path) -> None:
    assert _errors(tmp_path, TRUE) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("number: 5", "number: 6", "giới hạn 6 ngày không có trong văn bản"),
        ("number: 5", "number: 6", "thiếu giới hạn 5 ngày"),
        ("unit: ngày", "unit: ngày làm việc", "giới hạn 5 ngày làm việc không có trong văn bản"),
        (", counted_from: ngày xong việc", "", "văn bản có nêu mốc tính"),
        ("counted_from: ngày xong việc", "counted_from: lúc khởi tố bị can", "không khớp lời văn bản"),
        ("trong 5 ngày.", "trong 7 ngày.", "(gist): số 7 không có"),
        ("act: ghi sổ", "act: ghi sổ cho người dưới 16 tuổi", "“dưới 16 tuổi” không có"),
        ("modality: có thể", "modality: không được", "ghi chú không có việc nào “có thể”"),
        ("modality: không được", "modality: có thể", "“có thể” nhưng văn bản không có từ nào mang nghĩa ấy"),
        ("điều 3 khoản 1}", "điều 3 khoản 4}", "văn bản không có vị trí này"),
        ("điều 3 khoản 1}", "điều 3 khoản 3}", "khoản 1: văn bản có mà ghi chú chưa nói tới"),
        (
            "act: gửi báo cáo",
            "act: xong nhiệm vụ, các đơn vị phải báo cáo về trên trong thời hạn 05 ngày kể từ ngày xong việc",
            "chép nguyên văn",
        ),
    ],
)
def test_a_false_note_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in TRUE
    errors = _errors(tmp_path, TRUE.replace(old, new))
    assert any(told in error for error in errors), errors


def test_an_age_of_the_article_that_the_note_leaves_out(tmp_path: Path) -> None:
    errors = _errors(tmp_path, TRUE, OFFICIAL.replace("theo dõi riêng", "theo dõi riêng người dưới 18 tuổi"))
    assert errors == ["điều 3: thiếu tuổi “dưới 18 tuổi” trong ghi chú."]


LETTER = """\
BỘ CÔNG AN
Số: 9/2020/TT-BCA
Hà Nội, ngày 15 tháng 01 năm 2020
THÔNG TƯ
Về chế độ báo cáo
"""
RECORD = """\
number: 9/2020/TT-BCA
kind: Thông tư
title: Về chế độ báo cáo
issued: {date: 2020-01-15, evidence: thong-tu.txt}
missing: [điều 1, điều 2]
"""
CHECKLIST = """\
code: bao-cao
title: Gửi báo cáo
order: 1
items:
  - code: gui
    act: Gửi báo cáo lên trên
    who: đơn vị
    modality: phải
    says: Xong việc thì gửi báo cáo trong 5 ngày.
    basis: [9/2020/TT-BCA điều 3 khoản 2]
    limit: {number: 5, unit: ngày, event: kết thúc giải quyết tin}
"""


def test_the_command_line_tells_errors_by_its_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, name, text in (
        ("sources", "thong-tu.txt", f"{LETTER}{_official(OFFICIAL).text.replace('Chế', 'Điều 3. Chế', 1)}"),
        ("notes", "a.yaml", TRUE),
        ("catalogue", "a.yaml", RECORD),
        ("checklists", "a.yaml", CHECKLIST),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    command = [str(tmp_path / "sources")]
    for option in ("notes", "catalogue", "checklists"):
        command += [f"--{option}", str(tmp_path / option)]
    assert main(command) == 0
    printed = capsys.readouterr().out
    assert "Danh mục: 1 văn bản, 1 có văn bản trong nguồn." in printed
    assert "9/2020/TT-BCA: 1/1 điều (mục) trong nguồn có ghi chú, 4 việc, 1 giới hạn," in printed
    assert "bao-cao: 1 mục, 1 yêu cầu, 1 thời hạn, 0 mức trần, 0 dấu hiệu, 0 chưa xác minh;" in printed
    (tmp_path / "notes" / "a.yaml").write_text(TRUE.replace("number: 5", "number: 6"), encoding="utf-8")
    assert main(command) == 1
    (tmp_path / "notes" / "a.yaml").write_text(TRUE, encoding="utf-8")
    (tmp_path / "checklists" / "a.yaml").write_text(CHECKLIST.replace("number: 5", "number: 6"), encoding="utf-8")
    assert main(command) == 1
    assert "checklists/a.yaml: gui: 9/2020/TT-BCA điều 3 khoản 2: thời hạn 6 ngày không có" in capsys.readouterr().out
    (tmp_path / "checklists" / "a.yaml").write_text(CHECKLIST, encoding="utf-8")
    (tmp_path / "catalogue" / "a.yaml").write_text(RECORD.replace("01-15", "01-16"), encoding="utf-8")
    assert main(command) == 1
    assert "ngày ban hành: danh mục 16/01/2020, nguồn 15/01/2020" in capsys.readouterr().out
    assert main([str(tmp_path / "không có")]) == 1


PENAL = """\
Điều 3. Tội bỏ báo cáo
1. Người nào bỏ báo cáo thì bị phạt cảnh cáo hoặc phạt tù từ 06 tháng đến 02 năm.
2. Phạm tội thuộc một trong các trường hợp sau đây, thì bị phạt tù từ 02 năm đến 07 năm:
a) Có tổ chức;
b) Gây thiệt hại từ 31% đến 60%.
3. Người phạm tội còn có thể bị phạt tiền đến 10.000.000 đồng.
"""
PENAL_NOTE = """\
document: 9/2020/TT-BCA
articles:
  - provision: điều 3
    heading: Bỏ báo cáo
    gist: Không báo cáo thì bị phạt.
    penalties:
      - frames: [{kind: phạt cảnh cáo}, {kind: phạt tù, lowest: 6 tháng, highest: 2 năm}]
        evidence: điều 3 khoản 1
      - frames: [{kind: phạt tù, lowest: 2 năm, highest: 7 năm}]
        points: [a, b]
        evidence: điều 3 khoản 2
      - frames: [{kind: phạt tiền, highest: 10.000.000 đồng}]
        additional: true
        evidence: điều 3 khoản 3
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", []),
        (
            "lowest: 6 tháng",
            "lowest: 3 tháng",
            ["thiếu phạt tù 6 tháng – 2 năm trong ghi chú", "phạt tù 3 tháng – 2 năm không có trong văn bản"],
        ),
        ("{kind: phạt cảnh cáo}, ", "", ["khoản 1: thiếu phạt cảnh cáo trong ghi chú"]),
        # the same bounds of another punishment are another frame
        ("kind: phạt tù, lowest: 2", "kind: phạt cải tạo không giam giữ, lowest: 2", ["khoản 2: thiếu phạt tù 2 năm"]),
        ("        additional: true\n", "", ["văn bản có “còn có thể bị”"]),
        ("kind: phạt tiền", "kind: tịch thu nhà", ["văn bản không có hình phạt 'tịch thu nhà'"]),
        ("points: [a, b]", "points: [a]", ["khoản 2 điểm b: văn bản có mà ghi chú chưa nói tới"]),
        ("points: [a, b]", "points: [a, b, c]", ["trong ghi chú là a, b, c, trong văn bản là a, b"]),
    ],
)
def test_frames_of_punishment_both_ways(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    notes = _load(tmp_path, PENAL_NOTE.replace(old, new))
    unit = Provision(notes.id_of("điều 3"), PENAL, "Tội bỏ báo cáo", portions=split_portions(PENAL))
    errors = check_article(notes.articles[0], notes, unit).errors
    assert all(any(words in error for error in errors) for words in told), errors
    assert bool(errors) == bool(told), errors
