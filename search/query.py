"""Understanding a question: the day it is about, the provisions and documents it names, its abbreviations spelt out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from corpus.citations import Citation, find_citations
from corpus.names import KIND_WORDS, Names
from corpus.numbers import fold
from corpus.provisions import Level, ProvisionId
from corpus.syllables import is_syllable
from search.encoding import has_accents
from search.terms import terms

#: How much a word of the law counts that the question says otherwise, beside the question's own words.
SYNONYM = 0.6

_DAY = re.compile(r"\b(?:ngay\s+)?(\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+nam\s+)(\d{4})\b")
#: A word that is no part of a document number (TT-BCA stays as it is).
_WORD = re.compile(r"(?<![/\w-])<?\w+(?![/\w-])")
_WORDS = re.compile(r"\w+")
#: A document name worth saying that it could not be placed ("quy định gì" is none).
_DOCUMENT_NAME = re.compile(
    r"(?:bo luat|luat|phap lenh|nghi dinh|nghi quyet|thong tu|quyet dinh|chi thi|ke hoach)\s+\S|.*\d"
)
#: A short number with its kind, folded, and an article behind it: "ttlt 06/2018 d8".
_SHORT = re.compile(
    rf"(?:\b(?P<kind>{'|'.join(sorted(KIND_WORDS, key=len, reverse=True))})\s*(?:so\s+)?)?"
    r"(?<![\w/])(?P<serial>\d{1,5})\s*/\s*(?P<year>(?:19|20)\d\d)(?P<joint>\s*/\s*ttlt)?(?![\w/-])"
    r"(?:[\s,:;(-]*\b(?:dieu|d)\.?\s?(?P<article>\d{1,3}[a-z]?)\b)?"
)


@dataclass(frozen=True)
class Understood:
    """What a question says. ``text`` is the question with abbreviations spelt out, for the encoders; ``named`` are provisions it cites
    outright; ``documents`` documents it names without an article; ``articles`` article numbers cited without a document."""

    question: str
    text: str
    on: date
    day_given: bool
    added: str = ""  # words of the law for what the question says otherwise, between commas
    named: tuple[ProvisionId, ...] = ()
    documents: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()  # document names as written that the library cannot place
    bad_dates: tuple[str, ...] = ()  # written days that do not exist
    restored: bool = False  # whether accents were given back to its text

    def with_text(self, change: Callable[[str], str]) -> Understood:
        """The same with its text changed, and read again for what it says otherwise than the law."""
        text = change(self.text)
        return replace(self, text=text, added=in_words_of_law(text))

    def with_accents(self, restore: Callable[[str], str]) -> Understood:
        """The same with accents given back, if it was asked without them."""
        if has_accents(self.question):
            return self
        changed = self.with_text(restore)
        return replace(changed, restored=changed.text != self.text)


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
    before: Citation | None = None
    for citation in citations:
        for target in citation.targets:
            if target.path:
                named.append(target)
            else:
                documents.append(target.document)
        if not citation.targets:
            owner = _owner(question, before, citation)
            if owner:
                named.extend(ProvisionId(owner, path) for path in citation.portions)
                documents.remove(owner)
            else:
                articles.extend(s.label for path in citation.portions for s in path if s.level is Level.ARTICLE)
                if _DOCUMENT_NAME.match(fold(citation.document_name)):
                    unresolved.append(citation.document_name)
        before = citation
    for shared, article in _shared(question, names):
        if not {*documents, *(pid.document for pid in named)} & set(shared):
            documents.extend(shared)
            articles.extend(article)
    unresolved = [name for name in unresolved if not any(_shared(name, names))]
    return Understood(
        question=question,
        text=_without_days(question),
        on=day or on,
        day_given=day is not None,
        named=tuple(dict.fromkeys(named)),
        documents=tuple(dict.fromkeys(documents)),
        articles=tuple(dict.fromkeys(articles)),
        unresolved=tuple(dict.fromkeys(unresolved)),
        bad_dates=bad,
    ).with_text(expand)


def _shared(text: str, names: Names) -> Iterator[tuple[list[str], list[str]]]:
    """Documents that share a short number a text names, all that may be meant, and the article asked for ([] if none)."""
    for found in _SHORT.finditer(fold(text)):
        kind = "ttlt" if found["joint"] else found["kind"]
        known = names.bearing(kind, found["serial"], int(found["year"])) if kind else []
        if len(known) > 1:
            yield known, [found["article"]] if found["article"] else []


def _owner(question: str, before: Citation | None, citation: Citation) -> str | None:
    """The document named right before a bare article: people write "TT 43/2021 điều 5", the law writes "Điều 5 Thông tư …"."""
    if before is None or len(before.targets) != 1 or before.targets[0].path:
        return None
    between = question[before.end : citation.start]
    return before.targets[0].document if re.fullmatch(r"[\s,:;(-]*", between) else None


def _without_days(question: str) -> str:
    """The question without the days it names: they choose the text that applies and are no words to search for."""
    folded = fold(question)
    if len(folded) != len(question):
        return question
    for found in reversed(list(_DAY.finditer(folded))):
        start = found.start()
        lead = re.search(r"(?:\b(?:vao|tai thoi diem|tu|den|truoc|sau)\s+)?(?:\bngay\s+)?$", folded[:start])
        start = lead.start() if lead else start
        question = f"{question[:start]} {question[found.end() :]}"
    return re.sub(r"\s+", " ", question).strip(" ,.;")


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


class Phrases:
    """Phrases of whole words, to be found in texts: a table by first words, since a pattern of some thousands takes long to build.

    >>> list(Phrases(["sờ soạng", "sờ"]).find("Nó sờ soạng, rồi sờ mó"))
    ['sờ soạng', 'sờ']
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for phrase in sorted(map(str.lower, phrases), key=len, reverse=True):
            self._by_first.setdefault(phrase.split(" ", 1)[0], []).append(phrase)

    def find(self, text: str) -> Iterator[str]:
        """The phrases of a text in lower case, from left to right, of those that begin at one place the longest."""
        text, done = text.lower(), 0
        for word in _WORDS.finditer(text):
            start = word.start()
            if start < done:
                continue
            for phrase in self._by_first.get(word[0], ()):
                end = start + len(phrase)
                if text.startswith(phrase, start) and not _WORDS.match(text, end):
                    yield phrase
                    done = end
                    break


@lru_cache(maxsize=1)
def _synonyms() -> tuple[dict[str, tuple[str, ...]], Phrases, Phrases]:
    """Spoken phrase, folded, to the law's words; and what finds the phrases in a question with accents, and in one without."""
    groups = terms()["synonyms"]
    meant = {fold(phrase): tuple(law["term"] for law in g["law"]) for g in groups for phrase in g["spoken"]}
    accented = Phrases(unicodedata.normalize("NFC", phrase) for g in groups for phrase in g["spoken"])
    # one syllable without its accents can be too many words
    return meant, accented, Phrases(phrase for phrase in meant if " " in phrase)


@lru_cache(maxsize=1024)
def in_words_of_law(text: str) -> str:
    """What a question says otherwise than the law, in the law's words.

    >>> in_words_of_law("Lão kia sờ soạng đứa bé thì xử sao?")
    'dâm ô, trẻ em, người dưới 18 tuổi'
    """
    meant, accented, bare = _synonyms()
    text = unicodedata.normalize("NFC", text)
    if has_accents(text):
        phrases, read = accented, text
    else:  # some of it may bear accents
        phrases, read = bare, fold(text)
    added = [term for phrase in phrases.find(read) for term in meant[fold(phrase)]]
    return ", ".join(dict.fromkeys(added))


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    return {fold(k): v for k, v in terms()["abbreviations"].items() if len(k) > 2}


def expand(question: str) -> str:
    """The question with abbreviations written out as the law writes them.

    An abbreviation counts in capitals, or in any case if it can be no Vietnamese syllable.

    >>> expand("ĐTV hỏi cung NCTN mấy lần")
    'điều tra viên hỏi cung người chưa thành niên mấy lần'
    """
    known, folded = terms()["abbreviations"], _abbreviations()

    def written_out(found: re.Match[str]) -> str:
        word = found[0]
        if word in known:
            return known[word]
        if fold(word) in folded and (word.isupper() or not is_syllable(word, accents_optional=True)):
            return folded[fold(word)]
        return word

    return _WORD.sub(written_out, question)
