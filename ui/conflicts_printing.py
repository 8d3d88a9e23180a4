"""How the command line shows reviews: the list of those kept, and the findings of one with what people said of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assist.conflicts.desk import Desk, Entry, Opinion, State
from assist.conflicts.listing import as_dicts, words_of_difference
from assist.conflicts.model import Clause, Span
from assist.conflicts.review import ALL
from corpus.citations import cite
from corpus.library import SavedReview
from ui.printing import out, print_json

_SHOWN = 260  # characters of a provision that the list shows
_BEFORE = 90  # of them before the words that differ
_CODE = 8  # characters of a review's id by which people name it
_NAMED = 3  # documents of a review that the list names


def code_of(review: str) -> str:
    """The short name of a review.

    >>> code_of("604afb8517224aad8d9ac2c7666306b1")
    '604afb85'
    """
    return review[:_CODE]


def print_reviews(reviews: Sequence[SavedReview], *, as_json: bool) -> None:
    """A line a review: its code, when it was begun, how far it came, what was set against what."""
    if as_json:
        print_json([_as_dict(review) for review in reviews])
        return
    if not reviews:
        out.print("Chưa có lượt rà soát nào được giữ.")
    for r in reviews:
        out.print(
            f"{code_of(r.id)} · {r.started:%d/%m/%Y %H:%M} · {_stands(r)} · {_compared(r)} · theo ngày {r.on:%d/%m/%Y}",
            markup=False,
        )
        if r.problem:
            out.print(f"    {r.problem}", style="yellow", markup=False)


def _stands(review: SavedReview) -> str:
    if review.finished:
        return f"xong, {review.found} chỗ"
    part = f"{review.done}/{review.total} bước" if review.total else "chưa có bước nào"
    return f"chưa xong ({part}), {review.found} chỗ"


def _compared(review: SavedReview) -> str:
    more = len(review.documents) - _NAMED
    named = ", ".join(review.documents[:_NAMED]) + (f" và {more} văn bản khác" if more > 0 else "")
    if review.against is None:
        return f"{named} với nhau"
    return f"{named} với {'cả kho' if review.against == ALL else ', '.join(review.against)}"


def _as_dict(review: SavedReview) -> dict[str, object]:
    return {
        "code": code_of(review.id),
        "started": review.started.isoformat(timespec="seconds"),
        "finished": review.finished.isoformat(timespec="seconds") if review.finished else None,
        "on": review.on.isoformat(),
        "documents": review.documents,
        "against": review.against,
        "types": review.types,
        "done": review.done,
        "total": review.total,
        "found": review.found,
        "problem": review.problem,
    }


def print_review(desk: Desk, review: SavedReview, limit: int | None, *, as_json: bool) -> None:
    """What a review found, the gravest first, at most ``limit``."""
    found = desk.entries(review.id)
    shown = found[:limit]
    if as_json:
        print_json(as_dicts((entry.finding, entry.verdict) for entry in shown))
    else:
        _print(shown, found, review)


def _print(shown: Sequence[Entry], found: Sequence[Entry], review: SavedReview) -> None:
    on = f"theo kho vào ngày {review.on:%d/%m/%Y}"
    kept = f"Lượt rà soát này được giữ với mã {code_of(review.id)}."
    if not found:
        out.print(f"Không tìm thấy chỗ nào khác nhau đáng xem, {on}.")
        out.print(kept)
        return
    out.print(f"{len(found)} chỗ nên xem, {on}", style="bold")
    for entry in shown:
        _print_entry(entry)
    counts = Counter(e.finding.difference.type for e in found)
    out.print("\nTheo loại: " + "; ".join(f"{t.value}: {n}" for t, n in counts.most_common()) + ".", markup=False)
    judged = sum(e.state not in {State.OPEN, State.REOPENED} for e in found)
    if judged:
        out.print(f"Đã có ý kiến: {judged} trong {len(found)} chỗ.")
    if len(shown) < len(found):
        out.print(f"Đã in {len(shown)} trong {len(found)}; bỏ --limit để xem hết.")
    out.print("Đây là những chỗ có thể không khớp, chưa phải kết luận: người rà soát quyết định.", style="yellow")
    out.print(kept)


def _print_entry(entry: Entry) -> None:
    finding, difference = entry.finding, entry.finding.difference
    out.print(f"\n{entry.number}. [{difference.severity.value}] {difference.type.value}", style="cyan", markup=False)
    _print_side("Quy phạm được kiểm tra", finding.under_review, difference.left)
    if finding.basis is not None:
        _print_side("Quy phạm là căn cứ rà soát", finding.basis, difference.right)
    words = words_of_difference(finding)
    out.print(f"   {'Khác nhau' if finding.basis else 'Cần xem'}: {words}", style="bold", markup=False)
    for remark in finding.remarks:
        out.print(f"   Lưu ý: {remark}", style="yellow", markup=False)
    if finding.prevails:
        out.print(f"   Thông tin về áp dụng: {finding.prevails}", style="dim", markup=False)
    if entry.changed:
        out.print("   Chú ý: lời văn trong kho nay đã khác lúc rà soát.", style="yellow")
    for opinion in entry.opinions:
        out.print(f"   {_said(opinion)}", style="green", markup=False)


def _said(opinion: Opinion) -> str:
    stale = " (trên lời văn cũ)" if opinion.stale else ""
    note = f": {opinion.note}" if opinion.note else ""
    return f"Ý kiến{stale}: {opinion.verdict.value} – {opinion.reviewer}, {opinion.at:%d/%m/%Y}{note}"


def _print_side(role: str, clause: Clause, spans: Sequence[Span]) -> None:
    out.print(f"   {role}: {cite(clause.id, clause.title or None)}", markup=False)
    out.print(f"     “{excerpt(clause.text, spans)}”", markup=False)


def excerpt(text: str, spans: Sequence[Span] = ()) -> str:
    """A provision on one line, cut to the words around the first span that differs."""
    start = max(0, min((s.start for s in spans), default=0) - _BEFORE)
    while start and not text[start - 1].isspace():
        start -= 1
    end = min(len(text), start + _SHOWN)
    while end < len(text) and not text[end].isspace():
        end += 1
    words = re.sub(r"\s+", " ", text[start:end]).strip()
    return ("… " if text[:start].strip() else "") + words + (" …" if text[end:].strip() else "")
