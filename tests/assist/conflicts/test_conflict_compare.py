"""How two clauses differ: each type by invented pairs, paraphrases that do not differ, and clauses of different matters."""

from __future__ import annotations

import pytest

from assist.conflicts.compare import compare, same_matter
from assist.conflicts.model import Clause, Difference, DifferenceType, Severity, Statement
from assist.conflicts.statements import read_statement
from corpus.provisions import ProvisionId

LIMIT, MODALITY, COMPETENCE = DifferenceType.LIMIT, DifferenceType.MODALITY, DifferenceType.COMPETENCE
DEFINITION, CONDITION, PENALTY = DifferenceType.DEFINITION, DifferenceType.CONDITION, DifferenceType.PENALTY
REFERENCE, DUPLICATE = DifferenceType.REFERENCE, DifferenceType.DUPLICATE


def statements(left: str, right: str, headings: tuple[str, str] = ("", "")) -> tuple[Statement, Statement]:
    return (
        read_statement(Clause(ProvisionId.parse("1/2030/TT-ABC điều 4"), left, headings[0])),
        read_statement(Clause(ProvisionId.parse("2/2031/NĐ-CP điều 9"), right, headings[1])),
    )


def differences(left: str, right: str) -> list[Difference]:
    return compare(*statements(left, right))


VISIT = "Khi nhận tin trẻ đi lạc, Công an xã phải cử cán bộ tới nhà gặp người chăm sóc trẻ trong thời hạn 24 giờ kể từ lúc nhận tin"


@pytest.mark.parametrize(
    ("old", "new", "kind", "severity"),
    [
        ("24 giờ", "48 giờ", LIMIT, Severity.HIGH),
        ("24 giờ", "24 ngày", LIMIT, Severity.HIGH),
        ("24 giờ", "01 ngày", LIMIT, Severity.LOW),  # the same stretch counted otherwise
        ("trong thời hạn 24 giờ", "sau ít nhất 24 giờ", LIMIT, Severity.HIGH),
        ("phải", "có thể", MODALITY, Severity.HIGH),
        ("phải", "không được", MODALITY, Severity.HIGH),
        ("Công an xã", "Sở Y tế", COMPETENCE, Severity.HIGH),
        ("Công an xã", "Cơ quan Công an", COMPETENCE, Severity.LOW),  # only said more closely
        ("Khi nhận tin trẻ đi lạc, ", "", CONDITION, Severity.LOW),
        ("lúc nhận tin", "lúc nhận tin, trừ trường hợp gia đình đã tự tìm thấy cháu", CONDITION, Severity.MEDIUM),
    ],
)
def test_one_change_is_one_difference(old: str, new: str, kind: DifferenceType, severity: Severity) -> None:
    changed = VISIT.replace(old, new)
    for left, right in ((VISIT, changed), (changed, VISIT)):
        found = differences(left, right)
        assert [(d.type, d.severity) for d in found] == [(kind, severity)], [d.what for d in found]


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Tổ tư vấn trả lời đơn của phụ huynh chậm nhất 03 ngày làm việc.",
         "Tổ tư vấn trả lời đơn của phụ huynh chậm nhất 03 ngày.", LIMIT),
        ("Mỗi buổi gặp trẻ không quá 02 lần nghỉ giữa giờ.", "Mỗi buổi gặp trẻ không quá 03 lần nghỉ giữa giờ.", LIMIT),
        ("Lớp bơi nhận trẻ từ đủ 6 tuổi có giấy khám sức khỏe.", "Lớp bơi nhận trẻ từ đủ 8 tuổi có giấy khám sức khỏe.", DEFINITION),
        ("Người dưới 16 tuổi đi tàu cao tốc được miễn vé.", "Người trên 16 tuổi đi tàu cao tốc được miễn vé.", DEFINITION),
        ("Phạt tiền từ 2.000.000 đồng đến 3.000.000 đồng đối với hành vi thả diều gần sân bay.",
         "Phạt tiền từ 2.000.000 đồng đến 5.000.000 đồng đối với hành vi thả diều gần sân bay.", PENALTY),
        ("Người nào phá cột mốc dẫn đường thì bị phạt tù từ 01 năm đến 05 năm.",
         "Người nào phá cột mốc dẫn đường thì bị phạt tù từ 02 năm đến 05 năm.", PENALTY),
        ("Hồ sơ vay sách quý gồm giấy tờ nêu tại khoản 2 Điều 7 Nghị định số 5/2029/NĐ-CP.",
         "Hồ sơ vay sách quý gồm giấy tờ nêu tại khoản 2 Điều 8 Nghị định số 5/2029/NĐ-CP.", REFERENCE),
        ("Người đọc sách mù chữ nổi không được mang sách ra khỏi phòng đọc.",
         "Người đọc sách mù chữ nổi được mang sách ra khỏi phòng đọc.", MODALITY),
        ("Phòng lánh nạn là nơi ở tạm do phường lập ra cho người bị bạo hành.",
         "Phòng lánh nạn là nơi ở tạm do phường lập ra cho khách du lịch đường xa.", DEFINITION),
        # one item of a list left out
        ("Đồ chơi nguy hiểm là đồ chơi có cạnh sắc, pin rời, dây dài làm trẻ bị thương.",
         "Đồ chơi nguy hiểm là đồ chơi có cạnh sắc, dây dài làm trẻ bị thương.", DEFINITION),
        ("Giấy mời họp phụ huynh lập theo mẫu của Thông tư số 9/2028/TT-ABC về hội cha mẹ học sinh.",
         "Giấy mời họp phụ huynh lập theo mẫu của Thông tư số 8/2028/TT-ABC về hội cha mẹ học sinh.", REFERENCE),
    ],
)  # fmt: skip
def test_types(left: str, right: str, kind: DifferenceType) -> None:
    found = differences(left, right)
    assert [d.type for d in found] == [kind], [d.what for d in found]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # synonyms, figures written otherwise
        ("Trong thời hạn 03 ngày kể từ ngày nhận đơn, Ủy ban nhân dân cấp xã có trách nhiệm thông báo cho phụ huynh.",
         "Trong vòng ba ngày tính từ ngày nhận đơn, UBND cấp xã phải báo cho phụ huynh."),
        # short names inside longer ones
        ("Chánh án Tòa án nhân dân tối cao và Thủ trưởng Cơ quan điều tra cấp tỉnh cùng trả lời báo chí về vụ cháy rừng.",
         "Chánh án TANDTC và Thủ trưởng CQĐT cấp tỉnh cùng trả lời báo chí về vụ cháy rừng."),
        # order changed
        ("Nếu cháu bé cần phiên dịch thì cán bộ tiếp dân mời người biết tiếng dân tộc.",
         "Cán bộ tiếp dân mời người biết tiếng dân tộc nếu cháu bé cần phiên dịch."),
        # words of citing
        ("Người trông trẻ quy định tại khoản 1 Điều 5 Luật này học lớp sơ cứu trước khi nhận trẻ.",
         "Người trông trẻ nêu tại khoản 1 Điều 5 Luật này dự lớp sơ cứu trước khi nhận trẻ."),
        ("Nghiêm cấm bán pháo hoa cho người chưa đủ 18 tuổi tại chợ đêm.",
         "Không được bán pháo hoa cho người dưới 18 tuổi tại chợ đêm."),
    ],
)  # fmt: skip
def test_paraphrases_are_duplicates(left: str, right: str) -> None:
    found = differences(left, right)
    assert [d.type for d in found] == [DUPLICATE], [d.what for d in found]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hiệu trưởng phải báo phụ huynh trong 24 giờ khi học sinh nghỉ học.",
         "Chủ tàu phải nộp sổ nhật ký trong 48 giờ khi tàu cập cảng."),
        # the same limit of different things
        ("Trong 5 ngày làm việc kể từ ngày nhận đủ hồ sơ, Sở Y tế cấp giấy phép hành nghề châm cứu.",
         "Trong 7 ngày làm việc kể từ ngày nhận đủ hồ sơ, Sở Xây dựng cấp giấy phép đào đường ống nước."),
        ("", "Chủ tàu phải nộp sổ."),
    ],
)  # fmt: skip
def test_different_matters_give_nothing(left: str, right: str) -> None:
    assert differences(left, right) == []


def test_penal_frames_of_different_crimes_give_nothing() -> None:
    frame = "Người phạm tội còn có thể bị phạt tiền từ {} đồng đến 50.000.000 đồng."
    left, right = frame.format("5.000.000"), frame.format("9.000.000")
    assert compare(*statements(left, right, ("Tội phá cột mốc", "Tội trộm cổ vật"))) == []
    assert [d.type for d in compare(*statements(left, right, ("Tội phá cột mốc", "Tội phá cột mốc")))] == [PENALTY]


def test_the_explanation_quotes_both_sides() -> None:
    (found,) = differences(VISIT, VISIT.replace("24 giờ", "48 giờ"))
    assert "“24 giờ” ở đây, “48 giờ” ở kia" in found.what
    assert VISIT[found.left[0].start : found.left[0].end] == "24 giờ"


def test_a_limit_is_set_against_the_limit_of_the_same_thing() -> None:
    both = "Công an xã chuyển đơn trong 24 giờ kể từ khi nhận; xã đảo xa bờ chuyển đơn bằng tàu khách trong {} giờ."
    (found,) = differences(both.format("48"), both.format("72"))
    assert "“48 giờ” ở đây, “72 giờ” ở kia" in found.what


def test_likeness() -> None:
    assert same_matter(*statements(VISIT, VISIT)) == pytest.approx(1)
    assert same_matter(*statements(VISIT, "Chủ tàu nộp sổ nhật ký cho cảng vụ.")) < 0.15


def test_no_difference_speaks_of_a_contradiction() -> None:
    for new in ("48 giờ", "01 ngày"):
        for difference in differences(VISIT, VISIT.replace("24 giờ", new)):
            assert "mâu thuẫn" not in difference.what
