"""Status on a day, and legal force."""

from datetime import date

import pytest

from corpus.documents import Status, Validity, legal_force


@pytest.mark.parametrize(
    ("validity", "on", "status"),
    [
        # the trafficking law of 2011: its last day, and the first day it no longer applies
        (Validity(date(2012, 1, 1), date(2025, 7, 1)), date(2025, 6, 30), Status.IN_FORCE),
        (Validity(date(2012, 1, 1), date(2025, 7, 1)), date(2025, 7, 1), Status.EXPIRED),
        # not yet begun, begun today
        (Validity(date(2028, 1, 1)), date(2027, 12, 31), Status.NOT_YET),
        (Validity(date(2028, 1, 1)), date(2028, 1, 1), Status.IN_FORCE),
        # nobody has shown when it began, or whether it still stands
        (Validity(), date(2026, 1, 1), Status.UNVERIFIED),
        (Validity(date(2019, 2, 5), unverified=True), date(2026, 1, 1), Status.UNVERIFIED),
        # in doubt only from a day on
        (Validity(date(2019, 2, 5), unverified_since=date(2026, 1, 1)), date(2025, 12, 31), Status.IN_FORCE),
        (Validity(date(2019, 2, 5), unverified_since=date(2026, 1, 1)), date(2026, 1, 1), Status.UNVERIFIED),
        # an end is known though the beginning is not
        (Validity(None, date(2025, 7, 1)), date(2025, 7, 1), Status.EXPIRED),
    ],
)
def test_status_on_a_day(validity: Validity, on: date, status: Status) -> None:
    assert validity.status(on) is status


def test_legal_force_orders_kinds() -> None:
    ordered = [
        ("Hiến pháp", ""),
        ("Luật", "53/2024/QH15"),
        ("Nghị quyết", "121/2020/QH14"),
        ("Nghị quyết", "522b/NQ-UBTVQH13"),
        ("Nghị định", "162/2025/NĐ-CP"),
        ("Quyết định", "1863/QĐ-TTg"),
        ("Nghị quyết", "02/2019/NQ-HĐTP"),
        ("Thông tư", "43/2021/TT-BCA"),
        ("Kế hoạch", "111/KH-CAT-CSHS"),
    ]
    ranks = [legal_force(kind, number) for kind, number in ordered]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)
    assert legal_force("Bộ luật", "100/2015/QH13") == legal_force("Luật", "53/2024/QH15")
