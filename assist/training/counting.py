"""What a lesson says of itself: objectives and remarks that count its lines. They are counted again when lines come or go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assist.training.model import Lesson, Line, SectionKind
from assist.training.outline import objectives
from corpus.provisions import ProvisionId

#: Parts whose lines are counted where they are chưa xác minh; a line that stands in two of them counts once.
_COUNTED = (SectionKind.RULES, SectionKind.LIMITS, SectionKind.DO_DONT, SectionKind.CASE)
_PREFIX = re.compile(r"^(?:han|nen|tinh-huong)\.")
_DOUBTED = "nội dung trong bài có dấu “chưa xác minh”"
#: Keys of objectives that are read off from what the parts hold begin so.
OBJECTIVE = "muc-tieu."
_NUMBER = re.compile(r"\d+")


def doubted(lines: Mapping[SectionKind, Sequence[Line]]) -> dict[str, Line]:
    """The lines that are chưa xác minh, each once, by the key it has without its part."""
    return {_PREFIX.sub("", line.key): line for kind in _COUNTED for line in lines.get(kind, ()) if line.doubt}


def doubt_remark(count: int) -> str:
    """What the trainer is told first where lines are chưa xác minh."""
    return (
        f"{count} {_DOUBTED}: nói rõ điều đó khi dạy; trước khi dùng, tra tình trạng văn bản trên Công báo "
        "hoặc cơ sở dữ liệu pháp luật của Nhà nước."
    )


def parts_of(lesson: Lesson) -> dict[SectionKind, Sequence[Line]]:
    """The lines of each part; of the case, those of its model answer."""
    found: dict[SectionKind, Sequence[Line]] = {section.kind: section.lines for section in lesson.sections}
    if lesson.case:
        found[SectionKind.CASE] = lesson.case.answers
    return found


def remarks_now(lesson: Lesson) -> tuple[str, ...]:
    """The remarks as they hold after editing: the count as it is, reasons only of documents that a doubted line still rests on."""
    left = doubted(parts_of(lesson))
    numbers = {number for line in left.values() for number in _documents(line)}
    known = {document.number for document in lesson.documents}

    def still(remark: str) -> Iterator[str]:
        if _DOUBTED in remark:
            if left:
                yield re.sub(rf"\d+ (?={_DOUBTED})", f"{len(left)} ", remark)
            return
        named = {name.strip() for name in remark.partition(": ")[0].split(",")}
        if not named <= known or named & numbers:  # a remark that names no documents at its head is of the whole lesson
            yield remark

    return tuple(told for remark in lesson.remarks for told in still(remark))


def recounted(lesson: Lesson, uncounted: Iterable[str] = ()) -> tuple[Lesson, tuple[str, ...]]:
    """The lesson with its objectives read off anew, and the keys of those for which nothing is left to count.

    One that a person wrote stays. ``uncounted``: keys found so before, which come back as soon as there is something to count.
    """
    section = lesson.section(SectionKind.OBJECTIVES)
    if section is None:
        return lesson, tuple(uncounted)
    fresh = {line.key: line for line in objectives(parts_of(lesson))}
    away = list(dict.fromkeys(uncounted))
    lines: list[Line] = []
    for line in section.lines:
        if line.edited or not line.key.startswith(OBJECTIVE):
            lines.append(line)
        elif line.key in fresh:
            lines.append(fresh[line.key])
        else:
            away.append(line.key)
    order = list(fresh)
    for key in [key for key in away if key in fresh]:
        later = set(order[order.index(key) + 1 :])
        at = next((place for place, line in enumerate(lines) if line.key in later), len(lines))
        lines.insert(at, fresh[key])
        away.remove(key)
    changed = section.model_copy(update={"lines": tuple(lines)})
    sections = tuple(changed if s is section else s for s in lesson.sections)
    return lesson.model_copy(update={"sections": sections}), tuple(away)


def count_differs(lesson: Lesson, line: Line) -> str:
    """What to say of an objective that a person wrote if its first number is not the lesson's any more; "" if nothing."""
    if not line.edited:
        return ""
    fresh = next((each for each in objectives(parts_of(lesson)) if each.key == line.key), None)
    was = _NUMBER.search(line.text)
    if was is None or (fresh is not None and (now := _NUMBER.search(fresh.text)) and now[0] == was[0]):
        return ""
    counted = f"Tính theo bài hiện nay: “{fresh.text}”" if fresh else "Bài hiện nay không còn nội dung để đếm."
    return f"Mục tiêu này do bạn viết nên được giữ nguyên; con số {was[0]} có thể khác với bài. {counted}"


def _documents(line: Line) -> set[str]:
    return {ProvisionId.parse(source.id).document for source in line.sources}
