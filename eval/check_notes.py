"""Check the notes against the official texts: ``python -m eval.check_notes SOURCES [--notes FOLDER]``.

SOURCES: a folder (or one file) with the national codification in Markdown. Every number, age and limit of a note must stand in the
provision it rests on; every limit, age, clause and point of the provision must be in the note; modality words must agree; no
sentence may repeat the official words. What a program cannot judge is printed as "không kiểm được". Exit status 1 on any error.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.notes import FOLDER, ArticleNote, Duty, Entry, Notes, load_notes
from corpus.provisions import Path as ProvisionPath
from corpus.provisions import Provision, ProvisionId
from ingest.portions import split_portions

LONGEST_SHARED_RUN = 15  # syllables; names of agencies and laws take up to that many

_CODIFIED = re.compile(r"Điều \d+\.\d+\.[A-ZĐ]{2,4}\.[\d.]+[a-zđ]?\. ")
_END = re.compile(rf"{_CODIFIED.pattern}|\(Điều này có nội dung|^#|^\*\*[ÐĐ]iều \d+\. ", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:\.\d{3})+|\d+")
_DATE = re.compile(r"ngày \d+(?: tháng \d+ năm |/\d+/)\d+|tháng \d+ năm \d+|năm \d{4}|\d+/\d+/\d{4}")
# "phạt tù đến 02 năm" is a penalty and "02 lần trở lên" a threshold, neither a time limit
_LIMIT = re.compile(r"(?<!phạt tù đến )\b(\d+) (phút|giờ|ngày làm việc|ngày|tuần|tháng|năm|lần)\b(?! trở lên)")
_AGE_MONTHS = re.compile(r"(?<=tuổi) \d+ tháng")  # an age, not a time limit
_AGE = re.compile(r"(?:(dưới|trên|đủ|từ) )?(\d+) tuổi")
_NUMBER_WORD = re.compile(r"\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)\b|\bnăm (?=phần|loại|nhóm|việc)")

#: Words of the official text that carry each modality.
_CARRIES = {
    "phải": re.compile(r"\bphải\b|trách nhiệm|bảo đảm|\bcần\b"),
    "được": re.compile(r"\bđược\b|có quyền"),
    # "cấm đi khỏi nơi cư trú" is the name of a measure, not a ban
    "không được": re.compile(r"không được|\bchỉ (?:được|tiến hành)|cấm(?! đi khỏi nơi cư trú)"),
    "có thể": re.compile(r"(?<!nếu )\bcó thể\b"),
}


@dataclass
class Findings:
    """What the check found, as Vietnamese lines that begin with the place."""

    errors: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


def find_articles(text: str, number: str) -> dict[str, Provision]:
    """The articles of a document in a codification file, by label: heading line, then body. Related-article lines are left out."""
    # the first number of a source line is the article's own document; those after it amend it
    source = re.compile(
        rf"^\(Điều (?P<label>\d+[a-zđ]*) (?:(?!số )[^\n])*số {re.escape(number)}[, ][^\n]*\)[ \t]*$", re.MULTILINE
    )
    articles: dict[str, Provision] = {}
    for found in source.finditer(text):
        opening = [m.end() for m in _CODIFIED.finditer(text, max(0, found.start() - 2000), found.start())]
        heading = text[opening[-1] : found.start()].strip() if opening else ""
        end = _END.search(text, found.end())
        body = text[found.end() : end.start() if end else len(text)]
        lines = [line.strip() for line in body.splitlines() if line.strip()]
        whole = "\n".join([heading, *lines])
        label = found["label"]
        # a subject's index repeats headings without a body; the fuller one is the article
        if label not in articles or len(whole) > len(articles[label].text):
            pid = ProvisionId.parse(f"{number} điều {label}")
            articles[label] = Provision(pid, whole, heading, portions=split_portions(whole))
    return articles


def check_article(note: ArticleNote, notes: Notes, official: Provision) -> Findings:
    """Compare one note with the words of its article."""
    findings = Findings()
    unit = notes.id_of(note.provision)
    paths = {id(entry): notes.id_of(entry.evidence).path[len(unit.path) :] for entry in note.entries()}
    _check_places(note, official, paths, findings)
    for entry in note.entries():
        scope = _scope(official, paths[id(entry)])
        if scope is None:
            findings.errors.append(f"{entry.evidence}: văn bản không có vị trí này.")
            continue
        _check_numbers(entry.sentence(), scope, entry.evidence, findings)
        if isinstance(entry, Duty):
            _check_modality(entry, scope, findings)
            _check_start(entry, scope, findings)
    _check_numbers(f"{note.heading}. {note.gist}", official.text, f"{note.provision} (gist)", findings)
    for word in _NUMBER_WORD.findall(note.gist):
        if not re.search(rf"\b{word}\b", official.text.lower()):
            findings.unchecked.append(f"{note.provision}: số viết bằng chữ {word!r} trong gist; người đọc tự đếm.")
    _check_limits(note, official, paths, findings)
    _check_run(note, notes, official, findings)
    return findings


def _scope(official: Provision, path: ProvisionPath) -> str | None:
    """The words a statement rests on: its portion, after the heading and the opening words of the portions around it."""
    own = official.portion_text(path)
    if own is None or not path:
        return own
    around = [official.heading]
    for length in range(len(path)):
        outer = official.portion_text(path[:length]) or ""
        children = [p for p in official.portions if len(p.path) == length + 1 and p.path[:length] == path[:length]]
        inner = official.portion_text(children[0].path) if children else None
        around.append(outer[: outer.find(inner)] if inner else "")
    return "\n".join([*around, own])


def _numbers(text: str) -> set[int]:
    return {int(n.replace(".", "")) for n in _NUMBER.findall(text)}


def _limits(text: str) -> Counter[tuple[int, str]]:
    return Counter((int(n), unit) for n, unit in _LIMIT.findall(_AGE_MONTHS.sub(" ", _DATE.sub(" ", text))))


def _ages(text: str) -> set[tuple[str, int]]:
    return {(word, int(n)) for word, n in _AGE.findall(text)}


def _check_numbers(words: str, scope: str, place: str, findings: Findings) -> None:
    for number in sorted(_numbers(words) - _numbers(scope)):
        findings.errors.append(f"{place}: số {number} không có trong văn bản.")
    for number, unit in sorted(set(_limits(words)) - set(_limits(scope))):
        findings.errors.append(f"{place}: “{number} {unit}” không có trong văn bản.")
    for word, number in sorted(_ages(words) - _ages(scope)):
        findings.errors.append(f"{place}: “{word} {number} tuổi” không có trong văn bản.")


def _check_modality(duty: Duty, scope: str, findings: Findings) -> None:
    text = scope.lower()
    if _CARRIES[duty.modality].search(text):
        return
    if duty.modality == "phải":
        beside = "; chỗ ấy còn có “có thể”, đọc kỹ" if _CARRIES["có thể"].search(text) else ""
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
    counted = re.search(rf"\b0*{limit.number} {limit.unit} kể từ", scope) is not None
    if counted != bool(limit.counted_from):
        said = "có" if counted else "không"
        findings.errors.append(f"{duty.evidence}: văn bản {said} nêu mốc tính của {limit.number} {limit.unit}.")
    figure = rf"\b0*{limit.number} {limit.unit}"
    # "chậm nhất 24 giờ trước khi …" and "báo trước khi tiến hành 02 giờ" both count backwards
    backwards = re.search(rf"{figure} trước|trước khi [^.;,]*{figure}", scope) is not None
    if bool(limit.before) != backwards:
        findings.errors.append(f"{duty.evidence}: {limit.number} {limit.unit} tính lùi (before) không khớp văn bản.")
    syllables = _syllables(limit.counted_from)
    if syllables and sum(s in _syllables(scope) for s in syllables) * 2 < len(syllables):
        findings.errors.append(f"{duty.evidence}: mốc tính {limit.counted_from!r} không khớp lời văn bản.")


def _check_places(note: ArticleNote, official: Provision, paths: dict[int, ProvisionPath], findings: Findings) -> None:
    """Every clause and point has a statement of its own or inside it; what the text permits or forbids is noted as such."""
    for portion in official.portions:
        label = " ".join(str(step) for step in portion.path)
        inside = [e for e in note.entries() if paths[id(e)][: len(portion.path)] == portion.path]
        if not inside:
            findings.errors.append(f"{note.provision} {label}: văn bản có mà ghi chú chưa nói tới.")
    for path, text, entries in _blocks(note, official, paths):
        modalities = {e.modality for e in entries if isinstance(e, Duty)}
        label = " ".join([note.provision, *map(str, path)])
        if _CARRIES["có thể"].search(text.lower()) and "có thể" not in modalities:
            findings.errors.append(f"{label}: văn bản có “có thể” mà ghi chú không có việc nào “có thể”.")
        if _CARRIES["không được"].search(text.lower()) and not modalities & {"được", "không được"}:
            findings.errors.append(f"{label}: văn bản có điều cấm hoặc “chỉ được” mà ghi chú không có.")


def _check_limits(note: ArticleNote, official: Provision, paths: dict[int, ProvisionPath], findings: Findings) -> None:
    """Limits clause by clause, as often as the text gives them; ages over the whole article."""
    for path, text, entries in _blocks(note, official, paths):
        given = _limits(text)
        noted = Counter((e.limit.number, str(e.limit.unit)) for e in entries if isinstance(e, Duty) and e.limit)
        label = " ".join([note.provision, *map(str, path)])
        for (number, unit), times in sorted((given - noted).items()):
            findings.errors.append(f"{label}: thiếu giới hạn {number} {unit} ({times} lần) trong ghi chú.")
        for number, unit in sorted(set(noted) - set(given)):
            findings.errors.append(f"{label}: giới hạn {number} {unit} không có trong văn bản.")
    words = " ".join([note.gist, *(e.sentence() for e in note.entries())])
    for word, number in sorted(_ages(official.text) - _ages(words)):
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
        yield clause.path, official.text[clause.start : clause.end], entries


def _syllables(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def _check_run(note: ArticleNote, notes: Notes, official: Provision, findings: Findings) -> None:
    """A sentence that repeats the official words at length is not a note."""
    theirs = _syllables(official.text)
    runs = {tuple(theirs[i : i + LONGEST_SHARED_RUN]) for i in range(len(theirs) - LONGEST_SHARED_RUN + 1)}
    rendered = next(p for p in notes.provisions() if p.id == notes.id_of(note.provision))
    ours = _syllables(rendered.text)
    i = 0
    while i <= len(ours) - LONGEST_SHARED_RUN:
        run = tuple(ours[i : i + LONGEST_SHARED_RUN])
        if run in runs:
            findings.errors.append(f"{note.provision}: chép nguyên văn “{' '.join(run)}”; viết lại bằng lời mình.")
            i += LONGEST_SHARED_RUN
        i += 1


def read_sources(sources: Path, numbers: list[str]) -> dict[str, dict[str, Provision]]:
    """For each document number, its articles in the Markdown files under ``sources``."""
    found: dict[str, dict[str, Provision]] = {number: {} for number in numbers}
    for path in [sources] if sources.is_file() else sorted(sources.rglob("*.md")):
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8", errors="replace"))
        for number in numbers:
            if f"số {number}" in text:
                for label, article in find_articles(text, number).items():
                    found[number].setdefault(label, article)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print errors, then what could not be checked, then the counts per document."""
    parser = argparse.ArgumentParser(description="Đối chiếu ghi chú với văn bản chính thức trong Bộ pháp điển.")
    parser.add_argument("sources", type=Path, help="thư mục hoặc tệp Markdown của Bộ pháp điển")
    parser.add_argument("--notes", type=Path, default=FOLDER, help="thư mục ghi chú")
    options = parser.parse_args(arguments)
    if not options.sources.exists():
        print(f"Không có {options.sources}; hãy chỉ đúng nơi để Bộ pháp điển.", file=sys.stderr)
        return 1
    loaded, errors = load_notes(options.notes)
    official = read_sources(options.sources, [notes.document for notes in loaded])
    unchecked: list[str] = []
    counts: list[str] = []
    for notes in loaded:
        articles = official[notes.document]
        noted = 0
        for note in notes.articles:
            label = notes.id_of(note.provision).article
            if label is None or label not in articles:
                unchecked.append(f"{notes.document} {note.provision}: không có văn bản chính thức để đối chiếu.")
                continue
            noted += 1
            findings = check_article(note, notes, articles[label])
            errors += [f"{notes.document} {line}" for line in findings.errors]
            unchecked += [f"{notes.document} {line}" for line in findings.unchecked]
        duties = [d for a in notes.articles for d in a.duties]
        limits = sum(d.limit is not None for d in duties)
        counts.append(
            f"{notes.document}: {noted}/{len(articles)} điều trong nguồn có ghi chú, {len(duties)} việc, {limits} giới hạn."
        )
    for title, lines in (("Lỗi", errors), ("Không kiểm được", unchecked), ("Tổng kết", counts)):
        print(f"{title}: {len(lines)}", *lines, sep="\n  ")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
