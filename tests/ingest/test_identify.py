"""Facts of documents: heads and tails in our own words, in the layouts that files come in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.documents import Document, RelationKind
from corpus.provisions import ProvisionId
from ingest.identify import Identifier
from ingest.identify.head import find_number, sentence_case
from ingest.identify.names import issuers_of_number
from ingest.identify.unnumbered import unnumbered
from ingest.source import CleanText, Line, Page, SourceText


def identify(text: str, metadata: dict[str, object] | None = None) -> Document:
    lines = tuple(Line(line, None, 0) for line in text.split("\n") if line.strip())
    source = SourceText(Path("tep.txt"), "0", "text", (Page(None, text),), metadata or {})
    return Identifier().run(source=source, clean=CleanText(lines))["document"]


LAW = """QUỐC HỘI
Luật số: 12/2030/QH16
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU
CỦA LUẬT CHỢ PHIÊN
Căn cứ Hiến pháp;
Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Chợ phiên số 5/2020/QH14.
Điều 1. Sửa đổi
Nội dung.
Luật này được Quốc hội khóa XVI, kỳ họp thứ 2 thông qua ngày 28 tháng 11 năm 2030.
CHỦ TỊCH QUỐC HỘI
(Đã ký)
Nguyễn Văn Mẫu"""

PLAN = """Số: 7 /KH-CAT-PC02
Hậu Giang, ngày 3 tháng 4 năm 2029
KẾ HOẠCH
Phòng ngừa trộm cắp tại chợ
(Giai đoạn 2029-2030)
Thực hiện Quyết định số 15/QĐ-TTg ngày 1/2/2029 của Thủ tướng Chính phủ; Nghị quyết số 9/2028/QH16 ngày 5/6/2028;
I. MỤC TIÊU
1. Giảm vụ việc.
Nơi nhận:
- Bộ Công an (để báo cáo);
- Lưu: VT.
GIÁM ĐỐC
Đại tá Trần Thị Thử"""


def test_law_with_title_in_capitals() -> None:
    document = identify(LAW)
    assert document.number == "12/2030/QH16"
    assert document.kind == "Luật"
    assert document.title == "Luật sửa đổi, bổ sung một số điều của Luật Chợ phiên"
    assert document.issuers == ("Quốc hội",)
    assert document.signers == ("Nguyễn Văn Mẫu",)
    assert document.issued == date(2030, 11, 28)
    assert document.issued_evidence.verified
    assert document.remarks == ()


def test_plan_of_a_province() -> None:
    document = identify(PLAN)
    assert document.number == "7/KH-CAT-PC02"
    assert document.kind == "Kế hoạch"
    assert document.title == "Phòng ngừa trộm cắp tại chợ (Giai đoạn 2029-2030)"
    assert document.issuers == ("Công an tỉnh Hậu Giang",)
    assert (document.place, document.issued) == ("Hậu Giang", date(2029, 4, 3))
    assert document.signers == ("Trần Thị Thử",)
    assert document.recipients == ("Bộ Công an (để báo cáo)", "Lưu: VT")
    based_on = [r.target for r in document.relations if r.kind is RelationKind.BASED_ON]
    assert based_on == ["15/QĐ-TTg", "9/2028/QH16"]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["Số: 81/2025/TT-BCA"], "81/2025/TT-BCA"),
        (["Số: 33/2026/TT-BCA Hà Nội, ngày 10 tháng 4 năm 2026"], "33/2026/TT-BCA"),  # number and place on one line
        (
            ["Số: 01/2022/TTLT-VKSNDTC-", "TANDTC-BCA-BQP"],
            "01/2022/TTLT-VKSNDTC-TANDTC-BCA-BQP",
        ),  # broken after a hyphen
        (["Số: 01/2022/TTLT-VKSNDTC\ufffeTANDTC-BCA"], "01/2022/TTLT-VKSNDTC-TANDTC-BCA"),  # a PDF's soft hyphen
        (["Luật số: 53/2024/QH15"], "53/2024/QH15"),
        (["Sô: 188/QĐ-VPCP"], "188/QĐ-VPCP"),  # as a recogniser reads it
        (["Số: 47NQ-CP"], "47/NQ-CP"),  # its lost stroke
        (["Số lượng 5/10 người"], ""),
    ],
)
def test_number_line(lines: list[str], number: str) -> None:
    assert find_number(lines)[0] == number


def test_open_serial_is_no_number() -> None:
    document = identify(
        "UỶ BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: /2030/QĐ-UBND\nQUYẾT ĐỊNH\nVề quản lý điều kiện họp chợ\nĐiều 1. Ban hành."
    )
    assert document.number == "không số: Quyết định Về quản lý Điều kiện họp chợ"
    assert any("/2030/QĐ-UBND" in remark for remark in document.remarks)
    assert document.issuers == ("Ủy ban nhân dân tỉnh An Bình",)


@pytest.mark.parametrize(
    "title", ["về một số điều của quy chế chương trình", "phần mềm, mục tiêu và khoản chi", "Kế hoạch “A”."]
)
def test_unnumbered_names_read_back(title: str) -> None:
    name = unnumbered(title, "Quyết định")
    pid = ProvisionId.parse(f"{name} điều 3 khoản 1")
    assert (pid.document, pid.article, pid.clause) == (name, "3", "1")


def test_day_that_does_not_exist() -> None:
    document = identify(PLAN.replace("ngày 3 tháng 4 năm 2029", "ngày 31 tháng 02 năm 2029"))
    assert document.issued is None
    assert any("không tồn tại" in remark for remark in document.remarks)


def test_portal_title_line_gives_number_and_case() -> None:
    text = "Luật Chợ phiên số 5/2020/QH14\nNguồn: Cổng thông tin • ID: 1\nLUẬT\nCHỢ PHIÊN\nĐiều 1. Phạm vi\nChợ."
    document = identify(text)
    assert (document.number, document.title) == ("5/2020/QH14", "Luật Chợ phiên")


def test_portal_line_in_capitals_is_not_the_kind_line() -> None:
    document = identify("LUẬT CHỢ PHIÊN SỐ 5/2020/QH14\nLUẬT\nCHỢ PHIÊN\nĐiều 1. Phạm vi\nChợ.")
    assert (document.number, document.title) == ("5/2020/QH14", "Luật Chợ phiên")


def test_front_matter_fills_what_the_text_lacks() -> None:
    facts = {
        "SoHieu": "8/2030/TT-BYT",
        "NgayBanHanh": "17/06/2030",
        "HieuLuc": "~02/07/2030 (15 ngày)",
        "NguoiKy": "Lê Văn Hai",
    }
    document = identify("THÔNG TƯ\nVề khám bệnh ở chợ\nĐiều 1. Phạm vi\nChợ.", facts)
    assert (document.number, document.issued, document.signers) == ("8/2030/TT-BYT", date(2030, 6, 17), ("Lê Văn Hai",))
    assert document.validity.effective == date(2030, 7, 2)
    assert document.validity.unverified


def test_text_outranks_front_matter() -> None:
    document = identify("Số: 8/2030/TT-BYT\nTHÔNG TƯ\nVề chợ\nĐiều 1. Phạm vi\nChợ.", {"so_hieu": "9/2030/TT-BYT"})
    assert document.number == "8/2030/TT-BYT"
    assert any("9/2030/TT-BYT" in remark for remark in document.remarks)


def test_office_alone_is_no_signer() -> None:
    assert identify("THÔNG TƯ\nVề chợ\nĐiều 1. A\nB.", {"nguoi_ky": "Thủ tướng Chính phủ"}).signers == ()


def test_consolidated_text_names_its_original() -> None:
    document = identify(
        "VĂN BẢN HỢP NHẤT - VĂN PHÒNG QUỐC HỘI\nLUẬT\nCHỢ PHIÊN\n"
        "Luật Chợ phiên số 5/2020/QH14 ngày 1 tháng 2 năm 2020, được sửa đổi bởi:\nLuật số 7/2025/QH15.\n"
        "Điều 1. Phạm vi\nChợ.\nVĂN PHÒNG QUỐC HỘI\nSố: 3/VBHN-VPQH\nXÁC THỰC\nHà Nội, ngày 2 tháng 8 năm 2025\nCHỦ NHIỆM\nLê Văn Ba"
    )
    assert (document.number, document.kind, document.issued) == ("3/VBHN-VPQH", "Văn bản hợp nhất", date(2025, 8, 2))
    assert document.issuers == ("Văn phòng Quốc hội",)
    assert [(r.kind, r.target) for r in document.relations] == [
        (RelationKind.CONSOLIDATES, "5/2020/QH14"),
        (RelationKind.CITES, "7/2025/QH15"),
    ]


def test_news_item_is_not_the_plan() -> None:
    text = (
        "(Tin) - Ban Chỉ đạo vừa ban hành Kế hoạch số 5/KH-BCĐ ngày 02/03/2028 về trật tự chợ năm 2029.\n"
        "Mục tiêu là giảm ba phần trăm vụ việc."
    )
    document = identify(text)
    assert (document.number, document.kind, document.issued) == ("tin: 5/KH-BCĐ", "Tin bài", None)
    assert [(r.kind, r.target) for r in document.relations] == [(RelationKind.CITES, "5/KH-BCĐ")]
    assert any("02/03/2028" in remark and "2029" in remark for remark in document.remarks)
    assert str(ProvisionId.parse("tin: 5/KH-BCĐ đoạn 2")) == "tin: 5/KH-BCĐ đoạn 2"


def test_issuers_of_joint_circular_keep_their_order() -> None:
    assert issuers_of_number("01/2022/TTLT-VKSNDTC-TANDTC-BCA") == (
        "Viện kiểm sát nhân dân tối cao",
        "Tòa án nhân dân tối cao",
        "Bộ Công an",
    )


def test_sentence_case_keeps_names_of_laws() -> None:
    assert sentence_case("VỀ LUẬT CĂN CƯỚC CỦA VIỆT NAM") == "Về Luật Căn cước của Việt Nam"
