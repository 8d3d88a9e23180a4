"""Provisions that name a body which no longer exists on a day, with what took over and since when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assist.conflicts.model import Clause, Difference, DifferenceType, Finding, Severity, Span
from corpus.bodies import Body, gone
from corpus.citation_writer import place
from corpus.citations import cite_source

#: A name in these words is part of a document's: "Thông tư số … ngày … của Bộ trưởng Bộ …".
_ISSUER = re.compile(
    r"(?:\bsố\s+\d[^\s,;]*|\bngày\s+\d[^;.\n]{0,40}|\d{4})[^;.\n]{0,40}?"
    r"\bcủa\s+(?:[^;.\n]{0,120}?(?:,|và)\s*)?(?:Bộ trưởng\s+|Chủ nhiệm\s+)?$",
    re.IGNORECASE,
)
#: Words that tell the body as one of the past.
_PAST = re.compile(
    r"trước\s+(?:ngày|khi|thời điểm)\s[^.;\n]{0,80}$"
    r"|(?:nguyên\s+là|đã\s+(?:giải thể|bãi bỏ|sáp nhập|kết thúc hoạt động))[^.;\n]{0,40}$",
    re.IGNORECASE,
)
_SHOWN = 10  # places that are listed
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")


def vanished(clauses: Iterable[Clause], on: date) -> list[Finding]:
    """One finding for each body that is gone on a day and that clauses of one document name, however many of them do.

    The first clause stands for all, with every place in it; what differs says how many clauses there are and where. Names in a
    quotation (words an amendment takes out), of the issuer of a document, and of a body told as past do not count.
    """
    found: dict[str, list[tuple[Body, Clause, list[Span]]]] = {}
    for clause in clauses:
        for body, spans in _named(clause, on):
            found.setdefault(body.name, []).append((body, clause, spans))
    findings = []
    for named in found.values():
        body, first, spans = named[0]
        difference = _difference(body, first, spans)
        if len(named) > 1:
            places = [place(clause.id.path) for _, clause, _ in named]
            difference = replace(difference, what=f"{difference.what} {_where(places)}")
        findings.append(Finding(first, difference, fact=difference.what))
    return findings


def _where(places: Sequence[str]) -> str:
    shown, more = places[:_SHOWN], len(places) - _SHOWN
    listed = f"{', '.join(shown)} … và {more} chỗ khác" if more > 0 else f"{', '.join(shown[:-1])} và {shown[-1]}"
    return f"Có {len(places)} chỗ của văn bản nêu: {listed}."


def _named(clause: Clause, on: date) -> list[tuple[Body, list[Span]]]:
    found: dict[str, tuple[Body, list[Span]]] = {}
    quotes = [m.span() for m in _QUOTED.finditer(clause.text)]
    for body, (start, end) in gone(clause.text, on):
        before = clause.text[max(0, start - 260) : start]
        if any(a <= start < b for a, b in quotes) or _ISSUER.search(before) or _PAST.search(before):
            continue
        found.setdefault(body.name, (body, []))[1].append(Span(start, end))
    return list(found.values())


def _difference(body: Body, clause: Clause, spans: Sequence[Span]) -> Difference:
    return Difference(DifferenceType.BODY, _severity(body), _told(body, clause.text, spans[0]), left=tuple(spans))


def _severity(body: Body) -> Severity:
    """A body whose end a text shows stands before one whose end nobody has shown."""
    if body.since is not None:
        return Severity.HIGH
    return Severity.MEDIUM if body.no_later else Severity.LOW


def _told(body: Body, text: str, span: Span) -> str:
    words = " ".join(text[span.start : span.end].split())
    if body.since:
        when = f"từ ngày {body.since:%d/%m/%Y}, theo {cite_source(body.evidence.source)}"
    elif body.no_later:
        when = f"chậm nhất từ ngày {body.no_later:%d/%m/%Y} (ngày đúng chưa xác minh), theo {cite_source(body.evidence.source)}"
    else:
        when = "từ ngày nào chưa xác minh"
    took_over = f"; nay có thể là: {body.successor}" if body.successor else "; chưa rõ cơ quan thay"
    return f"Nêu “{words}”, có thể không còn {when}{took_over}."
