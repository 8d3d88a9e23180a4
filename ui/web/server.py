"""Serving the page on this machine: one port, our own routes before Gradio's, headers that keep the browser at home."""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import suppress
from threading import Thread
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI

from ui.state import App
from ui.web.page import build_page
from ui.web.routes import router
from ui.web.theme import head, theme

#: The browser may fetch from this server only. Gradio's own scripts are inline and build functions from text.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; "
        "form-action 'self'; base-uri 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class _Headers:
    """ASGI middleware that adds the headers to every response without holding up streams."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                added = [(k.lower().encode(), v.encode()) for k, v in _HEADERS.items()]
                message = message | {"headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


def web_app(app: App) -> FastAPI:
    """The whole web application: our routes, then the page at the root."""
    web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    web.include_router(router(app))
    web.add_middleware(_Headers)
    return gr.mount_gradio_app(
        web,
        build_page(app),
        path="/",
        server_name=app.settings.host,
        server_port=app.settings.port,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        theme=theme(),
        head=head(),
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; OSError if it is taken. Port 0 takes any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def serve(app: App) -> int:
    """Serve until interrupted. 0 when stopped, 1 when the address cannot be used."""
    host, port = app.settings.host, app.settings.port
    try:
        bound = listen(host, port)
    except OSError as error:
        sys.stderr.write(_refusal(host, port, error) + "\n")
        return 1
    server = uvicorn.Server(uvicorn.Config(web_app(app), log_level="warning"))
    Thread(target=app.warm_up, daemon=True, name="kholuat-warm-up").start()
    sys.stdout.write(f"Kho Luật đang chạy tại http://{host}:{port} (Ctrl+C để dừng).\n")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        server.run(sockets=[bound])
    return 0


def _refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Cổng {port} đang có chương trình khác dùng (có thể Kho Luật đã chạy: thử mở http://{host}:{port}). "
            "Hãy dừng chương trình đó hoặc chọn cổng khác, ví dụ KHOLUAT_PORT=7861."
        )
    if error.errno == errno.EACCES:
        return f"Không được phép mở cổng {port}. Hãy chọn cổng từ 1024 trở lên bằng KHOLUAT_PORT."
    return f"Không mở được địa chỉ {host}:{port}: {error.strerror}. Hãy kiểm tra KHOLUAT_HOST và KHOLUAT_PORT."
