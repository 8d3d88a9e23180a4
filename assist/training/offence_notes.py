"""What the notes say at a place of the texts on trafficking, in their own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.training.offences import GUIDE, PENAL_CODE, Article, Circumstance, Clause
from corpus.notes import Definition, Notes, Penalty, Statement

KEY = "tinh-huong.dinh-toi"
LAW = "53/2024/QH15"
#: How the gist of its definition begins where it speaks of victims under 18.
CHILD_RULE = "Với người dưới 18 tuổi"
NAMES: dict[Article, str] = {
    "150": "Điều 150 (mua bán người)",
    "151": "Điều 151 (mua bán người dưới 16 tuổi)",
}
#: What of a gloss leans on the words around it in the resolution.
_LEANING = re.compile(r"^\(ở [^)]*\) |,? nhằm làm một trong các việc ở khoản \d+ Điều này$")


class NotedLaw:
    """Finds what the notes say at a place."""

    def __init__(self, notes: Sequence[Notes]) -> None:
        self.notes = {noted.document: noted for noted in notes}

    def at(self, document: str, place: str, kind: type[Statement] | type[Definition] | type[Penalty]) -> str:
        """The first sentence of a kind at just this place, without its stop; "" where there is none."""
        noted = self.notes.get(document)
        if noted is None:
            return ""
        found = (e for a in noted.articles for e in a.entries() if isinstance(e, kind) and e.evidence == place)
        first = next(found, None)
        return first.sentence().rstrip(".") if first else ""

    def frame(self, article: Article, clause: int) -> str:
        """``phạt tù từ 7 năm đến 12 năm``."""
        noted = self.notes.get(PENAL_CODE)
        place = f"điều {article} khoản {clause}"
        for each in noted.articles if noted else ():
            for penalty in each.penalties:
                if penalty.evidence == place:
                    return lower(penalty.model_copy(update={"when": "", "points": ()}).sentence().rstrip("."))
        return ""

    def circumstance(self, each: Circumstance, article: Article, clause: Clause, point: str) -> str:
        """How the notes tell a circumstance at its point: ``phạm tội từ 2 lần trở lên``."""
        return lower(self.at(PENAL_CODE, f"điều {article} khoản {clause} điểm {point}", Statement)) or each.value

    def gist(self, document: str, unit: str, begins: str) -> str:
        """The sentence of an article's gist that begins so, without its stop; "" where there is none."""
        noted = self.notes.get(document)
        for each in noted.articles if noted else ():
            if each.provision == unit:
                sentences = re.split(r"(?<=\.)\s+", each.gist)
                return next((s.strip().rstrip(".") for s in sentences if s.startswith(begins)), "")
        return ""

    def gloss(self, place: str) -> str:
        """What a term of the Resolution means, without where it is used."""
        noted = self.notes.get(GUIDE)
        for each in noted.articles if noted else ():
            for definition in each.definitions:
                if definition.evidence == place:
                    return _LEANING.sub("", definition.gloss)
        return ""


def lower(words: str) -> str:
    """The words with a small first letter, to stand after a colon."""
    return words[:1].lower() + words[1:]
