"""What the final articles of the documents at hand put an end to, far beyond the documents whose words are held.

A decree in force says which decree it replaces; a thousand documents nobody holds are known to have ended that way. Read with the
reader of final articles that files are ingested with; what stays doubtful is left out, for a false end is worse than a missed one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assist.conflicts.ending_lists import read_lists
from corpus.citations import find_citations
from corpus.documents import Document, RelationKind, legal_force
from corpus.numbers import kind_of_number
from corpus.provisions import Provision, ProvisionId
from ingest.finals import read_finals

_ENDING = frozenset({RelationKind.REPEALS, RelationKind.REPLACES})
#: A number without a year or a term of the assembly ("73/CP") may be borne by a document of every year.
_WHOLE_NUMBER = re.compile(r"/(?:19|20)\d\d/|/(?:UBTV)?QH\d+$")
#: After these words a document is only part of the description of the one named before it.
_DESCRIBES = re.compile(r"\b(?:về|hướng dẫn|quy định|thi hành|sửa đổi|bổ sung|của)\b", re.IGNORECASE)
_WORDS_ONLY = re.compile(r"\b(?:bỏ|thay thế)\s+(?:các\s+)?(?:cụm\s+)?từ\b", re.IGNORECASE)
#: "Bãi bỏ các quy định về … tại Thông tư số …": a part that nobody can name.
_PART_OF = re.compile(
    r"(?:quy định|nội dung|phần|mục|điều|khoản|điểm|phụ lục|mẫu|biểu)\b[^;\n]*\b(?:của|theo|kèm theo)\s*$"
    r"|\b(?:tại|trong|thuộc)\s+(?:các\s+)?$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"(?<!miễn )(?<!khấu )(?<!giảm )(?<!diệt )\b(?:trừ|ngoại trừ|tiếp tục (?:có hiệu lực|được áp dụng))\b",
    re.IGNORECASE,
)
_FINAL_HEADING = re.compile(r"hiệu lực|thi hành|bãi bỏ|thay thế|điều khoản cuối|chuyển tiếp", re.IGNORECASE)
_LAST = 4


@dataclass(frozen=True)
class Ending:
    """One document, or a portion of it, ended by a provision. ``on``: its first day without force; ``replaced``: by the acting one.

    ``excepted``: the provision names exceptions, so that a part may still hold.
    """

    target: ProvisionId
    by: ProvisionId
    on: date
    replaced: bool
    excepted: bool = False


def final_articles(labels: Sequence[str], headings: Mapping[str, str]) -> list[str]:
    """Of a document's articles in order, those that may be its final ones: the last four, and those of the last tenth headed so."""
    near = int(len(labels) * 0.9)
    return [
        label
        for i, label in enumerate(labels)
        if i >= len(labels) - _LAST or (i >= near and _FINAL_HEADING.search(headings.get(label, "")))
    ]


def read_endings(
    texts: Iterable[tuple[Document, Sequence[Provision]]], held: Mapping[str, object] | set[str]
) -> dict[str, list[Ending]]:
    """Endings by target document. ``texts``: each document with its final articles; ``held``: numbers whose words are at hand.

    A document at hand counts as ended only where another replaces it, or ends it whole and without exception in a list: sources keep
    what is in force, and a repeal read against them is more often of one of its parts.
    """
    found: dict[str, list[Ending]] = defaultdict(list)
    for document, provisions in texts:
        by_id = {p.id: p for p in provisions}
        for relation in read_finals(document, provisions).relations:
            day = relation.on or document.validity.effective
            if relation.kind not in _ENDING or relation.provision is None or day is None:
                continue
            if not _WHOLE_NUMBER.search(relation.target):
                continue
            if _outranked(document, relation.target):
                continue
            replaced = relation.kind is RelationKind.REPLACES
            if relation.portion is None and relation.target in held and not replaced:
                continue
            words = _words(relation.provision, by_id)
            if relation.portion is None and _described(words, relation.target):
                continue
            if relation.portion is not None and _WORDS_ONLY.search(words):
                continue  # "Bỏ cụm từ … tại khoản 5 Điều 58": the place stays
            target = relation.portion or ProvisionId(relation.target)
            ending = Ending(target, relation.provision, day, replaced, bool(_EXCEPT.search(words)))
            _keep(ending, found[relation.target])
        for listed in (item for provision in provisions for item in read_lists(provision)):
            day = listed.on or document.validity.effective
            excepted = bool(_EXCEPT.search(listed.words))
            if day is None or not _WHOLE_NUMBER.search(listed.target) or _outranked(document, listed.target):
                continue
            if listed.target in held and excepted:
                continue  # the words at hand are what is left of it
            _keep(Ending(ProvisionId(listed.target), listed.by, day, listed.replaced, excepted), found[listed.target])
    return {number: endings for number, endings in found.items() if endings}


def _keep(ending: Ending, known: list[Ending]) -> None:
    """Add an ending that the same document has not made yet."""
    if all(e.target != ending.target or e.by.document != ending.by.document for e in known):
        known.append(ending)


def _outranked(document: Document, target: str) -> bool:
    """Whether a document cannot have ended another: a circular that seems to replace a decree only names it in passing."""
    if "/QH" in target and "/QH" in document.number:
        return False  # numbers of the assembly do not tell its laws from its resolutions
    kind = kind_of_number(target) or ""
    return bool(kind) and legal_force(kind, target) < legal_force(document.kind, document.number)


def _words(pid: ProvisionId, by_id: Mapping[ProvisionId, Provision]) -> str:
    unit = by_id.get(pid.unit())
    if unit is None:
        return ""
    return unit.portion_text(pid.path[len(unit.id.path) :]) or unit.text


def _described(words: str, number: str) -> bool:
    """Whether every mention of a document only describes another, or names a part of it."""
    citations = [c for c in find_citations(words) if c.document_name]
    for i, citation in enumerate(citations):
        if not any(t.document == number and not t.path for t in citation.targets):
            continue
        before = words[citations[i - 1].end : citation.start] if i else words[: citation.start]
        before = re.split(r"[;\n]", before)[-1]
        if _PART_OF.search(before):
            continue
        if re.search(
            r"(?:thay thế|bãi bỏ|huỷ bỏ|hủy bỏ|thay cho|và|;|toàn bộ)\s*(?:các\s*|cho\s*|toàn bộ\s*)*$", before.lower()
        ):
            return False
        if not i or not _DESCRIBES.search(before):
            return False
    return True
