"""Folders of YAML data: each file read against a pydantic schema, its faults told in Vietnamese with the place in the file.

A broken file never stops the others: ``read_folder`` gives what could be read and a list of problems to show.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails


class Strict(BaseModel):
    """Base of the data schemas: unknown keys are errors, values never change, stray spaces go."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]


class PlaceError(ValueError):
    """A fault found by a check that looks at more than one key; ``location`` leads from that check's model to the key at fault."""

    def __init__(self, location: Location, message: str) -> None:
        super().__init__(message)
        self.location = location


class _Loader(yaml.CSafeLoader):
    """YAML as data only: a day stays text (the schema reads it and can then say where a wrong one stands)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        # PyYAML keeps the last of two equal keys in silence; in data about law that would lose a fact
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"khóa {key.value!r} đứng hai lần", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
# only these are truth values: YAML 1.1 also reads the key "on" as one
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def read_folder(folder: Path, schema: type[Model], key: str) -> tuple[list[Model], list[str]]:
    """Every ``*.yaml`` of a folder in the order of names, and what is wrong with those that could not be read.

    ``key``: the field that names what a file is about; a file about what an earlier one already has is left out and reported.
    A problem reads ``tệp: chỗ trong tệp (dòng n): điều sai``. A folder that does not exist is a problem too.
    """
    if not folder.is_dir():
        return [], [f"{folder}: không có thư mục này; kiểm tra lại đường dẫn hoặc cài lại chương trình."]
    records: dict[str, Model] = {}
    files: dict[str, str] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        record, faults = read_file(path, schema)
        problems += [f"{path.name}: {fault}" for fault in faults]
        if record is None:
            continue
        name = getattr(record, key)
        if name in records:
            problems.append(f"{path.name}: {key}: {name} đã có trong {files[name]}; gộp hai tệp làm một.")
            continue
        records[name], files[name] = record, path.name
    return list(records.values()), problems


def read_file(path: Path, schema: type[Model]) -> tuple[Model | None, list[str]]:
    """One file read against a schema: the record, or None and what is wrong with it (``chỗ trong tệp (dòng n): điều sai``)."""
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return None, [_unreadable(error)]
    if not isinstance(data, dict):
        return None, ["tệp rỗng hoặc không phải một nhóm `khóa: giá trị`."]
    try:
        return schema.model_validate(data), []
    except ValidationError as error:
        root = yaml.compose(text, Loader=_Loader)
        return None, [_fault(e, root) for e in error.errors()]


def _unreadable(error: OSError | UnicodeDecodeError | yaml.YAMLError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "không đọc được vì không phải UTF-8; lưu lại tệp với bảng mã UTF-8."
    if isinstance(error, OSError):
        return f"không mở được tệp: {error.strerror}."
    if isinstance(error, yaml.MarkedYAMLError) and (mark := error.problem_mark):
        return f"dòng {mark.line + 1}, cột {mark.column + 1}: YAML hỏng: {error.problem}; sửa chỗ ấy rồi nạp lại."
    return f"YAML hỏng: {error}; sửa rồi nạp lại."


def _fault(error: ErrorDetails, root: yaml.Node | None) -> str:
    location = (*error["loc"], *getattr(error.get("ctx", {}).get("error"), "location", ()))
    return f"{place_in_file(location)} (dòng {_line(root, location)}): {vietnamese(error)}"


def place_in_file(location: Location) -> str:
    """A path within a file as people count: ``articles[2].duties[1].limit`` is the first duty of the second article."""
    words = ""
    for step in location:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return words.lstrip(".") or "cả tệp"


def _line(node: yaml.Node | None, location: Location) -> int:
    """The line on which the innermost thing that exists on this path begins, from 1."""
    line = node.start_mark.line if node else 0
    for step in location:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return line + 1


def vietnamese(error: ErrorDetails) -> str:
    """What is wrong with a value, as a Vietnamese sentence."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "value_error":
        return str(context.get("error", error["msg"]))
    if kind.startswith("date"):
        return f"ngày {given!r} không đọc được hoặc không có trên lịch; viết dạng 2021-06-08."
    if kind in {"literal_error", "enum"}:
        return f"giá trị {given!r} không dùng được; chọn một trong {context['expected'].replace(' or ', ' hoặc ')}."
    if kind == "greater_than":
        return f"số {given!r} phải lớn hơn {context['gt']}."
    return {
        "missing": "thiếu khóa bắt buộc này.",
        "extra_forbidden": "khóa lạ, lược đồ không có; kiểm tra chính tả hoặc bỏ đi.",
        "string_type": f"phải là chữ, không phải {given!r}; đặt trong ngoặc kép.",
        "string_too_short": "không được để trống.",
        "string_too_long": f"dài quá {context.get('max_length')} ký tự; viết ngắn lại.",
        "bool_parsing": f"phải là true hoặc false, không phải {given!r}.",
        "bool_type": f"phải là true hoặc false, không phải {given!r}.",
        "int_type": f"phải là số nguyên, không phải {given!r}.",
        "int_parsing": f"phải là số nguyên, không phải {given!r}.",
        "tuple_type": "phải là một danh sách (mỗi dòng bắt đầu bằng dấu gạch).",
        "model_type": "phải là một nhóm `khóa: giá trị`.",
        "dict_type": "phải là một nhóm `khóa: giá trị`.",
    }.get(kind, f"giá trị {given!r} không đúng kiểu ({kind}).")
