"""What people do to a lesson on the page, as the browser tells it: a name, a part, a key, fields; and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assist.training import editing, quiz_editing
from assist.training.draft import Draft, EditError
from assist.training.model import SectionKind
from assist.training.quiz_editing import Maker
from assist.training.staleness import StaleLine

Act = Callable[[Draft], Draft]
#: A line of the lesson whose provision changed, if the page was told of one: by part and key.
FindStale = Callable[[SectionKind, str], StaleLine | None]
#: Acts after which what stands on the page is already right.
QUIET = frozenset({"notes", "minutes"})


def read_act(data: Mapping[str, Any], stale: FindStale, make: Maker) -> tuple[Act, str]:
    """The change that is asked for, and what is said once it is made. ``make``: draws more questions. EditError for what cannot be
    read.
    """
    name, key = str(data.get("action", "")), str(data.get("key", ""))
    value, fields = str(data.get("value", "")), {k: str(v) for k, v in dict(data.get("fields") or {}).items()}
    whole = _of_lesson(name, value, fields, make)
    if whole:
        return whole
    part = _part(str(data.get("part", "")))
    found = (
        _of_quiz(name, key, value, fields, make)
        if part is SectionKind.QUIZ
        else _of_lines(name, part, key, value, fields)
    )
    found = found or _of_parts(name, part, key, value) or _of_stale(name, part, key, stale)
    if found is None:
        raise EditError("Chưa hiểu thao tác này; hãy tải lại trang rồi thử lại.")
    return found


def _part(name: str) -> SectionKind:
    if name not in SectionKind.__members__:
        raise EditError("Chưa hiểu thao tác này; hãy tải lại trang rồi thử lại.")
    return SectionKind[name]


def _of_lesson(name: str, value: str, fields: Mapping[str, str], make: Maker) -> tuple[Act, str] | None:
    if name == "title":
        title = fields.get("title", value)
        return (lambda d: editing.set_title(d, title)), "Đã đổi tên bài."
    if name == "case":
        questions = fields.get("questions", "").splitlines()
        return (lambda d: editing.edit_case(d, fields.get("story", ""), questions)), "Đã sửa tình huống."
    if name == "add-item":
        return (lambda d: quiz_editing.add_item(d, make)), "Đã thêm một câu hỏi ở cuối."
    return None


def _of_parts(name: str, part: SectionKind, key: str, value: str) -> tuple[Act, str] | None:
    if name == "move-part":
        return (lambda d: editing.move_section(d, part, _step(value))), f"Đã chuyển phần “{part.value}”."
    if name == "notes":
        return (lambda d: editing.set_notes(d, part, value)), "Đã lưu ghi chú."
    if name == "minutes":
        return (lambda d: editing.set_minutes(d, part, _number(value))), "Đã lưu số phút."
    if name == "put-back":
        return (lambda d: editing.put_back(d, part, key)), "Đã đưa lại."
    return None


def _of_lines(name: str, part: SectionKind, key: str, value: str, fields: Mapping[str, str]) -> tuple[Act, str] | None:
    if name == "move":
        return (lambda d: editing.move_line(d, part, key, _step(value))), "Đã chuyển dòng."
    if name == "edit":
        words = {field: fields[field] for field in ("text", "who", "act", "limit") if field in fields}
        return (lambda d: editing.edit_line(d, part, key, **words)), "Đã sửa lời; căn cứ của dòng vẫn giữ nguyên."
    if name == "restore":
        return (lambda d: editing.restore_line(d, part, key)), "Đã lấy lại lời của bản soạn."
    if name == "leave-out":
        return (lambda d: editing.leave_out(d, part, key)), "Đã bỏ một dòng."
    return None


def _of_quiz(name: str, key: str, value: str, fields: Mapping[str, str], make: Maker) -> tuple[Act, str] | None:
    if name == "move":
        return (lambda d: quiz_editing.move_item(d, key, _step(value))), "Đã chuyển câu hỏi."
    if name in {"edit", "write-item"}:
        options = [fields[field] for field in sorted(f for f in fields if f.startswith("option-"))]
        right = _number(fields.get("answer", "-1"))
        stem, why = fields.get("stem", ""), fields.get("explanation", "")
        if name == "edit":
            edited = "Đã sửa câu hỏi; bài sau rút trúng câu này sẽ dùng lời bạn sửa."
            return (lambda d: quiz_editing.edit_item(d, key, stem, options, right, why)), edited
        level, line = _number(fields.get("level", "0")), fields.get("line", "")
        written = "Đã thêm câu hỏi ở cuối và lưu vào ngân hàng câu hỏi."
        return (lambda d: quiz_editing.write_item(d, stem, options, right, why, level, line)), written
    if name == "restore":
        return (lambda d: quiz_editing.restore_item(d, key)), "Đã lấy lại câu hỏi của bản soạn."
    if name == "leave-out":
        return (lambda d: quiz_editing.drop_item(d, key)), "Đã bỏ một câu hỏi; bài sau không rút lại câu này."
    if name == "replace":
        return (lambda d: quiz_editing.replace_item(d, key, make)), "Đã thay bằng câu khác."
    return None


def _of_stale(name: str, part: SectionKind, key: str, stale: FindStale) -> tuple[Act, str] | None:
    if name not in {"renew", "settle"}:
        return None
    found = stale(part, key)
    if found is None:
        raise EditError("Dòng này không còn thay đổi nào chờ xem.")
    if name == "settle":
        return (lambda d: editing.settle(d, part, key, found.text)), "Đã ghi là vẫn đúng."

    def renew(draft: Draft) -> Draft:
        return editing.settle(editing.renew_line(draft, part, key, found.now), part, key, found.text)

    return renew, "Đã cập nhật dòng." if found.now else "Đã bỏ dòng không còn căn cứ."


def _step(value: str) -> int:
    return -1 if value == "-1" else 1


def _number(value: str) -> int:
    if not value.strip().lstrip("-").isdecimal():
        raise EditError("Hãy ghi một con số.")
    return int(value)
