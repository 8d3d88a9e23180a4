"""What the tab Danh mục thân thiện does: list a case, keep what people tick, note and decide, read records.

The base facts stand in the form; the facts and moments that the list still hangs on are asked for beside it, where they matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import gradio as gr

from assist.checklists.case import CaseError, make_case
from corpus.circumstances import QUESTIONS, AgeBand, Event, Gravity, Kind, Receiver, Role, Sex, Stage
from corpus.library import SavedCase
from ui.checklists import judge, read_for
from ui.state import App
from ui.web.checklist_fields import read_days, read_typed_birth, read_typed_moment, write_birth
from ui.web.checklist_view import list_view
from ui.web.dates import DayError, read_day, write_day
from ui.web.escape import render
from ui.web.faults import told

FAILED = (
    "Chưa lập được danh mục vì chương trình gặp lỗi. Những gì đã lưu vẫn còn; hãy thử lại hoặc chạy “kholuat check”."
)
UNKNOWN = "chưa rõ"
_GONE = "Vụ việc này đã bị xóa ở nơi khác."
_LONGEST = {"Mã hồ sơ": 60, "Ghi thêm": 200}
VERDICTS = ("có ghi", "không thấy ghi", "cần xem")
_SHEET = ("upper_body", "body", "number", "place", "position")
CHOICES: dict[str, Any] = {
    "role": Role, "age": AgeBand, "sex": Sex, "kind": Kind, "stage": Stage, "receiver": Receiver, "gravity": Gravity,
}  # fmt: skip

# What is shown -----------------------------------------------------------------------------------------------------------


def show(app: App, identifier: str, *, problem: str = "") -> tuple[Any, ...]:
    """(saved cases, problem, progress, list, tools) for a case; an empty id shows the welcome."""
    saved = app.library.case(identifier) if identifier else None
    said = render("problem.html", message=problem) if problem else ""
    if saved is None:
        return (
            show_saved(app, ""),
            said,
            "",
            render("checklist_start.html", count=_count(app), problems=app.checklist_problems()),
            gr.Row(visible=False),
        )
    try:
        view = list_view(app, saved, datetime.now())
    except CaseError as error:  # saved before a rule changed: the facts stand in the form to be mended
        return show_saved(app, identifier), render("problem.html", message=str(error)), "", "", gr.Row(visible=True)
    except Exception as error:  # one case that cannot be listed does not keep the whole page from opening
        problem = render("problem.html", message=told(error, FAILED))
        return show_saved(app, identifier), problem, "", "", gr.Row(visible=True)
    return (
        show_saved(app, identifier),
        said,
        _progress(saved, view["codes"]),
        render("checklist.html", **view),
        gr.Row(visible=True),
    )


def show_saved(app: App, current: str) -> str:
    return render("cases.html", cases=app.library.cases(), current=current)


def show_progress(app: App, identifier: str) -> str:
    """How much of the list is ticked."""
    saved = app.library.case(identifier)
    return _progress(saved, {line.code for line in judge(app, make_case(saved.facts)).lines}) if saved else ""


def _progress(saved: SavedCase, codes: set[str]) -> str:
    done = sum(bool(item.get("done")) for code, item in saved.items.items() if code in codes)
    return render("checklist_progress.html", done=done, total=len(codes))


def fill(app: App, identifier: str) -> tuple[Any, ...]:
    """Values of the form and of the printed particulars for a saved case; empty ones for none."""
    saved = app.library.case(identifier) if identifier else None
    if saved is None:
        return ("", "", "", "", *[UNKNOWN] * len(CHOICES), [], *[""] * len(_SHEET))
    facts = saved.facts.get("circumstances", {})
    on = saved.facts.get("on")
    return (
        saved.code,
        saved.facts.get("title", ""),
        write_day(date.fromisoformat(on)) if on else "",
        write_birth(saved.facts.get("born", "")),
        *(facts.get(name) or UNKNOWN for name in CHOICES),
        facts.get("activities", []),
        *(saved.sheet.get(name, "") for name in _SHEET),
    )


def _count(app: App) -> int:
    return sum(len(checklist.items) for checklist in app.checklists)


# What people do ----------------------------------------------------------------------------------------------------------


def make(app: App, identifier: str, *fields: Any) -> tuple[Any, ...]:
    """Save the form as a case and list it. Returns (case id, *shown). What contradicts itself is told and nothing is lost."""
    form, printed = fields[: 5 + len(CHOICES)], fields[5 + len(CHOICES) :]
    saved = app.library.case(identifier) if identifier else None
    try:
        case = make_case(_facts(form, saved))
        judge(app, case)  # what cannot be listed is not saved
    except (CaseError, DayError) as error:
        return (gr.skip(), gr.skip(), render("problem.html", message=str(error)), gr.skip(), gr.skip(), gr.skip())
    sheet = {name: (value or "").strip() for name, value in zip(_SHEET, printed, strict=True)} | {
        "day": date.today().isoformat()
    }
    identifier = app.library.save_case(identifier, case.code, case.model_dump(mode="json"), sheet)
    return identifier, *show(app, identifier)


def keep_sheet(app: App, identifier: str, *printed: Any) -> None:
    """Keep the particulars to print as they are typed."""
    saved = app.library.case(identifier) if identifier else None
    if saved is not None:
        sheet = saved.sheet | {name: (value or "").strip() for name, value in zip(_SHEET, printed, strict=True)}
        app.library.save_case(identifier, saved.code, saved.facts, sheet)


def change(app: App, identifier: str, data: dict[str, Any]) -> tuple[Any, ...]:
    """A fact, a moment or a record of the case changed in the list. Returns (case id, *shown)."""
    action, key, value = data["action"], data.get("key", ""), data.get("value", "")
    if action == "open":
        if app.library.case(value) is None:
            return identifier, *show(app, identifier, problem=_GONE)
        return value, *show(app, value)
    if action == "delete":
        app.library.delete_case(value)
        identifier = "" if value == identifier else identifier
        return identifier, *show(app, identifier)
    saved = app.library.case(identifier) if identifier else None
    if saved is None:
        return "", *show(app, "", problem=_GONE)
    if action == "forget":
        app.library.remove_record(identifier, value)
        return identifier, *show(app, identifier)
    facts = {
        **saved.facts,
        "circumstances": {**saved.facts.get("circumstances", {})},
        "events": {**saved.facts.get("events", {})},
    }
    try:
        if action == "fact" and key in QUESTIONS:
            facts["circumstances"][key] = {"có": True, "không": False}.get(value, None if value == UNKNOWN else value)
        elif action == "moment":
            facts["events"].pop(Event(key).value, None)
            if value.strip():
                facts["events"][Event(key).value] = read_typed_moment(value)
        case = make_case(facts)
        judge(app, case)
    except (CaseError, DayError) as error:
        return identifier, *show(app, identifier, problem=str(error))
    app.library.save_case(identifier, case.code, case.model_dump(mode="json"), saved.sheet)
    return identifier, *show(app, identifier)


def tick(app: App, identifier: str, data: dict[str, Any]) -> tuple[Any, ...]:
    """What a person did on an item: ticked it, noted, decided. Returns (problem, progress); the list itself stays as it is."""
    kind, item, value = data["action"], data.get("key", ""), data.get("value", "")
    if kind == "done":
        changed: dict[str, Any] = {"done": bool(value)}
    elif kind == "note":
        changed = {"note": str(value)[:2000]}
    elif kind == "verdict" and (value in VERDICTS or not value):
        by = str(data.get("by", "")).strip()[:80]
        if value and not by:
            return render(
                "problem.html",
                message="Hãy ghi ai quyết định (số hiệu hoặc chức danh) ở ô “Người quyết định” rồi chọn lại.",
            ), gr.skip()
        changed = {"verdict": value, "by": by, "at": datetime.now().isoformat(timespec="minutes")}
    else:
        return gr.skip(), gr.skip()
    if not app.library.set_item(identifier, item, changed):
        return render(
            "problem.html", message="Chưa lưu được: vụ việc này đã bị xóa ở nơi khác. Lập lại danh mục để lưu."
        ), gr.skip()
    return "", show_progress(app, identifier)


def read_records(app: App, identifier: str, paths: list[str] | None) -> Iterator[tuple[Any, ...]]:
    """Read uploaded records of the case against its list; yields (*shown) as it goes. The files themselves are not kept."""
    from assist.records import RecordError

    skip = tuple(gr.skip() for _ in range(5))
    problems = []
    for path in map(Path, paths or []):
        yield (gr.skip(), render("busy.html", message=f"Đang đọc {path.name}…"), *skip[2:])
        try:
            saved = app.library.case(identifier)
            if saved is None:
                problems.append(_GONE)
                break
            app.library.add_record(identifier, read_for(app, saved, path))
        except (RecordError, CaseError) as error:
            problems.append(f"{path.name}: {error}")
        except Exception as error:
            problems.append(f"{path.name}: {told(error, FAILED)}")
        finally:
            path.unlink(missing_ok=True)
    yield show(app, identifier, problem=" ".join(problems))


def save_days(app: App, text: str) -> str:
    """Keep the days set by hand; what was wrong or how many were kept, as HTML."""
    try:
        days = read_days(text or "")
    except DayError as error:
        return render("problem.html", message=f"{error} Chưa lưu gì.")
    app.library.set_days(days)
    return render("told.html", message=f"Đã lưu {len(days)} ngày; các hạn đã được tính lại.")


def write_days(app: App) -> str:
    """The days set by hand as the text box shows them."""
    return "\n".join(f"{write_day(day)} {why}" for day, _, why in app.library.days_set())


def _facts(form: tuple[Any, ...], saved: SavedCase | None) -> dict[str, Any]:
    code, title, on, birth, *choices, activities = form
    if not (code or "").strip():
        raise DayError("Hãy ghi mã hồ sơ nội bộ (ví dụ VA-01/2026) để lưu và tìm lại danh mục.")
    for (name, longest), words in zip(_LONGEST.items(), (code, title), strict=True):
        if len((words or "").strip()) > longest:
            raise DayError(f"{name} dài quá {longest} ký tự; hãy viết gọn lại.")
    kept = saved.facts if saved else {}
    circumstances = {**kept.get("circumstances", {})}
    circumstances |= {
        name: None if value in {None, UNKNOWN} else value for name, value in zip(CHOICES, choices, strict=True)
    }
    circumstances["activities"] = list(activities or ())
    return {
        "code": code.strip(),
        "title": (title or "").strip(),
        "on": read_day(on).isoformat() if (on or "").strip() else None,
        "born": read_typed_birth(birth or ""),
        "circumstances": circumstances,
        "events": kept.get("events", {}),
    }
