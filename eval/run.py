"""``make eval``: every figure of RESULTS.md that a machine can measure, one after the other: ``python -m eval.run SOURCES``.

Ingests the official texts into a library of its own below var/eval (kept, so that a second run is quick) and prints each report with
its command. Figures stand in RESULTS.md by hand: a person looks at them first.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from eval.ask_report import LOCKED, PLAIN_LOCKED, PLAIN_TUNE, QUESTIONS, TUNE


def reports(sources: Path, home: str) -> list[list[str]]:
    """The commands, in order, on the library below ``home``."""
    python = sys.executable
    kholuat = str(Path(python).with_name("kholuat"))
    return [
        [kholuat, "ingest", str(sources)],
        [kholuat, "ingest", str(sources)],  # the second run stores nothing new
        [kholuat, "check"],
        [python, "-m", "eval.fidelity", str(sources)],
        [python, "-m", "eval.codification_report", str(sources / "phap-dien")],
        [python, "-m", "eval.scan_words", str(sources)],
        [python, "-m", "eval.check_corpus", str(sources)],
        [python, "-m", "eval.citations_report"],
        [python, "-m", "eval.checklists_report"],
        [python, "-m", "eval.records_report"],
        [python, "-m", "eval.records_report", "--held"],
        [python, "-m", "eval.conflicts_report", "planted", "--sources", str(sources)],
        [python, "-m", "eval.conflicts_report", "real", "--home", home],
        [python, "-m", "eval.conflicts_core", "--home", home],
        [python, "-m", "eval.references_report", "--home", home],
        [python, "-m", "eval.training_report", "--sources", str(sources)],
        [python, "-m", "eval.quiz_report", "--home", home],
        [python, "-m", "eval.ask_report"],
        *(
            [python, "-m", "eval.ask_report", "--questions", str(half)]
            for half in (TUNE, LOCKED, PLAIN_TUNE, PLAIN_LOCKED)
        ),
        [python, "-m", "eval.retrieval_report", *map(str, (QUESTIONS, TUNE, LOCKED, PLAIN_LOCKED, *citizens(sources)))],
        [python, "-m", "eval.speed", "--home", home],
        [python, "-m", "eval.own_documents", "--home", home],
        *with_benchmarks(python, sources.parent / "benchmarks", home),
    ]


def with_benchmarks(python: str, benchmarks: Path, home: str) -> list[list[str]]:
    """The commands that need the benchmarks, where they lie beside the official texts; ALQAC's laws get a library of their own."""
    if not (benchmarks / "alqac").is_dir():
        return []
    laws = f"{home}-alqac"
    return [
        [python, "-m", "eval.alqac", str(benchmarks / "alqac"), "--home", laws, "--part", "report"],
        [python, "-m", "eval.ablation", "--home", home, "--benchmarks", str(benchmarks), "--alqac-home", laws],
    ]


def citizens(sources: Path) -> list[Path]:
    """The citizens' questions, where they lie beside the official texts."""
    return [path for path in [sources.parent / "benchmarks" / "citizen" / "questions.jsonl"] if path.is_file()]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("sources", type=Path, help="folder of official texts")
    parser.add_argument("--home", type=Path, default=Path("var/eval"), help="where the library of the run is kept")
    arguments = parser.parse_args()
    if not arguments.sources.is_dir():
        parser.error(f"no such folder: {arguments.sources}")
    environment = {**os.environ, "KHOLUAT_HOME": str(arguments.home)}
    failed = 0
    for command in reports(arguments.sources, str(arguments.home)):
        print(f"\n$ {' '.join(command)}", flush=True)
        begin = time.perf_counter()
        result = subprocess.run(command, env=environment, check=False)
        print(f"-> exit {result.returncode}, {time.perf_counter() - begin:.0f} s", flush=True)
        # ingest exits 1 where a file could not be read: the report names each
        failed += result.returncode != 0 and "ingest" not in command
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
