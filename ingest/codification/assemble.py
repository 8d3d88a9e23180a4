"""From a subject's codified articles to documents: one per number, units in the document's own order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.documents import Document, Evidence, Relation, RelationKind, Validity
from corpus.numbers import fold, number_key
from corpus.provisions import Level, Path, Provision, ProvisionId, Step
from ingest.codification.intruders import intruder
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
    readable source line is given to the document its codified number belongs to, with a warning.
    """
    read = [(entry, read_source_line(entry.source) if entry.source else None) for entry in subject.entries]
    numbers = _numbers(read)
    groups: dict[str, _Group] = defaultdict(_Group)
    by_prefix: dict[str, set[str]] = defaultdict(set)
    homeless: list[tuple[Entry, str]] = []
    key = ""
    for entry, line in read:
        if line is None:
            homeless.append((entry, key))
            continue
        number, mended = numbers[entry.code, line.number]
        key = number_key(number)
        group = groups[key]
        if mended:
            group.warnings.append(
                f"Điều {entry.code}: dòng nguồn ghi {line.number}, các điều cùng văn bản ghi {number}; đã lấy {number}."
            )
        by_prefix[_prefix(entry)].add(key)
        group.lines.append(line)
        _add(group, number, entry, line, _path(entry, line, group))
    for entry, before in homeless:
        _add_homeless(entry, by_prefix.get(_prefix(entry), set()), before, groups)
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
            by_prefix[_prefix(entry)][line.number] += 1
    chosen: dict[tuple[str, str], tuple[str, bool]] = {}
    for entry, line in read:
        if line is None:
            continue
        counts = by_prefix[_prefix(entry)]
        best = max(counts, key=lambda number: _weight(number, line.number, counts))
        chosen[entry.code, line.number] = (best, number_key(best) != number_key(line.number))
    return chosen


def _weight(number: str, told: str, counts: Counter[str]) -> float:
    """How well ``number`` stands for what a line told: 0 if it is another document's."""
    if number == told:
        return counts[number]
    same_serial = re.match(r"\d+/\d{4}/", number) and number.split("/")[:2] == told.split("/")[:2]
    if number.startswith(f"{told}-"):
        return float("inf")  # the line left off the issuer's letters
    if not same_serial or told.startswith(f"{number}-"):
        return 0
    return counts[number] / 3


def _prefix(entry: Entry) -> str:
    return entry.code.rsplit(".", 1)[0]


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
    if known and _letters(entry) != _letters(known.entry):
        path = unit.path = _path_by_code(group, number, entry, path)
        known = group.units.get(path)
    if known is None:
        group.units[path] = unit
    else:
        # One of the two source lines may tell less of what became of the article.
        unit.line = known.line = max(known.line, line, key=lambda told: len(told.changes))
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


def _path_by_code(group: _Group, number: str, entry: Entry, path: Path) -> Path:
    """Another article of the same number that the source line names by mistake: its codified number tells its own."""
    label = entry.code.rsplit(".", 1)[1].lower()
    own = (Step(Level.ARTICLE, label),)
    known = group.units[path].entry
    if own == path or own in group.units or _prefix(known) != _prefix(entry):
        return path
    if known.code.rsplit(".", 1)[1].lower() != path[0].label:
        return path
    group.warnings.append(
        f"Điều {entry.code}: dòng nguồn ghi {ProvisionId(number, path).pinpoint()} đã có lời văn khác"
        f" (số pháp điển {known.code}); lấy theo số pháp điển là Điều {label}."
    )
    return own


def _add_homeless(entry: Entry, keys: set[str], before: str, groups: dict[str, _Group]) -> None:
    """An article without a source line: where its codified number can belong to one document only, it belongs there.

    Otherwise its words are kept as a loose passage of the document before it (``before``), so that nothing is lost.
    """
    if not groups:
        return
    sure = len(keys) == 1
    group = groups[next(iter(keys)) if sure else before or next(iter(groups))]
    path: Path = (Step(Level.ARTICLE, entry.code.rsplit(".", 1)[1].lower()),)
    if not sure or path in group.units:
        path = (Step(Level.LOOSE, str(sum(known[0].level is Level.LOOSE for known in group.units) + 1)),)
    group.units[path] = _Unit(entry, SourceLine(kind="", number="", place=path, effective=None), path)
    group.removed.extend(entry.removed)
    why = "theo số pháp điển thì thuộc văn bản này" if sure else "chưa rõ thuộc văn bản nào"
    group.warnings.append(
        f"Điều {entry.code} không có dòng nguồn đọc được; {why}, giữ ở “{path[0]}”, cần đối chiếu với bản gốc."
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
    units = _without_intruders(sorted(group.units.values(), key=_order), group)
    lines = [line for line in group.lines if line.kind]
    told = next((line for line in lines if line.title or line.issued), None)
    effective, remarks = _effective(number, units)
    kinds = Counter(line.kind for line in lines)
    kind = kinds.most_common(1)[0][0]
    if "Bộ luật" in kinds:
        kind = "Bộ luật"
    relations, amended = _relations(number, units, evidence)
    whole_expiry = _whole_expiry(units)
    known = [day for day in (effective, *amended.values()) if day]
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
        validities=_validities(number, units, effective, whole_expiry, evidence),
        removed=tuple(group.removed),
        warnings=tuple(warnings),
        related=tuple(dict.fromkeys(group.related)),
    )


def _without_intruders(units: list[_Unit], group: _Group) -> list[_Unit]:
    """The units, each without the articles of the same document that stand in it a second time.

    Where the second copy is worded otherwise than the article itself, a warning says so: those words are in ``removed`` only.
    """
    headings = {unit.path[-1].label: unit.entry.title for unit in units if unit.path[-1].level is Level.ARTICLE}
    cuts = {u.path: intruder(u.path[-1].label, u.entry.paragraphs, headings) for u in units}
    clean = [replace(u, entry=replace(u.entry, paragraphs=u.entry.paragraphs[: cuts[u.path]])) for u in units]
    kept = {_bare(text) for u in clean for text in (f"Điều {u.path[-1].label}. {u.entry.title}", *u.entry.paragraphs)}
    for unit in units:
        if cuts[unit.path] is None:
            continue
        gone = unit.entry.paragraphs[cuts[unit.path] :]
        group.removed.append(Removed("\n".join(gone), None, "điều khác của văn bản, đứng hai lần"))
        other = sum(_bare(text) not in kept for text in gone)
        if other:
            group.warnings.append(
                f"Trong Điều {unit.path[-1].label} có chép thêm điều khác của chính văn bản, {other} đoạn khác lời văn của điều ấy; "
                "đã bỏ phần chép thêm, hãy đối chiếu với bản gốc."
            )
    return clean


def _bare(text: str) -> str:
    return "".join(_WORDS.findall(fold(text)))


def _whole_expiry(units: list[_Unit]) -> date | None:
    """The day on which all articles expire, by their source lines; None if they do not agree."""
    days = {unit.line.expires for unit in units}
    return next(iter(days)) if len(days) == 1 else None


def _validities(
    number: str, units: list[_Unit], effective: date | None, expires: date | None, evidence: Evidence
) -> dict[str, Validity]:
    """Articles whose days differ from the document's: a day of its own, an end, or a repeal of the whole article."""
    found: dict[str, Validity] = {}
    for unit in units:
        ends = [change for change in unit.line.changes if change.kind is not RelationKind.AMENDS and change.on]
        last = min(ends, key=lambda change: change.on or date.max) if ends else None
        end = last.on if last else unit.line.expires
        begin = unit.line.effective or effective
        if begin == effective and end in (None, expires):
            continue
        found[str(ProvisionId(number, unit.path))] = Validity(
            effective=begin,
            expires=end,
            effective_evidence=evidence if begin else Evidence(),
            expires_evidence=Evidence(str(ProvisionId(last.number, last.place)), last.words)
            if last
            else (evidence if end else Evidence()),
        )
    return found


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
