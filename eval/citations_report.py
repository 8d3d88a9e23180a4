"""How many references of the official texts lead to a stored provision: ``python -m eval.citations_report`` on the library at
KHOLUAT_HOME, after ``kholuat ingest``.

Two measures. *Related*: targets of the codification's lines "Điều này có nội dung liên quan đến …", by codified number.
*Inline*: provisions cited in the text of every article, read by ``corpus.citations``; one counts as stored if the article, and the
clause and point if they are named, are in the library.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date

from more_itertools import chunked
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.citations import find_citations
from corpus.library import Library
from corpus.library.schema import ProvisionRow, Witness
from corpus.names import NameEntry, Names
from corpus.provisions import VERBATIM, ProvisionId
from corpus.settings import get_settings

_CODIFIED = re.compile(r"\d+\.\d+\.[A-ZĐ]+(?:\.\d+[a-zđ]?)+")


def related(library: Library) -> Counter[str]:
    """Counts of related targets: "stored", "not stored" (a codified number nobody holds), "words" (no codified number)."""
    links = library.codified_links()
    stored = library.by_codified({target for _, target in links if _CODIFIED.fullmatch(target)})
    counts: Counter[str] = Counter()
    for _, target in links:
        if target in stored:
            counts["stored"] += 1
        else:
            counts["not stored" if _CODIFIED.fullmatch(target) else "words"] += 1
    return counts


def articles(library: Library) -> Iterator[tuple[ProvisionId, str]]:
    """Every preferred verbatim unit: id and text."""
    with Session(library.engine) as session:
        query = (
            select(ProvisionRow.pid, ProvisionRow.text)
            .join(Witness, Witness.id == ProvisionRow.witness_id)
            .where(ProvisionRow.preferred, Witness.origin == VERBATIM, ProvisionRow.level == "ARTICLE")
            .execution_options(yield_per=1000)
        )
        for pid, text in session.execute(query):
            yield ProvisionId.parse(pid), text


def inline(library: Library, names: Names, limit: int | None = None) -> tuple[Counter[str], int]:
    """Counts of provisions cited inline, and how many articles were read.

    "stored"; "unit only": the article is there, the clause or point is not; "document not held"; "not stored"; "no target": the
    document cannot be told.
    """
    held = {d.number for d in library.documents(date.today()) if d.origin == VERBATIM}
    counts: Counter[str] = Counter()
    read = 0
    for batch in chunked(articles(library), 500):
        if limit and read >= limit:
            break
        targets: list[ProvisionId] = []
        for pid, text in batch:
            read += 1
            for citation in find_citations(text, names=names, context=pid):
                counts["no target"] += not citation.targets
                targets.extend(t for t in citation.targets if t.path)
        stored = library.exists(set(targets))
        units = library.exists({t.unit() for t in targets})
        for target in targets:
            if target in stored:
                counts["stored"] += 1
            elif target.document not in held:
                counts["document not held"] += 1
            elif target.unit() in units:
                counts["unit only"] += 1
            else:
                counts["not stored"] += 1
    return counts, read


def names_of(library: Library) -> Names:
    """Names of all documents of the library."""
    return Names(
        NameEntry(d.number, d.kind, d.title, d.issued, d.effective, d.expires, aliases)
        for d, aliases in library.name_entries()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--limit", type=int, help="read only so many articles")
    arguments = parser.parse_args()
    library = Library.open(get_settings().database)
    counts = related(library)
    total = sum(counts.values())
    print(f"related targets: {total}")
    for name, count in counts.most_common():
        print(f"  {name}: {count} ({count / max(total, 1):.1%})")
    with_number = counts["stored"] + counts["not stored"]
    print(f"  of those with a codified number, stored: {counts['stored'] / max(with_number, 1):.1%}")
    begin = time.perf_counter()
    counts, read = inline(library, names_of(library), arguments.limit)
    total = sum(counts.values())
    print(f"inline references: {total} in {read} articles, {time.perf_counter() - begin:.0f} s")
    for name, count in counts.most_common():
        print(f"  {name}: {count} ({count / max(total, 1):.1%})")
    in_held = counts["stored"] + counts["unit only"] + counts["not stored"]
    print(
        f"  of those into documents the library holds, stored to the letter: {counts['stored'] / max(in_held, 1):.1%}"
    )


if __name__ == "__main__":
    main()
