"""What our own sentences and the official words are compared by: numbers, ages, counting, words of modality, shared runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from corpus.notes import TIMES, Modality
from corpus.provisions import Path, Provision

_NUMBER = re.compile(r"\d+(?:\.\d{3})+|\d+")
_AGE = re.compile(r"(?:(dưới|trên|đủ|từ) )?(\d+) tuổi")

#: Words of the official text that carry each modality.
CARRIES: dict[Modality, re.Pattern[str]] = {
    "phải": re.compile(r"\bphải\b|trách nhiệm|nghĩa vụ|bảo đảm|\bcần\b"),
    "được": re.compile(r"\bđược\b|có quyền"),
    # "cấm đi khỏi nơi cư trú" is the name of a measure, "cấm hành nghề" of a punishment; neither is a ban of its own
    "không được": re.compile(
        r"không được(?! (?:hoặc|khắc phục))|\bchỉ (?:được|tiến hành)"
        r"|(?<!nghiêm )cấm(?! đi khỏi nơi cư trú| đảm nhiệm chức vụ| hành nghề| cư trú| giao dịch)"
    ),
    # what someone is able to understand, or may run into, is no leave given
    "có thể": re.compile(
        r"(?<!nếu )(?<!nhất )\bcó thể\b(?! (?:hiểu|gặp|nhận dạng được|tự khắc phục|tiếp tục|bỏ trốn|xảy ra|bị (?:nguy|xâm hại)))"
    ),
}
#: Words that may carry a modality, though they are often something else: a sentence that begins with "Không", a list of banned acts.
_MAY_CARRY: dict[Modality, re.Pattern[str]] = {
    "được": re.compile(r"\bchỉ (?:áp dụng|quyết định)\b"),
    "không được": re.compile(r"(?:^|[.;)] |\n)không \w|nghiêm cấm|chỉ sau khi|\bchỉ (?:áp dụng|quyết định)\b"),
}


def scope_of(official: Provision, path: Path) -> str | None:
    """The words a statement rests on: its portion, after the heading and the opening words of the portions around it.

    ``path`` leads from the unit to the portion; None if the unit has no such portion.
    """
    own = official.portion_text(path)
    if own is None or not path:
        return own
    around = [official.heading]
    for length in range(len(path)):
        outer = official.portion_text(path[:length]) or ""
        children = [p for p in official.portions if len(p.path) == length + 1 and p.path[:length] == path[:length]]
        inner = official.portion_text(children[0].path) if children else None
        around.append(outer[: outer.find(inner)] if inner else "")
    return "\n".join([*around, own])


def numbers(text: str) -> set[int]:
    """All numbers written in digits: ``1.000`` is a thousand, ``02`` is two."""
    return {int(n.replace(".", "")) for n in _NUMBER.findall(text)}


def ages(text: str) -> set[tuple[str, int]]:
    """Ages with the word before them ("" without one): ``("dưới", 18)``."""
    return {(word, int(n)) for word, n in _AGE.findall(text)}


def carries(modality: Modality, text: str) -> bool:
    """Whether the words have one that gives this modality, or one that may."""
    text = text.lower()
    may = _MAY_CARRY.get(modality)
    return CARRIES[modality].search(text) is not None or (may is not None and may.search(text) is not None)


def figure(number: int, unit: str) -> str:
    """A pattern of the ways a text writes so many units: ``2 giờ``, ``02 giờ``, ``hai giờ``; no ``2 ngày`` in ``2 ngày làm việc``."""
    spelt = f"|{TIMES[number - 1]}" if number <= len(TIMES) else ""
    longer = "(?! làm việc)" if unit == "ngày" else ""
    return rf"\b(?:0*{number}{spelt}) {unit}\b{longer}"


def counted_from(number: int, unit: str, text: str) -> list[str]:
    """The moments from which the text counts so many units, a dozen syllables of each at most; empty if it counts from none.

    >>> counted_from(2, "ngày", "Trong 02 ngày kể từ khi nhận tin, đơn vị trả lời.")
    ['nhận tin, đơn vị trả lời']
    """
    since = rf"{figure(number, unit)},? (?:kể |tính )?từ (?:khi|lúc|ngày|thời điểm)((?:[ ,]*\w+){{0,12}})"
    return [m[1].strip(" ,") for m in re.finditer(since, text.lower())]


def counts_back(number: int, unit: str, text: str) -> bool:
    """Whether the text counts so many units back from a moment: ``chậm nhất 24 giờ trước khi …``, ``trước khi … 02 giờ``."""
    written = figure(number, unit)
    # past a comma "trước khi" has to be taken up again: "trước khi hết hạn tạm giam, gia hạn tạm giam ít nhất 05 ngày"
    least = r"(?:báo trước|trước khi) [^.;\n]*(?:ít nhất|tối thiểu) (?:[^.;\n]*, )?"
    # "chậm nhất 10 ngày đối với vụ án …, 15 ngày đối với vụ án … trước khi kết thúc"
    latest = rf"chậm nhất (?:là )?(?:[^.;\n]*, )?{written} [^.;,\n]*(?:, \d+ {unit}[^.;,\n]*)*\btrước khi"
    ways = rf"{written} trước|trước khi [^.;,\n]*{written}|{least}{written}|{latest}"
    return re.search(ways, text.lower()) is not None


def syllables(text: str) -> list[str]:
    """The text as lower-case syllables and numbers, without marks."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def shared_runs(ours: Sequence[str], theirs: Sequence[str], length: int) -> Iterator[str]:
    """The runs of so many syllables of ours that stand in theirs too, none begun inside another."""
    runs = {tuple(theirs[i : i + length]) for i in range(len(theirs) - length + 1)}
    i = 0
    while i <= len(ours) - length:
        run = tuple(ours[i : i + length])
        if run in runs:
            yield " ".join(run)
            i += length
        i += 1
