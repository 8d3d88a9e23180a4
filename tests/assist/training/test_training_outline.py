"""Minutes of the parts, and what of equal pieces stays."""

from __future__ import annotations

import pytest

from assist.training.grounds import Ground
from assist.training.material import Piece
from assist.training.model import Audience, SectionKind, Source
from assist.training.outline import SHARES, Candidate, dos, limits, minutes, named, objectives, rules
from assist.training.suitability import suitability
from corpus.documents import Status
from corpus.provisions import ProvisionId

FIT = suitability(Audience.INVESTIGATORS)


def piece(key: str, text: str = "", **more: object) -> Piece:
    place = ProvisionId.parse(f"11/2020/TT-ABC điều {len(key)}")
    given = {"provisions": (place,), "order": (1,), "group": "nhóm", "close": 1.0, "act": text or key} | more
    return Piece(key=key, text=text or key, **given)  # type: ignore[arg-type]


def candidate(piece: Piece, score: float = 1.0) -> Candidate:
    source = Source(id=str(piece.provisions[0]), pinpoint="Điều 1", status=Status.IN_FORCE)
    return Candidate(piece, Ground((source,), (Status.IN_FORCE,)), score)


@pytest.mark.parametrize("total", [10, 11, 30, 45, 60, 90, 479, 480])
def test_minutes_are_whole_and_add_up(total: int) -> None:
    given = minutes(total, SHARES)
    assert sum(given.values()) == total
    assert min(given.values()) >= 1
    fewer = minutes(total, [SectionKind.RULES, SectionKind.CASE, SectionKind.SOURCES])
    assert sum(fewer.values()) == total
    assert len(fewer) == 3


def test_what_a_lesson_lacks_goes_to_the_rules() -> None:
    without = [kind for kind in SHARES if kind is not SectionKind.LIMITS]
    assert minutes(100, without)[SectionKind.RULES] > minutes(100, SHARES)[SectionKind.RULES]


def test_rules_are_the_best_in_the_order_of_the_case_and_none_twice() -> None:
    pieces = [
        candidate(piece("muon", "ghi sổ mượn sách cũ", order=(2,)), 0.9),
        candidate(piece("lap-", "Ghi sổ mượn sách cũ", order=(3,)), 0.8),
        candidate(piece("dau", "mở cửa thư viện lúc sáng", order=(1,)), 0.7),
        candidate(piece("xa", "tưới cây sau vườn", order=(0,)), 0.1),
    ]
    assert [c.piece.key for c in rules(pieces, 5, FIT)] == ["dau", "muon"]
    assert [c.piece.key for c in rules(pieces, 1, FIT)] == ["muon"]


def test_one_limit_for_two_bodies_is_two_limits() -> None:
    def bound(who: str) -> Piece:
        return piece(who, "chuyển sách trong 24 giờ", who=who, limit="không quá 24 giờ kể từ lúc nhận")

    found = limits([candidate(bound("Thủ thư")), candidate(bound("Bảo vệ trường")), candidate(bound("Thủ thư"))])
    assert sorted(c.piece.who for c in found) == ["Bảo vệ trường", "Thủ thư"]


def test_dos_that_the_rules_did_not_tell_come_before_those_they_told() -> None:
    told = candidate(piece("ghi-so", "ghi sổ cho mượn", imperative="Ghi sổ", modality="phải"), 1.0)
    new = candidate(piece("khoa-cua", "khóa cửa kho khi về", imperative="Khóa cửa kho khi về", modality="phải"), 0.5)
    ban = candidate(
        piece("cam", "cho mượn sách rách", imperative="Không cho mượn sách rách", do=False, modality="không được")
    )
    may = candidate(piece("duoc", "gia hạn thêm một lần", imperative="Gia hạn thêm", modality="có thể"))
    do, dont = dos([told, new, ban, may], [told], 1)
    assert [line.key for line in do] == ["nen.khoa-cua"]
    assert [line.text for line in dont] == ["Không cho mượn sách rách."]


def test_a_gist_whose_parts_are_all_told_leaves_its_place() -> None:
    article = ProvisionId.parse("11/2020/TT-ABC điều 9")
    first, second = (ProvisionId.parse(f"{article} khoản {n}") for n in (1, 2))
    gist = piece(
        "chung", "Thủ thư ghi sổ mượn, thu sách trả và khóa tủ kính", provisions=(article,), order=(1, 0), act=""
    )
    parts = [
        piece("a", "Thủ thư ghi sổ mượn cho từng bạn đọc trước giờ nghỉ", provisions=(first,), order=(1, 1), act=""),
        piece(
            "b",
            "Cuối ngày thu sách trả rồi khóa tủ kính, đặt chìa vào hộp gỗ",
            provisions=(second,),
            order=(1, 2),
            act="",
        ),
    ]
    other = piece("khac", "Bạn đọc giữ trật tự trong phòng", order=(2,), act="")
    given = [candidate(gist, 3.0), *map(candidate, parts), candidate(other, 0.5)]
    assert [c.piece.key for c in rules(given, 4, FIT)] == ["a", "b", "khac"]
    more = candidate(piece("chung", f"{gist.text} trong 7 ngày", provisions=(article,), order=(1, 0), act=""), 3.0)
    assert "chung" in [c.piece.key for c in rules([more, *given[1:]], 4, FIT)]


def test_a_duty_that_names_none_is_no_do() -> None:
    vague = candidate(piece("khac", imperative="Làm nghĩa vụ khác mà nội quy, pháp luật có liên quan quy định"))
    plain = candidate(piece("ro", imperative="Trả sách đúng hẹn"))
    do, _ = dos([vague, plain], [], 3)
    assert [line.text for line in do] == ["Trả sách đúng hẹn."]


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("bạn đọc", "Bạn đọc: trả sách đúng hẹn."),
        ("mọi người", "Trả sách đúng hẹn."),
        ("", "Trả sách đúng hẹn."),
    ],
)
def test_for_a_speaker_a_do_says_whom_it_binds(who: str, told: str) -> None:
    line = candidate(piece("tra", "Trả sách đúng hẹn.", who=who)).line()
    assert named(line).text == told


def test_objectives_say_all_or_some_and_one_change_is_one() -> None:
    acts = [candidate(piece(f"viec{n}", f"việc {n}", modality="phải")).line() for n in range(5)]
    spread = [candidate(piece(f"nhom{n}", act="", group=f"Điều {n}: chuyện {n}")).line() for n in range(6)]
    change = acts[0].model_copy(update={"key": "diem-moi.1"})
    few = [line.text for line in objectives({SectionKind.RULES: acts[:3], SectionKind.CHANGES: [change]})]
    assert few == ["Nêu được 3 việc phải làm: việc 0; việc 1; việc 2.", "Nói được điểm mới và ngày áp dụng."]
    more = [line.text for line in objectives({SectionKind.RULES: [*acts, *spread], SectionKind.CHANGES: [change] * 2})]
    assert more[0].startswith("Nêu được 5 việc phải làm, trong đó có: ")
    assert more[1] == "Giải thích được: “chuyện 0”; “chuyện 2”; “chuyện 4”."
    assert more[2] == "Chỉ ra 2 điểm mới và ngày áp dụng của từng điểm."


def test_what_others_must_do_names_them_in_the_list_of_dos() -> None:
    fit = suitability(Audience.COMMUNE_POLICE)
    own = candidate(piece("ghi-so", imperative="Ghi sổ", modality="phải", who="Công an xã"))
    others = candidate(piece("xem-lai-ho-so", imperative="Xem lại hồ sơ", modality="phải", who="Công an phường"))
    do, _ = dos([own, others], [], 5, fit)
    assert sorted(line.text for line in do) == ["Công an phường: xem lại hồ sơ.", "Ghi sổ."]


def test_an_objective_takes_no_whole_sentence_for_its_example() -> None:
    short = piece("tra-sach", "trả sách", limit="không quá 3 ngày").limit
    long = candidate(piece("dai", "x " * 60, limit="không quá 3 ngày")).line()
    told = objectives({SectionKind.LIMITS: [long]})
    assert [line.text for line in told] == ["Nói đúng 1 thời hạn, giới hạn trong bảng."]
    both = [long, candidate(piece("tra-sach", "Trả sách", limit=short)).line()]
    assert "chẳng hạn: trả sách, không quá 3 ngày" in objectives({SectionKind.LIMITS: both})[0].text


def test_an_objective_names_what_most_lines_are_about() -> None:
    groups = ["mở đầu", "báo tin", "báo tin", "giữ kín", "giữ kín", "về sau", "về sau"]
    lines = [candidate(piece(f"dong{n}", act="", group=group)).line() for n, group in enumerate(groups)]
    (told,) = objectives({SectionKind.RULES: lines})
    assert told.text == "Giải thích được: “báo tin”; “giữ kín”; “về sau”."


@pytest.mark.parametrize(
    ("asked", "told", "least", "most"),
    [(False, None, 9, 9), (True, None, 21, 21), (True, 3, 5, 8), (False, 1, 1, 3), (True, 40, 21, 21)],
)
def test_what_is_new_has_the_minutes_it_needs(asked: bool, told: int | None, least: int, most: int) -> None:
    given = minutes(100, SHARES, asked, told)
    assert least <= given[SectionKind.CHANGES] <= most
    assert sum(given.values()) == 100


def test_others_limits_and_duties_stay_out_where_the_audience_has_its_own() -> None:
    fit = suitability(Audience.COMMUNE_POLICE)

    def bound(who: str) -> Candidate:
        act = f"{who} chuyển sách trong 24 giờ"
        return candidate(
            piece(who, act, who=who, limit="không quá 24 giờ kể từ lúc nhận", modality="phải", imperative="Chuyển sách")
        )

    own, others = bound("Công an xã"), bound("Cơ quan điều tra nhận tin")
    assert [c.piece.who for c in limits([own, others], fit)] == ["Công an xã"]
    assert [c.piece.who for c in limits([others], fit)] == ["Cơ quan điều tra nhận tin"]
    assert [line.who for line in dos([own, others], [], 5, fit)[0]] == ["Công an xã"]
    assert dos([others], [], 5, fit) == ([], [])


def test_the_frames_of_an_offence_are_taught_together() -> None:
    frames = [
        candidate(piece("k" * n, f"khung {'một hai ba bốn'.split()[n]}", group="Điều 1", frame=True, order=(n,)), 0.9)
        for n in (1, 2, 3)
    ]
    lines = [
        candidate(piece("d" * n, f"việc {'năm sáu bảy tám'.split()[n - 4]} chung", group="Điều 1", order=(n,)), 0.95)
        for n in (4, 5, 6)
    ]
    taught = [c.piece.frame for c in rules([*frames, *lines], 4, FIT)]
    assert taught.count(True) == 3


def test_objectives_name_no_three_things_that_are_nearly_one() -> None:
    groups = ["mượn sách", "mượn sách cũ", "thế nào là mượn sách", "giữ yên lặng trong phòng đọc"]
    lines = [candidate(piece(f"dong{n}", act="", group=group)).line() for n, group in enumerate(groups)]
    (told,) = objectives({SectionKind.RULES: lines})
    assert told.text == "Giải thích được: “mượn sách”; “giữ yên lặng trong phòng đọc”."
