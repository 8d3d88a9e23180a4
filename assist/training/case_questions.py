"""Questions for the group on a situation: only such as its model answer answers, in the words of the listeners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.training.model import Audience, Line
from assist.training.outline import Candidate
from corpus.circumstances import Activity, Circumstances, Kind

#: So many lines of the answer for one question of listeners who do not carry out procedures.
EACH = 2


@dataclass(frozen=True)
class Asked:
    """A question and how the lines that answer it read, of which ``enough`` are told."""

    text: str
    pattern: re.Pattern[str]
    enough: int = EACH

    def answered_by(self, text: str) -> bool:
        return bool(self.pattern.search(text))


def _asked(text: str, pattern: str, enough: int = EACH) -> Asked:
    return Asked(text, re.compile(pattern, re.IGNORECASE), enough)


_SECRET = r"giữ kín|bí mật|tiết lộ|riêng tư|chuyện riêng|đời riêng"
#: That a story is not passed on; the friend is no victim yet, and to tell a grown-up is no passing on.
_KEPT = r"^(?!.*(?:nạn nhân|xin em)).*(?:giữ kín|bí mật|chuyện riêng)"
#: A friend asks to keep it secret: that one tells a grown-up is asked and answered before all else.
_TELL = _asked("Bạn xin em giữ kín: em có im lặng không, em nói với ai?", r"tổng đài|kể với|phải báo|nghĩa vụ báo", 3)
_OTHERS = _asked("Ngoài người lớn giúp bạn, em có kể chuyện của bạn cho người khác không?", _KEPT, 1)
_PUPILS = (
    _TELL,
    _asked("Điều gì không ai được làm với bạn?", r"không ai được|không ai .*đánh|cấm"),
    _asked("Bạn ấy được giúp và được bảo vệ thế nào?", r"quyền được|được giúp|được bảo vệ|được hỗ trợ|giám hộ"),
    _OTHERS,
)
# nothing has happened to the friend yet: what is due to victims is not asked
_PUPILS_TRAFFICKING = (
    _TELL,
    _asked("Dấu hiệu nào cho thấy bạn có thể bị lừa?", r"đáng lo"),
    _asked("Điều gì pháp luật cấm?", r"đe dọa, trả thù|\bcấm mua bán", 2),
    _OTHERS,
)
_PUPILS_STATEMENT = (
    _asked("Bạn ấy có quyền gì khi kể lại sự việc?", r"ngồi cùng|lắng nghe|không quá|phòng|phiên dịch|làm quen"),
    _asked("Bạn ấy nên nói gì khi mệt hoặc sợ?", r"\bmệt\b|\bsợ\b|dừng"),
    _asked("Em giữ kín điều gì cho bạn?", _SECRET),
)
_TEACHERS = (
    _asked("Thầy cô, hội viên phải báo cho ai, bằng cách nào?", r"báo ngay|báo tin|tố giác"),
    _asked("Nhà trường, Hội còn phải làm gì?", r"trường học phải|hội liên hiệp|phối hợp|cung cấp thông tin"),
    _asked("Việc nào không được làm?", r"\bcấm (?:che giấu|công bố|tiết lộ|xúc phạm|đe dọa|trả thù)|không được|cố ý"),
    _asked("Thông tin gì về em phải giữ kín?", r"(?:bí mật|riêng tư|riêng).* gồm", 1),
    _asked("Ai phải giữ kín, khi nào mới được nói?", _SECRET),
)
_TEACHERS_TRAFFICKING = (_asked("Dấu hiệu nào đáng lo?", r"đáng lo"), *_TEACHERS)
_TEACHERS_STATEMENT = (
    _asked("Thầy cô được mời đi cùng thì làm gì?", r"tham gia tố tụng|trấn an|được mời"),
    _asked(
        "Cơ quan điều tra phải bảo đảm những gì cho em?",
        r"phải có người|tham dự|không quá|phải dừng|tạm dừng|thân thiện|phiên dịch|quá hai lần|làm quen",
    ),
    _asked("Trả lời phụ huynh và trang tin thế nào?", _SECRET),
)
_INTERPRETER = _asked("Em không thạo tiếng Việt thì sao?", r"phiên dịch", 1)
_SPEAKERS = (
    _asked("Nơi nhận tin có được từ chối không?", r"từ chối", 1),
    _asked("Nhận tin rồi, ai phải làm ngay việc gì cho em?", r"\bngay\b|lập biên bản", 3),
    _asked("Hạn nào cần nói cho gia đình biết?", r"\bhạn:", 3),
    _asked("Điều gì phải giữ kín, điều gì không được làm với em?", rf"{_SECRET}|kỳ thị"),
)
_SPEAKERS_STATEMENT = (
    _asked("Ai được ngồi cùng em?", r"cùng dự|nhà trường|người thân\b|báo trước"),
    _asked("Sao cơ quan hẹn em ngay trong ngày?", r"ngay khi vừa tiếp nhận|ngay sau khi tiếp nhận", 1),
    _INTERPRETER,
    _asked("Mỗi lần hỏi được bao lâu, mấy lần một ngày?", r"quá 02 giờ|quá hai lần"),
    _asked("Nơi hỏi phải thế nào để em yên tâm?", r"phòng|nơi cư trú|an toàn"),
    _asked("Cách hỏi phải thế nào?", r"thái độ|nhẹ nhàng|làm quen|\bmệt\b|chạm mặt"),
    _asked("Điều gì phải giữ kín?", _SECRET),
)
#: For whoever tells people of the law: asked where the lesson itself says it.
WHERE = _asked("Người dân báo tin ở đâu?", r"bất kỳ cơ quan|nơi nhận .*(?:tố giác|tin báo)", 1)
#: For a topic on the room: what the lesson itself teaches of it.
USE_OF_ROOM = _asked(
    "Phòng điều tra thân thiện được dùng, quản lý thế nào?", r"phòng (?:điều tra )?thân thiện|dùng phòng"
)
_SPEAKERS_OTHER = (
    _asked("Cơ quan phải làm gì, không được làm gì với em?", r".", 6),
    _asked("Điều gì phải giữ kín?", _SECRET),
)
_STOP = re.compile(r"dừng ngay|tạm dừng|hoảng loạn", re.IGNORECASE)
_ROOM = re.compile(r"phòng điều tra thân thiện", re.IGNORECASE)
_AGE = _asked("Tuổi của em chưa rõ thì phải làm gì?", r"giấy tờ mâu thuẫn|giám định tuổi")
_SIGN = _asked("Dấu hiệu nào cho thấy em bị mua bán?", r"dấu hiệu mua bán người")


def asked_of(audience: Audience, facts: Circumstances) -> tuple[Asked, ...]:
    """The questions that suit listeners who do not carry out procedures, for a situation."""
    statement = Activity.STATEMENT in facts.activities
    trafficking = facts.kind is Kind.TRAFFICKING
    if audience is Audience.SPEAKERS:
        own = _SPEAKERS_STATEMENT if statement else _SPEAKERS_OTHER if facts.activities else _SPEAKERS
        spoken = (_INTERPRETER,) if facts.interpreter and not statement else ()
        return (_SIGN, _AGE, WHERE, *spoken, *own)
    if audience is Audience.PUPILS:
        return _PUPILS_STATEMENT if statement else _PUPILS_TRAFFICKING if trafficking else _PUPILS
    return _TEACHERS_STATEMENT if statement else _TEACHERS_TRAFFICKING if trafficking else _TEACHERS


def chosen_for(asked: Sequence[Asked], taught: Sequence[Candidate], prefix: str) -> list[Line]:
    """The lesson's lines that answer the questions, the best for each, in the order of the questions."""
    kept: dict[str, Candidate] = {}
    for question in asked:
        fitting = sorted((c for c in taught if question.answered_by(c.piece.text)), key=lambda c: -c.score)
        told = sum(question.answered_by(c.piece.text) for c in kept.values())
        for each in fitting:
            if told < question.enough and each.piece.key not in kept:
                kept[each.piece.key] = each
                told += 1
    return [c.line(prefix) for c in kept.values()]


def answered(asked: Sequence[Asked], answers: Sequence[Line]) -> tuple[str, ...]:
    """Those of the questions that some line answers."""
    return tuple(q.text for q in asked if any(q.answered_by(line.text) for line in answers))


def of_police(answers: Sequence[Line]) -> tuple[str, ...]:
    """The questions for those who carry out procedures."""
    told = [question.text for question in (_SIGN, _AGE) if any(question.answered_by(line.text) for line in answers)]
    told.append("Ai phải làm gì, theo thứ tự nào? Nêu căn cứ.")
    if any(_INTERPRETER.answered_by(line.text) for line in answers):
        told.append("Em kém tiếng Việt thì phải làm gì?")
    if any(_STOP.search(line.text) for line in answers):
        told.append("Em mệt hay hoảng loạn thì phải làm gì?")
    if any(_ROOM.search(line.text) for line in answers):
        told.append("Hỏi em ở đâu, phòng điều tra thân thiện được dùng thế nào?")
    if any("Hạn:" in line.text or "Hạn trong tình huống:" in line.text for line in answers):
        told.append("Việc nào có thời hạn, và hạn rơi vào lúc nào?")
    if any("mỗi lần" in line.limit or "mỗi ngày" in line.limit for line in answers):
        told.append("Được hỏi em bao lâu một lần, mấy lần một ngày, trừ khi nào?")
    if any(line.key.endswith(".ho-so") for line in answers):
        told.append("Hồ sơ phải cho thấy những gì?")
    return tuple(told)
