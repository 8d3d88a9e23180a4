"""Words of modality in a clause: what must, may, may not be done; and conditions, under which it is."""

from __future__ import annotations

import re

from assist.conflicts.model import Span
from assist.conflicts.words import normal
from corpus.notes import Modality

#: Kinds of words of modality as they are compared; "được" alone may be a passive, "phải" alone may be one's lot ("phải chịu").
ONLY, STRONG_LEAVE = "chỉ được", "có quyền"
_WORDS = re.compile(
    r"\b(?:"
    r"(?P<only>chỉ được(?: phép)?|chỉ có thể)"
    r"|(?P<ban>không được(?: phép)?(?! (?:hoặc|khắc phục))|nghiêm cấm|tuyệt đối không|không có quyền|cấm"
    r"(?! đi khỏi| đảm nhiệm| hành nghề| cư trú| giao dịch| nhập cảnh| tiếp xúc| xuất cảnh))"
    r"|(?P<may>có thể(?! (?:hiểu|gặp|nhận dạng|tự khắc phục|tiếp tục phạm tội|bỏ trốn|xảy ra|gây|dẫn|bị (?:nguy|xâm hại))))"
    r"|(?P<leave>có quyền|được quyền|được phép)"
    r"|(?P<must>có (?:trách nhiệm|nghĩa vụ)(?! (?:của|hình sự|dân sự|liên quan|pháp lý|vật chất|được|thuộc)\b)"
    r"|(?:cần |buộc |bắt buộc )?phải|bắt buộc(?! chữa| cai)|cần(?! thiết|\W))"
    r"|(?P<weak>được)"
    r")(?!\w)"
)
_KINDS = {"only": ONLY, "ban": "không được", "may": "có thể", "leave": STRONG_LEAVE, "must": "phải", "weak": "được"}


def modalities_in(low: str) -> tuple[tuple[str, Span], ...]:
    """Every word of modality of a text in lower case, in order.

    >>> [kind for kind, _ in modalities_in("điều tra viên phải hỏi, không được ép")]
    ['phải', 'không được']
    """
    found = []
    for match in _WORDS.finditer(low):
        kind = _KINDS[match.lastgroup or ""]
        if kind == "có thể" and re.search(
            r"\b(?:(?:sớm|nhanh|thấp|cao|tốt|ngắn|ít|nhiều|gần) nhất|nếu|khả năng)\s$",
            low[max(0, match.start() - 12) : match.start()],
        ):
            continue
        found.append((kind, Span(match.start(), match.end())))
    return tuple(found)


def modality_of(kinds: tuple[tuple[str, Span], ...]) -> tuple[Modality | None, Span | None]:
    """The modality of the clause as a whole: its first word that is no mere passive; "được" where there is nothing else."""
    of: dict[str, Modality] = {
        ONLY: "không được",
        STRONG_LEAVE: "được",
        "phải": "phải",
        "không được": "không được",
        "có thể": "có thể",
    }
    for kind, span in kinds:
        if kind in of:
            return of[kind], span
    return ("được", kinds[0][1]) if kinds else (None, None)


_OPENS = re.compile(
    r"(?<!\w)(?P<except>(?:ngoại )?trừ (?:các |những )?(?:trường hợp|khi)"
    r"|trừ(?= (?:các|những|người|việc|hành vi|phí|thời gian|quy định))"
    r"|ngoại trừ|không kể|không bao gồm|không áp dụng đối với)"
    r"|(?<!\w)(?P<when>(?<!một )(?:chỉ )?(?:trong |đối với |ở )?(?:những |các )?trường hợp(?! sau(?: đây)?\b| này)"
    r"|với điều kiện(?: là)?"
    r"|nếu|(?<!trước )(?<!kể từ )(?<!tính từ )(?<!sau )(?<!từ )(?<!đến )(?<!cho )(?<!trong )"
    r"(?:chỉ |mỗi |ngay |trong )?khi|sau khi|trước khi"
    r"|khi có|miễn là|chừng nào|trong điều kiện|tùy theo|căn cứ vào)(?!\w)"
)
#: Names of measures that hold the word: "người bị giữ trong trường hợp khẩn cấp" says who, not when.
_OF_A_MEASURE = re.compile(r"\b(?:giữ|bắt)(?: người)?,? trong trường hợp (?:khẩn cấp|phạm tội quả tang)")
_ENDS = re.compile(r"[;:\n]|\.(?!\d)")
_THEN = re.compile(r",?\s+thì\s")


def _closed(low: str, start: int, end: int) -> int:
    """A condition in brackets ends with them."""
    depth = 0
    for at in range(start, end):
        if low[at] == "(":
            depth += 1
        elif low[at] == ")":
            depth -= 1
            if depth < 0:
                return at
    return end


def conditions_in(low: str) -> tuple[tuple[str, Span], ...]:
    """The conditions of a text in lower case: from khi, nếu, trường hợp, trừ … to "thì", a comma or the sentence's end.

    >>> [words for words, _ in conditions_in("nếu người đó từ chối thì lập biên bản, trừ trường hợp có lý do")]
    ['nếu người đó từ chối', 'trừ trường hợp có lý do']
    """
    found: list[tuple[str, Span]] = []
    done = 0
    for match in _OPENS.finditer(low):
        start = match.start()
        if start < done or _OF_A_MEASURE.search(low, max(0, start - 20), match.end() + 22):
            continue
        stop = _ENDS.search(low, match.end())
        sentence_end = stop.start() if stop else len(low)
        if match["except"]:
            end = sentence_end
        else:
            then = _THEN.search(low, match.end(), sentence_end)
            comma = low.find(",", match.end(), sentence_end)
            following = _OPENS.search(low, match.end(), sentence_end)
            ends = [sentence_end]
            if then and not (
                following and following.start() < then.start() and comma != -1 and comma < following.start()
            ):
                ends.append(then.start())
            elif comma != -1:
                ends.append(comma)
            if following and following.start() > match.end() + 6:
                ends.append(following.start())
            end = min(ends)
        end = _closed(low, start, end)
        text = low[start:end].rstrip(" ,")
        if len(text) > len(match[0]) + 3:
            found.append((normal(text), Span(start, start + len(text))))
        done = end
    return tuple(found)
