"""A saved case's list as the template shows it: lines with bases, deadlines, what people did and what records show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from assist.checklists.case import Case, make_case
from assist.checklists.engine import EVENT
from assist.checklists.model import Basis, Line, Reading, Result, write_instant
from corpus.circumstances import QUESTIONS, Event
from corpus.library import SavedCase
from ui.checklists import LABELS, event_label, fact_pairs, judge
from ui.state import App


def list_view(app: App, saved: SavedCase, now: datetime) -> dict[str, Any]:
    """Values for ``checklist.html``. CaseError if the saved facts contradict themselves."""
    case = make_case(saved.facts)
    result = judge(app, case)
    proposals = _proposals(saved)
    timed = [line for line in result.lines if line.at is not None]
    untimed = [line for line in result.lines if line.at is None]
    show = [_line(line, saved, proposals, now) for line in timed]
    groups = [
        (procedure, [_line(line, saved, proposals, now) for line in lines])
        for procedure, lines in groupby(untimed, key=lambda line: line.procedure)
    ]
    return {
        "id": saved.id,
        "code": saved.code,
        "title": case.title,
        "on": result.on,
        "facts": fact_pairs(case),
        "procedures": list(dict.fromkeys(line.procedure for line in (*result.lines, *result.open))),
        "codes": {line.code for line in result.lines},
        "timed": show,
        "groups": groups,
        "asked": _asked(case, result),
        "moments": _moments(case, result),
        "open": [_line(line, saved, proposals, now) for line in result.open],
        "lapsed": [_line(line, saved, proposals, now) for line in result.lapsed],
        "remarks": result.remarks,
        "records": saved.records,
        "problems": app.checklist_problems(),
        "verdicts": bool(saved.records) or any(item.get("verdict") for item in saved.items.values()),
    }


def _line(line: Line, saved: SavedCase, proposals: Mapping[str, list[dict[str, Any]]], now: datetime) -> dict[str, Any]:
    first, end, done = line.first, line.first.deadline, saved.items.get(line.code, {})
    rules = [rule.words() for rule in (first.demand.limit, first.demand.ceiling) if rule]
    return {
        "code": line.code,
        "act": line.item.act,
        "who": line.item.who,
        "says": first.demand.says,
        "modality": first.demand.modality,
        "procedure": line.procedure,
        "rules": rules,
        "due": write_instant(end.due) if end else "",
        "other": write_instant(end.other) if end and end.other else "",
        "late": bool(end and end.due < now and not done.get("done")),
        "steps": end.steps if end else (),
        "other_steps": end.other_steps if end else (),
        "why": end.why if end else (),
        "beside": ""
        if end or not line.item.timing
        else f"{line.item.timing.relation} lúc {line.item.timing.event.value}",
        "status": first.status.value,
        "bases": [_basis(basis) for basis in first.bases],
        "others": [_other(reading) for reading in line.others],
        "why_first": line.why_first,
        "unverified": first.demand.unverified,
        "missing": [QUESTIONS[name] for name in line.missing],
        "shows": line.item.sign.shows if line.item.sign else "",
        "proposals": proposals.get(line.code, []),
        "done": bool(done.get("done")),
        "note": done.get("note", ""),
        "verdict": done.get("verdict", ""),
        "by": done.get("by", ""),
        "at": datetime.fromisoformat(done["at"]) if done.get("at") else None,
    }


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "id": str(basis.id),
        "title": basis.document_title,
        "document": basis.id.document,
        "status": basis.status.value,
        "origin": basis.origin,
        "quote": basis.quote,
        "file": basis.file,
        "page": basis.page,
        "remarks": basis.remarks,
    }


def _other(reading: Reading) -> dict[str, Any]:
    end = reading.deadline
    return {
        "says": reading.demand.says,
        "modality": reading.demand.modality,
        "due": write_instant(end.due) if end else "",
        "bases": [_basis(basis) for basis in reading.bases],
    }


def _asked(case: Case, result: Result) -> list[dict[str, Any]]:
    """Yes-or-no facts that lines hang on, and those already answered, in one order; facts of the form are told, not asked here."""
    hanging = {question.fact: len(question.codes) for question in result.questions}
    facts = case.facts()
    return [
        {
            "fact": name,
            "text": text,
            "value": getattr(facts, name),
            "count": hanging.get(name, 0),
            "in_form": name in LABELS,
        }
        for name, text in QUESTIONS.items()
        if name in hanging or (name not in LABELS and getattr(facts, name) is not None)
    ]


def _moments(case: Case, result: Result) -> list[dict[str, Any]]:
    """Moments that lines are counted from or stand beside, known or not, and whatever else the case gives."""
    given = case.moments()
    hanging = {
        question.fact.removeprefix(EVENT): len(question.codes)
        for question in result.questions
        if question.fact.startswith(EVENT)
    }
    used = set(_used(result.lines)) | set(given)
    shown = []
    for event in Event:
        if event not in used:
            continue
        moment = given.get(event)
        clock = f"{moment.clock:%H:%M} " if moment and moment.clock else ""
        text = f"{clock}{moment.day:%d/%m/%Y}" if moment else ""
        shown.append(
            {"event": event.value, "label": event_label(event), "value": text, "count": hanging.get(event.value, 0)}
        )
    return shown


def _used(lines: Iterable[Line]) -> Iterable[Event]:
    for line in lines:
        limits = [reading.demand.limit for reading in (line.first, *line.others) if reading.demand.limit]
        for limit in limits:
            yield limit.event
            if limit.or_since:
                yield limit.or_since
        if not limits and line.item.timing:
            yield line.item.timing.event


def _proposals(saved: SavedCase) -> dict[str, list[dict[str, Any]]]:
    """What each record proposes of each item, with the record's name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for record in saved.records:
        for code, proposal in record["proposals"].items():
            found.setdefault(code, []).append({"record": record["name"], **proposal})
    return found
