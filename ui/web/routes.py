"""What the page hands out besides itself: originals of files, answers and results to take away."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response

from assist.checklists.case import CaseError
from ui.checklists import checklist_file
from ui.state import App
from ui.web.checklist import FAILED as CHECKLIST_FAILED
from ui.web.conflicts_routes import add_review_routes
from ui.web.dates import DayError
from ui.web.exports import answer_docx, answer_text, hits_csv
from ui.web.faults import told
from ui.web.responses import attachment, missing
from ui.web.search import FAILED, Form, SearchError, find
from ui.web.training_routes import add_training_routes

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def router(app: App) -> APIRouter:
    """The routes over one running program."""
    routes = APIRouter()

    @routes.get("/tep/{sha256}")
    def original(sha256: str) -> Response:
        """A file as it was taken in. Found by its hash only: no path of a request ever reaches the disk."""
        file = app.library.file_by_hash(sha256) if re.fullmatch(r"[0-9a-f]{64}", sha256) else None
        folder = (app.settings.var / "files").resolve()
        path = (app.settings.var / file.stored).resolve() if file and file.stored else None
        if file is None or path is None or not path.is_relative_to(folder) or not path.is_file():
            return missing("Kho không giữ bản gốc của tệp này.")
        return FileResponse(path, media_type="application/octet-stream", filename=file.name)

    @routes.get("/xuat/tra-loi/{conversation}/{name}")
    def answer(conversation: str, name: str) -> Response:
        """One answer of a conversation: ``1.txt``, ``2.docx``, counted from 1."""
        turns = app.library.conversation(conversation)
        asked = re.fullmatch(r"(\d{1,6})\.(txt|docx)", name)
        number = int(asked[1]) if asked else 0
        if asked is None or not 1 <= number <= len(turns):
            return missing("Không có câu trả lời này; có thể cuộc hỏi đáp đã bị xóa.")
        turn = turns[number - 1]
        if asked[2] == "docx":
            return attachment(answer_docx(turn["question"], turn["answer"]), _DOCX, f"kho-luat-tra-loi-{number}.docx")
        text = answer_text(turn["question"], turn["answer"])
        return attachment(text.encode(), "text/plain; charset=utf-8", f"kho-luat-tra-loi-{number}.txt")

    @routes.get("/xuat/tra-cuu.csv")
    def results(request: Request) -> Response:
        """The results of the search that the address describes."""
        try:
            hits = find(app, Form.of_fields(request.query_params))
        except (SearchError, DayError) as error:
            return PlainTextResponse(str(error), status_code=400)
        except Exception as error:
            return PlainTextResponse(told(error, FAILED), status_code=500)
        return attachment(hits_csv(hits).encode(), "text/csv; charset=utf-8", "kho-luat-tra-cuu.csv")

    @routes.get("/xuat/danh-muc/{name}")
    def checklist(name: str) -> Response:
        """The list of a saved case: ``<id>.docx``, ``.xlsx``, ``.ics``, or the case itself as ``.yaml``."""
        asked = re.fullmatch(r"([0-9a-f]{32})\.(docx|xlsx|ics|yaml)", name)
        saved = app.library.case(asked[1]) if asked else None
        if asked is None or saved is None:
            return missing("Không có vụ việc này; có thể nó đã bị xóa.")
        try:
            content, media = checklist_file(app, saved, asked[2])
        except CaseError as error:
            return PlainTextResponse(str(error), status_code=400)
        except Exception as error:
            return PlainTextResponse(told(error, CHECKLIST_FAILED), status_code=500)
        return attachment(content, media, f"kho-luat-danh-muc.{asked[2]}")

    add_review_routes(routes, app)
    add_training_routes(routes, app)
    return routes
