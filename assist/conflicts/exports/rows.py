"""What the reports of a review say alike: the two sides in words, opinions and proposals, counts, documents and their pairs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assist.conflicts.desk import Entry, Opinion, State, Verdict
from assist.conflicts.exports import About, Named
from assist.conflicts.listing import as_dicts
from assist.conflicts.model import Clause, DifferenceType, Finding, Severity, Span
from assist.office.text import capital
from corpus.citations import cite

NOT_JUDGED = "chưa có ý kiến"
#: What every report ends with: it is for people to conclude.
DISCLAIMER = (
    "Những chỗ nêu trong báo cáo này do phần mềm nêu ra khi so lời văn; đó là những chỗ có thể không khớp, chưa phải kết luận. "
    "Kết luận là của người rà soát."
)
_STALE = "ý kiến trên lời văn trước khi đổi"
_CHANGED = "Lời văn trong kho nay đã khác lời văn ghi ở đây."
_PROPOSAL = re.compile(r"^\s*đề\s+xuất\s*:\s*", re.IGNORECASE | re.MULTILINE)
_GRAVEST = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


@dataclass(frozen=True)
class Pair:
    """Two documents with entries between them, in the order of their numbers: how many, and the gravest."""

    one: str
    other: str
    count: int
    worst: Severity


@dataclass(frozen=True)
class Met:
    """A document that the report names.

    ``reviewed``: it was chosen for review. ``checked``, ``basis``: entries where a provision of it is under review, or is the basis,
    beside one of another document; ``inside``: entries between two provisions of it, or between one and a fact.
    """

    number: str
    title: str
    reviewed: bool
    checked: int
    basis: int
    inside: int


# -- the two sides -------------------------------------------------------------------------------------------------------


def place(clause: Clause) -> str:
    """Where it stands: ``Khoản 1 Điều 5 Thông tư số 43/2021/TT-BCA``."""
    return capital(cite(clause.id, clause.title or None))


def marked(finding: Finding) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words that differ on either side, of all points of the pair."""
    points = (finding.difference, *finding.others)
    return tuple(s for d in points for s in d.left), tuple(s for d in points for s in d.right)


def fact_words(finding: Finding) -> str:
    """The fact that stands in for a basis; where the difference itself tells it, a hint to that."""
    told = finding.fact == finding.difference.what
    return "Không có quy phạm đối chiếu; dữ kiện ghi ở nội dung khác nhau." if told else finding.fact


def shared_remarks(entries: Sequence[Entry]) -> list[str]:
    """What must be known of the words of more than one entry: told once in a report."""
    counts = Counter(remark for entry in entries for remark in dict.fromkeys(entry.finding.remarks))
    return sorted(remark for remark, count in counts.items() if count > 1)


# -- what people said ----------------------------------------------------------------------------------------------------


def opinion_words(entry: Entry) -> list[str]:
    """What reviewers hold, a line each: ``Chồng chéo (B, 05/03/2026): cùng một việc``; that nobody has said anything, if so."""
    words = [_opinion(each) for each in entry.opinions] or [NOT_JUDGED]
    if entry.state in {State.DISPUTED, State.REOPENED}:
        words.insert(0, f"[{entry.state.value}]")
    return [*words, _CHANGED] if entry.changed else words


def _opinion(opinion: Opinion) -> str:
    note = _parted(opinion.note)[0]
    who = ", ".join(filter(None, [opinion.reviewer, f"{opinion.at:%d/%m/%Y}", _STALE if opinion.stale else ""]))
    return f"{capital(opinion.verdict.value)} ({who})" + (f": {note}" if note else "")


def proposal_words(entry: Entry) -> list[str]:
    """What reviewers propose: of each note what follows "Đề xuất:" at the beginning of a line, and whose it is."""
    told = [(_parted(each.note)[1], each.reviewer) for each in entry.opinions]
    return [f"{capital(words)} ({who})" for words, who in told if words]


def _parted(note: str) -> tuple[str, str]:
    """A note parted into what it says and what it proposes."""
    said, *proposed = _PROPOSAL.split(note)
    return said.strip(), "\n".join(filter(None, (words.strip() for words in proposed)))


def verdicts(entries: Iterable[Entry]) -> Counter[Verdict]:
    """How many entries people gave which verdict; one that two judged differently counts for either. Stale opinions do not count."""
    return Counter(v for entry in entries for v in {o.verdict for o in entry.opinions if not o.stale})


# -- counts --------------------------------------------------------------------------------------------------------------


def by_type(entries: Iterable[Entry]) -> list[tuple[DifferenceType, list[Entry]]]:
    """The entries under their types, those of either in their order."""
    groups: dict[DifferenceType, list[Entry]] = {each: [] for each in DifferenceType}
    for entry in entries:
        groups[entry.finding.difference.type].append(entry)
    return [(kind, group) for kind, group in groups.items() if group]


def type_by_state(entries: Sequence[Entry]) -> list[list[str | int]]:
    """A row a type: its words, how many stand in each state, how many in all; the last row adds them up."""
    rows: list[list[str | int]] = [[capital(kind.value), *_by_state(group)] for kind, group in by_type(entries)]
    return [*rows, ["Tổng cộng", *_by_state(entries)]]


def _by_state(entries: Sequence[Entry]) -> list[int]:
    counts = Counter(entry.state for entry in entries)
    return [*(counts[state] for state in State), len(entries)]


def by_severity(entries: Iterable[Entry]) -> list[tuple[Severity, int]]:
    """How many entries are how grave, the gravest first."""
    counts = Counter(entry.finding.difference.severity for entry in entries)
    return [(severity, counts[severity]) for severity in _GRAVEST if counts[severity]]


def pairs(entries: Iterable[Entry]) -> list[Pair]:
    """Two different documents with entries between them, those with most first, of as many the gravest."""
    found: dict[tuple[str, str], list[Severity]] = {}
    for finding in (entry.finding for entry in entries):
        sides = _documents(finding)
        if len(sides) == 2:
            one, other = sorted(sides)
            found.setdefault((one, other), []).append(finding.difference.severity)
    made = [Pair(*names, len(grave), min(grave, key=_GRAVEST.index)) for names, grave in found.items()]
    return sorted(made, key=lambda pair: (-pair.count, _GRAVEST.index(pair.worst), pair.one, pair.other))


def met(entries: Iterable[Entry], about: About) -> list[Met]:
    """The documents that the report names: those reviewed in their order, then the others, those with most entries first."""
    titles = dict(about.documents)
    reviewed = set(titles)
    checked, basis, inside = Counter[str](), Counter[str](), Counter[str]()
    for finding in (entry.finding for entry in entries):
        for side in filter(None, (finding.under_review, finding.basis)):
            titles[side.id.document] = titles.get(side.id.document) or side.title
        sides = _documents(finding)
        if len(sides) == 1:
            inside[finding.under_review.id.document] += 1
        elif finding.basis is not None:
            checked[finding.under_review.id.document] += 1
            basis[finding.basis.id.document] += 1
    found = [Met(n, titles[n], n in reviewed, checked[n], basis[n], inside[n]) for n in titles]
    order = {number: place for place, (number, _) in enumerate(about.documents)}
    return sorted(found, key=lambda d: (order.get(d.number, len(order)), -(d.checked + d.basis + d.inside), d.number))


def kinds(entries: Iterable[Entry]) -> tuple[int, int, int]:
    """How many entries are pairs of two documents, pairs within one document, and provisions at odds with a fact."""
    counts = Counter(len(_documents(e.finding)) if e.finding.basis is not None else 0 for e in entries)
    return counts[2], counts[1], counts[0]


def _documents(finding: Finding) -> set[str]:
    return {side.id.document for side in (finding.under_review, finding.basis) if side is not None}


def number_words(number: int) -> str:
    """``1.243``: thousands parted as Vietnamese writes them."""
    return f"{number:,}".replace(",", ".")


# -- data ----------------------------------------------------------------------------------------------------------------


def as_json(entries: Sequence[Entry], about: About) -> str:
    """The review as data: the entries as ``kholuat conflicts --json`` gives them, with their state and all opinions."""
    told = as_dicts((entry.finding, entry.verdict) for entry in entries)
    data = {
        "documents": [_named(document) for document in about.documents],
        "against": about.against
        if about.against is None or isinstance(about.against, str)
        else list(map(_named, about.against)),
        "on": about.on.isoformat(),
        "run": about.run.isoformat(timespec="seconds") if about.run else None,
        "types": [kind.value for kind in about.types],
        "part": about.part,
        "remark": DISCLAIMER,
        "entries": [_entry(entry) | each for entry, each in zip(entries, told, strict=True)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _named(document: Named) -> dict[str, str]:
    return {"number": document[0], "title": document[1]}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "key": entry.key,
        "state": entry.state.value,
        "changed": entry.changed,
        "fact": entry.finding.fact,
        "likeness": round(entry.finding.likeness, 3),
        "opinions": [
            {
                "verdict": o.verdict.value,
                "note": o.note,
                "reviewer": o.reviewer,
                "at": o.at.isoformat(timespec="minutes"),
                "stale": o.stale,
            }
            for o in entry.opinions
        ],
    }
