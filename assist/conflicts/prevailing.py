"""Which of two provisions would be applied, and why: information for the person who judges, never a verdict.

Said only where it follows from what is known: one of them does not apply on the day; the documents differ in legal force; the same
bodies issued both, one later. The provision that lays such a rule down is looked for in the library and is never cited from memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assist.conflicts.clauses import clauses_of
from assist.conflicts.model import Clause
from assist.conflicts.shelf import Shelf
from assist.conflicts.words import normal
from corpus.citations import cite, cite_source
from corpus.documents import LOWEST_FORCE, UNVERIFIED, Document, Status, Validity, legal_force
from corpus.numbers import fold
from corpus.provisions import VERBATIM, ProvisionId

#: A longer limit or a milder duty can often be kept together with the other one: force decides only where it cannot.
_IF_NOT_BOTH = "Nếu không thể làm theo cả hai thì có thể áp dụng"
_PENAL_CODE = "Bộ luật Hình sự"
#: Clause 1 of Article 2 of the Code in force: only an act that the Code makes a crime is one.
_ONLY_CRIMES_OF_THE_CODE = ProvisionId.parse("100/2015/QH13 điều 2 khoản 1").path
_LAW = "Luật Ban hành văn bản quy phạm pháp luật"
#: Kinds that lay down no legal rules. Others without a rank may hold some (a consolidated text, an old directive): unknown.
_NO_RULES = frozenset({"Kế hoạch", "Công văn", "Công điện", "Thông báo", "Báo cáo", "Chương trình", "Hướng dẫn"})
_LOWEST_RULES = LOWEST_FORCE - 1


@dataclass(frozen=True)
class Rules:
    """The provisions on which rule is applied where two differ; None where the library does not hold the words in force.

    ``by_effect``: whether the later one is told by the first day in force, not by the day of issue; None: unknown.
    """

    higher: ProvisionId | None = None
    later: ProvisionId | None = None
    by_effect: bool | None = None
    title: str = ""


def read_rules(shelf: Shelf, on: date) -> Rules:
    """The provisions of the law on promulgating legal documents in force on a day, found by their words."""
    number = shelf.names.resolve_title(_LAW, on=on)
    document = shelf.documents.get(number or "")
    if number is None or document is None or fold(document.title).find("sua doi") >= 0:
        return Rules()
    higher = later = None
    by_effect: bool | None = None
    for stored in shelf.library.document_units(number, VERBATIM):
        if stored.status(on) is not Status.IN_FORCE or "một vấn đề" not in normal(stored.provision.text):
            continue
        for clause in clauses_of(stored):
            words = normal(clause.text)
            if "khác nhau" not in words or "cùng một vấn đề" not in words:
                continue
            if "hiệu lực pháp lý cao hơn" in words:
                higher = higher or clause.id
            if "cùng một cơ quan" in words and later is None:
                later, by_effect = clause.id, "hiệu lực sau" in words
    return Rules(higher, later, by_effect, document.title)


def prevails(left: Clause, right: Clause, shelf: Shelf, on: date, rules: Rules | None = None) -> str:
    """Which of two provisions may be applied on a day and by which provision, as a Vietnamese sentence; "" if nothing can be said.

    ``rules``: as ``read_rules`` gives them, so that they are read once for many pairs.
    """
    if left.id.document == right.id.document:
        return ""
    standing = _one_stands(left, right, shelf, on)
    if standing is not None:
        return standing
    rules = read_rules(shelf, on) if rules is None else rules
    return _by_force(left, right, rules) or _of_crimes(left, right, shelf, on) or _by_time(left, right, shelf, rules)


def _one_stands(left: Clause, right: Clause, shelf: Shelf, on: date) -> str | None:
    """What is said where not both apply on the day; None where both may."""
    told = [_absent(clause, shelf, on) for clause in (left, right)]
    if not any(told):
        return None
    return " ".join(f"{words[:1].upper()}{words[1:]}." for words in told if words)


def _absent(clause: Clause, shelf: Shelf, on: date) -> str:
    """Why a provision does not apply on the day; "" if it does, or may."""
    validity = shelf.validity(clause.id) or Validity()
    name, day = cite(clause.id, clause.title or None), f"vào ngày {on:%d/%m/%Y}"
    status = validity.status(on)
    if status is Status.EXPIRED and validity.expires:
        shown = validity.expires_evidence
        by = f"theo {cite_source(shown.source)}" if shown.verified else UNVERIFIED
        return f"{day} {name} đã hết hiệu lực (từ ngày {validity.expires:%d/%m/%Y}, {by})"
    if status is Status.NOT_YET and validity.effective:
        return f"{day} {name} chưa có hiệu lực (có hiệu lực từ ngày {validity.effective:%d/%m/%Y})"
    ending = shelf.ending(clause.id, on)
    if ending is None:
        return ""
    kept = ", có ngoại lệ nêu ở đó" if ending.excepted else ""
    return f"{day} {name} có thể đã hết hiệu lực (từ ngày {ending.on:%d/%m/%Y}, theo {cite(ending.by)}{kept})"


def _by_force(left: Clause, right: Clause, rules: Rules) -> str:
    force = {side.id: legal_force(side.kind, side.id.document) for side in (left, right)}
    if force[left.id] == force[right.id]:
        return ""
    high, low = (left, right) if force[left.id] < force[right.id] else (right, left)
    if force[low.id] == LOWEST_FORCE:
        if low.kind not in _NO_RULES:
            return ""
        return (
            f"{_IF_NOT_BOTH} {cite(high.id, high.title or None)}: {low.kind.lower()} không đặt ra quy phạm pháp luật "
            f"({UNVERIFIED} điều khoản)."
        )
    if force[low.id] == _LOWEST_RULES and "UBND" not in low.id.document:
        return ""  # a minister's decision of the years in which those held rules
    return (
        f"{_IF_NOT_BOTH} {cite(high.id, high.title or None)}: {high.kind.lower()} có hiệu lực pháp lý cao hơn "
        f"{low.kind.lower()} ({_shown(rules.higher, rules)})."
    )


def _of_crimes(left: Clause, right: Clause, shelf: Shelf, on: date) -> str:
    """What is said of the Penal Code and another law: which acts are crimes hangs on the Code alone, whichever law is later."""
    codes = [side for side in (left, right) if fold(side.title) == fold(_PENAL_CODE)]
    if len(codes) != 1:
        return ""
    basis = ProvisionId(codes[0].id.document, _ONLY_CRIMES_OF_THE_CODE)
    stands = shelf.validity(basis)
    held = stands is not None and stands.status(on) is Status.IN_FORCE and shelf.lacks(basis) is None
    shown = f"theo {cite(basis, codes[0].title)}" if held else f"điều khoản {UNVERIFIED}"
    return (
        "Trách nhiệm hình sự chỉ theo Bộ luật Hình sự "
        f"({shown}); quy định kia không thêm, không bớt dấu hiệu của tội, dù ban hành sau."
    )


def _by_time(left: Clause, right: Clause, shelf: Shelf, rules: Rules) -> str:
    mine, theirs = (shelf.documents.get(side.id.document) for side in (left, right))
    if mine is None or theirs is None or legal_force(mine.kind, mine.number) == LOWEST_FORCE:
        return ""
    issuers = {fold(name) for name in mine.issuers}
    if not issuers or issuers != {fold(name) for name in theirs.issuers}:
        return ""
    order = _order(mine, theirs, rules.by_effect)
    if not order:
        return ""
    later, earlier = (mine, theirs) if order > 0 else (theirs, mine)
    clause = left if later is mine else right
    days = " so với ".join(f"ngày {d.issued:%d/%m/%Y}" for d in (later, earlier) if d.issued)
    return (
        f"{_IF_NOT_BOTH} {cite(clause.id, clause.title or None)}: hai văn bản cùng cơ quan ban hành, văn bản này sau "
        f"({days}; {_shown(rules.later, rules)})."
    )


def _order(mine: Document, theirs: Document, by_effect: bool | None) -> int:
    """1 if ``mine`` is the later one, -1 if ``theirs`` is, 0 if that cannot be told.

    Without the words of the rule, days of issue and first days in force must agree.
    """
    issued = _sign(mine.issued, theirs.issued)
    effective = _sign(mine.validity.effective, theirs.validity.effective)
    if by_effect is not None:
        return effective if by_effect else issued
    return issued if effective in {issued, 0} else 0


def _sign(mine: date | None, theirs: date | None) -> int:
    return 0 if mine is None or theirs is None else (mine > theirs) - (mine < theirs)


def _shown(rule: ProvisionId | None, rules: Rules) -> str:
    if rule is not None:
        return f"theo {cite(rule, rules.title or None)}"
    return f"điều khoản của luật về ban hành văn bản quy phạm pháp luật: {UNVERIFIED}"
