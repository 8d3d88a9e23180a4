"""Document numbers: one spelling for each."""

import pytest

from corpus.numbers import issuer_codes, kind_of_number, normalize_number, number_key

SPELLINGS = [
    # as sources print them
    ("Số: 111 /KH-CAT-CSHS", "111/KH-CAT-CSHS"),
    ("64/2020/TT- BCA", "64/2020/TT-BCA"),
    ("Luật số: 53/2024/QH15", "53/2024/QH15"),
    ("Số: 01/2022/TTLT-VKSNDTC-TANDTC-BCA-BQP-BLĐTBXH", "01/2022/TTLT-VKSNDTC-TANDTC-BCA-BQP-BLĐTBXH"),
    # Icelandic Eth for Đ, lower case
    ("89/2015/NÐ-CP", "89/2015/NĐ-CP"),
    ("85/2017/nđ-cp", "85/2017/NĐ-CP"),
    # mixed case that upper-casing would spoil
    ("1863/QĐ-TTg", "1863/QĐ-TTg"),
    ("1863/QĐ-TTG", "1863/QĐ-TTg"),
    # old numbers
    ("31-L/CTN", "31-L/CTN"),
    ("82-TC/TCT", "82-TC/TCT"),
    ("522b/NQ-UBTVQH13", "522b/NQ-UBTVQH13"),
    ("102-SL/L-004", "102-SL/L-004"),
    # no number at all
    ("Kế hoạch mật", "Kế hoạch mật"),
]


@pytest.mark.parametrize(("raw", "number"), SPELLINGS)
def test_normalize_number_gives_one_spelling(raw: str, number: str) -> None:
    assert normalize_number(raw) == number
    assert normalize_number(number) == number


def test_key_ignores_accents_case_and_separators() -> None:
    assert number_key("06/2018/TTLT-BCA") == number_key("06/2018/ttlt/bca")
    assert number_key("8316/QĐ-BCA") == number_key("8316/QD-BCA")
    assert number_key("43/2021/TT-BCA") != number_key("43/2020/TT-BCA")


@pytest.mark.parametrize(
    ("number", "kind", "issuers"),
    [
        ("43/2021/TT-BCA", "Thông tư", ["BCA"]),
        (
            "06/2018/TTLT-VKSNDTC-TANDTC-BCA-BTP-BLĐTBXH",
            "Thông tư liên tịch",
            ["VKSNDTC", "TANDTC", "BCA", "BTP", "BLĐTBXH"],
        ),
        ("53/2024/QH15", "Luật", ["QH15"]),
        ("8316/QĐ-BCA", "Quyết định", ["BCA"]),
        ("111/KH-CAT-CSHS", "Kế hoạch", ["CAT", "CSHS"]),
        ("không phải số hiệu", None, []),
    ],
)
def test_kind_and_issuers_of_a_number(number: str, kind: str | None, issuers: list[str]) -> None:
    assert kind_of_number(number) == kind
    assert issuer_codes(number) == issuers
