"""The report on reading records: every source is whole, and the targets are met on records that need no recognition."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.records import check, read_record
from eval import records_report
from eval.records.make import HERE, Made, make


@pytest.mark.parametrize("part", ["sources", "held"])
def test_targets(part: str, tmp_path: Path) -> None:
    scores = []
    for made in make(HERE / part, tmp_path):
        if made.source.form != "scan":
            record = read_record(made.path)
            scores.append(records_report.score(made, record, check(record, records_report.rules())))
    whole = records_report.total(scores)
    assert all(score.kind_right for score in scores)
    assert whole.flagged >= records_report.BREACHES * whole.breaches
    assert whole.false <= records_report.FALSE * whole.unshown


def test_a_source_that_names_a_rule_of_another_kind_is_refused(tmp_path: Path) -> None:
    made = next(make(HERE / "sources", tmp_path))
    record = read_record(made.path)
    wrong = Made(made.name, made.source.model_copy(update={"kept": ("so-nguoi-anh",)}), made.path)
    with pytest.raises(ValueError, match="so-nguoi-anh"):
        records_report.score(wrong, record, [])
