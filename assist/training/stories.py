"""How an invented situation is told: plain sentences from case parameters, no names, no place names, nothing of the harm itself."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from assist.checklists.case import Case
from assist.training.model import Audience, Line
from corpus.circumstances import Activity, AgeBand, Event, Kind, Receiver, Role, Stage

_CLASS = {AgeBand.UNDER_13: (8, 12), AgeBand.FROM_13: (13, 15), AgeBand.FROM_16: (16, 17)}
_RECEIVER = {
    Receiver.COMMUNE: "Công an xã",
    Receiver.INVESTIGATION_AGENCY: "trụ sở Cơ quan điều tra",
}
_WHAT = {
    Kind.SEXUAL_ABUSE: "bị một người quen của gia đình xâm hại tình dục",
    Kind.VIOLENCE: "nhiều lần bị người sống cùng nhà đánh, vừa bỏ chạy sang nhà hàng xóm",
    Kind.TRAFFICKING: "được rủ đi làm xa, bị giữ giấy tờ, cấm liên lạc với gia đình và vừa trốn về được",
    Kind.OTHER: "lấy xe đạp điện của người khác",
}
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


def story_of_police(case: Case, codes: Sequence[str], rng: Random) -> str:
    """Four to six sentences for those who carry out procedures."""
    facts = case.circumstances
    low, high = _CLASS[facts.age or AgeBand.FROM_13]
    child = f"em {'gái' if facts.sex and facts.sex.value == 'nữ' else 'trai'} {rng.randint(low, high)} tuổi"
    told = []
    received = case.moments().get(Event.RECEIVED)
    if facts.role is Role.ACCUSED:
        told.append(f"Một {child} bị khởi tố vì {_WHAT[Kind.OTHER]}; trước đó em chưa vi phạm lần nào.")
        told.append("Em đang sống với bà; cha mẹ đi làm xa, gọi điện thì liên lạc được.")
    else:
        who = rng.choice(["Mẹ của em", "Cô giáo chủ nhiệm", "Người hàng xóm", "Bà của em"])
        where = _RECEIVER.get(facts.receiver or Receiver.COMMUNE, "cơ quan Công an")
        when = f"{received.clock:%H giờ %M} ngày {received.day:%d/%m/%Y}, " if received and received.clock else ""
        who = who[:1].lower() + who[1:] if when else who
        told.append(f"{when}{who} đến {where} báo: một {child} {_WHAT[facts.kind or Kind.VIOLENCE]}.")
        told.append(
            rng.choice(
                [
                    "Em đi cùng người báo, mệt và ít nói.",
                    "Em đi cùng người báo, cứ nhìn xuống và nắm chặt tay người lớn.",
                ]
            )
        )
    if facts.remote:
        told.append("Xã ở vùng núi xa, đường đi lại khó khăn.")
    if facts.age_unclear:
        told.append("Giấy khai sinh bị mất; gia đình và nhà trường nói năm sinh khác nhau.")
    if facts.interpreter:
        told.append("Em nói tiếng dân tộc, nghe hiểu tiếng Việt còn kém.")
    if facts.distressed:
        told.append("Có lúc em hoảng loạn, không trả lời được.")
    steps = [_STEP[a] for a in facts.activities if a in _STEP]
    if steps:
        moment = case.moments().get(Event.STATEMENT)
        when = f" lúc {moment.clock:%H giờ %M} ngày {moment.day:%d/%m/%Y}" if moment and moment.clock else ""
        told.append(f"Cơ quan thụ lý định {steps[0]}{when}.")
        if "phong-than-thien" in codes:
            told.append(
                "Nơi làm việc đã có phòng điều tra thân thiện."
                if facts.room
                else "Nơi làm việc chưa có phòng điều tra thân thiện."
            )
    elif facts.stage is Stage.RECEPTION:
        told.append("Người bị tố giác vẫn đang ở địa phương.")
    return " ".join(told[:6])


def story_of_citizens(audience: Audience, case: Case, codes: Sequence[str], rng: Random) -> str:
    """Four to six sentences for teachers and pupils: what they see and hear, never the harm itself."""
    return " ".join(_pupils(case, codes, rng) if audience is Audience.PUPILS else _teachers(case, codes, rng))


def _pupils(case: Case, codes: Sequence[str], rng: Random) -> list[str]:
    grade = rng.choice([6, 7, 8])
    if any(code in {"lay-loi-khai", "phong-than-thien"} for code in codes):
        return [
            f"Một bạn lớp {grade} được cơ quan công an mời đến kể lại một việc bạn đã trải qua.",
            "Bạn lo vì chưa từng đến đó và sợ phải gặp lại người làm bạn sợ.",
            "Bạn không biết cha mẹ có được vào cùng hay không.",
            "Bạn cũng sợ mọi người ở trường sẽ biết chuyện.",
        ]
    if case.circumstances.kind is Kind.TRAFFICKING:
        return [
            f"Một bạn lớp {grade} quen một người qua mạng được vài tuần.",
            "Người ấy hứa tìm cho bạn việc nhẹ, lương cao ở nơi xa.",
            "Người ấy dặn đừng nói với cha mẹ và bảo gửi ảnh giấy tờ.",
            f"Bạn kể với em và xin em {rng.choice(['giữ kín', 'đừng nói với ai'])}.",
        ]
    return [
        f"Một bạn lớp {grade} mấy tuần nay hay buồn và không muốn về nhà.",
        "Bạn kể với em rằng có một người lớn luôn làm bạn sợ và dặn bạn phải giữ kín.",
        "Bạn nghĩ có nói ra cũng không ai tin.",
        f"Bạn xin em {rng.choice(['giữ kín', 'đừng nói với ai'])}.",
    ]


def _teachers(case: Case, codes: Sequence[str], rng: Random) -> list[str]:
    grade = rng.choice([6, 7, 8, 9])
    if any(code in {"lay-loi-khai", "phong-than-thien"} for code in codes):
        return [
            f"Một học sinh lớp {grade} được mời đến cơ quan công an để lấy lời khai về một việc em là bị hại.",
            "Cơ quan điều tra mời nhà trường cử người đến cùng để em bớt sợ.",
            "Em đã quen với cô chủ nhiệm và mong cô đi cùng.",
            "Hôm sau, có phụ huynh và một trang tin gọi điện hỏi cô em đã khai những gì.",
        ]
    if case.circumstances.kind is Kind.TRAFFICKING:
        return [
            f"Một học sinh lớp {grade} nghỉ học ba hôm; gia đình nói em đi làm giúp họ hàng ở xa.",
            "Bạn cùng lớp kể rằng em được một người quen qua mạng hứa việc nhẹ, lương cao và dặn không nói với ai.",
            "Điện thoại của em không liên lạc được.",
            "Một chi hội phụ nữ ở thôn cũng nghe nói người ấy đang rủ thêm vài em khác.",
        ]
    return [
        f"Một học sinh lớp {grade} mấy tuần nay ít nói, hay nghỉ học và không muốn về nhà.",
        "Giờ ra chơi, em kể với cô chủ nhiệm rằng em hay bị người sống cùng nhà đánh.",
        "Em xin cô đừng nói với ai.",
        f"{rng.choice(['Buổi chiều', 'Hôm sau'])}, một phụ huynh khác đăng chuyện của em lên nhóm lớp, kèm tên và ảnh.",
    ]


def questions_for(audience: Audience, answers: Sequence[Line], *, statement: bool = False) -> tuple[str, ...]:
    """Questions for the group, only such as the answers answer. ``statement``: the child is to give a statement."""
    if audience is Audience.PUPILS and statement:
        return (
            "Bạn ấy có quyền gì khi kể lại sự việc?",
            "Bạn ấy nên nói gì khi mệt hoặc sợ?",
            "Em giữ kín điều gì cho bạn?",
        )
    if audience is Audience.TEACHERS and statement:
        return (
            "Người đi cùng em cần làm gì, không làm gì?",
            "Cơ quan điều tra phải bảo đảm những gì cho em?",
            "Trả lời phụ huynh và trang tin thế nào?",
        )
    if audience is Audience.PUPILS:
        return (
            "Em sẽ nói chuyện này với ai, và nói những gì?",
            "Điều gì em không nên làm?",
            "Bạn ấy được giúp và được bảo vệ thế nào?",
        )
    if audience is Audience.TEACHERS:
        return (
            "Thầy cô, hội viên phải làm gì trước và báo cho ai?",
            "Việc nào không được làm?",
            "Thông tin gì về em phải giữ kín?",
        )
    asked = ["Ai phải làm gì, theo thứ tự nào? Nêu căn cứ."]
    if any(line.limit for line in answers):
        asked.append("Việc nào có thời hạn, và hạn rơi vào lúc nào?")
    if any(line.modality == "không được" for line in answers):
        asked.append("Việc gì không được làm với em?")
    asked.append("Biên bản, hồ sơ phải thể hiện những gì để chứng minh đã làm đúng?")
    return tuple(asked)
