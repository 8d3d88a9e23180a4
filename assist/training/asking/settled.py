"""How far an item binds, where no text leaves that open."""

from __future__ import annotations

import re

from assist.conflicts.bodies_named import bodies_in
from assist.conflicts.modality import STRONG_LEAVE, modalities_in
from assist.conflicts.words import lower
from assist.training.asking.known import Known
from corpus.checklists import Point as Differing

#: Exceptions: what is demanded or forbidden is not so always, and a bare "must" would be half right.
EXCEPT = re.compile(
    r"\btrừ\b|xem xét|chỉ khi|không phải|thì thôi|\bkhỏi\b|không bắt buộc|không cấm|khi cần|nếu cần|thấy cần|tùy|ưu tiên|có điều kiện"
)
_MUST = frozenset({"phải"})
#: Words of a clause by which whether a thing must be done is left to who judges.
_LEFT_OPEN = re.compile(r"cần thiết|khi cần|nếu cần|thấy cần|hạn chế")


def settled(known: Known) -> str:
    """The modality that the item states without exception and that its sources bear; "" where it is open to dispute."""
    item = known.item
    if item is None or Differing.MODALITY in known.disputed or item.modality == "được":
        return ""
    if item.modality != "có thể" and EXCEPT.search(lower(f"{item.act} {item.says}")):
        return ""
    found = {kind for kind, _ in modalities_in(lower(known.quotes))}
    # a clause that neither says "must" nor names the one who acts lays down something else: a meaning, an aim, who may not serve
    acting = {name for name, _ in bodies_in(lower(item.who))} & {name for name, _ in bodies_in(lower(known.quotes))}
    plan = "/KH-" in known.ids[0].document
    if item.modality == "phải" and known.quotes and not found & _MUST and (plan or "có thể" in found or not acting):
        return ""
    if item.modality == "phải" and _LEFT_OPEN.search(lower(known.quotes)):
        return ""
    if item.modality == "có thể" and known.quotes and not found & {"có thể", STRONG_LEAVE, "được"}:
        return ""
    if (
        item.modality == "không được"
        and known.quotes
        and not found & {"không được", "chỉ được"}
        and "không" not in lower(known.quotes)
    ):
        return ""
    return item.modality
