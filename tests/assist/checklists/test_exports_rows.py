"""Remarks on bases stand once, with all the places they are about."""

from __future__ import annotations

from datetime import date

from assist.checklists.exports.rows import remarks_on_bases
from assist.checklists.model import Basis, Line, Reading, Result
from corpus.checklists import Item
from corpus.documents import Status
from corpus.provisions import ProvisionId

NUMBER = "43/2021/TT-BCA"


def basis(place: str) -> Basis:
    pid = ProvisionId.parse(f"{NUMBER} {place}")
    told = f"Hiệu lực của {pid.pinpoint()} Thông tư số {NUMBER} vào ngày 05/03/2026: chưa xác minh."
    return Basis(pid, Status.UNVERIFIED, "Thông tư", remarks=(told,))


def test_one_remark_for_many_places() -> None:
    item = Item.model_validate(
        {
            "code": "a",
            "act": "Làm",
            "who": "ai",
            "modality": "phải",
            "says": "Làm.",
            "basis": [f"{NUMBER} điều 5 khoản 1", f"{NUMBER} điều 5 khoản 2"],
        }
    )
    reading = Reading(item, (basis("điều 5 khoản 1"), basis("điều 5 khoản 2"), basis("điều 5 khoản 1")))
    told = remarks_on_bases(Result(date(2026, 3, 5), (Line("p.a", "P", item, reading),)))
    assert len(told) == 1
    places, remark = told[0]
    assert places.endswith(f"{NUMBER}: khoản 1 Điều 5, khoản 2 Điều 5")
    assert remark == "Hiệu lực của điều khoản này vào ngày 05/03/2026: chưa xác minh."
