"""What the doors of training share: the audience in people's words, topics asked for most, making a lesson, writing its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assist.training.model import Audience
from corpus.numbers import fold

if TYPE_CHECKING:
    from assist.training.bank import Bank, Entry
    from assist.training.lessons import Request, Trainer
    from assist.training.model import Lesson
    from search.service import Searcher
    from ui.state import App

#: What each kind of file is called; the kinds are those of ``assist.training.exports``, in the order they are offered.
FILES = {
    "slides": "Trang trình chiếu (PowerPoint)",
    "handout": "Tài liệu phát tay (Word)",
    "poster": "Áp phích thời hạn, một trang",
    "quiz": "Câu hỏi kiểm tra (Word)",
    "key": "Đáp án (Word)",
    "xlsx": "Câu hỏi và đáp án (Excel)",
    "gift": "Câu hỏi cho Moodle (GIFT)",
    "json": "Dữ liệu bài (JSON)",
}
#: Kinds made from the quiz: a lesson without questions has none of them.
OF_QUIZ = frozenset({"quiz", "key", "xlsx", "gift"})
#: Topics that plans of training name most.
TOPICS = (
    "Tiếp nhận tin báo về người dưới 18 tuổi bị xâm hại",
    "Lấy lời khai người dưới 18 tuổi",
    "Điều 150, Điều 151 Bộ luật Hình sự và Nghị quyết 02/2019",
    "Điểm mới từ 01/7/2025 về phòng, chống mua bán người",
    "Phòng điều tra thân thiện và chỉ tiêu của kế hoạch 111",
)
#: Short ways to name an audience, folded. Who is none of them is told the list.
_SHORT = {
    Audience.INVESTIGATORS: ("dtv", "dieu tra vien", "can bo dieu tra", "investigators"),
    Audience.COMMUNE_POLICE: ("cax", "ca xa", "cong an xa", "cong an phuong", "cong an co so", "commune_police"),
    Audience.SPEAKERS: ("bcv", "bao cao vien", "tuyen truyen vien", "speakers"),
    Audience.TEACHERS: (
        *("gv", "giao vien", "phu nu", "hoi phu nu", "hoi vien phu nu", "hoi lien hiep phu nu", "teachers"),
        *("giao vien va hoi vien phu nu", "giao vien hoi vien phu nu", "hvpn"),
    ),
    Audience.PUPILS: ("hs", "hoc sinh", "hoc sinh pho thong", "tre em", "pupils"),
}


class InputError(Exception):
    """What was asked cannot be read; the message is Vietnamese and says what there is to choose from."""


def read_audience(words: str) -> Audience:
    """The audience that words name: in full or short, with accents or without. InputError for others, with the list.

    >>> read_audience("cong an xa").value
    'công an xã'
    """
    asked = " ".join(fold(words).replace(",", " ").split())
    exact = [audience for audience, names in _SHORT.items() if asked in names or asked == audience.name.lower()]
    found = exact or [a for a in Audience if len(asked) > 3 and f" {asked}" in f" {fold(a.value)}"]
    if len(found) == 1:
        return found[0]
    known = "; ".join(audience.value for audience in Audience)
    if not asked:
        raise InputError(f"Chưa nêu người nghe. Chọn một trong: {known}.")
    raise InputError(f"Không có người nghe “{words.strip()}”. Chọn một trong: {known}.")


def read_kinds(words: Sequence[str]) -> tuple[str, ...]:
    """Kinds of files as people list them, separated by commas; all if nothing is given. InputError for others."""
    asked = [part.strip() for word in words for part in word.split(",") if part.strip()]
    unknown = [part for part in asked if part.lower() not in FILES]
    if unknown:
        known = "; ".join(f"{kind} ({name[:1].lower()}{name[1:]})" for kind, name in FILES.items())
        raise InputError(f"Không có loại tệp “{unknown[0]}”. Chọn trong: {known}.")
    return tuple(kind for kind in FILES if not asked or kind in {part.lower() for part in asked})


def trainer(app: App) -> Trainer:
    """A trainer over the program's library. The index is brought up to date only for a topic that has to be searched for."""
    from assist.training.lessons import Trainer

    def searcher() -> Searcher:
        app.refresh_index()
        return app.searcher

    return Trainer(app.library, app.checklists, searcher, app.bases)


def bank(app: App) -> Bank:
    """The bank of questions of the program's library."""
    from assist.training.bank import Bank
    from assist.training.grounds import Grounds

    return Bank(app.library, Grounds(app.bases))


def write_bank(entries: Sequence[Entry], folder: Path, on: date) -> list[Path]:
    """Write the bank's files; of one without a usable question the spreadsheet alone. InputError where the folder refuses them."""
    from assist.training.bank import usable
    from assist.training.exports.bank import KINDS, bank_file

    made = [bank_file(entries, kind, on) for kind in KINDS if kind != "gift" or usable(entries)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for data, _, name in made:
            (folder / name).write_bytes(data)
    except OSError as error:
        raise InputError(
            f"Không ghi được vào {folder}: {error.strerror or error}. Chọn thư mục khác bằng --out."
        ) from error
    return [folder / name for _, _, name in made]


def check_day(app: App, on: date) -> None:
    """InputError for a day on which no document of the library had been issued or applied."""
    days = (document.issued or document.effective for document, _ in app.library.name_entries())
    first = min((day for day in days if day is not None), default=None)
    if first is None:
        raise InputError("Kho chưa có văn bản nào nên chưa soạn được bài. Nạp văn bản bằng kholuat ingest TỆP.")
    if on < first:
        raise InputError(
            f"Ngày {on:%d/%m}/{on.year} trước mọi văn bản trong kho (sớm nhất là {first:%d/%m}/{first.year}); hãy chọn ngày sau đó."
        )


def make(
    app: App, request: Request, progress: Callable[[str, int, int], None] | None = None, made_by: Trainer | None = None
) -> Lesson:
    """A new lesson, its words smoothed where a language model is set. InputError or TrainingError where none can be made."""
    from assist.language_model import make_generator
    from assist.training.wording import smooth

    check_day(app, request.on)
    lesson = (made_by or trainer(app)).lesson(request, progress)
    generator = make_generator(app.settings)
    return smooth(lesson, generator) if generator else lesson


def check_folder(folder: Path) -> None:
    """InputError if files cannot be written there; asked before the work is done. Nothing is made."""
    nearest = next((place for place in (folder, *folder.absolute().parents) if place.exists()), Path("/"))
    if not nearest.is_dir():
        raise InputError(f"{nearest} là một tệp, không phải thư mục; chọn thư mục khác bằng --out.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise InputError(f"Không được phép ghi vào thư mục {nearest}; chọn thư mục khác bằng --out.")


def write(lesson: Lesson, folder: Path, kinds: Sequence[str], *, official: bool = False) -> list[Path]:
    """Write the files, all or none. InputError where the folder refuses them."""
    from assist.training.exports import lesson_files

    try:
        return lesson_files(lesson, folder, official=official, only=kinds)
    except OSError as error:
        raise InputError(
            f"Không ghi được vào {folder}: {error.strerror or error}. Chọn thư mục khác bằng --out; chưa ghi tệp nào."
        ) from error
