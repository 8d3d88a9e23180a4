"""What ``kholuat conflicts`` does: documents in; pairs of provisions that may not agree out, side by side, for people to judge.

Every run is kept as a review, so that one that was stopped goes on, and what people say of its findings is printed with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assist.conflicts.desk import Desk
from assist.conflicts.model import DifferenceType
from assist.conflicts.review import ALL, ReviewError
from corpus.library import Library, SavedReview
from corpus.numbers import fold
from corpus.provisions import VERBATIM
from ui.conflicts_printing import code_of, print_review
from ui.options import split
from ui.printing import Bars, err

if TYPE_CHECKING:
    from ui.state import App


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
    """Review and print what is found. ReviewError, in Vietnamese, for what cannot be reviewed; see ``run_kept`` for Ctrl+C."""
    others: list[str] | str | None = split(against) if against else None
    if others is not None and ALL in [name.lower() for name in others]:
        others = ALL
    chosen = _of_the_field(app.library) if documents is None else split(documents)
    desk = Desk(app.library)
    review = run_kept(lambda **telling: desk.run(chosen, others, types, on, **telling))
    print_review(desk, find_review(desk.reviews(), review), limit, as_json=as_json)


def resume_conflicts(app: App, code: str, limit: int | None, *, as_json: bool) -> None:
    """Go on with a review that was stopped, or take up one that is at its end, and print what it found. ReviewError as above."""
    desk = Desk(app.library)
    saved = find_review(desk.reviews(), code)
    run_kept(lambda **telling: desk.run([], None, (), saved.on, resume=saved.id, **telling))
    print_review(desk, saved, limit, as_json=as_json)


def run_kept(run: Callable[..., str]) -> str:
    """The id of the review that ``run`` makes; its code is told as soon as it is kept. On Ctrl+C, how to go on is told as well."""
    code = ""

    def begun(review: str) -> None:
        nonlocal code
        code = code_of(review)
        err.print(
            f"Lượt rà soát {code}: dừng bằng Ctrl+C; làm tiếp hoặc in lại bằng kholuat conflicts --resume {code}",
            markup=False,
        )

    with Bars() as bars:
        try:
            return run(progress=bars.advance, doing=bars.name, begun=begun)
        except KeyboardInterrupt:
            bars.close()
            kept = f"Những gì đã tìm được vẫn được giữ; làm tiếp bằng kholuat conflicts --resume {code}"
            err.print(f"Đã dừng. {kept if code else 'Chưa rà soát được gì.'}", markup=False)
            raise


def _of_the_field(library: Library) -> list[str]:
    """The documents of the catalogue whose official text is at hand."""
    numbers = sorted(library.catalogued() & library.numbers_with_text(VERBATIM))
    if len(numbers) < 2:
        raise ReviewError(
            "Kho chưa có nguyên văn của ít nhất hai văn bản trong danh mục nên chưa có gì để so. "
            "Nạp tệp bằng kholuat ingest TỆP, hoặc nêu văn bản bằng --documents."
        )
    return numbers


def find_review(reviews: Sequence[SavedReview], code: str) -> SavedReview:
    """The review whose id begins with a code, as ``--list`` prints it; ReviewError if there is none, or several."""
    wanted = code.strip().lower()
    found = [review for review in reviews if wanted and review.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ReviewError(
            f"Mã “{code}” chỉ nhiều lượt rà soát; ghi thêm ký tự của mã. Xem mã bằng kholuat conflicts --list."
        )
    raise ReviewError(f"Không có lượt rà soát mã “{code}”. Xem mã bằng kholuat conflicts --list.")
