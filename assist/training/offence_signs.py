"""What in a child's story speaks for trafficking, for those who receive a report of it or tell people of the law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assist.training.grounds import Grounds
from assist.training.model import Line
from assist.training.offence_notes import CHILD_RULE, KEY, LAW, NAMES, NotedLaw
from assist.training.offences import CHILD, PENAL_CODE, Article
from corpus.notes import Notes
from corpus.provisions import ProvisionId


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
