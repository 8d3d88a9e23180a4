"""An invented situation to talk over: case parameters chosen by seed and topic, told in plain sentences without names of anybody.

Where the topic is an offence, its listeners are asked which article and frame a deed falls under. Elsewhere the model answer is what
the checklist engine gives for the facts, with limits counted to the hour; for listeners who do not carry out procedures it is made
of the lesson's own lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from random import Random
from typing import Any

from assist.checklists.case import Case, CaseError, check_case
from assist.checklists.workdays import FIRST_YEAR, LAST_YEAR
from assist.training.case_answers import FEWEST, KEY, MOST_ANSWERS, from_engine, from_lesson, records
from assist.training.case_questions import WHERE, answered, asked_of, chosen_for, of_police
from assist.training.citizen_stories import story_of_citizens
from assist.training.grounds import Grounds
from assist.training.model import Audience, CaseStudy, Line
from assist.training.noted import shipped_notes
from assist.training.offence_answers import answers as offence_answers
from assist.training.offence_answers import questions as offence_questions
from assist.training.offence_plots import draw
from assist.training.offence_signs import signs
from assist.training.offences import GUIDE, PENAL_CODE, PLACES
from assist.training.outline import Candidate
from assist.training.stories import Told, story_of_askers, story_of_police
from assist.training.suitability import suitability
from assist.training.topics import Topic
from corpus.checklists import Checklist
from corpus.circumstances import QUESTIONS, Activity, AgeBand, Circumstances, Event, Kind, Receiver, Role, Sex, Stage

_LAY = (Audience.TEACHERS, Audience.PUPILS)
_ACCUSED = ("hoi-cung", "bat-tam-giu-tam-giam", "giam-sat")
_TRAFFICKING = ("53/2024/QH15", GUIDE, "86/2025/QH15")
_RECEPTION, _SECRECY, _VICTIMS = "tiep-nhan", "giu-bi-mat", "nan-nhan-mua-ban"
_YES_OR_NO = tuple(
    name
    for name in QUESTIONS
    if name not in Circumstances.model_fields or Circumstances.model_fields[name].annotation == (bool | None)
)
_ACTIVITIES = {
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
_LATER = {
    "phien-toa": Stage.TRIAL,
    "ket-thuc": Stage.INVESTIGATION,
    "khoi-to": Stage.INITIATION,
    "ke-hoach": Stage.VERIFICATION,
}


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
    if audience is Audience.INVESTIGATORS and on_offences(topic):
        made = _offence(audience, on, rng, checklists, grounds)
        if made:
            return made
    codes = _procedures(topic, audience, taught)
    case = _case(topic, audience, on, rng, codes)
    facts = case.circumstances
    if facts.kind is Kind.TRAFFICKING and facts.stage is Stage.RECEPTION and _VICTIMS not in codes:
        codes = (*codes, _VICTIMS)  # whoever receives such a report has the victim to care for too
    asked = asked_of(audience, facts)
    answers: list[Line]
    if audience in _LAY:
        told = story_of_citizens(audience, case, codes, rng)
        answers = chosen_for(asked, taught, f"{KEY}.")
        questions = answered(asked, answers)
    elif audience is Audience.SPEAKERS:
        told = story_of_askers(case, rng)
        own = from_engine(case, (*codes, _SECRECY), audience, on, checklists, grounds, asked=asked)
        where = chosen_for([WHERE], taught, f"{KEY}.") if facts.stage is Stage.RECEPTION else []
        answers = [*_signs(told, topic, on, grounds), *where, *own]
        questions = answered(asked, answers)
    else:
        told = story_of_police(case, codes, rng)
        seen = _signs(told, topic, on, grounds)
        own = from_engine(case, codes, audience, on, checklists, grounds, most=MOST_ANSWERS - len(seen))
        answers = [*seen, *own, *records(own, checklists)]
        questions = of_police(answers)
    if len(answers) < FEWEST:
        answers = from_lesson(taught)
        questions = of_police(answers)
    fit = suitability(audience)
    answers = [line for line in answers if fit.suits(line)]
    if not answers or not questions or fit.forbidden(told.text):
        return None
    return CaseStudy(
        facts=case.model_dump(mode="json", exclude_defaults=True),
        story=told.text,
        questions=questions,
        answers=tuple(answers),
    )


def _offence(
    audience: Audience, on: date, rng: Random, checklists: Sequence[Checklist], grounds: Grounds
) -> CaseStudy | None:
    """A deed to be judged under the articles; None where their provisions are not at hand or do not apply on the day."""
    drawn = draw(rng, on)
    fit = suitability(audience)
    lines = [x for x in offence_answers(drawn, on, shipped_notes(), checklists, grounds) if fit.suits(x)]
    if len(lines) < FEWEST:
        return None
    facts = asdict(drawn.facts) | {"others": sorted(drawn.facts.others), "born": drawn.born, "done": drawn.done}
    told = {name: str(value) if isinstance(value, date) else value for name, value in facts.items()}
    return CaseStudy(
        facts={"offence": drawn.plot.code, **told},
        story=drawn.story,
        questions=offence_questions(),
        answers=tuple(lines[:MOST_ANSWERS]),
    )


def _signs(told: Told, topic: Topic, on: date, grounds: Grounds) -> list[Line]:
    """What in the story speaks for trafficking, where that is the topic."""
    return (
        signs(told.sign, told.age, on_offences(topic), on, shipped_notes(), grounds)
        if told.sign and trafficking(topic)
        else []
    )


def _procedures(topic: Topic, audience: Audience, taught: Sequence[Candidate]) -> tuple[str, ...]:
    """The procedures the situation is about: those of the topic, else those most of what is taught belongs to."""
    codes = _topical(topic, taught)
    if codes[0] not in _ACCUSED:  # a case is of one who was harmed, or of one accused
        codes = tuple(code for code in codes if code not in _ACCUSED)
    if audience is Audience.COMMUNE_POLICE and not set(codes) & {_RECEPTION, *_ACCUSED, *_LATER}:
        # whatever the topic, in a case of a harmed child theirs is to receive it, hear the child first and pass it on
        return (*codes, _RECEPTION, _SECRECY)
    return codes


def _topical(topic: Topic, taught: Sequence[Candidate]) -> tuple[str, ...]:
    if "phong-than-thien" in topic.checklists:
        return (*topic.checklists, "lay-loi-khai")  # the room is there for statements
    if topic.checklists:
        return topic.checklists
    if trafficking(topic):
        return (_VICTIMS, _RECEPTION)
    counted: dict[str, int] = {}
    for each in taught:
        if each.piece.procedure:
            counted[each.piece.procedure] = counted.get(each.piece.procedure, 0) + 1
    return tuple(sorted(counted, key=lambda code: -counted[code])[:2]) or (_RECEPTION,)


def trafficking(topic: Topic) -> bool:
    """Whether the topic is trafficking in persons."""
    for pid in (*topic.named, *topic.close):
        if pid.document in _TRAFFICKING or (pid.document == PENAL_CODE and pid.article in PLACES):
            return True
    return _VICTIMS in topic.checklists


def on_offences(topic: Topic) -> bool:
    """Whether the topic is the articles on trafficking themselves, or the resolution that explains them, and no procedure."""
    named = any(p.document == GUIDE or (p.document == PENAL_CODE and p.article in PLACES) for p in topic.named)
    return named and not topic.checklists


def _case(topic: Topic, audience: Audience, on: date, rng: Random, codes: Sequence[str]) -> Case:
    accused = any(code in _ACCUSED for code in codes)
    kinds = [Kind.TRAFFICKING] if trafficking(topic) else [Kind.VIOLENCE, Kind.TRAFFICKING, Kind.SEXUAL_ABUSE]
    if audience in _LAY:
        kinds = [k for k in kinds if k is not Kind.SEXUAL_ABUSE]
    doing = tuple(dict.fromkeys(a for code in codes for a in _ACTIVITIES.get(code, ())))
    if audience is Audience.COMMUNE_POLICE and _RECEPTION in codes:
        doing = ()
    stage = next((_LATER[code] for code in codes if code in _LATER), Stage.INVESTIGATION if doing else Stage.RECEPTION)
    kind = Kind.OTHER if accused else rng.choice(kinds)
    ages = [AgeBand.UNDER_13, AgeBand.FROM_13, AgeBand.FROM_13]
    if kind is Kind.TRAFFICKING:
        ages.append(AgeBand.FROM_16)
    age = AgeBand.FROM_16 if accused else rng.choice(ages)
    if audience is Audience.COMMUNE_POLICE:
        receiver = Receiver.COMMUNE
    elif audience is Audience.INVESTIGATORS:
        receiver = Receiver.INVESTIGATION_AGENCY
    else:
        receiver = rng.choice([Receiver.COMMUNE, Receiver.INVESTIGATION_AGENCY])
    given: dict[str, Any] = dict.fromkeys(_YES_OR_NO, False)
    facts = Circumstances(
        **(
            given
            | {
                "competent": True,
                "remote": receiver is Receiver.COMMUNE and not doing and rng.random() < 0.5,
                "age_unclear": not accused and (rng.random() < 0.3 or "xac-dinh-tuoi" in codes),
                "interpreter": rng.random() < 0.3,
                "distressed": rng.random() < 0.3,
                "room": "phong-than-thien" in codes and rng.random() < 0.5,
            }
        ),
        role=Role.ACCUSED if accused else Role.VICTIM,
        age=age,
        sex=rng.choice(list(Sex)),
        kind=kind,
        stage=stage,
        activities=doing,
        receiver=receiver,
    )
    case = Case(code="tinh-huong", title="Tình huống thảo luận (hư cấu)", on=on, circumstances=facts)
    dated = case.model_copy(update={"events": _events(facts, audience, on, rng)})
    try:
        check_case(dated, on)
    except CaseError:
        return case
    return dated


def _events(facts: Circumstances, audience: Audience, on: date, rng: Random) -> dict[Event, str]:
    """When what the story tells happened; nothing for a year whose days off nobody knows yet."""
    day = on - timedelta(days=1)
    if not (FIRST_YEAR < day.year < LAST_YEAR and on.year < LAST_YEAR):
        return {}
    clock = f"{rng.choice([7, 8, 9, 10, 14, 15, 16]):02d}:{rng.choice([0, 15, 30, 45]):02d}"
    if facts.activities and facts.stage is not Stage.RECEPTION:
        return {Event.STATEMENT: f"{on}T{clock}"}
    events = {Event.RECEIVED: f"{day}T{clock}"}
    if facts.kind is Kind.TRAFFICKING and facts.stage is Stage.RECEPTION:
        events[Event.VICTIM_CAME] = events[Event.RECEIVED]
        if audience is Audience.INVESTIGATORS:
            events |= {Event.VICTIM_NOTICED: str(day), Event.VICTIM_CHECK_ASKED: str(day)}
    return events
