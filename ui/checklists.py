"""Checklists as both front doors use them: the engine over the library, results as data, and the sheet to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assist.checklists.case import Case, CaseError, make_case, write_case
from assist.checklists.engine import ChecklistEngine
from assist.checklists.model import Line, Result
from assist.checklists.workdays import FIRST_YEAR, LAST_YEAR, Calendar
from corpus.circumstances import QUESTIONS, Event
from corpus.library import SavedCase
from ingest.batch import file_hash

if TYPE_CHECKING:
    from assist.checklists.exports import CaseSheet
    from assist.records import Proposal, Record
    from ui.state import App

#: Names of facts on paper and in forms, in the order they are shown.
LABELS = {
    "role": "Tư cách tham gia",
    "age": "Độ tuổi",
    "sex": "Giới tính",
    "kind": "Loại vụ việc",
    "stage": "Giai đoạn",
    "receiver": "Nơi tiếp nhận tin đầu tiên",
    "gravity": "Loại tội",
}
_APPLIES, _OPEN, _LAPSED = "áp dụng", "còn phải hỏi", "không có hiệu lực"


def engine(app: App) -> ChecklistEngine:
    """The engine over the application's library, with the days off that were set by hand."""
    days = app.library.days_set()
    calendar = Calendar(
        off={day: why for day, off, why in days if off}, working={day: why for day, off, why in days if not off}
    )
    return ChecklistEngine(app.bases, app.checklists, calendar)


def judge(app: App, case: Case) -> Result:
    """The list of a case. CaseError for a day in a year whose days off are not known, where no limit can be counted."""
    days = [("Ngày áp dụng", case.on), *((f"“{event.value}”", m.day) for event, m in case.moments().items())]
    for what, day in days:
        if day and not FIRST_YEAR < day.year < LAST_YEAR:  # a limit may run into the year beside
            raise CaseError(
                f"{what} ({day:%d/%m}/{day.year}) nằm ngoài các năm {FIRST_YEAR + 1}–{LAST_YEAR - 1}; kiểm tra lại năm."
            )
    return engine(app).judge(case)


def as_dicts(result: Result, proposals: Mapping[str, Proposal] | None = None) -> list[dict[str, Any]]:
    """The items of the JSON contract: those that apply, then those that hang on a fact, then those not in force that day."""
    return [
        _as_dict(line, applies, proposals.get(line.code) if proposals else None, proposals is not None)
        for applies, lines in ((_APPLIES, result.lines), (_OPEN, result.open), (_LAPSED, result.lapsed))
        for line in lines
    ]


def _as_dict(line: Line, applies: str, proposal: Proposal | None, checked: bool) -> dict[str, Any]:
    demand, end = line.first.demand, line.first.deadline
    data: dict[str, Any] = {
        "item": line.item.act,
        "who": line.item.who,
        "modality": demand.modality,
        "basis": list(demand.basis),
        "due": end.due.isoformat() if end else None,
        "status": line.first.status.value,
        "code": line.code,
        "procedure": line.procedure,
        "says": demand.says,
        "applies": applies,
        "missing": list(line.missing),
        "limit": demand.limit.words() if demand.limit else demand.ceiling.words() if demand.ceiling else None,
        "other_due": end.other.isoformat() if end and end.other else None,
        "arithmetic": [*end.steps, *end.other_steps, *end.why] if end else [],
        "differs": [
            {
                "modality": r.demand.modality,
                "says": r.demand.says,
                "basis": list(r.demand.basis),
                "status": r.status.value,
            }
            for r in line.others
        ],
    }
    if checked:
        data["record"] = proposal and {
            "verdict": proposal.verdict,
            "reason": proposal.reason,
            "passage": _words(proposal),
            "page": proposal.page,
        }
    return data


def propose(result: Result, case: Case, paths: Sequence[Path]) -> dict[str, Proposal]:
    """What records show of the items that apply, by item code. Of several records the one that tells most of an item is taken."""
    from assist.records import read_record

    found: dict[str, Proposal] = {}
    for path in paths:
        for code, proposal in _proposals(result, case, read_record(path)).items():
            if code not in found or _tells(proposal) > _tells(found[code]):
                found[code] = proposal
    return found


def read_for(app: App, saved: SavedCase, path: Path) -> dict[str, Any]:
    """A record read against a saved case, as the case keeps it: what it shows, not its whole text. RecordError if unreadable."""
    from assist.records import read_record

    case = make_case(saved.facts)
    record = read_record(path)
    proposals = _proposals(judge(app, case), case, record)
    return {
        "name": path.name,
        "sha256": file_hash(path),
        "kind": record.kind.value if record.kind else "",
        "read": datetime.now().isoformat(timespec="minutes"),
        "proposals": {
            code: {"verdict": p.verdict, "reason": p.reason, "passage": _words(p), "page": p.page, "breach": p.breach}
            for code, p in proposals.items()
        },
    }


def _proposals(result: Result, case: Case, record: Record) -> dict[str, Proposal]:
    from assist.records import check

    lines = {id(line.item): line.code for line in result.lines}
    proposals = check(record, [line.item for line in result.lines], case.moments())
    return {lines[id(proposal.item)]: proposal for proposal in proposals}


def _words(proposal: Proposal) -> str:
    return proposal.passage.text if proposal.passage else ""


def _tells(proposal: Proposal) -> tuple[bool, int]:
    """A breach tells most, then what is written, then what is to be looked at."""
    return proposal.breach, ("không thấy ghi", "cần xem", "có ghi").index(proposal.verdict)


def fact_pairs(case: Case) -> tuple[tuple[str, str], ...]:
    """What is known of a case as (label, value), for people: facts, then steps, then moments."""
    facts, birth = case.facts(), case.birth
    pairs = [(LABELS[name], getattr(facts, name).value) for name in LABELS if getattr(facts, name) is not None]
    if birth:
        pairs.insert(1, ("Ngày sinh", f"{birth.day:%d/%m/%Y}" + (f" ({birth.taken})" if birth.taken else "")))
    if facts.activities:
        pairs.append(("Hoạt động tố tụng", ", ".join(activity.value for activity in facts.activities)))
    for name, question in QUESTIONS.items():
        if name not in LABELS and getattr(facts, name) is not None:
            pairs.append((question.rstrip("?"), "có" if getattr(facts, name) else "không"))
    for event, moment in case.moments().items():
        clock = f"{moment.clock:%H:%M} " if moment.clock else ""
        pairs.append((_capital(event.value), f"{clock}{moment.day:%d/%m/%Y}"))
    return tuple(pairs)


def sheet(saved: SavedCase, result: Result) -> CaseSheet:
    """The printed list of a saved case."""
    from assist.checklists.exports import CaseSheet

    case = make_case(saved.facts)
    words = {key: str(saved.sheet.get(key, "")) for key in ("upper_body", "body", "number", "place", "position")}
    day = saved.sheet.get("day")
    return CaseSheet(
        code=saved.code,
        title=case.title,
        result=result,
        **words,
        day=date.fromisoformat(day) if day else None,
        facts=fact_pairs(case),
        done={code: bool(item.get("done")) for code, item in saved.items.items()},
        notes={code: item["note"] for code, item in saved.items.items() if item.get("note")},
        decided={
            code: (item["verdict"], item.get("by", ""), _instant(item.get("at")))
            for code, item in saved.items.items()
            if item.get("verdict")
        },
    )


def checklist_file(app: App, saved: SavedCase, kind: str) -> tuple[bytes, str]:
    """A saved case's list as a file of a kind (docx, xlsx, ics; yaml: the case itself), and its media type."""
    case = make_case(saved.facts)
    if kind == "yaml":
        return write_case(case).encode(), "application/yaml; charset=utf-8"
    printed = sheet(saved, judge(app, case))
    if kind == "docx":
        from assist.checklists.exports.docx import checklist_docx

        return checklist_docx(printed), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if kind == "xlsx":
        from assist.checklists.exports.xlsx import checklist_xlsx

        return checklist_xlsx(printed), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    from assist.checklists.exports.ics import checklist_ics

    return checklist_ics(printed, datetime.now(UTC)), "text/calendar; charset=utf-8"


def event_label(event: Event) -> str:
    """An event as a form names it: ``Tiếp nhận tin``."""
    return _capital(event.value)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
