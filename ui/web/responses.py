"""Answers of our own routes: a file to take away, a thing that is not there."""

from __future__ import annotations

from fastapi.responses import PlainTextResponse, Response


def missing(message: str) -> Response:
    """404 with a Vietnamese sentence."""
    return PlainTextResponse(message, status_code=404)


def attachment(content: bytes, media: str, name: str) -> Response:
    """A file that the browser keeps under a name."""
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
