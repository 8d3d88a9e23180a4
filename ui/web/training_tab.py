"""The tab Tập huấn: its components and what happens when they are used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from ui.web.training import Trainings
from ui.web.training_place import TAB, read_place


@dataclass(frozen=True)
class TrainingTab:
    """The tab's components that the page wires up."""

    saved: gr.HTML
    problem: gr.HTML
    progress: gr.HTML
    told: gr.HTML
    view: gr.HTML  # the form, or a lesson

    def shown(self) -> list[Any]:
        """What a change of place shows anew."""
        return [self.saved, self.problem, self.progress, self.told, self.view]


def build() -> TrainingTab:
    """Lay out the tab inside the tab being built."""
    saved = gr.HTML(apply_default_css=False, elem_id="lessons", min_height=0)
    problem = gr.HTML(apply_default_css=False, elem_id="lesson-problem", min_height=0)
    progress = gr.HTML(apply_default_css=False, elem_id="lesson-progress", min_height=0)
    done = gr.HTML(apply_default_css=False, elem_id="lesson-told", min_height=0)
    view = gr.HTML(apply_default_css=False, elem_id="lesson")
    return TrainingTab(saved, problem, progress, done, view)


def wire(tab: TrainingTab, work: Trainings, bridge: Any, quiet: dict[str, Any], in_turn: dict[str, Any]) -> None:
    """Connect the tab. The places it shows come with the page's addresses, see ``go``."""

    def acted(event: gr.EventData) -> tuple[Any, ...]:
        return work.act(event._data)

    def ran(event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from work.run(event._data)

    bridge.lesson(acted, None, tab.shown(), **in_turn, **quiet).then(fn=None, js="() => kholuat.lesson(true)")
    bridge.teach(ran, None, [tab.saved, tab.problem, tab.progress], trigger_mode="once", **quiet).then(
        fn=None, js="() => kholuat.taught()"
    )


def go(work: Trainings, query: str) -> tuple[Any, ...]:
    """Updates of ``shown`` for an address; one of another tab leaves them as they are."""
    if dict(parse_qsl(query.lstrip("?"))).get("trang") != TAB:
        return tuple(gr.skip() for _ in range(5))
    return work.show(read_place(query))
