"""The facts of an invented situation, drawn by seed for a topic and its listeners, and when what it tells happened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from assist.checklists.case import Case, CaseError, check_case
from assist.checklists.workdays import FIRST_YEAR, LAST_YEAR
from assist.training.model import Audience
from corpus.circumstances import QUESTIONS, Activity, AgeBand, Circumstances, Event, Kind, Receiver, Role, Sex, Stage

LAY = (Audience.TEACHERS, Audience.PUPILS)
ACCUSED = ("hoi-cung", "bat-tam-giu-tam-giam", "giam-sat")
RECEPTION, ROOM = "tiep-nhan", "phong-than-thien"
_TITLE = "Tình huống thảo luận (hư cấu)"
#: Facts told in a sentence of their own, those more to the point first; a story has room for so many.
_DETAILS, _MOST_DETAILS = ("age_unclear", "interpreter", "distressed", "remote"), 2
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
LATER = {
    "phien-toa": Stage.TRIAL,
    "ket-thuc": Stage.INVESTIGATION,
    "khoi-to": Stage.INITIATION,
    "ke-hoach": Stage.VERIFICATION,
}


def draw_case(
    audience: Audience,
    on: date,
    rng: Random,
    codes: Sequence[str],
    about_trafficking: bool,
    untold: Collection[str] = (),
) -> Case:
    """The facts for procedures (codes of checklists); ``untold``: facts that are left out, since no answer takes them up."""
    accused = any(code in ACCUSED for code in codes)
    kinds = [Kind.TRAFFICKING] if about_trafficking else [Kind.VIOLENCE, Kind.TRAFFICKING, Kind.SEXUAL_ABUSE]
    if audience in LAY:
        kinds = [k for k in kinds if k is not Kind.SEXUAL_ABUSE]
    doing = tuple(dict.fromkeys(a for code in codes for a in _ACTIVITIES.get(code, ())))
    if audience is Audience.COMMUNE_POLICE and RECEPTION in codes:
        doing = ()
    stage = next((LATER[code] for code in codes if code in LATER), Stage.INVESTIGATION if doing else Stage.RECEPTION)
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
    if audience in LAY:  # they see a child, not a file: nothing of it is known beyond what is told
        known = Circumstances(role=Role.ACCUSED if accused else Role.VICTIM, kind=kind, activities=doing)
        return Case(code="tinh-huong", title=_TITLE, on=on, circumstances=known)
    given: dict[str, Any] = dict.fromkeys(_YES_OR_NO, False)
    drawn = {
        "age_unclear": "xac-dinh-tuoi" in codes or (rng.random() < 0.3 and audience is not Audience.COMMUNE_POLICE),
        "interpreter": rng.random() < 0.3,
        "distressed": rng.random() < 0.3,
        "remote": receiver is Receiver.COMMUNE and not doing and rng.random() < 0.5,
    }
    telling = [name for name in _DETAILS if drawn[name] and name not in untold][:_MOST_DETAILS]
    facts = Circumstances(
        **(
            given
            | {
                "competent": True,
                "room": ROOM in codes and rng.random() < 0.5,
            }
            | {name: name in telling and not (accused and name == "age_unclear") for name in _DETAILS}
        ),
        role=Role.ACCUSED if accused else Role.VICTIM,
        age=age,
        sex=rng.choice(list(Sex)),
        kind=kind,
        stage=stage,
        activities=doing,
        receiver=receiver,
    )
    case = Case(code="tinh-huong", title=_TITLE, on=on, circumstances=facts)
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
        # a harmed child is to be heard as soon as the report is in; who asks a speaker does so between the two
        talk = audience is Audience.SPEAKERS
        reported = rng.choice([7, 8]) if talk else rng.choice([7, 8, 13, 14])
        heard = rng.choice([14, 15, 16]) if talk else reported + rng.choice([1, 2])
        minutes = clock[-2:]
        return {Event.RECEIVED: f"{on}T{reported:02d}:{minutes}", Event.STATEMENT: f"{on}T{heard:02d}:{minutes}"}
    events = {Event.RECEIVED: f"{day}T{clock}"}
    if facts.kind is Kind.TRAFFICKING and facts.stage is Stage.RECEPTION:
        events[Event.VICTIM_CAME] = events[Event.RECEIVED]
        if audience is not Audience.COMMUNE_POLICE:
            events |= {Event.VICTIM_NOTICED: str(day), Event.VICTIM_CHECK_ASKED: str(day)}
    return events
