"""The tab Kho văn bản: the list of documents, one document's page, uploads, files in use and out of use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import gradio as gr

from corpus.documents import Status
from corpus.library import DocumentSummary, Library
from corpus.numbers import fold
from corpus.provisions import NOTE, VERBATIM
from ingest.batch import FileResult
from ui.state import App
from ui.web.dates import DayError, read_day, write_day
from ui.web.escape import render
from ui.web.faults import told
from ui.web.progress import counting, reporting

PAGE = 25
ANY = "Tất cả"
ORIGINS = {"Có nguyên văn": VERBATIM, "Mới có tóm lược": NOTE, "Chưa có toàn văn": ""}
UPLOAD_FAILED = (
    "Việc nạp dừng giữa chừng vì chương trình gặp lỗi. Các tệp đã báo “đã nạp” vẫn được giữ; hãy nạp lại các tệp khác."
)


@dataclass(frozen=True)
class LibraryTab:
    """The tab's components that the page wires up."""

    shelf: gr.Column  # the list's view
    reader: gr.Column  # one document's view
    words: gr.Textbox
    status: gr.Dropdown
    origin: gr.Dropdown
    day: gr.Textbox
    table: gr.HTML
    upload: gr.UploadButton
    report: gr.HTML
    files: gr.HTML
    file_words: gr.Textbox
    document: gr.HTML
    document_day: gr.Textbox


def build() -> LibraryTab:
    """Lay out the tab inside the tab being built."""
    with gr.Column(elem_id="shelf") as shelf:
        with gr.Accordion("Nạp văn bản vào kho", open=False, elem_id="uploads"):
            gr.HTML(render("upload_help.html"), apply_default_css=False)
            upload = gr.UploadButton(
                "Chọn tệp để nạp…", file_count="multiple", variant="primary", size="md", elem_id="upload"
            )
            report = gr.HTML(apply_default_css=False, elem_id="upload-report")
        with gr.Row(equal_height=True, elem_id="shelf-form", elem_classes="form-panel"):
            words = gr.Textbox(
                label="Tìm văn bản",
                placeholder="Số hiệu, tên hoặc cơ quan; gõ không dấu cũng được",
                scale=4,
                min_width=220,
                max_lines=1,
                elem_id="shelf-words",
            )
            status = gr.Dropdown(
                [ANY, *(s.value for s in Status)],
                value=ANY,
                label="Tình trạng",
                filterable=False,
                min_width=160,
                elem_id="shelf-status",
            )
            origin = gr.Dropdown(
                [ANY, *ORIGINS], value=ANY, label="Lời văn", filterable=False, min_width=160, elem_id="shelf-origin"
            )
            day = gr.Textbox(label="Tính vào ngày", min_width=130, max_lines=1, elem_id="shelf-day")
        table = gr.HTML(apply_default_css=False, elem_id="shelf-table")
        with gr.Accordion("Tệp trong kho", open=False, elem_id="files"):
            file_words = gr.Textbox(
                label="Tìm tệp", placeholder="Tên tệp", max_lines=1, elem_id="file-words", min_width=200
            )
            files = gr.HTML(apply_default_css=False, elem_id="file-table")
    with gr.Column(elem_id="reader", visible=False) as reader:
        with gr.Row(elem_id="reader-bar"):
            gr.HTML('<p class="back"><a href="?trang=kho" data-go>← Danh sách văn bản</a></p>', apply_default_css=False)
            document_day = gr.Textbox(
                label="Tình trạng vào ngày", scale=0, min_width=170, max_lines=1, elem_id="document-day"
            )
        document = gr.HTML(apply_default_css=False, elem_id="document")
    return LibraryTab(
        shelf, reader, words, status, origin, day, table, upload, report, files, file_words, document, document_day
    )


# The list of documents -------------------------------------------------------------------------------------------------


def show_documents(app: App, words: str, status: str, origin: str, day: str, page: int = 0) -> str:
    """One page of the list of documents as HTML."""
    try:
        on = read_day(day)
    except DayError as error:
        return render("problem.html", message=str(error))
    everything = app.documents(on)
    found = chosen(everything, words or "", status, origin)
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    return render(
        "documents.html",
        documents=found[page * PAGE : (page + 1) * PAGE],
        count=len(found),
        total=len(everything),
        page=page,
        last=last,
        on=write_day(on),
    )


def chosen(documents: list[DocumentSummary], words: str, status: str, origin: str) -> list[DocumentSummary]:
    """The documents that hold all words (accents optional) with a status and an origin; newest first, unknown dates last."""
    wanted = fold(words).split()
    kept = [
        d
        for d in documents
        if status in {ANY, d.status.value}
        and (origin == ANY or d.origin == ORIGINS[origin])
        and all(w in fold(f"{d.number} {d.kind} {d.title} {' '.join(d.issuers)}") for w in wanted)
    ]
    return sorted(kept, key=lambda d: (d.issued or date.min, d.number), reverse=True)


# Uploads ---------------------------------------------------------------------------------------------------------------


def take_in(app: App, paths: list[str] | None) -> Iterator[str]:
    """Ingest uploaded files, then bring the index up to date; yields the report's HTML as it grows."""
    from ingest.batch import ingest

    files = [Path(p) for p in paths or []]
    if not files:
        yield render("problem.html", message="Chưa có tệp nào được chọn.")
        return
    results: list[FileResult] = []

    def shown(message: str, done: int, total: int, *, finished: bool = False, error: str = "") -> str:
        return render(
            "uploads.html",
            results=results,
            message=message,
            done=done,
            total=total,
            finished=finished,
            error=error,
        )

    total = len(files)
    try:
        yield shown(f"Đang đọc {total} tệp…", 0, total)

        def read(report: Callable[[tuple[int, FileResult]], None]) -> None:
            ingest(files, app.library, app.settings, progress=lambda done, _, result: report((done, result)))

        for done, result in reporting(read):
            results.append(result)
            yield shown(f"Đã xong {done}/{total} tệp", done, total)
        yield shown("Đang cập nhật chỉ mục tìm kiếm…", total, total)
        for done, of in counting(app.refresh_index):
            yield shown(f"Đang cập nhật chỉ mục tìm kiếm: {done}/{of}", done, max(of, 1))
        yield shown("", total, total, finished=True)
    except Exception as error:
        yield shown("", len(results), total, finished=True, error=told(error, UPLOAD_FAILED))
    finally:
        for file in files:  # the library keeps its own copy
            file.unlink(missing_ok=True)


# Files -----------------------------------------------------------------------------------------------------------------


def show_files(library: Library, words: str = "", page: int = 0, done: str = "", undo: str = "") -> str:
    """One page of the files that were taken in, those out of use with their way back. ``undo``: hash of the file just dealt with."""
    wanted = fold(words or "").split()
    files = [
        f for f in library.files() if f.reader not in {"note", "catalogue"} and all(w in fold(f.name) for w in wanted)
    ]
    last = max(0, (len(files) - 1) // PAGE)
    page = min(max(page, 0), last)
    return render(
        "files.html",
        files=files[page * PAGE : (page + 1) * PAGE],
        count=len(files),
        page=page,
        last=last,
        done=done,
        undo=undo,
        known=library.file_by_hash(undo) if undo else None,
    )


def change_file(app: App, action: str, sha256: str, words: str) -> Iterator[str]:
    """Take a file out of use or back into use, then bring the index up to date; yields the files' HTML."""
    file = app.library.file_by_hash(sha256)
    changed = file is not None and (
        app.library.remove_file(sha256) if action == "remove" else app.library.restore_file(sha256)
    )
    if file is None or not changed:
        yield show_files(app.library, words, done="Không đổi được: tệp đã ở trạng thái đó hoặc đã có bản mới thay.")
        return
    done = f"Đã ngừng dùng tệp {file.name}." if action == "remove" else f"Tệp {file.name} được dùng trở lại."
    yield show_files(app.library, words, done=f"{done} Đang cập nhật chỉ mục…", undo=sha256)
    try:
        app.refresh_index()
        yield show_files(app.library, words, done=done, undo=sha256)
    except Exception as error:
        fault = told(error, "Chỉ mục chưa cập nhật được; hãy chạy “kholuat check”.")
        yield show_files(app.library, words, done=f"{done} {fault}", undo=sha256)
