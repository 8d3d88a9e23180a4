"""Trains what reads a question typed without accents: ``python -m eval.train_accents --home DIR --out search/accents_model.npz``.

For each syllable that may be several, a small network looks at the bare syllables around it, ``AROUND`` on either side, and tells how
likely each of its accented forms is. It learns from the texts of the library of DIR and from the questions people are known to ask
(``corpus.phrasings``), the latter seen more often: they are fewer, and questions are what it will read. One phrasing in six, those
that ``eval.train_dense`` leaves out too, is kept for telling how well it does. No benchmark and no question set is read.

The loss is the cross entropy over the forms of the one bare syllable, so that the network need not tell a syllable from all others.
Saved are half-precision numbers and two lists of syllables, no sentence.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.phrasings import load_phrasings
from eval.home import open_application
from eval.train_dense import left_to_ranker
from search.accents import MOST
from search.encoding import bare, clauses, has_accents
from search.restoring import AROUND, FILE, Restorer
from search.words import Words

SEED = 20261122
#: Sizes of a bare syllable's vector, of the hidden layer and of a form's vector.
SYLLABLE, HIDDEN, FORM = 48, 256, 96
#: Forms seen less often are not learned; how much oftener than in the law a syllable of a question counts as seen.
LEAST, OF_A_QUESTION = 5, 20
#: Places of the law's texts read; times that each phrasing is; places a step; passes; learning rate.
OF_LAW, OF_QUESTIONS, BATCH, PASSES, RATE = 3_000_000, 3, 4096, 4, 0.003

Ints = NDArray[np.int64]


def rows_of(texts: Iterable[str]) -> list[list[str]]:
    """The normalised syllables of texts that bear accents, clause by clause."""
    return [clause for text in texts if has_accents(text) for clause in clauses(text)]


class Numbered:
    """Forms and bare syllables by number, commonest first; bare syllable 0 is the edge of a clause, 1 any that is not known."""

    def __init__(self, rows: Iterable[list[str]], words: Words) -> None:
        counts: dict[str, int] = dict(
            zip(words.vocabulary, np.bincount(words.tokens, minlength=len(words.vocabulary)).tolist(), strict=True)
        )
        counts.pop("")
        for row in rows:
            for syllable in row:
                counts[syllable] = counts.get(syllable, 0) + OF_A_QUESTION
        known = sorted((s for s, n in counts.items() if n >= LEAST and s.isalpha()), key=lambda s: -counts[s])
        meant: dict[str, list[str]] = {}
        for form in known:
            meant.setdefault(bare(form), []).append(form)
        self.bares = ["", "?", *meant]
        self.meant = {plain: forms[:MOST] for plain, forms in meant.items()}
        self.forms = [form for forms in self.meant.values() for form in forms]
        self.bare_number = {plain: n for n, plain in enumerate(self.bares)}
        self.form_number = {form: n for n, form in enumerate(self.forms)}
        self.common = np.log([counts[form] for form in self.forms]).astype(np.float32)

    def places(self, rows: Iterable[list[str]]) -> tuple[Ints, Ints]:
        """Of every syllable of rows that may be several: the bare syllables around it, itself in the middle, and its form."""
        around: list[list[int]] = []
        right: list[int] = []
        for row in rows:
            plain = [bare(s) for s in row]
            numbers = [0] * AROUND + [self.bare_number.get(p, 1) for p in plain] + [0] * AROUND
            for n, (syllable, without) in enumerate(zip(row, plain, strict=True)):
                if len(self.meant.get(without, ())) > 1 and syllable in self.form_number:
                    around.append(numbers[n : n + 2 * AROUND + 1])
                    right.append(self.form_number[syllable])
        return np.array(around, np.int64).reshape(-1, 2 * AROUND + 1), np.array(right, np.int64)


def rows_of_law(words: Words) -> list[list[str]]:
    """Clauses of the library's texts, drawn with a fixed seed, some ``OF_LAW`` places."""
    ends = np.flatnonzero(words.tokens == 0)
    starts = np.concatenate([[0], ends[:-1] + 1])
    found, total = [], 0
    for n in np.random.default_rng(SEED).permutation(len(ends)).tolist():
        row = [words.vocabulary[t] for t in words.tokens[starts[n] : ends[n]].tolist()]
        if len(row) > 1:
            found.append(row)
            total += len(row)
        if total >= OF_LAW:
            break
    return found


def train(numbered: Numbered, around: Ints, right: Ints, held: tuple[Ints, Ints]) -> Restorer:
    """The network; prints the share of held places that are right after each pass."""
    import torch
    from torch import nn

    torch.manual_seed(SEED)
    choices = np.zeros((len(numbered.bares), MOST), np.int64)
    there = np.zeros((len(numbered.bares), MOST), bool)
    for plain, forms in numbered.meant.items():
        of = numbered.bare_number[plain]
        choices[of, : len(forms)] = [numbered.form_number[form] for form in forms]
        there[of, : len(forms)] = True
    syllable = nn.Embedding(len(numbered.bares), SYLLABLE)
    inner, outer = nn.Linear((2 * AROUND + 1) * SYLLABLE, HIDDEN), nn.Linear(HIDDEN, FORM)
    form, common = nn.Embedding(len(numbered.forms), FORM), nn.Embedding(len(numbered.forms), 1)
    nn.init.normal_(form.weight, std=0.1)
    common.weight.data[:, 0] = torch.from_numpy(numbered.common)
    parameters = [p for part in (syllable, inner, outer, form, common) for p in part.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=RATE)
    may_be, is_there = torch.from_numpy(choices), torch.from_numpy(there)

    def scores(places: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        state = outer(torch.relu(inner(syllable(places).flatten(1))))
        candidates = may_be[places[:, AROUND]]
        score = (form(candidates) @ state.unsqueeze(-1)).squeeze(-1) + common(candidates).squeeze(-1)
        return score.masked_fill(~is_there[places[:, AROUND]], -1e9), candidates

    steps = PASSES * -(-len(right) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, steps)
    inputs, answers = torch.from_numpy(around), torch.from_numpy(right)
    begun = time.perf_counter()
    for number in range(PASSES):
        for some in torch.randperm(len(answers)).split(BATCH):
            score, candidates = scores(inputs[some])
            loss = nn.functional.cross_entropy(score, (candidates == answers[some, None]).int().argmax(dim=1))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        with torch.no_grad():
            score, candidates = scores(torch.from_numpy(held[0]))
            best = candidates.gather(1, score.argmax(dim=1, keepdim=True)).squeeze(1).numpy()
        share = np.mean(best == held[1])
        print(
            f"pass {number + 1}: {share:.4f} of {len(best)} held places, {time.perf_counter() - begun:.0f} s",
            flush=True,
        )

    def half(tensor: torch.Tensor) -> NDArray[np.float16]:
        return np.asarray(tensor.detach().numpy(), np.float16)

    return Restorer(
        numbered.bares,
        numbered.forms,
        half(syllable.weight),
        half(inner.weight.T),
        half(inner.bias),
        half(outer.weight.T),
        half(outer.bias),
        half(form.weight),
        half(common.weight[:, 0]),
    )


def main() -> None:
    """Trains and saves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args()
    words = open_application(options.home).searcher.tables().words
    phrasings = [question for record in load_phrasings()[0] for _, question in record.questions()]
    asked = rows_of(q for q in phrasings if not left_to_ranker(q))
    numbered = Numbered(asked, words)
    law = numbered.places(rows_of_law(words))
    questions = numbered.places(asked)
    print(
        f"{len(numbered.forms)} forms; places: {len(law[1])} of the law, {len(questions[1])} of questions", flush=True
    )
    around, right = (np.concatenate([a, *[b] * OF_QUESTIONS]) for a, b in zip(law, questions, strict=True))
    held = numbered.places(rows_of(q for q in phrasings if left_to_ranker(q)))
    train(numbered, around, right, held).save(options.out)


if __name__ == "__main__":
    main()
