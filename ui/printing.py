"""How the command line shows things: answers, hits, reports and progress, on standard output and standard error."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from corpus.library import DocumentSummary

if TYPE_CHECKING:
    from assist.model import Answer
    from ingest.batch import FileResult
    from ingest.fetching import Fetch, Wanted
    from search.model import Hit
    from search.query import Understood
    from ui.checking import Problem

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error that appears only when there is something to wait for."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
    task = None

    def advance(done: int, total: int) -> None:
        nonlocal task
        if task is None:
            bar.start()
            task = bar.add_task(title, total=total)
        bar.update(task, completed=done, total=total)

    try:
        yield advance
    finally:
        if task is not None:
            bar.stop()


class Bars(ExitStack):
    """One progress bar after the other, each under the name of what is being done."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: Callable[[int, int], None] | None = None

    def name(self, title: str) -> None:
        """Something else is being done: the bar so far goes away."""
        self.close()
        self._bar = self.enter_context(progress(title))

    def advance(self, done: int, total: int) -> None:
        if self._bar:
            self._bar(done, total)


def print_json(value: object, *, line: bool = False) -> None:
    """The value as JSON on standard output: indented, or on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=None if line else 2) + "\n")
    sys.stdout.flush()


def print_answer(answer: Answer) -> None:
    """The conclusion, then each basis with its words, then the notes."""
    from corpus.citations import cite

    out.print(answer.conclusion, style="bold", markup=False)
    if answer.reason:
        out.print(answer.reason, markup=False)
    if answer.nearest:
        out.print("\nGần nhất, nhưng không phải căn cứ:", style="yellow")
    for near in answer.nearest:
        out.print(
            f"  - {cite(near.id, near.document_title or None)}" + (f". {near.title}" if near.title else ""),
            markup=False,
        )
    for number, quote in enumerate(answer.citations, 1):
        out.print(f"\n[{number}] {cite(quote.id, quote.document_title or None)}", style="cyan", markup=False)
        out.print(
            f"    {quote.status.value} · {quote.origin}" + (f" · {quote.file}" if quote.file else ""), markup=False
        )
        out.print(_indent(quote.quote), markup=False)
    if answer.notes:
        out.print("\nLưu ý:", style="yellow")
        for note in answer.notes:
            out.print(f"  - {note}", markup=False)


def print_hits(hits: Sequence[Hit], explained: Understood | None = None) -> None:
    """Each hit with its status, its score and the first 600 characters of its words.

    ``explained``: how the question was read comes first, and under each hit what its score is made of.
    """
    from corpus.citations import cite
    from ui.explaining import part_lines, reading_lines

    for line in reading_lines(explained) if explained else ():
        out.print(line, style="yellow", markup=False)
    if not hits:
        out.print("Không tìm thấy điều khoản nào. Hãy thử từ ngữ khác hoặc bỏ bớt điều kiện lọc.")
    for number, hit in enumerate(hits, 1):
        out.print(f"{number}. {cite(hit.id, hit.document_title or None)}. {hit.title}", style="cyan", markup=False)
        out.print(f"   {hit.status.value} · {hit.origin} · {hit.score:.3f}", markup=False)
        out.print(_indent(hit.text if len(hit.text) <= 600 else hit.text[:600].rsplit(" ", 1)[0] + " …"), markup=False)
        for line in part_lines(hit) if explained else ():
            out.print(f"      {line}", style="dim", markup=False)


def print_result(result: FileResult) -> None:
    """One file's line of the report of ``kholuat ingest``."""
    line = f"{result.outcome.value:8} {result.path}"
    if result.documents:
        shown = ", ".join(result.documents[:2]) + (
            f" và {len(result.documents) - 2} văn bản khác" if len(result.documents) > 2 else ""
        )
        line += f": {shown} ({result.provisions} mục)"
    if result.message:
        line += f": {result.message}"
    out.print(line, markup=False)
    for warning in result.warnings[:3]:
        out.print(f"         chú ý: {warning}", markup=False)
    if len(result.warnings) > 3:
        out.print(f"         và {len(result.warnings) - 3} chú ý khác (xem bằng --json)", markup=False)


def print_ingested(results: Sequence[FileResult]) -> None:
    """The last lines of the report of ``kholuat ingest``: what was passed over, and the sums."""
    from ingest.batch import Outcome

    counts = Counter(r.outcome for r in results)
    passed = [r for r in results if r.outcome is Outcome.SKIPPED]
    if passed:
        out.print(
            f"Bỏ qua {len(passed)} tệp không phải văn bản: {', '.join(r.path.name for r in passed[:5])} …",
            markup=False,
        )
    out.print(
        f"Tổng cộng {len(results)} tệp: {counts[Outcome.STORED]} đã nạp, {counts[Outcome.KNOWN]} đã có, "
        f"{counts[Outcome.FAILED]} lỗi, {counts[Outcome.SKIPPED]} bỏ qua."
    )


def print_wanted(wanted: Sequence[Wanted]) -> None:
    """What would be fetched, from where, so that a person can carry the files in."""
    for each in wanted:
        out.print(f"{each.number} · {each.title}", markup=False)
        for address in each.addresses or ("chưa có địa chỉ chính thức trong danh mục",):
            out.print(f"    {address}", markup=False)
    out.print(
        f"{len(wanted)} văn bản. Không có mạng: tải các địa chỉ trên bằng máy khác, mang tệp sang rồi chạy kholuat ingest TỆP."
        if wanted
        else "Không có văn bản nào cần tải."
    )


def print_fetched(fetched: Sequence[Fetch], ingested: Sequence[FileResult]) -> None:
    """A line a document, what was put in, the sums, and what is left to carry in by hand."""
    from ingest.fetching import FetchOutcome

    for each in fetched:
        where = f" → {each.path.name}" if each.path else ""
        out.print(f"{each.outcome.value:14} {each.wanted.number}{where}", markup=False)
        if each.message:
            out.print(f"               {each.message}", markup=False)
    for result in ingested:
        print_result(result)
    counts = Counter(f.outcome for f in fetched)
    out.print(f"Tổng cộng {len(fetched)} văn bản: {', '.join(f'{n} {o.value}' for o, n in counts.items())}.")
    left = [f.wanted for f in fetched if f.outcome in {FetchOutcome.UNREACHABLE, FetchOutcome.FAILED}]
    if left:
        out.print("\nCòn phải lấy bằng tay:")
        print_wanted(left)


def print_documents(listed: Sequence[DocumentSummary]) -> None:
    """A line a document, then how many."""
    for d in listed:
        issued = f"{d.issued:%d/%m/%Y}" if d.issued else "chưa rõ ngày"
        out.print(f"{d.number} · {d.kind} · {issued} · {d.status.value} · {d.articles} điều · {d.title}", markup=False)
    out.print(f"{len(listed)} văn bản.")


def print_problems(problems: Sequence[Problem]) -> None:
    """Each fault and its mend."""
    if not problems:
        out.print("Kho và chỉ mục không có lỗi.")
    for p in problems:
        out.print(f"{p.what}\n    Cách sửa: {p.mend}", markup=False)


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines() if line.strip())
