"""Kind, attendees, ages and rights of a record; files that cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assist.records import RecordError, read_record
from assist.records.ages import children
from assist.records.record import Record, record_of
from corpus.checklists import Capacity, RecordKind
from ingest.source import Page, SourceText
from tests.fixtures import make_files as make


def record(*lines: str, title: str = "BIÊN BẢN GHI LỜI KHAI") -> Record:
    return record_of(SourceText(Path("a.txt"), "", "text", (Page(None, "\n".join([title, *lines])),)))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("BIÊN BẢN GHI LỜI KHAI", RecordKind.STATEMENT),
        ("BB GHI LỜI KHAI", RecordKind.STATEMENT),
        ("CÔNG AN XÃ B.\nBIÊN BẢN\nGHI LỜI KHAI NGƯỜI LÀM CHỨNG", RecordKind.STATEMENT),
        ("BIÊN BẢN HỎI CUNG BỊ CAN", RecordKind.QUESTIONING),
        ("BIÊN BẢN TIẾP NHẬN NGUỒN TIN VỀ TỘI PHẠM", RecordKind.RECEPTION),
        ("Biên bản đối chất", RecordKind.CONFRONTATION),
        ("BIÊN BẢN NHẬN DẠNG QUA ẢNH", RecordKind.IDENTIFICATION),
        ("BIÊN BẢN XEM XÉT DẤU VẾT TRÊN THÂN THỂ", RecordKind.BODY_EXAMINATION),
        ("BÁO CÁO\nVề việc chuyển tin báo", RecordKind.TRANSFER),
        ("QUYẾT ĐỊNH TRƯNG CẦU GIÁM ĐỊNH", RecordKind.EXAMINATION_ORDER),
        ("QUYẾT ĐỊNH TẠM GIỮ", RecordKind.CUSTODY),
        ("ĐƠN XIN NGHỈ HỌC", None),
        # spoken of in the text, not the title
        ("GIẤY MỜI\nMời ông đến ký biên bản ghi lời khai.", None),
    ],
)
def test_kind_by_its_title(title: str, kind: RecordKind | None) -> None:
    assert record(title=title).kind is kind


REP, DEF, PROT = Capacity.REPRESENTATIVE, Capacity.DEFENCE, Capacity.PROTECTOR


@pytest.mark.parametrize(
    ("text", "capacity", "present"),
    [
        # forms and their answers
        ("Người đại diện: bà N.T.B, quan hệ: mẹ.", REP, True),
        ("NĐD | Bà T.T.N (mẹ đẻ), có mặt từ đầu đến cuối", REP, True),
        ("Phiên dịch tiếng Mông: anh V.A.D", Capacity.INTERPRETER, True),
        ("Người bào chữa: Luật sư P.H.L - vắng mặt.", DEF, False),
        ("Người bào chữa, người đại diện (nếu có): không có.", DEF, False),
        ("Kiểm sát viên: không có mặt (đi công tác).", Capacity.PROSECUTOR, False),
        # running text
        ("Cùng dự: ông B.Q.T là bố đẻ của em V.", REP, True),
        ("Với sự tham gia của ông T.V.D - người giám hộ của cháu.", REP, True),
        ("Tham gia buổi làm việc có: 1. Bà N.T.B, mẹ của cháu A; 2. Cô giáo L.T.C.", REP, True),
        ("Luật sư P.T.Q, người bảo vệ quyền và lợi ích hợp pháp, có mặt.", PROT, True),
        ("Mẹ cháu bận việc nên không có mặt người đại diện.", REP, False),
        ("NĐD: ông S.V.G (bố) từ chối tham dự", REP, False),
        ("Đã mời người đại diện tham dự nhưng bà không đến.", REP, False),
        ("Không mời được người chứng kiến.", Capacity.OBSERVER, False),
        ("Buổi làm việc vắng mẹ cháu.", REP, False),
        ("Người tham dự: bà L.T.S là mẹ ruột của em Q; cô H.T.V, cán bộ Hội Phụ nữ xã.", Capacity.SUPPORTER, True),
        # spoken of, entitled, only half there, not clearly a representative
        ("Đã thông báo cho bà N.T.B là mẹ cháu biết.", REP, None),
        ("Cháu có quyền có người đại diện tham dự.", REP, None),
        ("Người đại diện: bà N.T.B (mẹ), chờ ngoài hành lang.", REP, None),
        ("Người đại diện: bà N.T.B, đến 21 giờ mới có mặt.", REP, None),
        ("Người đại diện từ chối ký biên bản.", REP, None),
        ("Với sự đồng ý của mẹ cháu, cán bộ chụp ảnh.", REP, None),
        ("Mẹ cháu chứng kiến việc bán xe.", REP, None),
        ("Mẹ cháu ủy quyền qua điện thoại.", REP, None),
        ("Mẹ cháu có mặt ở nhà lúc đó.", REP, None),
        ("Bà ngoại N.T.L tham dự.", REP, None),
        ("NGƯỜI ĐẠI DIỆN | ĐIỀU TRA VIÊN | NGƯỜI KHAI", REP, None),
    ],
)
def test_attendance(text: str, capacity: Capacity, present: bool | None) -> None:
    assert [a.present for a in record(text).attendees if a.capacity is capacity] == [present]


def test_who_stands_in_a_list_of_those_present_attended() -> None:
    read = record("Thành phần gồm:", "1. Bà S.T.D - Kiểm sát viên", "2. Bà M.T.R - mẹ cháu", "Nội dung làm việc.")
    assert {a.capacity: a.present for a in read.attendees} == {Capacity.PROSECUTOR: True, REP: True}


@pytest.mark.parametrize(
    "text",
    [
        "Người đại diện: ....................",
        "Đáp: Lúc ấy mẹ cháu có mặt.",
        "Hỏi: Người đại diện có mặt không?",
        "Có cha mẹ cùng dự? Không.",
    ],
)
def test_blank_forms_and_answers_name_nobody(text: str) -> None:
    assert record(text).attendees == ()


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("cháu N.T.A (sinh ngày 14/9/2011), 12 tuổi", ["sinh ngày 14/09/2011", "12 tuổi"]),
        ("em V, sinh ngày 30 tháng 6 năm 2010, mười bốn tuổi", ["sinh ngày 30/06/2010", "14 tuổi"]),
        ("BH: cháu S.T.P, SN 2013, 10 tuổi", ["sinh năm 2013", "10 tuổi"]),
        ("cháu T.G.B, sinh tháng 02 năm 2014, năm nay 10 tuổi", ["sinh năm 2014", "10 tuổi"]),
        ("Ngày sinh | 12/03/2011\nTuổi | 14", ["sinh ngày 12/03/2011", "14 tuổi"]),
        # the law's words, an adult's year, an answer
        ("người dưới 18 tuổi; từ đủ 13 tuổi", []),
        ("Đáp: Em cháu 5 tuổi.", []),
    ],
)
def test_ages(text: str, ages: list[str]) -> None:
    assert [fact.words() for fact in record(*text.split("\n")).ages] == ages


def test_each_child_is_looked_at_alone_and_adults_not_at_all() -> None:
    read = record("Cháu A, sinh năm 2013, 12 tuổi.", "Mẹ cháu sinh năm 1985.", "Cháu B, sinh năm 2015, 10 tuổi.")
    groups = children(read.ages, date(2026, 2, 1))
    assert [[fact.words() for fact in group] for group in groups] == [
        ["sinh năm 2013", "12 tuổi"],
        ["sinh năm 2015", "10 tuổi"],
    ]


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Điều tra viên giải thích quyền và nghĩa vụ cho cháu.", True),
        ("Không giải thích quyền và nghĩa vụ.", False),
        ("Giải thích quyền và nghĩa vụ: ………", False),
    ],
)
def test_rights(text: str, explained: bool) -> None:
    assert bool(record(text).rights) is explained


def test_a_word_file_is_read_with_its_tables(tmp_path: Path) -> None:
    row = (
        "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    )
    table = f"<w:tbl>{row.format('Bắt đầu', '8h ngày 5/3/2026')}{row.format('Kết thúc', '9h')}</w:tbl>"
    read = read_record(make.word_file(tmp_path / "a.docx", ["BIÊN BẢN HỎI CUNG BỊ CAN"], table))
    assert read.kind is RecordKind.QUESTIONING
    assert [s.length.total_seconds() for s in read.sessions if s.length] == [3600]


def test_files_that_cannot_be_read_say_how_to_mend(tmp_path: Path) -> None:
    empty = tmp_path / "a.txt"
    empty.write_bytes(b"")
    locked = make.locked_pdf(tmp_path / "b.pdf", "mật khẩu")
    dots = tmp_path / "c.txt"
    dots.write_text("....... 12 .......", encoding="utf-8")
    for path, words in [
        (tmp_path / "none.pdf", "Không tìm thấy tệp"),
        (empty, "Tệp rỗng"),
        (locked, "mật khẩu"),
        (dots, "không có chữ nào đọc được"),
        (make.cut(make.word_file(tmp_path / "d.docx", ["Biên bản"]), 0.5), "bị hỏng"),
    ]:
        with pytest.raises(RecordError, match=words):
            read_record(path)
