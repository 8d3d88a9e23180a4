"""How an invented situation is told: plain sentences from case parameters, no names, no place names, nothing of the harm itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assist.checklists.case import Case
from assist.checklists.model import Moment
from corpus.circumstances import Activity, AgeBand, Event, Kind, Receiver, Role, Stage

#: A situation is read at a glance before it is talked over.
MOST_SENTENCES = 6
_CLASS = {AgeBand.UNDER_13: (8, 12), AgeBand.FROM_13: (13, 15), AgeBand.FROM_16: (16, 17)}
_RECEIVER = {
    Receiver.COMMUNE: "Công an xã",
    Receiver.INVESTIGATION_AGENCY: "trụ sở Cơ quan điều tra",
}
_REPORTERS = ("mẹ", "cô giáo chủ nhiệm", "người hàng xóm", "bà")
#: Who asks somebody that tells of the law, and how they are called afterwards.
_ASKERS = (("mẹ", "chị"), ("bố", "anh"), ("bà", "bà"), ("người hàng xóm", "bác"))
_ROOM = "phong-than-thien"
_STEP = {
    Activity.STATEMENT: "lấy lời khai em lần đầu",
    Activity.QUESTIONING: "hỏi cung lần đầu",
    Activity.CONFRONTATION: "cho em đối chất với người bị tố giác",
    Activity.IDENTIFICATION: "cho em nhận dạng",
    Activity.BODY_EXAMINATION: "xem xét dấu vết trên thân thể em và trưng cầu giám định",
    Activity.FORENSIC_EXAMINATION: "trưng cầu giám định",
    Activity.CUSTODY: "quyết định việc tạm giữ",
    Activity.SUPERVISION: "giao em cho người đại diện giám sát",
    Activity.HEARING: "mở phiên tòa sơ thẩm",
}


@dataclass(frozen=True)
class What:
    """What a child is reported to have suffered. ``sign``: by what trafficking shows, "" elsewhere; ``bands``: whom it fits."""

    text: str
    sign: str = ""
    bands: tuple[AgeBand, ...] = tuple(AgeBand)


_OLDER = (AgeBand.FROM_13, AgeBand.FROM_16)
_WHAT: dict[Kind, tuple[What, ...]] = {
    Kind.SEXUAL_ABUSE: (What("bị một người quen của gia đình xâm hại tình dục"),),
    Kind.VIOLENCE: (
        What("nhiều lần bị một người cùng xóm đánh, lần này em chạy về nhà kể với mẹ"),
        What("nhiều lần bị người nhận trông giữ đánh khi cha mẹ đi làm xa", bands=(AgeBand.UNDER_13,)),
        What("bị một nhóm người lớn chặn đánh và dọa đánh tiếp", bands=_OLDER),
    ),
    Kind.TRAFFICKING: (
        What(
            "được rủ đi làm xa, bị giao cho một chủ xưởng giữ giấy tờ, bắt làm việc trái ý muốn, và vừa trốn về được",
            "được rủ đi làm xa, bị giao cho một chủ xưởng giữ giấy tờ và bắt làm việc trái ý muốn",
            _OLDER,
        ),
        What(
            "quen một người qua mạng, bị người ấy đưa đi giao cho một chủ quán để lấy tiền, và vừa trốn về được",
            "bị người quen qua mạng đưa đi giao cho người khác để lấy tiền",
            _OLDER,
        ),
        What(
            "bị một người đón đi, giữ ở nơi khác và bắt đi ăn xin, vừa được người dân đưa về",
            "bị đón đi, giữ ở nơi khác và bắt đi ăn xin",
            (AgeBand.UNDER_13,),
        ),
    ),
    Kind.OTHER: (What("lấy xe đạp điện của người khác"),),
}


@dataclass(frozen=True)
class Told:
    """A story. ``age``: of the child as told, in full years, None where it is unclear; ``sign``: what speaks for trafficking in it;
    ``cues``: what it tells that the answer must take up, names in ``case_cues``; ``secret``: a friend asks to keep it secret.
    """

    text: str
    age: int | None = None
    sign: str = ""
    cues: tuple[str, ...] = ()
    secret: bool = False


def story_of_police(case: Case, codes: Sequence[str], rng: Random) -> Told:
    """Four to six sentences for those who carry out procedures."""
    facts = case.circumstances
    age, child, what = _child(case, rng)
    has = "đã có" if facts.room else "chưa có"
    received = case.moments().get(Event.RECEIVED)
    told: list[str] = []
    cues = [name for name in ("interpreter", "distressed") if getattr(facts, name)]
    cues += (
        ["here"] if facts.receiver is Receiver.COMMUNE and not facts.activities else []
    )  # the child is there to be heard
    if facts.role is Role.ACCUSED:
        told.append(f"Một {child} bị khởi tố vì {what.text}; trước đó em chưa vi phạm lần nào.")
        told.append("Em đang sống với bà; cha mẹ đi làm xa, gọi điện thì liên lạc được.")
    else:
        where = _RECEIVER.get(facts.receiver or Receiver.COMMUNE, "cơ quan Công an")
        when = f"{_clock(received)[:1].upper()}{_clock(received)[1:]}" if received and received.clock else "Hôm trước"
        told.append(f"{when}, {rng.choice(_REPORTERS)} của một {child} đến {where} báo: em {what.text}.")
        small = facts.age is AgeBand.UNDER_13
        tired = f"Em đi cùng người báo, {'cứ nắm chặt tay người lớn, ' if small else ''}mệt và ít nói."
        quiet = "Em đi cùng người báo."
        # that a child is tired is told where somebody is about to hear the child
        told.append(tired if facts.activities and rng.random() < 0.5 else quiet)
        cues += ["tired"] if told[-1] == tired else []
    told += _details(case)
    steps = [_STEP[a] for a in facts.activities if a in _STEP]
    cues += ["first"] if Activity.STATEMENT in facts.activities and facts.role is not Role.ACCUSED else []
    noticed = case.moments().get(Event.VICTIM_NOTICED)
    if steps:
        moment = case.moments().get(Event.STATEMENT)
        when = f" {_clock(moment)}" if moment and moment.clock else ""
        alone = "" if facts.stage is Stage.TRIAL else "; Kiểm sát viên không trực tiếp kiểm sát buổi này"
        told.append(f"Cơ quan thụ lý định {steps[0]}{when}{alone}.")
        if _ROOM in codes:
            told.append(f"Nơi làm việc {has} phòng điều tra thân thiện.")
            cues += ["room"] if Activity.STATEMENT in facts.activities else []
    elif noticed:
        day = "Cùng ngày" if received and received.day == noticed.day else f"Ngày {noticed.day:%d/%m/%Y}"
        told.append(
            f"{day}, cơ quan chuyên môn về y tế cấp tỉnh được báo về em và đề nghị Công an cấp tỉnh xác minh em là nạn nhân hay không."
        )
    elif facts.stage is Stage.RECEPTION and _ROOM in codes:
        # whatever the topic, a harmed child comes to the commune first: there the room is of use for the first hearing
        told.append(
            f"Công an xã {has} phòng điều tra thân thiện và phải lấy lời khai ban đầu của em trước khi chuyển tin."
        )
        cues.append("place")
    elif facts.stage is Stage.RECEPTION:
        told.append("Người bị tố giác vẫn đang ở địa phương.")
    kept = told[:MOST_SENTENCES]
    return Told(" ".join(kept), None if facts.age_unclear else age, what.sign, tuple(cues))


def story_of_askers(case: Case, rng: Random) -> Told:
    """Four to six sentences for those who tell people of the law: somebody of the listeners comes with a question."""
    facts = case.circumstances
    age, child, what = _child(case, rng)
    who, called = rng.choice(_ASKERS)
    moments = case.moments()
    talk = "buổi nói chuyện buổi sáng" if facts.activities else "buổi nói chuyện"
    told = [f"Sau {talk}, {who} của một {child} đến gặp báo cáo viên."]
    statement = moments.get(Event.STATEMENT)
    received = moments.get(Event.RECEIVED)
    if facts.activities:
        reported = f" {_clock(received)}" if received and received.clock else ""
        told.append(f"Em {what.text}; gia đình đã trình báo{reported}.")
        step = next((_STEP[a] for a in facts.activities if a in _STEP), "làm việc với em")
        told.append(
            f"Cơ quan điều tra hẹn {step} {_clock(statement)}."
            if statement and statement.clock
            else f"Cơ quan điều tra định {step}."
        )
        heard = Activity.STATEMENT in facts.activities
        more = (
            "ai được ngồi cùng em, em bị hỏi bao lâu" if heard else "cơ quan phải làm gì để em không bị tổn thương thêm"
        )
        asked = f"{more}, mọi người có biết chuyện của em không"
    else:
        where = _RECEIVER.get(facts.receiver or Receiver.COMMUNE, "cơ quan Công an")
        when = _clock(received) if received and received.clock else "hôm trước"
        told.append(f"{called.capitalize()} kể: {when}, {called} đưa em đến {where} báo việc em {what.text}.")
        if moments.get(Event.VICTIM_NOTICED):
            told.append(
                "Cùng ngày, cơ quan chuyên môn về y tế cấp tỉnh được báo và đề nghị Công an cấp tỉnh xác minh em có là nạn nhân không."
            )
        asked = "các nơi phải làm gì, trong bao lâu, chuyện của em có bị lộ không"
    told += _details(case)
    told = [*told[: MOST_SENTENCES - 1], f"{called.capitalize()} hỏi: {asked}."]
    return Told(" ".join(told), None if facts.age_unclear else age, what.sign)


def _child(case: Case, rng: Random) -> tuple[int, str, What]:
    facts = case.circumstances
    band = facts.age or AgeBand.FROM_13
    age = rng.randint(*_CLASS[band])
    some = [what for what in _WHAT[facts.kind or Kind.VIOLENCE] if band in what.bands]
    about = "khoảng " if facts.age_unclear else ""
    return age, f"em {'gái' if facts.sex and facts.sex.value == 'nữ' else 'trai'} {about}{age} tuổi", rng.choice(some)


def _details(case: Case) -> list[str]:
    facts = case.circumstances
    told = []
    if facts.remote:
        told.append("Xã ở vùng núi xa, đường đi lại khó khăn.")
    if facts.age_unclear:
        told.append("Giấy khai sinh bị mất; gia đình và nhà trường nói năm sinh khác nhau.")
    if facts.interpreter:
        told.append("Em nói tiếng dân tộc, nghe hiểu tiếng Việt còn kém.")
    if facts.distressed:
        told.append("Có lúc em hoảng loạn, không trả lời được.")
    return told


def _clock(moment: Moment) -> str:
    """``lúc 9 giờ 45 ngày 21/11/2026``, ``lúc 9 giờ ngày …``."""
    clock = moment.clock
    assert clock is not None  # asked only where the clock is known
    minutes = f" {clock.minute:02d}" if clock.minute else ""
    return f"lúc {clock.hour} giờ{minutes} ngày {moment.day:%d/%m/%Y}"
