"""The retrieval report: both forms of a question set, the measures on known rankings, the interval, the baselines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from eval.ask_report import TODAY, TUNE
from eval.retrieval_report import Asked, baseline, interval, read_set, scores, syllables, syllables_and_pairs


def test_both_forms_of_a_set(tmp_path: Path) -> None:
    path = tmp_path / "citizens.jsonl"
    path.write_text(
        '{"id": 7, "question": "Hỏi gì?", "gold": ["91/2015/QH13:584", "5/2020/TT-BCA:3a"]}\n', encoding="utf-8"
    )
    gold = frozenset({"91/2015/QH13 điều 584", "5/2020/TT-BCA điều 3a"})
    assert read_set(path) == [Asked("7", "Hỏi gì?", TODAY, gold)]
    ours = read_set(TUNE)
    assert len(ours) == 130  # those that have a basis
    assert all(" khoản" not in pid for q in ours for pid in q.gold)


ASKED = [Asked(str(n), "", date(2026, 1, 1), frozenset(gold)) for n, gold in enumerate([{"a"}, {"b", "c"}, {"d"}])]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("Success@1", [1, 0, 0]),
        ("Success@10", [1, 1, 0]),
        ("RR@10", [1, 0.5, 0]),
        ("R@10", [1, 0.5, 0]),
    ],
)
def test_measures_of_known_rankings(measure: str, expected: list[float]) -> None:
    found = {"0": ["a", "x"], "1": ["x", "b", "b"], "2": []}
    assert scores(ASKED, lambda q: found[q.id])[measure].tolist() == pytest.approx(expected)


def test_the_interval_holds_nothing_where_nothing_differs_and_is_above_nought_where_all_is_better() -> None:
    ones, none = np.ones(50), np.zeros(50)
    assert interval(ones, ones) == (0.0, 0.0)
    assert interval(ones, none) == (1.0, 1.0)
    low, high = interval(np.arange(50) % 2.0, none)
    assert 0.3 < low < 0.5 < high < 0.7


def test_baselines_find_the_article_by_its_words() -> None:
    collection = [
        ("x điều 1", "Tạm giữ", "Điều 1. Tạm giữ\nNgười bị tạm giữ được báo cho gia đình."),
        ("x điều 2", "Giám định", "Điều 2. Giám định\nBác sĩ kết luận về thương tích."),
        *((f"x điều {n}", "Khác", f"Điều {n}. Khác\nQuy định khác số {n}.") for n in range(3, 15)),
    ]
    assert syllables("Tạm giữ người") == ["tạm", "giữ", "người"]
    assert syllables_and_pairs("Tạm giữ, người") == ["tạm", "giữ", "tạm_giữ", "người"]
    for tokens, headings in ((syllables, 1), (syllables_and_pairs, 3)):
        search = baseline(collection, tokens, headings)
        assert search("bác sĩ giám định thương tích")[0] == "x điều 2"
        assert search("báo gia đình người bị tạm giữ")[0] == "x điều 1"
