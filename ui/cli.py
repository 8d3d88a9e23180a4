"""The command line ``kholuat``: serve, ask, search, checklist, conflicts, training, ingest, fetch, show, documents, check."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.documents import Status
from corpus.library import LibraryError
from search.dense import DenseModelError
from search.index import IndexUnusableError
from ui.options import JsonFlag, OnOption, typed_day
from ui.printing import (
    err,
    out,
    print_answer,
    print_documents,
    print_fetched,
    print_hits,
    print_ingested,
    print_json,
    print_problems,
    print_result,
    print_wanted,
    progress,
)
from ui.training_command import training

app = typer.Typer(
    name="kholuat",
    help="Kho Luật: kho văn bản pháp luật và trợ lý tra cứu, chạy không cần mạng.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

BatchFlag = Annotated[
    bool, typer.Option("--batch", help="Đọc mỗi dòng một câu hỏi từ đầu vào chuẩn, in mỗi dòng một đối tượng JSON.")
]


@contextmanager
def _application() -> Iterator[Any]:
    """The application, its library holding at least the shipped corpus and its index up to date."""
    from ui.state import App

    application = App()
    with progress("Cập nhật chỉ mục") as advance:
        for problem in application.prepare(advance):
            err.print(f"Chú ý: {problem}", style="yellow")
    yield application


def _questions() -> Iterator[str]:
    for raw in sys.stdin:
        if raw.strip():
            yield raw.strip()


@app.command()
def serve() -> None:
    """Mở trang web Kho Luật trên máy này."""
    from app import main as run_page

    run_page()


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="Câu hỏi.")] = None,
    *,
    on: OnOption = None,
    as_json: JsonFlag = False,
    batch: BatchFlag = False,
) -> None:
    """Trả lời một câu hỏi kèm căn cứ."""
    day = typed_day(on)
    with _application() as application:
        if batch:
            for line in _questions():
                print_json(application.answerer.ask(line, day).as_dict(), line=True)
            return
        text = _required(question)
        answer = application.answerer.ask(text, day)
    if as_json:
        print_json(answer.as_dict())
        return
    print_answer(answer)


@app.command()
def search(
    question: Annotated[list[str] | None, typer.Argument(help="Điều cần tìm.")] = None,
    *,
    on: OnOption = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", help="Chỉ tìm trong văn bản có số hiệu này.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Chỉ loại văn bản này (Luật, Thông tư …).")] = None,
    issuer: Annotated[list[str] | None, typer.Option("--issuer", help="Chỉ cơ quan ban hành này.")] = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", help="Chỉ tình trạng này vào ngày áp dụng (Còn hiệu lực …).")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="Số kết quả nhiều nhất.")] = 10,
    explain: Annotated[
        bool, typer.Option("--explain", help="Nói rõ đã đọc câu hỏi thế nào và điểm của mỗi kết quả gồm những gì.")
    ] = False,
    as_json: JsonFlag = False,
    batch: BatchFlag = False,
) -> None:
    """Tìm điều khoản theo từ ngữ, số hiệu hoặc câu hỏi."""
    from search.model import Filters, Query
    from search.service import Found
    from ui.explaining import parts, reading

    day = typed_day(on)
    with _application() as application:
        filters = Filters(
            documents=tuple(_number(application, d) for d in document or ()),
            kinds=tuple(kind or ()),
            issuers=tuple(issuer or ()),
            statuses=tuple(_status(s) for s in status or ()),
        )

        def find(text: str) -> Found:
            found: Found = application.searcher.find(Query(text, day, filters, limit, explain))
            return found

        def as_dict(text: str) -> dict[str, object]:
            found = find(text)
            data: dict[str, object] = {"question": text, "on": day.isoformat()}
            if explain:
                data["reading"] = reading(found.understood)
            return data | {"hits": [h.as_dict() | ({"parts": parts(h)} if explain else {}) for h in found.hits]}

        if batch:
            for line in _questions():
                print_json(as_dict(line), line=True)
            return
        text = _required(question)
        if as_json:
            print_json(as_dict(text))
            return
        found = find(text)
    print_hits(found.hits, found.understood if explain else None)


@app.command()
def checklist(
    case: Annotated[Path | None, typer.Option("--case", help="Tệp YAML mô tả vụ việc (xem --example).")] = None,
    *,
    check: Annotated[
        list[Path] | None,
        typer.Option(
            "--check", help="Đọc một bản ghi (biên bản, báo cáo …) xem có ghi từng việc không; có thể lặp lại."
        ),
    ] = None,
    export: Annotated[
        list[Path] | None, typer.Option("--export", help="Ghi ra tệp .docx, .xlsx hoặc .ics; có thể lặp lại.")
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="In một tệp mô tả vụ việc làm mẫu rồi thôi.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Lập danh mục thủ tục thân thiện cho một vụ việc, kèm hạn tính sẵn."""
    from assist.checklists.case import CaseError
    from assist.records import RecordError
    from ui.checklist import EXAMPLE, run_checklist
    from ui.state import App

    if example:
        sys.stdout.write(EXAMPLE)
        return
    if case is None:
        raise typer.BadParameter("Thiếu --case TỆP.yaml; lấy tệp mẫu bằng kholuat checklist --example.")
    application = App()
    for problem in application.load_shipped():
        err.print(f"Chú ý: {problem}", style="yellow")
    try:
        run_checklist(application, case, check or [], export or [], as_json=as_json)
    except (CaseError, RecordError) as error:
        err.print(str(error), markup=False)
        raise typer.Exit(2) from error


@app.command()
def conflicts(
    *,
    documents: Annotated[
        list[str] | None,
        typer.Option(
            "--documents",
            help="Số hiệu các văn bản cần rà soát, cách nhau bằng dấu phẩy; bỏ trống: văn bản của danh mục.",
        ),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option("--against", help="So với: all là cả kho, hoặc các số hiệu; bỏ trống thì so với nhau."),
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Chỉ loại khác nhau này (limit, “thời hạn” …); có thể lặp lại.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Số kết quả nhiều nhất.")] = None,
    resume: Annotated[
        str | None,
        typer.Option(
            "--resume", metavar="MÃ", help="Làm tiếp lượt rà soát đã dừng, hoặc in lại lượt đã xong, có mã này."
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="Liệt kê các lượt rà soát được giữ, kèm mã, rồi thôi.")
    ] = False,
    on: OnOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Tìm các quy định có thể không khớp nhau để người rà soát xem; công cụ không kết luận thay."""
    from assist.conflicts.review import ReviewError
    from ui.conflicts import read_types, resume_conflicts, run_conflicts
    from ui.conflicts_printing import print_reviews
    from ui.state import App

    day = typed_day(on)
    if resume is not None and (documents or against or types or on):
        raise typer.BadParameter(
            "--resume lấy lại văn bản, loại và ngày của lượt rà soát đã có; chỉ ghi thêm --limit, --json."
        )
    try:
        wanted = read_types(types or [])
        application = App()
        for problem in application.load_shipped():
            err.print(f"Chú ý: {problem}", style="yellow")
        if listed:
            print_reviews(application.library.reviews(), as_json=as_json)
        elif resume is not None:
            resume_conflicts(application, resume, limit, as_json=as_json)
        else:
            run_conflicts(application, documents, against, wanted, limit, day, as_json=as_json)
    except ReviewError as error:
        err.print(str(error), markup=False)
        raise typer.Exit(2) from error
    except KeyboardInterrupt as error:  # said where it was stopped
        raise typer.Exit(130) from error


app.command()(training)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục cần nạp.")],
    *,
    as_json: JsonFlag = False,
    workers: Annotated[int | None, typer.Option("--workers", min=1, max=8, help="Số tệp đọc cùng lúc.")] = None,
) -> None:
    """Nạp văn bản vào kho: PDF, bản quét, DOCX, DOC, HTML, TXT, Markdown, Bộ pháp điển."""
    from ingest.batch import FileResult, Outcome
    from ingest.batch import ingest as run
    from ui.state import App

    application = App()
    for problem in application.load_shipped():
        err.print(f"Chú ý: {problem}", style="yellow")
    with progress("Nạp tệp") as advance:

        def report(done: int, total: int, result: FileResult) -> None:
            advance(done, total)
            if not as_json:
                print_result(result)

        results = run(paths, application.library, application.settings, workers=workers, progress=report)
    counts = {outcome: sum(r.outcome is outcome for r in results) for outcome in Outcome}
    with progress("Cập nhật chỉ mục") as advance:
        application.searcher.refresh(advance)
    if as_json:
        print_json({"files": [r.as_dict() for r in results], "summary": {o.value: n for o, n in counts.items()}})
    else:
        print_ingested(results)
    if counts[Outcome.FAILED]:
        raise typer.Exit(1)


@app.command()
def fetch(
    numbers: Annotated[list[str] | None, typer.Argument(help="Số hiệu hoặc tên văn bản trong danh mục.")] = None,
    *,
    missing: Annotated[
        bool, typer.Option("--missing", help="Mọi văn bản của danh mục mà kho chưa có nguyên văn.")
    ] = False,
    only_list: Annotated[bool, typer.Option("--list", help="Chỉ liệt kê sẽ tải gì, từ đâu; không nối mạng.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Tải nguyên văn từ địa chỉ chính thức ghi trong danh mục rồi nạp vào kho (lệnh duy nhất cần mạng)."""
    from ingest.fetching import FetchOutcome
    from ui.fetching import fetch_and_ingest, wanted_documents
    from ui.state import App

    if bool(numbers) == missing:
        raise typer.BadParameter("Nêu số hiệu cần tải, hoặc dùng --missing để tải mọi văn bản còn thiếu (chọn một).")
    application = App()
    for problem in application.load_shipped():
        err.print(f"Chú ý: {problem}", style="yellow")
    chosen = [_number(application, n) for n in numbers or ()]
    wanted, unknown = wanted_documents(application.library, chosen)
    for number in unknown:
        err.print(f"Danh mục không có {number}, nên không biết địa chỉ; hãy tải bằng tay rồi nạp.", markup=False)
    if only_list:
        if as_json:
            print_json([w.as_dict() for w in wanted])
        else:
            print_wanted(wanted)
        return
    with progress("Tải văn bản") as advance:
        fetched, ingested = fetch_and_ingest(wanted, application, advance)
    if as_json:
        print_json({"fetched": [f.as_dict() for f in fetched], "files": [r.as_dict() for r in ingested]})
    else:
        print_fetched(fetched, ingested)
    if unknown or not all(f.outcome in {FetchOutcome.FETCHED, FetchOutcome.KEPT} for f in fetched):
        raise typer.Exit(1)


@app.command()
def show(
    provision: Annotated[
        list[str], typer.Argument(help="Mã điều khoản hoặc cách viện dẫn: “khoản 1 Điều 5 TT 43/2021”.")
    ],
    *,
    on: OnOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Xem nguyên văn một điều khoản, hoặc các thông tin về một văn bản."""
    from ui.show import show_document, show_provision

    text = " ".join(provision)
    day = typed_day(on)
    with _application() as application:
        pid = application.searcher.resolve(text, day)
        if pid is None:
            err.print(
                f"Không tìm thấy “{text}” trong kho. Viết như “43/2021/TT-BCA điều 5 khoản 1” hoặc “khoản 1 Điều 5 TT 43/2021”; "
                "xem danh sách bằng kholuat documents.",
                markup=False,
            )
            raise typer.Exit(1)
        data, lines = (show_provision if pid.path else show_document)(application.library, pid, day)
    if data is None:
        err.print(f"Kho không có {pid}.", markup=False)
        raise typer.Exit(1)
    if as_json:
        print_json(data)
    else:
        for line in lines:
            out.print(line, markup=False)


@app.command()
def documents(*, on: OnOption = None, as_json: JsonFlag = False) -> None:
    """Liệt kê văn bản trong kho với tình trạng hiệu lực."""
    with _application() as application:
        listed = application.library.documents(typed_day(on))
    if as_json:
        print_json([d.as_dict() for d in listed])
        return
    print_documents(listed)


@app.command()
def check(
    *,
    mend: Annotated[bool, typer.Option("--mend", help="Sửa những gì sửa được (dựng lại chỉ mục).")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Kiểm tra kho và chỉ mục; nói cách sửa nếu có chỗ hỏng."""
    from ui.checking import check_library
    from ui.state import App

    application = App()
    problems = check_library(application)
    if problems and mend:
        with progress("Dựng lại chỉ mục") as advance:
            application.load_shipped()
            application.searcher.refresh(advance, rebuild=True)
        problems = check_library(application)
    if as_json:
        print_json([{"problem": p.what, "mend": p.mend} for p in problems])
    else:
        print_problems(problems)
    if problems:
        raise typer.Exit(1)


def _required(words: list[str] | None) -> str:
    text = " ".join(words or ()).strip()
    if not text:
        raise typer.BadParameter("Thiếu câu hỏi. Ví dụ: kholuat ask “Công an xã chuyển tin báo trong bao lâu?”")
    return text


def _number(application: Any, name: str) -> str:
    number = application.searcher.names().resolve(name, date.today())
    if number is None:
        raise typer.BadParameter(f"Kho không có văn bản “{name}”. Xem số hiệu bằng kholuat documents.")
    return str(number)


def _status(text: str) -> Status:
    for status in Status:
        if status.value.lower() == text.strip().lower():
            return status
    raise typer.BadParameter(f"Tình trạng “{text}” không có; chọn một trong: {', '.join(s.value for s in Status)}.")


def main() -> None:
    """Entry point: errors are Vietnamese sentences on standard error, never a traceback."""
    # a start makes some hundred thousand objects that stay: looking through them again and again costs a tenth of it
    gc.set_threshold(100_000, 50, 50)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    try:
        app()
    except (LibraryError, IndexUnusableError, DenseModelError) as error:
        err.print(str(error), markup=False)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the reader went away: "kholuat documents | head"
        sys.exit(0)
    except KeyboardInterrupt:
        err.print("Đã dừng. Những gì đã nạp vẫn được giữ; chạy lại lệnh để làm tiếp.")
        sys.exit(130)


if __name__ == "__main__":
    main()
