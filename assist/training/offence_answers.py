"""The model answer to a deed of trafficking: which article, which frame and why, in the words of the notes, each line with its place.

Where the notes lack a place that an answer needs, the line is left out; nothing about the law is written here that they do not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assist.training.grounds import Grounds
from assist.training.model import Line
from assist.training.offence_notes import CHILD_RULE, KEY, LAW, NAMES, NotedLaw, lower
from assist.training.offence_plots import Drawn, months
from assist.training.offences import (
    CHILD,
    GUIDE,
    PENAL_CODE,
    PLACES,
    Aim,
    Article,
    Circumstance,
    Judged,
    Means,
    Outcome,
    guide_point,
    judge,
)
from corpus.checklists import Checklist
from corpus.notes import Notes, Statement
from corpus.provisions import ProvisionId

#: Where the Resolution says what a circumstance is.
_MEANINGS = {
    Circumstance.ORGANISED: "điều 3 khoản 1",
    Circumstance.BASE: "điều 3 khoản 2",
    Circumstance.BORDER: "điều 3 khoản 3",
    Circumstance.TWICE: "điều 3 khoản 4",
    Circumstance.PROFESSIONAL: "điều 3 khoản 5",
}
_AIMS = {Aim.LABOUR: "điều 2 khoản 5", Aim.CRUEL: "điều 2 khoản 7"}
_RESOLUTION = "Nghị quyết"
_NUMBERED = re.compile(r"^Hành vi thứ \w+: ")
#: With the line on papers an answer is no longer than nine lines.
_ROOM = 8
#: What a deed of this kind may have come with, so that it is to be cleared up where the story is silent; how often is always told.
_TO_CLEAR_UP = (Circumstance.BORDER, Circumstance.ORGANISED)
_COUNTED = frozenset({Circumstance.TWICE, Circumstance.PROFESSIONAL})
#: A procedure for proving the age, with its item.
_PAPERS = ("xac-dinh-tuoi", "can-cu-giay-to")


def answers(
    drawn: Drawn, on: date, notes: Sequence[Notes], checklists: Sequence[Checklist], grounds: Grounds
) -> list[Line]:
    """The lines of the model answer, those whose provisions apply on the day."""
    merged = {noted.document: noted.merged for noted in notes}
    lines = []
    for number, (text, places) in enumerate(_told(drawn, judge(drawn.facts), NotedLaw(notes)), start=1):
        pids = [ProvisionId.parse(place) for place in places]
        ground = grounds.read(pids, on, merged.get(pids[0].document, ()))
        said, doubt = _standing(text, pids, on, grounds)
        if ground.applies and said:
            lines.append(Line(key=f"{KEY}.{number}", text=said, sources=ground.sources, doubt=ground.doubt or doubt))
    return [*lines, *_papers(on, checklists, grounds)]


def _standing(text: str, pids: Sequence[ProvisionId], on: date, grounds: Grounds) -> tuple[str, str]:
    """(the text, its doubt): what names the resolution is as sure as the resolution, though the code carries the line too; sentences
    that name it are left out on a day on which it does not apply.
    """
    named = [pid for pid in pids if pid.document == GUIDE]
    if not named or _RESOLUTION not in text:
        return text, ""
    beside = grounds.read(named, on)
    if beside.applies:
        return text, beside.doubt
    return " ".join(part for part in re.split(r"(?<=\.) ", text) if _RESOLUTION not in part), ""


def questions() -> tuple[str, ...]:
    """What the group is asked; the same whatever the answer is, so that no question gives it away."""
    return (
        "Việc này có phải là mua bán người, hay mua bán người dưới 16 tuổi không? Nêu hành vi, mục đích, thủ đoạn.",
        "Điều luật nào được xét, vì sao không phải điều bên cạnh?",
        "Nếu có tội thì thuộc khung nào? Tình tiết nào quyết định, điều gì còn phải làm rõ?",
        "Chứng minh tuổi của nạn nhân bằng giấy tờ nào?",
    )


def _told(drawn: Drawn, judged: Judged, law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(text, ids of its places); a text that needs words the notes lack is not told."""
    if judged.outcome is Outcome.TRAFFICKING:
        parts = [*_age(drawn, judged), *_deed(drawn, judged, law), *_means(drawn, judged), *_frame(drawn, judged, law)]
        parts += [*_meaning(drawn, judged, law), *_near_misses(drawn, judged, law), *_open(drawn, judged, law)]
        # what may come on top is told where there is room: the questions ask for the frame
        parts += [*_additional(judged, law)] if len(parts) < _ROOM else []
    elif judged.outcome is Outcome.MEANS_MISSING:
        parts = [*_age(drawn, judged), *_no_means(law)]
    else:
        parts = [*_other(judged, law)]
    yield from parts


def _age(drawn: Drawn, judged: Judged) -> Iterator[tuple[str, tuple[str, ...]]]:
    years, more = months(drawn.born, drawn.done)
    old = f"{years} tuổi" + (f" {more} tháng" if more else "")
    child = judged.article == "151"
    other: Article = "150" if child else "151"
    side = f"chưa đủ {CHILD}" if child else f"đã đủ {CHILD}"
    many = drawn.facts.victims > 1
    whose = f"em {'lớn nhất' if child else 'nhỏ nhất'}" if many else "em"
    all_of = f", nên cả {drawn.facts.victims} em đều {'dưới' if child else 'từ đủ'} {CHILD} tuổi" if many else ""
    yield (
        f"Tuổi: sinh ngày {drawn.born:%d/%m/%Y}, đến ngày {drawn.done:%d/%m/%Y} {whose} được {old}, {side}{all_of}. "
        f"Vì vậy xét {NAMES[judged.article]}, không phải {NAMES[other]}.",
        (f"{PENAL_CODE} điều 151 khoản 1", f"{PENAL_CODE} điều 150 khoản 1"),
    )


def _deed(drawn: Drawn, judged: Judged, law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    clause = "2" if judged.article == "151" else "1"
    point = guide_point(drawn.facts)
    place = f"điều 2 khoản {clause} điểm {point}"
    act = f"điều {judged.article} khoản 1 điểm {judged.act}"
    said = law.at(PENAL_CODE, act, Statement)
    if said:
        gain = drawn.facts.aim is Aim.GAIN
        here = f" (ở đây là điểm {'a' if gain else 'b'}: {drawn.facts.aim.value})" if judged.act == "c" else ""
        yield (
            f"Hành vi, mục đích: {drawn.plot.told.format(em=drawn.em)}, thuộc điểm {judged.act} khoản 1 Điều {judged.article}: "
            f"{lower(_NUMBERED.sub('', said))}{here}. Nghị quyết 02/2019 giải thích ở điểm {point} khoản {clause} Điều 2.",
            (f"{PENAL_CODE} {act}", f"{GUIDE} {place}"),
        )
    meaning = _AIMS.get(drawn.facts.aim)
    gloss = law.gloss(meaning) if meaning else ""
    if meaning and gloss:
        yield f"“{_capital(drawn.facts.aim.value)}” được hiểu là: {gloss}.", (f"{GUIDE} {meaning}",)
    special = drawn.plot.guide
    said = law.at(GUIDE, special.place, Statement) if special else ""
    if special and said:
        yield f"{special.told}: {lower(said)}.", (f"{GUIDE} {special.place}",)


def _means(drawn: Drawn, judged: Judged) -> Iterator[tuple[str, tuple[str, ...]]]:
    found = f"Như vậy việc này có dấu hiệu của {NAMES[judged.article]}."
    if judged.article == "151":
        yield (
            "Thủ đoạn: khác với Điều 150, khoản 1 Điều 151 không đòi thủ đoạn nào; "
            f"{drawn.em} tự đi theo hay bị lừa, bị ép thì vẫn xét theo điều này. {found}",
            (f"{PENAL_CODE} điều 151 khoản 1", f"{GUIDE} điều 2 khoản 2"),
        )
        return
    where: tuple[str, ...] = (f"{PENAL_CODE} điều 150 khoản 1",)
    if drawn.facts.means is Means.OTHER:
        where = (f"{GUIDE} điều 2 khoản 3", *where)
        yield (
            f"Thủ đoạn: {drawn.plot.tricked}, là “thủ đoạn khác” theo khoản 3 Điều 2 Nghị quyết 02/2019. {found}",
            where,
        )
    else:
        yield (
            f"Thủ đoạn: {drawn.plot.tricked} ({drawn.facts.means.value}), điều mà khoản 1 Điều 150 đòi phải có. {found}",
            where,
        )


def _frame(drawn: Drawn, judged: Judged, law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    frame = law.frame(judged.article, judged.clause)
    place = f"{PENAL_CODE} điều {judged.article} khoản {judged.clause}"
    if not frame:
        return
    if judged.clause == 1:
        yield (
            f"Khung: không có tình tiết nào của khoản 2, khoản 3 nên theo khoản 1 Điều {judged.article}: {frame}.",
            (place,),
        )
        return
    named = [(law.circumstance(each, judged.article, clause, p), clause, p) for each, clause, p in judged.heavier]
    top = [(name, p) for name, clause, p in named if clause == judged.clause]
    less = [(name, clause, p) for name, clause, p in named if clause < judged.clause]
    told = "; ".join(f"{name} (điểm {point})" for name, point in top)
    beside = "; ".join(f"{name} (điểm {point} khoản {clause})" for name, clause, point in less)
    also = f" Còn có tình tiết: {beside}." if beside else ""
    places = [f"{place} điểm {point}" for _, point in top]
    places += [f"{PENAL_CODE} điều {judged.article} khoản {clause} điểm {point}" for _, clause, point in less]
    yield f"Khung: {told} thuộc khoản {judged.clause} Điều {judged.article}: {frame}.{also}", (place, *places)


def _meaning(drawn: Drawn, judged: Judged, law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each, clause, point in judged.heavier:
        place = _MEANINGS.get(each)
        gloss = law.gloss(place) if place else ""
        if each is Circumstance.BORDER and drawn.exit_papers:
            said = law.at(GUIDE, "điều 3 khoản 3", Statement)
            gloss = lower(said) or gloss
        if place and gloss:
            name = _capital(law.circumstance(each, judged.article, clause, point))
            yield f"“{name}”, theo Nghị quyết 02/2019: {gloss}.", (f"{GUIDE} {place}",)


def _near_misses(drawn: Drawn, judged: Judged, law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What looks like a heavier frame and is none: told so that the class sees the line between the two."""
    facts = drawn.facts
    other: Article = "151" if judged.article == "150" else "150"
    for each in facts.circumstances():
        if each not in PLACES[judged.article] and each in PLACES[other]:
            clause, point = PLACES[other][each]
            means = " Lợi dụng chức vụ ở đây là thủ đoạn để định tội." if each is Circumstance.OFFICE else ""
            yield (
                f"Chưa tăng khung: {each.value} là tình tiết của Điều {other} (điểm {point} khoản {clause}); "
                f"khoản 2, khoản 3 Điều {judged.article} không có.{means}",
                (
                    f"{PENAL_CODE} điều {judged.article} khoản 2",
                    f"{PENAL_CODE} điều {judged.article} khoản 3",
                    f"{PENAL_CODE} điều {other} khoản {clause} điểm {point}",
                ),
            )
    if facts.times > 2 and not facts.livelihood and law.gloss(_MEANINGS[Circumstance.PROFESSIONAL]):
        yield (
            f"Chưa phải tính chất chuyên nghiệp: đủ {facts.times} lần nhưng khoản lợi không phải nguồn sống chính; "
            "Nghị quyết 02/2019 đòi cả hai.",
            (f"{GUIDE} {_MEANINGS[Circumstance.PROFESSIONAL]}",),
        )
    taken = "điều 3 khoản 6"
    if facts.aim is Aim.ORGANS and law.gloss(taken):
        clause_point = "khoản 3 điểm b" if judged.article == "150" else "khoản 3 điểm d"
        yield (
            "Chưa tăng khung: việc bị phát hiện khi chưa lấy gì, nên mới là mục đích ở khoản 1; "
            "khoản 3 đòi bộ phận cơ thể đã bị lấy.",
            (f"{GUIDE} {taken}", f"{PENAL_CODE} điều {judged.article} {clause_point}"),
        )


def _open(drawn: Drawn, judged: Judged, law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What would bring a heavier frame or add to it and the story does not tell."""
    found = {*drawn.facts.circumstances(), *_COUNTED}
    listed = PLACES[judged.article]
    some = [each for each in (*_TO_CLEAR_UP, *drawn.plot.fits) if each in listed and each not in found]
    once = list(dict.fromkeys(some))
    if once:
        named = [
            f"{law.circumstance(each, judged.article, *listed[each])} (điểm {listed[each][1]} khoản {listed[each][0]})"
            for each in once
        ]
        places = [f"{PENAL_CODE} điều {judged.article} khoản {listed[e][0]} điểm {listed[e][1]}" for e in once]
        yield f"Còn phải làm rõ, vì tình huống chưa kể: có {'; có '.join(named)} hay không.", tuple(places)


def _additional(judged: Judged, law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    more = law.frame(judged.article, 4)
    if more:
        yield f"Hình phạt bổ sung: {more}.", (f"{PENAL_CODE} điều {judged.article} khoản 4",)


def _no_means(law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield (
        "Thủ đoạn: khoản 1 Điều 150 đòi phải dùng vũ lực, dọa dùng vũ lực, lừa gạt hoặc thủ đoạn khác. "
        "Tình huống chưa cho thấy thủ đoạn nào, nên chưa đủ để kết luận theo Điều 150.",
        (f"{PENAL_CODE} điều 150 khoản 1",),
    )
    gloss = law.gloss("điều 2 khoản 3")
    if gloss:
        yield f"Phải làm rõ có “thủ đoạn khác” không, gồm {gloss}.", (f"{GUIDE} điều 2 khoản 3",)
    said = law.gist(LAW, "điều 2", CHILD_RULE)
    if said:
        yield (
            f"Luật Phòng, chống mua bán người rộng hơn: {lower(said)}. Chưa thấy thủ đoạn thì chưa được bỏ qua việc này.",
            (f"{LAW} điều 2 khoản 1",),
        )


def _other(judged: Judged, law: NotedLaw) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Deeds that the Resolution sets apart: first what it says of them, then the deed of the same kind that is trafficking."""
    said_at, beside = {
        Outcome.HUMANE: ("điều 7 khoản 3", ("điều 7 khoản 1 điểm a", "điều 7 khoản 2")),
        Outcome.FRAUD: ("điều 5 khoản 2", ("điều 5 khoản 1 điểm a", "điều 5 khoản 1 điểm b")),
        Outcome.EMIGRATION: ("điều 5 khoản 3", ("điều 5 khoản 1 điểm a", "điều 5 khoản 1 điểm c")),
    }[judged.outcome]
    said = law.at(GUIDE, said_at, Statement)
    if said:
        yield f"Kết luận: {lower(said)}.", (f"{GUIDE} {said_at}",)
    for place in beside:
        said = law.at(GUIDE, place, Statement)
        if said:
            yield f"Phân biệt, phải làm rõ: {lower(said)}.", (f"{GUIDE} {place}",)


def _papers(on: date, checklists: Sequence[Checklist], grounds: Grounds) -> list[Line]:
    procedure, code = _PAPERS
    for checklist in checklists:
        for item in checklist.items:
            if (checklist.code, item.code) == (procedure, code):
                ground = grounds.read(item.provisions(), on)
                if ground.applies:
                    text = f"Chứng minh tuổi: {lower(item.act)}."
                    doubt = item.unverified or ground.doubt
                    return [Line(key=f"{KEY}.giay-to", text=text, sources=ground.sources, act=item.act, doubt=doubt)]
    return []


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
