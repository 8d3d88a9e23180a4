"""From a subject's codified articles to documents: one per number, units in the document's own order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from corpus.documents import Document, Evidence, Relation, RelationKind, Validity
from corpus.numbers import number_key
from corpus.provisions import Level, Path, Provision, ProvisionId, Step
from ingest.codification.scan import Entry, Subject
from ingest.codification.sources import Change, SourceLine, read_source_line
from ingest.portions import split_portions
from ingest.source import ParsedDocument, Removed

_TARGET = re.compile(r"(?:Điều|Mục|Phần)\s+(\d+\.\d+\.[A-ZĐ]{2}(?:\.[0-9IVXLA-D]+[a-zđ]*)+)\.?")
_RELATED_OPENING = re.compile(r"^\(?.*?có nội dung liên quan\s*(?:đến|tới|với)?\s*", re.DOTALL)
_WORDS = re.compile(r"\w")


@dataclass
class _Unit:
    entry: Entry
    line: SourceLine
    path: Path


@dataclass
class _Group:
    """What a subject tells of one document."""

    units: dict[Path, _Unit] = field(default_factory=dict)
    lines: list[SourceLine] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)


def assemble(subject: Subject, file: str) -> list[ParsedDocument]:
    """Documents of one subject. ``file``: the file's name, for evidence.

    An article that stands twice is one; if its words differ the longer is kept and a warning says so. An article without a
    readable source line is given to the document whose codified numbers it continues, as a loose passage, with a warning.
    """
    read = [(entry, read_source_line(entry.source) if entry.source else None) for entry in subject.entries]
    numbers = _numbers(read)
    groups: dict[str, _Group] = defaultdict(_Group)
    by_prefix: dict[str, str] = {}
    homeless: list[Entry] = []
    for entry, line in read:
        if line is None:
            homeless.append(entry)
            continue
        number, mended = numbers[entry.code, line.number]
        key = number_key(number)
        group = groups[key]
        if mended:
            group.warnings.append(
                f"Điều {entry.code}: dòng nguồn ghi {line.number}, các điều cùng văn bản ghi {number}; đã lấy {number}."
            )
        by_prefix.setdefault(entry.code.rsplit(".", 1)[0], key)
        group.lines.append(line)
        _add(group, number, entry, line, _path(entry, line, group))
    for entry in homeless:
        _add_homeless(entry, by_prefix, groups)
    spelling = {number_key(number): number for number, _ in numbers.values()}
    return [_document(spelling[key], group, subject, file) for key, group in groups.items()]


def _numbers(read: Iterable[tuple[Entry, SourceLine | None]]) -> dict[tuple[str, str], tuple[str, bool]]:
    """The number to take for each codified article, and whether it mends the line's own.

    All articles under one codified prefix (37.7.TT.8) come from one document; a line that disagrees with nearly all others
    in the letters only, not in the serial and year, is a slip of the pen.
    """
    by_prefix: dict[str, Counter[str]] = defaultdict(Counter)
    for entry, line in read:
        if line:
            by_prefix[entry.code.rsplit(".", 1)[0]][line.number] += 1
    chosen: dict[tuple[str, str], tuple[str, bool]] = {}
    for entry, line in read:
        if line is None:
            continue
        counts = by_prefix[entry.code.rsplit(".", 1)[0]]
        best, votes = counts.most_common(1)[0]
        slip = (
            best != line.number
            and votes >= 3 * counts[line.number]
            and re.match(r"\d+/\d{4}/", best)
            and best.split("/")[:2] == line.number.split("/")[:2]
        )
        chosen[entry.code, line.number] = (
            (best, number_key(best) != number_key(line.number)) if slip else (line.number, False)
        )
    return chosen


def _path(entry: Entry, line: SourceLine, group: _Group) -> Path:
    if line.place:
        return line.place
    if re.match(
        r"\W*(?:Điều|Khoản)\b", entry.source
    ):  # "(Điều Thông tư số …": the codified number ends with the article's own
        return (Step(Level.ARTICLE, entry.code.rsplit(".", 1)[1].lower()),)
    return (Step(Level.LOOSE, str(sum(path[0].level is Level.LOOSE for path in group.units) + 1)),)


def _add(group: _Group, number: str, entry: Entry, line: SourceLine, path: Path) -> None:
    unit = _Unit(entry, line, path)
    known = group.units.get(path)
    if known is None:
        group.units[path] = unit
    else:
        mine, theirs = _letters(entry), _letters(known.entry)
        if mine != theirs:
            place = ProvisionId(number, path).pinpoint()
            if len(mine) > len(theirs):
                group.units[path] = unit
            group.warnings.append(
                f"{place} đứng hai lần với lời văn khác nhau (số pháp điển {known.entry.code} và {entry.code});"
                f" đã giữ bản dài hơn ({group.units[path].entry.code})."
            )
            lost = known.entry if group.units[path] is unit else entry
            group.removed.append(Removed("\n".join((lost.title, *lost.paragraphs)), None, "bản trùng ngắn hơn"))
        else:
            group.removed.append(Removed("\n".join((entry.title, *entry.paragraphs)), None, "bản trùng giống hệt"))
    group.removed.extend(entry.removed)
    for text in entry.related:
        group.related.extend((entry.code, target) for target in related_targets(text))
    if line.remark:
        group.warnings.append(f"{ProvisionId(number, path).pinpoint()}: dòng nguồn ghi thêm “{line.remark}”.")


def _add_homeless(entry: Entry, by_prefix: dict[str, str], groups: dict[str, _Group]) -> None:
    key = by_prefix.get(entry.code.rsplit(".", 1)[0])
    if key is None:
        return
    group = groups[key]
    loose = sum(path[0].level is Level.LOOSE for path in group.units) + 1
    path: Path = (Step(Level.LOOSE, str(loose)),)
    group.units[path] = _Unit(entry, SourceLine(kind="", number="", place=path, effective=None), path)
    group.removed.extend(entry.removed)
    group.warnings.append(
        f"Điều {entry.code} không có dòng nguồn đọc được; lời văn được giữ thành đoạn rời {loose} của văn bản, cần đối chiếu."
    )


def related_targets(text: str) -> list[str]:
    """Targets of a line of related articles: codified numbers, or the words where a target has none.

    >>> related_targets("(Điều này có nội dung liên quan đến Điều 8.1.LQ.3. Đối tượng; Điều 30. của Luật 18-L/CTN Dầu khí)")
    ['8.1.LQ.3', 'Điều 30. của Luật 18-L/CTN Dầu khí']
    """
    body = _RELATED_OPENING.sub("", text.strip()).rstrip(")*_ ")
    targets: list[str] = []
    for part in re.split(r"[;.]\s+(?=(?:Điều|Mục|Phần|Chương|Khoản|Điểm)\s+[\dIVX])|;\s*(?=(?:Điều|Mục)\s)", body):
        found = _TARGET.match(part.strip(" ;"))
        target = found[1] if found else part.strip(" ;")
        if target and target not in targets:
            targets.append(target)
    return targets


def _letters(entry: Entry) -> str:
    return "".join(_WORDS.findall("".join((entry.title, *entry.paragraphs))))


def _document(number: str, group: _Group, subject: Subject, file: str) -> ParsedDocument:
    evidence = Evidence(f"Pháp điển, đề mục {subject.title}, {file}")
    units = sorted(group.units.values(), key=_order)
    lines = [line for line in group.lines if line.kind]
    told = next((line for line in lines if line.title or line.issued), None)
    effective, remarks = _effective(number, units)
    expires = {unit.line.expires for unit in units}
    kinds = Counter(line.kind for line in lines)
    kind = kinds.most_common(1)[0][0]
    if "Bộ luật" in kinds:
        kind = "Bộ luật"
    relations, amended = _relations(number, units, evidence)
    known = [day for day in (effective, *amended.values()) if day]
    whole_expiry = next(iter(expires)) if len(expires) == 1 else None
    remarks += [
        f"{ProvisionId(number, unit.path).pinpoint()} hết hiệu lực từ ngày {unit.line.expires:%d/%m/%Y} theo dòng nguồn."
        for unit in units
        if unit.line.expires and not whole_expiry
    ]
    warnings = [*group.warnings]
    for unit in units:
        warnings += [f"{ProvisionId(number, unit.path).pinpoint()}: {problem}." for problem in unit.line.warnings]
    document = Document(
        number=number,
        kind=kind,
        title=told.title if told else "",
        issuers=told.issuers if told else (),
        issued=told.issued if told else None,
        issued_evidence=evidence if told and told.issued else Evidence(),
        validity=Validity(
            effective=effective,
            effective_evidence=evidence if effective else Evidence(),
            expires=whole_expiry,
            expires_evidence=evidence if whole_expiry else Evidence(),
        ),
        relations=tuple(relations),
        remarks=tuple(remarks),
    )
    return ParsedDocument(
        document=document,
        provisions=tuple(_provision(number, unit) for unit in units),
        as_of=max(known, default=None),
        amended=amended,
        removed=tuple(group.removed),
        warnings=tuple(warnings),
        related=tuple(dict.fromkeys(group.related)),
    )


def _order(unit: _Unit) -> tuple[int, int, str, int]:
    step = unit.path[0]
    digits = re.match(r"\d+", step.label)
    if step.level is Level.ARTICLE and digits:
        return 0, int(digits[0]), step.label[digits.end() :], unit.entry.start
    return 1, unit.entry.start, "", 0


def _provision(number: str, unit: _Unit) -> Provision:
    step = unit.path[-1]
    if step.level is Level.ARTICLE:
        head = f"Điều {step.label}. {unit.entry.title}".rstrip()
    elif step.level is Level.LOOSE:
        head = unit.entry.title
    else:
        head = f"{ProvisionId(number, unit.path).pinpoint()}. {unit.entry.title}".rstrip()
    text = "\n".join(part for part in (head, *unit.entry.paragraphs) if part)
    return Provision(
        id=ProvisionId(number, unit.path),
        text=text,
        heading=unit.entry.title,
        portions=split_portions(text),
        source_start=unit.entry.start,
        codified=unit.entry.code,
    )


def _effective(number: str, units: list[_Unit]) -> tuple[date | None, list[str]]:
    """The day most articles give, and a remark on those that give another."""
    days = Counter(unit.line.effective for unit in units if unit.line.effective)
    if not days:
        return None, []
    chosen = days.most_common(1)[0][0]
    others = [unit for unit in units if unit.line.effective and unit.line.effective != chosen]
    if not others:
        return chosen, []
    by_day: dict[date, list[str]] = defaultdict(list)
    for unit in others:
        if unit.line.effective:
            by_day[unit.line.effective].append(ProvisionId(number, unit.path).pinpoint())
    told = "; ".join(f"{day:%d/%m/%Y} ({', '.join(places)})" for day, places in sorted(by_day.items()))
    return chosen, [f"các dòng nguồn ghi khác nhau: phần lớn ghi hiệu lực từ {chosen:%d/%m/%Y}, riêng {told}"]


def _relations(number: str, units: list[_Unit], evidence: Evidence) -> tuple[list[Relation], dict[str, date]]:
    relations: list[Relation] = []
    amended: dict[str, date] = {}
    for unit in units:
        for change in unit.line.changes:
            relations.append(_relation(number, unit, change, evidence))
            article = unit.path[0].label if unit.path[0].level is Level.ARTICLE else ""
            if article and change.on:
                amended[article] = max(change.on, amended.get(article, change.on))
    return list(dict.fromkeys(relations)), amended


def _relation(number: str, unit: _Unit, change: Change, evidence: Evidence) -> Relation:
    return Relation(
        source=change.number,
        kind=RelationKind(change.kind),
        target=number,
        provision=ProvisionId(change.number, change.place) if change.place else None,
        portion=ProvisionId(number, unit.path),
        on=change.on,
        evidence=Evidence(evidence.source, f"{change.words} (số pháp điển {unit.entry.code})".strip()),
    )
