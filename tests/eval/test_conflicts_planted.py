"""The planted benchmark and its report: a mutation is one checked change, pairs are balanced and come again, sums are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from assist.conflicts.model import Clause, Difference, DifferenceType, Severity
from corpus.provisions import ProvisionId
from eval import conflicts_report as report
from eval.conflicts.changes import Change, marked, sound, unmarked
from eval.conflicts.mutations import mutate
from eval.conflicts.paraphrase import paraphrase
from eval.conflicts.planted import DUPLICATE, NONE, PlantedPair, another_matter, plant, usable
from eval.conflicts.scores import confusion, interval, macro_f1, most_severe, rows

SEEDS = range(12)
SENTENCES = {
    "LIMIT": "Đội trưởng phải gửi báo cáo về trạm trong thời hạn 03 ngày kể từ khi kết thúc chuyến tuần tra ven sông.",
    "UNIT": "Chậm nhất là 24 giờ sau khi nhận tin, người trực ban báo cho chủ bè biết mực nước đang lên.",
    "MODALITY": "Chủ bến phải treo bảng giá ở nơi khách dễ thấy và ghi rõ giờ chạy chuyến cuối cùng.",
    "COMPETENCE": "Ủy ban nhân dân cấp xã quyết định ngày mở hội đua ghe và báo cho các ấp trước mùa nước nổi.",
    "DEFINITION": "Lớp dạy bơi nhận người từ đủ 14 tuổi đến dưới 18 tuổi có giấy khám sức khỏe của trạm y tế.",
    "PENALTY": "Người nào cố ý phá phao tiêu gây đắm ghe, thì bị phạt tù từ 02 năm đến 07 năm hoặc bị quản chế.",
    "REFERENCE": "Sổ ghi chuyến đò được lập theo mẫu nêu tại khoản 2 Điều 15 của quy ước bến và lưu ở nhà ông trưởng bến.",
    "CONDITION": "Người lái đò có quyền từ chối chở khách nếu gió to làm sóng vượt quá mạn ghe.",
}


def _words(text: str) -> list[str]:
    return text.replace(",", " ,").replace(".", " .").split()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", SENTENCES)
def test_a_mutation_changes_one_stretch_of_words_and_nothing_else(kind: str, seed: int) -> None:
    text = SENTENCES[kind]
    made = mutate(kind, text, Random(seed))
    assert made is not None
    new, change = made
    assert text[: change.start] + change.new + text[change.end :] == unmarked(new) != text
    left, right = _words(text), _words(unmarked(new))
    same = next(n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b)
    tail = 0
    while tail < min(len(left), len(right)) - same and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    assert len(left) - same - tail <= 10


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        # the name of a party, the word of a condition, a passive that gives no leave
        ("MODALITY", "Danh sách người phải thi hành án gồm họ tên, nơi ở và nghề nghiệp của từng người."),
        ("MODALITY", "Nếu chủ bến phải vắng mặt lâu ngày, việc trông bến giao cho người trong nhà."),
        # a date and a term of imprisonment are no limits
        ("LIMIT", "Quy ước này được các ấp thông qua ngày 05 tháng 7 và dán ở nhà văn hóa."),
        ("LIMIT", "Người phá phao tiêu bị phạt tù trong thời hạn 03 năm và phải đền phao mới cho bến."),
        # the agency is told, it does not act
        ("COMPETENCE", "Chủ bến gửi bản kê khách cho Ủy ban nhân dân cấp xã vào cuối mùa nước nổi."),
        # an instruction to change words elsewhere
        ("REFERENCE", "Điều 15 của quy ước bến được sửa đổi, bổ sung như ghi ở bản kèm theo đây."),
    ],
)
def test_no_place_for_a_mutation(kind: str, text: str) -> None:
    assert all(mutate(kind, text, Random(seed)) is None for seed in SEEDS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("phải", "phải"),  # nothing changed
        ("phải treo", "treo treo"),  # a word twice
        ("bảng giá", ""),  # "treo  ở"
        ("Chủ bến", "chủ ghe"),  # the sentence begins small
        ("giá", "giá (mới"),  # half a bracket
    ],
)
def test_what_is_not_sound_is_refused(old: str, new: str) -> None:
    text = SENTENCES["MODALITY"]
    start = text.index(old)
    assert not sound(text, Change(start, start + len(old), new, ""))


def test_an_age_stays_below_the_next_one() -> None:
    for seed in range(60):
        made = mutate("DEFINITION", SENTENCES["DEFINITION"], Random(seed))
        assert made is not None
        low, high = (int(n) for n in (unmarked(made[0]).split(" tuổi")[k].split()[-1] for k in (0, 1)))
        assert low < high


@pytest.mark.parametrize(
    ("text", "one_of"),
    [
        (
            "Trong thời hạn 08 ngày, chủ bến phải trả lời khách bằng thư.",
            {"trong thời hạn 08 ngày.", "trong vòng", "tám ngày"},
        ),
        ("Nếu nước lớn chảy xiết thì người lái đò phải cho ghe nghỉ.", {"nếu nước lớn chảy xiết.", "Trường hợp nước"}),
        ("Việc đổi bến do Ủy ban nhân dân cấp xã quyết định.", {"quyết định việc đổi bến", "UBND"}),
        ("Bến chở khách, rau, cá, gạo và muối hoặc đồ nhà trong 03 lần.", {"hay", "ba lần", "3 lần", "cá, rau"}),
    ],
)
def test_paraphrases(text: str, one_of: set[str]) -> None:
    made = {paraphrase(text, Random(seed)) for seed in range(40)}
    assert text not in made
    assert all(any(way in str(new) for new in made) for way in one_of if way not in text), made


def test_rewording_leaves_the_marked_change_alone() -> None:
    text = "Trong thời hạn 08 ngày, chủ bến phải trả lời khách bằng văn bản."
    changed = marked(text, Change(text.index("08"), text.index("08") + 2, "03", "con số"))
    for seed in range(30):
        new = paraphrase(changed, Random(seed))
        assert new is None or "\ue00003\ue001" in new


# -- the pairs --------------------------------------------------------------------------------------------------------


def _clauses() -> list[Clause]:
    """Invented provisions: enough of each kind, over a dozen documents."""
    made = []
    places = (
        "bến Cây Bàng",
        "bến Ngã Ba",
        "chợ nổi",
        "kho lúa",
        "cầu phao",
        "nhà trực",
        "vàm rạch",
        "đập tràn",
        "lò gạch",
        "trại vịt",
    )
    for n, place in enumerate(places):
        for k, (kind, sentence) in enumerate(SENTENCES.items()):
            text = f"{k + 1}. {sentence[:-1]} tại {place} hoặc nơi có liên quan của cơ quan, tổ chức."
            made.append(
                Clause(
                    ProvisionId.parse(f"{n + 1}/2020/TT-BX điều {4 * k + 1} khoản {k + 1}"),
                    text,
                    f"Việc {kind} ở {place}",
                )
            )
            extra = f"{k + 1}. Sổ sách của {place} hoặc nơi có liên quan để ở ngăn thứ {k + 1}, do cơ quan, tổ chức trông coi."
            made.append(
                Clause(
                    ProvisionId.parse(f"{n + 1}/2020/TT-BX điều {4 * k + 3} khoản {k + 1}"),
                    extra,
                    f"Giữ giấy tờ số {k}{n}",
                )
            )
    return made


def test_pairs_are_balanced_and_come_again() -> None:
    clauses = _clauses()
    pairs = plant(clauses, 7, 20, frozenset())
    assert pairs == plant(clauses, 7, 20, frozenset()) != plant(clauses, 8, 20, frozenset())
    counts = Counter(p.kind for p in pairs)
    assert (counts[DUPLICATE], counts[NONE]) == (3, 3)
    assert {counts[kind] for kind in SENTENCES} <= {1, 2}
    assert len({p.original.text for p in pairs}) == len(pairs) == 20
    for pair in pairs:
        assert pair.altered.text != pair.original.text
        assert pair.altered.id.document != pair.original.id.document or pair.kind == NONE
        assert pair.type == ("LIMIT" if pair.kind == "UNIT" else pair.kind)


def test_too_few_originals_are_told() -> None:
    with pytest.raises(ValueError, match="chỉ có"):
        plant(_clauses()[:6], 1, 40, frozenset())


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("1. " + SENTENCES["MODALITY"], True),
        ("a) Treo bảng giá;", False),  # short
        ("1. Thay cụm từ “bến đò” bằng “bến khách” ở các điều nói về giá vé, giờ chạy và số chuyến trong ngày.", False),
    ],
)
def test_usable(text: str, fit: bool) -> None:
    assert usable(Clause(ProvisionId.parse("1/2020/TT-BX điều 1 khoản 1"), text)) is fit


def test_clauses_side_by_side_or_of_like_headings_are_one_matter() -> None:
    def clause(place: str, heading: str, text: str = "Bến mở cửa.") -> Clause:
        return Clause(ProvisionId.parse(place), text, heading)

    here = clause("1/2020/TT-BX điều 4", "Giá vé đò")
    assert not another_matter(here, clause("1/2020/TT-BX điều 5", "Phao cứu sinh", "Ghe có phao cho mỗi khách."))
    assert another_matter(here, clause("1/2020/TT-BX điều 9", "Phao cứu sinh", "Ghe có phao cho mỗi khách."))
    assert not another_matter(here, clause("2/2020/TT-BX điều 9", "Giá vé đò ngang", "Ghe có phao cho mỗi khách."))


# -- the report -------------------------------------------------------------------------------------------------------

TOLD = [("LIMIT", "LIMIT"), ("LIMIT", "NONE"), ("NONE", "NONE"), ("NONE", "BODY"), ("DUPLICATE", "DUPLICATE")]


def test_sums_of_a_small_confusion() -> None:
    duplicate, limit, none = rows(TOLD)
    assert (limit.precision, limit.recall) == (1.0, 0.5)
    assert limit.f1 == pytest.approx(float(Fraction(2, 3)))
    assert (none.precision, none.recall, none.f1) == (0.5, 0.5, 0.5)
    assert duplicate.f1 == 1.0
    assert macro_f1(TOLD) == pytest.approx((1 + 2 / 3 + 1 / 2) / 3)
    assert macro_f1([]) == 0.0
    low, high = interval(TOLD * 20)
    assert low < macro_f1(TOLD) < high
    assert confusion(TOLD)[0] == "| expected \\ said | DUPLICATE | LIMIT | NONE | BODY |"
    assert confusion(TOLD)[-1] == "| NONE | · | · | 1 | 1 |"


def test_the_most_severe_difference_speaks() -> None:
    low = Difference(DifferenceType.LIMIT, Severity.LOW, "")
    high = Difference(DifferenceType.MODALITY, Severity.HIGH, "")
    assert most_severe([]) == NONE
    assert most_severe([low, high]) == "MODALITY"
    assert most_severe([low]) == "LIMIT"


def _pair(number: int, kind: str, text: str, other: str) -> PlantedPair:
    left = Clause(ProvisionId.parse(f"1/2020/TT-BX điều {number}"), text)
    return PlantedPair(left, Clause(ProvisionId.parse(f"2/2020/TT-BX điều {number}"), other), kind)


PAIRS = [
    _pair(1, "LIMIT", "đò chạy 3 chuyến", "đò chạy 4 chuyến"),
    _pair(2, "UNIT", "bến nghỉ 2 ngày", "bến nghỉ 2 giờ"),
    _pair(3, DUPLICATE, "chủ bến giữ sổ", "chủ bến giữ sổ"),
    _pair(4, NONE, "phao treo mạn ghe", "giá lúa mùa sau"),
]


def test_baselines() -> None:
    assert report.always(PAIRS) == [("LIMIT", "LIMIT"), ("LIMIT", "LIMIT"), (DUPLICATE, "LIMIT"), (NONE, "LIMIT")]
    told, least = report.by_likeness(PAIRS)
    assert told[2:] == [(DUPLICATE, DUPLICATE), (NONE, NONE)]
    assert 0 < least <= 1


def test_recall_of_originals_leaves_unrelated_pairs_out() -> None:
    def near(clause: Clause, limit: int) -> Sequence[str]:
        return ["1/2020/TT-BX điều 1", "1/2020/TT-BX điều 3"][:limit]

    assert report.recall_at(PAIRS, near) == (2, 3)
    assert report.recall_at(PAIRS, near, depth=1) == (1, 3)


def test_the_report_of_pairs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "product_near", lambda clauses: None)
    clauses = [p.original for p in PAIRS]
    report.report_planted(PAIRS, clauses, lambda left, right: [Difference(DifferenceType.LIMIT, Severity.HIGH, "")], 1)
    printed = capsys.readouterr().out
    assert "| LIMIT | 2 | 0.500 | 1.000 | 0.667 |" in printed
    assert "| candidates | left out" in printed
    assert "| BM25, syllables | 3/3 | 1.000 |" in printed
    report.report_planted(PAIRS, clauses, None)
    assert "left out" in capsys.readouterr().out


def test_real_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        report,
        "noted_of",
        lambda pair: [Difference(DifferenceType.LIMIT, Severity.LOW, "")] if pair.right == "c" else [],
    )
    path = tmp_path / "pairs.yaml"
    path.write_text(
        """
- {left: a, right: b, type: "thời hạn, con số khác nhau", worth: yes, why: khác ngày}
- {left: a, right: c, type: "thời hạn, con số khác nhau", worth: "yes", why: khác giờ}
- {left: b, right: c, type: không, worth: no, why: hai việc}
- {left: a, right: "", type: nêu cơ quan không còn, worth: yes, why: cơ quan đã thôi}
""",
        encoding="utf-8",
    )
    texts = {name: [Clause(ProvisionId.parse(f"{n}/2020/TT-BX điều 1"), name)] for n, name in enumerate("abc", 1)}

    def compare(left: Clause, right: Clause) -> list[Difference]:
        return [Difference(DifferenceType.LIMIT, Severity.HIGH, "")] if "b" in (left.text, right.text) else []

    report.report_real(report.read_pairs(path), lambda place: texts.get(place, []), compare)
    printed = capsys.readouterr().out
    assert "3 pairs (2 worth a reviewer's time, 1 not), 1 left out" in printed
    assert "| rules | both | 1/2 | 1/1 | 0.500 | 0.500 |" in printed
    assert "| rules and checklists | both | 2/2 | 1/1 | 0.667 | 1.000 |" in printed
    assert "| rules and checklists, above the lowest | both | 1/2 | 1/1 | 0.500 | 0.500 |" in printed
    path.write_text("- {left: a, right: b, type: gì đó, worth: yes}", encoding="utf-8")
    with pytest.raises(ValueError, match="cặp 1"):
        report.read_pairs(path)
