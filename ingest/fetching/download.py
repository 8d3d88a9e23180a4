"""One file from one address: resumed where it broke off, its checksum kept, robots.txt obeyed, a pause between requests."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

AGENT = "KhoLuat"
PAUSE = 1.0  # seconds between two requests to a host that names no Crawl-delay of its own
ATTEMPTS = 3
LARGEST = 200 * 2**20  # bytes; the longest gazette issues are a tenth of it
_HOPS = 5
_BUSY = frozenset({429, 500, 502, 503, 504})
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rtf": ".rtf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
}

Advance = Callable[[int, int], None]  # bytes so far, bytes in all (0: unknown)


class DownloadError(Exception):
    """An address that gives no file; the message is Vietnamese and says what is wrong and how to mend it."""


class UnreachableError(DownloadError):
    """No connection to the host: the computer is offline, or the host is."""


class Kept(BaseModel):
    """What is remembered of a file that was fetched. ``file``: its name in the folder."""

    file: str
    sha256: str
    size: int
    fetched: datetime


class Downloader:
    """Fetches files into a folder. ``client`` gives the connections; ``sleep`` is replaced in tests."""

    def __init__(
        self, client: httpx.Client, folder: Path, *, pause: float = PAUSE, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._folder = folder
        self._pause = pause
        self._sleep = sleep
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}
        self._silent: set[str] = set()  # hosts that did not answer; they are not waited for a second time
        folder.mkdir(parents=True, exist_ok=True)
        self._manifest = folder / "manifest.json"

    def get(self, address: str, stem: str, advance: Advance = lambda done, total: None) -> tuple[Path, bool]:
        """The file of an address and whether it is new; one whose checksum still holds is not fetched again.

        Raises DownloadError if there is none to be had, UnreachableError if the host does not answer.
        """
        host = urlsplit(address).netloc
        known = self._remembered()
        kept = known.get(address)
        if kept is not None and self._holds(kept):
            return self._folder / kept.file, False
        if host in self._silent:
            raise UnreachableError(_unreachable(address))
        part = self._folder / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.part"
        retrying = Retrying(
            retry=retry_if_exception(_passing),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(multiplier=self._pause, max=30),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            suffix = retrying(self._stream, address, part, advance)
        except httpx.HTTPStatusError as error:
            raise DownloadError(_status_message(error.response.status_code, address)) from error
        except httpx.TransportError as error:
            self._silent.add(host)
            raise UnreachableError(_unreachable(address)) from error
        path = self._folder / f"{stem}{suffix}"
        if any(other != address and entry.file == path.name for other, entry in known.items()):
            path = self._folder / f"{stem}-{part.stem}{suffix}"  # another address of the same document
        part.replace(path)
        _validator(part).unlink(missing_ok=True)
        self._remember(address, path)
        return path, True

    def _stream(self, address: str, part: Path, advance: Advance) -> str:
        """Bring ``part`` up to the whole file; returns the suffix its content calls for."""
        for _ in range(_HOPS):
            self._ask_leave(address)
            held = part.stat().st_size if part.exists() else 0
            validator = _validator(part).read_text(encoding="utf-8") if held and _validator(part).exists() else ""
            headers = {"Range": f"bytes={held}-", "If-Range": validator} if validator else {}
            self._wait(address)
            with self._client.stream("GET", address, headers=headers, follow_redirects=False) as response:
                if response.is_redirect:
                    address = urljoin(address, response.headers.get("location", ""))
                    continue
                if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    part.unlink()  # whole already, or of another file: begin again
                    continue
                response.raise_for_status()
                resumed = response.status_code == httpx.codes.PARTIAL_CONTENT
                total = int(response.headers.get("content-length") or 0) + (held if resumed else 0)
                if total > LARGEST:
                    raise DownloadError(f"{address}: tệp lớn hơn {LARGEST // 2**20} MB; hãy tải bằng tay rồi nạp.")
                tag = response.headers.get("etag", "")
                strong = tag if not tag.startswith("W/") else response.headers.get("last-modified", "")
                _validator(part).write_text(strong, encoding="utf-8")
                done = held if resumed else 0
                with part.open("ab" if resumed else "wb") as file:
                    for chunk in response.iter_bytes():
                        file.write(chunk)
                        done += len(chunk)
                        if done > LARGEST:
                            raise DownloadError(
                                f"{address}: tệp lớn hơn {LARGEST // 2**20} MB; hãy tải bằng tay rồi nạp."
                            )
                        advance(done, total)
                return _suffix(response, address, part)
        raise DownloadError(f"{address}: chuyển hướng quá {_HOPS} lần; hãy mở trang bằng trình duyệt và tải bằng tay.")

    def _ask_leave(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"}:
            raise DownloadError(f"{address}: chỉ tải từ địa chỉ http:// hoặc https://.")
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            self._robots[host] = self._read_robots(host)
        if not self._robots[host].can_fetch(AGENT, address):
            raise DownloadError(
                f"{address}: robots.txt của {parts.netloc} không cho tải tự động; hãy tải bằng tay rồi nạp."
            )

    def _read_robots(self, host: str) -> RobotFileParser:
        """RFC 9309: no such file leaves all open; a server at fault closes all."""
        rules = RobotFileParser()
        self._wait(host)
        response = self._client.get(f"{host}/robots.txt", follow_redirects=True)
        if response.is_server_error:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse(response.text.splitlines() if response.is_success else [])
        return rules

    def _wait(self, address: str) -> None:
        parts = urlsplit(address)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        delay = max(self._pause, float(rules.crawl_delay(AGENT) or 0) if rules else 0)
        since = time.monotonic() - self._last.get(parts.netloc, -delay)
        if since < delay:
            self._sleep(delay - since)
        self._last[parts.netloc] = time.monotonic()

    def _remembered(self) -> dict[str, Kept]:
        try:
            return _MANIFEST.validate_json(self._manifest.read_bytes())
        except (FileNotFoundError, ValidationError):
            return {}  # nothing remembered: the files are fetched again

    def _remember(self, address: str, path: Path) -> None:
        data = path.read_bytes()
        known = self._remembered()
        known[address] = Kept(
            file=path.name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), fetched=datetime.now(UTC)
        )
        fresh = self._manifest.with_suffix(".new")
        fresh.write_bytes(_MANIFEST.dump_json(known, indent=1))
        fresh.replace(self._manifest)

    def _holds(self, kept: Kept) -> bool:
        path = self._folder / kept.file
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == kept.sha256


_MANIFEST = TypeAdapter(dict[str, Kept])


def _validator(part: Path) -> Path:
    """Where the entity tag of a broken-off file is kept: the rest is asked for only of the same file."""
    return part.with_suffix(".tag")


def _passing(error: BaseException) -> bool:
    """Faults that may pass by themselves: a broken connection, a busy server."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in _BUSY
    return isinstance(error, httpx.TransportError)


def _suffix(response: httpx.Response, address: str, part: Path) -> str:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    by_name = Path(urlsplit(address).path).suffix.lower()
    suffix = _SUFFIXES.get(kind) or (by_name if by_name in _SUFFIXES.values() else ".html")
    with part.open("rb") as file:
        page = file.read(512).lstrip().lower().startswith((b"<!doctype html", b"<html"))
    if page and by_name in {".pdf", ".doc", ".docx"}:
        part.unlink()
        raise DownloadError(
            f"{address}: máy chủ trả về một trang web, không phải tệp {by_name}; hãy mở trang và tải bằng tay."
        )
    return ".html" if page else suffix


def _status_message(status: int, address: str) -> str:
    said: Mapping[int, str] = {
        401: "trang đòi đăng nhập",
        403: "trang không cho tải",
        404: "không còn tệp ở địa chỉ này",
        410: "không còn tệp ở địa chỉ này",
        429: "trang bảo chờ; chạy lại sau",
    }
    why = said.get(status, "máy chủ đang lỗi; chạy lại sau" if status >= 500 else "máy chủ từ chối")
    return f"{address}: {why} (mã {status}). Có thể tải bằng trình duyệt rồi nạp bằng kholuat ingest."


def _unreachable(address: str) -> str:
    return f"{address}: không nối được tới {urlsplit(address).netloc}. Kiểm tra mạng, hoặc tải trên máy khác rồi mang tệp sang."
