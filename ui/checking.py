"""Integrity of library and index: what ``kholuat check`` looks at, and the mend of each fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from ingest.batch import file_hash

if TYPE_CHECKING:
    from ui.state import App


@dataclass(frozen=True)
class Problem:
    """One fault and its mend, both Vietnamese."""

    what: str
    mend: str


def check_library(application: App) -> list[Problem]:
    """Faults of the library, the kept originals and the index; an empty list if there are none."""
    problems: list[Problem] = []
    library, settings = application.library, application.settings
    if library.engine.dialect.name == "sqlite":
        with library.engine.connect() as connection:
            verdict = connection.execute(text("PRAGMA quick_check")).scalar()
        if verdict != "ok":
            problems.append(
                Problem(
                    f"Tệp kho dữ liệu bị hỏng ({verdict}).",
                    "Khôi phục var/library.sqlite từ bản sao lưu, hoặc xóa nó rồi nạp lại các tệp gốc trong var/files.",
                )
            )
            return problems
    for file in library.files():
        if not file.stored or not file.current:
            continue
        path = settings.var / file.stored
        if not path.exists():
            problems.append(
                Problem(f"Mất tệp gốc của {file.name} ({path}).", "Chép lại tệp gốc rồi chạy kholuat ingest.")
            )
        elif file_hash(path) != file.sha256:
            problems.append(
                Problem(
                    f"Tệp gốc của {file.name} ({path}) đã bị thay đổi.", "Xóa tệp này, chép lại bản gốc rồi nạp lại."
                )
            )
    problems += [
        Problem(problem, "Sửa tệp trong corpus/checklists rồi chạy lại.")
        for problem in application.checklist_problems()
    ]
    searcher = application.searcher
    if searcher.behind():
        problems.append(Problem("Chỉ mục chưa theo kịp kho.", "Chạy kholuat check --mend."))
    else:
        held, expected = searcher.index.count(), library.index_size()
        if held != expected:
            problems.append(
                Problem(
                    f"Chỉ mục có {held} mục, kho có {expected} mục.", "Chạy kholuat check --mend để dựng lại chỉ mục."
                )
            )
        if str(searcher.tables().frequencies.revision) != searcher.index.revision():
            problems.append(Problem("Bảng tần suất từ không khớp với chỉ mục.", "Chạy kholuat check --mend."))
    return problems
