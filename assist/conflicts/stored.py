"""Findings as the library keeps them: a key that stays from run to run, hashes of the words, and the whole finding as JSON."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import Any

from assist.conflicts.model import Clause, Difference, DifferenceType, Finding, Severity, Span
from corpus.provisions import ProvisionId

_QUOTED = re.compile(r"“([^”]+)”")
_LONGEST = 120  # characters of quoted words in a key; longer ones end in a hash


def key_of(finding: Finding) -> str:
    """The finding's name in every run: its two provisions, or for a fact the provision, the type and the words it is about.

    Words of the program that may be put better some day are no part of it. Of a body that is gone it is the document, for the first
    clause only stands for all that name it. Two findings of one run can share a key; whoever stores them numbers them.
    """
    mine, kind = finding.under_review.id, finding.difference.type
    if finding.basis is not None:
        return f"{mine} | {finding.basis.id}"
    place = mine.document if kind is DifferenceType.BODY else mine
    return f"{place} | {kind.name} | {_short(_about(finding))}"


def text_hash(clause: Clause) -> str:
    """Of the clause's words: 32 hexadecimal digits of SHA-256. Line breaks, spaces and composed letters do not count."""
    return hash_of(clause.text)


def hashes_of(finding: Finding) -> tuple[str, str]:
    """Of the words under review and of their basis, "" where there is none."""
    return text_hash(finding.under_review), text_hash(finding.basis) if finding.basis else ""


def hash_of(text: str) -> str:
    """``text_hash`` of bare words.

    >>> hash_of("Nộp  sổ.\\n") == hash_of("Nộp sổ.")
    True
    """
    return hashlib.sha256(_collapsed(unicodedata.normalize("NFC", text)).encode()).hexdigest()[:32]


def as_data(finding: Finding) -> dict[str, Any]:
    """The finding whole, as JSON."""
    return {
        "under_review": _clause_data(finding.under_review),
        "basis": _clause_data(finding.basis) if finding.basis else None,
        "difference": _difference_data(finding.difference),
        "others": [_difference_data(d) for d in finding.others],
        "fact": finding.fact,
        "prevails": finding.prevails,
        "likeness": finding.likeness,
        "remarks": list(finding.remarks),
    }


def from_data(data: dict[str, Any]) -> Finding:
    """The finding that ``as_data`` wrote."""
    return Finding(
        under_review=_clause(data["under_review"]),
        difference=_difference(data["difference"]),
        basis=_clause(data["basis"]) if data["basis"] else None,
        fact=data["fact"],
        prevails=data["prevails"],
        likeness=data["likeness"],
        remarks=tuple(data.get("remarks", ())),  # reviews kept before they were told
        others=tuple(_difference(d) for d in data["others"]),
    )


def _about(finding: Finding) -> str:
    difference, text = finding.difference, finding.under_review.text
    quoted = [text[s.start : s.end] for s in difference.left[:1]] or _QUOTED.findall(difference.what)
    return _collapsed(" … ".join(quoted))


def _short(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    return f"{words[:_LONGEST]}… {hashlib.sha256(words.encode()).hexdigest()[:8]}"


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _clause_data(clause: Clause) -> dict[str, Any]:
    return {
        "id": str(clause.id),
        "text": clause.text,
        "heading": clause.heading,
        "lead": clause.lead,
        "kind": clause.kind,
        "title": clause.title,
        "issued": clause.issued.isoformat() if clause.issued else None,
    }


def _clause(data: dict[str, Any]) -> Clause:
    issued = date.fromisoformat(data["issued"]) if data["issued"] else None
    return Clause(**(data | {"id": ProvisionId.parse(data["id"]), "issued": issued}))


def _difference_data(difference: Difference) -> dict[str, Any]:
    return {
        "type": difference.type.name,
        "severity": difference.severity.name,
        "what": difference.what,
        "left": [[s.start, s.end] for s in difference.left],
        "right": [[s.start, s.end] for s in difference.right],
    }


def _difference(data: dict[str, Any]) -> Difference:
    return Difference(
        DifferenceType[data["type"]],
        Severity[data["severity"]],
        data["what"],
        tuple(Span(*s) for s in data["left"]),
        tuple(Span(*s) for s in data["right"]),
    )
