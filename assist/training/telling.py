"""How a lesson tells an entry of notes: definitions together, frames of punishment with their circumstances, duties as imperatives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assist.training.suitability import syllables
from assist.training.words import capital, covered, figures
from corpus.notes import ArticleNote, Definition, Duty, Entry, Penalty, Statement, Target, Task

#: Where and how to report is everybody's concern, wherever it stands.
REPORTING = re.compile(r"tổng đài|trình báo|nơi nhận tố|tiếp nhận (?:thông tin|tin báo|tố giác)", re.IGNORECASE)
#: Sentences of a gist that tell how the text is laid out, or name its points by number, which a listener cannot see.
_LAYOUT = re.compile(r"dưới đây|[Vv]iệc nằm ở mục|[Tt]iết \(\d\)|^Mục này|(?:của|ở) mục này|điểm cuối")
#: A gist that names what the article explains, and not how.
_ANNOUNCES = re.compile(r"^(?:Giải thích|Định nghĩa|Liệt kê|Nêu|Kể)\b")
#: Definitions told in one line, in syllables.
_TOGETHER = 110
#: A task that names others of its plan by number: the number goes where the words say what it means, else the task does.
_BY_NUMBER = re.compile(r"\btiết \(\d+\)(?:,? (?:và )?\(\d+\))*, tức (?:là )?")
_NUMBER_LEFT = re.compile(r"\b[Tt]iết \(\d")
_POINT_ALONE = re.compile(r"điểm [a-zđ]\b(?! khoản)")
#: Who is punished by a clause, with what the clause asks of them; said already where so much of it stands in the offence's name.
_OFFENDER = re.compile(r"Người (.+?) bị phạt\b")
_IN_NAME = 0.75
#: How notes number the acts of an offence.
_NUMBERED = re.compile(r"^Hành vi thứ \w+: ")
#: A gloss that first says of which provisions it is.
_GLOSS = re.compile(r"^(“[^”]+”) nghĩa là (\([^)]*\)) (.+)$", re.DOTALL)
#: A remark of the note on its own sentence: "(đây cũng là nghĩa vụ)".
_ASIDE_NOTE = re.compile(r" \(đây [^)]*\)")
#: What is done for somebody: who "được hỗ trợ" is served and acts not.
_SERVED = re.compile(
    r"^(?:hỗ trợ|bảo vệ|trợ giúp|giúp|miễn|bồi thường|khám|tư vấn|bố trí|tạo điều kiện|giải thích|thông báo)\b"
)


@dataclass(frozen=True)
class Told:
    """An entry of notes as a lesson tells it. ``frame``: a main punishment of an offence; ``gist``: it stands for the article's."""

    entry: Entry
    text: str
    places: tuple[str, ...]
    frame: bool = False
    gist: bool = False


def gist_of(article: ArticleNote) -> str:
    """What the article's gist gives a lesson: nothing where it tells a part only, or only adds up the targets that follow."""
    if article.partial:
        return ""
    gist = " ".join(s for s in re.split(r"(?<=[.!?])\s+", article.gist) if not _LAYOUT.search(s))
    if _announced(article):
        return ""
    targets = figures(" ".join(target.sentence() for target in article.targets))
    return "" if targets and figures(gist) <= targets else gist


def _announced(article: ArticleNote) -> bool:
    """Whether the gist only says what the article explains, so that the definitions stand for it."""
    return bool(_ANNOUNCES.search(article.gist)) and len(article.definitions) > 1


def told_entries(article: ArticleNote, full_frames: bool) -> Iterable[Told]:
    """Entries with their words and places. Circumstances of a frame of punishment are told with the frame, not each by itself."""
    taken: set[int] = set()
    main = [p for p in article.penalties if not p.additional]
    short = not full_frames and len(main) > 1
    if short:
        bounds = "; ".join(f"{_clause(p.evidence)}: {_bare(p)}" for p in main)
        text = f"{article.heading}, các khung hình phạt: {bounds}."
        yield Told(main[0], text, tuple(dict.fromkeys(p.evidence for p in main)), frame=True)
    for penalty in article.penalties:
        cases = []
        for point in penalty.points:
            for statement in article.statements:
                if statement.evidence == f"{penalty.evidence} điểm {point}":
                    cases.append(statement)
                    taken.add(id(statement))
        text = penalty.sentence()
        if cases and len(cases) == len(penalty.points):
            words = [uncapital(_NUMBERED.sub("", c.text)).rstrip(".") for c in cases]
            if any(_POINT_ALONE.search(each) for each in words):  # one names another by its letter
                words = [f"{point}) {each}" for point, each in zip(penalty.points, words, strict=True)]
            told = "; ".join(words)
            text = f"{article.heading}, {_clause(penalty.evidence)}: {_frame(penalty, article.heading)}: {told}."
        if not (short and not penalty.additional):
            yield Told(penalty, text, (penalty.evidence,), frame=not penalty.additional)
    together = _announced(article)
    if together:
        yield from _together(article)
    for entry in article.entries():
        if isinstance(entry, Penalty) or id(entry) in taken or (together and isinstance(entry, Definition)):
            continue
        text = _BY_NUMBER.sub("", entry.sentence())
        if not _NUMBER_LEFT.search(text):
            yield Told(entry, _GLOSS.sub(r"\1 \2 nghĩa là \3", text), (entry.evidence,))


def _together(article: ArticleNote) -> Iterable[Told]:
    """The definitions of an article, as many in a line as can be read."""
    line: list[Definition] = []
    for definition in (*article.definitions, None):
        told = "; ".join(_defined(d) for d in (*line, definition) if d)
        if line and (definition is None or syllables(told) > _TOGETHER):
            text = capital("; ".join(_defined(d) for d in line))
            yield Told(line[0], f"{text}.", tuple(dict.fromkeys(d.evidence for d in line)), gist=True)
            line = []
        if definition is not None:
            line.append(definition)


def _defined(definition: Definition) -> str:
    """``“có tổ chức” là đồng phạm …``: without the provisions it is of, which the line's sources name."""
    return f"“{definition.term}” là {re.sub(r'^[(][^)]*[)] ', '', definition.gloss).rstrip('.')}"


def _bare(penalty: Penalty) -> str:
    return uncapital(penalty.model_copy(update={"points": (), "when": ""}).sentence().rstrip("."))


def _frame(penalty: Penalty, heading: str) -> str:
    """The frame first, then what brings it: "phạt tù từ 8 năm đến 15 năm khi …".

    What the clause asks of everyone beside its points (force, deceit) is told too, where the name of the offence does not say it.
    """
    asked = _OFFENDER.match(penalty.when)
    besides = f" {asked[1]}," if asked and covered(asked[1], heading) < _IN_NAME else ""
    return f"{_bare(penalty)} khi{besides}" + (" thuộc một trong các trường hợp" if len(penalty.points) > 1 else "")


def _clause(evidence: str) -> str:
    """``khoản 2``, of ``điều 150 khoản 2``."""
    return evidence[evidence.find("khoản") :] if "khoản" in evidence else evidence


def duty_parts(entry: Entry, leans: bool) -> dict[str, Any]:
    """What a duty or a task gives a line; one that leans on words around it is nothing to tell anybody to do."""
    if isinstance(entry, Task):
        act = _BY_NUMBER.sub("", entry.act)
        return {"who": entry.lead, "act": act, "imperative": "" if leans else capital(act)}
    if isinstance(entry, Target):
        return {"who": entry.who}  # it counts for whom it concerns, and tells nobody to do anything
    if not isinstance(entry, Duty):
        return {}
    act = " ".join(filter(None, (entry.act, entry.object)))
    ban = entry.modality == "không được"
    bound = entry.limit.sentence().removeprefix("trong vòng ") if entry.limit else ""
    condition = f" {entry.condition}" if entry.condition else ""
    served = entry.modality == "được" and _SERVED.search(entry.act)
    return {
        "who": "" if served else entry.who,  # whom it serves stands in the sentence; who must act is another
        "act": act,
        "modality": entry.modality,
        "limit": bound,
        "imperative": "" if leans else capital(_ASIDE_NOTE.sub("", f"{'không ' if ban else ''}{act}{condition}")),
        "do": not ban,
    }


def weight_of(entry: Entry) -> float:
    """How much an entry matters in a lesson: what binds, what has a figure, where to report."""
    weights: dict[type, float] = {Target: 1.2, Penalty: 1.2, Duty: 1.0, Definition: 1.0, Task: 0.8, Statement: 0.8}
    weight = weights[type(entry)]
    if isinstance(entry, Penalty) and entry.additional:
        weight = 0.8
    if isinstance(entry, Duty):
        weight += 0.5 if entry.limit else 0
        weight += {"phải": 0.1, "không được": 0.2, "được": 0, "có thể": -0.3}[entry.modality]
    if isinstance(entry, Duty | Statement) and REPORTING.search(entry.sentence()):
        weight += 0.6
    return weight


def uncapital(words: str) -> str:
    """The words as they stand inside a sentence: without a capital, but for a name."""
    keep = re.match(
        r"(?:Bộ luật|Luật|Công an|Tòa án|Viện|Việt Nam|Hội |Mặt trận|Đoàn|Ủy ban|Bộ (?=[A-ZĐ])|Nhà nước|[A-ZĐ]{2})",
        words,
    )
    return words if keep else words[:1].lower() + words[1:]
