"""What the notes on provisions give a lesson: gists, duties, definitions, frames of punishment, targets and tasks of plans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from assist.training.material import SAME, Piece
from assist.training.telling import REPORTING, duty_parts, gist_of, told_entries, uncapital, weight_of
from assist.training.topics import Topic
from assist.training.words import content, covered
from corpus.citations import cite
from corpus.notes import ArticleNote, Entry, Notes, Penalty, Task, load_notes
from corpus.numbers import fold
from corpus.provisions import ProvisionId

#: Articles that say how the state runs things, not what anybody at a case or a school does.
_ASIDE = re.compile(
    r"quản lý nhà nước|Nhà nước quản lý|[Hh]ợp tác quốc tế|[Tt]ương trợ|[Cc]hính sách của Nhà nước|Bộ \w+(?: \w+)* phải làm gì|"
    r"quy định những gì|có hiệu lực|[Pp]hạm vi|hướng dẫn hai tội|chương trình khác|[Tt]rao đổi thông tin|Sửa Điều|"
    r"[Qq]uản lý an ninh|[Nn]gành nghề|xuất nhập cảnh|"
    r"Ủy ban nhân dân các cấp phải làm gì|Cùng nước ngoài|kinh phí|tổ chức thực hiện"
)
#: Articles that a lesson begins with: what a thing is, what is banned, where to report, what the victim may ask for.
_CORE = re.compile(
    r"[Tt]hế nào là|bị cấm|[Qq]uyền và nghĩa vụ|[Tt]ố giác, báo tin|[Gg]iữ bí mật|được bảo vệ|được hỗ trợ|chỉ tiêu|Kế hoạch của ai"
)
#: Words that lean on words around them which a line does not bring along; "ở khoản 2 Điều 150" says where itself.
_LEANING = re.compile(
    r"dưới đây|sau đây|ở đầu khoản|khoản này|[Tt]iết này|[Mm]ục này|được nêu để|như ở|nêu ở|"
    r"ở (?:điểm [a-zđ]|khoản \d+)(?![^.;)]{0,25}Điều \d)"
)
#: An article of the same text, which a listener does not have before them.
_POINTING = re.compile(r"(?:ở|theo|nêu ở) (?:khoản \d+ )?Điều \d+(?! (?:của )?(?:Bộ luật|Luật|Nghị|Thông))")
_LEANS = 0.5
#: "(ghi chú khoản 3 và khoản 4)": of a heading of notes, for who keeps the notes.
_NOTED_PART = re.compile(r"\s*\(ghi chú [^)]*\)$")


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


def note_entries_at(notes: Sequence[Notes], place: ProvisionId) -> list[Entry]:
    """The entries of notes at a place and inside it, in the order of importance: limits, where to report, what binds, the rest."""
    found = []
    for noted in notes:
        if noted.document != place.document:
            continue
        for article in noted.articles:
            for entry in article.entries():
                if place.contains(noted.id_of(entry.evidence)):
                    found.append(entry)
    return sorted(found, key=lambda entry: -weight_of(entry))


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
    group = f"{unit.pinpoint()} {_short(noted.document, titles)}: {uncapital(heading)}"
    base = Piece("", "", (unit,), order, group, whole or 0.0, merged=noted.merged)
    matter = 0.4 if _ASIDE.search(article.heading) else 1.25 if _CORE.search(article.heading) else 1.0
    slug = _slug(str(unit))
    gist = gist_of(article)
    if whole and gist:
        close = whole * max(focus, 0.5 * _about(topic, article.gist))
        yield replace(base, key=f"ghi-chu.{slug}", text=gist, order=(*order, 0), close=close, weight=1.3 * matter)
    for number, told in enumerate(told_entries(article, full_frames), start=1):
        pids = tuple(noted.id_of(place) for place in told.places)
        close = max([whole, *(c for pid, c in narrow if pid.contains(pids[0]) or pids[0].contains(pid))])
        # a heading may name several things; an entry counts by its own words, if it does not share them by half its heading's
        shared = 0.0 if ";" in heading and isinstance(told.entry, Task) else focus / 2
        own_focus = focus if titled or named_by_article else max(shared, _about(topic, told.text))
        close *= own_focus if not narrow else 1.0
        if close <= 0:
            continue
        reports = bool(REPORTING.search(told.text)) and not isinstance(told.entry, Penalty)
        leans = 1.0
        if not isinstance(told.entry, Penalty):
            leans = _LEANS if _LEANING.search(told.text) else 0.8 if _POINTING.search(told.text) else 1.0
        weight = 1.3 if told.gist else weight_of(told.entry)
        yield replace(
            base,
            key=f"ghi-chu.{slug}.{number}",
            text=told.text,
            provisions=pids,
            order=(*order, number),
            close=close,
            weight=weight * (max(matter, 1.1) if reports else matter) * leans,
            frame=told.frame,
            **duty_parts(told.entry, leans <= _LEANS),
        )


def _about(topic: Topic, text: str) -> float:
    """How much of what the topic says, besides the names of documents, a text speaks of; 1 where it says nothing besides."""
    return covered(topic.words, text) if content(topic.words) else 1.0


def _short(number: str, titles: dict[str, str]) -> str:
    return cite(ProvisionId(number), titles.get(number) or None)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
