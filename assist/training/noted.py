"""What the notes on provisions give a lesson: gists, duties, definitions, frames of punishment, targets and tasks of plans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assist.training.material import SAME, Piece
from assist.training.suitability import syllables
from assist.training.topics import Topic
from assist.training.words import capital, content, covered, figures
from corpus.citations import cite
from corpus.notes import ArticleNote, Definition, Duty, Entry, Notes, Penalty, Statement, Target, Task, load_notes
from corpus.numbers import fold
from corpus.provisions import ProvisionId

#: Articles that say how the state runs things, not what anybody at a case or a school does.
_ASIDE = re.compile(
    r"quản lý nhà nước|Nhà nước quản lý|[Hh]ợp tác quốc tế|[Tt]ương trợ|[Cc]hính sách của Nhà nước|Bộ \w+(?: \w+)* phải làm gì|"
    r"quy định những gì|có hiệu lực|[Pp]hạm vi|hướng dẫn hai tội|chương trình khác|[Tt]rao đổi thông tin|Sửa Điều|"
    r"[Qq]uản lý an ninh|[Nn]gành nghề|xuất nhập cảnh|"
    r"Ủy ban nhân dân các cấp phải làm gì|Cùng nước ngoài|kinh phí|tổ chức thực hiện|Kế hoạch của ai"
)
#: Articles that a lesson begins with: what a thing is, what is banned, where to report, what the victim may ask for.
_CORE = re.compile(
    r"[Tt]hế nào là|bị cấm|[Qq]uyền và nghĩa vụ|[Tt]ố giác, báo tin|[Gg]iữ bí mật|được bảo vệ|được hỗ trợ|chỉ tiêu"
)
#: Where and how to report is everybody's concern, wherever it stands.
_REPORTING = re.compile(r"tổng đài|trình báo|nơi nhận tố|tiếp nhận (?:thông tin|tin báo|tố giác)", re.IGNORECASE)
#: Words that lean on words around them which a line does not bring along; "ở khoản 2 Điều 150" says where itself.
_LEANING = re.compile(
    r"dưới đây|sau đây|ở đầu khoản|khoản này|tiết này|như ở|nêu ở|ở (?:điểm [a-zđ]|khoản \d+)(?![^.;)]{0,25}Điều \d)"
)
#: An article of the same text, which a listener does not have before them.
_POINTING = re.compile(r"(?:ở|theo|nêu ở) (?:khoản \d+ )?Điều \d+(?! (?:của )?(?:Bộ luật|Luật|Nghị|Thông))")
#: "(ghi chú khoản 3 và khoản 4)": of a heading of notes, for who keeps the notes.
_NOTED_PART = re.compile(r"\s*\(ghi chú [^)]*\)$")
#: Sentences of a gist that tell how the text is laid out, or name its points by number, which a listener cannot see.
_LAYOUT = re.compile(r"dưới đây|[Vv]iệc nằm ở mục|tiết \(\d\)|^Mục này còn")
#: A gist that names what the article explains, and not how.
_ANNOUNCES = re.compile(r"^(?:Giải thích|Định nghĩa|Liệt kê|Nêu|Kể)\b")
#: Definitions told in one line, in syllables.
_TOGETHER = 110
#: A task that names others of its plan by number: the number goes where the words say what it means, else the task does.
_BY_NUMBER = re.compile(r"\btiết \(\d+\)(?:,? (?:và )?\(\d+\))*, tức (?:là )?")
_NUMBER_LEFT = re.compile(r"\b[Tt]iết \(\d")
_POINT_ALONE = re.compile(r"điểm [a-zđ]\b(?! khoản)")
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
class _Told:
    """An entry of notes as a lesson tells it. ``frame``: a main punishment of an offence; ``gist``: it stands for the article's."""

    entry: Entry
    text: str
    places: tuple[str, ...]
    frame: bool = False
    gist: bool = False


@cache
def shipped_notes() -> tuple[Notes, ...]:
    """The notes that ship; a file that cannot be read is left out."""
    return tuple(load_notes()[0])


def note_pieces(topic: Topic, notes: Sequence[Notes], titles: dict[str, str], full_frames: bool = True) -> list[Piece]:
    """What the notes say of the provisions that the topic names or that lie near it. ``titles``: of documents, by number.

    ``full_frames``: frames of punishment with their circumstances, each by itself; else all of an offence in one line.
    """
    pieces: list[Piece] = []
    wanted = [*((pid, 1.0) for pid in topic.named), *((pid, 0.8) for pid in topic.close)]
    for rank, noted in enumerate(_in_order(notes, [pid for pid, _ in wanted])):
        own = [(pid, close) for pid, close in wanted if pid.document == noted.document]
        for place, article in enumerate(noted.articles):
            pieces += _of_article(topic, noted, article, own, (100 + rank, place), titles, full_frames)
    return pieces


def note_entries_at(notes: Sequence[Notes], place: ProvisionId) -> list[str]:
    """The sentences of notes at a place and inside it, in the order of importance: limits, where to report, what binds, the rest."""
    found = []
    for noted in notes:
        if noted.document != place.document:
            continue
        for article in noted.articles:
            for entry in article.entries():
                if place.contains(noted.id_of(entry.evidence)):
                    found.append((-_entry_weight(entry), entry.sentence()))
    return [text for _, text in sorted(found, key=lambda f: f[0])]


def heading_of(notes: Sequence[Notes], place: ProvisionId) -> str:
    """The heading that the notes give an article, "" if they have none."""
    return next(
        (
            _NOTED_PART.sub("", article.heading)
            for noted in notes
            if noted.document == place.document
            for article in noted.articles
            if noted.id_of(article.provision) == place
        ),
        "",
    )


def _in_order(notes: Sequence[Notes], wanted: Sequence[ProvisionId]) -> list[Notes]:
    order = list(dict.fromkeys(pid.document for pid in wanted))
    return sorted((n for n in notes if n.document in order), key=lambda n: order.index(n.document))


def _of_article(
    topic: Topic,
    noted: Notes,
    article: ArticleNote,
    wanted: Sequence[tuple[ProvisionId, float]],
    order: tuple[int, int],
    titles: dict[str, str],
    full_frames: bool,
) -> Iterable[Piece]:
    unit = noted.id_of(article.provision)
    whole = max((close for pid, close in wanted if pid.contains(unit)), default=0.0)
    narrow = [(pid, close) for pid, close in wanted if pid.path and unit.contains(pid)]
    if not whole and not narrow:
        return
    named_by_article = any(pid.path for pid, _ in wanted if pid.contains(unit))
    # a law whose very title is the topic is near it in all its articles
    titled = covered(topic.words, titles.get(noted.document, "")) >= SAME and content(topic.words)
    focus = 1.0 if named_by_article or narrow or titled else _about(topic, article.heading)
    heading = _NOTED_PART.sub("", article.heading)
    group = f"{unit.pinpoint()} {_short(noted.document, titles)}: {_lower(heading)}"
    base = Piece("", "", (unit,), order, group, whole or 0.0, merged=noted.merged)
    matter = 0.4 if _ASIDE.search(article.heading) else 1.25 if _CORE.search(article.heading) else 1.0
    slug = _slug(str(unit))
    gist = _gist(article)
    if whole and gist:
        close = whole * max(focus, 0.5 * _about(topic, article.gist))
        yield replace(base, key=f"ghi-chu.{slug}", text=gist, order=(*order, 0), close=close, weight=1.3 * matter)
    for number, told in enumerate(_told_entries(article, full_frames), start=1):
        pids = tuple(noted.id_of(place) for place in told.places)
        close = max([whole, *(c for pid, c in narrow if pid.contains(pids[0]) or pids[0].contains(pid))])
        # a heading may name several things; an entry counts by its own words, if it does not share them by half its heading's
        shared = 0.0 if ";" in heading and isinstance(told.entry, Task) else focus / 2
        own_focus = focus if titled or named_by_article else max(shared, _about(topic, told.text))
        close *= own_focus if not narrow else 1.0
        if close <= 0:
            continue
        reports = bool(_REPORTING.search(told.text)) and not isinstance(told.entry, Penalty)
        leans = 1.0
        if not isinstance(told.entry, Penalty):
            leans = 0.5 if _LEANING.search(told.text) else 0.8 if _POINTING.search(told.text) else 1.0
        weight = 1.3 if told.gist else _entry_weight(told.entry)
        yield replace(
            base,
            key=f"ghi-chu.{slug}.{number}",
            text=told.text,
            provisions=pids,
            order=(*order, number),
            close=close,
            weight=weight * (max(matter, 1.1) if reports else matter) * leans,
            frame=told.frame,
            **_duty_parts(told.entry),
        )


def _gist(article: ArticleNote) -> str:
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


def _together(article: ArticleNote) -> Iterable[_Told]:
    """The definitions of an article, as many in a line as can be read."""
    line: list[Definition] = []
    for definition in (*article.definitions, None):
        told = "; ".join(_defined(d) for d in (*line, definition) if d)
        if line and (definition is None or syllables(told) > _TOGETHER):
            text = capital("; ".join(_defined(d) for d in line))
            yield _Told(line[0], f"{text}.", tuple(dict.fromkeys(d.evidence for d in line)), gist=True)
            line = []
        if definition is not None:
            line.append(definition)


def _defined(definition: Definition) -> str:
    """``“có tổ chức” là đồng phạm …``: without the provisions it is of, which the line's sources name."""
    return f"“{definition.term}” là {re.sub(r'^[(][^)]*[)] ', '', definition.gloss).rstrip('.')}"


def _told_entries(article: ArticleNote, full_frames: bool) -> Iterable[_Told]:
    """Entries with their words and places. Circumstances of a frame of punishment are told with the frame, not each by itself."""
    taken: set[int] = set()
    main = [p for p in article.penalties if not p.additional]
    short = not full_frames and len(main) > 1
    if short:
        bounds = "; ".join(f"{_clause(p.evidence)}: {_bare(p)}" for p in main)
        text = f"{article.heading}, các khung hình phạt: {bounds}."
        yield _Told(main[0], text, tuple(dict.fromkeys(p.evidence for p in main)), frame=True)
    for penalty in article.penalties:
        cases = []
        for point in penalty.points:
            for statement in article.statements:
                if statement.evidence == f"{penalty.evidence} điểm {point}":
                    cases.append(statement)
                    taken.add(id(statement))
        text = penalty.sentence()
        if cases and len(cases) == len(penalty.points):
            words = [_lower(_NUMBERED.sub("", c.text)).rstrip(".") for c in cases]
            if any(_POINT_ALONE.search(each) for each in words):  # one names another by its letter
                words = [f"{point}) {each}" for point, each in zip(penalty.points, words, strict=True)]
            told = "; ".join(words)
            text = f"{article.heading}, {_clause(penalty.evidence)}: {_frame(penalty)}: {told}."
        if not (short and not penalty.additional):
            yield _Told(penalty, text, (penalty.evidence,), frame=not penalty.additional)
    together = _announced(article)
    if together:
        yield from _together(article)
    for entry in article.entries():
        if isinstance(entry, Penalty) or id(entry) in taken or (together and isinstance(entry, Definition)):
            continue
        text = _BY_NUMBER.sub("", entry.sentence())
        if not _NUMBER_LEFT.search(text):
            yield _Told(entry, _GLOSS.sub(r"\1 \2 nghĩa là \3", text), (entry.evidence,))


def _bare(penalty: Penalty) -> str:
    return _lower(penalty.model_copy(update={"points": (), "when": ""}).sentence().rstrip("."))


def _frame(penalty: Penalty) -> str:
    """The frame first, then that any of the circumstances brings it: "phạt tù từ 8 năm đến 15 năm khi …"."""
    return (
        f"{_bare(penalty)} khi thuộc một trong các trường hợp" if len(penalty.points) > 1 else f"{_bare(penalty)} khi"
    )


def _clause(evidence: str) -> str:
    """``khoản 2``, of ``điều 150 khoản 2``."""
    return evidence[evidence.find("khoản") :] if "khoản" in evidence else evidence


def _duty_parts(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Task):
        return {
            "who": entry.lead,
            "act": _BY_NUMBER.sub("", entry.act),
            "imperative": capital(_BY_NUMBER.sub("", entry.act)),
        }
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
        "imperative": capital(_ASIDE_NOTE.sub("", f"không {act}{condition}" if ban else f"{act}{condition}")),
        "do": not ban,
    }


def _entry_weight(entry: Entry) -> float:
    weights: dict[type, float] = {Target: 1.2, Penalty: 1.2, Duty: 1.0, Definition: 1.0, Task: 0.8, Statement: 0.8}
    weight = weights[type(entry)]
    if isinstance(entry, Penalty) and entry.additional:
        weight = 0.8
    if isinstance(entry, Duty):
        weight += 0.5 if entry.limit else 0
        weight += {"phải": 0.1, "không được": 0.2, "được": 0, "có thể": -0.3}[entry.modality]
    if isinstance(entry, Duty | Statement) and _REPORTING.search(entry.sentence()):
        weight += 0.6
    return weight


def _about(topic: Topic, text: str) -> float:
    """How much of what the topic says, besides the names of documents, a text speaks of; 1 where it says nothing besides."""
    return covered(topic.words, text) if content(topic.words) else 1.0


def _short(number: str, titles: dict[str, str]) -> str:
    return cite(ProvisionId(number), titles.get(number) or None)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def _lower(words: str) -> str:
    keep = re.match(
        r"(?:Bộ luật|Luật|Công an|Tòa án|Viện|Việt Nam|Hội |Mặt trận|Đoàn|Ủy ban|Bộ (?=[A-ZĐ])|Nhà nước|[A-ZĐ]{2})",
        words,
    )
    return words if keep else words[:1].lower() + words[1:]
