"""The schema of checklists tells faults with their place; what ships is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.checklists import Checklist, TimeLimit, load_checklists
from corpus.circumstances import Event

ITEM: dict[str, object] = {
    "code": "chuyen-tin",
    "act": "Chuyển tin",
    "who": "Công an xã",
    "modality": "phải",
    "says": "Gửi tin đi trong một ngày đêm.",
    "basis": ["43/2021/TT-BCA điều 5 khoản 1"],
    "timing": {"relation": "sau", "event": "tiếp nhận tin"},
}
OTHER: dict[str, object] = {
    "point": "thời hạn, con số",
    "beside": "khác nhau",
    "modality": "phải",
    "says": "Gửi tin đi trong ba ngày.",
    "basis": ["28/2020/TT-BCA điều 7 khoản 1"],
}


def other_without(key: str) -> dict[str, object]:
    return {"differs": [{k: v for k, v in OTHER.items() if k != key}]}


def write(folder: Path, items: list[dict[str, object]], name: str = "tiep-nhan") -> None:
    data = {"code": name, "title": "Tiếp nhận", "order": 1, "items": items}
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def test_a_checklist_is_read(tmp_path: Path) -> None:
    write(tmp_path, [ITEM])
    checklists, problems = load_checklists(tmp_path)
    assert problems == []
    assert [str(pid) for pid in checklists[0].items[0].provisions()] == ["43/2021/TT-BCA điều 5 khoản 1"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"basis": ["TT 43"]}, "items[1].basis[1]"),
        ({"basis": ["43/2021/TT-BCA"]}, "phải là mã điều khoản chuẩn"),
        ({"basis": ["43/2021/TT-BCA điều 5  khoản 1"]}, "items[1].basis[1]"),
        ({"basis": []}, "items[1].basis"),
        ({"modality": "nên"}, "chọn một trong"),
        ({"when": {"role": ["nạn nhân"]}}, "items[1].when.role"),
        ({"when": {"weather": True}}, "khóa lạ"),
        (
            {"limit": {"number": 24, "unit": "giờ", "event": "tiếp nhận tin", "before": True, "custody": True}},
            "before là hạn tính lùi",
        ),
        (
            {"limit": {"number": 2, "unit": "tháng", "event": "bắt đầu tạm giam", "two_thirds": True}},
            "phải ghi cả custody",
        ),
        ({"limit": {"number": 0, "unit": "giờ", "event": "tiếp nhận tin"}}, "lớn hơn 0"),
        (other_without("point"), "items[1].differs[1].point"),
        (other_without("beside"), "items[1].differs[1].beside"),
        ({"differs": [OTHER | {"point": "thời hạn"}]}, "chọn một trong"),
        ({"differs": [OTHER | {"beside": "mâu thuẫn"}]}, "chọn một trong"),
        ({"sign": {"records": ["thông báo"], "shows": "có", "kind": "attendance"}}, "cần who"),
        ({"sign": {"records": ["thông báo"], "shows": "có"}}, "cần words"),
        ({"sign": {"records": ["thông báo"], "shows": "có", "kind": "count"}}, "cần at_least"),
    ],
)
def test_faults_are_told_with_their_place(change: dict[str, object], told: str, tmp_path: Path) -> None:
    write(tmp_path, [{**ITEM, **change}])
    checklists, problems = load_checklists(tmp_path)
    assert checklists == []
    assert any(told in problem for problem in problems), problems


def test_a_code_stands_once_and_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, [ITEM, ITEM])
    write(tmp_path, [ITEM], "cap-bach")
    checklists, problems = load_checklists(tmp_path)
    assert [c.code for c in checklists] == ["cap-bach"]
    assert "items[2].code" in problems[0]


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ({"number": 24, "unit": "giờ", "event": Event.RECEIVED}, "không quá 24 giờ kể từ lúc tiếp nhận tin"),
        (
            {"number": 7, "unit": "ngày", "event": Event.VERIFICATION_ENDS, "before": True},
            "chậm nhất 7 ngày trước lúc kết thúc kiểm tra, xác minh",
        ),
        (
            {"number": 4, "unit": "tháng", "event": Event.DETAINED, "custody": True, "two_thirds": True},
            "không quá hai phần ba của 4 tháng kể từ lúc bắt đầu tạm giam",
        ),
    ],
)
def test_limits_in_words(limit: dict[str, object], words: str) -> None:
    assert TimeLimit.model_validate(limit).words() == words


@pytest.fixture(scope="module")
def shipped() -> list[Checklist]:
    checklists, problems = load_checklists()
    assert problems == []
    return checklists


def test_what_ships_covers_the_procedures(shipped: list[Checklist]) -> None:
    assert sum(len(c.items) for c in shipped) >= 100
    assert [c.order for c in shipped] == list(range(1, len(shipped) + 1))
    assert len({c.title for c in shipped}) == len(shipped)


def test_every_item_that_ships_has_a_place_in_time(shipped: list[Checklist]) -> None:
    assert [f"{c.code}.{i.code}" for c in shipped for i in c.items if i.limit is None and i.timing is None] == []


def test_what_rests_on_law_without_a_text_says_so(shipped: list[Checklist]) -> None:
    silent = [
        f"{c.code}.{i.code}"
        for c in shipped
        for i in c.items
        for d in i.demands()
        if any(b.startswith("59/2024/QH15") for b in d.basis) and not d.unverified
    ]
    assert silent == []
