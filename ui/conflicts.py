"""What ``kholuat conflicts`` does: documents in; pairs of provisions that may not agree out, side by side, for people to judge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assist.conflicts.listing import as_dicts, words_of_difference
from assist.conflicts.model import Clause, DifferenceType, Finding, Span
from assist.conflicts.review import ALL, Review, ReviewError
from assist.conflicts.shelf import Shelf
from corpus.citations import cite
from corpus.library import Library
from corpus.numbers import fold
from corpus.provisions import VERBATIM
from ui.printing import out, print_json, progress

if TYPE_CHECKING:
    from ui.state import App

_SHOWN = 260  # characters of a provision that the list shows
_BEFORE = 90  # of them before the words that differ


def read_types(words: Sequence[str]) -> frozenset[DifferenceType]:
    """The types of difference that words name: in English as in the code, or by some of their Vietnamese words, accents or not."""
    return frozenset(_type(word) for word in split(words))


def _type(word: str) -> DifferenceType:
    exact = [t for t in DifferenceType if fold(word) in {t.name.lower(), fold(t.value)}]
    found = exact or [t for t in DifferenceType if fold(word) in fold(t.value)]
    if len(found) == 1:
        return found[0]
    known = "; ".join(f"{t.name.lower()} ({t.value})" for t in DifferenceType)
    why = f"Loại “{word}” không có" if not found else f"“{word}” có thể là nhiều loại"
    raise ReviewError(f"{why}. Chọn trong: {known}.")


def split(words: Sequence[str]) -> list[str]:
    """What was given separated by commas or one option at a time.

    >>> split(["43/2021/TT-BCA, 28/2020/TT-BCA", "BLHS"])
    ['43/2021/TT-BCA', '28/2020/TT-BCA', 'BLHS']
    """
    return [part.strip() for word in words for part in word.split(",") if part.strip()]


def run_conflicts(
    app: App,
    documents: Sequence[str] | None,
    against: Sequence[str] | None,
    types: frozenset[DifferenceType],
    limit: int | None,
    on: date,
    *,
    as_json: bool,
) -> None:
    """Print what a review finds. ReviewError, in Vietnamese, for what cannot be reviewed."""
    others: list[str] | str | None = split(against) if against else None
    if others is not None and ALL in [name.lower() for name in others]:
        others = ALL
    chosen = _of_the_field(app.library) if documents is None else split(documents)
    Review(app.library, on).check(chosen, others)  # before the library is read, which takes some seconds
    with progress("Đọc kho") as advance:
        shelf = Shelf(app.library, advance)
    review = Review(app.library, on, shelf)
    with progress("Rà soát") as advance:
        found = review.run(chosen, others, types, None, advance)
    shown = found[:limit]
    if as_json:
        print_json(as_dicts((finding, "") for finding in shown))
    else:
        _print(shown, found, on)


def _of_the_field(library: Library) -> list[str]:
    """The documents of the catalogue whose official text is at hand."""
    numbers = sorted(library.catalogued() & library.numbers_with_text(VERBATIM))
    if len(numbers) < 2:
        raise ReviewError(
            "Kho chưa có nguyên văn của ít nhất hai văn bản trong danh mục nên chưa có gì để so. "
            "Nạp tệp bằng kholuat ingest TỆP, hoặc nêu văn bản bằng --documents."
        )
    return numbers


def _print(shown: Sequence[Finding], found: Sequence[Finding], on: date) -> None:
    if not found:
        out.print(f"Không tìm thấy chỗ nào khác nhau đáng xem, theo kho vào ngày {on:%d/%m/%Y}.")
        return
    out.print(f"{len(found)} chỗ nên xem, theo kho vào ngày {on:%d/%m/%Y}", style="bold")
    for number, finding in enumerate(shown, 1):
        _print_finding(number, finding)
    counts = Counter(f.difference.type for f in found)
    out.print("\nTheo loại: " + "; ".join(f"{t.value}: {n}" for t, n in counts.most_common()) + ".", markup=False)
    if len(shown) < len(found):
        out.print(f"Đã in {len(shown)} trong {len(found)}; bỏ --limit để xem hết.")
    out.print("Đây là những chỗ có thể không khớp, chưa phải kết luận: người rà soát quyết định.", style="yellow")


def _print_finding(number: int, finding: Finding) -> None:
    difference = finding.difference
    out.print(f"\n{number}. [{difference.severity.value}] {difference.type.value}", style="cyan", markup=False)
    _print_side("Quy phạm được kiểm tra", finding.under_review, difference.left)
    if finding.basis is not None:
        _print_side("Quy phạm là căn cứ rà soát", finding.basis, difference.right)
    words = words_of_difference(finding)
    out.print(f"   {'Khác nhau' if finding.basis else 'Cần xem'}: {words}", style="bold", markup=False)
    if finding.prevails:
        out.print(f"   Thông tin về áp dụng: {finding.prevails}", style="dim", markup=False)


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
