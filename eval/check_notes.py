"""One article note against the official words of its article.

Every number, age, limit, share and frame of punishment of a note must stand in the provision it rests on; every one of the provision
must be in the note, and so must every clause and point; modality words must agree; no sentence may repeat the official words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.notes import ArticleNote, Definition, Duty, Entry, Notes, Penalty
from corpus.provisions import Level, Provision, Step
from corpus.provisions import Path as ProvisionPath
from eval.check_penalties import FRAME, PUNISHES, check_penalties
from eval.findings import Findings
from eval.wording import (
    CARRIES,
    ages,
    carries,
    counted_from,
    counts_back,
    figure,
    numbers,
    scope_of,
    shared_runs,
    syllables,
)

LONGEST_SHARED_RUN = 15  # syllables; names of agencies and laws take up to that many

_DATE = re.compile(r"ngày \d+(?: tháng \d+ năm |/\d+/)\d+|tháng \d+ năm \d+|năm \d{4}|\d+/\d+/\d{4}")
# "phạt tù đến 02 năm" is a penalty and "02 lần trở lên" a threshold, neither a time limit
_LIMIT = re.compile(r"(?<!phạt tù đến )\b(\d+) (phút|giờ|ngày làm việc|ngày|tuần|tháng|năm|lần)\b(?! trở lên| tù)")
_PERCENT = re.compile(r"(\d+(?:,\d+)?) ?%")
_AGE_MONTHS = re.compile(r"(?<=tuổi) \d+ tháng")  # an age, not a time limit
_NUMBER_WORD = re.compile(r"\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)\b|\bnăm (?=phần|loại|nhóm|việc)")


def check_article(note: ArticleNote, notes: Notes, official: Provision) -> Findings:
    """Compare one note with the words of its article."""
    findings = Findings()
    unit = notes.id_of(note.provision)
    paths = {id(entry): notes.id_of(entry.evidence).path[len(unit.path) :] for entry in note.entries()}
    _check_places(note, official, paths, findings)
    for entry in note.entries():
        scope = scope_of(official, paths[id(entry)])
        if scope is None:
            findings.errors.append(f"{entry.evidence}: văn bản không có vị trí này.")
            continue
        _check_numbers(entry.sentence(), scope, entry.evidence, findings, stretches=not isinstance(entry, Penalty))
        if isinstance(entry, Duty):
            _check_modality(entry, scope, findings)
            _check_start(entry, scope, findings)
    _check_numbers(f"{note.heading}. {note.gist}", official.text, f"{note.provision} (gist)", findings)
    for word in _NUMBER_WORD.findall(note.gist):
        if not re.search(rf"\b{word}\b", official.text.lower()):
            findings.unchecked.append(f"{note.provision}: số viết bằng chữ {word!r} trong gist; người đọc tự đếm.")
    _check_limits(note, official, paths, findings)
    check_penalties(note.provision, official, _blocks(note, official, paths), paths, findings)
    _check_run(note, notes, official, findings)
    return findings


def _limits(text: str) -> Counter[tuple[int, str]]:
    """Time limits and counts; dates, ages in months and frames of punishment are something else."""
    text = _AGE_MONTHS.sub(" ", _DATE.sub(" ", text))
    if "phạt" in text or PUNISHES.search(text):
        text = FRAME.sub(" ", text)
    return Counter((int(n), unit) for n, unit in _LIMIT.findall(text))


def _check_numbers(words: str, scope: str, place: str, findings: Findings, stretches: bool = True) -> None:
    """Every number and age of a note stands in the text, and so does every stretch of time but those of punishments."""
    for number in sorted(numbers(words) - numbers(scope)):
        findings.errors.append(f"{place}: số {number} không có trong văn bản.")
    for number, unit in sorted(set(_limits(words)) - set(_limits(scope))) if stretches else ():
        findings.errors.append(f"{place}: “{number} {unit}” không có trong văn bản.")
    for word, number in sorted(ages(words) - ages(scope)):
        findings.errors.append(f"{place}: “{word} {number} tuổi” không có trong văn bản.")


def _check_modality(duty: Duty, scope: str, findings: Findings) -> None:
    if carries(duty.modality, scope):
        return
    if duty.modality == "phải":
        beside = "; chỗ ấy còn có “có thể”, đọc kỹ" if carries("có thể", scope) else ""
        findings.unchecked.append(
            f"{duty.evidence}: “{duty.who} phải {duty.act[:40]}…”: văn bản dùng lối kể, không có từ chỉ nghĩa vụ{beside}."
        )
        return
    findings.errors.append(f"{duty.evidence}: “{duty.modality}” nhưng văn bản không có từ nào mang nghĩa ấy.")


def _check_start(duty: Duty, scope: str, findings: Findings) -> None:
    """The event a limit is counted from: given if and only if the text gives one, and in words the text has."""
    limit = duty.limit
    if limit is None:
        return
    if (counted := bool(counted_from(limit.number, limit.unit, scope))) != bool(limit.counted_from):
        said = "có" if counted else "không"
        findings.errors.append(f"{duty.evidence}: văn bản {said} nêu mốc tính của {limit.number} {limit.unit}.")
    if limit.times and not re.search(figure(limit.times, "lần"), scope.lower()):
        findings.errors.append(f"{duty.evidence}: văn bản không ghi {limit.times} lần.")
    if bool(limit.before) != counts_back(limit.number, limit.unit, scope):
        findings.errors.append(f"{duty.evidence}: {limit.number} {limit.unit} tính lùi (before) không khớp văn bản.")
    start = syllables(limit.counted_from)
    if start and sum(s in syllables(scope) for s in start) * 2 < len(start):
        findings.errors.append(f"{duty.evidence}: mốc tính {limit.counted_from!r} không khớp lời văn bản.")


def _check_places(note: ArticleNote, official: Provision, paths: dict[int, ProvisionPath], findings: Findings) -> None:
    """Every clause and point has a statement of its own or inside it; what the text permits or forbids is noted as such."""
    listed = {
        (*paths[id(e)], Step(Level.POINT, point))
        for e in note.entries()
        if isinstance(e, Penalty)
        for point in e.points
    }
    for portion in official.portions:
        label = " ".join(str(step) for step in portion.path)
        inside = [e for e in note.entries() if paths[id(e)][: len(portion.path)] == portion.path]
        if inside or portion.path in listed:
            continue
        if note.partial:
            findings.unchecked.append(f"{note.provision} {label}: ngoài phần được ghi chú.")
        else:
            findings.errors.append(f"{note.provision} {label}: văn bản có mà ghi chú chưa nói tới.")
    for path, text, entries in _blocks(note, official, paths):
        if entries and all(isinstance(e, Definition) for e in entries):
            continue  # what a word means forbids nothing
        modalities = {e.modality for e in entries if isinstance(e, Duty)}
        if any(isinstance(e, Penalty) and e.additional for e in entries):
            modalities |= {"có thể"}
        label = " ".join([note.provision, *map(str, path)])
        if CARRIES["có thể"].search(text.lower()) and "có thể" not in modalities:
            findings.errors.append(f"{label}: văn bản có “có thể” mà ghi chú không có việc nào “có thể”.")
        if CARRIES["không được"].search(text.lower()) and not modalities & {"được", "không được"}:
            findings.errors.append(f"{label}: văn bản có điều cấm hoặc “chỉ được” mà ghi chú không có.")


def _check_limits(note: ArticleNote, official: Provision, paths: dict[int, ProvisionPath], findings: Findings) -> None:
    """Limits clause by clause, as often as the text gives them; ages over the whole article."""
    for path, text, entries in _blocks(note, official, paths):
        given = _limits(text)
        noted = Counter((e.limit.number, str(e.limit.unit)) for e in entries if isinstance(e, Duty) and e.limit)
        for entry in entries:  # a stretch of time that is nobody's duty is told in a sentence
            if not isinstance(entry, Duty | Penalty):
                noted.update(_limits(entry.sentence()))
        label = " ".join([note.provision, *map(str, path)])
        for (number, unit), times in sorted((given - noted).items()):
            findings.errors.append(f"{label}: thiếu giới hạn {number} {unit} ({times} lần) trong ghi chú.")
        for number, unit in sorted(set(noted) - set(given)):
            findings.errors.append(f"{label}: giới hạn {number} {unit} không có trong văn bản.")
        told = " ".join(e.sentence() for e in entries)
        for share in sorted(
            set(_PERCENT.findall(text)) - set(_PERCENT.findall(told)) - set(_PERCENT.findall(note.gist))
        ):
            if not any(
                isinstance(e, Penalty) and e.points for e in entries
            ):  # points by reference keep their figures there
                findings.errors.append(f"{label}: thiếu tỷ lệ {share}% trong ghi chú.")
    words = " ".join([note.gist, *(e.sentence() for e in note.entries())])
    for word, number in sorted(ages(official.text) - ages(words)):
        if note.partial or any(p.points for p in note.penalties):
            break  # ages of clauses left out, or of points that are only listed
        findings.errors.append(f"{note.provision}: thiếu tuổi “{word} {number} tuổi” trong ghi chú.")


def _blocks(
    note: ArticleNote, official: Provision, paths: dict[int, ProvisionPath]
) -> Iterator[tuple[ProvisionPath, str, list[Entry]]]:
    """The clauses with their statements; the whole article where it has none."""
    clauses = [p for p in official.portions if len(p.path) == 1]
    if not clauses:
        yield (), official.text, list(note.entries())
    for clause in clauses:
        entries = [e for e in note.entries() if paths[id(e)][:1] == clause.path]
        if note.partial and not entries:
            continue
        yield clause.path, official.text[clause.start : clause.end], entries


def _check_run(note: ArticleNote, notes: Notes, official: Provision, findings: Findings) -> None:
    """A sentence that repeats the official words at length is not a note."""
    rendered = next(p for p in notes.provisions() if p.id == notes.id_of(note.provision))
    words = rendered.text
    for name in {frame.kind for penalty in note.penalties for frame in penalty.frames}:
        words = words.replace(name, "…")  # a punishment has one name
    for run in shared_runs(syllables(words), syllables(official.text), LONGEST_SHARED_RUN):
        findings.errors.append(f"{note.provision}: chép nguyên văn “{run}”; viết lại bằng lời mình.")
