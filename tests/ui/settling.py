"""Waiting until the page stands still: the framework draws a change piece by piece, and what is typed or opened in between may go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_STILL = """() => new Promise((done) => {
  let timer;
  const watcher = new MutationObserver(() => start());
  const start = () => { clearTimeout(timer); timer = setTimeout(() => { watcher.disconnect(); done(true); }, 400); };
  watcher.observe(document.body, { subtree: true, childList: true });
  start();
})"""


def settled(page: Any) -> None:
    """Return when nothing was drawn for 0.4 s."""
    page.evaluate(_STILL)


def until(page: Any, read: Callable[[], object], wanted: object) -> None:
    """Wait until the server side says what is wanted, ten seconds at most."""
    for _ in range(100):
        if read() == wanted:
            return
        page.wait_for_timeout(100)
    assert read() == wanted
