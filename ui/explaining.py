"""What a hit's score is made of and how its question was read: in Vietnamese lines, and for JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.citations import cite
from search.features import NAMES, OF_FIELD
from search.model import Hit
from search.query import Understood


def _share(value: float) -> str:
    return f"{abs(value):.0%}".replace("%", " %")


def _number(value: float) -> str:
    return f"{value:.2f}"


def _place(value: float) -> str:
    return f"{1 / max(value, 1e-3) - 1:.0f}"


def _length(value: float) -> str:
    return f"{math.expm1(value):.0f}"


@dataclass(frozen=True)
class Saying:
    """How a feature is told: ``text`` with its value at ``{}``, or ``at_zero`` where it is nothing; ``bare``: without a value, where
    leaving it out of ``text`` would not read well."""

    text: str
    at_zero: str = ""
    form: Callable[[float], str] = _share
    bare: str = ""

    def told(self, value: float) -> str:
        """The sentence for a value."""
        if self.at_zero and abs(value) < 0.005:
            return self.at_zero
        return self.text.format(self.form(value))

    @property
    def name(self) -> str:
        """The sentence without a value."""
        return self.bare or re.sub(r"\s+", " ", self.text.format("")).strip()


def _best_of(measure: str) -> Saying:
    return Saying(f"kém điều đứng đầu {{}} về {measure}", f"đứng đầu về {measure}")


def _rank_by(measure: str) -> Saying:
    return Saying(f"đứng thứ {{}} về {measure}", form=_place, bare=f"thứ hạng về {measure}")


#: Every column of ``search.features.NAMES``. "Câu hỏi mẫu" are the phrasings of ``corpus.phrasings``.
SAYINGS = {
    "bm25": Saying("điều khớp {} từ ngữ của câu hỏi, tính theo BM25"),
    "bm25 clause": Saying("khoản khớp nhất khớp {} từ ngữ của câu hỏi, tính theo BM25"),
    "held": Saying("điều chứa {} từ của câu hỏi"),
    "held clause": Saying("khoản khớp nhất chứa {} từ của câu hỏi"),
    "held heading": Saying("tên điều chứa {} từ của câu hỏi"),
    "heading precise": Saying("{} từ trong tên điều có ở câu hỏi"),
    "held title": Saying("tên văn bản chứa {} từ của câu hỏi"),
    "title precise": Saying("{} từ trong tên văn bản có ở câu hỏi"),
    "pairs": Saying("điều chứa {} cặp tiếng liền nhau của câu hỏi"),
    "pairs clause": Saying("khoản khớp nhất chứa {} cặp tiếng liền nhau của câu hỏi"),
    "pairs heading": Saying("tên điều chứa {} cặp tiếng liền nhau của câu hỏi"),
    "missing": Saying("điều thiếu một từ nặng {} của câu hỏi", "điều không thiếu từ nào của câu hỏi"),
    "amount": Saying("khoản khớp nhất nêu con số được hỏi", "khoản khớp nhất không nêu con số nào được hỏi"),
    "no amount": Saying("câu hỏi cần một con số mà điều không nêu", "điều không thiếu con số nào được hỏi"),
    "long": Saying("điều dài {} tiếng", form=_length, bare="độ dài của điều"),
    "names lacking": Saying(
        "điều thiếu {} tên riêng, từ nước ngoài của câu hỏi",
        "điều không thiếu tên riêng, từ nước ngoài nào của câu hỏi",
        _number,
    ),
    "dense": Saying("điều gần nghĩa {} với câu hỏi", form=_number),
    "dense clause": Saying("khoản gần nhất của điều gần nghĩa {} với câu hỏi", form=_number),
    "force": Saying(
        "văn bản ở bậc hiệu lực pháp lý {} (0: cao nhất, 1: thấp nhất)",
        "văn bản ở bậc hiệu lực pháp lý cao nhất",
        _number,
    ),
    "field": Saying(
        "văn bản có trong danh mục của lĩnh vực hoặc do người dùng nạp",
        "văn bản không có trong danh mục của lĩnh vực và không do người dùng nạp",
    ),
    "core": Saying("văn bản có tóm lược của kho", "văn bản không có tóm lược của kho"),
    "own": Saying("văn bản do người dùng nạp, ngoài danh mục", "văn bản không phải loại người dùng nạp ngoài danh mục"),
    "out of force": Saying(
        "văn bản hết hoặc chưa có hiệu lực vào ngày áp dụng", "văn bản không hết và không phải chưa có hiệu lực"
    ),
    "number": Saying("câu hỏi nêu số của điều này", "câu hỏi không nêu riêng số của điều này"),
    "document": Saying("câu hỏi nêu văn bản này", "câu hỏi không nêu văn bản này"),
    "branch": Saying(
        "tên văn bản nêu đúng ngành luật của câu hỏi (hình sự, dân sự, hành chính)",
        "câu hỏi và tên văn bản không cùng nêu ngành luật nào",
    ),
    "other branch": Saying(
        "tên văn bản nêu ngành luật khác với câu hỏi", "tên văn bản không nêu ngành luật nào khác với câu hỏi"
    ),
    "unofficial": Saying("văn bản không số hiệu hoặc chỉ biết qua tin tức", "văn bản có số hiệu"),
    "article": Saying("đây là một điều", "đây là phụ lục hoặc lời không chia điều"),
    "asked": Saying(
        "câu hỏi mẫu giống nhất của điều giống {} về từ ngữ", "không câu hỏi mẫu nào của điều giống về từ ngữ"
    ),
    "asked more": Saying(
        "hai câu hỏi mẫu kế tiếp của điều giống {} về từ ngữ", "không câu hỏi mẫu kế tiếp nào của điều giống về từ ngữ"
    ),
    "asked near": Saying(
        "câu hỏi mẫu giống nhất của điều giống {} về nghĩa", "không câu hỏi mẫu nào của điều giống về nghĩa"
    ),
    "asked near more": Saying(
        "hai câu hỏi mẫu kế tiếp của điều giống {} về nghĩa", "không câu hỏi mẫu kế tiếp nào của điều giống về nghĩa"
    ),
    "has asked": Saying("điều có câu hỏi mẫu", "điều không có câu hỏi mẫu"),
    "field votes": Saying(
        "văn bản thuộc lĩnh vực, như {} các điều khớp nhất", "văn bản không cùng lĩnh vực với các điều khớp nhất"
    ),
    "core votes": Saying(
        "văn bản có tóm lược, như {} các điều khớp nhất", "văn bản không cùng nhóm có tóm lược với các điều khớp nhất"
    ),
    "votes": Saying("{} các điều khớp nhất nằm trong văn bản này", "các điều khớp nhất đều ở văn bản khác"),
    "bm25 less": _best_of("độ khớp BM25 của điều"),
    "bm25 clause less": _best_of("độ khớp BM25 của khoản"),
    "held less": _best_of("số từ của câu hỏi mà điều chứa"),
    "held clause less": _best_of("số từ của câu hỏi mà khoản chứa"),
    "dense less": _best_of("độ gần nghĩa"),
    "dense clause less": _best_of("độ gần nghĩa của khoản gần nhất"),
    "asked less": _best_of("độ giống câu hỏi mẫu về từ ngữ"),
    "asked near less": _best_of("độ giống câu hỏi mẫu về nghĩa"),
    "bm25 rank": _rank_by("độ khớp BM25 của điều"),
    "bm25 clause rank": _rank_by("độ khớp BM25 của khoản"),
    "held rank": _rank_by("số từ của câu hỏi mà điều chứa"),
    "held clause rank": _rank_by("số từ của câu hỏi mà khoản chứa"),
    "dense rank": _rank_by("độ gần nghĩa"),
    "dense clause rank": _rank_by("độ gần nghĩa của khoản gần nhất"),
    "asked rank": _rank_by("độ giống câu hỏi mẫu về từ ngữ"),
    "asked near rank": _rank_by("độ giống câu hỏi mẫu về nghĩa"),
    "heading precise rank": _rank_by("phần tên điều có ở câu hỏi"),
    "pairs rank": _rank_by("số cặp tiếng liền nhau của câu hỏi mà điều chứa"),
}
_OF_FIELD = dict(zip(OF_FIELD, NAMES, strict=True))


def told(feature: str, value: float) -> str:
    """What a feature of a hit says, in Vietnamese.

    A feature of the field is one of the others times the field's share of the best candidates, so its value stands by itself.

    >>> told("held", 0.74)
    'điều chứa 74 % từ của câu hỏi'
    >>> told("held, in the field", 0.6)
    'điều chứa từ của câu hỏi (trong lĩnh vực): 0.60'
    """
    if feature in _OF_FIELD:
        return f"{SAYINGS[_OF_FIELD[feature]].name} (trong lĩnh vực): {value:.2f}"
    return SAYINGS[feature].told(value)


def part_lines(hit: Hit) -> Iterator[str]:
    """A line for each part of a hit's score, the largest first."""
    for feature, value, part in hit.parts:
        yield f"{part:+.2f}  {told(feature, value)}"


def parts(hit: Hit) -> list[dict[str, object]]:
    """The parts of a hit's score, for JSON."""
    return [{"feature": f, "value": round(v, 6), "part": round(p, 6)} for f, v, p in hit.parts]


def reading_lines(understood: Understood) -> Iterator[str]:
    """How a question was read: for which day, in which words, with which words of the law, naming what."""
    given = " (nêu trong câu hỏi)" if understood.day_given else ""
    yield f"Ngày áp dụng: {understood.on:%d/%m/%Y}{given}"
    if understood.text != understood.question:
        yield f"{'Thêm dấu, đọc' if understood.restored else 'Đọc'} câu hỏi là: {understood.text}"
    if understood.added:
        yield f"Thêm từ ngữ của luật: {understood.added}"
    if understood.named or understood.documents:
        yield f"Câu hỏi nêu: {', '.join([*map(cite, understood.named), *understood.documents])}"


def reading(understood: Understood) -> dict[str, object]:
    """The same for JSON; ``text``: with abbreviations written out, spelling mended and, if ``restored``, accents given back."""
    return {
        "on": understood.on.isoformat(),
        "text": understood.text,
        "restored": understood.restored,
        "added": understood.added.split(", ") if understood.added else [],
        "named": [*map(str, understood.named), *understood.documents],
    }
