"""What the front doors share: settings, library, searcher and answerer, each opened once and only when first needed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from threading import Lock, RLock
from typing import TYPE_CHECKING

from corpus.library import DocumentSummary, Library
from corpus.settings import Settings, get_settings

if TYPE_CHECKING:
    from assist.answers import Answerer
    from assist.checklists.bases import Bases
    from corpus.checklists import Checklist
    from search.service import Searcher

Progress = Callable[[int, int], None]

log = logging.getLogger(__name__)


class App:
    """The running program. Parts given here are used as they are; the others are built from the settings when first asked for."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        library: Library | None = None,
        searcher: Searcher | None = None,
        answerer: Answerer | None = None,
        checklists: list[Checklist] | None = None,
    ) -> None:
        self.settings = settings or get_settings()
        self._library = library
        self._searcher = searcher
        self._answerer = answerer
        self._shipped: list[str] | None = [] if library else None  # a library given from outside is left as it is
        self._checklists: tuple[list[Checklist], list[str]] | None = None if checklists is None else (checklists, [])
        self._bases: Bases | None = None
        self._unknown_bases: tuple[int, list[str]] | None = None
        self._lists: dict[tuple[int, date], list[DocumentSummary]] = {}
        self._opening = RLock()
        self._refreshing = Lock()

    @property
    def library(self) -> Library:
        """The library, with what ships in the repository loaded. LibraryError if it cannot be used."""
        with self._opening:
            if self._library is None:
                self._library = Library.open(self.settings.database)
            self.load_shipped()
            return self._library

    def load_shipped(self) -> list[str]:
        """Bring the shipped catalogue and notes into the library, once; what could not be loaded, in Vietnamese."""
        with self._opening:
            if self._shipped is None:
                from ingest.shipped import load_shipped

                if self._library is None:
                    self._library = Library.open(self.settings.database)
                self._shipped = load_shipped(self._library)
            return self._shipped

    @property
    def checklists(self) -> list[Checklist]:
        """The checklists that ship, in the order of a case; one that cannot be read is left out and told by ``checklist_problems``."""
        return self._load_checklists()[0]

    @property
    def bases(self) -> Bases:
        """The provisions that checklists rest on; kept until the library changes."""
        with self._opening:
            if self._bases is None:
                from assist.checklists.bases import Bases

                self._bases = Bases(self.library)
            return self._bases

    def checklist_problems(self) -> list[str]:
        """What is wrong with the checklists: files that cannot be read, provisions that the library knows not to exist. Vietnamese."""
        checklists, problems = self._load_checklists()
        revision = self.library.revision()
        with self._opening:
            if self._unknown_bases is None or self._unknown_bases[0] != revision:
                from assist.checklists.bases import unknown_bases

                self._unknown_bases = (revision, unknown_bases(self.library, checklists))
            return [*problems, *self._unknown_bases[1]]

    def _load_checklists(self) -> tuple[list[Checklist], list[str]]:
        with self._opening:
            if self._checklists is None:
                from corpus.checklists import load_checklists

                self._checklists = load_checklists()
            return self._checklists

    @property
    def searcher(self) -> Searcher:
        """Search over the library; opening it loads the language model."""
        with self._opening:
            if self._searcher is None:
                from search.service import Searcher

                self._searcher = Searcher(self.library, self.settings)
            return self._searcher

    @property
    def answerer(self) -> Answerer:
        """Answers over the searcher, worded by a language model where the settings name one."""
        with self._opening:
            if self._answerer is None:
                from assist.answers import Answerer
                from assist.language_model import Worder, make_generator

                generator = make_generator(self.settings)
                self._answerer = Answerer(self.searcher, Worder(generator) if generator else None)
            return self._answerer

    def documents(self, on: date) -> list[DocumentSummary]:
        """Every document with its status on a day; kept until the library changes, for lists that narrow as one types."""
        key = (self.library.revision(), on)
        with self._opening:
            if key not in self._lists:
                self._lists = {k: v for k, v in self._lists.items() if k[0] == key[0]} if len(self._lists) < 4 else {}
                self._lists[key] = self.library.documents(on)
            return self._lists[key]

    def refresh_index(self, progress: Progress | None = None) -> int:
        """Bring the index up to the library if it is behind; callers at the same time wait for the first. Returns units written."""
        with self._refreshing:
            return self.searcher.refresh(progress) if self.searcher.behind() else 0

    def prepare(self, progress: Progress | None = None) -> list[str]:
        """Load what ships and bring the index up to date; what could not be loaded, in Vietnamese."""
        problems = self.load_shipped()
        self.refresh_index(progress)
        return problems

    def warm_up(self) -> None:
        """``prepare`` ahead of the first question; a fault is logged here and told to the user when they ask."""
        try:
            for problem in self.prepare():
                log.warning(problem)
            _ = self.answerer
        except Exception:
            log.exception("chưa chuẩn bị xong kho và chỉ mục")

    def launch(self) -> int:
        """Serve the web page until interrupted; the exit code (1: the address cannot be used)."""
        from ui.web.server import serve

        return serve(self)
