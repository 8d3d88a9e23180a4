"""What to look at twice in words a person changed: figures, words of modality, words and lengths that do not suit the audience."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assist.conflicts.modality import modalities_in
from assist.training.model import Audience, Line
from assist.training.suitability import suitability

_FIGURE = re.compile(
    r"\d+(?:[./,]\d+)*(?:\s*(?:ngày làm việc|giờ|ngày|tháng|năm|tuổi|phút|lần|tuần|%|(?:triệu )?đồng))?", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+(?:[./,]\d+)*")


def check_edit(before: Line, after: Line, audience: Audience) -> list[str]:
    """Warnings, in Vietnamese; empty if nothing stands out. ``before``: the line as it was made."""
    old, new = _words(before), _words(after)
    if old == new:
        return []
    return [*_figures(old, new, (s.quote for s in after.sources)), *_modality(old, new), *check_words(new, audience)]


def check_words(text: str, audience: Audience) -> list[str]:
    """Whether words suit the audience."""
    fit = suitability(audience)
    found = []
    if words := fit.forbidden(text):
        found.append(f"Có từ không hợp với {audience.value}: {', '.join(words)}.")
    if fit.too_long(text):
        found.append(f"Có câu dài quá {fit.longest_sentence} tiếng, khó theo dõi với {audience.value}; nên tách ra.")
    return found


def _words(line: Line) -> str:
    return " ".join(dict.fromkeys(filter(None, (line.text, line.who, line.act, line.limit))))


def _figures(old: str, new: str, quotes: Iterable[str]) -> list[str]:
    """Figures that came or went; one that came is told to stand in the provision's words or not."""
    was, now = _read_figures(old), _read_figures(new)
    quoted = set(_read_figures(" ".join(quotes)))
    found = []
    if came := [figure for figure in now if figure not in was]:
        unknown = [figure for figure in came if figure not in quoted]
        if unknown:
            found.append(f"Con số mới không thấy trong lời văn của căn cứ: {_list(unknown)}. Hãy đối chiếu.")
        if known := [figure for figure in came if figure in quoted]:
            found.append(f"Con số mới: {_list(known)} (có trong lời văn của căn cứ). Hãy đối chiếu.")
    if gone := [figure for figure in was if figure not in now]:
        found.append(f"Con số của bản soạn không còn: {_list(gone)}. Hãy đối chiếu.")
    return found


def _read_figures(text: str) -> Counter[str]:
    """Figures with their units, written alike: ``02 ngày`` is ``2 ngày``."""
    return Counter(
        _NUMBER.sub(lambda m: m[0].lstrip("0") or "0", " ".join(found[0].lower().split()))
        for found in _FIGURE.finditer(text)
    )


def _modality(old: str, new: str) -> list[str]:
    was, now = ({kind for kind, _ in modalities_in(text.lower())} - {"được"} for text in (old, new))
    if was == now:
        return []
    gone, came = sorted(was - now), sorted(now - was)
    if gone and came:
        return [f"Từ chỉ mức bắt buộc đã đổi: {_list(gone)} thành {_list(came)}. Hãy đối chiếu với căn cứ."]
    if gone:
        return [f"Từ chỉ mức bắt buộc không còn: {_list(gone)}. Hãy đối chiếu với căn cứ."]
    return [f"Từ chỉ mức bắt buộc mới: {_list(came)}. Hãy đối chiếu với căn cứ."]


def _list(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
