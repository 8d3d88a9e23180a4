"""Final articles: first days, exceptions, what is replaced, repealed and amended. Texts are in our own words."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.documents import Document, RelationKind
from ingest.finals import Finals, read_finals
from ingest.source import CleanText, Line
from ingest.structure import parse_structure


def finals(text: str, kind: str = "Luật", number: str = "9/2030/QH16", **facts: object) -> Finals:
    clean = CleanText(tuple(Line(line, None, 0) for line in text.split("\n")))
    provisions, _ = parse_structure(clean, number, kind)
    return read_finals(Document(number, kind, **facts), provisions)  # type: ignore[arg-type]


def acts(result: Finals) -> list[tuple[str, str]]:
    return [(r.kind.name, str(r.portion) if r.portion else r.target) for r in result.relations]


@pytest.mark.parametrize(
    ("sentence", "day", "note"),
    [
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.", date(2031, 7, 1), ""),
        ("Luật này có hiệu lực kể từ ngày 01/7/2031.", date(2031, 7, 1), ""),
        ("1. Luật này có hiệu lực thi hành kể từ ngày ký.", date(2030, 3, 1), "ký"),
        # the later day is another document's
        (
            "Luật này có hiệu lực từ ngày ký và thay cho Quyết định số 5/QĐ-TTg ngày 11 tháng 5 năm 2022.",
            date(2030, 3, 1),
            "ký",
        ),
        ("Luật này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký ban hành.", date(2030, 4, 15), "45 ngày"),
        ("Luật này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.", None, ""),
        ("Luật này có hiệu lực từ ngày 31 tháng 02 năm 2031.", None, ""),
        ("Luật Chợ có hiệu lực từ ngày 01 tháng 7 năm 2031.", None, ""),  # another law
        ("“Luật này có hiệu lực từ ngày 01 tháng 7 năm 2031.”", None, ""),  # quoted
    ],
)
def test_first_day(sentence: str, day: date | None, note: str) -> None:
    result = finals(f"Điều 1. Phạm vi\nChợ.\nĐiều 2. Hiệu lực thi hành\n{sentence}", issued=date(2030, 3, 1))
    assert result.validity.effective == day
    if day:
        assert result.validity.effective_evidence.source.startswith("9/2030/QH16 điều 2")
        assert note in result.validity.effective_evidence.note


def test_days_that_cannot_be_worked_out_are_remarks() -> None:
    published = finals("Điều 1. Hiệu lực thi hành\nLuật này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.")
    missing = finals("Điều 1. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày 31 tháng 02 năm 2031.")
    assert any("15 ngày" in remark for remark in published.remarks)
    assert any("không tồn tại" in remark for remark in missing.remarks)


def test_partial_commencement() -> None:
    result = finals(
        "Điều 1. Một\nA.\nĐiều 2. Hai\nB.\nĐiều 3. Hiệu lực thi hành\n"
        "1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031, trừ trường hợp quy định tại khoản 2 Điều này.\n"
        "2. Quy định tại khoản 3 Điều 2 của Luật này có hiệu lực thi hành từ ngày 15 tháng 01 năm 2031."
    )
    assert result.validity.effective == date(2031, 7, 1)
    assert {str(p): v.effective for p, v in result.partial.items()} == {"9/2030/QH16 điều 2 khoản 3": date(2031, 1, 15)}
    evidence = [v.effective_evidence.source for v in result.partial.values()]
    assert evidence == ["9/2030/QH16 điều 3 khoản 2"]


def test_partial_commencement_in_one_sentence() -> None:
    result = finals(
        "Điều 1. Hiệu lực thi hành\n1. Luật này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2031, "
        "trừ khoản 1 Điều 4, điểm b khoản 1 Điều 8 thì có hiệu lực kể từ ngày 01 tháng 02 năm 2031."
    )
    assert result.validity.effective == date(2031, 6, 1)
    assert [str(p) for p in result.partial] == ["9/2030/QH16 điều 4 khoản 1", "9/2030/QH16 điều 8 khoản 1 điểm b"]


def test_replacement_repeal_and_end() -> None:
    result = finals(
        "Điều 1. Phạm vi\nChợ.\nĐiều 2. Hiệu lực thi hành\n"
        "1. Luật này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n"
        "2. Luật Chợ phiên số 5/2011/QH12 đã được sửa đổi, bổ sung theo Luật số 6/2015/QH13 "
        "hết hiệu lực kể từ ngày Luật này có hiệu lực.\n"
        "3. Bãi bỏ khoản 4 Điều 2 Thông tư số 57/2019/TT-BCA ngày 11 tháng 11 năm 2019; "
        "các Điều 7, 8 của Nghị định số 121/2025/NĐ-CP.",
        title="Luật Chợ phiên",
    )
    assert acts(result) == [
        ("REPLACES", "5/2011/QH12"),
        ("REPEALS", "57/2019/TT-BCA điều 2 khoản 4"),
        ("REPEALS", "121/2025/NĐ-CP điều 7"),
        ("REPEALS", "121/2025/NĐ-CP điều 8"),
    ]
    assert {r.on for r in result.relations} == {date(2031, 7, 1)}
    assert str(result.relations[1].provision) == "9/2030/QH16 điều 2 khoản 3"


def test_decree_that_replaces() -> None:
    result = finals(
        "Điều 1. Phạm vi\nChợ.\nĐiều 2. Hiệu lực thi hành\nNghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031 và thay thế "
        "Nghị định số 144/2021/NĐ-CP ngày 31 tháng 12 năm 2021 của Chính phủ quy định chi tiết Luật số 5/2011/QH12.\n"
        "Văn bản dẫn chiếu được sửa đổi, bổ sung, thay thế Nghị định số 1/2020/NĐ-CP thì theo văn bản mới.",
        "Nghị định",
        "8/2030/NĐ-CP",
    )
    assert acts(result) == [("REPLACES", "144/2021/NĐ-CP")]


AMENDING = """Căn cứ Hiến pháp;
Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Chợ phiên số 5/2011/QH12 đã được sửa đổi theo Luật số 6/2015/QH13.
Điều 1. Sửa đổi, bổ sung một số điều của Luật Chợ phiên
1. Sửa đổi, bổ sung khoản 3 Điều 40 như sau:
“3. Bãi bỏ Điều 99 của Bộ luật Dân sự số 91/2015/QH13.”.
2. Bổ sung Điều 24a vào sau Điều 24 như sau:
“Điều 24a. Chợ mới
Chữ.”.
3. Sửa đổi, bổ sung một số điểm, khoản của Điều 6 như sau:
a) Sửa đổi, bổ sung điểm a khoản 1 như sau:
“a) Chữ.”;
b) Bãi bỏ khoản 2.
4. Thay thế cụm từ “Bộ A” bằng cụm từ “Bộ B” tại khoản 1 Điều 7.
Điều 2. Điều khoản khác
1. Sửa đổi, bổ sung Điều 44 của Luật Đò ngang số 7/2012/QH13 như sau:
“Điều 44. Chữ
Chữ.”.
Điều 3. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031."""


def test_amendments_by_place() -> None:
    result = finals(AMENDING, title="Luật sửa đổi, bổ sung một số điều của Luật Chợ phiên")
    assert acts(result) == [
        ("AMENDS", "5/2011/QH12"),
        ("AMENDS", "5/2011/QH12 điều 40 khoản 3"),
        ("AMENDS", "5/2011/QH12 điều 24a"),
        ("AMENDS", "5/2011/QH12 điều 6"),
        ("AMENDS", "5/2011/QH12 điều 6 khoản 1 điểm a"),
        ("REPEALS", "5/2011/QH12 điều 6 khoản 2"),
        ("AMENDS", "5/2011/QH12 điều 7 khoản 1"),
        ("AMENDS", "7/2012/QH13 điều 44"),
    ]
    by = {str(r.portion): str(r.provision) for r in result.relations}
    assert by["5/2011/QH12 điều 6 khoản 1 điểm a"] == "9/2030/QH16 điều 1 khoản 3 điểm a"


def test_articles_that_do_not_name_the_amended_decree() -> None:
    result = finals(
        "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 3\n1. Sửa đổi khoản 2 Điều 3 như sau:\n“2. Chữ.”.\n"
        "Điều 2. Bãi bỏ Điều 15\nBãi bỏ Điều 15.\n"
        "Điều 3. Điều khoản thi hành\nNghị định này có hiệu lực từ ngày 01 tháng 8 năm 2031.",
        "Nghị định",
        "8/2030/NĐ-CP",
        title="Sửa đổi, bổ sung một số điều của Nghị định số 18/2020/NĐ-CP ngày 11 tháng 02 năm 2020",
    )
    assert ("AMENDS", "18/2020/NĐ-CP điều 3 khoản 2") in acts(result)
    assert {r.target for r in result.relations} == {"18/2020/NĐ-CP"}


def test_consolidated_text_commits_no_acts() -> None:
    result = finals("Điều 1. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày 01 tháng 7 năm 2031.", "Văn bản hợp nhất")
    assert result.validity.effective is None
    assert result.relations == ()


def test_kinds_of_relations_are_the_models() -> None:
    assert {r.kind for r in finals(AMENDING, title="Luật sửa đổi, bổ sung Luật Chợ phiên").relations} == {
        RelationKind.AMENDS,
        RelationKind.REPEALS,
    }
