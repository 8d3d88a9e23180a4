"""The page: six tabs, and the wiring between their components, the address and the parts of the program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from ui.state import App
from ui.web import ask, checklist, checklist_tab, conflicts_tab, library, search, training_tab
from ui.web.conflicts import Conflicts
from ui.web.conflicts_place import read_place
from ui.web.dates import DayError, read_day
from ui.web.document import Outlines
from ui.web.document import show as show_document
from ui.web.escape import render, today
from ui.web.faults import told
from ui.web.links import read_address
from ui.web.training import Trainings
from ui.web.training_place import read_place as read_lesson

#: The page's script hands these to the server through the bridge; the names must stand quoted in the bridge's script.
_BRIDGE = """
const names = ['go', 'ask', 'talk', 'shelf', 'file', 'case', 'tick', 'review', 'run', 'lesson', 'teach'];
window.kholuat.connect((name, data) => names.includes(name) && trigger(name, data));
"""
#: A click while the one before is still being worked on waits its turn; by default the framework would drop it.
_IN_TURN: dict[str, Any] = {"trigger_mode": "multiple", "concurrency_limit": 1}
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build_page(app: App) -> gr.Blocks:
    """The whole page. Nothing of ``app`` is opened before the page is asked for something."""
    os.environ["GRADIO_TEMP_DIR"] = str(
        (app.settings.var / "uploads").absolute()
    )  # uploads stay in the user's own folder
    with gr.Blocks(title="Kho Luật", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)) as page:
        Page(app).lay_out(page)
    page.queue(default_concurrency_limit=4, api_open=False)
    return page


class Page:
    """The page's components and handlers."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.outlines = Outlines()
        self.reviews = Conflicts(app)
        self.lessons = Trainings(app)

    def lay_out(self, page: gr.Blocks) -> None:
        """Make the components and wire them; called inside the page's context."""
        self.conversation = gr.BrowserState("", storage_key="kholuat-conversation", secret="kholuat")
        self.case = gr.BrowserState("", storage_key="kholuat-case", secret="kholuat")
        self.place = gr.State({"search": "", "day": ""})
        self.bridge: Any = gr.HTML("", js_on_load=_BRIDGE, visible="hidden", apply_default_css=False, elem_id="bridge")
        gr.HTML(render("masthead.html"), apply_default_css=False, elem_id="masthead")
        with gr.Tabs(selected="hoi-dap", elem_id="tabs") as self.tabs:
            with gr.Tab("Hỏi đáp", id="hoi-dap", elem_id="tab-hoi-dap"):
                self.ask = ask.build()
            with gr.Tab("Tra cứu", id="tra-cuu", elem_id="tab-tra-cuu", render_children=True):
                self.search = search.build()
            with gr.Tab("Danh mục thân thiện", id="danh-muc", elem_id="tab-danh-muc", render_children=True):
                self.checklist = checklist_tab.build()
            with gr.Tab("Rà soát xung đột", id="ra-soat", elem_id="tab-ra-soat", render_children=True):
                self.conflicts = conflicts_tab.build()
            with gr.Tab("Tập huấn", id="tap-huan", elem_id="tab-tap-huan", render_children=True):
                self.training = training_tab.build()
            with gr.Tab("Kho văn bản", id="kho", elem_id="tab-kho", render_children=True):
                self.library = library.build()
        self._wire_ask()
        self._wire_search()
        checklist_tab.wire(self.checklist, self.app, self.bridge, self.case, _QUIET, _IN_TURN)
        conflicts_tab.wire(self.conflicts, self.reviews, self.bridge, _QUIET, _IN_TURN)
        training_tab.wire(self.training, self.lessons, self.bridge, _QUIET, _IN_TURN)
        self._wire_library()
        self._wire_address(page)

    # Hỏi đáp -------------------------------------------------------------------------------------------------------

    def _wire_ask(self) -> None:
        tab, app = self.ask, self.app
        shown = [tab.thread, tab.question, tab.problem, self.conversation, tab.history]

        def asked(question: str, day: str, conversation: str) -> Iterator[tuple[Any, ...]]:
            yield from ask.answer(app, question, day, conversation)

        def example(day: str, conversation: str, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
            yield from ask.answer(app, event.value, day, conversation)

        def talked(conversation: str, event: gr.EventData) -> tuple[Any, ...]:
            return ask.talk(app, event.action, event.value, conversation)

        def renewed(conversation: str) -> tuple[Any, ...]:
            return ask.talk(app, "new", "", conversation)

        newest = {"fn": None, "js": "() => kholuat.newest()"}
        inputs = [tab.question, tab.day, self.conversation]
        gr.on([tab.question.submit, tab.send.click, tab.day.submit], asked, inputs, shown, **_QUIET).then(**newest)
        gr.on([tab.question.submit, tab.send.click], **newest)
        self.bridge.ask(example, inputs[1:], shown, **_QUIET).then(**newest)
        talk_shown = [tab.thread, tab.problem, self.conversation, tab.history]
        self.bridge.talk(talked, self.conversation, talk_shown, **_IN_TURN, **_QUIET).then(**newest)
        tab.fresh.click(renewed, self.conversation, talk_shown, **_QUIET).then(None, js="() => kholuat.emptyQuestion()")

    # Tra cứu -------------------------------------------------------------------------------------------------------

    def _wire_search(self) -> None:
        tab, app = self.search, self.app

        def searched(*fields: Any) -> Iterator[str]:
            yield from search.search(app, _form(fields))

        triggers = [tab.send.click, tab.text.submit, tab.document.submit, tab.day.submit]
        gr.on(triggers, searched, tab.form, tab.results, **_QUIET).then(None, js="() => kholuat.results()")

    # Kho văn bản ---------------------------------------------------------------------------------------------------

    def _wire_library(self) -> None:
        tab, app = self.library, self.app
        filters = [tab.words, tab.status, tab.origin, tab.day]

        def listed(words: str, status: str, origin: str, day: str) -> str:
            return library.show_documents(app, words, status, origin, day)

        def turned(words: str, status: str, origin: str, day: str, event: gr.EventData) -> str:
            return library.show_documents(app, words, status, origin, day, int(event.value))

        def took_in(paths: list[str] | None) -> Iterator[Any]:
            for report in library.take_in(app, paths):
                yield report, gr.skip()
            yield gr.skip(), None

        def filed(words: str, event: gr.EventData) -> Iterator[str]:
            if event.action == "page":
                yield library.show_files(app.library, words, int(event.value))
            else:
                yield from library.change_file(app, event.action, event.value, words)

        def dated(place: dict[str, str], day: str) -> tuple[Any, Any]:
            if not place["search"] or day == place["day"]:
                return gr.skip(), gr.skip()
            return self._document(place["search"], day), place | {"day": day}

        # each keystroke asks; only the last one is answered
        gr.on(
            [tab.words.input, tab.status.input, tab.origin.input, tab.day.submit, tab.day.blur],
            listed,
            filters,
            tab.table,
            trigger_mode="always_last",
            **_QUIET,
        )
        self.bridge.shelf(turned, filters, tab.table, **_IN_TURN, **_QUIET)
        tab.upload.upload(
            took_in, tab.upload, [tab.report, tab.upload], concurrency_limit=1, trigger_mode="once", **_QUIET
        ).then(listed, filters, tab.table, **_QUIET).then(self._files, tab.file_words, tab.files, **_QUIET).then(
            self._choices, None, [self.search.kinds, self.search.issuers], **_QUIET
        )
        self.bridge.file(filed, tab.file_words, tab.files, **_IN_TURN, **_QUIET).then(
            listed, filters, tab.table, **_QUIET
        )
        tab.file_words.input(self._files, tab.file_words, tab.files, trigger_mode="always_last", **_QUIET)
        gr.on(
            [tab.document_day.submit, tab.document_day.blur],
            dated,
            [self.place, tab.document_day],
            [tab.document, self.place],
            **_QUIET,
        )

    def _files(self, words: str) -> str:
        return library.show_files(self.app.library, words)

    def _choices(self) -> tuple[Any, Any]:
        kinds, issuers = search.choices(self.app)
        return gr.update(choices=kinds), gr.update(choices=issuers)

    # The address ---------------------------------------------------------------------------------------------------

    def _wire_address(self, page: gr.Blocks) -> None:
        lib = self.library
        where = [self.tabs, lib.shelf, lib.reader, lib.document, self.place]

        # the server does not see the browser's address; the browser tells it
        query = gr.Textbox(visible="hidden")

        def went(day: str, search: str) -> tuple[Any, ...]:
            return (
                *self._go(search, day),
                *conflicts_tab.go(self.reviews, search),
                *training_tab.go(self.lessons, search),
            )

        reviews, lessons = self.conflicts.shown(), self.training.shown()
        # asked again while it works, the framework repeats the event it began with: the address is read when it is sent
        self.bridge.go(
            went,
            [lib.document_day, query],
            [*where, *reviews, *lessons],
            trigger_mode="always_last",
            js="(day, _) => [day, location.search]",
            **_QUIET,
        ).then(None, js="() => { kholuat.document(); kholuat.review(); kholuat.lesson(); }")
        self.arriving = [
            *where,
            self.ask.thread,
            self.ask.history,
            self.conversation,
            *self.search.form,
            self.search.results,
            lib.table,
            lib.files,
            self.ask.day,
            lib.day,
            lib.document_day,
            self.checklist.days,
            self.case,
            *self.checklist.shown(),
            *self.checklist.form,
            *self.checklist.sheet,
            *lessons,
            *reviews,
        ]
        page.load(
            self._arrive,
            [self.conversation, self.case, query],
            self.arriving,
            js="(conversation, opened, _) => [conversation, opened, location.search]",
            **_QUIET,
        ).then(
            None,
            js="() => { kholuat.opened(); kholuat.newest(); kholuat.document(); kholuat.review(false, true); "
            "kholuat.ran(true); kholuat.lesson(); }",
        )

    def _go(self, query: str, day: str) -> tuple[Any, ...]:
        """Updates of (tabs, shelf, reader, document, place) for an address."""
        fields = dict(parse_qsl(query.lstrip("?")))
        if "doc" in fields:
            return (
                gr.Tabs(selected="kho"),
                gr.Column(visible=False),
                gr.Column(visible=True),
                self._document(query, day),
                {"search": query, "day": day},
            )
        name = fields.get("trang", "")
        if name == "kho":
            closed = {"search": "", "day": ""}
            return gr.Tabs(selected="kho"), gr.Column(visible=True), gr.Column(visible=False), "", closed
        selected = name if name in {"tra-cuu", "danh-muc", "ra-soat", "tap-huan"} else "hoi-dap"
        return gr.Tabs(selected=selected), gr.skip(), gr.skip(), gr.skip(), gr.skip()

    def _document(self, query: str, day: str) -> str:
        place = read_address(dict(parse_qsl(query.lstrip("?"))))
        try:
            on = read_day(day)
        except DayError as error:
            return render("problem.html", message=str(error))
        return show_document(self.app.library, self.outlines, place, on) if place else ""

    def _arrive(self, conversation: str, case: str, query: str) -> tuple[Any, ...]:
        """Everything a freshly opened or reloaded page shows; what is wrong, where the library cannot be opened."""
        try:
            return self._all(conversation, case, query)
        except Exception as error:
            problem = render("problem.html", message=told(error, ask.FAILED))
            return (*[gr.skip()] * 5, problem, *[gr.skip()] * (len(self.arriving) - 6))

    def _all(self, conversation: str, case: str, query: str) -> tuple[Any, ...]:
        app = self.app
        fields = dict(parse_qsl(query.lstrip("?")))
        conversation = conversation if conversation and app.library.conversation(conversation) else ""
        # other tabs have fields of these names too
        form = search.Form.of_fields(fields if fields.get("trang") == "tra-cuu" else {})
        kinds, issuers = search.choices(app)
        results = search.show_start()
        if form.text:
            *_, results = search.search(app, form)
        return (
            *self._go(query, ""),
            ask.show_thread(app, conversation),
            ask.show_history(app, conversation),
            conversation,
            form.text,
            form.document,
            gr.update(choices=kinds, value=list(form.kinds)),
            gr.update(choices=issuers, value=list(form.issuers)),
            list(form.statuses),
            form.day or today(),
            results,
            library.show_documents(app, "", library.ANY, library.ANY, ""),
            library.show_files(app.library),
            *[today()] * 3,
            checklist.write_days(app),
            case if case and app.library.case(case) else "",
            *checklist.show(app, case),
            *checklist.fill(app, case),
            *self.lessons.show(read_lesson(query)),
            *self.reviews.show(read_place(query)),
        )


def _form(fields: tuple[Any, ...]) -> search.Form:
    text, document, kinds, issuers, statuses, day = fields
    return search.Form(
        text or "", document or "", tuple(kinds or ()), tuple(issuers or ()), tuple(statuses or ()), day or ""
    )
