"""Signs that are words: every group of phrasings in one passage of up to three sentences, undenied."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

from assist.records.phrases import Hit, denied, doubtful, find, has_negation, left_blank
from assist.records.proposals import Proposal, Verdict
from assist.records.record import Record
from assist.records.text import Passage, RecordText, Sentence
from corpus.checklists import Item, Sign

_SENTENCES = 3
_LETTERS = 500  # a passage longer than this is no single notion any more
_COMBINATIONS = 60


@dataclass(frozen=True)
class _Found:
    """A passage with a phrase of every group. ``state``: shown, denied, or doubtful and ``why``."""

    state: Literal["shown", "denied", "doubtful"]
    passage: Passage
    why: str = ""


def judge_words(record: Record, item: Item, sign: Sign) -> Proposal:
    """The proposal for an item whose sign is words."""
    content = record.content
    against = _contrary(content, sign)
    if against:
        return Proposal(item, Verdict.LOOK, "Có câu cho thấy việc này có thể đã làm trái.", against, breach=True)
    found = list(_passages(content, sign))
    shown = [f for f in found if f.state == "shown"]
    refused = [f for f in found if f.state == "denied"]
    if shown and refused:
        return Proposal(item, Verdict.LOOK, "Chỗ ghi có, chỗ ghi không; hãy đọc cả hai.", refused[0].passage)
    if shown:
        return Proposal(item, Verdict.SHOWN, f"Thấy ghi: {sign.shows}.", shown[0].passage)
    if refused:
        return Proposal(
            item,
            Verdict.NOT_SHOWN,
            refused[0].why or "Biên bản ghi là không làm việc này.",
            refused[0].passage,
            breach=not refused[0].why,
        )
    if found:
        return Proposal(item, Verdict.LOOK, f"Có chữ gần giống nhưng chưa đủ chắc: {found[0].why}.", found[0].passage)
    return Proposal(item, Verdict.NOT_SHOWN, f"Không thấy ghi: {sign.shows}.")


def _contrary(content: RecordText, sign: Sign) -> Passage | None:
    for sentence in content.sentences:
        if any(not denied(content, sentence, hit) for hit in find(content, sentence, sign.contrary)):
            return content.passage(sentence.start, sentence.end)
    return None


def _passages(content: RecordText, sign: Sign) -> list[_Found]:
    """Every smallest run of neighbouring sentences that has all groups, judged."""
    sentences = content.sentences
    hits = [[find(content, sentence, group) for group in sign.words] for sentence in sentences]
    found: list[_Found] = []
    taken: set[int] = set()
    for size in range(1, _SENTENCES + 1):
        for first in range(len(sentences) - size + 1):
            span = range(first, first + size)
            run = sentences[first : first + size]
            if (
                taken.intersection(span)
                or run[-1].end - run[0].start > _LETTERS
                or (size > 1 and any(s.testimony for s in run))
            ):
                continue
            groups = [[(s, hit) for s in span for hit in hits[s][g]] for g in range(len(sign.words))]
            # both ends must be needed, else a smaller run had it
            if all(groups) and all(
                any(s == edge for group in groups for s, _ in group) for edge in (span[0], span[-1])
            ):
                taken.update(span)
                found.append(_judge(content, sentences, _closest(groups), run))
    return found


def _closest(groups: list[list[tuple[int, Hit]]]) -> list[tuple[int, Hit]]:
    """One phrase of each group, as close together as they come."""
    choices = list(product(*(group[:6] for group in groups)))[: _COMBINATIONS * 10]
    return list(min(choices, key=lambda c: max(h.end for _, h in c) - min(h.start for _, h in c)))


def _judge(
    content: RecordText, sentences: tuple[Sentence, ...], chosen: list[tuple[int, Hit]], run: tuple[Sentence, ...]
) -> _Found:
    passage = content.passage(run[0].start, run[-1].end)
    if len(run) == 1 and run[0].testimony:
        return _Found("doubtful", passage, doubtful(content, run[0], [hit for _, hit in chosen]))
    if any(left_blank(content.text[sentences[s].start : sentences[s].end]) for s, _ in chosen):
        return _Found("denied", passage, "Mẫu in sẵn có mục này nhưng để trống.")
    if any(denied(content, sentences[s], hit) for s, hit in chosen):
        return _Found("denied", passage)
    for s in dict.fromkeys(s for s, _ in chosen):
        why = doubtful(content, sentences[s], [hit for at, hit in chosen if at == s])
        if why:
            return _Found("doubtful", passage, why)
    if len(run) > 1 and has_negation(_between(content, sentences, chosen, run)):
        return _Found("doubtful", passage, "câu bên cạnh có chữ phủ định")
    return _Found("shown", passage)


def _between(
    content: RecordText, sentences: tuple[Sentence, ...], chosen: list[tuple[int, Hit]], run: tuple[Sentence, ...]
) -> str:
    """The sentences of a run that hold none of the chosen phrases: those that do are judged by themselves."""
    used = {sentences[s] for s, _ in chosen}
    return " ".join(content.text[s.start : s.end] for s in run if s not in used)
