"""How well accents are given back: ``python -m eval.accents_report --home DIR --benchmarks FOLDER``.

Questions with accents are typed again without and read by the bigrams alone and with the network; told is the share of syllables that
come out as they were. Sets: ``main.jsonl`` and the tune half; the first 600 citizens' questions that come without gold; and of
``corpus.phrasings`` the one in six that ``eval.train_accents`` and, here, the bigrams have not learned from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from corpus.numbers import fold
from corpus.phrasings import load_phrasings
from eval.ask_report import QUESTIONS, TUNE, read_questions
from eval.home import open_application
from eval.measuring import table
from eval.retrieval_report import syllables
from eval.train_dense import left_to_ranker
from search import accents
from search.accents import Accents
from search.encoding import has_accents
from search.terms import spoken

CITIZENS = 600


def right(questions: Sequence[str], reader: Accents) -> float:
    """The share of syllables given back as they were."""
    same = total = 0
    for question in questions:
        was, is_ = syllables(question), syllables(reader.restored(fold(question)))
        same += sum(a == b for a, b in zip(was, is_, strict=True))
        total += len(was)
    return same / total


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    parser.add_argument("--benchmarks", type=Path, required=True, help="folder of the citizens' questions")
    options = parser.parse_args(arguments)
    phrasings = [q for record in load_phrasings()[0] for _, q in record.questions()]
    words = open_application(options.home).searcher.tables().words
    reader = Accents.of(words, [*(q for q in phrasings if not left_to_ranker(q)), *spoken()])
    unlabelled = (options.benchmarks / "citizen" / "unlabelled.jsonl").read_text(encoding="utf-8").splitlines()
    sets = {
        "main and tune half": [q.question for path in (QUESTIONS, TUNE) for q in read_questions(path)],
        "citizens without gold": [json.loads(line)["question"] for line in unlabelled[:CITIZENS]],
        "phrasings not learned from": [q for q in phrasings if left_to_ranker(q)],
    }
    rows = []
    for name, questions in sets.items():
        accented = [q for q in questions if has_accents(q)]
        with mock.patch.object(accents, "NETWORK", 0.0):
            alone = right(accented, reader)
        rows.append([name, len(accented), f"{alone:.1%}", f"{right(accented, reader):.1%}"])
    print(table(["", "questions", "bigrams", "with the network"], rows))


if __name__ == "__main__":
    main()
