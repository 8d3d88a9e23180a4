"""Citations of the whole codification that lead nowhere: ``python -m eval.references_report --home HOME [--sample 100 --seed 1]``.

Counts citations read, told, and at fault on a day, by kind, over every article whose words are official; prints a random sample of
the faults with their sentence, to be checked by hand (``--sample 0`` for none). The judgements are kept in
``eval/conflicts/references-checked.yaml``; ``--checked`` gives the precision they come to.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from assist.conflicts.model import Clause
from assist.conflicts.references import Broken, read_references
from assist.conflicts.shelf import Shelf
from corpus.documents import Status
from corpus.library import Library
from corpus.library.schema import ProvisionRow, Witness
from corpus.provisions import VERBATIM, ProvisionId
from corpus.settings import get_settings

CHECKED = Path(__file__).parent / "conflicts" / "references-checked.yaml"


def articles(library: Library, shelf: Shelf, on: date) -> Iterator[Clause]:
    """Every article with official words, of documents that have not ended by the day."""
    with Session(library.engine) as session:
        query = (
            select(ProvisionRow.pid, ProvisionRow.text, ProvisionRow.heading)
            .join(Witness, Witness.id == ProvisionRow.witness_id)
            .where(ProvisionRow.preferred, Witness.origin == VERBATIM, ProvisionRow.level == "ARTICLE")
            .order_by(ProvisionRow.pid)
            .execution_options(yield_per=1000)
        )
        for pid, text, heading in session.execute(query):
            provision = ProvisionId.parse(pid)
            validity = shelf.validity(provision)
            ended = validity is not None and validity.status(on) is Status.EXPIRED
            if not ended and shelf.ending(ProvisionId(provision.document), on) is None:
                yield Clause(provision, text, heading)


def precision(path: Path = CHECKED) -> list[tuple[str, int, int]]:
    """For each sample of judgements: its name, how many were right, how many were judged."""
    samples = yaml.safe_load(path.read_text(encoding="utf-8"))["samples"]
    return [(s["name"], sum(j["verdict"] == "right" for j in s["judged"]), len(s["judged"])) for s in samples]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="home of the library (default: as the settings say)")
    parser.add_argument("--on", type=date.fromisoformat, default=date.today(), help="day of review, 2026-11-22")
    parser.add_argument("--sample", type=int, default=0, help="how many faults to print")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checked", action="store_true", help="only the precision of the judgements kept")
    options = parser.parse_args()
    if options.checked:
        for name, right, judged in precision():
            print(f"{name}: {right} of {judged} right ({100 * right / judged:.0f} %)")
        return 0

    started = time.perf_counter()
    library = Library.open(
        f"sqlite:///{options.home.absolute()}/var/library.sqlite" if options.home else get_settings().database
    )
    shelf = Shelf(library)
    reading = time.perf_counter() - started
    print(f"shelf read in {reading:.0f} s; documents that others end: {len(shelf.endings)}", file=sys.stderr)
    counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    found: list[tuple[Clause, Broken]] = []
    for clause in articles(library, shelf, options.on):
        read = read_references(clause, options.on, shelf)
        counts["articles"] += 1
        counts["citations read"] += read.citations
        counts["told which document and place"] += read.resolved
        counts["places cited"] += read.targets
        for broken in read.broken:
            faults[broken.fault.value] += 1
            found.append((clause, broken))
        if counts["articles"] % 5000 == 0:
            print(f"{counts['articles']} articles, {time.perf_counter() - started:.0f} s", file=sys.stderr)
    print(f"seconds {time.perf_counter() - started:.0f}")
    for name, number in counts.items():
        print(f"{name:<32} {number}")
    print(f"{'citations at fault':<32} {len(found)} in {len({c.id for c, _ in found})} articles")
    for name, number in faults.most_common():
        print(f"  {name:<30} {number}")
    sample = random.Random(options.seed).sample(found, min(options.sample, len(found)))
    for i, (clause, broken) in enumerate(sample, 1):
        print(f"\n{i}. [{broken.fault.value}] {clause.id} -> {', '.join(map(str, broken.targets))}")
        print(f"   {broken.difference.what}")
        start, end = broken.citation.start, broken.citation.end
        print("   …" + " ".join(clause.text[max(0, start - 250) : end + 150].split()) + "…")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
