"""What a document is: number, kind, issuers, title, place and day, signers, legal bases, recipients.

The text speaks first; front matter and the portal's title line fill what it does not say. Where they differ, the text stands and
the difference is a remark on the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from haystack import component

from corpus.documents import Document, Evidence, Relation, RelationKind, Validity
from corpus.numbers import NUMBER, fold, kind_of_number, normalize_number, number_key
from corpus.provisions import Level, ProvisionId, Step
from ingest.identify.dates import Day, missing_day, read_day
from ingest.identify.facts import number_in_title, portal_title, stated_facts
from ingest.identify.head import Head, read_head
from ingest.identify.names import is_local, issuers_of_letterhead, issuers_of_number
from ingest.identify.news import NewsItem, news_item
from ingest.identify.tail import Tail, read_tail
from ingest.identify.unnumbered import news_about, unnumbered
from ingest.source import CleanText, SourceText
from ingest.structure.attachments import segments

_CONSOLIDATED = re.compile(r"VĂN BẢN HỢP NHẤT")
_FRONT_MATTER = frozenset({"text", "html"})
_CONSOLIDATED_KIND = "Văn bản hợp nhất"


@component
class Identifier:
    """Reads a document's facts from its clean text and from what the file states about it.

    Example: ``Identifier().run(source=source, clean=clean)["document"].number``
    """

    @component.output_types(document=Document)
    def run(self, source: SourceText, clean: CleanText) -> dict[str, Document]:
        """The document, without its provisions; a document without a number gets a stable name ("không số: …")."""
        return {"document": identify(source, clean)}


@dataclass(frozen=True)
class _Number:
    value: str
    remarks: tuple[str, ...] = ()


def identify(source: SourceText, clean: CleanText) -> Document:
    """See ``Identifier``."""
    words = [line.text for line in clean.lines]
    news = news_item(words)
    if news:
        return _news(news, source, words)
    main = words[: segments(words)[0].end] if words else []
    head, tail = read_head(main), read_tail(main)
    raw_lines = source.pages[0].text.split("\n")[:120] if source.pages else []
    # A PDF's or office file's own properties ("2024-04-16 (1)") are not facts about the document.
    facts = stated_facts(source.metadata if source.reader in _FRONT_MATTER else {}, raw_lines)
    portal = portal_title(words)
    consolidated = any(_CONSOLIDATED.search(line) for line in words[:12]) or "VBHN" in tail.number

    number = _number(head, tail, facts, portal, words, consolidated)
    remarks = list(number.remarks)
    kind = _CONSOLIDATED_KIND if consolidated else _kind(head, facts, portal, number.value)
    title = _title(head, facts, portal, words)
    name = number.value or unnumbered(title or source.path.stem, kind)
    if not number.value:
        remarks.append(
            f"không rõ số hiệu{f' (phần số để trống trước “{head.open_number}”)' if head.open_number else ''}; "
            f"tạm gọi là “{name}”, hãy điền số hiệu khi có bản chính thức"
        )
    issued, issued_note = _issued(head, tail, facts, consolidated, remarks)
    file = source.path.name
    relations = [*_based_on(name, head.basis)]
    if consolidated:
        relations.extend(_consolidates(name, title, words, remarks, file))
    return Document(
        number=name,
        kind=kind,
        title=title,
        issuers=_issuers(head, facts, name, number.value, kind, tail),
        signers=tail.signers or _signer(facts),
        place=head.place,
        issued=issued,
        issued_evidence=Evidence(file, issued_note) if issued else Evidence(),
        validity=_stated_validity(facts, file, remarks),
        legal_basis=head.basis,
        recipients=tail.recipients,
        relations=tuple(relations),
        remarks=tuple(remarks),
    )


def _number(
    head: Head,
    tail: Tail,
    facts: dict[str, Any],
    portal: tuple[str, str, str] | None,
    words: Sequence[str],
    consolidated: bool,
) -> _Number:
    stated = normalize_number(str(facts["number"])) if "number" in facts else ""
    titled = next((n for n in map(number_in_title, [str(facts.get("heading", "")), *words[:6]]) if n), "")
    own = tail.number if consolidated and tail.number else head.number
    if head.open_number and not own and not consolidated:
        return _Number("")
    others = [n for n in (portal[2] if portal else "", stated, titled) if n and NUMBER.match(n)]
    if consolidated and not own:
        others = [n for n in others if "VBHN" in n]
    if not own:
        return _Number(others[0] if others else "")
    remarks = tuple(
        f"số hiệu trong văn bản là {own}, phần ghi ngoài văn bản là {other}; lấy theo văn bản"
        for other in dict.fromkeys(others)
        if number_key(other) != number_key(own) and not consolidated
    )
    return _Number(own, remarks)


def _kind(head: Head, facts: dict[str, Any], portal: tuple[str, str, str] | None, number: str) -> str:
    if head.kind:
        return head.kind
    told = kind_of_number(number) if number else None
    if portal and (told is None or told == "Luật"):
        return portal[0]
    stated = str(facts.get("kind", "")).strip()
    if stated:
        return stated[:1].upper() + stated[1:].lower()
    if told:
        return told
    return "Công văn" if any(re.match(r"\W*(?:V/v|Kính gửi)", line) for line in head.lines) else ""


def _title(head: Head, facts: dict[str, Any], portal: tuple[str, str, str] | None, words: Sequence[str]) -> str:
    if portal and portal[0].lower() in {"luật", "bộ luật"} and not portal[1].isupper():
        named = f"{portal[0]} {portal[1][:1].upper()}{portal[1][1:]}"
        # The portal's capitals are better than those made from a title in capitals; its words are not doubted either.
        return head.title if _same(named, head.title) and _capitals(head.title) >= _capitals(named) else named
    if head.title:
        return head.title
    for key in ("title", "heading"):
        if facts.get(key):
            return str(facts[key]).strip()
    about = _about(head.lines)
    if about:
        return about
    return portal[1] if portal else next((w.strip(" *_#") for w in words if len(w.strip()) > 3), "")[:200]


def _about(lines: Sequence[str]) -> str:
    """The subject of a letter: from "V/v" to "Kính gửi"."""
    start = next((i for i, line in enumerate(lines) if re.match(r"\W*(?:V/v|Về việc)\b", line)), None)
    if start is None:
        return ""
    subject = []
    for line in lines[start : start + 5]:
        if re.search(r"[Kk]ính gửi|ĐẾN\b", line):
            break
        subject.append(line.strip(" *_()-"))
    return " ".join(subject)


def _capitals(text: str) -> int:
    return sum(c.isupper() for c in text)


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", fold(one)) == re.sub(r"\W", "", fold(other))


def _issued(
    head: Head, tail: Tail, facts: dict[str, Any], consolidated: bool, remarks: list[str]
) -> tuple[date | None, str]:
    stated = read_day(facts.get("issued"))
    candidates: list[tuple[Day | None, str]] = [
        (tail.adopted if not consolidated else None, "câu thông qua ở cuối văn bản"),
        (tail.day if consolidated else None, "phần xác thực văn bản hợp nhất"),
        (head.day if not (consolidated and tail.day) else None, "địa danh, ngày tháng ở đầu văn bản"),
        (stated, "phần ghi ngoài văn bản"),
    ]
    known = [(day, note) for day, note in candidates if day]
    for day, note in known:
        if day.value is None:
            remarks.append(missing_day(day.raw, f"trong {note}"))
    dated = [(day.value, note) for day, note in known if day.value]
    if not dated:
        return None, ""
    first, note = dated[0]
    for other, other_note in dated[1:]:
        if other != first:
            remarks.append(f"{note} ghi ngày {first:%d/%m/%Y}, {other_note} ghi {other:%d/%m/%Y}; lấy ngày trước")
    return first, note


def _issuers(head: Head, facts: dict[str, Any], name: str, number: str, kind: str, tail: Tail) -> tuple[str, ...]:
    letterhead = issuers_of_letterhead(head.letterhead)
    coded = issuers_of_number(number, head.place) if number else ()
    if kind == _CONSOLIDATED_KIND:
        return coded
    if coded and not any(is_local(issuer) for issuer in coded):
        return coded
    if letterhead:
        return letterhead
    if facts.get("issuer"):
        return (str(facts["issuer"]).strip(),)
    if kind in {"Luật", "Bộ luật", "Hiến pháp"}:
        return ("Quốc hội",)
    return coded


_OFFICE_WORDS = re.compile(
    r"^(?:(?:TM|KT)\.?\s*)?(?:Thủ tướng Chính phủ|Phó Thủ tướng(?: Chính phủ)?|Bộ trưởng|Thứ trưởng|Chủ tịch|Chính phủ)\b[\s,:-]*",
    re.IGNORECASE,
)


def _signer(facts: dict[str, Any]) -> tuple[str, ...]:
    """The signer that front matter states; an office alone ("Thủ tướng Chính phủ") is no name."""
    name = re.sub(r"\s*\(.*?\)", "", str(facts.get("signer") or "")).strip(" \"'")
    name = _OFFICE_WORDS.sub("", name)
    return (name,) if len(name.split()) >= 2 else ()


def _stated_validity(facts: dict[str, Any], file: str, remarks: list[str]) -> Validity:
    """The effective day that front matter states; the final articles, read later, outrank it."""
    day = read_day(facts.get("effective"))
    if day is None:
        return Validity()
    if day.value is None:
        remarks.append(missing_day(day.raw, "ở ngày có hiệu lực ghi ngoài văn bản"))
        return Validity()
    guessed = "~" in str(facts["effective"])
    note = "phần ghi ngoài văn bản" + (", ghi phỏng chừng" if guessed else "")
    return Validity(effective=day.value, effective_evidence=Evidence(file, note), unverified=guessed)


def _based_on(name: str, basis: Sequence[str]) -> list[Relation]:
    """A relation for every number a legal basis names, amending laws named beside it left out."""
    preamble = ProvisionId(name, (Step(Level.PREAMBLE),))
    targets: list[str] = []
    for line in basis:
        for part in line.split(";"):
            own = re.split(r"(?:đã\s+)?được\s+sửa\s+đổi|\(sửa đổi", part)[0]
            found = NUMBER.search(own)
            if found:
                targets.append(normalize_number(found[0]))
    return [
        Relation(name, RelationKind.BASED_ON, target, preamble, evidence=Evidence(str(preamble)))
        for target in dict.fromkeys(targets)
        if number_key(target) != number_key(name)
    ]


def _consolidates(name: str, title: str, words: Sequence[str], remarks: list[str], file: str) -> list[Relation]:
    """The document a consolidated text is a text of: the number written behind its own title."""
    core = re.sub(r"^(?:văn bản hợp nhất)\s+", "", title, flags=re.IGNORECASE)
    core = re.sub(r"\s+năm\s+\d{4}$", "", core)
    pattern = re.compile(re.escape(fold(core)) + r"\s+so\s+")
    for line in words:
        found = pattern.search(fold(line))
        # Folding keeps the length of NFC text, so offsets hold.
        number = NUMBER.match(line[found.end() :]) if found else None
        if number:
            relation = Relation(
                name,
                RelationKind.CONSOLIDATES,
                normalize_number(number[0]),
                evidence=Evidence(file, "tên và số hiệu trong văn bản"),
            )
            merged = [
                Relation(
                    name,
                    RelationKind.CITES,
                    normalize_number(n[0]),
                    evidence=Evidence(file, "văn bản sửa đổi đã hợp nhất"),
                )
                for n in NUMBER.finditer(" ".join(words[:14]))
                if number_key(n[0]) not in {number_key(number[0]), number_key(name)}
            ]
            return [relation, *{r.target: r for r in merged}.values()]
    remarks.append("văn bản hợp nhất nhưng không thấy số hiệu của văn bản gốc; hãy bổ sung trong danh mục")
    return []


def _news(news: NewsItem, source: SourceText, words: Sequence[str]) -> Document:
    name = news_about(news.number)
    return Document(
        number=name,
        kind="Tin bài",
        title=news.title,
        remarks=news.remarks,
        relations=(
            Relation(
                name, RelationKind.CITES, news.number, evidence=Evidence(source.path.name, "tin bài nói về văn bản này")
            ),
        ),
    )
