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
from corpus.documents import Document, Evidence, Relation, RelationKind, Status, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import NOTE, VERBATIM, Portion, Provision, ProvisionId
from corpus.settings import Settings
from search.model import Hit, Query
from ui.state import App

EVIL = '<script>window.ran=1</script><img src=x onerror="window.ran=1">${window.ran=1}{{window.ran=1}}'
EVIL_FILE = "bien-ban <img src=x onerror=window.ran=1>.txt"
ON = date(2024, 5, 1)


def provision(
    number: str, article: int, heading: str, clauses: list[str], page: int | None = None, where: str = ""
) -> Provision:
    """An article whose clauses are its portions."""
    text = f"Điều {article}. {heading}\n"
    portions = []
    for label, words in enumerate(clauses, start=1):
        start = len(text)
        text += f"{label}. {words}\n"
        portions.append(Portion(ProvisionId.parse(f"x khoản {label}").path, start, len(text)))
    containers = ProvisionId.parse(f"x {where}").path if where else ()
    return Provision(ProvisionId.parse(f"{number} điều {article}"), text, heading, containers, tuple(portions), page)


def fill(library: Library, files: Path) -> None:
    """Documents in our own words: one verbatim with a note, one hostile, one long, one known by its facts only."""
    number = "11/2020/TT-ABC"
    relation = Relation(
        number, RelationKind.REPLACES, "05/2010/TT-ABC", ProvisionId.parse(f"{number} điều 3"), on=date(2020, 3, 1)
    )
    document = Document(
        number,
        "Thông tư",
        "Quy tắc mượn sách của thư viện trường",
        ("Bộ Thử nghiệm",),
        ("Nguyễn Văn A",),
        issued=date(2020, 1, 15),
        issued_evidence=Evidence("quy-tac.txt"),
        validity=Validity(date(2020, 3, 1), None, Evidence(f"{number} điều 3")),
        legal_basis=("Nội quy của trường",),
        relations=(relation,),
        remarks=("Bản in và bản điện tử ghi khác nhau một chữ.",),
    )
    articles = (
        provision(number, 1, "Ai được mượn", ["Học sinh của trường được mượn sách.", "Khách phải có thẻ."], 1),
        provision(
            number,
            2,
            "Thời hạn mượn",
            ["Mỗi lần mượn không quá 14 ngày, kể từ ngày nhận sách.", "Trả muộn thì dừng mượn 7 ngày."],
            2,
        ),
        provision(number, 3, "Hiệu lực", ["Quy tắc này áp dụng từ ngày 01 tháng 3 năm 2020."], 2),
    )
    original = files / "files" / "ab" / "original.txt"
    original.parent.mkdir(parents=True, exist_ok=True)
    original.write_text("bản gốc để thử", encoding="utf-8")
    library.store(
        FileFacts("ab" * 32, "quy-tac.txt", "/tmp/quy-tac.txt", 20, "text", 2, stored="files/ab/original.txt"),
        [Text(document, articles)],
    )
    older = Provision(
        ProvisionId.parse(f"{number} điều 2"), "Điều 2. Thời hạn mượn\nBản cũ hơn ghi 10 ngày.\n", "Thời hạn mượn"
    )
    library.store(
        FileFacts("ac" * 32, "ban-cu.txt", "/tmp/ban-cu.txt", 20, "scan", 1),
        [Text(Document(number), (older,), as_of=date(2019, 12, 1))],
    )
    note = provision(number, 2, "Mượn sách được bao lâu", ["Được giữ sách hai tuần."])
    library.store(FileFacts("cd" * 32, "ghi chú", "note", 1, "note"), [Text(Document(number), (note,))])
    evil = Document(
        "66/2020/TT-ABC", "Thông tư", f"Tên độc hại {EVIL}", (EVIL,), remarks=(EVIL,), address="javascript:window.ran=1"
    )
    library.store(
        FileFacts("ef" * 32, EVIL_FILE, "/tmp/evil", 9, "text", warnings=(EVIL,)),
        [Text(evil, (provision("66/2020/TT-ABC", 1, EVIL, [f"Lời độc hại {EVIL}"]),))],
    )
    long = Document(
        "77/2015/QH13",
        "Luật",
        "Luật dài để thử trang",
        ("Quốc hội",),
        issued=date(2015, 1, 1),
        validity=Validity(date(2015, 7, 1), date(2023, 1, 1), Evidence("luat-dai.txt"), Evidence("luat-dai.txt")),
    )
    chapters = []
    for label, first in zip(("I", "II", "III"), (1, 101, 301), strict=True):
        place = ProvisionId.parse(f"77/2015/QH13 chương {label}")
        chapters.append(Provision(place, f"Chương {label}\nNHÓM QUY TẮC SỐ {first}\n", f"NHÓM QUY TẮC SỐ {first}"))
        last = {1: 100, 101: 300, 301: 426}[first]
        chapters += [
            provision("77/2015/QH13", n, f"Quy tắc thứ {n}", [f"Nội dung của quy tắc {n}."], where=f"chương {label}")
            for n in range(first, last + 1)
        ]
    library.store(FileFacts("0a" * 32, "luat-dai.txt", "/tmp/long", 9, "text"), [Text(long, tuple(chapters))])
    library.store(
        FileFacts("0b" * 32, "danh mục", "catalogue", 1, "catalogue"),
        [Text(Document("05/2010/TT-ABC", "Thông tư", "Quy tắc cũ", ("Bộ Thử nghiệm",), issued=date(2010, 2, 2)))],
    )


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

    def ask(self, question: str, on: date) -> Answer:
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


@pytest.fixture
def app(settings: Settings) -> App:
    """The program over the small library, with a searcher and answerer that need no index."""
    library = Library.open(settings.database)
    fill(library, settings.var)
    searcher = FakeSearcher(library)
    return App(settings, library=library, searcher=searcher, answerer=FakeAnswerer(searcher))


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
