"""Which opinion of a person counts, where a finding then stands, and how far people agree beyond chance."""

from __future__ import annotations

from datetime import datetime

import pytest

from assist.conflicts.opinions import Agreement, State, Verdict, agreement_of, opinions_of, state_of
from corpus.library import SavedVerdict

C, OV, N, U = Verdict.CONFLICT, Verdict.OVERLAP, Verdict.NONE, Verdict.UNCLEAR
NOW = (frozenset({"a"}), frozenset({"b"}))


def said(*told: tuple[str, Verdict, str]) -> list[SavedVerdict]:
    """Verdicts in the order they were given (who, what, hash of the provision under review), newest first as in the library."""
    return [
        SavedVerdict(i, "k", words, "b", verdict.value, "", who, datetime(2026, 3, 2, 9, i), None)
        for i, (who, verdict, words) in enumerate(told)
    ][::-1]


@pytest.mark.parametrize(
    ("told", "counts", "state"),
    [
        ([], [], State.OPEN),
        ([("An", C, "a")], [("An", C, False)], State.JUDGED),
        ([("An", C, "a"), ("An", N, "a")], [("An", N, False)], State.JUDGED),  # people change their mind
        ([("An", C, "a"), ("an ", C, "a")], [("an ", C, False)], State.JUDGED),  # one person in two spellings
        ([("An", C, "a"), ("Ân", C, "a")], [("Ân", C, False), ("An", C, False)], State.AGREED),  # two people
        ([("An", C, "a"), ("Bình", OV, "a")], [("Bình", OV, False), ("An", C, False)], State.DISPUTED),
        ([("An", C, "a"), ("Bình", U, "a")], [("Bình", U, False), ("An", C, False)], State.DISPUTED),
        ([("An", C, "cũ")], [("An", C, True)], State.REOPENED),
        ([("An", C, "cũ"), ("Bình", N, "cũ")], [("Bình", N, True), ("An", C, True)], State.REOPENED),
        ([("An", C, "cũ"), ("Bình", N, "a")], [("Bình", N, False), ("An", C, True)], State.JUDGED),
        ([("An", C, "a"), ("An", N, "cũ")], [("An", C, False)], State.JUDGED),  # on the present words, though earlier
    ],
)
def test_of_each_person_one_opinion_counts(
    told: list[tuple[str, Verdict, str]], counts: list[tuple[str, Verdict, bool]], state: State
) -> None:
    found = opinions_of(said(*told), NOW)
    assert [(o.reviewer, o.verdict, o.stale) for o in found] == counts
    assert state_of(found) is state


def test_words_that_are_gone_reopen() -> None:
    [opinion] = opinions_of(said(("An", C, "a")), (frozenset(), NOW[1]))
    assert opinion.stale


def two(*pairs: tuple[Verdict, Verdict]) -> list[dict[str, Verdict]]:
    return [{"an": one, "bình": other} for one, other in pairs]


@pytest.mark.parametrize(
    ("judged", "both", "same", "kappa"),
    [
        ([], 0, 0, None),
        ([{"an": C}, {"bình": C}, {}], 0, 0, None),  # nobody judged what another did
        (two((C, C), (N, N)), 2, 2, 1.0),
        (two((C, C), (C, C)), 2, 2, None),  # one verdict throughout: chance would agree as well
        (two((C, N), (N, C)), 2, 0, -1.0),
        # 20 and 15 of 50 alike; the one says C 25 times, the other 30 times: κ = (0.7 - 0.5) / (1 - 0.5)
        (two(*[(C, C)] * 20, *[(C, N)] * 5, *[(N, C)] * 10, *[(N, N)] * 15), 50, 35, 0.4),
        # three people of one finding are three comparisons
        ([{"an": C, "bình": C, "chi": N}, {"an": N, "bình": N}], 4, 2, 0.2),
    ],
)
def test_agreement(judged: list[dict[str, Verdict]], both: int, same: int, kappa: float | None) -> None:
    found = agreement_of(judged)
    assert (found.both, found.same) == (both, same)
    assert found.kappa == (None if kappa is None else pytest.approx(kappa))
    assert isinstance(found, Agreement)
