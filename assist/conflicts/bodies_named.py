"""Which agencies, posts and people a clause names, under one name each however they are written (``bodies_named.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assist.conflicts.model import Span

_DATA = Path(__file__).with_name("bodies_named.yaml")


@dataclass(frozen=True)
class _Lexicon:
    pattern: re.Pattern[str]
    names: dict[str, str]
    levels: dict[str, str]
    people: frozenset[str]
    kinds: dict[str, list[str]]  # a body to those that are one of its kind
    parts: dict[str, list[str]]  # a body to the posts and units through which it acts


#: Bodies that are written short inside longer names too: "Chánh án TAND", "Thủ trưởng CQĐT".
_SHORT = (
    ("tòa án nhân dân", "tand"),
    ("viện kiểm sát nhân dân", "vksnd"),
    ("viện kiểm sát", "vks"),
    ("cơ quan điều tra", "cqđt"),
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
)


@cache
def _lexicon() -> _Lexicon:
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for name, others in data["bodies"].items():
        for written in [name, *others]:
            for field in data["fields"] if "{field}" in written else [""]:
                names[written.replace("{field}", field)] = name.replace("{field}", field)
    for long, short in _SHORT:
        names.update({w.replace(long, short): name for w, name in list(names.items()) if long in w})
    people = frozenset(data["people"])
    names.update({person: person for person in people})
    names["người bị hại"] = "bị hại"
    names["bố mẹ"] = "cha mẹ"
    levels = {w.strip(): line.split(",")[0] for line in data["levels"] for w in line.split(",")}
    longest = sorted(names, key=len, reverse=True)
    level = "|".join(sorted(map(re.escape, levels), key=len, reverse=True))
    # one alternation by first letters is what keeps a pattern of hundreds of names quick
    by_head: dict[str, list[str]] = {}
    for name in longest:
        by_head.setdefault(name.split(" ", 1)[0], []).append(name)
    heads = "|".join(
        re.escape(head) + "(?:" + "|".join(_spaced(n[len(head) :]) for n in of) + ")"
        for head, of in sorted(by_head.items(), key=lambda i: -len(i[0]))
    )
    pattern = re.compile(rf"\b(?P<name>{heads})\b(?:\s+(?P<level>{level})\b(?!\s*,?\s*hội))?")
    return _Lexicon(pattern, names, levels, people, data["kinds"], data["parts"])


def _spaced(tail: str) -> str:
    return re.escape(tail).replace(r"\ \-\ ", r"\s?[-–]\s?").replace(r"\ ", r"\s+")


_UPPER = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯ" + "".join(c for c in map(chr, range(0x1EA0, 0x1EFA)) if c.isupper())
#: Bodies that no list holds: a word for a body and a capital, "Cục Quản lý thị trường", "Ban Dân tộc". Where the name ends cannot be
#: told, since only its first syllable is a capital; two syllables tell one from another.
_UNLISTED = re.compile(
    r"\b(?:[Cc]ục|[Cc]hi cục|[Tt]ổng cục|[Vv]ụ|[Vv]ăn phòng|[Tt]hanh tra|[Tt]rung tâm|[Vv]iện|[Hh]ội đồng"
    r"|[Bb]an|[Hh]ội|[Ss]ở|[Bb]ộ|[Pp]hòng)"
    rf" [{_UPPER}]\w+(?: \w+)?"
)


def bodies_in(low: str, text: str = "") -> tuple[tuple[str, Span], ...]:
    """The bodies and people named in a text in lower case, in order, with their spans.

    ``text``: the same as written; then bodies that no list holds are told by their capitals.

    >>> [name for name, _ in bodies_in("gửi vks cấp huyện và ubnd cấp xã")]
    ['viện kiểm sát cấp huyện', 'ủy ban nhân dân cấp xã']
    """
    lexicon = _lexicon()
    found: list[tuple[str, Span]] = []
    for match in lexicon.pattern.finditer(low):
        written = " ".join(match["name"].split())
        name = lexicon.names.get(written) or lexicon.names.get(re.sub(r"\s?[-–]\s?", " - ", written), written)
        if match["level"] and name not in lexicon.people:
            name = f"{name} {lexicon.levels[match['level']]}"
            end = match.end()
        else:
            end = match.end("name")
        found.append((name, Span(match.start(), end)))
    taken = [span for _, span in found]
    for match in _UNLISTED.finditer(text):
        if not any(span.start < match.end() and match.start() < span.end for span in taken):
            found.append((" ".join(low[match.start() : match.end()].split()), Span(match.start(), match.end())))
    found.sort(key=lambda b: b[1].start)
    return tuple(found)


def is_person(name: str) -> bool:
    """Whether the name is of people with a part in what is done, and of no agency or post."""
    return name in _lexicon().people


def narrower(left: str, right: str) -> bool:
    """Whether one name only says more closely what the other says: "cơ quan điều tra", "cơ quan cảnh sát điều tra"."""
    if left.startswith(f"{right} ") or right.startswith(f"{left} "):
        return True
    kinds = _lexicon().kinds
    return right in kinds.get(left, ()) or left in kinds.get(right, ())


def related(left: str, right: str) -> bool:
    """Whether one is a post or a unit through which the other acts ("điều tra viên" of "cơ quan điều tra"), or says it more closely.

    The level ("cấp tỉnh") counts: bodies of two levels are two bodies.
    """
    if narrower(left, right):
        return True
    parts = _lexicon().parts
    return right in parts.get(left, ()) or left in parts.get(right, ())
