"""One catalogue record against the official texts: places that exist, dates that agree, relations that close both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from corpus.citations import find_citations
from corpus.documents import Document, Relation, RelationKind
from corpus.provisions import Level, ProvisionId
from eval.findings import Findings
from eval.official_texts import Official, words_of

_ENDS = (RelationKind.REPEALS, RelationKind.REPLACES)
_CHANGES = (*_ENDS, RelationKind.AMENDS)


def check_record(
    record: Document, catalogue: Mapping[str, Document], official: Mapping[str, Official], files: frozenset[str]
) -> Findings:
    """Compare one record with the texts. ``files``: the names of all files of the sources."""
    findings = Findings()
    for place, may_be_new in _places(record):
        _check_place(place, official, findings, may_be_new)
    _check_missing(record, official[record.number], findings)
    _check_dates(record, official[record.number], findings)
    for what, evidence in _evidence(record):
        _check_evidence(what, evidence, files, findings)
    _check_shown(record, official, findings)
    for relation in record.relations:
        _check_relation(relation, catalogue, official, findings)
    _check_told(record, catalogue, official[record.number], findings)
    _check_end(record, catalogue, findings)
    return findings


def _places(record: Document) -> Iterator[tuple[ProvisionId, bool]]:
    """Every provision the record names, the missing ones aside; True: an amendment may have added it to a text that lacks it."""
    for relation in record.relations:
        if relation.provision is not None:
            yield relation.provision, False
        if relation.portion is not None:
            yield relation.portion, relation.kind is RelationKind.AMENDS
    yield from ((pid, False) for pid, _ in record.exceptions)
    for _, source in _evidence(record):
        if " " in source and not source.startswith("http"):
            yield ProvisionId.parse(source), False


def _evidence(record: Document) -> Iterator[tuple[str, str]]:
    validity = record.validity
    for name, day, evidence in (
        ("ngày ban hành", record.issued, record.issued_evidence),
        ("ngày có hiệu lực", validity.effective, validity.effective_evidence),
        ("ngày hết hiệu lực", validity.expires, validity.expires_evidence),
    ):
        if day is not None:
            yield name, evidence.source
    for pid, part in record.exceptions:
        if part.effective is not None and part.effective != validity.effective:
            yield f"ngày có hiệu lực của {pid}", part.effective_evidence.source
    for relation in record.relations:
        yield f"quan hệ {relation.kind.value} {relation.target}", relation.evidence.source


def _check_place(pid: ProvisionId, official: Mapping[str, Official], findings: Findings, may_be_new: bool) -> None:
    units = official[pid.document].units if pid.document in official else {}
    if not units:
        findings.unchecked.append(f"{pid}: không có văn bản để xem có vị trí này không.")
    elif words_of(pid, units) is None:
        # codified articles come without the words before the first article and after the last
        opening = pid.path[0].level in {Level.PREAMBLE, Level.CLOSING}
        told = findings.unchecked if opening or may_be_new else findings.errors
        told.append(f"{pid}: văn bản không có vị trí này.")


def _check_missing(record: Document, official: Official, findings: Findings) -> None:
    for place in record.missing:
        if place in official.units:
            findings.errors.append(f"{place}: ghi là thiếu mà nguồn có; bỏ khỏi missing.")
    articles = [int(p.id.article or 0) for p in official.units.values() if (p.id.article or "").isdigit()]
    gaps = set(range(1, max(articles, default=0))) - set(articles)
    for gap in sorted(gaps - {int(a) for m in record.missing if (a := ProvisionId.parse(m).article)}):
        findings.errors.append(f"điều {gap}: nguồn không có mà chưa ghi trong missing.")


def _check_dates(record: Document, official: Official, findings: Findings) -> None:
    """What the record says against what each file says; another document may have set a day (its evidence says so)."""
    validity = record.validity
    for name, ours, evidence, theirs in (
        ("ban hành", record.issued, record.issued_evidence, {d.issued for d in official.facts}),
        (
            "có hiệu lực",
            validity.effective,
            validity.effective_evidence,
            {d.validity.effective for d in official.facts},
        ),
    ):
        days = theirs - {None}
        if ours is None:
            for day in days:
                findings.errors.append(f"ngày {name}: nguồn ghi {_day(day)} mà danh mục bỏ trống.")
        elif not days:
            findings.unchecked.append(f"ngày {name} {_day(ours)}: không nguồn nào đọc được ngày này.")
        elif ours not in days:
            told = f"ngày {name}: danh mục {_day(ours)}, nguồn {', '.join(sorted(map(_day, days)))}"
            elsewhere = " " in evidence.source and not evidence.source.startswith(record.number)
            (findings.unchecked if elsewhere or evidence.note else findings.errors).append(f"{told}; {evidence}.")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "?"


def _check_evidence(what: str, source: str, files: frozenset[str], findings: Findings) -> None:
    if not source:
        findings.unchecked.append(f"{what}: chưa xác minh.")
    elif source.startswith("http"):
        findings.unchecked.append(f"{what}: dựa vào trang {source}, không mở được ngoại tuyến.")
    elif " " not in source and source not in files:
        findings.errors.append(f"{what}: không có tệp {source} trong nguồn.")


def _check_shown(record: Document, official: Mapping[str, Official], findings: Findings) -> None:
    """A day whose evidence is a provision stands in that provision; a note with the evidence says why it may not."""
    validity = record.validity
    for name, day, evidence in (
        ("ban hành", record.issued, record.issued_evidence),
        ("có hiệu lực", validity.effective, validity.effective_evidence),
        ("hết hiệu lực", validity.expires, validity.expires_evidence),
    ):
        if day is None or " " not in evidence.source or evidence.source.startswith("http"):
            continue
        pid = ProvisionId.parse(evidence.source)
        words = words_of(pid, official[pid.document].units) if pid.document in official else None
        if words is None:
            continue  # told as a place
        written = rf"\b0?{day.day}(?: tháng 0?{day.month} năm |[/-]0?{day.month}[/-]){day.year}"
        if not re.search(written, words):
            told = f"ngày {name} {_day(day)}: không đọc thấy trong {evidence.source}"
            (findings.unchecked if evidence.note else findings.errors).append(
                f"{told}; {evidence.note or 'xem lại bằng chứng'}."
            )


def _check_relation(
    relation: Relation, catalogue: Mapping[str, Document], official: Mapping[str, Official], findings: Findings
) -> None:
    """The provision that makes a relation names the other document, by number or by one of its names."""
    said = f"quan hệ {relation.kind.value} {relation.target}"
    if relation.target not in catalogue and relation.kind in _CHANGES:
        findings.unchecked.append(f"{said}: văn bản ấy không có trong danh mục.")
    # the clause of an amending law says what changes, the words around the clause say where
    units = official[relation.source].units
    words = words_of(relation.provision, units) if relation.provision else None
    whole = units.get(str(relation.provision.unit())) if relation.provision else None
    words = whole.text if words is not None and whole is not None else words
    if relation.provision is None or words is None:
        return  # told as evidence or as a place
    target = catalogue.get(relation.target)
    names = (relation.target, *(target.aliases if target else ()), target.title if target else "")
    plain = re.sub(r"\s+", " ", words).lower()
    if not any(name and name.lower() in plain for name in names) and not any(
        t.document == relation.target for c in find_citations(words) for t in c.targets
    ):
        findings.unchecked.append(
            f"{said}: {relation.provision.pinpoint()} không nêu số hay tên trong danh mục; xem bằng mắt."
        )


def _check_told(record: Document, catalogue: Mapping[str, Document], official: Official, findings: Findings) -> None:
    """What the text itself says it does to a document of the catalogue stands in the record."""
    ours = {(r.kind in _ENDS, r.target) for r in record.relations if r.kind in _CHANGES}
    for relation in (r for facts in official.facts for r in facts.relations):
        ends = relation.kind in _ENDS
        # what ends a part of a document is a change to it; the parts are read from the text when it is put in
        if relation.source != record.number or relation.target not in catalogue or (ends and relation.portion):
            continue
        if relation.kind in _CHANGES and (ends, relation.target) not in ours:
            ours.add((ends, relation.target))
            findings.errors.append(
                f"quan hệ {relation.kind.value} {relation.target}: văn bản nói (theo {relation.provision}) mà danh mục thiếu."
            )


def _check_end(record: Document, catalogue: Mapping[str, Document], findings: Findings) -> None:
    """A document that another ends has its last day, or a doubt where nobody has shown the day; and the other way round."""
    ends = [
        (other.number, r.on or other.validity.effective)
        for other in catalogue.values()
        for r in other.relations
        if r.kind in _ENDS and r.target == record.number and r.portion is None
    ]
    validity = record.validity
    for other, on in ends:
        if validity.expires is None and not validity.unverified and validity.unverified_since is None:
            findings.errors.append(f"ngày hết hiệu lực: {other} đã chấm dứt văn bản này mà danh mục không ghi.")
        elif on is not None and validity.expires is not None and on != validity.expires:
            findings.errors.append(f"ngày hết hiệu lực {_day(validity.expires)}: {other} ghi {_day(on)}.")
    if validity.expires is not None and not ends:
        findings.errors.append("ngày hết hiệu lực: không văn bản nào trong danh mục chấm dứt văn bản này.")
