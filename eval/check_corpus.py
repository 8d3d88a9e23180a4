"""Check the corpus that ships against the official texts: ``python -m eval.check_corpus SOURCES``.

Prints the errors, then what a program could not check, then the counts per document. Exit status 1 on any error.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from corpus import catalogue, checklists, notes
from corpus.notes import Notes
from corpus.provisions import Level
from eval.check_catalogue import check_record
from eval.check_checklists import ChecklistChecker, check_together, count
from eval.check_notes import check_article
from eval.findings import Findings
from eval.official_texts import Units, read_official

_NAMED = re.compile(r"""^(?:number|document|code): ["']?([^"'\n]+)""", re.MULTILINE)


def check_notes(noted: Notes, official: Units) -> tuple[Findings, str]:
    """One document's notes against its words, and its line of counts."""
    findings = Findings()
    checked = 0
    for note in noted.articles:
        unit = official.get(str(noted.id_of(note.provision)))
        if unit is None:
            findings.unchecked.append(f"{note.provision}: không có văn bản chính thức để đối chiếu.")
            continue
        checked += 1
        found = check_article(note, noted, unit)
        findings.errors += found.errors
        findings.unchecked += found.unchecked
    entries = Counter(type(e).__name__ for a in noted.articles for e in a.entries())
    limits = sum(d.limit is not None for a in noted.articles for d in a.duties)
    whole = sum(p.level is Level.ARTICLE for p in official.values()) or len(official)
    counts = (
        f"{noted.document}: {checked}/{whole} điều (mục) trong nguồn có ghi chú, {entries['Duty']} việc, {limits} giới hạn, "
        f"{entries['Penalty']} khung hình phạt, {entries['Target']} chỉ tiêu, {entries['Task']} nhiệm vụ, "
        f"{entries['Definition']} định nghĩa, {entries['Statement']} câu khác."
    )
    return findings, counts


def _files_by_name(folder: Path) -> dict[str, str]:
    """Which file of a folder tells of a document or a procedure: "catalogue/43-2021-tt-bca.yaml"."""
    found = ((path, _NAMED.search(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.yaml")))
    return {number[1]: f"{folder.name}/{path.name}" for path, number in found if number}


def main(arguments: list[str] | None = None) -> int:
    """Print errors, then what could not be checked, then the counts."""
    parser = argparse.ArgumentParser(
        description="Đối chiếu danh mục, ghi chú và danh mục việc đi kèm với văn bản chính thức."
    )
    parser.add_argument("sources", type=Path, help="thư mục văn bản chính thức")
    parser.add_argument("--notes", type=Path, default=notes.FOLDER, help="thư mục ghi chú")
    parser.add_argument("--catalogue", type=Path, default=catalogue.FOLDER, help="thư mục danh mục")
    parser.add_argument("--checklists", type=Path, default=checklists.FOLDER, help="thư mục danh mục việc thân thiện")
    options = parser.parse_args(arguments)
    if not options.sources.exists():
        print(f"Không có {options.sources}; hãy chỉ đúng nơi để văn bản chính thức.", file=sys.stderr)
        return 1
    records, wrong = catalogue.load_catalogue(options.catalogue)
    documents, more = notes.load_notes(options.notes)
    procedures, faults = checklists.load_checklists(options.checklists)
    all_findings = Findings(errors=[*wrong, *more, *faults])
    known = {record.number: record for record in records}
    official = read_official(options.sources, known.keys() | {n.document for n in documents})
    record_files, note_files, procedure_files = map(
        _files_by_name, (options.catalogue, options.notes, options.checklists)
    )
    files = frozenset(path.name for path in options.sources.rglob("*"))
    for record in records:
        all_findings.add(
            check_record(record, known, official, files), f"{record_files[record.number]}: {record.number}:"
        )
    counts = [
        f"Danh mục: {len(records)} văn bản, {sum(bool(official[n].units) for n in known)} có văn bản trong nguồn."
    ]
    for each in documents:
        findings, line = check_notes(each, official[each.document].units)
        all_findings.add(findings, f"{note_files[each.document]}: {each.document}")
        counts.append(line)
    checker = ChecklistChecker(known, official)
    all_findings.errors += check_together(procedures, procedure_files)
    for checklist in procedures:
        all_findings.add(checker.check(checklist), f"{procedure_files[checklist.code]}:")
        counts.append(count(checklist))
    for title, lines in (
        ("Lỗi", all_findings.errors),
        ("Không kiểm được", all_findings.unchecked),
        ("Tổng kết", counts),
    ):
        print(f"{title}: {len(lines)}", *lines, sep="\n  ")
    return 1 if all_findings.errors else 0


if __name__ == "__main__":
    sys.exit(main())
