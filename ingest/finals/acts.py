"""What a text does to other texts: amends, replaces, repeals; each act with the provision that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.citations import find_citations
from corpus.documents import Document, Evidence, Relation, RelationKind
from corpus.names import NameEntry, Names
from corpus.numbers import NUMBER, fold, normalize_number, number_key
from corpus.provisions import Level, Provision, ProvisionId
from ingest.finals.commencement import OWN
from ingest.finals.statements import Statement, statements
from ingest.identify.dates import find_days

_KIND = r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Thông tư liên tịch|Thông tư|Nghị quyết|Quyết định|Chỉ thị)"
#: "Bộ luật Hình sự số 100/2015/QH13". The title holds no second document.
_NAMED = re.compile(
    r"(?P<kind>Bộ luật|Luật|Pháp lệnh)\s+(?P<title>(?:(?!(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|số)\s)[^;.:\n“”\d]){3,160}?)"
    r"\s+số\s+(?=\d)"
)
#: What only describes a document that is named: its amendments, and the text it amended itself.
_DESCRIPTION = re.compile(
    r"\(?(?:đã\s+)?được\s+sửa\s+đổi,?\s*(?:và\s+)?bổ\s+sung[^;]*?(?=hết\s+hiệu|;|$)|"
    r"(?:\bcủa\s+[^;,.\d]{0,60}?|\bvề(?:\s+việc)?)?(?<!được)\s+sửa\s+đổi,\s*bổ\s+sung\s+(?:một\s+số\s+điều|Điều\s+\d+)\s+của\s+[^;]*?"
    rf"(?=\s+và\s+{_KIND}\s+số\b|hết\s+hiệu|;|$)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:hết|chấm\s+dứt)\s+hiệu\s+lực(?:\s+thi\s+hành)?(?=\s+(?:kể|kề)?\s*từ\b)", re.IGNORECASE)
_REPLACES = re.compile(
    r"\bthay\s+(?:thế|cho)\s+(?:cho\s+)?(?=(?:các\s+)?(?:Điều|khoản|điểm|Chương|Phụ lục|" + _KIND[3:-1] + r")\b)",
    re.IGNORECASE,
)
_REPEALS = re.compile(
    r"\b(?:bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ)\s+(?=(?:toàn\s+bộ\s+|một\s+phần\s+)?(?:các\s+)?(?:quy\s+định|Điều|khoản|điểm|Chương|đoạn|cụm|"
    + _KIND[3:-1]
    + r"))",
    re.IGNORECASE,
)
_BEFORE_TARGET = re.compile(
    r"(?:^|[;:,]|\bvà|\bcác|\bbộ|thế|cho|bãi bỏ|[hH][ủu][ỷy] bỏ|\btại|\btheo|toàn bộ|\d+[.)])\s*$", re.IGNORECASE
)
_AMENDS_DOCUMENT = re.compile(
    r"^\W*(?:Điều\s+\d+\w?[.:]?\s*)?(?:Sửa đổi|Bổ sung|Thay thế|Bãi bỏ)[^\n]{0,200}?" + _KIND, re.IGNORECASE
)
_AMENDS_SOMETHING = re.compile(r"^\W*(?:Điều\s+\d+\w?[.:]?\s*)?(?:Sửa đổi|Bổ sung|Thay thế|Bãi bỏ|Bỏ)\b", re.IGNORECASE)
_AMENDING_TITLE = re.compile(r"^(?:\w+\s+){0,4}sửa đổi,?\s+bổ sung", re.IGNORECASE)
_MERGED = re.compile(r",?\s*(?:đã\s+)?được\s+sửa\s+đổi.*$", re.DOTALL)
#: Where a text names the laws it speaks about: a preamble, or an article's first clauses.
_OPENING = 6000
_INSERTED = re.compile(
    r"\s+vào\s+(?:trước|sau|cuối)\b.*$|\s+thành\b.*$|\s+bằng\b(?=.*\btại\b).*?(?=\btại\b)", re.IGNORECASE
)
_NEW_WORDING = re.compile(r"như\s+sau|cụm\s+từ|vào\s+(?:trước|sau|cuối)", re.IGNORECASE)
_OPERATION = re.compile(
    r"^\W*(?:\d+[a-zđ]?[.)]|[a-zđ]\)|Điều\s+\d+\w?[.:])?\s*(?P<verb>sửa|bổ|thay|bỏ|bãi|hủy|huỷ)", re.IGNORECASE
)
#: "1. Điều 13 được sửa đổi, bổ sung như sau:", the way laws before 2009 put it.
_PASSIVE = re.compile(
    r"^\W*\d+[a-zđ]?[.)]\s*(?P<verb>(?:các\s+)?(?:điểm|khoản|điều)\s[^:.;]{1,80}?)\s+được\s+(?:sửa|bổ)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Target:
    """A document an article amends, and the article of it (a path) where the heading names one."""

    number: str
    place: ProvisionId | None


def read_acts(
    document: Document, provisions: Sequence[Provision], finals: Sequence[Statement], effective: date | None
) -> tuple[list[Relation], list[str]]:
    """All acts on other documents. ``finals``: statements of the final articles; ``effective``: the acting text's first day."""
    names = _names(document, provisions)
    whole = _amended_as_a_whole(document, provisions, names)
    amending = [(p, target) for p in provisions if p.level is Level.ARTICLE and (target := _amended(p, names, whole))]
    relations: list[Relation] = []
    remarks: list[str] = []
    for provision, target in amending:
        relations.extend(_amendments(document.number, provision, target, names, effective))
    done = {p.id for p, _ in amending}
    for provision in provisions:
        if provision.level is Level.ARTICLE and provision.id not in done:
            relations.extend(_single_amendments(document.number, provision, names, effective))
    for statement in finals:
        if statement.by.unit() not in done:
            relations.extend(_endings(document, statement, names, effective, remarks))
    return list(dict.fromkeys(relations)), remarks


def _names(document: Document, provisions: Sequence[Provision]) -> Names:
    """Laws the text names with title and number, so that a title alone is understood afterwards."""
    entries: dict[str, NameEntry] = {}
    for provision in provisions:
        for found in _NAMED.finditer(provision.text[:_OPENING]):
            number = NUMBER.match(provision.text[found.end() :])
            if number and number_key(number[0]) != number_key(document.number):
                key = normalize_number(number[0])
                entries.setdefault(key, NameEntry(key, found["kind"], f"{found['kind']} {found['title']}"))
    return Names(entries.values())


def _amended_as_a_whole(document: Document, provisions: Sequence[Provision], names: Names) -> _Target | None:
    """What an amending text is about, by its title or its enacting sentence; None if that is not exactly one document."""
    if not _AMENDING_TITLE.match(document.title):
        return None
    preamble = next((p.text for p in provisions if p.level is Level.PREAMBLE), "")
    enacting = re.search(r"ban hành\s+\w+\s+sửa đổi, bổ sung.*", preamble, re.DOTALL)
    for words in (document.title, enacting[0] if enacting else ""):
        named = find_citations(_MERGED.sub("", words), names=names)
        numbers = {target.document for citation in named for target in citation.targets}
        if len(numbers) == 1:
            return _Target(numbers.pop(), None)
    return None


def _amended(provision: Provision, names: Names, whole: _Target | None) -> _Target | None:
    """What an article amends, by its first line: "Sửa đổi, bổ sung một số điều của Bộ luật Hình sự"."""
    first = provision.text.split("\n", 1)[0]
    if re.search(rf"{OWN}\b", first):
        return None
    if _AMENDS_DOCUMENT.match(first):
        for citation in find_citations(first, names=names):
            if citation.targets and citation.document_name:
                target = citation.targets[0]
                return _Target(target.document, target if target.path else None)
    return whole if _AMENDS_SOMETHING.match(first) else None


def _amendments(
    own: str, provision: Provision, target: _Target, names: Names, effective: date | None
) -> Iterator[Relation]:
    """The whole document is amended by the article; each place by the clause or point that says so."""
    yield _relation(own, RelationKind.AMENDS, target.number, provision.id, target.place, effective)
    article = target.place
    for statement in statements(provision):
        operation = _OPERATION.match(statement.text) or _PASSIVE.match(statement.text)
        if not operation:
            continue
        text = statement.text[operation.start("verb") :]
        kind = RelationKind.REPEALS if operation["verb"].lower() in {"bãi", "hủy", "huỷ"} else RelationKind.AMENDS
        places = [] if statement.by == provision.id else list(_places(text, target.number, article, names))
        if len(statement.by.path) - len(provision.id.path) <= 1:
            article = places[0] if places else target.place  # "… của Điều 6 như sau:" holds for the points below
        for place in places:
            yield _relation(own, kind, place.document, statement.by, place, effective)


def _single_amendments(own: str, provision: Provision, names: Names, effective: date | None) -> Iterator[Relation]:
    """Amendments that stand alone among other clauses: "1. Sửa đổi, bổ sung Điều 44 của Luật … số 99/2015/QH13 như sau:"."""
    for statement in statements(provision):
        operation = _OPERATION.match(statement.text)
        if (
            not operation
            or not _NEW_WORDING.search(statement.text)
            or operation["verb"] != operation["verb"].capitalize()
        ):
            continue
        text = _INSERTED.sub("", statement.text[operation.start("verb") :])
        for citation in find_citations(text, names=names):
            for target in citation.targets if citation.document_name else ():
                if target.path and number_key(target.document) != number_key(own):
                    yield _relation(own, RelationKind.AMENDS, target.document, statement.by, target, effective)


def _places(text: str, number: str, article: ProvisionId | None, names: Names) -> Iterator[ProvisionId]:
    text = _INSERTED.sub("", text)
    found = [c for c in find_citations(text, names=names) if any(c.portions)]
    if not found and article is not None and article.article and re.search(r"\b(?:khoản|điểm)\s", text):
        # A point names no article of its own: the clause above it does.
        text = re.sub(r"\s*(?:như sau)?\s*[:;.,]?\s*$", f" Điều {article.article}", text, count=1)
        found = [c for c in find_citations(text, names=names) if any(c.portions)]
    for citation in found:
        if citation.document_name and not citation.targets:
            continue
        document = citation.targets[0].document if citation.targets else number
        for path in citation.portions:
            if path:
                yield ProvisionId(document, path)


def _endings(
    document: Document, statement: Statement, names: Names, effective: date | None, remarks: list[str]
) -> Iterator[Relation]:
    """Replacements, repeals, and documents that cease, of one statement."""
    text = statement.text
    for ends in _ENDS.finditer(text):
        sentence = max(text.rfind(". ", 0, ends.start()) + 1, 0)
        subject = text[sentence : ends.start()]
        when = find_days(text[ends.end() : ends.end() + 60])
        day = when[0].value if when and when[0].value else effective
        targets = list(_targets(subject, document.number, names))
        if not targets and not re.search(OWN, subject):
            remarks.append(f"{statement.by.pinpoint()}: nêu văn bản hết hiệu lực nhưng không rõ số hiệu")
        for target in targets:
            replaced = not target.path and _same_title(document.title, subject)
            kind = RelationKind.REPLACES if replaced else RelationKind.REPEALS
            yield _relation(document.number, kind, target.document, statement.by, target if target.path else None, day)
    for pattern, kind in ((_REPLACES, RelationKind.REPLACES), (_REPEALS, RelationKind.REPEALS)):
        for act in pattern.finditer(text):
            if re.search(r"(?:sửa đổi|bổ sung|bị|được|,)\s*(?:hoặc|và)?\s*$", text[: act.start()]):
                continue  # "được sửa đổi, bổ sung, thay thế": a rule on references, not an act
            rest = re.split(r"\.\s|hết hiệu lực", text[act.end() :])[0]
            for target in _targets(rest, document.number, names):
                yield _relation(
                    document.number, kind, target.document, statement.by, target if target.path else None, effective
                )


def _targets(text: str, own: str, names: Names) -> Iterator[ProvisionId]:
    """Documents and places an act is directed at: those named at the head of a part of the sentence, not in a description."""
    text = _DESCRIPTION.sub(lambda m: " " * len(m[0]), text)
    for citation in find_citations(text, names=names):
        if not citation.document_name or not _BEFORE_TARGET.search(text[: citation.start]):
            continue
        for target in citation.targets:
            if number_key(target.document) != number_key(own):
                yield target


def _same_title(title: str, words: str) -> bool:
    return bool(title) and re.sub(r"\W", "", fold(title)) in re.sub(r"\W", "", fold(words))


def _relation(
    own: str, kind: RelationKind, target: str, by: ProvisionId, portion: ProvisionId | None, on: date | None
) -> Relation:
    return Relation(own, kind, target, provision=by, portion=portion, on=on, evidence=Evidence(str(by)))
