"""What the tab Rà soát xung đột fetches besides its page: documents to choose from, reports to take away."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from assist.conflicts.desk import Desk
from ui.state import App
from ui.web.conflicts import FAILED, GONE
from ui.web.conflicts_choices import Choices
from ui.web.conflicts_report import report
from ui.web.faults import told
from ui.web.responses import attachment, missing


def add_review_routes(routes: APIRouter, app: App) -> None:
    """Add them to the program's routes."""
    choices = Choices(app)

    @routes.get("/ra-soat/van-ban")
    def reviewable(request: Request) -> Response:
        """Documents that can be reviewed: those that hold the words ``tim``, or with ``danh-muc=1`` all of the field's own."""
        try:
            if request.query_params.get("danh-muc"):
                found = choices.catalogued()
                count = len(found)
            else:
                found, count = choices.find(request.query_params.get("tim", ""))
        except Exception as error:
            return PlainTextResponse(told(error, FAILED), status_code=500)
        return JSONResponse({"documents": [choice.as_dict() for choice in found], "count": count})

    @routes.get("/xuat/ra-soat/{name}")
    def review_report(name: str, request: Request) -> Response:
        """The report of a saved review, of the entries that the filters in the address let through."""
        asked = re.fullmatch(r"([0-9a-f]{32})\.(docx|xlsx|png|svg|json)", name)
        saved = app.library.review(asked[1]) if asked else None
        if asked is None or saved is None:
            return missing(GONE)
        try:
            content, media = report(Desk(app.library), saved, request.query_params.multi_items(), asked[2])
        except Exception as error:
            return PlainTextResponse(told(error, FAILED), status_code=500)
        return attachment(content, media, f"kho-luat-ra-soat.{asked[2]}")
