"""Files of a lesson: slides, handout, poster, quiz with its key, as a spreadsheet and for Moodle, and the lesson itself as data."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from assist.office.letterhead import Letterhead
from assist.training.model import Lesson

#: The head of an official handout, as people fill it in.
Office = Letterhead
#: What a lesson is made into.
KINDS = ("slides", "handout", "poster", "quiz", "key", "xlsx", "gift", "json")
_QUIZ = {"quiz", "key", "xlsx", "gift"}
_NAMES = {"slides": "trinh-chieu.pptx", "handout": "tai-lieu.docx", "poster": "ap-phich.pptx", "json": "bai-soan.json"}
_LONGEST = 60  # characters of the topic in a file's name


def lesson_files(
    lesson: Lesson,
    folder: Path,
    *,
    official: bool = False,
    office: Office | None = None,
    only: Sequence[str] = KINDS,
) -> list[Path]:
    """Write the files of a lesson into a folder, which is made if need be; the paths, in the order of ``only``.

    All are made before the first is put in its place, so a failure leaves nothing new behind. Files of the same names are replaced. A
    lesson without questions gets no files of questions. OSError where the folder cannot be written; ValueError for an unknown kind.
    """
    made = [
        lesson_file(lesson, what, official=official, office=office) for what in only if lesson.quiz or what not in _QUIZ
    ]
    existed = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".dang-ghi-") as half:
            written = []
            for data, _, name in made:
                path = Path(half) / name
                path.write_bytes(data)
                written.append(path)
            return [path.replace(folder / path.name) for path in written]
    except OSError:
        if not existed and not any(folder.iterdir()):
            folder.rmdir()
        raise


def lesson_file(
    lesson: Lesson, what: str, *, official: bool = False, office: Office | None = None
) -> tuple[bytes, str, str]:
    """One file of a lesson: its bytes, media type and name. ``what``: one of ``KINDS``; ValueError for another.

    ``official``: the handout has the head and the signature of an administrative document, filled from ``office``.
    """
    if what in _QUIZ:
        from assist.training.exports.quiz import quiz_file

        return quiz_file(lesson, what)
    if what == "slides":
        from assist.training.exports.master import MEDIA as SLIDES
        from assist.training.exports.slides import lesson_pptx

        return lesson_pptx(lesson), SLIDES, file_name(lesson, what)
    if what == "handout":
        from assist.office.administrative import MEDIA
        from assist.training.exports.handout import lesson_docx

        return lesson_docx(lesson, official=official, office=office), MEDIA, file_name(lesson, what)
    if what == "poster":
        from assist.training.exports.master import MEDIA as SLIDES
        from assist.training.exports.poster import poster_pptx

        return poster_pptx(lesson), SLIDES, file_name(lesson, what)
    if what == "json":
        return lesson.model_dump_json(indent=2).encode(), "application/json; charset=utf-8", file_name(lesson, what)
    raise ValueError(f"Không có loại tệp {what!r}; chọn một trong: {', '.join(KINDS)}.")


def file_name(lesson: Lesson, what: str) -> str:
    """``tiep-nhan-tin-bao-trinh-chieu.pptx``: letters that every disk and mail program takes."""
    return f"{slug(lesson.topic)}-{_NAMES[what]}"


def slug(text: str) -> str:
    """Small letters without accents, joined by hyphens, cut after a word.

    >>> slug("Điều 150, 151 BLHS")
    'dieu-150-151-blhs'
    """
    parted = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(letter for letter in parted if not unicodedata.combining(letter))
    joined = "-".join(re.findall("[a-z0-9]+", plain))
    if len(joined) > _LONGEST:
        joined = joined[: _LONGEST + 1].rpartition("-")[0] or joined[:_LONGEST]
    return joined or "bai"
