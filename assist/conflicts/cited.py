"""Which provisions a clause cites, read in microseconds: enough to set two clauses' citations side by side.

``corpus.citations`` resolves citations with a grammar at some milliseconds a clause; two hundred thousand clauses need this one.
What a citation points to, and whether that still stands, is judged elsewhere with the grammar.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from assist.conflicts.model import Reference, Span
from corpus.names import Names
from corpus.numbers import fold, normalize_number
from corpus.provisions import Level, ProvisionId, Step

_JOIN = r"(?:,\s*|\s+(?:và|hoặc|hay|đến)\s+|,\s+(?:và|hoặc)\s+)"


def _level(word: str, label: str) -> str:
    return rf"(?:các\s+)?{word}\s+(?:này|{label}(?:{_JOIN}(?:{word}\s+)?{label})*)"


_POINT = _level("điểm", r"[a-zđ]\d?(?!\w)")
_CLAUSE = _level("khoản", r"\d{1,2}[a-zđ]?(?!\w)")
_ARTICLE = _level("điều", r"\d{1,3}[a-zđ]?(?!\w)")
_CONTAINER = r"(?:chương|mục)\s+(?:[ivxlc]+|\d+)(?!\w)|phụ\s+lục(?:\s+(?:số\s+)?(?:[ivxlc]+|\d+))?(?!\w)"
_GROUP = rf"(?:{_POINT}|{_CLAUSE}|{_ARTICLE}|{_CONTAINER})"
_LAW = r"bộ luật|luật|pháp lệnh"
_DECREE = r"nghị định|thông tư liên tịch|thông tư|nghị quyết liên tịch|nghị quyết|quyết định"
_KIND = rf"{_LAW}|{_DECREE}|hiến pháp|quy chế|kế hoạch"
_NUMBER = r"\d{1,5}[a-zđ]?/(?:\d{4}(?:/(?=[a-zđư])|(?![\d/])))?(?:(?<=/)[a-zđưôơâăê\d&]+(?:-[a-zđưôơâăê\d&]+)*)?"
#: Where a title ends: titles have no marks around them, so at the words that go on with the sentence.
_TITLE_STOP = (
    r"[.,;:\n(“\"]|$|\s(?:thì|được|phải|có|khi|nếu|hoặc|và|để|trong|tại|mà|bị|không|đối|theo|năm|ngày|do|số|cho|là|về"
    r"|quy định)(?!\w)"
)
_TITLE = r"[^.,;:\n(“\"]{3,80}?"
_DOCUMENT = (
    rf"(?:(?P<kind>{_KIND})(?:\s+(?P<own>này)|\s+(?:số\s*:?\s*)?(?P<number>{_NUMBER})"
    rf"|\s+(?P<title>(?!số|của|về|việc){_TITLE})(?:\s+số\s+(?P<number2>{_NUMBER}))?(?={_TITLE_STOP}))"
    r"|(?P<short>\bbl[a-zđ]{2,5}\b))"
)
_CITED = re.compile(
    # a place in a document, "khoản 2 Điều 9 của Luật này"
    rf"\b(?P<portion>{_GROUP}(?:(?:,\s*|\s+)(?:của\s+|thuộc\s+)?{_GROUP})*)"
    rf"(?:\s+(?:của\s+|trong\s+|thuộc\s+)?(?:các\s+)?(?=\w){_DOCUMENT})?"
    # a whole document by its number
    rf"|\b(?P<alone>(?:{_DECREE}|{_LAW})\s+(?:số\s*:?\s*)?(?P<number3>{_NUMBER}))"
    # a whole law by its title, where the words lead one to expect it
    rf"|(?:quy định|theo|của|tại)\s+(?:tại\s+|của\s+)?(?P<law>(?P<law_kind>{_LAW})"
    rf"\s+(?P<law_title>(?!này|sư|định|pháp){_TITLE})(?:\s+số\s+(?P<number4>{_NUMBER}))?(?={_TITLE_STOP}))"
)
_QUICK = re.compile(r"\b(?:điều|khoản|điểm|luật|pháp lệnh|nghị|thông tư|quyết định|phụ lục|chương) ")
_LABEL = re.compile(r"này|[a-zđ]\d?(?!\w)|\d{1,3}[a-zđ]?(?!\w)")
_LEVEL_WORD = re.compile(
    r"(điểm|khoản|điều|chương|mục|phụ\s+lục)((?:(?!\b(?:điểm|khoản|điều|chương|mục|phụ\s+lục)\b).)*)", re.DOTALL
)


@cache
def _short() -> dict[str, str]:
    data = yaml.safe_load(files("corpus").joinpath("abbreviations.yaml").read_text(encoding="utf-8"))
    return {fold(short): title for short, title in data["abbreviations"].items()}


def citations_in(low: str, context: ProvisionId, names: Names | None = None) -> tuple[Reference, ...]:
    """The citations of a text in lower case, in order. ``context``: where it stands; ``names`` resolves titles.

    >>> here = ProvisionId.parse("1/2020/TT-BCA điều 3")
    >>> [sorted(r.portion) for r in citations_in("theo khoản 2 điều 5 thông tư này", here)]
    [['khoản 2', 'điều 5']]
    """
    if not _QUICK.search(low):
        return ()
    found = []
    for match in _CITED.finditer(low):
        portion = _portion(match["portion"]) if match["portion"] else frozenset()
        document = _document(match)
        if (
            not document
            and portion
            and not any(p.startswith(("điều", "phụ", "chương")) or "này" in p for p in portion)
            and len(portion) == 1
        ):
            first = next(iter(portion))
            if first.startswith(("điểm", "mục")):
                continue  # "điểm a" alone is too often no citation
        target = _target(portion, document, context, names)
        start = match.start("law") if match["law"] else match.start()
        end = match.end("law") if match["law"] else match.end()
        found.append(Reference(Span(start, end), target, portion, document))
    return tuple(found)


@lru_cache(maxsize=4096)
def _portion(written: str) -> frozenset[str]:
    parts: set[str] = set()
    for match in _LEVEL_WORD.finditer(written):
        level = " ".join(match[1].split())
        labels = (
            re.findall(r"[ivxlc]+|\d+", match[2]) if level in {"chương", "mục", "phụ lục"} else _LABEL.findall(match[2])
        )
        parts.update(f"{level} {label}" for label in labels)
        if not labels:
            parts.add(level)
    return frozenset(parts)


def _document(match: re.Match[str]) -> str:
    if match["own"]:
        return "này"
    number = match["number"] or match["number2"] or match["number3"] or match["number4"]
    if number:
        return normalize_number(number)
    if match["short"]:
        return _short().get(fold(match["short"]), match["short"])
    title = match["title"] or match["law_title"]
    if title:
        return _folded(f"{match['kind'] or match['law_kind']} {title}")
    return ""


@lru_cache(maxsize=4096)
def _folded(title: str) -> str:
    return " ".join(fold(title).split())


def _target(portion: frozenset[str], document: str, context: ProvisionId, names: Names | None) -> ProvisionId | None:
    number = context.document if document == "này" else document if "/" in document else None
    if number is None and document and names is not None:
        number = names.resolve(document)
    if number is None and any(p.endswith("này") for p in portion):
        number = context.document
    if number is None:
        return None
    by_level: dict[str, list[str]] = {}
    for part in portion:
        level, _, label = part.partition(" ")
        by_level.setdefault(level, []).append(label)
    if any(len(labels) > 1 for labels in by_level.values()):
        return None  # a list: no one provision
    path = []
    for level in (Level.ARTICLE, Level.CLAUSE, Level.POINT):
        for label in by_level.get(level.value, ()):
            own = context.label(level) if label == "này" else label
            if own is None:
                return None
            path.append(Step(level, own))
    return ProvisionId(number, tuple(path))


def same_document(left: str, right: str) -> bool:
    """Whether two names may be of one document: the same, one not said, or one title the beginning of the other."""
    if not left or not right or left == right:
        return True
    if "/" in left and "/" in right:
        return fold(left) == fold(right)
    if "này" in (left, right) or "/" in left or "/" in right:
        return "này" not in (left, right)  # a number and a title: it cannot be told here
    return left.startswith(right) or right.startswith(left)
