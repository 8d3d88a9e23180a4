"""The bank of questions as the library keeps it: one row a key, the newest first, gone when it is taken out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from corpus.library import Library, SavedItem


def saved(key: str, stem: str, minute: int) -> SavedItem:
    at = datetime(2026, 3, 2, 9, minute)
    return SavedItem(key, "đã sửa", "công an xã", date(2026, 3, 2), {"stem": stem}, at)


def test_a_question_is_kept_once_listed_and_taken_out(tmp_path: Path) -> None:
    library = Library.open(f"sqlite:///{tmp_path}/library.sqlite")
    first, second, again = saved("a", "Mượn mấy ngày?", 0), saved("b", "Ai ghi sổ?", 1), saved("a", "Mượn bao lâu?", 2)
    revision = library.revision()
    for each in (first, second, again):
        library.keep_bank_item(each)
    assert library.bank_items() == [again, second]
    library.drop_bank_item("a")
    library.drop_bank_item("a")  # taken out in another window already
    assert library.bank_item("a") is None
    assert Library.open(f"sqlite:///{tmp_path}/library.sqlite").bank_items() == [second]
    assert library.revision() == revision  # no text changed, so nothing is indexed anew
