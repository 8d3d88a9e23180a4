"""Long work behind a page that keeps talking: the work runs in a thread, the page's generator passes on what it reports."""

from __future__ import annotations

from collections.abc import Callable, Generator
from queue import Queue
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")
Report = TypeVar("Report")


def counting(work: Callable[[Callable[[int, int], None]], Result]) -> Generator[tuple[int, int], None, Result]:
    """Run work that reports (done, total), as indexing does."""

    def run(report: Callable[[tuple[int, int]], None]) -> Result:
        return work(lambda done, total: report((done, total)))

    return (yield from reporting(run))


def reporting(work: Callable[[Callable[[Report], None]], Result]) -> Generator[Report, None, Result]:
    """Run ``work(report)``, yield each report, return its result; its exception is raised here.

    The work goes on to its end even if nobody listens any more: a closed page must not leave a half-taken-in batch.
    """
    reports: Queue[tuple[str, Any]] = Queue()

    def run() -> None:
        try:
            reports.put(("done", work(lambda report: reports.put(("report", report)))))
        except BaseException as error:  # handed over to the listening thread
            reports.put(("failed", error))

    Thread(target=run, daemon=True, name="kholuat-work").start()
    while True:
        what, value = reports.get()
        if what == "done":
            return value
        if what == "failed":
            raise value
        yield value
