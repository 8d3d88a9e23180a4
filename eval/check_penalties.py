"""Frames of punishment of a note against the words of its provision: kind and bounds both ways, points, additional punishments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.notes import Entry, Frame, Penalty
from corpus.provisions import Level, Provision
from corpus.provisions import Path as ProvisionPath
from eval.findings import Findings

Bounds = tuple[str, str, str]  # kind, lowest ("": open), highest

PUNISHES = re.compile(r"bị (?:phạt|cấm)|năm tù")
_UNIT = r"(?:giờ|ngày|tháng|năm|đồng)"
FRAME = re.compile(
    rf"(?:từ (?P<lowest>\d[\d.]* {_UNIT}) )?đến (?P<highest>\d[\d.]* {_UNIT})\b"
    r"|không quá (?P<most>\d+ năm) tù|phạt tù (?P<fixed>\d+ năm)\b"
)
#: Punishments that have bounds; the name under which each is told apart.
_BOUNDED = ("phạt tù", "cải tạo không giam giữ", "phạt tiền", "quản chế", "cấm cư trú", "công việc nhất định")
_BARE = ("phạt cảnh cáo", "tù chung thân", "tử hình")
_ON_TOP = re.compile(r"còn có thể bị")


def check_penalties(
    place: str,
    official: Provision,
    blocks: Iterable[tuple[ProvisionPath, str, list[Entry]]],
    paths: dict[int, ProvisionPath],
    findings: Findings,
) -> None:
    """``blocks``: clauses (or the whole) with their words and entries; ``paths``: the place of each entry in the unit, by identity."""
    for path, text, entries in blocks:
        label = " ".join([place, *map(str, path)])
        penalties = [e for e in entries if isinstance(e, Penalty)]
        _compare(label, text, penalties, [e for e in entries if not isinstance(e, Penalty)], findings)
        for penalty in penalties:
            words = official.portion_text(paths[id(penalty)]) or text
            _check_one(penalty, official, paths[id(penalty)], words, findings)


def _compare(label: str, text: str, penalties: Sequence[Penalty], others: Sequence[Entry], findings: Findings) -> None:
    given = set(_given(text)) if PUNISHES.search(text) else set()
    noted = {bounds for penalty in penalties for frame in penalty.frames for bounds in _noted(frame)}
    told = " ".join(e.sentence() for e in others)  # rules on punishing tell bounds that are no frame of a crime

    def is_told(bounds: Bounds) -> bool:
        return all(re.search(rf"\b0*{re.escape(amount)}\b", told) for amount in bounds[1:] if amount) and (
            bool(bounds[2]) or bounds[0] in told
        )

    for kind, lowest, highest in sorted(b for b in given - noted if not is_told(b)):
        findings.errors.append(f"{label}: thiếu {kind} {_span(lowest, highest)}trong ghi chú.")
    for kind, lowest, highest in sorted(b for b in noted - given if b[0] in (*_BOUNDED, *_BARE)):
        findings.errors.append(f"{label}: {kind} {_span(lowest, highest)}không có trong văn bản.")


def _span(lowest: str, highest: str) -> str:
    return f"{lowest or '…'} – {highest or '…'} " if lowest or highest else ""


def _given(text: str) -> Iterator[Bounds]:
    """Every punishment of a text; one bound said of two ("quản chế hoặc cấm cư trú từ 01 năm đến 05 năm") is one of each."""
    before = 0
    kinds: list[str] = []
    for found in FRAME.finditer(text):
        amounts = [_plain(found[name] or "") for name in ("lowest", "highest")]
        if single := found["fixed"]:
            amounts = [_plain(single)] * 2
        elif most := found["most"]:
            amounts = ["", _plain(most)]
        words = text[before : found.end() if found["fixed"] else found.start()]
        money = amounts[1].endswith("đồng")
        kinds = [k for k in _BOUNDED if k in words and (k == "phạt tiền") == money] or kinds
        if found["most"]:
            kinds = ["phạt tù"]
        for kind in kinds:
            yield kind, amounts[0], amounts[1]
        before = found.end()
    for bare in _BARE:
        if bare in text:
            yield bare, "", ""


def _noted(frame: Frame) -> Iterator[Bounds]:
    name = frame.kind.lower()
    kinds = [k for k in _BARE if k in f"phạt {name}"] or [k for k in _BOUNDED if k in f"phạt {name}"]
    for kind in kinds or [name]:
        yield kind, _plain(frame.lowest or ""), _plain(frame.highest or "")


def _plain(amount: str) -> str:
    """``06 tháng`` and ``6 tháng`` are one amount."""
    return re.sub(r"^0+(?=\d)", "", amount)


def _check_one(penalty: Penalty, official: Provision, path: ProvisionPath, words: str, findings: Findings) -> None:
    for frame in penalty.frames:
        if frame.kind.lower() not in official.text.lower():
            findings.errors.append(f"{penalty.evidence}: văn bản không có hình phạt {frame.kind!r}.")
    own = {p.path[-1].label for p in official.portions if p.path[:-1] == path and p.path[-1].level is Level.POINT}
    if penalty.points and set(penalty.points) != own:
        findings.errors.append(
            f"{penalty.evidence}: các điểm trong ghi chú là {', '.join(penalty.points)}, trong văn bản là {', '.join(sorted(own))}."
        )
    if penalty.additional != bool(_ON_TOP.search(words)) and not own:
        said = "có" if not penalty.additional else "không có"
        findings.errors.append(f"{penalty.evidence}: văn bản {said} “còn có thể bị” (hình phạt bổ sung).")
