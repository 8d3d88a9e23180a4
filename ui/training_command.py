"""``kholuat training``: a topic, an audience, minutes and a day in; a set of teaching files out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import JsonFlag, OnOption, split, typed_day
from ui.printing import Bars, err, out, print_json
from ui.training import FILES, OF_QUIZ, InputError, check_folder, make, read_audience, read_kinds, write
from ui.training_bank import run_bank

if TYPE_CHECKING:
    from assist.training.model import Lesson
    from ui.state import App

Words = Annotated[
    list[str] | None, typer.Argument(help="Chủ đề: tên thủ tục, văn bản, điều khoản, hoặc vấn đề cần dạy.")
]
AudienceOption = Annotated[
    str, typer.Option("--audience", help="Người nghe: điều tra viên, công an xã, báo cáo viên, giáo viên, học sinh.")
]
MinutesOption = Annotated[int, typer.Option("--minutes", help="Thời lượng, từ 10 đến 480 phút.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Thư mục để ghi bộ tài liệu.")]
DocumentsOption = Annotated[
    list[str] | None, typer.Option("--documents", help="Văn bản, điều khoản thuộc bài, cách nhau bằng dấu phẩy.")
]
ChecklistOption = Annotated[
    list[str] | None, typer.Option("--checklist", help="Mã danh mục thủ tục thuộc bài; có thể lặp lại.")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Số để chọn câu hỏi và tình huống; cùng số thì cùng bộ.")]
QuizOption = Annotated[int, typer.Option("--questions", min=0, max=60, help="Số câu hỏi kiểm tra.")]
LevelOption = Annotated[
    list[int] | None,
    typer.Option("--level", min=1, max=3, help="Mức độ câu hỏi: 1 nhớ, 2 phân biệt, 3 vận dụng; có thể lặp lại."),
]
BankFlag = Annotated[
    bool, typer.Option("--bank", help="Xem ngân hàng câu hỏi; với --out thì ghi ra Excel và GIFT. Không soạn bài.")
]
OfficialFlag = Annotated[bool, typer.Option("--official", help="Tài liệu phát tay theo thể thức văn bản hành chính.")]
OnlyOption = Annotated[list[str] | None, typer.Option("--only", help=f"Chỉ ghi các loại này: {', '.join(FILES)}.")]


def run_training(
    app: App,
    topic: str,
    audience: str,
    minutes: int,
    on: date,
    folder: Path | None,
    *,
    documents: Sequence[str] = (),
    checklists: Sequence[str] = (),
    seed: int = 1,
    questions: int = 10,
    levels: Sequence[int] = (),
    official: bool = False,
    only: Sequence[str] = (),
    as_json: bool = False,
) -> None:
    """Make a lesson and write its files. InputError or TrainingError, in Vietnamese; then nothing was written."""
    from assist.training.lessons import Request

    whom, kinds = read_audience(audience), read_kinds(only)
    if folder is None and not as_json:
        raise InputError("Thiếu --out THƯ_MỤC để ghi bộ tài liệu; hoặc dùng --json để chỉ in dữ liệu bài.")
    if folder is not None:
        check_folder(folder)
    request = Request(
        topic=topic,
        audience=whom,
        minutes=minutes,
        on=on,
        documents=tuple(split(documents)),
        checklists=tuple(split(checklists)),
        seed=seed,
        quiz_items=questions,
        levels=tuple(sorted(set(levels))),
    )
    for problem in app.load_shipped():
        err.print(f"Chú ý: {problem}", style="yellow", markup=False)
    with Bars() as bars:

        def told(step: str, done: int, total: int) -> None:
            bars.name(f"Soạn bài: {step}")
            bars.advance(done, total)

        lesson = make(app, request, told)
        if folder is not None:
            bars.name("Ghi các tệp")
            bars.advance(0, len(kinds))
        files = write(lesson, folder, kinds, official=official) if folder is not None else []
    if as_json:
        print_json({"lesson": lesson.model_dump(mode="json"), "files": [str(path) for path in files]})
        return
    _print(lesson, kinds, files)


def _print(lesson: Lesson, kinds: Sequence[str], files: Sequence[Path]) -> None:
    out.print(f"{lesson.title}", style="bold", markup=False)
    out.print(
        f"{lesson.audience.value}, {lesson.minutes} phút, theo pháp luật ngày {lesson.on:%d/%m/%Y}; "
        f"lấy lại đúng bộ này bằng --seed {lesson.seed}",
        markup=False,
    )
    for section in lesson.sections:
        held = len(lesson.quiz) if section.kind.name == "QUIZ" else len(section.lines)
        out.print(f"  {section.title}: {section.minutes} phút{f', {held} dòng' if held else ''}", markup=False)
    for remark in lesson.remarks:
        out.print(f"Lưu ý: {remark}", style="yellow", markup=False)
    written = [kind for kind in kinds if lesson.quiz or kind not in OF_QUIZ]
    out.print("\nĐã ghi:", style="bold")
    for kind, path in zip(written, files, strict=True):
        out.print(f"  {FILES[kind]}: {path}", markup=False)
    if len(written) < len(kinds):
        err.print("Bài này không có câu hỏi nên không có tệp câu hỏi, đáp án.", style="yellow")


def training(
    topic: Words = None,
    *,
    audience: AudienceOption = "",
    minutes: MinutesOption = 45,
    folder: OutOption = None,
    documents: DocumentsOption = None,
    checklist: ChecklistOption = None,
    seed: SeedOption = 1,
    questions: QuizOption = 10,
    level: LevelOption = None,
    bank: BankFlag = False,
    official: OfficialFlag = False,
    only: OnlyOption = None,
    on: OnOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Soạn bộ tài liệu tập huấn: trình chiếu, tài liệu phát tay, áp phích thời hạn, câu hỏi kèm đáp án."""
    from assist.training.lessons import TrainingError
    from ui.state import App

    day = typed_day(on)
    try:
        if bank:
            run_bank(App(), day, folder, as_json=as_json)
            return
        run_training(
            App(),
            " ".join(topic or ()),
            audience,
            minutes,
            day,
            folder,
            documents=documents or (),
            checklists=checklist or (),
            seed=seed,
            questions=questions,
            levels=level or (),
            official=official,
            only=only or (),
            as_json=as_json,
        )
    except (InputError, TrainingError) as error:
        err.print(str(error), markup=False)
        raise typer.Exit(2) from error
