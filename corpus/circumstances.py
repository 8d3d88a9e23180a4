"""The circumstances of a case that decide which procedural demands apply: who, how old, what happened, which stage, which steps.

A ``Condition`` is written with a checklist item and judged against the ``Circumstances`` of a case with three outcomes: it holds, it
does not, or it hangs on facts nobody has given yet, which are then named so that they can be asked for.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from corpus.yamlfiles import Strict


class Role(StrEnum):
    """The part the person under 18 has in the case. ``REPORTED`` is the one reported for an offence, before any charge."""

    VICTIM = "bị hại"
    WITNESS = "người làm chứng"
    REPORTED = "người bị tố giác"
    ACCUSED = "người bị buộc tội"


class AgeBand(StrEnum):
    """Age on the day of the case, in full years."""

    UNDER_13 = "dưới 13"
    FROM_13 = "từ đủ 13 đến dưới 16"
    FROM_16 = "từ đủ 16 đến dưới 18"


class Sex(StrEnum):
    FEMALE = "nữ"
    MALE = "nam"


class Kind(StrEnum):
    """What the case is about."""

    SEXUAL_ABUSE = "xâm hại tình dục"
    TRAFFICKING = "mua bán người"
    VIOLENCE = "bạo lực, hành hạ"
    OTHER = "khác"


class Stage(StrEnum):
    RECEPTION = "tiếp nhận"
    VERIFICATION = "kiểm tra, xác minh"
    INITIATION = "khởi tố"
    INVESTIGATION = "điều tra"
    PROSECUTION = "truy tố"
    TRIAL = "xét xử"


class Activity(StrEnum):
    """A procedural step that is planned or has been done."""

    STATEMENT = "lấy lời khai"
    QUESTIONING = "hỏi cung"
    CONFRONTATION = "đối chất"
    IDENTIFICATION = "nhận dạng"
    BODY_EXAMINATION = "xem xét dấu vết"
    FORENSIC_EXAMINATION = "giám định"
    CUSTODY = "bắt, tạm giữ, tạm giam"
    SUPERVISION = "giám sát"
    HEARING = "phiên tòa"


class Receiver(StrEnum):
    """Who received the report first; the time to pass it on depends on it."""

    COMMUNE = "Công an xã"
    WARD = "Công an phường, thị trấn, Đồn Công an"
    STATION = "Trạm Công an"
    ASSIGNED_AGENCY = "cơ quan được giao một số hoạt động điều tra"
    INVESTIGATION_AGENCY = "Cơ quan điều tra"


class Gravity(StrEnum):
    """Class of the offence (Penal Code, Article 9)."""

    LESS_SERIOUS = "ít nghiêm trọng"
    SERIOUS = "nghiêm trọng"
    VERY_SERIOUS = "rất nghiêm trọng"
    EXTREMELY_SERIOUS = "đặc biệt nghiêm trọng"


class Event(StrEnum):
    """A moment in the case from which, or back from which, a limit is counted."""

    RECEIVED = "tiếp nhận tin"
    NOT_COMPETENT = "xác định không thuộc thẩm quyền"
    GROUNDS_FOR_EXAMINATION = "có căn cứ trưng cầu giám định"
    EXAMINATION_ASKED = "nhận đề nghị trưng cầu giám định"
    EXAMINATION_ORDERED = "ra quyết định trưng cầu giám định"
    EXAMINATION_RECEIVED = "tổ chức giám định nhận quyết định"
    CONCLUSION_RECEIVED = "nhận kết luận giám định"
    VERIFICATION_ENDS = "kết thúc kiểm tra, xác minh"
    VERIFICATION_SUSPENDED = "ra quyết định tạm đình chỉ giải quyết tin"
    SETTLED = "kết thúc giải quyết tin"
    INITIATED = "khởi tố vụ án"
    CHARGED = "khởi tố bị can"
    HELD = "giữ, bắt hoặc nhận người"
    CUSTODY_DECIDED = "ra quyết định tạm giữ"
    DETAINED = "bắt đầu tạm giam"
    DETENTION_ENDS = "hết hạn tạm giam"
    LAWYER_ASKED = "nhận đơn yêu cầu người bào chữa"
    LAWYER_REGISTERED = "nhận đủ giấy tờ đăng ký bào chữa, bảo vệ quyền lợi"
    STATEMENT = "lấy lời khai, hỏi cung"
    CONFRONTATION = "đối chất"
    IDENTIFICATION = "nhận dạng, nhận biết giọng nói, thực nghiệm điều tra"
    BODY_EXAMINATION = "xem xét dấu vết trên thân thể"
    INVESTIGATION_ENDS = "kết thúc điều tra"
    INVESTIGATION_SUSPENDED = "ra quyết định tạm đình chỉ điều tra"
    CONCLUDED = "ra bản kết luận điều tra"
    FILE_RECEIVED = "Viện kiểm sát nhận hồ sơ"
    PROSECUTED = "ra quyết định việc truy tố"
    ACCEPTED = "Tòa án thụ lý"
    TRIAL_DECIDED = "ra quyết định đưa vụ án ra xét xử"
    HEARING = "mở phiên tòa"
    MEDIATION = "hòa giải tại cộng đồng"
    EDUCATION_DECIDED = "ra quyết định giáo dục tại xã, phường, thị trấn"
    COMPLAINED = "nhận khiếu nại, tố cáo"
    PROTECTION_ASKED = "nhận đề nghị bảo vệ"
    VICTIM_CAME = "nạn nhân đến khai báo hoặc được giải cứu"
    ROOM_OPENED = "đưa phòng điều tra thân thiện vào dùng"
    VERIFICATION_EXPIRES = "hết hạn kiểm tra, xác minh"
    VERIFICATION_RESUMED = "ra quyết định phục hồi giải quyết tin"
    DEFENCE_NAMED = "nhận văn bản cử người bào chữa"
    EXAMINATION_CONCLUDED = "ra kết luận giám định"
    VICTIM_NOTICED = "nhận thông báo về nạn nhân"
    VICTIM_CHECK_ASKED = "nhận đề nghị xác minh nạn nhân"


#: Questions by which the page and the command line ask for a fact that is missing.
QUESTIONS: dict[str, str] = {
    "role": "Người dưới 18 tuổi tham gia với tư cách gì?",
    "age": "Người đó bao nhiêu tuổi vào ngày xảy ra việc?",
    "sex": "Người đó là nam hay nữ?",
    "kind": "Vụ việc thuộc loại nào?",
    "stage": "Vụ việc đang ở giai đoạn nào?",
    "receiver": "Cơ quan nào tiếp nhận tin đầu tiên?",
    "gravity": "Tội đang giải quyết thuộc loại nào theo mức độ nghiêm trọng?",
    "remote": "Xã có ở vùng rừng núi xa xôi, hẻo lánh, hải đảo, đi lại khó khăn không?",
    "caught": "Hành vi có đang diễn ra hoặc vừa kết thúc thì bị phát hiện (quả tang) không?",
    "competent": "Việc có thuộc thẩm quyền giải quyết của cơ quan đang giữ tin không?",
    "age_unclear": "Giấy tờ về tuổi có thiếu, mâu thuẫn hoặc không rõ không?",
    "interpreter": "Người đó có cần phiên dịch (tiếng nói, ký hiệu, chữ nổi) không?",
    "no_representative": "Người đó có thuộc trường hợp không có người đại diện tham gia không?",
    "online": "Việc có diễn ra hoặc bị phát tán trên mạng, báo chí không?",
    "asked_examination": "Bị hại hoặc người tham gia tố tụng có đề nghị giám định không?",
    "threatened": "Bị hại hoặc người thân thích có đang bị đe dọa, cần bảo vệ không?",
    "complex": "Vụ việc có nhiều tình tiết phức tạp không?",
    "emergency": "Có việc giữ người trong trường hợp khẩn cấp không?",
    "distressed": "Người đó có biểu hiện hoảng loạn, bất thường về tâm lý không?",
    "room": "Nơi tiến hành đã có phòng điều tra thân thiện chưa?",
    "foreign": "Vụ việc có người hoặc tình tiết ở nước ngoài không?",
    "diverted": "Có xem xét miễn trách nhiệm hình sự và biện pháp giám sát, giáo dục không?",
}


class _YesOrNo(Strict):
    """The facts answered by yes or no: in a case None while nobody has said, in a condition None where it does not matter."""

    remote: bool | None = None
    caught: bool | None = None
    competent: bool | None = None
    age_unclear: bool | None = None
    interpreter: bool | None = None
    no_representative: bool | None = None
    online: bool | None = None
    asked_examination: bool | None = None
    threatened: bool | None = None
    complex: bool | None = None
    emergency: bool | None = None
    distressed: bool | None = None
    room: bool | None = None
    foreign: bool | None = None
    diverted: bool | None = None


class Circumstances(_YesOrNo):
    """Facts of a case, each None while nobody has given it. ``activities`` are those planned or done; none is an answer too."""

    role: Role | None = None
    age: AgeBand | None = None
    sex: Sex | None = None
    kind: Kind | None = None
    stage: Stage | None = None
    activities: tuple[Activity, ...] = ()
    receiver: Receiver | None = None
    gravity: Gravity | None = None


class Condition(_YesOrNo):
    """When a demand applies: every key that is written must be met, a list by any of its values. Empty: always."""

    role: tuple[Role, ...] = ()
    age: tuple[AgeBand, ...] = ()
    sex: tuple[Sex, ...] = ()
    kind: tuple[Kind, ...] = ()
    stage: tuple[Stage, ...] = ()
    activity: tuple[Activity, ...] = ()
    receiver: tuple[Receiver, ...] = ()
    gravity: tuple[Gravity, ...] = ()

    def judge(self, facts: Circumstances) -> tuple[bool | None, tuple[str, ...]]:
        """(holds, facts it hangs on): False if any key is not met; else None and the missing facts; else True.

        >>> Condition(role=("bị hại",), remote=True).judge(Circumstances(role="bị hại"))
        (None, ('remote',))
        """
        unknown: list[str] = []
        for name in self.model_fields_set:
            wanted = getattr(self, name)
            if wanted is None or wanted == ():
                continue
            if name == "activity":
                if not set(wanted) & set(facts.activities):
                    return False, ()
                continue
            given: Any = getattr(facts, name)
            if given is None:
                unknown.append(name)
            elif given not in wanted if isinstance(wanted, tuple) else given is not wanted:
                return False, ()
        order = list(QUESTIONS)
        return (None if unknown else True), tuple(sorted(unknown, key=order.index))
