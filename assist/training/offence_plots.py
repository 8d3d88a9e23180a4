"""Invented deeds of trafficking, drawn from plots by seed and told in four or five plain sentences without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from pydantic import Field, model_validator

from assist.checklists.births import Birth
from assist.training.offences import CHILD, MANY, PROFESSION, Aim, Circumstance, Deed, Facts, Means, Outcome, judge
from corpus.yamlfiles import Strict, read_file

FILE = Path(__file__).with_name("offence_plots.yaml")
#: No birthday lies nearer to the deed or to the lesson's day, so that the age is beyond dispute.
_MARGIN = 30
_SPELT = {2: "hai", 3: "ba", 4: "bốn", 5: "năm", 6: "sáu", 7: "bảy"}
_ADDED: dict[Circumstance, tuple[str, ...]] = {
    Circumstance.BORDER: (
        "Khi bị phát hiện, người này đã đưa {em} qua biên giới.",
        "Lúc bị phát hiện, người này đã làm xong thủ tục xuất cảnh cho {em}.",
    ),
    Circumstance.TWICE: (
        "Trước đó, người này đã làm việc như thế một lần với một em khác; lần ấy chưa bị xử lý và còn thời hiệu.",
        f"Tính cả lần này, người này đã làm {PROFESSION} lần với {PROFESSION} em, chưa lần nào bị xử lý và đều còn thời hiệu; "
        "nguồn sống chính của người này là tiền lương.",
    ),
    Circumstance.PROFESSIONAL: (
        f"Tính cả lần này, người này đã làm {PROFESSION} lần với {PROFESSION} em, chưa lần nào bị xử lý và đều còn thời hiệu; "
        "tiền từ việc ấy là nguồn sống chính.",
    ),
    Circumstance.ORGANISED: (
        "Người này làm cùng hai người khác, bàn trước và chia vai: một người tìm nạn nhân, một người đưa đi, một người giao nhận.",
    ),
    Circumstance.BASE: ("Người này khai làm vậy để trả thù cha {em}.",),
}

#: Told where nothing is added, so that the frame is beyond dispute.
_NOTHING_MORE = "Không thấy người này làm việc ấy lần nào khác."


class Guide(Strict):
    """A place of the Resolution that speaks of just such a deed. ``told``: of what it speaks."""

    place: str = Field(min_length=1)
    told: str = Field(min_length=1)


class Plot(Strict):
    """A deed to be told; the keys are explained at the head of the file."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    text: str = Field(min_length=1)
    told: str = Field(min_length=1)
    deed: Deed
    aim: Aim
    means: Means
    tricked: str = ""
    ages: tuple[int, int]
    always: tuple[Circumstance, ...] = ()
    fits: tuple[Circumstance, ...] = ()
    group: bool = False
    girl: bool = False
    guide: Guide | None = None

    @model_validator(mode="after")
    def _can_be_told(self) -> Plot:
        silent = [each.value for each in self.fits if each not in _ADDED]
        if silent:
            raise ValueError(f"{self.code}: chưa có câu kể cho tình tiết {', '.join(silent)}.")
        return self


class _File(Strict):
    plots: tuple[Plot, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Drawn:
    """A deed as drawn. ``born``: the birth date that decides, of the eldest below 16, of the youngest above; ``done``: its day;
    ``exit_papers``: the border is told by papers for leaving only; ``em``: how the victims are called.
    """

    plot: Plot
    facts: Facts
    story: str
    born: date
    done: date
    em: str
    exit_papers: bool = False


@cache
def plots() -> tuple[Plot, ...]:
    """All plots that ship. ValueError if the file was broken."""
    data, problems = read_file(FILE, _File)
    if data is None:
        raise ValueError(f"{FILE.name}: {' '.join(problems)}")
    return data.plots


def draw(rng: Random, on: date) -> Drawn:
    """A deed in the two months before the day."""
    plot = rng.choice(plots())
    done = on - timedelta(days=rng.randint(20, 60))
    low, high = plot.ages
    age = rng.choice([a for a in range(low, high + 1) if abs(a - CHILD) <= 2] or list(range(low, high + 1)))
    victims = rng.choice([1, 1, 1, 2, 3, MANY]) if plot.group else 1
    added = rng.choice([None, *plot.fits])
    # how often and how many at once are not told together: whether victims of several times add up, no text at hand says
    if victims > 1 and added in {Circumstance.TWICE, Circumstance.PROFESSIONAL}:
        added = None
    born = _birthday(rng, done, on, age)
    em = "em" if victims == 1 else "các em"
    who = "một em gái" if plot.girl else rng.choice(["một em gái", "một em trai"])
    if victims == 1:
        whom = f"{who} sinh ngày {born:%d/%m/%Y}"
    else:
        whom = f"{_SPELT[victims]} em (em {'lớn nhất' if age < CHILD else 'nhỏ nhất'} sinh ngày {born:%d/%m/%Y})"
    words = {"ai": whom, "Ai": whom[:1].upper() + whom[1:], "em": em, "ngay": f"{done:%d/%m/%Y}"}
    told = plot.text.format(tien=rng.choice([10, 15, 20, 30, 40, 50]), **words)
    sentence = rng.choice(_ADDED[added]) if added else ""
    times = PROFESSION if f"{PROFESSION} lần" in sentence else 2 if added is Circumstance.TWICE else 1
    counted = {Circumstance.TWICE, Circumstance.PROFESSIONAL}
    facts = Facts(
        age=age,
        deed=plot.deed,
        aim=plot.aim,
        means=plot.means,
        victims=victims,
        times=times,
        livelihood=added is Circumstance.PROFESSIONAL,
        others=frozenset({*plot.always, *([added] if added else [])} - counted),
    )
    if not sentence and judge(facts).outcome is Outcome.TRAFFICKING:
        sentence = _NOTHING_MORE
    story = " ".join(filter(None, [told.strip(), sentence.format(em=em)]))
    return Drawn(plot, facts, story, born, done, em, "thủ tục" in sentence)


def months(born: date, day: date) -> tuple[int, int]:
    """Full years and months of age on a day."""
    whole = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return divmod(whole, 12)


def _birthday(rng: Random, done: date, on: date, age: int) -> date:
    """A birth date that gives the age on the day of the deed, and still on the lesson's, with some weeks to spare on both sides."""
    birth = done - timedelta(days=365 * age + rng.randint(_MARGIN * 2, 290))
    while Birth(birth).age(done - timedelta(days=_MARGIN)) < age:
        birth -= timedelta(days=7)
    while Birth(birth).age(on + timedelta(days=_MARGIN)) > age:
        birth += timedelta(days=7)
    return birth
