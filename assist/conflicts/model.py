"""What review works on: clauses, what each demands, how two of them differ, and what is shown to a reviewer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from corpus.notes import Modality
from corpus.provisions import ProvisionId


class DifferenceType(StrEnum):
    """In what two provisions, or a provision and a fact, may disagree. The words are those of official review."""

    LIMIT = "thời hạn, con số khác nhau"
    MODALITY = "mức bắt buộc khác nhau"
    COMPETENCE = "thẩm quyền, cơ quan khác nhau"
    DEFINITION = "định nghĩa, độ tuổi khác nhau"
    CONDITION = "điều kiện thêm hoặc bớt"
    PENALTY = "khung hình phạt khác nhau"
    REFERENCE = "dẫn chiếu không còn hoặc không có"
    BODY = "nêu cơ quan không còn"
    DUPLICATE = "quy định trùng lặp"
    ORDER = "hiệu lực lệch với văn bản làm căn cứ"
    METADATA = "dữ liệu về văn bản khác lời văn"
    DATES = "ngày tháng không khớp trong một văn bản"


class Severity(StrEnum):
    """How much hangs on it: ``HIGH`` where somebody acting by one provision breaks the other."""

    HIGH = "cao"
    MEDIUM = "vừa"
    LOW = "thấp"


@dataclass(frozen=True)
class Span:
    """Words of a clause: offsets in ``Clause.text``, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """The smallest piece that is compared: a point, a clause without points, or an article without clauses.

    ``text``: its exact words. ``lead``: the opening words of the clause or article it stands in ("Cơ quan điều tra có trách nhiệm:"),
    which carry its actor and modality. ``heading``: of its article. ``kind``: of its document, such as "Thông tư".
    """

    id: ProvisionId
    text: str
    heading: str = ""
    lead: str = ""
    kind: str = ""
    title: str = ""  # of the document
    issued: date | None = None


@dataclass(frozen=True)
class Amount:
    """A figure with its unit ("24 giờ", "03 ngày làm việc", "02 lần", "70 %", "16 tuổi"), and what the words around it make of it.

    ``bound``: "không quá", "ít nhất", "từ đủ", "dưới", "" …; ``of``: what it measures or is counted from, as far as the text says.
    """

    value: Fraction
    unit: str
    span: Span
    bound: str = ""
    of: str = ""


@dataclass(frozen=True)
class Reference:
    """A provision or document that the clause cites. ``target`` is None where it cannot be told which.

    ``portion``: the levels and labels it names ("khoản 2", "điều 5"); ``document``: the document's number, or its title without
    accents; "này" where it is the clause's own, "" where none is named.
    """

    span: Span
    target: ProvisionId | None
    portion: frozenset[str] = frozenset()
    document: str = ""


@dataclass(frozen=True)
class Statement:
    """What a clause lays down, as far as rules can read it. Words are normalised (lower case, NFC); spans lie in the clause's text.

    ``actor``: who; ``act``: the content words of what is done; ``conditions``: phrases that open with khi, nếu, trường hợp, trừ …
    ``bodies``: agencies and posts it names. ``defines``: the term it defines, "" if none.
    """

    clause: Clause
    actor: str = ""
    actor_span: Span | None = None
    modality: Modality | None = None
    modality_span: Span | None = None
    modalities: tuple[tuple[str, Span], ...] = ()  # every word of modality; "chỉ được" apart from the four
    act: frozenset[str] = frozenset()
    conditions: tuple[tuple[str, Span], ...] = ()
    limits: tuple[Amount, ...] = ()  # stretches of time
    ages: tuple[Amount, ...] = ()
    counts: tuple[Amount, ...] = ()  # times, persons, shares, money
    penalties: tuple[Amount, ...] = ()
    bodies: tuple[tuple[str, Span], ...] = ()
    references: tuple[Reference, ...] = ()
    defines: str = ""


@dataclass(frozen=True)
class Difference:
    """One point on which two clauses differ: its type, what differs (Vietnamese), and the words on either side."""

    type: DifferenceType
    severity: Severity
    what: str
    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A pair worth a reviewer's time, or a provision at odds with a fact (then ``basis`` is None and ``fact`` says which).

    ``under_review``: quy phạm được kiểm tra; ``basis``: quy phạm là căn cứ rà soát. ``prevails``: which would prevail and by which
    provision, as information. ``remarks``: what must be known of the words and the standing of either side on the day: amended by
    words that are not at hand, chưa xác minh. ``likeness``: how alike the two matters are, 0 to 1.
    """

    under_review: Clause
    difference: Difference
    basis: Clause | None = None
    fact: str = ""
    prevails: str = ""
    likeness: float = 0.0
    others: tuple[Difference, ...] = field(default=())  # further points of the same pair
    remarks: tuple[str, ...] = ()
