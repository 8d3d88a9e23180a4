"""How fast search is and what it takes, beside a baseline in the same run: ``python -m eval.speed --home DIR``.

``[--chart FILE.svg] [--sizes 1000,10000,…]``. DIR: where ``var/`` lives; its index is brought up to date first, else nothing is
written there. What is rebuilt stands in temporary folders that are removed.

1. Warm search: milliseconds of ``Searcher.search`` over the questions of main.jsonl and investigators-tune.jsonl (the first ten only
   warm up), and right after each of them those of the bare engine: both nearest queries with the vectors, the filter and the limit of
   that search's first request. Then where a search's time goes: mean milliseconds by stage, without the stages inside it.
2. The same over an index whose points are clauses (``eval.speed_clauses``).
3. Cold start: wall seconds of ``kholuat search`` as a process of its own, beside ``import numpy``, in turn; files are in the page
   cache.
4. Indexing: seconds of ``Searcher.refresh(rebuild=True)`` on a copy of the library, beside reading the same units and dropping them.
5. The engine alone at sizes (``eval.speed_sizes``).

Memory is the greatest resident size of the process that did it, Python and numpy (some 60 MiB) included, as Linux keeps it for that
program (VmHWM): what ``getrusage`` gives for a child is never less than its parent's. Ratios are this run's; on a machine that does
other work compare them rather than milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from eval.ask_report import QUESTIONS, TODAY, TUNE, read_questions
from eval.home import open_application
from eval.measuring import MIB, MOST_SECONDS, Stopwatch, disk_used, high, middle, milliseconds, peak_memory, table, work
from eval.speed_clauses import over_clauses
from eval.speed_sizes import SIZES, at_size, chart_of, print_sizes
from search.encoding import SparseVector
from search.model import Query

if TYPE_CHECKING:
    from search.service import Searcher

WARM_UP, COLD_RUNS, ASKED_AT_SIZES = 10, 5, 50

Floats = NDArray[np.float32]


# Warm search -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Warm:
    """Milliseconds of each search and of the bare engine, mean milliseconds by stage, and the vectors that were asked with."""

    search: list[float]
    engine: list[float]
    stages: dict[str, float]
    asked: list[tuple[Floats, SparseVector]]


def questions() -> list[Query]:
    """Those of both sets, each on its day."""
    return [Query(q.question, q.on or TODAY) for path in (QUESTIONS, TUNE) for q in read_questions(path)]


def warm(searcher: Searcher, queries: Sequence[Query]) -> Warm:
    """Ask everything once; the first ``WARM_UP`` are not counted."""
    for query in queries[:WARM_UP]:
        searcher.search(query)
    counted, watch, first = queries[WARM_UP:], Stopwatch(), []
    engine = searcher.index._search

    def noting(*request: Any) -> Any:
        first.append(request)
        return engine(*request)

    searches, bare, asked = [], [], []
    with ExitStack() as patches:
        for owner, name, stage in _stages(searcher):
            call = noting if stage == "engine" else getattr(owner, name)
            patches.enter_context(mock.patch.object(owner, name, watch.timed(stage, call)))
        for query in counted:
            first.clear()
            searches.append(milliseconds(searcher.search, query))
            request = first[0]
            bare.append(milliseconds(engine, *request))
            asked.append(request[:2])
    stages = {name: 1000 * spent / len(counted) for name, spent in watch.spent.items()}
    stages["the rest"] = float(np.mean(searches)) - sum(stages.values())
    usable = [(dense, sparse) for dense, sparse in asked if dense is not None and sparse is not None]
    return Warm(searches, bare, stages, usable)


def _stages(searcher: Searcher) -> list[tuple[Any, str, str]]:
    """Whose call, its name, and the stage it belongs to."""
    from search import ranking, service
    from search.query import Understood

    return [
        (service, "understand", "understanding, mending"),
        (Understood, "with_text", "understanding, mending"),
        (searcher, "_gathered", "gathering"),
        (searcher.index, "_search", "engine"),
        (ranking.Ranking, "__init__", "reading, measuring"),
        (ranking, "best_path", "choosing the clause"),
        (ranking.Ranking, "hits", "hits from the library"),
    ]


def print_warm(found: Warm, points: str) -> None:
    engine, search = (middle(found.engine), high(found.engine)), (middle(found.search), high(found.search))
    print(f"\n## Warm search over {points}, {len(found.search)} questions\n")
    rows = [
        ["bare engine", *engine, 1.0, 1.0],
        ["search", *search, search[0] / engine[0], search[1] / engine[1]],
    ]
    print(table(["", "p50 ms", "p95 ms", "× engine, p50", "× engine, p95"], rows))
    whole = sum(found.stages.values())
    parts = sorted(found.stages.items(), key=lambda part: -part[1])
    rows = [[name, spent, f"{spent / whole:.0%}"] for name, spent in parts]
    print("\n" + table(["stage", "mean ms", "share"], [*rows, ["search", whole, "100%"]]), flush=True)


# Cold start and indexing -----------------------------------------------------------------------------------------------


def cold(home: Path, question: str) -> tuple[list[float], list[float]]:
    """Wall seconds of ``kholuat search`` and of importing numpy, run in turn."""
    kholuat = str(Path(sys.executable).with_name("kholuat"))
    environment = {**os.environ, "KHOLUAT_HOME": str(home.absolute())}

    def seconds(*command: str) -> float:
        quiet = subprocess.DEVNULL
        return milliseconds(lambda: subprocess.run(command, env=environment, stdout=quiet, check=True)) / 1000

    pairs = [
        (seconds(kholuat, "search", question), seconds(sys.executable, "-c", "import numpy")) for _ in range(COLD_RUNS)
    ]
    return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]


def print_cold(home: Path, question: str) -> None:
    ours, theirs = cold(home, question)
    print(f"\n## Cold start, {COLD_RUNS} runs each\n")
    rows = [
        ["import numpy", middle(theirs), min(theirs), max(theirs), 1.0],
        ["kholuat search", middle(ours), min(ours), max(ours), middle(ours) / middle(theirs)],
    ]
    print(table(["", "median s", "least s", "most s", "× import numpy"], rows), flush=True)


def index_anew(home: Path) -> dict[str, float]:
    """Reads all units, then builds the index of the library below ``home``. Runs in a process of its own."""
    from corpus.library import Library
    from corpus.settings import Settings
    from search.service import Searcher

    settings = Settings(home=home)
    library = Library.open(settings.database)
    reading = milliseconds(lambda: sum(1 for _ in library.index_rows(0))) / 1000
    searcher, before = Searcher(library, settings), peak_memory()
    start = time.perf_counter()
    units = searcher.refresh(rebuild=True)
    seconds = time.perf_counter() - start
    peak = peak_memory()
    disk = disk_used(home / "var" / "index")
    searcher.index.close()
    return {
        "reading": reading,
        "before": before,
        "units": units,
        "seconds": seconds,
        "peak": peak,
        "disk": disk,
    }


def print_indexing(home: Path) -> None:
    with TemporaryDirectory(prefix="kholuat-speed-") as folder:
        (Path(folder) / "var").mkdir()
        source, target = (at / "var" / "library.sqlite" for at in (home, Path(folder)))
        with closing(sqlite3.connect(source)) as ours, closing(sqlite3.connect(target)) as copied:
            ours.backup(copied)
        found = work("indexing", folder, seconds=4 * MOST_SECONDS)
    if isinstance(found, str):
        print(f"\n## Indexing: none, {found}", flush=True)
        return
    print(f"\n## Indexing, {found['units']:.0f} units, {found['disk'] / MIB:.0f} MiB on disk\n")
    rows = [
        ["reading the units", found["reading"], found["units"] / found["reading"], found["before"] / MIB, 1.0],
        ["indexing", found["seconds"], found["units"] / found["seconds"], found["peak"] / MIB,
         found["seconds"] / found["reading"]],
    ]  # fmt: skip
    print(table(["", "s", "units a second", "peak MiB", "× reading"], rows), flush=True)


def _work(task: str, arguments: Sequence[str]) -> None:
    if task == "indexing":
        print(json.dumps(index_anew(Path(arguments[0]))))
    else:
        folder, index_folder, size = arguments
        print(json.dumps(asdict(at_size(Path(folder), Path(index_folder), int(size)))))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; exit 1 if the home's index is empty."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path(), help="where var/ lives (default: here)")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="where to draw time and memory against points")
    parser.add_argument("--sizes", default=SIZES, help=f"points of the indexes to build (default: {SIZES})")
    parser.add_argument("--worker", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.worker:
        _work(options.worker[0], options.worker[1:])
        return 0
    sizes = [int(size) for size in options.sizes.split(",") if size]
    searcher = open_application(options.home).searcher
    if not (points := searcher.index.count()):
        print(f"no index below {options.home}; ingest the texts first", file=sys.stderr)
        return 1
    load = " ".join(f"{n:.1f}" for n in os.getloadavg())
    print(f"{points} points, {os.cpu_count()} cores, load average {load}")
    queries = questions()
    found = warm(searcher, queries)
    print_warm(found, f"{points} articles as points")
    fresh = open_application(options.home).searcher  # to which every unit is new, as it was to the other
    with over_clauses(fresh) as clauses:
        print_warm(warm(fresh, queries), f"{clauses} clauses as points")
    print_cold(options.home, queries[0].question)
    print_indexing(options.home)
    measured = print_sizes(searcher, found.asked[:ASKED_AT_SIZES], sizes) if sizes else []
    if options.chart and measured:
        options.chart.write_text(chart_of(measured), encoding="utf-8")
        print(f"\nchart: {options.chart}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
