"""Situations to talk over: what a deed of trafficking is, how it is told, whose work an answer holds, how a limit was counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest

from assist.checklists.bases import Bases
from assist.checklists.births import Birth
from assist.checklists.case import Case
from assist.checklists.deadlines import deadline
from assist.checklists.model import Basis, Moment
from assist.checklists.workdays import Calendar
from assist.training.case_answers import FEWEST, MOST_ANSWERS, from_engine
from assist.training.case_cues import patterns, unanswered
from assist.training.case_hearing import first_hearing, records
from assist.training.case_limits import counted
from assist.training.case_questions import answered, asked_of, of_police
from assist.training.cases import make_case_study, on_offences
from assist.training.citizen_stories import story_of_citizens
from assist.training.grounds import Grounds
from assist.training.material import Piece
from assist.training.model import Audience, Line, Source
from assist.training.noted import shipped_notes
from assist.training.offence_answers import answers
from assist.training.offence_notes import NotedLaw
from assist.training.offence_plots import draw, months, plots
from assist.training.offence_signs import signs
from assist.training.offences import (
    GUIDE,
    PENAL_CODE,
    PLACES,
    Aim,
    Circumstance,
    Deed,
    Facts,
    Means,
    Outcome,
    guide_point,
    judge,
)
from assist.training.outline import Candidate
from assist.training.stories import story_of_askers, story_of_police
from assist.training.suitability import suitability
from assist.training.topics import Topic
from corpus.checklists import Demand, load_checklists
from corpus.circumstances import QUESTIONS, Activity, AgeBand, Circumstances, Event, Kind, Receiver, Role, Sex, Stage
from corpus.documents import Status
from corpus.library import Library
from corpus.notes import Statement
from corpus.provisions import ProvisionId

ON = date(2026, 11, 20)  # a Friday
CHECKLISTS = load_checklists()[0]

# The rule ----------------------------------------------------------------------------------------------------------

B, G = Circumstance.BORDER, Circumstance.ORGANISED
C, A, F, V = Circumstance.CARE, Circumstance.ADOPTION, Circumstance.OFFICE, Circumstance.BASE


#: age, deed, aim, means, victims, times, livelihood, others; then article, point of clause 1, clause, places that count.
@pytest.mark.parametrize(
    "row",
    [
        # below 16 no means are demanded; from 16 they are
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 1, 1, False, (), "151", "a", 1, []),
        (16, Deed.GIVES, Aim.GAIN, Means.DECEIT, 1, 1, False, (), "150", "a", 1, []),
        (12, Deed.TAKES, Aim.CRUEL, Means.NONE, 1, 1, False, (), "151", "b", 1, []),
        (17, Deed.TAKES, Aim.LABOUR, Means.FORCE, 1, 1, False, (), "150", "b", 1, []),
        (14, Deed.PREPARES, Aim.GAIN, Means.NONE, 1, 1, False, (), "151", "c", 1, []),
        (17, Deed.PREPARES, Aim.SEX, Means.OTHER, 1, 1, False, (), "150", "c", 1, []),
        # an organ that nobody has taken yet is an aim, no heavier frame
        (17, Deed.GIVES, Aim.ORGANS, Means.DECEIT, 1, 1, False, (), "150", "b", 1, []),
        # how many at once
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 2, 1, False, (), "151", "a", 2, [(2, "c")]),
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 5, 1, False, (), "151", "a", 2, [(2, "c")]),
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 6, 1, False, (), "151", "a", 3, [(3, "e")]),
        (16, Deed.GIVES, Aim.GAIN, Means.DECEIT, 3, 1, False, (), "150", "a", 2, [(2, "đ")]),
        (16, Deed.GIVES, Aim.GAIN, Means.DECEIT, 6, 1, False, (), "150", "a", 3, [(3, "đ")]),
        # how often, and whether one lives by it
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 1, 2, False, (), "151", "a", 2, [(2, "e")]),
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 1, 5, False, (), "151", "a", 2, [(2, "e")]),
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 1, 5, True, (), "151", "a", 3, [(3, "b"), (2, "e")]),
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 1, 4, True, (), "151", "a", 2, [(2, "e")]),
        (17, Deed.GIVES, Aim.GAIN, Means.FORCE, 1, 5, True, (), "150", "a", 3, [(3, "a"), (2, "e")]),
        # the same circumstance may stand in another clause of the other article, or in none
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 1, 1, False, (G,), "151", "a", 3, [(3, "a")]),
        (17, Deed.GIVES, Aim.GAIN, Means.DECEIT, 1, 1, False, (G,), "150", "a", 2, [(2, "a")]),
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 1, 1, False, (C,), "151", "a", 2, [(2, "d")]),
        (17, Deed.GIVES, Aim.GAIN, Means.DECEIT, 1, 1, False, (C,), "150", "a", 1, []),
        (15, Deed.GIVES, Aim.GAIN, Means.OTHER, 1, 1, False, (F,), "151", "a", 2, [(2, "a")]),
        (17, Deed.GIVES, Aim.GAIN, Means.OTHER, 1, 1, False, (F,), "150", "a", 1, []),
        (3, Deed.GIVES, Aim.GAIN, Means.NONE, 1, 1, False, (A,), "151", "a", 2, [(2, "b")]),
        (15, Deed.TAKES, Aim.LABOUR, Means.FORCE, 1, 1, False, (V,), "151", "b", 2, [(2, "g")]),
        (17, Deed.TAKES, Aim.LABOUR, Means.FORCE, 1, 1, False, (V,), "150", "b", 2, [(2, "b")]),
        (15, Deed.GIVES, Aim.SEX, Means.DECEIT, 1, 1, False, (B,), "151", "b", 2, [(2, "đ")]),
        (17, Deed.GIVES, Aim.SEX, Means.DECEIT, 1, 1, False, (B,), "150", "b", 2, [(2, "d")]),
        # the heaviest frame leads, the others are told beside it
        (15, Deed.GIVES, Aim.GAIN, Means.NONE, 3, 1, False, (G, B), "151", "a", 3, [(3, "a"), (2, "c"), (2, "đ")]),
    ],
)  # fmt: skip
def test_a_deed_has_its_article_its_point_and_its_frame(row: tuple[Any, ...]) -> None:
    article, act, clause, points = row[8:]
    age, deed, aim, means, victims, times, livelihood, others = row[:8]
    found = judge(Facts(age, deed, aim, means, victims, times, livelihood, frozenset(others)))
    assert found.outcome is Outcome.TRAFFICKING
    assert (found.article, found.act, found.clause) == (article, act, clause)
    assert [(c, p) for _, c, p in found.heavier] == points


@pytest.mark.parametrize(
    ("age", "aim", "means", "outcome"),
    [
        (2, Aim.RAISING, Means.NONE, Outcome.HUMANE),
        (17, Aim.FEES, Means.DECEIT, Outcome.FRAUD),
        (17, Aim.STAYING, Means.NONE, Outcome.EMIGRATION),
        (16, Aim.GAIN, Means.NONE, Outcome.MEANS_MISSING),
        (15, Aim.GAIN, Means.NONE, Outcome.TRAFFICKING),
    ],
)
def test_what_is_no_trafficking_or_not_yet_clear(age: int, aim: Aim, means: Means, outcome: Outcome) -> None:
    assert judge(Facts(age, Deed.GIVES, aim, means)).outcome is outcome


#: Words that the notes must use of a circumstance at the place the rule gives it.
_WORDS = {
    Circumstance.SEVERAL: "từ 2 người đến 5 người",
    Circumstance.MANY: "từ 6 người",
    Circumstance.TWICE: "từ 2 lần",
    Circumstance.PROFESSIONAL: "chuyên nghiệp",
    Circumstance.ORGANISED: "có tổ chức",
    Circumstance.BORDER: "biên giới",
    Circumstance.BASE: "đê hèn",
    Circumstance.CARE: "chăm sóc, nuôi dưỡng",
    Circumstance.ADOPTION: "con nuôi",
    Circumstance.OFFICE: "chức vụ, quyền hạn",
}


@pytest.mark.parametrize(("article", "each"), [(a, c) for a, own in PLACES.items() for c in own])
def test_the_places_of_circumstances_are_those_of_the_notes(article: str, each: Circumstance) -> None:
    clause, point = PLACES[article][each]  # type: ignore[index]
    said = NotedLaw(shipped_notes()).at(PENAL_CODE, f"điều {article} khoản {clause} điểm {point}", Statement)
    assert _WORDS[each] in said


@pytest.mark.parametrize("article", ["150", "151"])
def test_what_only_one_article_lists_is_in_no_note_of_the_other(article: str) -> None:
    noted = next(n for n in shipped_notes() if n.document == PENAL_CODE)
    unit = next(a for a in noted.articles if a.provision == f"điều {article}")
    heavier = " ".join(s.text for s in unit.statements if "khoản 1" not in s.evidence)
    for each in set(_WORDS) - set(PLACES[article]):  # type: ignore[index]
        assert _WORDS[each] not in heavier


@pytest.mark.parametrize("age", [12, 17])
@pytest.mark.parametrize(
    ("deed", "aim", "words"),
    [
        (Deed.GIVES, Aim.GAIN, ("giao", "nhận về tiền")),
        (Deed.TAKES, Aim.GAIN, ("nhận người", "trả tiền")),
        (Deed.GIVES, Aim.LABOUR, ("giao", "lao động cưỡng bức")),
        (Deed.TAKES, Aim.SEX, ("nhận người", "bóc lột tình dục")),
        (Deed.PREPARES, Aim.GAIN, ("tuyển mộ", "chở")),
    ],
)
def test_the_point_of_the_resolution_describes_the_deed(age: int, deed: Deed, aim: Aim, words: tuple[str, ...]) -> None:
    facts = Facts(age, deed, aim, Means.DECEIT)
    place = f"điều 2 khoản {2 if age < 16 else 1} điểm {guide_point(facts)}"
    said = NotedLaw(shipped_notes()).at(GUIDE, place, Statement)
    assert all(word in said for word in words)
    assert ("dưới 16 tuổi" in said) == (age < 16)


# The telling -------------------------------------------------------------------------------------------------------


def test_seeds_draw_many_different_deeds() -> None:
    drawn = [draw(Random(seed), ON) for seed in range(120)]
    assert len({d.plot.code for d in drawn}) == len(plots()) >= 12
    assert len({(d.plot.code, d.facts) for d in drawn}) >= 50
    assert {judge(d.facts).outcome for d in drawn} == set(Outcome)
    assert {(judge(d.facts).article, judge(d.facts).clause) for d in drawn} >= {
        (article, clause) for article in ("150", "151") for clause in (1, 2, 3)
    }  # fmt: skip


def test_one_seed_draws_one_deed() -> None:
    assert draw(Random(4), ON) == draw(Random(4), ON)


@pytest.mark.parametrize("seed", range(60))
def test_a_deed_is_told_as_it_is_judged(seed: int) -> None:
    drawn = draw(Random(seed), ON)
    facts, story = drawn.facts, drawn.story
    assert f"{drawn.born:%d/%m/%Y}" in story
    assert f"{drawn.done:%d/%m/%Y}" in story
    assert drawn.born < drawn.done < ON
    assert Birth(drawn.born).age(drawn.done) == facts.age == months(drawn.born, drawn.done)[0]
    # no birthday between the deed and the lesson, so that nobody can count otherwise
    assert (
        Birth(drawn.born).age(drawn.done - timedelta(days=20))
        == facts.age
        == Birth(drawn.born).age(ON + timedelta(days=20))
    )
    assert not re.search(r"[{}]|\bem em\b|các em sinh", story)
    assert ("nguồn sống chính" in story) == (facts.times >= 5)
    assert ("biên giới" in story or "xuất cảnh" in story) == (Circumstance.BORDER in facts.others)
    assert ("chia vai" in story) == (Circumstance.ORGANISED in facts.others)
    assert ("trả thù" in story) == (Circumstance.BASE in facts.others)
    assert bool(re.search(r"(?:hai|ba|sáu) em \(em", story, re.IGNORECASE)) == (facts.victims > 1)
    assert story.endswith(".")
    assert 2 <= story.count(". ") + 1 <= 5


# The answer --------------------------------------------------------------------------------------------------------


class Standing(Bases):
    """Bases for which every provision is in force but those of one document, whoever has their words."""

    def __init__(self, library: Library, ended: str = "", unsure: str = "") -> None:
        super().__init__(library)
        self.standing = {ended: Status.EXPIRED, unsure: Status.UNVERIFIED}

    def read(self, wanted: Iterable[tuple[ProvisionId, date]]) -> dict[tuple[ProvisionId, date], Basis]:
        return {(pid, on): Basis(pid, self.standing.get(pid.document, Status.IN_FORCE)) for pid, on in wanted}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(f"sqlite:///{tmp_path_factory.mktemp('trong')}/library.sqlite")


@pytest.fixture
def grounds(library: Library) -> Grounds:
    return Grounds(Standing(library))


def _said(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize("seed", range(60))
def test_the_answer_follows_from_the_deed(seed: int, grounds: Grounds) -> None:
    drawn = draw(Random(seed), ON)
    judged = judge(drawn.facts)
    lines = answers(drawn, ON, shipped_notes(), CHECKLISTS, grounds)
    said = _said(lines)
    assert FEWEST <= len(lines) <= MOST_ANSWERS
    assert all(line.sources for line in lines)
    assert len({line.key for line in lines}) == len(lines)
    assert all(suitability(Audience.INVESTIGATORS).suits(line) for line in lines)
    assert "Chứng minh tuổi" in said
    years, _more = months(drawn.born, drawn.done)
    if judged.outcome is Outcome.TRAFFICKING:
        assert f"{years} tuổi" in said
        assert f"xét Điều {judged.article} (" in said
        frame = NotedLaw(shipped_notes()).frame(judged.article, judged.clause)
        assert frame.startswith("phạt tù từ")
        assert f"khoản {judged.clause} Điều {judged.article}: {frame}" in said
        assert all(f"điểm {point}" in said for _, _, point in judged.heavier)
        missing = [c for c in drawn.facts.circumstances() if c not in PLACES[judged.article]]
        assert ("Chưa tăng khung" in said) == (bool(missing) or drawn.facts.aim is Aim.ORGANS)
        assert ("Chưa phải tính chất chuyên nghiệp" in said) == (drawn.facts.times >= 5 and not drawn.facts.livelihood)
        assert ("khoản 1 Điều 151 không đòi thủ đoạn" in said) == (judged.article == "151")
        assert (drawn.plot.tricked in said) or judged.article == "151"
    elif judged.outcome is Outcome.MEANS_MISSING:
        assert "chưa đủ để kết luận theo Điều 150" in said
        assert "Luật Phòng, chống mua bán người" in said
        assert "phạt tù" not in said
    else:
        assert "Kết luận: " in said
        assert "phạt tù" not in said
    assert not re.search(r"khoản này|Điều này|[{}]|“[^”]*$", said)


def test_what_names_an_unverified_resolution_is_marked(library: Library) -> None:
    lines = answers(draw(Random(1), ON), ON, shipped_notes(), CHECKLISTS, Grounds(Standing(library, unsure=GUIDE)))
    naming = [line for line in lines if "Nghị quyết" in line.text]
    assert naming
    assert all(line.doubt for line in naming)
    assert not all(line.doubt for line in lines)


@pytest.mark.parametrize("seed", range(20))
def test_an_answer_rests_on_nothing_that_has_ended(seed: int, library: Library) -> None:
    lines = answers(draw(Random(seed), ON), ON, shipped_notes(), CHECKLISTS, Grounds(Standing(library, ended=GUIDE)))
    assert lines
    assert not any(ProvisionId.parse(s.id).document == GUIDE for line in lines for s in line.sources)
    assert "Nghị quyết" not in _said(lines)


@pytest.mark.parametrize(
    ("age", "articles", "words"),
    [(15, True, "Điều 151"), (16, True, "Điều 150"), (15, False, ""), (None, True, "")],
)
def test_signs_of_trafficking_name_the_article_only_where_the_age_is_known(
    age: int | None, articles: bool, words: str, grounds: Grounds
) -> None:
    lines = signs("bị giao cho người khác để lấy tiền", age, articles, ON, shipped_notes(), grounds)
    assert "dấu hiệu mua bán người" in lines[0].text.lower()
    assert "không cần" in lines[0].text
    assert (len(lines) == 2 and words in lines[1].text) if words else len(lines) == 1


@pytest.mark.parametrize(
    ("named", "codes", "is_it"),
    [
        ((f"{PENAL_CODE} điều 151",), (), True),
        ((GUIDE,), (), True),
        ((f"{PENAL_CODE} điều 141",), (), False),
        (("53/2024/QH15",), (), False),
        ((f"{PENAL_CODE} điều 150",), ("lay-loi-khai",), False),
    ],
)
def test_only_a_topic_of_the_articles_asks_for_the_offence(
    named: tuple[str, ...], codes: tuple[str, ...], is_it: bool
) -> None:
    topic = Topic("chủ đề", checklists=codes, named=tuple(ProvisionId.parse(text) for text in named))
    assert on_offences(topic) is is_it


# Procedures --------------------------------------------------------------------------------------------------------


def _case(audience: Audience, *, statement: bool = False, **more: object) -> Case:
    """A harmed girl of 14, reported on a Friday at 10:00; ``statement``: to be heard instead."""
    facts: dict[str, object] = dict.fromkeys(QUESTIONS, False)
    facts |= {
        "role": Role.VICTIM, "age": AgeBand.FROM_13, "sex": Sex.FEMALE, "kind": Kind.VIOLENCE, "gravity": None, "competent": True,
        "stage": Stage.INVESTIGATION if statement else Stage.RECEPTION,
        "activities": (Activity.STATEMENT,) if statement else (),
        "receiver": Receiver.COMMUNE if audience is Audience.COMMUNE_POLICE else Receiver.INVESTIGATION_AGENCY,
    }  # fmt: skip
    events = {Event.STATEMENT if statement else Event.RECEIVED: f"{ON}T10:00"}
    if more.get("kind") is Kind.TRAFFICKING:
        events[Event.VICTIM_CAME] = f"{ON}T10:00"
    return Case(code="thu", title="Thử", on=ON, circumstances=Circumstances(**(facts | more)), events=events)  # type: ignore[arg-type]


POLICE, COMMUNE, SPEAKERS = Audience.INVESTIGATORS, Audience.COMMUNE_POLICE, Audience.SPEAKERS


def _engine(case: Case, audience: Audience, codes: tuple[str, ...], grounds: Grounds) -> list[Line]:
    asked = asked_of(audience, case.circumstances) if audience is SPEAKERS else ()
    return from_engine(case, codes, audience, ON, CHECKLISTS, grounds, asked=asked)


@pytest.mark.parametrize("statement", [False, True])
def test_commune_police_are_told_their_own_work(statement: bool, grounds: Grounds) -> None:
    case = _case(COMMUNE, statement=statement, kind=Kind.TRAFFICKING, stage=Stage.RECEPTION)
    codes = ("lay-loi-khai", "nan-nhan-mua-ban", "tiep-nhan")
    lines = from_engine(case, codes, COMMUNE, ON, CHECKLISTS, grounds, most=99)
    assert {"tinh-huong.tiep-nhan.lay-loi-khai-ban-dau", "tinh-huong.nan-nhan-mua-ban.dua-den-uy-ban-xa"} <= {
        x.key for x in lines
    }
    assert not [
        x.who
        for x in lines
        if re.search(r"Điều tra viên|Công an cấp tỉnh|Công an địa phương|Viện kiểm sát|^Cơ quan chuyên môn", x.who)
    ]


def test_speakers_are_told_what_the_family_may_expect_and_no_paperwork(grounds: Grounds) -> None:
    lines = _engine(_case(SPEAKERS), SPEAKERS, ("tiep-nhan", "giu-bi-mat"), grounds)
    said = _said(lines)
    assert "không từ chối" in said
    assert "tiết lộ" in said
    assert "Hạn: 3 ngày làm việc" in said
    assert not re.search(r"ghi sổ|Viện kiểm sát|phân loại|Mẫu số", said)


@pytest.mark.parametrize("audience", [POLICE, COMMUNE, SPEAKERS])
def test_who_receives_a_report_of_trafficking_brings_the_person_to_the_commune(
    audience: Audience, grounds: Grounds
) -> None:
    case = _case(audience, kind=Kind.TRAFFICKING)
    keys = [line.key for line in _engine(case, audience, ("nan-nhan-mua-ban", "tiep-nhan"), grounds)]
    assert "tinh-huong.nan-nhan-mua-ban.dua-den-uy-ban-xa" in keys


@pytest.mark.parametrize("audience", [POLICE, SPEAKERS])
def test_a_ceiling_is_told_with_its_exception(audience: Audience, grounds: Grounds) -> None:
    lines = _engine(_case(audience, statement=True), audience, ("lay-loi-khai",), grounds)
    ceilings = [line for line in lines if "mỗi lần" in line.limit or "mỗi ngày" in line.limit]
    assert len(ceilings) == 2
    assert all("trừ khi vụ án nhiều tình tiết phức tạp" in line.text for line in ceilings)


def test_no_ceiling_that_ships_hides_an_exception() -> None:
    shipped = [i for c in CHECKLISTS for i in c.items if i.ceiling]
    assert shipped
    assert not [i.code for i in shipped if "ngoại lệ như" in i.says]


@pytest.mark.parametrize("audience", [POLICE, COMMUNE, SPEAKERS])
@pytest.mark.parametrize("unclear", [True, False])
def test_an_unclear_age_is_answered_though_another_procedure_says_how(
    audience: Audience, unclear: bool, grounds: Grounds
) -> None:
    lines = _engine(_case(audience, age_unclear=unclear), audience, ("tiep-nhan", "giu-bi-mat"), grounds)
    found = [line for line in lines if ".xac-dinh-tuoi." in line.key]
    assert bool(found) is unclear
    if unclear:
        assert "gia đình" in found[0].text
        assert "nhà trường" in found[0].text
        told = (
            answered(asked_of(SPEAKERS, _case(SPEAKERS).circumstances), lines)
            if audience is SPEAKERS
            else of_police(lines)
        )
        assert "Tuổi của em chưa rõ thì phải làm gì?" in told


def test_one_fact_does_not_crowd_out_what_holds_for_every_child(grounds: Grounds) -> None:
    lines = _engine(_case(POLICE, statement=True, interpreter=True), POLICE, ("lay-loi-khai",), grounds)
    said = _said(lines)
    assert "có người đại diện hoặc người bảo vệ" in said
    assert 1 <= sum("phiên dịch" in line.text for line in lines) <= 2


def test_a_topic_on_age_tells_how_a_contradiction_is_settled(grounds: Grounds) -> None:
    said = _said(_engine(_case(POLICE, age_unclear=True), POLICE, ("xac-dinh-tuoi",), grounds))
    assert "phối hợp với gia đình" in said
    assert "không xác định được năm sinh thì phải giám định tuổi" in said


@pytest.mark.parametrize(
    ("codes", "audience", "role", "doing"),
    [
        (("lay-loi-khai",), POLICE, Role.VICTIM, (Activity.STATEMENT,)),
        (("lay-loi-khai",), COMMUNE, Role.VICTIM, ()),  # they receive the report and hear the child first
        (("phong-than-thien",), COMMUNE, Role.VICTIM, ()),
        (
            ("giam-dinh", "bat-tam-giu-tam-giam"),
            POLICE,
            Role.VICTIM,
            (Activity.BODY_EXAMINATION, Activity.FORENSIC_EXAMINATION),
        ),
        (("hoi-cung",), POLICE, Role.ACCUSED, (Activity.QUESTIONING,)),
    ],
)
def test_a_situation_is_of_a_child_harmed_or_of_one_accused_at_the_listeners_own_step(
    codes: tuple[str, ...], audience: Audience, role: Role, doing: tuple[Activity, ...], grounds: Grounds
) -> None:
    made = make_case_study(Topic("chủ đề", checklists=codes), audience, ON, 3, CHECKLISTS, grounds, ())
    assert made is not None
    facts = Circumstances.model_validate(made.facts["circumstances"])
    assert (facts.role, facts.activities) == (role, doing)
    assert made.questions
    assert made.answers
    assert {"lay-loi-khai-ban-dau"} <= {line.key.split(".")[-1] for line in made.answers} or audience is not COMMUNE


def test_the_articles_are_asked_of_investigators_and_signs_and_steps_of_the_commune(grounds: Grounds) -> None:
    topic = Topic("chủ đề", named=(ProvisionId.parse(f"{PENAL_CODE} điều 151"), ProvisionId.parse(GUIDE)))
    deed = make_case_study(topic, POLICE, ON, 3, CHECKLISTS, grounds, ())
    report = make_case_study(topic, COMMUNE, ON, 3, CHECKLISTS, grounds, ())
    assert deed is not None
    assert report is not None
    assert "offence" in deed.facts
    assert "mua bán người dưới 16 tuổi không" in deed.questions[0]
    assert "phạt tù" not in report.story
    assert report.questions[0] == "Dấu hiệu nào cho thấy em bị mua bán?"
    assert not [line.text for line in report.answers if "phạt tù" in line.text]


@pytest.mark.parametrize("seed", range(8))
def test_pupils_and_teachers_get_no_penal_detail(seed: int, grounds: Grounds) -> None:
    topic = Topic("chủ đề", named=(ProvisionId.parse(f"{PENAL_CODE} điều 151"),))
    for audience in (Audience.PUPILS, Audience.TEACHERS):
        candidate = Candidate(
            _plain_piece(), grounds.read([ProvisionId.parse("102/2016/QH13 điều 51 khoản 1")], ON), 1.0
        )
        made = make_case_study(topic, audience, ON, seed, CHECKLISTS, grounds, [candidate])
        assert made is None or not suitability(audience).forbidden(
            " ".join([made.story, *made.questions, *(a.text for a in made.answers)])
        )
        assert made is not None
        assert "Điều 15" not in made.story


def test_stories_of_citizens_differ_and_tell_no_harm() -> None:
    told: dict[Audience, set[str]] = {}
    for seed in range(40):
        for kind in (Kind.VIOLENCE, Kind.TRAFFICKING):
            for audience in (Audience.PUPILS, Audience.TEACHERS):
                story = story_of_citizens(audience, _case(POLICE, kind=kind), ("tiep-nhan",), Random(seed)).text
                assert not suitability(audience).forbidden(story)
                assert not suitability(audience).too_long(story)
                told.setdefault(audience, set()).add(re.sub(r"\d", "", story))
    assert min(len(own) for own in told.values()) >= 4


def _plain_piece() -> Piece:
    place = ProvisionId.parse("102/2016/QH13 điều 51 khoản 1")
    text = "Ai biết trẻ em bị xâm hại thì phải báo ngay cho tổng đài hoặc Công an."
    return Piece(key="loi-thuong.bao", text=text, provisions=(place,), order=(1,), group="Báo", close=1.0)


def test_one_child_is_not_heard_one_by_one(grounds: Grounds) -> None:
    case = _case(POLICE, statement=True)
    lines = from_engine(case, ("lay-loi-khai",), POLICE, ON, CHECKLISTS, grounds, most=99)
    assert len(lines) > 10
    assert not [line.text for line in lines if "riêng từng" in line.text]


def test_the_record_is_told_from_the_signs_of_the_answers(grounds: Grounds) -> None:
    lines = _engine(_case(COMMUNE), COMMUNE, ("tiep-nhan",), grounds)
    (told,) = records(lines, CHECKLISTS)
    assert told.text.startswith("Hồ sơ phải cho thấy: văn bản có tên là biên bản tiếp nhận")
    assert {s.id for s in told.sources} <= {s.id for line in lines for s in line.sources}
    assert "Hồ sơ phải cho thấy những gì?" in of_police([*lines, told])
    assert "Hồ sơ phải cho thấy những gì?" not in of_police(lines)


SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("limit", "since", "told"),
    [
        ({"number": 24, "unit": "giờ"}, Moment(ON, time(10, 0)),
         "Hạn: 24 giờ kể từ 10 giờ ngày 20/11/2026, hết lúc 10 giờ ngày 21/11/2026."),
        ({"number": 5, "unit": "ngày"}, Moment(SATURDAY),
         "Hạn: 5 ngày, tính cả ngày 21/11/2026, hết 24 giờ ngày 25/11/2026. Nếu không tính ngày đầu thì hết 24 giờ ngày 26/11/2026; "
         "văn bản không nói rõ, nên làm theo hạn sớm hơn."),
        ({"number": 2, "unit": "ngày"}, Moment(ON),
         "Hạn: 2 ngày, tính cả ngày 20/11/2026, hết 24 giờ ngày 21/11/2026. Nếu không tính ngày đầu và dời qua ngày nghỉ thì hết "
         "24 giờ ngày 23/11/2026; văn bản không nói rõ, nên làm theo hạn sớm hơn."),
        ({"number": 3, "unit": "ngày làm việc"}, Moment(SATURDAY),
         "Hạn: 3 ngày làm việc, tính cả ngày 23/11/2026 (không tính ngày 21/11/2026 là thứ bảy, ngày 22/11/2026 là chủ nhật, "
         "ngày 24/11/2026 là Ngày Văn hóa Việt Nam), hết 24 giờ ngày 26/11/2026."),
        ({"number": 6, "unit": "ngày làm việc"}, Moment(ON),  # of a longer limit only what the class does not know is named
         "Hạn: 6 ngày làm việc, tính cả ngày 20/11/2026 (không tính ngày 24/11/2026 là Ngày Văn hóa Việt Nam), "
         "hết 24 giờ ngày 30/11/2026. Nếu không tính ngày đầu thì hết 24 giờ ngày 01/12/2026; văn bản không nói rõ, nên làm theo hạn "
         "sớm hơn."),
        ({"number": 2, "unit": "tháng"}, Moment(ON), "Hạn: 2 tháng kể từ ngày 20/11/2026, hết 24 giờ ngày 20/01/2027."),
    ],
)  # fmt: skip
def test_a_limit_says_how_it_was_counted(limit: dict[str, object], since: Moment, told: str) -> None:
    rule = {**limit, "event": "tiếp nhận tin"}
    basis = ["101/2015/QH13 điều 146 khoản 5"]
    demand = Demand.model_validate({"modality": "phải", "says": "Báo tin.", "basis": basis, "limit": rule})
    assert demand.limit is not None
    end = deadline(demand.limit, since, Calendar())
    assert counted(demand, end, {Event.RECEIVED: since}) == told


# Stories and questions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", [Kind.VIOLENCE, Kind.TRAFFICKING, Kind.SEXUAL_ABUSE])
def test_a_story_keeps_to_its_facts(seed: int, kind: Kind) -> None:
    band = list(AgeBand)[seed % 3]
    case = _case(POLICE, kind=kind, age=band, age_unclear=seed % 2 == 0, interpreter=seed % 4 == 0)
    low, high = {AgeBand.UNDER_13: (8, 12), AgeBand.FROM_13: (13, 15), AgeBand.FROM_16: (16, 17)}[band]
    for told in (story_of_police(case, ("tiep-nhan",), Random(seed)), story_of_askers(case, Random(seed))):
        (age,) = re.findall(r"(\d+) tuổi", told.text)
        assert low <= int(age) <= high
        assert (told.age is None) == ("năm sinh khác nhau" in told.text) == (f"khoảng {age} tuổi" in told.text)
        assert ("tiếng dân tộc" in told.text) == bool(case.circumstances.interpreter)
        assert "lúc 10 giờ ngày 20/11/2026" in told.text.lower()
        assert bool(told.sign) == (kind is Kind.TRAFFICKING)
        assert 3 <= len(re.findall(r"[.?](?: |$)", told.text)) <= 6


def test_a_question_is_asked_only_if_a_line_answers_it() -> None:
    source = Source(id="x điều 1", pinpoint="Điều 1, x", status=Status.IN_FORCE)
    line = Line(key="a", text="Nơi nhận tin: nhận mọi tin gửi tới, không từ chối.", sources=(source,))
    asked = asked_of(SPEAKERS, _case(SPEAKERS).circumstances)
    assert answered(asked, [line]) == ("Nơi nhận tin có được từ chối không?",)
    assert of_police([line]) == ("Ai phải làm gì, theo thứ tự nào? Nêu căn cứ.",)


# What the story tells ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cue", "facts", "words"),
    [
        (
            "first",
            {},
            ["ngay sau khi tiếp nhận tin", "hỏi có nhờ người bảo vệ", "giải thích quyền", "báo trước", "cùng dự"],
        ),
        ("tired", {}, ["tạm dừng ngay khi bị hại mệt"]),
        ("room", {}, ["bố trí phòng lấy lời khai thân thiện"]),
        ("distressed", {"distressed": True}, ["tạm dừng"]),
        ("interpreter", {"interpreter": True}, ["phiên dịch"]),
    ],
)
def test_what_the_story_tells_is_answered(
    cue: str, facts: dict[str, object], words: list[str], grounds: Grounds
) -> None:
    case = _case(POLICE, statement=True, **facts)
    lines = from_engine(case, ("lay-loi-khai",), POLICE, ON, CHECKLISTS, grounds, cues=patterns([cue]))
    assert all(word in _said(lines) for word in words)
    assert len(lines) <= MOST_ANSWERS


def test_a_first_hearing_by_the_commune_is_with_a_grown_up_an_interpreter_and_a_pause(grounds: Grounds) -> None:
    case = _case(COMMUNE, interpreter=True, distressed=True)
    own = from_engine(case, ("tiep-nhan",), COMMUNE, ON, CHECKLISTS, grounds)
    lines = first_hearing(case, own, ON, CHECKLISTS, grounds, patterns(["interpreter", "distressed"]))
    added = [line for line in lines if line not in own]
    assert [line.key.split(".")[1] for line in added] == ["lay-loi-khai"] * 3
    assert all(line.text.startswith("Công an xã, khi lấy lời khai ban đầu: ") for line in added)
    for word in ("cùng dự", "phiên dịch", "dừng ngay"):
        assert word in _said(added)
    assert "điếc" not in _said(added)  # of other children than the one of the story
    at = next(n for n, line in enumerate(lines) if line.key.endswith("lay-loi-khai-ban-dau"))
    assert lines[at + 1 : at + 4] == added
    assert first_hearing(case, own[:1], ON, CHECKLISTS, grounds, ()) == own[:1]


def test_a_fact_that_no_line_takes_up_is_not_told() -> None:
    source = Source(id="x điều 1", pinpoint="Điều 1, x", status=Status.IN_FORCE)
    line = Line(key="a", text="Có người phiên dịch cho em.", sources=(source,))
    assert unanswered(["interpreter", "distressed", "competent"], [line]) == ["distressed"]


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(
    ("audience", "code"), [(POLICE, "lay-loi-khai"), (COMMUNE, "tiep-nhan"), (SPEAKERS, "tiep-nhan")]
)
def test_no_story_tells_what_its_answer_passes_over(audience: Audience, code: str, seed: int, grounds: Grounds) -> None:
    made = make_case_study(Topic("chủ đề", checklists=(code,)), audience, ON, seed, CHECKLISTS, grounds, ())
    assert made is not None
    said = _said(made.answers).lower()
    for told, word in {
        "tiếng dân tộc": "phiên dịch",
        "hoảng loạn": "dừng",
        "năm sinh khác nhau": "giấy tờ",
        "mệt": "mệt",
    }.items():
        assert told not in made.story or word in said
    if audience is COMMUNE:
        assert "lấy lời khai ban đầu: có người đại diện" in said
    groups = [line.group for line in made.answers if line.group]
    assert len(set(groups)) == sum(a != b for a, b in zip(groups, [None, *groups[:-1]], strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_a_first_statement_is_taken_on_the_day_of_the_report(seed: int, grounds: Grounds) -> None:
    for audience in (POLICE, SPEAKERS):
        topic = Topic("chủ đề", checklists=("lay-loi-khai",))
        made = make_case_study(topic, audience, ON, seed, CHECKLISTS, grounds, ())
        assert made is not None
        assert made.story.count(f"ngày {ON:%d/%m/%Y}") == 2
        assert "ngay sau khi tiếp nhận tin" in _said(made.answers)


def test_the_exception_of_a_ceiling_and_of_a_limit_stands_wherever_they_stand(grounds: Grounds) -> None:
    case = _case(POLICE, statement=True)
    lines = from_engine(case, ("lay-loi-khai",), POLICE, ON, CHECKLISTS, grounds)
    limited = next(line for line in lines if "chuyen-bien-ban" in line.key)
    assert "không quá 15 ngày" in limited.text
    (told,) = records([line for line in lines if "02 giờ" in line.text], CHECKLISTS)
    assert "02 giờ (trừ khi vụ án nhiều tình tiết phức tạp)" in told.text
    preferred = [line for line in lines if "uu-tien" in line.key]
    assert preferred
    assert not records(preferred, CHECKLISTS)
    assert "không xếp nơi nào trước" in preferred[0].text


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("trafficked", [True, False])
def test_a_pupil_asked_to_keep_a_secret_tells_a_grown_up_first(seed: int, trafficked: bool, grounds: Grounds) -> None:
    codes = ("nan-nhan-mua-ban",) if trafficked else ("tiep-nhan",)
    candidate = Candidate(_plain_piece(), grounds.read([ProvisionId.parse("102/2016/QH13 điều 51 khoản 1")], ON), 1.0)
    made = make_case_study(
        Topic("chủ đề", checklists=codes), Audience.PUPILS, ON, seed, CHECKLISTS, grounds, [candidate]
    )
    assert made is not None
    assert made.questions[0].startswith("Bạn xin em giữ kín")
    assert made.answers[0].text.startswith("Kể với thầy cô hoặc cha mẹ, kể cả khi bạn xin em giữ kín")
    worry = [line.text for line in made.answers if "Điều đáng lo" in line.text]
    assert bool(worry) or not trafficked
    assert "từ đủ" not in str(made.facts)
    for thing in ("giấy tờ", "lương cao", "buổi tối"):
        assert not worry or thing not in worry[0] or thing in made.story


def test_a_line_resting_on_a_doubtful_document_is_marked(library: Library) -> None:
    unsure = Grounds(Standing(library, unsure="43/2021/TT-BCA"))
    made = make_case_study(Topic("chủ đề", checklists=("tiep-nhan",)), COMMUNE, ON, 3, CHECKLISTS, unsure, ())
    assert made is not None
    resting = [line for line in made.answers if any("43/2021" in s.id for s in line.sources)]
    assert any(len(line.sources) > 1 for line in resting)
    assert all(line.doubt for line in resting)


@pytest.mark.parametrize("codes", [("phong-than-thien",), ("tiep-nhan",)])
def test_a_report_in_a_lesson_on_the_room_touches_the_room(codes: tuple[str, ...], grounds: Grounds) -> None:
    made = make_case_study(Topic("chủ đề", checklists=codes), COMMUNE, ON, 3, CHECKLISTS, grounds, ())
    assert made is not None
    room = codes == ("phong-than-thien",)
    assert ("phòng điều tra thân thiện" in made.story) is room
    assert any("chon-noi-an-toan" in line.key for line in made.answers) is room


@pytest.mark.parametrize("seed", range(40))
def test_what_is_to_be_cleared_up_is_not_told_already(seed: int, grounds: Grounds) -> None:
    drawn = draw(Random(seed), ON)
    lines = answers(drawn, ON, shipped_notes(), CHECKLISTS, grounds)
    to_clear = [line.text for line in lines if line.text.startswith("Còn phải làm rõ")]
    judged = judge(drawn.facts)
    if judged.outcome is not Outcome.TRAFFICKING:
        assert not to_clear
        return
    for each, clause, point in judged.heavier:
        assert not to_clear or f"(điểm {point} khoản {clause})" not in to_clear[0], each
    assert any(f"có dấu hiệu của Điều {judged.article}" in line.text for line in lines)
