"""What the form of the tab Tập huấn asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assist.training.draft import EditError
from assist.training.lessons import Request
from assist.training.model import LEVELS, Audience
from ui.web.dates import read_day

_LONGEST_TOPIC = 300


def read_request(data: Mapping[str, Any]) -> Request:
    """The request. EditError or DayError, in Vietnamese, for what cannot be read."""
    topic = " ".join(str(data.get("topic", "")).split())
    documents = tuple(part.strip() for part in str(data.get("documents", "")).split(",") if part.strip())
    checklists = tuple(str(code) for code in data.get("checklists", ()))
    if not (topic or documents or checklists):
        raise EditError("Hãy gõ chủ đề cần dạy, hoặc chọn văn bản, danh mục ở phần “Thêm lựa chọn”.")
    if len(topic) > _LONGEST_TOPIC:
        raise EditError(f"Chủ đề dài quá {_LONGEST_TOPIC} ký tự; hãy viết gọn lại.")
    if data.get("audience") not in {audience.value for audience in Audience}:
        raise EditError("Hãy chọn người nghe.")
    level = data.get("level")
    return Request(
        topic=topic,
        audience=Audience(data["audience"]),
        minutes=_whole(data.get("minutes"), "Thời lượng", 10, 480),
        on=read_day(str(data.get("day", ""))),
        documents=documents,
        checklists=checklists,
        seed=_whole(data.get("seed") or 1, "Số chọn câu hỏi", 0, 999_999),
        quiz_items=_whole(data.get("questions") or 0, "Số câu hỏi", 0, 60),
        levels=(_whole(level, "Mức độ câu hỏi", min(LEVELS), max(LEVELS)),) if level else (),
    )


def _whole(value: Any, what: str, least: int, most: int) -> int:
    text = str(value).strip()
    if not text.isdecimal() or not least <= int(text) <= most:
        raise EditError(f"{what} phải là số từ {least} đến {most}.")
    return int(text)
