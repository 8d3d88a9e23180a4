"""The checker that holds the checklists to the official words of their bases and to each other, on invented texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.checklists import Checklist, load_checklists
from corpus.documents import Document
from corpus.provisions import Provision, ProvisionId
from eval.check_checklists import ChecklistChecker, check_together, count
from eval.findings import Findings
from eval.official_texts import Official
from ingest.portions import split_portions

TRUE = """\
code: hoi-tre
title: Hỏi chuyện trẻ
order: 3
when: {stage: [điều tra], remote: false}
items:
  - code: bao-truoc
    act: Báo trước cho người nhà
    who: điều tra viên
    modality: phải
    says: Báo cho người nhà biết sớm, chậm nhất 3 ngày trước buổi hỏi trẻ dưới 18 tuổi.
    basis: ["9/2020/TT-BCA điều 3 khoản 1"]
    limit: {number: 3, unit: ngày, event: "lấy lời khai, hỏi cung", before: true}
  - code: gioi-han
    act: Hỏi ngắn
    who: điều tra viên
    modality: không được
    says: Một ngày nhiều nhất 2 lần, lần nào cũng dừng sau 2 giờ.
    basis: ["9/2020/TT-BCA điều 3 khoản 2"]
    ceiling: {number: 2, unit: giờ, per: lần}
    timing: {relation: trong, event: "lấy lời khai, hỏi cung"}
    when: {stage: [điều tra, truy tố], age: [dưới 13]}
    sign: {records: [biên bản ghi lời khai], shows: giờ bắt đầu và giờ kết thúc, kind: duration}
    differs:
      - point: điều kiện
        beside: riêng và chung
        modality: có thể
        says: Nếu trẻ từ đủ 13 tuổi mệt thì dừng, hẹn hôm khác.
        basis: ["9/2020/TT-BCA điều 3 khoản 2 điểm a"]
        ceiling: {number: 2, unit: lần, per: ngày}
  - code: gui-bien-ban
    act: Gửi biên bản
    who: điều tra viên
    modality: phải
    says: Gửi biên bản đi trong một ngày đêm.
    basis: ["9/2020/TT-BCA điều 3 khoản 3"]
    limit: {number: 24, unit: giờ, event: "lấy lời khai, hỏi cung"}
    sign: {records: [biên bản ghi lời khai], shows: giờ hỏi và giờ gửi, kind: interval}
  - code: tam-giam
    act: Tính hạn tạm giam
    who: cơ quan điều tra
    modality: được
    says: Hạn của người lớn là 2 tháng, của trẻ thì ngắn bớt.
    basis: ["9/2020/TT-BCA điều 4", "101/2015/QH13 điều 419 khoản 1"]
    limit: {number: 2, unit: tháng, event: bắt đầu tạm giam, custody: true, two_thirds: true}
  - code: luat-moi
    act: Xem luật mới
    who: điều tra viên
    modality: phải
    says: Luật mới đòi thêm 5 bản sao, gửi trong 7 ngày.
    basis: ["9/2026/QH15 điều 8"]
    unverified: chưa ai đọc được toàn văn
    timing: {relation: sau, event: khởi tố vụ án}
"""
TEXTS = {
    "9/2020/TT-BCA điều 3": """\
Điều 3. Hỏi chuyện người nhỏ tuổi
1. Điều tra viên phải thông báo cho cha, mẹ hoặc người giám hộ của người nhỏ tuổi biết chậm nhất 03 ngày trước khi hỏi.
2. Thời gian hỏi không được kéo dài, không quá hai lần trong 01 ngày và mỗi lần không quá 02 giờ:
a) Người từ đủ 13 tuổi có thể xin nghỉ;
b) Người còn lại hỏi theo sức.
3. Biên bản phải được chuyển đi trong 24 giờ kể từ khi hỏi xong.
""",
    "9/2020/TT-BCA điều 4": "Điều 4. Tạm giam\nCơ quan được tạm giam không quá 02 tháng kể từ khi bắt.\n",
    "101/2015/QH13 điều 419": "Điều 419. Giam người nhỏ tuổi\n1. Hạn giam bằng hai phần ba hạn của người lớn.\n2. Tin báo.\n",
}
CATALOGUE = {
    number: Document(number=number, kind="Văn bản", title=title, remarks=remarks)
    for number, title, remarks in (
        ("9/2020/TT-BCA", "Về việc hỏi người dưới 18 tuổi", ()),
        ("101/2015/QH13", "Bộ luật Tố tụng hình sự", ()),
        ("9/2026/QH15", "Luật mới", ("Chưa có toàn văn.",)),
        ("8/2026/QH15", "Luật mới hơn", ()),
    )
}


def _official(texts: dict[str, str]) -> dict[str, Official]:
    found = {number: Official() for number in CATALOGUE}
    for name, text in texts.items():
        pid = ProvisionId.parse(name)
        heading = text.partition("\n")[0].partition(". ")[2]
        found[pid.document].units[name] = Provision(pid, text, heading, portions=split_portions(text))
    return found


def _load(folder: Path, *texts: str) -> list[Checklist]:
    for i, text in enumerate(texts):
        (folder / f"{i}.yaml").write_text(text, encoding="utf-8")
    checklists, problems = load_checklists(folder)
    assert problems == []
    return checklists


def _check(folder: Path, old: str = "", new: str = "", texts: dict[str, str] = TEXTS) -> Findings:
    assert old in TRUE
    return ChecklistChecker(CATALOGUE, _official(texts)).check(_load(folder, TRUE.replace(old, new, 1))[0])


def test_a_true_checklist_passes(tmp_path: Path) -> None:
    assert _check(tmp_path) == Findings()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # places
        (
            'khoản 1"]\n    limit',
            'khoản 9"]\n    limit',
            "bao-truoc: 9/2020/TT-BCA điều 3 khoản 9: văn bản không có vị trí này",
        ),
        ("9/2020/TT-BCA điều 3 khoản 1", "7/2020/TT-BCA điều 3", "văn bản không có trong danh mục"),
        (
            "9/2020/TT-BCA điều 3 khoản 1",
            "8/2026/QH15 điều 3",
            "không có văn bản trong nguồn mà mục không ghi unverified",
        ),
        # figures
        (
            "Báo cho người nhà biết sớm",
            "Báo 4 người nhà biết sớm",
            "bao-truoc: 9/2020/TT-BCA điều 3 khoản 1: số 4 không có",
        ),
        ("Báo trước cho", "Báo trước 3 tuần cho", "“3 tuần” không có"),
        ("nhiều nhất 2 lần", "nhiều nhất ba lần", "“ba lần” không có"),
        ("một ngày đêm", "12 giờ", "“12 giờ” không có"),
        ("từ đủ 13 tuổi", "dưới 13 tuổi", "“dưới 13 tuổi” không có"),
        ("dưới 18 tuổi", "dưới 16 tuổi", "“dưới 16 tuổi” không có"),
        ("biết sớm", "biết sớm theo Điều 7", "“Điều 7” không có trong văn bản và không phải căn cứ"),
        ("biết sớm", "biết sớm theo Thông tư 43/2021", "“43/2021” không có trong văn bản và không phải căn cứ"),
        # limits
        ("number: 24", "number: 48", "thời hạn 48 giờ không có"),
        ("unit: ngày, event", "unit: ngày làm việc, event", "thời hạn 3 ngày làm việc không có"),
        (", before: true", "", "văn bản tính lùi 3 ngày mà thời hạn không ghi before"),
        (
            'unit: giờ, event: "lấy lời khai, hỏi cung"',
            "unit: giờ, event: đối chất, before: true",
            "ghi tính lùi (before) mà",
        ),
        ("number: 24, unit: giờ, event:", "number: 24, unit: giờ, custody: true, event:", "văn bản không nói tạm giữ"),
        (', "101/2015/QH13 điều 419 khoản 1"', "", "two_thirds mà căn cứ không có 101/2015/QH13 điều 419 khoản 1"),
        ("điều 419 khoản 1", "điều 419 khoản 2", "two_thirds mà căn cứ không có"),
        # ceilings
        ("{number: 2, unit: giờ, per: lần}", "{number: 2, unit: giờ, per: ngày}", "mức trần 2 giờ mỗi ngày không có"),
        ("{number: 2, unit: giờ, per: lần}", "{number: 3, unit: giờ, per: lần}", "mức trần 3 giờ mỗi lần không có"),
        ("{number: 2, unit: lần, per: ngày}", "{number: 4, unit: lần, per: ngày}", "mức trần 4 lần mỗi ngày không có"),
        # modality
        ("modality: phải", "modality: có thể", "“có thể” nhưng văn bản không có từ nào mang nghĩa ấy"),
        ("modality: có thể", "modality: được", ""),
        ("modality: phải", "modality: không được", "“không được” nhưng văn bản không có từ nào"),
        ("modality: được", "modality: không được", ""),  # "không quá": more than the figure is forbidden
        # own words
        (
            "Báo cho người nhà biết sớm",
            "Thông báo cho cha, mẹ hoặc người giám hộ của người nhỏ tuổi biết",
            "chép nguyên văn “thông báo cho cha mẹ hoặc người giám hộ của người nhỏ”",
        ),
        # order and signs
        ('\n    timing: {relation: trong, event: "lấy lời khai, hỏi cung"}', "", "gioi-han: không có limit hay timing"),
        (
            "{number: 2, unit: giờ, per: lần}",
            "{number: 2, unit: lần, per: ngày}",
            "'duration' cần ceiling tính bằng giờ",
        ),
        ("kind: interval", "kind: times a day", "'times a day' cần ceiling số lần mỗi ngày"),
        ("kind: duration", "kind: interval", "'interval' cần limit"),
        # conditions
        (
            "[điều tra, truy tố]",
            "[truy tố, xét xử]",
            "gioi-han: điều kiện stage không bao giờ gặp được điều kiện của cả danh mục",
        ),
        ("age: [dưới 13]}", "remote: true}", "điều kiện remote không bao giờ gặp được điều kiện của cả danh mục"),
        (
            "        says: Nếu trẻ",
            "        when: {age: [từ đủ 13 đến dưới 16]}\n        says: Nếu trẻ",
            "điều kiện age không bao giờ gặp được điều kiện của chính mục",
        ),
    ],
)
def test_a_planted_fault_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    errors = _check(tmp_path, old, new).errors
    assert any(told in error for error in errors) if told else errors == [], errors


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # told as a narrative: nobody "must", yet it is their task
        ("kể từ khi hỏi xong", "sau cùng", "sau 24 giờ văn bản không ghi “kể từ …”"),
        ("kể từ khi hỏi xong", "kể từ khi ký", "mốc “lấy lời khai, hỏi cung” của 24 giờ khác lời văn “ký”"),
        ("phải được chuyển", "chuyển", "“phải”: văn bản dùng lối kể"),
    ],
)
def test_what_the_text_leaves_open_is_unchecked(tmp_path: Path, old: str, new: str, told: str) -> None:
    name = "9/2020/TT-BCA điều 3"
    found = _check(tmp_path, texts=TEXTS | {name: TEXTS[name].replace(old, new)})
    assert found.errors == []
    assert len(found.unchecked) == 1
    assert told in found.unchecked[0]


def test_a_basis_without_text_is_unchecked_where_the_catalogue_says_so(tmp_path: Path) -> None:
    found = _check(tmp_path, "    unverified: chưa ai đọc được toàn văn\n", "")
    assert found == Findings(unchecked=["luat-moi: 9/2026/QH15 điều 8: chưa có toàn văn để đối chiếu."])


def test_a_figure_may_stand_in_the_basis_nobody_has(tmp_path: Path) -> None:
    found = _check(
        tmp_path, 'khoản 3"]\n    limit: {number: 24', 'khoản 3", "9/2026/QH15 điều 8"]\n    limit: {number: 48'
    )
    assert found.errors == []
    assert any("thời hạn 48 giờ không có" in line for line in found.unchecked)


def test_an_article_the_sources_lack_is_no_basis_unless_said_to_be_unverified(tmp_path: Path) -> None:
    record = replace(CATALOGUE["9/2020/TT-BCA"], missing=("9/2020/TT-BCA điều 5",))
    checker = ChecklistChecker(CATALOGUE | {record.number: record}, _official(TEXTS))
    moved = TRUE.replace("9/2026/QH15 điều 8", "9/2020/TT-BCA điều 5")
    assert checker.check(_load(tmp_path, moved)[0]) == Findings()
    known = moved.replace("    unverified: chưa ai đọc được toàn văn\n", "")
    assert checker.check(_load(tmp_path, known)[0]).errors == [
        "luat-moi: 9/2020/TT-BCA điều 5: văn bản không có vị trí này."
    ]


def test_names_of_agencies_are_one_word(tmp_path: Path) -> None:
    names = "Cơ quan điều tra, Viện kiểm sát nhân dân, Tòa án nhân dân, Ủy ban nhân dân"
    texts = TEXTS | {"9/2020/TT-BCA điều 4": f"{TEXTS['9/2020/TT-BCA điều 4']}{names} có sổ.\n"}
    assert _check(tmp_path, "của trẻ thì", f"{names} có sổ, của trẻ thì", texts).errors == []


def test_order_and_codes_across_files(tmp_path: Path) -> None:
    other = TRUE.replace("code: hoi-tre", "code: hoi-nguoi-lon").replace("code: bao-truoc", "code: bao-sau")
    checklists = _load(tmp_path, TRUE, other)
    errors = check_together(checklists, {c.code: f"{c.code}.yaml" for c in checklists})
    assert errors[0] == "hoi-tre.yaml: order 3 đã dùng trong hoi-nguoi-lon.yaml; đặt thứ tự khác."
    assert [error.split(": ")[1] for error in errors[1:]] == ["gioi-han", "gui-bien-ban", "tam-giam", "luat-moi"]


def test_counts(tmp_path: Path) -> None:
    assert count(_load(tmp_path, TRUE)[0]) == (
        "hoi-tre: 5 mục, 6 yêu cầu, 3 thời hạn, 2 mức trần, 2 dấu hiệu, 1 chưa xác minh; "
        "căn cứ: 5 9/2020/TT-BCA, 1 101/2015/QH13, 1 9/2026/QH15."
    )
