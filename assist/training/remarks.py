"""What the trainer should know beside the lines: which texts are chưa xác minh and why, and where another text says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assist.training.counting import doubt_remark, doubted
from assist.training.grounds import Grounds, pinpoint
from assist.training.model import Line, SectionKind
from corpus.checklists import Beside, Checklist
from corpus.documents import Status
from corpus.provisions import ProvisionId

#: More than so many differences are no notes for a speech.
_MOST = 5


def differences(taught: Sequence[Line], checklists: Sequence[Checklist]) -> str:
    """For the trainer: where another text says otherwise on the point of a rule, each difference once."""
    items = {f"{c.code}.{i.code}": i for c in checklists for i in c.items}
    told: dict[tuple[str, str], str] = {}
    for line in taught:
        item = items.get(line.key)
        for other in item.differs if item else ():
            if other.beside is Beside.AT_ODDS:
                places = ", ".join(pinpoint(ProvisionId.parse(text)) for text in other.basis)
                told.setdefault((places, other.says), f"{line.act}: {places} nói khác: {other.says}")
    return "\n".join(list(told.values())[:_MOST])


def remarks(lines: Mapping[SectionKind, Sequence[Line]], grounds: Grounds) -> list[str]:
    """What the trainer must know before standing up: which texts are chưa xác minh, from which day and why, each once."""
    marked = doubted(lines)
    reasons: dict[str, set[str]] = {}
    for line in marked.values():
        unsure = [ProvisionId.parse(s.id) for s in line.sources if s.status is Status.UNVERIFIED]
        for pid in unsure:
            reasons.setdefault(grounds.why_unsure(pid), set()).add(pid.document)
        if not unsure:
            reasons.setdefault(line.doubt, set()).add(ProvisionId.parse(line.sources[0].id).document)
    if not marked:
        return []
    return [
        doubt_remark(len(marked)),
        *(f"{', '.join(sorted(numbers))}: {why}" for why, numbers in reasons.items()),
    ]
