"""Understanding a question: the day it is about, the provisions and documents it names, its abbreviations spelt out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from corpus.citations import Citation, find_citations

from corpus.names import Names
from corpus.numbers import fold
from corpus.provisions import ProvisionId

TERMS = Path(__file__).parent / "terms.yaml"

_DAY = re.compile(r"\b(?:ngay\s+)?(\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+nam\s+)(\d{4})\b")
_WORD = re.compile(r"<?\w+")


@dataclass(frozen=True)
class Understood:
    """What a question says. ``text`` is the question with abbreviations spelt out, for the encoders; ``named`` are provisions it cites
    outright; ``documents`` documents it names without an article; ``articles`` article numbers cited without a document."""

    question: str
    text: str
    on: date
    day_given: bool
    named: tuple[ProvisionId, ...] = ()
    documents: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()  # document names as written that the library cannot place
    bad_dates: tuple[str, ...] = ()  # written days that do not exist


def understand(question: str, on: date, names: Names) -> Understood:
    """Read a question asked on the day ``on``; a day written in it (and not the date of a document it names) takes its place."""
    question = re.sub(r"\s+", " ", question).strip()
    citations = find_citations(question, names=names, on=on)
    day, bad = _day_asked(question, citations)
    if day is not None and day != on:
        citations = find_citations(question, names=names, on=day)
    named: list[ProvisionId] = []
    documents: list[str] = []
    articles: list[str] = []
    unresolved: list[str] = []
    for citation in citations:
        for target in citation.targets:
            if target.path:
                named.append(target)
            else:
                documents.append(target.document)
        if not citation.targets:
            labels = [s.label for path in citation.portions for s in path if s.level.name == "ARTICLE"]
            articles.extend(labels)
            if citation.document_name:
                unresolved.append(citation.document_name)
    return Understood(
        question=question,
        text=expand(question),
        on=day or on,
        day_given=day is not None,
        named=tuple(dict.fromkeys(named)),
        documents=tuple(dict.fromkeys(documents)),
        articles=tuple(dict.fromkeys(articles)),
        unresolved=tuple(dict.fromkeys(unresolved)),
        bad_dates=bad,
    )


def _day_asked(question: str, citations: list[Citation]) -> tuple[date | None, tuple[str, ...]]:
    """The one day a question is about; None if it names none or several. Days that belong to a document's name do not count."""
    folded = fold(question)
    days: list[date] = []
    bad: list[str] = []
    for found in _DAY.finditer(folded):
        inside = any(c.start <= found.start() < c.end for c in citations)
        # "Nghị quyết số 121/2020/QH14 ngày 19/6/2020": the day a document was issued, right after its number
        after = any(
            0 <= found.start() - c.end <= 2 and not re.search(r"\b(vao|tai|tu|den|luc)\s*$", folded[: found.start()])
            for c in citations
        )
        if inside or after:
            continue
        try:
            days.append(date(int(found[3]), int(found[2]), int(found[1])))
        except ValueError:
            bad.append(question[found.start() : found.end()])
    return (days[0] if len(set(days)) == 1 else None), tuple(bad)


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    data = yaml.safe_load(TERMS.read_text(encoding="utf-8"))
    return dict(data["abbreviations"])


def expand(question: str) -> str:
    """The question followed by the words its abbreviations stand for.

    An abbreviation counts only in capitals, or where the whole question is typed in lower case and it is no Vietnamese syllable.

    >>> expand("ĐTV hỏi cung NCTN mấy lần")
    'ĐTV hỏi cung NCTN mấy lần điều tra viên người chưa thành niên'
    """
    known = _abbreviations()
    folded = {fold(k): v for k, v in known.items() if len(k) > 2}
    words: list[str] = []
    for word in _WORD.findall(question):
        if word in known:
            words.append(known[word])
        elif fold(word) in folded and (word.isupper() or not re.search(r"[aeiouy]", fold(word))):
            words.append(folded[fold(word)])
    return " ".join([question, *dict.fromkeys(words)])
