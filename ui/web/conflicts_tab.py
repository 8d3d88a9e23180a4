"""The tab Rà soát xung đột: its components and what happens when they are used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from ui.web.conflicts import Conflicts
from ui.web.conflicts_place import TAB, read_place


@dataclass(frozen=True)
class ConflictsTab:
    """The tab's components that the page wires up."""

    saved: gr.HTML
    problem: gr.HTML
    progress: gr.HTML
    halt: gr.Button
    view: gr.HTML  # the form, the queue of a review, or one pair

    def shown(self) -> list[Any]:
        """What a change of place shows anew."""
        return [self.saved, self.problem, self.progress, self.view]


def build() -> ConflictsTab:
    """Lay out the tab inside the tab being built."""
    saved = gr.HTML(apply_default_css=False, elem_id="reviews", min_height=0)
    problem = gr.HTML(apply_default_css=False, elem_id="review-problem")
    with gr.Row(elem_id="review-run"):
        progress = gr.HTML(apply_default_css=False, elem_id="review-progress")
        halt = gr.Button("Dừng lại", size="sm", scale=0, min_width=110, visible=False, elem_id="review-halt")
    view = gr.HTML(apply_default_css=False, elem_id="review")
    return ConflictsTab(saved, problem, progress, halt, view)


def wire(tab: ConflictsTab, work: Conflicts, bridge: Any, quiet: dict[str, Any], in_turn: dict[str, Any]) -> None:
    """Connect the tab. The places it shows come with the page's addresses, see ``go``."""

    def acted(event: gr.EventData) -> tuple[Any, ...]:
        return work.act(event._data)

    def ran(event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from work.run(event._data)

    drawn = {"fn": None, "js": "() => kholuat.review(true)"}
    running = [tab.saved, tab.problem, tab.progress, tab.halt]
    bridge.review(acted, None, tab.shown(), **in_turn, **quiet).then(**drawn)
    bridge.run(ran, None, running, trigger_mode="multiple", concurrency_limit=8, **quiet).then(
        fn=None, js="() => kholuat.ran()"
    )
    tab.halt.click(work.runs.halt, None, None, **quiet)


def go(work: Conflicts, query: str) -> tuple[Any, ...]:
    """Updates of ``shown`` for an address; one of another tab leaves them as they are."""
    if dict(parse_qsl(query.lstrip("?"))).get("trang") != TAB:
        return tuple(gr.skip() for _ in range(4))
    return work.show(read_place(query))
