"""What the codification's reader takes out of a folder of subjects, and what it cannot read.

Run: ``python -m eval.codification_report FOLDER [--problems N]``. Prints one figure a line, in English, for eval/RESULTS.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpus.provisions import Level
from ingest.codification.assemble import assemble
from ingest.codification.scan import split_subject
from ingest.codification.sources import read_source_line

#: Documents whose articles DESIGN's field leans on: their counts are told one by one.
WATCHED = ("100/2015/QH13", "101/2015/QH13", "43/2021/TT-BCA")


def main(arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0915  (a report: one print a figure)
    """Read every .md file below the folder; exit 1 if the folder holds none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--problems", type=int, default=20, help="how many warnings to print")
    options = parser.parse_args(arguments)
    files = sorted(options.folder.rglob("*.md"))
    if not files:
        print(f"no .md file below {options.folder}", file=sys.stderr)
        return 1

    articles: set[tuple[str, str]] = set()
    documents: set[str] = set()
    watched: dict[str, set[str]] = {number: set() for number in WATCHED}
    portions: Counter[str] = Counter()
    headings = lines = lines_read = links = 0
    problems: list[str] = []
    with_problems: set[str] = set()
    size = 0
    seconds = 0.0
    for file in files:
        text = file.read_text("utf-8")
        size += file.stat().st_size
        begun = time.perf_counter()
        subject = split_subject(text)
        found = assemble(subject, file.name)
        seconds += time.perf_counter() - begun

        headings += len(subject.entries)
        for entry in subject.entries:
            lines += bool(entry.source)
            if entry.source and read_source_line(entry.source):
                lines_read += 1
            else:
                problems.append(f"{file.name}: {entry.code}: source line not read: {entry.source[:160] or '(none)'}")
                with_problems.add(file.name)
        for parsed in found:
            number = parsed.document.number
            documents.add(number)
            links += len(parsed.related)
            for provision in parsed.provisions:
                if provision.level is Level.ARTICLE:
                    articles.add((number, str(provision.id)))
                portions.update(portion.path[-1].level.value for portion in provision.portions)
                if number in watched and provision.id.article:
                    watched[number].add(provision.id.article)
            for warning in parsed.warnings:
                problems.append(f"{file.name}: {number}: {warning}")
                with_problems.add(file.name)

    print(f"files                              {len(files)} ({size / 1e6:.1f} MB)")
    print(f"seconds                            {seconds:.1f} ({size / 1e6 / seconds:.1f} MB/s)")
    print(f"codified headings                  {headings}")
    print(f"source lines read                  {lines_read} of {lines} ({100 * lines_read / max(lines, 1):.3f} %)")
    print(f"headings without a source line     {headings - lines}")
    print(f"distinct (document, article)       {len(articles)}")
    print(f"distinct documents                 {len(documents)}")
    print(f"clauses, points                    {portions['khoản']}, {portions['điểm']}")
    print(f"links between articles             {links}")
    for number, labels in watched.items():
        print(f"articles of {number:<22} {len(labels)}")
    print(f"files with problems                {len(with_problems)}, problems {len(problems)}")
    for problem in problems[: options.problems]:
        print(f"  {problem}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
