"""What in a child's story speaks for trafficking, for those who receive a report of it or tell people of the law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assist.training.grounds import Grounds
from assist.training.model import Audience, Line
from assist.training.offence_notes import CHILD_RULE, KEY, LAW, NAMES, NotedLaw
from assist.training.offences import CHILD, PENAL_CODE, Article
from corpus.notes import Notes, Statement
from corpus.provisions import ProvisionId

#: Where the law says to whom trafficking is reported.
_WHERE = "điều 22 khoản 1"
#: The rule for victims under 18 in plain words, for whom the note on it is too hard.
_RULES = {
    Audience.PUPILS: "Đưa người dưới 18 tuổi đi để bắt làm việc trái ý muốn là mua bán người, dù bạn tự đi theo, không ai dọa hay lừa",
    Audience.TEACHERS: "Với người dưới 18 tuổi, có hành vi và mục đích mua bán người là đủ, không cần có đe dọa hay lừa gạt",
}


def worries(sign: str, audience: Audience, on: date, notes: Sequence[Notes], grounds: Grounds) -> list[Line]:
    """What in a story is cause for worry, ``sign`` in words, with what the law says of it; for those who do not work with the law."""
    said = _RULES.get(audience) or NotedLaw(notes).gist(LAW, "điều 2", CHILD_RULE)
    ground = grounds.read([ProvisionId.parse(f"{LAW} điều 2 khoản 1")], on)
    if not ground.applies or not said:
        return []
    text = f"Điều đáng lo trong chuyện: {sign}. {said}."
    return [Line(key=f"{KEY}.dau-hieu-1", text=text, sources=ground.sources, doubt=ground.doubt)]


def where_reported(on: date, notes: Sequence[Notes], grounds: Grounds) -> list[Line]:
    """Where anybody may report trafficking, where the lesson itself does not say it."""
    said = NotedLaw(notes).at(LAW, _WHERE, Statement)
    merged = next((noted.merged for noted in notes if noted.document == LAW), ())
    ground = grounds.read([ProvisionId.parse(f"{LAW} {_WHERE}")], on, merged)
    if not ground.applies or not said:
        return []
    return [Line(key=f"{KEY}.noi-bao", text=f"{said}.", sources=ground.sources, doubt=ground.doubt)]


def signs(sign: str, age: int | None, articles: bool, on: date, notes: Sequence[Notes], grounds: Grounds) -> list[Line]:
    """What in a child's story speaks for trafficking: ``sign`` in words; ``age`` in full years, None where it is unclear.

    ``articles``: the article of the Penal Code is told too, which the age decides.
    """
    said = NotedLaw(notes).gist(LAW, "điều 2", CHILD_RULE)
    told: list[tuple[str, str]] = []
    if said:
        told.append((f"Dấu hiệu mua bán người: em {sign}. {said}.", f"{LAW} điều 2 khoản 1"))
    if articles and age is not None:
        article: Article = "151" if age < CHILD else "150"
        side = "chưa đủ" if age < CHILD else "đã đủ"
        told.append(
            (
                f"Em {age} tuổi, {side} {CHILD}, nên điều luật Cơ quan điều tra xét là {NAMES[article]}.",
                f"{PENAL_CODE} điều {article} khoản 1",
            )
        )
    lines = []
    for number, (text, place) in enumerate(told, start=1):
        ground = grounds.read([ProvisionId.parse(place)], on)
        if ground.applies:
            lines.append(Line(key=f"{KEY}.dau-hieu-{number}", text=text, sources=ground.sources, doubt=ground.doubt))
    return lines
