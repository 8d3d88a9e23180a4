"""How well are differing provisions told from like ones? ``python -m eval.conflicts_report planted|real …``.

``planted --sources DIR [--seed N] [--size N] [--show N]``: pairs made by script (eval/conflicts/planted.py). What a comparison says of
a pair is its most severe difference, NONE if it gives none. Told by type: precision, recall, F1; over all: macro-F1 (the mean of the
types' F1) with its 95 % interval (percentile bootstrap over pairs). Baselines: the commonest mutation for every pair; DUPLICATE where
two texts share more than a part of their syllables and NONE elsewhere, with the best such part. Retrieval: for how many altered copies
the original is among the first ten of all clauses of the sources, beside BM25 (bm25s) on the clauses' words.

``real [--home DIR] [--pairs FILE]``: pairs judged by reading (eval/conflicts/pairs.yaml) over the library's texts; a pair worth a
reviewer's time is found, and one that is not is a false alarm, if it is said to differ: by the rules that compare clauses, or by
these and the differences that the shipped checklists noted. Each for the half of the pairs that was open while the rules were mended,
and for the other.

Exit status: 0 where a table was printed, 1 where there is nothing to measure.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import bm25s
import yaml

from assist.conflicts.model import Clause, Difference, DifferenceType, Severity
from assist.conflicts.noted import shipped
from corpus.provisions import ProvisionId
from eval.conflicts.planted import DUPLICATE, NONE, SIZE, PlantedPair, alike, plant, tokens
from eval.conflicts.scores import Told, confusion, interval, macro_f1, most_severe, rows

DEPTH = 10
PAIRS = Path(__file__).parent / "conflicts" / "pairs.yaml"
Compare = Callable[[Clause, Clause], list[Difference]]
Near = Callable[[Clause, int], Sequence[str]]  # the ids of the first so many clauses near one


# -- baselines --------------------------------------------------------------------------------------------------------


def always(pairs: Sequence[PlantedPair]) -> list[tuple[str, str]]:
    """Every pair said to differ, in the way that is commonest among the mutations."""
    common = Counter(p.type for p in pairs if p.type not in {DUPLICATE, NONE}).most_common(1)[0][0]
    return [(p.type, common) for p in pairs]


def by_likeness(pairs: Sequence[PlantedPair]) -> tuple[list[tuple[str, str]], float]:
    """DUPLICATE above a likeness and NONE below it, with the likeness (steps of 0.01) that gives the best macro-F1."""
    likeness = [alike(p.original.text, p.altered.text) for p in pairs]

    def told(least: float) -> list[tuple[str, str]]:
        return [(p.type, DUPLICATE if like >= least else NONE) for p, like in zip(pairs, likeness, strict=True)]

    best = max((n / 100 for n in range(101)), key=lambda least: macro_f1(told(least)))
    return told(best), best


# -- retrieval --------------------------------------------------------------------------------------------------------


def recall_at(pairs: Iterable[PlantedPair], near: Near, depth: int = DEPTH) -> tuple[int, int]:
    """Of the altered copies (mutated or reworded), how many have their original among the first ``depth``; and how many there are."""
    copies = [p for p in pairs if p.type != NONE]
    found = sum(str(p.original.id) in list(near(p.altered, depth))[:depth] for p in copies)
    return found, len(copies)


def bm25_near(clauses: Sequence[Clause]) -> Near:
    """The baseline: BM25 on the syllables of the clauses."""
    retriever = bm25s.BM25()
    retriever.index([tokens(c.text) for c in clauses], show_progress=False)

    def near(clause: Clause, limit: int) -> list[str]:
        found, _ = retriever.retrieve([tokens(clause.text)], k=min(limit, len(clauses)), show_progress=False)
        return [str(clauses[int(n)].id) for n in found[0]]

    return near


def product_near(clauses: Sequence[Clause]) -> Near | None:
    """The product's candidates; None while the module does not exist."""
    module = _module("candidates")
    if module is None:
        return None
    index = getattr(module, "candidates_over", module.Candidates)(clauses)
    return lambda clause, limit: [
        str(getattr(hit, "id", None) or clauses[hit.place].id) for hit in index.near(clause, limit)
    ]


def _module(name: str) -> Any:
    try:
        return import_module(f"assist.conflicts.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"assist.conflicts.{name}":
            raise
        return None


def product_compare() -> Compare | None:
    """The product's comparison of two clauses; None while the modules do not exist."""
    statements, compare = _module("statements"), _module("compare")
    if statements is None or compare is None:
        return None
    return lambda left, right: list(compare.compare(statements.read_statement(left), statements.read_statement(right)))


# -- planted ----------------------------------------------------------------------------------------------------------


def _line(name: str, told: Told) -> str:
    low, high = interval(told)
    return f"| {name} | {macro_f1(told):.3f} | {low:.3f} to {high:.3f} |"


def _tell_ways(pairs: Sequence[PlantedPair], told: Told) -> None:
    """Recall by the way a copy was made, and by whether it is reworded besides."""
    print("\n| kind | way | reworded | right |\n|---|---|---|---|")
    groups: dict[tuple[str, str, bool], list[bool]] = {}
    for pair, (expected, said) in zip(pairs, told, strict=True):
        groups.setdefault((pair.kind, pair.how, pair.reworded), []).append(expected == said)
    for (kind, how, reworded), right in sorted(groups.items()):
        print(f"| {kind} | {how} | {'yes' if reworded else 'no'} | {sum(right)}/{len(right)} |")


def report_planted(
    pairs: Sequence[PlantedPair], clauses: Sequence[Clause], compare: Compare | None, show: int = 0
) -> None:
    """Print the tables for the pairs made from the clauses. ``show``: so many wrong ones are printed with their words."""
    documents = len({p.original.id.document for p in pairs})
    print(
        f"{len(pairs)} pairs from {documents} documents, {sum(p.reworded for p in pairs)} reworded; {len(clauses)} clauses\n"
    )
    summary = ["| | macro-F1 | 95 % |\n|---|---|---|"]
    if compare is None:
        print("assist.conflicts.statements or compare does not exist yet: the comparison is left out.\n")
    else:
        started = time.perf_counter()
        differences = [compare(p.original, p.altered) for p in pairs]
        each = 1000 * (time.perf_counter() - started) / len(pairs)
        told = [(p.type, most_severe(d)) for p, d in zip(pairs, differences, strict=True)]
        print("| type | pairs | precision | recall | F1 |\n|---|---|---|---|---|")
        for row in rows(told):
            print(f"| {row.name} | {row.true} | {row.precision:.3f} | {row.recall:.3f} | {row.f1:.3f} |")
        _tell_ways(pairs, told)
        print("\n" + "\n".join(confusion(told)) + f"\n\nreading two and comparing them: {each:.2f} ms a pair\n")
        summary.append(_line("comparison", told))
        wrong = [(p, d) for p, d, (e, s) in zip(pairs, differences, told, strict=True) if e != s]
        for pair, found in wrong[:: max(1, len(wrong) // show)][:show] if show else ():
            print(f"{pair.kind} {pair.how}: {pair.was!r} → {pair.now!r}; {pair.original.id} | {pair.altered.id}")
            print(
                f"   {pair.original.text}\n   {pair.altered.text}\n   said: {[(d.type.name, d.severity.value, d.what) for d in found]}"
            )
    told_by_likeness, least = by_likeness(pairs)
    summary += [
        _line("always the commonest mutation", always(pairs)),
        _line(f"likeness ≥ {least:.2f}", told_by_likeness),
    ]
    print("\n".join(summary))

    print(f"\n| original among the first {DEPTH} | found | recall |\n|---|---|---|")
    nears = {"candidates": product_near(clauses), "BM25, syllables": bm25_near(clauses)}
    for name, near in nears.items():
        if near is None:
            print(f"| {name} | left out: assist.conflicts.candidates does not exist yet | |")
        else:
            found_number, asked = recall_at(pairs, near)
            print(f"| {name} | {found_number}/{asked} | {found_number / max(asked, 1):.3f} |", flush=True)


# -- real -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RealPair:
    """Two places, what a reader found between them, and whether a reviewer should see it. ``right`` is "" where it is a fact."""

    left: str
    right: str
    type: str
    worth: bool


def read_pairs(path: Path) -> list[RealPair]:
    """The judged pairs; ValueError, in Vietnamese, at an entry that is not whole."""
    known = {t.value for t in DifferenceType} | {"không"}
    found = []
    for n, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or [], 1):
        worth = {"yes": True, "no": False}.get(str(entry.get("worth")).lower(), entry.get("worth"))
        if not entry.get("left") or entry.get("type") not in known or not isinstance(worth, bool):
            raise ValueError(
                f"{path.name}, cặp {n}: cần left, type (một loại đã biết hoặc “không”) và worth (yes hoặc no)."
            )
        found.append(RealPair(str(entry["left"]), str(entry.get("right") or ""), entry["type"], worth))
    return found


def differs(left: Sequence[Clause], right: Sequence[Clause], compare: Compare) -> list[Difference]:
    """What the comparison gives for any piece of one place against any piece of the other."""
    return [difference for a in left for b in right for difference in compare(a, b)]


def noted_of(pair: RealPair) -> list[Difference]:
    """What the shipped checklists noted of the two places."""
    left, right = ProvisionId.parse(pair.left), ProvisionId.parse(pair.right)
    return [Difference(n.type, n.severity, n.act) for n in shipped() if n.covers(left, right)]


def seen(pair: RealPair) -> bool:
    """Whether the pair is of the half that whoever mended the rules could look at (by its hash); the other half was not opened."""
    return int(hashlib.sha256((pair.left + pair.right).encode()).hexdigest(), 16) % 2 == 0


def report_real(pairs: Sequence[RealPair], clauses_at: Callable[[str], Sequence[Clause]], compare: Compare) -> None:
    """Print precision and recall over the judged pairs. ``clauses_at``: the pieces of the text at a place, none if it is not held."""
    told: list[tuple[RealPair, list[Difference], list[Difference]]] = []
    for pair in pairs:
        left, right = clauses_at(pair.left), clauses_at(pair.right) if pair.right else ()
        if not left or not right:
            reason = "against a fact" if not pair.right else "no text held"
            print(f"  left out ({reason}): {pair.left} | {pair.right} ({pair.type})")
            continue
        told.append((pair, differs(left, right, compare), noted_of(pair)))
    yes = sum(pair.worth for pair, *_ in told)
    print(
        f"\n{len(told)} pairs ({yes} worth a reviewer's time, {len(told) - yes} not), {len(pairs) - len(told)} left out\n"
    )
    print("| | half | found | false alarms | precision | recall |\n|---|---|---|---|---|---|")
    for name, given in _WAYS.items():
        for half, of_half in (("seen", (True,)), ("not seen", (False,)), ("both", (True, False))):
            hits = [(pair.worth, given(rules, noted)) for pair, rules, noted in told if seen(pair) in of_half]
            there = sum(worth for worth, _ in hits)
            hit, false = (sum(bool(found) for worth, found in hits if worth is right) for right in (True, False))
            print(
                f"| {name} | {half} | {hit}/{there} | {false}/{len(hits) - there}"
                f" | {hit / max(hit + false, 1):.3f} | {hit / max(there, 1):.3f} |"
            )
    named = sum(pair.worth and pair.type in {d.type.value for d in (*rules, *noted)} for pair, rules, noted in told)
    print(f"\nof the {yes} worth it, {named} are named by their type among others")


def _graver(differences: Sequence[Difference]) -> list[Difference]:
    return [d for d in differences if d.severity is not Severity.LOW]


#: What counts as said to differ, from what the rules read and what the checklists noted.
_WAYS: dict[str, Callable[[list[Difference], list[Difference]], Sequence[Difference]]] = {
    "rules": lambda rules, noted: rules,
    "rules, above the lowest severity": lambda rules, noted: _graver(rules),
    "rules and checklists": lambda rules, noted: [*rules, *noted],
    "rules and checklists, above the lowest": lambda rules, noted: _graver([*rules, *noted]),
}


def library_clauses(home: Path | None) -> Callable[[str], list[Clause]]:
    """The pieces of the text at a place, out of the library below ``home`` (None: as the settings say)."""
    from assist.conflicts.clauses import clauses_of
    from corpus.library import Library
    from corpus.provisions import VERBATIM
    from corpus.settings import get_settings

    if home:
        os.environ["KHOLUAT_HOME"] = str(home)
        get_settings.cache_clear()
    library = Library.open(get_settings().database)

    def clauses_at(place: str) -> list[Clause]:
        pid = ProvisionId.parse(place)
        # the unit is the article; in a text of items, the longest path that is stored
        paths = [pid.unit().path] if pid.article else [pid.path[:length] for length in range(len(pid.path), 0, -1)]
        names = [str(ProvisionId(pid.document, path)) for path in paths]
        held = library.preferred(names, VERBATIM)
        stored = next((held[name] for name in names if name in held), None)
        if stored is None:
            return []
        whole = clauses_of(stored)
        inside = [c for c in whole if pid.contains(c.id)]
        # an item or a point that is no piece of its own stands in the words of the piece around it
        return inside or [c for c in whole if c.id.contains(pid)][-1:]

    return clauses_at


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report asked for; exit 1 if there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = parser.add_subparsers(dest="way", required=True)
    planted_way = ways.add_parser("planted", help="pairs made by script")
    planted_way.add_argument("--sources", type=Path, required=True)
    planted_way.add_argument("--home", type=Path, help="not needed: the pairs are made from the sources")
    planted_way.add_argument("--seed", type=int, default=1)
    planted_way.add_argument("--size", type=int, default=SIZE)
    planted_way.add_argument("--show", type=int, default=0, help="print so many wrong ones, spread over the types")
    real_way = ways.add_parser("real", help="pairs judged by reading")
    real_way.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    real_way.add_argument("--pairs", type=Path, default=PAIRS)
    options = parser.parse_args(arguments)
    compare = product_compare()
    if options.way == "planted":
        from eval.conflicts.originals import read_clauses

        try:
            clauses = read_clauses(options.sources)
            pairs = plant(clauses, options.seed, options.size)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        report_planted(pairs, clauses, compare, options.show)
        return 0
    if compare is None or not options.pairs.is_file():
        print(f"cần assist.conflicts.compare và {options.pairs}; chưa có đủ.", file=sys.stderr)
        return 1
    report_real(read_pairs(options.pairs), library_clauses(options.home), compare)
    return 0


if __name__ == "__main__":
    sys.exit(main())
