"""A small library in our own words, a page served over it, and a browser that may reach nothing but that page."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from assist.model import Answer, Quote
from corpus.documents import Status
from corpus.library import Library
from corpus.provisions import NOTE, VERBATIM, ProvisionId
from corpus.settings import Settings
from search.model import Hit, Query
from tests.ui.small_checklists import small_checklists
from tests.ui.small_library import fill
from ui.state import App


@dataclass
class FakeSearcher:
    """Finds the units that hold any word of the query; knows whether the library moved on."""

    library: Library
    seen: int = -1
    refreshed: list[int] = field(default_factory=list)
    broken: bool = False

    def behind(self) -> bool:
        return self.seen != self.library.revision()

    def refresh(self, progress=None) -> int:
        for done in (1, 2):
            if progress:
                progress(done, 2)
        self.seen = self.library.revision()
        self.refreshed.append(self.seen)
        return 2

    def search(self, query: Query) -> list[Hit]:
        if self.broken:
            raise RuntimeError("chỉ mục hỏng")
        words = query.question.lower().split()
        hits = []
        for document in self.library.documents(query.on):
            if query.filters.documents and document.number not in query.filters.documents:
                continue
            if query.filters.statuses and document.status not in query.filters.statuses:
                continue
            for unit in self.library.document_units(document.number, VERBATIM):
                clause = next(
                    (
                        p
                        for p in unit.provision.portions
                        if any(w in unit.provision.text[p.start : p.end].lower() for w in words)
                    ),
                    None,
                )
                if clause:
                    note = self.library.unit(unit.provision.id, query.on, NOTE)
                    hits.append(
                        Hit(
                            ProvisionId(document.number, unit.provision.id.path + clause.path),
                            document.title,
                            unit.provision.heading,
                            unit.provision.text[clause.start : clause.end].strip(),
                            unit.origin,
                            unit.status(query.on),
                            1.0,
                            gloss=note.provision.text if note else "",
                            file=unit.file.name,
                            page=unit.provision.page,
                            warnings=("Cảnh báo để thử.",),
                        )
                    )
        return hits[: query.limit]


@dataclass
class FakeAnswerer:
    """Quotes what the searcher finds."""

    searcher: FakeSearcher

    def ask(self, question: str, on: date, on_text=None) -> Answer:
        if on_text:
            on_text("Theo kho <b>")
        hits = self.searcher.search(Query(question, on, limit=2))
        if not hits:
            return Answer(
                question, on, False, "Không tìm thấy căn cứ trong kho.", reason="Kho không có điều khoản nào khớp."
            )
        quotes = tuple(
            Quote(
                h.id, h.text, h.origin, Status(h.status), h.title, h.document_title, h.file, h.page, h.gloss, h.warnings
            )
            for h in hits
        )
        return Answer(question, on, True, f"Theo kho: “{hits[0].text}” [1]", quotes, ("Lưu ý để thử.",))


@pytest.fixture(scope="session")
def small_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library on disk, made once: each test works on a copy."""
    settings = Settings(home=tmp_path_factory.mktemp("small"), database_url="")
    library = Library.open(settings.database)
    fill(library, settings.var)
    library.engine.dispose()
    return settings.var


@pytest.fixture
def app(settings: Settings, small_var: Path) -> App:
    """The program over the small library and checklists, with a searcher and answerer that need no index."""
    shutil.copytree(small_var, settings.var, dirs_exist_ok=True)
    library = Library.open(settings.database)
    searcher = FakeSearcher(library)
    return App(
        settings, library=library, searcher=searcher, answerer=FakeAnswerer(searcher), checklists=small_checklists()
    )


@pytest.fixture
def served(app: App) -> Iterator[str]:
    """The address of the page, served over ``app``."""
    import uvicorn

    from ui.web.server import listen, web_app

    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(web_app(app), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@dataclass
class Watch:
    """What the browser asked for outside the page's server, and the page's own faults."""

    elsewhere: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the session."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed (apt install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Watch:
    """Filled while the test runs; see ``page``."""
    return Watch()


@pytest.fixture
def page(chromium, served: str, watch: Watch):
    """A page of a fresh profile, opened at the start address; a request to any other host fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN", accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()

    def asked(request) -> None:
        if not request.url.startswith((served, "data:", "blob:")):
            watch.elsewhere.append(request.url)

    opened.on("request", asked)
    opened.on("pageerror", lambda error: watch.faults.append(str(error)))
    opened.set_default_timeout(20_000)
    opened.goto(served)
    opened.wait_for_selector("#thread .welcome")
    yield opened
    context.close()
    assert watch.elsewhere == []
    assert watch.faults == []
