"""How fast search is and what it takes, beside a baseline in the same run: ``python -m eval.speed --home DIR``.

``[--chart FILE.svg] [--sizes 1000,10000,…]``. DIR: where ``var/`` lives; its index is brought up to date first, else nothing is
written there. What is rebuilt stands in temporary folders that are removed.

1. Warm search: milliseconds of ``Searcher.search`` over the questions of main.jsonl and investigators-tune.jsonl (the first ten only
   warm up), and right after each of them those of the bare engine: both nearest queries with the vectors, the filter and the limit of
   that search's first request. Then where a search's time goes: mean milliseconds by stage, without the stages inside it.
2. Cold start: wall seconds of ``kholuat search`` as a process of its own, beside ``import numpy``, in turn; files are in the page
   cache.
3. Indexing: seconds of ``Searcher.refresh(rebuild=True)`` on a copy of the library, beside reading the same units and dropping them.
4. The engine at sizes: an index of that many clauses, each a point of its own with its heading and title, the library's again and
   again (with seeded noise on the dense part); building, bytes on disk (holes not counted), hybrid queries for 200 candidates, beside
   an exact scan of the dense vectors alone with numpy. A size foreseen, by the line through the two before it, to take more than
   ``MOST_SECONDS`` or ``MOST_MEMORY`` is skipped and said to be; one that does so unforeseen is stopped.

Memory is the greatest resident size of the process that did it, Python and numpy (some 60 MiB) included, as Linux keeps it for that
program (VmHWM): what ``getrusage`` gives for a child is never less than its parent's. Ratios are this run's; on a machine that does
other work compare them rather than milliseconds. The chart is SVG: matplotlib is no dependency of the project.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from eval.ask_report import QUESTIONS, TODAY, TUNE, read_questions
from eval.home import open_application
from search.encoding import SparseVector, encode_document
from search.index.base import IndexPoint
from search.model import Query
from search.words import clause_texts

if TYPE_CHECKING:
    from search.service import Searcher

WARM_UP, COLD_RUNS, ASKED_AT_SIZES, CANDIDATES = 10, 5, 50, 200
MOST_SECONDS, MOST_MEMORY = 1500, 22 << 30
SIZES = "1000,10000,50000,150000,1000000"
SEED, NOISE = 20261121, 0.1  # the noise's length beside a vector of length 1
_CHUNK = 5000
_MIB = 1 << 20
_ROOT = Path(__file__).parents[1]

Floats = NDArray[np.float32]


# Telling ------------------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers of 100 and more are whole, smaller ones have three figures.

    >>> print(table(["a", "b"], [["x", 1234.5], ["y", 0.12345]]))
    | a | b |
    |---|---|
    | x | 1234 |
    | y | 0.123 |
    """
    lines = [head, ["---"] * len(head), *[[_cell(value) for value in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" if n != 1 else f"|{'|'.join(line)}|" for n, line in enumerate(lines))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return str(value)


def middle(values: Sequence[float]) -> float:
    return float(np.percentile(values, 50))


def high(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return float(np.percentile(values, 95))


def chart(panels: Sequence[tuple[str, dict[str, list[tuple[float, float]]]]], width: int = 420) -> str:
    """An SVG with a log-log panel for each (title, name -> points); a tick at each power of ten."""
    height, parts = width, []
    for n, (title, lines) in enumerate(panels):
        flat = np.log10([point for line in lines.values() for point in line])
        low, top = np.floor(flat.min(axis=0)), np.ceil(flat.max(axis=0))
        span, left = np.maximum(top - low, 1), n * width + 60

        def place(point: Sequence[float], low: Any = low, span: Any = span, left: int = left) -> tuple[float, float]:
            x, y = (np.log10(point) - low) / span
            return left + x * (width - 90), height - 50 - y * (height - 100)

        parts.append(f'<text x="{left}" y="25" font-weight="bold">{title}</text>')
        for axis in (0, 1):
            for power in range(int(low[axis]), int(low[axis] + span[axis]) + 1):
                start, end = 10.0**low, 10.0 ** (low + span)
                start[axis] = end[axis] = 10.0**power
                (x1, y1), (x2, y2) = place(start), place(end)
                at = (x1 - 12, height - 30) if axis == 0 else (left - 48, y1 + 4)
                parts.append(f'<path d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}" stroke="#ddd"/>')
                parts.append(f'<text x="{at[0]:.0f}" y="{at[1]:.0f}">{10.0**power:g}</text>')
        for (name, line), colour in zip(lines.items(), ("#06c", "#c60", "#393"), strict=False):
            places = [place(point) for point in line]
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
            parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
            beside = f'x="{places[-1][0] - 6:.0f}" y="{places[-1][1] - 8:.0f}" text-anchor="end"'
            parts.append(f'<text {beside} fill="{colour}">{name}</text>')
    size = f'width="{width * len(panels)}" height="{height}"'
    style = 'font-family="sans-serif" font-size="12"'
    white = '<rect width="100%" height="100%" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>{white}{"".join(parts)}</svg>\n'


# Warm search --------------------------------------------------------------------------------------------------------


class Stopwatch:
    """Seconds spent in stages; what a stage inside another one takes counts for itself alone."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inside = [0.0]

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, timed as a part of a stage."""

        def timing(*arguments: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            start = time.perf_counter()
            try:
                return call(*arguments, **named)
            finally:
                took = time.perf_counter() - start
                self.spent[stage] += took - self._inside.pop()
                self._inside[-1] += took

        return timing


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
            searches.append(_milliseconds(searcher.search, query))
            request = first[0]
            bare.append(_milliseconds(engine, *request))
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


def _milliseconds(call: Callable[..., Any], *arguments: Any) -> float:
    start = time.perf_counter()
    call(*arguments)
    return 1000 * (time.perf_counter() - start)


def print_warm(found: Warm) -> None:
    engine, search = (middle(found.engine), high(found.engine)), (middle(found.search), high(found.search))
    print(f"\n## Warm search, {len(found.search)} questions\n")
    rows = [
        ["bare engine", *engine, 1.0, 1.0],
        ["search", *search, search[0] / engine[0], search[1] / engine[1]],
    ]
    print(table(["", "p50 ms", "p95 ms", "× engine, p50", "× engine, p95"], rows))
    whole = sum(found.stages.values())
    parts = sorted(found.stages.items(), key=lambda part: -part[1])
    rows = [[name, spent, f"{spent / whole:.0%}"] for name, spent in parts]
    print("\n" + table(["stage", "mean ms", "share"], [*rows, ["search", whole, "100%"]]), flush=True)


# Cold start and indexing --------------------------------------------------------------------------------------------


def cold(home: Path, question: str) -> tuple[list[float], list[float]]:
    """Wall seconds of ``kholuat search`` and of importing numpy, run in turn."""
    kholuat = str(Path(sys.executable).with_name("kholuat"))
    environment = {**os.environ, "KHOLUAT_HOME": str(home.absolute())}

    def seconds(*command: str) -> float:
        quiet = subprocess.DEVNULL
        return _milliseconds(lambda: subprocess.run(command, env=environment, stdout=quiet, check=True)) / 1000

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


def peak_memory() -> int:
    """Greatest resident size of this program so far, in bytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def index_anew(home: Path) -> dict[str, float]:
    """Reads all units, then builds the index of the library below ``home``. Runs in a process of its own."""
    from corpus.library import Library
    from corpus.settings import Settings
    from search.service import Searcher

    settings = Settings(home=home)
    library = Library.open(settings.database)
    reading = _milliseconds(lambda: sum(1 for _ in library.index_rows(0))) / 1000
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
        found = _worker("indexing", folder, seconds=4 * MOST_SECONDS)
    if isinstance(found, str):
        print(f"\n## Indexing: none, {found}", flush=True)
        return
    print(f"\n## Indexing, {found['units']:.0f} units, {found['disk'] / _MIB:.0f} MiB on disk\n")
    rows = [
        ["reading the units", found["reading"], found["units"] / found["reading"], found["before"] / _MIB, 1.0],
        ["indexing", found["seconds"], found["units"] / found["seconds"], found["peak"] / _MIB,
         found["seconds"] / found["reading"]],
    ]  # fmt: skip
    print(table(["", "s", "units a second", "peak MiB", "× reading"], rows), flush=True)


def disk_used(folder: Path) -> int:
    """Bytes that the files of a folder take, without their holes."""
    return sum(512 * path.stat().st_blocks for path in folder.rglob("*") if path.is_file())


def _worker(task: str, *arguments: str, seconds: float = MOST_SECONDS) -> dict[str, float] | str:
    """What a task gives that runs as a process of its own, or why it gives nothing."""
    command = [sys.executable, "-m", "eval.speed", "--worker", task, *arguments]
    environment = {k: v for k, v in os.environ.items() if k not in {"QDRANT_URL", "KHOLUAT_QDRANT_URL"}}
    environment.pop("KHOLUAT_DATABASE_URL", None)  # the copy is worked on, nothing else
    try:
        done = subprocess.run(
            command, cwd=_ROOT, env=environment, timeout=seconds, capture_output=True, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {seconds / 60:.0f} minutes"
    if done.returncode:
        said = (done.stderr.strip() or "nothing said").splitlines()[-1]
        return f"ended with {done.returncode}, memory being limited to {MOST_MEMORY >> 30} GiB ({said[:100]})"
    return dict(json.loads(done.stdout.splitlines()[-1]))


# The engine at sizes ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Vectors:
    """Points or questions: dense vectors (N, dim), and sparse ones laid end to end, ``starts`` (N + 1,) into them."""

    dense: Floats
    starts: NDArray[np.int64]
    indices: NDArray[np.uint32]
    values: Floats

    @classmethod
    def of(cls, pairs: Sequence[tuple[Floats, SparseVector]]) -> Vectors:
        return cls(
            np.array([dense for dense, _ in pairs], np.float32),
            np.cumsum([0, *(len(sparse) for _, sparse in pairs)]),
            np.concatenate([sparse.indices for _, sparse in pairs]),
            np.concatenate([sparse.values for _, sparse in pairs]),
        )

    def sparse(self, n: int) -> SparseVector:
        part = slice(self.starts[n], self.starts[n + 1])
        return SparseVector(self.indices[part], self.values[part])

    def save(self, folder: Path, name: str) -> None:
        for part in self.__dataclass_fields__:
            np.save(folder / f"{name}-{part}.npy", getattr(self, part))

    @classmethod
    def load(cls, folder: Path, name: str) -> Vectors:
        """Left on disk, so that a small index is not charged with the whole library."""
        return cls(*(np.load(folder / f"{name}-{part}.npy", mmap_mode="r") for part in cls.__dataclass_fields__))


def clause_points(searcher: Searcher) -> tuple[Vectors, list[dict[str, Any]]]:
    """A point for each clause of the library (of what has none, for the whole), shuffled, with what filters look at."""
    stored = searcher.tables().vectors
    start = dict(zip(stored.rows.tolist(), stored.start[:-1].tolist(), strict=True))
    pairs: list[tuple[Floats, SparseVector]] = []
    payloads: list[dict[str, Any]] = []
    for row in searcher.library.index_rows(0):
        if not row.alive:
            continue
        for n, text in enumerate(clause_texts(row.text, row.portions), start[row.row] + 1):
            pairs.append((stored.numbers[n] * stored.scale[n], encode_document(row.heading, text, row.title)))
            payloads.append({"unit": row.pid, "document": row.document, "kind": row.kind, "issuers": list(row.issuers)})
    order = np.random.default_rng(SEED).permutation(len(pairs)).tolist()
    return Vectors.of([pairs[n] for n in order]), [payloads[n] for n in order]


def tiled(source: Vectors, payloads: Sequence[dict[str, Any]], size: int) -> Iterator[IndexPoint]:
    """``size`` points: the source's again and again, with noise on the dense part and ids of their own."""
    random = np.random.default_rng(SEED)
    for start in range(0, size, _CHUNK):
        which = np.arange(start, min(start + _CHUNK, size)) % len(payloads)
        dense = source.dense[which]
        dense = dense + random.standard_normal(dense.shape, np.float32) * np.float32(NOISE / np.sqrt(dense.shape[1]))
        dense /= np.linalg.norm(dense, axis=1, keepdims=True)
        for n, (place, vector) in enumerate(zip(which.tolist(), dense, strict=True), start + 1):
            facts = {**payloads[place], "issuers": tuple(payloads[place]["issuers"])}
            yield IndexPoint(id=n, dense=vector, sparse=source.sparse(place), **facts)


@dataclass(frozen=True)
class AtSize:
    """Seconds to build, bytes on disk, bytes of memory after the queries; milliseconds of the engine and of a scan with numpy."""

    points: int
    build: float
    disk: int
    memory: int
    p50: float
    p95: float
    scan: float


def at_size(folder: Path, index_folder: Path, size: int) -> AtSize:
    """Builds and asks an index of one size. Runs in a process of its own."""
    from search.index.edge import EdgeIndex

    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    source, asked = Vectors.load(folder, "points"), Vectors.load(folder, "asked")
    with (folder / "payloads.jsonl").open(encoding="utf-8") as lines:
        payloads = [json.loads(line) for line in islice(lines, size)]
    index = EdgeIndex(index_folder, source.dense.shape[1])
    start = time.perf_counter()
    with index.writing("1", rebuild=True) as writer:
        writer.upsert(tiled(source, payloads, size))
    build, disk = time.perf_counter() - start, disk_used(index_folder)
    requests = [(np.array(asked.dense[n]), asked.sparse(n)) for n in range(len(asked.dense))]
    for dense, sparse in requests[:WARM_UP]:
        index.hybrid(dense, sparse, CANDIDATES)
    took = [_milliseconds(index.hybrid, dense, sparse, CANDIDATES) for dense, sparse in requests]
    memory = peak_memory()
    index.close()
    return AtSize(size, build, disk, memory, middle(took), high(took), _scan(source, payloads, size, requests))


def _scan(source: Vectors, payloads: Any, size: int, requests: Sequence[tuple[Floats, SparseVector]]) -> float:
    """Median milliseconds of the nearest ``CANDIDATES`` of all dense vectors, with numpy."""
    matrix = np.empty((size, source.dense.shape[1]), np.float32)
    for n, point in enumerate(tiled(source, payloads, size)):
        matrix[n] = point.dense

    def nearest(dense: Floats) -> NDArray[np.intp]:
        scores = matrix @ dense
        best = np.argpartition(-scores, min(CANDIDATES, size - 1))[:CANDIDATES]
        return best[np.argsort(-scores[best])]

    return middle([_milliseconds(nearest, dense) for dense, _ in requests])


def foreseen(size: int, before: Sequence[tuple[int, float]]) -> float:
    """What a size will take by the straight line through the last two (size, taken); 0 from fewer.

    >>> foreseen(100, [(10, 2.0), (20, 3.0)]), foreseen(100, [(10, 2.0)])
    (11.0, 0.0)
    """
    if len(before) < 2:
        return 0.0
    (a, first), (b, second) = before[-2:]
    return second + (size - b) * max(second - first, 0.0) / (b - a)


def sizes_measured(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[int, AtSize | str]]:
    """For each size, smallest first, what was found or why it was skipped."""
    seconds: list[tuple[int, float]] = []
    memory: list[tuple[int, float]] = []
    for size in sorted(set(sizes)):
        needs_s, needs_b = foreseen(size, seconds), foreseen(size, memory)
        if needs_s > MOST_SECONDS or needs_b > MOST_MEMORY:
            yield size, f"would take some {needs_s / 60:.1f} minutes and {needs_b / (1 << 30):.1f} GiB"
            continue
        index_folder = folder / f"index-{size}"
        start = time.perf_counter()
        found = _worker("size", str(folder), str(index_folder), str(size))
        shutil.rmtree(index_folder, ignore_errors=True)
        if isinstance(found, str):
            yield size, found
            continue
        measured = AtSize(**found)  # type: ignore[arg-type]
        seconds.append((size, time.perf_counter() - start))
        memory.append((size, measured.memory))
        yield size, measured


def print_sizes(searcher: Searcher, asked: Sequence[tuple[Floats, SparseVector]], sizes: Sequence[int]) -> list[AtSize]:
    """Prints a row a size; gives those measured."""
    print(f"\n## The engine at sizes, {len(asked)} questions\n")
    head = ["points", "build s", "points a second", "disk MiB", "peak MiB", "p50 ms", "p95 ms", "scan p50 ms", "× scan"]
    print(table(head, []), flush=True)
    measured = []
    with TemporaryDirectory(prefix="kholuat-speed-") as name:
        folder = Path(name)
        source, payloads = clause_points(searcher)
        source.save(folder, "points")
        Vectors.of(asked).save(folder, "asked")
        lines = (json.dumps(payload) for payload in payloads)
        (folder / "payloads.jsonl").write_text("\n".join(lines), encoding="utf-8")
        del source, payloads
        for size, found in sizes_measured(folder, sizes):
            if isinstance(found, str):
                print(f"| {size} | skipped: {found} |{' |' * (len(head) - 2)}", flush=True)
                continue
            measured.append(found)
            row = [size, found.build, size / found.build, found.disk / _MIB, found.memory / _MIB,
                   found.p50, found.p95, found.scan, found.p50 / found.scan]  # fmt: skip
            print(table(head, [row]).splitlines()[-1], flush=True)
    return measured


def chart_of(measured: Sequence[AtSize]) -> str:
    """Time and memory against points."""
    times = {
        "engine, p50": [(float(m.points), m.p50) for m in measured],
        "scan of dense vectors, p50": [(float(m.points), m.scan) for m in measured],
    }
    memory = {
        "greatest resident size": [(float(m.points), m.memory / _MIB) for m in measured],
        "on disk": [(float(m.points), m.disk / _MIB) for m in measured],
    }
    return chart([("milliseconds a query, by points", times), ("MiB, by points", memory)])


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
    print_warm(found)
    print_cold(options.home, queries[0].question)
    print_indexing(options.home)
    measured = print_sizes(searcher, found.asked[:ASKED_AT_SIZES], sizes) if sizes else []
    if options.chart and measured:
        options.chart.write_text(chart_of(measured), encoding="utf-8")
        print(f"\nchart: {options.chart}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
