"""An invented situation to talk over: case parameters chosen by seed and topic, told in plain sentences without names of anybody.

Where the topic is an offence, its listeners are asked which article and frame a deed falls under. Elsewhere the model answer is what
the checklist engine gives for the facts, with limits counted to the hour; for listeners who do not carry out procedures it is made
of the lesson's own lines.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from random import Random

from assist.checklists.case import Case
from assist.training.case_answers import FEWEST, KEY, MOST_ANSWERS, from_engine, from_lesson
from assist.training.case_cues import patterns, unanswered
from assist.training.case_facts import ACCUSED, LATER, LAY, RECEPTION, ROOM, draw_case
from assist.training.case_hearing import first_hearing, records
from assist.training.case_questions import USE_OF_ROOM, WHERE, answered, asked_of, chosen_for, of_police
from assist.training.citizen_stories import secret_told, story_of_citizens
from assist.training.grounds import Grounds
from assist.training.model import Audience, CaseStudy, Line
from assist.training.noted import shipped_notes
from assist.training.offence_answers import answers as offence_answers
from assist.training.offence_answers import questions as offence_questions
from assist.training.offence_plots import draw
from assist.training.offence_signs import signs, where_reported, worries
from assist.training.offences import GUIDE, PENAL_CODE, PLACES
from assist.training.outline import Candidate
from assist.training.stories import Told, story_of_askers, story_of_police
from assist.training.suitability import suitability
from assist.training.topics import Topic
from corpus.checklists import Checklist
from corpus.circumstances import Kind, Stage
from corpus.documents import Status
from corpus.provisions import ProvisionId

_TRAFFICKING = ("53/2024/QH15", GUIDE, "86/2025/QH15")
_OF_COMMUNE = 8
_SECRECY, _VICTIMS = "giu-bi-mat", "nan-nhan-mua-ban"


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
    room = _Room(topic, audience, on, f"{seed}|{topic.text}|{audience}", checklists, grounds, taught)
    untold: list[str] = []
    while True:
        case, told, questions, answers = room.situation(untold)
        open_facts = [] if audience in LAY else unanswered(_true(case), answers)
        if not set(open_facts) - set(untold):
            break
        untold += open_facts
    fit = suitability(audience)
    answers = [_marked(line, grounds) for line in answers if fit.suits(line)]
    if not answers or not questions or fit.forbidden(told.text):
        return None
    return CaseStudy(
        facts=case.model_dump(mode="json", exclude_defaults=True),
        story=told.text,
        questions=questions,
        answers=tuple(answers),
    )


@dataclass(frozen=True)
class _Room:
    """All that a situation is made from."""

    topic: Topic
    audience: Audience
    on: date
    seed: str
    checklists: Sequence[Checklist]
    grounds: Grounds
    taught: Sequence[Candidate]

    def situation(self, untold: Collection[str]) -> tuple[Case, Told, tuple[str, ...], list[Line]]:
        """Facts, story, questions and answers, without the facts ``untold``."""
        rng = Random(self.seed)
        codes = _procedures(self.topic, self.audience, self.taught)
        case = draw_case(self.audience, self.on, rng, codes, trafficking(self.topic), untold)
        facts = case.circumstances
        if facts.kind is Kind.TRAFFICKING and facts.stage is Stage.RECEPTION and _VICTIMS not in codes:
            codes = (*codes, _VICTIMS)  # whoever receives such a report has the victim to care for too
        if self.audience in LAY:
            return (case, *self._citizens(case, codes, rng))
        if self.audience is Audience.SPEAKERS:
            return (case, *self._askers(case, codes, rng))
        return (case, *self._police(case, codes, rng))

    def _citizens(self, case: Case, codes: Sequence[str], rng: Random) -> tuple[Told, tuple[str, ...], list[Line]]:
        told = story_of_citizens(self.audience, case, codes, rng)
        asked = asked_of(self.audience, case.circumstances)
        first = secret_told(self.on, self.grounds) if self.audience is Audience.PUPILS and told.secret else []
        seen = worries(told.sign, self.audience, self.on, shipped_notes(), self.grounds) if told.sign else []
        keys = {line.key for line in first}
        own = [line for line in chosen_for(asked, self.taught, f"{KEY}.") if line.key not in keys]
        fit = suitability(self.audience)
        answers = [line for line in (*first, *seen, *own) if fit.suits(line)]
        if len(answers) < FEWEST:  # what the story itself asks for stays
            keys |= {line.key for line in answers}
            answers += [line for line in from_lesson(self.taught) if line.key not in keys]
        order = {
            line.key: next((n for n, q in enumerate(asked) if q.answered_by(line.text)), len(asked)) for line in answers
        }
        answers.sort(key=lambda line: order[line.key])
        return told, answered(asked, answers) or of_police(answers), answers

    def _askers(self, case: Case, codes: Sequence[str], rng: Random) -> tuple[Told, tuple[str, ...], list[Line]]:
        told = story_of_askers(case, rng)
        asked = asked_of(self.audience, case.circumstances)
        own = from_engine(
            case, (*codes, _SECRECY), self.audience, self.on, self.checklists, self.grounds, asked=asked,
            cues=patterns(told.cues),
        )  # fmt: skip
        where: list[Line] = []
        if case.circumstances.stage is Stage.RECEPTION:
            where = chosen_for([WHERE], self.taught, f"{KEY}.")
            if not where and case.circumstances.kind is Kind.TRAFFICKING:
                where = where_reported(self.on, shipped_notes(), self.grounds)
        answers = [*self._signs(told), *where, *own]
        return self._enough(told, answered(asked, answers), answers)

    def _police(self, case: Case, codes: Sequence[str], rng: Random) -> tuple[Told, tuple[str, ...], list[Line]]:
        told = story_of_police(case, codes, rng)
        seen = self._signs(told)
        cues = patterns(told.cues)
        # what goes for the first hearing comes on top of what the commune does
        most = (_OF_COMMUNE if self.audience is Audience.COMMUNE_POLICE else MOST_ANSWERS) - len(seen)
        own = from_engine(case, codes, self.audience, self.on, self.checklists, self.grounds, most=most, cues=cues)
        own = first_hearing(case, own, self.on, self.checklists, self.grounds, cues)
        room = chosen_for([USE_OF_ROOM], self.taught, f"{KEY}.") if own and ROOM in codes else []
        answers = [*seen, *own, *room, *records(own, self.checklists)]
        return self._enough(told, of_police(answers), answers)

    def _enough(
        self, told: Told, questions: tuple[str, ...], answers: list[Line]
    ) -> tuple[Told, tuple[str, ...], list[Line]]:
        """The lesson's own lines where too few answer."""
        if len(answers) >= FEWEST:
            return told, questions, answers
        answers = from_lesson(self.taught)
        return told, of_police(answers), answers

    def _signs(self, told: Told) -> list[Line]:
        """What in the story speaks for trafficking, where that is the topic."""
        if not told.sign or not trafficking(self.topic):
            return []
        return signs(told.sign, told.age, on_offences(self.topic), self.on, shipped_notes(), self.grounds)


def _true(case: Case) -> list[str]:
    """The facts that hold, by name."""
    return [name for name, value in case.circumstances if value is True]


def _marked(line: Line, grounds: Grounds) -> Line:
    """The line with a doubt wherever a provision it rests on is in doubt, for it is not told here which words come from which."""
    unsure = next((s for s in line.sources if s.status is Status.UNVERIFIED), None)
    if line.doubt or unsure is None:
        return line
    return line.model_copy(update={"doubt": grounds.why_unsure(ProvisionId.parse(unsure.id))})


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
        answers=tuple(_marked(line, grounds) for line in lines[:MOST_ANSWERS]),
    )


def _procedures(topic: Topic, audience: Audience, taught: Sequence[Candidate]) -> tuple[str, ...]:
    """The procedures the situation is about: those of the topic, else those most of what is taught belongs to."""
    codes = _topical(topic, taught)
    if codes[0] not in ACCUSED:  # a case is of one who was harmed, or of one accused
        codes = tuple(code for code in codes if code not in ACCUSED)
    if audience is Audience.COMMUNE_POLICE and not set(codes) & {RECEPTION, *ACCUSED, *LATER}:
        # whatever the topic, in a case of a harmed child theirs is to receive it, hear the child first and pass it on
        return (*codes, RECEPTION, _SECRECY)
    return codes


def _topical(topic: Topic, taught: Sequence[Candidate]) -> tuple[str, ...]:
    if ROOM in topic.checklists:
        return (*topic.checklists, "lay-loi-khai")  # the room is there for statements
    if topic.checklists:
        return topic.checklists
    if trafficking(topic):
        return (_VICTIMS, RECEPTION)
    counted: dict[str, int] = {}
    for each in taught:
        if each.piece.procedure:
            counted[each.piece.procedure] = counted.get(each.piece.procedure, 0) + 1
    return tuple(sorted(counted, key=lambda code: -counted[code])[:2]) or (RECEPTION,)


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
