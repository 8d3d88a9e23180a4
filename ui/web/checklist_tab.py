"""The tab Danh mục thân thiện: its components and what happens when they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from corpus.circumstances import Activity
from ui.checklists import LABELS
from ui.state import App
from ui.web import checklist
from ui.web.checklist import CHOICES, UNKNOWN
from ui.web.escape import render
from ui.web.faults import told


@dataclass(frozen=True)
class ChecklistTab:
    """The tab's components that the page wires up. ``form``: code, title, day, birth, choices of ``CHOICES``, activities."""

    saved: gr.HTML
    fresh: gr.Button
    form: list[Any]
    make: gr.Button
    sheet: list[Any]
    days: gr.Textbox
    keep_days: gr.Button
    days_told: gr.HTML
    upload: gr.UploadButton
    tools: gr.Row
    problem: gr.HTML
    progress: gr.HTML
    items: gr.HTML

    def shown(self) -> list[Any]:
        """What a change of the case shows anew."""
        return [self.saved, self.problem, self.progress, self.items, self.tools]


def build() -> ChecklistTab:
    """Lay out the tab inside the tab being built."""
    with gr.Row(elem_classes="ask-bar"):
        saved = gr.HTML(apply_default_css=False, elem_id="cases", min_height=0)
        fresh = gr.Button("Vụ việc mới", size="sm", elem_id="new-case", scale=0, min_width=130)
    with gr.Column(elem_classes="form-panel", elem_id="case-form"):
        with gr.Row():
            code = gr.Textbox(
                label="Mã hồ sơ (nội bộ, không ghi tên người)",
                placeholder="VA-01/2026",
                max_lines=1,
                elem_id="case-code",
            )
            title = gr.Textbox(label="Ghi thêm (không bắt buộc)", max_lines=1, scale=2, elem_id="case-title")
            on = gr.Textbox(
                label="Áp dụng vào ngày", placeholder="trống: ngày của mốc muộn nhất", max_lines=1, elem_id="case-day"
            )
        with gr.Row():
            choices = {name: _choice(name) for name in ("role", "kind", "stage")}
        with gr.Row():
            birth = gr.Textbox(
                label="Ngày sinh",
                placeholder="11/2/2014, 2/2014 hoặc 2014",
                max_lines=1,
                min_width=150,
                elem_id="case-birth",
            )
            choices |= {name: _choice(name) for name in ("age", "sex", "receiver", "gravity")}
        activities = gr.CheckboxGroup(
            [a.value for a in Activity], label="Việc đang làm hoặc sắp làm", elem_id="case-activities"
        )
        make = gr.Button("Lập danh mục", variant="primary", elem_id="make-checklist")
    problem = gr.HTML(apply_default_css=False, elem_id="case-problem")
    with gr.Row(visible=False, elem_id="case-tools") as tools:
        upload = gr.UploadButton(
            "Đọc biên bản, báo cáo của vụ việc…",
            file_count="multiple",
            size="sm",
            elem_id="record-upload",
            scale=0,
            min_width=270,
        )
        with gr.Accordion("Thông tin in ra", open=False, elem_id="case-sheet"):
            labels = ("Cơ quan chủ quản", "Cơ quan lập", "Số, ký hiệu", "Địa danh", "Chức vụ người ký")
            with gr.Row():
                sheet = [gr.Textbox(label=label, max_lines=1, min_width=150) for label in labels]
        with gr.Accordion("Ngày nghỉ đặt tay", open=False, elem_id="days-off"):
            days = gr.Textbox(
                label="Mỗi dòng một ngày: “02/01/2026 nghỉ hoán đổi”, “10/01/2026 làm bù”. Ngày lễ, Tết và cuối tuần đã có sẵn.",
                lines=3,
                max_lines=12,
                elem_id="days-set",
            )
            keep_days = gr.Button("Lưu ngày nghỉ", size="sm", elem_id="keep-days")
            days_told = gr.HTML(apply_default_css=False)
    progress = gr.HTML(apply_default_css=False, elem_id="case-progress")
    items = gr.HTML(apply_default_css=False, elem_id="checklist")
    form = [code, title, on, birth, *(choices[name] for name in CHOICES), activities]
    return ChecklistTab(
        saved, fresh, form, make, sheet, days, keep_days, days_told, upload, tools, problem, progress, items
    )


def _choice(name: str) -> gr.Dropdown:
    return gr.Dropdown(
        [UNKNOWN, *(value.value for value in CHOICES[name])],
        value=UNKNOWN,
        label=LABELS[name],
        filterable=False,
        min_width=150,
        elem_id=f"case-{name}",
    )


def wire(
    tab: ChecklistTab, app: App, bridge: Any, case: gr.BrowserState, quiet: dict[str, Any], in_turn: dict[str, Any]
) -> None:
    """Connect the tab. ``case`` holds the id of the case that is open in this browser."""
    shown = tab.shown()
    everything = [case, *shown]
    fields = [*tab.form, *tab.sheet]

    def made(opened: str, *given: Any) -> tuple[Any, ...]:
        return _guarded(lambda: checklist.make(app, opened, *given))

    def changed(opened: str, event: gr.EventData) -> tuple[Any, ...]:
        current, *anew = _guarded(lambda: checklist.change(app, opened, event._data))
        # the form is filled only when another case comes up: what is typed in it and not yet listed is kept
        other = isinstance(current, str) and current != opened
        return current, *anew, *(checklist.fill(app, current) if other else [gr.skip()] * len(fields))

    def ticked(opened: str, event: gr.EventData) -> tuple[Any, ...]:
        try:
            return checklist.tick(app, opened, event._data)
        except Exception as error:
            return render("problem.html", message=told(error, checklist.FAILED)), gr.skip()

    def begun() -> tuple[Any, ...]:
        return "", *checklist.show(app, ""), *checklist.fill(app, "")

    def read(opened: str, paths: list[str] | None) -> Iterator[Any]:
        yield from checklist.read_records(app, opened, paths)

    def kept(opened: str, *printed: Any) -> None:
        checklist.keep_sheet(app, opened, *printed)

    def kept_days(text: str) -> str:
        return checklist.save_days(app, text)

    def again(opened: str) -> tuple[Any, ...]:
        return checklist.show(app, opened)

    code, _, day, birth, *_ = tab.form
    gr.on([tab.make.click, code.submit, day.submit, birth.submit], made, [case, *fields], everything, **quiet)
    bridge.case(changed, case, [*everything, *fields], **in_turn, **quiet)
    bridge.tick(ticked, case, [tab.problem, tab.progress], **in_turn, **quiet)
    tab.fresh.click(begun, None, [*everything, *fields], **quiet)
    tab.upload.upload(read, [case, tab.upload], shown, concurrency_limit=1, trigger_mode="once", **quiet)
    gr.on([box.blur for box in tab.sheet], kept, [case, *tab.sheet], None, **quiet)
    tab.keep_days.click(kept_days, tab.days, tab.days_told, **quiet).then(again, case, shown, **quiet)


def _guarded(act: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    """(case id, *shown) of an act; a fault nobody foresaw is told and everything shown stays."""
    try:
        return act()
    except Exception as error:
        problem = render("problem.html", message=told(error, checklist.FAILED))
        return gr.skip(), gr.skip(), problem, gr.skip(), gr.skip(), gr.skip()
