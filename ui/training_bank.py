"""``kholuat training --bank``: the bank of questions, listed or written as files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.printing import out, print_json
from ui.training import bank, check_folder, write_bank

if TYPE_CHECKING:
    from assist.training.bank import Entry
    from ui.state import App


def run_bank(app: App, on: date, folder: Path | None, *, as_json: bool = False) -> None:
    """List the bank as its provisions stand on a day; write its files where a folder is given. InputError if that is refused."""
    if folder is not None:
        check_folder(folder)
    entries = bank(app).entries(on)
    files = write_bank(entries, folder, on) if folder is not None else []
    if as_json:
        print_json({"items": [_told(entry) for entry in entries], "files": [str(path) for path in files]})
        return
    if not entries:
        out.print("Ngân hàng câu hỏi chưa có câu nào. Câu bạn sửa, bỏ hoặc tự soạn trong thẻ Tập huấn được giữ ở đây.")
    for number, entry in enumerate(entries, start=1):
        item = entry.item
        out.print(f"{number}. {item.stem}", style="bold", markup=False)
        where = "; ".join(dict.fromkeys(source.pinpoint for source in item.sources))
        out.print(f"   {entry.state.value}, mức {item.level}, {entry.audience.value}; {where}", markup=False)
        if entry.review:
            out.print(f"   Cần xem lại: {entry.review}", style="yellow", markup=False)
    for path in files:
        out.print(f"Đã ghi: {path}", markup=False)


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "state": entry.state.value,
        "audience": entry.audience.value,
        "on": entry.on.isoformat(),
        "changed": entry.changed.isoformat(),
        "review": entry.review,
        "item": entry.item.model_dump(mode="json"),
    }
