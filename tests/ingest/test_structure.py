"""Units of texts: own words in the layouts of laws, plans, attachments; and the sources, whose figures are known."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.provisions import Level, Provision, ProvisionId
from ingest.cleaning import Cleaner
from ingest.source import CleanText, Line
from ingest.structure import parse_structure

SOURCES = Path(os.environ.get("KHOLUAT_SOURCES", Path(__file__).parents[2].parent / "shared" / "sources"))


def parse(text: str, kind: str = "Luật") -> tuple[tuple[Provision, ...], tuple[str, ...]]:
    clean = CleanText(tuple(Line(line, None, 0) for line in text.split("\n")))
    provisions, warnings = parse_structure(clean, "1/2030/QH16", kind)
    assert "\n".join(p.text for p in provisions) == clean.text
    assert len({p.id for p in provisions}) == len(provisions)
    for p in provisions:
        assert ProvisionId.parse(str(p.id)) == p.id
    return provisions, warnings


def places(provisions: tuple[Provision, ...]) -> list[str]:
    return [str(p.id).removeprefix("1/2030/QH16 ") for p in provisions]


def articles(provisions: tuple[Provision, ...]) -> list[str]:
    return [p.id.article or "" for p in provisions if p.level is Level.ARTICLE]


LAW = """LUẬT CHỢ
Căn cứ Hiến pháp;
Phần thứ nhất
QUY ĐỊNH CHUNG
Chương I
MỞ ĐẦU
Điều 1. Phạm vi
1. Luật này nói về chợ:
a) Chợ phiên;
b) Chợ đêm.
2. Không nói về siêu thị.
Điều 2. Đối tượng
Người đi chợ.
Chương II
HÀNG HÓA
Mục 1
RAU
Điều 3. Rau xanh
Rau phải tươi.
Mục 2. QUẢ
Điều 4. Quả chín
Quả phải chín.
Luật này được Quốc hội khóa XVI thông qua ngày 1 tháng 2 năm 2030.
CHỦ TỊCH QUỐC HỘI"""


def test_law() -> None:
    provisions, warnings = parse(LAW)
    assert places(provisions) == [
        "phần mở đầu",
        "phần thứ nhất",
        "phần thứ nhất chương I",
        "điều 1",
        "điều 2",
        "phần thứ nhất chương II",
        "phần thứ nhất chương II mục 1",
        "điều 3",
        "phần thứ nhất chương II mục 2",
        "điều 4",
        "phần cuối",
    ]
    assert warnings == ()
    first, last = provisions[3], provisions[9]
    assert (first.heading, last.heading) == ("Phạm vi", "Quả chín")
    assert [" ".join(map(str, q.path)) for q in first.portions] == [
        "khoản 1",
        "khoản 1 điểm a",
        "khoản 1 điểm b",
        "khoản 2",
    ]
    assert " ".join(map(str, last.containers)) == "phần thứ nhất chương II mục 2"
    assert provisions[6].heading == "RAU"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # a reference that a line break brought to the front, far out of turn
        ("Điều 1. Một\nTheo\nĐiều 276 của Bộ luật.\nĐiều 2. Hai\nX.", ["1", "2"]),
        # the same, in turn, and less like a heading than the real one
        ("Điều 1. Một\nTheo\nĐiều 2 Luật Chợ thì thôi.\nĐiều 2. Hai\nX.", ["1", "2"]),
        # an article of another law inside quotation marks, curly and straight
        ("Điều 1. Sửa đổi\n1. Sửa Điều 2:\n“Điều 2. Mới\nChữ.”.\nĐiều 2. Hiệu lực\nX.", ["1", "2"]),
        ('Điều 1. Sửa đổi\n1. Sửa Điều 2:\n"Điều 2. Mới\nChữ.".\nĐiều 2. Hiệu lực\nX.', ["1", "2"]),
        # look-alike letters, no full stop, a colon, a lost accent, the title on the next line
        ("Ðiều 1. Một\nA.\nĐiều 2\nHai\nB.\nĐiều 3: Ba\nC.\nDiều 4. Bốn\nD.", ["1", "2", "3", "4"]),
        # lettered articles of a consolidated text
        ("Điều 1. Một\nA.\nĐiều 1a. Một a\nB.\nĐiều 2. Hai\nC.", ["1", "1a", "2"]),
        # a heading that a stray mark makes look quoted, but that stands in turn
        ("Điều 1. Một\nA.\n“Điều 2. Hai\nB.\nĐiều 3. Ba\nC.", ["1", "2", "3"]),
        # … even if another mark further on seems to close it
        ("Điều 1. Một\nA.\n“Điều 2. Hai\nB.\nĐiều 3. Ba\nC.\nĐiều 4. Bốn\nD.”.", ["1", "2", "3", "4"]),
        # the last article quotes one that would count on
        ("Điều 1. Một\nA.\nĐiều 2. Sửa đổi\nSửa Điều 3:\n“Điều 3. Ba\nC.”.", ["1", "2"]),
    ],
)
def test_which_lines_are_articles(lines: str, expected: list[str]) -> None:
    assert articles(parse(lines)[0]) == expected


def test_heading_on_the_next_line_and_none() -> None:
    provisions, _ = parse("Điều 1\nPhạm vi\nLuật này nói về chợ.\nĐiều 2. Luật này có hiệu lực từ ngày ký.")
    assert [p.heading for p in provisions] == ["Phạm vi", ""]


def test_missing_article_is_reported() -> None:
    provisions, warnings = parse("Điều 1. Một\nA.\nĐiều 2. Hai\nB.\nĐiều 4. Bốn\nC.")
    assert articles(provisions) == ["1", "2", "4"]
    assert any("Điều 3" in w for w in warnings)


def test_misread_number_is_mended_and_reported() -> None:
    text = "\n".join(f"Điều {n}. Tên {n}\nChữ." for n in (80, 81, 82, 53, 84, 85))
    provisions, warnings = parse(text)
    assert articles(provisions) == ["80", "81", "82", "83", "84", "85"]
    assert any("Điều 53" in w and "Điều 83" in w for w in warnings)


def test_repeated_article_and_rules_of_other_laws_stay_apart() -> None:
    provisions, warnings = parse(
        "Điều 1. Một\nA.\nĐiều 2. Hai\nB.\nĐiều 1. Một\nA.\nĐiều khoản chuyển tiếp của Luật số 5/2031/QH16:\n1. Cũ thì giữ."
    )
    assert places(provisions) == ["điều 1", "điều 2", "đoạn 1", "đoạn 2"]
    assert any("Điều 1" in w for w in warnings)


def test_gazette_instalment_goes_on_with_the_same_part() -> None:
    provisions, warnings = parse(
        "Phần thứ hai\nTỘI\nChương I\nMỘT\nĐiều 1. Một\nA.\nPHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT\nLuật Chợ\n"
        "Phần thứ hai\nTỘI\nĐiều 2. Hai\nB."
    )
    assert places(provisions) == ["phần thứ hai", "phần thứ hai chương I", "điều 1", "phần thứ hai-2", "điều 2"]
    assert " ".join(map(str, provisions[-1].containers)) == "phần thứ hai chương I"
    assert warnings == ()


def test_reference_to_a_chapter_is_no_chapter() -> None:
    provisions, _ = parse("Chương I\nCHUNG\nĐiều 1. Một\nTheo\nChương II của Luật này thì thôi.\nĐiều 2. Hai\nB.")
    assert places(provisions) == ["chương I", "điều 1", "điều 2"]


def test_regulation_attached_to_a_decision() -> None:
    provisions, _ = parse(
        "QUYẾT ĐỊNH\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế họp chợ.\nĐiều 2. Có hiệu lực từ ngày ký.\n"
        "Nơi nhận:\n- Lưu.\nQUY CHẾ\nHọp chợ\n(Ban hành kèm theo Quyết định số 1/QĐ-UBND)\nChương I\nCHUNG\n"
        "Điều 1. Phạm vi\nA.\nĐiều 2. Đối tượng\nB.\nĐiều 3. Giờ họp\nC.",
        "Quyết định",
    )
    assert places(provisions) == [
        "phần mở đầu",
        "điều 1",
        "điều 2",
        "phần cuối",
        "phụ lục quy-chế",
        "phụ lục quy-chế chương I",
        "phụ lục quy-chế điều 1",
        "phụ lục quy-chế điều 2",
        "phụ lục quy-chế điều 3",
    ]


def test_appendix_is_cut_into_readable_pieces() -> None:
    rows = "\n".join(f"Hàng {i} của bảng biểu thống kê các loại rau bán tại chợ" for i in range(80))
    provisions, _ = parse(f"Điều 1. Một\nA.\nPHỤ LỤC I\nBẢNG\n(Kèm theo Thông tư số 1/2030/TT-BCT)\n{rows}", "Thông tư")
    assert places(provisions)[:3] == ["điều 1", "phụ lục I", "phụ lục I đoạn 1"]
    assert max(len(p.text) for p in provisions) < 2500


PLAN = """KẾ HOẠCH
Giữ chợ yên
I. MỤC TIÊU
1. Yêu cầu
Trọng tâm là: (1). Giữ trật tự; (2). Giữ vệ sinh.
2. Chỉ tiêu
Giảm 5% vụ việc.
II. VIỆC LÀM
1. Tuần tra
a) Nội dung
(1) Đi tuần ban ngày.
(2) Đi tuần ban đêm.
b) Phân công
- Đội một làm tiết (1);
- Đội hai làm tiết (2).
III. TỔ CHỨC
1. Các đội báo cáo mỗi quý.
2. Kinh phí lấy từ nguồn thường xuyên.
Nơi nhận:
- Lưu: VT."""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # articles counted from the first are the document's own, whatever its kind
        (
            "HƯỚNG DẪN\nGiữ trẻ\nĐiều 1. Phạm vi\n1. Trong trường.\n2. Ngoài cổng.\nĐiều 2. Trực\nCó người.\nĐiều 3. Sổ\nGhi sổ.",
            ["phần mở đầu", "điều 1", "điều 2", "điều 3"],
        ),
        # articles of a law that are spoken of are not
        (
            "HƯỚNG DẪN\nGiữ trẻ\n1. Theo luật\nĐiều 5. Luật Chợ thì\nĐiều 6. Luật Chợ cũng vậy.\n2. Trực cổng\nCó người.",
            ["phần mở đầu", "mục 1", "mục 2"],
        ),
    ],
)
def test_a_guidance_is_of_articles_only_if_it_counts_them(lines: str, expected: list[str]) -> None:
    assert places(parse(lines, "Hướng dẫn")[0]) == expected


def test_plan() -> None:
    provisions, warnings = parse(PLAN, "Kế hoạch")
    assert places(provisions) == [
        "phần mở đầu",
        "mục I",
        "mục I.1",
        "mục I.2",
        "mục II",
        "mục II.1",
        "mục III",
        "mục III.1",
        "mục III.2",
        "phần cuối",
    ]
    assert warnings == ()
    patrol = provisions[5]
    ids = [str(ProvisionId(patrol.id.document, patrol.id.path + q.path)) for q in patrol.portions]
    assert [i.removeprefix("1/2030/QH16 ") for i in ids] == [
        "mục II.1.a",
        "mục II.1.a.(1)",
        "mục II.1.a.(2)",
        "mục II.1.b",
        "mục II.1.b gạch đầu dòng 1",
        "mục II.1.b gạch đầu dòng 2",
    ]
    assert patrol.portion_text(patrol.portions[4].path) == "- Đội một làm tiết (1);"
    inline = [provisions[2].portion_text(q.path) for q in provisions[2].portions]
    assert inline == ["(1). Giữ trật tự;", "(2). Giữ vệ sinh."]
    assert [p.heading for p in provisions[4:6]] == ["VIỆC LÀM", "Tuần tra"]


def test_text_of_neither_kind_is_kept() -> None:
    provisions, warnings = parse(
        "Một đoạn văn đủ dài để đứng riêng, kể về phiên chợ cuối năm ở một xã miền núi.\nHết.", ""
    )
    assert {p.level for p in provisions} == {Level.LOOSE}
    assert warnings


def test_empty_text() -> None:
    provisions, warnings = parse_structure(CleanText(()), "1/2030/QH16", "Luật")
    assert provisions == ()
    assert warnings


def test_pages_and_offsets() -> None:
    lines = (
        Line("Điều 1. Một", 3, 10),
        Line("Câu đầu nối sang trang sau.", 3, 30, ((9, 4),)),
        Line("Câu cuối.", 4, 60),
        Line("Điều 2. Hai", 5, 0),
        Line("X.", 5, 20),
    )
    provisions, _ = parse_structure(CleanText(lines), "1/2030/QH16", "Luật")
    first, second = provisions
    assert (first.page, first.source_start, first.page_breaks) == (3, 10, ((21, 4),))
    assert first.page_of(first.text.index("Câu cuối")) == 4
    assert (second.page, second.source_start) == (5, 0)


def _read(path: Path) -> CleanText:
    from corpus.settings import get_settings
    from ingest.readers.sniff import read

    return Cleaner().run(source=read(path, get_settings()))["clean"]


@pytest.mark.sources
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("docx/VBPL_96122.docx", 426),  # penal code, printed in four gazette instalments
        ("docx/VBPL_96172.docx", 510),  # procedure code
        ("docx/VBPL_173982.docx", 63),
        ("docx/VBPL_26741.docx", 58),
        ("docx/VBPL_122826.docx", 3),  # amending laws: quoted articles are not theirs
        ("docx/VBPL_179251.docx", 4),
        ("docx/Luật-85-2025-QH15.docx", 6),
        ("docx/Luật-99-2025-QH15.docx", 2),
        ("cong-bao/thong-tu-lien-tich-so-01-2022-ttlt-vksndtc-tandtc-bca-bqp-bldtbxh-36844.txt", 27),
    ],
)
def test_sources_give_their_articles(name: str, count: int) -> None:
    path = SOURCES / name
    if not path.exists():
        pytest.skip("không có nguồn")
    clean = _read(path)
    provisions, _ = parse_structure(clean, "1/2030/QH16", "Luật")
    assert "\n".join(p.text for p in provisions) == clean.text
    assert articles(provisions) == [str(n) for n in range(1, count + 1)]


@pytest.mark.sources
def test_plan_111_down_to_its_leaves() -> None:
    path = SOURCES / "ke-hoach" / "111-KH-CAT-CSHS.txt"
    if not path.exists():
        pytest.skip("không có nguồn")
    provisions, _ = parse_structure(_read(path), "111/KH-CAT-CSHS", "Kế hoạch")
    ids = {str(p.id) for p in provisions}
    ids |= {str(ProvisionId(p.id.document, p.id.path + q.path)) for p in provisions for q in p.portions}
    for leaf in ("I.1.(6)", "II.2.a.(5)", "II.4.a.(6)", "II.6.a.(5)", "II.2.b gạch đầu dòng 3", "II.1.e"):
        assert f"111/KH-CAT-CSHS mục {leaf}" in ids


#: Folders of files that hold one document each; the codification's files hold many and have a test of their own.
_SINGLE = ("docx/*.doc*", "pdf/*.pdf", "cong-bao/*.pdf", "cong-bao/*.txt", "van-ban-2026/*.md", "ke-hoach/*.txt")


def _whole(path: Path) -> None:
    clean = _read(path)
    for kind in ("", "Luật", "Kế hoạch", "Tin bài"):
        provisions, _ = parse_structure(clean, "1/2030/QH16", kind)
        assert "\n".join(p.text for p in provisions) == clean.text
        assert len({p.id for p in provisions}) == len(provisions)
        for provision in provisions:
            assert ProvisionId.parse(str(provision.id)) == provision.id
            assert len({q.path for q in provision.portions}) == len(provision.portions)
            for portion in provision.portions:
                whole = ProvisionId(provision.id.document, provision.id.path + portion.path)
                assert ProvisionId.parse(str(whole)) == whole
                assert provision.text[portion.start : portion.end].strip()


@pytest.mark.sources
@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(p for pattern in _SINGLE for p in SOURCES.glob(pattern)), ids=lambda p: p.name)
def test_the_parts_of_every_source_are_the_whole(path: Path) -> None:
    _whole(path)


@pytest.mark.sources
@pytest.mark.slow
@pytest.mark.ocr
@pytest.mark.parametrize("path", sorted(SOURCES.glob("scan/*.pdf")), ids=lambda p: p.name)
def test_the_parts_of_every_scan_are_the_whole(path: Path) -> None:
    _whole(path)
