"""What the tab Tập huấn hands out: the files of a kept lesson, each alone or all together."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from assist.training.draft import Draft
from assist.training.editing import trimmed
from assist.training.model import Lesson
from ui.state import App
from ui.training import FILES, OF_QUIZ
from ui.training import bank as open_bank
from ui.web.faults import told
from ui.web.responses import attachment, missing
from ui.web.training import FAILED, GONE
from ui.web.training_view import PRINTED

_LONGEST = 200  # characters of what is typed to be printed


def add_training_routes(routes: APIRouter, app: App) -> None:
    """Add them to the program's routes."""

    @routes.get("/xuat/tap-huan/ngan-hang/{what}")
    def bank(what: str) -> Response:
        """The bank of questions as a file."""
        from assist.training.exports.bank import KINDS, bank_file

        if what not in KINDS:
            return missing("Ngân hàng câu hỏi không có loại tệp ấy.")
        try:
            today = date.today()
            return attachment(*bank_file(open_bank(app).entries(today), what, today))
        except Exception as error:
            return PlainTextResponse(told(error, FAILED), status_code=500)

    @routes.get("/xuat/tap-huan/{identifier}/{what}")
    def lesson(identifier: str, what: str, request: Request) -> Response:
        """One kind of file of a kept lesson, ``zip`` for all; ``the-thuc=1``: the handout is laid out as official documents are."""
        saved = app.library.lesson(identifier) if re.fullmatch(r"[0-9a-f]{32}", identifier) else None
        if saved is None:
            return missing(GONE)
        try:
            made = trimmed(Draft.read(saved.data, saved.work).lesson)
            if what not in {*FILES, "zip"} or (what in OF_QUIZ and not made.quiz):
                return missing("Bài này không có loại tệp ấy.")
            return attachment(*_file(made, what, request.query_params))
        except Exception as error:
            return PlainTextResponse(told(error, FAILED), status_code=500)


def _file(lesson: Lesson, what: str, fields: Mapping[str, str]) -> tuple[bytes, str, str]:
    from assist.training.exports import Office, lesson_file, slug

    official = fields.get("the-thuc") == "1"
    office = Office(day=date.today(), **{name: fields.get(name, "").strip()[:_LONGEST] for name, _ in PRINTED})
    if what != "zip":
        return lesson_file(lesson, what, official=official, office=office)
    kinds = [kind for kind in FILES if lesson.quiz or kind not in OF_QUIZ]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as together:
        for kind in kinds:
            content, _, name = lesson_file(lesson, kind, official=official, office=office)
            together.writestr(name, content)
    return held.getvalue(), "application/zip", f"{slug(lesson.topic)}.zip"
