"""The speed report's own arithmetic: stages, what is foreseen, tiled points, tables and the chart."""

from __future__ import annotations

import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from eval.measuring import Stopwatch, chart, disk_used, high, middle, peak_memory, table
from eval.speed_sizes import Vectors, foreseen, tiled
from search.encoding import SparseVector


def test_a_stage_counts_without_the_stages_inside_it() -> None:
    watch = Stopwatch()
    inner = watch.timed("inner", lambda: time.sleep(0.03))
    start = time.perf_counter()
    watch.timed("outer", lambda: (time.sleep(0.01), inner()))()
    whole = time.perf_counter() - start
    assert watch.spent["inner"] >= 0.03
    assert 0.01 <= watch.spent["outer"] <= whole - 0.03
    assert sum(watch.spent.values()) <= whole


def test_an_error_inside_a_stage_leaves_the_watch_usable() -> None:
    watch = Stopwatch()
    with pytest.raises(ZeroDivisionError):
        watch.timed("a", lambda: 1 / 0)()
    watch.timed("b", lambda: None)()
    assert set(watch.spent) == {"a", "b"}


def test_foreseen_is_a_line_that_never_falls() -> None:
    assert foreseen(100, []) == 0
    assert foreseen(100, [(1, 9.0), (10, 2.0), (20, 3.0)]) == pytest.approx(11.0)
    assert foreseen(100, [(10, 3.0), (20, 2.0)]) == 2.0


def test_tables_and_percentiles() -> None:
    assert table(["a"], [[1234.5], [0.01234], ["x"], [7]]).splitlines() == [
        "| a |",
        "|---|",
        "| 1234 |",
        "| 0.0123 |",
        "| x |",
        "| 7 |",
    ]
    assert (middle([1, 2, 3]), high(list(range(101)))) == (2.0, 95.0)


def test_tiled_points_have_ids_of_their_own_and_the_same_noise_each_time(tmp_path: Path) -> None:
    sparse = [SparseVector(np.array([n], np.uint32), np.array([1.0], np.float32)) for n in range(3)]
    Vectors.of(list(zip(np.eye(3, 8, dtype=np.float32), sparse, strict=True))).save(tmp_path, "points")
    source = Vectors.load(tmp_path, "points")
    payloads = [{"document": "1", "kind": "Luật", "issuers": ["Quốc hội"], "unit": f"1 điều {n}"} for n in range(3)]
    points, again = list(tiled(source, payloads, 7)), list(tiled(source, payloads, 7))
    assert [p.id for p in points] == list(range(1, 8))
    assert [p.unit for p in points[:4]] == ["1 điều 0", "1 điều 1", "1 điều 2", "1 điều 0"]
    assert points[4].sparse.indices.tolist() == [1]
    assert all((a.dense == b.dense).all() for a, b in zip(points, again, strict=True))
    assert not np.array_equal(points[0].dense, points[3].dense)
    for n, point in enumerate(points):
        assert np.linalg.norm(point.dense) == pytest.approx(1, abs=1e-5)
        assert point.dense[n % 3] > 0.9


def test_the_chart_is_svg_with_a_circle_for_each_point() -> None:
    drawn = chart([("ms", {"engine": [(1000.0, 1.0), (100000.0, 10.0)]}), ("MiB", {"memory": [(1000.0, 90.0)]})])
    root = ElementTree.fromstring(drawn)
    circles = root.findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 3
    assert float(circles[0].get("cx", 0)) < float(circles[1].get("cx", 0))
    assert float(circles[0].get("cy", 0)) > float(circles[1].get("cy", 0))


def test_memory_and_disk_are_in_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 10_000)
    assert 10_000 <= disk_used(tmp_path) < 100_000
    assert peak_memory() > 10 << 20
