"""Which article and frame a deed of trafficking falls under: Penal Code, Articles 150 and 151, as Resolution 02/2019 explains them.

Only what the notes on these texts settle is decided: age at the deed, deed, aim, means, how many victims, how often, and the
circumstances whose points both articles name. Injury, death and relapse are left out, for there other rules come in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

PENAL_CODE, GUIDE = "100/2015/QH13", "02/2019/NQ-HĐTP"
#: Below this age, in full years on the day of the deed, the victim is one of Article 151.
CHILD = 16
#: So many victims at once, so many times with the gain as main livelihood (Resolution 02/2019, Article 3, clause 5).
MANY, PROFESSION = 6, 5

Clause = Literal[1, 2, 3]
Article = Literal["150", "151"]


class Deed(StrEnum):
    """What is done with the victim."""

    GIVES = "giao"
    TAKES = "nhận"
    PREPARES = "tuyển mộ, chở, chứa chấp"


class Aim(StrEnum):
    """What it is done for. The last three are no aim of trafficking."""

    GAIN = "tiền, tài sản, lợi ích vật chất"
    LABOUR = "cưỡng bức lao động"
    SEX = "bóc lột tình dục"
    ORGANS = "lấy bộ phận cơ thể"
    CRUEL = "mục đích vô nhân đạo khác"
    RAISING = "người nhận thật lòng nuôi con"
    FEES = "chiếm đoạt tiền môi giới"
    STAYING = "ở lại nước ngoài"


class Means(StrEnum):
    """By what means; Article 150 demands some, Article 151 none."""

    FORCE = "vũ lực, đe dọa dùng vũ lực"
    DECEIT = "lừa gạt"
    OTHER = "thủ đoạn khác"
    NONE = "không có"


class Circumstance(StrEnum):
    """What brings a heavier frame."""

    SEVERAL = "từ 2 đến 5 người"
    MANY = "từ 6 người"
    TWICE = "từ 2 lần"
    PROFESSIONAL = "tính chất chuyên nghiệp"
    ORGANISED = "có tổ chức"
    BORDER = "đưa qua biên giới"
    BASE = "động cơ đê hèn"
    CARE = "người có trách nhiệm chăm sóc, nuôi dưỡng"
    ADOPTION = "lợi dụng cho, nhận con nuôi"
    OFFICE = "lợi dụng chức vụ, quyền hạn"


class Outcome(StrEnum):
    """What the deed is, as far as the notes say."""

    TRAFFICKING = "mua bán người"
    HUMANE = "vì mục đích nhân đạo"
    FRAUD = "tội khác: chiếm đoạt tài sản"
    EMIGRATION = "tội khác: ở lại nước ngoài trái phép"
    MEANS_MISSING = "chưa rõ thủ đoạn"


#: Clause and point of each circumstance; what an article does not list brings no heavier frame under it.
PLACES: dict[Article, dict[Circumstance, tuple[Clause, str]]] = {
    "150": {
        Circumstance.ORGANISED: (2, "a"),
        Circumstance.BASE: (2, "b"),
        Circumstance.BORDER: (2, "d"),
        Circumstance.SEVERAL: (2, "đ"),
        Circumstance.TWICE: (2, "e"),
        Circumstance.PROFESSIONAL: (3, "a"),
        Circumstance.MANY: (3, "đ"),
    },
    "151": {
        Circumstance.OFFICE: (2, "a"),
        Circumstance.ADOPTION: (2, "b"),
        Circumstance.SEVERAL: (2, "c"),
        Circumstance.CARE: (2, "d"),
        Circumstance.BORDER: (2, "đ"),
        Circumstance.TWICE: (2, "e"),
        Circumstance.BASE: (2, "g"),
        Circumstance.ORGANISED: (3, "a"),
        Circumstance.PROFESSIONAL: (3, "b"),
        Circumstance.MANY: (3, "e"),
    },
}
_NOT_TRAFFICKING = {
    Aim.RAISING: Outcome.HUMANE,
    Aim.FEES: Outcome.FRAUD,
    Aim.STAYING: Outcome.EMIGRATION,
}


@dataclass(frozen=True)
class Facts:
    """A deed. ``age``: of the victims on its day, in full years (all on one side of 16); ``victims``: at once; ``times``: with this
    one, none of them prosecuted and all within limitation; ``livelihood``: what it brings is the doer's main livelihood.
    """

    age: int
    deed: Deed
    aim: Aim
    means: Means
    victims: int = 1
    times: int = 1
    livelihood: bool = False
    others: frozenset[Circumstance] = field(default_factory=frozenset)

    @property
    def article(self) -> Article:
        """The article that the victims' age leads to."""
        return "151" if self.age < CHILD else "150"

    def circumstances(self) -> tuple[Circumstance, ...]:
        """All that is found of the deed, whether or not its article lists it, in the order of ``Circumstance``."""
        found = set(self.others)
        found |= {Circumstance.MANY} if self.victims >= MANY else set()
        found |= {Circumstance.SEVERAL} if 2 <= self.victims < MANY else set()
        found |= {Circumstance.TWICE} if self.times >= 2 else set()
        found |= {Circumstance.PROFESSIONAL} if self.times >= PROFESSION and self.livelihood else set()
        return tuple(each for each in Circumstance if each in found)


@dataclass(frozen=True)
class Judged:
    """What the deed is. ``act``: the point of clause 1; ``clause``: the frame; ``heavier``: circumstances that the article lists, the
    heaviest first, with their places. Without trafficking only ``outcome`` and ``article`` tell.
    """

    outcome: Outcome
    article: Article
    act: str = ""
    clause: Clause = 1
    heavier: tuple[tuple[Circumstance, Clause, str], ...] = ()


def judge(facts: Facts) -> Judged:
    """The article, point and frame of a deed."""
    article = facts.article
    if facts.aim in _NOT_TRAFFICKING:
        return Judged(_NOT_TRAFFICKING[facts.aim], article)
    if article == "150" and facts.means is Means.NONE:
        return Judged(Outcome.MEANS_MISSING, article)
    act = "c" if facts.deed is Deed.PREPARES else "a" if facts.aim is Aim.GAIN else "b"
    listed = PLACES[article]
    heavier = [(each, *listed[each]) for each in facts.circumstances() if each in listed]
    heavier.sort(key=lambda h: -h[1])
    return Judged(Outcome.TRAFFICKING, article, act, heavier[0][1] if heavier else 1, tuple(heavier))


def guide_point(facts: Facts) -> str:
    """The point of Article 2 of the Resolution (clause 1 for 150, clause 2 for 151) that describes the deed."""
    if facts.deed is Deed.PREPARES:
        return "đ"
    gain = facts.aim is Aim.GAIN
    if facts.deed is Deed.GIVES:
        return "a" if gain else "c"
    return "b" if gain else "d"
