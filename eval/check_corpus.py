"""Check the corpus that ships against the official texts: ``python -m eval.check_corpus SOURCES [--notes FOLDER]``.

Prints the errors, then what a program could not check, then the counts per document. Exit status 1 on any error.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus.notes import FOLDER, Notes, load_notes
from corpus.provisions import Level
from eval.check_notes import Findings, check_article
from eval.official_texts import Units, read_official


def check_notes(notes: Notes, official: Units) -> tuple[Findings, str]:
    """One document's notes against its words, and its line of counts."""
    findings = Findings()
    noted = 0
    for note in notes.articles:
        unit = official.get(str(notes.id_of(note.provision)))
        if unit is None:
            findings.unchecked.append(f"{note.provision}: không có văn bản chính thức để đối chiếu.")
            continue
        noted += 1
        found = check_article(note, notes, unit)
        findings.errors += found.errors
        findings.unchecked += found.unchecked
    duties = [d for a in notes.articles for d in a.duties]
    articles = sum(p.level is Level.ARTICLE for p in official.values())
    others = sum(len(getattr(a, kind)) for a in notes.articles for kind in ("statements", "definitions"))
    frames = sum(len(a.penalties) for a in notes.articles)
    plans = sum(len(a.targets) + len(a.tasks) for a in notes.articles)
    counts = (
        f"{notes.document}: {noted}/{articles or len(official)} điều, mục trong nguồn có ghi chú, {len(duties)} việc, "
        f"{sum(d.limit is not None for d in duties)} giới hạn, {frames} khung hình phạt, {plans} chỉ tiêu và nhiệm vụ, {others} câu khác."
    )
    return findings, counts


def main(arguments: list[str] | None = None) -> int:
    """Print errors, then what could not be checked, then the counts per document."""
    parser = argparse.ArgumentParser(description="Đối chiếu danh mục và ghi chú đi kèm với văn bản chính thức.")
    parser.add_argument("sources", type=Path, help="thư mục văn bản chính thức")
    parser.add_argument("--notes", type=Path, default=FOLDER, help="thư mục ghi chú")
    options = parser.parse_args(arguments)
    if not options.sources.exists():
        print(f"Không có {options.sources}; hãy chỉ đúng nơi để văn bản chính thức.", file=sys.stderr)
        return 1
    loaded, errors = load_notes(options.notes)
    official = read_official(options.sources, [notes.document for notes in loaded])
    unchecked: list[str] = []
    counts: list[str] = []
    for notes in loaded:
        findings, line = check_notes(notes, official[notes.document])
        errors += [f"{notes.document} {error}" for error in findings.errors]
        unchecked += [f"{notes.document} {claim}" for claim in findings.unchecked]
        counts.append(line)
    for title, lines in (("Lỗi", errors), ("Không kiểm được", unchecked), ("Tổng kết", counts)):
        print(f"{title}: {len(lines)}", *lines, sep="\n  ")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
