"""How findings are listed: the order of the list, what differs in one line, and the JSON of ``kholuat conflicts``."""

from __future__ import annotations

from collections.abc import Iterable

from assist.conflicts.model import Clause, Difference, DifferenceType, Finding, Severity

_TYPES = list(DifferenceType)
_SEVERITY = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


def rank(finding: Finding) -> tuple[int, bool, float, int, str, str]:
    """To sort by: the gravest first, pairs of two documents before those of one, the most alike, then by type."""
    basis, mine = finding.basis, finding.under_review.id
    # one text regulates parallel procedures in like words on purpose, with other limits and actors
    one = basis is not None and basis.id.document == mine.document
    type_ = _TYPES.index(finding.difference.type)
    return (
        _SEVERITY[finding.difference.severity],
        one,
        -round(finding.likeness, 6),  # its last digits are other ones in every run
        type_,
        str(mine),
        str(basis.id) if basis else "",
    )


def words_of_difference(finding: Finding) -> str:
    """In what the two differ, with the further points after the gravest one."""
    return " ".join(dict.fromkeys(_sentence(d) for d in (finding.difference, *finding.others)))


def as_dicts(findings: Iterable[tuple[Finding, str]]) -> list[dict[str, object]]:
    """Findings, each with the verdict of people ("" if nobody has judged), as ``kholuat conflicts --json`` gives them."""
    return [
        {
            "type": f.difference.type.value,
            "severity": f.difference.severity.value,
            "under_review": _side(f.under_review),
            "basis": _side(f.basis) if f.basis else None,
            "difference": words_of_difference(f),
            "prevails": f.prevails,
            "verdict": verdict,
        }
        for f, verdict in findings
    ]


def _sentence(difference: Difference) -> str:
    return difference.what if difference.what.endswith((".", "…", ".)")) else f"{difference.what}."


def _side(clause: Clause) -> dict[str, str | None]:
    fields = clause.id.fields()
    return {key: fields[key] for key in ("document", "article", "clause", "point")} | {"text": clause.text}
