"""Fetching from a server of our own on loopback: resume, checksum, robots, redirects, faults, the file behind a page."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from corpus.documents import Document
from ingest.fetching import FetchOutcome, Wanted, fetch, plan
from ingest.fetching.download import Downloader, DownloadError, UnreachableError

BODY = b"%PDF-1.4 " + bytes(range(256)) * 400
TAG = '"v1"'


class Handler(BaseHTTPRequestHandler):
    """``/cut/…`` breaks off half-way unless asked for the rest; ``/busy/…`` is busy once."""

    protocol_version = "HTTP/1.1"
    robots = "User-agent: *\nDisallow: /kin/\n"
    asked: list[tuple[str, str]]  # path and range of each request; these four belong to one server
    at_once: int
    most_at_once: int
    lock: threading.Lock

    def log_message(self, *_: object) -> None:
        """No lines on standard error."""

    def do_GET(self) -> None:
        cls = type(self)
        with cls.lock:
            cls.at_once += 1
            cls.most_at_once = max(cls.most_at_once, cls.at_once)
            cls.asked.append((self.path, self.headers.get("Range", "")))
        try:
            self._answer()
        finally:
            with cls.lock:
                cls.at_once -= 1

    def _answer(self) -> None:
        first = [path for path, _ in self.asked].count(self.path) == 1
        if self.path == "/robots.txt":
            self._send(200 if self.robots else 404, self.robots.encode(), "text/plain")
        elif self.path.startswith("/cut/") and first:
            self._head(200, "application/pdf", len(BODY))
            self.wfile.write(BODY[: len(BODY) // 2])
            self.close_connection = True
        elif self.path.startswith("/busy/") and first:
            self._send(503, b"", "text/plain")
        elif self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", "/tep/a.pdf")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path.startswith("/round/"):
            self.send_response(302)
            self.send_header("Location", self.path)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path.startswith("/trang/gia.pdf"):
            self._send(200, "<!DOCTYPE html><p>Hãy đăng nhập</p>".encode(), "application/pdf")
        elif self.path.startswith("/trang/co-tep"):
            links = '<a href="/tep/khac.pdf">8/2019/TT-BCA.pdf</a><a href="/tep/a.pdf">9_2020_TT-BCA.pdf</a>'
            self._send(200, f"<html><body>{links}</body></html>".encode(), "text/html; charset=utf-8")
        elif self.path.startswith("/trang/"):
            self._send(200, "<html><body>Toàn văn Thông tư</body></html>".encode(), "text/html")
        elif self.path.startswith("/mat/"):
            self._send(404, b"", "text/html")
        else:
            wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            if wanted and self.headers.get("If-Range") == TAG:
                start = int(wanted[1])
                self._head(206, "application/pdf", len(BODY) - start, f"bytes {start}-{len(BODY) - 1}/{len(BODY)}")
                self.wfile.write(BODY[start:])
            else:
                self._send(200, BODY, "application/pdf")

    def _head(self, status: int, kind: str, length: int, span: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("ETag", TAG)
        if span:
            self.send_header("Content-Range", span)
        self.end_headers()

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self._head(status, kind, len(body))
        self.wfile.write(body)


@pytest.fixture
def server() -> Iterator[tuple[str, type[Handler]]]:
    handler = type("OneServer", (Handler,), {"asked": [], "at_once": 0, "most_at_once": 0, "lock": threading.Lock()})
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}", handler
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def downloader(tmp_path: Path, waits: list[float]) -> Iterator[Downloader]:
    with httpx.Client(timeout=5, trust_env=False) as client:
        yield Downloader(client, tmp_path / "tải", sleep=waits.append)


Server = tuple[str, type[Handler]]


def test_a_file_is_fetched_once_and_known_by_its_checksum(server: Server, downloader: Downloader) -> None:
    base, handler = server
    path, new = downloader.get(f"{base}/tep/a.pdf", "9-2020-TT-BCA")
    assert (path.name, path.read_bytes(), new) == ("9-2020-TT-BCA.pdf", BODY, True)
    assert downloader.get(f"{base}/tep/a.pdf", "9-2020-TT-BCA") == (path, False)
    path.write_bytes(b"spoiled")  # a file someone changed is fetched again
    assert downloader.get(f"{base}/tep/a.pdf", "9-2020-TT-BCA") == (path, True)
    assert path.read_bytes() == BODY
    assert [p for p, _ in handler.asked] == ["/robots.txt", "/tep/a.pdf", "/tep/a.pdf"]


def test_a_transfer_that_breaks_off_goes_on_where_it_stopped(server: Server, downloader: Downloader) -> None:
    base, handler = server
    seen: list[tuple[int, int]] = []
    path, _ = downloader.get(f"{base}/cut/a.pdf", "a", lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == BODY
    assert handler.asked[-1] == ("/cut/a.pdf", f"bytes={len(BODY) // 2}-")
    assert seen[-1] == (len(BODY), len(BODY))
    assert list(path.parent.glob("*.part")) == []
    assert list(path.parent.glob("*.tag")) == []


def test_a_run_that_was_stopped_goes_on_in_the_next(server: Server, downloader: Downloader, tmp_path: Path) -> None:
    base, handler = server

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        downloader.get(f"{base}/tep/a.pdf", "a", stop)
    with httpx.Client(timeout=5, trust_env=False) as client:
        path, _ = Downloader(client, tmp_path / "tải", sleep=lambda _: None).get(f"{base}/tep/a.pdf", "a")
    assert path.read_bytes() == BODY
    assert handler.asked[-1][1].startswith("bytes=")


def test_a_busy_server_is_asked_again_after_a_wait(server: Server, downloader: Downloader, waits: list[float]) -> None:
    base, _ = server
    assert downloader.get(f"{base}/busy/a.pdf", "a")[0].read_bytes() == BODY
    assert waits


def test_redirects_are_followed_and_rounds_are_told(server: Server, downloader: Downloader) -> None:
    base, _ = server
    assert downloader.get(f"{base}/moved/a", "a")[0].read_bytes() == BODY
    with pytest.raises(DownloadError, match="chuyển hướng quá"):
        downloader.get(f"{base}/round/a", "a")


def test_robots_are_obeyed_and_requests_to_a_host_are_apart(
    server: Server, downloader: Downloader, waits: list[float]
) -> None:
    base, handler = server
    handler.robots = "User-agent: *\nDisallow: /kin/\nCrawl-delay: 7\n"
    with pytest.raises(DownloadError, match=r"robots\.txt .* không cho tải tự động"):
        downloader.get(f"{base}/kin/a.pdf", "a")
    assert [p for p, _ in handler.asked] == ["/robots.txt"]
    downloader.get(f"{base}/tep/a.pdf", "a")
    assert 6 < max(waits) <= 7
    assert handler.most_at_once == 1


@pytest.mark.parametrize(
    ("path", "told"),
    [("/mat/a.pdf", "không còn tệp ở địa chỉ này"), ("/trang/gia.pdf", r"trả về một trang web, không phải tệp \.pdf")],
)
def test_faults_of_the_server_are_told_in_words(server: Server, downloader: Downloader, path: str, told: str) -> None:
    with pytest.raises(DownloadError, match=told):
        downloader.get(f"{server[0]}{path}", "a")


def test_no_connection_is_told_and_the_host_is_not_waited_for_twice(downloader: Downloader, waits: list[float]) -> None:
    nobody = "http://127.0.0.1:1/a.pdf"  # port 1: nothing listens there
    with pytest.raises(UnreachableError, match="không nối được tới"):
        downloader.get(nobody, "a")
    waited = len(waits)
    with pytest.raises(UnreachableError):
        downloader.get("http://127.0.0.1:1/b.pdf", "b")
    assert len(waits) == waited


def test_only_the_web_is_fetched_from(downloader: Downloader) -> None:
    with pytest.raises(DownloadError, match="chỉ tải từ địa chỉ"):
        downloader.get("file:///etc/hostname", "a")


def test_a_page_gives_the_file_of_its_own_document_else_itself(server: Server, downloader: Downloader) -> None:
    base, _ = server
    wanted = [
        Wanted("9/2020/TT-BCA", "Thông tư", (f"{base}/trang/co-tep",)),
        Wanted("10/2020/TT-BCA", "Thông tư", (f"{base}/trang/toan-van",)),
        Wanted("11/2020/TT-BCA", "Thông tư", (f"{base}/mat/a.pdf", f"{base}/trang/toan-van")),
        Wanted("12/2020/TT-BCA", "Thông tư", (f"{base}/mat/b.pdf",)),
        Wanted("13/2020/TT-BCA", "Thông tư", ("http://127.0.0.1:1/a.pdf",)),
        Wanted("14/2020/TT-BCA", "Thông tư", ()),
    ]
    results = list(fetch(wanted, downloader))
    assert [r.outcome for r in results] == [
        FetchOutcome.FETCHED,
        FetchOutcome.FETCHED,
        FetchOutcome.KEPT,  # the same page as before, already here
        FetchOutcome.FAILED,
        FetchOutcome.UNREACHABLE,
        FetchOutcome.NO_ADDRESS,
    ]
    assert results[0].path is not None
    assert results[0].path.read_bytes() == BODY
    assert results[1].path is not None
    assert results[1].path.suffix == ".html"
    assert "không còn tệp" in results[2].message


def test_the_plan_is_what_was_chosen_else_what_has_no_words_yet() -> None:
    catalogue = [
        Document("9/2020/TT-BCA", kind="Thông tư", title="Về báo cáo", address="https://a.vn/trang"),
        Document("10/2020/TT-BCA", downloads=("https://a.vn/tep.docx",), address="https://a.vn/trang2"),
    ]
    assert [w.number for w in plan(catalogue, (), {"9/2020/TT-BCA"})] == ["10/2020/TT-BCA"]
    (chosen,) = plan(catalogue, ["9/2020/TT-BCA"], {"9/2020/TT-BCA"})
    assert (chosen.title, chosen.stem) == ("Thông tư Về báo cáo", "9-2020-TT-BCA")
    (other,) = plan(catalogue, ["10/2020/TT-BCA"], ())
    assert other.addresses == ("https://a.vn/tep.docx", "https://a.vn/trang2")
