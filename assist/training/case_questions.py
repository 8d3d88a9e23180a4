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
_PUPILS = (
    _asked("Em sẽ nói chuyện này với ai?", r"tổng đài|kể với|báo tin|phải báo"),
    _asked("Điều gì không ai được làm với bạn?", r"không ai được|không ai .*đánh|cấm"),
    _asked("Bạn ấy được giúp và được bảo vệ thế nào?", r"quyền được|được giúp|được bảo vệ|được hỗ trợ|giám hộ"),
    _asked("Em giữ kín điều gì cho bạn?", _SECRET),
)
_PUPILS_TRAFFICKING = (_asked("Dấu hiệu nào cho thấy bạn có thể bị lừa?", r"lừa|hứa|là mua bán người"), *_PUPILS)
_PUPILS_STATEMENT = (
    _asked("Bạn ấy có quyền gì khi kể lại sự việc?", r"ngồi cùng|lắng nghe|không quá|phòng|phiên dịch|làm quen"),
    _asked("Bạn ấy nên nói gì khi mệt hoặc sợ?", r"\bmệt\b|\bsợ\b|dừng"),
    _asked("Em giữ kín điều gì cho bạn?", _SECRET),
)
_TEACHERS = (
    _asked("Thầy cô, hội viên phải báo cho ai, bằng cách nào?", r"báo ngay|báo tin|tố giác"),
    _asked("Nhà trường, Hội còn phải làm gì?", r"trường học phải|hội liên hiệp|phối hợp|cung cấp thông tin"),
    _asked("Việc nào không được làm?", r"\bcấm (?:che giấu|công bố|tiết lộ|xúc phạm|đe dọa|trả thù)|không được|cố ý"),
    _asked("Thông tin gì về em phải giữ kín?", _SECRET),
)
_TEACHERS_TRAFFICKING = (_asked("Dấu hiệu nào đáng lo?", r"thủ đoạn|mua bán người là|coi là mua bán"), *_TEACHERS)
_TEACHERS_STATEMENT = (
    _asked("Thầy cô được mời đi cùng thì làm gì?", r"tham gia tố tụng|trấn an|được mời"),
    _asked(
        "Cơ quan điều tra phải bảo đảm những gì cho em?",
        r"phải có người|tham dự|không quá|phải dừng|tạm dừng|thân thiện|phiên dịch|quá hai lần|làm quen",
    ),
    _asked("Trả lời phụ huynh và trang tin thế nào?", _SECRET),
)
_SPEAKERS = (
    _asked("Nơi nhận tin có được từ chối không?", r"từ chối", 1),
    _asked("Nhận tin rồi, ai phải làm ngay việc gì cho em?", r"\bngay\b|lập biên bản", 3),
    _asked("Hạn nào cần nói cho gia đình biết?", r"\bhạn:"),
    _asked("Điều gì phải giữ kín, điều gì không được làm với em?", rf"{_SECRET}|kỳ thị"),
)
_SPEAKERS_STATEMENT = (
    _asked("Ai được ngồi cùng em?", r"cùng dự|nhà trường|người thân\b|báo trước"),
    _asked("Em không thạo tiếng Việt thì sao?", r"phiên dịch", 1),
    _asked("Mỗi lần hỏi được bao lâu, mấy lần một ngày?", r"quá 02 giờ|quá hai lần"),
    _asked(
        "Nơi hỏi, cách hỏi phải thế nào để em yên tâm?",
        r"phòng|nơi cư trú|an toàn|thân thiện|làm quen|\bmệt\b|chạm mặt",
    ),
    _asked("Điều gì phải giữ kín?", _SECRET),
)
#: For whoever tells people of the law: asked where the lesson itself says it.
WHERE = _asked("Người dân báo tin ở đâu?", r"bất kỳ cơ quan|nơi nhận .*(?:tố giác|tin báo)", 1)
_SPEAKERS_OTHER = (
    _asked("Cơ quan phải làm gì, không được làm gì với em?", r".", 6),
    _asked("Điều gì phải giữ kín?", _SECRET),
)
_AGE = _asked("Tuổi của em chưa rõ thì phải làm gì?", r"giấy tờ mâu thuẫn|giám định tuổi")
_SIGN = _asked("Dấu hiệu nào cho thấy em bị mua bán?", r"dấu hiệu mua bán người")


def asked_of(audience: Audience, facts: Circumstances) -> tuple[Asked, ...]:
    """The questions that suit listeners who do not carry out procedures, for a situation."""
    statement = Activity.STATEMENT in facts.activities
    trafficking = facts.kind is Kind.TRAFFICKING
    if audience is Audience.SPEAKERS:
        own = _SPEAKERS_STATEMENT if statement else _SPEAKERS_OTHER if facts.activities else _SPEAKERS
        return (_SIGN, _AGE, WHERE, *own)
    if audience is Audience.PUPILS:
        return _PUPILS_STATEMENT if statement else _PUPILS_TRAFFICKING if trafficking else _PUPILS
    return _TEACHERS_STATEMENT if statement else _TEACHERS_TRAFFICKING if trafficking else _TEACHERS


def chosen_for(asked: Sequence[Asked], taught: Sequence[Candidate], prefix: str) -> list[Line]:
    """The lesson's lines that answer the questions, the best two for each, in the lesson's order."""
    kept: dict[str, Candidate] = {}
    for question in asked:
        fitting = sorted((c for c in taught if question.answered_by(c.piece.text)), key=lambda c: -c.score)
        told = sum(question.answered_by(c.piece.text) for c in kept.values())
        for each in fitting:
            if told < question.enough and each.piece.key not in kept:
                kept[each.piece.key] = each
                told += 1
    return [c.line(prefix) for c in sorted(kept.values(), key=lambda c: c.piece.order)]


def answered(asked: Sequence[Asked], answers: Sequence[Line]) -> tuple[str, ...]:
    """Those of the questions that some line answers."""
    return tuple(q.text for q in asked if any(q.answered_by(line.text) for line in answers))


def of_police(answers: Sequence[Line]) -> tuple[str, ...]:
    """The questions for those who carry out procedures."""
    told = [question.text for question in (_SIGN, _AGE) if any(question.answered_by(line.text) for line in answers)]
    told.append("Ai phải làm gì, theo thứ tự nào? Nêu căn cứ.")
    if any("Hạn:" in line.text or "Hạn trong tình huống:" in line.text for line in answers):
        told.append("Việc nào có thời hạn, và hạn rơi vào lúc nào?")
    if any("mỗi lần" in line.limit or "mỗi ngày" in line.limit for line in answers):
        told.append("Được hỏi em bao lâu một lần, mấy lần một ngày, trừ khi nào?")
    if any(line.key.endswith(".ho-so") for line in answers):
        told.append("Hồ sơ phải cho thấy những gì?")
    return tuple(told)
