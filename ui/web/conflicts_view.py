"""What the templates of the tab Rà soát xung đột show: saved reviews, the queue of one, one pair side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from assist.conflicts.desk import Agreement, Entry, Filter, State, Verdict
from assist.conflicts.model import Clause, DifferenceType, Finding, Severity
from assist.conflicts.opinions import person
from corpus.library import Library, SavedReview
from corpus.provisions import VERBATIM
from ui.web.conflicts_place import Place
from ui.web.conflicts_words import marked_sides

PAGE = 25
#: A symbol beside each word of severity, so that colour is never needed.
SEVERITY_LOOK = {Severity.HIGH: ("▲▲", "high"), Severity.MEDIUM: ("▲", "medium"), Severity.LOW: ("△", "low")}
STATE_LOOK = {
    State.OPEN: ("○", "open"),
    State.JUDGED: ("●", "judged"),
    State.AGREED: ("✓", "agreed"),
    State.DISPUTED: ("≠", "disputed"),
    State.REOPENED: ("↻", "reopened"),
}
#: What still waits for a person.
WAITING = frozenset({State.OPEN, State.REOPENED})
#: What is typed to be printed on a report: the name of each field and its label.
PRINTED = (
    ("upper_body", "Cơ quan chủ quản"),
    ("body", "Cơ quan lập"),
    ("number", "Số, ký hiệu"),
    ("place", "Địa danh"),
    ("position", "Chức vụ người ký"),
)
_NAMED = 3  # documents that a saved review is called by


def review_title(review: SavedReview) -> str:
    """A review as lists name it: its documents, and what they were set against."""
    shown = ", ".join(review.documents[:_NAMED])
    rest = len(review.documents) - _NAMED
    return f"{shown}{f' và {rest} văn bản khác' if rest > 0 else ''} {against_words(review)}"


def against_words(review: SavedReview) -> str:
    """What the documents of a review were set against."""
    if review.against is None:
        return "với nhau"
    if isinstance(review.against, str):
        return "với cả kho"
    others = review.against[:_NAMED]
    rest = len(review.against) - len(others)
    return f"với {', '.join(others)}{f' và {rest} văn bản khác' if rest > 0 else ''}"


def part_done(review: SavedReview) -> int:
    """How much of a review that was stopped is done, in hundredths."""
    return 100 * review.done // review.total if review.total else 0


def queue_view(
    review: SavedReview, entries: Sequence[Entry], wanted: Sequence[Entry], place: Place, agreement: Agreement
) -> dict[str, Any]:
    """Values for ``conflicts_queue.html``. ``entries``: all of the review; ``wanted``: those that the filters let through."""
    last = max(0, (len(wanted) - 1) // PAGE)
    page = min(place.page, last)
    states = Counter(entry.state for entry in entries)
    return {
        "review": review,
        "title": review_title(review),
        "part": part_done(review),
        "place": place,
        "total": len(entries),
        "count": len(wanted),
        "page": page,
        "last": last,
        "rows": [_row(entry) for entry in wanted[page * PAGE : (page + 1) * PAGE]],
        "states": [(state, STATE_LOOK[state], states[state]) for state in State if states[state]],
        "filters": _filters(entries, place),
        "pairs": _document_pairs(entries),
        "agreement": agreement if agreement.both else None,
        "everything": Filter(),
        "like": Place(like=review.id).address(),
        "printed": PRINTED,
    }


def pair_view(
    library: Library, review: SavedReview, entry: Entry, wanted: Sequence[Entry], place: Place
) -> dict[str, Any]:
    """Values for ``conflicts_pair.html``. ``wanted``: the entries that the filters let through, for what comes before and after."""
    finding = entry.finding
    mine, theirs, by_words = marked_sides(finding)
    numbers = [other.number for other in wanted]
    before = max((n for n in numbers if n < entry.number), default=None)
    after = min((n for n in numbers if n > entry.number), default=None)
    position = sum(n < entry.number for n in numbers)
    return {
        "review": review,
        "entry": entry,
        "place": place,
        "row": _row(entry),
        "position": position + 1 if entry.number in numbers else None,
        "count": len(numbers),
        "before": before,
        "after": after,
        "back": place.at(pair=None, page=position // PAGE),
        "under_review": _side(library, finding.under_review, mine, review.on),
        "basis": _side(library, finding.basis, theirs, review.on) if finding.basis and theirs is not None else None,
        "points": _points(finding),
        "marks": {
            "point": bool(finding.difference.left or finding.difference.right),
            "further": any(d.left or d.right for d in finding.others),
            "only": by_words,
        },
        "verdicts": list(Verdict),
    }


def next_waiting(wanted: Sequence[Entry], number: int, reviewer: str) -> int | None:
    """The entry to look at after one was judged: the next that waits for anybody, else the next without a word of this reviewer."""
    order = [*(e for e in wanted if e.number > number), *(e for e in wanted if e.number < number)]
    waiting = (e.number for e in order if e.state in WAITING)
    silent = (e.number for e in order if all(o.stale or person(o.reviewer) != person(reviewer) for o in e.opinions))
    return next(waiting, None) or next(silent, None)


def _row(entry: Entry) -> dict[str, Any]:
    finding = entry.finding
    return {
        "number": entry.number,
        "type": finding.difference.type.value,
        "severity": finding.difference.severity.value,
        "severity_look": SEVERITY_LOOK[finding.difference.severity],
        "what": finding.difference.what,
        "further": len(finding.others),
        "under_review": str(finding.under_review.id),
        "under_document": finding.under_review.id.document,
        "basis": str(finding.basis.id) if finding.basis else "",
        "basis_document": finding.basis.id.document if finding.basis else "",
        "fact": finding.fact,
        "state": entry.state.value,
        "state_look": STATE_LOOK[entry.state],
        "said": ", ".join(dict.fromkeys(o.verdict.value for o in entry.opinions if not o.stale)),
    }


def _side(library: Library, clause: Clause, words: Markup, on: date) -> dict[str, Any]:
    unit = library.unit(clause.id, on, VERBATIM) if clause.id.path else None
    summary = library.summary(clause.id.document, on)
    status = unit.status(on, clause.id) if unit else summary.status if summary else None
    return {
        "id": str(clause.id),
        "document": clause.id.document,
        "title": clause.title,
        "kind": clause.kind,
        "heading": clause.heading,
        "lead": clause.lead,
        "words": words,
        "status": status.value if status else "",
        "known": summary is not None,
    }


def _filters(entries: Sequence[Entry], place: Place) -> list[dict[str, Any]]:
    """The choices of each filter with how many entries each has; only what occurs can be chosen."""
    types = Counter(e.finding.difference.type for e in entries)
    severities = Counter(e.finding.difference.severity for e in entries)
    states = Counter(e.state for e in entries)
    documents = Counter(number for e in entries for number in _documents(e))
    wanted = place.wanted
    choices = {
        ("loai", "Loại"): [(t.name.lower(), t.value, types[t], t in wanted.types) for t in DifferenceType if types[t]],
        ("vb", "Văn bản"): [(n, n, documents[n], n in wanted.documents) for n in sorted(documents)],
        ("muc", "Mức độ"): [
            (s.name.lower(), s.value, severities[s], s in wanted.severities) for s in Severity if severities[s]
        ],
        ("yk", "Ý kiến"): [(s.name.lower(), s.value, states[s], s in wanted.states) for s in State if states[s]],
    }
    return [{"name": name, "label": label, "options": options} for (name, label), options in choices.items()]


def _documents(entry: Entry) -> set[str]:
    basis = entry.finding.basis
    return {entry.finding.under_review.id.document, *([basis.id.document] if basis else [])}


def _document_pairs(entries: Sequence[Entry]) -> list[tuple[str, str, int]]:
    """Pairs of documents by how many findings stand between them, the most first."""
    between = Counter(tuple(sorted(_documents(e))) for e in entries if len(_documents(e)) == 2)
    return [(pair[0], pair[1], n) for pair, n in sorted(between.items(), key=lambda each: (-each[1], each[0]))]


def _points(finding: Finding) -> list[str]:
    """In what the two differ, a sentence a point; a fact that stands beside the provision is not said twice."""
    points = dict.fromkeys(_sentence(d.what) for d in (finding.difference, *finding.others))
    return [point for point in points if finding.basis or point != _sentence(finding.fact)]


def _sentence(what: str) -> str:
    return what if what.endswith((".", "…")) else f"{what}."
