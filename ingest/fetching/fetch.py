"""Fetching planned documents one after the other: files where an address or a page gives them, else the page itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

from ingest.fetching.download import Downloader, DownloadError, UnreachableError
from ingest.fetching.plan import Wanted

_FILES = (".docx", ".doc", ".pdf")  # as a page's links are tried: words before pictures of words


class FetchOutcome(StrEnum):
    """What became of a wanted document."""

    FETCHED = "đã tải"
    KEPT = "đã có tệp"
    NO_ADDRESS = "chưa có địa chỉ"
    UNREACHABLE = "không nối được"
    FAILED = "lỗi"


@dataclass(frozen=True)
class Fetch:
    """One line of the report."""

    wanted: Wanted
    outcome: FetchOutcome
    path: Path | None = None
    message: str = ""

    def as_dict(self) -> dict[str, object]:
        """For ``--json``."""
        return {
            **self.wanted.as_dict(),
            "outcome": self.outcome.value,
            "path": str(self.path) if self.path else None,
            "message": self.message,
        }


def fetch(
    wanted: Iterable[Wanted], downloader: Downloader, advance: Callable[[str, int, int], None] = lambda *_: None
) -> Iterator[Fetch]:
    """Fetch each document in turn; one that fails does not stop the rest. ``advance(number, bytes, bytes in all)``."""
    for each in wanted:
        yield _fetch_one(each, downloader, advance)


def _fetch_one(wanted: Wanted, downloader: Downloader, advance: Callable[[str, int, int], None]) -> Fetch:
    if not wanted.addresses:
        return Fetch(wanted, FetchOutcome.NO_ADDRESS, message="danh mục chưa có địa chỉ chính thức của văn bản này.")
    problems: list[DownloadError] = []
    for address in wanted.addresses:
        try:
            path, new = downloader.get(address, wanted.stem, lambda done, total: advance(wanted.number, done, total))
            if path.suffix == ".html" and (link := file_link(path, address, wanted.number)):
                try:
                    path, new = downloader.get(
                        link, wanted.stem, lambda done, total: advance(wanted.number, done, total)
                    )
                except DownloadError as error:
                    problems.append(error)  # the page is still there
            return Fetch(
                wanted, FetchOutcome.FETCHED if new else FetchOutcome.KEPT, path, " ".join(str(p) for p in problems)
            )
        except DownloadError as error:
            problems.append(error)
    offline = all(isinstance(p, UnreachableError) for p in problems)
    return Fetch(
        wanted,
        FetchOutcome.UNREACHABLE if offline else FetchOutcome.FAILED,
        message=" ".join(str(p) for p in problems),
    )


def file_link(page: Path, address: str, number: str) -> str | None:
    """The file of this document that a page links to: by its number in the link's words or address, DOCX before PDF."""
    digits = re.match(r"(\d+)\D+(\d{4})", number)
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    found: list[tuple[int, str]] = []
    for anchor in soup.find_all("a", href=True):
        link = urljoin(address, str(anchor["href"]))
        said = f"{anchor.get_text(' ')} {anchor.get('title', '')} {unquote(urlsplit(link).path)}".lower()
        suffix = next((s for s in _FILES if re.search(rf"{re.escape(s)}\b", said)), None)
        if suffix is None or not urlsplit(link).scheme.startswith("http"):
            continue
        if digits and not re.search(
            rf"(?<!\d)0*{int(digits[1])}\W+(?:\w+\W+)?{digits[2]}(?!\d)", said.replace("_", " ")
        ):
            continue
        found.append((_FILES.index(suffix), link))
    return min(found)[1] if found else None
