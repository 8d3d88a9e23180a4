"""Documents: kind, issuers, dates with their evidence, relations, legal force, and status on a day.

Status words and kinds follow the law on promulgating legal documents; issued is not effective, and newest is not what applies on
the day. A date nobody has shown is ``chưa xác minh`` and never counts as proof of anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.provisions import ProvisionId


class Status(StrEnum):
    """The official status words, for a day."""

    IN_FORCE = "Còn hiệu lực"
    PARTLY = "Hết hiệu lực một phần"
    EXPIRED = "Hết hiệu lực"
    NOT_YET = "Chưa có hiệu lực"
    UNVERIFIED = "Chưa xác minh"


class RelationKind(StrEnum):
    """What one document does to another, from the acting document's side."""

    AMENDS = "sửa đổi, bổ sung"
    REPLACES = "thay thế"
    REPEALS = "bãi bỏ"
    GUIDES = "hướng dẫn, quy định chi tiết"
    BASED_ON = "căn cứ"
    CITES = "dẫn chiếu"
    RELATED = "có nội dung liên quan"
    CONSOLIDATES = "hợp nhất"


#: The same relation read from the other document's side.
INVERSE = {
    RelationKind.AMENDS: "được sửa đổi, bổ sung bởi",
    RelationKind.REPLACES: "bị thay thế bởi",
    RelationKind.REPEALS: "bị bãi bỏ bởi",
    RelationKind.GUIDES: "được hướng dẫn bởi",
    RelationKind.BASED_ON: "là căn cứ của",
    RelationKind.CITES: "được dẫn chiếu bởi",
    RelationKind.RELATED: "có nội dung liên quan",
    RelationKind.CONSOLIDATES: "được hợp nhất trong",
}


@dataclass(frozen=True)
class Evidence:
    """What shows a fact. ``source`` is a provision id, a file name or a page address; empty means nobody has shown it."""

    source: str = ""
    note: str = ""

    @property
    def verified(self) -> bool:
        return bool(self.source)

    def __str__(self) -> str:
        return self.source or UNVERIFIED


UNVERIFIED = "chưa xác minh"


@dataclass(frozen=True)
class Validity:
    """When something applies. ``effective`` is the first day in force, ``expires`` the first day no longer in force."""

    effective: date | None = None
    expires: date | None = None
    effective_evidence: Evidence = Evidence()
    expires_evidence: Evidence = Evidence()
    unverified: bool = False  # whether the text still stands is itself chưa xác minh
    # the same, but only from this day on; before it the text is known to have stood
    unverified_since: date | None = None
    why: str = ""  # what makes it doubtful, as a Vietnamese sentence

    def status(self, on: date) -> Status:
        """The status on a day.

        >>> Validity(date(2012, 1, 1), date(2025, 7, 1)).status(date(2025, 7, 1)).value
        'Hết hiệu lực'
        """
        if self.expires is not None and on >= self.expires:
            return Status.EXPIRED
        if self.effective is None:
            return Status.UNVERIFIED
        if on < self.effective:
            return Status.NOT_YET
        doubtful = self.unverified or (self.unverified_since is not None and on >= self.unverified_since)
        return Status.UNVERIFIED if doubtful else Status.IN_FORCE


@dataclass(frozen=True)
class Relation:
    """One document acting on another, with the provision that says so.

    ``portion`` is set where the act touches only a part of the target; ``on`` is the day it takes effect (None: the acting
    provision's own first day).
    """

    source: str
    kind: RelationKind
    target: str
    provision: ProvisionId | None = None
    portion: ProvisionId | None = None
    on: date | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class Document:
    """What is known of a document, apart from its words. Dates carry their evidence in ``validity``."""

    number: str
    kind: str = ""
    title: str = ""
    issuers: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    place: str = ""
    issued: date | None = None
    issued_evidence: Evidence = Evidence()
    validity: Validity = Validity()
    aliases: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    address: str = ""  # official page
    downloads: tuple[str, ...] = ()  # addresses of official files; known to the catalogue only
    missing: tuple[str, ...] = ()  # provisions no source at hand holds
    relations: tuple[Relation, ...] = ()
    remarks: tuple[str, ...] = ()  # what a reader should know: a clash of dates, a record against its text
    extra: dict[str, str] = field(default_factory=dict)
    exceptions: tuple[tuple[ProvisionId, Validity], ...] = ()  # provisions that do not share the document's dates

    def validity_of(self, provision: ProvisionId) -> Validity:
        """The validity of a provision: that of the smallest exception it stands in, else the document's."""
        holding = [(pid, validity) for pid, validity in self.exceptions if pid.contains(provision)]
        return max(holding, key=lambda pair: len(pair[0].path))[1] if holding else self.validity


#: Legal force, highest first: the order of Article 4 of the 2025 law on promulgating legal documents (64/2025/QH15), with the
#: documents that are not legal rules (plans, directives of work) after them.
_FORCE = (
    ("Hiến pháp",),
    ("Bộ luật", "Luật"),
    ("Nghị quyết của Quốc hội",),
    ("Pháp lệnh", "Nghị quyết của Ủy ban Thường vụ Quốc hội", "Nghị quyết liên tịch"),
    ("Lệnh", "Sắc lệnh", "Quyết định của Chủ tịch nước"),
    ("Nghị định", "Nghị quyết của Chính phủ"),
    ("Quyết định của Thủ tướng Chính phủ",),
    ("Nghị quyết của Hội đồng Thẩm phán",),
    ("Thông tư", "Thông tư liên tịch"),
    ("Nghị quyết của Hội đồng nhân dân",),
    ("Quyết định",),
)
FORCE_RANK = {kind: rank for rank, kinds in enumerate(_FORCE, start=1) for kind in kinds}
LOWEST_FORCE = len(_FORCE) + 1


def legal_force(kind: str, number: str) -> int:
    """Rank of legal force, 1 the highest; documents that lay down no legal rules come last.

    >>> legal_force("Luật", "53/2024/QH15") < legal_force("Nghị định", "162/2025/NĐ-CP") < legal_force("Kế hoạch", "111/KH-CAT-CSHS")
    True
    """
    if kind in {"Nghị quyết", "Quyết định"}:
        for mark, owner in (
            ("UBTVQH", "của Ủy ban Thường vụ Quốc hội"),
            ("QH", "của Quốc hội"),
            ("HĐTP", "của Hội đồng Thẩm phán"),
            ("HĐND", "của Hội đồng nhân dân"),
            ("TTg", "của Thủ tướng Chính phủ"),
            ("CTN", "của Chủ tịch nước"),
            ("CP", "của Chính phủ"),
        ):
            if mark in number:
                return FORCE_RANK.get(f"{kind} {owner}", FORCE_RANK.get(kind, LOWEST_FORCE))
    return FORCE_RANK.get(kind, LOWEST_FORCE)
