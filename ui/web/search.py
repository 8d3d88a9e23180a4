"""The tab Tra cứu: search with filters, results as evidence cards, the same search as an address and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import gradio as gr
from markupsafe import Markup

from corpus.documents import Status
from corpus.numbers import fold
from search.model import Filters, Hit, Query
from ui.state import App
from ui.web.dates import DayError, read_day, write_day
from ui.web.escape import render
from ui.web.evidence import card_of_hit, panel
from ui.web.faults import told
from ui.web.progress import counting

LIMIT = 20
FAILED = (
    "Chưa tìm được vì chương trình gặp lỗi. Hãy thử lại; nếu lỗi lặp lại, chạy “kholuat check” để xem kho và chỉ mục."
)


class SearchError(ValueError):
    """The form cannot be searched with; the message is Vietnamese and says the mend."""


@dataclass(frozen=True)
class Form:
    """What the user filled in. Fields of an address: tim, vb, loai, cq, tt, ngay; lists stand as repeated words joined by ``|``."""

    text: str = ""
    document: str = ""
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    day: str = ""

    @classmethod
    def of_fields(cls, fields: Mapping[str, str]) -> Form:
        """Read the form from an address; what is no status word is left out."""

        def words(name: str) -> tuple[str, ...]:
            return tuple(w for w in fields.get(name, "").split("|") if w)

        known = {s.value for s in Status}
        return cls(
            text=fields.get("tim", ""),
            document=fields.get("vb", ""),
            kinds=words("loai"),
            issuers=words("cq"),
            statuses=tuple(w for w in words("tt") if w in known),
            day=fields.get("ngay", ""),
        )

    def fields(self) -> str:
        """The form as the query part of an address, without what is empty."""
        values = {
            "tim": self.text,
            "vb": self.document,
            "loai": "|".join(self.kinds),
            "cq": "|".join(self.issuers),
            "tt": "|".join(self.statuses),
            "ngay": self.day,
        }
        return urlencode({k: v for k, v in values.items() if v})


@dataclass(frozen=True)
class SearchTab:
    """The tab's components that the page wires up."""

    text: gr.Textbox
    document: gr.Textbox
    kinds: gr.Dropdown
    issuers: gr.Dropdown
    statuses: gr.Dropdown
    day: gr.Textbox
    send: gr.Button
    results: gr.HTML

    @property
    def form(self) -> list[Any]:
        """The input components in the order of ``Form``."""
        return [self.text, self.document, self.kinds, self.issuers, self.statuses, self.day]


def build() -> SearchTab:
    """Lay out the tab inside the tab being built."""
    with gr.Column(elem_id="search-form", elem_classes="form-panel"):
        with gr.Row(equal_height=True):
            text = gr.Textbox(
                label="Tìm trong kho",
                placeholder="Từ khóa, câu hỏi hoặc điều khoản; gõ không dấu cũng được",
                scale=5,
                min_width=240,
                max_lines=1,
                elem_id="search-text",
            )
            day = gr.Textbox(label="Áp dụng vào ngày", scale=1, min_width=140, max_lines=1, elem_id="search-day")
            send = gr.Button("Tìm", variant="primary", scale=0, min_width=90, elem_id="search-send")
        with gr.Row():
            document = gr.Textbox(
                label="Văn bản",
                placeholder="Số hiệu hoặc một phần tên",
                min_width=180,
                max_lines=1,
                elem_id="search-document",
            )
            kinds = gr.Dropdown([], label="Loại", multiselect=True, min_width=150, elem_id="search-kinds")
            issuers = gr.Dropdown(
                [], label="Cơ quan ban hành", multiselect=True, min_width=180, elem_id="search-issuers"
            )
            statuses = gr.Dropdown(
                [s.value for s in Status],
                label="Tình trạng",
                multiselect=True,
                min_width=180,
                elem_id="search-statuses",
            )
    results = gr.HTML(apply_default_css=False, elem_id="search-results")
    return SearchTab(text, document, kinds, issuers, statuses, day, send, results)


def choices(app: App) -> tuple[list[str], list[str]]:
    """The kinds and the issuers that the library's documents have."""
    documents = app.documents(date.today())
    return sorted({d.kind for d in documents if d.kind}), sorted({i for d in documents for i in d.issuers if i})


def show_start() -> str:
    """The results' place before the first search."""
    return render("results.html", form=None, count=0, panel="", message="", error="", day="", export="")


def find(app: App, form: Form) -> list[Hit]:
    """The hits of a form. SearchError or DayError if the form cannot be searched with."""
    if not form.text.strip():
        raise SearchError("Hãy gõ từ khóa hoặc điều khoản cần tìm.")
    on = read_day(form.day)
    filters = Filters(
        documents=_documents(app, form.document, on),
        kinds=form.kinds,
        issuers=form.issuers,
        statuses=tuple(Status(s) for s in form.statuses),
    )
    return app.searcher.search(Query(form.text.strip(), on, filters, limit=LIMIT))


def search(app: App, form: Form) -> Iterator[str]:
    """Work on a search; yields the results' HTML."""

    def shown(**values: Any) -> str:
        blank = {"form": form, "count": 0, "panel": "", "message": "", "error": "", "day": "", "export": ""}
        return render("results.html", **(blank | values))

    try:
        yield shown(message="Đang tìm…")
        for done, total in counting(app.refresh_index):
            yield shown(message=f"Đang cập nhật chỉ mục tìm kiếm: {done}/{total}")
        hits = find(app, form)
        yield shown(
            count=len(hits),
            panel=Markup(panel([card_of_hit(h, form.text) for h in hits], label="Kết quả tra cứu", prefix="hit")),
            day=write_day(read_day(form.day)),
            export=f"xuat/tra-cuu.csv?{form.fields()}",
        )
    except (SearchError, DayError) as error:
        yield shown(error=str(error))
    except Exception as error:
        yield shown(error=told(error, FAILED))


def _documents(app: App, wanted: str, on: date) -> tuple[str, ...]:
    """Numbers of the documents a filter names: one number in any spelling, or all whose number or title holds the words."""
    if not wanted.strip():
        return ()
    exact = app.library.document(wanted)
    if exact is not None:
        return (exact.number,)
    words = fold(wanted).split()
    found: Sequence[str] = [
        d.number for d in app.documents(on) if all(w in fold(f"{d.number} {d.kind} {d.title}") for w in words)
    ]
    if not found:
        raise SearchError(f"Kho không có văn bản nào có số hiệu hoặc tên “{wanted.strip()}”. Hãy xem tab Kho văn bản.")
    return tuple(found)
