"""The field's ten core documents against each other, as a review team would run it: ``python -m eval.conflicts_core [--home DIR]``.

Prints how long reading the library and the review took, the findings by type and severity, and, of the first 50 pairs of provisions,
how many two readers held worth a reviewer's time (``conflicts/first50.yaml``; they read both texts whole, without knowing of each
other's judgement or of the code). A pair nobody has judged is named and counts as not worth it. Agreement: Cohen's kappa (1960).

``--one NUMBER``: that document against the whole library instead, time and counts alone. ``--pairs FILE``: the first pairs with their
texts, to be judged. Exit status: 0, or 1 where the library lacks a document.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assist.conflicts.listing import words_of_difference
from assist.conflicts.model import Clause, Finding
from assist.conflicts.opinions import Verdict, agreement_of
from assist.conflicts.review import ALL, Review, ReviewError
from assist.conflicts.shelf import Shelf
from assist.conflicts.stored import key_of
from corpus.library import Library
from corpus.settings import get_settings
from ui.printing import progress

FOLDER = Path(__file__).parent / "conflicts"
FIRST = 50


def core_documents(path: Path = FOLDER / "core.yaml") -> list[str]:
    """The numbers of the ten documents."""
    return [entry["number"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def read_judged(path: Path = FOLDER / "first50.yaml") -> dict[str, tuple[bool, bool]]:
    """Key of a pair -> what the two readers said: worth a reviewer's time or not."""
    if not path.is_file():
        return {}
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    return {f"{e['left']} | {e['right']}": (bool(e["worth"][0]), bool(e["worth"][1])) for e in entries}


def report_first(pairs: Sequence[Finding], judged: dict[str, tuple[bool, bool]]) -> None:
    """Print the share of the first pairs that each reader held worth it, both, and either; and their agreement."""
    told = [(key_of(f), judged.get(key_of(f))) for f in pairs]
    known = [said for _, said in told if said is not None]
    rows = {
        "first reader": sum(first for first, _ in known),
        "second reader": sum(second for _, second in known),
        "both": sum(first and second for first, second in known),
        "either": sum(first or second for first, second in known),
    }
    print(f"\nfirst {len(pairs)} pairs: {len(known)} judged, {len(pairs) - len(known)} not\n")
    print("| worth it, says | pairs | share |\n|---|---|---|")
    for name, count in rows.items():
        print(f"| {name} | {count}/{len(pairs)} | {count / max(len(pairs), 1):.2f} |")
    said_of = {True: Verdict.OVERLAP, False: Verdict.NONE}
    agreement = agreement_of({"1": said_of[first], "2": said_of[second]} for first, second in known)
    kappa = "-" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    print(f"\nthe two agree on {agreement.same} of {agreement.both}, kappa {kappa}")
    for key, said in told:
        if said is None:
            print(f"  not judged: {key}")


def write_pairs(pairs: Sequence[Finding], path: Path) -> None:
    """The pairs with both texts whole and what is said of them, for a reader to judge."""
    parts = []
    for number, finding in enumerate(pairs, 1):
        assert finding.basis is not None
        parts.append(
            f"### {number}. [{finding.difference.severity.value}] {finding.difference.type.value}\n"
            f"A: {_shown(finding.under_review)}\nB: {_shown(finding.basis)}\n=> {words_of_difference(finding)}\n"
            f"=> áp dụng: {finding.prevails}\n=> lưu ý: {' '.join(finding.remarks)}\n"
        )
    path.write_text("\n".join(parts), encoding="utf-8")


def _shown(clause: Clause) -> str:
    lead = f"\n   (lời dẫn: {clause.lead})" if clause.lead else ""
    return f"{clause.id} — {clause.heading}{lead}\n{clause.text}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the review and print what it gives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    parser.add_argument("--on", type=date.fromisoformat, default=date.today())
    parser.add_argument("--one", help="a document, against the whole library")
    parser.add_argument("--pairs", type=Path, help="write the first pairs with their texts")
    options = parser.parse_args(arguments)
    if options.home:
        os.environ["KHOLUAT_HOME"] = str(options.home)
        get_settings.cache_clear()
    library = Library.open(get_settings().database)
    numbers = [options.one] if options.one else core_documents()
    try:
        Review(library, options.on).check(numbers, ALL if options.one else None)
        started = time.perf_counter()
        with progress("Đọc kho") as advance:
            shelf = Shelf(library, advance)
        read = time.perf_counter()
        with progress("Rà soát") as advance:
            found = Review(library, options.on, shelf).run(numbers, ALL if options.one else None, progress=advance)
        ended = time.perf_counter()
    except ReviewError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{', '.join(numbers)}\nlibrary read in {read - started:.0f} s, review {ended - read:.0f} s, {len(found)} findings\n"
    )
    print("| type | severity | pairs of two documents | of one | against a fact |\n|---|---|---|---|---|")
    counts: Counter[tuple[str, str, str]] = Counter()
    for finding in found:
        kind = (
            "fact"
            if finding.basis is None
            else "one"
            if finding.basis.id.document == finding.under_review.id.document
            else "two"
        )
        counts[finding.difference.type.name, finding.difference.severity.value, kind] += 1
    for type_, severity in dict.fromkeys((t, s) for t, s, _ in sorted(counts)):
        print(
            f"| {type_} | {severity} | {' | '.join(str(counts[type_, severity, kind]) for kind in ('two', 'one', 'fact'))} |"
        )
    pairs = [finding for finding in found if finding.basis is not None][:FIRST]
    if options.pairs:
        write_pairs(pairs, options.pairs)
    if not options.one:
        report_first(pairs, read_judged())
    return 0


if __name__ == "__main__":
    sys.exit(main())
