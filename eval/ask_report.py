"""How well search and answers meet the question set, kind by kind.

Run: ``python -m eval.ask_report [--home DIR] [--on DAY] [--json]`` on a home whose library holds the official texts. Prints, for each
kind of question, how many find the right article first and within ten, the right clause first, are answered or refused as they
should be, and say what they must say; then every miss with what came instead. The set is described in eval/questions/README.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.provisions import VERBATIM, ProvisionId
from eval.home import open_application

if TYPE_CHECKING:
    from assist.model import Answer
    from search.model import Hit
    from ui.state import App

QUESTIONS = Path(__file__).parent / "questions" / "main.jsonl"
#: Written by others than those who tune; one half may be tuned on, the other is for reporting only.
TUNE, LOCKED = (QUESTIONS.with_name(f"investigators-{half}.jsonl") for half in ("tune", "locked"))
#: The same, plain and short, on articles of the field's documents drawn at random.
PLAIN_TUNE, PLAIN_LOCKED = (QUESTIONS.with_name(f"plain-{half}.jsonl") for half in ("tune", "locked"))
#: What ranking and judgement are trained and tuned on.
TUNED_ON = (QUESTIONS, TUNE, PLAIN_TUNE)
#: On three invented documents of an office, beside the questions, to be put into the library first.
OWN_QUESTIONS, OWN_DOCUMENTS = QUESTIONS.with_name("own-documents.jsonl"), QUESTIONS.with_name("own-documents")

#: In the order of the table. What each kind is for stands in eval/questions/README.md.
KINDS = (
    "field",
    "plain",
    "unaccented",
    "misspelt",
    "abbreviation",
    "colloquial",
    "scenario",
    "citation",
    "premise",
    "day",
    "none",
    "missing",
)

#: The day of questions that name none: fixed, so that two runs of the report can be compared. Later than every text at hand.
TODAY = date(2026, 11, 1)
#: How many hits count as found.
DEPTH = 10


@dataclass(frozen=True)
class Question:
    """One question of the set. ``gold`` and ``also`` are equally right; ``gold`` is what a reader would cite first."""

    id: str
    question: str
    kind: str
    gold: tuple[ProvisionId, ...]
    also: tuple[ProvisionId, ...]
    on: date | None  # the day it is asked for; None: the report's
    answered: bool  # whether there is a basis
    contains: tuple[str, ...]  # what the conclusion or the first quote must say; "a|b": one of the two
    reason_contains: tuple[str, ...]  # what the reason of a refusal must say

    @property
    def right(self) -> tuple[ProvisionId, ...]:
        return self.gold + self.also


def article_of(pid: ProvisionId) -> ProvisionId:
    """The article a provision stands in; in a plan, which has none, the item of the second level, as the library cuts plans.

    >>> [str(article_of(ProvisionId.parse(place))) for place in ("1/KH-CA mục II.4.a.(4)", "1/2020/TT-X điều 2 khoản 1")]
    ['1/KH-CA mục II.4', '1/2020/TT-X điều 2']
    """
    return pid.unit() if pid.article else ProvisionId(pid.document, pid.path[:2])


@dataclass(frozen=True)
class Result:
    """What came for a question. ``rank``: place of the first right article among the hits, from 1; None if it is not in ten."""

    question: Question
    hits: tuple[Hit, ...]
    answer: Answer

    @property
    def rank(self) -> int | None:
        articles = {article_of(pid) for pid in self.question.right}
        return next((i for i, hit in enumerate(self.hits, 1) if article_of(hit.id) in articles), None)

    @property
    def clause_first(self) -> bool:
        """Whether the first hit stands at or inside a right provision: an article is not a right clause."""
        return bool(self.hits) and any(pid.contains(self.hits[0].id) for pid in self.question.right)

    @property
    def answered_as_expected(self) -> bool:
        return self.answer.answered is self.question.answered

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What had to be said and is not: in the conclusion and first quote, or in the reason of a refusal."""
        first = self.answer.citations[0].quote if self.answer.citations else ""
        said, reason = plain(f"{self.answer.conclusion}\n{first}"), plain(self.answer.reason)
        wanted = [(text, said) for text in self.question.contains]
        wanted += [(text, reason) for text in self.question.reason_contains]
        return tuple(text for text, words in wanted if not any(plain(part) in words for part in text.split("|")))

    def checks(self) -> dict[str, bool | None]:
        """Each measure: met, not met, or None where it does not apply."""
        basis = bool(self.question.gold)
        says = bool(self.question.contains or self.question.reason_contains)
        return {
            "article@1": self.rank == 1 if basis else None,
            f"article@{DEPTH}": self.rank is not None if basis else None,
            "clause@1": self.clause_first if basis else None,
            "answered": self.answered_as_expected,
            "says": not self.unsaid if says else None,
            "verbatim": self.answer.citations[0].origin == VERBATIM if basis and self.answer.citations else None,
        }


#: The columns of the table. ``verbatim``: the first quote of an answer is the words of the law, not the project's note.
MEASURES = ("article@1", f"article@{DEPTH}", "clause@1", "answered", "says", "verbatim")


def plain(text: str) -> str:
    """Text as it is compared: NFC, lower case, one space between words, numbers without leading zeros, a word's start marked.

    >>> plain("Không quá 07\\n ngày")
    ' không quá 7 ngày'
    """
    words = re.findall(r"\w+|[^\w\s]", unicodedata.normalize("NFC", text).casefold())
    return "".join(f" {word.lstrip('0') or '0' if word.isdigit() else word}" for word in words)


def read_questions(path: Path = QUESTIONS) -> list[Question]:
    """The questions of a set, one JSON object a line; ValueError names the line that cannot be read."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            questions.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}:{number}: {error!r}") from error
    return questions


def _question(row: dict[str, Any]) -> Question:
    expect = row["expect"]
    return Question(
        id=row["id"],
        question=row["question"],
        kind=row["kind"],
        gold=tuple(ProvisionId.parse(text) for text in row["gold"]),
        also=tuple(ProvisionId.parse(text) for text in row["also"]),
        on=date.fromisoformat(row["on"]) if "on" in row else None,
        answered=expect["answered"],
        contains=tuple(expect.get("contains", ())),
        reason_contains=tuple(expect.get("reason_contains", ())),
    )


def run(application: App, questions: Iterable[Question], today: date = TODAY) -> Iterator[Result]:
    """Search for and answer each question."""
    from search.model import Query

    for question in questions:
        day = question.on or today
        hits = application.searcher.search(Query(question.question, day, limit=DEPTH))
        yield Result(question, tuple(hits), application.answerer.ask(question.question, day))


def table(results: Sequence[Result]) -> list[list[str]]:
    """A row a kind and one for all: how many met each measure of how many it applies to."""
    rows = [["kind", "questions", *MEASURES]]
    for kind in (*KINDS, "all"):
        of_kind = [r for r in results if kind in {r.question.kind, "all"}]
        if not of_kind:
            continue
        cells = []
        for measure in MEASURES:
            met = [value for r in of_kind if (value := r.checks()[measure]) is not None]
            cells.append(f"{sum(met)}/{len(met)}" if met else "–")
        rows.append([kind, str(len(of_kind)), *cells])
    return rows


def miss(result: Result) -> dict[str, Any] | None:
    """What was not met and what came instead; None if all was met."""
    failed = [name for name, met in result.checks().items() if met is False]
    if not failed:
        return None
    answer = result.answer
    return {
        "id": result.question.id,
        "question": result.question.question,
        "failed": failed,
        "gold": [str(pid) for pid in result.question.gold],
        "rank": result.rank,
        "hits": [{"id": str(h.id), "score": round(h.score, 4), "status": h.status.value} for h in result.hits[:3]],
        "answered": answer.answered,
        "answer": answer.conclusion,
        "cited": str(answer.citations[0].id) if answer.citations else None,
        "reason": answer.reason,
        "unsaid": list(result.unsaid),
    }


def _print_miss(found: dict[str, Any]) -> None:
    print(f"\n{found['id']}  {found['question']}\n    not met: {', '.join(found['failed'])}")
    if found["gold"]:
        print(f"    right: {', '.join(found['gold'])} (article at rank {found['rank'] or f'> {DEPTH}'})")
    for hit in found["hits"]:
        print(f"    hit: {hit['id']} · {hit['score']} · {hit['status']}")
    state = "answered" if found["answered"] else "refused"
    print(f"    {state}: {found['answer'][:300]} {found['reason']}".rstrip())
    if found["unsaid"]:
        print(f"    unsaid: {', '.join(found['unsaid'])}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the whole set; exit 1 if the home has no texts to answer from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    parser.add_argument("--on", type=date.fromisoformat, default=TODAY, help=f"day of questions without one ({TODAY})")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="a question set (default: main.jsonl)")
    parser.add_argument("--json", action="store_true", help="one JSON object: the table, the misses, the time")
    options = parser.parse_args(arguments)
    application = open_application(options.home)
    questions = read_questions(options.questions)
    documents = {pid.document for q in questions for pid in q.gold}
    if not any(application.library.document(number) for number in documents):
        print(f"no document of the question set in {application.settings.var}; ingest the texts first", file=sys.stderr)
        return 1

    start = time.perf_counter()
    results = list(run(application, questions, options.on))
    seconds = time.perf_counter() - start
    rows = table(results)
    # what a locked set missed must not be seen by those who tune
    locked = options.questions.resolve() == LOCKED.resolve()
    misses = [] if locked else [found for result in results if (found := miss(result))]
    if options.json:
        figures = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        report = {"on": options.on.isoformat(), "seconds": round(seconds, 1), "table": figures, "misses": misses}
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print("| " + " | ".join(cell.ljust(12 if i == 0 else 10) for i, cell in enumerate(row)) + " |")
        if row is rows[0]:
            print("|" + "---|" * len(row))
    print(f"\n{len(questions)} questions, each searched and answered, in {seconds:.1f} s; day {options.on}")
    print(
        f"{len(misses)} with something not met:"
        if options.questions != LOCKED
        else "misses are not shown: a locked set"
    )
    for found in misses:
        _print_miss(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
