"""The checklists against cases written from the law first: ``python -m eval.checklists_report [--home DIR]``.

Each case of ``eval/checklists/cases`` names the demands that a reader of the texts expects (provision, modality, due date in both
readings), demands that must be absent, and facts that must be asked for. Exit status 1 if anything is missing or wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from assist.checklists.case import Case, CaseError, check_case
from assist.checklists.engine import ChecklistEngine
from assist.checklists.model import Reading, Result
from corpus.documents import Status
from corpus.provisions import ProvisionId
from corpus.yamlfiles import Strict, read_file

CASES = Path(__file__).parent / "checklists" / "cases"
#: "must" and "must not" of a ceiling are two wordings of one thing, and so are "may" and "is entitled to".
_CLASS = {"phải": "buộc", "không được": "buộc", "được": "cho", "có thể": "cho"}


class Expected(Strict):
    """A demand that the list of a case must hold. ``due`` is judged where it is written, and ``other`` with it."""

    basis: str
    modality: Literal["phải", "không được", "được", "có thể"]
    about: str
    due: datetime | None = None
    other: datetime | None = None


class Absent(Strict):
    basis: str
    about: str


class ExpectedCase(Strict):
    """One file: what the case is about, the case, and what its list must and must not hold."""

    about: str
    case: Case
    expected: tuple[Expected, ...]
    absent: tuple[Absent, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What was found of one case; ``faults`` in Vietnamese, empty if the case passes."""

    name: str
    lines: int
    demands: int
    dates: int
    faults: tuple[str, ...]


def load_cases(folder: Path = CASES) -> list[tuple[str, ExpectedCase]]:
    """The cases by file name. ValueError names every file that cannot be read."""
    cases, problems = [], []
    for path in sorted(folder.glob("*.yaml")):
        case, faults = read_file(path, ExpectedCase)
        problems += [f"{path.name}: {fault}" for fault in faults]
        if case is not None:
            cases.append((path.stem, case))
    if problems:
        raise ValueError("\n".join(problems))
    return cases


def judge(name: str, expected: ExpectedCase, engine: ChecklistEngine) -> Outcome:
    """One case against its list."""
    try:
        check_case(expected.case)
    except CaseError as error:
        return Outcome(name, 0, 0, 0, (str(error),))
    result = engine.judge(expected.case)
    faults = [fault for each in expected.expected for fault in _missing(each, result)]
    for absent in expected.absent:
        found = [line.code for line in result.lines if _rests(line.first, ProvisionId.parse(absent.basis))]
        faults += [f"có {code} dù không được có: {absent.basis} ({absent.about})" for code in found]
    asked = {question.fact for question in result.questions}
    faults += [f"không hỏi {fact}" for fact in expected.questions if fact not in asked]
    dates = sum(each.due is not None for each in expected.expected)
    return Outcome(name, len(result.lines), len(expected.expected), dates, tuple(faults))


def _missing(expected: Expected, result: Result) -> Iterable[str]:
    place = f"{expected.basis} ({expected.about})"
    pid = ProvisionId.parse(expected.basis)
    resting = [r for line in result.lines for r in (line.first, *line.others) if r.applies and _rests(r, pid)]
    if not resting:
        yield f"thiếu {place}"
        return
    alike = [r for r in resting if _CLASS[r.demand.modality] == _CLASS[expected.modality]]
    if not alike:
        yield f"{place}: mức {resting[0].demand.modality}, chờ {expected.modality}"
    elif expected.due is not None and not any(_ends(r) == (expected.due, expected.other) for r in alike):
        ends = "; ".join(sorted({" / ".join(map(str, _ends(r))) for r in alike}))
        yield f"{place}: hạn {ends}, chờ {expected.due} / {expected.other}"


def _rests(reading: Reading, pid: ProvisionId) -> bool:
    """Whether a basis that can be relied on that day is the provision or stands in it."""
    return any(pid.contains(b.id) and b.status not in {Status.EXPIRED, Status.NOT_YET} for b in reading.bases)


def _ends(reading: Reading) -> tuple[datetime | None, datetime | None]:
    return (reading.deadline.due, reading.deadline.other) if reading.deadline else (None, None)


def main(arguments: list[str] | None = None) -> int:
    """Print a line a case and what is wrong with each."""
    parser = argparse.ArgumentParser(description="Đo danh mục thủ tục thân thiện bằng các vụ viết từ văn bản.")
    parser.add_argument("--home", help="nơi có var/ của kho (mặc định: KHOLUAT_HOME)")
    options = parser.parse_args(arguments)
    if options.home:
        os.environ["KHOLUAT_HOME"] = options.home
    from ui.checklists import engine
    from ui.state import App

    judging = engine(App())
    outcomes = [judge(name, case, judging) for name, case in load_cases()]
    for outcome in outcomes:
        passed = "đạt" if not outcome.faults else f"{len(outcome.faults)} chỗ sai"
        print(f"{outcome.name}: {outcome.lines} việc, chờ {outcome.demands} đòi hỏi, {outcome.dates} hạn: {passed}")
        print(*(f"  - {fault}" for fault in outcome.faults), sep="\n", end="\n" if outcome.faults else "")
    right = sum(not outcome.faults for outcome in outcomes)
    demands, dates = sum(o.demands for o in outcomes), sum(o.dates for o in outcomes)
    print(
        f"Đạt {right}/{len(outcomes)} vụ; {demands} đòi hỏi, {dates} hạn, {sum(len(o.faults) for o in outcomes)} chỗ sai."
    )
    return 0 if right == len(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
