"""Writes citations in the canonical form, smallest to largest: "điểm đ khoản 2 Điều 150 Bộ luật Hình sự số 100/2015/QH13"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from corpus.numbers import NUMBER, kind_of_number
from corpus.provisions import Level, Path, ProvisionId, Step

_TITLED_KINDS = ("bộ luật", "luật", "pháp lệnh", "hiến pháp")
_KIND_NAMES = (
    *_TITLED_KINDS,
    "thông tư liên tịch",
    "thông tư",
    "nghị quyết liên tịch",
    "nghị quyết",
    "nghị định",
    "quyết định",
    "chỉ thị",
    "kế hoạch",
    "công văn",
    "công điện",
    "thông báo",
    "hướng dẫn",
    "chương trình",
    "văn bản hợp nhất",
    "báo cáo",
)


@lru_cache(maxsize=1 << 12)
def _document_words(number: str, title: str | None) -> str:
    """The document as a citation ends with it: "Bộ luật Hình sự số 100/2015/QH13", "Thông tư số 43/2021/TT-BCA"."""
    if title:
        title = title.strip()
        if number in title:
            return title
        low = title.lower()
        kind = next((k for k in sorted(_KIND_NAMES, key=len, reverse=True) if low.startswith(k)), "")
        # Titles of other kinds, and of amending laws, say what the document does: the number alone names it better.
        simple = kind in _TITLED_KINDS and "sửa đổi" not in low and " số " not in low and "\n" not in title
        by_number = kind_of_number(number)
        simple = simple and by_number in {None, "Luật", "Pháp lệnh", "Hiến pháp"}
        if simple and low != kind:
            return f"{title} số {number}"
        # a resolution may be titled "Hướng dẫn …": where the number tells the kind, it is right
        if kind and by_number in {None, "Luật"}:
            return f"{title[: len(kind)]} số {number}"
    kind_name = kind_of_number(number)
    # The assembly's numbers do not tell a law from a resolution.
    word = "Văn bản" if kind_name in {None, "Luật"} else kind_name
    return f"{word} số {number}"


def place(path: Path) -> str:
    """A path as a citation says it, smallest first: ``điểm đ khoản 2 Điều 150``; "" for a whole document."""
    words: list[str] = []
    top_items: list[str] = []
    for i, step in enumerate(path):
        if step.level is Level.ITEM:
            if i and path[i - 1].level not in {Level.ITEM, Level.APPENDIX}:
                words.insert(0, f"tiết {step.label}")
                continue
            top_items.append(step.label)
            if i + 1 == len(path) or path[i + 1].level is not Level.ITEM:
                words.insert(0, f"mục {'.'.join(top_items)}")
        elif step.level is Level.ARTICLE:
            words.insert(0, f"Điều {step.label}")
        elif step.level is Level.DASH:
            words.insert(0, f"gạch đầu dòng thứ {step.label}")
        else:
            words.insert(0, str(step) if step.level not in {Level.CHAPTER, Level.PART} else str(step).capitalize())
    return " ".join(words)


def cite(target: ProvisionId, title: str | None = None) -> str:
    """The canonical citation, smallest to largest.

    >>> cite(ProvisionId.parse("100/2015/QH13 điều 150 khoản 2 điểm đ"), "Bộ luật Hình sự")
    'điểm đ khoản 2 Điều 150 Bộ luật Hình sự số 100/2015/QH13'
    """
    document = _document_words(target.document, title)
    return f"{place(target.path)} {document}" if target.path else document


def cite_source(source: str) -> str:
    """What shows a fact, as a reader knows it: a provision as a citation, a page or a file as it is.

    >>> cite_source("53/2024/QH15 điều 62"), cite_source("02/2018/TT-TANDTC"), cite_source("c52d5dad.txt")
    ('Điều 62 Luật số 53/2024/QH15', 'Thông tư số 02/2018/TT-TANDTC', 'c52d5dad.txt')
    """
    try:
        pid = ProvisionId.parse(source)
    except ValueError:
        return source
    numbered = not pid.path and NUMBER.fullmatch(pid.document)
    return cite(pid) if numbered or (pid.path and pid.path[0].level is Level.ARTICLE) else source


def cite_run(ids: Iterable[ProvisionId], title: str | None = None) -> str:
    """One citation for several provisions of one document, in the given order; ValueError if they are of several documents.

    >>> cite_run([ProvisionId.parse(f"43/2021/TT-BCA điều 5 khoản 1 điểm {x}") for x in "abđ"])
    'các điểm a, b và đ khoản 1 Điều 5 Thông tư số 43/2021/TT-BCA'
    """
    wanted = list(ids)
    documents = {i.document for i in wanted}
    if len(documents) != 1:
        raise ValueError("cite_run cần các điều khoản của đúng một văn bản")
    groups: list[tuple[Path, Level | None, list[str]]] = []  # siblings: (parent, level, labels)
    for pid in wanted:
        parent, step = pid.path[:-1], pid.path[-1] if pid.path else None
        level: Level | None = step.level if step and step.level in {Level.POINT, Level.CLAUSE} else None
        if level and step and groups and groups[-1][:2] == (parent, level):
            groups[-1][2].append(step.label)
        else:
            groups.append((parent if level else pid.path, level, [step.label] if level and step else []))
    parts = []
    for parent, level, labels in groups:
        if level is None:
            parts.append(place(parent))
        elif len(labels) == 1:
            parts.append(place((*parent, Step(level, labels[0]))))
        else:
            parts.append(f"các {level.value} {', '.join(labels[:-1])} và {labels[-1]} {place(parent)}")
    return f"{', '.join(p for p in parts if p)} {_document_words(wanted[0].document, title)}".strip()
