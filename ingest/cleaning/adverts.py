"""Stage 4: advertisements that web pages put inside a sentence ("… An ninh Tổ quốc Đăng Nhập <brand>").

Data in ``adverts.yaml``. A cut needs a call and a brand name side by side, and must stand at the edge of a line or be set in title
capitals as banners are: a decree that says "người chơi đăng nhập <brand> để cá cược" in a sentence keeps every word.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

REASON = "quảng cáo"


@cache
def _advert() -> re.Pattern[str]:
    data = yaml.safe_load(files(__package__).joinpath("adverts.yaml").read_text(encoding="utf-8"))
    call = "|".join(entry["pattern"] for entry in data["calls"])
    brand = "|".join(entry["pattern"] for entry in data["brands"])
    call, brand = rf"(?:{call})", rf"(?:{brand})(?:\.(?:com|net|vip|org|info|club|top|co|cc|vn))?"
    return re.compile(
        rf"(?<!\w){call}(?:[\s,|–-]+{call})*[\s:|–-]+{brand}(?:[\s,|–-]+(?:{call}|{brand}))*(?!\w)"
        rf"|(?<!\w){brand}(?:[\s,:|–-]+(?:{call}|{brand}))*[\s:|–-]+{call}(?!\w)",
        re.IGNORECASE,
    )


def cut_adverts(line: str) -> tuple[str, list[str]]:
    """The line without advertisements, and those that were cut."""
    if not any(c.isdigit() for c in line) and "bet" not in line.lower() and "win" not in line.lower():
        return line, []
    cut: list[str] = []

    def judge(found: re.Match[str]) -> str:
        before, after = line[: found.start()].strip(), line[found.end() :].strip()
        at_edge = not before or not after or after in {".", "!", "|"}
        if not ((at_edge and _looks_set_apart(found.group(), bool(before))) or _title_capitals(found.group())):
            return found.group()
        cut.append(found.group())
        return ""

    rest = _advert().sub(judge, line)
    return (re.sub(r" {2,}", " ", rest).strip(), cut) if cut else (line, [])


def _title_capitals(text: str) -> bool:
    """Whether every word begins with a capital or a digit, as in a banner."""
    words = re.findall(r"\w+", text)
    return len(words) > 1 and all(not w[0].islower() for w in words)


def _looks_set_apart(text: str, inside: bool) -> bool:
    """At a line's end a banner begins with a capital; a sentence's own last words do not."""
    return not inside or text[0].isupper()
