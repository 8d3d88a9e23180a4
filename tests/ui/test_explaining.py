"""What a score is made of, in Vietnamese: a saying for every feature, and its value in it."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.documents import Status
from corpus.provisions import ProvisionId
from search.features import NAMES, OF_FIELD
from search.model import Hit
from search.query import Understood
from ui.explaining import SAYINGS, part_lines, parts, reading, reading_lines, told

DAY = date(2025, 7, 1)


def test_every_feature_has_a_saying_of_its_own() -> None:
    assert list(SAYINGS) == list(NAMES)
    assert len({s.name for s in SAYINGS.values()}) == len(NAMES)
    assert all(told(name, 0.5) and told(name, 0.0) for name in NAMES + OF_FIELD)
    assert all("  " not in told(name, 0.5) for name in OF_FIELD)


@pytest.mark.parametrize(
    ("feature", "value", "expected"),
    [
        ("held", 0.74, "điều chứa 74 % từ của câu hỏi"),
        ("held", 0.0, "điều chứa 0 % từ của câu hỏi"),
        ("held, in the field", 0.6, "điều chứa từ của câu hỏi (trong lĩnh vực): 0.60"),
        ("heading precise, in the field", 0.5, "từ trong tên điều có ở câu hỏi (trong lĩnh vực): 0.50"),
        ("long", 5.0, "điều dài 147 tiếng"),
        ("long, in the field", 4.0, "độ dài của điều (trong lĩnh vực): 4.00"),
        ("dense", -0.05, "điều gần nghĩa -0.05 với câu hỏi"),
        ("core", 1.0, "văn bản có tóm lược của kho"),
        ("core", 0.0, "văn bản không có tóm lược của kho"),
        ("core, in the field", 0.0, "văn bản có tóm lược của kho (trong lĩnh vực): 0.00"),
        ("held less", -0.2, "kém điều đứng đầu 20 % về số từ của câu hỏi mà điều chứa"),
        ("held less", 0.0, "đứng đầu về số từ của câu hỏi mà điều chứa"),
        ("dense rank", 0.5, "đứng thứ 1 về độ gần nghĩa"),
        ("dense rank", 0.2, "đứng thứ 4 về độ gần nghĩa"),
        ("dense rank, in the field", 0.2, "thứ hạng về độ gần nghĩa (trong lĩnh vực): 0.20"),
    ],
)
def test_told(feature: str, value: float, expected: str) -> None:
    assert told(feature, value) == expected


def test_the_parts_of_a_hit() -> None:
    made_of = (("held", 0.74, 0.8219), ("out of force", 1.0, -1.5))
    hit = Hit(ProvisionId.parse("1/2020/TT-A điều 2"), "", "", "", "tóm lược", Status.EXPIRED, 0.5, parts=made_of)
    assert list(part_lines(hit)) == [
        "+0.82  điều chứa 74 % từ của câu hỏi",
        "-1.50  văn bản hết hoặc chưa có hiệu lực vào ngày áp dụng",
    ]
    assert parts(hit)[0] == {"feature": "held", "value": 0.74, "part": 0.8219}


def test_a_reading_tells_only_what_there_is_to_tell() -> None:
    plain = Understood("giám hộ", "giám hộ", DAY, day_given=False)
    assert list(reading_lines(plain)) == ["Ngày áp dụng: 01/07/2025"]
    assert reading(plain) == {"on": "2025-07-01", "text": "giám hộ", "restored": False, "added": [], "named": []}
    named = (ProvisionId.parse("43/2021/TT-BCA điều 5"),)
    rich = Understood("ĐTV hỏi", "điều tra viên hỏi", DAY, True, "trẻ em, lời khai", named=named, documents=("1/TT",))
    assert list(reading_lines(rich)) == [
        "Ngày áp dụng: 01/07/2025 (nêu trong câu hỏi)",
        "Đọc câu hỏi là: điều tra viên hỏi",
        "Thêm từ ngữ của luật: trẻ em, lời khai",
        "Câu hỏi nêu: Điều 5 Thông tư số 43/2021/TT-BCA, 1/TT",
    ]
    bare = Understood("giam ho", "giám hộ", DAY, False, restored=True)
    assert list(reading_lines(bare))[1:] == ["Thêm dấu, đọc câu hỏi là: giám hộ"]
    assert reading(bare)["restored"] is True
    assert reading(rich)["added"] == ["trẻ em", "lời khai"]
    assert reading(rich)["named"] == ["43/2021/TT-BCA điều 5", "1/TT"]
