"""The model answer to a situation: what the checklist engine gives for its facts, cut to the listeners' work, with limits counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from re import Pattern

from assist.checklists.case import Case
from assist.checklists.engine import ChecklistEngine
from assist.checklists.model import Line as CaseLine
from assist.checklists.model import Moment
from assist.training.case_limits import counted
from assist.training.case_questions import Asked
from assist.training.grounds import Grounds
from assist.training.material import RARE, Piece, item_piece
from assist.training.model import Audience, Line
from assist.training.outline import Candidate, score
from assist.training.suitability import suitability
from corpus.checklists import Checklist, Demand, Other
from corpus.circumstances import Event

MOST_ANSWERS, FEWEST = 11, 3
_PARTICULAR = 2
KEY = "tinh-huong"
#: Work that concerns the listeners no more is somebody else's, as far as they have work of their own in procedures.
_OWN_WORK = 0.7
_WORKING = (Audience.INVESTIGATORS, Audience.COMMUNE_POLICE)
#: What the stories do not tell of: a call, a child who comes alone or has no grown-up, several children, a birthday known in part.
_ELSEWHERE = re.compile(
    r"qua điện thoại|tự đến|em đến báo|không cho biết|không kịp|trên mạng|đã đăng|báo chí|riêng từng|được giải cứu|"
    r"theo lời em báo|khi chỉ biết|chỉ cho một khoảng|theo yêu cầu của|khi hỏi em"
)
#: Said of a child who comes by itself.
_ALONE = re.compile(r"\btự đến")
#: Paper that passes between agencies: whoever only tells people of the law need not know it.
_PAPERWORK = re.compile(
    r"Viện kiểm sát|Kiểm sát viên|[Gg]hi sổ|vào sổ|hồ sơ|Mẫu số|[Pp]hân loại|báo cáo|thẩm quyền|phê duyệt|giờ bắt đầu|cùng ký|"
    r"xác định tuổi|[Tt]hay người phiên dịch|[Cc]am đoan|trang phục|dạng mua bán"
)
#: Events of an office, not of a child's case.
_OFFICE = frozenset({Event.ROOM_OPENED})
#: Where the sentence of an item takes something out again, which its title leaves out.
_EXCEPTION = re.compile(r"trừ khi|trừ trường hợp|ngoại lệ|kéo dài|gia hạn")
#: The procedure that a fact belongs to, told even if it is another than the topic's.
_BESIDE = {"age_unclear": "xac-dinh-tuoi"}


@dataclass(frozen=True)
class _Weighed:
    worth: float
    piece: Piece
    line: CaseLine


def from_engine(
    case: Case,
    codes: Sequence[str],
    audience: Audience,
    on: date,
    checklists: Sequence[Checklist],
    grounds: Grounds,
    *,
    most: int = MOST_ANSWERS,
    asked: Sequence[Asked] = (),
    cues: Sequence[Pattern[str]] = (),
) -> list[Line]:
    """The items that apply to the facts, cut to the procedures of the topic and the listeners' work, in the order they fall due.

    ``asked``: only the best of those that answer these questions; ``cues``: what the story tells, each answered by its best item.
    Empty if fewer than ``FEWEST`` are left.
    """
    facts = case.circumstances
    told = {name for name in RARE if getattr(facts, name, None) is True}
    beside = {code: fact for fact, code in _BESIDE.items() if fact in told and code not in codes}
    enough = 2 if audience is Audience.INVESTIGATORS else 1  # theirs is to do it, others need only know of it
    own = [checklist for checklist in checklists if checklist.code in (*codes, *beside)]
    result = ChecklistEngine(grounds.bases, own).judge(case, on)
    places = {f"{c.code}.{i.code}": (c, i, n) for c in own for n, i in enumerate(c.items)}
    moments = case.moments()
    chosen: list[_Weighed] = []
    weighed: list[_Weighed] = []
    lesser: list[_Weighed] = []  # answers nothing but what the story tells in particular
    for line in result.lines:
        if not _in_story(line, moments):
            continue
        piece = item_piece(*places[line.code])
        if piece.procedure in beside:
            if (
                beside[piece.procedure] in line.item.when.model_fields_set
                and sum(w.piece.procedure == piece.procedure for w in chosen) < enough
            ):
                chosen.append(_Weighed(1.0, piece, line))
            continue
        if not _concerns(piece, audience):
            continue
        worth = _worth(line, piece, audience, told, moments) + (0.3 if piece.procedure == codes[0] else 0)
        (weighed if worth > 0.3 else lesser).append(_Weighed(worth, piece, line))
    weighed.sort(key=lambda w: -w.worth)
    cued = [next((w for w in (*weighed, *lesser) if cue.search(w.line.item.act)), None) for cue in cues]
    said = {
        each.line.code: answer(
            each.line,
            moments,
            grounds,
            on,
            whole=not each.line.item.when.model_fields_set.isdisjoint(_BESIDE),
            beside=audience in _WORKING,
        )
        for each in (*chosen, *weighed, *lesser)
    }
    wanted = _for_questions(asked, weighed, said) if asked else weighed
    wanted = list({w.line.code: w for w in (*filter(None, cued), *wanted)}.values())
    particular: Counter[str] = Counter()  # one fact of the story does not crowd out all that holds for every child
    for each in wanted:
        facts_of = {f for f in each.line.item.when.model_fields_set & told if _BESIDE.get(f) not in codes}
        again = any(each.piece.same(o.piece) for o in chosen if o.piece.procedure != each.piece.procedure)
        if len(chosen) < most and not again and not any(particular[fact] >= _PARTICULAR for fact in facts_of):
            chosen.append(each)
            particular.update(facts_of)
    if len(chosen) < FEWEST:
        return []
    kept = {each.line.code for each in chosen}
    told_of = [line for line in result.lines if line.code in kept]
    groups = list(dict.fromkeys(line.procedure for line in told_of))  # a procedure is told in one piece
    return [said[line.code] for line in sorted(told_of, key=lambda line: groups.index(line.procedure))]


def _for_questions(asked: Sequence[Asked], weighed: Sequence[_Weighed], said: Mapping[str, Line]) -> list[_Weighed]:
    """The best answers to each question, those of the first rank for every question before the second."""
    ranks = [[w for w in weighed if q.answered_by(said[w.line.code].text)] for q in asked]
    once: dict[str, _Weighed] = {}
    for rank in range(max(question.enough for question in asked)):
        for question, own in zip(asked, ranks, strict=True):
            left = [w for w in own if w.line.code not in once]
            if len(own) - len(left) <= rank < question.enough and left:
                once[left[0].line.code] = left[0]
    return list(once.values())


def from_lesson(taught: Sequence[Candidate]) -> list[Line]:
    """The lesson's own best lines, where no procedure answers."""
    useful = sorted((c for c in taught if c.piece.imperative), key=lambda c: -c.score)[:MOST_ANSWERS]
    if len(useful) < FEWEST:
        useful = sorted(taught, key=lambda c: -c.score)[:MOST_ANSWERS]
    once = {c.piece.key: c for c in useful}
    return [c.line(f"{KEY}.") for c in sorted(once.values(), key=lambda c: c.piece.order)]


def _in_story(line: CaseLine, moments: Mapping[Event, Moment]) -> bool:
    """Whether the story tells what the item hangs on, so that the group can find it."""
    limit, timing = line.first.demand.limit, line.item.timing
    if _ELSEWHERE.search(line.item.act) or _ALONE.search(line.item.says):
        return False
    if limit and limit.event not in moments and (limit.or_since is None or limit.or_since not in moments):
        return False
    return not (timing and timing.event in _OFFICE)


def _concerns(piece: Piece, audience: Audience) -> bool:
    fit = suitability(audience)
    if audience in _WORKING:
        return fit.concern(piece.who, piece.procedure) >= _OWN_WORK
    return not (audience is Audience.SPEAKERS and _PAPERWORK.search(piece.act))


def _worth(line: CaseLine, piece: Piece, audience: Audience, told: set[str], moments: Mapping[Event, Moment]) -> float:
    worth = score(piece, audience) + (0.4 if line.first.deadline else 0)
    # what the story tells of this child in particular (an interpreter is needed) is what the group is to find
    worth += 0.6 if line.item.when.model_fields_set & told else 0
    worth += 0.05 * min(
        len(line.item.basis) - 1, 2
    )  # what several provisions say is the rule, what one adds is its detail
    worth += 0.3 if "kind" in line.item.when.model_fields_set else 0  # written for just this kind of case
    timing = line.item.timing
    # what is due at once when something of the story happens comes before all that follows from it
    at_once = timing and timing.relation == "ngay" and timing.event in moments
    return worth + (0.6 if at_once and line.item.modality == "phải" else 0)


def answer(
    line: CaseLine,
    moments: Mapping[Event, Moment],
    grounds: Grounds,
    on: date,
    *,
    whole: bool = False,
    beside: bool = False,
) -> Line:
    """An item for the facts: its demand with its exception, and the hour its limit ends. ``whole``: in its sentence, not its title;
    ``beside``: with what another provision says differently.
    """
    demand = line.first.demand
    text = _sentence(line, demand, whole=whole)
    if line.first.deadline and demand.limit:
        text += f" {counted(demand, line.first.deadline, moments)}"
    others = [reading.demand for reading in line.others if beside and _differs(reading.demand)]
    text = " ".join([text, *(other.says for other in others)])
    ground = grounds.read([*demand.provisions(), *(p for other in others for p in other.provisions())], on)
    return Line(
        key=f"{KEY}.{line.code}",
        text=text,
        sources=ground.sources,
        who=line.item.who,
        act=line.item.act,
        modality=demand.modality,
        limit=demand.limit.words() if demand.limit else demand.ceiling.words() if demand.ceiling else "",
        group=line.procedure,
        doubt=demand.unverified or ground.doubt,
    )


def _sentence(line: CaseLine, demand: Demand, *, whole: bool) -> str:
    who, act = line.item.who, line.item.act
    may = "có thể " if demand.modality == "có thể" and demand is line.item else ""
    bounded = demand.ceiling or demand.limit
    if whole or (bounded and _EXCEPTION.search(demand.says)):
        return f"{who}: {lowered(demand.says)}"
    text = f"{who}: {may}{lowered(act)}."
    return text if demand is line.item else f"{text} {demand.says}"


def _differs(demand: Demand) -> bool:
    """Whether a demand says otherwise than the one told, not only more."""
    return isinstance(demand, Other) and demand.beside == "khác nhau"


def lowered(words: str) -> str:
    keep = re.match(r"[A-ZĐ]{2}|Công an|Cơ quan|Tòa án|Viện |Hội |Ủy ban|Bộ |Luật|Điều tra viên", words)
    return words if keep else words[:1].lower() + words[1:]
