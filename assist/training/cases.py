"""An invented situation to talk over: case parameters chosen by seed and topic, told in plain sentences without names of anybody.

The model answer is what the checklist engine gives for those facts, with limits counted to the hour; for listeners who do not carry
out procedures it is made of the lesson's own lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from assist.checklists.case import Case, CaseError, check_case
from assist.checklists.engine import ChecklistEngine
from assist.checklists.model import Line as CaseLine
from assist.checklists.model import write_instant
from assist.checklists.workdays import FIRST_YEAR, LAST_YEAR
from assist.training.grounds import Grounds
from assist.training.material import RARE, item_piece
from assist.training.model import Audience, CaseStudy, Line
from assist.training.outline import Candidate, score
from assist.training.stories import questions_for, story_of_citizens, story_of_police
from assist.training.suitability import suitability
from assist.training.topics import Topic
from corpus.checklists import Checklist
from corpus.circumstances import QUESTIONS, Activity, AgeBand, Circumstances, Event, Kind, Receiver, Role, Sex, Stage

MOST_ANSWERS, FEWEST = 8, 3
#: What the stories do not tell of: somebody comes in person, gives a name, and the child is with a grown-up.
_ELSEWHERE = re.compile(r"qua điện thoại|tự đến|không cho biết|không kịp|trên mạng|đã đăng|báo chí")
_LAY = (Audience.TEACHERS, Audience.PUPILS)
_ACCUSED = ("hoi-cung", "bat-tam-giu-tam-giam", "giam-sat")
_TRAFFICKING = ("53/2024/QH15", "02/2019/NQ-HĐTP", "86/2025/QH15")
_YES_OR_NO = tuple(
    name
    for name in QUESTIONS
    if name not in Circumstances.model_fields or Circumstances.model_fields[name].annotation == (bool | None)
)


def make_case_study(
    topic: Topic,
    audience: Audience,
    on: date,
    seed: int,
    checklists: Sequence[Checklist],
    grounds: Grounds,
    taught: Sequence[Candidate],
) -> CaseStudy | None:
    """A situation for the topic and the audience; None where nothing of the lesson answers it."""
    rng = Random(f"{seed}|{topic.text}|{audience}")
    codes = _procedures(topic, taught)
    case = _case(topic, audience, on, rng, codes)
    if audience in _LAY:
        story = story_of_citizens(audience, case, codes, rng)
        answers = _from_lesson(taught)
    else:
        story = story_of_police(case, codes, rng)
        answers = _from_engine(case, codes, audience, on, checklists, grounds) or _from_lesson(taught)
    fit = suitability(audience)
    answers = [line for line in answers if fit.suits(line)]
    if not answers or fit.forbidden(story):
        return None
    return CaseStudy(
        facts=case.model_dump(mode="json", exclude_defaults=True),
        story=story,
        questions=questions_for(audience, answers, statement=Activity.STATEMENT in case.circumstances.activities),
        answers=tuple(answers),
    )


def _procedures(topic: Topic, taught: Sequence[Candidate]) -> tuple[str, ...]:
    """The procedures the situation is about: those of the topic, else those most of what is taught belongs to."""
    if "phong-than-thien" in topic.checklists:
        return (*topic.checklists, "lay-loi-khai")  # the room is there for statements
    if topic.checklists:
        return topic.checklists
    if trafficking(topic):
        return ("nan-nhan-mua-ban", "tiep-nhan")
    counted: dict[str, int] = {}
    for each in taught:
        if each.piece.procedure:
            counted[each.piece.procedure] = counted.get(each.piece.procedure, 0) + 1
    return tuple(sorted(counted, key=lambda code: -counted[code])[:2]) or ("tiep-nhan",)


def trafficking(topic: Topic) -> bool:
    """Whether the topic is trafficking in persons."""
    for pid in (*topic.named, *topic.close):
        if pid.document in _TRAFFICKING or (pid.document == "100/2015/QH13" and pid.article in {"150", "151"}):
            return True
    return "nan-nhan-mua-ban" in topic.checklists


def _case(topic: Topic, audience: Audience, on: date, rng: Random, codes: Sequence[str]) -> Case:
    accused = any(code in _ACCUSED for code in codes)
    kinds = [Kind.TRAFFICKING] if trafficking(topic) else [Kind.VIOLENCE, Kind.TRAFFICKING, Kind.SEXUAL_ABUSE]
    if audience in _LAY:
        kinds = [k for k in kinds if k is not Kind.SEXUAL_ABUSE]
    activities = {
        "lay-loi-khai": (Activity.STATEMENT,),
        "hoi-cung": (Activity.QUESTIONING,),
        "doi-chat": (Activity.CONFRONTATION,),
        "nhan-dang": (Activity.IDENTIFICATION,),
        "giam-dinh": (Activity.BODY_EXAMINATION, Activity.FORENSIC_EXAMINATION),
        "bat-tam-giu-tam-giam": (Activity.CUSTODY,),
        "giam-sat": (Activity.SUPERVISION,),
        "phong-than-thien": (Activity.STATEMENT,),
        "phien-toa": (Activity.HEARING,),
    }
    doing = tuple(dict.fromkeys(a for code in codes for a in activities.get(code, ())))
    later = {
        "phien-toa": Stage.TRIAL,
        "ket-thuc": Stage.INVESTIGATION,
        "khoi-to": Stage.INITIATION,
        "ke-hoach": Stage.VERIFICATION,
    }
    stage = next((later[code] for code in codes if code in later), Stage.INVESTIGATION if doing else Stage.RECEPTION)
    age = AgeBand.FROM_16 if accused else rng.choice([AgeBand.UNDER_13, AgeBand.FROM_13, AgeBand.FROM_13])
    if audience is Audience.COMMUNE_POLICE:
        receiver = Receiver.COMMUNE
    else:
        receiver = rng.choice([Receiver.COMMUNE, Receiver.INVESTIGATION_AGENCY, Receiver.INVESTIGATION_AGENCY])
    given: dict[str, Any] = dict.fromkeys(_YES_OR_NO, False)
    facts = Circumstances(
        **(
            given
            | {
                "competent": True,
                "remote": receiver is Receiver.COMMUNE and rng.random() < 0.5,
                "age_unclear": rng.random() < 0.4 or "xac-dinh-tuoi" in codes,
                "interpreter": rng.random() < 0.3,
                "distressed": rng.random() < 0.3,
                "room": "phong-than-thien" in codes and rng.random() < 0.5,
            }
        ),
        role=Role.ACCUSED if accused else Role.VICTIM,
        age=age,
        sex=rng.choice(list(Sex)),
        kind=Kind.OTHER if accused else rng.choice(kinds),
        stage=stage,
        activities=doing,
        receiver=receiver,
    )
    events: dict[Event, str] = {}
    day = on - timedelta(days=1)
    if FIRST_YEAR < day.year < LAST_YEAR and on.year < LAST_YEAR:
        clock = f"{rng.choice([7, 8, 9, 10, 14, 15, 16]):02d}:{rng.choice([0, 15, 30, 45]):02d}"
        event = Event.RECEIVED if stage is Stage.RECEPTION else Event.STATEMENT if doing else Event.RECEIVED
        events[event] = f"{day if event is Event.RECEIVED else on}T{clock}"
    case = Case(code="tinh-huong", title="Tình huống thảo luận (hư cấu)", on=on, circumstances=facts, events=events)
    try:
        check_case(case, on)
    except CaseError:
        return case.model_copy(update={"events": {}})
    return case


def _from_engine(
    case: Case, codes: Sequence[str], audience: Audience, on: date, checklists: Sequence[Checklist], grounds: Grounds
) -> list[Line]:
    """The items that apply to the facts, cut to the procedures of the topic and what the audience does, in the order they fall due."""
    own = [checklist for checklist in checklists if checklist.code in codes]
    result = ChecklistEngine(grounds.bases, own).judge(case, on)
    places = {f"{c.code}.{i.code}": (c, i, n) for c in own for n, i in enumerate(c.items)}
    told = {name for name in RARE if getattr(case.circumstances, name, None) is True}
    weighed = []
    for line in result.lines:
        piece = item_piece(*places[line.code])
        if _ELSEWHERE.search(line.item.act):
            continue
        worth = score(piece, audience) + (0.4 if line.first.deadline else 0)
        # what the story tells of this child in particular (an interpreter is needed) is what the group is to find
        worth += 0.6 if line.item.when.model_fields_set & told else 0
        if worth > 0.3:
            weighed.append((worth, piece, line))
    weighed.sort(key=lambda w: -w[0])
    chosen: list[tuple[float, object, CaseLine]] = []
    for each in weighed:
        if len(chosen) < MOST_ANSWERS and not any(each[1].same(other[1]) for other in chosen):  # type: ignore[arg-type]
            chosen.append(each)
    if len(chosen) < FEWEST:
        return []
    kept = {line.code for _, _, line in chosen}
    return [_answer(line, grounds, on) for line in result.lines if line.code in kept]


def _answer(line: CaseLine, grounds: Grounds, on: date) -> Line:
    """An item for the facts: its demand, and the hour its limit ends."""
    demand, end = line.first.demand, line.first.deadline
    text = f"{line.item.who}: {line.item.act[:1].lower()}{line.item.act[1:]}."
    if line.first.demand is not line.item:
        text = f"{line.item.who}: {demand.says[:1].lower()}{demand.says[1:]}"
    if end:
        text += f" Hạn trong tình huống: {write_instant(end.due)}."
    ground = grounds.read(demand.provisions(), on)
    return Line(
        key=f"tinh-huong.{line.code}",
        text=text,
        sources=ground.sources,
        who=line.item.who,
        act=line.item.act,
        modality=demand.modality,
        limit=demand.limit.words() if demand.limit else demand.ceiling.words() if demand.ceiling else "",
        group=line.procedure,
        doubt=demand.unverified or ground.doubt,
    )


def _from_lesson(taught: Sequence[Candidate]) -> list[Line]:
    """The lesson's own best lines, where no procedure answers."""
    useful = sorted((c for c in taught if c.piece.imperative), key=lambda c: -c.score)[:MOST_ANSWERS]
    if len(useful) < FEWEST:
        useful = sorted(taught, key=lambda c: -c.score)[:MOST_ANSWERS]
    once = {c.piece.key: c for c in useful}
    return [c.line("tinh-huong.") for c in sorted(once.values(), key=lambda c: c.piece.order)]
