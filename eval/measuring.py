"""What the report of speed is measured and told with: clocks, memory, disk, processes of their own, tables and a chart.

The chart is SVG: matplotlib is no dependency of the project.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

MIB = 1 << 20
#: What one task may take before it is stopped, in seconds and bytes.
MOST_SECONDS, MOST_MEMORY = 1500, 22 << 30
_ROOT = Path(__file__).parents[1]


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


def milliseconds(call: Callable[..., Any], *arguments: Any) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    call(*arguments)
    return 1000 * (time.perf_counter() - start)


def peak_memory() -> int:
    """Greatest resident size of this program so far, in bytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def disk_used(folder: Path) -> int:
    """Bytes that the files of a folder take, without their holes."""
    return sum(512 * path.stat().st_blocks for path in folder.rglob("*") if path.is_file())


def work(task: str, *arguments: str, seconds: float = MOST_SECONDS) -> dict[str, float] | str:
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
