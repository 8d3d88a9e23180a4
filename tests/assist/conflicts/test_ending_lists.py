"""Documents that a final article ends in a list, and those it only mentions."""

from __future__ import annotations

from datetime import date

import pytest

from assist.conflicts.ending_lists import read_lists
from assist.conflicts.endings import read_endings
from corpus.documents import Document, Evidence, Validity
from corpus.provisions import Provision, ProvisionId
from ingest.portions import split_portions

OWN = "09/2022/TT-BCA"
A, B, C = "11/2010/TT-BCA", "12/2011/TT-BCA", "13/2012/QĐ-TTg"


def article(body: str) -> Provision:
    text = f"Điều 8. Hiệu lực thi hành\n{body}"
    return Provision(
        ProvisionId.parse(f"{OWN} điều 8"), text, heading="Hiệu lực thi hành", portions=split_portions(text)
    )


@pytest.mark.parametrize(
    ("body", "ended"),
    [
        (f"1. Bãi bỏ các văn bản sau:\na) Thông tư số {A} về giao sổ;\nb) Quyết định số {C} về giữ sổ.", [A, C]),
        (
            f"Thông tư này thay thế các Thông tư sau:\n- Thông tư số {A} về giao sổ;\n- Thông tư số {B} về nhận sổ.",
            [A, B],
        ),
        (f"2. Kể từ ngày Thông tư này có hiệu lực thì Thông tư số {A} hết hiệu lực.", [A]),
        (f"2. Thông tư số {A} về giao sổ, Quyết định số {C} về giữ sổ hết hiệu lực kể từ ngày ký.", [A, C]),
        (f"2. Thông tư số {A} về giao sổ hết hiệu lực thi hành.", [A]),
        # what it only describes
        (f"2. Thông tư số {A} sửa đổi, bổ sung Thông tư số {B}, Quyết định số {C} hết hiệu lực từ ngày ký.", [A]),
        (f"2. Thông tư số {A} đã được sửa đổi theo Thông tư số {B} và Quyết định số {C} hết hiệu lực từ ngày ký.", [A]),
        # parts
        (f"2. Bãi bỏ nội dung về giao sổ tại các văn bản sau:\na) Thông tư số {A};\nb) Thông tư số {B}.", []),
        (f"2. Bãi bỏ các văn bản sau:\na) Điều 2 Thông tư số {A} về sửa Thông tư số {B}; Quyết định số {C}.", []),
        # rules about an end to come
        (f"2. Trường hợp Thông tư số {A} hết hiệu lực thì áp dụng văn bản mới.", []),
        (f"2. Giấy cấp theo Thông tư số {A} được dùng cho đến khi hết hiệu lực.", []),
    ],
)
def test_lists(body: str, ended: list[str]) -> None:
    assert [listed.target for listed in read_lists(article(body))] == ended


def test_the_day_and_the_replacement() -> None:
    [first, second] = read_lists(
        article(
            f"3. Từ ngày 01 tháng 7 năm 2023, các văn bản sau hết hiệu lực:\na) Thông tư số {A};\nb) Thông tư số {B}."
        )
    )
    assert (first.on, second.on, first.replaced) == (date(2023, 7, 1), date(2023, 7, 1), False)
    [replaced] = read_lists(article(f"Thông tư này thay thế các văn bản sau:\na) Thông tư số {A}."))
    assert replaced.replaced


def test_endings_take_lists_and_leave_exceptions() -> None:
    acting = Document(
        OWN,
        "Thông tư",
        "Giao sổ",
        issued=date(2022, 1, 5),
        validity=Validity(date(2022, 3, 1), effective_evidence=Evidence(OWN)),
    )
    body = f"1. Bãi bỏ các văn bản sau:\na) Thông tư số {A} về miễn trừ sổ;\nb) Thông tư số {B}, trừ Điều 4;\nc) Quyết định số {C}."
    endings = read_endings([(acting, [article(body)])], {B})
    assert set(endings) == {
        A
    }  # B is at hand and ends but in part; a circular does not end a decision of the Prime Minister
    [ending] = endings[A]
    assert (ending.on, ending.excepted) == (date(2022, 3, 1), False)  # "miễn trừ" is no exception


def test_a_table_of_a_document_is_not_the_document() -> None:
    acting = Document(OWN, "Thông tư", "Giao sổ", validity=Validity(date(2022, 3, 1), effective_evidence=Evidence(OWN)))
    body = f"2. Bãi bỏ Quyết định số 14/2009/QĐ-BCA về sổ cũ; Bảng 3 mẫu sổ tại Thông tư {A} về giao sổ."
    assert A not in read_endings([(acting, [article(body)])], set())
