"""The judgements of the reference report: complete, and as precise as the report says."""

from __future__ import annotations

import yaml

from assist.conflicts.references import Fault
from corpus.provisions import ProvisionId
from eval.references_report import CHECKED, precision


def test_every_judgement_names_places_a_fault_and_a_reason() -> None:
    for sample in yaml.safe_load(CHECKED.read_text(encoding="utf-8"))["samples"]:
        for judged in sample["judged"]:
            assert str(ProvisionId.parse(judged["provision"])) == judged["provision"]
            assert Fault(judged["fault"])
            assert judged["verdict"] in {"right", "wrong"}
            assert judged["reason"]


def test_precision_of_the_samples() -> None:
    told = [sample[1:] for sample in precision()]
    assert told == [(88, 100), (46, 50), (45, 50), (18, 20), (27, 30), (19, 20)]  # as in RESULTS.md
