"""``kholuat fetch``: what the catalogue knows an address of, fetched, put into the library, and looked at: is it that document?"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx

from corpus.catalogue import load_catalogue
from corpus.library import Library
from ingest.batch import FileResult, Outcome, ingest
from ingest.fetching import Fetch, FetchOutcome, Wanted, fetch, plan
from ingest.fetching.download import AGENT, Downloader

if TYPE_CHECKING:
    from ui.state import App

_TIMEOUT = httpx.Timeout(30, connect=10)  # seconds


def wanted_documents(library: Library, chosen: Collection[str]) -> tuple[list[Wanted], list[str]]:
    """What to fetch, and the chosen numbers that the catalogue does not have. None chosen: all without official words."""
    catalogue, _ = load_catalogue()
    known = {d.number for d in catalogue}
    return plan(catalogue, chosen, library.numbers_with_text()), [n for n in chosen if n not in known]


def fetch_and_ingest(
    wanted: list[Wanted],
    application: App,
    advance: Callable[[int, int], None],
    *,
    downloader: Downloader | None = None,
) -> tuple[list[Fetch], list[FileResult]]:
    """Fetch, put in, bring the index up to date. A file that turns out to hold another document is told as a failure."""
    folder = application.settings.var / "fetched"
    fetched: list[Fetch] = []
    with httpx.Client(timeout=_TIMEOUT, headers={"User-Agent": f"{AGENT}/1 (+kholuat fetch)"}) as client:
        for done, each in enumerate(fetch(wanted, downloader or Downloader(client, folder)), 1):
            fetched.append(each)
            advance(done, len(wanted))
    paths = [f.path for f in fetched if f.path is not None]
    results = ingest(paths, application.library, application.settings) if paths else []
    by_path = {r.path: r for r in results}
    if paths:
        application.refresh_index(advance)
    return [_verified(f, by_path.get(f.path) if f.path else None) for f in fetched], results


def _verified(each: Fetch, result: FileResult | None) -> Fetch:
    if result is None or result.outcome is Outcome.KNOWN:
        return each
    if result.outcome is Outcome.FAILED:
        return replace(each, outcome=FetchOutcome.FAILED, message=f"tải được nhưng không đọc được: {result.message}")
    if each.wanted.number not in result.documents:
        found = ", ".join(result.documents[:3]) or "không rõ số hiệu"
        return replace(each, outcome=FetchOutcome.FAILED, message=f"tệp ở địa chỉ ấy là văn bản khác ({found}).")
    return each
